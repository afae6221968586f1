"""What every answer says about itself, and that no path leads out of the house."""
import gzip
import http.client
import re
import socket

import pytest

from house import House, PATIENCE


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with House(tmp_path_factory.mktemp("headers") / "data") as house:
        house.meeting = house.found()
        house.meeting.must("facilitator", "open")
        house.meeting.write("A line.")
        house.closed = house.found(slug="closed")
        house.closed.must("facilitator", "open")
        house.closed.write("A line.")
        house.closed.must("facilitator", "close", really=True)
        yield house


PATHS = [
    "/", "/join", "/new", "/m/meeting", "/m/meeting/lines/3", "/m/meeting/record", "/m/meeting/scribe?as=scribe",
    "/m/meeting/invite?as=organiser", "/m/closed", "/m/closed/record", "/m/closed/record.md", "/m/closed/record.json",
    "/k/nonsense", "/j/123456", "/problems/not-open", "/problems/nonsense", "/nowhere", "/m/nowhere",
    "/assets/styles/base.css", "/assets/views/meeting.js", "/assets/images/icon.svg", "/assets/nowhere.css",
    "/api/openapi.yaml", "/api/asyncapi.yaml", "/api/v1/meetings", "/api/v1/meetings/meeting",
    "/api/v1/meetings/meeting/entries", "/api/v1/meetings/meeting/lines", "/api/v1/meetings/meeting/live",
    "/api/v1/meetings/nowhere", "/api/v1/nowhere", "/api/v1/meetings/closed/record.jsonl", "/health/live",
    "/health/ready",
]


def checked(headers, path):
    policy = headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'",
                 "require-trusted-types-for 'script'", "trusted-types 'none'"):
        assert part in policy, (path, part)
    assert "script-src 'self'" in policy and "unsafe" not in policy.replace("wasm-unsafe-eval", "x"), path
    assert headers["X-Content-Type-Options"] == "nosniff", path
    assert headers["Referrer-Policy"] == "same-origin", path
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
    assert "Strict-Transport-Security" not in headers, path


def test_only_desks_that_are_kept_may_name_their_worker_and_nothing_else_is_another(house):
    meeting = house.found(slug="kept")
    meeting.rapporteur(name="Energy")
    usual = house.ask("GET", "/m/kept")[1]["Content-Security-Policy"]
    for role, path in (("scribe", "scribe"), ("rapporteur", "report")):
        status, headers, _ = house.ask("GET", f"/m/kept/{path}?as={role}", secret=meeting.secrets[role])
        assert status == 200
        policy = headers["Content-Security-Policy"].replace("trusted-types openfloor-worker", "trusted-types 'none'")
        assert [part.strip() for part in policy.split("; ")] == [
            " ".join(word for word in part.split() if not word.startswith("'sha256-")) for part in usual.split("; ")]
    status, headers, _ = house.ask("GET", "/worker.js")
    assert status == 200 and headers["Content-Type"].startswith("text/javascript")
    checked(headers, "/worker.js")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
def test_every_answer_carries_the_security_headers(house, method):
    for path in PATHS:
        status, headers, body = house.ask(method, path, b"" if method in ("POST", "PUT") else None)
        checked(headers, f"{method} {path}")
        assert status < 500, (method, path)
        if method == "HEAD":
            assert body == b"", path
        if status == 405:
            assert headers["Allow"], path


def test_head_says_what_get_says(house):
    for path in PATHS:
        get, head = house.ask("GET", path), house.ask("HEAD", path)
        same = ("Content-Type", "Content-Length", "ETag", "Cache-Control")
        if 'name="id"' not in get[2].decode(errors="replace"):  # a form's id is new each time
            assert get[0] == head[0] and [get[1][n] for n in same] == [head[1][n] for n in same], path


def test_answers_of_the_listener_itself_carry_them_too(house):
    for request in (
            b"POST /join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n",
            b"GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
            b"GET /api/v1/meetings/meeting/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE) as line:
            line.sendall(request)
            answer = http.client.HTTPResponse(line)
            answer.begin()
            assert 400 <= answer.status < 500
            checked(answer.headers, request[:40])


def test_only_what_everyone_may_read_may_be_kept_by_shared_caches(house):
    public = {"/api/v1/meetings/meeting/lines"} | {p for p in PATHS if "/closed/record" in p}
    for path in PATHS:
        cache = house.ask("GET", path)[1]["Cache-Control"]
        if path in public:
            assert cache == "public, max-age=60, must-revalidate", path
        elif path.startswith("/assets/") or path.endswith(".yaml"):
            assert cache in ("no-cache", "private, no-store"), path
        else:
            assert "no-store" in cache, path
    # And what a role's link opens is never kept
    for path, role in [("/api/v1/meetings/meeting/lines?as=scribe", "scribe"),
                       ("/api/v1/meetings/meeting?as=organiser", "organiser"),
                       ("/m/meeting/scribe?as=scribe", "scribe")]:
        status, headers, _ = house.ask("GET", path, secret=house.meeting.secrets[role])
        assert status == 200 and "no-store" in headers["Cache-Control"], path


def test_a_role_link_sets_one_closed_cookie_and_leaves_its_address(house):
    # Given a browser that holds another grant already
    secret = house.meeting.secrets["scribe"]
    status, headers, body = house.ask("GET", f"/k/{secret}", headers={"Cookie": "openfloor=other"})
    # When it opens a role link, then it is sent on at once, with all grants in one cookie scripts cannot read
    assert (status, headers["Location"]) == (303, "/m/meeting/scribe?as=scribe")
    cookie = headers["Set-Cookie"]
    assert cookie.startswith(f"openfloor={secret}.other;")
    parts = {part.strip().split("=")[0] for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite", "Path", "Max-Age"} == parts and "SameSite=Lax" in cookie
    assert "no-store" in headers["Cache-Control"] and secret.encode() not in body
    # And a wrong link sets none and says so
    status, headers, body = house.ask("GET", "/k/" + "0" * 26)
    assert status == 404 and "Set-Cookie" not in headers and b"Ask whoever sent it" in body


def test_cookies_are_secure_behind_an_https_address(tmp_path):
    with House(tmp_path / "data", "--public-url", "https://notes.example.org") as house:
        assert house.site_link.startswith("https://notes.example.org/k/")
        _, headers, _ = house.ask("GET", "/k/" + house.site_link.rsplit("/", 1)[1])
        assert headers["Set-Cookie"].endswith("; Secure")
        assert headers["Strict-Transport-Security"]
        assert "wss://notes.example.org" in headers["Content-Security-Policy"]
        meeting = house.found()
        assert meeting.links["scribe"].startswith("https://notes.example.org/k/")
        # And the origin of its forms is the public one
        headers = {"Cookie": f"openfloor={meeting.secrets['scribe']}", "Origin": "https://notes.example.org"}
        path = "/api/v1/meetings/meeting/commands?as=facilitator"
        headers["Cookie"] = f"openfloor={meeting.secrets['facilitator']}"
        assert house.ask("POST", path, {"do": "open", "id": "c"}, headers=headers)[0] == 200
        headers["Origin"] = house.address
        assert house.ask("POST", path, {"do": "pause", "id": "d"}, headers=headers)[0] == 401


def test_a_role_link_of_a_guessed_shape_takes_any_path_but_one(house):
    for path in ("/k/", "/k/%00", "/k/" + "x" * 3000, "/k/..%2f..%2fetc%2fpasswd", "/k/a%3bb%0d%0aSet-Cookie:x=1"):
        status, headers, _ = house.ask("GET", path)
        assert status in (400, 404) and "Set-Cookie" not in headers, path


ESCAPES = [
    "../../Package.swift", "..%2f..%2fPackage.swift", "%2e%2e/%2e%2e/Package.swift", "....//Package.swift",
    "..\\..\\Package.swift", "..%5cPackage.swift", "styles/../../templates/home.mustache", "%00", "styles/base.css%00",
    "styles/base.css/", "styles//base.css/..", "/etc/passwd", "//etc/passwd", "styles/./base.css/../../../text/en.json",
    "styles/%62ase.css%2f..%2f..%2ftext%2fen.json", "file:///etc/passwd", "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
]
INSIDE = re.compile(rb"swift-tools-version|root:|\{\{[<#/]|\"problem_safe_words\"|SQLite format|PRIVATE KEY")


@pytest.mark.parametrize("root", ["/assets/", "/api/", "/m/", "/m/meeting/record.", "/", "/assets/styles/", "/problems/",
                                  "/m/meeting/lines/", "/j/"])
def test_no_path_leads_out_of_the_house(house, root):
    for tail in ESCAPES:
        with socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE) as line:
            # Sent as it stands: a client library would tidy it up
            line.sendall(f"GET {root}{tail} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        status = int(answer.split(b" ", 2)[1]) if answer else 0
        assert status in (0, 301, 303, 400, 404, 409) or b"body {" in answer or status == 200 and (
            b"text/css" in answer or b"text/html" in answer), (root + tail, status)
        assert not INSIDE.search(answer), root + tail


def test_odd_numbers_in_addresses_do_no_harm(house):
    for number in ("0", "-1", "-9223372036854775808", "9223372036854775807", "99999999999999999999", "1e3", "0x3",
                   "%2B3", "３", "", "NaN"):
        for path in (f"/m/meeting/lines/{number}", f"/m/meeting?before={number}", f"/m/meeting?order={number}",
                     f"/api/v1/meetings/meeting/lines?before={number}", f"/api/v1/meetings/meeting/lines?limit={number}",
                     f"/api/v1/meetings/meeting/entries?after={number}",
                     f"/api/v1/meetings/meeting/entries?after=0&limit={number}",
                     f"/api/v1/meetings/meeting/entries?after=0&wait={number}", f"/m/meeting?as={number}",
                     f"/m/meeting/scribe?as=scribe&before={number}"):
            status, _, _ = house.ask("GET", path.encode().decode("ascii", "ignore") if number == "３" else path,
                                     secret=house.meeting.secrets["scribe"])
            assert status in (200, 303, 400, 401, 404), path
    assert house.ask("GET", "/health/ready")[0] == 200


def test_static_files_are_checked_by_etag_and_sent_gzipped(house):
    status, headers, plain = house.ask("GET", "/assets/styles/base.css")
    assert status == 200 and headers["Content-Type"] == "text/css; charset=utf-8"
    again = house.ask("GET", "/assets/styles/base.css", headers={"If-None-Match": headers["ETag"]})
    assert (again[0], again[2]) == (304, b"")
    checked(again[1], "304")
    status, headers, zipped = house.ask("GET", "/assets/styles/base.css", headers={"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip" and headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(zipped) == plain
