"""On a weak line: what every page costs, and how long a reader at 2G speeds waits."""
import gzip
import time

import pytest
from playwright.sync_api import expect

from house import Device

#: Bytes, gzipped, as the architecture page promises them: script of a reader's page, of a staff page and the screen's,
#: styles, first HTML.
READERS_SCRIPT, STAFF_SCRIPT, STYLES, HTML = 20_000, 40_000, 12_000, 30_000
READERS = (
    "", "/questions", "/questions/mine", "/questions/1", "/breakouts", "/corrections", "/lines/5", "/lines/5/suggest",
    "/text", "/summary", "/record")
STAFF = {
    "scribe": ("/scribe?as=scribe",), "facilitator": ("/console?as=facilitator", "/corrections?as=facilitator"),
    "voice": ("/voice?as=voice",), "organiser": ("/scribe?as=organiser", "/invite", "/erase"),
    "rapporteur": ("/report?as=rapporteur",), "attendee": ("/screen",)}

#: What a browser's own tools call these lines: bytes a second down and up, and milliseconds to and fro.
LINES = {
    "2G": {"downloadThroughput": 280_000 / 8, "uploadThroughput": 256_000 / 8, "latency": 600},
    "slow 2G": {"downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8, "latency": 2_000}}


@pytest.fixture
def full(meeting):
    """A meeting with as much on its pages as a long morning brings."""
    for number in range(60):
        meeting.write(f"do: Line {number}. The safeguards come first, whoever holds the data and wherever it lies.")
    device = Device(meeting)
    for number in range(1, 6):
        device.must("ask", text=f"Question {number}: who pays for the pilot, and for how long?")
        meeting.must("facilitator", "question-publish", number=number)
    meeting.rapporteur(name="Energy", setting="mixed")
    return meeting


def costs(page, address):
    """Bytes that came over the line for one page in an empty browser, by what they are; HTML as a proxy squeezes it."""
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address, wait_until="networkidle")
    came = {"script": 0, "stylesheet": 0, "document": 0}
    for request in list(requests):  # asked only now: an answer asked for in between would lose others
        if request.resource_type == "document":
            came["document"] += len(gzip.compress(request.response().body()))
        elif request.resource_type in came and not request.service_worker:
            came[request.resource_type] += request.sizes()["responseBodySize"]
    return came


def over(visit, address, script, link=None):
    """What of a page is over its budget, in words."""
    page = visit("about:blank")
    if link:
        page.context.request.get(link)
    came = costs(page, address)
    page.context.close()
    print(f"{address.split('/', 3)[3]:34} script {came['script']:6} styles {came['stylesheet']:6} html {came['document']:6}")
    assert came["document"] > 0
    return [
        f"{address}: {name} {came[name]}" for name, limit in
        (("script", script), ("stylesheet", STYLES), ("document", HTML)) if came[name] > limit]


def test_every_page_of_a_reader_keeps_within_its_budget(house, full, visit):
    found = []
    for path in READERS:
        found += over(visit, f"{house.address}/m/{full.slug}{path}", READERS_SCRIPT)
    for path in ("/", "/join", "/search", "/speakers"):
        found += over(visit, house.address + path, READERS_SCRIPT)
    assert found == []


def test_every_page_of_staff_keeps_within_its_budget(house, full, visit):
    found = []
    for role, paths in STAFF.items():
        link = f"{house.address}/k/{full.secrets[role]}" if role in full.secrets else None
        for path in paths:
            found += over(visit, f"{house.address}/m/{full.slug}{path}", STAFF_SCRIPT, link)
    assert found == []


def test_every_page_of_a_closed_meeting_keeps_within_its_budget(house, full, visit):
    full.must("facilitator", "close", really=True)
    found = []
    for path in ("", "/record", "/summary", "/lines/5/proof", "/text"):
        found += over(visit, f"{house.address}/m/{full.slug}{path}", READERS_SCRIPT)
    assert found == []


@pytest.mark.parametrize("path, promise", [("", 10), ("/text", 5)])
def test_at_2g_speeds_the_first_line_is_read_within_what_is_promised(house, full, visit, path, promise):
    for name, line in LINES.items():
        page = visit("about:blank")
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", {"offline": False, **line})
        began = time.monotonic()
        page.goto(f"{house.address}/m/{full.slug}{path}", wait_until="commit", timeout=150_000)
        page.get_by_text("Line 59.").first.wait_for(timeout=150_000)
        took = time.monotonic() - began
        print(f"{name}: first line of {path or 'the page'} after {took:.1f} s")
        if name == "2G":
            assert took < 5 * promise
        page.context.close()


def test_at_2g_speeds_a_new_line_and_a_question_find_their_way(house, full, visit):
    page = visit("about:blank")
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions", {"offline": False, **LINES["2G"]})
    page.goto(f"{house.address}/m/{full.slug}", timeout=150_000)
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live", timeout=150_000)
    began = time.monotonic()
    full.write("Said while the line is weak.")
    page.get_by_text("Said while the line is weak.").first.wait_for(timeout=60_000)
    print(f"2G: a new line after {time.monotonic() - began:.1f} s")
    page.locator("#ask-text").focus()
    expect(page.locator("#ask-count")).to_contain_text("of 500", timeout=60_000)
    page.locator("#ask-text").fill("Is anybody there?")
    page.locator(".ask-send").click()
    expect(page.locator(".own-list .question")).to_contain_text("Is anybody there?", timeout=60_000)
