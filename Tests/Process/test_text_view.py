"""The text view of a meeting: no script, no style, and less than two kilobytes whatever is said."""
import html
import re

import pytest

LIMIT = 2_048


def shown(house, slug, query="", **options):
    status, headers, body = house.ask("GET", f"/m/{slug}/text{query}", **options)
    assert status == 200, body
    assert len(body) < LIMIT
    text = body.decode()
    for other in ("<script", "<style", "stylesheet", "<img"):
        assert other not in text
    return text


def words(page):
    return [html.unescape(re.sub("<[^>]*>", "", row)).split(" ", 1)[1] for row in re.findall("<p dir.*", page)]


def link(page, name):
    found = re.search(rf'href="([^"]*)">{name}</a>', page)
    return found and found.group(1)


def test_the_newest_lines_and_older_and_newer_ones_by_links(house, meeting):
    for number in range(25):
        meeting.write(f"do: Line {number} & more.")
    page = shown(house, meeting.slug)
    assert words(page) == [f"Dilys Owen: Line {number} & more." for number in range(15, 25)]
    older = link(page, "Older").split("?")[1]
    page = shown(house, meeting.slug, "?" + older)
    assert words(page) == [f"Dilys Owen: Line {number} & more." for number in range(5, 15)]
    # What comes is read line by line after the last one, and nothing is passed over
    page = shown(house, meeting.slug)
    for number in range(25, 40):
        meeting.write(f"Line {number}")
    seen = []
    for _ in range(3):
        page = shown(house, meeting.slug, "?" + link(page, "Newer").split("?")[1])
        seen += words(page)
    assert seen == [f"Line {number}" for number in range(25, 40)] and "No newer line yet." in page
    # And after the close there is no more to come
    meeting.must("facilitator", "close", really=True)
    page = shown(house, meeting.slug)
    assert not link(page, "Newer") and not link(page, "Refresh by itself") and "Ended" in page


def test_it_refreshes_by_itself_only_where_that_was_asked_for(house, meeting):
    page = shown(house, meeting.slug)
    assert "http-equiv" not in page
    page = shown(house, meeting.slug, "?" + link(page, "Refresh by itself").split("?")[1])
    assert '<meta http-equiv="refresh" content="30">' in page and link(page, "Stop refreshing").endswith("/text")


@pytest.mark.parametrize("said", ["x" * 4000, "&" * 4000, "ŵ " * 1300, "<b> " * 900, "line\n" * 700])
def test_an_update_is_under_two_kilobytes_whatever_is_said(house, said):
    meeting = house.found(
        slug="long", title="&" * 300, agenda=[{"title": "<" * 300}], speakers=[{"name": "&" * 200, "aliases": ["a"]}])
    meeting.must("facilitator", "open")
    meeting.must("facilitator", "item-take-up", number=1)
    shown(house, "long")
    numbers = [meeting.write(said.strip())[0] for _ in range(3)]
    page = shown(house, "long")
    assert link(page, "whole line") == f"/m/long/lines/{numbers[-1]}"
    # Each of them is reached
    page = shown(house, "long", f"?after={numbers[0]}")
    assert link(page, "whole line") == f"/m/long/lines/{numbers[1]}"
    meeting.write("a: " + "&" * 3000)
    shown(house, "long")


def test_it_is_linked_from_the_meetings_page_and_shows_what_its_reader_may_read(house, meeting):
    assert f'href="/m/{meeting.slug}/text">Text only</a>' in house.ask("GET", f"/m/{meeting.slug}")[2].decode()
    meeting.must("facilitator", "breakout-form", name="Energy", hearing="at-sign-off")
    house.found(slug="inside", visibility="invited")
    assert house.ask("GET", "/m/inside/text")[0] == 401
    assert house.ask("GET", "/m/nowhere/text")[0] == 404
    assert shown(house, meeting.slug, "?after=-5") and shown(house, meeting.slug, "?before=x&after=99999999")
