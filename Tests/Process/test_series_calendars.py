"""The schedule of a series: calendars hear of every change under one name, and so does a meeting's own page."""
from datetime import datetime, timezone

from series import HOUR, START, Series, events

ONE_HOUSE = True


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
