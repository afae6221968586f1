"""The faults of libwebsockets by which a stranger could stop the server: sent byte for byte, alone and before a crowd."""
import contextlib
import socket
import struct

import pytest

from house import House
from strangers import UPGRADE, Canary, Crowd, EncryptedHouse, heard, line_to, masked, sent, status_of

GET = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
POST = "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\ncode=123456"
POLL = "GET /api/v1/meetings/meeting/entries?after=100000000&wait=30 HTTP/1.1\r\nHost: x\r\n\r\n"
STREAM = "GET /api/v1/meetings/meeting/live HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
H2C = ("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
       "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n")


def a_body_behind_another_request(house):
    for first in (GET, POST, "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", GET * 20):
        answer = sent(house, first + POST)
        assert status_of(answer) in (200, 404, 429) and b"bodyPipelined" in answer and answer.endswith(b"}"), answer
    assert sent(house, POST + LAST).count(b"HTTP/1.1 ") == 2


def a_held_request_whose_client_goes_or_sends_a_byte(house):
    for request in (POLL, STREAM):
        for more in (b"", b"x", GET.encode()):
            for resets in (False, True):
                line = line_to(house)
                line.sendall(request.encode())
                if request is STREAM:
                    assert line.recv(12) == b"HTTP/1.1 200"
                line.sendall(more)
                if resets:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                line.close()


def an_answer_nobody_reads_and_a_byte_after_it(house):
    with contextlib.suppress(OSError), line_to(house, patience=0.2) as line:  # it is not read either, or cut off
        line.sendall(GET.encode() * 1000)
        line.sendall(b"GET / HTTP/1.1\r\n")


def an_upgrade_to_h2c(house):
    for request in (H2C, H2C.replace("Upgrade: h2c", "Upgrade: h2c, websocket"), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
        answer = sent(house, request)
        assert status_of(answer) != 101 and not answer.endswith(b"<still open>"), answer


def an_upgrade_that_is_refused(house):
    assert status_of(sent(house, UPGRADE + "Origin: https://evil.example\r\n\r\n")) == 403
    assert status_of(sent(house, UPGRADE.replace("/meeting/", "/nowhere/").replace("/live", "/x") + "\r\n")) == 404


def connect_and_bytes_that_are_no_http(house):
    for request in ("CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\nmore", "\x01\x02\x03\r\n\r\n", "\r\n" * 500, "GET\r\n\r\n"):
        answer = sent(house, request)
        assert status_of(answer) in (None, 400, 403) and b"<still open>" not in answer, (request, answer)


def what_rfc_6455_forbids(house):
    whole = UPGRADE + "\r\n"
    for request, status in (
            (whole.replace("Version: 13", "Version: 8"), 426), (whole.replace("GET", "POST"), 411),
            (whole.replace("HTTP/1.1", "HTTP/1.0"), 426), (whole.replace("A" * 22 + "==", "abc"), 400)):
        assert status_of(sent(house, request)) == status, request
    with line_to(house) as line:
        line.sendall(whole.encode() + b"".join(masked(bytes([n]), opcode=9) for n in range(5)))
        answer = b""
        while b"\x8a\x01" not in answer:
            assert (piece := line.recv(65536)), answer
            answer += piece


def more_connections_than_it_accepts(house):
    for _ in range(1000):
        socket.create_connection(("127.0.0.1", house.port)).close()


FAULTS = [a_body_behind_another_request, a_held_request_whose_client_goes_or_sends_a_byte,
          an_answer_nobody_reads_and_a_byte_after_it, an_upgrade_to_h2c, an_upgrade_that_is_refused,
          connect_and_bytes_that_are_no_http, what_rfc_6455_forbids,
          more_connections_than_it_accepts]


@pytest.fixture(scope="module", params=[House, EncryptedHouse], ids=["plain", "encrypted"])
def meeting(request, tmp_path_factory):
    with request.param(tmp_path_factory.mktemp("faults") / "data") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        yield meeting


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.__name__ for fault in FAULTS])
def test_a_fault_of_the_library_makes_nobody_wait(meeting, fault):
    # Given a scribe and a reader, first alone, then with fifty others
    with Canary(meeting) as canary:
        for crowd in (contextlib.nullcontext(), Crowd(meeting, 50)):
            with crowd:
                # When a stranger sends what would stop the library, again and again
                for _ in canary.while_it_writes(2):
                    fault(meeting.house)
        # Then lines go on to be heard, and everybody else is answered
        assert status_of(sent(meeting.house, LAST)) == 200


def test_the_processor_rests_once_the_strangers_are_gone(meeting):
    # Given all of it once more, and nobody there any longer
    for fault in FAULTS:
        fault(meeting.house)
    stat = f"/proc/{meeting.house.process.pid}/stat"

    def ticks():
        return sum(int(number) for number in open(stat).read().rsplit(")")[1].split()[11:13])

    def cost():
        """Hundredths of a second for two seconds in which one request is waited for that nobody answers."""
        before = ticks()
        with line_to(meeting.house) as line:
            line.sendall(POLL.replace("wait=30", "wait=2").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").encode())
            assert status_of(heard(line)) == 200
        return ticks() - before

    # Then, once what they left to do is done, less than a quarter of the time is worked
    assert any(cost() < 50 for _ in range(10))
