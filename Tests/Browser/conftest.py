"""Chromium from Debian, looking at the real server."""
import pathlib
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Process"))

from house import House, PATIENCE  # noqa: E402

expect.set_options(timeout=PATIENCE * 1000)

# Not failures of the page: what the browser says when a test takes the network or the server away.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "WebSocket connection to", "ERR_CONNECTION_REFUSED", "Failed to load resource",
            "ERR_INCOMPLETE_CHUNKED_ENCODING", "requires 'TrustedHTML' assignment")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def house(tmp_path):
    with House(tmp_path / "data") as house:
        yield house


@pytest.fixture
def meeting(house):
    """Open, with speakers and an agenda, and its first item taken up."""
    meeting = house.found(
        title="Data sharing: third open meeting", objective="Find out where opinion agrees.",
        speakers=[{"name": "Dilys Owen", "aliases": ["do"]}, {"name": "Rhys Malik", "aliases": ["rm"]}],
        agenda=[{"title": "Welcome", "purpose": "inform", "minutes": 10}, {"title": "Report back"}])
    meeting.must("facilitator", "open")
    meeting.must("facilitator", "item-take-up", number=1)
    return meeting


@pytest.fixture
def visit(chromium):
    """Opens a page in a browser of its own; any complaint of the page fails the test."""
    contexts, complaints = [], []

    def open_page(address, **options):
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error"
                and not any(words in message.text for words in EXPECTED) and complaints.append(message.text))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def attendee(house, meeting, visit):
    return lambda query="", **options: visit(f"{house.address}/m/{meeting.slug}{query}", **options)


@pytest.fixture
def scribe(meeting, visit):
    """A scribe's desk, reached by the role's link, connected."""
    def open_desk(role="scribe", **options):
        page = visit(meeting.links[role], **options)
        if role == "facilitator":
            page.get_by_role("link", name="Notes").first.click()
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_desk
