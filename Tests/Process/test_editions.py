"""The record after the close: editions, dated corrections, what readers suggest, addresses that move."""
import json
import re

import pytest

from house import Device
from publications import run

ONE_HOUSE = True


@pytest.fixture
def closed(house, meeting):
    """A closed meeting with one line, and the line's id."""
    line = meeting.write("do: In 2013 it began.")[0]
    meeting.must("facilitator", "close", really=True)
    return meeting, line


def record(meeting, form):
    status, _, body = meeting.house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.{form}")
    assert status == 200, body
    return body.decode()


def page(meeting, path, role=None):
    secret = meeting.secrets[role] if role else None
    status, _, body = meeting.house.ask(
        "GET", f"/m/{meeting.slug}/{path}" + (f"?as={role}" if role else ""), secret=secret)
    assert status == 200, body
    return body.decode()


def press(meeting, role, **fields):
    """A form of the corrections page as a program may send it."""
    from urllib.parse import urlencode

    body = urlencode({"as": role, "id": f"form-{len(fields)}-{fields}"[:60].translate(
        {ord(c): "-" for c in " {}':,"}), **fields}).encode()
    return meeting.house.ask(
        "POST", f"/m/{meeting.slug}/corrections", body, secret=meeting.secrets[role],
        headers={"Content-Type": "application/x-www-form-urlencoded"})


def test_a_draft_is_put_right_after_the_close_without_a_trace(closed):
    # Acceptance 12. When the scribe corrects a line of a draft
    meeting, line = closed
    before = meeting.house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/lines/{line}/proof")[1]
    meeting.must("scribe", "correct", line=line, text="In 2012 it began.")
    # Then no publication and no page holds the old words, and the line is where it was
    for form in ("html", "md", "txt", "json", "jsonl", "akn.xml", "sayit.xml", "tei.xml", "scribe.log", "notes.vtt"):
        published = record(meeting, form)
        assert "In 2013" not in published and "In 2012" in published, form
    assert "In 2013" not in page(meeting, "corrections") and "In 2012" in page(meeting, f"lines/{line}")
    # And the tree has grown by the correction
    after = meeting.house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/lines/{line}/proof")[1]
    assert after["size"] == before["size"] + 1


def test_what_is_corrected_after_circulation_shows_both_wordings_with_date_and_reason(closed):
    meeting, line = closed
    meeting.must("organiser", "circulate", until="2031-06-12")
    status, problem = meeting.give("organiser", "correct", line=line, text="In 2012 it began.")
    assert (status, problem["code"]) == (400, "reason-needed")
    status, problem = meeting.give("scribe", "correct", line=line, text="In 2012 it began.", why="The paper says so.")
    assert (status, problem["code"]) == (403, "not-permitted")
    meeting.must("organiser", "correct", line=line, text="In 2012 it began.", why="The paper says so.")
    # Old and new stand in the forms people read, with the reason
    for form in ("html", "md", "txt"):
        published = re.sub(r"\s+", " ", record(meeting, form).replace("\\", ""))
        assert "In 2012 it began." in published and "In 2013 it began." in published, form
        assert "The paper says so." in published, form
    [corrected] = [l for l in json.loads(record(meeting, "json"))["lines"] if l["position"] == line]
    assert corrected["text"] == "In 2012 it began."
    assert [(c["before"], c["after"], c["why"], c["by"]) for c in corrected["corrections"]] == [
        ("In 2013 it began.", "In 2012 it began.", "The paper says so.", "organiser")]
    # And on the page of versions, word by word
    versions = page(meeting, "corrections")
    assert "<del>2013</del> <ins>2012</ins>" in versions and "The paper says so." in versions
    assert "12 June 2031" in versions and "12 June 2031" in record(meeting, "html")
    # Both versions can be read, and none that is not there
    assert "In 2012" not in record(meeting, "html?version=2") and "In 2013" in record(meeting, "html?version=2")
    assert "In 2012" in record(meeting, "html?version=3")
    assert meeting.house.ask("GET", f"/m/{meeting.slug}/record?version=4")[0] == 400
    # The forms of one line agree: the newest words
    assert "In 2012" in record(meeting, "akn.xml") and "In 2013" not in record(meeting, "akn.xml")


def test_a_final_record_takes_no_edition_more_but_dated_corrections(closed):
    meeting, line = closed
    meeting.must("organiser", "finalise")
    assert meeting.give("organiser", "circulate")[1]["code"] == "edition-is"
    meeting.must("organiser", "correct", line=line, text="In 2012 it began.", why="So it was.")
    assert json.loads(record(meeting, "json"))["edition"] == "final"
    assert "Final edition" in record(meeting, "md")


def test_any_reader_suggests_a_correction_and_sees_what_became_of_it(closed):
    meeting, line = closed
    meeting.must("organiser", "circulate")
    reader = Device(meeting)
    # When a reader suggests other words for two lines
    [number] = reader.must("suggest", line=line, text="In 2012 it began.", why="I was there, said Zebediah.")
    status, problem = reader.give("suggest", line=line, text="In 2013 it began.")
    assert (status, problem["code"]) == (400, "bad-value")
    [other] = reader.must("suggest", line=line, text="It never began.")
    # Then staff see it, and nobody else does, anywhere
    assert "Zebediah" in page(meeting, "corrections", "organiser")
    for form in ("html", "json", "jsonl", "md"):
        assert "Zebediah" not in record(meeting, form)
    assert "Zebediah" not in page(meeting, "corrections")
    assert "Zebediah" not in json.dumps(meeting.entries())
    # When the organiser accepts one by the page's form and declines the other
    assert press(meeting, "organiser", do="suggestion-accept", number=number, why="Confirmed by the host.")[0] == 303
    status, _, refused = press(meeting, "organiser", do="suggestion-accept", number=number, why="Again.")
    assert status == 409 and b"Decided already" in refused
    assert press(meeting, "organiser", do="suggestion-decline", number=other, reason="It did begin.")[0] == 303
    # Then it is a correction with the line's id, and the reader sees both outcomes
    assert "Confirmed by the host." in record(meeting, "html")
    status, _, own = meeting.house.ask(
        "GET", f"/m/{meeting.slug}/corrections", headers={"Cookie": f"openfloor-device={reader.token}"})
    own = own.decode()
    assert own.count("What you suggested") == 1 and "Accepted" in own and "It did begin." in own
    assert "suggested by a reader" in page(meeting, "corrections")


def test_a_suggestion_is_sent_without_a_program_and_given_back_as_typed_where_refused(closed):
    from urllib.parse import urlencode

    meeting, line = closed
    house = meeting.house
    form = page(meeting, f"lines/{line}/suggest")
    assert "In 2013 it began." in form
    [form_id] = re.findall(r'name="id" value="([^"]+)"', form)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": house.address}
    send = lambda **fields: house.ask(  # noqa: E731
        "POST", f"/m/{meeting.slug}/corrections",
        urlencode({"as": "attendee", "do": "suggest", "id": form_id, "line": line, **fields}).encode(), headers=headers)
    status, _, refused = send(text="x" * 5000, why="Typed & kept")
    assert status == 413 and b"Typed &amp; kept" in refused
    status, answer, _ = send(text="In 2012 it began.")
    assert status == 303 and answer["Set-Cookie"]
    assert house.ask("GET", f"/m/{meeting.slug}/lines/{line + 1}/suggest")[0] == 404


def test_a_line_taken_back_takes_its_suggestions_and_its_old_wordings_along(closed):
    meeting, line = closed
    meeting.must("scribe", "correct", line=line, text="In 1997 it began.")
    meeting.must("organiser", "circulate")
    reader = Device(meeting)
    reader.must("suggest", line=line, text="Quagga in 2012.", why="Okapi.")
    meeting.must("organiser", "correct", line=line, text="In 2012 it began.", why="Numbat.")
    meeting.must("organiser", "retract", line=line)
    for form in ("html", "md", "json", "jsonl"):
        published = record(meeting, form)
        assert not any(word in published for word in ("1997", "2012", "Quagga", "Okapi", "Numbat")), form
    staff = page(meeting, "corrections", "organiser")
    assert not any(word in staff for word in ("2013", "2012", "Quagga", "Okapi"))
    # A restart reads the same, and nothing of the words is left in the folder
    before = record(meeting, "json")
    meeting.house.stop()
    database = b"".join(path.read_bytes() for path in meeting.house.folder.glob("openfloor.sqlite*"))
    assert b"Quagga" not in database and b"In 1997 " not in database
    meeting.house.start()
    assert record(meeting, "json") == before


def test_other_commands_after_the_close_are_refused_and_a_repeat_is_harmless(closed):
    meeting, line = closed
    assert meeting.give("scribe", "write", text="More.")[1]["code"] == "closed"
    frame = {"line": line, "text": "In 2012 it began.", "id": "once"}
    first = meeting.house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/commands?as=scribe", {"do": "correct", **frame},
        secret=meeting.secrets["scribe"])
    again = meeting.house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/commands?as=scribe", {"do": "correct", **frame},
        secret=meeting.secrets["scribe"])
    assert first[0] == 200 and first == again


def test_a_meeting_that_moves_leaves_its_old_address_leading_to_the_new(closed, tmp_path):
    meeting, line = closed
    house = meeting.house
    move = lambda role, slug: house.ask_json(  # noqa: E731
        "POST", f"/api/v1/meetings/{meeting.slug}/address?as={role}", {"slug": slug}, secret=meeting.secrets[role])
    old = meeting.slug
    assert move("facilitator", "elsewhere")[0] == 403
    assert move("organiser", "Not a slug")[1]["code"] == "bad-value"
    status, listed = move("organiser", "elsewhere")
    assert status == 200 and listed["slug"] == "elsewhere"
    for path in (f"/m/{old}/lines/{line}?x=a%20b", f"/m/{old}/record.md", f"/api/v1/meetings/{old}/record.json"):
        status, headers, _ = house.ask("GET", path)
        assert status == 308 and headers["Location"] == path.replace(f"/{old}/", "/elsewhere/")
        assert house.ask("GET", headers["Location"])[0] == 200
    # And so do commands, by the control socket and from outside
    run("publish", old, "--out", tmp_path, "--data", house.folder)
    assert "sound" in run("verify", tmp_path / "elsewhere.jsonl")
    assert "sound" in run("verify", f"{house.address}/m/{old}")
    # Nobody else is given the old address, and the meeting may go back to it
    assert house.found(slug=old).slug != old
    meeting.slug = "elsewhere"
    assert move("organiser", old)[0] == 200
    assert house.ask("GET", f"/m/elsewhere/record")[1]["Location"] == f"/m/{old}/record"
    meeting.slug = old


@pytest.mark.parametrize("attendance, said, unsaid", [
    ("none", [], ["Dilys Owen", "Bo Silent", "Chairwoman", "Open Policy Forum"]),
    ("role", ["Chairwoman"], ["Dilys Owen", "Bo Silent", "Open Policy Forum"]),
    ("organisation", ["Open Policy Forum"], ["Dilys Owen", "Bo Silent", "Chairwoman"]),
    ("named", ["Dilys Owen", "Bo Silent"], []),
])
def test_who_was_there_is_said_by_a_setting_of_its_own(house, attendance, said, unsaid):
    # Given a meeting whose notes name nobody
    meeting = house.found(
        slug=f"attended-{attendance}", title="Attended", attribution="none", attendance=attendance, speakers=[
            {"name": "Dilys Owen", "aliases": ["do"], "role": "Chairwoman", "organisation": "Open Policy Forum",
             "attribution": "named" if attendance in ("role", "organisation") else None},
            {"name": "Bo Silent"}])
    meeting.must("facilitator", "open")
    meeting.write("We agree.")
    meeting.must("facilitator", "close", really=True)
    # Then every form says who was there as far as the setting goes, and no further
    for form in ("html", "md", "txt", "json", "akn.xml", "sayit.xml", "tei.xml", "scribe.log"):
        published = re.sub(r"[\s_]+", " ", record(meeting, form))
        assert not [name for name in unsaid if name in published], form
        if form in ("html", "md", "txt", "json", "akn.xml"):
            assert not [name for name in said if name not in published], form
