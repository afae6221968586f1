"""The attendee's page: live, calm, readable by everyone."""
import pytest
from playwright.sync_api import expect

from house import PATIENCE
from tongues import in_every_tongue


def test_a_line_appears_at_once_with_its_place_kind_and_time(meeting, attendee):
    page = attendee()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    [position] = meeting.write("+ Publish the **timetable**.")
    line = page.locator(f"#n{position}")
    expect(line.locator(".label")).to_have_text("Agreed")
    expect(line.locator("strong")).to_have_text("timetable")
    expect(line.locator(".number")).to_have_attribute("href", f"/m/meeting/lines/{position}")
    expect(page.locator(".key-list li")).to_have_count(1)


def test_the_page_as_served_and_the_page_as_followed_show_the_same(meeting, attendee):
    # Given a page open from the start
    page = attendee()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    for text in ("do: Thanked those who joined.", "+ Publish it.", "- Whether to wait.", "/scene Lunch.",
                 "/action Dilys Owen to write by 26 March 2027", "# Fraud", "## Pilots", "See [it](https://example.org)",
                 "/cy geiriau", "s/Lunch/Tea/", "/key", "Report back", "one", "/hide"):
        meeting.write(text)
    expect(page.locator("#rail .line.gone")).to_have_count(1)
    shape = """all => all.map(one => [one.id, one.className, one.querySelector(".words").closest("[lang]").lang, one.dataset.kind,
        one.textContent.replace(/\\s+/g, " ").trim(), one.innerHTML.includes("href=\\"https://example.org")])"""
    followed = page.locator("#rail .line").evaluate_all(shape)
    # When it is loaded anew
    page.reload()
    served = page.locator("#rail .line").evaluate_all(shape)
    # Then not a word differs
    assert [sorted(one[1].split()) for one in followed] == [sorted(one[1].split()) for one in served]
    assert [one[:1] + one[2:] for one in followed] == [one[:1] + one[2:] for one in served]


@in_every_tongue
def test_case_14_each_line_is_announced_once_drafts_never_and_the_reader_is_not_moved(meeting, attendee, scribe, tongue):
    page, desk = attendee(viewport={"width": 360, "height": 640}), scribe()
    page.locator("#settings summary").click()
    page.get_by_label(tongue.say("settings_announce")).select_option("read")
    expect(page.locator("html")).to_have_attribute("data-announce", "read")
    page.evaluate("scrollTo(0, 0)")
    for number in range(1, 16):
        meeting.write(f"note {number}, with enough words to take more than one line on a phone")
    said = page.locator("#announcer p")
    expect(said).to_have_count(15, timeout=60_000)
    # Given a reader further down
    page.locator("#n9").scroll_into_view_if_needed()
    page.locator("#n9").evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 200)")
    before = page.locator("#n9").bounding_box()["y"]
    # When a line is typed and finished
    desk.locator("#text").press_sequentially("half a thought", delay=80)
    expect(page.locator(".drafting")).to_have_text("half a thought")
    expect(said).to_have_count(15)
    desk.keyboard.press("Enter")
    # Then a pill says so, the reader has not moved, and the line is announced once
    expect(page.locator(".pill")).to_have_text(tongue.count("client_new_notes", 1))
    assert abs(page.locator("#n9").bounding_box()["y"] - before) < 1
    expect(said).to_have_count(16)
    assert said.last.inner_text() == "half a thought"
    # And when the reader asks for it, it is there
    page.locator(".pill").click()
    expect(page.locator("#rail .line").first).to_contain_text("half a thought")
    expect(page.locator(".pill")).to_be_hidden()
    page.wait_for_timeout(3_000)  # two notes are never read within this time; a repeat would be
    expect(said).to_have_count(16)


def test_pause_holds_everything_until_the_reader_goes_on(meeting, attendee):
    page = attendee()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    page.get_by_role("button", name="Pause updates").click()
    meeting.write("while paused")
    expect(page.locator(".pill")).to_have_text("1 new note")
    expect(page.locator("#rail")).not_to_contain_text("while paused")
    page.get_by_role("button", name="Resume updates").click()
    expect(page.locator("#rail")).to_contain_text("while paused")


def test_a_server_away_and_back_costs_no_line_and_repeats_none(house, meeting, attendee):
    page = attendee()
    expect(page.locator("connection-light")).to_have_attribute("data-state", "live")
    meeting.write("before")
    expect(page.locator("#rail")).to_contain_text("before")
    house.kill()
    expect(page.locator("connection-light")).to_contain_text("Not connected")
    house.start()
    meeting.write("after")
    expect(page.locator("#rail")).to_contain_text("after", timeout=3 * PATIENCE * 1000)
    ids = page.locator("#rail .line").evaluate_all("all => all.map(one => Number(one.dataset.position))")
    shown = [entry["position"] for entry in meeting.entries()
             if entry["line"]["kind"] in ("opened", "item-taken-up", "summary")]
    assert ids == sorted(shown, reverse=True)


def test_where_websockets_are_blocked_the_page_steps_down_by_itself(meeting, attendee, chromium, house):
    # Given a network that lets no WebSocket through
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("""WebSocket = class extends EventTarget {
        constructor() { super(); setTimeout(() => this.onclose({ code: 1006 }), 10); }
        close() {} send() {} };""")
    page.goto(f"{house.address}/m/{meeting.slug}")
    # Then lines come all the same, within ten seconds
    meeting.write("through the stream")
    expect(page.locator("#rail")).to_contain_text("through the stream", timeout=50_000)
    context.close()


def test_where_streams_are_held_back_too_it_polls(meeting, chromium, house):
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("""WebSocket = class extends EventTarget {
        constructor() { super(); setTimeout(() => this.onclose({ code: 1006 }), 10); }
        close() {} send() {} };
        EventSource = class { close() {} };""")
    page.goto(f"{house.address}/m/{meeting.slug}")
    expect(page.locator("connection-light")).to_have_text("Connected, a little slower", timeout=50_000)
    meeting.write("by asking")
    expect(page.locator("#rail")).to_contain_text("by asking")
    context.close()


def test_the_page_opens_and_ends_with_the_meeting(house, visit):
    meeting = house.found(agenda=[{"title": "Welcome"}])
    page = visit(f"{house.address}/m/{meeting.slug}")
    expect(page.locator("connection-light")).to_have_text("Connected, not open yet")
    meeting.must("facilitator", "open")
    expect(page.locator(".phase-word")).to_have_text("Live")
    expect(page.locator(".lead[data-for=planned]")).to_be_hidden()
    meeting.must("facilitator", "pause")
    expect(page.locator("connection-light")).to_have_text("Connected, paused")
    meeting.must("facilitator", "close", really=True)
    expect(page.locator(".phase-word")).to_have_text("Ended")
    page.get_by_role("link", name="Read the record").click()
    expect(page).to_have_url(f"{house.address}/m/{meeting.slug}/record")


def test_older_lines_come_by_blocks_with_and_without_javascript(meeting, attendee):
    for number in range(1, 131):
        meeting.write(f"note {number}")
    page = attendee()
    for _ in range(3):
        if page.locator(".older").is_visible():
            count = page.locator("#rail .line").count()
            page.locator(".older-link").click()
            page.wait_for_function("count => document.querySelectorAll('#rail .line').length > count", arg=count)
    shown = page.locator("#rail .kind-summary .words").all_inner_texts()
    assert shown == [f"note {number}" for number in range(130, 0, -1)]
    bare = attendee(java_script_enabled=False)
    seen = bare.locator("#rail .kind-summary .words").all_inner_texts()
    while bare.locator(".older").is_visible():
        with bare.expect_navigation():
            bare.locator(".older-link").click()
        seen += bare.locator("#rail .kind-summary .words").all_inner_texts()
    assert seen == shown


@pytest.mark.parametrize("path", ["/", "/join", "/m/meeting", "/m/meeting?order=oldest", "/m/meeting/lines/4"])
def test_nothing_scrolls_sideways_at_320_pixels(house, meeting, visit, path):
    meeting.write("averyveryverylongwordthatcannotbebrokenanywherebutmustnotmakethepagewider" * 3)
    page = visit(house.address + path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_string_can_become_markup(attendee):
    page = attendee()
    assert page.evaluate("""() => { try { document.body.innerHTML = "<b>x</b>"; return "made"; }
        catch (error) { return error.name; } }""") == "TypeError"
