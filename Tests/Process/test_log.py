"""The operator's log: each request under a number that its answer has too, by the pattern of its address, and no words."""
import json
import re

import pytest

from house import Device, House
from strangers import sent
from traces import Fault

LOUD = ("--log-level", "debug", "--log-format", "json")


@pytest.fixture
def loud(tmp_path):
    with House(tmp_path / "data", *LOUD) as house:
        yield house


def lines(house):
    """Every line of the log, each a JSON object of strings."""
    whole = house.log().rpartition("\n")[0]  # what follows is being written
    found = [json.loads(line) for line in whole.splitlines()]
    for line in found:
        assert {"time", "level", "message", "label"} <= set(line), line
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"]), line
    return found


def line_of(house, number):
    """The one line that says how a request was answered."""
    while not (found := [line for line in lines(house) if line.get("request") == number and "status" in line]):
        pass
    assert len(found) == 1
    return found[0]


def test_each_request_has_a_number_in_its_answer_and_one_line_under_it(loud):
    loud.found()
    numbers = set()
    for method, path, status, route in (
            ("GET", "/", 200, "/"), ("GET", "/m/meeting?as=attendee", 200, "/m/{slug}"),
            ("GET", "/m/none", 404, "/m/{slug}"), ("GET", "/nothing/here", 404, "none"),
            ("GET", "/api/v1/meetings/meeting/entries?after=0", 200, "/api/v1/meetings/{slug}/entries"),
            ("POST", "/m/meeting", 405, "none"), ("GET", "/api/v1/meetings/none", 404, "/api/v1/meetings/{slug}")):
        answered, headers, body = loud.ask(method, path, b"" if method == "POST" else None,
                                           headers={"X-Request-Id": "mine"})
        # Then the answer has a number of the server's own choice
        number = headers["X-Request-Id"]
        assert answered == status and re.fullmatch(r"[0-9a-f]{16}", number), path
        numbers.add(number)
        if headers["Content-Type"] == "application/problem+json":
            assert json.loads(body)["request"] == number
        # And the log says under it what was asked, by its pattern, and what came of it
        line = line_of(loud, number)
        assert (line["method"], line["route"], line["status"]) == (method, route, str(status)), line
        assert line["level"] == "debug" and int(line["milliseconds"]) >= 0
    assert len(numbers) == 7
    # And none is another's, also for what is refused before it is looked at
    answer = sent(loud, "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\nConnection: close\r\n\r\n")
    number = re.search(rb"(?i)x-request-id: ([0-9a-f]{16})", answer)[1].decode()
    assert json.loads(answer.split(b"\r\n\r\n", 1)[1])["request"] == number not in numbers


def test_what_fails_is_in_the_log_without_asking_for_more(tmp_path):
    with House(tmp_path / "data", "--log-format", "json") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        assert house.ask("GET", "/m/none")[0] == 404
        # When the disk refuses a line
        with Fault(house.process.pid, "fdatasync,fsync", "EIO"):
            status, headers, body = house.ask(
                "POST", "/api/v1/meetings/meeting/commands?as=scribe", {"do": "write", "id": "w", "text": "Lost words."},
                secret=meeting.secrets["scribe"])
        assert status == 503
        # Then its line is a warning, and what answered well or was refused has none
        line = line_of(house, headers["X-Request-Id"])
        assert line["level"] == "warning" and line["route"] == "/api/v1/meetings/{slug}/commands"
        assert json.loads(body)["request"] == line["request"]
        assert [line["status"] for line in lines(house) if "status" in line] == ["503"]
        assert "Lost" not in house.log()


def test_no_word_name_address_or_place_of_a_participant_is_in_the_log_at_its_loudest(loud):
    # Given a meeting with a title, names, lines, questions, a search and a join by code
    meeting = loud.found(slug="placeslug", title="Titleword", place="Placeword", speakers=[{"name": "Speakerword"}])
    meeting.must("facilitator", "open")
    meeting.write("Lineword said.")
    meeting.must("scribe", "speaker-add", name="Addedword")
    device = Device(meeting)
    device.must("ask", text="Questionword?", name="Askerword")
    loud.ask("GET", "/search?q=Searchword")
    loud.ask("GET", "/speakers/Personword")
    loud.ask("POST", "/join", b"code=123456")
    loud.ask("GET", "/Pathword/else?Queryword=Valueword", headers={"User-Agent": "Agentword", "Referer": "http://Refererword"})
    with meeting.socket("scribe") as socket:
        socket.send(json.dumps({"do": "write", "id": "c", "text": "Socketword"}))
        socket.send("Nonsenseword")
        socket.recv()
    meeting.must("facilitator", "close", really=True)
    assert loud.stop() == 0
    # Then each line is one of ours, and none of it is in any
    assert len(lines(loud)) > 20
    log = loud.log().lower()
    for word in ("titleword", "placeword", "speakerword", "lineword", "addedword", "questionword", "askerword",
                 "searchword", "personword", "pathword", "queryword", "valueword", "agentword", "refererword",
                 "socketword", "nonsenseword", "placeslug", "123456", device.token.lower(), device.recovery.lower(),
                 *(secret.lower() for secret in meeting.secrets.values())):
        assert word not in log, word


def test_as_text_it_says_the_same(tmp_path):
    with House(tmp_path / "data", "--log-level", "debug") as house:
        number = house.ask("GET", "/join")[1]["X-Request-Id"]
        while f"request={number}" not in house.log():
            pass
        line = next(line for line in house.log().splitlines() if number in line)
        assert "debug" in line and "route=/join" in line and "status=200" in line


def test_an_unknown_level_or_format_is_refused(tmp_path):
    from test_starting import serve
    assert "warning" in serve(tmp_path / "data", "--log-level", "loud")[1]
    assert "json" in serve(tmp_path / "data", "--log-format", "xml")[1]
