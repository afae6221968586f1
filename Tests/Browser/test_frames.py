"""Embeds in frames of another site, in Chromium: who may frame them, and what a reader's links count for there."""
import contextlib
import http.server
import threading

import pytest
from house import House


@pytest.fixture
def other_site():
    """A page of somebody else's, whose words are set by `show`."""
    class Site(http.server.BaseHTTPRequestHandler):
        page = b""

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(Site.page)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Site.origin = f"http://127.0.0.1:{server.server_address[1]}"
    Site.show = staticmethod(lambda page: setattr(Site, "page", page.encode()))
    yield Site
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium):
    """Not `visit`'s, which takes the browser's word that a frame was refused for a failure."""
    with contextlib.closing(chromium.new_context()) as context:
        yield context.new_page()


@pytest.mark.parametrize("named", [True, False])
def test_a_line_stands_in_the_frame_of_a_site_the_operator_named_and_of_no_other(tmp_path, page, other_site, named):
    # Given a reader who holds the organiser's link, and a page elsewhere that quotes a line
    origin = other_site.origin if named else "https://example.org"
    with House(tmp_path / "own", "--embed-origin", origin) as house:
        meeting = house.found("third", title="Lamps")
        meeting.must("facilitator", "open")
        line = meeting.write("+ We dim after midnight.")[0]
        page.goto(meeting.links["organiser"])
        other_site.show(f'<title>Blog</title><iframe title="quoted" src="{house.address}/embed/m/third/lines/{line}"></iframe>')
        page.goto(other_site.origin)
        frame = page.frames[1]
        if not named:
            # Then no other site shows it
            assert "midnight" not in frame.content()
            return
        # Then it is shown in its own style, with nothing to press, as to anybody
        frame.get_by_text("We dim after midnight.").wait_for()
        assert frame.locator("form, button, input, script").count() == 0
        assert frame.evaluate("getComputedStyle(document.body).marginTop") != "8px"
        assert house.ask("GET", f"/embed/m/third/lines/{line}")[2].decode().count("<a ") == frame.get_by_role("link").count()
        # And its link leads out of the frame to the line itself
        frame.get_by_role("link").last.click()
        page.wait_for_url(f"{house.address}/m/third/**")


def test_no_other_page_of_the_house_stands_in_a_frame(house, meeting, page, other_site):
    meeting.write("+ We dim after midnight.")
    other_site.show(f'<title>Blog</title><iframe title="whole" src="{house.address}/m/{meeting.slug}"></iframe>')
    page.goto(other_site.origin)
    assert "midnight" not in page.frames[1].content()
