"""How long publishing takes: one long meeting in every form, and a static site of a thousand meetings."""
import http.client
import json
import os
import random
import socket
import subprocess
import time

import servers

FAULTS = ("lost", "disordered", "duplicates", "cut", "refused", "turnedAway", "anew", "skipped")
WORDS = ("the of to and a in that is was for on are as with they be at one have this from or had by but not what all were when "
         "we there can an your which their said if do will each about how up out them then she many some so these would "
         "other into has more two like him see time could no make than first been its who now people my made over did down "
         "only way find use may water long little very after words called just where most know canal lock lamp street "
         "council county timetable data record sharing research fraud debt error agreement step question dŵr ŷd gŵyl "
         "cyngor stryd camlas golau cofnod").split()


def sentence(dice, length):
    return " ".join(dice.choices(WORDS, weights=[1 / place for place in range(1, len(WORDS) + 1)], k=length)).capitalize() + "."


def measured(command):
    """Seconds, seconds of CPU and MiB at most of a program, which must succeed."""
    began = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[1]} failed")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def written_again(folder, other):
    """Seconds that the same bytes take without a thought: the floor."""
    contents = [(path.relative_to(folder), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
    began = time.monotonic()
    for path, content in contents:
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_bytes(content)
    return time.monotonic() - began, sum(len(content) for _, content in contents), len(contents)


class Publishing:
    """One run; what must be reached is in it, as it is no server that is measured."""

    servers = ["openfloor"]

    def run(self, server, quick):
        with servers.folder(server) as data:
            began = time.monotonic()
            reached, cpu = self.measure(data, quick)
            return {
                "work": {"server": cpu, "generator": 0, "seconds": time.monotonic() - began}, "reached": reached,
                "faults": dict.fromkeys(FAULTS, 0)}


class Formats(Publishing):
    """A day-long meeting in every form."""

    def measure(self, data, quick):
        with servers.houses.House(data, *servers.SETTINGS) as house:
            meeting = house.found("day", title="A day", visibility="listed",
                                  speakers=[{"name": "Dilys Owen", "aliases": ["do"]}, {"name": "Rhys Malik", "aliases": ["rm"]}])
            meeting.must("facilitator", "open")
            self.write(meeting, 496 if quick else 4_996)
            last = meeting.must("facilitator", "close", really=True)[-1]
        out = data.parent / "out"
        command = [servers.RELEASE / "openfloor", "publish", "day", "--data", data, "--out", out]
        measured(command)  # so that the disk's cache holds what it will
        seconds, cpu, memory = measured(command)
        floor, size, count = written_again(out, data.parent / "floor")
        return [
            [f"formats: a meeting of {last:,} entries in {count} forms ({size / 1e6:.1f} MB), s", 2, 1, seconds],
            ["formats: the same bytes only written, s", None, None, floor],
            ["formats: memory at most, MiB", 200, 150, memory]], cpu

    @staticmethod
    def write(meeting, count):
        dice = random.Random(1)
        marks = ["do: ", "rm: ", "do: ", "", "", "", "", "+ ", "- ", "/next Dilys Owen to "]
        with meeting.socket("scribe") as scribe:
            sent = answered = 0
            while answered < count:
                while sent < count and sent - answered < 64:
                    mark = "Topic: " if sent % 100 == 0 else dice.choice(marks)
                    words = sentence(dice, 4 if sent % 100 == 0 else dice.randint(5, 30))
                    scribe.send(json.dumps({"do": "write", "id": f"w-{sent}", "text": mark + words}))
                    sent += 1
                frame = json.loads(scribe.recv())
                if frame.get("id", "").startswith("w-"):
                    answered += 1


class Site(Publishing):
    """A static site of a thousand meetings; again with nothing new; again with one meeting more."""

    def measure(self, data, quick):
        count = 50 if quick else 1000
        site = data.parent / "site"
        command = [servers.RELEASE / "openfloor", "publish", "--site", site, "--data", data]
        house = servers.houses.House(data, *servers.SETTINGS)
        with house:
            for number in range(count):
                self.imported(data, number)
        first, cpu, memory = measured(command)
        again, *_ = measured(command)
        with house:
            self.imported(data, count)
            more, *_ = measured(command)
        floor, size, files = written_again(site, data.parent / "floor")
        return [
            [f"site: {count} meetings, {files} files, {size / 1e6:.0f} MB, s", 60, 30, first],
            ["site: the same bytes only written, s", None, None, floor],
            ["site: again, with nothing new, s", 3, 1, again],
            ["site: again, with one meeting more, s", 3, 2, more],
            ["site: memory of the command at most, MiB", None, None, memory]], cpu

    @classmethod
    def imported(cls, data, number):
        dice = random.Random(number)
        lines = [f"Open meeting {number} about {sentence(dice, 3).lower()[:-1]}", f"{number % 28 + 1} March {2000 + number % 25}", ""]
        for _ in range(5):
            lines += [sentence(dice, 3)[:-1], ""] + [f"- {sentence(dice, dice.randint(6, 30))}" for _ in range(30)] + [""]
        connection = Control(data / "control.sock")
        connection.request("POST", f"/api/v1/imports?name=note-{number}.txt&slug=meeting-{number}&visibility=listed",
                           "\n".join(lines).encode())
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status in (200, 201), body


class Control(http.client.HTTPConnection):
    """The operator's socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)
