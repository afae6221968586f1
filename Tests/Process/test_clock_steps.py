"""The wall clock is set an hour on, or back, while meetings are live: nobody is cut off, held up or told a time twice."""
import json
import shutil
import struct
import subprocess
import threading
import time

import pytest
from followers import ByEventStream, BySocket
from house import PATIENCE, ROOT, Device, House, until
from series import Series
from test_news import SECRET, Receiver, deliveries
from websockets.exceptions import ConnectionClosed

HOUR = 3_600_000  # milliseconds


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """What stands between a process and the wall clock."""
    library = tmp_path_factory.mktemp("clock") / "wall_clock.so"
    compiler = shutil.which("clang") or "cc"  # the Swift toolchain has one
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library,
         ROOT / "Tests/Process/wall_clock.c"], check=True)
    return library


class ClockedHouse(House):
    """A house whose wall clock is so many milliseconds ahead of the machine's, or behind."""

    def __init__(self, folder, library, *options):
        self.clock = folder.with_suffix(".clock")
        self.set(0)
        super().__init__(folder, *options, wrapper=["env", f"LD_PRELOAD={library}", f"WALL_CLOCK={self.clock}"])

    def set(self, step):
        mode = "r+b" if self.clock.exists() else "wb"  # a running house reads the very bytes
        with self.clock.open(mode) as file:
            file.write(struct.pack("<q", step))

    def now(self):
        """Milliseconds, as the house should have them."""
        return int(time.time() * 1000) + struct.unpack("<q", self.clock.read_bytes())[0]


@pytest.fixture
def house(tmp_path, library):
    with ClockedHouse(tmp_path / "data", library) as house:
        yield house


class Poll(threading.Thread):
    """One request that waits for the next entry."""

    def __init__(self, meeting, after, wait):
        super().__init__(daemon=True)
        self.meeting, self.path, self.answer = meeting, f"entries?after={after}&wait={wait}", None
        self.start()

    def run(self):
        self.answer = self.meeting.house.ask_json("GET", f"/api/v1/meetings/{self.meeting.slug}/{self.path}")

    def told(self):
        self.join(PATIENCE)
        assert self.answer and self.answer[0] == 200, self.answer
        return [entry["position"] for entry in self.answer[1]["entries"]]


class Desk:
    """A scribe at the keyboard, by WebSocket, and an attendee who sees what is typed."""

    def __init__(self, scribe, reader):
        self.scribe, self.reader, self.typed = scribe, reader, 0

    def type(self):
        """Twice more than is passed on at once, so that the house's pulse has beaten twice when this returns."""
        for _ in range(2):
            for part in ("Thank", "Thanked"):
                self.typed += 1
                words = f"{part} {self.typed}"
                self.scribe.send(json.dumps({"do": "draft", "text": words}))
            until(self.reader, lambda frame: frame["is"] == "draft" and frame["text"] == words)

    def write(self):
        """The position of a line."""
        self.typed += 1
        identity = f"desk-{self.typed}"
        self.scribe.send(json.dumps({"do": "write", "id": identity, "text": f"Line {self.typed}."}))
        answer = until(self.scribe, lambda frame: frame.get("id") == identity)[-1]
        assert answer["is"] == "accepted", answer
        return answer["entries"][0]


def entries(meeting):
    """All of them, as staff have them."""
    status, answer = meeting.house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}/entries?after=0&as=organiser", secret=meeting.secrets["organiser"])
    assert status == 200, answer
    return answer["entries"]


def assert_in_order(times):
    assert times and times == sorted(times)


def test_nobody_is_cut_off_or_held_up(house, meeting):
    followers = [BySocket(meeting).seated(), ByEventStream(meeting).seated()]
    device = Device(meeting)
    with meeting.socket("scribe") as scribe, meeting.socket() as reader:
        desk = Desk(scribe, reader)
        line = desk.write()
        for step in (HOUR, 0, -HOUR, 0):
            # Given readers who wait for the next line, one for a minute and one for a second
            long = Poll(meeting, line, 60)
            desk.type()
            short = Poll(meeting, line, 1)
            # When the clock is set
            house.set(step)
            # Then what is typed is seen, the patience of the one ends, and the other still waits
            desk.type()
            assert short.told() == []
            assert long.answer is None
            # And the next line is told to all, at no time before the clock's
            began = house.now()
            line = desk.write()
            assert long.told() == [line]
            assert meeting.entries(line - 1)[0]["at"] >= began
            for follower in followers:
                follower.has(line)
            # And others are heard as before
            line = device.must("ask", text=f"Is it {step / HOUR:+} o’clock?")[-1]
        # And the newest checkpoint is told within the minute
        end = time.monotonic() + 100
        frame = {}
        while frame.get("is") != "checkpoint" or frame["size"] < line:
            frame = json.loads(reader.recv(timeout=max(0, end - time.monotonic())))
    for follower in followers:
        assert len(follower.welcomes) == 1 and follower.fault is None
        follower.end()
    # And the record has no gap, and no time before the one above it
    record = entries(meeting)
    assert [entry["position"] for entry in record] == list(range(1, line + 1))
    assert_in_order([entry["at"] for entry in record])


def test_who_was_too_fast_waits_no_longer_for_it(tmp_path, library):
    with ClockedHouse(tmp_path / "data", library, "--commands-per-minute=60") as house:
        for step in (HOUR, 0):
            # Given an attendee who gave all the commands of a minute
            device = Device(house.found(f"lamps-{step}"))
            while device.give("question-withdraw", number=1)[1].get("code") != "too-fast":
                pass
            # When the clock is set, then there is one more in a second
            house.set(step)
            end = time.monotonic() + PATIENCE
            while device.give("question-withdraw", number=1)[1].get("code") == "too-fast":
                assert time.monotonic() < end


def test_readers_are_let_go_after_the_close(house, meeting):
    # Given a meeting that has just closed
    with meeting.socket() as reader:
        meeting.must("facilitator", "close", really=True)
        # When the clock is set back, then its readers are sent away all the same
        house.set(-HOUR)
        with pytest.raises(ConnectionClosed):
            until(reader, lambda frame: False)


def test_a_house_that_opens_on_an_earlier_clock_goes_on(house, meeting):
    # Given a meeting and a series that were written to
    last = meeting.write("Before.")[0]
    series = Series(house, "sharing")
    house.stop()
    # When the house opens an hour before that
    house.set(-HOUR)
    house.start()
    # Then it goes on, whether a line is written, corrected or erased
    after = meeting.write("After.")[0]
    meeting.must("scribe", "correct", line=after, text="Afterwards.")
    status, _ = meeting.house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/erasures", {"lines": [last], "ground": "confidential"},
        secret=meeting.secrets["organiser"])
    assert status == 200
    meeting.must("facilitator", "close", really=True)
    record = entries(meeting)
    assert [entry["position"] for entry in record] == list(range(1, len(record) + 1))
    assert_in_order([entry["at"] for entry in record])
    # And so does the series
    series.must("organiser", "meeting-schedule", title="Next")
    assert_in_order(times_of(series))


def times_of(series):
    rows = [json.loads(row) for row in series.house.ask("GET", f"/s/{series.slug}/record.jsonl")[2].splitlines()]
    return [json.loads(row["header"])["time"] for row in rows if "header" in row]


def test_what_is_to_be_delivered_waits_no_longer_for_it(tmp_path, library):
    secret = tmp_path / "secret"
    secret.write_text(f"whsec_{SECRET}\n")
    with Receiver(500, 500, 200) as receiver, ClockedHouse(
            tmp_path / "data", library, "--webhook", receiver.address, "--webhook-secret", str(secret)) as house:
        # Given a record that is an hour ahead of the clock
        meeting = house.found("lamps")
        house.set(HOUR)
        meeting.must("facilitator", "open")
        house.set(0)
        # When it closes, then it is told, at the hour of the record
        meeting.must("facilitator", "close", really=True)
        identity, _ = receiver.next()
        assert receiver.next()[0] == identity
        # And once more, though the clock is set back before its pause of ten seconds has passed
        end = time.monotonic() + PATIENCE
        while deliveries(house)[0]["tries"] < 2:
            assert time.monotonic() < end
        house.set(-HOUR)
        assert receiver.next()[0] == identity
