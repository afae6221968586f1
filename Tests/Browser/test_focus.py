"""The keyboard: it reaches everything, the focus is always seen, and nothing that happens in the meeting moves it."""
import pytest
from playwright.sync_api import expect

from house import Device
from looks import LOOKS

#: Seconds for one test, which walks through whole pages.
LIVE = "connection-light[data-state=live]"

#: Where the focus is: whether it has a ring, and whether its first and last words lie bare, under nothing that stays.
STOP = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect();
    const at = y => document.elementFromPoint(box.left + Math.min(box.width / 2, 20), y);
    const ends = [box.top + Math.min(box.height / 2, 12), box.bottom - Math.min(box.height / 2, 12)];
    const bare = ends.map(at).map(top => top !== null && (one === top || one.contains(top) || top.contains(one)));
    const shown = getComputedStyle(one);
    return {
        name: `${one.tagName} ${one.id} ${one.textContent.trim().replace(/\\s+/g, " ").slice(0, 40)}`,
        isRinged: shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2,
        isSeen: bare[0] && (bare[1] || box.height > innerHeight / 3),
    };
}"""


def walk(page, most=400):
    """Tab from the first link to the end: each stop as `STOP` sees it."""
    page.locator(".skip").focus()
    stops = []
    while (stop := page.evaluate(STOP)) and len(stops) < most:
        stops.append(stop)
        page.keyboard.press("Tab")
    return stops


@pytest.mark.parametrize("look", ["wide", "narrow", "twice as large"])
def test_the_keyboard_reaches_everything_and_the_focus_is_never_hidden(house, filled, visit, look):
    for number in range(12):
        filled.write(f"note {number}, with enough words to take more than one line on a phone")
    large = "?size=largest" if look == "twice as large" else ""
    page = visit(f"{house.address}/settings{large}", viewport=LOOKS[look][0]["viewport"])
    wanted = {f"{house.address}/m/meeting": "Reading settings", f"{house.address}/m/meeting/lines": "Hold",
              filled.links["facilitator"]: "Publish", filled.links["scribe"]: "Send",
              filled.links["rapporteur"]: "Add", filled.links["voice"]: "Reading settings"}
    for address, name in wanted.items():
        page.goto(address)
        if "voice" not in page.url:
            page.wait_for_selector(LIVE)
        stops = walk(page)
        assert any(name in stop["name"] for stop in stops), (address, [stop["name"] for stop in stops])
        assert [stop["name"] for stop in stops if not (stop["isRinged"] and stop["isSeen"])] == [], page.url


TYPED = """one => [one === document.activeElement, one.value, one.selectionStart]"""


def test_nothing_that_happens_moves_the_focus_or_what_is_being_typed(house, filled, visit):
    # Given people who are in the middle of a word
    device = Device(filled)
    group = filled.links["rapporteur"]
    review = "[data-list=in-review] textarea, [data-list=in-review] input:not([type=hidden])"
    places = [
        (f"{house.address}/m/meeting", "#ask-text", "#rail", "the last of it"),
        (filled.links["scribe"], "#text", "#rail", "the last of it"),
        (group, "#words1", ".notice-strip", "The last message"),
        (filled.links["facilitator"], review, ".now-item", "Report back")]
    fields = []
    for address, selector, place, words in places:
        page = visit(address)
        page.wait_for_selector(LIVE)
        for summary in ("#prompt1 summary", "[data-list=in-review] summary"):
            if page.locator(summary).count():
                page.locator(summary).first.click()
        field = page.locator(selector).locator("visible=true").first
        field.fill("half a thought")
        field.evaluate("one => one.setSelectionRange(4, 4)")
        fields.append((page, field.element_handle(), place, words))
    # When everything else goes on around them
    filled.write("do: A new line.")
    filled.write("s/new/newer/")
    device.must("ask", text="And what of the coast?")
    filled.must("facilitator", "question-publish", number=5)
    device.must("floor-join", name="Bo", sector="private-sector")
    filled.must("facilitator", "announce", text="Tea is at three.")
    filled.must("facilitator", "item-take-up", number=2)
    filled.must("facilitator", "poll-close", number=2)
    filled.must("facilitator", "pause")
    filled.must("facilitator", "resume")
    filled.must("facilitator", "announce", text="The last message")
    filled.write("the last of it")
    # Then each is where they were, with all they had typed
    for page, field, place, words in fields:
        expect(page.locator(place)).to_contain_text(words)
        assert field.evaluate(TYPED) == [True, "half a thought", 4], page.url
