"""The disk refuses: said at once, reading goes on, nothing claimed and nothing lost, and it recovers by itself."""
import json
import os
import resource
import shutil
import subprocess
import time

import pytest

from house import House, PATIENCE, until
from machine import within

PROMISED = 1  # second until readers know
# As systemd would start it under LimitFSIZE: a write over the limit fails with EFBIG instead of killing the server.
WRAPPER = ["env", "--ignore-signal=XFSZ"]


def refuse(house, limit=1):
    """From now on no file may grow: every write to the disk fails."""
    resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


def allow(house):
    resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@pytest.fixture
def house(tmp_path):
    with House(tmp_path / "data", wrapper=WRAPPER) as house:
        yield house


def gauge(socket, recording):
    return until(socket, lambda frame: frame["is"] == "gauge" and frame["recording"] is recording)


def told_of(meeting):
    """What a newcomer is told of it; its checkpoint is signed anew as time passes."""
    status, state = meeting.house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}")
    state["state"].pop("checkpoint", None)
    return status, state


def wait_until_ready(house, status=200):
    deadline = time.monotonic() + PATIENCE
    while house.ask("GET", "/health/ready")[0] != status:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_full_disk_is_said_and_nothing_is_lost_or_claimed(house, meeting):
    before = meeting.write("Before.")
    state = told_of(meeting)
    with meeting.socket() as reader, meeting.socket("scribe") as scribe:
        until(reader, lambda frame: frame["is"] == "welcome")
        # Given a disk that refuses
        with within(PROMISED):
            refuse(house)
            # When a scribe writes, by POST and by WebSocket
            status, problem = meeting.give("scribe", "write", id="c-1", text="Into the full disk.")
            scribe.send(json.dumps({"do": "write", "id": "c-2", "text": "Into it again."}))
            told = until(scribe, lambda frame: frame["is"] == "refused")
            refused = told[-1]
            # Then both are told that it is not recorded, and every reader within a second that nothing is
            assert (status, problem["code"], refused["code"]) == (503, "not-recorded", "not-recorded")
            heard = gauge(reader, False)
        assert [frame for frame in told if frame["is"] == "gauge" and not frame["recording"]] or gauge(scribe, False)
        # And nothing of them was told, reading goes on, and the operator's probe fails while life goes on
        assert not [frame for frame in heard if frame["is"] == "entry"]
        assert told_of(meeting) == state
        assert [entry["position"] for entry in meeting.entries()][-1:] == before
        for path in (f"/m/{meeting.slug}", "/", f"/api/v1/meetings/{meeting.slug}/lines", "/health/live"):
            assert house.ask("GET", path)[0] == 200, path
        assert house.ask("GET", "/health/ready")[0] == 503
        with meeting.socket(after=before[0]) as late:
            assert until(late, lambda frame: frame["is"] == "welcome")[-1]["last"] == before[0]
        # When there is room again, then it goes on by itself and says so
        allow(house)
        gauge(reader, True)
        wait_until_ready(house)
        # And the same commands sent again are recorded once, in a record without a gap
        assert meeting.must("scribe", "write", id="c-1", text="Into the full disk.") == [before[0] + 1]
        scribe.send(json.dumps({"do": "write", "id": "c-2", "text": "Into it again."}))
        assert until(scribe, lambda frame: frame["is"] == "accepted")[-1]["entries"] == [before[0] + 2]
        told = [f for f in until(reader, lambda f: f.get("position") == before[0] + 2) if f["is"] == "entry"]
        assert [frame["after"] for frame in told] == [before[0], before[0] + 1]
    house.kill()
    house.start()
    assert [entry["position"] for entry in meeting.entries()] == list(range(1, before[0] + 3))


def test_a_server_killed_on_a_full_disk_has_lost_nothing(house, meeting):
    # Given lines acknowledged, then a disk that refuses, then a kill
    lines = [meeting.write(f"Line {n}.")[0] for n in range(5)]
    refuse(house)
    assert meeting.give("scribe", "write", text="Never recorded.")[0] == 503
    house.kill()
    house.start()
    # Then on restart those are there and no other
    assert [entry["position"] for entry in meeting.entries(after=lines[0] - 1)] == lines


def test_founding_a_meeting_on_a_full_disk_does_not_stop_the_house(house):
    # Given a house without a meeting, and a disk that refuses
    refuse(house)
    secret = house.site_link.rsplit("/", 1)[1]
    body = {"slug": "first", "meeting": {"title": "First"}}
    status, problem = house.ask_json("POST", "/api/v1/meetings", body, secret=secret)
    assert (status, problem["code"]) == (503, "not-recorded")
    assert house.ask("GET", "/health/ready")[0] == 503
    # When there is room again, then it can be founded without a restart
    allow(house)
    wait_until_ready(house)
    status, founded = house.ask_json("POST", "/api/v1/meetings", body, secret=secret)
    assert (status, founded["slug"]) == (201, "first")


def test_a_form_on_a_full_disk_gives_the_words_back(house, meeting):
    refuse(house)
    headers = {"Cookie": f"openfloor={meeting.secrets['scribe']}", "Origin": house.address,
               "Content-Type": "application/x-www-form-urlencoded"}
    status, _, page = house.ask(
        "POST", f"/m/{meeting.slug}/scribe", b"as=scribe&id=f-1&text=Keep+these+words", headers=headers)
    assert status == 503 and "Keep these words</textarea>" in page.decode()


def test_a_closed_meeting_whose_close_was_not_signed_is_signed_later(house, meeting):
    # Given a meeting closed just before a power cut
    meeting.write("The last word.")
    last = meeting.must("facilitator", "close", really=True)[0]
    house.kill()
    house.start()
    # Then its record carries a checkpoint of all its entries
    rows = house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.jsonl")[2].decode().splitlines()
    assert f'"size":{last}' in rows[-1].replace(" ", "")


def mounts_allowed():
    return os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not mounts_allowed(), reason="mounting a small disk takes root")
def test_a_disk_that_is_really_full(tmp_path):
    # Given a data folder on a disk of 16 megabytes, seen by the server alone
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=16m none "$0" && exec "$@"', str(folder)]
    house = House(folder / "data", wrapper=mount)
    house.log_path = tmp_path / "server.log"
    with house:
        inside = f"/proc/{house.process.pid}/root{folder}"
        meeting = house.found()
        meeting.must("facilitator", "open")
        with meeting.socket() as reader:
            until(reader, lambda frame: frame["is"] == "welcome")
            # When it is filled up and written to until it refuses
            filler = os.open(f"{inside}/filler", os.O_WRONLY | os.O_CREAT)
            with pytest.raises(OSError):
                while True:
                    os.write(filler, b"\0" * 4096)
            os.close(filler)
            recorded = []
            while (answer := meeting.give("scribe", "write", text="x" * 3000))[0] == 200:
                recorded += answer[1]["entries"]
            assert (answer[0], answer[1]["code"]) == (503, "not-recorded")
            gauge(reader, False)
            assert house.ask("GET", "/health/ready")[0] == 503
            # And room is made, then it goes on, and all that was acknowledged is there
            os.remove(f"{inside}/filler")
            gauge(reader, True)
        recorded += meeting.write("After.")
        positions = [entry["position"] for entry in meeting.entries(limit=1000)]
        assert positions == list(range(1, recorded[-1] + 1))
        shutil.rmtree(inside, ignore_errors=True)
