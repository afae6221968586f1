"""What assistive technology is told of the main pages, as files a person can read; RECORD_GOLDEN=1 writes them anew."""
import os
import pathlib
import re

import pytest

GOLDEN = pathlib.Path(__file__).parent / "golden"
LIVE = "connection-light[data-state=live]"
#: What another run, day or port changes.
CHANGING = [
    (r"127\.0\.0\.1:\d+", "notes.example.org"), (r"\b\d{3} \d{3}\b", "123 456"), (r"\b\d\d:\d\d(:\d\d)?\b", "12:34"),
    (r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d{1,2} \w+ 20\d\d", "Thursday 12 March 2026"),
    (r"time: \d{1,2} [A-Z]\w+ 20\d\d", "time: 12 March 2026"),
    (r"as=(\w+)&[^\s\"]*", r"as=\1"), (r"[A-Za-z0-9+/]{40,}={0,2}", "HASH"), (r"\+[0-9a-f]{8}\b", "+KEY"),
    (r"(?<=/)[0-9a-z]{26}\b", "SECRET"), (r" \d+ (people|person) following", ""),
    (r"\b\d+ (s|min)\b", "0 min"), (r"\b\d:\d\d\b", "0:00"), (r" ?waiting \d+ minutes?", ""),
    # What the house finds out in its own time: that nobody follows is said once it has been so for a while.
    (r"\n  - status: Nobody follows from outside the room at the moment\.", ""),
    # On a machine that has much to do the page may have stepped down already.
    (r"Connected( another way|, a little slower)", "Connected"),
]


def told(page):
    words = page.locator("body").aria_snapshot()
    for pattern, fixed in CHANGING:
        words = re.sub(pattern, fixed, words)
    return words + "\n"


@pytest.fixture
def must_be_golden():
    def compare(page, name):
        path, words = GOLDEN / f"{name}.aria.yaml", told(page)
        if os.environ.get("RECORD_GOLDEN"):
            GOLDEN.mkdir(exist_ok=True)
            path.write_text(words)
        assert words == path.read_text(), f"{name}: read the difference as a listener would, then RECORD_GOLDEN=1"

    return compare


@pytest.mark.parametrize("page_of", ["attendee", "scribe", "rapporteur", "console", "record"])
def test_the_main_pages_are_told_as_before(house, filled, visit, must_be_golden, page_of):
    address = {"attendee": f"{house.address}/m/meeting", "console": filled.links["facilitator"],
               "record": f"{house.address}/m/meeting/record"}.get(page_of) or filled.links[page_of]
    if page_of == "record":
        filled.must("facilitator", "close", really=True)
    page = visit(address)
    if page_of != "record":
        page.wait_for_selector(LIVE)
    # Folded parts are told once they are unfolded, and by their summaries before
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    must_be_golden(page, page_of)
