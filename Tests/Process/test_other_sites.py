"""What another site's page may send with a browser's cookies: no form of any page and role, and no WebSocket."""
import json
import re
import sqlite3
import urllib.parse

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from browser import Page
from house import PATIENCE, Device, House
from series import RESEARCH, Series

ROLES = ["attendee", "scribe", "facilitator", "voice", "rapporteur", "organiser", "link-person", "site-organiser"]
#: Pages of one kind are looked into so many times.
ALIKE = 2
#: Forms that change nothing and take no cookie: a code leads to a public page.
OPEN_TO_ALL = {"/join"}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """A house with something on every page: a series and its live meeting, questions, hands, a poll, groups, papers."""
    with House(tmp_path_factory.mktemp("forms") / "data") as house:
        series = Series(house, "sharing", {
            "speakers": [{"name": "Dilys Owen", "aliases": ["do"]}], "agenda": [{"title": "Welcome"}, {"title": "Report"}]})
        [meeting] = series.meetings
        series.device = device = Device(meeting)
        meeting.must("scribe", "speaker-add", name="Ann Lee")
        line = meeting.write("/action Dilys Owen to write by 2030-01-02")[0]
        meeting.write("We agree.")
        for words in ("Who pays?", "When?", "Where?", "Why?"):
            device.must("ask", text=words)
        meeting.must("facilitator", "question-publish", number=1)
        meeting.must("facilitator", "question-publish", number=2)
        meeting.must("facilitator", "question-place", number=2, place="on-now")
        meeting.must("facilitator", "question-decline", number=3, reason="Off topic")
        device.must("floor-join", about="Costs")
        meeting.must("facilitator", "poll-open", text="Each month?", options=["For", "Against"])
        meeting.rapporteur(name="Energy")
        meeting.must("rapporteur", "breakout-report", prompt=1, text="Our report.")
        series.add_point()
        series.must("organiser", "point-propose", strand=RESEARCH, standing="open", text="Proposed.", meeting=1, line=line)
        series.must("organiser", "meeting-schedule", title="To come")
        series.give("attendee", "comment", secret=device.token, text="A comment.", name="Bo")
        series.give("attendee", "word-ask", secret=device.token, term="Gateway")
        status, _, body = house.ask(
            "POST", "/api/v1/series/sharing/papers?as=organiser&id=p1&meeting=1&title=T&name=a.txt", b"words",
            secret=series.secrets["organiser"])
        assert status == 200, body
        yield series


def cookie_of(series, role):
    """All that the browser of somebody in this role holds; a device's token with it, as browsers have one too."""
    [meeting] = series.meetings
    grants = {"attendee": [], "link-person": [], "site-organiser": [series.house.site_link.rsplit("/", 1)[1]],
              "organiser": [series.secrets["organiser"], meeting.secrets["organiser"]]}
    if role == "link-person":
        grants[role] = [series.invite("link-person").rsplit("/", 1)[1]]
    shown = grants.get(role) or ([meeting.secrets[role]] if role != "attendee" else [])
    return f"openfloor={'.'.join(shown)}; openfloor-device={series.device.token}"


def kind(path):
    return re.sub(r"\d+|[a-z0-9]{26,}", "N", path)


def walk(series, cookie):
    """Every form that a POST would send, as (path, fields), of all pages that links lead to."""
    house, [meeting] = series.house, series.meetings
    waiting = ["/", "/new", "/new-series", f"/m/{meeting.slug}", f"/s/{series.slug}"]
    waiting += [f"/m/{meeting.slug}/{desk}?as={role}" for desk, role in (
        ("scribe", "scribe"), ("console", "facilitator"), ("console", "organiser"), ("voice", "voice"),
        ("report", "rapporteur"), ("breakouts", "facilitator"), ("invite", "organiser"), ("erase", "organiser"),
        ("corrections", "scribe"), ("corrections", "organiser"), ("questions", "facilitator"))]
    waiting += [f"/s/{series.slug}{page}?as=organiser" for page in (
        "", "/board", "/schedule", "/actions", "/feedback", "/comments", "/people", "/glossary", "/plan", "/papers")]
    waiting += [f"/m/{meeting.slug}/device/{series.device.token}", f"/m/{meeting.slug}/questions/mine"]
    seen, often, forms = set(), {}, {}
    while waiting:
        path = waiting.pop(0)
        alike = kind(path)
        if path in seen or often.get(alike, 0) >= ALIKE or path.startswith(("/assets", "/tlog", "/api", "/k/")):
            continue
        seen.add(path)
        often[alike] = often.get(alike, 0) + 1
        status, headers, body = house.ask("GET", path, headers={"Cookie": cookie})
        if status != 200 or not headers["Content-Type"].startswith("text/html"):
            continue
        page = Page(house.address + path, status, headers, body)
        for link in page.links:
            address = urllib.parse.urljoin(house.address + path, link)
            if address.startswith(house.address):
                waiting.append(address.removeprefix(house.address).split("#")[0] or "/")
        for form in page.forms:
            if form.method != "post":
                continue
            action = urllib.parse.urljoin(path, form.action)
            for button in form.buttons or [None]:
                fields = {**form.fields, **(dict([button]) if button else {})}
                forms.setdefault((kind(action), button, tuple(sorted(form.fields))), (action, fields))
    return list(forms.values())


def counts(house):
    """How many rows each table has; records are signed, and the search's index is kept up, in their own time."""
    with sqlite3.connect(f"file:{house.folder}/openfloor.sqlite?mode=ro", uri=True) as database:
        tables = [name for [name] in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables if name != "checkpoint"}
        found["grants"] = database.execute("SELECT count(*) FROM role_grant WHERE revoked_at IS NULL").fetchone()
    database.close()
    return found


def foreign(house):
    """What a page of another site sends with its form."""
    own = house.address
    return [
        {"Origin": "https://evil.example", "Referer": "https://evil.example/"}, {"Origin": "null"}, {},
        {"Referer": own + "/"}, {"Origin": own + ".evil.example"}, {"Origin": own.replace("http", "https")},
        {"Origin": own.replace("://", "://evil@")}, {"Origin": own.rsplit(":", 1)[0]}, {"Origin": own + "0"},
        {"Origin": own + "/"}, {"Origin": own.upper()}, {"Origin": "", "Referer": own + "/"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, {"Origin": f"{own} {own}"}]


@pytest.mark.parametrize("role", ROLES)
def test_a_form_that_another_site_sends_does_nothing(furnished, role):
    # Given all forms that somebody in this role finds, filled in as they stand
    house, cookie = furnished.house, cookie_of(furnished, role)
    forms = walk(furnished, cookie)
    print(f"{role}: {len(forms)} forms")
    assert len(forms) >= 5
    before = counts(house)
    for path, fields in forms:
        if path in OPEN_TO_ALL:
            continue
        body = urllib.parse.urlencode({name: value or "words" for name, value in fields.items()}).encode()
        for sent in foreign(house)[:None if role == "organiser" else 3]:
            # When another site's page sends one with this browser's cookies
            status, headers, answer = house.ask(
                "POST", path, body, headers={
                    "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", **sent})
            # Then it is refused, and gives the browser nothing to keep
            assert 400 <= status < 500, (path, sent, fields, status, headers.get("Location"))
            assert "Set-Cookie" not in headers, (path, sent)
    # And nothing was recorded, invited, supported or kept
    assert counts(house) == before


def test_files_that_another_site_sends_are_not_kept(furnished):
    house, cookie = furnished.house, cookie_of(furnished, "organiser")
    before = counts(house)
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("id", "f-1"), ("meeting", "1"), ("title", "T"), ("do", "paper-add")))
    body = parts + ('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n'
                    "\r\nwords\r\n--x--\r\n")
    for path in ("/s/sharing/papers?as=organiser", "/s/sharing/papers"):
        for sent in foreign(house):
            status, _, _ = house.ask("POST", path, body.encode(), headers={
                "Cookie": cookie, "Content-Type": "multipart/form-data; boundary=x", **sent})
            assert 400 <= status < 500, (path, sent, status)
    assert counts(house) == before


@pytest.mark.parametrize("subprotocol", ["openfloor.v1", "openfloor.v1.writer", None])
def test_a_websocket_that_another_site_opens_is_nobodys(furnished, subprotocol):
    # Given a scribe's browser
    [meeting] = furnished.meetings
    cookie, before = cookie_of(furnished, "scribe"), len(meeting.entries(limit=1000))
    for sent in foreign(furnished.house):
        origin = {name: value for name, value in sent.items() if name != "Referer"}
        # When a page of another site, or none, opens a WebSocket in its role
        try:
            socket = connect(
                meeting.socket_address(role="scribe"), subprotocols=subprotocol and [subprotocol],
                proxy=None, open_timeout=PATIENCE,
                additional_headers={"Cookie": cookie, **origin})
        except InvalidStatus as refused:
            assert refused.response.status_code in (400, 403), sent
            continue
        # Then it is refused, or sits in no role
        with socket, pytest.raises(ConnectionClosed) as closed:
            socket.send(json.dumps({"do": "write", "id": "forged", "text": "Forged."}))
            while True:
                assert "welcome" not in socket.recv(timeout=PATIENCE), sent
        assert not origin.get("Origin") and closed.value.rcvd.code == 4401, sent
    assert len(meeting.entries(limit=1000)) == before


def test_a_form_of_our_own_page_is_taken(furnished):
    # Given the same browser, so that what is refused above is refused for where it comes from
    house, [meeting] = furnished.house, furnished.meetings
    cookie = cookie_of(furnished, "scribe")
    path, fields = next((path, fields) for path, fields in walk(furnished, cookie) if "text" in fields and "/scribe" in path)
    before = len(meeting.entries(limit=1000))
    body = urllib.parse.urlencode({**fields, "text": "Ours."}).encode()
    status, _, _ = house.ask("POST", path, body, headers={"Cookie": cookie, "Origin": house.address})
    assert status == 303 and len(meeting.entries(limit=1000)) == before + 1
