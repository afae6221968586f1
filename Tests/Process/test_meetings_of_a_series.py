"""Meetings made from a schedule, from a template, or like another; and what a series says in its live meeting."""
import re
import subprocess

from browser import Browser
from house import BINARY, PATIENCE
from series import HOUR, RESEARCH, START, Series

ONE_HOUSE = True


def press_hold(series, number, meeting):
    """As `Series.enter`, by the button on the schedule; only a browser that holds both links has it."""
    browser = series.organiser(meeting.links["organiser"])
    page = browser.visit(f"/s/{series.slug}/schedule?as=organiser")
    form = page.form("slug")
    assert form.fields["number"] == str(number)
    page = browser.submit(page, form, button=("do", "meeting-hold"), slug=meeting.slug)
    assert page.status == 200, page.text


def test_the_organiser_of_a_series_makes_the_page_of_its_next_meeting_with_what_is_carried_over(house):
    # Given a series whose first meeting left an action and a word about its format, which was answered
    series = Series(house, "carried", strands=[{"name": "Research"}, {"name": "Fraud"}])
    series.must("organiser", "meeting-schedule", title="First meeting")
    first = house.found(slug="carried-1", title="First meeting", strands=["Research", "Fraud"], attribution="role")
    first.must("facilitator", "breakout-form", name="Energy", strand="Research", setting="mixed")
    press_hold(series, 1, first)
    first.must("facilitator", "open")
    first.write("/action Dilys to write by 26 March")
    [said] = first.write("/feedback It was too short.")
    first.must("facilitator", "close", really=True)
    series.must("organiser", "feedback-answer", meeting=1, line=said, text="The next one lasts a day.")
    series.must("organiser", "meeting-schedule", title="Second meeting", startsAt=1_900_000_000_000, place="Cardiff", minutes=240)
    # When its organiser, who may create nothing else, makes the page of the second
    browser = series.organiser()
    assert browser.visit(f"{house.address}/new").status == 401
    page = browser.visit(f"{house.address}/new?series=carried&meeting=2")
    form = page.form("title")
    assert form.fields["title"] == "Second meeting" and form.fields["place"] == "Cardiff"
    assert form.fields["date"] == "2030-03-17" and form.fields["attribution"] == "role"
    assert form.fields["breakouts"] == "Energy | Research | mixed"
    agenda = form.fields["agenda"].splitlines()
    assert [line.split(" | ")[0] for line in agenda] == ["Welcome", "You said, we did", "Review of actions"]
    page = browser.submit(page, form, slug="carried-2")
    assert page.status == 201, page.text
    # Then it is on the schedule, has the group, and cannot be made twice
    view = house.ask_json("GET", "/api/v1/series/carried")[1]
    assert [meeting.get("slug") for meeting in view["meetings"]] == ["carried-1", "carried-2"]
    groups = house.ask_json("GET", "/api/v1/meetings/carried-2")[1]["state"]["breakouts"]
    assert [(one["name"], one["strand"], one["setting"]) for one in groups] == [("Energy", "Research", "mixed")]
    again = browser.visit(f"{house.address}/new?series=carried&meeting=2")
    assert browser.submit(again, again.form("title"), slug="carried-3").status == 409
    # And its page says what it belongs to
    assert "/s/carried/feedback" in browser.visit(f"{house.address}/m/carried-2").text


def test_what_is_moved_on_the_schedule_is_moved_on_the_meetings_page(house):
    series = Series(house, "moved")
    series.must("organiser", "meeting-schedule", title="Only meeting", startsAt=1_900_000_000_000, place="Cardiff")
    meeting = house.found(slug="moved-1", title="Only meeting", startsAt=1_900_000_000_000, place="Cardiff")
    series.enter(1, meeting)
    series.must(
        "organiser", "meeting-schedule", number=1, title="Only meeting", startsAt=1_900_086_400_000, place="Bangor",
        standing="confirmed")
    plan = house.ask_json("GET", "/api/v1/meetings/moved-1")[1]["state"]["meeting"]
    assert (plan["startsAt"], plan["place"]) == (1_900_086_400_000, "Bangor")


def test_what_is_reviewed_or_reopened_is_said_in_the_meeting_that_is_live(house):
    # Given a held meeting with an action and a settled point, and one that is live
    series = Series(house, "said")
    held, live = (house.found(slug=f"said-{number}", title=f"Meeting {number}") for number in (1, 2))
    for number, meeting in ((1, held), (2, live)):
        series.must("organiser", "meeting-schedule", title=f"Meeting {number}")
        series.enter(number, meeting)
        meeting.must("facilitator", "open")
    [action] = held.write("/action Dilys to *write*")
    [agreed] = held.write("+ Records may be used")
    held.must("facilitator", "close", really=True)
    proposal = series.must(
        "organiser", "point-propose", meeting=1, line=agreed, strand=RESEARCH, standing="settled", text="Records may be used")
    series.must("organiser", "point-confirm", proposal=proposal)
    # When the action is reviewed and the point reopened
    review = {"do": "action-review", "id": "once", "meeting": 1, "line": action, "state": "done",
              "outcome": "It is **out**."}
    for _ in range(2):  # a lost answer has the same frame sent again
        assert series.post("organiser", review)[0] == 200
    series.must("organiser", "point-reopen", number=1, name="Mari", reason="letters went to the dead", meeting=2)
    # Then the live meeting's notes say both once, word for word
    notes = ["".join(entry["line"]["text"]) for entry in live.entries() if entry["line"]["kind"] == "summary"]
    assert notes == [
        "Carried over from “Meeting 1”: Dilys to write – Done: It is **out**.",
        "Point 1 of the position board is open again: “Records may be used” Mari asked, because letters went to the dead."]


def test_a_meeting_is_started_from_a_template_with_its_groups_and_questions(house):
    browser = Browser(house)
    page = browser.visit(house.site_link)
    page = browser.visit(house.address + re.search(r'/new\?template=deep-dive', page.text)[0])
    form = page.form("title")
    assert len(form.fields["agenda"].splitlines()) == 7
    page = browser.submit(page, form, title="Pilots, barrier by barrier", slug="deep", visibility="listed")
    assert page.status == 201, page.text
    state = house.ask_json("GET", "/api/v1/meetings/deep")[1]["state"]
    assert [one["name"] for one in state["breakouts"]] == ["First barrier", "Second barrier", "Third barrier"]
    assert state["meeting"]["reportPrompts"][1] == "What would remove it?"
    # And copying it copies its groups and its moderation too
    browser.visit(house.site_link)
    copied = browser.visit(house.address + "/new?like=deep").form("title").fields
    assert copied["breakouts"] == "First barrier\nSecond barrier\nThird barrier"


def test_a_series_is_begun_and_listed_by_command(house):
    def run(*words):
        return subprocess.run(
            [BINARY, "series", *words, "--data", str(house.folder)], capture_output=True, text=True, timeout=PATIENCE)
    made = run("create", "By command", "--slug", "commanded", "--strand", "Research")
    assert made.returncode == 0 and f"{house.address}/s/commanded" in made.stdout and "/k/" in made.stdout
    assert "unlisted\tcommanded\tBy command" in run("list").stdout
    assert house.ask_json("GET", "/api/v1/series/commanded")[1]["strands"][0]["name"] == "Research"


def test_a_show_of_hands_confirms_only_what_it_said_yes_to(house):
    # Given a proposal, and a room that says no to it
    series = Series(house, "hands", {})
    [meeting] = series.meetings
    proposal = series.must("organiser", "point-propose", strand=RESEARCH, standing="settled", text="Pilots end", meeting=1)
    chair = series.organiser(meeting.links["facilitator"])
    page = chair.visit(f"{house.address}/m/{meeting.slug}/positions?as=facilitator")
    asked = page.form("text", ("do", "poll-open"))
    assert chair.submit(page, asked, ("do", "poll-open")).status == 200
    meeting.must("facilitator", "poll-count", number=1, counts=[3, 9, 0])
    meeting.must("facilitator", "poll-close", number=1)
    # Then it cannot be confirmed by these hands
    status, answer = series.give("facilitator", "point-confirm", proposal=proposal, meeting=1, poll=1)
    assert (status, answer["code"]) == (409, "not-carried") and series.view()["points"] == []
    # But by a second show of hands that says yes, which the page has chosen already; others are not offered
    meeting.must("facilitator", "poll-open", text="Something else?", options=["Yes", "No"])
    meeting.must("facilitator", "poll-count", number=2, counts=[9, 3])
    meeting.must("facilitator", "poll-close", number=2)
    page = chair.visit(f"{house.address}/m/{meeting.slug}/positions?as=facilitator")
    assert "Something else?" not in page.text
    assert chair.submit(page, page.form("text", ("do", "poll-open")), ("do", "poll-open")).status == 200
    meeting.must("facilitator", "poll-count", number=3, counts=[9, 3, 1])
    meeting.must("facilitator", "poll-close", number=3)
    page = chair.visit(f"{house.address}/m/{meeting.slug}/positions?as=facilitator")
    form = page.form("poll", ("do", "point-confirm"))
    assert form.fields["poll"] == "3"
    assert chair.submit(page, form, ("do", "point-confirm")).status == 200
    assert series.view()["points"][0]["history"][0]["confirmation"]["hands"]["poll"] == 3


def test_a_question_that_was_carried_over_is_dealt_with(house):
    series = Series(house, "asked", {})
    [meeting] = series.meetings
    meeting.write("/q Who pays for the audits?")
    meeting.must("facilitator", "close", really=True)
    organiser = series.organiser()
    page = organiser.visit(f"{house.address}/s/asked/actions?as=organiser")
    form = page.form("question", ("do", "action-review"))
    page = organiser.submit(page, form, ("do", "action-review"), state="done", outcome="The Treasury does.")
    assert page.status == 200 and "The Treasury does." in page.text
    assert "Questions that wait for an answer" not in page.text
    # And no other number is taken for it
    status, answer = series.give("organiser", "action-review", meeting=1, question=7, state="done", outcome="x")
    assert (status, answer["code"]) == (404, "unknown-question")


def test_a_meetings_page_says_how_it_stands_on_the_schedule(house):
    series = Series(house, "stands")
    series.must("organiser", "meeting-schedule", title="Only", startsAt=START)
    series.hold(1, "stands-1", startsAt=START)
    def lead():
        return house.ask("GET", "/m/stands-1")[2].decode()
    assert "that is provisional" in lead()
    series.must("organiser", "meeting-schedule", number=1, title="Only", startsAt=START + 24 * HOUR, standing="confirmed")
    assert "Moved; it was to begin on" in lead() and "provisional" not in lead()
    series.must("organiser", "meeting-schedule", number=1, title="Only", startsAt=START, standing="cancelled")
    assert "This meeting is called off." in lead()


def test_a_template_keeps_what_is_carried_over(house):
    series = Series(house, "kept", {})
    series.meetings[0].write("/action Bo to write")
    series.meetings[0].must("facilitator", "close", really=True)
    series.must("organiser", "meeting-schedule", title="Next")
    page = series.organiser().visit(f"{house.address}/new?template=deep-dive&series=kept&meeting=2")
    agenda = page.form("title").fields["agenda"].splitlines()
    assert agenda[1] == "Review of actions | discuss" and len(agenda) == 8


def test_a_lost_link_to_a_series_is_made_again_by_command(house):
    series = Series(house, "lost")
    made = subprocess.run(
        [BINARY, "invite", "--series", "lost", "--data", str(house.folder)], capture_output=True, text=True,
        timeout=PATIENCE)
    page = Browser(house).visit(made.stdout.strip())
    assert page.status == 200 and page.address == f"{house.address}/s/lost?as=organiser"
    assert series.slug == "lost"
