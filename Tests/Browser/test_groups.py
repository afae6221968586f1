"""Breakout groups from a browser: joined with one press, and what they write heard there first."""
import json

import pytest
from playwright.sync_api import expect

from test_scribe import all_saved


@pytest.fixture
def apart(house):
    """A meeting in which what a group writes is heard there until it signs off."""
    meeting = house.found(slug="apart", title="Third open meeting", reportsHeard="signed-off")
    meeting.must("facilitator", "open")
    for name, setting in (("Energy", "mixed"), ("Safety", "remote")):
        meeting.must("facilitator", "breakout-form", name=name, setting=setting)
    return meeting


def connected(page):
    page.wait_for_selector("connection-light[data-state=live]")
    return page


def board(house, visit, query=""):
    return connected(visit(f"{house.address}/m/apart/breakouts{query}"))


def test_a_group_is_joined_with_one_press_and_what_it_writes_is_read_there_as_it_is_written(house, apart, visit):
    apart.rapporteur(1)
    member, other = board(house, visit), board(house, visit)
    chair = visit(apart.links["facilitator"])
    chair.goto(f"{house.address}/m/apart/breakouts?as=facilitator")
    connected(chair)
    # When somebody joins a group
    member.get_by_role("button", name="Join this group: Energy").click()
    expect(member.locator("#breakout1")).to_contain_text("You are in this group.")
    connected(member)
    # Then everyone sees how many are in it, without a reload
    for page in (chair, other):
        expect(page.locator("#breakout1 .members")).to_have_text("1 here from outside the room")
    expect(other.locator("#breakout2 .members")).to_be_hidden()
    # And what it writes is read by who is in it and by staff, as it is written
    apart.must("rapporteur", "breakout-report", prompt=1, text="Only here so far.")
    for page in (member, chair):
        expect(page.locator("#breakout1 .report-line")).to_contain_text("Only here so far.")
        expect(page.locator("#breakout1 .apart")).to_be_visible()
    apart.must("facilitator", "announce", text="A fence")
    expect(other.get_by_text("A fence")).to_be_visible()
    expect(other.get_by_text("Only here so far.")).to_have_count(0)
    # When the group signs off, then everyone reads it, once
    apart.must("rapporteur", "breakout-sign-off")
    for page in (member, chair, other):
        expect(page.locator("#breakout1 .report-state")).to_contain_text("Signed off at")
        expect(page.locator("#breakout1 .report-line")).to_have_count(1)
        expect(page.locator("#breakout1 .report-line")).to_contain_text("Only here so far.")
        expect(page.locator("#breakout1 .apart")).to_be_hidden()
    # And who leaves is in none
    member.get_by_role("button", name="Leave this group: Energy").click()
    expect(member.get_by_role("button", name="Place me")).to_be_visible()
    member.get_by_role("button", name="Place me").click()
    expect(member.locator("#breakout2")).to_contain_text("You are in this group.")


def test_a_page_that_is_open_when_its_device_joins_elsewhere_reads_the_group_from_then_on(house, apart, visit):
    apart.rapporteur(1)
    apart.must("rapporteur", "breakout-report", prompt=1, text="Before the joining.")
    page = connected(visit(f"{house.address}/m/apart"))
    second = page.context.new_page()
    second.goto(f"{house.address}/m/apart/breakouts")
    second.get_by_role("button", name="Join this group: Energy").click()
    expect(second.get_by_text("You are in this group.")).to_be_visible()
    [line] = [one["position"] for one in json.loads(house.ask(
        "GET", "/api/v1/meetings/apart?as=scribe", secret=apart.secrets["scribe"])[2])["state"]["lines"] if one["kind"] == "report"]
    # A visitor's stream was nobody's until now: loaded again it is this device's
    page.reload()
    connected(page)
    expect(page.locator("#rail .line", has_text="Before the joining.")).to_have_count(1)
    expect(page.locator("#rail .apart-mark")).to_have_text("Only its group and staff read this so far")
    apart.must("scribe", "key-moment", line=line)
    expect(page.locator(".key-list [data-of]")).to_have_count(1)
    # When everyone hears it, then it is there once, and another that is written after that
    apart.must("rapporteur", "breakout-sign-off")
    expect(page.locator("#rail .kind-report")).to_have_count(1)
    expect(page.locator("#rail .apart-mark")).to_have_count(0)
    expect(page.locator(f".key-list [data-of='{line}']")).to_have_count(0)
    expect(page.locator(".key-list [data-of]")).to_have_count(1)
    apart.must("rapporteur", "breakout-reopen")
    apart.must("rapporteur", "breakout-report", prompt=1, text="After the sign-off.")
    expect(page.get_by_text("After the sign-off.")).to_be_visible()
    # When it leaves in the other page, then this one shows it no more, by itself
    second.get_by_role("button", name="Leave this group: Energy").click()
    expect(page.get_by_text("After the sign-off.")).to_have_count(0)
    expect(page.locator("#rail .kind-report")).to_have_count(1)


def test_a_rapporteur_reads_their_own_lines_after_a_reload_and_each_once_when_all_have_heard_them(house, apart, visit):
    page = connected(visit(apart.rapporteur(1)))
    scribe = connected(visit(apart.links["scribe"]))
    reader = connected(visit(f"{house.address}/m/apart"))
    expect(page.get_by_text("Your group and the meeting’s staff read it; everyone does once the report is signed off.")).to_be_visible()
    for text in ("The first line.", "The second line."):
        page.locator("#prompt1 .add-line textarea").fill(text)
        page.locator("#prompt1 .add-line button").click()
    lines = page.locator("#prompt1 .report-line")
    expect(lines).to_have_text(["The first line.", "The second line."])
    page.reload()
    connected(page)
    expect(lines).to_have_text(["The first line.", "The second line."])
    # Staff read it where it stands, with a word that says who else does
    expect(scribe.locator("#rail .apart-mark")).to_have_count(2)
    # When one is changed and the report signed off
    page.locator("#prompt1 summary").first.click()
    page.locator("#prompt1 .more textarea").first.fill("The first line, changed.")
    page.get_by_role("button", name="Save the change").first.click()
    expect(lines.first).to_have_text("The first line, changed.")
    all_saved(page)
    page.get_by_role("button", name="Sign off the report").click()
    expect(page.locator(".report-state")).to_contain_text("Signed off at")
    # Then each line is there once for everybody, and staff's marks are gone
    for rail in (scribe, reader):
        expect(rail.locator("#rail .line.kind-report")).to_have_count(2)
        expect(rail.locator("#rail")).to_contain_text("The first line, changed.")
        expect(rail.locator("#rail .apart-mark")).to_have_count(0)
    expect(lines).to_have_text(["The first line, changed.", "The second line."])
    # When it is opened again, what is changed now changes for all
    connected(page)
    page.get_by_role("button", name="Take back the sign-off").click()
    expect(page.locator("#prompt1 .add-line")).to_be_visible()
    page.locator("#prompt1 summary").first.click()
    connected(page)
    page.locator("#prompt1 .more textarea").first.fill("The first line, at last.")
    page.get_by_role("button", name="Save the change").first.click()
    expect(lines.first).to_have_text("The first line, at last.")
    expect(reader.locator("#rail")).to_contain_text("The first line, at last.")
