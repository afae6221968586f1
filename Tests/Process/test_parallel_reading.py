"""A line said in another language names the line it translates; readers choose which they read."""
import json
import re

import pytest
from house import ROOT, House, until

ONE_HOUSE = True


@pytest.fixture
def spoken(house, request):
    """A meeting in English with one line, and that line in Welsh: positions of both."""
    slug = re.sub(r"[^a-z0-9]+", "-", request.node.name)[:50].strip("-")
    meeting = house.found(slug, speakers=[{"name": "Dilys Owen", "aliases": ["do"]}])
    meeting.must("facilitator", "open")
    [line] = meeting.write("do: We begin with the path.")
    [other] = meeting.write(f"/cy ={line} Dechreuwn gyda’r **llwybr**.")
    return meeting, line, other


def page(meeting, tail=""):
    return meeting.house.ask("GET", f"/m/{meeting.slug}{tail}")[2].decode()


def test_a_translation_names_its_line_in_its_language(spoken):
    meeting, line, other = spoken
    entry = next(one for one in meeting.entries() if one["position"] == other)
    assert entry["line"] | {"text": 0} == {
        "kind": "summary", "language": "cy", "translates": line, "by": "scribe", "text": 0}


def test_a_line_and_its_translation_stand_together(spoken):
    meeting, line, other = spoken
    text = page(meeting)
    [item] = re.findall(rf'<li class="line [^>]*id="n{line}".*?</ol>', text, re.S)
    assert '<ol class="translations">' in item and f'id="n{other}"' in item
    assert '<span class="words" lang="cy">Dechreuwn' in item and text.count(f'id="n{other}"') == 1
    # And a reader of Welsh reads the same, where the original is the foreign one
    text = meeting.house.ask("GET", f"/cy/m/{meeting.slug}")[2].decode()
    assert '<span class="words" lang="en">We begin' in text and '<span class="words">Dechreuwn' in text


def test_they_stand_together_across_the_turns_of_the_page(spoken):
    meeting, line, other = spoken
    for number in range(60):
        meeting.write(f"note {number}")
    [late] = meeting.write(f"/fr ={line} Nous commençons.")
    # Given the newest block, in which the line is not, the translation stands by itself and names its line
    newest = page(meeting)
    assert f'id="n{line}"' not in newest
    assert re.search(rf'<li class="line [^>]*id="n{late}"[^>]* data-translates="{line}">', newest)
    # Then the block with the line has all its translations
    older = page(meeting, f"?before={line + 20}")
    [item] = re.findall(rf'<li class="line [^>]*id="n{line}".*?</ol>', older, re.S)
    assert re.findall(r'<li [^>]*id="n(\d+)"', item) == [str(line), str(other), str(late)]
    # And where a page prints every line by itself, none is lost
    text = page(meeting, f"/text?before={line + 3}")
    assert text.index("We begin") < text.index("Dechreuwn")


def test_the_page_of_either_marks_that_one_as_cited(spoken):
    meeting, line, other = spoken
    for position in (line, other):
        assert re.findall(r'<li class="line [^"]*\bcited\b[^"]*" id="n(\d+)"', page(meeting, f"/lines/{position}")) == [
            str(position)]


def test_a_reader_chooses(spoken):
    meeting, _, _ = spoken
    assert 'data-reading="translation"' in page(meeting, "?reading=translation")
    assert 'data-reading="original"' in page(meeting, "?reading=original")
    assert "data-reading=" not in page(meeting, "?reading=x") and "data-reading=" not in page(meeting)
    assert 'name="reading"' in page(meeting)


@pytest.mark.parametrize("text, code", [
    ("/cy =999 Geiriau", "unknown-line"), ("/en ={line} Words", "bad-value"), ("/fr ={other} Mots", "bad-value"),
    ("/cy ={line}", "text-empty"), ("/cy ={line} ", "text-empty"),
])
def test_what_cannot_be_a_translation_is_refused(spoken, text, code):
    meeting, line, other = spoken
    status, answer = meeting.give("scribe", "write", text=text.format(line=line, other=other))
    assert (status >= 400, answer.get("code")) == (True, code)


def test_words_that_only_look_like_one_are_words(spoken):
    meeting, _, _ = spoken
    for text, plain in (("/cy = geiriau", "= geiriau"), ("/cy =x geiriau", "=x geiriau"), ("=3 words", "=3 words")):
        [position] = meeting.write(text)
        entry = next(one for one in meeting.entries() if one["position"] == position)
        assert entry["line"]["text"] == [plain] and "translates" not in entry["line"]


def test_what_is_taken_back_is_taken_back_in_every_language(spoken):
    meeting, line, other = spoken
    meeting.must("scribe", "retract", line=line)
    entries = {one["position"]: one for one in meeting.entries()}
    assert "line" not in entries[line] and "line" not in entries[other]
    for tail in ("", "/lines/" + str(line), "/lines/" + str(other)):
        assert "Dechreuwn" not in page(meeting, tail) and "We begin" not in page(meeting, tail)


def test_a_translation_alone_can_be_put_right_and_taken_back(spoken):
    meeting, line, other = spoken
    meeting.write(f"s{other}/Dechreuwn/Cychwynnwn/")
    assert "Cychwynnwn" in page(meeting)
    meeting.must("scribe", "retract", line=other)
    assert "We begin" in page(meeting) and "Cychwynnwn" not in page(meeting)
    # And a key moment is the line's own
    [second] = meeting.write(f"/cy ={line} Dechrau.")
    [marked] = meeting.write(f"/key {second}")
    assert next(one for one in meeting.entries() if one["position"] == marked)["line"]["of"] == line


def test_what_only_a_group_heard_is_not_translated_for_everyone(house):
    meeting = house.found("apart", reportsHeard="called")
    meeting.must("facilitator", "open")
    meeting.rapporteur(name="North")
    [line] = meeting.must("rapporteur", "breakout-report", prompt=1, text="A secret so far.")
    status, answer = meeting.give("scribe", "write", text=f"/cy ={line} Cyfrinach hyd yma.")
    assert (status, answer["code"]) == (409, "not-heard")


def test_both_are_in_the_record(spoken):
    meeting, line, other = spoken
    meeting.must("facilitator", "close")
    record = json.loads(meeting.house.ask("GET", f"/m/{meeting.slug}/record.json")[2])
    found = {one["id"]: one for one in walk(record) if "translates" in one}
    assert [(one["translates"], one["language"]) for one in found.values()] == [(f"l{line}", "cy")]
    text = meeting.house.ask("GET", f"/m/{meeting.slug}/record")[2].decode()
    assert f'<a class="mark" href="#l{line}">Welsh</a>' in text


def walk(value):
    if isinstance(value, dict):
        if "id" in value:
            yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def test_erasing_a_line_erases_what_it_is_in_other_languages(spoken):
    meeting, line, other = spoken
    status, answer = meeting.house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/erasures?as=organiser", {"lines": [line], "ground": "mistake"},
        secret=meeting.secrets["organiser"])
    assert status in (200, 201), answer
    assert "Dechreuwn" not in page(meeting) and "Dechreuwn" not in json.dumps(meeting.entries())


def test_in_the_record_a_translation_stands_right_under_its_line_with_its_own_number(spoken):
    meeting, line, other = spoken
    [next_] = meeting.write("do: Then the bridge.")
    meeting.write("# Later")
    [late] = meeting.write(f"/fr ={line} Nous commençons.")
    meeting.must("facilitator", "close")
    address = f"{meeting.house.address}/m/{meeting.slug}/lines/"
    record = {form: meeting.house.ask("GET", f"/m/{meeting.slug}/record.{form}")[2].decode() for form in ("md", "txt", "json")}
    # Then it is indented under its line, with the name of its language, whenever it was written down
    assert (f"We begin with the path. [l{line}]({address}{line})\n\n"
            f"> **Welsh:** Dechreuwn gyda’r **llwybr**. [l{other}]({address}{other})\n\n"
            f"> **French:** Nous commençons. [l{late}]({address}{late})\n\n"
            f"Then the bridge. [l{next_}]") in record["md"]
    assert re.search(
        rf"^(?:\d\d:\d\d|    -)  Dilys Owen: We begin with the path. \[l{line}\]\n"
        rf"         WELSH: Dechreuwn gyda’r llwybr. \[l{other}\]\n"
        rf"         FRENCH: Nous commençons. \[l{late}\]\n(?: +-?|\d\d:\d\d) +Dilys Owen: Then", record["txt"], re.M), record["txt"]
    # And in every form the order is the same
    order = [one["id"] for one in json.loads(record["json"])["lines"]]
    at = order.index(f"l{line}")
    assert order[at:at + 4] == [f"l{line}", f"l{other}", f"l{late}", f"l{next_}"]
    page = meeting.house.ask("GET", f"/m/{meeting.slug}/record")[2].decode()
    assert re.search(rf'id="l{line}".*?</li>\s*<li id="l{other}" class="summary translation">', page, re.S)
    # And a reader of Welsh is told of it in Welsh
    assert "> **Cymraeg:** " in meeting.house.ask("GET", f"/cy/m/{meeting.slug}/record.md")[2].decode()
