"""One line at a time, for braille displays: held, stepped through, never moved before it could be read."""
import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def lines(meeting):
    return [meeting.write(text)[0] for text in ("do: Thanked those who joined.", "+ Publish the **timetable**.", "last words")]


@pytest.fixture
def reading(house, meeting, visit):
    def open_page(query="", **options):
        page = visit(f"{house.address}/m/{meeting.slug}/lines{query}", **options)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_page


def shown(page):
    return page.locator("#line")


def test_the_newest_line_stands_alone_as_plain_words(lines, reading):
    page = reading()
    expect(shown(page)).to_have_text(re.compile(rf"^{lines[2]} \d\d:\d\d last words$"))
    page.get_by_role("link", name="Previous").click()
    expect(shown(page)).to_have_text(re.compile(rf"^{lines[1]} \d\d:\d\d Agreed: Publish the timetable\.$"))
    page.keyboard.press("k")
    expect(shown(page)).to_have_text(re.compile(rf"^{lines[0]} \d\d:\d\d Dilys Owen: Thanked those who joined\.$"))
    page.keyboard.press("j")
    expect(page.locator(".line-news")).to_have_text("1 newer line")
    page.keyboard.press("n")
    expect(shown(page)).to_contain_text("last words")
    assert page.get_by_role("link", name="Next").get_attribute("aria-disabled") == "true"
    # And all of it without a single page load, the words in one element that stays
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_a_held_line_stays_whatever_comes_and_focus_stays_where_it_is(meeting, lines, reading):
    page = reading()
    hold = page.get_by_role("button", name="Hold")
    hold.focus()
    page.keyboard.press("Enter")
    expect(hold).to_have_attribute("aria-pressed", "true")
    element = shown(page).element_handle()
    meeting.write("new one")
    meeting.write("new two")
    expect(page.locator(".line-news")).to_have_text("2 newer lines")
    expect(shown(page)).to_contain_text("last words")
    assert hold.evaluate("one => one === document.activeElement")
    # When the reader lets go, what was missed comes line by line, each after the time it takes to read one
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 30)
    page.keyboard.press("Enter")
    page.clock.run_for(100)
    expect(shown(page)).to_contain_text("new one")
    page.clock.run_for(5_000)
    expect(shown(page)).to_contain_text("new two")
    assert element.evaluate("one => one.isConnected")
    # And a line taken back loses its words under the reader's fingers, too
    meeting.write("/hide")
    expect(shown(page)).to_contain_text("taken back")


def test_at_the_newest_line_the_page_goes_on_by_itself(meeting, lines, reading):
    page = reading()
    meeting.write("/cy geiriau")
    expect(shown(page)).to_contain_text("geiriau")
    expect(shown(page)).to_have_attribute("lang", "cy")
    assert page.locator("[aria-live], [role=log]").count() == 0


def test_without_javascript_links_lead_from_line_to_line(meeting, lines, reading):
    page = reading(java_script_enabled=False)
    expect(shown(page)).to_contain_text("last words")
    seen = []
    for _ in range(9):
        seen.append(int(shown(page).inner_text().split()[0]))
        link = page.get_by_role("link", name="Previous")
        if link.get_attribute("aria-disabled"):
            break
        with page.expect_navigation():
            link.click()
    assert seen[:3] == lines[::-1] and seen == sorted(seen, reverse=True)
    page.get_by_role("link", name="Next").click()
    expect(shown(page)).to_have_text(re.compile(rf"^{seen[-2]} "))
    # And an address between lines, before or after all of them shows the nearest
    page = reading("?at=999999", java_script_enabled=False)
    expect(shown(page)).to_contain_text("last words")
    expect(shown(reading("?at=-3", java_script_enabled=False))).to_contain_text("opened")


def test_a_meeting_without_lines_says_what_will_come_and_then_shows_it(house, visit):
    meeting = house.found(slug="later")
    page = visit(f"{house.address}/m/later/lines")
    page.wait_for_selector("connection-light[data-state=idle]")
    expect(shown(page)).not_to_have_text("")
    meeting.must("facilitator", "open")
    expect(shown(page)).to_contain_text("opened")
