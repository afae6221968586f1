"""Acceptance 3: SIGKILL right after an acknowledgement, and the line is in the record on restart."""
import json
import random
import threading

from house import PATIENCE, until
from websockets.exceptions import WebSocketException

ROUNDS = 15
WRITERS = 3
IN_FLIGHT = 8


class Writer(threading.Thread):
    """Sends lines without waiting for answers, under client ids of its own, until the server is gone."""

    def __init__(self, meeting, role, number, answers):
        super().__init__(daemon=True)
        self.meeting, self.role, self.number = meeting, role, number
        self.sent = {}
        self.acknowledged = {}
        self.answers = answers
        self.start()

    def run(self):
        try:
            with self.meeting.socket(self.role) as socket:
                for _ in range(IN_FLIGHT):
                    self.send(socket)
                while True:
                    answer = until(socket, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
                    assert answer["is"] == "accepted", answer
                    self.acknowledged[answer["id"]] = answer["entries"]
                    self.answers.release()
                    self.send(socket)
        except (WebSocketException, OSError):
            pass

    def send(self, socket):
        id = f"w{self.number}-{len(self.sent)}"
        self.sent[id] = f"Line {id} of {self.role}."
        socket.send(json.dumps({"do": "write", "id": id, "text": self.sent[id]}))


def test_acknowledged_is_durable(house, meeting):
    acknowledged = {}
    for turn in range(ROUNDS):
        # Given writers with lines in flight
        answers = threading.Semaphore(0)
        roles = ["scribe", "facilitator", "organiser"]
        writers = [Writer(meeting, roles[n], turn * WRITERS + n, answers) for n in range(WRITERS)]
        # When the server is killed right after an acknowledgement
        for _ in range(random.randint(1, 12)):
            assert answers.acquire(timeout=PATIENCE)
        house.kill()
        for writer in writers:
            writer.join(PATIENCE)
        house.start()
        # Then what the record holds goes on without a gap, and every acknowledged line is in it, once, where it was said to be
        entries = all_entries(meeting)
        assert [entry["position"] for entry in entries] == list(range(1, len(entries) + 1))
        for writer in writers:
            for id, positions in writer.acknowledged.items():
                acknowledged[id] = (positions, writer.sent[id])
        words = [text(entry) for entry in entries]
        for id, (positions, sent) in acknowledged.items():
            assert words.count(sent) == 1, id
            assert [words[position - 1] for position in positions] == [sent], id
        # Then each writer's lines stand in the order they were sent, with none missing between
        for writer in writers:
            own = [word for word in words if word in writer.sent.values()]
            assert own == list(writer.sent.values())[:len(own)]
        # And sending the rest again gives each exactly once
        for writer in writers:
            resend(meeting, writer)
        words = [text(entry) for entry in all_entries(meeting)]
        for writer in writers:
            assert all(words.count(sent) == 1 for sent in writer.sent.values())


def resend(meeting, writer):
    with meeting.socket(writer.role) as socket:
        for id, sent in writer.sent.items():
            socket.send(json.dumps({"do": "write", "id": id, "text": sent}))
        waiting = set(writer.sent)
        while waiting:
            answer = until(socket, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
            assert answer["is"] == "accepted", answer
            if answer["id"] in writer.acknowledged:
                assert answer["entries"] == writer.acknowledged[answer["id"]]
            waiting.remove(answer["id"])


def all_entries(meeting):
    entries = []
    while more := meeting.entries(after=len(entries), limit=1000):
        entries += more
    return entries


def text(entry):
    return "".join(entry.get("line", {}).get("text", []))
