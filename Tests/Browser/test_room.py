"""What the facilitator puts up for everyone, and who follows, on everybody's pages."""
import contextlib

import pytest
from playwright.sync_api import expect
from websockets.sync.client import connect

from house import Device

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def console(meeting, visit):
    def open_console(**options):
        page = visit(meeting.links["facilitator"], **options)
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_console


@pytest.fixture
def screen(house, meeting, visit):
    page = visit(f"{house.address}/m/{meeting.slug}/screen", viewport={"width": 1920, "height": 1080})
    page.wait_for_selector("connection-light[data-state=live]")
    return page


def test_a_message_to_all_stands_everywhere_until_it_is_taken_down(meeting, attendee, scribe, console, screen):
    pages = [attendee(**PHONE), scribe(), screen]
    expect(pages[0].locator("connection-light")).to_have_attribute("data-state", "live")
    chair = console()
    chair.get_by_text("Write a message").click()
    chair.get_by_label("Message", exact=True).fill("Lunch is at one.")
    chair.get_by_role("button", name="Send to all").click()
    for page in pages:
        expect(page.get_by_text("Lunch is at one.")).to_be_visible()
        expect(page.get_by_text("From the facilitator")).to_be_visible()
    # And for who comes later
    pages[0].reload()
    expect(pages[0].get_by_text("Lunch is at one.")).to_be_visible()
    chair.get_by_role("button", name="Take it down").click()
    for page in pages:
        expect(page.get_by_text("Lunch is at one.")).to_have_count(0)


def test_the_facilitator_says_what_the_screen_shows(meeting, console, screen):
    device = Device(meeting)
    for number, words in enumerate(("Who pays?", "Who decides?"), 1):
        device.must("ask", text=words)
        meeting.must("facilitator", "question-publish", number=number)
    device.must("question-support", number=2)
    device.must("floor-join", name="Ada Ng", **{"from": "Cardiff"})
    chair = console()
    turn = chair.locator("#room-screen")
    for button, seen in (
            ("Questions", "Who decides?"), ("Speakers", "Ada Ng (Cardiff)"), ("How to join", "or join with code")):
        turn.get_by_role("button", name=button).click()
        expect(turn.get_by_role("button", name=button)).to_have_attribute("aria-pressed", "true")
        expect(screen.get_by_text(seen).first).to_be_visible()
    expect(screen.locator(".screen-questions")).to_be_hidden()
    # Nothing at all, for a room that should look at each other; then by itself again
    turn.get_by_role("button", name="Nothing").click()
    expect(screen.locator(".screen-top")).to_be_hidden()
    turn.get_by_role("button", name="By itself").click()
    expect(screen.locator(".now-item:visible")).to_have_text("1 · Welcome")
    # And a screen that is opened later is turned the same way
    turn.get_by_role("button", name="Speakers").click()
    expect(screen.get_by_text("Ada Ng (Cardiff)").first).to_be_visible()
    screen.reload()
    expect(screen.get_by_text("Ada Ng (Cardiff)").first).to_be_visible()


def test_the_voice_has_a_name_on_the_attendees_page(meeting, attendee, console, visit):
    page = attendee(**PHONE)
    voice = visit(meeting.links["voice"])
    voice.get_by_label("Your name, as remote people see it").fill("Huw Prosser")
    voice.get_by_role("button", name="Save the name").click()
    expect(page.get_by_text("Huw Prosser reads remote remarks into the room.")).to_be_visible()
    expect(console().locator(".voice-word")).to_have_text("Huw Prosser")


def test_places_are_shown_from_five_people_on_and_can_be_struck(meeting, attendee, console, screen):
    page, chair = attendee(**PHONE), console()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    # Given four from one place who follow, the attendee says the fifth
    readers = []
    for _ in range(4):
        device = Device(meeting)
        device.must("whereabouts", **{"from": "Cardiff", "sector": "academia"})
        readers.append(device)
    with page.expect_response("**/mine"):  # the form's script is there
        page.get_by_text("Say where you follow from").click()
    page.get_by_label("Town or region").fill("cardiff")
    page.get_by_label("For whom you follow").select_option("Academia")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".whereabouts-own")).to_contain_text("Academia, cardiff")
    # Then, as only they are there, they are a few, and nobody is told from where
    expect(chair.locator(".audience-places")).to_have_text("Following from a few elsewhere.")
    # When the others come, all are told how many
    with contextlib.ExitStack() as here:
        for device in readers:
            here.enter_context(following(meeting, device))
        for place in (page, chair, screen):
            expect(place.locator(".audience-places")).to_have_text("Following from Cardiff 5.")
        # And a place that should not be read is struck
        chair.get_by_text("Places shown to everyone").click()
        chair.get_by_role("button", name="Do not show").click()
        for place in (page, chair, screen):
            expect(place.locator(".audience-places")).not_to_contain_text("Cardiff")


def following(meeting, device):
    """A WebSocket of a device, as a context."""
    return connect(
        meeting.socket_address(), subprotocols=["openfloor.v1"], proxy=None, max_queue=None,
        additional_headers={"Authorization": f"Bearer {device.token}"})


def test_a_sectors_time_is_limited_and_counted(meeting, console):
    meeting.must("facilitator", "floor-join", name="Mary", sector="academia")
    meeting.must("facilitator", "floor-call")
    chair = console()
    chair.get_by_text("Time by sector").click()
    chair.get_by_label("Speaking time of").select_option("Academia")
    chair.get_by_label("for the meeting").select_option("5 minutes")
    chair.get_by_role("button", name="Set the limit").click()
    expect(chair.locator(".floor-budgets tbody tr")).to_contain_text("5 min")


def test_what_waits_for_the_room_is_ordered_by_support_when_asked_and_folded(meeting, console):
    device = Device(meeting)
    for number in range(1, 16):
        device.must("ask", text=f"Question number {number}?")
        meeting.must("facilitator", "question-publish", number=number)
    chair = console()
    waiting = chair.locator('[data-list=published] .case')
    order, whole = chair.get_by_role("button", name="Order by support"), chair.get_by_role("button", name="Show all 15")
    expect(waiting.nth(11)).to_be_visible()
    expect(waiting.nth(12)).to_be_hidden()
    expect(order).to_be_hidden()
    # When one gains support, it stays where it is until one asks
    device.must("question-support", number=14)
    order.click()
    expect(waiting.first).to_contain_text("Question number 14?")
    expect(order).to_be_hidden()
    whole.click()
    expect(waiting.nth(14)).to_be_visible()
    expect(whole).to_be_hidden()
