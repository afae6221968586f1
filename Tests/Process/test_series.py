"""A series from its founding to what its second meeting comes back to, as programs see it."""
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from house import SERIES_FRAMES, Device
from series import FRAUD, HOUR, OPENAPI, PLAN, RESEARCH, START, Series, described, device, json_of

ONE_HOUSE = True


# Founding


def test_a_series_is_founded_by_a_site_organiser_and_by_nobody_else(house):
    meeting = house.found(slug="none-of-it")
    wish = {"slug": "founded", "visibility": "listed", "series": PLAN}
    before = house.ask_json("GET", "/api/v1/series")
    for secret in (None, "0" * 26, *meeting.secrets.values()):
        status, problem = house.ask_json("POST", "/api/v1/series", wish, secret=secret)
        assert (status, problem["code"]) == (401, "no-grant")
        assert house.ask("GET", "/new-series", secret=secret)[0] == 401
    assert house.ask_json("GET", "/api/v1/series") == before
    # Given who may found it, two of one wish get two addresses, and what cannot stand founds nothing
    series = [Series(house, "founded") for _ in range(2)]
    assert [one.slug for one in series] == ["founded", "founded-2"]
    site = house.site_link.rsplit("/", 1)[1]
    for bad in ({"series": {"title": " "}}, {"series": {"title": "T", "timeZone": "Mars"}}, {"series": {}}, [],
                {"series": {"title": "T", "strands": [{"name": "A"}, {"name": "a"}]}},
                {"slug": "No Slug", "series": {"title": "T"}}, {"visibility": "secret", "series": {"title": "T"}}):
        assert house.ask("POST", "/api/v1/series", bad, secret=site)[0] == 400, bad
    listed = house.ask_json("GET", "/api/v1/series")[1]["series"]
    assert len(listed) == len(before[1]["series"]) + 2
    for one in listed:
        described("SeriesSummary", one)
    # And it stands as it was planned
    view = series[0].view()
    assert (view["title"], view["purpose"], view["timeZone"]) == (PLAN["title"], PLAN["purpose"], "Europe/London")
    assert view["strands"] == [PLAN["strands"][0], {**PLAN["strands"][1], "milestones": []}]
    assert view["meetings"] == view["points"] == view["proposals"] == []


def test_every_frame_of_the_page_by_every_wrong_role_is_refused(house):
    # Given a series with somebody in every role
    series = Series(house, "guarded")
    series.must("organiser", "meeting-schedule", title="First")
    meeting = series.hold(1, "guarded-first")
    series.invite("link-person", name="Bo")
    series.secrets["attendee"] = device(meeting)
    may = {schema["properties"]["do"]["const"]: schema["x-roles"]
           for schema in OPENAPI["components"]["schemas"].values() if "x-roles" in schema}
    before = len(series.published())
    for frame in SERIES_FRAMES:
        for role in ("attendee", "facilitator", "link-person", "organiser"):
            if role in may[frame["do"]]:
                continue
            status, problem = json_of(series.post(role, frame))
            assert (status, problem["code"]) == (403, "not-permitted"), (frame["do"], role)
        # And a role without a link to this series is none, whatever link it has
        for role, secret in (("scribe", meeting.secrets["scribe"]), ("organiser", meeting.secrets["organiser"]),
                             ("facilitator", series.secrets["organiser"]), ("link-person", meeting.secrets["scribe"]),
                             ("organiser", series.secrets["link-person"]), ("organiser", "0" * 26), ("voice", "")):
            status, problem = json_of(series.post(role, frame, secret=secret))
            assert (status, problem["code"]) == (401, "no-grant"), (frame["do"], role)
    # And who facilitates a meeting of another series does nothing here
    other = house.found(slug="guarded-other")
    status, problem = series.give("facilitator", "paper-drop", secret=other.secrets["facilitator"], number=1)
    assert (status, problem["code"]) == (401, "no-grant")
    assert len(series.published()) == before


# The position board


@pytest.fixture(scope="module")
def held(lasting_house):
    """A series whose first meeting is open, has said a few things, and closed a show of hands."""
    series = Series(lasting_house, "held")
    series.must("organiser", "meeting-schedule", title="First", startsAt=START - 1000 * HOUR)
    series.must("organiser", "meeting-schedule", title="Second", startsAt=START)
    meeting = series.hold(1, "held-first")
    meeting.must("facilitator", "open")
    series.lines = {
        "decision": meeting.write("+ De-identified records may be used for statistics")[0],
        "action": meeting.write("/action Rashid to share a draft by 26 March")[0],
        "feedback": meeting.write("/feedback Too little time between meetings")[0],
    }
    meeting.must("facilitator", "poll-open", text="Is it so?", options=["For", "Against"])
    Device(meeting).must("poll-vote", number=1, option=1)
    meeting.must("scribe", "poll-count", number=1, counts=[9, 2])
    meeting.must("facilitator", "poll-close", number=1)
    return series, meeting


def test_a_line_becomes_a_point_once_the_facilitator_says_so(held):
    series, _ = held
    wording = {"strand": RESEARCH, "standing": "open", "text": "De-identified records", "options": ["Yes", "No"],
               "evidence": "The pilot", "nextQuestion": "Whose?"}
    count = len(series.view()["points"])
    proposal = series.must("facilitator", "point-propose", meeting=1, line=series.lines["decision"], **wording)
    view = series.view()
    assert len(view["points"]) == count
    [waiting] = [one for one in view["proposals"] if one["proposal"] == proposal]
    assert waiting["point"] == wording and waiting["source"] == {"meeting": 1, "line": series.lines["decision"]}
    series.must("facilitator", "point-confirm", proposal=proposal)
    point = series.point(waiting["number"])
    assert point["point"] == wording and point["history"][-1]["confirmation"] == {}
    assert point["history"][-1]["source"] == waiting["source"]
    assert proposal not in [one["proposal"] for one in series.view()["proposals"]]
    # And its line is one of that meeting that stands
    for line, code in ((999, "unknown-line"), (1, "unknown-line")):
        status, problem = series.give("facilitator", "point-propose", meeting=1, line=line, **wording)
        assert (status, problem["code"]) == (404, code)


def test_a_show_of_hands_confirms_with_what_was_counted_in_the_room_and_outside(held):
    series, meeting = held
    proposal = series.must(
        "facilitator", "point-propose", strand=FRAUD, standing="settled", text="Pilots end by themselves.", meeting=1)
    # Given one that is open, one that nobody held, and one of no meeting, nothing is confirmed
    meeting.must("facilitator", "poll-open", text="Shall pilots end?", options=["For", "Against", "Abstain"])
    open_poll = 2
    for fields, code in (({"meeting": 1, "poll": open_poll}, "poll-is"), ({"meeting": 1, "poll": 9}, "unknown-poll"),
                         ({"meeting": 2, "poll": 1}, "not-scheduled"), ({"poll": 1}, "not-scheduled")):
        status, problem = series.give("facilitator", "point-confirm", proposal=proposal, **fields)
        assert problem["code"] == code, fields
    meeting.must("facilitator", "poll-close", number=open_poll)
    # When one that was counted confirms it
    series.must("facilitator", "point-confirm", proposal=proposal, meeting=1, poll=1)
    step = series.view()["points"][-1]["history"][-1]
    assert step["confirmation"]["hands"] == {
        "meeting": 1, "poll": 1,
        "votes": {"question": "Is it so?", "options": ["For", "Against"], "remote": [1, 0], "room": [9, 2]}}
    # Then the board says so, and never adds the two together
    page = series.house.ask("GET", "/s/held/board")[2].decode()
    assert "Is it so?" in page and "Pilots end by themselves." in page


def test_a_settled_point_that_comes_up_again_is_named_to_staff_and_changed_only_by_reopening(house):
    # Given a series that settled something in its first meeting, and is in its second
    series = Series(house, "ground")
    for title in ("First", "Second"):
        series.must("organiser", "meeting-schedule", title=title)
    first = series.hold(1, "ground-first")
    first.must("facilitator", "open")
    [line] = first.write("+ De-identified records may be used for statistics.")
    number = series.settle("De-identified records may be used for statistics.", meeting=1, line=line)
    second = series.hold(2, "ground-second")
    second.must("facilitator", "open")

    def ground(role, secret=None):
        return house.ask_json(
            "GET", f"/api/v1/meetings/ground-second/old-ground?as={role}", secret=secret or second.secrets.get(role))

    assert ground("scribe") == (200, {"touched": []})
    # When somebody says it again, by its words, and by its number
    second.write("Lunch is at one, in the gallery.")
    assert ground("scribe") == (200, {"touched": []})
    [said] = second.write("I am not sure identified records should be used.")
    for role in ("facilitator", "scribe", "organiser", "voice"):
        status, answer = ground(role)
        assert status == 200, answer
        [touched] = answer["touched"]
        described("TouchedPoint", touched)
        assert touched["point"] == number and touched["said"].endswith(str(said))
        assert touched["text"] == "De-identified records may be used for statistics."
        assert str(line) in touched["settled"] and touched["address"].startswith("/s/ground/board")
    [again] = second.write(f"Look at point {number}.")
    assert ground("facilitator")[1]["touched"][0]["said"].endswith(str(again))
    # Then an attendee is not told, nor who has no link, and the meeting that settled it is not warned of itself
    for role, expected in (("attendee", 403), ("screen", 403), ("rapporteur", 403)):
        assert ground(role)[0] == expected
    assert ground("scribe", "0" * 26)[0] == 401
    assert ground("attendee", device(second))[0] == 403
    first.write("De-identified records may be used for statistics, we said.")
    assert house.ask_json(
        "GET", "/api/v1/meetings/ground-first/old-ground?as=scribe", secret=first.secrets["scribe"]) == (
        200, {"touched": []})
    # And other words for it are refused until it is reopened, with who asks and why
    wording = {"number": number, "strand": RESEARCH, "standing": "open", "text": "De-identified records"}
    for role in ("facilitator", "organiser"):
        status, problem = series.give(role, "point-propose", **wording)
        assert (status, problem["code"]) == (409, "point-is")
        for missing in ("name", "reason"):
            fields = {"name": "Rhys Malik", "reason": "The law has changed.", missing: None}
            assert series.give(role, "point-reopen", number=number, **fields)[0] == 400
    series.must("facilitator", "point-reopen", number=number, name="Rhys Malik", reason="The law has changed.",
                meeting=2, line=said)
    point = series.point(number)
    assert point["point"]["standing"] == "open"
    assert {key: point["history"][-1][key] for key in ("reopenedBy", "reason", "source")} == {
        "reopenedBy": "Rhys Malik", "reason": "The law has changed.", "source": {"meeting": 2, "line": said}}
    assert ground("scribe") == (200, {"touched": []})
    proposal = series.must("facilitator", "point-propose", **wording)
    series.must("facilitator", "point-confirm", proposal=proposal)
    page = house.ask("GET", "/s/ground/board")[2].decode()
    assert "Rhys Malik" in page and "The law has changed." in page


def test_actions_are_reviewed_and_feedback_answered(held):
    series, _ = held
    where = {"meeting": 1, "line": series.lines["action"]}
    series.must("facilitator", "action-review", state="ongoing", outcome="Half of it is written.", **where)
    page = series.house.ask("GET", "/s/held/actions")[2].decode()
    assert "Half of it is written." in page
    series.must("organiser", "action-review", state="done", outcome="The draft went out.", **where)
    page = series.house.ask("GET", "/s/held/actions")[2].decode()
    assert "The draft went out." in page and "share a draft" in page
    series.must("facilitator", "feedback-answer", meeting=1, line=series.lines["feedback"], text="Six weeks from now on.")
    page = series.house.ask("GET", "/s/held/feedback")[2].decode()
    assert "Too little time between meetings" in page and "Six weeks from now on." in page
    # And both are about a line that is there
    for fields in ({"meeting": 1, "line": 999}, {"meeting": 1}, {"meeting": 9, "line": 1}):
        for frame, more in (("action-review", {"state": "done", "outcome": "x"}), ("feedback-answer", {"text": "x"})):
            assert series.give("organiser", frame, **fields, **more)[0] in (400, 404), (frame, fields)


# Many at once


def test_a_frame_sent_at_the_same_time_from_many_places_is_one_entry(held):
    series, _ = held
    frame = {"do": "point-propose", "id": "at-once", "strand": RESEARCH, "standing": "open", "text": "Said at once"}
    turned = dict(reversed(frame.items()))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: json_of(series.post("organiser", (frame, turned)[n % 2])), range(16)))
    assert len({json.dumps(answer) for answer in answers}) == 1 and answers[0][0] == 200, answers
    assert [one["point"]["text"] for one in series.view()["proposals"]].count("Said at once") == 1


def test_many_at_once_lose_nothing_and_give_no_number_twice(held):
    series, _ = held
    before = len(series.published())

    def propose(n):
        frame = {"do": "point-propose", "id": f"many-{n}", "strand": FRAUD, "standing": "open", "text": f"Point {n}"}
        return json_of(series.post(("organiser", "facilitator")[n % 2], frame))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(propose, range(40)))
    assert {status for status, _ in answers} == {200}
    assert sorted(answer["entries"][0] for _, answer in answers) == list(range(before + 1, before + 41))
    numbers = [one["number"] for one in series.view()["proposals"]]
    assert len(numbers) == len(set(numbers))
