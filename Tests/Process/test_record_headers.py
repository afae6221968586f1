"""What a record says of itself to programs: its tag, its other forms, its tree, and what search engines read."""
import json
import re

import pytest
from lxml import html as pages

ONE_HOUSE = True
FORMS = ("md", "txt", "json", "jsonl", "csv", "questions.csv", "polls.csv", "turns.csv", "reports.csv", "notes.vtt",
         "chapters.vtt", "odt", "scribe.log", "akn.xml", "sayit.xml", "tei.xml", "zip", "summary.md")


@pytest.fixture(scope="module")
def record(lasting_house):
    meeting = lasting_house.found(
        slug="lamps", title="Lamp posts </script> & \"light\"", objective="Agree where.", place="Cardiff",
        startsAt=1_893_492_000_000, speakers=[{"name": "Dilys Owen", "aliases": ["do"]}])
    meeting.must("facilitator", "open")
    meeting.write("do: Thanked those who came by bus.")
    meeting.write("+ We dim after midnight </script><script>alert(1)</script>")
    meeting.write("/next do to list five streets", language="cy")
    meeting.must("facilitator", "close", really=True)
    return meeting


def links(headers):
    """RFC 8288: (address, relation, type)."""
    found = set()
    for value in re.split(r",\s*(?=<)", headers["Link"]):
        address, rest = re.fullmatch(r"<([^>]*)>(.*)", value).groups()
        fields = dict(re.findall(r';\s*(\w+)="([^"]*)"', rest))
        found.add((address, fields["rel"], fields.get("type")))
    return found


def test_every_form_names_all_others_the_page_to_cite_and_its_tree(record):
    house, base = record.house, f"{record.house.address}/m/{record.slug}/record"
    tree = f"{house.address}/tlog/{record.record}/checkpoint"
    assert house.ask("GET", tree.removeprefix(house.address))[2].count(b"\n") >= 4
    paths = [f"/m/{record.slug}/record", *(f"/m/{record.slug}/record.{form}" for form in FORMS)]
    # Given the page of the record and its files, each with the type it is served with
    headers = {path: house.ask("GET", path)[1] for path in paths}
    types = {house.address + path: found["Content-Type"].split(";")[0] for path, found in headers.items()}
    # Then each names what people cite, a statement of the tree, and every other form with its type
    for path, found in headers.items():
        if path.endswith(".zip"):
            continue  # the archive is sent in pieces, with all the others in it
        assert links(found) == {(base, "canonical", None), (tree, "describedby", "text/plain")} | {
            (address, "alternate", kind) for address, kind in types.items() if address != house.address + path}
    # And so do the addresses for programs
    assert (base + ".md", "alternate", "text/markdown") in links(
        house.ask("GET", f"/api/v1/meetings/{record.slug}/record.json")[1])


@pytest.mark.parametrize("path", ["record", "record.json", "record.odt", "feed.atom"])
def test_who_has_it_is_not_sent_it_again(record, path):
    # Given its tag
    _, headers, body = record.house.ask("GET", f"/m/{record.slug}/{path}")
    tag = headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag) and body
    # When it is asked for again, as browsers, caches and proxies that squeeze ask
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        status, headers, body = record.house.ask("GET", f"/m/{record.slug}/{path}", headers={"If-None-Match": known})
        # Then it is not sent
        assert (status, body, headers["ETag"]) == (304, b"", tag)
    assert record.house.ask("GET", f"/m/{record.slug}/{path}", headers={"If-None-Match": '"other"'})[0] == 200


def test_feeds_name_their_page_and_their_other_form(record):
    for page, feed in (("", "/feed"), (f"/m/{record.slug}", f"/m/{record.slug}/feed")):
        found = links(record.house.ask("GET", feed + ".atom")[1])
        assert found == {
            (record.house.address + page, "alternate", "text/html"),
            (f"{record.house.address}{feed}.json", "alternate", "application/feed+json")}


def test_search_engines_read_the_event_and_its_outcomes(record):
    # Given what stands in the page for them, its end not in anybody's words
    page = record.house.ask("GET", f"/m/{record.slug}/record")[2].decode()
    [script] = pages.document_fromstring(page).xpath("//script[@type='application/ld+json']")
    document = json.loads(script.text)
    assert document["@context"] == "https://schema.org"
    kinds = {part["@type"]: part for part in document["@graph"]}
    # Then the event has what schema.org's readers require of one
    event = kinds["Event"]
    for name in ("name", "startDate", "endDate", "eventStatus", "eventAttendanceMode", "location", "organizer"):
        assert event[name], name
    assert {place["@type"] for place in event["location"]} == {"Place", "VirtualLocation"}
    assert all(place.get("address") or place.get("url") for place in event["location"])
    # And the live notes have theirs, each outcome with words, a time and an address that is there
    posting = kinds["LiveBlogPosting"]
    for name in ("headline", "url", "publisher", "datePublished", "coverageStartTime", "coverageEndTime"):
        assert posting[name], name
    assert posting["about"] == {"@id": event["@id"]}
    assert [update["headline"] for update in posting["liveBlogUpdate"]] == ["Agreed", "Next step"]
    for update in posting["liveBlogUpdate"]:
        assert update["@type"] == "BlogPosting" and update["articleBody"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)", update["datePublished"])
        assert record.house.ask("GET", update["@id"].removeprefix(record.house.address))[0] == 200
    assert "<script>alert(1)" in posting["liveBlogUpdate"][0]["articleBody"]
