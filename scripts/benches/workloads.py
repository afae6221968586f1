"""What is measured: each workload is a name, the servers it runs against, and how to run it there once."""
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

import publishing
import records
import searching
import servers

REAL = ["openfloor"]
STEADY = ["floor", "openfloor", "openfloor-tmpfs"]
BURST = ["floor", "floor-batch", "openfloor", "openfloor-tmpfs"]


class Workload:
    """One run of the generator. With `quick` the numbers that make it long are made small."""

    def __init__(self, where, meetings=1, **numbers):
        self.servers, self.meetings, self.numbers = where, meetings, numbers

    def of(self, quick):
        numbers = dict(self.numbers)
        if quick:
            for name, most in (("seconds", 2), ("readers", 1000), ("at_once", 500)):
                if name in numbers:
                    numbers[name] = min(numbers[name], most)
        return numbers

    def run(self, server, quick):
        with servers.place(server, self.meetings) as place:
            return place.generate(**self.of(quick))


class Return(Workload):
    """The server is stopped and started; one line is said; then all its readers come back at once."""

    def run(self, server, quick):
        with servers.house(server) as (house, (meeting,)):
            place = servers.Place(house.port, house.process.pid, [])
            generator = subprocess.Popen(
                place.command("return", **self.of(quick)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            try:
                return self.restart(house, meeting, generator)
            finally:
                generator.kill()
                generator.wait(30)

    @staticmethod
    def restart(house, meeting, generator):
        generator.stdin.write(f"{meeting.slug}\n\n")
        generator.stdin.flush()
        assert generator.stdout.readline() == "seated\n"
        stopping = time.monotonic()
        house.stop()
        assert generator.stdout.readline() == "away\n"
        starting = time.monotonic()
        house.start()
        started = time.monotonic()
        last = meeting.write("Said while everybody was away.")[-1]
        generator.stdin.write(f"{house.process.pid} {last}\n\n")
        generator.stdin.flush()
        report = json.loads(generator.stdout.readline())
        return report | {"stopSeconds": starting - stopping, "startSeconds": started - starting}


class Voting(Workload):
    """Readers support a question; afterwards the server must count what they were told it has."""

    def run(self, server, quick):
        numbers = self.of(quick)
        with servers.house(server) as (house, (meeting,)):
            meeting.must("facilitator", "ask", text="Who pays for the pilot?")
            place = servers.Place(house.port, house.process.pid, [(meeting.slug, meeting.secrets["scribe"])])
            report = place.generate(**numbers)
            house.kill()
            house.start()
            _, answer = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/questions")
            readers, votes = numbers["readers"], report["work"]["votes"]
            rounds, rest = divmod(votes, readers)
            expected = rest if rounds % 2 == 0 else readers - rest
            lost = abs(expected - answer["questions"][0].get("support", 0))
            report["faults"]["lost"] += lost
            return report


class Turn(Workload):
    """How long the longest turn of the server's loop took, by its own clock, while everybody is seated and lines are told."""

    MINUTE = 60  # the server remembers so much: with less, the turn is one in which readers came

    def run(self, server, quick):
        numbers = self.of(quick)
        with servers.house(server, options=("--metrics", "127.0.0.1:0")) as (house, (meeting,)):
            metrics = house.process.stdout.readline().split()[-1]
            place = servers.Place(house.port, house.process.pid, [(meeting.slug, meeting.secrets["scribe"])])
            generator = subprocess.Popen(
                place.command("run", **numbers) + ["--tell"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            try:
                generator.stdin.write(f"{meeting.slug} {meeting.secrets['scribe']}\n")
                generator.stdin.close()
                assert generator.stdout.readline() == "seated\n"
                time.sleep(min(self.MINUTE, numbers["seconds"]))
                longest = self.longest(metrics)
                return json.loads(generator.stdout.readline()) | {"longestTurn": longest}
            finally:
                generator.kill()
                generator.wait(30)

    @staticmethod
    def longest(metrics):
        """Milliseconds."""
        with urllib.request.urlopen(metrics, timeout=30) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith("openfloor_loop_turn_longest_seconds "):
                    return 1000 * float(line.split()[1])
        raise SystemExit("/metrics says nothing of the loop's turns")


class Search(Workload):
    """Questions put to the search across records, and to SQLite alone on the same file."""

    archives = {}

    def run(self, server, quick):
        size = (20 if quick else self.meetings, self.numbers["lines"])
        made = self.archives.get(size) or self.archives.setdefault(size, searching.Archive(*size))
        questions = made.questions(300 if quick else self.numbers["questions"])
        return (searching.ask_floor if server == "fts5" else searching.ask_server)(made, questions)


class Encrypted(Workload):
    """Readers over TLS: Debian's HAProxy encrypts for the generator; only the server's CPU is counted."""

    def run(self, server, quick):
        if not shutil.which("haproxy"):
            print("no haproxy here: apt-get install haproxy")
            return None
        with servers.house(server) as (house, (meeting,)), tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                 "-keyout", folder / "key.pem", "-out", folder / "chain.pem"], check=True, capture_output=True)
            house.stop()
            house.options = (
                *house.options, "--certificate", str(folder / "chain.pem"), "--key", str(folder / "key.pem"))
            house.start()
            with socket.create_server(("127.0.0.1", 0), backlog=4096) as door:
                proxy = self.proxy(folder, door, house.port)
                try:
                    place = servers.Place(
                        door.getsockname()[1], house.process.pid, [(meeting.slug, meeting.secrets["scribe"])])
                    return place.generate(**self.of(quick))
                finally:
                    proxy.terminate()
                    proxy.wait(30)

    @staticmethod
    def proxy(folder, door, port):
        door.set_inheritable(True)
        (folder / "proxy.cfg").write_text(
            "global\n maxconn 4000\ndefaults\n mode tcp\n timeout connect 30s\n timeout client 300s\n"
            f" timeout server 300s\nlisten tls\n bind fd@{door.fileno()}\n server house 127.0.0.1:{port} ssl verify none\n")
        return subprocess.Popen(
            [*servers.ON_GENERATOR_CPU, "haproxy", "-db", "-f", folder / "proxy.cfg"], pass_fds=[door.fileno()],
            stderr=subprocess.DEVNULL)


ALL = {
    "W1": Workload(STEADY, readers=1000, payload=200, rate=50, seconds=10),
    "W2": Workload(STEADY, readers=5000, payload=300, rate=10, seconds=10),
    "W3": Workload(STEADY, readers=10_000, payload=300, rate=5, seconds=10),
    "W4": Workload(BURST, readers=1000, payload=200, lines=1000),
    "idle": Workload(["floor", "openfloor"], readers=10_000, seconds=60),
    "storm": Workload(["floor", "openfloor"], readers=10_000, at_once=4000, seconds=1),
    "return": Return(REAL, readers=10_000, at_once=4000),
    "stalled": Workload(REAL, readers=1000, stalled=200, payload=300, lines=2000),
    "meetings": Workload(["floor", "openfloor"], meetings=50, readers=10_000, payload=300, rate=5, seconds=10),
    "chatty": Voting(REAL, readers=10_000, votes=2000, seconds=30),
    "notes": Workload(["openfloor", "openfloor-tmpfs"], readers=0, payload=200, window=64, seconds=10),
    "search": Search(["fts5", "openfloor"], meetings=1000, lines=1000, questions=3000),
    "turn": Turn(REAL, readers=10_000, payload=300, rate=5, seconds=66),
    "verify": records.Verifying(1_000_000),
    "W1-sse": Workload(REAL, readers=1000, payload=200, rate=50, seconds=10, face="stream"),
    "W1-tls": Encrypted(REAL, readers=1000, payload=200, rate=50, seconds=10),
    "formats": publishing.Formats(),
    "site": publishing.Site(),
}
