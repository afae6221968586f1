import itertools
import sqlite3

from browser import Browser
from house import until_held_up


def join(house, text):
    browser = Browser(house)
    page = browser.visit("/join")
    return browser.submit(page, page.form("code"), code=text)


def code_in(house):
    """From the database, so that no page's form matters."""
    database = sqlite3.connect(f"file:{house.folder}/openfloor.sqlite?mode=ro", uri=True)
    try:
        return database.execute("SELECT join_code FROM listing").fetchone()[0]
    finally:
        database.close()


def test_a_code_opens_the_meeting_only_while_it_is_open(house):
    # Given a planned meeting, which has no code
    meeting = house.found()
    assert code_in(house) is None
    # When it opens, then its six digits lead there, typed with blanks or without, and as an address
    meeting.must("facilitator", "open")
    code = code_in(house)
    assert len(code) == 6 and code.isdigit()
    for text in (code, f" {code[:3]} {code[3:]} ", f"{code[:2]}\t{code[2:]}"):
        assert join(house, text).address == f"{house.address}/m/meeting"
    status, headers, _ = house.ask("GET", f"/j/{code}")
    assert (status, headers["Location"]) == (303, "/m/meeting")
    # And while it pauses, but not once it is closed, or after a restart
    meeting.must("facilitator", "pause")
    assert house.ask("GET", f"/j/{code}")[0] == 303
    house.kill()
    house.start()
    assert house.ask("GET", f"/j/{code}")[0] == 303
    meeting.must("facilitator", "close", really=True)
    assert house.ask("GET", f"/j/{code}")[0] == 404
    assert join(house, code).status == 404


def test_what_is_no_code_is_said_to_be_none(house, meeting):
    for text in ("", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5x"):
        page = join(house, text)
        assert page.status == 400 and page.form("code"), text


def test_guessing_is_held_up_after_ten_wrong_codes(house, meeting):
    # Given somebody who guesses
    right = code_in(house)
    wrong = (f"{number:06d}" for number in itertools.count(100_000) if f"{number:06d}" != right)
    pages = list(until_held_up(lambda: join(house, next(wrong)), status=lambda page: page.status))
    # When an eleventh comes, right or wrong, by form or address, then it is answered "later"
    page = pages[-1]
    assert [one.status for one in pages[:10]] == [404] * 10 and page.status == 429 and page.form("code")
    assert join(house, right).status == 429
    assert house.ask("GET", f"/j/{right}")[0] == 429
    # And the link goes on to work
    assert house.ask("GET", f"/m/{meeting.slug}")[0] == 200
