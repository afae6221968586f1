"""One speakers list for the room and for those outside it, over the protocol."""
import time

import pytest
from house import AT_ONCE, Device, House, until
from remains import contents


@pytest.fixture
def meeting(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found(agenda=[{"title": "Welcome"}])
        meeting.must("facilitator", "open")
        yield meeting


def floor(meeting):
    status, answer = meeting.house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}")
    assert status == 200, answer
    return answer["state"]["floor"]


def names(meeting):
    return [one["turn"].get("name") for one in floor(meeting)["waiting"]]


def test_acceptance_19_a_walk_in_without_a_device_is_queued_called_and_minuted(meeting):
    # Given somebody remote who waits
    device = Device(meeting)
    device.must("floor-join", name="Ada Ng", **{"from": "Leeds"}, about="say who pays")
    assert device.own()["turn"] == 1
    # When the facilitator types in a walk-in, and calls her before the others
    meeting.write("q+ Mary (Southend) to say why", role="facilitator")
    assert names(meeting) == ["Ada Ng", "Mary"]
    meeting.write("ack Mary", role="facilitator")
    assert floor(meeting)["speaking"]["turn"] == {
        "name": "Mary", "place": "Southend", "about": "say why", "kind": "contribution", "room": True}
    # Then the scribe minutes her by name, and she is in the record
    [line] = meeting.write("Mary: We pay already.")
    meeting.must("facilitator", "floor-end")
    meeting.must("facilitator", "close", really=True)
    record = meeting.house.ask("GET", f"/m/{meeting.slug}/record.txt")[2].decode()
    assert f"Mary: We pay already. [l{line}]" in record


def test_the_list_survives_a_kill_and_everyone_sees_the_same(meeting):
    device = Device(meeting)
    device.must("floor-join", name="Ada")
    for name in ("Mary", "Bo"):
        meeting.must("facilitator", "floor-join", name=name)
    meeting.must("facilitator", "floor-call", number=2)
    with meeting.socket() as reader:
        followed = until(reader, lambda frame: frame["is"] == "welcome")[-1]["state"]["floor"]
    meeting.house.kill()
    meeting.house.start()
    assert floor(meeting) == followed and device.own()["turn"] == 1


def test_which_device_waits_is_told_to_nobody_outside_staff(meeting):
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        Device(meeting).must("floor-join", name="Ada")
        seen = until(reader, lambda frame: frame.get("line", {}).get("kind") == "turn-queued")
    assert all("asker" not in str(frame) for frame in seen)
    assert b"asker" not in meeting.house.ask("GET", f"/api/v1/meetings/{meeting.slug}/entries?after=0")[2]


def test_two_facilitators_who_press_next_at_once_call_one(meeting):
    for _ in range(5):  # on a machine that needs longer between the two than "at once" is, again
        for name in ("Ada", "Bo"):
            meeting.must("facilitator", "floor-join", name=name)
        began = time.monotonic()
        meeting.must("facilitator", "floor-call")
        status, problem = meeting.give("organiser", "floor-call")
        if time.monotonic() - began < AT_ONCE:
            break
    assert (status, problem["code"]) == (409, "just-called")
    assert names(meeting) == ["Bo"]


def test_calling_someone_who_left_is_refused(meeting):
    device = Device(meeting)
    device.must("floor-join", name="Ada")
    device.must("floor-leave")
    status, problem = meeting.give("facilitator", "floor-call", number=1)
    assert (status, problem["code"]) == (404, "unknown-turn")


def test_a_remark_is_read_out_by_the_voice_and_minuted_as_remote(meeting):
    Device(meeting).must("floor-join", name="Ada", remark="We pay already.")
    entries = meeting.must("voice", "floor-read", number=1)
    lines = {entry["position"]: entry["line"] for entry in meeting.entries()}
    assert [lines[position]["kind"] for position in entries] == ["speech", "turn-ended"]
    assert lines[entries[0]]["speaker"] == "Ada (remote)"


def test_what_a_stranger_writes_is_staffs_until_it_is_said_and_gone_when_they_leave(meeting):
    device = Device(meeting)
    device.must("floor-join", name="PLANTEDNAME", about="PLANTEDABOUT", remark="PLANTEDREMARK")
    public = meeting.house.ask("GET", f"/api/v1/meetings/{meeting.slug}")[2]
    assert b"PLANTEDNAME" in public and b"PLANTEDABOUT" not in public and b"PLANTEDREMARK" not in public
    staff = meeting.house.ask(
        "GET", f"/api/v1/meetings/{meeting.slug}?as=voice", secret=meeting.secrets["voice"])[2]
    assert b"PLANTEDREMARK" in staff
    meeting.must("facilitator", "floor-leave", number=1)
    for path in ("", "/entries?after=0"):
        assert b"PLANTED" not in meeting.house.ask("GET", f"/api/v1/meetings/{meeting.slug}{path}")[2]
    meeting.house.stop()
    held = b"".join(content for _, content in contents(meeting.house.folder))
    assert b"PLANTED" not in held


def test_where_names_are_withheld_the_list_has_none(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found(attribution="none")
        meeting.must("facilitator", "open")
        Device(meeting).must("floor-join", name="PLANTED", **{"from": "PLANTED"})
        assert floor(meeting)["waiting"][0]["turn"] == {"kind": "contribution"}
        house.stop()
        held = b"".join(content for _, content in contents(house.folder))
        assert b"PLANTED" not in held
