"""`openfloor witness` keeps what was signed, and shouts when a record is rewritten, forked, shortened or gone."""
import base64
import hashlib
import json
import shutil
import stat

import pytest

from house import House
from publications import run
from series import Series


@pytest.fixture
def watched(house, tmp_path):
    """A series with a meeting, seen once by a witness; gives the meeting, and how to look again."""
    series = Series(house, "watched", {"visibility": "listed"}, {"visibility": "listed"})
    meeting = series.meetings[0]
    for number in range(3):
        meeting.write(f"Line {number}")
    keep = tmp_path / "kept.json"

    def look(code=0, address=None):
        return run("witness", address or house.address, "--keep", keep, "--name", "witness.example.org", code=code)

    meeting.must("facilitator", "close", really=True)
    assert house.ask("GET", f"/m/{meeting.slug}/record.jsonl")[0] == 200
    return meeting, series, keep, look


def test_what_is_signed_is_kept_and_cosigned(house, watched):
    meeting, series, keep, look = watched
    told = look()
    assert "made a key" in told and f"/m/{meeting.slug}" in told and "/s/watched" in told
    assert stat.S_IMODE((keep.parent / "kept.json.key").stat().st_mode) == 0o600
    assert "as before" in look()
    # The cosignature is one by C2SP: over its time and the checkpoint, by a key of its own
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    line = next(word for word in told.split() if word.startswith("witness.example.org+"))
    name, hashed, encoded = line.split("+", 2)
    key = base64.b64decode(encoded)
    assert key[0] == 4
    assert hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == hashed
    seen = json.loads(keep.read_text())["records"][f"{house.address}/m/{meeting.slug}"]
    text, signatures = seen["checkpoint"].rsplit("\n\n", 1)
    own = [row for row in signatures.splitlines() if row.startswith("— witness.example.org ")]
    raw = base64.b64decode(own[0].split(" ")[2])
    time = int.from_bytes(raw[4:12])
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(raw[12:], f"cosignature/v1\ntime {time}\n{text}\n".encode())
    # What the server signed stands there still
    assert house.ask("GET", f"/tlog/{meeting.record}/checkpoint")[2].decode().splitlines()[-1] in signatures


def test_a_record_that_grows_is_proved_to_go_on(house, watched):
    meeting, series, keep, look = watched
    look()
    secret = series.secrets["organiser"]
    before = house.ask_json("GET", "/api/v1/series/watched/consistency")[1]
    for number in range(5):
        status, answer = house.ask_json(
            "POST", f"/api/v1/series/watched/papers?as=organiser&id=w{number}&meeting=1&title=T{number}&name=a.md",
            b"words %d" % number, secret=secret)
        assert status == 200, answer
    assert house.ask("GET", "/s/watched/record.jsonl")[0] == 200
    grown = house.ask_json("GET", f"/api/v1/series/watched/consistency?from={before['to']}")[1]
    if grown["to"] > before["to"]:
        assert f"goes on from {before['to']}" in look()
    else:
        assert "as before" in look()
    for query in ("from=-1", "from=9999", "from=3&to=2", "to=9999", "from=x"):
        assert house.ask("GET", f"/api/v1/meetings/{meeting.slug}/consistency?{query}")[0] == 400, query


def test_it_shouts_when_the_record_is_not_what_it_was(house, watched, tmp_path):
    meeting, series, keep, look = watched
    look()
    seen = json.loads(keep.read_text())
    address = f"{house.address}/m/{meeting.slug}"

    def told(change):
        kept = json.loads(json.dumps(seen))
        change(kept["records"][address])
        keep.write_text(json.dumps(kept))
        return look(code=1)

    # Another key than before
    other = seen["records"][f"{house.address}/s/watched"]["verifierKey"]
    assert "another key" in told(lambda one: one.update(
        verifierKey=other, checkpoint=seen["records"][f"{house.address}/s/watched"]["checkpoint"]))
    keep.write_text(json.dumps(seen))
    # The same server with an older copy of its folder, to which other things were added
    house.stop()
    shutil.copytree(house.folder, tmp_path / "copy")
    house.start()
    run("witness", house.address, "--keep", keep)
    # A server that has lost the record is one that hides it
    (tmp_path / "empty").mkdir()
    port = house.port
    house.stop()
    with House(tmp_path / "empty" / "data", port=port) as empty:
        said = run("witness", empty.address, "--keep", keep, code=1)
        assert "it is gone" in said and "NOT WHAT IT WAS" in said


def test_a_fork_and_a_shorter_record_are_told(house, tmp_path):
    """Two houses of one origin and key, whose records part: as a server that was set back and went on."""
    meeting = house.found(slug="forked")
    meeting.must("facilitator", "open")
    meeting.write("The first line")
    house.stop()
    shutil.copytree(house.folder, tmp_path / "set-back")
    house.start()
    keep = tmp_path / "kept.json"
    for number in range(4):
        meeting.write(f"Line {number}")
    meeting.must("facilitator", "close", really=True)
    assert house.ask("GET", "/m/forked/record.jsonl")[0] == 200
    run("witness", house.address, "--keep", keep)
    port = house.port
    house.stop()
    for more, wanted in ((0, "that were signed are gone"), (9, "rewritten or forked")):
        folder = tmp_path / f"again-{more}"
        shutil.copytree(tmp_path / "set-back", folder)
        again = House(folder, port=port)
        again.site_link = house.site_link
        with again:
            meeting.house = again
            for number in range(more):
                meeting.write(f"Another line {number}")
            meeting.must("facilitator", "close", really=True)
            assert again.ask("GET", "/m/forked/record.jsonl")[0] == 200
            said = run("witness", again.address, "--keep", keep, code=1)
            assert wanted in said and "NOT WHAT IT WAS" in said
            # What was kept is kept
            assert wanted in run("witness", f"{again.address}/m/forked", "--keep", keep, code=1)


def test_it_says_when_nobody_answers_and_never_starts_anew_by_itself(tmp_path):
    assert "could not be asked" in run("witness", "http://127.0.0.1:9", "--keep", tmp_path / "k.json", code=2)
    (tmp_path / "k.json").write_text("{")
    assert "is damaged" in run("witness", "http://127.0.0.1:9", "--keep", tmp_path / "k.json", code=64)
    (tmp_path / "k.json.key").chmod(0o644)
    assert "chmod 600" in run("witness", "http://127.0.0.1:9", "--keep", tmp_path / "k.json", code=64)
    run("witness", "ftp://nowhere", code=64)
