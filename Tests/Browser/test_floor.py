"""The speakers list as a remote attendee, the facilitator, the voice and the room see it."""
from playwright.sync_api import expect

from house import Device

PHONE = {"viewport": {"width": 390, "height": 844}}


def connected(page):
    page.wait_for_selector("connection-light[data-state=live]")
    return page


def turn(page, name):
    return page.locator(".turn", has_text=name)


def test_a_remote_hand_is_raised_called_and_heard(house, meeting, attendee, visit):
    page, chair = connected(attendee(**PHONE)), connected(visit(meeting.links["facilitator"]))
    screen = connected(visit(f"{house.address}/m/{meeting.slug}/screen", viewport={"width": 1920, "height": 1080}))
    # Given a walk-in the facilitator wrote down
    chair.get_by_text("Add somebody in the room").click()
    chair.get_by_label("Name", exact=True).fill("Mary")
    chair.get_by_label("Where from").fill("Southend")
    chair.get_by_role("button", name="Add to the list").click()
    expect(turn(chair, "Mary (Southend)")).to_be_visible()
    # When somebody remote asks to speak
    with page.expect_response("**/mine"):
        page.locator(".floor-ask summary").click()
    page.locator("#floor-name").fill("Ada Ng")
    page.get_by_role("button", name="Join the list").click()
    # Then they see their place, and the facilitator sees them as from outside
    expect(page.locator(".floor-own")).to_have_text("You are number 2 on the list.")
    expect(turn(chair, "Ada Ng")).to_contain_text("from outside")
    expect(screen.locator(".screen-next")).to_have_text("Next: Mary, Ada Ng")
    # When the first is called, everybody moves up; when they are, they are told
    chair.get_by_role("button", name="Call next", exact=True).click()
    expect(page.locator(".floor-own")).to_have_text("You are number 1 on the list.")
    expect(screen.locator(".now-speaker")).to_contain_text("Mary")
    turn(chair, "Ada Ng").get_by_role("button", name="Call").click()
    expect(page.locator(".floor-own")).to_have_text("It is your turn: the facilitator has called you.")
    turn(chair, "Ada Ng").get_by_role("button", name="End turn").click()
    expect(page.locator(".floor-own")).to_have_text("Your turn is over.")


def test_the_voice_reads_a_remark_and_it_is_minuted(house, meeting, visit, attendee):
    voice, page = connected(visit(meeting.links["voice"])), connected(attendee())
    Device(meeting).must("floor-join", name="Ada Ng", remark="We pay already.")
    expect(voice.locator(".remark")).to_contain_text("We pay already.")
    voice.get_by_role("button", name="Mark as read out").click()
    expect(page.locator("#rail")).to_contain_text("We pay already.")
    expect(voice.locator(".remark")).to_have_count(0)


def test_the_speakers_list_works_without_javascript(house, meeting, visit):
    page = visit(f"{house.address}/m/{meeting.slug}", java_script_enabled=False)
    page.locator(".floor-ask summary").click()
    page.locator("#floor-name").fill("Ada Ng")
    page.get_by_role("button", name="Join the list").click()
    expect(page.locator(".floor-own")).to_have_text("You are number 1 on the list.")
    chair = visit(meeting.links["facilitator"], java_script_enabled=False)
    chair.get_by_role("button", name="Call next", exact=True).click()
    expect(chair.locator("[data-turns=speaking] .turn")).to_contain_text("Ada Ng")
    page.reload()
    expect(page.locator(".floor-own")).to_contain_text("It is your turn")
