"""A byte that a disk changed by itself: found before anybody reads it as the record, and nothing else goes down with it."""
import json
import re
import time

import pytest

from house import PATIENCE
from publications import run
from remains import remains
from series import RESEARCH, Series
from test_metrics import Watched

NAME = "Zephyrine Quillfeather"
SERIES_WORDS = "Kumquat tariffs end by Michaelmas."


@pytest.fixture
def house(tmp_path):
    """With a good meeting, one about marmalade, one that is live, and a series."""
    with Watched(tmp_path / "notes", "--inspect-every", "1", "--metrics", "127.0.0.1:0") as house:
        house.records = {}
        for slug, words in (("good", "The sum stands."), ("bad", "Marmalade contracts were signed."),
                            ("live", "Obsidian invoices were paid.")):
            meeting = house.found(slug, title=f"The {slug} one")
            house.records[slug] = meeting.record
            meeting.must("facilitator", "open")
            for line in (words, "We go on.", "We end."):
                meeting.write(line)
            if slug != "live":
                meeting.must("facilitator", "close", really=True)
        series = Series(house, "sharing")
        series.must("organiser", "point-propose", strand=RESEARCH, standing="open", text=SERIES_WORDS)
        yield house


def change(house, before, after):
    """One place in the database, while the server is down."""
    house.stop()
    path = house.folder / "openfloor.sqlite"
    content = path.read_bytes()
    assert len(before) == len(after) and content.count(before) == 1, content.count(before)
    path.write_bytes(content.replace(before, after))


def refused(house, path, status=500):
    answer = house.ask("GET", path)
    assert answer[0] == status, (path, answer[0])
    return answer[2].decode()


def inspected(house):
    """Once the inspection has found the damage; asked again, for the log tells nobody that it grows."""
    deadline = time.monotonic() + PATIENCE
    while "a record is not as it was recorded" not in house.log():
        assert time.monotonic() < deadline
    return house.log()


def test_a_changed_word_is_found_by_itself_and_shown_to_nobody(house):
    # Given a byte of a closed record that the disk changed
    change(house, b"Marmalade contracts", b"Marmelade contracts")
    house.start()
    # Then whoever asks is told so, in every form, and the inspection finds it without being asked
    assert re.search(r"fault=.*position 3", inspected(house))
    assert house.figures()["openfloor_records_damaged",] == 1
    assert "This record is damaged" in refused(house, "/m/bad")
    for path in ("/m/bad/record", "/m/bad/record.txt", "/m/bad/record.jsonl", "/m/bad/record.zip", "/m/bad/lines/3",
                 "/m/bad/summary", "/m/bad/feed.atom"):
        assert "Marmelade" not in refused(house, path)
    for path in ("/api/v1/meetings/bad", "/api/v1/meetings/bad/entries?after=0", "/api/v1/meetings/bad/lines/3/proof"):
        assert json.loads(refused(house, path))["code"] == "record-damaged"
    # And every other meeting, the front page and the feeds go on without it
    front = house.ask("GET", "/")
    assert front[0] == 200 and b"The good one" in front[2]
    for path in ("/m/good/record", "/m/live", "/feed.atom", "/s/sharing", "/search?q=stands"):
        assert house.ask("GET", path)[0] == 200, path
    # When the byte is put right, then the record is back
    change(house, b"Marmelade contracts", b"Marmalade contracts")
    house.start()
    assert house.ask("GET", "/m/bad/record.txt")[0] == 200
    assert house.figures()["openfloor_records_damaged",] == 0


def test_a_changed_hour_is_found_by_the_signed_tree(house):
    # Given a header whose time is another, so that only the tree can tell
    house.stop()
    record = house.records["bad"].encode()
    before = re.search(rb'\{[^{}]*"meeting":"%b","position":4,[^{}]*\}' % record, (house.folder / "openfloor.sqlite").read_bytes())[0]
    last = re.search(rb'"time":\d{12}(\d)', before)
    other = b"1" if last[1] != b"1" else b"2"
    change(house, before, before[:last.start(1)] + other + before[last.end(1):])
    house.start()
    inspected(house)
    assert json.loads(refused(house, "/api/v1/meetings/bad"))["code"] == "record-damaged"
    assert house.ask("GET", "/api/v1/meetings/good")[0] == 200
    # Then nobody is given a leaf or a tile of it, which they would keep, nor a proof
    tree = f"/tlog/{house.records['bad']}"
    for path in (f"{tree}/checkpoint", f"{tree}/tile/entries/000.p/5", f"{tree}/tile/0/000.p/5",
                 "/api/v1/meetings/bad/consistency?from=0"):
        good = path.replace(house.records["bad"], house.records["good"]).replace("bad", "good")
        assert house.ask("GET", good)[0] == 200
        refused(house, path)


def test_a_live_meeting_is_not_gone_on_with_on_changed_ground(house):
    change(house, b"Obsidian invoices", b"Obsidian invoicez")
    house.start()
    assert "This record is damaged" in refused(house, "/m/live")
    assert house.ask("GET", "/m/good/record")[0] == 200


def test_a_changed_series_takes_no_other_down(house):
    change(house, b"Kumquat tariffs", b"Kumquat tarifft")
    house.start()
    assert "This record is damaged" in refused(house, "/s/sharing")
    assert "This record is damaged" in refused(house, "/s/sharing/board")
    for path in ("/", "/m/good/record", "/m/live", "/feed.atom", "/search?q=stands"):
        assert house.ask("GET", path)[0] == 200, path


def test_who_goes_from_every_record_is_told_which_could_not_be_looked_at(house):
    # Given somebody who spoke at two meetings, the record of one of which the disk changed, and a series like that
    for slug, words in (("kept", "Vermilion ledgers were kept."), ("rotten", "Porphyry ledgers were lost.")):
        meeting = house.found(slug, speakers=[{"name": NAME, "aliases": ["zq"]}])
        meeting.must("facilitator", "open")
        meeting.write(f"zq: {words}")
        meeting.must("facilitator", "close", really=True)
    change(house, b"Porphyry ledgers", b"Porphyry ledgerz")
    change(house, b"Kumquat tariffs", b"Kumquat tarifft")
    house.start()
    # When the operator erases that person everywhere
    told = run("erase", "--data", house.folder, "--person", NAME, "--ground", "persons-request", code=1)
    # Then the words are gone where they can be, and the others are named
    unread = [line.split()[-1] for line in told.splitlines() if "it is damaged" in line]
    assert unread == [f"{house.address}/m/rotten", f"{house.address}/s/sharing"]
    assert not remains(house.folder, "Vermilion ledgers", kept=["Porphyry ledgerz were lost."])
    assert NAME not in house.ask("GET", "/m/kept/record.txt")[2].decode()
