"""Acceptance 9: every command by every wrong role is refused, whatever the frame or the request says of itself."""
import json
from urllib.parse import urlencode

import pytest
import yaml
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from house import FRAMES as LITERAL
from house import PATIENCE, ROOT, Device, House, until

#: Every command, as the protocol page shows it.
FRAMES = {frame["do"]: frame for frame in LITERAL if "id" in frame and "do" in frame}
#: Who may give which, as the API document says; that it says the same as the rules is a test of its own.
MAY = {role: set() for role in ("attendee", "screen", "scribe", "rapporteur", "voice", "facilitator", "organiser")}
for schema in yaml.safe_load((ROOT / "web/api/asyncapi.yaml").read_text())["components"]["schemas"].values():
    for role in schema.get("x-roles", ()):
        MAY[role].add(schema["properties"]["do"]["const"])
ROLES = [*MAY, "site-organiser"]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with House(tmp_path_factory.mktemp("roles") / "data") as house:
        yield house


def guarded(house, slug):
    """A meeting with somebody in every role."""
    meeting = house.found(slug=slug, agenda=[{"title": "Welcome"}])
    meeting.rapporteur(name="Energy")
    return meeting


@pytest.fixture(scope="module")
def meeting(house):
    return guarded(house, "guarded")


@pytest.fixture(scope="module")
def other(house):
    return house.found(slug="other")


def post(meeting, role, frame, headers=None, secret=None):
    status, answer = meeting.house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/commands?as={role}", frame, headers=headers, secret=secret)
    return status, answer.get("code")


def count(meeting):
    return len(meeting.entries())


@pytest.mark.parametrize("role", ROLES)
def test_acceptance_9_every_wrong_role_is_refused_every_command(house, role):
    # Given a meeting and somebody in this role
    meeting = guarded(house, f"as-{role}")
    meeting.secrets["site-organiser"] = house.site_link.rsplit("/", 1)[1]
    before = count(meeting)
    for name, fields in FRAMES.items():
        if name in MAY.get(role, ()):
            continue
        # When each command that is not theirs comes, with words in the frame that claim another role
        frame = {**fields, "id": f"x-{name}", "as": "organiser", "by": "organiser"}
        status, code = post(meeting, role, frame, secret=meeting.secrets.get(role))
        # Then it is refused
        assert (status, code) == ((401, "no-grant") if role == "site-organiser" else (403, "not-permitted")), name
    if role != "site-organiser":
        with meeting.socket(role) as socket:
            for name, fields in FRAMES.items():
                if name in MAY[role]:
                    continue
                socket.send(json.dumps({**fields, "id": f"y-{name}", "as": "organiser", "role": "Chair"}))
                answer = until(socket, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
                assert (answer["is"], answer.get("code")) == ("refused", "not-permitted"), name
    # And nothing was recorded
    assert count(meeting) == before


def test_every_right_role_is_not_refused_for_its_role(house):
    for role, names in MAY.items():
        meeting = guarded(house, f"may-{role}")
        meeting.secrets["attendee"] = Device(meeting).token
        for name in names:
            _, code = post(meeting, role, {**FRAMES[name], "id": name}, secret=meeting.secrets[role])
            assert code not in ("not-permitted", "no-grant"), (role, name)


def test_the_table_is_the_whole_of_it():
    # Given the page's commands and the document's
    assert set().union(*MAY.values()) == set(FRAMES) and len(FRAMES) > 50
    # Then each is somebody's, and the screen's and the site organiser's none
    assert not MAY["screen"] and "site-organiser" not in MAY


@pytest.mark.parametrize("role", ROLES)
def test_no_form_gives_a_wrong_role_a_command(house, role):
    # Given a meeting and the browser of somebody in this role
    meeting = guarded(house, f"forms-{role}")
    meeting.secrets["site-organiser"] = house.site_link.rsplit("/", 1)[1]
    secret = meeting.secrets.get(role)
    browser = {"Origin": house.address, "Content-Type": "application/x-www-form-urlencoded",
               "Cookie": f"openfloor={secret}" if secret else "openfloor-device=" + Device(meeting).token}
    before = count(meeting)
    for name, fields in FRAMES.items():
        for desk in ("questions", "console", "voice", "scribe", "breakouts", "report"):
            # The questions' form is an attendee's and the report's a rapporteur's, whatever it says of itself
            acting = {"questions": "attendee", "report": "rapporteur"}.get(desk, role)
            if name in MAY.get(acting, ()):
                continue
            # When a form of any page brings a command that is not theirs
            form = {**fields, "as": role, "id": f"{desk}-{name}"}
            status, _, _ = house.ask("POST", f"/m/{meeting.slug}/{desk}", urlencode(form).encode(), headers=browser)
            # Then it is refused
            assert status in (400, 401, 403), (desk, name, status)
    assert count(meeting) == before


@pytest.mark.parametrize("role", ROLES)
def test_no_stream_or_poll_is_read_in_a_role_without_its_grant_and_none_takes_a_command(house, meeting, role):
    secrets = {**meeting.secrets, "site-organiser": house.site_link.rsplit("/", 1)[1]}
    frame, before = json.dumps(FRAMES["open"]).encode(), count(meeting)
    for acting in MAY:
        for path in (f"live?as={acting}", f"entries?as={acting}&wait=1", f"lines?as={acting}", f"questions?as={acting}",
                     f"live?as={acting}&do=open&id=x"):
            address = f"/api/v1/meetings/{meeting.slug}/{path}"
            if acting != role and acting not in ("attendee", "screen"):
                # When somebody reads in a role they have no grant for, they read nothing
                status, _, body = house.ask("GET", address, headers={"Accept": "text/event-stream"}, secret=secrets.get(role))
                assert status == 401 and json.loads(body)["code"] == "no-grant", path
            # And what is read takes no command, in whatever role
            status, _, _ = house.ask("POST", address, frame, secret=secrets.get(role))
            assert status == 405, path
    assert count(meeting) == before


def test_a_lower_grant_does_not_serve_for_a_higher_role(meeting):
    # Given a scribe's link; when it names a higher role, then it is no grant for it, nor the other way round
    for shown, claimed in [("scribe", "facilitator"), ("scribe", "organiser"), ("facilitator", "organiser"),
                           ("organiser", "scribe"), ("organiser", "facilitator")]:
        frame = {"do": "open", "id": "c-1"}
        assert post(meeting, claimed, frame, secret=meeting.secrets[shown]) == (401, "no-grant"), (shown, claimed)


def test_the_link_of_another_meeting_opens_nothing_here(meeting, other):
    before = count(meeting)
    for role in ("scribe", "facilitator", "organiser"):
        frame = {"do": "item-next", "id": "c-1"}
        assert post(meeting, role, frame, secret=other.secrets[role]) == (401, "no-grant")
        cookie = {"Cookie": f"openfloor={other.secrets[role]}", "Origin": meeting.house.address}
        assert post(meeting, role, frame, headers=cookie) == (401, "no-grant")
    assert count(meeting) == before


def test_a_cookie_serves_only_pages_of_our_own_origin(house, meeting):
    # Given the cookie of an organiser's browser
    cookie = {"Cookie": f"a=b; openfloor={meeting.secrets['scribe']}.{meeting.secrets['organiser']}; c=d"}
    frame = {"do": "plan", "id": "c-1", "meeting": {"title": "Replanned"}}
    # When a POST comes without an origin or from elsewhere, then the cookie is as good as none
    for origin in (None, "null", "https://evil.example", house.address + ".evil.example",
                   house.address.replace("http", "https"), "http://127.0.0.1"):
        headers = {**cookie, **({"Origin": origin} if origin else {})}
        assert post(meeting, "organiser", frame, headers=headers) == (401, "no-grant"), origin
    # And from our own page it serves
    assert post(meeting, "organiser", frame, headers={**cookie, "Origin": house.address})[0] == 200
    # And a bearer that is wrong is not helped out by the cookie
    headers = {**cookie, "Origin": house.address, "Authorization": "Bearer wrong"}
    assert post(meeting, "organiser", frame, headers=headers) == (401, "no-grant")


def test_a_websocket_with_a_cookie_needs_our_own_origin(house, meeting):
    address = meeting.socket_address(role="scribe")
    cookie = {"Cookie": f"openfloor={meeting.secrets['scribe']}"}

    def seated(**headers):
        with connect(address, subprotocols=["openfloor.v1.writer"], proxy=None, open_timeout=PATIENCE,
                     additional_headers={**cookie, **headers}) as socket:
            return json.loads(socket.recv(timeout=30))["role"]

    # Given a scribe's browser; from our own page it sits down as scribe
    assert seated(Origin=house.address) == "scribe"
    # And a foreign page is refused before the socket opens
    with pytest.raises(InvalidStatus) as refused:
        seated(Origin="https://evil.example")
    assert refused.value.response.status_code == 403


def test_only_a_site_organiser_creates_meetings_and_only_an_organiser_invites(house, meeting):
    body = {"meeting": {"title": "x"}}
    for secret in (None, *meeting.secrets.values()):
        status, problem = house.ask_json("POST", "/api/v1/meetings", body, secret=secret)
        assert (status, problem["code"]) == (401, "no-grant")
    for role in (None, "scribe", "facilitator"):
        status, problem = house.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/invitations", {"role": "scribe"}, secret=meeting.secrets.get(role))
        assert (status, problem["code"]) == (401, "no-grant")
    status, made = house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/invitations", {"role": "scribe", "name": "Second scribe"},
        secret=meeting.secrets["organiser"])
    assert status == 201
    secret = made["link"].rsplit("/", 1)[1]
    assert post(meeting, "scribe", {"do": "open", "id": "c-1"}, secret=secret) == (403, "not-permitted")
    for role in ("site-organiser", "king", ""):
        status, problem = house.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/invitations", {"role": role}, secret=meeting.secrets["organiser"])
        assert (status, problem["code"]) == (400, "bad-value"), role


def test_the_operators_addresses_are_not_on_the_open_port(house):
    site = house.site_link.rsplit("/", 1)[1]
    for method, path in [("POST", "/api/v1/invitations"), ("POST", "/api/v1/imports"), ("GET", "/api/v1/verification")]:
        assert house.ask(method, path, b"" if method == "POST" else None, secret=site)[0] == 404, path


def test_the_word_bearer_may_be_written_in_any_case(meeting):
    meeting = meeting.house.found(slug="bearer")
    meeting.must("facilitator", "open")
    for scheme in ("Bearer", "bearer", "BEARER"):
        status, answer = meeting.house.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/commands?as=scribe",
            {"do": "write", "id": f"c-{scheme}", "text": "A line."},
            headers={"Authorization": f"{scheme} {meeting.secrets['scribe']}"})
        assert status == 200, answer
