"""The load generator counts right: nothing amiss with the real server, every fault with one that makes faults."""
import base64
import hashlib
import json
import socket
import struct
import subprocess
import threading

from house import BINARY, PATIENCE

LOAD_TEST = BINARY.with_name("LoadTest")


def generate(port, meeting, secret, *options):
    done = subprocess.run(
        [LOAD_TEST, "run", "--port", str(port), "--patience", str(PATIENCE), *options], input=f"{meeting} {secret}\n",
        capture_output=True, text=True, timeout=2 * PATIENCE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_twenty_readers_of_the_real_server_miss_nothing(house, meeting):
    # When twenty readers hear a scribe say twenty lines in a second
    report = generate(
        house.port, meeting.slug, meeting.secrets["scribe"], "--readers", "20", "--payload", "200", "--rate", "20",
        "--seconds", "1", "--server", str(house.process.pid))
    # Then each has every line once and in order, and its frame has the size asked for
    work = report["work"]
    assert not any(report["faults"].values()), report["faults"]
    assert (report["arrival"]["readers"], work["messages"], work["accepted"]) == (20, 20, 20)
    assert (work["deliveries"], work["payload"]) == (400, 200)
    assert work["server"] > 0
    # And they are the lines of the record
    assert sum(entry["line"]["kind"] == "summary" for entry in meeting.entries()) == 21


def test_votes_are_counted_as_sent_and_as_acknowledged(house, meeting):
    # Given a question that readers may support
    meeting.must("facilitator", "ask", text="Who pays for the pilot?")
    # When twenty readers vote in turn, each some five times: for it, back, for it, back, for it
    report = generate(
        house.port, meeting.slug, meeting.secrets["scribe"], "--readers", "20", "--votes", "100", "--seconds", "1")
    # Then every vote was acknowledged, and the server counts what the last round left
    votes = report["work"]["votes"]
    assert not any(report["faults"].values()), report["faults"]
    assert votes == report["work"]["counted"] > 20
    _, answer = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/questions")
    rounds, rest = divmod(votes, 20)
    assert answer["questions"][0].get("support", 0) == (rest if rounds % 2 == 0 else 20 - rest)


def test_the_floor_hands_on_what_the_publisher_says():
    for options in ([], ["--batch"]):
        floor = subprocess.Popen([LOAD_TEST, "floor", *options], stdout=subprocess.PIPE, text=True)
        try:
            port = int(floor.stdout.readline().rsplit(":", 1)[1])
            report = generate(port, "floor", "-", "--floor", "--readers", "20", "--payload", "300", "--lines", "50")
        finally:
            floor.terminate()
            floor.wait(PATIENCE)
        assert not any(report["faults"].values()), report["faults"]
        assert (report["work"]["deliveries"], report["work"]["payload"]) == (1000, 300)


def test_a_lost_a_doubled_and_a_late_frame_are_seen():
    # Given a server that says line 2 twice, line 3 never, and line 4 after line 5
    with FaultyFloor({2: [2, 2], 3: [], 4: [], 5: [5, 4]}) as floor:
        # When three readers hear five lines
        report = generate(floor.port, "floor", "-", "--floor", "--readers", "3", "--lines", "5")
    # Then each fault is counted once for each
    faults = report["faults"]
    assert (faults["lost"], faults["duplicates"], faults["disordered"]) == (3, 3, 3)


class FaultyFloor:
    """Hands on what its publisher says, but for some lines others, or none. Use as a context."""

    def __init__(self, instead):
        self.instead = instead
        self.readers = []
        self.said = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self.welcome, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.door.close()

    def welcome(self):
        while True:
            try:
                guest, _ = self.door.accept()
            except OSError:
                return
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                request += guest.recv(4096)
            key = request.split(b"Sec-WebSocket-Key: ")[1].split(b"\r\n")[0]
            accepted = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
            if b"openfloor.v1.writer" in request:
                threading.Thread(target=self.listen, args=[guest], daemon=True).start()
            else:
                self.readers.append(guest)
            guest.sendall(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: " + accepted + b"\r\n\r\n")

    def listen(self, publisher):
        stream = publisher.makefile("rb")
        while head := stream.read(2):
            length = struct.unpack(">H", stream.read(2))[0] if head[1] & 127 == 126 else head[1] & 127
            mask = stream.read(4)
            self.said.append(bytes(byte ^ mask[at % 4] for at, byte in enumerate(stream.read(length))))
            for number in self.instead.get(len(self.said), [len(self.said)]):
                text = self.said[number - 1]
                for reader in self.readers:
                    reader.sendall(b"\x81\x7e" + struct.pack(">H", len(text)) + text)
