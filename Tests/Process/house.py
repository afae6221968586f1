"""The real server as a process, and small clients for it."""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("OPENFLOOR_BINARY", ROOT / ".build" / "debug" / "openfloor"))
PATIENCE = 30  # seconds for anything that must happen
AT_ONCE = 5  # seconds within which two calls of a next speaker are one
PAGE = (ROOT / "Sources/Wire/Wire.docc/Protocol.md").read_text()
SERIES_PART = PAGE.split("\n## Series\n")[1].split("\n## ")[0]
#: Literal frames of the protocol page: of a meeting, and of a series.
FRAMES, SERIES_FRAMES = (
    [json.loads(text) for text in re.findall(r"```json\n(.*)\n```", part)]
    for part in (PAGE.replace(SERIES_PART, ""), SERIES_PART))


def reserve():
    """A socket on a port that nobody else is given while it is open, and on which a server may listen, again and again."""
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    return kept


class House:
    """`openfloor serve` on a port and a folder of its own. Use as a context."""

    context = None  #: Whose certificates it is known by, behind TLS.

    def __init__(self, folder, *options, port=None, wrapper=()):
        self.folder = pathlib.Path(folder)
        self.options = options
        self.reserved = None if port else reserve()
        self.port = port or self.reserved.getsockname()[1]
        self.wrapper = list(wrapper)
        self.process = None
        self.site_link = None
        self.log_path = self.folder.with_suffix(".log")

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if self.reserved:
            self.reserved.close()

    def launch(self):
        """Starts the process and waits for nothing."""
        errors = open(self.log_path, "ab")
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        self.process = subprocess.Popen(
            self.wrapper
            + [str(BINARY), "serve", "--listen", f"127.0.0.1:{self.port}", "--data", str(self.folder), *self.options],
            stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)
        errors.close()

    def start(self):
        self.launch()
        first = self.process.stdout.readline()
        assert first.startswith("listening on http"), f"{first!r}: {self.log()}"
        self.address = first.split()[-1]
        self.port = int(self.address.rsplit(":", 1)[1])
        if not self.site_link:
            self.site_link = self.process.stdout.readline().split()[-1]
        return self

    def log(self):
        return self.log_path.read_text() if self.log_path.exists() else ""

    def kill(self):
        """As a power cut would: no warning, nothing flushed."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)
        return self.process.returncode

    def ask(self, method, path, body=None, secret=None, headers=None):
        """An answer as (status, headers, bytes); bodies that are no bytes go as JSON."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=body, method=method, headers=headers or {})
        if secret:
            request.add_header("Authorization", f"Bearer {secret}")
        opener = urllib.request.build_opener(NoRedirect, urllib.request.HTTPSHandler(context=self.context))
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()
        except http.client.HTTPException as error:
            raise ConnectionError("the server went in the middle of its answer") from error

    def ask_json(self, *arguments, **options):
        status, _, body = self.ask(*arguments, **options)
        return status, json.loads(body)

    def found(self, slug="meeting", visibility="listed", **meeting):
        """A meeting and its secrets by role."""
        meeting.setdefault("title", "Open meeting")
        status, founded = self.ask_json(
            "POST", "/api/v1/meetings", {"slug": slug, "visibility": visibility, "meeting": meeting},
            secret=self.site_link.rsplit("/", 1)[1])
        assert status == 201, founded
        return Meeting(self, founded)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Meeting:
    """One meeting over HTTP."""

    def __init__(self, house, founded):
        self.house = house
        self.slug = founded["slug"]
        self.record = founded["record"]
        self.links = founded["links"]
        self.secrets = {role: link.rsplit("/", 1)[1] for role, link in founded["links"].items()}
        self.given = 0

    def give(self, as_role, frame, /, **fields):
        """A command as a role; returns (status, answer). An id is made where none is given."""
        self.given += 1
        frame = {"do": frame, "id": f"{as_role}-{self.given}", **fields}
        return self.house.ask_json(
            "POST", f"/api/v1/meetings/{self.slug}/commands?as={as_role}", frame, secret=self.secrets[as_role])

    def must(self, as_role, frame, /, **fields):
        status, answer = self.give(as_role, frame, **fields)
        assert status == 200, answer
        return answer["entries"]

    def write(self, text, role="scribe", **fields):
        return self.must(role, "write", text=text, **fields)

    def rapporteur(self, number=1, **group):
        """Forms a group, where one is given, and has a link to its report; the secret is that of the role then."""
        if group:
            self.must("facilitator", "breakout-form", **group)
        status, made = self.house.ask_json(
            "POST", f"/api/v1/meetings/{self.slug}/invitations?as=organiser",
            {"role": "rapporteur", "breakout": number}, secret=self.secrets["organiser"])
        assert status == 201, made
        self.secrets["rapporteur"] = made["link"].rsplit("/", 1)[1]
        return made["link"]

    def entries(self, after=0, **query):
        tail = "".join(f"&{name.rstrip('_')}={value}" for name, value in query.items())
        status, answer = self.house.ask_json("GET", f"/api/v1/meetings/{self.slug}/entries?after={after}{tail}")
        assert status == 200, answer
        return answer["entries"]

    def socket_address(self, after=None, role="attendee"):
        address = self.house.address.replace("http", "ws", 1) + f"/api/v1/meetings/{self.slug}/live?as={role}"
        return address if after is None else f"{address}&after={after}"

    def socket(self, role="attendee", after=None):
        """A WebSocket of the `websockets` package, as a context.

        Its queue has no limit: with one, the package stops reading, and then closing takes its ten seconds.
        """
        from websockets.sync.client import connect

        headers = {"Authorization": f"Bearer {self.secrets[role]}"} if role in self.secrets else {}
        protocol = "openfloor.v1" if role in ("attendee", "screen") else "openfloor.v1.writer"
        return connect(
            self.socket_address(after, role), subprotocols=[protocol], additional_headers=headers,
            proxy=None, open_timeout=PATIENCE, max_queue=None, ssl=self.house.context)


def until(socket, wanted):
    """Frames up to and with the first that `wanted` takes."""
    seen = []
    end = time.monotonic() + PATIENCE
    while True:
        frame = json.loads(socket.recv(timeout=max(0, end - time.monotonic())))
        seen.append(frame)
        if wanted(frame):
            return seen


def until_held_up(ask, status=lambda answer: answer[0]):
    """Answers to what is asked again and again, up to and with the first that says "later".

    How many there are depends on the machine: while a slow one asks, more become allowed."""
    for _ in range(300):
        answer = ask()
        yield answer
        if status(answer) == 429:
            return
    raise AssertionError("never held up")


class Device:
    """An attendee's device in one meeting, known by its token; `ask` and `give` as a page of it would."""

    def __init__(self, meeting):
        self.meeting = meeting
        self.house = meeting.house
        self.given = 0
        _, headers, body = self.house.ask("GET", f"/api/v1/meetings/{meeting.slug}/mine")
        cookie = headers["Set-Cookie"].split(";")[0]
        self.token = cookie.removeprefix("openfloor-device=")
        self.recovery = json.loads(body)["recovery"]

    def give(self, frame, /, **fields):
        self.given += 1
        frame = {"do": frame, "id": f"d-{self.given}", **fields}
        return self.house.ask_json(
            "POST", f"/api/v1/meetings/{self.meeting.slug}/commands", frame, secret=self.token)

    def must(self, frame, /, **fields):
        status, answer = self.give(frame, **fields)
        assert status == 200, answer
        return answer["entries"]

    def own(self):
        status, answer = self.house.ask_json("GET", f"/api/v1/meetings/{self.meeting.slug}/mine", secret=self.token)
        assert status == 200, answer
        return answer
