"""Every form of one meeting says the same lines, in the same order, under the same ids, from the same mouths."""
import base64
import hashlib
import json
import pathlib

import forms
import pytest
from test_record_xml import golden as xml_golden
from test_record_xml import live

ONE_HOUSE = True
GOLDEN = pathlib.Path(__file__).parent.parent / "PublishingTests" / "Golden"
ALL = ("json", "jsonl", "csv", "questions.csv", "polls.csv", "reports.csv", *forms.WHOLE)
NOBODY = "Speaker not recorded"
#: What a spreadsheet, a template, a parser, an eye could take for something else.
CORPUS = (
    "</script><script>alert(1)</script>", "--> <!-- ]]>", "\" onmouseover=\"alert(1)", "\"\u0301 onclick=alert(1) x=\"",
    "<\u0338img src=x onerror=alert(1)>", "{{title}} {{{linked}}} {{>record/page}} {time}", "&lt;b&gt; &amp; &#60;",
    "\u202egnp.exe \u2066x\u2069", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f👩🏽‍🔧", "zero\u200bwidth\u200d\ufeff",
    "=cmd|' /C calc'!A0", "@SUM(A1)", "＝1", "a\"b,c =d", "'", "# head", "1. list", "* list", "```", "~~~", "***", "===",
    "[a](javascript:alert(1))", "<https://example.org>", "![x](y)", "https://example.org/_a_", "\\", "$(rm -rf)",
    "x" * 3_900, "İıŞğ ß ﬁ", "مرحبا שלום", "00:00:01.000 --> 00:00:02.000", "NOTE\tx", "Topic: none", "ACTION: x", "[l1]", "l1")


def corpus(house):
    """Hostile words said by a speaker, noted, agreed and to be done."""
    meeting = house.found(slug="corpus", title=CORPUS[0], speakers=[{"name": CORPUS[3], "aliases": ["zz"]}])
    meeting.must("facilitator", "open")
    for words in CORPUS:
        for mark in ("zz: ", "+ ", "/note "):
            meeting.give("scribe", "write", text=mark + words)
    return meeting


def published(meeting):
    meeting.must("facilitator", "close", really=True)
    answers = {form: meeting.house.ask("GET", f"/m/{meeting.slug}/record.{form}") for form in ALL if form != "html"}
    answers["html"] = meeting.house.ask("GET", f"/m/{meeting.slug}/record")
    assert {status for status, _, _ in answers.values()} == {200}
    return {form: body for form, (_, _, body) in answers.items()}


@pytest.fixture(scope="module")
def records(lasting_house):
    golden = {form: (GOLDEN / f"meeting.{form}").read_bytes() for form in ALL} | xml_golden()
    return {"golden": golden, "live": published(live(lasting_house)), "corpus": published(corpus(lasting_house))}


NAMES = pytest.mark.parametrize("name", ["golden", "live", "corpus"])


@NAMES
@pytest.mark.parametrize("form", list(forms.WHOLE))
def test_each_form_has_every_line_once_in_order_with_its_words_and_who_spoke(records, name, form):
    # Given the lines as the JSON of the record has them
    expected = forms.of_json(records[name]["json"])
    if form == "notes.vtt":  # in the order of time: a translation is not heard before it was said
        expected.sort(key=lambda line: int(line[0][1:]))
    # When another program reads this form
    found = forms.WHOLE[form](records[name][form])
    # Then it finds the same ids in the same order (the notes come before what repeats them)
    assert [id for id, _, _ in found[:len(expected)]] == [id for id, _, _ in expected]
    # And under each id the same words, from the same mouth
    for (id, words, speaker), (_, said, by) in zip(found, expected):
        # In a scribe log the owner of a next step is one word, as speakers are.
        blank = "_" if form == "scribe.log" else ""
        assert forms.bare(said).replace(blank, "") in forms.bare(words).replace(blank, ""), id
        if form in forms.NAMING:
            assert (None if speaker == NOBODY else speaker and forms.bare(speaker)) == (by and forms.bare(by)), id
        elif by and form != "odt":
            assert forms.bare(by).replace("_", "") in forms.bare(f"{speaker or ''}{words}").replace("_", ""), id


@NAMES
def test_the_tables_have_their_lines_in_order_with_their_words(records, name):
    expected = {id: words for id, words, _ in forms.of_json(records[name]["json"])}
    order = list(expected)
    for form in ("csv", "reports.csv"):
        found = [row for row in forms.of_rows(records[name][form]) if forms.LINE.fullmatch(row[0])]
        assert form == "reports.csv" or [id for id, _, _ in found] == sorted(
            (id for id, _, _ in found), key=order.index)
        for id, words, _ in found:
            assert forms.bare(expected[id]).replace("'", "") in forms.bare(words).replace("'", ""), id


@NAMES
def test_the_entries_hold_the_words_that_the_record_shows(records, name):
    # Given one row for each position, each with the words that were committed to
    rows = [json.loads(row) for row in records[name]["jsonl"].splitlines()]
    entries = [row for row in rows if "position" in row]
    assert [row["position"] for row in entries] == list(range(1, len(entries) + 1))
    held = {}
    for row in entries:
        if "body" not in row:
            continue
        if name != "golden":  # whose hashes are made up
            sum = hashlib.sha256(base64.b64decode(row["salt"]) + row["body"].encode()).digest()
            assert base64.b64decode(json.loads(row["header"])["commitment"]) == sum
        body = json.loads(row["body"])
        held[f"l{body['of'] if body['kind'] == 'correction' else row['position']}"] = body
    # Then each line with words of its own has them there
    for line in json.loads(records[name]["json"])["lines"]:
        body = held.get(line["id"])
        if body and "text" in body:
            assert forms.bare(plain(body["text"])) == forms.bare(line["text"]), line["id"]
            assert body["kind"] == "correction" or body.get("speaker") == line.get("speaker"), line["id"]


def plain(text):
    """Words without their mark-up."""
    if isinstance(text, str):
        return text
    if isinstance(text, bool):
        return ""
    if isinstance(text, list):
        return "".join(map(plain, text))
    return "".join(plain(value) for key, value in text.items() if key not in ("address", "to", "href"))
