"""Chromium from Debian, looking at the real server."""
import pathlib
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Process"))

from house import Device, House, PATIENCE  # noqa: E402
from tongues import Tongue  # noqa: E402

expect.set_options(timeout=PATIENCE * 1000)

# Not failures of the page: what the browser says when a test takes the network or the server away.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "WebSocket connection to", "ERR_CONNECTION_REFUSED", "Failed to load resource",
            "ERR_INCOMPLETE_CHUNKED_ENCODING", "requires 'TrustedHTML' assignment",
            # Of a worker's script, looked for anew as the network goes.
            "An unknown error occurred when fetching the script",
            # The same, of a server that is about to stop.
            "A bad HTTP response code (503) was received when fetching the script",
            # The page sends as the server says goodbye.
            "WebSocket is already in CLOSING or CLOSED state")
#: What a page gives up after some seconds goes on for longer here, as a machine that runs tests may stand still: the first
#: words of a connection, before the page tries another way, and the second press of a button that asks for one.
PATIENT = """{
    const set = setTimeout, given = {3000: "#watch", 6000: "isConfirmed"};
    window.setTimeout = (act, wait, ...rest) =>
        set(act, wait in given && new Error().stack.includes(given[wait]) ? 30_000 : wait, ...rest);
}"""


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
def filled(meeting):
    """A meeting in which everything there is has happened once."""
    for text in ("do: Thanked those who joined.", "+ Publish the **timetable**.", "- Whether to wait.", "/scene Lunch.",
                 "/action Dilys Owen to write by 26 March 2027", "# Fraud", "See [it](https://example.org)", "/cy geiriau",
                 "/ar مرحبا بكم", "s/Lunch/Tea/", "/key 7", "one", "/hide"):
        meeting.write(text)
    device = Device(meeting)
    for words in ("Who pays?", "Who decides?", "Is the moon made of cheese?", "When is the next meeting?"):
        device.must("ask", text=words, name="Ada Ng", organisation="Open Data Wales")
    for number in (1, 2):
        meeting.must("facilitator", "question-publish", number=number)
    meeting.must("facilitator", "question-decline", number=3, reason="Not about this meeting")
    meeting.must("facilitator", "question-place", number=1, place="on-now")
    meeting.write("/a The programme does.")
    answers = ["For", "Against"]
    meeting.must("facilitator", "poll-open", text="Shall the pilot go ahead?", options=answers, named=True)
    device.must("poll-vote", number=1, option=1, name="Ada Ng")
    meeting.must("facilitator", "poll-count", number=1, counts=[7, 5])
    meeting.must("facilitator", "poll-close", number=1)
    meeting.must("facilitator", "poll-names", number=1)
    meeting.must("facilitator", "poll-open", text="Meet again in May?", options=answers, named=True)
    device.must("whereabouts", **{"from": "Cardiff", "sector": "academia"})
    device.must("floor-join", name="Ada Ng", sector="academia")
    meeting.must("facilitator", "floor-budget", sector="academia", seconds=600)
    meeting.must("facilitator", "floor-call")
    meeting.must("facilitator", "announce", text="Lunch is at one.")
    meeting.must("voice", "voice-name", name="Huw Prosser")
    meeting.links["rapporteur"] = meeting.rapporteur(name="Energy", setting="mixed")
    meeting.must("rapporteur", "breakout-report", prompt=1, text="There is **agreement**.")
    meeting.must("facilitator", "theme-gather", line=meeting.entries()[-1]["position"], name="Pilots")
    meeting.must("facilitator", "breakout-form", name="Safety")
    meeting.must("facilitator", "breakout-miss", number=2, reason="Its line went down.")
    meeting.must("facilitator", "breakout-call", number=1)
    return meeting


@pytest.fixture
def visit(chromium):
    """Opens a page in a browser of its own; any complaint of the page fails the test.

    A hasty page gives up as fast as it does for everybody."""
    contexts, complaints = [], []

    def open_page(address, hasty=False, **options):
        context = chromium.new_context(**options)
        if not hasty:
            context.add_init_script(PATIENT)
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
def tongue():
    """The language pages are opened in; the acceptance cases are seen in each."""
    return Tongue("en")


@pytest.fixture
def attendee(house, meeting, visit, tongue):
    return lambda query="", **options: visit(f"{house.address}{tongue.prefix}/m/{meeting.slug}{query}", **options)


@pytest.fixture
def scribe(meeting, visit, tongue):
    """A scribe's desk, reached by the role's link, connected."""
    def open_desk(role="scribe", **options):
        page = visit(tongue.led(meeting.links[role]), **options)
        if role == "facilitator":
            page.get_by_role("link", name="Notes").first.click()
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_desk
