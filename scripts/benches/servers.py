"""The servers a workload runs against, each a process of its own on cpu 0."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Process"))
import house as houses  # noqa: E402

RELEASE = ROOT / ".build" / "release"
houses.BINARY = RELEASE / "openfloor"
GENERATOR = RELEASE / "LoadTest"
ON_SERVER_CPU = ["taskset", "-c", "0"]
ON_GENERATOR_CPU = ["taskset", "-c", "1"]
# What differs from the defaults: one scribe says more in a second than anybody types, and everybody is on one network.
SETTINGS = ["--commands-per-minute", "1000000", "--participants-per-network", "1000000",
            "--searches-per-network", "1000000"]
FLOORS = {"floor": [], "floor-batch": ["--batch"]}
PATIENCE = 240  # seconds for one run of the generator


class Place:
    """Where the generator goes: a port, a process to measure and the meetings with their scribes' secrets."""

    def __init__(self, port, process, meetings, options=()):
        self.port, self.process, self.meetings, self.options = port, process, meetings, list(options)

    def command(self, what, **numbers):
        words = [str(word) for name, value in numbers.items() for word in ("--" + name.replace("_", "-"), value)]
        return [*ON_GENERATOR_CPU, str(GENERATOR), what, "--port", str(self.port), "--server", str(self.process),
                *self.options, *words]

    def generate(self, **numbers):
        """One run of the generator, as its report."""
        lines = "".join(f"{slug} {secret}\n" for slug, secret in self.meetings)
        done = subprocess.run(
            self.command("run", **numbers), input=lines, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode != 0:
            raise SystemExit(f"the generator gave up: {done.stderr or done.returncode}")
        return json.loads(done.stdout)


@contextlib.contextmanager
def floor(name):
    process = subprocess.Popen(
        [*ON_SERVER_CPU, str(GENERATOR), "floor", *FLOORS[name]], stdout=subprocess.PIPE, text=True)
    try:
        port = int(process.stdout.readline().rsplit(":", 1)[1])
        yield Place(port, process.pid, [("floor", "-")], ["--floor"])
    finally:
        process.terminate()
        process.wait(30)


@contextlib.contextmanager
def folder(name):
    """A data folder; of `openfloor-tmpfs` in memory, otherwise on this disk."""
    parent = "/dev/shm" if name.endswith("tmpfs") else ROOT / ".build"
    path = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
    try:
        yield path / "data"
    finally:
        shutil.rmtree(path)


@contextlib.contextmanager
def house(name, meetings=1, options=()):
    """The real server with so many open meetings, and them."""
    with folder(name) as path, houses.House(path, *SETTINGS, *options, wrapper=ON_SERVER_CPU) as server:
        yield server, [found(server, number) for number in range(meetings)]


def found(server, number):
    meeting = server.found(slug=f"bench-{number}", title="Bench")
    meeting.must("facilitator", "open")
    return meeting


@contextlib.contextmanager
def place(name, meetings=1):
    """The place a server of this name makes."""
    if name in FLOORS:
        with floor(name) as found_place:
            yield found_place
        return
    with house(name, meetings) as (server, opened):
        yield Place(
            server.port, server.process.pid, [(meeting.slug, meeting.secrets["scribe"]) for meeting in opened])


class Quietness:
    """How much of both CPUs went to neither server nor generator: what makes figures worth less."""

    def __enter__(self):
        self.before = self.read()
        return self

    def __exit__(self, *_):
        self.after = self.read()

    @staticmethod
    def read():
        lines = pathlib.Path("/proc/stat").read_text().splitlines()
        numbers = [[int(word) for word in line.split()[1:9]] for line in lines if re.match(r"cpu[01] ", line)]
        busy = sum(sum(row) - row[3] - row[4] for row in numbers)
        return busy / os.sysconf("SC_CLK_TCK"), sum(map(sum, numbers)) / os.sysconf("SC_CLK_TCK")

    def others(self, own):
        """A share of both CPUs, 0 to 1; handshakes of our own count as others'."""
        busy, total = (after - before for after, before in zip(self.after, self.before))
        return max(0.0, (busy - own) / total) if total else 0.0

    @classmethod
    def wait(cls, seconds):
        """Until less than a tenth of both CPUs is in use, or so many seconds are over: nothing tells when it is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with cls() as quietness:
                time.sleep(2)
            if quietness.others(0) < 0.1:
                return
