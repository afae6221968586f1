"""A series from its founding to what its third meeting comes back to, as programs and plain browsers see it."""
import json
import subprocess
from datetime import datetime, timezone

import pytest

from browser import Browser
from house import BINARY, PATIENCE, SERIES_FRAMES, Device, House
from series import FRAUD, OPENAPI, PLAN, RESEARCH, Series, described, device, events

ONE_HOUSE = True
START = 1_798_000_000_000  # 23 December 2026, 04:26:40 UTC
HOUR = 3_600_000


def verify(*words):
    done = subprocess.run([BINARY, "verify", *map(str, words)], capture_output=True, text=True, timeout=PATIENCE)
    return done.returncode, done.stdout + done.stderr


def verify_bytes(folder, published):
    path = folder / "published.jsonl"
    path.write_bytes(published)
    return verify(path)


def record(series, secret=None):
    """The published lines of a series by position; a line that only staff may read is None."""
    status, headers, body = series.house.ask("GET", f"/s/{series.slug}/record.jsonl", secret=secret)
    assert status == 200 and headers["Content-Type"].startswith("application/jsonl")
    rows = [json.loads(row) for row in body.splitlines()][1:-1]
    return {row["position"]: json.loads(row["body"]) if "body" in row else None for row in rows}


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
    before = len(record(series))
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
    assert len(record(series)) == before


def json_of(answer):
    status, _, body = answer
    return status, json.loads(body)


# The schedule and calendars


def test_a_calendar_hears_of_every_move_under_one_name(house):
    # Given a series of three meetings, one without a day
    series = Series(house, "calendars")
    schedule = {"number": 1, "title": "First, “open” meeting; with cake", "startsAt": START, "minutes": 90,
                "place": "Town Hall,\u0020Cardiff — y Neuadd fawr iawn sydd yng nghanol y ddinas", "setting": "mixed"}
    series.must("organiser", "meeting-schedule", **{**schedule, "number": None})
    series.must("organiser", "meeting-schedule", title="Second", startsAt=START + 24 * HOUR, standing="confirmed")
    series.must("organiser", "meeting-schedule", title="Third")
    path, own = "/s/calendars/calendar.ics", "/s/calendars/meetings/1/calendar.ics"
    first, headers = events(house, path)
    assert len(first) == 2
    [uid] = events(house, own)[0]
    event = first[uid]
    # Then the event says what was planned
    assert str(event["SUMMARY"]) == schedule["title"] and str(event["LOCATION"]) == schedule["place"]
    assert event["DTSTART"].dt == datetime(2026, 12, 23, 4, 26, 40, tzinfo=timezone.utc)
    assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == 90 * 60
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "TENTATIVE")
    assert str(event["URL"]) == f"{house.address}/s/calendars/schedule#meeting1"
    # And who has the calendar already is told so
    etag = headers["ETag"]
    status, _, body = house.ask("GET", path, headers={"If-None-Match": etag})
    assert (status, body) == (304, b"")
    assert events(house, path)[1]["ETag"] == etag
    # When it is moved, confirmed and called off, then it is the same event, newer each time
    known = int(event["SEQUENCE"])
    for change, status in (({"startsAt": START + HOUR}, "TENTATIVE"), ({"standing": "confirmed"}, "CONFIRMED"),
                           ({"standing": "cancelled"}, "CANCELLED")):
        schedule |= change
        series.must("organiser", "meeting-schedule", **schedule)
        for address in (path, own, "/calendar.ics"):
            event = events(house, address)[0][uid]
            assert (int(event["SEQUENCE"]), str(event["STATUS"])) == (known + 1, status), address
        known += 1
    assert str(event["SUMMARY"]).endswith(schedule["title"]) and str(event["SUMMARY"]) != schedule["title"]
    assert event["DTSTART"].dt.hour == 5
    # And what is no change of time, place or standing is none for a calendar
    schedule["setting"] = "remote"
    series.must("organiser", "meeting-schedule", **schedule)
    assert int(events(house, own)[0][uid]["SEQUENCE"]) == known
    # And the old one is out of date now
    assert house.ask("GET", path, headers={"If-None-Match": etag})[0] == 200
    # And every reader may look at a move on the page
    assert "Moved" in house.ask("GET", "/s/calendars/schedule")[2].decode()
    for nowhere in ("/s/calendars/meetings/9/calendar.ics", "/s/calendars/meetings/x/calendar.ics",
                    "/s/nowhere/calendar.ics", "/m/nowhere/calendar.ics"):
        assert house.ask("GET", nowhere)[0] == 404, nowhere
    # And one without a day is in no calendar, yet has one of its own that is empty
    assert events(house, "/s/calendars/meetings/3/calendar.ics")[0] == {}


def test_the_calendar_of_all_has_each_meeting_once_and_none_that_is_not_listed(house):
    series = Series(house, "all-of-them")
    hidden = Series(house, "hidden", visibility="unlisted")
    for one in (series, hidden):
        one.must("organiser", "meeting-schedule", title=f"Meeting of {one.slug}", startsAt=START)
    # Given a meeting of the series, one of the hidden series, one of no series, and one nobody sees
    series.hold(1, "held-listed", startsAt=START)
    hidden.hold(1, "held-hidden", startsAt=START)
    alone = house.found(slug="held-alone", title="Of no series", startsAt=START)
    house.found(slug="held-unlisted", visibility="unlisted", title="Of nobody", startsAt=START)
    found, _ = events(house, "/calendar.ics")
    titles = [str(event["SUMMARY"]) for event in found.values()]
    assert titles.count("Meeting of all-of-them") == 1 and titles.count("Of no series") == 1
    assert not {"Meeting of hidden", "Of nobody", "Open meeting"} & set(titles)
    # Then a meeting's own calendar has the event of its series, and leads to its page
    [uid] = events(house, "/s/all-of-them/calendar.ics")[0]
    own, _ = events(house, "/m/held-listed/calendar.ics")
    assert list(own) == [uid] and str(own[uid]["URL"]) == f"{house.address}/m/held-listed"
    # And one of no series is newer once it is moved, under the same name
    [(uid, event)] = events(house, "/m/held-alone/calendar.ics")[0].items()
    assert (int(event["SEQUENCE"]), str(event["STATUS"])) == (0, "CONFIRMED")
    alone.must("organiser", "plan", meeting={"title": "Of no series", "startsAt": START + HOUR})
    [(again, event)] = events(house, "/m/held-alone/calendar.ics")[0].items()
    assert again == uid and int(event["SEQUENCE"]) == 1
    assert house.ask("GET", "/calendar.ics")[1]["Cache-Control"] != "private"


def test_the_page_of_a_meeting_that_is_still_planned_follows_the_schedule(house):
    series = Series(house, "followed")
    series.must("organiser", "meeting-schedule", title="First", startsAt=START)
    meeting = series.hold(1, "followed-first", startsAt=START)
    assert series.view()["meetings"][0]["slug"] == "followed-first"
    series.must("organiser", "meeting-schedule", number=1, title="First", startsAt=START + HOUR, place="York")
    plan = meeting.entries()[-1]["line"]["meeting"]
    assert (plan["startsAt"], plan["place"]) == (START + HOUR, "York")
    # And one that has begun keeps the day it had
    meeting.must("facilitator", "open")
    series.must("organiser", "meeting-schedule", number=1, title="First", startsAt=START + 2 * HOUR)
    assert meeting.entries()[-1]["line"]["kind"] == "opened"


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


# What lasts, and who may read it


def test_what_was_acknowledged_is_there_after_a_power_cut_and_sound(tmp_path):
    with House(tmp_path / "data") as house:
        series = Series(house)
        series.must("organiser", "meeting-schedule", title="First", startsAt=START)
        meeting = series.hold(1, "first")
        meeting.must("facilitator", "open")
        series.settle("Pilots end by themselves.")
        series.invite("link-person")
        series.must("link-person", "word-explain", term="PIA", text="What might go wrong, written down.")
        series.must("organiser", "comment", point=1, text="Add the date.")
        series.must("facilitator", "comment-publish", number=1)
        series.must("facilitator", "paper-add", meeting=1, title="Draft", address="https://x.org/draft")
        before = (series.view(), record(series), events(house, "/s/sharing/calendar.ics")[1]["ETag"])
        frame = {"do": "point-reopen", "id": "last", "number": 1, "name": "Rhys", "reason": "New law"}
        # When the last is acknowledged and the power fails at once
        answer = json_of(series.post("facilitator", frame))
        assert answer[0] == 200
        house.kill()
        house.start()
        # Then it is there, with all before it
        assert series.point(1)["point"]["standing"] == "open"
        lines = record(series)
        assert list(lines) == list(range(1, answer[1]["entries"][0] + 1))
        assert {n: line for n, line in lines.items() if n in before[1]} == before[1]
        assert events(house, "/s/sharing/calendar.ics")[1]["ETag"] == before[2]
        # And sent again it is the same entry, and with other words refused
        assert json_of(series.post("facilitator", frame)) == answer
        status, problem = json_of(series.post("facilitator", {**frame, "reason": "Another"}))
        assert (status, problem["code"]) == (409, "id-reused")
        assert record(series) == lines
        # And the folder and what is published of it are sound
        code, said = verify("--data", tmp_path / "data")
        assert code == 0 and said.count("sound") == 2 and "NOT SOUND" not in said
        published = house.ask("GET", "/s/sharing/record.jsonl")[2]
        code, said = verify_bytes(tmp_path, published)
        assert code == 0 and "sound" in said, said
        # And a changed word of it is found
        assert b"New law" in published
        code, said = verify_bytes(tmp_path, published.replace(b"New law", b"Old law"))
        assert code == 1 and "NOT SOUND" in said
        house.stop()


def test_a_frame_sent_at_the_same_time_from_many_places_is_one_entry(held):
    from concurrent.futures import ThreadPoolExecutor

    series, _ = held
    frame = {"do": "point-propose", "id": "at-once", "strand": RESEARCH, "standing": "open", "text": "Said at once"}
    turned = dict(reversed(frame.items()))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: json_of(series.post("organiser", (frame, turned)[n % 2])), range(16)))
    assert len({json.dumps(answer) for answer in answers}) == 1 and answers[0][0] == 200, answers
    assert [one["point"]["text"] for one in series.view()["proposals"]].count("Said at once") == 1


def test_many_at_once_lose_nothing_and_give_no_number_twice(held):
    from concurrent.futures import ThreadPoolExecutor

    series, _ = held
    before = len(record(series))

    def propose(n):
        frame = {"do": "point-propose", "id": f"many-{n}", "strand": FRAUD, "standing": "open", "text": f"Point {n}"}
        return json_of(series.post(("organiser", "facilitator")[n % 2], frame))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(propose, range(40)))
    assert {status for status, _ in answers} == {200}
    assert sorted(answer["entries"][0] for _, answer in answers) == list(range(before + 1, before + 41))
    numbers = [one["number"] for one in series.view()["proposals"]]
    assert len(numbers) == len(set(numbers))


def test_an_invited_series_is_read_only_by_who_was_invited(house):
    series = Series(house, "invited", visibility="invited")
    series.must("organiser", "meeting-schedule", title="Only for the invited", startsAt=START)
    series.settle("Nobody else may know this.")
    guest = series.invite("attendee", name="Ada").rsplit("/", 1)[1]
    pages = ["", "/board", "/schedule", "/actions", "/feedback", "/plan", "/calendar.ics", "/record.jsonl",
             "/meetings/1/calendar.ics"]
    addresses = ["/s/invited" + page for page in pages] + ["/api/v1/series/invited"]
    stranger = house.found(slug="invited-not").secrets["facilitator"]
    for address in addresses:
        for secret in (None, "0" * 26, stranger):
            status, _, body = house.ask("GET", address, secret=secret)
            assert status == 401 and b"Nobody else" not in body and b"Only for the" not in body, address
        status, headers, body = house.ask("GET", address, secret=guest)
        assert status == 200, address
        assert "private" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"], address
    # And nobody else is told that it is there
    assert "invited" not in [one["slug"] for one in house.ask_json("GET", "/api/v1/series")[1]["series"]]
    for address in ("/", "/calendar.ics"):
        body = house.ask("GET", address)[2]
        assert b"Only for the invited" not in body and b"/s/invited" not in body, address
    # And who was invited reads, and changes nothing
    assert series.view(secret=guest)["points"][0]["point"]["text"] == "Nobody else may know this."
    assert series.give("attendee", "point-reopen", secret=guest, number=1, name="A", reason="B")[0] == 403
    # And a link to it that was made for a role is for that role
    status, problem = house.ask_json(
        "POST", "/api/v1/series/invited/invitations", {"role": "facilitator"}, secret=series.secrets["organiser"])
    assert (status, problem["code"]) == (400, "bad-value")
    for secret in (guest, None, stranger):
        assert house.ask("POST", "/api/v1/series/invited/invitations", {"role": "organiser"}, secret=secret)[0] == 401


def test_what_is_for_staff_is_in_nothing_that_everyone_may_read(house, tmp_path):
    # Given a comment that waits, one that was declined, a word asked for, and somebody to invite
    series = Series(house, "private")
    series.must("organiser", "meeting-schedule", title="First", startsAt=START)
    meeting = series.hold(1, "private-first")
    series.settle("Pilots end by themselves.")
    token = device(meeting)
    for frame, fields in (("comment", {"point": 1, "text": "Canarywaiting", "name": "Canaryname"}),
                          ("comment", {"point": 1, "text": "Canarydeclined"}), ("word-ask", {"term": "Canaryword"}),
                          ("invitee-suggest", {"text": "Canaryinvitee"})):
        series.must("attendee", frame, secret=token, **fields)
    series.must("facilitator", "comment-decline", number=2, reason="Names a person")
    series.must("organiser", "comment", point=1, text="Published words")
    series.must("facilitator", "comment-publish", number=3, text="Published otherwise")
    # Then no page, answer, calendar or publication has it, for whoever has no link, a device or a link person's link
    series.invite("link-person")
    paths = [f"/s/private{page}" for page in (
        "", "/board", "/schedule", "/actions", "/feedback", "/record.jsonl", "/calendar.ics")]
    paths += ["/api/v1/series/private", "/api/v1/series", "/", "/calendar.ics", "/m/private-first"]
    for path in paths:
        for secret in (None, token, series.secrets["link-person"]):
            status, _, body = house.ask("GET", path, secret=secret)
            assert status == 200 and b"Canary" not in body, path
    # And the published record has its place, and what was decided; also of a comment that was taken down
    series.must("organiser", "comment", point=1, text="Taken down")
    series.must("facilitator", "comment-publish", number=4)
    assert b"Taken down" in house.ask("GET", "/s/private/record.jsonl")[2]
    series.must("facilitator", "comment-decline", number=4, reason="Names a person")
    lines = record(series)
    kinds = [line and line["kind"] for line in lines.values()]
    assert kinds.count(None) == 7 and "comment-declined" in kinds
    assert [line["comment"]["text"] for line in lines.values() if line and line["kind"] == "comment-published"] == [
        "Published otherwise"]
    for line in lines.values():
        if line:
            described("Line", line)
    published = house.ask("GET", "/s/private/record.jsonl")[2]
    assert b"restricted" in published and b"Published words" not in published
    assert b"Taken down" not in published
    code, said = verify_bytes(tmp_path, published)
    assert code == 0 and "sound" in said, said


# By forms alone


def test_a_series_by_forms_and_cookies_alone(house):
    # Given a browser with the site organiser's link
    browser = Browser(house)
    browser.visit(house.site_link)
    page = browser.visit("/new-series")
    wish = {"title": "Open <policy> meetings", "slug": "by-forms", "visibility": "listed", "purpose": "To agree.",
            "strands": "Research | De-identified only | A paper | May: a draft; June: a vote\nFraud",
            "timeZone": "Europe/London", "language": "en", "targets": "civil | 30\nMEDIA | 5 %\nWales | 10"}
    # When the form is refused, what was typed is given back; when it is right and pressed twice, one series is founded
    refused = browser.submit(page, page.form("title"), **{**wish, "timeZone": "Mars"})
    assert refused.status == 400 and refused.form("title").fields["strands"] == wish["strands"]
    form = page.form("title")
    made = [browser.submit(page, form, **wish) for _ in range(2)]
    assert [one.status for one in made] == [201, 201]
    slugs = [one["slug"] for one in house.ask_json("GET", "/api/v1/series")[1]["series"]]
    assert slugs.count("by-forms") == 1 and "by-forms-2" not in slugs
    link = next(link for link in made[0].links if "/k/" in link)
    page = browser.visit(link)
    assert "/s/by-forms" in page.address and "Open &lt;policy&gt; meetings" in page.text
    fields = browser.visit("/s/by-forms/plan?as=organiser").form("targets").fields
    assert fields["targets"].strip() == "civil-society | 30\nmedia | 5\nWales | 10"
    assert fields["strands"].strip() == wish["strands"]
    # When the organiser enters two meetings, and one is given back that cannot be
    page = browser.visit("/s/by-forms/schedule?as=organiser")
    new = next(form for form in page.forms if ("do", "meeting-schedule") in form.buttons)
    refused = browser.submit(page, new, ("do", "meeting-schedule"), title="First", minutes="99999")
    assert refused.status == 400 and "99999" in refused.text
    for title, date in (("First", "2026-12-21"), ("Second", "2027-02-01")):
        page = browser.submit(
            page, new, ("do", "meeting-schedule"), title=title, date=date, time="10:30", minutes="90", place="Cardiff",
            standing="provisional", id=f"form-{title}")
        assert page.status == 200 and "said=ok" in page.address
    view = house.ask_json("GET", "/api/v1/series/by-forms")[1]
    assert [one["title"] for one in view["meetings"]] == ["First", "Second"]
    assert view["meetings"][0]["startsAt"] == 1_797_849_000_000  # 10:30 in London
    # When the second is moved and then called off
    for change in ({"date": "2027-02-08"}, {"standing": "cancelled"}):
        form = next(form for form in page.forms if form.fields.get("number") == "2" and "title" in form.fields)
        page = browser.submit(page, form, ("do", "meeting-schedule"), **change)
    [second] = [one for one in house.ask_json("GET", "/api/v1/series/by-forms")[1]["meetings"] if one["number"] == 2]
    assert (second["standing"], second["sequence"]) == ("cancelled", 2) and "movedFrom" in second
    # When the first gets its page, made from the schedule
    page = browser.visit("/new?series=by-forms&meeting=1")
    form = page.form("agenda")
    assert form.fields["title"] == "First" and form.fields["strands"] == "Research\nFraud"
    page = browser.submit(page, form, slug="by-forms-first")
    assert page.status == 201, page.text
    assert house.ask_json("GET", "/api/v1/series/by-forms")[1]["meetings"][0]["slug"] == "by-forms-first"
    chair, scribe = chair_and_scribe(house, page)
    # When the meeting is opened, something is decided, noted and found wrong
    desk = chair.visit("/m/by-forms-first/console?as=facilitator")
    desk = chair.submit(desk, desk.form("as", ("do", "open")), ("do", "open"))
    assert "said=ok" in desk.address
    for words in ("+ Pilots end <by> themselves", "/action Rhys to write by 26 March", "/feedback Too hot"):
        desk = scribe.visit("/m/by-forms-first/scribe?as=scribe")
        assert scribe.submit(desk, desk.form("text"), text=words).status == 200
    # Then the facilitator makes it a point: proposed, then confirmed
    page = chair.visit("/m/by-forms-first/positions?as=facilitator")
    form = next(form for form in page.forms if ("do", "point-propose") in form.buttons)
    assert form.fields["text"] == "Pilots end <by> themselves"
    page = chair.submit(page, form, ("do", "point-propose"), standing="settled", strand="Fraud")
    assert "said=ok" in page.address, page.text
    assert "Pilots end &lt;by&gt; themselves" in Browser(house).visit("/s/by-forms/board").text
    page = chair.submit(page, page.form("proposal", ("do", "point-confirm")), ("do", "point-confirm"))
    assert "said=ok" in page.address
    board = chair.visit("/s/by-forms/board?as=facilitator")
    # And reopens it, first without a reason, which is refused and gives back the name
    form = next(form for form in board.forms if ("do", "point-reopen") in form.buttons)
    refused = chair.submit(board, form, ("do", "point-reopen"), name="Rhys <b>", reason="")
    assert refused.status == 400 and "Rhys &lt;b&gt;" in refused.text
    board = chair.submit(board, form, ("do", "point-reopen"), name="Rhys <b>", reason="A new law")
    assert "said=ok" in board.address and "A new law" in board.text and "<b>, " not in board.text
    # And says what became of the action and the complaint
    page = chair.visit("/s/by-forms/actions?as=facilitator")
    form = next(form for form in page.forms if ("do", "action-review") in form.buttons)
    page = chair.submit(page, form, ("do", "action-review"), state="done", outcome="He <wrote> it.")
    assert "said=ok" in page.address and "He &lt;wrote&gt; it." in page.text
    page = chair.visit("/s/by-forms/feedback?as=facilitator")
    form = next(form for form in page.forms if ("do", "feedback-answer") in form.buttons)
    page = chair.submit(page, form, ("do", "feedback-answer"), text="The window opens <now>.")
    assert "said=ok" in page.address and "The window opens &lt;now&gt;." in page.text
    # And a reader has all that, no form but what everybody may fill in, and none that sends a command of staff
    for path in ("", "/board", "/schedule", "/actions", "/feedback"):
        page = Browser(house).visit("/s/by-forms" + path)
        dos = {button[1] for form in page.forms for button in form.buttons if button[0] == "do"}
        assert page.status == 200 and dos <= {"comment", "word-ask", "invitee-suggest"}, path
    # And a form from another site's page, or sent under a role nobody gave, is refused
    stranger = Browser(house)
    assert stranger.submit(board, form, ("do", "feedback-answer"), text="x").status == 401
    page = chair.visit("/s/by-forms/schedule?as=facilitator")
    assert not any(("do", "meeting-schedule") in form.buttons for form in page.forms)


def chair_and_scribe(house, created):
    """Browsers with the facilitator's and the scribe's link."""
    found = {}
    for link in dict.fromkeys(link for link in created.links if "/k/" in link):
        browser = Browser(house)
        address = browser.visit(link).address
        for role in ("facilitator", "scribe"):
            if address.endswith(f"as={role}"):
                found[role] = browser
    return found["facilitator"], found["scribe"]
