"""`openfloor follow URL`: the lines of a live meeting in a terminal, each once."""
import contextlib
import http.server
import json
import os
import re
import subprocess
import threading

import pytest

from house import BINARY, PATIENCE
from publications import run


class Follower:
    """The command while it runs; its lines are read as they come."""

    def __init__(self, address, *options, **environment):
        self.process = subprocess.Popen(
            [BINARY, "follow", *([address] if address else []), *map(str, options)], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=dict(os.environ, SWIFT_BACKTRACE="enable=no", **environment))
        self.timer = threading.Timer(3 * PATIENCE, self.process.kill)
        self.timer.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.timer.cancel()
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()

    def told(self, words):
        """Reads standard error up to a line that holds the words."""
        for line in self.process.stderr:
            if words in line:
                return line
        raise AssertionError(f"never said: {words}")

    def lines(self, count):
        return [self.process.stdout.readline().rstrip("\n") for _ in range(count)]

    def ended(self):
        """All that is left to read, and how it ended."""
        out, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, errors


def refused(*arguments):
    done = subprocess.run([BINARY, "follow", *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode != 0 and done.stdout == ""
    return done.stderr


def test_lines_come_with_time_and_speaker_until_the_meeting_closes(house, meeting):
    meeting.write("Before anybody follows.")
    with Follower(f"{house.address}/m/{meeting.slug}") as follower:
        assert "Open meeting" in follower.told("times of")
        meeting.write("do: We agree **on** the dates.")
        meeting.must("facilitator", "item-take-up", number=2)
        [line] = meeting.write("/action Dilys to write by 2030-03-26")
        meeting.must("scribe", "correct", line=line, text="Write to them")
        meeting.must("facilitator", "close", really=True)
        code, out, _ = follower.ended()
    assert code == 0
    told = [re.fullmatch(r"\d\d:\d\d  (.*) \[\d+\]", row).group(1) for row in out.splitlines()]
    assert told == [
        "Dilys Owen: We agree on the dates.", "Item 2: Report back", "Next step: Dilys to write by 2030-03-26",
        f"Line {line} now reads: Write to them", "The meeting is closed."]


def test_what_was_said_before_is_read_from_the_start_or_after_a_line(house, meeting):
    numbers = [meeting.write(f"Line {number}")[0] for number in range(3)]
    meeting.must("facilitator", "close", really=True)
    page = f"{house.address}/m/{meeting.slug}/questions?order=newest"
    with Follower(page, "--from", "start") as follower:
        code, out, _ = follower.ended()
    assert code == 0 and [f"Line {number}" in out for number in range(3)] == [True] * 3
    with Follower(page, "--from", numbers[1]) as follower:
        code, out, errors = follower.ended()
    assert code == 0 and "Line 1" not in out and out.count("Line 2") == 1 and "closed" in errors
    with Follower(page) as follower:
        assert follower.ended()[:2] == (0, "")
    assert f"no line {numbers[2] + 500}" in refused(page, "--from", numbers[2] + 500)
    assert "start, now" in refused(page, "--from", "yesterday")


def test_no_line_is_lost_or_doubled_by_a_restart(house, meeting):
    with Follower(f"{house.address}/api/v1/meetings/{meeting.slug}", "--json") as follower:
        follower.told("times of")
        for number in range(5):
            meeting.write(f"Before {number}")
        first = follower.lines(5)
        house.kill()
        follower.told("Trying again")
        house.start()
        for number in range(5):
            meeting.write(f"After {number}")
        meeting.must("facilitator", "close", really=True)
        code, out, _ = follower.ended()
    assert code == 0
    entries = [json.loads(row) for row in first + out.splitlines()]
    assert [entry["line"]["text"][0] for entry in entries if entry["line"]["kind"] == "summary"] == [
        f"{when} {number}" for when in ("Before", "After") for number in range(5)]
    positions = [entry["position"] for entry in entries]
    assert positions == sorted(set(positions))
    # An entry is as the protocol has it
    assert set(entries[0]) == {"after", "at", "is", "line", "position"}


@pytest.mark.parametrize("beginning, read", [
    ("start", ["The meeting is open.", "In the copy", "Lost with the disk"]), ("now", [])])
def test_after_an_older_copy_it_goes_on_where_that_one_ends(house, meeting, tmp_path, beginning, read):
    meeting.write("In the copy")
    copy = tmp_path / "copy"
    run("backup", copy, "--data", house.folder)
    meeting.write("Lost with the disk")
    with Follower(f"{house.address}/m/{meeting.slug}", "--from", beginning) as follower:
        follower.told("times of")
        first = follower.lines(len(read))
        house.stop()
        run("restore", copy, "--data", house.folder, "--force")
        house.start()
        follower.told("restored from an older copy")
        for number in range(3):
            meeting.write(f"After it {number}")
        meeting.must("facilitator", "close", really=True)
        code, out, _ = follower.ended()
    assert code == 0
    told = [row[7:].rsplit(" [")[0] for row in first + out.splitlines()]
    assert told == [*read, *(f"After it {number}" for number in range(3)), "The meeting is closed."]


def test_who_has_a_link_reads_what_its_role_may_and_shows_it_to_no_process_list(house, meeting):
    closed = house.found(slug="inside", visibility="invited")
    assert "link" in refused(f"{house.address}/m/inside")
    closed.must("facilitator", "open")
    closed.write("For those invited")
    closed.must("facilitator", "close", really=True)
    for options, environment in (
            ((closed.links["scribe"],), {}), ((None,), {"OPENFLOOR_LINK": closed.links["organiser"]})):
        with Follower(*options, "--from", "start", **environment) as follower:
            code, out, errors = follower.ended()
        assert code == 0 and "For those invited" in out, errors
    assert "no longer works" in refused(f"{house.address}/k/{'x' * 26}")
    assert "OPENFLOOR_LINK" in refused()


def test_a_revoked_link_ends_it_with_the_reason(house, meeting):
    with Follower(meeting.links["scribe"]) as follower:
        follower.told("times of")
        subprocess.run(
            [BINARY, "revoke", meeting.links["scribe"], "--data", house.folder], check=True, timeout=PATIENCE,
            stdout=subprocess.DEVNULL)
        meeting.must("facilitator", "pause")  # wakes who waits
        code, _, errors = follower.ended()
    assert code == 1 and "You need a link" in errors


def test_what_is_not_there_is_said_at_once(house):
    assert "no meeting" in refused(f"{house.address}/m/nowhere").lower()
    assert "Cannot connect" in refused("http://127.0.0.1:1/m/third")
    for words in ("third", "ftp://notes.example.org/m/third", f"{house.address}/", f"{house.address}/s/series"):
        assert "no address of a meeting" in refused(words)


def test_a_meeting_that_moved_is_followed_at_its_new_address(house, meeting):
    with Follower(f"{house.address}/m/{meeting.slug}") as follower:
        follower.told("times of")
        status, _ = house.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/address?as=organiser", {"slug": "elsewhere"},
            secret=meeting.secrets["organiser"])
        assert status == 200
        meeting.slug = "elsewhere"
        meeting.write("Said at the new address")
        assert "Said at the new address" in follower.lines(1)[0]
        meeting.must("facilitator", "close", really=True)
        assert follower.ended()[0] == 0


#: What a terminal would obey: escape sequences, their one-character forms, a turned direction.
HOSTILE = "a\x1b[2Jb\x9b31mc\x07d\u202ee\x7ff\rg\u2028h"


@contextlib.contextmanager
def forger():
    """A server that is none: its meeting has one line, with what no Open Floor server lets in."""
    line = {"kind": "speech", "text": [HOSTILE], "speaker": HOSTILE}
    entries = [
        {"is": "entry", "after": 0, "position": 1, "at": 1790000000000, "line": line},
        {"is": "entry", "after": 1, "position": 2, "at": 1790000000000, "line": {"kind": "of-the-future", "x": HOSTILE}},
        {"is": "entry", "after": 2, "position": 3, "at": 1790000000000, "line": {"kind": "closed"}}]

    class Forger(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if "/entries" in self.path:
                after = int(re.search(r"after=(\d+)", self.path).group(1))
                said = {"epoch": "1", "from": after, "last": 3, "entries": entries[after:]}
            else:
                said = {"epoch": "1", "from": 3, "last": 3, "live": True, "state": {"meeting": {
                    "title": HOSTILE, "timeZone": "Europe/London", "language": "en", "agenda": [], "strands": [],
                    "attribution": "named"}}}
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forger) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/m/x"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_nothing_a_terminal_would_obey_reaches_it(options):
    with forger() as address, Follower(address, "--from", "start", *options) as follower:
        code, out, errors = follower.ended()
    assert code == 0, errors
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", out + errors)
    if options:
        assert len(out.splitlines()) == 3
        assert json.loads(out.splitlines()[0])["line"]["speaker"] == HOSTILE
    else:
        assert len(out.splitlines()) == 2


def test_a_reader_that_goes_away_ends_it(house, meeting):
    with Follower(f"{house.address}/m/{meeting.slug}") as follower:
        follower.told("times of")
        follower.process.stdout.close()
        meeting.write("Nobody reads this")
        assert follower.process.wait(PATIENCE) in (0, -13)
