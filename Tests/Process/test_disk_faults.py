"""The disk fails, or is taken away: nothing is claimed that it does not have, all are told, and reading goes on."""
import json
import os
import shutil
import subprocess
import time

import pytest
from house import BINARY, PATIENCE, House, until
from machine import Machine, within
from publications import run
from test_full_disk import gauge, mounts_allowed, wait_until_ready
from traces import Fault

PROMISED = 1  # second until readers know


def positions(meeting):
    return [entry["position"] for entry in meeting.entries(limit=1000)]


def logged(house, words):
    deadline = time.monotonic() + PATIENCE
    while words not in house.log():
        assert time.monotonic() < deadline, house.log()
        time.sleep(0.05)
    return house.log()


def refused(meeting, **fields):
    status, problem = meeting.give("scribe", "write", **fields)
    assert (status, problem["code"]) == (503, "not-recorded")


def reading_goes_on(house, meeting, last):
    assert positions(meeting)[-1] == last
    for path in (f"/m/{meeting.slug}", "/", f"/api/v1/meetings/{meeting.slug}/lines", "/health/live"):
        assert house.ask("GET", path)[0] == 200, path


@pytest.mark.parametrize("calls, error", [
    ("fdatasync", "EIO"), ("pwrite64", "EIO"), ("fdatasync", "EIO:when=2+3"), ("pwrite64", "ENOSPC:when=3+2")])
def test_a_disk_that_fails_is_said_and_nothing_is_claimed(house, meeting, calls, error):
    before = positions(meeting)[-1]
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # Given a disk on which every sync fails, or every write, or now and then one
        taken = {}
        with Fault(house.process.pid, calls, error):
            # When lines are written until one is refused
            with Machine() as machine:
                for number in range(50):
                    began = time.monotonic()
                    status, answer = meeting.give("scribe", "write", id=f"c-{number}", text=f"Line {number}.")
                    if status != 200:
                        break
                    taken[f"c-{number}"] = answer["entries"]
                # Then it is told so, and every reader within a second
                assert (status, answer["code"]) == (503, "not-recorded")
                gauge(reader, False)
                seconds = time.monotonic() - began
            assert seconds < machine.allows(PROMISED)
            last = before + len(taken)
            if "when" not in error:
                assert house.ask("GET", "/health/ready")[0] == 503
                reading_goes_on(house, meeting, last)
        # And once the disk is sound it goes on by itself
        gauge(reader, True)
        wait_until_ready(house)
    # Then what was refused, sent again, stands once, after all that was acknowledged
    again = meeting.must("scribe", "write", id=f"c-{number}", text=f"Line {number}.")
    assert again == [last + 1]
    house.kill()
    house.start()
    assert positions(meeting) == list(range(1, last + 2))
    assert all(meeting.must("scribe", "write", id=id, text=f"Line {id[2:]}.") == at for id, at in taken.items())
    assert "NOT SOUND" not in run("verify", "--data", house.folder)


def deleted(folder, _):
    (folder / "openfloor.sqlite").unlink()


def replaced(folder, aside):
    shutil.copy(folder / "openfloor.sqlite", aside / "copy")
    os.replace(aside / "copy", folder / "openfloor.sqlite")


def all_deleted(folder, _):
    for end in ("", "-wal", "-shm"):
        (folder / f"openfloor.sqlite{end}").unlink()


@pytest.mark.parametrize("fate, is_written", [
    (deleted, True), (replaced, True), (all_deleted, False), (replaced, False)])
def test_a_database_taken_away_is_noticed_and_nothing_more_is_acknowledged(house, meeting, tmp_path, fate, is_written):
    [last] = meeting.write("Before.")
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # Given a database that is deleted, or another put in its place, under the server
        with within(PROMISED):
            fate(house.folder, tmp_path)
            # When somebody writes, or nobody does
            if is_written:
                refused(meeting, id="c-1", text="Into the void.")
            # Then everybody is told within a second that nothing is recorded, and the operator what to do
            gauge(reader, False)
        wait_until_ready(house, status=503)
        refused(meeting, text="Into the void again.")
        reading_goes_on(house, meeting, last)
    assert "moved, deleted or replaced" in logged(house, "write a backup with openfloor backup")
    # And the server still has the record: a backup written now holds all that was acknowledged
    run("backup", tmp_path / "rescued.backup", "--data", house.folder)
    house.kill()
    run("restore", tmp_path / "rescued.backup", "--data", tmp_path / "restored")
    again = House(tmp_path / "restored")
    again.site_link = house.site_link
    with again:
        meeting.house = again
        assert "Before." in json.dumps(meeting.entries()) and positions(meeting)[:last] == list(range(1, last + 1))


def test_a_database_put_back_is_taken_up_again(house, meeting, tmp_path):
    [last] = meeting.write("Before.")
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # Given a folder that was moved away
        house.folder.rename(tmp_path / "elsewhere")
        refused(meeting, id="c-1", text="Into a folder elsewhere.")
        gauge(reader, False)
        # When it is moved back, then the server goes on by itself
        (tmp_path / "elsewhere").rename(house.folder)
        gauge(reader, True)
    assert meeting.must("scribe", "write", id="c-1", text="Into a folder elsewhere.") == [last + 1]
    house.kill()
    house.start()
    assert positions(meeting) == list(range(1, last + 2))


def test_a_log_that_was_deleted_is_saved_into_the_database(house, meeting):
    # Given lines that stand in the log alone
    [last] = meeting.write("Before.")
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # When the log is deleted under the server
        (house.folder / "openfloor.sqlite-wal").unlink()
        # Then it is noticed, and mended from what is still open
        gauge(reader, False)
        gauge(reader, True)
    meeting.write("After.")
    house.kill()
    house.start()
    assert positions(meeting) == list(range(1, last + 2))
    assert "NOT SOUND" not in run("verify", "--data", house.folder)


#: The folder's mode says no, to root as to anybody; or the disk does.
CLOSED = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
READ_ONLY = ["unshare", "-m", "sh", "-c", 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"']


@pytest.mark.parametrize("is_new", [True, False], ids=["to-be-made", "made"])
@pytest.mark.parametrize("way", ["mode", pytest.param("mount", marks=pytest.mark.skipif(
    not mounts_allowed(), reason="mounting takes root"))])
def test_a_folder_that_cannot_be_written_is_refused_with_what_to_do(tmp_path, way, is_new):
    # Given a folder that is closed to writing, with a record in it, or none yet
    with House(tmp_path / "data") as house:
        house.found()
    closed = tmp_path / "data"
    folder = closed / "other" if is_new else closed
    closed.chmod(0o500)
    before = rows(closed)
    # When a server is started there, then it says so in a sentence and changes nothing
    done = subprocess.run(
        [*(CLOSED if way == "mode" else [*READ_ONLY, closed]),
         BINARY, "serve", "--listen", "127.0.0.1:0", "--data", folder], capture_output=True, text=True,
        timeout=PATIENCE, env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
    assert done.returncode > 0 and "listening" not in done.stdout
    assert "Check that it exists, is yours and is on a sound disk." in done.stderr and str(folder) in done.stderr
    assert rows(closed) == before
    closed.chmod(0o700)


def rows(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}
