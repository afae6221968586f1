"""Meetings made from a schedule, from a template, or like another; and what a series says in its live meeting."""
import re
import subprocess

from browser import Browser
from house import BINARY, PATIENCE
from series import RESEARCH, Series

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
