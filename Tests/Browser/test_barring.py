"""Abuse at the facilitator's console, and as the device has it that is barred."""
import pytest
from playwright.sync_api import expect

from house import Device
from test_asking import ask, case, ready

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def console(meeting, visit):
    def open_console(**options):
        page = visit(meeting.links["facilitator"], **options)
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_console


def bar(chair, number):
    case(chair, number).locator("summary").click()
    button = case(chair, number).locator(".case-bar button")
    button.click()
    # Not before it is asked for a second time
    expect(button).to_have_text("Bar it? It will only read.")
    button.click()


def test_a_device_is_barred_and_let_in_again_and_both_pages_say_so(meeting, attendee, console):
    # Given an attendee on a phone who asks, and two facilitators
    page, chair, other = attendee(**PHONE), console(), console()
    page.clock.install()
    ready(page)
    page.locator("#ask-name").fill("Rude Guest")
    for number, words in enumerate(("You are all thieves.", "Thieves, I say."), 1):
        ask(page, words)
        expect(chair.locator(".review-count").last).to_have_text(str(number))
        expect(page.locator(".ask-state")).to_contain_text("Received")
    Device(meeting).must("ask", text="Who pays?")
    expect(chair.locator(".review-count").last).to_have_text("3")
    # When the one is barred
    bar(chair, 1)
    # Then what it asked is listed aside at both consoles, and the queue is the others'
    for desk in (chair, other):
        expect(desk.locator('[data-list="in-review"] .case')).to_have_count(1)
        expect(desk.locator(".review-count").last).to_have_text("1")
        expect(desk.locator(".barred-device")).to_contain_text("Rude Guest")
        expect(desk.locator(".barred-asked li")).to_have_text(["1 You are all thieves.", "2 Thieves, I say."])
    # And the keyboard is where it went
    expect(chair.locator("#barred-heading")).to_be_focused()
    # When it asks again, then it is told so, keeps its words, and reads on
    ask(page, "And another thing")
    expect(page.locator(".ask .barred")).to_contain_text("This device only reads")
    expect(page.locator("#ask-form")).to_be_hidden()
    expect(page.locator(".floor-ask")).to_be_hidden()
    meeting.write("The notes go on.")
    # By event: where a click has to scroll first, the reader is at the notes, and what was new is there already
    expect(page.locator("[data-act=show-new]")).to_be_visible()
    page.locator("[data-act=show-new]").dispatch_event("click")
    expect(page.locator("#rail")).to_contain_text("The notes go on.")
    # Also where it is loaded anew
    page.reload()
    expect(page.locator(".ask .barred")).to_contain_text("This device only reads")
    # When it is let in again
    chair.get_by_role("button", name="Let it take part again").click()
    for desk in (chair, other):
        expect(desk.locator('[data-list="in-review"] .case .case-number')).to_have_text(["1", "2", "3"])
        expect(desk.locator(".console-barred")).to_be_hidden()
    # Then its page finds out by itself, and what was typed is still there
    page.clock.fast_forward("01:05")
    expect(page.locator("#ask-form")).to_be_visible()
    expect(page.locator("#ask-text")).to_have_value("And another thing")
    expect(page.locator(".ask .barred")).to_be_empty()


def test_a_facilitator_sees_why_a_question_was_held_and_changes_the_list_meanwhile(meeting, attendee, console):
    meeting.must("facilitator", "moderation", moderation="none")
    page, chair = attendee(), console()
    chair.locator(".console-watched summary").click()
    chair.locator("#watched-words").fill("damn\nbloody hell")
    chair.get_by_role("button", name="Keep this list").click()
    expect(chair.locator(".watched-count")).to_have_text("2")
    # When an attendee asks with one of the words, under the name of a speaker
    ready(page)
    page.locator("#ask-name").fill("dilys owen")
    ask(page, "Who pays the dámn thing?")
    # Then it is not published, the asker is told that it waits, and the facilitator why
    expect(page.locator(".ask-state")).to_contain_text("It is in review")
    expect(case(chair, 1).locator(".case-noticed")).to_have_text(
        "Uses the name of a speaker: dilys owen Has words from the list: “damn”")
    # And so it is where the console is loaded anew
    chair.reload()
    expect(case(chair, 1).locator(".case-noticed")).to_be_visible()
    expect(chair.locator("#watched-words")).to_have_value("damn\nbloody hell")
    # And one that has none of it is published, and says nothing
    page.locator("#ask-name").fill("Ada")
    ask(page, "When is the next meeting?")
    expect(page.locator(".ask-state")).to_contain_text("Received and published")
    expect(case(chair, 2)).to_contain_text("When is the next meeting?")
    expect(case(chair, 2).locator(".case-noticed")).to_be_hidden()


def test_words_typed_into_the_list_are_not_overwritten_by_another_facilitators(meeting, console):
    chair, other = console(), console()
    for desk in (chair, other):
        desk.locator(".console-watched summary").click()
    chair.locator("#watched-words").fill("mine")
    other.locator("#watched-words").fill("theirs")
    other.get_by_role("button", name="Keep this list").click()
    expect(chair.locator(".watched-count")).to_have_text("1")
    expect(chair.locator("#watched-words")).to_have_value("mine")


def test_a_device_is_barred_by_its_turn_on_the_speakers_list(meeting, console):
    chair = console()
    Device(meeting).must("floor-join", name="A rude word")
    turn = chair.locator(".turn[data-number='1']")
    turn.locator("summary").click()
    turn.locator(".turn-bar").click()
    turn.locator(".turn-bar").click()
    expect(chair.locator('[data-turns="waiting"] .turn')).to_have_count(0)
    expect(chair.locator(".barred-device")).to_have_count(1)
