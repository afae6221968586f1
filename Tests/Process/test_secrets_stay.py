"""Secrets are in no log, figure, record, redirect or address that is sent on, and nobody writes the operator's log."""
import http.client
import io
import itertools
import re
import subprocess
import urllib.request
import zipfile

import pytest

from browser import Page
from house import BINARY, PATIENCE, Device, House, until_held_up
from strangers import sent
from test_join_codes import code_in
from test_metrics import Watched

FORMS = ("html", "md", "txt", "json", "jsonl", "csv", "questions.csv", "polls.csv", "turns.csv", "reports.csv", "odt",
         "scribe.log", "akn.xml", "sayit.xml", "tei.xml", "ods", "epub", "vtt", "summary.md", "zip")


@pytest.fixture
def watched(tmp_path):
    with Watched(
            tmp_path / "data", "--metrics", "127.0.0.1:0", "--log-level", "debug", "--log-format", "json") as house:
        yield house


def unzipped(body):
    yield body
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def test_secrets_are_in_no_log_figure_or_record(watched, tmp_path):
    # Given a meeting in which every secret there is was used, right and wrong, by each way
    meeting = watched.found()
    meeting.must("facilitator", "open")
    meeting.rapporteur(name="Energy")
    device, code = Device(meeting), code_in(watched)
    device.must("ask", text="Who pays?")
    meeting.must("facilitator", "question-publish", number=1)
    secrets = {**meeting.secrets, "site": watched.site_link.rsplit("/", 1)[1], "device": device.token, "code": code,
               "recovery": device.recovery.rsplit("/", 1)[1]}
    for role, secret in secrets.items():
        for path in (f"/k/{secret}", f"/k/{secret}x", f"/m/meeting/device/{secret}", f"/j/{secret}"):
            watched.ask("GET", path, headers={"Cookie": f"openfloor={secret}", "Referer": f"{watched.address}/k/{secret}"})
        watched.ask("POST", f"/api/v1/meetings/meeting/commands?as={role}", b"{", secret=secret)
        watched.ask("POST", f"/api/v1/meetings/{secret}/commands?as={secret}", {"do": secret, "id": secret}, secret=secret)
        sent(watched, f"GET /k/{secret} HTTP/1.1\r\nHost: {secret}\r\nX-Request-Id: {secret}\r\nConnection: close\r\n\r\n")
    for role in ("scribe", "facilitator", "voice"):
        with meeting.socket(role) as socket:
            socket.recv(timeout=PATIENCE)
    meeting.write("The end.")
    revoked = meeting.links["voice"]
    assert subprocess.run([BINARY, "revoke", revoked, "--data", watched.folder], capture_output=True).returncode == 0
    meeting.must("facilitator", "close", really=True)
    # When what the operator and the public get of it is gathered
    with urllib.request.urlopen(watched.metrics, timeout=PATIENCE) as answer:
        gathered = {"figures": answer.read(), "log": watched.log().encode()}
    for form in FORMS:
        for secret in (None, meeting.secrets["organiser"]):
            status, _, body = watched.ask("GET", f"/m/meeting/record.{form}", secret=secret)
            if status == 200:
                for number, part in enumerate(unzipped(body)):
                    gathered[f"{form} {bool(secret)} {number}"] = part
    site = tmp_path / "site"
    subprocess.run(
        [BINARY, "publish", "--site", site, "--data", watched.folder], capture_output=True, check=True, timeout=PATIENCE)
    gathered |= {str(path): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for path in ("/", "/m/meeting", "/m/meeting/record", "/m/meeting/questions", "/api/v1/meetings/meeting"):
        gathered[path] = watched.ask("GET", path)[2]
    # Then no secret is in any of it, and nothing that was said is in the log
    assert len(gathered) > 20
    assert gathered["log"].count(b'"status":') > 50
    for words in (b"Who pays", b"The end", b"Energy"):
        assert words not in gathered["log"]
    for name, body in gathered.items():
        for role, secret in secrets.items():
            if role != "code":
                assert secret.encode() not in body, (name, role)
        assert not re.search(rb"\b" + code.encode() + rb"\b", body), name


def test_a_secret_leaves_the_address_at_once_and_is_sent_on_to_nobody(house, meeting):
    # Given each link of a meeting, the site organiser's, and a device's
    device = Device(meeting)
    links = [*meeting.links.values(), house.site_link, device.recovery]
    for link in links:
        path, secret = link.removeprefix(house.address), link.rsplit("/", 1)[1]
        for method in ("GET", "HEAD"):
            status, headers, body = house.ask(method, path)
            # Then what answers is kept by nobody, tells no other site where it came from, and leads to no other site
            assert headers["Referrer-Policy"] == "same-origin" and "no-store" in headers["Cache-Control"], path
            assert secret not in (headers["Location"] or ""), path
            for address in Page(link, status, headers, body).links:
                assert not address.startswith("http") or address.startswith(house.address), (path, address)
            if "/k/" in path:
                assert status == 303 and headers["Location"].startswith("/") and secret.encode() not in body


def test_no_stranger_writes_the_operators_log(house, meeting):
    # Given names, slugs and headers that would be lines of the log
    forged = "2026-01-01T00:00:00+0000 error openfloor: [Relay] FORGED"
    quoted = forged.replace(" ", "%20")
    for path in (f"/%0d%0a{quoted}", f"/m/%0a{quoted}", f"/m/meeting?as=%0a{quoted}", f"/k/%0d%0a{quoted}",
                 f"/api/v1/meetings/%0a{quoted}/commands", f"/problems/%0a{quoted}"):
        sent(house, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    for name in ("User-Agent", "X-Request-Id", "X-Forwarded-For", "Referer", "Last-Event-ID", "Host", "Authorization"):
        for blank in ("\r", "\n", "\r\n\t", "\x0b", "\x85", "%0a"):
            sent(house, f"GET /m/meeting HTTP/1.1\r\nHost: x\r\n{name}: a{blank}{forged}\r\nConnection: close\r\n\r\n"
                 .encode("latin-1"))
    for frame, fields in (("speaker-add", {"name": f"Ann\n{forged}"}), ("write", {"text": f"a\n{forged}"}),
                          ("write", {"id": f"c\n{forged}", "text": "a"}), (f"a\n{forged}", {})):
        meeting.give("scribe", frame, **fields)
    for slug in (f"a\n{forged}", "a\r\nSet-Cookie: x=y"):
        house.ask("POST", "/api/v1/meetings", {"slug": slug, "meeting": {"title": f"T\n{forged}"}},
                  secret=house.site_link.rsplit("/", 1)[1])
    Device(meeting).give("ask", text="Q", name=f"Bo\n{forged}")
    # Then the log holds none of it, before and after the end
    assert house.stop() == 0
    assert "FORGED" not in house.log()


def test_no_stranger_writes_a_header_of_an_answer(house, meeting):
    for path in ("/k/a%0d%0aSet-Cookie:%20x=y", "/m/a%0d%0aX-Forged:%20y/scribe", "/j/12%0d%0aX-Forged:%20y",
                 "/m/meeting/scribe?as=attendee%0d%0aX-Forged:%20y", "/m/meeting/scribe?as=%0d%0aX-Forged:%20y",
                 "/m/meeting/lines/3%0d%0aX-Forged:%20y", "/search?q=%0d%0aX-Forged:%20y",
                 "/m/meeting/record.txt%0d%0aX-Forged:%20y"):
        answer = sent(house, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        head = answer.split(b"\r\n\r\n")[0].lower()
        assert b"x-forged" not in head and b"set-cookie: x" not in head, (path, head)
    # And the address of the answer is never that of the request's Host
    status, headers, body = house.ask("GET", "/m/meeting/scribe", headers={"Host": "evil.example"})
    assert "evil.example" not in str(headers) and b"evil.example" not in body
    for path in ("/", "/m/meeting", "/feed.xml", "/calendar.ics", f"/k/{meeting.secrets['scribe']}"):
        status, headers, body = house.ask(
            "GET", path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
        assert "evil.example" not in str(headers) and b"evil.example" not in body, path


def test_guessing_of_links_is_held_up_and_a_right_one_never(house, meeting):
    # Given somebody who guesses links
    numbers = itertools.count()
    answers = list(until_held_up(lambda: house.ask("GET", f"/k/{next(numbers):026d}")))
    # Then after sixty a minute the answer is "later", and it says when
    assert [status for status, *_ in answers[:60]] == [404] * 60
    status, headers, _ = answers[-1]
    assert status == 429 and int(headers["Retry-After"]) >= 1
    # And whoever has a link comes in all the same
    assert house.ask("GET", f"/k/{meeting.secrets['scribe']}")[0] == 303


def test_a_device_link_of_another_site_makes_nobody_somebody_else(house, meeting):
    # Given the token of a stranger's device, on a form of their own page
    stranger, victim = Device(meeting), Device(meeting)
    path = f"/m/meeting/device/{stranger.token}"
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        status, answer, _ = house.ask("POST", path, b"", headers={"Cookie": f"openfloor-device={victim.token}", **headers})
        assert 400 <= status < 500 and "Set-Cookie" not in answer, headers
    # And opening the address alone changes nothing either
    for method in ("GET", "HEAD"):
        assert "Set-Cookie" not in house.ask(method, path)[1]
