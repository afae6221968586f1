import json

ONE_HOUSE = True


def state(meeting, role):
    """What somebody of this role is told of it; its checkpoint is signed anew as time passes."""
    status, answer = meeting.house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}?as={role}", secret=meeting.secrets.get(role))
    assert status == 200, answer
    answer["state"].pop("checkpoint", None)
    return answer


def test_replaying_the_record_gives_the_same_chamber(house, meeting):
    # Given a meeting in which about everything has happened
    meeting.write("do: Thanked those who **joined** [from afar](https://example.org/).")
    meeting.must("facilitator", "item-next")
    line = meeting.write("+ Publish the *timetable*.")[0]
    meeting.write("- Whether both houses approve.")
    meeting.write("/next Dilys to write to them by 26 March")
    meeting.write("/cy Diolch yn fawr.")
    meeting.must("scribe", "correct", line=line, text="Publish the timetable of meetings.")
    meeting.must("scribe", "key-moment", line=line)
    gone = meeting.write("This was said in confidence.")[0]
    meeting.must("scribe", "retract", line=gone)
    meeting.must("facilitator", "item-add", title="Any other business", minutes=5)
    meeting.must("facilitator", "item-change", number=2, title="Report back from groups")
    meeting.must("facilitator", "item-drop", number=3)
    meeting.must("facilitator", "attribution", policy="role")
    meeting.must("scribe", "speaker-add", name="Rhys Malik", aliases=["rm"], role="Strand lead")
    meeting.write("rm: Spoke for the strand.")
    meeting.write("… and went on.", role="facilitator", attribution="named")
    meeting.must("facilitator", "pause")
    before = {role: state(meeting, role) for role in ("attendee", "scribe", "organiser")}
    entries = {role: meeting.entries(as_=role) for role in ("attendee",)}
    blocks = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/lines")
    # When the server is killed and replays its record
    house.kill()
    house.start()
    # Then every role is given the very same state, entries and blocks
    for role, answer in before.items():
        assert state(meeting, role) == answer, role
    assert meeting.entries() == entries["attendee"]
    assert house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/lines") == blocks
    # And the rules go on from where they were
    assert meeting.give("facilitator", "pause")[1]["code"] == "already"
    meeting.must("facilitator", "resume")


def test_a_late_joiner_after_a_restart_still_gets_the_current_item(house, meeting):
    # Acceptance 16. Given item 2 under discussion
    meeting.must("facilitator", "item-take-up", number=2)
    house.kill()
    house.start()
    # When somebody joins after a restart, then item 2 is current
    with meeting.socket() as reader:
        welcome = json.loads(reader.recv(timeout=30))
    assert welcome["state"]["current"] == 2


def test_a_closed_meeting_is_read_the_same_after_a_restart(house, meeting):
    # Given a closed meeting and its record in every form
    meeting.write("do: Goodbye.")
    meeting.must("facilitator", "close", really=True)

    def forms():
        return {
            form: house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.{form}")[2]
            for form in ("html", "md", "txt", "json", "jsonl", "csv", "odt", "scribe.log")}

    before, was = forms(), state(meeting, "attendee")
    # When the server is killed and started, then bytes and state are the same
    house.kill()
    house.start()
    assert forms() == before
    assert state(meeting, "attendee") == was
