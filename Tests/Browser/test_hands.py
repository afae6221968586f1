"""Shows of hands, as those who answer, count, watch and read about them see them."""
import pytest
from playwright.sync_api import expect

from house import PATIENCE, Device

PHONE = {"viewport": {"width": 390, "height": 844}}
QUESTION = "Shall the pilot go ahead?"


@pytest.fixture
def console(meeting, visit):
    def open_console(**options):
        page = visit(meeting.links["facilitator"], **options)
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_console


def open_by_form(chair, question=QUESTION, by_name=False):
    chair.get_by_text("Ask for a show of hands").click()
    chair.get_by_label("Question", exact=True).fill(question)
    chair.get_by_label("By name").set_checked(by_name)
    chair.get_by_role("button", name="Open the show of hands").click()


def cells(page, row):
    """The numbers of a row: outside the room, in it."""
    return page.locator(row).locator("td")


def test_hands_outside_the_room_and_in_it_are_counted_apart_to_the_record(house, meeting, attendee, console, visit):
    # Given an attendee on a phone, the room's screen, and a facilitator who asks
    page, chair = attendee(**PHONE), console()
    screen = visit(f"{house.address}/m/{meeting.slug}/screen", viewport={"width": 1920, "height": 1080})
    open_by_form(chair)
    # Then it is said before anybody answers that it is anonymous
    box = page.locator("#hands .hand")
    expect(box).to_contain_text("Anonymous")
    expect(screen.locator(".screen-asked")).to_have_text(QUESTION)
    # When the attendee answers, and another one
    box.get_by_label("Against").check()
    box.get_by_role("button", name="Answer", exact=True).click()
    expect(box.locator(".hand-own")).to_have_text("Your answer is counted.")
    Device(meeting).must("poll-vote", number=1, option=1)
    # Then everybody sees how many have answered, and nobody what
    for place in (box.locator(".hand-turnout"), screen.locator(".screen-turnout"), chair.locator(".poll-turnout")):
        expect(place).to_have_text("2 have answered from outside the room")
    expect(screen.locator(".screen-result")).to_be_hidden()
    # When the hands in the room are counted and it is closed
    for place, n in enumerate((7, 5, 1), 1):
        chair.locator(f".poll input[name=count{place}]").fill(str(n))
    chair.get_by_role("button", name="Save the room’s count").click()
    expect(chair.locator(".poll .poll-room")).to_have_text("13 counted in the room")
    chair.get_by_role("button", name="Close and show the result").click()
    # Then phone, screen and console show the two counts side by side, and the notes tell of them
    expect(page.locator("#hands .hand-closed")).to_contain_text("2 answered from outside the room · 13 counted in the room")
    expect(cells(page, "#hands tbody tr >> nth=0")).to_have_text(["1", "7"])
    expect(screen.locator(".screen-result tbody tr").nth(1)).to_contain_text("Against")
    expect(cells(screen, ".screen-result tbody tr >> nth=1")).to_have_text(["1", "5"])
    expect(chair.locator(".poll .figures tbody tr").nth(2)).to_have_text("Abstain01")
    line = page.locator("#rail .line").first
    expect(line).to_contain_text("Outside the room: For 1, Against 1, Abstain 0. In the room: For 7, Against 5, Abstain 1.")
    # And the page as served anew, and the record, say the same
    page.reload()
    expect(cells(page, ".hands-closed tbody tr >> nth=0")).to_have_text(["1", "7"])
    meeting.must("facilitator", "close", really=True)
    page.goto(f"{house.address}/m/{meeting.slug}/record")
    expect(page.get_by_role("row", name="For 1 7")).to_be_visible()


def test_an_answer_by_name_can_be_changed_and_its_name_is_public_once_published(meeting, attendee, console):
    page, chair = attendee(), console()
    open_by_form(chair, by_name=True)
    box = page.locator("#hands .hand")
    expect(box).to_contain_text("By name: the facilitator sees who chose what, and may publish it.")
    # When somebody answers by name, and thinks better of it
    for answer in ("For", "Abstain"):
        box.get_by_label(answer, exact=True).check()
        box.get_by_label("Name").fill("Ada Ng")
        box.get_by_role("button", name="Answer", exact=True).click()
        expect(box.locator(".hand-own")).to_contain_text(f"You chose {answer}.")
        if answer == "For":
            box.get_by_role("button", name="Change my answer").click()
    # Then the facilitator has the name under the last answer, and no other reader has it
    chair.get_by_role("button", name="Close and show the result").click()
    expect(page.locator("#hands .hand-closed")).to_contain_text("1 answered from outside the room")
    chair.get_by_text("Who chose what", exact=True).click()
    expect(chair.locator(".poll-names dl")).to_have_text("AbstainAda Ng")
    assert page.get_by_text("Ada Ng").count() == 0
    # When the names are published, which takes a second press
    chair.get_by_role("button", name="Publish the names").click()
    chair.get_by_role("button", name="Publish for everyone?").click()
    # Then they are everybody's
    expect(page.locator(".hands-closed .hand-names")).to_have_text("Abstain: Ada Ng")
    # And for who comes later, and the console asks no more
    page.reload()
    expect(page.locator(".hands-closed .hand-names")).to_have_text("Abstain: Ada Ng")
    chair.reload()
    expect(chair.locator(".poll-names")).to_be_attached()
    expect(chair.get_by_role("button", name="Publish the names")).to_have_count(0)


def test_who_reads_elsewhere_is_told_and_nothing_moves(meeting, attendee):
    for number in range(40):
        meeting.write(f"do: Line {number}, long enough to take up two rows on a phone, as most lines that are noted do.")
    page = attendee(**PHONE)
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    # Given somebody who reads further down
    read = page.locator("#rail .line").nth(25)
    read.scroll_into_view_if_needed()
    before = read.bounding_box()["y"]
    # When a show of hands opens
    meeting.must("facilitator", "poll-open", text=QUESTION, options=["For", "Against"])
    # Then a strip says so, and what is read stays where it was
    strip = page.locator(".hands-call")
    expect(strip).to_contain_text(QUESTION)
    assert abs(read.bounding_box()["y"] - before) <= 1
    # And leads to it, and is gone once one has answered
    strip.get_by_role("link").click()
    expect(page.locator("#hands .hand-question")).to_be_in_viewport()
    expect(page.locator("#hands .hand-question")).to_be_focused()
    page.get_by_label("For", exact=True).check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".hand-own")).to_have_text("Your answer is counted.")
    read.scroll_into_view_if_needed()
    expect(page.locator("#hands .hand-question")).not_to_be_in_viewport()
    expect(strip).to_be_hidden()


def test_who_follows_at_the_top_sees_it_come_and_the_result_go_once_the_meeting_goes_on(meeting, attendee):
    page = attendee(**PHONE)
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    meeting.must("facilitator", "poll-open", text=QUESTION, options=["For", "Against"])
    expect(page.locator("#hands .hand-question")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    meeting.must("facilitator", "poll-close", number=1)
    expect(page.locator("#hands .hand-closed")).to_be_in_viewport()
    meeting.must("facilitator", "item-take-up", number=2)
    expect(page.locator("#hands .hand")).to_have_count(0)
    expect(page.locator(".hands-closed .hand")).to_have_count(1)


def test_what_was_not_taken_is_said_where_one_answered(house, meeting, attendee):
    page = attendee(**PHONE)
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    meeting.must("facilitator", "poll-open", text=QUESTION, options=["For", "Against"])
    box = page.locator("#hands .hand")
    box.get_by_label("For", exact=True).check()
    # Given that the server is away
    house.kill()
    box.get_by_role("button", name="Answer", exact=True).click()
    expect(box.locator(".hand-own")).to_contain_text("onnect")
    expect(box.get_by_label("For", exact=True)).to_be_checked()
    # When it is back, the same press counts once
    house.start()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live", timeout=3 * PATIENCE * 1000)
    box.get_by_role("button", name="Answer", exact=True).click()
    expect(box.locator(".hand-own")).to_have_text("Your answer is counted.")
    meeting.must("facilitator", "poll-close", number=1)
    expect(page.locator("#hands .hand-closed")).to_contain_text("1 answered from outside the room")
