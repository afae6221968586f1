"""A thousand meetings with a thousand lines each, and what people look for in them."""
import atexit
import base64
import datetime
import hashlib
import http.client
import itertools
import json
import os
import pathlib
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
import urllib.parse

import servers

# How the words of a language are spread: the most common twice as often as the second, and so on.
VOCABULARY = 30_000
WORDS_PER_LINE = 14
PEOPLE = 200
MOST = 1000  # lines the search looks at; one more tells that there are more


class Archive:
    """Made once, whatever is then measured on it; the same for the same numbers."""

    def __init__(self, meetings, lines):
        self.dice = random.Random(1)
        letters = "abcdefghijklmnoprstuwyŵŷâ"
        self.words = list(dict.fromkeys(
            "".join(self.dice.choices(letters, k=self.dice.randint(2, 9))) for _ in range(VOCABULARY)))
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        self.meetings, self.lines = meetings, lines
        self.parent = pathlib.Path(tempfile.mkdtemp(prefix="bench-archive-", dir=servers.ROOT / ".build"))
        atexit.register(shutil.rmtree, self.parent)
        self.folder = self.parent / "data"
        self.house = servers.houses.House(self.folder, *servers.SETTINGS, wrapper=servers.ON_SERVER_CPU)
        with self.house:
            pass  # it makes its folder
        began = time.monotonic()
        self.write()
        self.write_seconds = time.monotonic() - began
        (self.folder / "search.sqlite").unlink(missing_ok=True)
        began = time.monotonic()
        with self.house as house:
            self.wait(house)
            self.index_seconds = time.monotonic() - began
        self.index_bytes = (self.folder / "search.sqlite").stat().st_size

    def say(self, count):
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=count))

    def write(self):
        """Straight into the database: a closed meeting's entries as the recorder seals them."""
        database = sqlite3.connect(self.folder / "openfloor.sqlite")
        for number in range(self.meetings):
            day = datetime.datetime(2023, 1, 1, 10, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=number)
            at = int(day.timestamp() * 1000)
            name, title = f"bench-{number}", f"Open meeting {number}"
            bodies = [{"kind": "planned", "meeting": {"title": title, "startsAt": at, "timeZone": "Europe/London",
                                                      "language": "en", "agenda": [], "strands": [], "attribution": "named"}},
                      {"kind": "opened"}, *map(self.line, range(self.lines)), {"kind": "closed"}]
            sealed = [self.sealed(name, place, at + 1000 * place, body) for place, body in enumerate(bodies, 1)]
            with database:
                database.execute("INSERT INTO record VALUES (?, ?, ?, ?)", (name, f"bench/{name}", number, at))
                database.executemany("INSERT INTO entry VALUES (?, ?, ?)", [row[:3] for row in sealed])
                database.executemany("INSERT INTO body VALUES (?, ?, ?, ?)", [row[:2] + row[3:] for row in sealed])
                database.execute(
                    "INSERT INTO listing (record, slug, visibility, title, starts_at, phase, created_at, closed_at)"
                    " VALUES (?, ?, 'listed', ?, ?, 'closed', ?, ?)",
                    (name, f"held-{number}", title, at, at, at))
        database.close()

    def line(self, place):
        """People, headings, agreements and next steps among plain lines."""
        if place % 50 == 0:
            return {"kind": "topic", "level": 1, "text": [self.say(4)]}
        text = [self.say(WORDS_PER_LINE)]
        if place % 20 in (1, 11):
            return {"kind": "decision" if place % 20 == 1 else "action", "text": text}
        if place % 3:
            return {"kind": "speech", "speaker": f"Person {self.dice.randrange(PEOPLE)}", "text": text}
        return {"kind": "summary", "text": text}

    @staticmethod
    def sealed(record, position, at, body):
        salt, words = os.urandom(32), json.dumps(body, ensure_ascii=False).encode()
        commitment = base64.b64encode(hashlib.sha256(salt + words).digest()).decode()
        header = {"meeting": record, "position": position, "time": at, "kind": body["kind"], "commitment": commitment}
        return record, position, json.dumps(header, separators=(",", ":")).encode(), salt, words

    def wait(self, house):
        """Until every record is in the index."""
        while True:
            status, answer = house.ask_json("GET", "/api/v1/search?q=" + urllib.parse.quote(self.words[0]))
            if status == 200 and answer["isComplete"] and answer["count"]:
                return
            time.sleep(0.2)

    def questions(self, count):
        """What people type, as the API's parameters and as FTS5 is asked the same."""
        dice = random.Random(2)
        common, rare = self.words[:100], self.words[100:5000]

        def pick(*lists):
            return [dice.choice(words) for words in lists]

        kinds = [
            lambda: self.asked(pick(common)), lambda: self.asked(pick(rare)), lambda: self.asked(pick(common, common)),
            lambda: self.asked(pick(common, rare)), lambda: self.asked(pick(rare, rare, common)),
            lambda: self.asked(pick(common, common), quoted=True), lambda: self.asked(pick(rare), beginning=True),
            lambda: self.asked(pick(common), kind="decision"), lambda: self.asked(pick(rare), speaker="person 7"),
            lambda: self.asked(pick(common), to=f"2024-{dice.randint(1, 12):02}-15"),
        ]
        return [kinds[number % len(kinds)]() for number in range(count)]

    def asked(self, words, quoted=False, beginning=False, **narrowed):
        words = [word[:max(2, len(word) - 2)] for word in words] if beginning else words
        text = f'"{" ".join(words)}"' if quoted else " ".join(words) + ("*" if beginning else "")
        terms = [" ".join(words)] if quoted else words
        plain = " AND ".join(f'"{term}"' + (" *" if beginning else "") for term in terms)
        return {"q": text, **narrowed}, f"words : ({plain})"


def measured(times, archive, server_seconds, bytes_answered):
    """A report as the generator makes them, of questions instead of deliveries."""
    times = sorted(times)
    at = lambda share: 1000 * times[min(len(times) - 1, int(share * len(times)))]
    return {
        "work": {"deliveries": len(times), "messages": len(times), "accepted": len(times), "seconds": sum(times),
                 "payload": bytes_answered / len(times), "server": server_seconds, "generator": 0.0},
        "latency": {"p50": at(0.5), "p99": at(0.99), "most": 1000 * times[-1]},
        "arrival": {"readers": 0, "seconds": 0.0, "cpu": 0.0}, "memory": [0],
        "faults": dict.fromkeys(("lost", "disordered", "duplicates", "cut", "refused", "turnedAway", "anew", "skipped"), 0),
        "archive": {"meetings": archive.meetings, "lines": archive.meetings * archive.lines,
                    "index": archive.index_seconds, "bytes": archive.index_bytes,
                    "mean": 1000 * statistics.mean(times)},
    }


def cpu_of(process):
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def ask_server(archive, questions):
    """Each question by HTTP, one after another on one connection, as one page after another is read."""
    with archive.house as house:
        connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=servers.PATIENCE)
        archive.wait(house)
        times, size, before = [], 0, cpu_of(house.process.pid)
        for query, _ in questions:
            began = time.monotonic()
            connection.request("GET", "/api/v1/search?" + urllib.parse.urlencode(query))
            answer = connection.getresponse()
            body = answer.read()
            times.append(time.monotonic() - began)
            if answer.status != 200:
                raise SystemExit(f"{query}: {body.decode()}")
            json.loads(body)
            size += len(body)
        return measured(times, archive, cpu_of(house.process.pid) - before, size)


def ask_floor(archive, questions):
    """The words by SQLite alone, on the same file: the first thousand line numbers, nothing read of them."""
    database = sqlite3.connect(f"file:{archive.folder / 'search.sqlite'}?mode=ro", uri=True)
    times, began_cpu = [], time.process_time()
    for _, words in questions:
        began = time.monotonic()
        database.execute(
            "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid LIMIT ?", (words, MOST + 1)).fetchall()
        times.append(time.monotonic() - began)
    report = measured(times, archive, time.process_time() - began_cpu, 0)
    database.close()
    return report
