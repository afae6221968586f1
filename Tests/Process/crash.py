"""Clients that write while the server is killed again and again, and what must be true of the record each time.

A seed repeats what is chosen: who writes what, after how many answers the server dies, and how long after the last of
them. Where in its work that finds it is the machine's.
"""
import collections
import concurrent.futures
import contextlib
import itertools
import json
import random
import sqlite3
import statistics
import threading
import time

from house import PATIENCE, Device, until
from publications import run
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

#: The limits are for people; these clients type faster, and from one address.
OPTIONS = [f"--{name}={10 ** 6}" for name in (
    "commands-per-minute", "questions-per-network", "participants-per-network")]
IN_FLIGHT = 8
MOST = 9  # commands of one client in one round: twenty rounds stay within what a report and a list of questions hold
AGAIN = 3  # commands a client repeats although it has their answer
CHAPTERS = 4  # questions to support
CHOICES = ["For", "Against", "Abstain"]
#: Kinds of line that clients here make; `followed` is the house's own.
WRITTEN = {"summary", "report", "question-received", "question-published"}


class Client:
    """Gives commands under ids of its own; what has no answer yet goes again, first and in order, until it has one."""

    def __init__(self, meeting, name, dice):
        self.meeting, self.name, self.dice = meeting, name, dice
        self.sent = {}
        self.waiting = {}
        self.done = {}
        self.repeats = 0

    def act(self, most, answered):
        """Writes so many commands more, until all are answered or the server is gone, as is tested here."""
        with contextlib.suppress(WebSocketException, OSError):
            self.give(self.frames(most), answered)

    def frames(self, most):
        yield from [*self.waiting.values(), *self.again()]
        for _ in range(most):
            yield self.make()

    def make(self):
        id = f"{self.name}-{len(self.sent) + 1}"
        frame = self.sent[id] = self.waiting[id] = {"id": id, **self.command(len(self.sent) + 1)}
        return frame

    def took(self, id, positions, answered):
        """An answer; a command that was answered before is answered the same."""
        if id in self.done:
            assert self.done[id] == positions, f"{id}: {positions}, not {self.done[id]}"
            self.repeats += 1
        self.done[id] = positions
        self.waiting.pop(id, None)
        answered.release()

    def again(self):
        known = sorted(self.done)
        return [self.sent[id] for id in self.dice.sample(known, min(AGAIN, len(known)))]

    def words(self):
        """What it wrote, in order."""
        return [frame["text"] for frame in self.sent.values() if "text" in frame]


class BySocket(Client):
    """Several commands on their way at once."""

    role = "attendee"

    def secret(self):
        return self.meeting.secrets[self.role]

    def socket(self):
        protocol = "openfloor.v1" if self.role == "attendee" else "openfloor.v1.writer"
        return connect(
            self.meeting.socket_address(role=self.role), subprotocols=[protocol],
            proxy=None, open_timeout=PATIENCE, max_queue=None,
            additional_headers={"Authorization": f"Bearer {self.secret()}"})

    def give(self, frames, answered):
        going = 0
        with self.socket() as socket:
            while True:
                for frame in itertools.islice(frames, IN_FLIGHT - going):
                    socket.send(json.dumps(frame))
                    going += 1
                if not going:
                    return
                answer = until(socket, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
                assert answer["is"] == "accepted", answer
                going -= 1
                self.took(answer["id"], answer["entries"], answered)


class Scribe(BySocket):
    role = "scribe"

    def command(self, number):
        return {"do": "write", "text": f"Note {number} of {self.name} is minuted."}


class Rapporteur(BySocket):
    role = "rapporteur"

    def command(self, number):
        return {"do": "breakout-report", "prompt": 1, "text": f"Report {number} of {self.name} is agreed."}


class Asker(BySocket):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.device = Device(self.meeting)

    def secret(self):
        return self.device.token

    def command(self, number):
        return {"do": "ask", "text": f"Who pays for point {number} of {self.name}?"}


class ByForm(Client):
    """One command after another, each a request of its own."""

    def give(self, frames, answered):
        for frame in frames:
            status, answer = self.meeting.house.ask_json(
                "POST", f"/api/v1/meetings/{self.meeting.slug}/commands", frame, secret=self.token(frame))
            assert self.is_taken(status, answer), answer
            self.took(frame["id"], answer.get("entries", []), answered)

    def is_taken(self, status, _):
        return status == 200


class Supporter(ByForm):
    """Supports questions and takes it back."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.device = Device(self.meeting)

    def token(self, _):
        return self.device.token

    def command(self, _):
        return {"do": "question-support", "number": self.dice.randint(1, CHAPTERS), "on": self.dice.random() < 0.6}

    def again(self):
        """Only the newest of each question: an older one would be a change of mind."""
        newest = {frame["number"]: frame for frame in self.sent.values()}
        return [frame for frame in newest.values() if frame["id"] in self.done]

    def check(self):
        """What stands is what its last command on each question says that was taken; one on its way may be or not."""
        stands = set(self.device.own()["supports"])
        for number in range(1, CHAPTERS + 1):
            own = [frame for frame in self.sent.values() if frame["number"] == number]
            last = max((n for n, frame in enumerate(own) if frame["id"] in self.done), default=None)
            may = [frame["on"] for frame in own[last or 0:]] + ([False] if last is None else [])
            assert (number in stands) in may, (self.name, number, own)


class Voter(ByForm):
    """A new device for each vote. Answering again is told that the answer is counted, which is as good."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.devices = {}

    def make(self):
        device = Device(self.meeting)
        frame = super().make()
        self.devices[frame["id"]] = device
        return frame

    def token(self, frame):
        return self.devices[frame["id"]].token

    def command(self, _):
        return {"do": "poll-vote", "number": 1, "option": self.dice.randint(1, len(CHOICES))}

    def is_taken(self, status, answer):
        return status == 200 or answer["code"] == "voted"


CROWD = [(Scribe, 2), (Asker, 2), (Rapporteur, 1), (Supporter, 3), (Voter, 3)]


class Trial:
    """One meeting whose server is killed in each round. `tally` counts what was done and found in order."""

    def __init__(self, house, slug, seed):
        self.house = house
        self.dice = random.Random(f"{seed} {slug}")
        self.meeting = house.found(slug=slug)
        self.meeting.must("facilitator", "open")
        self.meeting.must("facilitator", "moderation", moderation="none")
        self.meeting.must("facilitator", "poll-open", text="Shall we?", options=CHOICES)
        self.meeting.rapporteur(1, name="Energy")
        for number in range(1, CHAPTERS + 1):
            self.meeting.must("facilitator", "ask", text=f"What of chapter {number}?")
        names = [(kind, f"{kind.__name__.lower()}-{number}") for kind, count in CROWD for number in range(1, count + 1)]
        self.clients = [kind(self.meeting, name, random.Random(f"{seed} {slug} {name}")) for kind, name in names]
        self.epoch, self.record = self.read()
        self.founding = len(self.record)
        self.headers = self.stored()
        self.tally = collections.Counter()
        self.restarts = []

    def round(self):
        """Everybody writes, the server is killed, started, and asked what it holds."""
        heard, answered = [], threading.Semaphore(0)
        answers = max(0, self.dice.randint(-4, 60))  # in some rounds it dies as soon as it stands
        with concurrent.futures.ThreadPoolExecutor(len(self.clients) + 1) as crowd:
            acts = [crowd.submit(client.act, MOST, answered) for client in self.clients]
            acts.append(crowd.submit(self.listen, heard))
            for _ in range(answers):
                assert answered.acquire(timeout=PATIENCE), [act.exception() for act in acts if act.done()]
            time.sleep(self.dice.random() * 0.01)  # the moment that is tried
            self.house.kill()
            for act in acts:
                act.result(PATIENCE)
        if self.dice.random() < 0.25:
            self.die_starting()
        self.restarts.append(restart(self.house))
        self.tally["kills"] += 1
        self.check(heard)

    def those(self, kind):
        return [client for client in self.clients if isinstance(client, kind)]

    def listen(self, heard):
        """All that the server tells of the record, to one who may hear all of it."""
        with contextlib.suppress(WebSocketException, OSError), self.meeting.socket("organiser") as socket:
            while True:
                frame = json.loads(socket.recv(timeout=PATIENCE))
                if frame["is"] == "entry":
                    heard.append(frame)

    def die_starting(self):
        """Killed again while it finds its feet."""
        usual = statistics.median(self.restarts) if self.restarts else 0.2
        self.house.launch()
        time.sleep(self.dice.random() * usual)
        self.house.kill()
        self.tally["kills while starting"] += 1

    def read(self):
        """The record as the organiser may read it, from the beginning."""
        entries, epoch = [], None
        while True:
            status, page = self.house.ask_json(
                "GET", f"/api/v1/meetings/{self.meeting.slug}/entries?as=organiser&limit=1000&after={len(entries)}",
                secret=self.meeting.secrets["organiser"])
            assert status == 200, page
            assert epoch in (None, page["epoch"])
            epoch = page["epoch"]
            if not page["entries"]:
                return epoch, entries
            entries += page["entries"]

    def stored(self):
        """The leaves of its tree, as they lie on the disk."""
        with contextlib.closing(
                sqlite3.connect(f"file:{self.house.folder}/openfloor.sqlite?mode=ro", uri=True)) as database:
            return [bytes(header) for header, in database.execute(
                "SELECT header FROM entry WHERE record = ? ORDER BY position", [self.meeting.record])]

    def check(self, heard=()):
        self.record, self.headers = self.check_record(heard)
        self.check_counts()
        self.tally["told and found"] += len(heard)

    def check_record(self, heard=()):
        epoch, record = self.read()
        headers = self.stored()
        # Positions 1..N without a gap, each naming the one before; and the tree has a leaf for each
        assert [entry["position"] for entry in record] == list(range(1, len(record) + 1))
        assert [entry["after"] for entry in record] == list(range(len(record)))
        assert len(headers) == len(record)
        # What was recorded before is an unchanged prefix, and what was told of it stands in it
        assert epoch == self.epoch
        assert record[:len(self.record)] == self.record and headers[:len(self.headers)] == self.headers
        for frame in heard:
            assert [frame] == record[frame["position"] - 1:frame["position"]]
        self.check_entries(record)
        return record, headers

    def check_entries(self, record):
        written = [entry for entry in record[self.founding:] if entry["line"]["kind"] in WRITTEN]
        words = [said(entry) for entry in written if entry["line"]["kind"] != "question-published"]
        # Every acknowledged one once, at the positions it was acknowledged with; and no one twice
        assert len(set(words)) == len(words)
        for client in self.clients:
            for id, positions in client.done.items():
                if "text" not in client.sent[id]:
                    continue
                assert positions and positions[-1] <= len(record), (id, positions)
                assert {said(record[position - 1]) for position in positions} == {client.sent[id]["text"]}
        # None invented, and each client's in its order, with none missing between
        own = {client: client.words() for client in self.clients}
        assert set(words) <= set().union(*own.values())
        assert {entry["line"]["kind"] for entry in record[self.founding:]} <= WRITTEN | {"followed"}
        for client, sent in own.items():
            recorded = [one for one in words if one in set(sent)]
            assert recorded == sent[:len(recorded)], client.name

    def check_counts(self):
        state = self.house.ask_json("GET", f"/api/v1/meetings/{self.meeting.slug}")[1]["state"]
        voters = self.those(Voter)
        assert sum(len(voter.done) for voter in voters) <= state["polls"][0]["voted"] <= sum(
            len(voter.sent) for voter in voters)
        for supporter in self.those(Supporter):
            supporter.check()

    def finish(self):
        """Everything unacknowledged is sent again to a server that lives; then the record is closed and verified."""
        with concurrent.futures.ThreadPoolExecutor(len(self.clients)) as crowd:
            for act in [crowd.submit(client.act, 0, threading.Semaphore(0)) for client in self.clients]:
                act.result(PATIENCE)
        assert not any(client.waiting for client in self.clients)
        self.check()
        written = [entry for entry in self.record[self.founding:] if entry["line"]["kind"] in WRITTEN]
        assert sorted(entry["position"] for entry in written) == sorted(
            position for client in self.clients for positions in client.done.values() for position in positions)
        self.meeting.must("facilitator", "poll-close", number=1)
        chosen = [frame["option"] for voter in self.those(Voter) for frame in voter.sent.values()]
        counts = [chosen.count(number) for number in range(1, len(CHOICES) + 1)]
        assert self.read()[1][-1]["line"]["counts"] == counts
        self.meeting.must("facilitator", "close", really=True)
        self.check_publication()
        assert "NOT SOUND" not in run("verify", "--data", self.house.folder)
        for client in self.clients:
            self.tally[f"acknowledged, {type(client).__name__.lower()}s"] += len(client.done)
            self.tally["repeated and answered the same"] += client.repeats

    def check_publication(self):
        """The published record begins with the leaves that were there all along."""
        status, _, body = self.house.ask(
            "GET", f"/api/v1/meetings/{self.meeting.slug}/record.jsonl?as=organiser",
            secret=self.meeting.secrets["organiser"])
        assert status == 200, body
        rows = [json.loads(row) for row in body.splitlines()]
        published = [row["header"].encode() for row in rows if "header" in row]
        assert published[:len(self.headers)] == self.headers


def restart(house):
    """Starts it, and says how many seconds that took until it is ready."""
    began = time.monotonic()
    house.start()
    while house.ask("GET", "/health/ready")[0] != 200:
        assert time.monotonic() - began < PATIENCE
    return time.monotonic() - began


def said(entry):
    """The words of what a client wrote."""
    line = entry["line"]
    return line["question"]["words"] if "question" in line else "".join(line.get("text", []))
