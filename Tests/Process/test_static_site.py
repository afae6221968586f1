"""A static site of the archive: what is in it and what is not, and that it is brought up to date by what changed."""
import json
import re
import time
import urllib.parse
import xml.etree.ElementTree as tree

import feedparser
import pytest
from archive import PDF, filled, files, outcome, publish
from house import House
from lxml import html as pages

ONE_HOUSE = True
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def archive(lasting_house, tmp_path_factory):
    return filled(lasting_house, tmp_path_factory.mktemp("site") / "out")


def test_it_holds_what_is_listed_and_closed_in_every_form_and_nothing_else(archive):
    house, series, folder, told = archive
    there = files(folder)
    assert told["files"] == len(there) - 1 and told["removed"] == 0
    for path in ("index.html", "records.html", "search.html", "accessibility.html", "404.html", "robots.txt", "sitemap.xml", "feed.atom",
                 "calendar.ics", "s/sharing/index.html", "s/sharing/board.html", "s/sharing/record.jsonl",
                 "s/sharing/feed.json", "s/sharing/papers/1-Brêf one.pdf", f"tlog/{series.record}/checkpoint"):
        assert path in there, path
    assert there["s/sharing/papers/1-Brêf one.pdf"] == PDF
    assert {path.split("/")[1] for path in there if path.startswith("m/")} == {"sharing-1", "listed"}
    # Every file of a record is the one the server gives
    for form in ("md", "txt", "odt", "json", "jsonl", "csv", "questions.csv", "notes.vtt", "akn.xml", "sayit.xml",
                 "tei.xml", "scribe.log"):
        assert there[f"m/sharing-1/record.{form}"] == house.ask("GET", f"/m/sharing-1/record.{form}")[2], form
    # And so is the tree
    record = json.loads(there["m/sharing-1/record.json"])["record"]
    for path in [path for path in there if path.startswith(f"tlog/{record}/")]:
        assert there[path] == house.ask("GET", "/" + path)[2], path
    assert any("/tile/entries/000.p/" in path for path in there)
    # And nothing of what is not listed
    everything = b"".join(there.values())
    for words in (b"said of unlisted", b"said of invited", b"Whispered", b"Still going on"):
        assert words not in everything, words
    assert feedparser.parse(there["feed.atom"]).bozo == 0
    places = [place.text for place in tree.fromstring(there["sitemap.xml"]).iter(LOC)]
    assert all(place.removeprefix(house.address + "/") in there for place in places) and len(places) > 8


def test_no_page_needs_a_server_and_every_link_leads_somewhere(archive):
    house, _, folder, _ = archive
    there = files(folder)
    names = {path: set(pages.document_fromstring(body.decode()).xpath("//@id"))
             for path, body in there.items() if path.endswith(".html")}
    outside = set()
    for path in names:
        document = pages.document_fromstring(there[path].decode())
        assert not document.xpath("//form"), path
        assert path == "search.html" or not document.xpath("//script[@src]"), path
        for address in document.xpath("//@href | //@src"):
            if re.match(r"[a-z]+:", address):
                outside.add(address)
                continue
            assert not address.startswith("/"), (path, address)
            target, _, fragment = address.partition("#")
            place = (folder / path).parent / urllib.parse.unquote(target) if target else folder / path
            known = str(place.resolve().relative_to(folder.resolve()))
            assert known in there, (path, address)
            assert not fragment or known not in names or fragment in names[known], (path, address)
    # And what leads to the house is the house itself, what records name as theirs, and nothing a page is made of
    own = {address.removeprefix(house.address) for address in outside if address.startswith(house.address)}
    assert all(re.fullmatch(r"|/index.html|/search.html|/m/(sharing-1|listed)/(record|corrections)", address) for address in own), own


def test_the_same_archive_is_the_same_bytes_and_nothing_is_written_twice(archive, tmp_path):
    house, *_ = archive
    folder = tmp_path / "site"
    for _ in range(2):  # a series says which of its meetings are to come, so all are made on one day
        day = time.gmtime().tm_mday
        outcome(house, folder)
        outcome(house, tmp_path / "other")
        # When nothing happened
        before = {path: (folder / path).stat().st_mtime_ns for path in files(folder)}
        again = outcome(house, folder)
        if time.gmtime().tm_mday == day:
            break
    assert files(tmp_path / "other") == files(folder)
    # Then nothing is made and nothing written
    assert (again["written"], again["removed"], again["parts"]) == (0, 0, 0)
    assert {path: (folder / path).stat().st_mtime_ns for path in before if not path.startswith(".")} == {
        path: at for path, at in before.items() if not path.startswith(".")}


def test_what_changed_is_written_what_is_gone_goes_and_what_was_broken_is_mended(archive, tmp_path):
    house, series, _, _ = archive
    folder = tmp_path / "site"
    outcome(house, folder)
    before = files(folder)
    # Given a file that was lost, one that was changed by hand, and one that somebody left there
    (folder / "m/listed/record.md").unlink()
    (folder / "m/listed/left.html").write_text("left")
    # And one more meeting
    meeting = house.found("fresh", title="Fresh")
    meeting.must("facilitator", "open")
    meeting.write("Gwyllt yw'r môr.", language="cy")
    meeting.must("facilitator", "close", really=True)
    # When the site is published again
    told = outcome(house, folder)
    after = files(folder)
    # Then it has the meeting, what was lost, and not what was left
    assert "m/fresh/index.html" in after and "m/listed/left.html" not in after
    assert after["m/listed/record.md"] == before["m/listed/record.md"] and told["removed"] == 1
    # And what did not change was not written
    changed = {path for path in after if before.get(path) != after[path]}
    assert not [path for path in changed if path.startswith(("m/listed/", "m/sharing-1/", "assets/"))]
    assert told["written"] <= len(changed) + 1
    # And with another address the feeds lead there
    outcome(house, folder, "--site-url", "https://records.example.org/archive/")
    assert "https://records.example.org/archive/m/fresh/index.html" in (folder / "feed.atom").read_text()
    assert "https://records.example.org/archive/m/fresh/index.html" in (folder / "sitemap.xml").read_text()


def test_a_folder_that_is_not_its_own_is_left_alone(archive, tmp_path):
    house, *_ = archive
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("words")
    assert "is not empty" in publish(house, tmp_path / "mine", fails=True)
    assert files(tmp_path / "mine") == {"thesis.txt": b"words"}
    assert "must be an address" in publish(house, tmp_path / "new", "--site-url", "archive", fails=True)


def test_without_a_running_server_it_is_the_same(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found("kept", title="Kept")
        meeting.must("facilitator", "open")
        meeting.write("Words that stay.")
        meeting.must("facilitator", "close", really=True)
        outcome(house, tmp_path / "served")
    outcome(house, tmp_path / "held")
    assert files(tmp_path / "held") == files(tmp_path / "served")
