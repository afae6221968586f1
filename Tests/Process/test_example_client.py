"""The program of forty lines that the protocol page shows does what it says."""
import subprocess
import sys

import pytest

from house import PATIENCE, ROOT

EXAMPLE = ROOT / "Examples" / "follow.py"


@pytest.fixture
def follower(house, meeting):
    """The example while it runs."""
    running = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, EXAMPLE, f"{house.address}/m/{meeting.slug}", *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_it_is_as_short_as_it_is_said_to_be_and_shown_where_it_is_looked_for():
    code = [row for row in EXAMPLE.read_text().split('"""')[2].splitlines() if row.strip()]
    assert len(code) <= 40
    assert "Examples/follow.py" in (ROOT / "Sources/Wire/Wire.docc/Protocol.md").read_text()


def test_it_prints_each_line_once_across_a_restart_until_the_close(house, meeting, follower):
    meeting.write("do: We **agree** on [the](https://example.org/) dates.")
    process = follower()
    assert process.stdout.readline().endswith("] Dilys Owen: We agree on the dates.\n")
    house.kill()
    house.start()
    for number in range(3):
        meeting.write(f"After the restart {number}")
    meeting.must("facilitator", "close", really=True)
    out, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert [row.split("] ")[1] for row in out.splitlines()] == [f"After the restart {number}" for number in range(3)]


def test_it_goes_on_after_a_line(house, meeting, follower):
    numbers = [meeting.write(f"Line {number}")[0] for number in range(3)]
    meeting.must("facilitator", "close", really=True)
    out, errors = follower(numbers[1]).communicate(timeout=PATIENCE)
    assert out == f"[{numbers[2]}] Line 2\n", errors


def test_what_is_not_there_is_said(meeting, follower):
    meeting.slug = "nowhere"
    process = follower()
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1 and "no meeting" in errors.lower()
