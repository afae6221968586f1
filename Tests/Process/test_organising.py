"""From nothing to a rehearsal, and from there to a published record, on the organiser's own pages without a program."""
import re

from browser import Browser
from house import House

TITLE, PLACE = "Third open meeting", "/m/third-open-meeting"
DESK = f"{PLACE}/organise?as=organiser"


def created(house):
    """The site organiser's link, a template, a title: the page with the links of a new meeting."""
    browser = Browser(house)
    browser.visit(house.site_link)
    page = browser.visit("/new?template=open")
    return browser.submit(page, page.form("title"), title=TITLE)


def link(page, role):
    """The address shown once for a role."""
    return re.search(r"/k/\w+", page.text[page.text.index(f'id="link-{role}"'):]).group()


def organiser(house):
    browser = Browser(house)
    page = browser.visit(link(created(house), "organiser"))
    assert page.address.endswith(DESK)
    return browser, page


def press(browser, page, do, **fields):
    return browser.submit(page, page.form("id", ("do", do)), ("do", do), **fields)


def follow(house, slug, wanted):
    """The lines of a meeting as they come, up to the first that has these words."""
    lines, after = [], 0
    while not any(wanted in line for line in lines):
        status, read = house.ask_json("GET", f"/api/v1/meetings/{slug}/entries?after={after}&wait=25")
        assert status == 200, read
        for entry in read["entries"]:
            if entry["line"]["kind"] == "summary":
                lines.append(entry["line"]["text"][0])
                if wanted in lines[-1]:
                    break
        after = read["last"]
    return lines


def test_a_rehearsal_is_a_copy_that_plays_itself_and_touches_nothing(house):
    # Given a meeting made of a template
    browser, page = organiser(house)
    entries = f"/api/v1{PLACE.replace('/m/', '/meetings/')}/entries?after=0"
    before = house.ask_json("GET", entries)
    # When its organiser starts a rehearsal
    shown = press(browser, page, "rehearse")
    # Then links of a copy are shown, and lines come by themselves
    assert shown.status == 201 and "The rehearsal is running" in shown.text
    follow(house, "third-open-meeting-rehearsal", "nothing of it touches the real meeting")
    # And a second press leads to the same while it is open, and no line comes twice
    again = press(browser, browser.visit(DESK), "rehearse")
    assert f"{PLACE}-rehearsal<" in again.text and link(again, "facilitator") != link(shown, "facilitator")
    lines = follow(house, "third-open-meeting-rehearsal", "welcomed those in the room")
    assert len(lines) == len(set(lines)) == 2
    # And the meeting itself is as it was, and neither is on the front page
    assert house.ask_json("GET", entries) == before
    assert TITLE not in browser.visit("/").text
    # And who holds the rehearsal's link has no say in the meeting
    other = Browser(house)
    other.visit(link(again, "organiser"))
    assert other.visit(DESK).status == 401


def test_a_server_stops_in_the_middle_of_a_rehearsal(tmp_path):
    with House(tmp_path / "data") as house:
        browser, page = organiser(house)
        press(browser, page, "rehearse")
        follow(house, "third-open-meeting-rehearsal", "This is a rehearsal")
        assert house.stop() == 0
        assert "rror" not in house.log()


def test_an_organiser_opens_closes_checks_and_circulates_on_one_page(house):
    browser, page = organiser(house)
    assert "agenda items" in page.text and "Start a rehearsal" in page.text
    page = press(browser, page, "open")
    assert "Start a rehearsal" not in page.text and "is-now" not in page.text
    refused = press(browser, page, "close")
    assert refused.status == 409 and 'role="alert"' in refused.text
    page = press(browser, page, "close", really="true")
    assert "Draft" in page.text and "Put lines right" in page.text
    page = press(browser, page, "circulate")
    assert "The record, in every form" in page.text
    assert Browser(house).visit(f"{PLACE}/record").status == 200


def test_only_the_organiser_organises(house):
    page = created(house)
    for role in ("scribe", "facilitator", "voice"):
        other = Browser(house)
        other.visit(link(page, role))
        assert other.visit(DESK).status == 401
    assert Browser(house).visit(f"{PLACE}/organise").status == 401


def test_the_sheet_says_where_to_follow_and_the_code_once_there_is_one(house):
    browser, page = organiser(house)
    sheet = Browser(house).visit(f"{PLACE}/sheet").text
    assert f"{PLACE}</p>" in sheet and '<svg class="qr"' in sheet and "with the code" not in sheet
    press(browser, page, "open")
    [code] = re.findall(r"with the code <b>(\d{3} \d{3})</b>", Browser(house).visit(f"{PLACE}/sheet").text)
    assert Browser(house).visit(f"/j/{code.replace(' ', '')}").address.endswith(PLACE)
    # And of a meeting by invitation there is none
    house.found(slug="closed-doors", visibility="invited")
    assert Browser(house).visit("/m/closed-doors/sheet").status == 401
