"""Every page keeps to WCAG 2.2 AA as far as axe can tell, and to the keyboard."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from house import Device

LOOKS = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}


def violations(page):
    """What axe objects to, as short sentences."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.fixture
def filled(meeting):
    for text in ("do: Thanked those who joined.", "+ Publish the **timetable**.", "- Whether to wait.", "/scene Lunch.",
                 "/action Dilys Owen to write by 26 March 2027", "# Fraud", "See [it](https://example.org)", "/cy geiriau",
                 "/ar مرحبا بكم", "s/Lunch/Tea/", "/key 7", "one", "/hide"):
        meeting.write(text)
    device = Device(meeting)
    for words in ("Who pays?", "Who decides?", "Is the moon made of cheese?", "When is the next meeting?"):
        device.must("ask", text=words, name="Ada Ng", organisation="Open Data Wales")
    for number in (1, 2):
        meeting.must("facilitator", "question-publish", number=number)
    meeting.must("facilitator", "question-decline", number=3, reason="Not about this meeting")
    meeting.must("facilitator", "question-place", number=1, place="on-now")
    meeting.write("/a The programme does.")
    answers = ["For", "Against"]
    meeting.must("facilitator", "poll-open", text="Shall the pilot go ahead?", options=answers, named=True)
    device.must("poll-vote", number=1, option=1, name="Ada Ng")
    meeting.must("facilitator", "poll-count", number=1, counts=[7, 5])
    meeting.must("facilitator", "poll-close", number=1)
    meeting.must("facilitator", "poll-names", number=1)
    meeting.must("facilitator", "poll-open", text="Meet again in May?", options=answers, named=True)
    device.must("whereabouts", **{"from": "Cardiff", "sector": "academia"})
    device.must("floor-join", name="Ada Ng", sector="academia")
    meeting.must("facilitator", "floor-budget", sector="academia", seconds=600)
    meeting.must("facilitator", "floor-call")
    meeting.must("facilitator", "announce", text="Lunch is at one.")
    meeting.must("voice", "voice-name", name="Huw Prosser")
    meeting.links["rapporteur"] = meeting.rapporteur(name="Energy", setting="mixed")
    meeting.must("rapporteur", "breakout-report", prompt=1, text="There is **agreement**.")
    meeting.must("facilitator", "theme-gather", line=meeting.entries()[-1]["position"], name="Pilots")
    meeting.must("facilitator", "breakout-form", name="Safety")
    meeting.must("facilitator", "breakout-miss", number=2, reason="Its line went down.")
    meeting.must("facilitator", "breakout-call", number=1)
    return meeting


@pytest.mark.parametrize("look", LOOKS)
def test_pages_for_everyone_have_no_fault(house, filled, visit, look):
    house.found(slug="later", title="Later")
    places = ["/", "/join", "/m/meeting", "/m/meeting?order=oldest", "/m/later", "/m/meeting/lines/7",
              "/m/meeting/record", "/m/meeting/screen", "/m/meeting/questions", "/m/meeting/questions/mine",
              "/m/meeting/questions/1", "/m/meeting/breakouts", "/nowhere", "/k/0000000000000000000000"]
    faults = {}
    for place in places:
        page = visit(house.address + place, **LOOKS[look])
        faults[place] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        page.context.close()
    filled.must("facilitator", "close", really=True)
    # And circulated, with a dated correction and suggestions that were accepted, declined, or wait
    filled.must("organiser", "circulate", until="2031-06-12")
    line = next(entry["position"] for entry in filled.entries() if entry["line"]["kind"] == "speech")
    reader = Device(filled)
    numbers = [reader.must("suggest", line=line, text=words, why="I was there.")[0] for words in ("A", "B", "C")]
    filled.must("organiser", "suggestion-accept", number=numbers[0], why="Checked.")
    filled.must("organiser", "suggestion-decline", number=numbers[1], reason="Not so.")
    for place in ["/", "/m/meeting", "/m/meeting/record", "/m/meeting/screen", "/m/meeting/corrections",
                  f"/m/meeting/lines/{line}/suggest", f"/m/meeting/lines/{line}"]:
        page = visit(house.address + place, **LOOKS[look])
        faults[place + " closed"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        page.context.close()
    page = visit(filled.links["organiser"], **LOOKS[look])
    page.goto(f"{house.address}/m/meeting/corrections?as=organiser")
    faults["corrections decided"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "corrections"
    page.context.close()
    assert {place: found for place, found in faults.items() if found} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_for_staff_have_no_fault(house, filled, visit, look):
    faults = {}
    for role in ("scribe", "facilitator", "organiser"):
        page = visit(filled.links[role], **LOOKS[look])
        page.wait_for_selector("connection-light[data-state=live]")
        if role == "facilitator":
            page.locator("[data-list=in-review] summary").first.click()
            faults["console"] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "console"
            page.get_by_role("link", name="Notes").first.click()
            page.wait_for_selector("connection-light[data-state=live]")
        page.locator("#text").fill("/key 9999")
        page.keyboard.press("Enter")
        expect(page.locator("#outbox li")).to_contain_text("not saved")
        faults[role] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), role
        if role == "organiser":
            page.goto(f"{house.address}/m/meeting/invite?as=organiser")
            faults["invite"] = violations(page)
            page.get_by_label("Their name").fill("Rhys")
            page.get_by_role("button", name="Make the link").click()
            expect(page.locator(".qr")).to_be_visible()
            faults["invited"] = violations(page)
        page.context.close()
    page = visit(filled.links["rapporteur"], **LOOKS[look])
    page.wait_for_selector("connection-light[data-state=live]")
    page.locator("#prompt1 summary").click()
    page.locator("#words1").fill("x" * 4001)
    page.locator("#prompt1 .add-line button").click()
    expect(page.locator("#outbox li")).to_contain_text("not saved")
    faults["report"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "report"
    page = visit(filled.links["organiser"], **LOOKS[look])
    page.goto(f"{house.address}/m/meeting/breakouts?as=organiser")
    faults["breakouts"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "breakouts"
    page = visit(house.site_link, **LOOKS[look])
    faults["create"] = violations(page)
    page.locator("#title").fill("Fourth open meeting")
    page.locator("#agenda").fill("Welcome | chat")
    page.get_by_role("button", name="Create the meeting").click()
    expect(page.locator(".error-summary")).to_be_visible()
    faults["create again"] = violations(page)
    page.locator("#agenda").fill("Welcome")
    page.get_by_role("button", name="Create the meeting").click()
    expect(page.locator(".qr")).to_have_count(5)
    faults["created"] = violations(page)
    assert {place: found for place, found in faults.items() if found} == {}


WALK = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
    const top = document.elementFromPoint(x, y);
    const shown = getComputedStyle(one);
    return {
        name: `${one.tagName} ${one.id} ${one.textContent.trim().slice(0, 40)}`,
        isRinged: shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2,
        isSeen: top !== null && (one === top || one.contains(top) || top.contains(one)),
    };
}"""


def walk(page, most=500):
    """Tab from the first link to the end: each stop as `WALK` sees it."""
    page.locator(".skip").focus()
    stops = []
    while (stop := page.evaluate(WALK)) and len(stops) < most:
        stops.append(stop)
        page.keyboard.press("Tab")
    return stops


@pytest.mark.parametrize("look", ["wide", "narrow"])
def test_the_keyboard_reaches_everything_and_the_focus_is_never_hidden(house, filled, visit, look):
    for address in (f"{house.address}/m/meeting", filled.links["facilitator"]):
        for number in range(30):
            filled.write(f"note {number}, with enough words to take more than one line on a phone")
        page = visit(address, **LOOKS[look])
        page.wait_for_selector("connection-light[data-state=live]")
        stops = walk(page)
        assert any("Reading settings" in stop["name"] for stop in stops)
        assert [stop["name"] for stop in stops if not (stop["isRinged"] and stop["isSeen"])] == []
        page.context.close()
