"""Acceptance cases 1, 2, 4 and 14 by keyboard alone: nothing here is clicked, focused or filled from outside."""
from playwright.sync_api import expect

from tongues import in_every_tongue
from test_scribe import all_saved, words


def tab_to(page, selector, back=False):
    """Goes from control to control until the one that is meant has the focus, and is seen to have it."""
    for _ in range(150):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"never reached: {selector}")


def has_visible_focus(page):
    """What has the focus shows it, and lies in view."""
    return page.evaluate("""() => {
        const one = document.activeElement, style = getComputedStyle(one), at = one.getBoundingClientRect();
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && at.bottom > 0 && at.top < innerHeight; }""")


def type_line(page, text):
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@in_every_tongue
def test_case_1_twenty_lines_without_a_network(meeting, scribe, tongue):
    page = scribe()
    tab_to(page, "#text")
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    for number in range(1, 21):
        type_line(page, f"line {number}")
        expect(page.locator(".unsaved-count")).to_have_text(tongue.count("client_unsaved", number))
    page.context.set_offline(False)
    all_saved(page)
    assert words(meeting.entries()) == [f"line {number}" for number in range(1, 21)]
    # And the focus never left the box
    assert page.evaluate("document.activeElement.id") == "text"


@in_every_tongue
def test_case_2_a_woken_tab_typed_into_at_once(house, meeting, scribe, tongue):
    page = scribe()
    tab_to(page, "#text")
    control = page.context.new_cdp_session(page)
    control.send("Page.setWebLifecycleState", {"state": "frozen"})
    house.kill()
    house.start()
    control.send("Page.setWebLifecycleState", {"state": "active"})
    type_line(page, "typed on waking")
    expect(page.locator("#rail .line", has_text="typed on waking")).to_be_visible()
    all_saved(page)
    assert words(meeting.entries()) == ["typed on waking"]


@in_every_tongue
def test_case_4_two_scribes_who_also_correct_and_take_back(meeting, scribe, tongue):
    steady, lossy = scribe(), scribe()
    for page in (steady, lossy):
        tab_to(page, "#text")
    for number in range(1, 6):
        lossy.context.set_offline(number % 2 == 1)
        type_line(steady, f"steady {number}")
        type_line(lossy, f"lossy {number}")
    lossy.context.set_offline(False)
    for page in (steady, lossy):
        all_saved(page)
        expect(page.locator("#rail .kind-summary")).to_have_count(10)
    # When one corrects its last line, and takes an earlier one back
    steady.keyboard.press("ArrowUp")
    expect(steady.locator("#text")).to_have_value("steady 5")
    steady.keyboard.press("End")
    type_line(steady, " and a half")
    expect(lossy.locator("#rail .line", has_text="steady 5 and a half")).to_be_visible()
    place = steady.locator("#rail .line", has_text="steady 1").get_attribute("id")
    tab_to(steady, f"#{place} .number", back=True)
    tab_to(steady, f"#{place} [data-act=retract]")
    assert has_visible_focus(steady)
    steady.keyboard.press("Enter")
    steady.keyboard.press("Enter")
    expect(steady.locator(f"#{place}.gone")).to_have_count(1)
    expect(lossy.locator(f"#{place}.gone")).to_have_count(1)
    # Then both show the same
    reading = "all => all.map(one => [one.id, one.querySelector('.words').textContent])"
    shown = [page.locator("#rail .line").evaluate_all(reading) for page in (steady, lossy)]
    assert shown[0] == shown[1]


@in_every_tongue
def test_case_14_a_reader_has_lines_read_and_is_not_moved(meeting, attendee, scribe, tongue):
    page = attendee(viewport={"width": 360, "height": 640})
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    # Given a reader who has each note read, chosen by keyboard
    tab_to(page, "#settings summary")
    assert has_visible_focus(page)
    page.keyboard.press("Enter")
    tab_to(page, "#set-announce")
    page.keyboard.press("ArrowDown")
    expect(page.locator("html")).to_have_attribute("data-announce", "read")
    for number in range(1, 16):
        meeting.write(f"note {number}, with enough words to take more than one line on a phone")
    said = page.locator("#announcer p")
    expect(said).to_have_count(15, timeout=60_000)
    # And who has gone to a line's own link
    tab_to(page, "#n9 .number", back=True)
    before = page.locator("#n9").bounding_box()["y"]
    # When a line is typed and finished
    desk = scribe()
    tab_to(desk, "#text")
    desk.keyboard.type("half a thought", delay=80)
    expect(page.locator(".drafting")).to_have_text("half a thought")
    expect(said).to_have_count(15)
    desk.keyboard.press("Enter")
    # Then it is announced once, and neither the place nor the focus has moved
    expect(said).to_have_count(16)
    assert said.last.inner_text() == "half a thought"
    assert abs(page.locator("#n9").bounding_box()["y"] - before) < 1
    assert page.evaluate("document.activeElement.closest('li').id") == "n9"
    # And the new one is asked for by keyboard too
    expect(page.locator(".pill")).to_have_text(tongue.count("client_new_notes", 1))
    tab_to(page, ".pill")
    assert has_visible_focus(page)
    page.keyboard.press("Enter")
    expect(page.locator("#rail .line", has_text="half a thought")).to_be_visible()
