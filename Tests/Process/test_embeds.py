"""Pages in frames of other sites: what everyone may read, and no more, whoever asks; and who may frame them."""
import subprocess

import pytest

from house import BINARY, House
from series import RESEARCH, Series


def policy(headers):
    return dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))


def test_a_live_meeting_reads_anew_and_a_closed_one_shows_what_it_came_to(house, meeting):
    meeting.write("Only talk.")
    line = meeting.write("+ We dim <i>after</i> midnight.")[0]
    status, headers, body = house.ask("GET", f"/embed/m/{meeting.slug}")
    html = body.decode()
    assert status == 200 and "Only talk." in html and "&lt;i&gt;after" in html
    assert 'http-equiv="refresh"' not in html and '<base target="_top">' in html
    # And loads itself anew only where its reader asked for it, and can stop it
    asked = house.ask("GET", "/embed/m/meeting?refresh=20")[2].decode()
    assert 'http-equiv="refresh" content="20"' in asked and "Stop refreshing" in asked
    assert "<script" not in html and "<form" not in html
    assert policy(headers)["default-src"] == "'none'" and "script-src" not in policy(headers)
    assert f'href="{house.address}/m/{meeting.slug}/lines/{line}"' in html
    meeting.must("facilitator", "close", really=True)
    html = house.ask("GET", f"/embed/m/{meeting.slug}")[2].decode()
    assert "Only talk." not in html and "midnight" in html and "refresh" not in html
    assert f"{house.address}/m/{meeting.slug}/record" in html


def test_a_quoted_line_follows_its_correction_and_its_end(house, meeting):
    line = meeting.write("Dilys Owen: We meet on Monday.")[0]
    path = f"/embed/m/{meeting.slug}/lines/{line}"
    assert "Dilys Owen" in house.ask("GET", path)[2].decode()
    meeting.must("scribe", "correct", line=line, text="We meet on Tuesday.")
    html = house.ask("GET", path)[2].decode()
    assert "Tuesday" in html and "Monday" not in html and "As corrected." in html
    meeting.must("scribe", "retract", line=line)
    html = house.ask("GET", path)[2].decode()
    assert "was taken back" in html and "Tuesday" not in html
    assert house.ask("GET", f"/embed/m/{meeting.slug}/lines/999")[0] == 404


def test_a_board_is_shown_without_anything_to_press(house):
    series = Series(house, "sharing", {"title": "First"})
    line = series.meetings[0].write("+ Settled thing")[0]
    proposed = series.must(
        "organiser", "point-propose", standing="settled", strand=RESEARCH, text="Registers are bilingual.",
        meeting=1, line=line)
    series.must("organiser", "point-confirm", proposal=proposed)
    status, headers, body = house.ask("GET", "/embed/s/sharing/board")
    html = body.decode()
    assert status == 200 and "Registers are bilingual." in html and "<form" not in html
    assert f'href="{house.address}/s/sharing/board#point1"' in html


def test_cookies_and_links_count_for_nothing(house):
    # Given a meeting for invited people, and what only staff and one group may read
    secret = house.found("secret", visibility="invited", title="Quiet title")
    secret.must("facilitator", "open")
    secret.write("Among us.")
    shown = house.found("shown", reportsHeard="called")
    shown.must("facilitator", "open")
    shown.must("facilitator", "ask", text="Waits to be looked at?")
    cookie = "openfloor=" + ".".join([*secret.secrets.values(), *shown.secrets.values()])
    for headers in ({}, {"Cookie": cookie}, {"Authorization": f"Bearer {secret.secrets['organiser']}"}):
        status, _, body = house.ask("GET", "/embed/m/secret?as=organiser", headers=headers)
        assert status == 404 and b"Quiet title" not in body
    plain = house.ask("GET", "/embed/m/shown")[2]
    assert house.ask("GET", "/embed/m/shown?as=facilitator", headers={"Cookie": cookie})[2] == plain
    assert b"Waits" not in plain
    # And a series for invited people is none
    Series(house, "inner", visibility="invited")
    assert house.ask("GET", "/embed/s/inner/board")[0] == 404


def test_only_sites_the_operator_names_may_frame_it(tmp_path, house, meeting):
    # Given a server that names none, then one that names two
    assert policy(house.ask("GET", f"/embed/m/{meeting.slug}")[1])["frame-ancestors"] == "'none'"
    line = meeting.write("A line.")[0]
    assert "&lt;iframe" not in house.ask("GET", f"/m/{meeting.slug}/lines/{line}")[2].decode()
    options = ("--embed-origin", "https://example.org", "--embed-origin", "http://127.0.0.1:8099")
    with House(tmp_path / "other", *options) as other:
        framed = other.found("framed", title='The "framed" one')
        framed.must("facilitator", "open")
        line = framed.write("A line.")[0]
        _, headers, _ = other.ask("GET", "/embed/m/framed")
        assert policy(headers)["frame-ancestors"] == "https://example.org http://127.0.0.1:8099"
        # Then all other pages still stand in no frame, and say how this one is shown elsewhere
        _, headers, body = other.ask("GET", f"/m/framed/lines/{line}")
        assert policy(headers)["frame-ancestors"] == "'none'"
        assert f"&lt;iframe src=&quot;{other.address}/embed/m/framed/lines/{line}&quot;" in body.decode()
        _, _, body = other.ask("GET", "/m/framed/invite?as=organiser", secret=framed.secrets["organiser"])
        assert f"{other.address}/embed/m/framed&quot;" in body.decode()


@pytest.mark.parametrize("origin", [
    "example.org", "https://example.org/", "https://example.org/a", "*", "https://*.org", "https://a.org; script-src *",
    "https://a.org https://b.org", "'self'", "https://EXAMPLE.org", ""])
def test_what_is_no_origin_is_refused_at_the_start(tmp_path, origin):
    done = subprocess.run(
        [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", "--embed-origin", origin],
        capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and "--embed-origin" in done.stderr
