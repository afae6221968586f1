"""A link that was revoked or has expired opens nothing, by any verb or transport, and cuts off whoever is in by it."""
import contextlib
import http.client
import json
import sqlite3
import subprocess
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from house import BINARY, PATIENCE, House, until
from series import Series


def revoke(house, link):
    done = subprocess.run(
        [BINARY, "revoke", link, "--data", house.folder], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr


def every_use(meeting, role):
    """What a link to this role may be shown for, as (method, path, body)."""
    base, page = f"/api/v1/meetings/{meeting.slug}", f"/m/{meeting.slug}"
    uses = [("POST", f"{base}/commands?as={role}", {"do": "write", "id": "c-1", "text": "Mine?"})]
    uses += [("GET", f"{base}{path}as={role}", None) for path in (
        "?", "/entries?", "/entries?wait=1&", "/lines?", "/lines/1?", "/questions?", "/live?", "/old-ground?",
        "/record.jsonl?")]
    uses += [(method, f"{page}/{desk}?as={role}", None) for method in ("GET", "HEAD") for desk in (
        "console", "voice", "scribe", "invite", "erase", "report")]
    uses += [("POST", f"{page}/{desk}?as={role}", b"do=open&id=f-1&as=" + role.encode()) for desk in (
        "console", "voice", "scribe", "invite", "erase", "report", "breakouts", "corrections")]
    uses += [("POST", f"{base}/invitations?as={role}", {"role": "scribe"}),
             ("POST", f"{base}/address?as={role}", {"slug": "elsewhere"}),
             ("POST", f"{base}/erasures?as={role}", {"line": 1, "ground": "consent-withdrawn"})]
    return uses


def answers(meeting, role, secret):
    """The status of every use, shown as a program's bearer and as a browser's cookie."""
    house, found = meeting.house, {}
    for method, path, body in every_use(meeting, role):
        for shown in ({"Authorization": f"Bearer {secret}"}, {"Cookie": f"openfloor={secret}", "Origin": house.address}):
            if path.startswith("/api/") and "/live" in path:
                shown["Accept"] = "text/event-stream"
            status, _, answer = house.ask(method, path, body, headers=shown)
            found[method, path, next(iter(shown))] = (status, answer[:300])
    return found


def is_closed(meeting, role, secret):
    for use, (status, answer) in answers(meeting, role, secret).items():
        assert status in (303, 400, 401, 403, 404) or status == 200 and use[0] != "POST" and b"no-grant" in answer, (
            use, status, answer)
    status, headers, _ = meeting.house.ask("GET", f"/k/{secret}")
    assert status == 404 and "Set-Cookie" not in headers


@pytest.mark.parametrize("role", ["scribe", "facilitator", "organiser", "voice"])
def test_a_revoked_link_opens_nothing_by_any_verb(house, meeting, role):
    before = len(meeting.entries())
    revoke(house, meeting.links[role])
    is_closed(meeting, role, meeting.secrets[role])
    assert len(meeting.entries()) == before


def test_a_link_that_has_expired_opens_nothing_by_any_verb(house, meeting):
    # Given links whose time is over
    before = len(meeting.entries())
    house.stop()
    with sqlite3.connect(house.folder / "openfloor.sqlite") as database:
        assert database.execute("UPDATE role_grant SET expires_at = ?", [int(time.time() * 1000) - 1]).rowcount >= 5
    database.close()
    house.start()
    # Then none opens anything, and the site organiser's founds nothing
    for role in ("scribe", "facilitator", "organiser", "voice"):
        is_closed(meeting, role, meeting.secrets[role])
    status, problem = house.ask_json(
        "POST", "/api/v1/meetings", {"meeting": {"title": "x"}}, secret=house.site_link.rsplit("/", 1)[1])
    assert (status, problem["code"]) == (401, "no-grant")
    assert len(meeting.entries()) == before


def stream(meeting, role):
    """A reader by event stream in a role; what it hears is in its `heard`, until it is cut off."""
    line = http.client.HTTPConnection("127.0.0.1", meeting.house.port, timeout=PATIENCE)
    line.request(
        "GET", f"/api/v1/meetings/{meeting.slug}/live?as={role}",
        headers={"Accept": "text/event-stream", "Authorization": f"Bearer {meeting.secrets[role]}"})
    answer = line.getresponse()
    assert answer.status == 200
    assert b"welcome" in answer.read1(65536)
    return answer


def rest(answer):
    kept = b""
    while piece := answer.read1(65536):
        kept += piece
    return kept


def test_a_revoked_link_ends_an_event_stream_at_once_and_no_other(house, meeting):
    # Given a facilitator and a scribe who follow by event stream
    cut, other = stream(meeting, "scribe"), stream(meeting, "facilitator")
    # When the scribe's link is revoked, and something is said that only staff may hear
    revoke(house, meeting.links["scribe"])
    meeting.must("facilitator", "ask", text="Plantedword?")
    # Then the scribe's stream has ended without it, and the facilitator's goes on
    assert b"Plantedword" not in rest(cut)
    heard = b""
    while b"Plantedword" not in heard:
        assert (piece := other.read1(65536)), heard
        heard += piece


def test_a_revoked_link_ends_a_long_poll_that_waits(house, meeting):
    # Given a scribe who waits for the next entry
    last, answer = len(meeting.entries(**{"as": "attendee"})), []

    def wait():
        answer.append(house.ask(
            "GET", f"/api/v1/meetings/{meeting.slug}/entries?as=scribe&after={last}&wait=60",
            secret=meeting.secrets["scribe"]))

    waiting = threading.Thread(target=wait)
    with meeting.socket("facilitator") as chair:
        until(chair, lambda frame: frame["is"] == "welcome")
        waiting.start()
        until(chair, lambda frame: frame["is"] == "gauge" and frame["followers"] >= 0)
        # When the link is revoked and a question comes that only staff may read
        revoke(house, meeting.links["scribe"])
        meeting.must("organiser", "plan", meeting={"title": "Plantedtitle"})
        waiting.join(PATIENCE)
    # Then the poll says that the link is none
    status, _, body = answer[0]
    assert status == 401 and json.loads(body)["code"] == "no-grant", (status, body[:300])


def test_a_revoked_link_to_an_invited_meeting_cuts_off_who_only_reads(house):
    # Given a meeting for the invited with a reader by WebSocket and one by event stream, both by the attendees' link
    meeting = house.found(slug="board", visibility="invited")
    meeting.must("facilitator", "open")
    cut = stream(meeting, "attendee")
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # When that link is revoked
        revoke(house, meeting.links["attendee"])
        # Then both are cut off, and what is said after it reaches neither
        with pytest.raises(ConnectionClosed) as closed:
            until(reader, lambda frame: False)
        assert closed.value.rcvd.code == 4401
    meeting.write("Plantedword.")
    assert b"Plantedword" not in rest(cut)
    assert house.ask("GET", "/m/board", secret=meeting.secrets["attendee"])[0] == 401


def test_a_link_that_expires_cuts_off_who_is_in_by_it(house, meeting):
    # Given a scribe by WebSocket whose link has some seconds left; more where the machine needs them to start
    with contextlib.ExitStack() as stack:
        for seconds in (4, 8, 16, 32):
            house.stop()
            with sqlite3.connect(house.folder / "openfloor.sqlite") as database:
                database.execute(
                    "UPDATE role_grant SET expires_at = ? WHERE role = 'scribe'", [int((time.time() + seconds) * 1000)])
            database.close()
            house.start()
            with contextlib.suppress(ConnectionClosed, InvalidStatus):
                scribe = stack.enter_context(meeting.socket("scribe"))
                until(scribe, lambda frame: frame["is"] == "welcome")
                break
        chair = stack.enter_context(meeting.socket("facilitator"))
        until(chair, lambda frame: frame["is"] == "welcome")
        # Then it is told to stay away once they are over, and the facilitator is not
        with pytest.raises(ConnectionClosed) as closed:
            until(scribe, lambda frame: False)
        assert closed.value.rcvd.code == 4401
        chair.send(json.dumps({"do": "write", "id": "c-1", "text": "Still here."}))
        until(chair, lambda frame: frame["is"] == "accepted")


def test_a_revoked_link_of_a_series_opens_nothing_by_any_verb(tmp_path):
    with House(tmp_path / "data") as house:
        series = Series(house, "sharing", {})
        secret = series.secrets["organiser"]
        before = series.published().keys()
        revoke(house, series.links["organiser"])
        for method, path, body in (
                ("GET", "/api/v1/series/sharing?as=organiser", None),
                ("POST", "/api/v1/series/sharing/commands?as=organiser",
                 {"do": "meeting-schedule", "id": "c", "title": "x"}),
                ("POST", "/api/v1/series/sharing/papers?as=organiser&id=p&meeting=1&title=T&name=a.txt", b"words"),
                ("POST", "/api/v1/series/sharing/invitations", {"role": "link-person"}),
                ("POST", "/api/v1/series/sharing/erasures?as=organiser", {"line": 1, "ground": "consent-withdrawn"})):
            status, _, answer = house.ask(method, path, body, secret=secret)
            assert status in (400, 401), (path, status, answer)
            cookie = {"Cookie": f"openfloor={secret}", "Origin": house.address}
            assert house.ask(method, path, body, headers=cookie)[0] in (400, 401), path
        assert series.published().keys() == before
