"""Notes and chapters are valid WebVTT, by webvtt-py from PyPI; the server counts them from where a recording began."""
import datetime
import html
import json
from pathlib import Path

import webvtt

GOLDEN = Path(__file__).parent.parent / "PublishingTests" / "Golden"


def squeezed(words):
    return " ".join(words.split())


def test_notes_are_valid_and_say_what_the_record_says():
    # Given the golden files, hostile words and all
    lines = json.loads((GOLDEN / "meeting.json").read_text())["lines"]
    # When another reader takes the track
    cues = list(webvtt.read(GOLDEN / "meeting.notes.vtt"))
    # Then it finds each line once, in order, with its words and its speaker
    assert [cue.identifier for cue in cues] == [line["id"] for line in lines]
    for cue, line in zip(cues, lines):
        assert squeezed(line["text"]) in squeezed(html.unescape(cue.text)), line["id"]
        assert html.unescape(cue.voice or "") == line.get("speaker", "")
    starts = [cue.start_time.in_seconds() for cue in cues]
    assert starts == sorted(starts)


def test_chapters_are_valid_and_name_the_sections():
    sections = json.loads((GOLDEN / "meeting.json").read_text())["sections"]
    names = [name for section in sections for name in [section, *section["subsections"]]]
    cues = list(webvtt.read(GOLDEN / "meeting.chapters.vtt"))
    assert [cue.identifier for cue in cues] == [section["id"] for section in names]
    assert [html.unescape(cue.text) for cue in cues] == [section["title"] or "Meeting notes" for section in names]


def test_the_server_counts_from_where_a_recording_began(house, meeting):
    # Given a closed meeting
    meeting.write("Thanked those who came by bus.")
    meeting.must("facilitator", "close", really=True)
    address = f"/m/{meeting.slug}/record.notes.vtt"
    status, headers, notes = house.ask("GET", address)
    assert (status, headers["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    record = json.loads(house.ask("GET", f"/m/{meeting.slug}/record.json")[2])
    opened = datetime.datetime.fromisoformat(record["meeting"]["openedAt"])

    def since(**before):
        moment = (opened - datetime.timedelta(**before)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"?recording={moment}"

    # When its notes are asked for from the opening, and from an hour before
    earlier = house.ask("GET", address + since(hours=1))[2]
    # Then the first line is at the start, and an hour in
    first, second = (webvtt.from_string(text.decode()).captions[0] for text in (notes, earlier))
    assert first.start == "00:00:00.000"
    assert second.start.startswith("01:00:0")
    assert first.identifier == second.identifier
    assert f"00:00:00.000 is {opened.strftime('%Y-%m-%dT%H:%M:%SZ')}." in notes.decode()
    # And a recording of another day, or a moment that is none, is refused at both addresses
    for wrong in (since(days=2), since(days=-2), "?recording=yesterday", "?recording="):
        for form in ("chapters.vtt", "notes.vtt"):
            status, problem = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/record.{form}{wrong}")
            assert (status, problem["code"]) == (400, "bad-value"), wrong
