"""Breakout notes are heard only there until they are signed off, or called, where the meeting says so."""
import http.client
import json
import threading
from contextlib import ExitStack

import pytest
from websockets.sync.client import connect

from browser import Browser
from house import PATIENCE, Device, until
from remains import contents

ONE_HOUSE = True
STAFF = ("scribe", "facilitator", "voice", "organiser")


class Reader:
    """Somebody who reads by every face; `secret` is a grant's or a device's."""

    def __init__(self, meeting, role="attendee", secret=None):
        self.meeting, self.house, self.role, self.secret = meeting, meeting.house, role, secret
        self.base = f"/api/v1/meetings/{meeting.slug}"

    def get(self, path, **headers):
        return self.house.ask("GET", path, secret=self.secret, headers=headers)[2].decode(errors="replace")

    def socket(self, after=None):
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        protocol = "openfloor.v1" if self.role in ("attendee", "screen") else "openfloor.v1.writer"
        return connect(self.meeting.socket_address(after, self.role), subprotocols=[protocol],
                       additional_headers=headers, proxy=None, open_timeout=PATIENCE, max_queue=None)

    def stream(self, fence):
        """Server-sent events from the first entry on, until one says `fence`."""
        host = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=PATIENCE)
        headers = {"Accept": "text/event-stream"} | ({"Authorization": f"Bearer {self.secret}"} if self.secret else {})
        host.request("GET", f"{self.base}/live?as={self.role}&after=1", headers=headers)
        answer, heard = host.getresponse(), ""
        while fence not in heard:
            heard += answer.readline().decode()
        host.close()
        return heard

    def everything(self, fence=None):
        """All that this reader can ask for, as one text; the live faces until they have said `fence`."""
        mark = f"as={self.role}"
        paths = [f"{self.base}?{mark}", f"{self.base}/entries?after=0&limit=1000&{mark}", f"{self.base}/lines?{mark}",
                 f"{self.base}/entries?after=1&limit=1000&wait=1&{mark}",
                 f"{self.base}/questions?{mark}", f"{self.base}/questions?like=planted+energy+safety+words&{mark}",
                 f"{self.base}/mine", f"/m/{self.meeting.slug}/breakouts?{mark}", "/", "/api/v1/meetings"]
        if self.role == "attendee":
            paths += [f"/m/{self.meeting.slug}{page}" for page in ("", "?order=oldest", "/questions", "/screen")]
            paths += [f"/m/{self.meeting.slug}/lines/{line}" for line in range(1, 40)]
        forms = ("html", "md", "txt", "json", "jsonl", "csv", "reports.csv", "questions.csv", "odt", "scribe.log",
                 "akn.xml", "sayit.xml", "tei.xml")
        paths += [f"{self.base}/record.{form}?{mark}" for form in forms] + [f"/m/{self.meeting.slug}/record"]
        texts = [self.get(path) for path in paths]
        if fence:
            texts.append(self.stream(fence))
            for after in (None, 1):
                with self.socket(after) as socket:
                    frames = until(socket, lambda frame: fence in json.dumps(frame))
                    chained(frames)
                    texts.append(json.dumps(frames, ensure_ascii=False))
        return "\n".join(texts)


def chained(frames):
    """Each entry names the one before it in this stream."""
    last = None
    for frame in frames:
        if frame["is"] == "welcome":
            last = frame["from"]
        elif frame["is"] == "entry":
            assert frame["after"] == last, (frame, last)
            last = frame["position"]


class Groups:
    """A meeting with two groups: a rapporteur and a member of each, staff, and others."""

    def __init__(self, house, slug, heard):
        self.meeting = meeting = house.found(slug=slug, title="Third open meeting", reportsHeard=heard)
        meeting.must("facilitator", "open")
        for name, setting in (("Energy", "mixed"), ("Safety", "remote")):
            meeting.must("facilitator", "breakout-form", name=name, setting=setting)
        self.rapporteurs = [meeting.rapporteur(number).rsplit("/", 1)[1] for number in (1, 2)]
        self.devices = [Device(meeting), Device(meeting)]
        for number, device in enumerate(self.devices):
            device.must("breakout-join", number=number + 1)
        own = [[Reader(meeting, "rapporteur", secret), Reader(meeting, "attendee", device.token)]
               for secret, device in zip(self.rapporteurs, self.devices)]
        self.energy, self.safety = own
        self.staff = [Reader(meeting, role, meeting.secrets[role]) for role in STAFF]
        self.others = [Reader(meeting), Reader(meeting, "screen"), Reader(meeting, "attendee", Device(meeting).token)]
        self.all = self.energy + self.safety + self.staff + self.others

    def give(self, number, frame, **fields):
        """A command of the rapporteur of a group."""
        self.meeting.secrets["rapporteur"] = self.rapporteurs[number - 1]
        return self.meeting.give("rapporteur", frame, **fields)

    def must(self, number, frame, **fields):
        status, answer = self.give(number, frame, **fields)
        assert status == 200, answer
        return answer["entries"]

    def check(self, word, readers, fence=None):
        """`word` is read by these, and by nobody else."""
        for reader in self.all:
            heard = word in reader.everything(fence)
            assert heard == (reader in readers), (word, reader.role, reader.secret, heard)


@pytest.mark.parametrize("heard, word", [("signed-off", "off"), ("called", "call")])
def test_notes_of_a_group_are_heard_only_there_until_they_are_for_all(house, heard, word):
    groups = Groups(house, f"apart-{word}", heard)
    meeting = groups.meeting
    # Given live readers of every kind
    open_sockets = ExitStack()
    sockets = [(reader, open_sockets.enter_context(reader.socket())) for reader in groups.all]
    welcomes = {socket: until(socket, lambda frame: frame["is"] == "welcome")[-1] for _, socket in sockets}
    # When each group writes, changes and marks lines that are its own, and the plenary has a line
    [line] = groups.must(1, "breakout-report", prompt=1, text="Firstwording of energy")
    groups.must(1, "correct", line=line, text="Plantedenergy words")
    [gone] = groups.must(1, "breakout-report", prompt=2, text="Goneword of energy")
    groups.must(1, "retract", line=gone)
    groups.must(2, "breakout-report", prompt=1, text="Plantedsafety words")
    meeting.must("facilitator", "theme-gather", line=line, name="Plantedtheme")
    meeting.must("scribe", "key-moment", line=line)
    meeting.write("Fenceone of the plenary")
    # Then only they and staff hear it as it is written, each frame naming the one before it in its stream
    for reader, socket in sockets:
        frames = until(socket, lambda frame: "Fenceone" in json.dumps(frame))
        live = json.dumps(frames)
        assert ("Plantedenergy" in live) == (reader in groups.energy + groups.staff), reader.role
        assert ("Plantedtheme" in live) == (reader in groups.energy + groups.staff), reader.role
        assert ("Plantedsafety" in live) == (reader in groups.safety + groups.staff), reader.role
        chained([welcomes[socket], *frames])
    open_sockets.close()
    # And by every other face, also after a power cut
    for round in range(2):
        groups.check("Plantedenergy", groups.energy + groups.staff, "Fenceone")
        groups.check("Plantedsafety", groups.safety + groups.staff, "Fenceone")
        groups.check("Plantedtheme", groups.energy + groups.staff, "Fenceone")
        for lost in ("Firstwording", "Goneword"):
            groups.check(lost, [], "Fenceone")
        if round == 0:
            house.kill()
            house.start()
    # When the group of one signs off, or is called, and the server is killed at once
    for step in ("breakout-sign-off", "breakout-call"):
        if step == "breakout-sign-off":
            groups.must(1, step)
        else:
            meeting.must("facilitator", step, number=1)
        house.kill()
        house.start()
        [fence] = meeting.write(f"Fence{step[-3:]} of the plenary")
        isHeard = heard == "signed-off" or step == "breakout-call"
        readers = groups.all if isHeard else groups.energy + groups.staff
        groups.check("Plantedenergy", readers, f"Fence{step[-3:]}")
        groups.check("Plantedsafety", groups.safety + groups.staff)
    # Then it is one line to everybody, that of all, gathered and marked as it was
    for reader in groups.all:
        state = json.loads(reader.get(f"{reader.base}?as={reader.role}"))["state"]
        [own] = [one for one in state["lines"] if one["kind"] == "report" and "Plantedenergy" in json.dumps(one)]
        assert own["line"]["report"]["origin"] == line and "audience" not in own["line"] and own["key"]
        assert [theme["lines"] for theme in state["themes"]] == [[own["position"]]]
        board = reader.get(f"/m/{meeting.slug}/breakouts?as={reader.role}")
        assert board.count("Plantedenergy words<") == 2  # in its group, and in the theme
    # And its address in the group leads there
    status, headers, _ = house.ask("GET", f"/m/{meeting.slug}/lines/{line}")
    assert (status, headers["Location"]) == (303, f"/m/{meeting.slug}/lines/{own['position']}")
    # When what is heard is taken back, then its words are nowhere, nor in the folder
    meeting.must("scribe", "retract", line=own["position"])
    groups.check("Plantedenergy", [])
    for path, content in contents(house.folder):
        assert b"Plantedenergy" not in content, path.name
    # When the meeting is closed, then what was never signed off or called is there for all, and nothing else
    meeting.must("facilitator", "close", really=True)
    house.kill()
    house.start()
    groups.check("Plantedsafety", groups.all)
    for lost in ("Plantedenergy", "Firstwording", "Goneword"):
        groups.check(lost, [])
    record = json.loads(Reader(meeting).get(f"/api/v1/meetings/{meeting.slug}/record.json"))
    safety = next(one for one in record["breakouts"] if one["name"] == "Safety")
    assert len(safety["report"]) == 1 and "signedOff" not in safety
    assert "Not signed off by the group." in Reader(meeting).get(f"/api/v1/meetings/{meeting.slug}/record.txt")


def test_acceptance_11_every_exported_line_names_the_group_it_came_from_also_where_it_was_heard_later(house):
    groups = Groups(house, "later", "called")
    for number in (1, 2):
        groups.must(number, "breakout-report", prompt=1, text=f"Line of {number}")
    groups.meeting.must("facilitator", "breakout-call", number=1)
    groups.meeting.must("facilitator", "close", really=True)
    base = "/api/v1/meetings/later/record."
    lines = json.loads(Reader(groups.meeting).get(base + "json"))["lines"]
    assert [line["breakout"] for line in lines if line["kind"] == "report"] == ["Energy", "Safety"]
    rows = [json.loads(row) for row in Reader(groups.meeting).get(base + "jsonl").splitlines()]
    heard = [json.loads(row["body"])["report"] for row in rows if '"kind":"report"' in row.get("body", "")]
    assert [(one["name"], "origin" in one) for one in heard] == [("Energy", True), ("Safety", True)]
    for form in ("html", "md", "txt"):
        printed = Reader(groups.meeting).get(base + form).upper()
        assert printed.count("ENERGY · ") == 1 and printed.count("SAFETY · ") == 1, form


def test_opened_again_new_lines_wait_and_what_was_heard_changes_for_everyone(house):
    groups = Groups(house, "again", "signed-off")
    [line] = groups.must(1, "breakout-report", prompt=1, text="Oldword")
    groups.must(1, "breakout-sign-off")
    assert groups.give(1, "correct", line=line, text="X")[1]["code"] == "report-is"
    groups.must(1, "breakout-reopen")
    # When a line is changed by the address it had in the group, and another written
    groups.must(1, "correct", line=line, text="Newword")
    groups.must(1, "breakout-report", prompt=1, text="Plantedmore")
    groups.check("Newword", groups.all)
    groups.check("Oldword", [])
    groups.check("Plantedmore", groups.energy + groups.staff)
    # Then the second sign-off says the new line, once
    assert len(groups.must(1, "breakout-sign-off")) == 2
    groups.check("Plantedmore", groups.all)
    assert groups.give(2, "correct", line=line, text="X")[1]["code"] == "other-group"


def test_who_changes_groups_hears_the_new_one_and_the_old_one_no_more(house):
    groups = Groups(house, "movers", "called")
    meeting, (device, _) = groups.meeting, groups.devices
    groups.must(1, "breakout-report", prompt=1, text="Plantedenergy")
    groups.must(2, "breakout-report", prompt=1, text="Plantedsafety")
    reader = groups.energy[1]
    with reader.socket() as socket:
        assert "Plantedenergy" in json.dumps(until(socket, lambda frame: "state" in frame))
        # When the device joins another group, then its stream begins anew, with what it may read now
        device.must("breakout-join", number=2)
        state = json.dumps(until(socket, lambda frame: "state" in frame)[-1])
        assert "Plantedsafety" in state and "Plantedenergy" not in state
        # And what the old one writes from the moment of the answer on is not heard on it
        groups.must(1, "breakout-report", prompt=1, text="Plantedlater")
        groups.must(2, "breakout-report", prompt=1, text="Heardnow")
        frames = until(socket, lambda frame: "Heardnow" in json.dumps(frame))
        assert "Plantedlater" not in json.dumps(frames)
        # When it leaves, then neither
        device.must("breakout-leave")
        state = json.dumps(until(socket, lambda frame: "state" in frame)[-1])
        assert "Planted" not in state and "Heardnow" not in state
        groups.must(2, "breakout-report", prompt=1, text="Plantednever")
        meeting.write("Fence")
        frames = until(socket, lambda frame: "Fence" in json.dumps(frame))
        assert "Planted" not in json.dumps(frames)
    # And a reader who comes back from a position that is not theirs any more begins anew
    [held] = groups.must(1, "breakout-report", prompt=1, text="Plantedheld")
    with reader.socket(after=held) as socket:
        frames = until(socket, lambda frame: frame["is"] == "welcome")
        meeting.write("Fencetwo")
        frames += until(socket, lambda frame: "Fencetwo" in json.dumps(frame))
        chained(frames)
        assert "state" in frames[0] and "Planted" not in json.dumps(frames)
    # And a long poll that waits across the move is answered as who asked may read then
    device.must("breakout-join", number=2)
    last = meeting.entries()[-1]["position"]
    found = []
    poll = threading.Thread(target=lambda: found.append(
        reader.get(f"{reader.base}/entries?after={last}&wait=20")))
    poll.start()
    device.must("breakout-leave")
    groups.must(2, "breakout-report", prompt=1, text="Plantedpolled")
    meeting.write("Fencethree")
    poll.join(PATIENCE)
    assert found and "Planted" not in found[0]


def test_the_setting_is_fixed_once_a_line_is_reported_and_readers_follow_it_until_then(house):
    meeting = house.found(slug="fixed")
    meeting.must("facilitator", "open")
    meeting.rapporteur(name="Energy")
    own = Reader(meeting, "rapporteur", meeting.secrets["rapporteur"])
    other = Reader(meeting)
    with own.socket() as mine, other.socket() as theirs:
        for socket in (mine, theirs):
            until(socket, lambda frame: frame["is"] == "welcome")
        # When the organiser changes it while a rapporteur reads already
        plan = {"title": "Fixed", "reportsHeard": "called"}
        meeting.must("organiser", "plan", meeting=plan)
        meeting.must("rapporteur", "breakout-report", prompt=1, text="Plantedhere")
        meeting.write("Fence")
        heard = [json.dumps(until(socket, lambda frame: "Fence" in json.dumps(frame))) for socket in (mine, theirs)]
        assert ["Plantedhere" in one for one in heard] == [True, False]
        # Then it is not changed back over a line that was written for the group
        meeting.must("organiser", "plan", meeting={**plan, "reportsHeard": "as-written"})
        assert json.loads(other.get("/api/v1/meetings/fixed"))["state"]["meeting"]["reportsHeard"] == "called"
    # And a meeting planned like it is heard like it, by program and by form
    secret = house.site_link.rsplit("/", 1)[1]
    house.ask_json("POST", "/api/v1/meetings", {"slug": "alike", "like": "fixed", "meeting": {"title": "Next"}}, secret=secret)
    assert json.loads(other.get("/api/v1/meetings/alike"))["state"]["meeting"]["reportsHeard"] == "called"
    browser = Browser(house)
    browser.visit(house.site_link)
    page = browser.visit("/new?like=fixed")
    browser.submit(page, page.form("title"), slug="formed", title="Formed")
    assert json.loads(other.get("/api/v1/meetings/formed"))["state"]["meeting"]["reportsHeard"] == "called"
    status, problem = meeting.give("organiser", "plan", meeting={"title": "x", "reportsHeard": "never"})
    assert (status, problem["code"]) == (400, "bad-value")


def test_blocks_of_lines_a_group_reads_are_in_no_shared_cache(house):
    groups = Groups(house, "cached", "called")
    for reader, shared in ((groups.energy[1], False), (groups.others[2], True), (groups.others[0], True)):
        headers = house.ask("GET", f"{reader.base}/lines", secret=reader.secret)[1]
        assert ("no-store" in headers["Cache-Control"]) != shared


def test_people_join_a_group_are_placed_and_leave_with_one_press_each(house):
    groups = Groups(house, "choosing", "called")
    meeting = groups.meeting
    groups.must(1, "breakout-report", prompt=1, text="Plantedenergy")
    # Given a browser that never did anything here
    visitor = Browser(house)
    page = visitor.visit("/m/choosing/breakouts")
    assert "Plantedenergy" not in page.text and page.text.count("1 here from outside the room") == 2
    # When it presses to join, then it is in the group and reads it
    page = visitor.submit(page, page.form("number"), button=("do", "breakout-join"))
    assert "You are in this group." in page.text and "Plantedenergy" in page.text
    assert "2 here from outside the room" in page.text
    # And after a power cut it still is
    house.kill()
    house.start()
    page = visitor.visit("/m/choosing/breakouts")
    assert "Plantedenergy" in page.text and "Plantedenergy" in visitor.visit("/m/choosing").text
    leave = page.form("id", button=("do", "breakout-leave"))
    page = visitor.submit(page, leave, button=("do", "breakout-leave"))
    assert "Plantedenergy" not in page.text and "You are in this group." not in page.text
    # When another is placed, then in the group that meets remotely, however large
    page = Browser(house).visit("/m/choosing/breakouts")
    other = Browser(house)
    page = other.visit("/m/choosing/breakouts")
    place = next(form for form in page.forms if "number" not in form.fields and form.fields.get("as") == "attendee")
    page = other.submit(page, place, button=("do", "breakout-join"))
    assert page.text.index("Safety") < page.text.index("You are in this group.")
    assert [device.own().get("breakout") for device in (*groups.devices, Device(meeting))] == [1, 2, None]
    # Then everyone is told how many, and nobody who
    state = json.loads(Reader(meeting).get("/api/v1/meetings/choosing"))["state"]
    assert [one.get("members") for one in state["breakouts"]] == [1, 2]
    chair = Reader(meeting, "facilitator", meeting.secrets["facilitator"])
    assert "2 here from outside the room" in chair.get("/m/choosing/breakouts?as=facilitator")
    with Reader(meeting).socket() as socket:
        Device(meeting).must("breakout-join", number=1)
        told = until(socket, lambda frame: frame["is"] == "members")[-1]
    assert told["counts"] == {"1": 2, "2": 2}
    # And who has no device is in none, and no group is made by joining it
    status, answer = house.ask_json("POST", "/api/v1/meetings/choosing/commands", {"do": "breakout-join", "id": "x"})
    assert (status, answer["code"]) == (401, "no-token")
    assert Device(meeting).give("breakout-join", number=9)[1]["code"] == "unknown-breakout"
    # And a form of another site joins nobody
    status, _, _ = house.ask(
        "POST", "/m/choosing/breakouts", b"do=breakout-join&number=1&as=attendee&id=z",
        headers={"Origin": "https://evil.example", "Content-Type": "application/x-www-form-urlencoded"})
    assert status == 401


def test_a_line_written_again_over_a_lost_answer_is_one_line_and_so_is_what_all_hear_of_it(house):
    groups = Groups(house, "resent", "signed-off")
    path = "/api/v1/meetings/resent/commands?as=rapporteur"
    for frame in ({"do": "breakout-report", "id": "r-1", "prompt": 1, "text": "We agree."},
                  {"do": "breakout-sign-off", "id": "s-1"}):
        first = house.ask_json("POST", path, frame, secret=groups.rapporteurs[0])
        house.kill()
        house.start()
        assert house.ask_json("POST", path, frame, secret=groups.rapporteurs[0]) == first
    kinds = [entry["line"]["kind"] for entry in groups.meeting.entries()]
    assert kinds.count("report") == 1 and kinds.count("breakout-signed-off") == 1
