"""Limits: what is one too many is told so, with when to come back; nobody takes the room of all; the operator gets in."""
import contextlib
import http.client
import json
import os
import re
import resource
import socket
import subprocess

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from house import BINARY, House, PATIENCE, until, until_held_up


@contextlib.contextmanager
def visitors(house, count, source="127.0.0.1"):
    """Connections that say nothing."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                socket.create_connection(("127.0.0.1", house.port), PATIENCE, source_address=(source, 0)))
            for _ in range(count)]


def ask(house, path="/join", source="127.0.0.1", **headers):
    """One request on a connection of its own: status, headers, body. A connection that is cut has status None."""
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE, source_address=(source, 0))
    try:
        line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    except ConnectionError:
        return None, {}, b""
    finally:
        line.close()


def is_full(answer, limit):
    status, headers, body = answer
    problem = json.loads(body)
    assert status == 503 and headers["Content-Type"] == "application/problem+json"
    assert int(headers["Retry-After"]) > 0 and headers["Connection"] == "close"
    assert (problem["code"], problem["status"], problem["limit"]) == ("full", 503, limit)
    return problem


def until_let_in(house, **options):
    """Those who have gone are noticed in the server's own time."""
    while ask(house, **options)[0] != 200:
        pass


def test_a_full_house_says_so_to_everyone_but_those_who_look_after_it(tmp_path):
    # Given a house with room for eight, taken by strangers who say nothing
    with House(tmp_path / "data", "--connections", "8", "--connections-per-address", "8") as house:
        with visitors(house, 8):
            # When more come, then each is told when to come back, by whatever way
            is_full(ask(house), 8)
            is_full(ask(house, "/web/styles/base.css"), 8)
            is_full(ask(house, "/api/v1/meetings/x/live", Accept="text/event-stream"), 8)
            with pytest.raises(InvalidStatus) as refused:
                connect(f"ws://127.0.0.1:{house.port}/api/v1/meetings/x/live", proxy=None, open_timeout=PATIENCE)
            response = refused.value.response
            assert response.status_code == 503 and int(response.headers["Retry-After"]) > 0
            assert json.loads(response.body)["code"] == "full"
            # And the supervisor is answered, and the operator comes in by the control socket
            for path in ("/health/live", "/health/ready"):
                assert ask(house, path)[0] == 200
            made = subprocess.run(
                [BINARY, "meeting", "create", "Still possible", "--data", house.folder], capture_output=True, text=True,
                timeout=PATIENCE)
            assert made.returncode == 0, made.stderr
        # And once they have gone there is room
        until_let_in(house)


def test_a_connection_kept_for_the_next_request_counts(tmp_path):
    # Given a house with room for one, held by somebody who has asked and may ask again
    with House(tmp_path / "data", "--connections", "1") as house:
        line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
        for _ in range(2):
            line.request("GET", "/join")
            answer = line.getresponse()
            assert answer.status == 200 and answer.read()
            # Then nobody else gets in between
            is_full(ask(house), 1)
        # And whoever was refused on a connection finds room on a later one
        line.close()
        until_let_in(house)


def test_one_address_cannot_take_the_room_of_all(tmp_path):
    with House(tmp_path / "data", "--connections", "10", "--connections-per-address", "4") as house:
        # Given an address that has all it may have
        with visitors(house, 4):
            problem = is_full(ask(house), 4)
            assert "your address" in problem["detail"]
            # Then another gets in
            assert ask(house, source="127.0.0.2")[0] == 200


def test_half_of_all_may_come_from_one_address_unless_said_otherwise(tmp_path):
    with House(tmp_path / "data", "--connections", "20") as house, visitors(house, 10):
        is_full(ask(house), 10)
        assert ask(house, source="127.0.0.2")[0] == 200


def test_a_stranger_cannot_use_up_the_files(tmp_path):
    # Given a house whose system allows 256 open files, of which it found 100 at its start
    with House(tmp_path / "data", wrapper=["prlimit", "--nofile=100:256"]) as house:
        assert resource.prlimit(house.process.pid, resource.RLIMIT_NOFILE) == (256, 256)
        meeting = house.found()
        meeting.must("facilitator", "open")
        with meeting.socket("scribe") as scribe:
            until(scribe, lambda frame: frame["is"] == "welcome")
            # When one address opens as many connections as it can, then it is cut off
            with visitors(house, 300) as strangers:
                strangers[-1].settimeout(PATIENCE)
                with contextlib.suppress(ConnectionResetError):
                    assert strangers[-1].recv(1) == b""
                # And others get in, lines are recorded, and the server is alive
                assert ask(house, source="127.0.0.2")[0] == 200
                scribe.send(json.dumps({"do": "write", "id": "c-1", "text": "Still recorded."}))
                assert until(scribe, lambda frame: frame["is"] in ("accepted", "refused"))[-1]["is"] == "accepted"
                assert len(os.listdir(f"/proc/{house.process.pid}/fd")) < 256
        until_let_in(house)


def test_those_turned_away_who_will_not_go_keep_nobody_else_out(tmp_path):
    # Given an address that has all it may have of 256 open files
    with House(tmp_path / "data", wrapper=["prlimit", "--nofile=256:256"]) as house, visitors(house, 86):
        # When it comes again and again, is refused, and stays on the line
        with contextlib.ExitStack() as stack:
            for _ in range(120):
                line = stack.enter_context(socket.create_connection(("127.0.0.1", house.port), PATIENCE))
                line.sendall(b"GET /join HTTP/1.1\r\nHost: x\r\n\r\n")
                assert line.recv(12) == b"HTTP/1.1 503"
            # Then others get in
            assert ask(house, source="127.0.0.2")[0] == 200


def test_a_longer_frame_is_taken_where_the_operator_says_so(tmp_path):
    with House(tmp_path / "data", "--frame-bytes", "100000") as house:
        meeting = house.found()
        with meeting.socket("scribe") as socket:
            socket.send("x" * 100_000)
            assert until(socket, lambda frame: frame["is"] == "refused")[-1]["code"] == "bad-frame"
            socket.send("x" * 100_001)
            with pytest.raises(Exception) as closed:
                until(socket, lambda frame: False)
            assert closed.value.rcvd.code == 1009 and "100000" in closed.value.rcvd.reason


def test_so_many_meetings_are_held_until_one_is_closed(tmp_path):
    with House(tmp_path / "data", "--meetings", "2") as house:
        first = house.found(slug="first")
        house.found(slug="second")
        # When a third is founded, then it is refused with what to do
        wish = {"slug": "third", "meeting": {"title": "Third"}}
        secret = house.site_link.rsplit("/", 1)[1]
        status, headers, body = house.ask("POST", "/api/v1/meetings", wish, secret=secret)
        assert (status, json.loads(body)["code"], json.loads(body)["limit"]) == (503, "full", 2)
        assert int(headers["Retry-After"]) > 0 and "Close one" in json.loads(body)["detail"]
        # And once one is closed there is room
        first.must("facilitator", "open")
        first.must("facilitator", "close", really=True)
        house.found(slug="third")


def test_who_is_too_fast_is_told_when_to_come_back(tmp_path):
    with House(tmp_path / "data", "--commands-per-minute", "5") as house:
        meeting = house.found()
        *_, (status, headers, _) = until_held_up(
            lambda: house.ask(
                "POST", "/api/v1/meetings/meeting/commands?as=scribe", {"do": "open", "id": "c"},
                secret=meeting.secrets["scribe"]))
        assert (status, headers["Retry-After"]) == (429, "12")


@pytest.mark.parametrize(
    "option, value, words",
    [("--connections", "0", "1 to"), ("--connections", "2000000", "1 to"), ("--connections", "x", "--connections"),
     ("--connections-per-address", "0", "1 to"), ("--frame-bytes", "1000", "32768 to 1048576"),
     ("--meetings", "0", "1 to"), ("--commands-per-minute", "0", "1 to"),
     ("--trusted-proxy", "10.0.0.1/8", "10.0.0.0/8"), ("--trusted-proxy", "proxy.example.org", "IP address"),
     ("--metrics", "9090", "ADDRESS:PORT")])
def test_a_limit_that_makes_no_sense_is_refused_with_what_does(tmp_path, option, value, words):
    done = subprocess.run(
        [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", option, value], capture_output=True,
        text=True, timeout=PATIENCE)
    assert done.returncode != 0 and words in done.stderr
    assert not (tmp_path / "data").exists()


def test_more_connections_than_the_system_allows_are_refused_with_what_to_raise(tmp_path):
    done = subprocess.run(
        ["prlimit", "--nofile=256:256", BINARY, "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data",
         "--connections", "173"], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode != 0 and re.search(r"room for 172\b.*ulimit", done.stderr, re.S)
