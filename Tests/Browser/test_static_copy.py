"""A static site of the archive in Chromium: without a server of the house, and without any server at all."""
import contextlib
import functools
import http.server
import threading
import urllib.parse

import pytest
from archive import filled
from playwright.sync_api import expect


@contextlib.contextmanager
def served(folder):
    """By a plain web server, below a folder of its own."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder.parent)
    handler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{urllib.parse.quote(folder.name)}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("way", ["disk", "server"])
def test_a_copy_of_the_archive_reads_and_searches(house, chromium, tmp_path, way):
    # Given a static site, opened from disk or from any web server in a folder of its own
    folder = tmp_path / "any where"
    filled(house, folder)
    with contextlib.ExitStack() as stack:
        base = f"file://{urllib.parse.quote(str(folder))}" if way == "disk" else stack.enter_context(served(folder))
        page = stack.enter_context(contextlib.closing(chromium.new_page()))
        faults = []
        page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        # A picture that is on its way when one leaves the page is no fault.
        page.on("requestfailed", lambda request: faults.append(request.url) if request.failure != "net::ERR_ABORTED" else None)
        # When one reads from the front page to a line of a record, and back by way of its series
        page.goto(f"{base}/index.html")
        page.get_by_role("link", name="Sharing data between public bodies").click()
        page.get_by_role("link", name="Position board", exact=True).first.click()
        assert page.locator(".point-words").first.inner_text().startswith("Canals need locks.")
        page.wait_for_load_state()
        style = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert style != "rgba(0, 0, 0, 0)"
        # And searches for a Welsh word without its accent
        page.get_by_role("link", name="Search the records").first.click()
        page.get_by_label("Words, or how they begin").fill("dwr gaml")
        found = page.locator("#found > li")
        found.first.wait_for()
        expect(found).to_have_count(1)
        expect(page.locator("#count")).to_have_text("1 record has these words")
        expect(page.locator("#found mark")).to_have_text(["dŵr", "gamlas"])
        page.get_by_label("Words, or how they begin").fill("alert lamps")
        page.locator("#found .words", has_text="said of listed").first.wait_for()
        assert page.locator("#found li li").count() >= 1
        page.get_by_label("Words, or how they begin").fill("zebra")
        page.locator("#count", has_text="No record has these words").wait_for()
        page.get_by_label("Words, or how they begin").fill("oer")
        page.locator("#found .number").first.click()
        # Then the line is there
        assert page.locator("li:target .words").inner_text() == "Mae dŵr y gamlas yn oer."
        page.locator("nav.archive").get_by_role("link", name="Sharing data").click()
        page.wait_for_url("**/s/sharing/index.html")
        # And nothing was amiss on the way, nor on any other page
        for path in sorted(folder.rglob("*.html")):
            page.goto(f"{base}/{urllib.parse.quote(str(path.relative_to(folder)))}")
        assert faults == []
