import json

from house import until

ONE_HOUSE = True


def said(meeting):
    return ["".join(e["line"]["text"]) for e in meeting.entries() if "text" in e.get("line", {})]


def answer_of(socket, frame):
    socket.send(json.dumps(frame))
    return until(socket, lambda heard: heard["is"] in ("accepted", "refused"))[-1]


def test_resending_is_harmless(house, meeting):
    # Given a line recorded by WebSocket
    frame = {"do": "write", "id": "c-1", "text": "Once only."}
    with meeting.socket("scribe") as socket:
        first = answer_of(socket, frame)
        assert first["is"] == "accepted"
        # When the same frame comes again on the same socket, on another, and by POST
        again = answer_of(socket, frame)
    with meeting.socket("scribe") as socket:
        elsewhere = answer_of(socket, frame)
    status, posted = meeting.give("scribe", "write", id="c-1", text="Once only.")
    # Then the answer is the same and the line stands once
    assert first == again == elsewhere == posted
    assert status == 200
    assert said(meeting) == ["Once only."]


def test_resending_after_a_restart_is_harmless(house, meeting):
    # Given lines recorded by POST, then a power cut
    first = meeting.give("scribe", "write", id="c-1", text="Before the cut.")
    house.kill()
    house.start()
    # When they come again, with keys in another order, by either way
    with meeting.socket("scribe") as socket:
        again = answer_of(socket, {"text": "Before the cut.", "id": "c-1", "do": "write", "unknown": 1})
    # Then the first answer is repeated
    assert again == first[1]
    assert meeting.give("scribe", "write", id="c-1", text="Before the cut.") == first
    assert said(meeting) == ["Before the cut."]


def test_the_same_id_with_other_content_is_refused(house, meeting):
    # Given a line recorded under an id
    meeting.write("The first words.", id="c-1")
    for _ in range(2):
        # When other content comes under that id, by POST and by WebSocket, before and after a restart
        status, problem = meeting.give("scribe", "write", id="c-1", text="Other words.")
        with meeting.socket("scribe") as socket:
            refused = answer_of(socket, {"do": "write", "id": "c-1", "text": "Other words."})
        # Then it is refused and nothing is recorded
        assert (status, problem["code"]) == (409, "id-reused")
        assert (refused["is"], refused["code"], refused["id"]) == ("refused", "id-reused", "c-1")
        assert said(meeting) == ["The first words."]
        house.kill()
        house.start()


def test_a_refused_command_leaves_its_id_free(meeting):
    # Given a line refused for its length
    status, _ = meeting.give("scribe", "write", id="c-1", text="x" * 4001)
    assert status == 413
    # When a shorter one comes under the same id, it is taken
    assert meeting.write("Shorter.", id="c-1")


def test_two_writers_may_use_the_same_id(meeting):
    # Given the scribe's line c-1; when the facilitator's own c-1 comes, both stand
    one, other = meeting.write("The scribe's.", id="c-1"), meeting.write("The chair's.", role="facilitator", id="c-1")
    assert other == [one[0] + 1]
    assert said(meeting) == ["The scribe's.", "The chair's."]


def test_a_repeated_close_gets_the_first_answer(house, meeting):
    # Given a meeting closed under an id whose answer was lost
    first = meeting.give("facilitator", "close", id="c-9", really=True)
    assert first[0] == 200
    # When it is sent again, then the first answer comes, also after a restart
    assert meeting.give("facilitator", "close", id="c-9", really=True) == first
    house.kill()
    house.start()
    assert meeting.give("facilitator", "close", id="c-9", really=True) == first


def test_resending_a_line_that_was_taken_back_brings_nothing_back(house, meeting):
    # Given a line whose answer was lost, and which somebody took back meanwhile
    first = meeting.give("scribe", "write", id="c-1", text="Said in confidence.")
    meeting.must("facilitator", "retract", line=first[1]["entries"][0])
    for _ in range(2):
        # When its scribe sends it again, also after a restart, then the first answer comes and no line
        assert meeting.give("scribe", "write", id="c-1", text="Said in confidence.") == first
        assert said(meeting) == []
        house.kill()
        house.start()
