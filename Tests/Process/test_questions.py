"""Questions from outside the room, over the protocol: asked, reviewed, supported, put to the room, answered, kept."""
import itertools
import json

import pytest
from house import Device, House, until, until_held_up
from remains import contents


@pytest.fixture
def meeting(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        yield meeting


def questions(meeting, role=None):
    secret = meeting.secrets[role] if role else None
    path = f"/api/v1/meetings/{meeting.slug}/questions" + (f"?as={role}" if role else "")
    status, answer = meeting.house.ask_json("GET", path, secret=secret)
    assert status == 200, answer
    return {question["number"]: question for question in answer["questions"]}


def test_acceptance_7_the_asker_sees_it_in_review_at_once_and_later_its_reason_or_its_answer(meeting):
    # Given two questions of one device
    device = Device(meeting)
    device.must("ask", text="Who pays for the pilot?", name="Ada Ng")
    device.must("ask", text="Is the moon made of cheese?")
    # Then they are in review for the asker and the facilitator, and nobody else knows of them
    assert [question["state"] for question in device.own()["questions"]] == ["in-review", "in-review"]
    assert questions(meeting) == {} and Device(meeting).own()["questions"] == []
    assert questions(meeting, "facilitator")[1]["asked"]["words"] == "Who pays for the pilot?"
    # When one is declined, and the other published, put to the room and answered
    meeting.must("facilitator", "question-decline", number=2, reason="Not about this meeting")
    meeting.must("facilitator", "question-publish", number=1)
    meeting.must("facilitator", "question-place", number=1, place="on-now")
    [line, _] = meeting.write("/a The programme does, until April.")
    # Then the asker reads the reason, and is led to the line that answers
    answered, declined = device.own()["questions"]
    assert declined["state"] == "declined" and declined["reason"] == "Not about this meeting"
    assert answered["state"] == "answered" and answered["answers"] == [line]
    # And everyone reads both, the declined one without its words
    seen = questions(meeting)
    assert "words" not in seen[2] and seen[2]["reason"] and seen[1]["name"] == "Ada Ng"


def test_acceptance_8_a_question_mark_neither_makes_nor_unmakes_a_question(meeting):
    meeting.write("See https://example.org/paper?page=2 for it?")
    Device(meeting).must("ask", text="Tell us who pays")
    assert list(questions(meeting, "facilitator")) == [1]


def test_acceptance_15_over_long_text_is_refused_with_a_count_never_cut(meeting):
    device = Device(meeting)
    status, problem = device.give("ask", text="é" * 501)
    assert (status, problem["code"], problem["limit"], problem["length"]) == (413, "question-too-long", 500, 501)
    device.must("ask", text="é" * 500)
    assert device.own()["questions"][0]["asked"]["words"] == "é" * 500


def test_acceptance_16_after_a_restart_a_late_joiner_gets_the_item_and_the_question_on_now(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found(agenda=[{"title": "Welcome"}, {"title": "Report back"}])
        meeting.must("facilitator", "open")
        meeting.must("facilitator", "item-take-up", number=2)
        device = Device(meeting)
        device.must("ask", text="Who pays?")
        meeting.must("facilitator", "question-publish", number=1)
        meeting.must("facilitator", "question-place", number=1, place="on-now")
        device.must("question-support", number=1, on=True)
        house.kill()
        house.start()
        # When a reader comes who has nothing yet
        with meeting.socket() as late:
            state = until(late, lambda frame: frame["is"] == "welcome")[-1]["state"]
        # Then it has both, and the support that was given
        assert state["current"] == 2 and state["questionOnNow"] == 1
        assert state["questions"][0]["words"] == "Who pays?" and state["questions"][0]["support"] == 1


def test_acceptance_20_moderation_as_set_at_creation_stands_after_launch_and_after_copying(tmp_path):
    with House(tmp_path / "data") as house:
        for moderation in ("before", "none"):
            slug = f"first-{moderation}"
            meeting = house.found(slug=slug, moderation=moderation, moderationPolicy="Be kind.")
            meeting.must("facilitator", "open")
            meeting.must("facilitator", "close")
            status, founded = house.ask_json(
                "POST", "/api/v1/meetings", {"like": slug, "meeting": {"title": "Next"}},
                secret=house.site_link.rsplit("/", 1)[1])
            assert status == 201, founded
            for each in (slug, founded["slug"]):
                status, state = house.ask_json("GET", f"/api/v1/meetings/{each}")
                kept = state["state"]["meeting"]
                assert (kept.get("moderation", "before"), kept["moderationPolicy"]) == (moderation, "Be kind.")


def test_one_support_a_device_that_can_be_taken_back_and_survives_a_restart(meeting):
    Device(meeting).must("ask", text="Who pays?")
    meeting.must("facilitator", "question-publish", number=1)
    devices = [Device(meeting) for _ in range(3)]
    for device in devices:
        device.must("question-support", number=1, on=True)
        device.must("question-support", number=1, on=True)
    devices[0].must("question-support", number=1, on=False)
    assert questions(meeting)[1]["support"] == 2
    meeting.house.kill()
    meeting.house.start()
    assert questions(meeting)[1]["support"] == 2
    assert devices[1].own()["supports"] == [1] and devices[0].own()["supports"] == []


def test_support_of_merged_questions_counts_each_device_once(meeting):
    asker = Device(meeting)
    for words in ("Who pays?", "Who is paying?"):
        asker.must("ask", text=words)
    for number in (1, 2):
        meeting.must("facilitator", "question-publish", number=number)
    both, one = Device(meeting), Device(meeting)
    for number in (1, 2):
        both.must("question-support", number=number)
    one.must("question-support", number=2)
    meeting.must("facilitator", "question-merge", number=2, into=1)
    assert questions(meeting)[1]["support"] == 2
    # And the merge is undone with all that was given to each
    meeting.must("facilitator", "question-publish", number=2)
    assert [questions(meeting)[number]["support"] for number in (1, 2)] == [1, 2]


def test_support_is_told_as_the_latest_value(meeting):
    Device(meeting).must("ask", text="Who pays?")
    meeting.must("facilitator", "question-publish", number=1)
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        for device in [Device(meeting) for _ in range(5)]:
            device.must("question-support", number=1)
        seen = until(reader, lambda frame: frame["is"] == "support" and frame["counts"].get("1") == 5)
        counts = [frame["counts"].get("1", 0) for frame in seen if frame["is"] == "support"]
        assert counts == sorted(counts)


def test_of_two_moderators_the_second_is_told_what_the_first_did(meeting):
    Device(meeting).must("ask", text="Who pays?")
    meeting.must("facilitator", "question-publish", number=1)
    status, problem = meeting.give("organiser", "question-decline", number=1, reason="Off topic")
    assert status == 409 and problem["code"] == "question-is" and "published" in problem["detail"]


def test_words_that_are_unpublished_or_withdrawn_are_gone_from_every_answer_and_the_disk(meeting):
    asker = Device(meeting)
    asker.must("ask", text="Why was PLANTEDONE dismissed?")
    asker.must("ask", text="Where does PLANTEDTWO live?")
    asker.must("question-amend", number=2, text="Where is the office of PLANTEDTHREE?")
    for number in (1, 2):
        meeting.must("facilitator", "question-publish", number=number)
    meeting.must("facilitator", "question-unpublish", number=1, reason="Names a person")
    asker.must("question-withdraw", number=2)
    paths = ["entries?after=0", "questions", "lines", ""]
    everything = b"".join(
        meeting.house.ask("GET", f"/api/v1/meetings/{meeting.slug}/{path}")[2] for path in paths)
    everything += meeting.house.ask("GET", f"/m/{meeting.slug}/questions")[2]
    assert b"PLANTED" not in everything
    meeting.must("facilitator", "close")
    for form in ("html", "md", "txt", "json", "jsonl", "csv", "questions.csv"):
        status, _, body = meeting.house.ask("GET", f"/m/{meeting.slug}/record.{form}")
        assert status == 200 and b"PLANTED" not in body, form
    # The asker's own words of an unpublished question stay with staff; those withdrawn stay nowhere.
    meeting.house.stop()
    held = b"".join(content for _, content in contents(meeting.house.folder))
    assert b"PLANTEDTWO" not in held and b"PLANTEDTHREE" not in held


def test_what_waits_or_was_declined_reaches_no_reader_by_any_way(meeting):
    reader_frames = []
    with meeting.socket() as reader, meeting.socket("facilitator") as facilitator:
        until(reader, lambda frame: frame["is"] == "welcome")
        until(facilitator, lambda frame: frame["is"] == "welcome")
        asker = Device(meeting)
        asker.must("ask", text="PLANTEDONE waits")
        asker.must("ask", text="PLANTEDTWO is declined", name="PLANTEDNAME")
        until(facilitator, lambda frame: "PLANTEDTWO" in json.dumps(frame))
        meeting.must("facilitator", "question-decline", number=2, reason="Off topic")
        meeting.write("the end")
        reader_frames = until(reader, lambda frame: "the end" in json.dumps(frame))
    assert "PLANTED" not in json.dumps(reader_frames)
    for path in (f"/m/{meeting.slug}", f"/m/{meeting.slug}/questions", f"/m/{meeting.slug}/screen",
                 f"/m/{meeting.slug}/questions/2", f"/api/v1/meetings/{meeting.slug}",
                 f"/api/v1/meetings/{meeting.slug}/questions", f"/api/v1/meetings/{meeting.slug}/mine"):
        assert b"PLANTED" not in meeting.house.ask("GET", path)[2], path
    # Nor a device that does not know the token
    assert meeting.house.ask("GET", f"/m/{meeting.slug}/questions/1")[0] == 404


def test_the_recovery_link_makes_another_device_the_same_participant(meeting):
    device = Device(meeting)
    device.must("ask", text="Who pays?")
    path = device.recovery.removeprefix(meeting.house.address)
    # Being followed is not enough: somebody else may have sent the link
    status, headers, body = meeting.house.ask("GET", path)
    assert status == 200 and "Set-Cookie" not in headers and b"Yes, I made this link" in body
    status, headers, _ = meeting.house.ask("POST", path, b"", headers={"Origin": "https://evil.example"})
    assert status == 401 and "Set-Cookie" not in headers
    status, headers, _ = meeting.house.ask("POST", path, b"", headers={"Origin": meeting.house.address})
    assert status == 303 and headers["Location"] == f"/m/{meeting.slug}/questions/mine"
    assert headers["Set-Cookie"].startswith(f"openfloor-device={device.token};")


def test_asking_needs_a_token_and_resending_makes_one_question(meeting):
    status, problem = meeting.house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/commands", {"do": "ask", "id": "q-1", "text": "Who?"})
    assert (status, problem["code"]) == (401, "no-token")
    device = Device(meeting)
    answers = {json.dumps(device.give("ask", id="q-1", text="Who?")) for _ in range(3)}
    assert len(answers) == 1 and list(questions(meeting, "facilitator")) == [1]


def test_floods_are_refused_with_when_to_try_again_and_others_are_unaffected(tmp_path):
    with House(tmp_path / "data", "--questions-per-network", "3", "--trusted-proxy", "127.0.0.1") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        device = Device(meeting)

        def ask(address, number):
            return house.ask(
                "POST", f"/api/v1/meetings/{meeting.slug}/commands", {"do": "ask", "id": f"q-{number}", "text": "Q"},
                secret=device.token, headers={"X-Forwarded-For": address})

        numbers = itertools.count()
        asked = list(until_held_up(lambda: ask("203.0.113.7", next(numbers))))
        assert [status for status, _, _ in asked[:3]] == [200, 200, 200]
        assert int(asked[-1][1]["Retry-After"]) >= 1
        assert ask("198.51.100.7", 999)[0] == 200


def test_votes_on_what_is_withdrawn_are_refused(meeting):
    asker = Device(meeting)
    asker.must("ask", text="Who pays?")
    meeting.must("facilitator", "question-publish", number=1)
    asker.must("question-withdraw", number=1)
    assert Device(meeting).give("question-support", number=1)[1]["code"] == "unknown-question"


def test_the_record_says_how_many_asked_from_outside_and_were_answered(meeting):
    device = Device(meeting)
    for words in ("=SUM(A1)", "Who pays?"):
        device.must("ask", text=words)
    for number in (1, 2):
        meeting.must("facilitator", "question-publish", number=number)
    meeting.must("facilitator", "question-place", number=2, place="on-now")
    meeting.write("/a The programme.")
    meeting.must("facilitator", "close")
    record = meeting.house.ask("GET", f"/m/{meeting.slug}/record.txt")[2].decode()
    assert "Asked from outside the room: 2. Answered: 1." in record
    table = meeting.house.ask("GET", f"/m/{meeting.slug}/record.questions.csv")[2].decode()
    # A spreadsheet runs no stranger's formula
    assert "'=SUM(A1)" in table and ",carried-forward," in table


def test_a_form_of_another_site_asks_nothing_in_somebodys_name(meeting):
    device = Device(meeting)
    form = b"do=ask&id=f-1&text=Who+pays%3F"
    headers = {"Cookie": f"openfloor-device={device.token}", "Content-Type": "application/x-www-form-urlencoded"}
    for origin in ("https://evil.example", "null"):
        status, answered, _ = meeting.house.ask(
            "POST", f"/m/{meeting.slug}/questions", form, headers={**headers, "Origin": origin})
        assert status == 401 and "Set-Cookie" not in answered
    assert questions(meeting, "facilitator") == {}
    status, _, _ = meeting.house.ask(
        "POST", f"/m/{meeting.slug}/questions", form, headers={**headers, "Origin": meeting.house.address})
    assert status == 303 and [one["state"] for one in device.own()["questions"]] == ["in-review"]
