"""Where we have got to: one page of what a meeting came to, for people, for blogs, in feeds."""
import feedparser
from lxml import html as pages
from markdown_it import MarkdownIt
from house import Device
from series import Series


def read(house, slug):
    """Heading and points of each part of the page."""
    status, _, body = house.ask("GET", f"/m/{slug}/summary")
    assert status == 200
    document = pages.document_fromstring(body.decode())
    return {
        section.find("h2").text_content().strip(): [
            " ".join(point.text_content().split()) for point in section.xpath("./ol/li")]
        for section in document.xpath("//section[contains(@class, 'summary-part')]")}


def test_it_says_what_was_agreed_and_how_the_board_moved(house):
    # Given a series with a settled point, which its second meeting reopens, and a new one that it disputes
    series = Series(house, "canals", {"visibility": "listed"}, {"visibility": "listed"}, visibility="listed")
    first, second = series.meetings
    [kept] = first.write("+ Canals need <locks>")
    number = series.settle("Canals need <locks>.", meeting=1, line=kept)
    first.must("facilitator", "close", really=True)
    series.secrets["facilitator"] = second.secrets["facilitator"]
    series.must("facilitator", "point-reopen", number=number, name="Rhys", reason="The law changed.", meeting=2)
    [other] = second.write("- Whether boats pay")
    series.add_point("Whether boats pay", standing="disputed", options=["They do", "They do not"], meeting=2, line=other)
    # And a question that is answered, and one that is not
    device = Device(second)
    for number, words in enumerate(("Who pays?", "Who else?"), 1):
        device.must("ask", text=words)
        second.must("facilitator", "question-publish", number=number)
    [answer] = second.write("The county & the town pay.")
    second.must("scribe", "question-answer", number=1, line=answer)
    second.write("/next Dilys Owen to ask the county by 26 March")
    assert house.ask("GET", "/m/canals-2/summary")[0] == 409
    second.must("facilitator", "close", really=True)
    # Then the first meeting's summary says what it settled
    assert [point.split(" · ")[1] for point in read(house, "canals-1")["Where the board moved"]] == ["new: settled"]
    # And the second's what it opened, what it could not agree, and what comes next
    parts = read(house, "canals-2")
    assert parts["What was agreed"] == []
    assert ["Whether boats pay" in point for point in parts["What was not agreed"]] == [True]
    moved = parts["Where the board moved"]
    assert any("settled before, now open · The law changed." in point for point in moved)
    assert any("new: disputed" in point for point in moved)
    assert any("The county & the town pay." in point for point in parts["Questions answered"])
    assert len(parts["Next steps"]) == 1
    # And as Markdown it says the same, and nothing in it is mark-up but its own
    status, headers, body = house.ask("GET", "/m/canals-2/summary.md")
    assert status == 200 and headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert body == house.ask("GET", "/m/canals-2/record.summary.md")[2]
    page = pages.fromstring("<div>" + MarkdownIt("commonmark").render(body.decode()) + "</div>")
    assert [heading.text for heading in page.xpath("//h2")] == list(parts)
    assert not page.xpath("//locks")
    points = [" ".join(point.text_content().split()) for point in page.xpath("//li")]
    assert len(points) == sum(map(len, parts.values()))
    for link in page.xpath("//a/@href"):
        assert house.ask("GET", link.removeprefix(house.address).partition("#")[0])[0] == 200, link
    # And feeds carry what it came to
    [entry] = [one for one in feedparser.parse(house.ask("GET", "/feed.atom")[2]).entries if one.link.endswith("canals-2/record")]
    assert "What was not agreed: 1." in entry.summary and "Next steps: 1." in entry.summary


def test_a_meeting_of_no_series_has_one_too_and_an_invited_one_tells_nobody(house):
    for visibility in ("listed", "invited"):
        meeting = house.found(visibility, visibility=visibility, title="<b>Plain</b> # one")
        meeting.must("facilitator", "open")
        meeting.must("facilitator", "close", really=True)
    parts = read(house, "listed")
    assert list(parts) == ["What was agreed", "What was not agreed", "Next steps"]
    assert b"Nothing was" in house.ask("GET", "/m/listed/summary.md")[2] or not any(parts.values())
    for path in ("summary", "summary.md"):
        assert house.ask("GET", f"/m/invited/{path}")[0] in (401, 403, 404)
