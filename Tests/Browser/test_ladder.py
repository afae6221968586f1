"""Pages on networks that fail, sleep, change or hold things back: they carry on by themselves and say so calmly."""
import json
import time

import pytest
from playwright.sync_api import expect

from house import until
from proxies import BufferingProxy, RealProxy

BLOCKED = """WebSocket = class extends EventTarget {
    constructor() { super(); setTimeout(() => this.onclose({ code: 1006 }), 10); }
    close() {} send() {} };"""
# A phone that says which kind of network it is on.
PHONE = """const kind = Object.assign(new EventTarget(), { type: "wifi" });
    Object.defineProperty(Navigator.prototype, "connection", { get: () => kind });"""


def light(page):
    return page.locator("connection-light")


def banner(page):
    """Where it is shown; it keeps its place in the page while it is not."""
    return page.locator("connection-banner:not(.hidden-visually)")


def connected(page):
    expect(light(page)).to_have_text("Connected")
    return page


def stop_the_clock(page):
    """From here on the page's time passes only where a test says so. The page was opened with `clock` installed."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 30)


def positions(page):
    return page.locator("#rail .line").evaluate_all("all => all.map(one => Number(one.dataset.position))")


@pytest.fixture
def timed(chromium, house, meeting, visit):
    """A page connected by the first way, however long that took, whose clock the test may stop."""
    def open_page(address=None):
        page = visit("about:blank", viewport={"width": 390, "height": 844})
        page.clock.install()
        stop_the_clock(page)
        page.goto(address or f"{house.address}/m/{meeting.slug}")
        connected(page)
        page.clock.resume()
        return page

    return open_page


@pytest.mark.parametrize("swallows", [False, True], ids=["refuses websockets", "swallows websockets"])
def test_5_a_buffering_proxy_in_front_the_reader_steps_down_unaided_and_sees_a_line_within_10_s(
        tmp_path, visit, swallows, capsys):
    with BufferingProxy(tmp_path, swallows) as proxied:
        meeting = proxied.found()
        # Given a reader who opens the page behind it
        began = time.monotonic()
        page = visit(f"{proxied.front.address}/m/{meeting.slug}", hasty=True)
        # When a line is written, then the page finds a way for it by itself
        meeting.write("Held back no longer.")
        expect(page.locator("#rail")).to_contain_text("Held back no longer.", timeout=50_000)
        took = time.monotonic() - began
        with capsys.disabled():
            print(f"\n[case 5, websockets {'swallowed' if swallows else 'refused'}: the line was there after {took:.1f} s]")
        # And says which
        expect(light(page)).to_have_text("Connected, a little slower")
        # And on this network it begins there for the rest of the day
        tried = proxied.upgrades
        page.reload()
        expect(light(page)).to_have_text("Connected, a little slower")
        meeting.write("Once more.")
        expect(page.locator("#rail")).to_contain_text("Once more.")
        assert proxied.upgrades == tried
        page.context.close()


def test_what_one_network_forbids_is_not_held_against_another(tmp_path, visit):
    with BufferingProxy(tmp_path) as proxied:
        meeting = proxied.found()
        # Given a phone that had to step down on this Wi-Fi
        page = visit("about:blank", hasty=True)
        page.add_init_script(PHONE)
        page.goto(f"{proxied.front.address}/m/{meeting.slug}")
        expect(light(page)).to_have_text("Connected, a little slower", timeout=50_000)
        tried = proxied.upgrades
        # When only its speed changes, nothing happens; when it goes on to the mobile network, it tries the best way again
        page.evaluate("navigator.connection.dispatchEvent(new Event('change'))")
        meeting.write("Still here.")
        expect(page.locator("#rail")).to_contain_text("Still here.")
        assert proxied.upgrades == tried
        page.evaluate("navigator.connection.type = 'cellular'; navigator.connection.dispatchEvent(new Event('change'))")
        expect(light(page)).to_have_text("Connected, a little slower", timeout=50_000)
        assert proxied.upgrades > tried
        kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('openfloor.rung/')).sort()")
        assert kept == ["openfloor.rung/cellular", "openfloor.rung/wifi"]
        page.context.close()


@pytest.mark.parametrize("kind", ["nginx", "haproxy", "apache"])
def test_behind_a_real_proxy_reader_and_scribe_stay_on_the_first_rung(tmp_path, visit, kind):
    with RealProxy(kind, tmp_path) as proxied:
        meeting = proxied.found()
        # Whose clocks stand still: only the proxy, and no slow machine, could have them step down
        page, desk = visit("about:blank"), visit("about:blank")
        for one, address in ((page, f"{proxied.front.address}/m/{meeting.slug}"), (desk, meeting.links["scribe"])):
            one.clock.install()
            stop_the_clock(one)
            one.goto(address)
            connected(one)
        desk.locator("#text").press_sequentially("Typed behind a proxy.")
        desk.keyboard.press("Enter")
        expect(page.locator("#rail")).to_contain_text("Typed behind a proxy.")
        assert json.loads(page.evaluate("localStorage.getItem('openfloor.rung/' + "
                                        "(navigator.connection?.type ?? 'any'))"))["rung"] == 0
        for one in (page, desk):
            one.context.close()


def test_where_websockets_are_blocked_the_light_says_that_another_way_was_found(house, meeting, visit):
    page = visit("about:blank")
    page.add_init_script(BLOCKED)
    page.clock.install()
    stop_the_clock(page)
    page.goto(f"{house.address}/m/{meeting.slug}")
    # After two tries, a second apart; the other way has then all the time it takes
    page.clock.run_for(1_100)
    expect(light(page)).to_have_text("Connected another way")
    meeting.write("By another way.")
    expect(page.locator("#rail")).to_contain_text("By another way.")


def test_flight_mode_shows_on_the_light_at_once_in_a_banner_after_three_seconds_and_moves_nothing(meeting, timed):
    [first] = meeting.write("Before the flight.")
    page = timed()
    stop_the_clock(page)
    place = page.locator(f"#n{first}").bounding_box()
    # When the phone goes into flight mode, then the light says so at once
    page.context.set_offline(True)
    expect(light(page)).to_have_text("Connecting")
    # And only after three seconds a banner: what happened, that nothing is lost, what comes next
    page.clock.run_for(2_900)
    expect(banner(page)).to_have_count(0)
    page.clock.run_for(200)
    expect(banner(page)).to_have_text("This device is offline. Nothing is lost: the page keeps trying, and notes made "
                                      "meanwhile then appear by themselves.")
    expect(light(page)).to_have_text("Not connected, trying again")
    assert page.locator(f"#n{first}").bounding_box() == place
    # When it is back, then what was missed is there at once and the banner goes, with no time passing
    [missed] = meeting.write("During the flight.")
    page.context.set_offline(False)
    expect(page.locator(f"#n{missed}")).to_be_visible()
    expect(light(page)).to_have_text("Connected")
    expect(banner(page)).to_have_count(0)
    assert [one for one in positions(page) if one in (first, missed)] == [missed, first]
    # Who cannot see it go hears so
    expect(page.locator("connection-banner")).to_have_text("Connected again.")


def test_a_short_cut_is_never_worth_a_banner(house, meeting, timed):
    page = timed()
    stop_the_clock(page)
    page.evaluate("""() => { window.seen = []; const banner = document.querySelector("connection-banner");
        new MutationObserver(() => window.seen.push(banner.className)).observe(banner, { attributes: true }); }""")
    # Given a server that dies and is back before three seconds have passed for the reader
    house.kill()
    expect(light(page)).to_have_text("Connecting")
    page.clock.run_for(900)
    house.start()
    meeting.write("After the cut.")
    page.clock.run_for(2_000)
    expect(page.locator("#rail")).to_contain_text("After the cut.")
    # Then the banner was never there
    expect(light(page)).to_have_text("Connected")
    assert page.evaluate("window.seen") == []


# What the browser says when it puts a page to sleep and wakes it, and when it keeps one that was left and comes back.
COMINGS = {
    "sleeps": ("document.dispatchEvent(new Event('freeze'))", "document.dispatchEvent(new Event('resume'))"),
    "is left": ("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))",
                "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"),
}


@pytest.mark.parametrize("coming", COMINGS)
def test_a_page_that_sleeps_or_is_left_lets_go_and_comes_back_to_where_it_was(meeting, timed, coming):
    page = timed()
    goes, comes = COMINGS[coming]
    with meeting.socket() as watcher:
        until(watcher, lambda frame: frame["is"] == "gauge" and frame["followers"] == 2)
        # Given a page whose reader has gone, and with it its connection
        page.evaluate(goes)
        until(watcher, lambda frame: frame["is"] == "gauge" and frame["followers"] == 1)
        # When notes are made meanwhile and the reader comes back
        missed = [meeting.write(f"Meanwhile {number}.")[0] for number in range(3)]
        page.evaluate(comes)
        # Then they are there, once each
        until(watcher, lambda frame: frame["is"] == "gauge" and frame["followers"] == 2)
        expect(page.locator("#rail")).to_contain_text("Meanwhile 2.")
        assert [one for one in positions(page) if one in missed] == missed[::-1]


def test_a_server_that_starts_again_is_named_in_the_banner(house, meeting, timed):
    page = timed()
    stop_the_clock(page)
    house.stop()
    expect(light(page)).to_have_text("Connecting")
    page.clock.run_for(3_100)
    expect(banner(page)).to_contain_text("The server is starting again. Nothing is lost")
    house.start()
    meeting.write("Up again.")
    page.clock.resume()
    expect(page.locator("#rail")).to_contain_text("Up again.")
    expect(banner(page)).to_have_count(0)


def test_a_scribe_in_flight_mode_is_told_to_go_on_typing_and_every_line_arrives(meeting, timed):
    page = timed(meeting.links["scribe"])
    stop_the_clock(page)
    page.context.set_offline(True)
    expect(light(page)).to_have_text("Connecting")
    page.clock.run_for(3_100)
    expect(banner(page)).to_contain_text("This device is offline. Nothing is lost: go on typing.")
    page.locator("#text").press_sequentially("Typed in the air.")
    page.keyboard.press("Enter")
    expect(page.locator(".unsaved-count")).to_have_text("1 line not yet saved.")
    # The banner hides neither the count nor the box
    for place in (".unsaved", "#text"):
        assert page.locator(place).evaluate("""one => { const at = one.getBoundingClientRect();
            return one.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)); }"""), place
    page.context.set_offline(False)
    expect(banner(page)).to_have_count(0)
    expect(page.locator(".unsaved")).to_be_hidden()
    expect(page.locator("#rail")).to_contain_text("Typed in the air.")


def test_an_attendees_page_loads_at_most_20_kB_of_script(house, meeting, visit):
    page = visit("about:blank")
    scripts = []
    page.on("requestfinished", lambda request: request.resource_type == "script" and scripts.append(request))
    page.goto(f"{house.address}/m/{meeting.slug}")
    page.wait_for_selector("connection-light[data-state=live]")
    # Asked only now: an answer asked for in between would lose others
    sizes = [request.sizes()["responseBodySize"] for request in list(scripts)]
    assert len(sizes) > 5 and sum(sizes) <= 20_000
