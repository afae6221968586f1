"""A person's words are erased: nothing of them is left, the record still verifies, and nothing brings them back."""
import base64
import hashlib
import json
import re
import subprocess
import threading
import time

import pytest

from house import BINARY, Device, House, until
from remains import remains
from series import RESEARCH, Series
from test_tree import leads_to

NAME = "Zephyrine Quillfeather"
WORDS = {
    "speech": "Marmalade contracts were signed in Reykjavik.",
    "question": "Why did Xanthippe forward the envelope?",
    "remark": "I saw the vermilion ledger myself.",
    "report": "Our group distrusts the porphyry committee.",
    "corrected": "Obsidian invoices were paid twice.",
    "quoted": "Kumquat tariffs will be abolished by Michaelmas.",
}


def run(*arguments):
    done = subprocess.run([str(BINARY), *arguments], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def house(tmp_path):
    with House(tmp_path / "notes") as house:
        yield house


def hold(house, slug="meeting"):
    """A meeting in which somebody spoke, asked, was called, reported, stood in the agenda and in links."""
    meeting = house.found(
        slug, title="Open meeting", attribution="named",
        agenda=[{"title": "Welcome", "purpose": "inform", "presenter": NAME}],
        speakers=[{"name": NAME, "aliases": ["zq"]}, {"name": "Dilys Owen", "aliases": ["do"]}])
    meeting.must("organiser", "open")
    meeting.write("do: We agree on the dates.")
    meeting.spoken = meeting.write(f"zq: {WORDS['speech']}")[0]
    meeting.corrected = meeting.write(f"zq: {WORDS['corrected']}")[0]
    meeting.must("scribe", "correct", line=meeting.corrected, text="Invoices were paid once.")
    device = Device(meeting)
    device.must("ask", text=WORDS["question"], name=NAME)
    meeting.must("facilitator", "question-publish", number=1)
    answer = meeting.write("do: Nobody did.")[0]
    meeting.must("facilitator", "question-answer", number=1, line=answer)
    device.must("floor-join", name=NAME, about="to say why", kind="contribution", remark=WORDS["remark"])
    meeting.must("facilitator", "floor-call")
    meeting.must("facilitator", "floor-end")
    meeting.mention = meeting.write(f"do: {NAME} was thanked.")[0]
    meeting.write("The sum stands.")
    house.ask_json(
        "POST", f"/api/v1/meetings/{slug}/invitations?as=organiser", {"role": "scribe", "name": NAME},
        secret=meeting.secrets["organiser"])
    return meeting


def erase(meeting, **wish):
    return meeting.house.ask_json(
        "POST", f"/api/v1/meetings/{meeting.slug}/erasures", wish, secret=meeting.secrets["organiser"])


def everything(house, slug):
    """All that is said of a meeting over HTTP."""
    page = house.ask("GET", f"/m/{slug}/record")[2].decode()
    forms = set(re.findall(rf"/m/{slug}/record\.([a-z.]+)", page)) | {"jsonl", "json", "txt", "md", "odt"}
    paths = [f"/m/{slug}/record.{form}" for form in forms]
    paths += [f"/m/{slug}", f"/m/{slug}/record", f"/m/{slug}/questions", f"/m/{slug}/feed.atom", "/feed.atom", "/",
              f"/api/v1/meetings/{slug}", f"/api/v1/meetings/{slug}/entries?after=0",
              f"/api/v1/meetings/{slug}/lines", f"/api/v1/meetings/{slug}/questions"]
    return {path: house.ask("GET", path)[2] for path in paths}


def proof(house, slug, line):
    status, answer = house.ask_json("GET", f"/api/v1/meetings/{slug}/lines/{line}/proof")
    assert status == 200, answer
    return answer


def verify(house):
    code, out, _ = run("verify", "--data", str(house.folder), "--json")
    return code, json.loads(out)


def assert_gone(house, meeting, *words):
    assert not remains(house.folder, *words)
    for path, body in everything(house, meeting.slug).items():
        for some in words:
            assert some.encode() not in body, (path, some)


def test_a_person_is_erased_from_a_closed_meeting(house):
    # Given a closed meeting of a person, and what could be verified of it
    meeting = hold(house)
    meeting.must("organiser", "close", really=True)
    everything(house, meeting.slug)
    before = proof(house, meeting.slug, meeting.mention)
    assert remains(house.folder, *WORDS.values())[0]
    # When the organiser looks what would go
    status, preview = erase(meeting, name=NAME, dryRun=True)
    assert status == 200 and not preview["isDone"]
    gone = {line["position"]: line for line in preview["records"][0]["gone"]}
    assert gone[meeting.spoken]["why"] == "named" and WORDS["speech"] in gone[meeting.spoken]["says"]
    assert [line["position"] for line in preview["records"][0]["others"]] == [meeting.mention]
    assert preview["links"] == 1
    assert remains(house.folder, WORDS["speech"])
    # And erases it, with what others wrote of the person
    status, done = erase(meeting, name=NAME, mentions=True, ground="persons-request", reference="Letter 7")
    assert status == 200 and done["isDone"] and "says" not in done["records"][0]["gone"][0]
    # Then no byte of it is left, while the server runs and after it
    assert_gone(house, meeting, NAME, *(WORDS[word] for word in ("speech", "question", "remark", "corrected")))
    # And the notice stands in every form, with day, role and reason
    texts = everything(house, meeting.slug)
    assert b"by the organiser: a person asked for it" in texts[f"/m/{meeting.slug}/record.txt"]
    assert b"Letter 7" in texts[f"/m/{meeting.slug}/record.md"]
    record = json.loads(texts[f"/m/{meeting.slug}/record.json"])
    line = next(line for line in record["lines"] if line["position"] == meeting.spoken)
    assert line["removed"] and line["erasedBy"] == "organiser" and line["ground"] == "persons-request"
    assert record["meeting"]["title"] == "Open meeting"
    file = house.folder.parent / "record.jsonl"
    file.write_bytes(texts[f"/m/{meeting.slug}/record.jsonl"])
    assert run("verify", str(file))[0] == 0
    assert house.ask("GET", f"/m/{meeting.slug}/questions/1")[0] in (404, 410)
    # And the record is sound; the older proof still verifies, for what stands and for what is gone
    code, verdicts = verify(house)
    assert code == 0 and all(verdict["isSound"] for verdict in verdicts)
    path = [base64.b64decode(step) for step in before["path"]]
    after = proof(house, meeting.slug, meeting.mention)
    leaf = hashlib.sha256(b"\0" + after["header"].encode()).digest()
    assert leads_to(leaf, before["index"], before["size"], path) == base64.b64decode(before["root"])
    assert after["header"] == before["header"]
    house.stop()
    assert not remains(house.folder, NAME, WORDS["speech"], WORDS["question"])


def test_who_follows_is_told_and_a_replay_says_the_same(house):
    # Given a live meeting with readers of each kind
    meeting = hold(house)
    with meeting.socket() as attendee, meeting.socket("scribe") as scribe:
        for socket in (attendee, scribe):
            until(socket, lambda frame: frame["is"] == "welcome")
        # When a line is erased
        status, done = erase(meeting, lines=[meeting.corrected], ground="confidential")
        assert status == 200, done
        assert {line["why"] for line in done["records"][0]["gone"]} == {"chosen", "together"}
        # Then both hear it, and start anew from a state without the words
        for socket in (attendee, scribe):
            frames = until(socket, lambda frame: frame["is"] == "welcome" and "state" in frame)
            told = [frame for frame in frames if frame.get("line", {}).get("kind") == "erasure"]
            assert meeting.corrected in told[0]["line"]["erasure"]["lines"]
            assert "Invoices" not in json.dumps(frames)
            line = next(line for line in frames[-1]["state"]["lines"] if line["position"] == meeting.corrected)
            assert line["ground"] == "confidential" and "line" not in line
    # And the meeting goes on, with numbers that were never given before
    Device(meeting).must("ask", text="What comes next?", name="Ada")
    meeting.write("do: We go on.")
    live = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}?as=organiser", secret=meeting.secrets["organiser"])
    house.kill()
    house.start()
    again = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}?as=organiser", secret=meeting.secrets["organiser"])
    for state in (live[1], again[1]):
        state["state"].pop("checkpoint", None)
    assert live[1]["state"] == again[1]["state"]


def test_an_erased_question_keeps_its_number(house):
    meeting = hold(house)
    status, _ = erase(meeting, name=NAME, ground="persons-request")
    assert status == 200
    Device(meeting).must("ask", text="What comes next?", name="Ada")
    published = meeting.must("facilitator", "question-publish", number=2)
    assert published
    meeting.must("organiser", "close", really=True)
    assert_gone(house, meeting, WORDS["question"], WORDS["speech"], WORDS["remark"])


def test_only_the_organiser_erases(house):
    meeting = hold(house)
    for role in ("scribe", "facilitator", "voice"):
        status, _ = house.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/erasures", {"lines": [meeting.spoken], "ground": "mistake"},
            secret=meeting.secrets[role])
        assert status == 401
    assert house.ask("POST", "/api/v1/erasures", {"name": NAME, "ground": "mistake"})[0] == 404
    assert house.ask("GET", f"/m/{meeting.slug}/erase")[0] == 401
    for wish in (
            {}, {"lines": [meeting.spoken]}, {"lines": [1], "ground": "mistake"}, {"lines": [0], "ground": "mistake"},
            {"lines": [99999], "ground": "mistake"}, {"lines": [meeting.spoken], "ground": "whim"},
            {"lines": [meeting.spoken], "ground": "retention"},
            {"name": NAME, "ground": "mistake", "reference": f"for {NAME}"},
            {"name": "Nobody Atall", "ground": "mistake"}):
        status, answer = erase(meeting, **wish)
        assert status in (400, 404) and answer["detail"], wish
    assert remains(house.folder, WORDS["speech"])


def test_the_organisers_page_shows_first_and_then_erases(house):
    meeting = hold(house)
    meeting.must("organiser", "close", really=True)
    cookie = house.ask("GET", meeting.links["organiser"].removeprefix(house.address))[1]["Set-Cookie"].split(";")[0]
    headers = {"Cookie": cookie, "Origin": house.address, "Content-Type": "application/x-www-form-urlencoded"}
    path = f"/m/{meeting.slug}/erase"
    assert b"Remove words for good" in house.ask("GET", path, headers=headers)[2]
    form = f"as=organiser&lines={meeting.spoken}&ground=mistake"
    status, _, page = house.ask("POST", path, f"{form}&do=preview".encode(), headers=headers)
    assert status == 200 and WORDS["speech"].encode() in page and b'value="erase"' in page
    assert house.ask("POST", path, b"as=organiser&lines=x&ground=mistake", headers=headers)[0] == 400
    status, _, page = house.ask("POST", path, f"{form}&do=erase".encode(), headers=headers)
    assert status == 200 and WORDS["speech"].encode() not in page and b"/record.html" in page
    assert_gone(house, meeting, WORDS["speech"])


def test_what_a_crash_leaves_is_erased_at_the_next_start(house):
    # Given a line that is on the list of erasures, but whose transaction never came
    meeting = hold(house)
    meeting.must("organiser", "close", really=True)
    house.kill()
    copy = {path.name: path.read_bytes() for path in house.folder.iterdir() if "sqlite" in path.name}
    house.start()
    assert erase(meeting, name=NAME, mentions=True, ground="persons-request")[0] == 200
    house.kill()
    for path in house.folder.glob("openfloor.sqlite*"):
        path.unlink()
    for name, data in copy.items():
        (house.folder / name).write_bytes(data)
        (house.folder / name).chmod(0o600)
    assert remains(house.folder, WORDS["speech"])
    assert oct((house.folder / "erasures.jsonl").stat().st_mode)[-3:] == "600"
    assert not any(word in (house.folder / "erasures.jsonl").read_text() for word in (NAME, *WORDS.values()))
    # When the server starts again
    house.start()
    # Then nobody is back, and the notice is there
    assert_gone(house, meeting, NAME, WORDS["speech"], WORDS["question"])
    assert b"a person asked for it" in house.ask("GET", f"/m/{meeting.slug}/record.txt")[2]
    assert json.loads(house.ask("GET", f"/m/{meeting.slug}/record.json")[2])["meeting"]["title"] == "Open meeting"
    code, verdicts = verify(house)
    assert code == 0 and all(verdict["isSound"] for verdict in verdicts)


def test_the_command_erases_a_person_everywhere(house):
    meetings = [hold(house, "first"), hold(house, "second")]
    for meeting in meetings:
        meeting.must("organiser", "close", really=True)
    data = ["--data", str(house.folder)]
    assert run("erase", "--person", NAME, *data)[0] != 0
    code, out, _ = run("erase", "--person", NAME, "--dry-run", *data)
    assert code == 0 and WORDS["speech"] in out and "Nothing has been erased." in out
    code, out, _ = run("erase", "--person", NAME, "--also-mentions", "--ground", "court-order", *data)
    assert code == 0 and "/m/second/record.odt" in out
    for meeting in meetings:
        assert_gone(house, meeting, NAME, WORDS["speech"], WORDS["question"], WORDS["remark"])
    assert verify(house)[0] == 0


def test_the_board_loses_what_it_quotes_from_an_erased_line(house):
    # Given a settled point in the words of a line, a comment with them, and a paper named after them
    series = Series(house, "sharing", {"title": "First"})
    [meeting] = series.meetings
    line = meeting.write(f"/agree {WORDS['quoted']}", role="scribe")[0]
    proposal = series.must(
        "facilitator", "point-propose", strand=RESEARCH, standing="settled", text=f"Agreed: {WORDS['quoted']}",
        meeting=1, line=line)
    series.must("facilitator", "point-confirm", proposal=proposal)
    assert remains(house.folder, WORDS["quoted"])
    # When the line is erased
    status, done = erase(meeting, lines=[line], ground="mistake")
    assert status == 200 and {part["address"].split("/")[-2] for part in done["records"]} == {"m", "s"}
    # Then nothing of it is left on the board, in its history, or in the folder; the point stands
    assert not remains(house.folder, WORDS["quoted"])
    for path in ("", "/board", "/record.jsonl", "/feed.atom"):
        assert WORDS["quoted"].encode() not in house.ask("GET", f"/s/{series.slug}{path}")[2]
    [point] = series.view()["points"]
    assert point["point"]["standing"] == "settled" and point["point"]["text"].startswith("Agreed:")
    assert verify(house)[0] == 0


def test_what_only_staff_could_read_goes_when_it_was_kept_long_enough(house):
    # Given a closed meeting with a question that was declined and one that was published
    meeting = hold(house)
    Device(meeting).must("ask", text="Is the periwinkle dossier lost?", name="Ada")
    meeting.must("facilitator", "question-decline", number=2, reason="Off topic")
    meeting.must("organiser", "close", really=True)
    assert remains(house.folder, "Is the periwinkle dossier lost?")
    # When the server keeps nothing beyond the close
    house.stop()
    house.options = ("--keep-private", "0")
    house.start()
    end = time.monotonic() + 30
    while remains(house.folder, "Is the periwinkle dossier lost?", WORDS["remark"]) and time.monotonic() < end:
        pass
    # Then what was for staff is gone, and what was published stays
    assert not remains(house.folder, "Is the periwinkle dossier lost?", WORDS["remark"])
    text = house.ask("GET", f"/m/{meeting.slug}/record.txt")[2].decode()
    assert "by the house’s rule" in text and WORDS["question"] in text and WORDS["speech"] in text
    assert verify(house)[0] == 0


@pytest.mark.parametrize("moment", range(4))
def test_a_kill_in_the_middle_leaves_all_or_nothing(house, moment):
    # Given a closed meeting that is being erased when the power goes
    meeting = hold(house)
    meeting.must("organiser", "close", really=True)
    record = house.ask("GET", f"/m/{meeting.slug}/record.jsonl")[2]
    assert record
    threading.Timer(0.004 * moment, house.process.kill).start()
    try:
        erase(meeting, name=NAME, mentions=True, ground="persons-request")
    except OSError:
        pass
    house.process.wait(30)
    listed = house.folder / "erasures.jsonl"
    is_listed = listed.exists() and listed.read_bytes().endswith(b"\n")
    # When it starts again, then all is gone that is on the list, and nothing where there is none
    house.start()
    if is_listed:
        assert_gone(house, meeting, NAME, WORDS["speech"], WORDS["question"], WORDS["remark"])
    else:
        assert remains(house.folder, WORDS["speech"])
    assert verify(house)[0] == 0
