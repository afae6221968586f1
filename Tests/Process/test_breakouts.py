"""Breakout groups and their reports, as programs and plain browsers see them."""
import csv
import io
import json

from browser import Browser
from house import Device, House

ONE_HOUSE = True
ASKED = "Where is there consensus?"


def founded(house, slug, **meeting):
    meeting = house.found(slug=slug, title="Third open meeting", strands=["Research", "Fraud"], **meeting)
    meeting.must("facilitator", "open")
    for name, strand, setting in (("Energy", "Research", "room"), ("Safety", "Fraud", "mixed"), ("Light", "", "remote")):
        meeting.must("facilitator", "breakout-form", name=name, strand=strand, setting=setting)
    return meeting


def record(meeting, form):
    status, _, body = meeting.house.ask("GET", f"/api/v1/meetings/{meeting.slug}/record.{form}")
    assert status == 200
    return body.decode("utf-8-sig")


def test_acceptance_10_a_meeting_closed_with_an_unsent_report_loses_nothing_and_says_who_sent_none(house):
    # Given a group whose report was never signed off, one that said why it has none, one nobody heard of
    meeting = founded(house, "unsent")
    meeting.rapporteur(1)
    meeting.must("rapporteur", "breakout-report", prompt=1, text="We **agree** on the dates.")
    meeting.must("facilitator", "breakout-miss", number=2, reason="Its line went down.")
    # When the meeting is closed, and the server killed and started
    meeting.must("facilitator", "close", really=True)
    house.kill()
    house.start()
    # Then the report is in the record, and the others are said to have sent none
    groups = json.loads(record(meeting, "json"))["breakouts"]
    assert [(one["name"], len(one["report"]), one.get("missing")) for one in groups] == [
        ("Energy", 1, None), ("Safety", 0, "No report from Safety: Its line went down."),
        ("Light", 0, "No report was received from Light.")]
    text = record(meeting, "txt")
    assert "Not signed off by the group." in text and "* We agree on the dates." in text


def test_acceptance_11_every_exported_line_names_the_group_it_came_from(house):
    meeting = founded(house, "exported")
    lines = {}
    for number, name in ((1, "Energy"), (2, "Safety")):
        meeting.rapporteur(number)
        for prompt in (1, 3):
            [line] = meeting.must("rapporteur", "breakout-report", prompt=prompt, text=f"Line {prompt} of a group")
            lines[line] = name
    # Given that a group is called otherwise afterwards
    meeting.must("facilitator", "breakout-change", number=2, name="Streets")
    meeting.must("facilitator", "close", really=True)
    # Then every form names it beside every line
    printed = json.loads(record(meeting, "json"))["lines"]
    assert {line["position"]: line["breakout"] for line in printed if line["kind"] == "report"} == lines
    rows = [json.loads(row) for row in record(meeting, "jsonl").splitlines()]
    named = {row["position"]: json.loads(row["body"])["report"]["name"] for row in rows
             if '"report"' in row.get("body", "") and json.loads(row["body"])["kind"] == "report"}
    assert named == lines
    table = list(csv.DictReader(io.StringIO(record(meeting, "reports.csv"))))
    assert {row["id"] for row in table if row["text"]} == {f"l{line}" for line in lines}
    assert {row["group"] for row in table} == {"Energy", "Streets", "Light"}
    for form in ("html", "md", "txt"):
        printed = record(meeting, form).upper()
        for name in lines.values():
            assert printed.count(f"{name.upper()} · ") == 2, (form, name)


def test_a_report_is_written_signed_off_and_called_without_javascript(house):
    # Given an organiser who forms a group and makes a link, by forms
    meeting = founded(house, "forms")
    organiser = Browser(house)
    organiser.visit(meeting.links["organiser"])
    board = organiser.visit("/m/forms/breakouts?as=organiser")
    board = organiser.submit(board, board.form("name"), button=("do", "breakout-form"), name="Water", strand="Fraud")
    assert "Water" in board.text and "0 of 4 reports received" in board.text
    acts = next(form for form in board.forms if form.fields.get("number") == "4")
    made = organiser.submit(board, acts, button=("do", "invite"))
    link = next(link for link in made.links if "/k/" in link)
    # When its rapporteur opens it and adds lines
    rapporteur = Browser(house)
    page = rapporteur.visit(link)
    assert "Report of Water" in page.text and ASKED in page.text
    add = next(form for form in page.forms if form.fields.get("prompt") == "1")
    page = rapporteur.submit(page, add, text="We agree on <b>the</b> dates.")
    assert "We agree on &lt;b&gt;the&lt;/b&gt; dates." in page.text
    # Then everyone reads them at once
    assert "We agree on &lt;b&gt;" in Browser(house).visit("/m/forms/breakouts").text
    # When one is refused, its words are given back
    empty = next(form for form in page.forms if form.fields.get("prompt") == "2")
    refused = rapporteur.submit(page, empty, text="x" * 4001)
    assert refused.status == 413 and "x" * 4001 in refused.text
    # When a line is changed and the report signed off
    page = rapporteur.visit("/m/forms/report?as=rapporteur&breakout=4")
    change = next(form for form in page.forms if "line" in form.fields)
    page = rapporteur.submit(page, change, button=("do", "correct"), text="We agree on the days.")
    assert "We agree on the days." in page.text
    page = rapporteur.submit(
        page, page.form("id", button=("do", "breakout-sign-off")), button=("do", "breakout-sign-off"))
    assert "Signed off at" in page.text and not any("prompt" in form.fields for form in page.forms)
    # Then the facilitator sees it and calls the group
    board = organiser.visit("/m/forms/breakouts?as=organiser")
    assert "1 of 4 reports received" in board.text
    acts = next(form for form in board.forms if form.fields.get("number") == "4")
    organiser.submit(board, acts, button=("do", "breakout-call"))
    assert meeting.entries()[-1]["line"]["kind"] == "breakout-called"


def test_a_rapporteurs_link_opens_their_groups_report_and_nothing_else(house):
    meeting = founded(house, "links")
    first, second = meeting.rapporteur(1), meeting.rapporteur(2)
    # Given one browser with links for two groups, each opens its own
    browser = Browser(house)
    assert "Report of Energy" in browser.visit(first).text
    assert "Report of Safety" in browser.visit(second).text
    assert "Report of Energy" in browser.visit("/m/links/report?as=rapporteur&breakout=1").text
    assert browser.visit("/m/links/report?as=rapporteur&breakout=3").status == 401
    # And none of them the console
    assert browser.visit("/m/links/console?as=facilitator").status == 401
    # And whoever leads the meeting makes such a link on the board, nobody else, and no other
    chair, scribe = Browser(house), Browser(house)
    for one, role in ((chair, "facilitator"), (scribe, "scribe")):
        one.visit(meeting.links[role])
    board = chair.visit("/m/links/breakouts?as=facilitator")
    made = chair.submit(board, board.form("number"), button=("do", "invite"), role="organiser")
    link = next(link for link in made.links if "/k/" in link)
    assert "Report of Energy" in Browser(house).visit(link).text
    assert scribe.submit(board, board.form("number"), button=("do", "invite"), **{"as": "scribe"}).status == 400
    # And no link is made for a group that is not there
    status, problem = house.ask_json(
        "POST", "/api/v1/meetings/links/invitations?as=organiser", {"role": "rapporteur", "breakout": 9},
        secret=meeting.secrets["organiser"])
    assert (status, problem["code"]) == (404, "unknown-breakout")
    # And a link serves after a restart too
    house.stop()
    house.start()
    status, answer = meeting.give("rapporteur", "breakout-report", prompt=1, text="After a restart.")
    assert status == 200, answer


def test_reporting_again_over_a_lost_answer_makes_one_line(house):
    meeting = founded(house, "again")
    meeting.rapporteur(1)
    frame = {"do": "breakout-report", "id": "r-1", "prompt": 1, "text": "We agree."}
    path = "/api/v1/meetings/again/commands?as=rapporteur"
    first = house.ask_json("POST", path, frame, secret=meeting.secrets["rapporteur"])
    house.kill()
    house.start()
    assert house.ask_json("POST", path, frame, secret=meeting.secrets["rapporteur"]) == first
    assert [one["line"]["kind"] for one in meeting.entries()].count("report") == 1


def test_the_state_tells_how_far_the_reports_are(house):
    meeting = founded(house, "state")
    meeting.rapporteur(1)
    meeting.must("rapporteur", "breakout-report", prompt=1, text="We agree.")
    meeting.must("rapporteur", "breakout-sign-off")
    with meeting.socket() as socket:
        state = json.loads(socket.recv(timeout=30))["state"]
    assert [(one["name"], one["lines"], "signedOff" in one) for one in state["breakouts"]] == [
        ("Energy", 1, True), ("Safety", 0, False), ("Light", 0, False)]


def test_an_attendee_reports_for_nobody(house):
    meeting = founded(house, "nobody")
    status, answer = Device(meeting).give("breakout-report", number=1, prompt=1, text="x")
    assert (status, answer["code"]) == (403, "not-permitted")


def test_what_groups_have_in_common_is_gathered_by_form_and_is_in_every_form_of_the_record(house):
    # Given two groups that said something of the same thing, and a note of the plenary
    meeting = founded(house, "themes")
    for number, text in ((1, "Pilots before powers."), (2, "Try it in one council.")):
        meeting.must("scribe", "breakout-report", number=number, prompt=3, text=text)
    [note] = meeting.write("Somebody outside government should judge the pilots.")
    chair = Browser(house)
    chair.visit(meeting.links["facilitator"])
    # When the facilitator gathers them
    for line in (meeting.entries()[-3]["position"], meeting.entries()[-2]["position"]):
        board = chair.visit("/m/themes/breakouts?as=facilitator")
        form = next(form for form in board.forms if form.fields.get("line") == str(line))
        board = chair.submit(board, form, button=("do", "theme-gather"), name="Pilots")
    meeting.must("facilitator", "theme-gather", line=note, number=1)
    # Then everyone reads them together, each with its group
    board = Browser(house).visit("/m/themes/breakouts").text
    assert board.index("Themes") < board.index("Try it in one council.", board.index("Themes"))
    # And one is taken out again
    board = chair.visit("/m/themes/breakouts?as=facilitator")
    chair.submit(board, board.form("number", button=("do", "theme-release")), button=("do", "theme-release"))
    meeting.must("facilitator", "close", really=True)
    [theme] = json.loads(record(meeting, "json"))["themes"]
    assert theme["name"] == "Pilots" and len(theme["lines"]) == 2
    for form in ("html", "md", "txt"):
        assert "Safety:" in record(meeting, form) and "Try it in one council." in record(meeting, form)
