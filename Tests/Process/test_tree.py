"""The tree of a record as others read it: checkpoints, tiles, and the proof for one line, checked by code of our own."""
import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from series import Series

ONE_HOUSE = True


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves):
    """RFC 9162, 2.1.1, over hashes of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\x01", root(leaves[:split]), root(leaves[split:]))


def leads_to(leaf, index, size, path):
    """RFC 9162, 2.1.3.2: the root that a path leads to; None where it is no path for this leaf."""
    here, last = index, size - 1
    for step in path:
        if here & 1 or here == last:
            leaf = sha(b"\x01", step, leaf)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            leaf = sha(b"\x01", leaf, step)
        here, last = here >> 1, last >> 1
    return leaf if last == 0 else None


def opened(note, key):
    """The size and root that a signed note states; its signature is checked with `name+hash+base64`."""
    text, _, signatures = note.partition("\n\n")
    name, _, encoded = key.split("+", 2)
    [signature] = [line.split(" ")[2] for line in signatures.splitlines() if line.split(" ")[1] == name]
    Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:]).verify(
        base64.b64decode(signature)[4:], (text + "\n").encode())
    origin, size, stated = text.split("\n")[:3]
    assert origin == name
    return int(size), base64.b64decode(stated)


@pytest.fixture(scope="module")
def closed(lasting_house):
    """A closed meeting of more than 256 entries, with a line that was corrected and one that was taken back."""
    meeting = lasting_house.found(slug="tree", title="Tree")
    meeting.must("facilitator", "open")
    for number in range(300):
        meeting.write(f"Line {number}")
    [kept] = meeting.write("We agree on the 26th of April.")
    [gone] = meeting.write("Somebody said too much.")
    meeting.must("scribe", "correct", line=kept, text="We agree on the 26th of March.")
    meeting.must("scribe", "retract", line=gone)
    meeting.must("facilitator", "close", really=True)
    # The close is signed right after it is acknowledged, or when the record is first fetched
    assert lasting_house.ask("GET", "/m/tree/record.jsonl")[0] == 200
    return meeting, kept, gone


def proof(house, slug, line):
    status, answer = house.ask_json("GET", f"/api/v1/meetings/{slug}/lines/{line}/proof")
    assert status == 200, answer
    return answer


def test_a_quoted_line_is_proved_without_trusting_the_server(house, closed):
    meeting, kept, _ = closed
    shown = proof(house, meeting.slug, kept)
    # The words are those of its correction, and the salt binds them to the leaf
    assert json.loads(shown["body"])["text"] == ["We agree on the 26th of March."] and shown["entry"] > kept
    commitment = base64.b64decode(json.loads(shown["header"])["commitment"])
    assert sha(base64.b64decode(shown["salt"]), shown["body"].encode()) == commitment
    # The leaf leads to the root that was signed
    size, stated = opened(shown["checkpoint"], shown["verifierKey"])
    assert (size, stated) == (shown["size"], base64.b64decode(shown["root"]))
    path = [base64.b64decode(step) for step in shown["path"]]
    assert leads_to(sha(b"\x00", shown["header"].encode()), shown["index"], size, path) == stated
    # And no other words, and no other place, do
    assert sha(base64.b64decode(shown["salt"]), shown["body"].replace("March", "April").encode()) != commitment
    assert leads_to(sha(b"\x00", shown["header"].encode()), shown["index"] - 1, size, path) != stated


def test_every_line_of_a_meeting_is_proved(house, closed):
    meeting, _, gone = closed
    for line in (2, 3, 257, 302):
        shown = proof(house, meeting.slug, line)
        path = [base64.b64decode(step) for step in shown["path"]]
        leaf = sha(b"\x00", shown["header"].encode())
        assert leads_to(leaf, shown["index"], shown["size"], path) == base64.b64decode(shown["root"]), line
    # What was taken back is proved to have been there, without a word of it
    shown = proof(house, meeting.slug, gone)
    assert "body" not in shown and "salt" not in shown and "too much" not in json.dumps(shown)


def test_tiles_hold_the_tree_that_the_checkpoint_signs(house, closed):
    meeting, _, _ = closed
    def get(path):
        status, headers, body = house.ask("GET", f"/tlog/{meeting.record}/{path}")
        assert status == 200, path
        return headers, body
    note = get("checkpoint")[1].decode()
    size, stated = opened(note, proof(house, meeting.slug, 2)["verifierKey"])
    assert 256 < size < 512
    rest = size - 256
    headers, full = get("tile/0/000")
    assert len(full) == 8192 and "immutable" in headers["Cache-Control"]
    hashes = full + get(f"tile/0/001.p/{rest}")[1]
    leaves = [hashes[at:at + 32] for at in range(0, len(hashes), 32)]
    assert len(leaves) == size and root(leaves) == stated
    assert get("tile/1/000.p/1")[1] == root(leaves[:256])
    # The leaves themselves, each after its length
    entries, bundle = [], get("tile/entries/000")[1] + get(f"tile/entries/001.p/{rest}")[1]
    while bundle:
        length = int.from_bytes(bundle[:2])
        entries.append(bundle[2:2 + length])
        bundle = bundle[2 + length:]
    assert [sha(b"\x00", entry) for entry in entries] == leaves
    # What was not signed, or is not written so, is not there
    for path in (f"tile/0/001.p/{rest + 1}", "tile/0/001", "tile/0/1", "tile/0/x000/000.p/0", "tile/6/000",
                 "tile/00/000", "tile/-1/000", "tile/0/000.p/256", "tile/entries/999", "tile/0/999999"):
        assert house.ask("GET", f"/tlog/{meeting.record}/{path}")[0] == 404, path


def test_a_tree_is_read_by_who_may_read_what_it_is_of(house):
    series = Series(house, "treed", {"visibility": "invited"}, {})
    invited, public = series.meetings
    assert house.ask("GET", f"/tlog/{series.record}/checkpoint")[0] == 200
    for meeting in (invited, public):
        meeting.write("A line")
        meeting.must("facilitator", "close", really=True)
        # The close is signed right after it is acknowledged, or when the record is first fetched
        secret = meeting.secrets["facilitator"] if meeting is invited else None
        role = "facilitator" if meeting is invited else "attendee"
        assert house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.jsonl?as={role}", secret=secret)[0] == 200
    for path in (f"/tlog/{invited.record}/checkpoint", f"/tlog/{invited.record}/tile/entries/000.p/1",
                 f"/api/v1/meetings/{invited.slug}/lines/3/proof", f"/m/{invited.slug}/lines/3/proof"):
        assert house.ask("GET", path)[0] == 401, path
    assert house.ask("GET", f"/tlog/{public.record}/tile/entries/000.p/1")[0] == 200
    assert house.ask("GET", "/tlog/nothing/checkpoint")[0] == 404


def test_the_page_of_a_proof_says_the_same_in_words(house, closed):
    meeting, kept, gone = closed
    page = house.ask("GET", f"/m/{meeting.slug}/lines/{kept}")[2].decode()
    assert f"/m/{meeting.slug}/lines/{kept}/proof" in page
    status, _, body = house.ask("GET", f"/m/{meeting.slug}/lines/{kept}/proof")
    assert status == 200 and proof(house, meeting.slug, kept)["root"] in body.decode()
    assert "The words of this line were taken back" in house.ask("GET", f"/m/{meeting.slug}/lines/{gone}/proof")[2].decode()
    # While it is live nothing is proved yet
    live = house.found(slug="tree-live")
    live.must("facilitator", "open")
    assert house.ask_json("GET", "/api/v1/meetings/tree-live/lines/2/proof")[1]["code"] == "not-closed"
