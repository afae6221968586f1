"""A house behind TLS or not, bytes sent to it as they are, and somebody who measures how late others hear meanwhile."""
import asyncio
import contextlib
import itertools
import json
import pathlib
import socket
import ssl
import subprocess
import threading
import time

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from house import PATIENCE, House, until
from machine import Machine

PROMISED = 1  # seconds from sending a line to hearing it
UPGRADE = (
    "GET /api/v1/meetings/meeting/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n")


class EncryptedHouse(House):
    """A house behind TLS, with a certificate made for it."""

    def __init__(self, folder, *options):
        folder = pathlib.Path(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.certificate, key = folder.with_suffix(".certificate.pem"), folder.with_suffix(".key.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "2", "-subj", "/CN=house", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out",
             self.certificate], check=True, capture_output=True)
        self.context = ssl.create_default_context(cafile=self.certificate)
        super().__init__(folder, "--certificate", str(self.certificate), "--key", str(key), *options)


def line_to(house, patience=PATIENCE, source="127.0.0.1"):
    """A connection to the house, by TLS where that is its way."""
    line = socket.create_connection(("127.0.0.1", house.port), patience, source_address=(source, 0))
    return house.context.wrap_socket(line, server_hostname="127.0.0.1") if house.context else line


def heard(line, until=lambda answer: False):
    """What comes until the other side closes; ends with `<still open>` where it says nothing for the line's patience."""
    answer = b""
    try:
        while not until(answer) and (piece := line.recv(65536)):
            answer += piece
    except TimeoutError:
        answer += b"<still open>"
    except (ConnectionError, ssl.SSLError):
        pass
    return answer


def sent(house, request, patience=PATIENCE):
    """What comes back to these bytes, in one segment."""
    with contextlib.suppress(ConnectionError, ssl.SSLError), line_to(house, patience) as line:
        line.sendall(request if isinstance(request, bytes) else request.encode())
        return heard(line)
    return b""


def status_of(answer):
    """The status of the first answer; None where there is none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else None


def masked(payload, opcode=1, final=True, mask=b"\x01\x02\x03\x04", reserved=0, length=None):
    """A client's frame, right or wrong; `length` is what it claims to carry."""
    count = len(payload) if length is None else length
    head = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
    flag = 0x80 if mask else 0
    if count < 126:
        head += bytes([flag | count])
    elif count < 65536:
        head += bytes([flag | 126]) + count.to_bytes(2)
    else:
        head += bytes([flag | 127]) + count.to_bytes(8)
    body = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload)) if mask else payload
    return head + mask + body


def resident(house):
    """MiB of memory the server holds."""
    status = pathlib.Path(f"/proc/{house.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


class Canary:
    """A scribe who writes a line every 100 ms, three at least, and a reader; `worst` is the longest from sent to heard."""

    LEAST = 3

    def __init__(self, meeting):
        self.meeting = meeting
        self.worst = 0
        self.lines = 0
        self.fault = None
        self.machine = Machine()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.machine.__enter__()
        self.thread.start()
        return self

    def __exit__(self, kind, *_):
        self.stopping.set()
        self.thread.join(2 * PATIENCE)
        self.machine.__exit__()
        if kind:
            return
        if self.fault:
            raise self.fault
        print(f"canary: {self.lines} lines, the latest heard after {self.worst:.3f} s")
        assert self.lines >= self.LEAST and self.worst < self.machine.allows(PROMISED)

    def while_it_writes(self, lines):
        """Counts until so many lines more were written."""
        first, end = self.lines, time.monotonic() + PATIENCE
        for number in itertools.count():
            if self.lines >= first + lines and number or self.fault or time.monotonic() > end:
                return
            yield number

    def run(self):
        try:
            with self.meeting.socket() as reader, self.meeting.socket("scribe") as scribe:
                for stream in (reader, scribe):
                    until(stream, lambda frame: frame["is"] == "welcome")
                while not self.stopping.wait(0.1) or self.lines < self.LEAST:
                    self.write(scribe, reader)
        except Exception as error:  # told to the test at the end
            self.fault = error

    def write(self, scribe, reader):
        began = time.monotonic()
        self.lines += 1
        scribe.send(json.dumps({"do": "write", "id": f"canary-{began}", "text": f"Line {self.lines}."}))
        answer = until(scribe, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
        assert answer["is"] == "accepted", answer
        until(reader, lambda frame: frame.get("position") == answer["entries"][-1])
        self.worst = max(self.worst, time.monotonic() - began)


class Crowd:
    """So many harmless readers; at the end each has heard every position since it sat, once and in order."""

    def __init__(self, meeting, count):
        self.meeting = meeting
        self.count = count
        self.seated = threading.Semaphore(0)
        self.thread = threading.Thread(target=lambda: asyncio.run(self.read_all()), daemon=True)
        self.fault = None

    def __enter__(self):
        self.thread.start()
        for _ in range(self.count):
            assert self.seated.acquire(timeout=PATIENCE), self.fault
        return self

    def __exit__(self, kind, *_):
        self.loop.call_soon_threadsafe(self.stopping.set)
        self.thread.join(PATIENCE)
        if not kind and self.fault:
            raise self.fault

    async def read_all(self):
        self.loop, self.stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            readers = [asyncio.create_task(self.read()) for _ in range(self.count)]
            done, _ = await asyncio.wait(
                [asyncio.create_task(self.stopping.wait()), *readers], return_when=asyncio.FIRST_COMPLETED)
            for reader in readers:
                assert reader not in done or reader.result()
                reader.cancel()
        except Exception as error:  # told to the test at the end
            self.fault = error

    async def read(self):
        address = self.meeting.socket_address()
        async with connect(
                address, subprotocols=["openfloor.v1"],
                proxy=None, open_timeout=PATIENCE, max_queue=None, ssl=self.meeting.house.context) as reader:
            at = json.loads(await reader.recv())["from"]
            self.seated.release()
            async for text in reader:
                frame = json.loads(text)
                if frame["is"] == "entry":
                    assert frame["after"] == at, frame
                    at = frame["position"]
        raise ConnectionError("a harmless reader was sent away")
