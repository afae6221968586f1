import json

from house import until

ONE_HOUSE = True


def lines_of(meeting):
    """Those a scribe typed, as they stand now."""
    block = meeting.house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/lines")[1]["lines"]
    return [line for line in block if line["kind"] != "opened"]


def test_a_correction_never_changes_a_lines_id_or_url(house, meeting):
    # Acceptance 18. Given a line with its address, and a reader
    line = meeting.write("do: We meet on Munday.")[0]
    address = f"/m/{meeting.slug}/lines/{line}"
    assert "We meet on Munday." in house.ask("GET", address)[2].decode()
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # When it is corrected as typed, and by its id
        meeting.write("s/Munday/Monday/")
        meeting.must("scribe", "correct", line=line, text="We meet on Monday at ten.")
        heard = until(reader, lambda f: f["is"] == "welcome" or "ten" in json.dumps(f))
    # Then readers are told which line it is
    assert any(f.get("line", {}).get("of") == line for f in heard if f["is"] == "entry")
    # And the line is at the same address and id, in its place, with its speaker: live, in blocks, and in the record
    assert "We meet on Monday at ten." in house.ask("GET", address)[2].decode()
    block = lines_of(meeting)
    assert [(l["position"], l["line"]["speaker"], l["line"]["text"]) for l in block] == [
        (line, "Dilys Owen", ["We meet on Monday at ten."])]
    assert "corrected" in block[0]
    meeting.must("facilitator", "close", really=True)
    assert "We meet on Monday at ten." in house.ask("GET", address)[2].decode()
    record = house.ask("GET", f"/m/{meeting.slug}/record")[2].decode()
    assert f'id="l{line}"' in record and f'id="l{line + 1}"' not in record
    jsonl = house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.jsonl")[2].decode()
    positions = [row["position"] for row in map(json.loads, jsonl.splitlines()) if "position" in row]
    assert positions == list(range(1, len(positions) + 1)) and line in positions


def test_a_line_taken_back_keeps_its_place_as_a_tombstone(house, meeting):
    # Given three lines; when the second is taken back
    one, two, three = (meeting.write(words)[0] for words in ("One.", "Two.", "Three."))
    meeting.must("scribe", "retract", line=two)
    # Then its place is there without words
    block = lines_of(meeting)
    assert [l["position"] for l in block] == [one, two, three]
    assert "line" not in block[1] and "retracted" in block[1]
    # And it cannot be corrected, marked or taken back again
    for frame, fields in (("correct", {"text": "x"}), ("key-moment", {}), ("retract", {})):
        status, problem = meeting.give("scribe", frame, line=two, **fields)
        assert (status, problem["code"]) == (410, "line-gone")
