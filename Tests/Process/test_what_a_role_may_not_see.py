"""Always true 8: what a role may not see never leaves the server for it. Secret words are planted and looked for everywhere."""
import json
import time

from house import PATIENCE, Device, until
from remains import contents
from websockets.exceptions import ConnectionClosed

ONE_HOUSE = True

FORMS = ("html", "md", "txt", "json", "jsonl", "csv", "questions.csv", "polls.csv", "turns.csv", "reports.csv",
         "odt", "scribe.log", "akn.xml", "sayit.xml", "tei.xml")


def everything_public(meeting, after_close=True):
    """What an attendee can ask for, as one text."""
    house, base = meeting.house, f"/api/v1/meetings/{meeting.slug}"
    addresses = [base, base + "/entries?after=0&limit=1000", base + "/lines", base + "/lines?before=1000",
                 base + "/questions", base + "/questions?like=planted+secret+confidential+words", base + "/mine",
                 f"/m/{meeting.slug}", f"/m/{meeting.slug}?order=oldest", f"/m/{meeting.slug}/screen",
                 f"/m/{meeting.slug}/questions", f"/m/{meeting.slug}/questions/mine", f"/m/{meeting.slug}/breakouts", "/", "/api/v1/meetings"]
    addresses += [f"/m/{meeting.slug}/questions/{n}" for n in range(1, 10)]
    addresses += [f"/m/{meeting.slug}/lines/{n}" for n in range(1, 30)]
    if after_close:
        addresses += [f"{base}/record.{form}" for form in FORMS] + [f"/m/{meeting.slug}/record"]
    texts = [house.ask("GET", address)[2].decode(errors="replace") for address in addresses]
    if not after_close:
        for after in (None, 1, 2):
            with meeting.socket(after=after) as reader:
                frames = [json.loads(reader.recv(timeout=PATIENCE))]
                while frames[-1].get("position", frames[-1].get("from")) != frames[0]["last"]:
                    frames.append(json.loads(reader.recv(timeout=PATIENCE)))
                texts.append(json.dumps(frames, ensure_ascii=False))
    return "\n".join(texts)


def files_of(folder):
    return {path.name: content for path, content in contents(folder) if path.name != "lock"}


def test_names_a_policy_withholds_are_in_nothing_public(house):
    for policy in ("role", "organisation", "none"):
        # Given a meeting under that policy, with speakers known from the start and added live
        meeting = house.found(
            slug=f"under-{policy}", attribution=policy,
            speakers=[{"name": "Plantedname", "aliases": ["pn"], "role": "Clerk", "organisation": "Council"},
                      {"name": "Presenter", "attribution": "named"}])
        meeting.must("facilitator", "open")
        meeting.must("scribe", "speaker-add", name="Secondsecret", aliases=["zz"], role="Lead")
        meeting.write("pn: Said something.")
        meeting.write("zz: Said more.")
        meeting.write("Presenter: Showed slides.")
        meeting.write("/next pn to write by 2030-01-02")
        # Then staff know the names, the public reads the line without them, live and afterwards
        status, state = house.ask_json(
            "GET", f"/api/v1/meetings/{meeting.slug}?as=scribe", secret=meeting.secrets["scribe"])
        assert {s["name"] for s in state["state"]["speakers"]} == {"Plantedname", "Presenter", "Secondsecret"}
        for after_close in (False, True):
            if after_close:
                meeting.must("facilitator", "close", really=True)
            public = everything_public(meeting, after_close)
            assert "Said something." in public and "Presenter" in public
            for secret in ("Plantedname", "Secondsecret", '"zz"', '"pn"'):
                assert secret not in public, (policy, secret)


def test_a_secret_word_of_each_audience_is_in_nothing_another_may_read(house, meeting):
    # Given a word planted in everything that not everyone may read: questions in review, declined and withdrawn, what a
    # wish to speak is about, a remark, who chose what, a place of one, a device's own pages
    ada, bo = Device(meeting), Device(meeting)
    for words in ("Plantedreview?", "Planteddeclined?", "Plantedwithdrawn?"):
        ada.must("ask", text=words, name="Plantedname")
    meeting.must("facilitator", "question-decline", number=2, reason="Off topic")
    ada.must("question-withdraw", number=3)
    bo.must("floor-join", about="Plantedabout", remark="Plantedremark")
    ada.must("whereabouts", **{"from": "Plantedplace"})
    meeting.must("facilitator", "poll-open", text="Each month?", options=["For", "Against"], named=True)
    ada.must("poll-vote", number=1, option=1, name="Plantedvoter")
    meeting.must("facilitator", "poll-close", number=1)
    meeting.rapporteur(name="Energy")
    # Then staff read what is theirs, the device what is its own
    _, state = house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}?as=facilitator", secret=meeting.secrets["facilitator"])
    for word in ("Plantedreview", "Plantedabout", "Plantedremark", "Plantedvoter"):
        assert word in json.dumps(state), word
    assert "Plantedreview" in json.dumps(ada.own()) and "Planted" not in json.dumps(bo.own())
    # And nobody else anything of it, by state, replay, block, search, page, stream or export, live and afterwards
    for after_close in (False, True):
        if after_close:
            meeting.must("facilitator", "close", really=True)
        assert "Planted" not in everything_public(meeting, after_close), after_close
        for path in ("", "/entries?after=0", "/questions", "/lines"):
            mark = "&" if "?" in path else "?"
            body = house.ask("GET", f"/api/v1/meetings/{meeting.slug}{path}{mark}as=screen", secret=bo.token)[2]
            assert b"Planted" not in body, path
            status, _, body = house.ask(
                "GET", f"/api/v1/meetings/{meeting.slug}{path}{mark}as=rapporteur", secret=meeting.secrets["rapporteur"])
            assert status == 200 and b"Planted" not in body, path
        page = house.ask("GET", f"/m/{meeting.slug}/report?as=rapporteur", secret=meeting.secrets["rapporteur"])
        assert page[0] == 200 and b"Planted" not in page[2]


def test_words_taken_back_are_nowhere(house, meeting):
    # Given a line with a secret, and a correction of another line that held one, both heard and then taken back
    meeting.write("Before.")
    line = meeting.write("The Confidentialword was said.")[0]
    other = meeting.write("Harmless at first.")[0]
    meeting.must("scribe", "correct", line=other, text="Now with Confidentialword.")
    meeting.must("scribe", "retract", line=line)
    meeting.must("scribe", "retract", line=other)
    meeting.rapporteur(name="Energy")
    reported = meeting.must("rapporteur", "breakout-report", prompt=1, text="A group's Confidentialword.")[0]
    meeting.must("facilitator", "theme-gather", line=reported, name="A theme")
    meeting.must("rapporteur", "retract", line=reported)
    meeting.write("After.")
    # Then no reader of any kind is given it, live, resumed, or afterwards
    assert "Confidentialword" not in everything_public(meeting, after_close=False)
    for role in ("scribe", "facilitator", "organiser"):
        _, _, body = house.ask(
            "GET", f"/api/v1/meetings/{meeting.slug}/entries?after=0&as={role}", secret=meeting.secrets[role])
        assert b"Confidentialword" not in body
    # And no file of the data folder holds it, while the server runs and after it was killed
    for name, content in files_of(house.folder).items():
        assert b"Confidentialword" not in content, name
    house.kill()
    house.start()
    for name, content in files_of(house.folder).items():
        assert b"Confidentialword" not in content, name
    meeting.must("facilitator", "close", really=True)
    public = everything_public(meeting)
    assert "Confidentialword" not in public and "After." in public


def test_words_a_correction_replaced_are_in_nothing_public(house, meeting):
    # Given a line corrected twice
    line = meeting.write("An Oldestword here.")[0]
    meeting.write("s/Oldestword/Middleword/")
    meeting.must("scribe", "correct", line=line, text="A newest word here.")
    # Then only the newest words leave the server, live and afterwards
    for after_close in (False, True):
        if after_close:
            meeting.must("facilitator", "close", really=True)
        public = everything_public(meeting, after_close)
        assert "A newest word here." in public
        assert "Oldestword" not in public and "Middleword" not in public


def test_a_reader_who_returns_after_a_retraction_is_not_told_the_words(meeting):
    # Given a reader who holds the line before a secret one, and leaves
    held = meeting.write("Before.")[0]
    line = meeting.write("The Confidentialword was said.")[0]
    meeting.must("scribe", "retract", line=line)
    # When it comes back by its position, then the words are gone and the taking back is told
    with meeting.socket(after=held) as reader:
        frames = until(reader, lambda f: f["is"] == "entry" and f["position"] == line + 1 or "state" in f)
    assert "Confidentialword" not in json.dumps(frames)


def test_an_invited_meeting_is_for_those_who_hold_a_link(house):
    # Given a meeting for the invited, which has begun
    meeting = house.found(slug="board", visibility="invited", title="Plantedtitle")
    meeting.must("facilitator", "open")
    meeting.write("Plantedwords.")
    base = f"/api/v1/meetings/{meeting.slug}"

    def tries(secret=None):
        texts = []
        for address in (base, base + "/entries", base + "/lines", base + "/record.json", "/m/board",
                        "/m/board/lines/3", "/m/board/record", "/m/board/record.html", "/", "/api/v1/meetings"):
            status, headers, body = house.ask("GET", address, secret=secret)
            if secret is None and address not in ("/", "/api/v1/meetings"):
                assert status == 401, address
            if b"Planted" in body:
                assert "no-store" in headers["Cache-Control"], address
            texts.append(body.decode())
        return "\n".join(texts)

    # Then a stranger gets nothing of it, by page, API or stream, open or closed
    for _ in range(2):
        assert "Planted" not in tries()
        assert "Plantedwords" in tries(meeting.secrets["attendee"])
        if _ == 0:
            status, _, body = house.ask("GET", base + "/live", headers={"Accept": "text/event-stream"})
            assert status == 401 and b"Planted" not in body
            stranger = meeting.secrets.pop("attendee")
            with meeting.socket() as reader:
                try:
                    reader.recv(timeout=PATIENCE)
                    raise AssertionError("a stranger was seated")
                except ConnectionClosed as closed:
                    assert closed.rcvd.code == 4401
            meeting.secrets["attendee"] = stranger
            meeting.must("facilitator", "close", really=True)
