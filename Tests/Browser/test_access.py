"""Every page, in every state and look, keeps to WCAG 2.2 AA as far as axe can tell, and to the keyboard."""
import pytest
from playwright.sync_api import expect

from house import Device
from looks import Gallery
from series import FRAUD, Series

#: Seconds for one test, which looks at dozens of pages.
LIVE = "connection-light[data-state=live]"


@pytest.fixture
def gallery(house, visit):
    """Pages of one house, looked at one after the other as one reader."""
    return lambda address="/", **options: Gallery(visit(address if "//" in address else house.address + address, **options),
                                                  house.address)


def test_pages_for_everyone_have_no_fault_while_a_meeting_is_live(house, filled, gallery):
    house.found(slug="later", title="Later")
    house.found(slug="doors", title="Behind doors", visibility="invited")
    empty = house.found(slug="empty", title="Nothing said yet")
    empty.must("facilitator", "open")
    device = Device(filled)
    device.must("ask", text="May we see the figures?")
    pages = gallery()
    pages.visit(
        "/", "/join", "/search", "/search?q=timetable", "/search?q=zebra", "/speakers", "/settings?size=large&size=normal",
        "/accessibility", "/m/meeting", "/m/meeting?order=oldest", "/m/later", "/m/empty", "/m/meeting/lines", "/m/empty/lines",
        "/m/meeting/lines/7", "/m/meeting/record", "/m/meeting/questions", "/m/meeting/questions/mine",
        "/m/meeting/questions/1", "/m/meeting/breakouts", "/m/empty/breakouts", device.recovery, "/m/doors", "/nowhere",
        "/k/0000000000000000000000", "/problems/too-fast", "/problems/not-recorded", "/embed/m/meeting",
        "/embed/m/meeting/lines/7")
    pages.visit("/m/meeting/screen", "/m/later/screen", is_screen=True)
    pages.must_be_faultless()


def test_pages_have_no_fault_where_a_form_is_refused_or_the_meeting_pauses(house, filled, gallery):
    pages = gallery()
    page = pages.page
    # A code that is none, a question without words, one that was asked
    page.goto(house.address + "/join")
    page.get_by_label("Code").fill("12")
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".field-error")).to_be_visible()
    pages.look("join refused")
    page.goto(house.address + "/m/meeting/questions")
    page.get_by_label("Your question").fill("x" * 501)
    page.get_by_role("button", name="Ask").last.click()
    expect(page.locator(".error-summary")).to_be_visible()
    pages.look("question refused")
    page.get_by_label("Your question").fill("What happens next?")
    page.get_by_role("button", name="Ask").last.click()
    expect(page.locator(".said-ok")).to_be_visible()
    pages.look("question asked")
    filled.must("facilitator", "pause")
    pages.visit("/m/meeting", "/m/meeting/lines")
    pages.visit("/m/meeting/screen", is_screen=True)
    pages.must_be_faultless()


def test_pages_have_no_fault_while_the_reader_waits_catches_up_or_is_cut_off(house, filled, gallery):
    pages = gallery("/m/meeting")
    page = pages.page
    page.wait_for_selector(LIVE)
    # Lines that wait while the reader holds the page
    page.get_by_role("button", name="Pause updates").click()
    filled.write("while paused")
    expect(page.locator(".pill")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    pages.look("paused by the reader, with all unfolded")
    lines = gallery("/m/meeting/lines")
    lines.page.wait_for_selector(LIVE)
    lines.page.get_by_role("button", name="Hold").click()
    filled.write("while held")
    expect(lines.page.locator(".line-news")).not_to_be_empty()
    lines.look("held")
    desk = gallery(filled.links["scribe"])
    desk.page.wait_for_selector(LIVE)
    house.kill()
    for one in (pages, lines, desk):
        expect(one.page.locator("connection-banner")).to_have_attribute("data-is", "shown")
        if one is desk:
            one.page.locator("#text").fill("typed without a connection")
            one.page.keyboard.press("Enter")
        one.look("cut off")
        one.must_be_faultless()


def test_pages_for_everyone_have_no_fault_once_it_has_closed(house, filled, gallery):
    filled.must("facilitator", "close", really=True)
    house.found(slug="quiet", title="Nothing was said").must("facilitator", "open")
    # And circulated, with a dated correction and suggestions that were accepted, declined, or wait
    filled.must("organiser", "circulate", until="2031-06-12")
    line = next(entry["position"] for entry in filled.entries() if entry["line"]["kind"] == "speech")
    reader = Device(filled)
    numbers = [reader.must("suggest", line=line, text=words, why="I was there.")[0] for words in ("A", "B", "C")]
    filled.must("organiser", "suggestion-accept", number=numbers[0], why="Checked.")
    filled.must("organiser", "suggestion-decline", number=numbers[1], reason="Not so.")
    pages = gallery()
    pages.visit(
        "/", "/m/meeting", "/m/meeting/lines?at=7", "/m/meeting/record", "/m/meeting/summary", "/m/meeting/corrections",
        f"/m/meeting/lines/{line}", f"/m/meeting/lines/{line}/suggest", f"/m/meeting/lines/{line}/proof",
        "/m/meeting/questions", "/m/meeting/breakouts", "/search?q=timetable", "/speakers", "/speakers/dilys-owen",
        "/embed/m/meeting")
    pages.visit("/m/meeting/screen", is_screen=True)
    pages.visit(filled.links["organiser"])
    pages.visit("/m/meeting/corrections?as=organiser", "/m/meeting/erase?as=organiser", "/m/meeting/scribe?as=organiser")
    pages.visit(filled.links["facilitator"])
    pages.must_be_faultless()


def test_pages_for_staff_have_no_fault(house, filled, gallery):
    pages = gallery()
    page = pages.page
    for role in ("scribe", "facilitator", "organiser"):
        page.goto(filled.links[role])
        if role == "organiser":
            pages.look("organise")
            page.get_by_role("link", name="The scribe’s desk").click()
        page.wait_for_selector(LIVE)
        if role == "facilitator":
            page.locator("[data-list=in-review] summary").first.click()
            pages.look("console")
            page.get_by_role("link", name="Notes").first.click()
            page.wait_for_selector(LIVE)
        page.locator("#text").fill("/key 9999")
        page.keyboard.press("Enter")
        expect(page.locator("#outbox li")).to_contain_text("not saved")
        pages.look(role)
    page.goto(f"{house.address}/m/meeting/invite?as=organiser")
    pages.look("invite")
    page.get_by_label("Their name").fill("Rhys")
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator(".qr")).to_be_visible()
    pages.look("invited")
    pages.visit("/m/meeting/breakouts?as=organiser", filled.links["voice"])
    page.goto(filled.links["rapporteur"])
    page.wait_for_selector(LIVE)
    page.locator("#prompt1 summary").click()
    page.locator("#words1").fill("x" * 4001)
    page.locator("#prompt1 .add-line button").click()
    expect(page.locator("#outbox li")).to_contain_text("not saved")
    pages.look("report")
    page.goto(house.site_link)
    pages.look("create")
    page.locator("#title").fill("Fourth open meeting")
    page.locator("#agenda").fill("Welcome | chat")
    page.get_by_role("button", name="Create the meeting").click()
    expect(page.locator(".error-summary")).to_be_visible()
    pages.look("create again")
    page.locator("#agenda").fill("Welcome")
    page.get_by_role("button", name="Create the meeting").click()
    expect(page.locator(".qr")).to_have_count(5)
    pages.look("created")
    pages.must_be_faultless()


def test_pages_of_a_series_have_no_fault(house, gallery):
    series = Series(house, "sharing", {}, {})
    empty = Series(house, "empty")
    meeting = series.meetings[0]
    meeting.write("+ Publish the timetable.")
    meeting.write("/action Dilys to write by 26 March 2027")
    meeting.must("facilitator", "close", really=True)
    series.add_point("Who pays?", "disputed", FRAUD)
    series.settle("Canals need locks.")
    status, _, answer = house.ask(
        "POST", "/api/v1/series/sharing/papers?as=organiser&id=paper&meeting=1&title=A%20draft&name=one.pdf",
        b"%PDF-1.4\n%%EOF\n", secret=series.secrets["organiser"])
    assert status == 200, answer
    tabs = ("", "/board", "/schedule", "/papers", "/actions", "/feedback", "/comments", "/people", "/glossary")
    pages = gallery()
    pages.visit(*(f"/s/sharing{tab}" for tab in tabs), "/s/empty", "/s/empty/board", "/s/empty/schedule", "/embed/s/sharing/board")
    pages.visit(house.site_link)
    pages.visit("/new-series", series.links["organiser"])
    pages.visit(*(f"/s/sharing{tab}?as=organiser" for tab in (*tabs, "/plan")))
    pages.visit(empty.links["organiser"])
    pages.must_be_faultless()
