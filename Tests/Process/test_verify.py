"""`openfloor verify` finds any changed byte in what was published, offline, and says where."""
import json
import random
import shutil
import zipfile

import pytest

from house import House
from publications import closed, record, run


@pytest.fixture(scope="module")
def meeting(lasting_house):
    return closed(lasting_house, lines=4)


@pytest.fixture(scope="module")
def published(lasting_house, meeting, tmp_path_factory):
    """A folder that `openfloor publish` wrote; nothing in it is changed."""
    out = tmp_path_factory.mktemp("published")
    run("publish", "third", "--out", out, "--data", lasting_house.folder)
    return out


def verdict(path, code=0):
    found = json.loads(run("verify", path, "--json", code=code))
    assert all(one["isSound"] for one in found) == (code == 0)
    return [one.get("fault") for one in found if not one["isSound"]]


def test_all_that_is_published_is_sound(published, tmp_path, lasting_house):
    assert verdict(published) == verdict(published / "third.zip") == verdict(published / "third.jsonl") == []
    with zipfile.ZipFile(published / "third.zip") as archive:
        archive.extractall(tmp_path)
    assert verdict(tmp_path / "third") == []
    # And the organiser's own copy, from which each form is printed again and compared
    out = tmp_path / "exact"
    run("publish", "third", "--exact", "--out", out, "--data", lasting_house.folder)
    assert verdict(out) == []
    (out / "third.zip").unlink()
    assert verdict(out) == []
    page = (out / "third.html").read_bytes()
    (out / "third.html").write_bytes(page.replace(b"Dim after midnight", b"Dim after midday  "))
    [fault] = verdict(out, code=1)
    assert fault.startswith("from byte") and "not what this version prints" in fault


def test_any_changed_byte_of_a_bag_is_found(published, tmp_path):
    whole = (published / "third.zip").read_bytes()
    dice = random.Random(5)
    path = tmp_path / "third.zip"
    with zipfile.ZipFile(published / "third.zip") as archive:
        starts = [info.header_offset for info in archive.infolist()]
    places = [*starts[::6], *(start + 9 for start in starts[::6]), *(dice.randrange(len(whole)) for _ in range(12)),
              *(len(whole) - 1 - dice.randrange(1500) for _ in range(12)), len(whole) - 1]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << dice.randrange(8)
        path.write_bytes(changed)
        assert verdict(path, code=1), place
    for length in [0, 1, 21, 22, 100, *(dice.randrange(len(whole)) for _ in range(5)), len(whole) - 1]:
        path.write_bytes(whole[:length])
        # Nothing is left of it by which it could be known
        told = run("verify", path, code=1)
        assert "NOT SOUND" in told, length


def test_any_changed_byte_of_the_entries_is_found(published, tmp_path):
    whole = (published / "third.jsonl").read_bytes()
    path = tmp_path / "third.jsonl"
    dice = random.Random(6)
    rows = range(whole.index(b"\n") + 1, len(whole))
    for place in [dice.choice(rows) for _ in range(30)]:
        changed = bytearray(whole)
        changed[place] ^= 1 << dice.randrange(7)
        path.write_bytes(changed)
        assert verdict(path, code=1), (place, bytes(changed[place - 40:place + 40]))
    lines = whole.splitlines(keepends=True)
    for left in (1, 2, len(lines) // 2, len(lines) - 1):
        path.write_bytes(b"".join(lines[:left]))
        [fault] = verdict(path, code=1)
        assert f"line {left}" in fault, fault
    path.write_bytes(whole[:len(whole) // 2])
    assert "cut short" in verdict(path, code=1)[0]
    path.write_bytes(b"".join(lines[:3] + lines[4:]))
    assert "position 3" in verdict(path, code=1)[0]


def test_a_changed_file_beside_a_bag_is_named(published, tmp_path):
    folder = tmp_path / "published"
    shutil.copytree(published, folder)
    for name in ("third.md", "third.odt", "third.csv", "third.jsonl", "third.notes.vtt"):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[:-2] + bytes([whole[-2] ^ 1]) + whole[-1:])
        told = run("verify", folder, code=1)
        assert name in told and "NOT SOUND" in told, told
        (folder / name).write_bytes(whole)
    assert verdict(folder) == []


def test_a_bag_that_was_packed_again_must_still_be_signed(published, tmp_path):
    with zipfile.ZipFile(published / "third.zip") as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}

    def packed(**changed):
        path = tmp_path / "again.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in (files | changed).items():
                if body is not None:
                    archive.writestr(name, body)
        return path

    assert verdict(packed()) == []
    assert "not signed" in verdict(packed(**{"third/tagmanifest-sha256.sig": None}), code=1)[0]
    assert "third.md” is missing" in verdict(packed(**{"third/data/third.md": None}), code=1)[0]
    assert "does not name it" in verdict(packed(**{"third/data/more.md": b"x"}), code=1)[0]
    assert "does not name it" in verdict(packed(**{"third/more.txt": b"x"}), code=1)[0]
    assert "was changed" in verdict(packed(**{"third/data/third.md": b"x"}), code=1)[0]
    key = files["third/bag-info.txt"].decode().split("Verifier-Key: ")[1].splitlines()[0]
    run("verify", packed(), "--key", key)
    other = key.rsplit("+", 1)[0].rsplit("+", 1)[0]
    assert "--key must be" in run("verify", packed(), "--key", other, code=64)


def test_tricks_with_archives_are_refused_with_the_place(tmp_path):
    def packed(names, method=zipfile.ZIP_STORED, body=b"x"):
        path = tmp_path / "trick.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for name in names:
                archive.writestr(name, body)
        return path

    for name in ("../up.txt", "/etc/passwd", "a/../../b", "c:\\x", "a//b", "./a", "a\nb"):
        told = run("verify", packed(["third/bagit.txt", name]), code=1)
        assert "a name must be a plain path" in told, name
    with pytest.warns(UserWarning):
        twice = packed(["third/bagit.txt", "third/bagit.txt"])
    assert "stand once" in run("verify", twice, code=1)
    # A bomb: 600 MiB of zeros, in 600 kB
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"third/data/{number}", bytes(100 * 1024 * 1024))
    assert "unpacks to more than" in run("verify", path, code=1)
    # One that says it is small
    raw = packed(["third/bagit.txt"], zipfile.ZIP_DEFLATED, bytes(1_000_000)).read_bytes()
    small = raw.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(small)
    assert "damaged" in run("verify", path, code=1)
    link = zipfile.ZipInfo("third/link")
    link.external_attr = 0o120777 << 16
    link.create_system = 3
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in run("verify", path, code=1)


def test_what_is_no_entries_by_its_name_and_its_bytes_is_not_called_altered(tmp_path):
    (tmp_path / "third.md").write_text("# Third\n")
    assert "Name the record’s .jsonl or .zip" in run("verify", tmp_path / "third.md", code=64)


def test_a_server_is_verified_from_afar(lasting_house, meeting):
    told = run("verify", f"{lasting_house.address}/m/third")
    assert "record.jsonl" in told and "record.zip" in told and "NOT" not in told
    assert "no record at this address" in run("verify", f"{lasting_house.address}/m/nothing", code=1)
    run("verify", "http://127.0.0.1:9/m/third", code=1)


def test_a_data_folder_is_verified_where_it_lies(tmp_path):
    with House(tmp_path / "data") as house:
        closed(house)
        assert "sound" in run("verify", house.folder)
    assert "sound" in run("verify", house.folder)
    assert "holds no record" in run("verify", tmp_path / "data" / "keys", code=64)


def test_a_record_that_was_circulated_put_right_and_erased_in_is_sound(lasting_house, tmp_path):
    meeting = closed(lasting_house, slug="edited", lines=4)
    entries = lasting_house.ask_json("GET", "/api/v1/meetings/edited/entries?after=0")[1]["entries"]
    first, second = [entry["position"] for entry in entries if "about the lamps" in str(entry)][:2]
    meeting.must("organiser", "circulate")
    meeting.must("organiser", "correct", line=first, text="Line 0 is about lanterns.", why="The word was another.")
    run("erase", "edited", "--line", second, "--ground", "mistake", "--data", lasting_house.folder)
    for more in ([], ["--exact"]):
        out = tmp_path / f"out{len(more)}"
        run("publish", "edited", "--out", out, *more, "--data", lasting_house.folder)
        assert verdict(out) == []
        (out / "edited.zip").unlink()
        assert verdict(out) == []
    assert "sound" in run("verify", lasting_house.folder)
    assert "NOT" not in run("verify", f"{lasting_house.address}/m/edited")
