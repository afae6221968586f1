import json
import threading

from followers import ByEventStream, ByLongPoll, BySocket
from house import PATIENCE, until

ONE_HOUSE = True

LINES = 150  # of each of two scribes


class Scribe(threading.Thread):
    """Sends its lines in windows; what was not acknowledged when the server went is sent again, in order."""

    def __init__(self, meeting, role, pause_at, resume):
        super().__init__(daemon=True)
        self.meeting, self.role = meeting, role
        self.left = [(f"{role}-{n}", f"{role} says {n}") for n in range(LINES)]
        self.pause_at = pause_at
        self.half = threading.Event()
        self.resume = resume
        self.start()

    def run(self):
        while self.left:
            try:
                with self.meeting.socket(self.role) as socket:
                    self.speak(socket)
            except Exception:  # the server was killed; it comes back
                if self.half.is_set():
                    self.resume.wait()

    def speak(self, socket):
        while self.left:
            window = self.left[:10]
            for id, text in window:
                socket.send(json.dumps({"do": "write", "id": id, "text": text}))
            for id, _ in window:
                answer = until(socket, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
                assert (answer["is"], answer["id"]) == ("accepted", id)
                self.left.pop(0)
            if LINES - len(self.left) >= self.pause_at:
                self.half.set()


def test_every_reader_gets_every_entry_it_may_see_once_in_order(house, meeting):
    # Given attendees on a WebSocket, an event stream and a long poll
    followers = [kind(meeting).seated() for kind in (BySocket, ByEventStream, ByLongPoll)]
    # When two scribes type 300 lines at once, and the server is killed and started in the middle
    restarted = threading.Event()
    scribes = [Scribe(meeting, role, LINES // 3, restarted) for role in ("scribe", "organiser")]
    for scribe in scribes:
        assert scribe.half.wait(PATIENCE)
    late = [kind(meeting).seated() for kind in (BySocket, ByEventStream)]
    house.kill()
    house.start()
    restarted.set()
    for scribe in scribes:
        scribe.join(PATIENCE)
        assert not scribe.left
    # Then each heard every entry after the state it began with once, in order, over the restart
    last = max(entry["position"] for entry in meeting.entries(limit=1000))
    for follower in followers + late:
        follower.has(last)
    whole = {entry["position"]: entry for entry in meeting.entries(limit=1000)}
    for follower in followers + late:
        first = follower.welcomes[0]["from"] if follower.welcomes else 0
        assert follower.positions == list(range(first + 1, last + 1)), type(follower).__name__
        for frame in follower.heard:
            assert frame["line"] == whole[frame["position"]]["line"]
    # And each line of each scribe once, in the order typed
    heard = ["".join(frame["line"]["text"]) for frame in followers[0].heard if "text" in frame["line"]]
    for scribe in scribes:
        own = [text for text in heard if text.startswith(f"{scribe.role} says")]
        assert own == [f"{scribe.role} says {n}" for n in range(LINES)]
    # And nobody began anew: the epoch stayed
    assert len({welcome["epoch"] for follower in followers for welcome in follower.welcomes}) == 1
    for follower in followers + late:
        follower.end()


def test_positions_a_reader_may_not_see_are_skipped_and_the_frames_say_so(house):
    # Given a meeting whose speakers are staff's alone
    meeting = house.found(attribution="role", speakers=[{"name": "Ada Secret", "role": "Chair"}])
    meeting.must("facilitator", "open")
    with meeting.socket() as reader, meeting.socket("scribe") as staff:
        start = until(reader, lambda frame: frame["is"] == "welcome")[-1]["from"]
        until(staff, lambda frame: frame["is"] == "welcome")
        # When a speaker is added between two lines
        meeting.write("One.")
        added = meeting.must("scribe", "speaker-add", name="Bo Hidden", role="Clerk")
        last = meeting.write("Two.")
        entries = [f for f in until(reader, lambda f: f.get("position") == last[0]) if f["is"] == "entry"]
        seen = [f["position"] for f in until(staff, lambda f: f.get("position") == last[0]) if f["is"] == "entry"]
    # Then the attendee's frames skip that position and name the one before in their own stream
    assert [(e["after"], e["position"]) for e in entries] == [(start, start + 1), (start + 1, start + 3)]
    assert seen == [start + 1, added[0], start + 3]
