"""The signed BagIt bag of a record: whole, valid by the reference implementation, the same each time, and no less private."""
import base64
import hashlib
import io
import json
import zipfile

import bagit
import pytest

from house import House
from publications import closed, record, run
from series import Series


@pytest.fixture(scope="module")
def meeting(lasting_house):
    return closed(lasting_house)


def unpacked(body, folder):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
        [top] = {name.split("/")[0] for name in archive.namelist()}
    return folder / top


def signed(text, note, key):
    """Whether a C2SP signed note says this text, signed by the key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    words, signature = note.rsplit("\n\n", 1)
    assert words + "\n" == text
    name, _, encoded = key.split("+", 2)
    assert signature.startswith(f"— {name} ")
    raw = base64.b64decode(signature.split(" ")[2])
    Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:]).verify(raw[4:], text.encode())


def test_it_is_valid_signed_and_holds_every_form(lasting_house, meeting, tmp_path):
    headers, body = record(lasting_house, meeting, "zip")
    assert headers["Content-Type"] == "application/zip" and "third.zip" in headers["Content-Disposition"]
    folder = unpacked(body, tmp_path)
    bag = bagit.Bag(str(folder))
    bag.validate()
    # Each form in it is the one that is published, the dates are the record's, and the key is told
    for form in ("html", "md", "txt", "json", "jsonl", "csv", "odt", "akn.xml", "sayit.xml", "tei.xml", "notes.vtt"):
        assert (folder / f"data/third.{form}").read_bytes() == record(lasting_house, meeting, form)[1], form
    head, *_, foot = (folder / "data/third.jsonl").read_text().splitlines()
    head, foot = json.loads(head), json.loads(foot)
    assert (folder / "data/checkpoint.txt").read_text() == foot["checkpoint"]
    assert bag.info["External-Identifier"] == head["origin"] and bag.info["Verifier-Key"] == head["verifierKey"]
    assert len(bag.info["Bagging-Date"]) == 10
    # And one signature stands for all of it
    digest = hashlib.sha256((folder / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    text = f"openfloor-bag/1\n{head['origin']}\nsha256 {digest}\n"
    signed(text, (folder / "tagmanifest-sha256.sig").read_text(), head["verifierKey"])


def test_it_is_the_same_bytes_each_time_and_known_again(lasting_house, meeting):
    headers, body = record(lasting_house, meeting, "zip")
    assert record(lasting_house, meeting, "zip")[1] == body
    lasting_house.stop()
    lasting_house.start()
    assert record(lasting_house, meeting, "zip")[1] == body
    path = f"/m/{meeting.slug}/record.zip"
    assert lasting_house.ask("GET", path, headers={"If-None-Match": headers["ETag"]})[0] == 304
    assert lasting_house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.zip")[2] == body


def test_only_the_organisers_has_what_is_for_staff(lasting_house, meeting, tmp_path):
    hidden = ["A question that waits for staff", "Somebody said too much", "26th of April"]
    _, public = record(lasting_house, meeting, "zip")
    headers, exact = record(lasting_house, meeting, "zip", "organiser")
    assert "no-store" in headers["Cache-Control"]
    for words in hidden:
        assert words.encode() not in public, words
    # What was taken back is gone; what waits for staff, and the first words of a correction, are the organiser's
    assert [words.encode() in exact for words in hidden] == [True, False, True]
    bagit.Bag(str(unpacked(exact, tmp_path))).validate()
    # Nobody else may act as one, and a scribe's link opens the public's
    assert lasting_house.ask("GET", "/m/third/record.zip?as=organiser")[0] == 401
    assert record(lasting_house, meeting, "zip", "scribe")[1] == public
    assert record(lasting_house, meeting, "jsonl", "scribe")[1] == record(lasting_house, meeting, "jsonl")[1]


def test_it_holds_the_papers_of_the_meeting(house, tmp_path):
    series = Series(house, "papered", {"visibility": "listed"}, {"visibility": "listed"})
    meeting = series.meetings[0]
    secret = series.secrets["organiser"]
    status, _, body = house.ask(
        "POST", "/api/v1/series/papered/papers?as=organiser&id=p1&meeting=1&title=Draft&name=draft.md", b"# A draft\n",
        secret=secret)
    assert status == 200, body
    meeting.write("A line")
    meeting.must("facilitator", "close", really=True)
    folder = unpacked(record(house, meeting, "zip")[1], tmp_path / "out")
    bagit.Bag(str(folder)).validate()
    assert (folder / "data/papers/1-draft.md").read_bytes() == b"# A draft\n"
    path = tmp_path / "papered.zip"
    path.write_bytes(record(house, meeting, "zip")[1])
    assert "sound" in run("verify", path)
    # A live meeting has no bag yet
    live = house.found(slug="live-bag")
    assert house.ask_json("GET", f"/api/v1/meetings/{live.slug}/record.zip")[1]["code"] == "not-closed"
