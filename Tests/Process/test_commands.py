"""The operator's commands, with a server on the folder and without."""
import json
import os
import subprocess
import tempfile

import pytest
from websockets.exceptions import ConnectionClosed

from house import BINARY, PATIENCE, until

NOTE = """Small plenary, 3 March 2026

–   The facilitator welcomed everyone and named the aim of the day.

Reports from groups

Research

–   There is agreement that safeguards come first.

–   There is disagreement on who should hold them.

–   Next step is to write a draft.
"""


def run(*arguments, fails=False):
    done = subprocess.run(
        [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE,
        env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
    assert (done.returncode != 0) == fails, f"{done.returncode}: {done.stdout}{done.stderr}"
    return done.stderr if fails else done.stdout


@pytest.fixture(params=["with a server", "without a server"])
def folder(request, house, tmp_path):
    """A data folder; where no server holds it the commands hold it themselves."""
    if request.param == "without a server":
        house.stop()
    return house.folder


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "small-plenary-2026-03-03.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_a_meeting_goes_from_created_to_published_and_verified(folder, note, tmp_path):
    # Given a meeting that was created and opened by commands
    created = run("meeting", "create", "Third meeting", "--slug", "third", "--item", "Welcome", "--data", folder)
    assert "/k/" in created and "/m/third" in created
    run("meeting", "open", "third", "--data", folder)
    listed = json.loads(run("meeting", "list", "--json", "--data", folder))["meetings"]
    assert [(meeting["slug"], meeting["phase"]) for meeting in listed] == [("third", "open")]
    # When a note is rehearsed twice and the meeting closed
    assert run("rehearse", note, "--meeting", "third", "--speed", 0, "--data", folder).endswith("6 lines saved\n")
    assert json.loads(
        run("rehearse", note, "--meeting", "third", "--speed", 0, "--json", "--data", folder)) == {"saved": 6}
    assert "1 agenda item was not taken up" in run("meeting", "close", "third", "--data", folder, fails=True)
    run("meeting", "close", "third", "--really", "--data", folder)
    # Then what is rehearsed after that is refused at once, at a typist's pace too
    assert "closed" in run("rehearse", note, "--meeting", "third", "--data", folder, fails=True)
    # And every form is written with each line once, and the record is sound
    out = tmp_path / "out"
    files = json.loads(run("publish", "third", "--out", out, "--json", "--data", folder))["files"]
    assert sorted(os.path.basename(path) for path in files) == [
        "third.akn.xml", "third.chapters.vtt", "third.csv", "third.html", "third.json", "third.jsonl", "third.md",
        "third.notes.vtt", "third.odt", "third.polls.csv", "third.questions.csv", "third.reports.csv",
        "third.sayit.xml", "third.scribe.log", "third.summary.md", "third.tei.xml", "third.turns.csv", "third.txt", "third.zip"]
    assert "There is agreement that safeguards come first" in (out / "third.md").read_text()
    assert (out / "third.json").read_text().count("named the aim of the day") == 1
    assert "sound" in run("verify", "--data", folder)
    assert "sound" in run("verify", out / "third.jsonl")


def test_a_mistyped_file_or_folder_is_named_and_not_made(folder, tmp_path):
    missing = tmp_path / "nowhere"
    for words in (["rehearse", missing, "--meeting", "third", "--data", folder], ["verify", missing],
                  ["import", missing, "--data", folder]):
        said = run(*words, fails=True)
        assert f"{missing} cannot be read" in said and "Domain" not in said
    assert f"There is no folder {missing}" in run("meeting", "list", "--data", missing, fails=True)
    assert not missing.exists()


def test_any_changed_word_of_a_published_record_is_found(folder, note, tmp_path):
    run("import", note, "--slug", "noted", "--data", folder)
    run("publish", "noted", "--as", "jsonl", "--out", tmp_path, "--data", folder)
    published = tmp_path / "noted.jsonl"
    published.write_text(published.read_text().replace("safeguards", "safeguard5"))
    done = subprocess.run([BINARY, "verify", published], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1 and "NOT SOUND" in done.stdout


def test_importing_again_changes_nothing(folder, note):
    first = json.loads(run("import", note, "--json", "--data", folder))
    again = json.loads(run("import", note, "--json", "--data", folder))
    assert (first["isNew"], again["isNew"]) == (True, False)
    assert first["slug"] == again["slug"]
    assert len(json.loads(run("meeting", "list", "--json", "--data", folder))["meetings"]) == 1


def test_a_dry_run_reports_and_touches_nothing(note, tmp_path):
    report = json.loads(run("import", note, "--dry-run", "--json"))
    assert (report["counts"]["breakout-formed"], report["counts"]["report"]) == (1, 3)
    assert any("answers “Where is there consensus?”" in guess["reading"] for guess in report["guessed"])
    assert os.listdir(tmp_path) == [note.name]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n" + bytes(64)])
def test_a_file_that_is_no_note_is_refused_with_what_to_do(content, tmp_path):
    path = tmp_path / "not-a-note.txt"
    path.write_bytes(content)
    assert run("import", path, "--dry-run", fails=True).startswith("Error: ")


def test_links_to_roles_are_made_and_work(house):
    house.found(slug="linked")
    link = run("invite", "linked", "--role", "facilitator", "--name", "D. Owen", "--data", house.folder).strip()
    status, headers, _ = house.ask("GET", link.removeprefix(house.address))
    assert (status, headers["location"]) == (303, "/m/linked/console?as=facilitator")
    site = run("invite", "--site-organiser", "--data", house.folder).strip()
    assert house.ask("GET", site.removeprefix(house.address))[1]["location"] == "/new"
    assert "No meeting has this address" in run("invite", "nowhere", "--data", house.folder, fails=True)


def test_a_revoked_link_is_cut_off_at_once_and_for_good(house, meeting):
    # Given a scribe and a facilitator who are writing
    with meeting.socket("scribe") as scribe, meeting.socket("facilitator") as chair:
        until(scribe, lambda frame: frame["is"] == "welcome")
        until(chair, lambda frame: frame["is"] == "welcome")
        # When the scribe's link is revoked
        assert "no longer works" in run("revoke", meeting.links["scribe"], "--data", house.folder)
        # Then the scribe is told to stay away, and nobody else is
        with pytest.raises(ConnectionClosed) as closed:
            until(scribe, lambda frame: False)
        assert closed.value.rcvd.code == 4401
        chair.send(json.dumps({"do": "write", "id": "c-1", "text": "Still here."}))
        until(chair, lambda frame: frame["is"] == "accepted")
    assert meeting.give("scribe", "write", text="Mine?")[0] == 401
    house.kill()
    house.start()
    assert meeting.give("scribe", "write", text="Mine?")[0] == 401
    assert "in force" in run("revoke", meeting.links["scribe"], "--data", house.folder, fails=True)


def test_a_revoked_rapporteurs_link_reports_no_more_and_the_others_go_on(house, meeting):
    meeting.must("facilitator", "breakout-form", name="Energy")
    first = meeting.rapporteur(1)
    stays = first.rsplit("/", 1)[1]
    second = meeting.rapporteur(1)
    meeting.must("rapporteur", "breakout-report", prompt=1, text="Written before.")
    assert "no longer works" in run("revoke", second, "--data", house.folder)
    assert meeting.give("rapporteur", "breakout-report", prompt=1, text="Mine?")[0] == 401
    assert house.ask("GET", second.removeprefix(house.address))[0] == 404
    # And what it wrote stays, for whoever has the other link
    meeting.secrets["rapporteur"] = stays
    meeting.must("rapporteur", "breakout-report", prompt=1, text="Still here.")
    status, answer = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}?as=facilitator", secret=meeting.secrets["facilitator"])
    assert answer["state"]["breakouts"][0]["lines"] == 2


def test_a_rehearsal_by_link_is_a_scribe_like_any_other(house, meeting, note):
    played = run("rehearse", note, "--link", meeting.links["scribe"], "--speed", 0)
    assert played.endswith("6 lines saved\n")
    assert [entry["line"]["by"] for entry in meeting.entries() if "text" in entry["line"]] == ["scribe"] * 6
    broken = meeting.links["scribe"][:-3] + "000"
    assert "no longer works" in run("rehearse", note, "--link", broken, fails=True)


def test_a_rehearsal_goes_on_over_a_killed_server(house, meeting, note):
    # Given a rehearsal that has begun
    playing = subprocess.Popen(
        [BINARY, "rehearse", note, "--link", meeting.links["scribe"], "--speed", "50"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    assert playing.stdout.readline().startswith("saved")
    # When the server is killed and started again
    house.kill()
    house.start()
    said, errors = playing.communicate(timeout=60)
    # Then each line is there once, in order
    assert playing.returncode == 0, errors
    texts = ["".join(entry["line"]["text"]) for entry in meeting.entries() if "text" in entry["line"]]
    assert len(texts) == len(set(texts)) == 6 and said.endswith("6 lines saved\n")


@pytest.fixture
def brief():
    """A folder with so short a name that a control socket's address holds it wherever the tests run."""
    with tempfile.TemporaryDirectory() as folder:
        yield folder


def test_the_demo_plays_prints_its_links_and_leaves_nothing(brief):
    # Given a demo at speed
    demo = subprocess.Popen(
        [BINARY, "demo", "--listen", "127.0.0.1:0", "--speed", "200"], stdout=subprocess.PIPE, text=True,
        env=dict(os.environ, TMPDIR=brief))
    said = []
    for line in demo.stdout:
        said.append(line)
        if "is closed" in line:
            break
    # Then it named every role's link, and the record is there
    text = "".join(said)
    assert text.startswith("listening on http://127.0.0.1:")
    for role in ("Attendee", "Scribe", "Facilitator", "Organiser"):
        assert role in text
    demo.terminate()
    assert demo.wait(PATIENCE) == 0
    assert os.listdir(brief) == []


def test_a_demo_that_is_refused_says_why_and_no_more(tmp_path):
    # Given a place for its folder that no control socket fits into, and an address that is none
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    for address, place, why in (("127.0.0.1:0", deep, "too long a path"), ("here", tmp_path, "takes ADDRESS:PORT")):
        # When the demo is asked for, then it says what is wrong, and speaks of no folder it never made
        refused = subprocess.run(
            [BINARY, "demo", "--listen", address], capture_output=True, text=True, timeout=PATIENCE,
            env=dict(os.environ, TMPDIR=str(place)))
        assert refused.returncode != 0 and why in refused.stderr
        assert refused.stdout == "" and "could not remove" not in refused.stderr
        assert os.listdir(place) in ([], [deep.name])


def test_a_captioners_pipe_is_written_line_by_line_as_it_comes(house, meeting):
    # Given a pipe into the command
    played = subprocess.Popen(
        [BINARY, "rehearse", "-", "--link", meeting.links["scribe"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
    with meeting.socket() as reader:
        until(reader, lambda frame: frame["is"] == "welcome")
        # When a line comes it is heard, while the pipe stays open
        for words in ("do: We agree.", "\x07\r\n  \n+ Publish\tthe list\r", "A line of Caerffili, \u0175"):
            played.stdin.write(words + "\n")
            played.stdin.flush()
            kind = {"+": "decision", "d": "speech"}.get(words.strip("\x07\r\n ")[0], "summary")
            until(reader, lambda frame: frame["is"] == "entry" and frame["line"]["kind"] == kind)
        # And one that is refused is told, and the next taken; also after the server was away
        played.stdin.write("x" * 5000 + "\n")
        played.stdin.flush()
        assert "4000 bytes" in played.stderr.readline()
    house.kill()
    house.start()
    out, errors = played.communicate("The last line without an end", timeout=PATIENCE)
    assert played.returncode == 1 and out.endswith("4 lines saved, 1 refused\n"), errors
    texts = [entry["line"]["text"] for entry in meeting.entries() if "text" in entry.get("line", {})]
    assert texts == [["We agree."], ["Publish\tthe list"], ["A line of Caerffili, \u0175"], ["The last line without an end"]]


def test_a_pipe_into_a_closed_meeting_ends_with_the_reason(house, meeting):
    meeting.must("facilitator", "close", really=True)
    done = subprocess.run(
        [BINARY, "rehearse", "-", "--link", meeting.links["scribe"]], input="One\nTwo\n", capture_output=True, text=True,
        timeout=PATIENCE)
    assert done.returncode == 1 and "closed" in done.stderr and "saved" not in done.stdout
    # Where nothing comes, nothing is wrong
    empty = subprocess.run(
        [BINARY, "rehearse", "-", "--meeting", meeting.slug, "--data", house.folder, "--json"], input="\n",
        capture_output=True, text=True, timeout=PATIENCE)
    assert (empty.returncode, json.loads(empty.stdout)) == (0, {"saved": 0})
