"""Handshakes, frames and requests that are no good ones: each is refused whole, or its connection ends, and a canary sings on."""
import contextlib
import http.client
import json
import socket

import pytest

from house import PATIENCE
from strangers import UPGRADE, Canary, heard, line_to, masked, sent, status_of

ONE_HOUSE = True
CLOSE = "Connection: close\r\n\r\n"


def get(path="/health/live", more=""):
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n{more}{CLOSE}"


HANDSHAKES = {
    "a key that is too short": (UPGRADE.replace("A" * 22 + "==", "A" * 21 + "=="), 400),
    "a key that is too long": (UPGRADE.replace("A" * 22 + "==", "A" * 24 + "=="), 400),
    "a key of other letters": (UPGRADE.replace("A" * 22 + "==", "A" * 21 + "-=="), 400),
    "no key": (UPGRADE.split("Sec-WebSocket-Key")[0], 400),
    "two keys": (UPGRADE + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n", 400),
    "no version": (UPGRADE.replace("Sec-WebSocket-Version: 13\r\n", ""), 426),
    "a version before": (UPGRADE.replace("13", "7"), 426),
    "a version after": (UPGRADE.replace("13", "14"), 426),
    "two versions": (UPGRADE + "Sec-WebSocket-Version: 8\r\n", 426),
    "two hosts": (UPGRADE + "Host: y\r\n", 400),
    "two origins": (UPGRADE + "Origin: {0}\r\nOrigin: https://evil.example\r\n", 403),
    "a protocol nobody knows": (UPGRADE + "Sec-WebSocket-Protocol: chat\r\n", 400),
    "a protocol of no end": (UPGRADE + "Sec-WebSocket-Protocol: " + "x," * 5000 + "\r\n", (400, None)),
    "a body": (UPGRADE + "Content-Length: 5\r\n", 400),
    "another method": (UPGRADE.replace("GET", "PUT"), (405, 411)),
}


@pytest.mark.parametrize("name", HANDSHAKES)
def test_a_handshake_that_is_none_opens_nothing(house, meeting_once, name):
    request, wanted = HANDSHAKES[name]
    answer = sent(house, request.format(house.address) + "\r\n")
    assert status_of(answer) in (wanted if isinstance(wanted, tuple) else (wanted,)), answer
    assert b"<still open>" not in answer


@pytest.fixture(scope="module")
def meeting_once(lasting_house):
    meeting = lasting_house.found()
    meeting.must("facilitator", "open")
    return meeting


SMUGGLED = "GET /m/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
REQUESTS = {
    "length and chunked": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked and length": "POST /join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "chunked twice": "POST /join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
    "chunked with a tab": "POST /join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\tchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "chunked with an extension":
        "POST /join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\na\r\n0\r\n\r\n",
    "chunked by a GET": "GET /join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked, a blank before the colon":
        "POST /join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n",
    "the same length twice": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
    "two lengths in one": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 0, 44\r\n\r\n",
    "a length below nothing": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "a length with a plus": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: +0\r\n\r\n",
    "a length in hexadecimal": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 0x2c\r\n\r\n",
    "a length beyond all numbers": f"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: {2**64}\r\n\r\n",
    "a length of a body that GET has": f"GET /join HTTP/1.1\r\nHost: x\r\nContent-Length: {len(SMUGGLED)}\r\n\r\n",
    "a length in a folded line": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n 44\r\n\r\n",
    "two hosts": "GET /join HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "no host": "GET /join HTTP/1.1\r\n\r\n",
    "a path with a line feed": "GET /a%0aHost:%20y HTTP/1.1\r\nHost: x\r\n\r\n",
    "no version": "GET /join\r\nHost: x\r\n\r\n",
    "a version nobody knows": "GET /join HTTP/9.9\r\nHost: x\r\n\r\n",
    "no path": "GET  HTTP/1.1\r\nHost: x\r\n\r\n",
    "a length, a blank before the colon":
        f"GET /join HTTP/1.1\r\nHost: x\r\nContent-Length : {len(SMUGGLED)}\r\n\r\n",
}


@pytest.mark.parametrize("name", REQUESTS)
def test_what_two_programs_may_read_in_two_ways_is_read_in_none(house, meeting_once, name):
    # When it comes with another request behind it, which one of the two programs would take for a body
    answer = sent(house, REQUESTS[name] + SMUGGLED)
    # Then the other is not answered
    assert answer.count(b"HTTP/1.") <= 1 and b"smuggled" not in answer and b"<still open>" not in answer, answer
    assert status_of(answer) in (None, 400, 403, 411, 413, 505), answer


HARMLESS = {
    "a bare line feed": "GET /health/live HTTP/1.1\nHost: x\nConnection: close\n\n",
    "a whole address": "GET http://evil.example/health/live HTTP/1.1\r\nHost: x\r\n" + CLOSE,
    "a nul in the query": get("/m/meeting?order=%00&as=%00"),
    "percent signs that are none": get("/m/meeting?order=%zz&as=%"),
    "two thousand fields in the query": get("/m/meeting?" + "a=b&" * 2000),
    "a query of 12 KB": get("/m/meeting?order=" + "x" * 12_000),
    "a header line of 15 KB": get(more="X-Long: " + "x" * 15_000 + "\r\n"),
    "a header line of 64 KB": get(more="X-Long: " + "x" * 65_000 + "\r\n"),
    "a thousand header lines": get(more="X-Many: y\r\n" * 1000),
    "a thousand cookies": get("/m/meeting", "Cookie: openfloor=x\r\n" * 90),
    "a header line of an odd letter": get(more="X-\x7fOdd\xff: y\r\n"),
    "a nul in a header": get(more="X-Nul: a\0b\r\n"),
    "a bearer of line feeds": get("/m/meeting/scribe?as=scribe", "Authorization: Bearer a\rb\r\n"),
    "a last event of no number": get(
        "/api/v1/meetings/nowhere/live", "Accept: text/event-stream\r\nLast-Event-ID: 1e400\r\n"),
    "ranges": get("/assets/styles/base.css", "Range: bytes=0-0," + "1-2," * 1000 + "3-\r\n"),
    "a gzip body": "POST /join HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n" + CLOSE + "abcde",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_odd_does_no_harm(house, meeting_once, name):
    answer = sent(house, HARMLESS[name].encode("latin-1"))
    assert (status_of(answer) or 400) < 500 and answer.count(b"HTTP/1.1 ") <= 1, answer
    assert b"evil.example" not in answer and b"<still open>" not in answer, answer[-200:]


def writer(meeting):
    """A scribe's WebSocket, raw, after its welcome."""
    line = line_to(meeting.house, 10)
    line.sendall((
        UPGRADE.replace("/live", "/live?as=scribe") + "Sec-WebSocket-Protocol: openfloor.v1.writer\r\n"
        f"Authorization: Bearer {meeting.secrets['scribe']}\r\n\r\n").replace("/meeting/", f"/{meeting.slug}/").encode())
    answer = b""
    while b'"welcome"' not in answer:
        piece = line.recv(65536)
        assert piece, answer
        answer += piece
    return line


def closed_with(answer):
    """The code of the close frame at the end; None where the connection was cut, "open" where it stays."""
    if answer.endswith(b"<still open>"):
        return "open"
    at = answer.rfind(b"\x88")
    return int.from_bytes(answer[at + 2:at + 4]) if at >= 0 and len(answer) - at >= 4 else None


WRITE = json.dumps({"do": "write", "id": "hostile", "text": "Heard from a hostile frame."}).encode()
PROTOCOL_ERROR = (1002, None)
FRAMES = {
    "a reserved bit": (masked(WRITE, reserved=4), PROTOCOL_ERROR),
    "all reserved bits": (masked(WRITE, reserved=7), PROTOCOL_ERROR),
    "a reserved opcode": (masked(WRITE, opcode=3), PROTOCOL_ERROR),
    "a reserved control opcode": (masked(b"", opcode=11), PROTOCOL_ERROR),
    "a control frame in pieces": (masked(b"x", opcode=9, final=False), PROTOCOL_ERROR),
    "a ping of 126 bytes": (masked(b"x" * 126, opcode=9), PROTOCOL_ERROR),
    "a close of one byte": (masked(b"x", opcode=8), PROTOCOL_ERROR),
    "a close with a code that is none": (masked((1005).to_bytes(2), opcode=8), PROTOCOL_ERROR),
    "a close whose reason is no text": (masked((1000).to_bytes(2) + b"\xff", opcode=8), (1007, 1002, None)),
    "a continuation of nothing": (masked(WRITE, opcode=0), PROTOCOL_ERROR),
    "a text within a text": (masked(b"{", final=False) + masked(WRITE), PROTOCOL_ERROR),
    "a length of 2^63": (masked(b"x", length=2**63), (1002, 1009, None)),
    "a length of 2^63 - 1": (masked(b"x" * 200, length=2**63 - 1), (1002, 1009, None, "open")),
    "a length over the limit": (masked(b"x" * 70_000), (1009,)),
    "a text over the limit in pieces": (
        masked(b"x" * 40_000, final=False) + masked(b"x" * 40_000, opcode=0, final=False), (1009,)),
    "text that is no UTF-8": (masked(b'{"do":"write","id":"c","text":"\xc0\xaf"}'), (1007,)),
    "text that is half a letter": (masked(b'{"do":"write","id":"c","text":"\xe2\x82'), (1007,)),
    "a surrogate": (masked(b'{"do":"write","id":"c","text":"\xed\xa0\x80"}'), (1007,)),
    "a frame after the close": (masked((1000).to_bytes(2), opcode=8) + masked(WRITE), (1000, None)),
    "HTTP within a WebSocket": (SMUGGLED.encode(), (1002, 1007, 1009, None, "open")),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_that_is_none_ends_its_connection_and_says_nothing(house, meeting_once, name):
    bytes_, codes = FRAMES[name]
    before = len(meeting_once.entries(limit=1000))
    with writer(meeting_once) as line:
        line.settimeout(1 if "open" in codes else 10)
        line.sendall(bytes_)
        answer = heard(line, until=lambda answer: closed_with(answer) in codes)
    assert closed_with(answer) in codes, answer[-100:]
    assert len(meeting_once.entries(limit=1000)) == before


REFUSED = {
    "a number beyond all numbers": b'{"do":"question-place","id":"c","number":1e400,"place":"next"}',
    "a number without end": b'{"do":"question-place","id":"c","number":' + b"9" * 60_000 + b',"place":"next"}',
    "a number that is none": b'{"do":"question-place","id":"c","number":NaN,"place":"next"}',
    "a key twice": b'{"do":"open","do":"open","id":"c","text":1}',
    "brackets to the limit": b"[" * 65_000,
    "objects to the limit": b'{"a":' * 13_000,
    "a nul": b'{"do":"write","id":"c\x00","text":"x"}',
    "half a surrogate": b'{"do":"write","id":"c","text":"\\ud800"}',
    "a text after the object": b'{"do":"open","id":"c"}{"do":"open","id":"d"}',
    "an empty message": b"",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_message_that_is_no_command_is_refused_and_the_socket_stays(house, meeting_once, name):
    with writer(meeting_once) as line:
        line.sendall(masked(REFUSED[name]))
        # Then it is refused, or passed over where it is empty, and a good one after it is taken
        line.sendall(masked(json.dumps({"do": "write", "id": "after-" + name.replace(" ", "-"), "text": "Still here."}).encode()))
        answer = b""
        while b'"accepted"' not in answer:
            piece = line.recv(65536)
            assert piece, answer[-300:]
            answer += piece
        assert b'"refused"' in answer or not REFUSED[name], answer[-300:]
        assert answer.count(b'"accepted"') == 1


def test_frames_byte_by_byte_and_in_thousands_of_pieces_are_one_message(house, meeting_once):
    with writer(meeting_once) as line, Canary(meeting_once):
        # Given a message of a thousand empty pieces around its words, sent byte by byte
        frames = masked(b"", final=False) + masked(b"", opcode=0, final=False) * 1000
        frames += masked(WRITE.replace(b"hostile", b"patient"), opcode=0)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in frames:
            line.sendall(bytes([byte]))
        answer = b""
        while b'"accepted"' not in answer:
            answer += line.recv(65536)


@pytest.mark.parametrize("role", ["attendee", "scribe"])
def test_a_flood_of_small_frames_and_pings_makes_nobody_else_wait(house, meeting_once, role):
    # Given somebody who writes
    noise = (masked(b"x" * 125, opcode=9) + masked(b"") + masked(b"[]") + masked(b'{"do":"draft","text":"x"}')) * 200
    cut = 0
    with Canary(meeting_once) as canary:
        for _ in canary.while_it_writes(10):
            # When a stranger sends pings, empty frames, drafts and nonsense as fast as it can, and comes again if cut off
            with contextlib.suppress(OSError), flooder(meeting_once, role) as line:
                cut += 1
                for _ in range(50):
                    line.sendall(noise)
                cut -= 1
    print(f"cut off {cut} times")


def flooder(meeting, role):
    if role == "scribe":
        return writer(meeting)
    line = line_to(meeting.house, 5)
    line.sendall((UPGRADE + "\r\n").encode())
    return line


def test_requests_that_never_end_are_answered_and_end(house, meeting_once):
    # When heads of every shape come with no end in sight, then each connection ends by itself or is cut
    for head in (b"GET /" + b"a" * 200_000, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 40_000, b"\0" * 100_000, b"G" * 100_000):
        with contextlib.suppress(OSError):
            answer = sent(house, head)
            assert (status_of(answer) or 400) < 500 and b"<still open>" not in answer, (head[:20], answer)
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
    line.request("GET", "/health/ready")
    assert line.getresponse().status == 200
