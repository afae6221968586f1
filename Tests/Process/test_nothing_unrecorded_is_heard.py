import json

from house import until
from remains import contents

ONE_HOUSE = True

SECRET = "Unfinishedword"


def type_draft(socket, text):
    socket.send(json.dumps({"do": "draft", "text": text}))


def a_draft(socket):
    return until(socket, lambda frame: frame["is"] == "draft" and frame.get("text") != "")[-1]


def bytes_of(folder):
    return b"".join(content for _, content in contents(folder))


def test_nothing_is_heard_that_is_not_recorded(house, meeting):
    # Given a reader and a scribe who types a line and sends another
    with meeting.socket("scribe") as scribe, meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        type_draft(scribe, f"do: {SECRET}")
        # When the reader has seen the draft, then the line
        draft = a_draft(reader)
        last = meeting.write("The line itself.", role="scribe")
        heard = until(reader, lambda frame: frame.get("position") == last[0])
    # Then each entry heard is in the record, word for word, after the server was killed
    house.kill()
    house.start()
    entries = {entry["position"]: entry for entry in meeting.entries()}
    for frame in heard:
        if frame["is"] == "entry":
            assert entries[frame["position"]]["line"] == frame["line"]
    # And the draft was shown, but is in no entry, no record, no state, and no byte of the data folder
    assert draft["text"] == f"Dilys Owen: {SECRET}"
    assert SECRET not in json.dumps(meeting.entries())
    meeting.must("facilitator", "close", really=True)
    for form in ("html", "md", "txt", "json", "jsonl", "csv", "odt", "scribe.log"):
        status, _, body = house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.{form}")
        assert status == 200 and SECRET.encode() not in body, form
    assert SECRET.encode() not in bytes_of(house.folder)


def test_a_draft_is_replaced_by_its_line_and_ends_with_the_socket(meeting):
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        with meeting.socket("scribe") as scribe:
            # Given a draft that readers see
            type_draft(scribe, "Half a li")
            tag = a_draft(reader)["scribe"]
            # When the line is sent
            scribe.send(json.dumps({"do": "write", "id": "c-1", "text": "Half a line."}))
            # Then the draft ends
            assert until(reader, lambda f: f["is"] == "draft")[-1] == {"is": "draft", "scribe": tag, "text": ""}
            # And so does the draft of a line that is refused
            type_draft(scribe, "Other wor")
            assert a_draft(reader)["text"] == "Other wor"
            scribe.send(json.dumps({"do": "write", "id": "c-1", "text": "Other words."}))
            assert until(reader, lambda f: f["is"] == "draft")[-1]["text"] == ""
            # And when the scribe leaves in the middle of the next, that ends too
            type_draft(scribe, "Gone in the mid")
            assert a_draft(reader)["text"] == "Gone in the mid"
        assert until(reader, lambda f: f["is"] == "draft")[-1]["text"] == ""


def test_under_a_policy_that_withholds_names_the_public_sees_only_that_the_scribe_writes(house):
    for policy in ("role", "organisation", "none"):
        # Given a meeting under that policy, an attendee, a facilitator and a scribe who types
        meeting = house.found(slug=policy, attribution=policy, speakers=[{"name": "Ada Secret", "aliases": ["as"]}])
        meeting.must("facilitator", "open")
        with meeting.socket("scribe") as scribe, meeting.socket() as reader, \
                meeting.socket("facilitator") as chair:
            for socket in (reader, chair):
                until(socket, lambda frame: frame["is"] == "welcome")
            type_draft(scribe, "Ada Secret: I will le")
            # Then staff see the words and the public sees none
            assert a_draft(chair)["text"] == "Ada Secret: I will le"
            assert "text" not in a_draft(reader)


def test_an_attendee_cannot_show_a_draft(meeting):
    # Given two attendees; when one sends a draft, then a frame that is answered
    with meeting.socket() as one, meeting.socket() as other:
        until(other, lambda frame: frame["is"] == "welcome")
        type_draft(one, "Words of a stranger")
        one.send(json.dumps({"do": "write", "id": "x", "text": "x"}))
        until(one, lambda frame: frame["is"] == "refused")
        last = meeting.write("A line of the scribe.")
        # Then the other has heard the scribe's line and no draft
        heard = until(other, lambda frame: frame.get("position") == last[0])
    assert not [frame for frame in heard if frame["is"] == "draft"]


def test_positions_have_no_gap(house, meeting):
    # Given lines taken, refused, repeated, corrected and taken back
    meeting.write("One.")
    meeting.give("scribe", "write", text="x" * 5000)
    meeting.write("Two.", id="c-1")
    meeting.write("Two.", id="c-1")
    meeting.must("scribe", "write", text="s/Two/Three/")
    meeting.must("scribe", "write", text="/hide")
    house.kill()
    house.start()
    meeting.write("Four.")
    # Then staff's reading counts 1, 2, 3 … and each names the one before
    entries = meeting.entries()
    assert [entry["position"] for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry["after"] for entry in entries] == list(range(len(entries)))
