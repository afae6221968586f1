"""Against abuse: a device is barred and let in again, words and names hold a question for a facilitator. Staff alone know."""
import json
import re
import subprocess

import pytest

from browser import Browser
from house import BINARY, PATIENCE, Device, House, until
from test_what_a_role_may_not_see import everything_public


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """One for all: none minds what others left. All of them ask from one network."""
    with House(tmp_path_factory.mktemp("house") / "data", "--questions-per-network", "1000") as house:
        yield house


@pytest.fixture
def meeting(request, house):
    meeting = house.found(slug=request.node.name.replace("_", "-")[:50].rstrip("-"), speakers=[{"name": "Dilys Owen"}])
    meeting.must("facilitator", "open")
    return meeting


def state(meeting, role="facilitator"):
    status, answer = meeting.house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}?as={role}", secret=meeting.secrets[role])
    assert status == 200, answer
    return answer["state"]


def questions(meeting):
    return {one["number"]: one for one in state(meeting).get("questions", [])}


def say(socket, frame, /, **fields):
    """A command by WebSocket; its answer, and what was heard before it."""
    socket.send(json.dumps({"do": frame, **fields}))
    return until(socket, lambda heard: heard["is"] in ("accepted", "refused") and heard.get("id") == fields["id"])


def test_a_barred_device_reads_on_and_is_refused_all_else_until_it_is_let_in_again(meeting):
    # Given two devices that asked, and a show of hands
    ada, bo = Device(meeting), Device(meeting)
    ada.must("ask", text="You are all thieves", name="Ada")
    ada.must("ask", text="Thieves, I say")
    bo.must("ask", text="Who pays?")
    meeting.must("facilitator", "question-publish", number=2)
    meeting.must("facilitator", "poll-open", text="Each month?", options=["For", "Against"])
    ada.must("floor-join", name="Ada", remark="Thieves")
    with meeting.socket("facilitator") as chair, meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # When the facilitator bars the one by its question
        heard = say(chair, "participant-bar", id="bar", number=1)
        # Then staff are told which device, and nobody else
        [line] = [frame["line"] for frame in heard if frame.get("line", {}).get("kind") == "participant-barred"] or [
            until(chair, lambda frame: frame.get("line", {}).get("kind") == "participant-barred")[-1]["line"]]
        barred = line["asker"]
        # And it is refused whatever it tries, calmly, by either way
        for frame, fields in [("ask", {"text": "More"}), ("question-amend", {"number": 1, "text": "More"}),
                              ("question-support", {"number": 2}), ("poll-vote", {"number": 1, "option": 1}),
                              ("floor-join", {"name": "Ada"}), ("whereabouts", {"from": "Leeds"})]:
            status, problem = ada.give(frame, **fields)
            assert (status, problem["code"]) == (403, "barred"), frame
        assert "You can go on reading" in problem["detail"] and ada.own()["barred"] is True
        meeting.write("The notes go on.")
        public = json.dumps(until(reader, lambda frame: "The notes go on." in json.dumps(frame)))
        assert "barred" not in public and barred not in public
        assert '"kind": "turn-left"' in public  # nobody calls it to speak
    # And what is published stays, what waits does not crowd the queue, and others take part
    assert questions(meeting)[2]["state"] == "published" and state(meeting)["barred"][0]["participant"] == barred
    assert meeting.house.ask("GET", f"/m/{meeting.slug}/questions")[2].count(b"Thieves, I say") == 1
    bo.must("question-support", number=2)
    assert "barred" not in bo.own()
    # And it may take back what is its own
    ada.must("question-withdraw", number=2)
    # When it is let in again, after a power cut
    meeting.house.kill()
    meeting.house.start()
    assert ada.give("ask", text="More")[1]["code"] == "barred"
    meeting.must("organiser", "participant-unbar", participant=barred)
    # Then it takes part as before, and what it had asked waits where it waited
    ada.must("ask", text="I am sorry")
    assert "barred" not in state(meeting) and "barred" not in ada.own()
    assert [number for number, one in questions(meeting).items() if one["state"] == "in-review"] == [1, 3, 4]


def test_a_device_is_barred_by_its_socket_too(meeting):
    from websockets.sync.client import connect

    ada = Device(meeting)
    ada.must("ask", text="Thieves")
    meeting.must("facilitator", "participant-bar", number=1)
    with connect(meeting.socket_address(), subprotocols=["openfloor.v1"], proxy=None, open_timeout=PATIENCE,
                 additional_headers={"Authorization": f"Bearer {ada.token}"}) as socket:
        assert until(socket, lambda frame: frame["is"] == "welcome")
        assert say(socket, "ask", id="a", text="More")[-1]["code"] == "barred"
        meeting.write("Read all the same.")
        until(socket, lambda frame: "Read all the same." in json.dumps(frame))


def test_what_was_answered_before_is_answered_the_same(meeting):
    ada = Device(meeting)
    first = ada.give("ask", id="same", text="Thieves")
    meeting.must("facilitator", "participant-bar", number=1)
    assert ada.give("ask", id="same", text="Thieves") == first and first[0] == 200


def test_a_device_is_barred_by_its_turn(meeting):
    ada = Device(meeting)
    ada.must("floor-join", name="A rude word")
    meeting.must("facilitator", "participant-bar", turn=1)
    assert ada.give("floor-join", name="A rude word")[1]["code"] == "barred"
    assert state(meeting)["floor"]["waiting"] == []


@pytest.mark.parametrize("moderation", ["before", "none"])
def test_a_watched_word_holds_a_question_and_staff_are_told_which(house, moderation):
    meeting = house.found(slug=f"watched-{moderation}", moderation=moderation, watchedWords=["damn", "Bloody Hell"])
    meeting.must("facilitator", "open")
    device = Device(meeting)
    for number, (text, words) in enumerate(
            [("Who pays the Dámn thing?", ["damn"]), ("Goddamn", None), ("BLOODY\n hell & ｄａｍｎ", ["damn", "Bloody Hell"])], 1):
        device.must("ask", text=text)
        one = questions(meeting)[number]
        assert one.get("noticed", {}).get("words") == words
        assert one["state"] == ("published" if words is None and moderation == "none" else "in-review")
        # Its asker is told that it waits, and not why
        own = device.own()["questions"][-1]
        assert own["state"] == one["state"] and "noticed" not in own and "asker" not in own
    # The list may be changed meanwhile
    meeting.must("organiser", "words-watch", words=["pays"])
    Device(meeting).must("ask", text="A damn thing")
    assert "noticed" not in questions(meeting)[4]


def test_a_name_that_is_somebodys_holds_a_question_and_staff_are_told_whose(meeting):
    house = meeting.house
    status, _ = house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/invitations?as=organiser", {"role": "scribe", "name": "Gwen Rees"},
        secret=meeting.secrets["organiser"])
    assert status == 201
    meeting.must("facilitator", "moderation", moderation="none")
    for number, (name, whose) in enumerate(
            [("dílys owen", "speaker"), ("GWEN  REES", "staff"), ("Y Cadeirydd", "office"), ("Ada", None)], 1):
        Device(meeting).must("ask", text="Who pays?", name=name)
        one = questions(meeting)[number]
        assert one.get("noticed", {}).get("name") == whose
        assert one["state"] == ("in-review" if whose else "published")


def test_none_of_it_is_in_anything_public_while_it_lasts_or_afterwards(meeting):
    # Given a device that was barred, another that still is, a list, and questions that were held
    meeting.must("organiser", "words-watch", words=["Plantedword"])
    ada, bo = Device(meeting), Device(meeting)
    ada.must("ask", text="A plantedword here")
    bo.must("ask", text="Fine", name="Dilys Owen")
    ids = [questions(meeting)[number]["asker"] for number in (1, 2)]
    for number in (1, 2):
        meeting.must("facilitator", "participant-bar", number=number)
    meeting.must("facilitator", "participant-unbar", participant=ids[1])
    meeting.must("facilitator", "question-publish", number=2)
    # Then everyone reads the published one, and nothing of the rest
    secrets = [*ids, "Plantedword", "plantedword", "noticed", "participant-barred", "participant-unbarred",
               "words-watched", "watchedWords"]
    for after_close in (False, True):
        if after_close:
            meeting.must("facilitator", "close", really=True)
        public = everything_public(meeting, after_close)
        public = public.replace("noticed_", "")  # keys of the page's words
        assert "Fine" in public
        for secret in secrets:
            assert secret not in public, (secret, after_close)
    # And no voice or scribe is kept from it: they are staff
    assert state(meeting, "voice")["watchedWords"] == ["Plantedword"]


def test_a_meeting_copied_by_its_organiser_watches_the_same_words_and_nobody_elses_copy_does(meeting):
    meeting.must("organiser", "words-watch", words=["damn", "bloody hell"])
    for is_organiser in (True, False):
        browser = Browser(meeting.house)
        browser.visit(meeting.house.site_link)
        if is_organiser:
            browser.visit(meeting.links["organiser"])
        page = browser.visit(f"/new?like={meeting.slug}")
        form = page.form("title")
        assert form.fields["watchedWords"] == ("damn\nbloody hell" if is_organiser else "")
        made = browser.submit(page, form, slug=f"copy-{is_organiser}".lower())
        assert made.status == 201
        kept = Browser(meeting.house).visit(next(
            link for link in re.findall(r"https?://[^\s\"'<>]+/k/[a-z0-9]{26}", made.text)
            if "as=facilitator" in Browser(meeting.house).visit(link).address))
        words = kept.form("words", ("do", "words-watch")).fields["words"]
        assert words == ("damn\nbloody hell" if is_organiser else "")


def test_the_command_line_founds_a_meeting_with_words(house):
    done = subprocess.run(
        [str(BINARY), "meeting", "create", "By command", "--slug", "by-command", "--watch", "damn", "--watch", "bloody hell",
         "--json", "--data", str(house.folder)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    secret = json.loads(done.stdout)["links"]["facilitator"].rsplit("/", 1)[1]
    status, answer = house.ask_json("GET", "/api/v1/meetings/by-command?as=facilitator", secret=secret)
    assert status == 200 and answer["state"]["watchedWords"] == ["damn", "bloody hell"]


def test_by_forms_alone_a_device_is_barred_seen_and_let_in_again(meeting):
    # Given an attendee and a facilitator without a script
    reader, chair = Browser(meeting.house), Browser(meeting.house)
    page = reader.visit(f"/m/{meeting.slug}/questions")
    page = reader.submit(page, page.form("text"), text="You are all thieves", name="Dilys Owen")
    assert "Your question is in." in page.text
    desk = chair.visit(meeting.links["facilitator"])
    assert "Uses the name of a speaker: Dilys Owen" in desk.text
    # When its device is barred
    button = ("do", "participant-bar")
    desk = chair.submit(desk, desk.form("number", button), button, number="1", turn="")
    # Then it is listed with what it asked, which is no longer among what waits
    assert desk.status == 200 and "Barred devices" in desk.text
    listed = desk.text.split('class="barred-list"')[1].split("</ol>")[0]
    assert "You are all thieves" in listed and "Dilys Owen" in listed
    assert "You are all thieves" not in desk.text.split('data-list="in-review"')[1].split("</ol>")[0]
    # And the attendee's pages say so calmly, and offer nothing that would be refused
    page = reader.visit(f"/m/{meeting.slug}/questions")
    assert "This device only reads" in page.text and "is-barred" in page.text
    refused = reader.submit(page, page.form("text"), text="More")
    assert refused.status == 403 and "You can go on reading" in refused.text and "More</textarea>" in refused.text
    own = reader.visit(f"/m/{meeting.slug}/questions/mine")
    offered = {form.fields.get("do") for form in own.forms}
    assert "you may take it back" in own.text and "question-withdraw" in offered and "question-amend" not in offered
    # When it is let in again
    button = ("do", "participant-unbar")
    desk = chair.submit(desk, desk.form("participant", button), button)
    assert "You are all thieves" in desk.text.split('data-list="in-review"')[1].split("</ol>")[0]
    assert "This device only reads" not in reader.visit(f"/m/{meeting.slug}/questions").text


def test_by_forms_alone_words_are_watched_and_a_refused_list_is_given_back(meeting):
    chair = Browser(meeting.house)
    desk = chair.visit(meeting.links["facilitator"])
    button = ("do", "words-watch")
    refused = chair.submit(desk, desk.form("words", button), button, words="damn\n" + "x" * 61)
    assert refused.status == 400 and "x" * 61 in refused.text
    desk = chair.submit(refused, refused.form("words", button), button, words="damn\r\n\r\nbloody hell\r\n")
    assert desk.status == 200 and state(meeting)["watchedWords"] == ["damn", "bloody hell"]
    Device(meeting).must("ask", text="The damn thing", name="Ada")
    assert "Has words from the list: “damn”" in chair.visit(f"/m/{meeting.slug}/console?as=facilitator").text
    # An empty list watches nothing
    desk = chair.submit(desk, desk.form("words", button), button, words="")
    assert desk.status == 200 and "watchedWords" not in state(meeting)


def test_who_a_barred_device_was_does_not_outlive_the_erasure_of_a_person(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        ada, bo = Device(meeting), Device(meeting)
        ada.must("ask", text="Thieves", name="Zephyrine Quillfeather")
        bo.must("ask", text="Rogues", name="Bo")
        ids = [questions(meeting)[number]["asker"] for number in (1, 2)]
        for number in (1, 2):
            meeting.must("facilitator", "participant-bar", number=number)
        meeting.must("facilitator", "participant-unbar", participant=ids[0])
        meeting.must("facilitator", "participant-bar", number=1)
        # When everything that names the one is erased, live, once somebody has looked what that is
        organiser = Browser(house)
        organiser.visit(meeting.links["organiser"])
        page = organiser.visit(f"/m/{meeting.slug}/erase")
        page = organiser.submit(page, page.form("lines", ("do", "preview")), ("do", "preview"), name="Zephyrine Quillfeather")
        assert page.status == 200 and page.text.count("that this device was barred, or let in again") == 3
        status, shown = house.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/erasures",
            {"name": "Zephyrine Quillfeather", "ground": "persons-request"}, secret=meeting.secrets["organiser"])
        assert status == 200 and sorted(line["kind"] for line in shown["records"][0]["gone"]) == [
            "participant-barred", "participant-barred", "participant-unbarred", "question-received"]
        # Then no line that staff may read has its id, and the other stays barred, also after a restart
        for _ in range(2):
            assert [one["participant"] for one in state(meeting)["barred"]] == [ids[1]]
            entries = house.ask("GET", f"/api/v1/meetings/{meeting.slug}/entries?after=0&as=organiser",
                                secret=meeting.secrets["organiser"])[2].decode()
            assert ids[0] not in entries and ids[1] in entries
            assert bo.give("ask", text="More")[1]["code"] == "barred"
            house.kill()
            house.start()
