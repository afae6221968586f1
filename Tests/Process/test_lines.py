"""One line at its permanent address: what stands around it, what became of it, and how it is cited."""
import json
import urllib.parse

from series import Series, described


def cited(house, meeting, line):
    status, answer = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/lines/{line}")
    assert status == 200, answer
    return described("CitedLine", answer)


def test_a_line_is_cited_with_meeting_series_day_speaker_number_address_and_checkpoint(house):
    # Given a line of a meeting of a series, under a heading
    series = Series(house, "sharing", {"title": "First open meeting"})
    meeting = series.meetings[0]
    meeting.write("/speaker Dilys Owen, do")
    meeting.write("Topic: Dates")
    around = [meeting.write(f"Line {number}")[0] for number in range(7)]
    line = meeting.write("Dilys Owen: We agree on the dates.")[0]
    after = meeting.write("Afterwards.")[0]
    before_close = cited(house, meeting, line)
    assert "checkpoint" not in before_close
    # When the meeting has closed
    meeting.must("facilitator", "close")
    # Then the citation says all of it
    answer = cited(house, meeting, line)
    assert answer["citation"].startswith(
        f"Dilys Owen: “We agree on the dates.” First open meeting ({series_title(house)}), ")
    assert f"line {line}." in answer["citation"] and answer["address"] in answer["citation"]
    assert answer["checkpoint"]["root"] in answer["citation"]
    assert (answer["state"], answer["speaker"], answer["heading"]["words"]) == ("standing", "Dilys Owen", "Dates")
    assert [other["line"] for other in answer["before"]] == around[-5:]
    assert answer["after"][0] == {"line": after, "kind": "summary", "words": "Afterwards."}
    # And its page says the same, and where programs find it
    status, _, body = house.ask("GET", urllib.parse.urlsplit(answer["address"]).path)
    html = body.decode()
    assert status == 200 and answer["citation"].replace("+", "&#43;") in html or answer["citation"] in html
    assert f'<link rel="alternate" type="application/json" href="/api/v1/meetings/{meeting.slug}/lines/{line}"' in html


def series_title(house):
    return json.loads(house.ask("GET", "/api/v1/series/sharing")[2])["title"]


def test_a_line_says_what_became_of_it(house, meeting):
    # Given a line that was put right, and one that was taken back
    corrected, taken = meeting.write("We meet on Monday.")[0], meeting.write("Nothing to see here.")[0]
    meeting.must("scribe", "correct", line=corrected, text="We meet on Tuesday.")
    meeting.must("scribe", "retract", line=taken)
    # Then each says so, and words that are gone are nowhere
    answer = cited(house, meeting, corrected)
    assert (answer["state"], answer["words"]) == ("corrected", "We meet on Tuesday.")
    assert "As corrected." in answer["citation"] and "Monday" not in json.dumps(answer)
    answer = cited(house, meeting, taken)
    assert answer["state"] == "retracted" and "words" not in answer and answer["retractedAt"]
    html = house.ask("GET", f"/m/{meeting.slug}/lines/{taken}")[2].decode()
    assert "Taken back on" in html and "Nothing to see" not in html


def test_a_line_that_is_none_is_told(house, meeting):
    for line in ("999", "0", "-1", "x", "99999999999999999999"):
        status, headers, _ = house.ask("GET", f"/api/v1/meetings/{meeting.slug}/lines/{line}")
        assert (status, headers["Content-Type"]) == (404, "application/problem+json")
        assert house.ask("GET", f"/m/{meeting.slug}/lines/{line}")[0] == 404


def test_who_may_not_read_the_meeting_is_told_nothing_of_a_line(house):
    meeting = house.found("closed", visibility="invited")
    meeting.must("facilitator", "open")
    line = meeting.write("Among us.")[0]
    status, _, body = house.ask("GET", f"/api/v1/meetings/closed/lines/{line}")
    assert status == 401 and b"Among us" not in body
