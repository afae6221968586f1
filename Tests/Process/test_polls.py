"""Shows of hands: the room's count beside the remote one, named or anonymous said beforehand, the result in the record."""
import json
import sqlite3

import pytest
from house import Device, House, until
from remains import contents


@pytest.fixture
def meeting(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found(agenda=[{"title": "Welcome"}])
        meeting.must("facilitator", "open")
        yield meeting


def open_poll(meeting, **fields):
    meeting.must("facilitator", "poll-open", text="Each month?", options=["For", "Against"], **fields)
    return polls(meeting)[-1]["number"]


def polls(meeting, role="attendee"):
    status, answer = meeting.house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}?as={role}", secret=meeting.secrets.get(role))
    assert status == 200, answer
    return answer["state"].get("polls", [])


def rows(meeting, sql):
    with sqlite3.connect(f"file:{meeting.house.folder}/openfloor.sqlite?mode=ro", uri=True) as database:
        return database.execute(sql).fetchall()


def test_a_show_of_hands_from_its_opening_to_the_record(meeting):
    # Given a remote reader and an anonymous show of hands
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        number = open_poll(meeting)
        opened = until(reader, lambda frame: frame.get("line", {}).get("kind") == "poll-opened")[-1]
        assert opened["line"]["poll"] == {"question": "Each month?", "options": ["For", "Against"]}
        # When three devices answer and the scribe counts the room
        for option in (1, 1, 2):
            assert Device(meeting).must("poll-vote", number=number, option=option) == []
        seen = until(reader, lambda frame: frame == {"is": "poll", "number": number, "voted": 3})
        meeting.must("scribe", "poll-count", number=number, counts=[12, 3])
        # Then nobody is told a result while it is open
        assert not any("counts" in json.dumps(frame) for frame in seen)
        assert "remote" not in polls(meeting)[0] and polls(meeting)[0]["voted"] == 3
        # And at the close everybody is, the two counts kept apart
        meeting.must("facilitator", "poll-close", number=number)
        closed = until(reader, lambda frame: frame.get("line", {}).get("kind") == "poll-closed")[-1]["line"]
        assert (closed["counts"], closed["room"]) == ([2, 1], [12, 3])
    meeting.must("facilitator", "close", really=True)
    record = json.loads(meeting.house.ask("GET", f"/m/{meeting.slug}/record.json")[2])
    assert record["polls"][0]["options"] == [
        {"option": "For", "outside": 2, "room": 12}, {"option": "Against", "outside": 1, "room": 3}]
    page = meeting.house.ask("GET", f"/m/{meeting.slug}/record.html")[2].decode()
    assert "Outside the room: For 2, Against 1. In the room: For 12, Against 3." in page
    table = meeting.house.ask("GET", f"/m/{meeting.slug}/record.polls.csv")[2].decode("utf-8-sig").splitlines()
    assert [row.split(",")[5:8] for row in table[1:]] == [["For", "2", "12"], ["Against", "1", "3"]]


def test_an_anonymous_answer_counts_once_and_nothing_on_disk_tells_whose_it_was(meeting):
    number = open_poll(meeting)
    device = Device(meeting)
    device.must("poll-vote", number=number, option=2)
    # When the same device answers again, also under the same id, then it is told that it has
    for fields in ({"option": 1}, {"option": 2}, {"option": 2, "id": "d-1"}):
        status, answer = device.give("poll-vote", number=number, **fields)
        assert (status, answer["code"]) == (409, "voted")
    assert device.own()["votes"] == [{"number": number}]
    # And no table has a participant beside an option, a time, or a receipt of the answer
    assert rows(meeting, "SELECT count(*) FROM ballot") == [(0,)]
    assert rows(meeting, "SELECT option, count FROM tally") == [(2, 1)]
    [(token,)] = rows(meeting, "SELECT token FROM voter")
    assert rows(meeting, "SELECT count(*) FROM receipt WHERE client_id LIKE 'd-%'") == [(0,)]
    # When the server is killed, the answer still counts, and still only once
    meeting.house.kill()
    meeting.house.start()
    assert polls(meeting)[0]["voted"] == 1
    assert device.give("poll-vote", number=number, option=1)[1]["code"] == "voted"
    # And once it is closed, the token is nowhere in the folder
    meeting.must("facilitator", "poll-close", number=number)
    assert polls(meeting)[0]["remote"] == [0, 1]
    for path, content in contents(meeting.house.folder):
        assert token not in content, path.name


def test_who_chose_what_by_name_is_for_staff_until_it_is_published(meeting):
    number = open_poll(meeting, named=True)
    ada, bo = Device(meeting), Device(meeting)
    assert ada.give("poll-vote", number=number, option=1)[1]["code"] == "bad-value"
    ada.must("poll-vote", number=number, option=1, name="Ada Plantedname")
    bo.must("poll-vote", number=number, option=1, name="Bo Plantedname")
    # One may change one's mind while it is open
    bo.must("poll-vote", number=number, option=2, name="Bo Plantedname")
    assert bo.own()["votes"] == [{"number": number, "option": 2}]
    meeting.must("facilitator", "poll-close", number=number)
    # Then staff know the names and nobody else
    names = [["Ada Plantedname"], ["Bo Plantedname"]]
    assert polls(meeting, "facilitator")[0]["names"] == names
    for path in ("", "/entries?after=0", "/questions", "/lines"):
        assert b"Plantedname" not in meeting.house.ask("GET", f"/api/v1/meetings/{meeting.slug}{path}")[2]
    for page in ("", "/questions", "/screen"):
        assert b"Plantedname" not in meeting.house.ask("GET", f"/m/{meeting.slug}{page}")[2]
    # Until the facilitator publishes them
    meeting.must("facilitator", "poll-names", number=number)
    assert polls(meeting)[0]["names"] == names


@pytest.mark.parametrize("name", ["\u200b", "\u2060", "Ada \u202egN", "x" * 101])
def test_a_name_nobody_can_read_is_refused_and_the_meeting_goes_on(meeting, name):
    number = open_poll(meeting, named=True)
    status, answer = Device(meeting).give("poll-vote", number=number, option=1, name=name)
    assert (status, answer["code"]) == (400, "bad-value")
    assert meeting.write("The meeting goes on.")
    meeting.must("facilitator", "poll-close", number=number)
    for command, fields in (("announce", {"text": "\u200b"}), ("poll-open", {"text": "\u200b", "options": ["a", "b"]}),
                            ("voice-name", {"name": "\u2060"}), ("item-add", {"title": "\u200b"})):
        status, answer = meeting.give("facilitator", command, **fields)
        assert status == 400, (command, answer)


def test_the_close_of_the_meeting_counts_what_is_open(meeting):
    number = open_poll(meeting)
    Device(meeting).must("poll-vote", number=number, option=1)
    meeting.must("facilitator", "close", really=True)
    record = json.loads(meeting.house.ask("GET", f"/m/{meeting.slug}/record.json")[2])
    assert [one["outside"] for one in record["polls"][0]["options"]] == [1, 0]
    status, answer = Device(meeting).give("poll-vote", number=number, option=1)
    assert (status, answer["code"]) == (409, "closed")


def test_answering_works_without_javascript_and_gives_a_device_its_token(meeting):
    number = open_poll(meeting)
    origin = {"Origin": meeting.house.address, "Content-Type": "application/x-www-form-urlencoded"}
    form = f"do=poll-vote&id=f-1&number={number}&option=1".encode()
    status, headers, _ = meeting.house.ask("POST", f"/m/{meeting.slug}/questions", form, headers=origin)
    assert status == 303 and "openfloor-device=" in headers["Set-Cookie"]
    cookie = headers["Set-Cookie"].split(";")[0]
    page = meeting.house.ask("GET", f"/m/{meeting.slug}/questions", headers={"Cookie": cookie})[2].decode()
    assert "Your answer is counted" in page
    # A second press of the same form without a cookie is the same device: the page's id says so
    page_id = "0123456789abcdefghjkmnpqrs"
    twice = f"do=poll-vote&id={page_id}&number={number}&option=2".encode()
    answers = [meeting.house.ask("POST", f"/m/{meeting.slug}/questions", twice, headers=origin) for _ in range(2)]
    assert [status for status, *_ in answers] == [303, 409] and polls(meeting)[0]["voted"] == 2
    # And one with a cookie is told so, as a page
    status, _, body = meeting.house.ask(
        "POST", f"/m/{meeting.slug}/questions", form, headers={**origin, "Cookie": cookie})
    assert status == 409 and b"answered already" in body
