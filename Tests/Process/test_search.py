"""Search across records: what is found by whom, how it is kept up, and that what is taken away is nowhere."""
import time
import urllib.parse

import pytest

from house import PATIENCE, House, until_held_up
from series import PLAN, RESEARCH, Series, described


def search(house, **query):
    status, answer = house.ask_json("GET", "/api/v1/search?" + urllib.parse.urlencode(query))
    assert status == 200, answer
    return described("Found", answer)


def until(house, count, **query):
    """The answer, once it finds so many: the index follows the records within a moment."""
    end = time.monotonic() + PATIENCE
    while True:
        found = search(house, **query)
        if found["isComplete"] and found["count"] == count:
            return found
        assert time.monotonic() < end, found
        time.sleep(0.1)


def held(house, slug, *lines, visibility="listed", **meeting):
    meeting = house.found(slug, visibility=visibility, **meeting)
    meeting.must("facilitator", "open")
    for line in lines:
        meeting.write(line)
    meeting.must("facilitator", "close")
    return meeting


def text(hit):
    return "".join(piece["text"] for piece in hit["words"])


def page(house, path):
    status, _, body = house.ask("GET", path)
    return status, body.decode()


def test_a_line_is_found_once_its_meeting_has_closed(house):
    # Given a meeting that is live
    meeting = house.found("lamps", title="Street <lamps>")
    meeting.must("facilitator", "open")
    meeting.write("Topic: Lighting")
    meeting.write("Before it.")
    line = meeting.write("+ We dim the lamps along yr afon a'r dŵr after midnight.")[0]
    meeting.write("After it.")
    assert search(house, q="dwr")["count"] == 0
    # When it closes
    meeting.must("facilitator", "close")
    # Then the line is found by its words, with those around it, and the address leads to it
    [hit] = until(house, 1, q="DWR dim*")["hits"]
    assert [piece["text"] for piece in hit["words"] if piece["isHit"]] == ["dim", "dŵr"]
    assert (hit["kind"], hit["number"], hit["before"], hit["after"], hit["heading"]) == (
        "decision", line, "Before it.", "After it.", "Lighting")
    assert hit["address"] == f"{house.address}/m/lamps/lines/{line}"
    assert house.ask("GET", urllib.parse.urlsplit(hit["address"]).path)[0] == 200
    # And the page says so without a script, with nothing of it as mark-up
    status, html = page(house, "/search?q=d%C5%B5r+dim*")
    assert status == 200
    assert "<mark>dŵr</mark>" in html and "1 line found" in html
    assert "Street &lt;lamps&gt;" in html and "<lamps>" not in html


@pytest.mark.parametrize("visibility", ["unlisted", "invited"])
def test_only_what_is_listed_is_found(house, visibility):
    held(house, "hidden", "Speckled eggs", "/speaker Marigold", "Marigold: Speckled hens", visibility=visibility)
    held(house, "shown", "Speckled stones")
    until(house, 1, q="speckled")
    assert page(house, "/speakers/marigold")[0] == 404


def test_nothing_but_what_everyone_may_read_is_found(house):
    # Given a question that waits, one that was declined, a line that was taken back and one that was put right
    meeting = house.found("mixed", attribution="role")
    meeting.must("facilitator", "open")
    meeting.must("facilitator", "ask", text="Who pays for the weathervane?")
    taken, wrong = meeting.write("A weathercock")[0], meeting.write("A weathermap of Tuesday")[0]
    meeting.must("scribe", "retract", line=taken)
    meeting.must("scribe", "correct", line=wrong, text="A weathermap of Monday")
    meeting.write("/speaker Quill Marsh, qm")
    meeting.write("qm: weatherproof")
    meeting.must("facilitator", "close")
    # Then only what stands is found
    found = until(house, 3, q="weather*")
    assert sorted(map(text, found["hits"])) == [
        "A weathermap of Monday", "Who pays for the weathervane?", "weatherproof"]
    assert search(house, q="tuesday")["count"] == search(house, q="weathercock")["count"] == 0
    # And nobody is listed whose name was withheld
    assert search(house, speaker="Quill Marsh")["count"] == 0
    assert "Quill" not in page(house, "/speakers")[1]


def test_people_are_listed_by_name_where_names_are_printed(house):
    # Given two meetings of one person, spelt in two ways, and one where names are withheld
    held(house, "one", "/speaker Siân Owen, so", "/speaker Bo", "so: First words", "so: Second words", "Bo: Others")
    held(house, "two", "/speaker Sian OWEN, so", "so: Third words")
    held(house, "three", "/speaker Sian Owen, so", "so: Hidden words", attribution="none")
    until(house, 3, speaker="Sîan owen")
    # When their page is read
    status, html = page(house, "/speakers/sian-owen")
    # Then it has all three lines by meeting, and says that names are all it knows
    assert status == 200
    assert "3 lines in 2 meetings" in html and "same name" in html
    assert "Hidden words" not in html
    assert html.index("Third words") < html.index("First words")
    status, html = page(house, "/speakers")
    assert 'href="/speakers/sian-owen"' in html and 'href="/speakers/bo"' in html
    assert house.ask("GET", "/speakers/Si%C3%A2n%20Owen")[1]["Location"] == "/speakers/sian-owen"
    assert page(house, "/speakers/nobody")[0] == 404
    # And their name in what is found leads there
    assert 'href="/speakers/sian-owen"' in page(house, "/search?q=third")[1]


def test_a_series_is_searched_by_itself_and_its_points_too(house):
    series = Series(house, "sharing", {"title": "First"})
    meeting = series.meetings[0]
    line = meeting.write("+ Registers are kept in Welsh.")[0]
    proposed = series.must(
        "organiser", "point-propose", standing="settled", strand=RESEARCH, text="Registers are bilingual.",
        meeting=1, line=line)
    series.must("organiser", "point-confirm", proposal=proposed)
    meeting.must("facilitator", "close")
    held(house, "elsewhere", "Registers elsewhere")
    found = until(house, 3, q="registers")
    found = search(house, q="registers", series="sharing")
    assert {(hit["kind"], text(hit)) for hit in found["hits"]} == {
        ("decision", "Registers are kept in Welsh."), ("point", "Registers are bilingual.")}
    assert {hit["series"]["title"] for hit in found["hits"]} == {PLAN["title"]}
    [point] = search(house, q="registers", kind="point")["hits"]
    assert point["address"] == f"{house.address}/s/sharing/board#point1"
    assert '/search?series=sharing"' in page(house, "/s/sharing")[1]


def test_search_outlives_the_server_and_is_made_anew_where_its_file_is_lost(tmp_path):
    with House(tmp_path / "data") as house:
        held(house, "kept", "A nightingale sang")
        until(house, 1, q="nightingale")
        index = house.folder / "search.sqlite"
        assert index.stat().st_mode & 0o777 == 0o600
        for damage in (None, b"", b"not a database " * 400, index.unlink):
            house.stop()
            if callable(damage):
                damage()
            elif damage is not None:
                index.write_bytes(damage)
            house.start()
            until(house, 1, q="nightingale")


def test_what_is_asked_wrongly_is_told_in_the_form_it_was_asked(house):
    for query, word in [
        ("", "q"), ("q=" + "a" * 201, "200"), ("kind=song&q=a", "decision"), ("from=2026-02-30", "day"),
        ("to=yesterday", "day"), ("page=0&q=a", "page"), ("page=51&q=a", "page"), ("order=oldest&q=a", "newest"),
    ]:
        status, headers, body = house.ask("GET", f"/api/v1/search?{query}")
        assert (status, headers["Content-Type"]) == (400, "application/problem+json"), query
        assert word in body.decode()
        if query:
            status, html = page(house, f"/search?{query}")
            assert status == 400 and 'role="alert"' in html and word in html
    assert "Every line" in page(house, "/search")[1]
    for query in ('"', '"a', "*", "a*b", "NEAR(a b)", "a AND", "words:a", "' OR 1=1", "\x01", "%00", "(((", "🦉"):
        assert search(house, q=query, kind="speech")["count"] == 0
    status, html = page(house, "/search?q=nothing-like-it")
    assert status == 200 and "Nothing was found" in html and "fewer words" in html


def test_one_network_searches_so_often(tmp_path):
    with House(tmp_path / "data", "--searches-per-network", "3") as house:
        statuses = [status for status, *_ in until_held_up(lambda: house.ask("GET", "/api/v1/search?q=a"))]
        assert statuses[:3] == [200, 200, 200]
        assert page(house, "/search")[0] == 200
