"""Feeds as another reader takes them (feedparser from PyPI), and that nothing in them is not for everyone."""
import json
import time
import xml.etree.ElementTree as tree
from pathlib import Path

import feedparser

from series import HOUR, RESEARCH, Series

GOLDEN = Path(__file__).parent.parent / "PublishingTests" / "Golden"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(house, address, secret=None):
    """Both forms of a feed, which say the same; the entries as feedparser has them."""
    status, headers, body = house.ask("GET", address + "/feed.atom", secret=secret)
    assert (status, headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = checked(body)
    status, headers, other = house.ask("GET", address + "/feed.json", secret=secret)
    assert (status, headers["Content-Type"]) == (200, "application/feed+json; charset=utf-8")
    document = json.loads(other)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in document["items"]] == [entry.id for entry in feed.entries]
    assert [item["title"] for item in document["items"]] == [
        element.text for element in tree.fromstring(body).iterfind(f"{ATOM}entry/{ATOM}title")]
    return feed


def checked(body):
    """RFC 4287: what must be there is, once; and a reader that minds every fault finds none."""
    feed = feedparser.parse(body)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    root = tree.fromstring(body)
    for element in [root, *root.iterfind(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
    assert root.find(f"{ATOM}author/{ATOM}name").text
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    return feed


def test_the_golden_feed_is_one():
    feed = checked((GOLDEN / "meeting.feed.atom").read_bytes())
    items = json.loads((GOLDEN / "meeting.feed.json").read_text())["items"]
    assert [entry.link for entry in feed.entries] == [item["url"] for item in items]
    assert [entry.updated for entry in feed.entries] == [item["date_modified"] for item in items]


def test_a_live_meeting_tells_what_is_decided_and_what_is_taken_back(house, meeting):
    # Given a live meeting
    meeting.write("Only talk.")
    line = meeting.write("+ We dim after midnight & <b>gladly</b>.")[0]
    [entry] = read(house, f"/m/{meeting.slug}").entries
    assert entry.link == f"{house.address}/m/{meeting.slug}/lines/{line}"
    assert entry.id.endswith(f":{meeting.record}/l{line}")
    # When a reader that has it asks again
    _, headers, _ = house.ask("GET", f"/m/{meeting.slug}/feed.atom")
    status, _, body = house.ask("GET", f"/m/{meeting.slug}/feed.atom", headers={"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")
    # And when the decision is taken back
    meeting.must("scribe", "retract", line=line)
    [entry] = read(house, f"/m/{meeting.slug}").entries
    assert "taken back" in entry.title
    assert "gladly" not in entry.content[0].value
    # And its page names the feed
    assert f'href="/m/{meeting.slug}/feed.atom"' in house.ask("GET", f"/m/{meeting.slug}")[2].decode()


def test_only_what_is_listed_is_in_the_feed_of_the_site(house):
    # Given a meeting of each visibility, closed
    for visibility in ("listed", "unlisted", "invited"):
        meeting = house.found(visibility, visibility=visibility, title=f"About {visibility} things")
        meeting.must("facilitator", "open")
        meeting.write(f"+ We keep {visibility} things.")
        meeting.must("facilitator", "close")
    # When the feed of the site is read
    [entry] = read(house, "").entries
    # Then it has the listed one with what it came to
    assert entry.title == "Record: About listed things"
    assert "We keep listed things." in entry.content[0].value
    assert entry.link == f"{house.address}/m/listed/record"
    # And the feed of the invited one is for who holds a grant, and nobody keeps it
    status, _, _ = house.ask("GET", "/m/invited/feed.atom")
    assert status in (401, 403, 404)
    assert read(house, "/m/invited", secret=meeting.secrets["organiser"]).entries
    _, headers, _ = house.ask("GET", "/m/invited/feed.atom", secret=meeting.secrets["organiser"])
    assert headers["Cache-Control"] == "private, no-store"
    assert 'href="/feed.json"' in house.ask("GET", "/")[2].decode()
    assert house.ask("GET", "/feed.rss")[0] == 404


def test_series_tell_their_next_meetings_their_records_and_how_their_boards_changed(house):
    # Given a listed series and one for invited people, each with a day ahead
    soon = int(time.time() * 1000) + 24 * HOUR
    made = {}
    for slug, visibility in (("open", "listed"), ("closed", "invited")):
        made[slug] = series = Series(house, slug, {"visibility": visibility}, visibility=visibility)
        series.must("organiser", "meeting-schedule", title=f"Next of {slug}", startsAt=soon, standing="confirmed")
        series.meetings[0].write(f"+ Kept of {slug}")
        series.meetings[0].must("facilitator", "close")
    # Then the site tells of the listed one only
    entries = read(house, "").entries
    assert sorted(entry.title.split(",")[0] for entry in entries) == ["Next: Next of open", "Record: Open meeting"]
    assert "Kept of closed" not in str(entries)
    # When its board changes, and changes again
    number = made["open"].settle("Canals need <locks>.")
    made["open"].must("facilitator", "point-reopen", number=number, name="Rhys", reason="The law changed.")
    made["open"].must("organiser", "point-propose", strand=RESEARCH, standing="open", text="Nobody confirmed this.")
    # Then readers of the series have both changes and the record, newest first, and no proposal
    feed = read(house, "/s/open")
    assert [entry.title.split("\u201c")[0].strip() for entry in feed.entries] == [
        "Reopened:", "Settled:", "Record: Open meeting"]
    assert "The law changed." in feed.entries[0].content[0].value
    assert feed.entries[1].link == f"{house.address}/s/open/board#point{number}"
    assert "Kept of open" in feed.entries[2].content[0].value
    assert "Nobody confirmed this" not in str(feed)
    # And the other series' feed is for who holds a grant
    assert house.ask("GET", "/s/closed/feed.json")[0] in (401, 403, 404)
    assert house.ask("GET", "/s/closed/feed.atom", secret=made["closed"].secrets["organiser"])[1][
        "Cache-Control"] == "private, no-store"
    # And every page of the series names its feed
    for page in ("", "/board", "/schedule"):
        assert 'href="/s/open/feed.atom"' in house.ask("GET", "/s/open" + page)[2].decode()
    # And a meeting called off is said to be, under the same name
    was = next(entry for entry in entries if entry.title.startswith("Next"))
    made["open"].must(
        "organiser", "meeting-schedule", number=2, title="Next of open", startsAt=soon, standing="cancelled")
    now = next(entry for entry in read(house, "").entries if "Next of open" in entry.title)
    assert now.id == was.id and now.title.startswith("Cancelled:")
