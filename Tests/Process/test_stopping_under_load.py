"""An orderly stop while fifty follow and a scribe writes: all are told to come back, all do, and nothing is lost or doubled."""
import json
import threading
import time

from websockets.exceptions import ConnectionClosed

from followers import BySocket
from house import PATIENCE, House, until
from machine import Machine, within

READERS = 50
STOPS, RETURNS = 5, 2  # seconds promised
SPREAD = 0.5  # seconds within which they come back, by chance


class Told(BySocket):
    """A reader that comes back after a moment of its own and notes what it was told as it went."""

    def __init__(self, meeting, number):
        self.codes = []
        self.returned = None
        self.pause = SPREAD * number / READERS
        super().__init__(meeting)

    def read(self):
        try:
            super().read()
        except ConnectionClosed as closed:
            self.codes.append(closed.rcvd.code if closed.rcvd else None)
            time.sleep(self.pause)
            raise

    def take(self, frame):
        if frame["is"] == "welcome" and self.codes:
            self.returned = time.monotonic()
        super().take(frame)


class Scribe(threading.Thread):
    """Sends line after line; sends again, under the same id, what it had no answer to."""

    def __init__(self, meeting):
        super().__init__(daemon=True)
        self.meeting = meeting
        self.codes, self.acknowledged, self.number = [], {}, 0
        self.stopping = threading.Event()
        self.start()

    def run(self):
        while not self.stopping.is_set():
            try:
                with self.meeting.socket("scribe") as socket:
                    while not self.stopping.is_set():
                        self.write(socket)
            except ConnectionClosed as closed:
                self.codes.append(closed.rcvd.code if closed.rcvd else None)
            except OSError:  # not there yet
                time.sleep(0.02)

    def write(self, socket):
        text = f"Line {self.number}."
        socket.send(json.dumps({"do": "write", "id": f"c-{self.number}", "text": text}))
        answer = until(socket, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
        assert answer["is"] == "accepted", answer
        [self.acknowledged[text]] = answer["entries"]
        self.number += 1
        time.sleep(0.02)

    def has(self, count):
        end = time.monotonic() + PATIENCE
        while len(self.acknowledged) < count:
            assert time.monotonic() < end
            time.sleep(0.02)


def test_a_stop_under_load_sends_everybody_away_and_all_come_back_to_the_same_record(tmp_path):
    with House(tmp_path / "data", "--commands-per-minute", "10000") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        readers = [Told(meeting, number) for number in range(READERS)]
        for reader in readers:
            reader.seated()
        scribe = Scribe(meeting)
        scribe.has(20)
        # When the server is told to end in the middle, then it does, well and in time
        with within(STOPS):
            began = time.monotonic()
            house.process.terminate()
            assert house.process.wait(PATIENCE) == 0
            stopped = time.monotonic() - began
        # And when it starts again, everybody comes back
        house.start()
        with Machine() as machine:
            began = time.monotonic()
            scribe.has(len(scribe.acknowledged) + 20)
            scribe.stopping.set()
            scribe.join(PATIENCE)
            last = max(scribe.acknowledged.values())
            for reader in readers:
                reader.has(last)
        returned = max(reader.returned for reader in readers) - began
        print(f"stopped after {stopped:.2f} s, the last of {READERS} back {returned:.2f} s after the start")
        assert returned < machine.allows(RETURNS)
        # Then each was told so by 1012, once
        assert [reader.codes for reader in readers] == [[1012]] * READERS and scribe.codes == [1012]
        # And each line that was acknowledged is there once, under its number, for every reader
        said = [entry for entry in meeting.entries(limit=1000) if entry["line"]["kind"] == "summary"]
        assert {"".join(entry["line"]["text"]): entry["position"] for entry in said} == scribe.acknowledged
        assert len(said) == len(scribe.acknowledged)
        for reader in readers:
            positions = reader.positions
            assert positions == list(range(positions[0], last + 1)) and reader.welcomes[0]["from"] == positions[0] - 1
            reader.stopping = True  # it ends with the house
        assert "rror" not in house.log()
