"""Behind nginx, HAProxy, Apache and Caddy, set up as packaged and as Running.md says, every face of the cursor works as it does without."""
import contextlib
import threading

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from browser import Browser
from followers import ByEventStream, ByLongPoll, BySocket
from house import PATIENCE, until
from proxies import KINDS, BufferingProxy, RealProxy, packaged, shown


IDLE = 90  # seconds; each of the proxies gives up after sixty of silence


@pytest.fixture(scope="module", params=KINDS)
def proxied(request, tmp_path_factory):
    with RealProxy(request.param, tmp_path_factory.mktemp(request.param)) as proxied:
        yield proxied


def test_behind_a_proxy_each_reader_gets_each_line_at_once_and_once_in_order(proxied):
    # Given a reader on each transport
    meeting = proxied.found(slug="lines")
    followers = [kind(meeting).seated() for kind in (BySocket, ByEventStream, ByLongPoll)]
    # When lines are written one by one, then each reader has one before the next is written: none is held back
    for number in range(5):
        [position] = meeting.write(f"Line {number}.")
        for follower in followers:
            follower.has(position)
    # And when many come at once, all get all of them in order
    for number in range(60):
        [last] = meeting.write(f"Burst {number}.")
    for follower in followers:
        follower.has(last)
        first = follower.welcomes[0]["from"] if follower.welcomes else 0
        assert follower.positions == list(range(first + 1, last + 1)), type(follower).__name__
    # And neither stream had to begin again
    assert [len(follower.welcomes) for follower in followers[:2]] == [1, 1]
    for follower in followers:
        follower.end()


def test_behind_a_proxy_links_cookies_and_forms_are_those_of_the_public_address(proxied):
    # Given a role link, which names the proxy's address
    meeting = proxied.found(slug="forms")
    link = meeting.links["scribe"]
    assert link.startswith(proxied.front.address)
    # When a browser without scripts opens it there and sends a line
    scribe = Browser(proxied.front)
    page = scribe.visit(link)
    assert page.address == f"{proxied.front.address}/m/forms/scribe?as=scribe"
    assert scribe.submit(page, page.form("text"), text="By form.").status == 200
    # Then it is recorded; from another origin the cookie counts for nothing
    assert [entry["line"].get("text") for entry in meeting.entries()][-1] == ["By form."]
    scribe.house = proxied.house
    page = scribe.visit(link)
    assert scribe.submit(page, page.form("text"), text="From elsewhere.").status == 401
    assert [entry["line"].get("text") for entry in meeting.entries()][-1] == ["By form."]


def test_behind_a_proxy_a_websocket_opens_from_pages_of_the_public_address_only(proxied):
    meeting = proxied.found(slug="origins")
    address = meeting.socket_address()
    with connect(address, subprotocols=["openfloor.v1"], origin=proxied.front.address,
        proxy=None, open_timeout=PATIENCE) as socket:
        assert until(socket, lambda frame: frame["is"] == "welcome")
    # The address behind the proxy is nobody's page
    for origin in (proxied.house.address, "http://evil.example"):
        with pytest.raises(InvalidStatus) as refused:
            connect(address, subprotocols=["openfloor.v1"], origin=origin, proxy=None, open_timeout=PATIENCE)
        assert refused.value.response.status_code == 403


@pytest.mark.timeout(10 * IDLE)
def test_behind_every_proxy_a_stream_without_a_line_for_a_minute_and_a_half_stays(tmp_path):
    with contextlib.ExitStack() as stack:
        # Given a WebSocket and an event stream behind each proxy
        followers, meetings = [], []
        for kind in KINDS:
            (tmp_path / kind).mkdir()
            meeting = stack.enter_context(RealProxy(kind, tmp_path / kind)).found()
            meetings.append(meeting)
            followers += [(kind, meeting, follower(meeting).seated()) for follower in (BySocket, ByEventStream)]
        # When nobody writes for longer than a proxy waits
        threading.Event().wait(IDLE)
        last = {meeting: meeting.write("Still here?")[0] for meeting in meetings}
        # Then each hears the next line on the stream it had
        for kind, meeting, follower in followers:
            follower.has(last[meeting])
            assert len(follower.welcomes) == 1, (kind, type(follower).__name__)
            follower.end()


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_readme_shows_of_a_proxy_is_what_is_packaged(kind):
    assert shown(kind) in ([], [packaged(kind)])


def test_behind_a_buffering_proxy_the_long_poll_gets_each_line_at_once_and_once_in_order(tmp_path):
    with BufferingProxy(tmp_path) as proxied:
        meeting = proxied.found()
        follower = ByLongPoll(meeting)
        # When lines are written one by one, then the poll has one before the next is written
        for number in range(5):
            [last] = meeting.write(f"Line {number}.")
            follower.has(last)
        assert follower.positions == list(range(1, last + 1))
        # And the proxy is what it says: it lets no WebSocket through
        with pytest.raises(InvalidStatus):
            connect(meeting.socket_address(), subprotocols=["openfloor.v1"], proxy=None, open_timeout=PATIENCE)
        follower.end()
