"""A rapporteur's page on a phone: saved line by line, whatever the line does; and the board and console that follow it."""
import pytest
from playwright.sync_api import expect

from test_scribe import all_saved

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def desk(meeting, visit):
    """The report of group 1, connected."""
    link = meeting.rapporteur(name="Energy", setting="mixed")

    def open_desk(**options):
        page = visit(link, **{**PHONE, **options})
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_desk


def add(page, prompt, text):
    page.locator(f"#prompt{prompt} .add-line textarea").fill(text)
    page.locator(f"#prompt{prompt} .add-line button").click()


def lines(page, prompt):
    return page.locator(f"#prompt{prompt} .report-line")


def test_a_line_is_saved_as_it_is_added_and_everyone_reads_it_at_once(meeting, desk, attendee):
    page, reader = desk(), attendee()
    expect(reader.locator("connection-light")).to_have_attribute("data-state", "live")
    add(page, 1, "There is **agreement** on the dates.")
    expect(lines(page, 1)).to_have_text(["There is agreement on the dates."])
    expect(page.locator("#prompt1 .add-line textarea")).to_be_focused()
    expect(page.locator("#prompt1 .add-line textarea")).to_have_value("")
    line = reader.locator("#rail .line").first
    expect(line).to_contain_text("Energy · Where is there consensus? There is agreement on the dates.")
    # When it is changed, and another taken back
    add(page, 1, "Not meant.")
    expect(lines(page, 1)).to_have_count(2)
    page.locator("#prompt1 summary").first.click()
    page.locator("#prompt1 .more textarea").first.fill("There is agreement on the days.")
    page.get_by_role("button", name="Save the change").first.click()
    expect(lines(page, 1).first).to_have_text("There is agreement on the days.")
    page.locator("#prompt1 summary").nth(1).click()
    page.get_by_role("button", name="Take it back").click()
    expect(lines(page, 1)).to_have_count(1)
    expect(reader.get_by_text("There is agreement on the days.")).to_be_visible()


def test_lines_added_without_a_network_are_kept_over_a_reload_and_sent_once(house, meeting, desk):
    page = desk()
    add(page, 1, "Before")
    expect(lines(page, 1)).to_have_count(1)
    # Given that the server is away
    house.kill()
    for number in range(5):
        add(page, 3, f"Line {number} without a network")
    expect(page.locator(".unsaved-count")).to_have_text("5 lines not yet saved.")
    # Then the group cannot sign off what is not whole
    page.get_by_role("button", name="Sign off the report").click()
    expect(page.get_by_text("Some lines are not saved yet.")).to_be_visible()
    # When it is back and the page loaded again
    house.start()
    page.reload()
    expect(lines(page, 3)).to_have_text([f"Line {number} without a network" for number in range(5)])
    expect(page.locator(".unsaved")).to_be_hidden()
    kinds = [one["line"]["kind"] for one in meeting.entries()]
    assert kinds.count("report") == 6


def test_the_group_signs_off_and_console_and_board_say_so(house, meeting, desk, visit):
    page = desk()
    chair = visit(meeting.links["facilitator"])
    chair.wait_for_selector("connection-light[data-state=live]")
    expect(chair.locator(".breakouts-received")).to_have_text("0 of 1 reports received")
    expect(page.get_by_role("button", name="Sign off the report")).to_be_hidden()
    add(page, 2, "Whether to wait.")
    expect(lines(page, 2)).to_have_count(1)
    all_saved(page)
    page.get_by_role("button", name="Sign off the report").click()
    expect(page.locator(".report-state")).to_contain_text("Signed off at")
    expect(page.locator(".add-line")).to_have_count(0)
    expect(chair.locator(".breakouts-received")).to_have_text("1 of 1 reports received")
    # When the facilitator calls the group from the board, everyone sees it come
    board = visit(f"{house.address}/m/{meeting.slug}/breakouts")
    expect(board.locator(".breakout .report-line")).to_contain_text("Whether to wait.")
    reader = visit(f"{house.address}/m/{meeting.slug}")
    expect(reader.locator("connection-light")).to_have_attribute("data-state", "live")
    chair.get_by_role("link", name="Breakout groups").click()
    chair.get_by_role("button", name="Call to report back").click()
    expect(reader.locator("#rail .line").first).to_contain_text("Reports back Energy")
    # And the group may take its word back
    page.get_by_role("button", name="Take back the sign-off").click()
    expect(page.locator("#prompt2 .add-line")).to_be_visible()


def test_a_refused_line_keeps_its_words(meeting, desk):
    page = desk()
    add(page, 1, "x" * 4001)
    expect(page.locator(".outgoing[data-state=refused]")).to_be_visible()
    page.get_by_role("button", name="Put back in the box").click()
    expect(page.locator("#prompt1 .add-line textarea")).to_have_value("x" * 4001)


@pytest.mark.parametrize("path", ["report?as=rapporteur&breakout=1", "breakouts"])
def test_nothing_scrolls_sideways_at_320_pixels(house, meeting, desk, path):
    page = desk(viewport={"width": 320, "height": 640})
    add(page, 1, "A line of a report with a word that is averyveryveryveryveryveryveryverylongonewithoutaspace.")
    expect(lines(page, 1)).to_have_count(1)
    page.goto(f"{house.address}/m/{meeting.slug}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_board_follows_the_reports_as_they_are_written(house, meeting, desk, visit):
    page = desk()
    board = visit(f"{house.address}/m/{meeting.slug}/breakouts")
    board.wait_for_selector("connection-light[data-state=live]")
    add(page, 3, "Publish the list.")
    add(page, 1, "There is **agreement**.")
    asked = board.locator("#breakout1 .asked")
    expect(asked.locator("h4")).to_have_text(["Where is there consensus?", "What would a useful next step be?"])
    expect(asked.first.locator(".words")).to_have_text("There is agreement.")
    # When one is taken back and the rest signed off
    page.locator("#prompt3 summary").click()
    page.locator("#prompt3").get_by_role("button", name="Take it back").click()
    expect(asked).to_have_count(1)
    all_saved(page)
    page.get_by_role("button", name="Sign off the report").click()
    expect(board.locator("#breakout1 .report-state")).to_contain_text("Signed off at")
    expect(board.locator(".breakouts-received")).to_have_text("1 of 1 reports received")
    # And another group that is formed appears
    meeting.must("facilitator", "breakout-form", name="Safety")
    expect(board.locator("#breakout2 h3")).to_have_text("Safety")


def test_the_facilitator_gathers_what_groups_have_in_common(house, meeting, desk, visit):
    page = desk()
    chair = visit(meeting.links["facilitator"])
    chair.goto(f"{house.address}/m/{meeting.slug}/breakouts?as=facilitator")
    chair.wait_for_selector("connection-light[data-state=live]")
    reader = visit(f"{house.address}/m/{meeting.slug}/breakouts")
    reader.wait_for_selector("connection-light[data-state=live]")
    add(page, 3, "Pilots before powers.")
    chair.get_by_text("Gather under a theme").click()
    chair.get_by_label("Theme", exact=True).fill("Pilots")
    chair.get_by_role("button", name="Gather it").click()
    expect(chair.locator(".theme")).to_contain_text("Energy Pilots before powers.")
    expect(reader.locator(".theme h3")).to_have_text("Pilots")
    chair.get_by_role("button", name="Take it out").click()
    expect(chair.locator(".theme")).to_have_count(0)
