"""The room's screen: where the meeting is and how to join, large, by itself, with nothing to press."""
import re

import pytest
from playwright.sync_api import expect

from house import until

ROOM = {"viewport": {"width": 1920, "height": 1080}}


@pytest.fixture
def screen(house, meeting, visit):
    def open_screen(**options):
        page = visit(f"{house.address}/m/{meeting.slug}/screen", **{**ROOM, **options})
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_screen


def followers(socket, number):
    until(socket, lambda frame: frame["is"] == "gauge" and frame["followers"] == number)


def test_the_screen_shows_where_the_meeting_is_and_how_to_join(house, meeting, screen):
    page = screen()
    expect(page.locator(".now-item")).to_have_text("1 · Welcome")
    expect(page.locator(".screen-address")).to_have_text(f"{house.address.split('//')[1]}/m/{meeting.slug}")
    expect(page.locator(".screen-code b")).to_have_text(re.compile(r"^\d{3} \d{3}$"))
    expect(page.locator(".qr")).to_be_visible()
    # When the meeting goes on
    meeting.write("do: Thanked those joining from outside London.")
    meeting.must("facilitator", "item-take-up", number=2)
    # Then the screen follows by itself, the newest line in view
    expect(page.locator("#rail .line").nth(-2)).to_contain_text("Thanked those joining")
    expect(page.locator(".now-item")).to_have_text("2 · Report back")
    expect(page.locator("#rail .line").last).to_be_in_viewport()
    meeting.must("facilitator", "pause")
    expect(page.get_by_text("The meeting is paused.")).to_be_visible()
    meeting.must("facilitator", "close", really=True)
    expect(page.get_by_text(f"Its record: {house.address.split('//')[1]}/m/{meeting.slug}/record")).to_be_visible()


def test_nothing_on_the_screen_can_be_pressed_and_all_of_it_fits(meeting, screen):
    for number in range(40):
        meeting.write(f"do: Line {number}, long enough to be as wide as lines are, which is to say rather wide on most days.")
    meeting.write("See [the papers](https://example.org/papers) first.")
    page = screen()
    # Then no line is a link, whether the page came with it or heard of it
    meeting.write("And [these](https://example.org/these) for Friday, **[these too](https://example.org/too)**.")
    expect(page.locator("#rail .line").last).to_contain_text("And these for Friday, these too.")
    assert page.locator("a[href]:visible, button:visible, input:visible, select:visible, summary:visible").count() == 0
    for part in (".screen-top h1", ".now-item", ".qr", ".screen-code b", ".screen-foot"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    # Readable at ten metres: words at least 3.2 % of the height
    sizes = page.locator(".line .words, .now-item, .screen-address, .screen-code b").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize) / innerHeight)")
    assert min(sizes) >= 0.032
    assert page.locator("#rail .line").count() == 12
    expect(page.locator("#rail .line").nth(-3)).to_contain_text("Line 39")
    expect(page.locator("#rail .line").last).to_be_in_viewport(ratio=1)


def test_the_screen_is_not_counted_among_those_who_follow(meeting, screen):
    with meeting.socket() as attendee:
        followers(attendee, 1)
        screen()
        with meeting.socket() as other:
            # Then two more have come, and one more follows
            followers(other, 2)
            followers(attendee, 2)
        followers(attendee, 1)


def test_a_screen_that_waits_shows_the_code_once_the_meeting_opens_and_stays_blank_if_it_was(house, visit):
    meeting = house.found(slug="later", title="Later")
    page = visit(f"{house.address}/m/later/screen", **ROOM)
    page.wait_for_selector("connection-light[data-state=idle]")
    expect(page.locator(".screen-code")).to_have_count(0)
    page.keyboard.press("b")
    meeting.must("facilitator", "open")
    expect(page.locator(".screen-code b")).to_have_text(re.compile(r"^\d{3} \d{3}$"))
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    expect(page.locator(".screen-code b")).not_to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".screen-code b")).to_be_visible()


def test_b_blanks_the_screen_and_brings_it_back(screen):
    page = screen()
    page.keyboard.press("b")
    expect(page.locator(".screen-top h1")).not_to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".screen-top h1")).to_be_visible()


def test_of_an_invited_meeting_the_screen_needs_its_link(house, visit):
    meeting = house.found(slug="closed-doors", visibility="invited")
    assert house.ask("GET", "/m/closed-doors/screen")[0] == 401
    status, invitation = house.ask_json(
        "POST", "/api/v1/meetings/closed-doors/invitations?as=organiser", {"role": "screen"},
        secret=meeting.secrets["organiser"])
    assert status == 201
    page = visit(invitation["link"], **ROOM)
    expect(page).to_have_url(f"{house.address}/m/closed-doors/screen")
    expect(page.locator("connection-light[data-state=idle]")).to_be_attached()
