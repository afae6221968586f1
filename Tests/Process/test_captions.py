"""Stenographers' own software: text pushed in by a link, and read out, as StreamText has both."""
import urllib.parse

import pytest

from house import until


@pytest.fixture
def push(house, meeting):
    """Sends a piece as caption software does; gives the status."""
    def send(seq, words, link=None, lang="en-US"):
        secret = (link or meeting.links["scribe"]).rsplit("/", 1)[1]
        body = words if isinstance(words, bytes) else words.encode()
        return house.ask(
            "POST", f"/api/streamtext/{secret}?seq={seq}&lang={lang}", body=body,
            headers={"Content-Type": "text/plain; charset=utf-8"})[0]

    return send


def said(meeting):
    """(speaker, words) of every note."""
    return [
        (entry["line"].get("speaker"), entry["line"]["text"][0]) for entry in meeting.entries()
        if entry.get("line", {}).get("kind") in ("speech", "summary")]


def test_whole_sentences_become_lines_and_the_rest_a_draft(meeting, push):
    with meeting.socket() as reader, meeting.socket("facilitator") as staff:
        until(reader, lambda frame: frame["is"] == "welcome")
        assert push(1, "Good mor") == 200
        draft = until(reader, lambda frame: frame["is"] == "draft" and frame.get("text"))[-1]
        assert draft["text"] == "Good mor" and said(meeting) == []
        assert until(staff, lambda frame: frame["is"] == "draft" and frame.get("text"))[-1]["text"] == "Good mor"
        assert push(2, "ning. We met at 9.30 with Mr. Owen.\nIs all") == 200
        assert said(meeting) == [(None, "Good morning."), (None, "We met at 9.30 with Mr. Owen.")]
        # What was typed wrong is taken back, also where it was sent before
        assert push(3, "\x08\x08\x7fevery\x08\x08\x08\x08\x08all well? ") == 200
        until(reader, lambda frame: frame["is"] == "entry" and "Is all well?" in str(frame))
    assert said(meeting)[-1] == (None, "Is all well?")


def test_a_piece_that_is_sent_again_is_written_once_also_after_the_server_was_away(house, meeting, push):
    assert [push(1, "One. Two. "), push(1, "One. Two. ")] == [200, 200]
    house.kill()
    house.start()
    assert push(1, "One. Two. ") == 200
    # Another run counts from 1 again, and may say the same
    assert [push(2, "Three. "), push(1, "One. Two. ")] == [200, 200]
    assert [words for _, words in said(meeting)] == ["One.", "Two.", "Three.", "One.", "Two."]


def test_speakers_that_the_meeting_knows_are_named_until_another_speaks(meeting, push):
    assert push(1, ">> DILYS OWEN: We agree. On the dates, too. >> Somebody: Not I. >>do: Then not.\n") == 200
    assert said(meeting) == [
        ("Dilys Owen", "We agree."), ("Dilys Owen", "On the dates, too."), (None, "Somebody: Not I."),
        ("Dilys Owen", "Then not.")]


@pytest.mark.parametrize("words", [
    "- Yes, a dash.", "+ Plus.", "/hide", "s/a/b/", "Topic: X.", "q+ Mary.", "\\ stroke", "# Title.", "ack next"])
def test_no_sentence_is_a_command(meeting, push, words):
    meeting.write("A line before.")
    assert push(1, words + "\n") == 200
    kinds = [entry["line"]["kind"] for entry in meeting.entries()]
    assert kinds.count("summary") == 2 and not {"decision", "disagreement", "topic", "retraction", "correction"} & set(kinds)
    assert said(meeting)[-1] == (None, words)


def test_other_languages_are_said_and_odd_bytes_refused(meeting, push):
    assert push(1, "Bore da i bawb.\n", lang="cy-GB") == 200
    assert push(2, "\x01\x1b[2JHello\tall.\n") == 200
    assert push(3, b"\xff\xfe") == 400 and push(0, "x") == 400
    lines = [entry["line"] for entry in meeting.entries()]
    assert [line.get("language") for line in lines if line["kind"] == "summary"] == ["cy", None]
    assert said(meeting)[-1] == (None, "[2JHello all.")
    # Who never ends a sentence is read all the same, and nothing is too long to be written
    assert push(4, "word " * 2000) == 200 and push(5, "x" * 9000 + "\n") == 200
    assert all(len(words) <= 2000 for _, words in said(meeting))
    assert sum(words.count("word") for _, words in said(meeting)) > 1800


def test_only_a_scribes_link_in_force_writes_and_only_while_the_meeting_is_open(house, meeting, push):
    assert push(1, "No.\n", link=meeting.links["facilitator"]) == 403
    assert push(1, "No.\n", link="/k/" + "x" * 26) == 401
    assert house.ask("GET", "/api/streamtext/" + meeting.secrets["scribe"])[0] in (404, 405)
    meeting.must("facilitator", "close", really=True)
    assert push(1, "Too late.\n") == 409
    assert said(meeting) == []


def captions(house, meeting, last, **query):
    tail = urllib.parse.urlencode({"event": meeting.slug, "last": last, **query})
    status, answer = house.ask_json("GET", f"/api/streamtext/captions?{tail}")
    assert status == 200, answer
    return answer


def test_rows_are_read_one_after_another_as_from_streamtext(house, meeting):
    meeting.write("do: Five score years ago, a great American signed a paper.")
    meeting.write("Then **all** went home.")
    last, rows = 0, []
    while (answer := captions(house, meeting, last))["content"]:
        assert set(answer) == {"content", "lastPosition", "languageCode"} and len(answer["content"]) <= 32
        assert answer["languageCode"] == "en" and answer["lastPosition"] > last
        last = answer["lastPosition"]
        rows.append(answer["content"])
    assert "".join(rows) == (
        "Dilys Owen: Five score years ago, a great American signed a paper.\r\nThen all went home.\r\n")
    assert rows[0] == "Dilys Owen: Five score years "
    # What comes is read from where one is, and -1 is now
    assert captions(house, meeting, -1)["content"] == ""
    now = captions(house, meeting, -1)["lastPosition"]
    meeting.write("New.")
    for start in (last, now):
        assert captions(house, meeting, start, length=100)["content"] == "New.\r\n"
    assert house.ask("GET", "/api/streamtext/captions?event=nowhere&last=0")[0] == 404
    assert house.ask("GET", "/api/streamtext/captions?last=0")[0] == 400
    assert captions(house, meeting, 9_007_199_254_740_991)["content"] == ""


def test_all_text_since_a_position_as_streamtexts_own_player_reads_it(house, meeting):
    def text(last):
        status, answer = house.ask_json("GET", f"/api/streamtext/text-data.ashx?event={meeting.slug}&last={last}")
        assert status == 200 and all(part["format"] == "basic" for part in answer["i"])
        return "".join(urllib.parse.unquote(part["d"]) for part in answer["i"]), answer["lastPosition"]

    meeting.write("do: 100 % ŵ & more.")
    [gone] = meeting.write("Taken back.")
    meeting.must("scribe", "retract", line=gone)
    words, last = text(0)
    assert words == "Dilys Owen: 100 % ŵ & more.\r\n" and text(last) == ("", last)
    meeting.write("Next.")
    assert text(last)[0] == "Next.\r\n"


def test_who_is_not_invited_reads_nothing(house):
    closed = house.found(slug="inside", visibility="invited")
    for path in ("captions", "text-data.ashx"):
        address = f"/api/streamtext/{path}?event=inside&last=0"
        assert house.ask("GET", address)[0] == 401
        assert house.ask("GET", address + "&as=scribe", secret=closed.secrets["scribe"])[0] == 200
