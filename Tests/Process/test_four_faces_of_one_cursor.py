"""WebSocket, server-sent events, long poll and plain GET resume from the same position and tell the same."""
import http.client
import json
import threading

import pytest

from house import PATIENCE, until

ONE_HOUSE = True


@pytest.fixture
def lines(meeting):
    """Positions of three lines."""
    return [meeting.write(words)[0] for words in ("One.", "Two.", "Three.")]


def stream(meeting, path="", headers=None):
    """An event stream's first frames, up to the last position it names."""
    connection = http.client.HTTPConnection("127.0.0.1", meeting.house.port, timeout=PATIENCE)
    connection.request(
        "GET", f"/api/v1/meetings/{meeting.slug}/live{path}", headers={"Accept": "text/event-stream", **(headers or {})})
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert "no-store" in answer.headers["Cache-Control"]
    frames, kept = [], b""
    while not frames or frames[0]["is"] != "welcome" or last_of(frames) < frames[0]["last"]:
        kept += answer.read1(65536)
        *events, kept = kept.split(b"\n\n")
        for event in events:
            data = [line[5:].strip() for line in event.split(b"\n") if line.startswith(b"data:")]
            frames += [json.loads(text) for text in data]
    connection.close()
    return [frame for frame in frames if frame["is"] in ("welcome", "entry")]


def last_of(frames):
    return max(frame.get("position", frame.get("from", 0)) for frame in frames)


def by_socket(meeting, after=None):
    with meeting.socket(after=after) as socket:
        frames = [json.loads(socket.recv(timeout=PATIENCE))]
        if frames[0]["from"] < frames[0]["last"]:
            frames += until(socket, lambda frame: frame.get("position") == frames[0]["last"])
    return [frame for frame in frames if frame["is"] in ("welcome", "entry")]


def test_every_face_opens_by_saying_where_it_resumed_from(meeting, lines):
    # Given a record of some lines; when each face is asked for what follows the first
    socket, events = by_socket(meeting, lines[0]), stream(meeting, f"?after={lines[0]}")
    plain = meeting.house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/entries?after={lines[0]}")[1]
    poll = meeting.house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/entries?after={lines[0]}&wait=25")[1]
    # Then all say epoch, from and last, and tell the same entries
    assert plain == poll
    assert socket == events
    for opening in (socket[0], plain):
        assert (opening["from"], opening["last"]) == (lines[0], lines[2])
    assert socket[0]["epoch"] == plain["epoch"] and len(plain["epoch"]) == 16
    assert socket[1:] == plain["entries"]
    assert [entry["position"] for entry in plain["entries"]] == lines[1:]


def test_last_event_id_goes_before_after(meeting, lines):
    # Given an address with an old position and a browser that holds a newer one, when it comes back
    frames = stream(meeting, f"?after={lines[0]}", {"Last-Event-ID": str(lines[1])})
    # Then it resumes from what it holds
    assert frames[0]["from"] == lines[1]
    assert [frame["position"] for frame in frames[1:]] == [lines[2]]


@pytest.mark.parametrize("after", [None, 0, -3, "x", 10**6, 10**30])
def test_a_position_the_record_never_had_gets_the_state(meeting, lines, after):
    # Given no position, or one that cannot be; when a stream opens
    tail = "" if after is None else f"?after={after}"
    for frames in (by_socket(meeting, after), stream(meeting, tail)):
        # Then the state comes and the stream begins at the newest entry
        assert frames[0]["from"] == frames[0]["last"] == lines[2]
        words = ["".join(line["line"]["text"]) for line in frames[0]["state"]["lines"] if line["kind"] == "summary"]
        assert words == ["One.", "Two.", "Three."]
        assert len(frames) == 1


def test_a_reader_who_is_up_to_date_gets_a_welcome_and_nothing_else(meeting, lines):
    frames = by_socket(meeting, lines[2])
    assert frames[0]["from"] == lines[2] and "state" not in frames[0] and len(frames) == 1


def test_a_state_holds_the_last_50_lines_and_says_where_older_ones_are(house, meeting):
    # Given 70 lines
    positions = [meeting.write(f"Line {n}.")[0] for n in range(70)]
    # When the state is asked for
    state = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}")[1]["state"]
    # Then it has the newest 50, and blocks before them hold the rest, once each
    assert [line["position"] for line in state["lines"]] == positions[20:]
    assert state["before"] == positions[20]
    older, before = [], state["before"]
    while before:
        status, headers, body = house.ask("GET", f"/api/v1/meetings/{meeting.slug}/lines?before={before}&limit=8")
        assert status == 200 and headers["Cache-Control"] == "public, max-age=60, must-revalidate"
        block = json.loads(body)
        older = [line["position"] for line in block["lines"]] + older
        before = block.get("before")
    assert [position for position in older if position in positions] == positions[:20]


def test_a_long_poll_waits_for_the_next_entry(house, meeting, lines):
    # Given a reader who holds everything and waits
    answers = []
    reader = threading.Thread(target=lambda: answers.append(
        house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/entries?after={lines[2]}&wait=25")))
    reader.start()
    # When a line is recorded, then the answer comes with it
    line = meeting.write("Four.")[0]
    reader.join(PATIENCE / 2)
    assert [entry["position"] for entry in answers[0][1]["entries"]] == [line]


def test_a_long_poll_ends_empty_when_nobody_speaks(house, meeting, lines):
    status, answer = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/entries?after={lines[2]}&wait=1")
    assert (status, answer["entries"], answer["last"]) == (200, [], lines[2])


def test_a_block_of_lines_is_sent_again_only_when_it_has_changed(house, meeting, lines):
    address = f"/api/v1/meetings/{meeting.slug}/lines?limit=50"
    # Given somebody who has the block
    status, headers, body = house.ask("GET", address)
    assert status == 200 and headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    # When it is asked for again as known, then nothing is sent
    known = {"If-None-Match": headers["ETag"]}
    assert house.ask("GET", address, headers=known)[::2] == (304, b"")
    # And after a correction of one of its lines the whole is
    meeting.must("scribe", "correct", line=lines[0], text="In other words.")
    status, _, changed = house.ask("GET", address, headers=known)
    assert status == 200 and b"In other words." in changed and changed != body


def test_commands_get_the_same_answers_by_websocket_and_by_post(house):
    # Given two meetings alike, one driven by WebSocket, one by POST
    script = [
        {"do": "write", "text": "Too early."}, {"do": "open"}, {"do": "open"}, {"do": "write", "text": "One."},
        {"do": "write", "text": ""}, {"do": "write"}, {"do": "nonsense"}, {"do": "correct", "line": 99, "text": "x"},
        {"do": "item-add", "title": "Welcome", "minutes": 5}, {"do": "item-next"}, {"do": "item-next"},
        {"do": "item-next", "really": True}, {"do": "item-take-up", "number": -1}, {"do": "retract", "line": -9},
        {"do": "retract", "line": 0}, {"do": "attribution", "policy": "nobody"}, {"do": "pause"}, {"do": "resume"},
        {"do": "write", "text": "s/nowhere/x/"}, {"do": "write", "text": "x" * 4001}, {"do": "write", "text": "a\u0007"},
        {"do": "plan", "meeting": {"title": "New"}}, {"id": "only"}, {"do": "close"},
    ]
    by_socket, by_post = house.found(slug="one"), house.found(slug="other")
    with by_socket.socket("facilitator") as socket:
        for number, frame in enumerate(script):
            frame = {"id": f"c-{number}", **frame}
            # When the same frame goes each way
            socket.send(json.dumps(frame))
            heard = until(socket, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
            status, answer = house.ask_json(
                "POST", "/api/v1/meetings/other/commands?as=facilitator", frame, secret=by_post.secrets["facilitator"])
            # Then the answers agree
            if heard["is"] == "accepted":
                assert (status, answer) == (200, heard), frame
            else:
                told = {key: heard.get(key) for key in ("code", "detail", "limit", "length")}
                assert told == {key: answer.get(key) for key in told}, frame
                assert status == answer["status"] >= 400
                assert heard["id"] == frame["id"]
