"""What a reader sets for themselves: on the page, in an address handed out, and without JavaScript."""
import re

import pytest
from playwright.sync_api import expect

#: Counts the sounds a page begins.
EARS = """window.ticks = 0; const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.ticks += 1; return start.apply(this, when); };"""
SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
PAPER = "getComputedStyle(document.documentElement).backgroundColor"


def connected(page):
    page.wait_for_selector("connection-light[data-state=live]")
    return page


def test_settings_take_hold_at_once_and_are_kept_on_every_page(house, meeting, attendee):
    page = connected(attendee())
    page.locator("#settings summary").click()
    page.get_by_label("Colours").select_option("dark")
    page.get_by_label("Text size").select_option("larger")
    page.get_by_label("Typeface").select_option("sans")
    page.get_by_label("Line length").select_option("narrow")
    page.get_by_label("Spacing").select_option("wider")
    expect(page.locator("html")).to_have_attribute("data-spacing", "wider")
    page.get_by_label("Typeface").select_option("serif")
    expect(page.locator("html")).not_to_have_attribute("data-face", re.compile("."))
    for place in (f"/m/{meeting.slug}", "/", "/settings"):
        page.goto(house.address + place)
        assert page.evaluate(PAPER) == "rgb(20, 22, 26)"
        assert page.evaluate(SIZE) == 24
        names = page.locator("html").evaluate("one => Object.keys(one.dataset).sort()")
        assert names == ["size", "spacing", "theme", "width"]


def test_the_page_of_a_record_follows_them(house, meeting, visit):
    [line] = meeting.write("We begin with the path.")
    [other] = meeting.write(f"/cy ={line} Dechreuwn gyda’r llwybr.")
    meeting.must("facilitator", "close", really=True)
    looks = """() => { const one = document.querySelector("#meeting .words"), style = getComputedStyle(one);
        return [style.fontSize, style.fontFamily.split(",")[0], style.letterSpacing,
            getComputedStyle(document.body).backgroundColor]; }"""
    address = f"{house.address}/m/{meeting.slug}/record"
    page = visit(address)
    assert page.evaluate(looks) == ["18px", "Charter", "normal", "rgb(251, 250, 246)"]
    page.goto(address + "?size=larger&face=sans&spacing=wider&theme=dark&width=narrow&reading=translation")
    page.goto(address)
    assert page.evaluate(looks) == ["27px", "system-ui", "2.88px", "rgb(20, 22, 26)"]
    assert page.evaluate("document.querySelector('#meeting').getBoundingClientRect().width") < 800
    # And of a line and its translation it shows the one that is read
    expect(page.locator(f"#l{line} .words")).to_be_hidden()
    expect(page.locator(f"#l{other} .words")).to_be_visible()
    page.goto(address + "?reading=original&size=largest&theme=contrast")
    expect(page.locator(f"#l{line} .words")).to_be_visible()
    expect(page.locator(f"#l{other}")).to_be_hidden()
    assert page.evaluate(looks)[3] == "rgb(255, 255, 255)"
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [True, False])
def test_a_link_set_up_for_a_person_sets_every_page_after_it(house, meeting, attendee, script):
    words = "?size=large&spacing=wide&width=wide&theme=contrast&face=sans&order=oldest&announce=read&sound=on&keys=off"
    meeting.write("the last line")
    page = attendee(words + "&nonsense=1", java_script_enabled=script)
    root = page.locator("html")
    for place in (None, "/", f"/m/{meeting.slug}"):
        if place:
            page.goto(house.address + place)
        for name, value in (("size", "large"), ("spacing", "wide"), ("width", "wide"), ("theme", "contrast"),
                            ("face", "sans"), ("announce", "read"), ("sound", "on"), ("keys", "off")):
            expect(root).to_have_attribute(f"data-{name}", value)
    expect(page.locator("#rail .line").last).to_contain_text("the last line")
    # And what a setting cannot be counts for nothing
    page.goto(f"{house.address}/m/{meeting.slug}?size=huge&theme=auto&order=auto")
    expect(root).to_have_attribute("data-size", "large")
    expect(root).not_to_have_attribute("data-theme", re.compile("."))
    expect(page.locator("#rail .line").first).to_contain_text("the last line")


def test_without_javascript_the_form_keeps_them_and_leads_back(house, meeting, attendee):
    page = attendee(java_script_enabled=False)
    page.locator("#settings summary").click()
    page.get_by_label("Text size").select_option("largest")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.locator("html")).to_have_css("font-size", "32px")
    expect(page.locator(".address a")).to_have_text(f"{house.address}/?size=largest")
    page.get_by_role("link", name="Back to where you were").click()
    expect(page).to_have_url(f"{house.address}/m/{meeting.slug}")
    expect(page.get_by_label("Text size")).to_have_value("largest")
    page.goto(house.address + "/settings")
    page.get_by_role("link", name="Show pages as they were designed").click()
    expect(page.locator("html")).to_have_css("font-size", "16px")


def test_a_soft_tick_at_a_new_note_only_for_who_asks_for_it(house, meeting, attendee):
    page, quiet = attendee(), attendee()
    for one in (page, quiet):
        one.add_init_script(EARS)
        one.reload()
        connected(one)
    page.locator("#settings summary").click()
    page.get_by_label("Sound at a new note").select_option("on")
    page.wait_for_function("() => ticks === 1")
    # From here on its time stands still, so that what comes is one burst however long it takes
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 30)
    meeting.write("heard")
    expect(quiet.locator("#rail")).to_contain_text("heard")
    page.wait_for_function("() => ticks === 2")
    # And never for words that are still being typed, nor twice for a burst
    meeting.write("one")
    meeting.write("two")
    expect(page.locator("#rail")).to_contain_text("two")
    assert page.evaluate("ticks") == 2
    assert quiet.evaluate("ticks") == 0


def test_single_keys_can_be_turned_off_and_are_told_where_they_work(house, meeting, visit, scribe):
    page = connected(visit(f"{house.address}/m/{meeting.slug}/screen?keys=off"))
    page.keyboard.press("b")
    expect(page.locator(".screen-top h1")).to_be_visible()
    page.goto(f"{house.address}/m/{meeting.slug}/screen?keys=on")
    connected(page).keyboard.press("Control+b")
    expect(page.locator(".screen-top h1")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".screen-top h1")).not_to_be_visible()
    expect(visit(house.address + "/settings").locator("dl.keys kbd")).to_have_text(["B", "J", "K", "N", "H"])
    expect(visit(meeting.links["facilitator"]).locator("#room-screen")).to_contain_text("B shows nothing")
    desk = scribe()
    desk.get_by_text("Keys", exact=True).click()
    expect(desk.locator("details.keys kbd").first).to_be_visible()


def test_every_page_leads_to_the_statement_and_the_statement_tells_how_to_complain(house, meeting, visit):
    meeting.must("facilitator", "close", really=True)
    for place in ("/", "/search", f"/m/{meeting.slug}", f"/m/{meeting.slug}/lines", f"/m/{meeting.slug}/record", "/nowhere"):
        page = visit(house.address + place)
        page.get_by_role("link", name="Accessibility").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Accessibility")
        expect(page.get_by_role("heading", name="If something does not work for you")).to_be_visible()
        page.context.close()
