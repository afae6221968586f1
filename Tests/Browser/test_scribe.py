"""The desk: nothing typed is lost, and the page never pretends."""
import re

from playwright.sync_api import expect

from tongues import in_every_tongue


def type_line(page, text):
    page.locator("#text").press_sequentially(text)
    page.keyboard.press("Enter")


def all_saved(page):
    """Waits until nothing is unsaved; a single line is not yet seen as unsaved in its first second."""
    expect(page.locator(".unsaved[hidden]")).to_have_count(1)


def words(entries):
    return [entry["line"]["text"][0] for entry in entries if entry["line"]["kind"] == "summary"]


@in_every_tongue
def test_case_1_twenty_lines_typed_without_a_network_are_saved_once_and_in_order(meeting, scribe, tongue):
    page = scribe()
    unsaved = page.locator(".unsaved-count")
    # Given the network goes away under the scribe
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    # When twenty lines are typed
    for number in range(1, 21):
        type_line(page, f"line {number}")
        # Then the count is right throughout
        expect(unsaved).to_have_text(tongue.count("client_unsaved", number))
    # And when the network is back, all are saved, in order, once
    page.context.set_offline(False)
    all_saved(page)
    assert words(meeting.entries()) == [f"line {number}" for number in range(1, 21)]
    expect(page.locator("#rail .own-state.saved")).to_have_count(20)
    expect(page.locator("#outbox li")).to_have_count(0)


@in_every_tongue
def test_case_1_lines_survive_a_reload_while_the_server_is_away(house, meeting, scribe, tongue):
    page = scribe()
    # Given the server is gone and lines are typed
    house.stop()
    type_line(page, "before the reload")
    type_line(page, "and one more")
    expect(page.locator(".unsaved-count")).to_have_text(tongue.count("client_unsaved", 2))
    # When the server is back and the page is loaded again
    house.start()
    page.reload()
    # Then both are saved in order
    expect(page.locator("#rail .own-state.saved")).to_have_count(2)
    all_saved(page)
    assert words(meeting.entries()) == ["before the reload", "and one more"]


@in_every_tongue
def test_case_2_a_woken_tab_takes_a_line_at_once_and_saves_it(house, meeting, scribe, tongue):
    page = scribe()
    # Given the connection died without a word while the tab slept
    house.kill()
    house.start()
    # When the tab wakes and is typed into at once
    type_line(page, "typed on waking")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    # Then the line is kept, and saved once
    expect(page.locator("#rail .line", has_text="typed on waking")).to_be_visible()
    all_saved(page)
    assert words(meeting.entries()) == ["typed on waking"]


@in_every_tongue
def test_case_4_two_scribes_one_on_a_lossy_line_end_with_the_same_log(house, meeting, scribe, tongue):
    steady, lossy = scribe(), scribe()
    # Given one of them loses the network again and again
    for number in range(1, 6):
        lossy.context.set_offline(number % 2 == 1)
        type_line(steady, f"steady {number}")
        type_line(lossy, f"lossy {number}")
    lossy.context.set_offline(False)
    # When both have saved everything
    for page in (steady, lossy):
        all_saved(page)
        expect(page.locator("#rail .kind-summary")).to_have_count(10)
    # Then both show the record, line by line
    shown = [page.locator("#rail .line").evaluate_all("all => all.map(one => one.id)") for page in (steady, lossy)]
    assert shown[0] == shown[1]
    said = words(meeting.entries())
    assert sorted(said) == sorted(f"{who} {number}" for who in ("steady", "lossy") for number in range(1, 6))
    assert [one for one in said if one.startswith("lossy")] == [f"lossy {number}" for number in range(1, 6)]


def test_each_own_line_says_saved_and_others_land_as_they_are(meeting, scribe):
    page = scribe()
    type_line(page, "do: Thanked those who joined.")
    own = page.locator("#rail .line", has_text="Thanked")
    expect(own.locator(".state-word")).to_have_text("saved")
    meeting.write("A line by another scribe.")
    other = page.locator("#rail .line", has_text="another scribe")
    expect(other).to_be_visible()
    expect(other.locator(".own-state")).to_have_count(0)


def test_arrow_up_corrects_the_last_own_line_by_its_id(meeting, scribe):
    page = scribe()
    type_line(page, "The **timetable** is late.")
    line = page.locator("#rail .line", has_text="timetable")
    expect(line).to_be_visible()
    place = line.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#text")).to_have_value("The **timetable** is late.")
    page.keyboard.press("End")
    page.locator("#text").fill("The **timetable** is published.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{place} .words")).to_have_text("The timetable is published.")
    expect(page.locator(f"#{place} .corrected")).to_be_visible()
    expect(page.locator("#text")).to_have_value("")


def test_a_refused_line_stays_with_its_reason_and_goes_back_into_the_box(meeting, scribe):
    page = scribe()
    type_line(page, "/key 9999")
    outgoing = page.locator("#outbox li")
    expect(outgoing).to_contain_text("not saved")
    expect(page.locator(".unsaved-count")).to_have_text("1 line not yet saved.")
    outgoing.get_by_role("button", name="Put back in the box").click()
    expect(page.locator("#text")).to_have_value("/key 9999")
    all_saved(page)


def test_what_is_half_typed_survives_a_reload_and_is_shown_to_readers_until_it_is_a_line(attendee, scribe):
    page, reader = scribe(), attendee()
    expect(reader.locator("connection-light")).to_have_attribute("data-state", "live")
    page.locator("#text").press_sequentially("do: Thanked those")
    expect(reader.locator(".drafting")).to_have_text("Dilys Owen: Thanked those")
    page.reload()
    expect(page.locator("#text")).to_have_value("do: Thanked those")
    page.locator("#text").press_sequentially(" who joined.")
    page.keyboard.press("Enter")
    expect(reader.locator("#rail .line").first).to_contain_text("Thanked those who joined.")
    expect(reader.locator(".drafting")).to_have_text("Following as it is written")


def test_the_facilitator_runs_the_meeting_from_the_desk(house, visit):
    meeting = house.found(agenda=[{"title": "Welcome"}, {"title": "Report back"}])
    page = visit(meeting.links["facilitator"])
    page.get_by_role("button", name="Open the meeting").click()
    expect(page.locator(".phase-word")).to_have_text("Live")
    page.get_by_role("button", name="Take up next item").click()
    expect(page.locator(".now-item")).to_have_text("1 · Welcome")
    # Two people pressing at once do not skip an item
    page.get_by_role("button", name="Take up next item").click()
    expect(page.locator(".control-said")).to_contain_text("under a minute ago")
    page.locator("input[name=really]").check()
    page.get_by_role("button", name="Take up next item").click()
    expect(page.locator(".now-item")).to_have_text("2 · Report back")
    page.get_by_role("button", name="Close the meeting").click()
    page.get_by_role("button", name="Close for good?").click()
    expect(page.locator(".phase-word")).to_have_text("Ended")


def test_the_desk_works_without_javascript(meeting, visit):
    page = visit(meeting.links["scribe"], java_script_enabled=False)
    page.locator("#text").fill("do: Said without a script.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#rail .line", has_text="Said without a script.")).to_be_visible()
    expect(page.locator(".said-ok")).to_contain_text("Saved.")
    page.locator("#text").fill("/key 9999")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("#text")).to_have_value("/key 9999")


def test_the_secret_leaves_the_address_bar(meeting, scribe):
    page = scribe()
    assert re.search(r"/m/meeting/scribe\?as=scribe$", page.url)
