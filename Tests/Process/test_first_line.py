"""The gate: a line typed by a scribe is recorded, read elsewhere, and published."""
import json

from house import until


def test_a_line_typed_by_a_scribe_is_recorded_read_and_published(house, meeting):
    # Given a scribe and a reader, each on a WebSocket
    with meeting.socket("scribe") as scribe, meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # When the scribe types a line
        scribe.send(json.dumps({"do": "write", "id": "c-1", "text": "do: Thanked those who **joined** from afar."}))
        answer = until(scribe, lambda frame: frame["is"] == "accepted")[-1]
        # Then it is acknowledged, the reader has it, and after the close the record prints it
        heard = until(reader, lambda frame: frame["is"] == "entry")[-1]
        assert answer["entries"] == [heard["position"]]
        assert heard["line"]["speaker"] == "Dilys Owen"
        assert heard["line"]["text"] == ["Thanked those who ", {"strong": ["joined"]}, " from afar."]
    meeting.must("facilitator", "close", really=True)
    status, _, page = house.ask("GET", f"/m/{meeting.slug}/record")
    assert status == 200
    assert "Thanked those who <strong>joined</strong> from afar." in page.decode()
    assert f'id="l{heard["position"]}"' in page.decode()
