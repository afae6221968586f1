"""Strangers who mean harm: what they send reaches nobody, holds up nobody, and stops nothing."""
import json
import socket
import struct

from websockets.exceptions import ConnectionClosed

from house import PATIENCE, until


def raw(house, request, patience=PATIENCE):
    """What comes back until the server closes, or has said nothing for `patience` seconds."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=patience) as client:
        client.sendall(request)
        answer = b""
        try:
            while piece := client.recv(65536):
                answer += piece
        except TimeoutError:
            answer += b"<still open>"
        return answer


def test_streams_reset_by_the_hundred_speak_to_nobody_else(house, meeting):
    # Given 400 event streams that are reset at once, some of them while they are being answered
    address = f"/api/v1/meetings/{meeting.slug}/live?after=1"
    request = f"GET {address} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n".encode()
    clients = []
    for _ in range(400):
        client = socket.create_connection(("127.0.0.1", house.port))
        client.sendall(request)
        clients.append(client)
    for client in clients:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    # When others come, who get the same descriptors, and lines are written
    others = [socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE) for _ in range(100)]
    for number in range(10):
        meeting.write(f"Line {number}")
    # Then each hears its own answer and nothing else
    for other in others:
        other.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b""
        while piece := other.recv(65536):
            answer += piece
        assert answer.startswith(b"HTTP/1.1 200") and b"Line" not in answer, answer
        other.close()
    # And nobody is counted as following
    assert meeting.entries()[-1]["line"]["text"] == ["Line 9"]
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "gauge" and frame["followers"] == 1)


def test_head_of_an_event_stream_ends(house, meeting):
    answer = raw(
        house, b"HEAD /api/v1/meetings/meeting/live HTTP/1.1\r\nHost: x\r\n"
        b"Accept: text/event-stream\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"\r\n\r\n"), answer
    assert b"content-type: text/event-stream" in answer.lower()


def test_head_may_see_what_get_may_see(house, meeting):
    cookie = {"Cookie": f"openfloor={meeting.secrets['scribe']}"}
    for method in ["GET", "HEAD"]:
        assert house.ask(method, "/m/meeting/scribe?as=scribe", headers=cookie)[0] == 200


def test_a_redirect_names_only_a_meeting_that_there_is(house, meeting):
    for slug in ["a%3Fb%23c", "%C2%85%E2%80%A8", "%2F%2Fexample.org", "a%20b"]:
        assert house.ask("GET", f"/m/{slug}/scribe?as=attendee")[0] == 404
    assert house.ask("GET", "/m/meeting/scribe")[1]["Location"] == "/m/meeting"


def test_a_body_larger_than_any_form_is_not_taken(house):
    status, _, _ = house.ask("POST", "/join", b"code=" + b"1" * 300_000)
    assert status == 413


def test_attendees_who_flood_are_sent_away_and_hold_up_nobody(house, meeting):
    # Given a stranger who sends the largest frames there may be, a thousand of them
    frame = json.dumps({"do": "write", "x": [1] * 21_000})
    with meeting.socket() as stranger, meeting.socket() as reader:
        code = None
        try:
            for _ in range(1000):
                stranger.send(frame)
            while True:
                stranger.recv(timeout=30)
        except ConnectionClosed as closed:
            code = closed.rcvd and closed.rcvd.code
        # Then it is asked to come back later, and the scribe's line reaches the reader
        assert code == 1013
        position = meeting.write("Heard by all.")[0]
        until(reader, lambda frame: frame["is"] == "entry" and frame["position"] == position)
