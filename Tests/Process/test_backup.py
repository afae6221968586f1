"""One file, made while the server works, brings everything back on another machine; but nobody who was erased."""
import json
import os
import shutil
import sqlite3
import threading

import pytest

from house import Device, House
from remains import remains
from test_erasing import NAME, WORDS, assert_gone, erase, hold, run, verify
from test_papers import Shelf


@pytest.fixture
def house(tmp_path):
    with House(tmp_path / "notes") as house:
        yield house


def back_up(house, name="copy"):
    file = house.folder.parent / f"{name}.backup"
    code, out, err = run("backup", str(file), "--data", str(house.folder))
    assert code == 0, err
    assert "verified" in out and oct(file.stat().st_mode)[-3:] == "600"
    assert not [path for path in house.folder.parent.rglob("*.part")]
    return file


def restore(file, folder, *options):
    return run("restore", str(file), "--data", str(folder), *options)


def record(house, meeting):
    return house.ask("GET", f"/m/{meeting.slug}/record.jsonl")[2].decode().splitlines()


def test_a_backup_under_load_is_an_exact_prefix_and_starts_elsewhere(house, tmp_path):
    # Given a meeting in which somebody types all the time
    meeting = house.found()
    meeting.must("organiser", "open")
    ended = threading.Event()
    written = []

    def type_on():
        while not ended.is_set():
            written.append(meeting.write(f"The sum of line {len(written)} stands."))

    typist = threading.Thread(target=type_on)
    typist.start()
    try:
        while len(written) < 20:
            pass
        before = len(written)
        # When a backup is made meanwhile
        file = back_up(house)
    finally:
        ended.set()
        typist.join()
    lines = [entry for entry in meeting.entries() if entry.get("line", {}).get("kind") == "summary"]
    # Then elsewhere it is a server with the same meeting, up to some line that was recorded, with no gap
    code, out, err = restore(file, tmp_path / "other")
    assert code == 0, err
    other = House(tmp_path / "other")
    other.site_link = house.site_link  # it was printed once, and works there too
    with other:
        status, answer = other.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/entries?after=0&limit=500")
        assert status == 200
        again = [entry for entry in answer["entries"] if entry.get("line", {}).get("kind") == "summary"]
        assert before <= len(again) <= len(lines)
        assert [entry["line"] for entry in again] == [entry["line"] for entry in lines[:len(again)]]
        status, first = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/entries?after=0")
        assert answer["epoch"] != first["epoch"]
        # And it takes lines, by the old links, and signs with the same key
        status, _ = other.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/commands?as=scribe",
            {"do": "write", "id": "again", "text": "We go on."}, secret=meeting.secrets["scribe"])
        assert status == 200
    key = "keys/record.ed25519"
    assert (tmp_path / "other" / key).read_bytes() == (house.folder / key).read_bytes()


def test_a_backup_from_before_an_erasure_brings_nobody_back(house, tmp_path):
    # Given a closed meeting, a backup of yesterday, and a person erased today
    meeting = hold(house)
    meeting.must("organiser", "close", really=True)
    record(house, meeting)
    file = back_up(house)
    assert remains(file.parent, WORDS["speech"])
    held = meeting.entries()[-1]["position"]
    assert erase(meeting, name=NAME, mentions=True, ground="persons-request")[0] == 200
    signed = house.ask("GET", f"/tlog/{meeting.record}/checkpoint")[2].decode()
    # When the backup is restored where the person was erased
    code, _, err = restore(file, house.folder)
    assert code != 0 and "in use" in err
    house.stop()
    code, _, err = restore(file, house.folder)
    assert code != 0 and "--force" in err and "would be lost" in err
    code, out, err = restore(file, house.folder, "--force")
    assert code == 0 and "new name" in out, err
    # Then the person is still gone, and the record verifies
    house.start()
    assert_gone(house, meeting, NAME, WORDS["speech"], WORDS["question"], WORDS["remark"], WORDS["corrected"])
    code, verdicts = verify(house)
    assert code == 0 and all(verdict["isSound"] for verdict in verdicts)
    text = house.ask("GET", f"/m/{meeting.slug}/record.txt")[2].decode()
    assert "a person asked for it" in text
    # And it says first of all which lines are lost, and what was signed of them
    [lost] = [entry for entry in meeting.entries() if entry.get("line", {}).get("kind") == "restored"]
    size = lost["line"]["restoration"]["size"]
    assert signed.splitlines()[1] == str(size) and lost["line"]["restoration"]["checkpoint"] == signed
    assert lost["position"] == held + 1 <= size
    assert "had been published and" in text and f"{size}" in text
    # And elsewhere too, where the list is given
    code, _, err = restore(
        file, tmp_path / "elsewhere", "--erasures", str(house.folder / "erasures.jsonl"))
    assert code == 0, err
    assert not remains(tmp_path / "elsewhere", NAME, WORDS["speech"])
    assert (tmp_path / "elsewhere" / "erasures.jsonl").exists()


def test_a_restore_drops_papers_and_support_that_were_erased(house):
    # Given a paper, and a question that somebody supports, in a backup, and both erased since
    shelf = Shelf(house, "shelf")
    status, answer = shelf.send(b"Kumquat tariffs, in full.", "tariffs.txt", title="Tariffs")
    assert status in (200, 201), answer
    meeting = house.found("asked")
    meeting.must("organiser", "open")
    Device(meeting).must("ask", text=WORDS["question"])
    meeting.must("facilitator", "question-publish", number=1)
    Device(meeting).must("question-support", number=1, on=True)
    file = back_up(house)
    status, done = house.ask_json(
        "POST", f"/api/v1/series/{shelf.slug}/erasures", {"lines": answer["entries"], "ground": "confidential"},
        secret=shelf.secrets["organiser"])
    assert status == 200, done
    assert not remains(house.folder, "Kumquat tariffs") and shelf.fetch(1)[0] == 404
    asked = [entry["position"] for entry in meeting.entries(role="organiser")
             if "question" in entry.get("line", {}).get("kind", "")]
    assert erase(meeting, lines=asked, ground="mistake")[0] == 200
    house.stop()
    # When the backup is restored
    code, _, err = restore(file, house.folder, "--force")
    assert code == 0, err
    # Then nothing of them came back
    assert not remains(house.folder, "Kumquat tariffs", WORDS["question"])
    with sqlite3.connect(house.folder / "openfloor.sqlite") as database:
        for table in ("paper_file", "paper_use", "support"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    house.start()
    assert shelf.fetch(1)[0] == 404 and verify(house)[0] == 0


def test_a_restore_that_would_lose_a_whole_meeting_says_so_first(house, tmp_path):
    # Given a backup from before a meeting was held, and planned
    hold(house)
    file = back_up(house)
    later = house.found("later", title="Held later")
    later.must("organiser", "open")
    later.must("organiser", "close", really=True)
    planned = house.found("planned", title="Planned later")
    address = (house.folder / "public-url").read_text()
    house.stop()
    # When it is restored over the folder, then it is refused until that is meant
    code, _, err = restore(file, house.folder)
    assert code != 0 and "all of it would be lost" in err and "--force" in err
    assert (later.record in err) or (planned.record in err)
    code, out, err = restore(file, house.folder, "--force", "--json")
    assert code == 0 and sorted(json.loads(out)["lost"]) == sorted([later.record, planned.record]), err
    # And elsewhere it brings the address along that people use
    assert restore(file, tmp_path / "elsewhere")[0] == 0
    assert (tmp_path / "elsewhere" / "public-url").read_text() == address


def test_a_damaged_backup_is_refused_with_the_place(house, tmp_path):
    meeting = hold(house)
    assert meeting
    file = back_up(house)
    whole = file.read_bytes()
    other = tmp_path / "bad.backup"
    for damaged, place in (
            (whole[:100], "head"), (whole[:-10], "cut off after"), (whole + b"x", "added at its end"),
            (whole[:200] + bytes([whole[200] ^ 1]) + whole[201:], "head was changed"),
            (whole[:-500] + bytes([whole[-500] ^ 1]) + whole[-499:], "bytes 0 to"), (b"", "head")):
        other.write_bytes(damaged)
        code, _, err = restore(other, tmp_path / "new")
        assert code != 0 and place in err, (place, err)
        assert not (tmp_path / "new" / "openfloor.sqlite").exists()
        assert not (tmp_path / "new" / "restore.part").exists()


def test_a_backup_is_refused_inside_the_folder_and_where_nothing_can_be_written(house):
    hold(house)
    for file in (house.folder / "copy", house.folder.parent / "missing" / "copy"):
        code, _, err = run("backup", str(file), "--data", str(house.folder))
        assert code != 0 and err
    assert verify(house)[0] == 0
    assert not [path for path in house.folder.rglob("*.part")]


def test_a_backup_replaces_an_older_one_and_no_other_file(house):
    hold(house)
    first = back_up(house).read_bytes()
    house.found("later", title="Later")
    assert back_up(house).read_bytes() != first
    other = house.folder.parent / "copy.backup"
    for words in ("What we agreed, by hand.\n\n", "{}\n0\n", ""):
        other.write_text(words)
        code, _, err = run("backup", str(other), "--data", str(house.folder))
        assert code != 0 and "name another place" in err
        assert other.read_text() == words


def test_the_doctor_says_what_is_wrong_and_what_to_do(house):
    hold(house)
    data = ["--data", str(house.folder)]
    code, out, _ = run("doctor", *data)
    assert code == 0 and "synchronous 2" in out and "WRONG" not in out
    # Others may read it; something was left behind
    os.chmod(house.folder / "openfloor.sqlite", 0o644)
    (house.folder / "backup.part").mkdir()
    code, out, _ = run("doctor", *data)
    assert code == 1 and "chmod go= " in out and "left behind" in out
    os.chmod(house.folder / "openfloor.sqlite", 0o600)
    (house.folder / "backup.part").rmdir()
    house.stop()
    assert run("doctor", *data, "--json")[0] == 0
    # The key is gone
    shutil.move(house.folder / "keys/record.ed25519", house.folder.parent / "key")
    code, out, _ = run("doctor", *data, "--json")
    assert code == 1 and any("key" in line["words"] and line.get("advice") for line in json.loads(out))
    shutil.move(house.folder.parent / "key", house.folder / "keys/record.ed25519")
    # A byte of a line is another
    path = house.folder / "openfloor.sqlite"
    path.write_bytes(path.read_bytes().replace(b"Marmalade", b"Marmelade"))
    code, out, _ = run("doctor", *data)
    assert code == 1 and "restore the newest backup" in out
    house.start()


def test_the_bytes_of_a_backup_hold_what_was_not_erased_only(house):
    meeting = hold(house)
    meeting.must("organiser", "close", really=True)
    assert erase(meeting, name=NAME, mentions=True, ground="confidential")[0] == 200
    file = back_up(house)
    assert remains(file.parent, "The sum stands.") and not remains(file.parent, NAME, WORDS["speech"])
