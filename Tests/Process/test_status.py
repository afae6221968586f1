"""The status page: for the site organiser and the staff of a meeting, in words, and for nobody else."""
import html
import re
import subprocess

import pytest

from house import BINARY, PATIENCE, House
from traces import Fault

STAFF = ("scribe", "facilitator", "voice", "organiser")


def facts(body):
    """The page's heading, and each fact by its name."""
    page = body.decode()
    heading = html.unescape(re.search(r"<h1>(.*?)</h1>", page)[1])
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.S)
    return heading, {html.unescape(name): html.unescape(value) for name, value in pairs}


@pytest.fixture
def site(house):
    """The status page as the site organiser sees it."""
    def look(query=""):
        status, headers, body = house.ask("GET", f"/status{query}", secret=house.site_link.rsplit("/", 1)[1])
        assert status == 200 and "no-store" in headers["Cache-Control"]
        return body
    return look


def test_it_says_how_the_house_does(house, meeting, site, tmp_path):
    # Given a house with an open meeting, a line and a reader
    meeting.write("A line that stays out of it.")
    with meeting.socket() as reader:
        reader.recv(timeout=PATIENCE)
        heading, known = facts(body := site())
        # Then all is well, unless this machine's disk is slow or full, and it says who reads how, and what was saved when
        slowest = float(re.search(r"99 of 100 within ([\d.]+) ms", known["Saving a line"])[1])
        is_well = slowest <= 500 and float(known["Free on the disk"].removesuffix(" GiB")) >= 1
        assert heading == ("All is well" if is_well else "Something needs you")
        assert b"A line" not in body and meeting.record.encode() not in body
        assert known["Recording"] == "Lines are saved" and known["Last line saved"].endswith("0 minutes ago")
        assert (known["Meetings open now"], known["Readers by WebSocket"], known["Readers by event stream"]) == ("1", "1", "0")
        assert re.fullmatch(r"half within [\d.]+ ms, 99 of 100 within [\d.]+ ms", known["Saving a line"])
        assert re.fullmatch(r"[\d.]+ GiB", known["Free on the disk"]) and known["Running for"].endswith("minutes")
        assert known["Last backup"] == "None that this server knows of"
        version = subprocess.run([BINARY, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        assert known["Version"] == version
    # When a backup is made, then it is told, also after the next start
    subprocess.run([BINARY, "backup", tmp_path / "b.backup", "--data", house.folder], check=True, capture_output=True)
    assert facts(site())[1]["Last backup"].endswith("0 minutes ago")
    house.stop()
    house.start()
    assert facts(site())[1]["Last backup"].endswith("0 minutes ago")


def test_it_refreshes_by_itself_until_told_not_to(house, site):
    assert b'http-equiv="refresh"' in site() and b"/status?still=1" in site()
    assert b'http-equiv="refresh"' not in site("?still=1") and b'href="/status"' in site("?still=1")


def test_what_is_wrong_is_said_first_with_what_to_do(house, meeting, site):
    # Given a disk that refuses a line
    with Fault(house.process.pid, "fdatasync,fsync", "EIO"):
        assert meeting.give("scribe", "write", text="Lost.")[0] == 503
        heading, known = facts(body := site())
        assert heading == "Something needs you" and known["Recording"] == "Lines are refused: read-only"
        assert b"Lines cannot be saved." in body and b"journalctl -u openfloor" in body
    # And once it takes lines again, that is said
    while facts(site())[1]["Recording"] != "Lines are saved":
        pass
    assert meeting.write("Kept.")


def test_staff_of_a_meeting_see_it_and_nobody_else(house, meeting):
    other = house.found(slug="other")
    for role in STAFF:
        status, _, body = house.ask("GET", f"/m/meeting/status?as={role}", secret=meeting.secrets[role])
        assert status == 200, role
        assert facts(body)[1]["Readers of this meeting"] == "0"
        assert f"/m/meeting/status?as={role}&amp;still=1" in body.decode()
        # Then the whole house's page is not theirs, nor another meeting's
        assert house.ask("GET", "/status", secret=meeting.secrets[role])[0] == 401
        assert house.ask("GET", f"/m/meeting/status?as={role}", secret=other.secrets[role])[0] in (401, 403)
    meeting.rapporteur(name="Energy")
    for role in ("attendee", "screen", "rapporteur"):
        status, _, body = house.ask("GET", f"/m/meeting/status?as={role}", secret=meeting.secrets.get(role))
        assert status in (401, 403) and b"GiB" not in body, role
    for path, expected in (("/status", 401), ("/m/meeting/status", 401), ("/m/none/status?as=scribe", 404)):
        status, _, body = house.ask("GET", path)
        assert status == expected and b"GiB" not in body, path


def test_those_who_may_see_it_are_led_there(house, meeting):
    assert b'href="/status"' in house.ask("GET", "/", secret=house.site_link.rsplit("/", 1)[1])[2]
    assert b'href="/status"' not in house.ask("GET", "/")[2]
    console = house.ask("GET", "/m/meeting/console?as=facilitator", secret=meeting.secrets["facilitator"])[2]
    assert b'href="/m/meeting/status?as=facilitator"' in console
