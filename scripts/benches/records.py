"""A long record made quickly, as this house would have written it: a data folder, and its file of entries."""
import atexit
import base64
import hashlib
import json
import pathlib
import resource
import sqlite3
import subprocess
import time

import servers

ORIGIN = "127.0.0.1:7/long"
WORDS = "We agree that the lamps of Caerffili are dimmed after midnight, and that the county says by when. "


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def entries(count):
    """Header, salt and body of each: planned, opened, many a speech, closed."""
    plan = {"title": "A long meeting", "timeZone": "Europe/London", "language": "en", "agenda": [], "strands": [],
            "attribution": "named"}
    for position in range(1, count + 1):
        kind = {1: "planned", 2: "opened", count: "closed"}.get(position, "speech")
        line = {"audience": "everyone", "by": "scribe", "kind": kind}
        if kind == "planned":
            line["meeting"] = plan
        if kind == "speech":
            line |= {"speaker": f"Speaker {position % 97}", "text": [f"{position}: {WORDS}"]}
        body = json.dumps(line, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        salt = sha(b"salt %d" % position)
        commitment = base64.b64encode(sha(salt, body)).decode()
        header = (f'{{"meeting":"long","position":{position},"time":{1774000000000 + position * 100},"kind":"{kind}",'
                  f'"commitment":"{commitment}"}}').encode()
        yield header, salt, body


def signed(key, size, root):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(key)
    public = private.public_key().public_bytes_raw()
    text = f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n"
    name = sha(ORIGIN.encode(), b"\n\x01", public)[:4]
    note = f"{text}\n— {ORIGIN} {base64.b64encode(name + private.sign(text.encode())).decode()}\n"
    encoded = base64.b64encode(b"\x01" + public).decode()
    return note, f"{ORIGIN}+{name.hex()}+{encoded}"


def make(folder, count):
    """Into a folder that a server has made and left; the entries also as `long.jsonl` beside it."""
    peaks = []  # roots of perfect subtrees with their sizes, as RFC 9162 builds a tree
    database = sqlite3.connect(folder / "openfloor.sqlite")
    database.execute("INSERT INTO record VALUES ('long', ?, 1, 1)", [ORIGIN])
    database.execute("DROP TRIGGER entry_has_no_gap")  # it looks at all that is there for each that comes
    path = folder.parent / "long.jsonl"
    with open(path, "w") as file:
        key = (folder / "keys" / "record.ed25519").read_bytes()
        file.write(json.dumps({
            "format": "openfloor-entries/1", "record": "long", "origin": ORIGIN, "address": "http://127.0.0.1:7/m/long",
            "edition": "draft", "verifierKey": signed(key, 0, bytes(32))[1]}, separators=(",", ":")) + "\n")
        for position, (header, salt, body) in enumerate(entries(count), 1):
            database.execute("INSERT INTO entry VALUES ('long', ?, ?)", [position, header])
            database.execute("INSERT INTO body VALUES ('long', ?, ?, ?)", [position, salt, body])
            file.write(json.dumps({
                "position": position, "header": header.decode(), "salt": base64.b64encode(salt).decode(),
                "body": body.decode()}, ensure_ascii=False, separators=(",", ":")) + "\n")
            peaks.append((sha(b"\x00", header), 1))
            while len(peaks) > 1 and peaks[-1][1] == peaks[-2][1]:
                (right, size), (left, _) = peaks.pop(), peaks.pop()
                peaks.append((sha(b"\x01", left, right), 2 * size))
        root = peaks[-1][0]
        for left, _ in reversed(peaks[:-1]):
            root = sha(b"\x01", left, root)
        note, _ = signed(key, count, root)
        file.write(json.dumps({"size": count, "checkpoint": note}, ensure_ascii=False, separators=(",", ":")) + "\n")
    database.execute("INSERT INTO checkpoint VALUES ('long', ?, ?, 1)", [count, note])
    database.execute(
        "INSERT INTO listing (record, slug, visibility, title, phase, created_at, closed_at)"
        " VALUES ('long', 'long', 'listed', 'A long meeting', 'closed', 1, 2)")
    database.execute("""CREATE TRIGGER entry_has_no_gap BEFORE INSERT ON entry
        WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM entry WHERE record = NEW.record)
        BEGIN SELECT RAISE(ABORT, 'positions have no gap'); END""")
    database.commit()
    database.close()
    return path


class Verifying:
    """A million entries verified: their file, and the folder they lie in; the floor is `sha256sum` of the same bytes."""

    servers = ["floor", "openfloor", "openfloor-folder"]
    made = {}

    def __init__(self, count):
        self.count = count

    def run(self, server, quick):
        count = min(self.count, 50_000) if quick else self.count
        folder, path = self.long(count)
        command = {
            "floor": ["sha256sum", path], "openfloor": [servers.houses.BINARY, "verify", path],
            "openfloor-folder": [servers.houses.BINARY, "verify", "--data", folder]}[server]
        return self.measured(list(map(str, command)), count, path.stat().st_size // count)

    def long(self, count):
        if count not in self.made:
            home = servers.folder("openfloor")
            place = pathlib.Path(home.__enter__())
            atexit.register(home.__exit__, None, None, None)
            with servers.houses.House(place):
                pass
            self.made[count] = (place, make(place, count))
        return self.made[count]

    @staticmethod
    def measured(command, count, payload):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], capture_output=True, text=True)
        seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sound = done.returncode == 0 and (command[0] == "sha256sum" or f"{count} entries" in done.stdout)
        none = {"p50": 0.0, "p99": 0.0, "most": 0.0}
        return {
            "work": {"server": cpu, "generator": 0.0, "seconds": seconds, "deliveries": count, "payload": payload,
                     "accepted": count, "messages": count},
            "memory": [0, int(done.stderr.split()[-1])], "latency": none,
            "arrival": {"readers": 0, "seconds": 0.0, "cpu": 0.0},
            "faults": {"lost": 0 if sound else 1, "disordered": 0, "duplicates": 0, "cut": 0, "refused": 0,
                       "turnedAway": 0, "anew": 0, "skipped": 0}}
