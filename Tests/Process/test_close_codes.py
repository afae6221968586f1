import json

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from house import PATIENCE, until

ONE_HOUSE = True


def code_of(socket):
    """The code the server closes with; frames before it are passed over."""
    with pytest.raises(ConnectionClosed) as closed:
        until(socket, lambda frame: False)
    return closed.value.rcvd.code


def open_at(house, path):
    return connect(house.address.replace("http", "ws", 1) + path, subprotocols=["openfloor.v1"],
        proxy=None, open_timeout=PATIENCE)


def test_4404_where_no_meeting_has_the_address(house):
    with open_at(house, "/api/v1/meetings/nowhere/live") as socket:
        assert code_of(socket) == 4404


def test_4401_without_a_grant_for_the_role(house, meeting):
    for role in ("scribe", "facilitator", "organiser", "site-organiser"):
        with open_at(house, f"/api/v1/meetings/{meeting.slug}/live?as={role}") as socket:
            assert code_of(socket) == 4401, role


def test_4410_at_a_closed_meeting_and_for_those_who_sat_in_it(house, meeting):
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        meeting.must("facilitator", "close", really=True)
        # Those who are there hear of the close first
        until(reader, lambda frame: frame.get("line", {}).get("kind") == "closed")
        assert code_of(reader) == 4410
    with meeting.socket() as late:
        assert code_of(late) == 4410


def test_1007_for_text_that_is_not_utf_8(meeting):
    with meeting.socket("scribe") as socket:
        socket.send(b'{"do":"write","id":"c-1","text":"\xff"}', text=True)
        assert code_of(socket) == 1007


def test_1009_for_a_message_over_65536_bytes(meeting):
    # Given a message of exactly the limit, which is answered, and one byte more
    for role in ("scribe", "attendee"):
        with meeting.socket(role) as socket:
            socket.send("x" * 65_536)
            assert until(socket, lambda frame: frame["is"] == "refused")[-1]["code"] == "bad-frame"
            socket.send("x" * 65_537)
            assert code_of(socket) == 1009


def test_frames_that_are_none_are_refused_and_the_socket_stays(meeting):
    with meeting.socket("scribe") as socket:
        for frame, code, id in [
                ("hello", "bad-frame", None), ("[]", "bad-frame", None), ("{}", "bad-frame", None),
                (b"\x00\x01", "bad-frame", None), ('{"do":"sing","id":"c-1"}', "unknown-frame", "c-1"),
                ('{"do":"write","id":"c-2"}', "bad-frame", "c-2"), ('{"do":"open"}', "bad-id", None),
                ('{"do":"write","id":"../x","text":"x"}', "bad-id", None),
                ("[" * 30_000, "bad-frame", None), ('{"a":' * 9_000, "bad-frame", None)]:
            # When something that is no frame comes, then it is refused under its id where it has one
            socket.send(frame)
            answer = until(socket, lambda heard: heard["is"] == "refused")[-1]
            assert (answer["code"], answer.get("id")) == (code, id), frame[:40]
        # And a good one after it is taken
        socket.send(json.dumps({"do": "write", "id": "c-3", "text": "Still here."}))
        assert until(socket, lambda heard: heard["is"] == "accepted")[-1]["id"] == "c-3"


def test_a_websocket_anywhere_else_is_refused_before_it_opens(house):
    for path in ("/", "/api/v1/meetings", "/m/meeting", "/health/live"):
        with pytest.raises(InvalidStatus) as refused:
            open_at(house, path)
        assert refused.value.response.status_code == 404
