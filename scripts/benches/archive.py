"""A thousand meetings with a thousand lines each, taken in as an operator takes in minutes, and what people ask of them."""
import atexit
import datetime
import http.client
import itertools
import json
import pathlib
import random
import shutil
import socket
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


class Control(http.client.HTTPConnection):
    """The operator's way into a folder that is served."""

    def __init__(self, folder):
        super().__init__("localhost", timeout=servers.PATIENCE)
        self.path = str(folder / "control.sock")

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


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
        began = time.monotonic()
        with self.served() as house:
            control = Control(self.folder)
            for number in range(meetings):
                control.request(
                    "POST", f"/api/v1/imports?name={number}.log&slug=held-{number}&visibility=listed",
                    self.log(number).encode())
                answer = control.getresponse()
                body = answer.read()
                if answer.status != 201:
                    raise SystemExit(f"a meeting was not taken in: {body.decode()}")
            self.import_seconds = time.monotonic() - began
            self.wait(house)
        # The index by itself, from nothing, as after a restore.
        (self.folder / "search.sqlite").unlink()
        began = time.monotonic()
        with self.served() as house:
            self.wait(house)
            self.index_seconds = time.monotonic() - began
        self.index_bytes = (self.folder / "search.sqlite").stat().st_size

    def served(self):
        return servers.houses.House(self.folder, *servers.SETTINGS, wrapper=servers.ON_SERVER_CPU)

    def say(self, count):
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=count))

    def log(self, number):
        """A meeting as a W3C scribe log: people, headings, agreements and next steps among plain lines."""
        day = datetime.date(2023, 1, 1) + datetime.timedelta(days=number)
        lines = [f"<scribe> Meeting: Open meeting {number}", f"<scribe> Date: {day.day} {day:%B %Y}"]
        for place in range(self.lines):
            words = self.say(WORDS_PER_LINE)
            if place % 50 == 0:
                lines.append(f"<scribe> Topic: {self.say(4)}")
            elif place % 20 == 1:
                lines.append(f"<scribe> RESOLVED: {words}")
            elif place % 20 == 11:
                lines.append(f"<scribe> ACTION: {words}")
            elif place % 3:
                lines.append(f"<scribe> Person_{self.dice.randrange(PEOPLE)}: {words}")
            else:
                lines.append(f"<scribe> {words}")
        return "\n".join(f"{10 + at // 3600:02}:{at // 60 % 60:02}:{at % 60:02} {line}" for at, line in enumerate(lines))

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
                    "import": archive.import_seconds, "index": archive.index_seconds, "bytes": archive.index_bytes,
                    "mean": 1000 * statistics.mean(times)},
    }


def cpu_of(process):
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def ask_server(archive, questions):
    """Each question by HTTP, one after another on one connection, as one page after another is read."""
    with archive.served() as house:
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
