"""In flight mode: what was typed is kept, and the desk it was typed at is there again after a reload."""
import subprocess

import pytest
from playwright.sync_api import expect

from house import BINARY, PATIENCE
from test_report_desk import add, desk, lines  # noqa: F401
from test_scribe import all_saved, type_line, words


def kept(page, words=""):
    """Waits until the browser keeps the page, with these words, and all its programs and styles; its icon may come later."""
    page.evaluate("""async ([patience, words]) => {
        await navigator.serviceWorker.ready;
        const shelf = await caches.open("openfloor-desks");
        const until = Date.now() + patience * 1000;
        for (;;) {
            const wanted = [location.href.split("#")[0], ...performance.getEntriesByType("resource")
                .map(one => one.name).filter(name => /[/]assets[/].*[.](js|css)/.test(name))];
            const found = await Promise.all(wanted.map(one => shelf.match(one)));
            if (found.every(Boolean) && (await found[0].text()).includes(words)) return;
            if (Date.now() > until) throw new Error("not kept: " + wanted.filter((_, at) => !found[at]));
            await new Promise(requestAnimationFrame);
        }
    }""", [PATIENCE, words])


def flight_mode(page, is_on):
    page.context.set_offline(is_on)
    page.evaluate("name => dispatchEvent(new Event(name))", "offline" if is_on else "online")


def numbered(meeting, what):
    return [one for one in words(meeting.entries()) if one.startswith(what)]


def test_a_scribes_desk_loaded_again_in_flight_mode_shows_what_is_not_saved_and_takes_more(meeting, scribe):
    page = scribe()
    kept(page)
    meeting.write("Written before.")
    # Given lines typed without a network
    flight_mode(page, True)
    for number in range(1, 4):
        type_line(page, f"line {number}")
    # When the page is loaded again, twice, without a network still
    for count in (3, 4):
        page.reload()
        # Then it is there, with the lines and the word on how things are
        expect(page.locator("#outbox li")).to_have_count(count)
        expect(page.locator(".unsaved-count")).to_have_text(f"{count} lines not yet saved.")
        type_line(page, f"line {count + 1}")
        expect(page.locator("#outbox li")).to_have_count(count + 1)
    # And once there is one again, all are saved, in order, once
    flight_mode(page, False)
    all_saved(page)
    assert numbered(meeting, "line") == [f"line {number}" for number in range(1, 6)]
    expect(page.locator("#rail .line", has_text="Written before.")).to_have_count(1)


def test_a_scribes_desk_opened_in_another_tab_without_a_server_takes_over_what_the_first_left(house, meeting, scribe):
    page = scribe()
    kept(page)
    # Given the server is killed with lines under way, and the tab closed
    house.kill()
    for number in range(1, 4):
        type_line(page, f"line {number}")
    address, context = page.url, page.context
    page.close()
    # When the desk is opened anew
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#outbox li")).to_have_count(3)
    type_line(page, "line 4")
    # Then all are saved once the server is back; it may be 30 seconds until the page looks again
    house.start()
    expect(page.locator(".unsaved[hidden]")).to_have_count(1, timeout=90_000)
    expect(page.locator("#rail .line", has_text="line")).to_have_count(4)
    assert numbered(meeting, "line") == [f"line {number}" for number in range(1, 5)]


def test_a_frozen_desk_that_wakes_saves_what_was_typed_before_it_slept(house, meeting, scribe):
    page = scribe()
    kept(page)
    control = page.context.new_cdp_session(page)
    flight_mode(page, True)
    type_line(page, "line 1")
    # Given the page sleeps while the server is restarted
    control.send("Page.setWebLifecycleState", {"state": "frozen"})
    house.kill()
    house.start()
    page.context.set_offline(False)
    # When it wakes and is typed into at once
    control.send("Page.setWebLifecycleState", {"state": "active"})
    type_line(page, "line 2")
    # Then both are saved, once
    all_saved(page)
    expect(page.locator("#rail .line", has_text="line")).to_have_count(2)
    assert numbered(meeting, "line") == ["line 1", "line 2"]


def test_a_rapporteurs_page_loaded_again_in_flight_mode_keeps_its_lines(meeting, desk):  # noqa: F811
    page = desk()
    kept(page)
    add(page, 1, "Before")
    expect(lines(page, 1)).to_have_count(1)
    page.reload()
    page.wait_for_selector("connection-light[data-state=live]")
    kept(page, "Before")
    flight_mode(page, True)
    for number in range(3):
        add(page, 3, f"Line {number}")
    page.reload()
    expect(page.locator(".unsaved-count")).to_have_text("3 lines not yet saved.")
    expect(lines(page, 1)).to_have_text(["Before"])
    add(page, 3, "Line 3")
    # When the page is closed and opened anew, and there is a network again
    address, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".unsaved-count")).to_have_text("4 lines not yet saved.")
    flight_mode(page, False)
    expect(lines(page, 3)).to_have_text([f"Line {number}" for number in range(4)])
    expect(page.locator(".unsaved")).to_be_hidden()
    reports = [one for one in meeting.entries() if one["line"]["kind"] == "report"]
    assert len(reports) == 5


def test_a_question_written_in_flight_mode_is_kept_over_a_reload_and_sent_once(house, meeting, attendee):
    page = attendee()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    page.locator("#ask-text").focus()
    expect(page.locator("#ask-count")).to_have_text("0 of 500")
    flight_mode(page, True)
    page.locator("#ask-text").fill("Who pays for the pilot?")
    page.locator(".ask-send").click()
    expect(page.get_by_text("Kept here")).to_be_visible()
    # When the page is loaded again once there is a network
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".own-list .question")).to_contain_text("Who pays for the pilot?")
    page.reload()
    expect(page.locator(".own-list .question")).to_have_count(1)
    # Then it came once
    status, answer = house.ask_json(
        "GET", f"/api/v1/meetings/{meeting.slug}/questions?as=facilitator", secret=meeting.secrets["facilitator"])
    assert status == 200 and [one["number"] for one in answer["questions"]] == [1]


def test_a_desk_whose_link_has_ended_is_not_kept(house, meeting, scribe):
    page = scribe()
    kept(page)
    page.goto(f"{house.address}/")
    subprocess.run(
        [BINARY, "revoke", meeting.links["scribe"], "--data", house.folder], check=True, timeout=PATIENCE,
        stdout=subprocess.DEVNULL)
    page.goto(f"{house.address}/m/{meeting.slug}/scribe?as=scribe")
    expect(page.locator("body")).to_contain_text("You need a link")
    # Then without a network it is not shown either
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.reload()


def test_a_newer_page_and_its_parts_are_taken_at_once_where_there_is_a_network(meeting, scribe):
    page = scribe()
    kept(page)
    meeting.write("Written since.")
    page.reload()
    expect(page.locator("#rail .line", has_text="Written since.")).to_be_visible()
    kept(page, "Written since.")
    flight_mode(page, True)
    page.reload()
    expect(page.locator("#rail .line", has_text="Written since.")).to_be_visible()


def test_a_desk_in_welsh_is_there_again_too(house, meeting, scribe):
    page = scribe()
    page.goto(f"{house.address}/cy/m/{meeting.slug}/scribe?as=scribe")
    kept(page)
    flight_mode(page, True)
    type_line(page, "llinell 1")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator("#outbox li")).to_have_count(1)
    flight_mode(page, False)
    all_saved(page)
    assert numbered(meeting, "llinell") == ["llinell 1"]
