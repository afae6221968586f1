"""Questions from afar, as those who ask, moderate, read and sit in the room see them."""
import pytest
from playwright.sync_api import expect

from house import Device, until

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def console(house, meeting, visit):
    def open_console(**options):
        page = visit(meeting.links["facilitator"], **options)
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_console


def ready(page):
    """The page's program is there, and the part of it that takes questions."""
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    page.locator("#ask-text").focus()
    expect(page.locator("#ask-count")).to_have_text("0 of 500")


def supporting(meeting, attendee):
    """A page whose reader has just supported the one question there is."""
    published(meeting, "Who pays?")
    page = attendee()
    ready(page)
    with page.expect_response("**/commands**"):
        page.locator(".questions-open .support-button").click()
    return page


def ask(page, words):
    page.locator("#ask-text").fill(words)
    page.locator(".ask-send").click()


def case(page, number):
    return page.locator(f'.case[data-number="{number}"]')


def published(meeting, *words):
    device = Device(meeting)
    for number, one in enumerate(words, 1):
        device.must("ask", text=one)
        meeting.must("facilitator", "question-publish", number=number)
    return device


def test_case_7_a_question_goes_from_a_phone_to_the_room_and_comes_back_answered(meeting, attendee, console, visit, house):
    # Given an attendee on a phone, a facilitator at the console, and the room's screen
    page, chair = attendee(**PHONE), console()
    screen = visit(f"{house.address}/m/{meeting.slug}/screen", viewport={"width": 1920, "height": 1080})
    # When the attendee asks
    ready(page)
    ask(page, "Who pays for the pilot?")
    # Then the asker at once sees it in review, and the facilitator has it, nobody else
    expect(page.locator(".own-list .question")).to_contain_text("In review")
    expect(case(chair, 1)).to_contain_text("Who pays for the pilot?")
    # When it is published with changes, and put to the room
    case(chair, 1).locator("summary").click()
    case(chair, 1).get_by_label("Words, changed").fill("Who pays for the pilot after March?")
    case(chair, 1).get_by_role("button", name="Publish with changes").click()
    expect(chair.locator('[data-list=published] .case')).to_have_count(1)
    case(chair, 1).get_by_role("button", name="Put to the room").click()
    # Then it is before the room, and the asker sees that it was changed
    expect(screen.locator(".screen-question .words")).to_have_text("Who pays for the pilot after March?")
    expect(page.locator(".own-list .question")).to_contain_text("Published with changes")
    # When the scribe answers
    [line, _] = meeting.write("/a do: The programme does.")
    # Then the asker is led to the answer, and the screen says so
    expect(page.locator(f'.own-list a[href$="/lines/{line}"]')).to_be_visible()
    expect(screen.locator(f"#n{line} .answer-mark")).to_have_text("Answers question 1")
    expect(screen.locator(".screen-question .state")).to_have_text("Answered")
    # And when the facilitator is done with it, it leaves the screen
    case(chair, 1).get_by_role("button", name="Set aside").click()
    expect(screen.locator(".screen-question")).to_be_hidden()


def test_a_decline_reaches_the_asker_with_its_reason(meeting, attendee, console):
    page, chair = attendee(), console()
    ready(page)
    ask(page, "Is the moon made of cheese?")
    case(chair, 1).locator("summary").click()
    case(chair, 1).get_by_label("Reason").fill("Not about this meeting")
    case(chair, 1).get_by_role("button", name="Decline").click()
    expect(page.locator(".own-list .question")).to_contain_text("Reason: Not about this meeting")


def test_case_6_fifty_votes_move_nothing_until_one_asks(meeting, attendee):
    # Given a reader of a list of three questions
    published(meeting, "Who pays?", "Who decides?", "When is the next meeting?")
    page = attendee()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    order = "all => all.map(one => one.dataset.number + ' ' + one.querySelector('.count').textContent)"
    before = page.locator(".questions-open .question").evaluate_all(order)
    assert before == ["1 0", "2 0", "3 0"]
    with meeting.socket() as watcher:
        until(watcher, lambda frame: frame["is"] == "welcome")
        # When fifty votes arrive and a question is published
        for voter in range(50):
            Device(meeting).must("question-support", number=3 if voter % 5 else 2)
        Device(meeting).must("ask", text="A fourth question")
        meeting.must("facilitator", "question-publish", number=4)
        until(watcher, lambda frame: frame["is"] == "support" and frame["counts"].get("3") == 40)
    # Once the page has a line said after the last count was told, it has the count
    meeting.write("After the votes.")
    expect(page.locator("#rail")).to_contain_text("After the votes.")
    # Then nothing has moved, and what there is to see is offered
    expect(page.locator(".questions-news")).to_contain_text("show")
    expect(page.locator(".questions-news")).to_contain_text("3 changes")
    assert page.locator(".questions-open .question").evaluate_all(order) == before
    page.locator(".questions-news").click()
    after = ["3 40", "2 10", "1 0", "4 0"]
    expect(page.locator(".questions-open .question")).to_have_count(4)
    assert page.locator(".questions-open .question").evaluate_all(order) == after


def test_ones_own_support_is_seen_at_once_and_can_be_taken_back(meeting, attendee):
    published(meeting, "Who pays?")
    page = attendee()
    ready(page)
    button = page.locator(".questions-open .support-button")
    with page.expect_response("**/commands**"):
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_contain_text("Supported 1")
    page.reload()
    expect(page.locator(".questions-open .support-button")).to_contain_text("Supported 1")
    page.locator(".questions-open .support-button").click()
    expect(page.locator(".questions-open .support-button")).to_contain_text("Support 0")


def test_what_is_ones_own_is_asked_for_again_where_the_first_answer_was_lost(meeting, attendee):
    page = supporting(meeting, attendee)
    # Given a line on which the first question for it dies
    lost = []
    page.route("**/mine", lambda route: route.continue_() if lost else (lost.append(route), route.abort()))
    page.reload()
    expect(page.locator(".questions-open .support-button")).to_contain_text("Supported 1")
    assert lost


def test_what_is_ones_own_is_shown_however_late_the_part_that_shows_it_comes(meeting, attendee):
    page = supporting(meeting, attendee)
    # Given a page whose other parts have the answer before this one is there
    answered, held = [], []

    def let_go(request):
        if request.url.endswith("/mine"):
            answered.append(request)
            for route in held:
                route.continue_()

    page.on("requestfinished", let_go)
    page.route("**/taking-part.js", lambda route: route.continue_() if answered else held.append(route))
    page.reload(wait_until="commit")
    expect(page.locator(".questions-open .support-button")).to_contain_text("Supported 1")


def test_asked_over_a_dead_line_it_is_kept_and_sent_once(meeting, attendee):
    page = attendee()
    ready(page)
    page.context.set_offline(True)
    ask(page, "Asked in a tunnel")
    expect(page.locator(".ask-state")).to_contain_text("Kept here")
    page.context.set_offline(False)
    expect(page.locator(".own-list .question")).to_contain_text("In review")
    status, answer = meeting.house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}/questions?as=facilitator", secret=meeting.secrets["facilitator"])
    assert [one["asked"]["words"] for one in answer["questions"]] == ["Asked in a tunnel"]


def test_a_like_question_is_offered_while_one_types(meeting, attendee):
    published(meeting, "Who pays for the pilot after March?", "Who decides?")
    page = attendee()
    ready(page)
    page.locator("#ask-text").press_sequentially("who will pay for the pilot")
    expect(page.locator(".similar-list .question")).to_contain_text("Who pays for the pilot after March?")
    page.locator(".similar-list .support-button").click()
    expect(page.locator(".similar-list .support-button")).to_contain_text("Supported")


def test_questions_work_without_javascript(house, meeting, visit):
    page = visit(f"{house.address}/m/{meeting.slug}", java_script_enabled=False)
    page.locator("#ask-text").fill("Asked without a script")
    page.get_by_role("button", name="Ask a question").click()
    expect(page.locator(".said-ok")).to_contain_text("Your question is in.")
    page.get_by_role("link", name="Your questions").first.click()
    expect(page.locator(".question")).to_contain_text("In review")
    page.locator("summary", has_text="Change the wording").click()
    page.locator("textarea").fill("Asked otherwise")
    page.get_by_role("button", name="Save the new wording").click()
    expect(page.locator(".question .words").first).to_have_text("Asked otherwise")
    chair = visit(meeting.links["facilitator"], java_script_enabled=False)
    case(chair, 1).get_by_role("button", name="Publish", exact=True).click()
    expect(chair.locator("[data-list=published] .case")).to_have_count(1)
    page.goto(f"{house.address}/m/{meeting.slug}/questions")
    page.get_by_role("button", name="Support").click()
    expect(page.locator(".support-button")).to_contain_text("Supported 1")
    case(chair, 1).get_by_role("button", name="Put to the room").click()
    expect(chair.locator("[data-list=on-now] .case")).to_have_count(1)


def test_of_two_facilitators_the_second_is_told(meeting, console):
    published(meeting)
    Device(meeting).must("ask", text="Who pays?")
    one, other = console(), console()
    other.context.set_offline(True)
    expect(other.locator("connection-light")).not_to_have_attribute("data-state", "live")
    case(one, 1).get_by_role("button", name="Publish", exact=True).click()
    expect(one.locator("[data-list=published] .case")).to_have_count(1)
    case(other, 1).get_by_role("button", name="Publish", exact=True).click()
    expect(case(other, 1).locator(".case-said")).to_contain_text("Not sent")
    other.context.set_offline(False)
    expect(other.locator("[data-list=published] .case")).to_have_count(1)


def test_the_console_says_when_a_question_waits_too_long(meeting, visit):
    page = visit("about:blank")
    page.clock.install()
    page.goto(meeting.links["facilitator"])
    page.wait_for_selector("connection-light[data-state=live]")
    Device(meeting).must("ask", text="Who pays?")
    expect(case(page, 1)).to_be_visible()
    page.clock.fast_forward("11:00")
    expect(page.locator(".warning")).to_have_text("1 question has waited more than ten minutes.")
