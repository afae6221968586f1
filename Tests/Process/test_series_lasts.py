"""What the record of a series keeps over a power cut, and what of it only some may read."""
import subprocess

from house import BINARY, PATIENCE, House
from series import START, Series, described, device, events, json_of

ONE_HOUSE = True


def verify(*words):
    done = subprocess.run([BINARY, "verify", *map(str, words)], capture_output=True, text=True, timeout=PATIENCE)
    return done.returncode, done.stdout + done.stderr


def verify_bytes(folder, published):
    path = folder / "published.jsonl"
    path.write_bytes(published)
    return verify(path)


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
        before = (series.view(), series.published(), events(house, "/s/sharing/calendar.ics")[1]["ETag"])
        frame = {"do": "point-reopen", "id": "last", "number": 1, "name": "Rhys", "reason": "New law"}
        # When the last is acknowledged and the power fails at once
        answer = json_of(series.post("facilitator", frame))
        assert answer[0] == 200
        house.kill()
        house.start()
        # Then it is there, with all before it
        assert series.point(1)["point"]["standing"] == "open"
        lines = series.published()
        assert list(lines) == list(range(1, answer[1]["entries"][0] + 1))
        assert {n: line for n, line in lines.items() if n in before[1]} == before[1]
        assert events(house, "/s/sharing/calendar.ics")[1]["ETag"] == before[2]
        # And sent again it is the same entry, and with other words refused
        assert json_of(series.post("facilitator", frame)) == answer
        status, problem = json_of(series.post("facilitator", {**frame, "reason": "Another"}))
        assert (status, problem["code"]) == (409, "id-reused")
        assert series.published() == lines
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
    lines = series.published()
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
