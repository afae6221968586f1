"""A record that was published is taken in elsewhere as it is; a form in XML gives back its lines."""
import json

import pytest

from house import House
from publications import closed, record, run
from series import Series


@pytest.fixture
def elsewhere(tmp_path):
    with House(tmp_path / "elsewhere") as house:
        yield house


def rows(body):
    return [json.loads(line) for line in body.splitlines()]


@pytest.mark.parametrize("form", ["jsonl", "zip"])
def test_the_organisers_copy_comes_back_exactly(house, elsewhere, tmp_path, form):
    meeting = closed(house, lines=3)
    _, body = record(house, meeting, form, "organiser")
    path = tmp_path / f"third.{form}"
    path.write_bytes(body)
    # A dry run says what it is and keeps nothing
    told = run("import", path, "--dry-run")
    assert "Lamp posts & light" in told and meeting.record in told
    assert "imported as" in run("import", path, "--visibility", "listed", "--data", elsewhere.folder)
    assert "already there" in run("import", path, "--data", elsewhere.folder)
    # Leaves, checkpoint, key and ids are the very same, and so is all that is printed of it but the address
    exact = rows(record(house, meeting, "jsonl", "organiser")[1])
    public, other = rows(record(house, meeting, "jsonl")[1]), rows(elsewhere.ask("GET", "/m/third/record.jsonl")[2])
    assert other[1:] == public[1:]
    for key in ("record", "origin", "verifierKey", "support"):
        assert other[0][key] == public[0][key], key
    out = tmp_path / "out"
    run("publish", "third", "--exact", "--out", out, "--data", elsewhere.folder)
    assert rows((out / "third.jsonl").read_bytes())[1:] == exact[1:]
    assert "NOT" not in run("verify", out)
    assert "sound" in run("verify", "--data", elsewhere.folder)
    for each in ("md", "txt", "csv", "questions.csv", "html", "json"):
        here, there = record(house, meeting, each)[1], elsewhere.ask("GET", f"/m/third/record.{each}")[2]
        assert there.decode().replace(elsewhere.address, house.address) == here.decode(), each
    # The proof of a line leads to the checkpoint that was printed where it was held
    [line] = [row["position"] for row in public[1:-1] if "Dim after midnight" in row.get("body", "")]
    here = house.ask_json("GET", f"/api/v1/meetings/third/lines/{line}/proof")[1]
    there = elsewhere.ask_json("GET", f"/api/v1/meetings/third/lines/{line}/proof")[1]
    assert {**here, "address": ""} == {**there, "address": ""}
    assert there["checkpoint"] == exact[-1]["checkpoint"]


def test_a_public_copy_is_taken_in_and_says_what_it_lacks(house, elsewhere, tmp_path):
    meeting = closed(house, lines=3)
    path = tmp_path / "third.jsonl"
    path.write_bytes(record(house, meeting, "jsonl")[1])
    assert "a public copy" in run("import", path, "--data", elsewhere.folder)
    assert elsewhere.ask("GET", "/m/third/record.jsonl")[2].splitlines()[1:] == path.read_bytes().splitlines()[1:]
    # What is altered, not closed, or another record of the same name is refused, and nothing of it is kept
    other = tmp_path / "other.jsonl"
    whole = path.read_bytes()
    other.write_bytes(whole.replace(b"Dim after", b"Dim befor"))
    assert "not sound: position" in run("import", other, "--data", elsewhere.folder, code=1)
    other.write_bytes(whole[:len(whole) // 2])
    assert "cut short" in run("import", other, "--data", elsewhere.folder, code=1)
    other.write_bytes(b"PK\x03\x04nonsense")
    assert "archive is cut short" in run("import", other, "--data", elsewhere.folder, code=1)


def test_another_record_of_the_same_name_is_refused(house, tmp_path):
    """Two servers of one folder's past, whose records part."""
    import shutil

    meeting = house.found(slug="parted")
    meeting.must("facilitator", "open")
    house.stop()
    shutil.copytree(house.folder, tmp_path / "copy")
    house.start()
    meeting.write("One thing was said")
    meeting.must("facilitator", "close", really=True)
    path = tmp_path / "parted.jsonl"
    path.write_bytes(record(house, meeting, "jsonl", "organiser")[1])
    copy = House(tmp_path / "copy")
    copy.site_link = house.site_link  # it has one already, and says none
    with copy:
        meeting.house = copy
        meeting.write("Another was said")
        meeting.must("facilitator", "close", really=True)
        said = run("import", path, "--data", copy.folder, code=1)
        assert "part at position 3" in said, said
        assert "Another was said" in copy.ask("GET", "/m/parted/record.md")[2].decode()


def test_papers_of_a_bag_come_back_to_their_series(house, tmp_path):
    series = Series(house, "papered", {"visibility": "listed"}, {"visibility": "listed"})
    meeting = series.meetings[0]
    assert house.ask(
        "POST", "/api/v1/series/papered/papers?as=organiser&id=p1&meeting=1&title=Draft&name=draft.md", b"# A draft\n",
        secret=series.secrets["organiser"])[0] == 200
    meeting.write("A line")
    meeting.must("facilitator", "close", really=True)
    path = tmp_path / "m.zip"
    path.write_bytes(record(house, meeting, "zip", "organiser")[1])
    answer = json.loads(run("import", path, "--json", "--data", house.folder))
    assert answer["papers"] == {"1-draft.md": "kept with its series"} and not answer["isNew"]
    with House(tmp_path / "other") as other:
        answer = json.loads(run("import", path, "--json", "--data", other.folder))
        assert answer["isNew"] and answer["papers"] == {"1-draft.md": "no series here names it; it stays in the bag"}


@pytest.mark.parametrize("form", ["akn.xml", "sayit.xml"])
def test_a_form_in_xml_gives_back_its_lines(house, elsewhere, tmp_path, form):
    meeting = closed(house, lines=3)
    path = tmp_path / f"third.{form}"
    path.write_bytes(record(house, meeting, form)[1])
    told = run("import", path, "--dry-run")
    assert "speech: 4" in told and "left out" in told
    run("import", path, "--slug", "third", "--data", elsewhere.folder)
    assert "already there" in run("import", path, "--slug", "third", "--data", elsewhere.folder)

    def lines(house):
        document = json.loads(house.ask("GET", "/m/third/record.json")[2])
        return [(line["kind"], line["text"], line.get("speaker")) for line in document["lines"]
                if line["kind"] not in ("opened", "closed", "retraction") and not line.get("removed")
                and line["text"]]

    here, there = lines(house), lines(elsewhere)
    assert [line for line in here if line in there] == there, (here, there)
    assert len(there) >= len(here) - 1
    hostile = tmp_path / "hostile.xml"
    hostile.write_text('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><akomaNtoso>&x;</akomaNtoso>')
    assert "line 1: it declares a document type" in run("import", hostile, "--data", elsewhere.folder, code=1)
    # A document larger than a form is taken through the same door
    hostile.write_text("<akomaNtoso><debate><debateBody>" + "<narrative><span>A line of it</span></narrative>" * 12_000
                       + "</debateBody></debate></akomaNtoso>")
    assert "summary: 12000" in run("import", hostile, "--data", elsewhere.folder)


def test_a_dry_run_names_who_was_taken_for_an_attendee(tmp_path):
    path = tmp_path / "n3.txt"
    path.write_text("Minutes of the Trust\n12 March 2026\nPresent: Ada Ng, Bob Lee\n\nWelcome\n- Ada: hello\n"
                    "- Agreed: to pay\n")
    told = run("import", path, "--dry-run").splitlines()
    assert "attendees: Ada Ng, Bob Lee" in told and "speaker-added: 2" in told, told
    assert "summary: 2" in told and "topic: 1" in told, told
