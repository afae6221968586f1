"""Who follows from where, what is put up for everyone, and what the record keeps of the audience."""
import json

import pytest
from followers import ByLongPoll
from house import Device, House, until
from machine import Machine
from remains import contents


@pytest.fixture
def meeting(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found(agenda=[{"title": "Welcome"}])
        meeting.must("facilitator", "open")
        yield meeting


def state(meeting, role="attendee"):
    status, answer = meeting.house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}?as={role}", secret=meeting.secrets.get(role))
    assert status == 200, answer
    return answer["state"]


class Follower:
    """A device that follows by WebSocket and said where it is."""

    def __init__(self, meeting, **whereabouts):
        self.device = Device(meeting)
        meeting.secrets["attendee"] = self.device.token
        self.socket = meeting.socket()
        self.socket.__enter__()
        del meeting.secrets["attendee"]
        until(self.socket, lambda frame: frame["is"] == "welcome")
        self.device.must("whereabouts", **whereabouts)

    def leave(self):
        self.socket.close()


def test_places_are_told_from_five_people_on_and_only_of_those_who_are_there(meeting):
    # Given five from Leeds, one from a place nobody else gave, of two sectors
    with meeting.socket() as reader:
        followers = [Follower(meeting, **{"from": "Leeds", "sector": "media"}) for _ in range(5)]
        followers.append(Follower(meeting, **{"from": "Plantedplace", "sector": "academia"}))
        # When it is told, then Leeds has its number, the small ones are a few
        told = until(reader, lambda frame: frame["is"] == "audience" and len(frame["sectors"]) == 2)[-1]
        assert told["places"] == [{"name": "Leeds", "count": 5}] and told["elsewhere"] is True
        assert told["sectors"] == [{"name": "media", "count": 5}, {"name": "academia"}]
        assert "behind" not in told
        assert state(meeting)["audience"]["places"] == [{"name": "Leeds", "count": 5}]
        # And who leaves is no longer counted
        followers[0].leave()
        told = until(reader, lambda frame: frame["is"] == "audience" and not frame["places"])[-1]
        assert told["elsewhere"] is True
        for follower in followers[1:]:
            follower.leave()
    # And a place of one is nowhere public, in no page and no record
    meeting.must("facilitator", "close", really=True)
    for path in (f"/api/v1/meetings/{meeting.slug}/entries?after=0", f"/m/{meeting.slug}", f"/m/{meeting.slug}/record.json"):
        assert b"Plantedplace" not in meeting.house.ask("GET", path)[2]
    record = json.loads(meeting.house.ask("GET", f"/m/{meeting.slug}/record.json")[2])
    assert record["audience"][-1]["places"] == [{"name": "Leeds", "count": 5}]
    # And where people were is forgotten in the folder too
    for path, content in contents(meeting.house.folder):
        assert b"Plantedplace" not in content, path.name


def test_who_follows_by_asking_again_and_again_is_counted_as_others_are(meeting):
    with meeting.socket("scribe") as desk:
        def told(count):
            frames = until(desk, lambda frame: frame["is"] == "gauge" and frame["followers"] == count)
            return [frame["followers"] for frame in frames if frame["is"] == "gauge"]

        # Given two who ask, for a second at a time
        asking = [ByLongPoll(meeting) for _ in range(2)]
        told(2)
        # When each has been answered, with a line and because its time was up, and one more comes by WebSocket
        position = meeting.write("A line.")[-1]
        for reader in asking:
            reader.has(position)
        with Machine() as machine, meeting.socket():
            heard = told(3)
        # Then none of them was missed in between, where they asked again in time
        assert min(heard) >= 2 or machine.held_up > 1
        for reader in asking:
            reader.end()
        told(0)


def test_a_place_that_is_struck_is_not_told_and_what_one_said_can_be_taken_back(meeting):
    devices = [Device(meeting) for _ in range(2)]
    for device in devices:
        device.must("whereabouts", **{"from": "Rudeword", "sector": "media"})
    meeting.must("facilitator", "whereabouts-strike", **{"from": "RUDEWORD"})
    assert devices[0].own()["whereabouts"] == {"sector": "media"}
    devices[1].must("whereabouts")
    assert "whereabouts" not in devices[1].own()
    # It survives a kill
    meeting.house.kill()
    meeting.house.start()
    assert devices[0].own()["whereabouts"] == {"sector": "media"}
    # And nobody gives that place again, however it is spelt
    status, answer = devices[1].give("whereabouts", **{"from": " Rude\u200bword"})
    assert (status, answer["code"]) == (409, "place-struck")


def test_staff_are_told_who_is_behind_and_the_public_is_not(meeting):
    follower = Follower(meeting, sector="media")
    with meeting.socket("facilitator") as chair:
        told = until(chair, lambda frame: frame["is"] == "audience")[-1]
    with meeting.socket() as reader:
        public = json.loads(reader.recv(timeout=30))["state"]["audience"]
    follower.leave()
    assert told["behind"] == 0 and told["behindBy"] == 0
    assert not {"behind", "behindBy"} & set(public)


def test_what_the_facilitator_puts_up_is_seen_by_all_and_after_a_restart(meeting):
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        meeting.must("facilitator", "announce", text="We go on at 14:10.")
        meeting.must("facilitator", "screen", screen="join")
        meeting.must("voice", "voice-name", name="Sam Hughes")
        kinds = [frame["line"]["kind"] for frame in until(
            reader, lambda frame: frame.get("line", {}).get("kind") == "voice-named") if frame["is"] == "entry"]
    assert kinds == ["announced", "screen-turned", "voice-named"]
    meeting.house.kill()
    meeting.house.start()
    now = state(meeting)
    assert (now["notice"], now["screen"], now["voice"]) == ("We go on at 14:10.", "join", "Sam Hughes")
    for page in ("", "/questions", "/screen"):
        body = meeting.house.ask("GET", f"/m/{meeting.slug}{page}")[2].decode()
        assert "We go on at 14:10." in body, page
    assert "Sam Hughes reads remote remarks" in meeting.house.ask("GET", f"/m/{meeting.slug}")[2].decode()


def test_the_record_tells_how_many_followed(meeting):
    with meeting.socket("facilitator") as chair:
        followers = [Follower(meeting, sector="media") for _ in range(2)]
        until(chair, lambda frame: frame["is"] == "audience" and frame["sectors"])
    # And five who were never there say so too
    for _ in range(5):
        Device(meeting).must("whereabouts", **{"from": "Plantedplace", "sector": "academia"})
    meeting.must("facilitator", "close", really=True)
    for follower in followers:
        follower.leave()
    record = json.loads(meeting.house.ask("GET", f"/m/{meeting.slug}/record.json")[2])
    assert record["audience"][-1]["followers"] == 2 and record["audience"][-1]["sectors"] == [{"name": "media"}]
    assert not record["audience"][-1].get("places")
    assert "At most 2 followed" in meeting.house.ask("GET", f"/m/{meeting.slug}/record.txt")[2].decode()


def test_like_questions_are_found_whatever_the_page_holds(meeting):
    for words in ("Who pays for the street lights?", "When does the trial begin?"):
        meeting.must("facilitator", "ask", text=words)
    Device(meeting).must("ask", text="Who pays the Plantedword for street lights?")

    def like(words):
        status, answer = meeting.house.ask_json(
            "GET", f"/api/v1/meetings/{meeting.slug}/questions?like={words.replace(' ', '+')}")
        assert status == 200
        return [one["words"] for one in answer["questions"]]

    assert like("paying for lighting of streets") == ["Who pays for the street lights?"]
    assert like("abcd%E0%B5%8E%22") == [] and like("\"';--") == [] and "Plantedword" not in str(like("Plantedword lights"))
    # What is no longer published is no longer found
    meeting.must("facilitator", "question-unpublish", number=1, reason="Names a person")
    assert like("paying for lighting of streets") == []


def test_time_is_counted_by_sector(meeting):
    meeting.must("facilitator", "floor-join", name="Mary", sector="civil-society")
    meeting.must("facilitator", "floor-budget", sector="civil-society", seconds=60)
    meeting.must("facilitator", "floor-call")
    meeting.must("facilitator", "floor-end")
    floor = state(meeting)["floor"]
    assert floor["budgets"] == [{"sector": "civil-society", "seconds": 60}] and "civil-society" in floor["spoken"]
    meeting.must("facilitator", "close", really=True)
    table = meeting.house.ask("GET", f"/m/{meeting.slug}/record.turns.csv")[2].decode("utf-8-sig").splitlines()
    assert table[1].split(",")[:5] == ["1", "Mary", "", "civil-society", "room"]
