"""Papers of a series: sent in by form and by program, kept with the record, downloaded, and gone when taken away."""
import hashlib
import http.client
import io
import json
import os
import pathlib
import resource
import socket
import subprocess
import time
import urllib.parse
import urllib.request
import zipfile

import pytest

from browser import Browser
from house import BINARY, House, PATIENCE
from remains import contents
from series import Series

ONE_HOUSE = True
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
MOST = 10_485_760


def odt():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>", zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class Shelf(Series):
    """A series with two meetings to come, four days apart, and its papers."""

    def __init__(self, house, slug, **about):
        super().__init__(house, slug, **about)
        day = 86_400_000
        start = int(time.time() * 1000) // day * day
        for number, days in ((1, 20), (2, 24)):
            self.must("organiser", "meeting-schedule", title=f"Meeting {number}", startsAt=start + days * day)

    def send(self, body, name, secret=None, role="organiser", **fields):
        """A file as a program sends it; returns (status, answer)."""
        self.given += 1
        query = {"as": role, "id": f"f-{self.given}", "meeting": 1, "title": "A paper", "name": name, **fields}
        return self.house.ask_json(
            "POST", f"/api/v1/series/{self.slug}/papers?" + "&".join(f"{k}={quoted(v)}" for k, v in query.items()), body,
            secret=secret or self.secrets["organiser"])

    def papers(self):
        return self.view()["papers"]

    def fetch(self, number, method="GET", **headers):
        return self.house.ask(method, f"/s/{self.slug}/papers/{number}", headers=headers)


def quoted(value):
    return urllib.parse.quote(str(value), safe="")


def multipart(fields, name, content, boundary="----b0undary"):
    body = b""
    for key, value in fields.items():
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
    body += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode()
    body += b"Content-Type: application/octet-stream\r\n\r\n" + content + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def submit(browser, page, form, name, content, button="paper-add", **values):
    fields = {key: value for key, value in form.fields.items() if key != "file"}
    body, kind = multipart({**fields, **values, "do": button}, name, content)
    return browser.send(urllib.request.Request(
        urllib.parse.urljoin(page.address, form.action), data=body,
        headers={"Origin": browser.house.address, "Referer": page.address, "Content-Type": kind}))


def adding(page):
    return next(form for form in page.forms if "file" in form.fields and "number" not in form.fields)


def desk(series):
    browser = series.organiser()
    return browser, browser.visit(f"/s/{series.slug}/papers?as=organiser")


def test_a_paper_is_uploaded_changed_and_taken_away_by_forms_without_javascript(house):
    series = Shelf(house, "forms")
    browser, page = desk(series)
    # When a file is sent, with a name that would lead out of a folder
    page = submit(browser, page, adding(page), "..\\..\\a \u202e/draft: 1.PDF.txt", PDF, title="Draft <b>one</b>",
                  minutes="75", items="2, 3")
    assert page.status == 200 and "Draft &lt;b&gt;one&lt;/b&gt;" in page.text, page.text
    assert "11 kB" in page.text and "1 h 15 min to read" in page.text and "item 2; item 3" in page.text
    [paper] = series.papers()
    assert paper["file"]["name"] == "draft 1.PDF.pdf" and paper["file"]["digest"] == hashlib.sha256(PDF).hexdigest()
    # And a link
    page = submit(browser, page, adding(page), "", b"", title="Elsewhere", address="https://example.org/x")
    assert 'href="https://example.org/x"' in page.text
    # Then everyone reads them, and no form
    plain = Browser(house).visit("/s/forms/papers")
    assert "Draft &lt;b&gt;one" in plain.text and "/s/forms/papers/1" in plain.links
    assert not [form for form in plain.forms if form.action.startswith("/s/")]
    # When its title is changed, the file stays
    change = next(form for form in page.forms if form.fields.get("number") == "1")
    page = submit(browser, page, change, "", b"", title="Draft two")
    assert series.papers()[0]["title"] == "Draft two" and series.fetch(1)[2] == PDF
    # When it is taken away, it is gone
    drop = page.form("number", button=("do", "paper-drop"))
    page = browser.submit(page, drop, button=("do", "paper-drop"))
    assert page.status == 200 and "Draft two" not in page.text
    assert series.fetch(1)[0] == 404 and [paper["number"] for paper in series.papers()] == [2]


def test_what_was_typed_is_given_back_when_a_file_is_refused(house):
    series = Shelf(house, "refused")
    browser, page = desk(series)
    page = submit(browser, page, adding(page), "table.xlsx", b"PK\3\4not a text", title="My words", minutes="5")
    assert page.status == 400 and "Save it as one of these" in page.text and 'value="My words"' in page.text
    page = submit(browser, page, adding(page), "a.pdf", b"%PDF-" + b"x" * MOST, title="My words")
    assert page.status == 400 and "10 MiB" in page.text and not series.papers()


def test_a_file_is_told_by_its_bytes_and_has_the_ending_of_its_kind(house):
    series = Shelf(house, "kinds")
    for content, name, kind, called in (
            (PDF, "x.txt", "application/pdf", "x.pdf"), (odt(), "x.docx", "application/vnd.oasis.opendocument.text", "x.docx.odt"),
            ("# Grüße\n".encode(), "Grüße.md", "text/markdown; charset=utf-8", "Grüße.md"),
            (b"plain\r\n", "notes.text", "text/plain; charset=utf-8", "notes.txt")):
        status, answer = series.send(content, name)
        assert status == 200, answer
        paper = series.papers()[-1]
        status, headers, body = series.fetch(paper["number"])
        assert (status, body, headers["Content-Type"]) == (200, content, kind)
        disposition = headers["Content-Disposition"]
        assert disposition.startswith("attachment; filename=\"") and disposition.endswith(f"filename*=UTF-8''{quoted(called)}")
        assert headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in headers["Content-Security-Policy"]
        # And a reader that has it is told so, and HEAD its length
        assert headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
        assert series.fetch(paper["number"], **{"If-None-Match": headers["ETag"]})[::2] == (304, b"")
        status, headers, body = series.fetch(paper["number"], "HEAD")
        assert (status, int(headers["Content-Length"]), body) == (200, len(content), b"")
    for content, name in (
            (b"<!doctype html><script>1</script>", "x.html"), (b"MZ\x90\0", "x.txt"), (b"\xff\xfea\0", "x.txt"),
            (b"", "x.pdf"), (odt().replace(b"opendocument.text", b"opendocument.tixt"), "x.odt"), (b"a\x1b[2J", "x.md")):
        status, problem = series.send(content, name)
        assert (status, problem["code"]) == (400, "bad-value"), (name, problem)
    assert len(series.papers()) == 4


def test_who_may_not_add_papers_cannot(house):
    series = Shelf(house, "roles")
    for role, secret, code in (("organiser", "x" * 22, "no-grant"), ("attendee", "x" * 22, "not-permitted"),
                               ("facilitator", series.secrets["organiser"], "no-grant")):
        assert series.send(PDF, "x.pdf", secret=secret, role=role)[1]["code"] == code, role
    # And another site's page cannot use somebody's cookie
    body, kind = multipart({"as": "organiser", "id": "x", "do": "paper-add", "meeting": 1, "title": "x"}, "x.pdf", PDF)
    status, _, _ = house.ask("POST", "/s/roles/papers", body, headers={
        "Content-Type": kind, "Cookie": f"openfloor={series.secrets['organiser']}", "Origin": "https://evil.example"})
    assert status == 401 and not series.papers()


def test_a_series_for_invited_people_keeps_its_papers_to_them(house):
    series = Shelf(house, "closed-doors", visibility="invited")
    assert series.send(PDF, "x.pdf")[0] == 200
    for path in ("/s/closed-doors/papers/1", "/s/closed-doors/papers", "/s/closed-doors/meetings/1/papers.zip"):
        assert house.ask("GET", path)[0] == 401
        status, headers, _ = house.ask("GET", path, secret=series.secrets["organiser"])
        assert status == 200 and "private" in headers["Cache-Control"]


def test_all_files_of_a_meeting_are_one_zip_with_what_names_them(house):
    series = Shelf(house, "packs")
    big = b"%PDF-" + os.urandom(3_000_000)
    for content, name, fields in ((big, "same.pdf", {"minutes": 20}), (b"other\n", "same.txt", {}), (b"late\n", "x.txt", {"meeting": 2})):
        assert series.send(content, name, **fields)[0] == 200
    series.must("organiser", "paper-add", meeting=1, title="Elsewhere", address="https://example.org/x")
    status, headers, packed = house.ask("GET", "/s/packs/meetings/1/papers.zip")
    assert (status, headers["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["papers.txt", "1-same.pdf", "2-same.txt"]
        assert archive.read("1-same.pdf") == big and archive.read("2-same.txt") == b"other\n"
        index = archive.read("papers.txt").decode()
    assert hashlib.sha256(big).hexdigest() in index and "https://example.org/x" in index and "20 minutes to read" in index
    # And the same bytes again, to an organiser too, or to somebody who has them not at all
    assert house.ask("GET", "/s/packs/meetings/1/papers.zip", secret=series.secrets["organiser"])[2] == packed
    assert house.ask("GET", "/s/packs/meetings/1/papers.zip", headers={"If-None-Match": headers["ETag"]})[0] == 304
    assert house.ask("HEAD", "/s/packs/meetings/1/papers.zip")[1]["Content-Length"] == str(len(packed))
    assert house.ask("GET", "/s/packs/meetings/9/papers.zip")[0] == 404


def test_one_connection_serves_one_download_after_another(house):
    series = Shelf(house, "again")
    big = b"%PDF-" + os.urandom(1_000_000)
    assert series.send(big, "big.pdf")[0] == 200
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
    for _ in range(5):
        connection.request("GET", "/s/again/papers/1")
        assert connection.getresponse().read() == big
        connection.request("GET", "/health/live")
        assert connection.getresponse().read() == b"live\n"
    connection.close()


def memory(house):
    [line] = [line for line in pathlib.Path(f"/proc/{house.process.pid}/status").read_text().splitlines() if "VmRSS" in line]
    return int(line.split()[1]) * 1024


def test_readers_who_stop_reading_hold_no_file_in_memory(house):
    series = Shelf(house, "slow")
    assert series.send(b"%PDF-" + os.urandom(MOST - 5), "big.pdf")[0] == 200
    assert len(series.fetch(1)[2]) == MOST
    before = memory(house)
    # Given 40 readers of 10 MiB each who stop after their first bytes
    readers = []
    for _ in range(40):
        reader = socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.sendall(b"GET /s/slow/papers/1 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert reader.recv(4096).startswith(b"HTTP/1.1 200")
        readers.append(reader)
    # Then the server holds a piece for each, no more, and others are served
    assert len(series.fetch(1)[2]) == MOST
    assert memory(house) - before < 40 * 1_000_000
    for reader in readers:
        reader.close()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(house):
    series = Shelf(house, "large")
    with socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE) as client:
        client.sendall(b"POST /api/v1/series/large/papers?as=organiser HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (MOST + 1))
        assert client.recv(4096).startswith(b"HTTP/1.1 413")
    # And no other address takes as much
    for path in ("/s/large", "/api/v1/series/large/commands", "/api/v1/series", "/s/large/papers/1"):
        with socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE) as client:
            client.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n".encode())
            assert client.recv(4096).startswith(b"HTTP/1.1 413"), path
    # While the largest there may be is taken
    assert series.send(b"%PDF-" + b"x" * (MOST - 5), "most.pdf")[0] == 200


def begin_upload(house, source):
    client = socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE, source_address=(source, 0))
    client.sendall(b"POST /s/crowd/papers HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n" % MOST)
    return client, client.recv(4096)


def test_few_uploads_are_taken_at_once_and_fewer_from_one_address(house):
    series = Shelf(house, "crowd")
    # Given strangers at one address who begin to send files
    first = [begin_upload(house, "127.0.0.2") for _ in range(3)]
    assert [answer.startswith(b"HTTP/1.1 100") for _, answer in first] == [True, True, False]
    refused = first[2][1]
    assert refused.startswith(b"HTTP/1.1 503") and b"retry-after: 10" in refused.lower()
    # When others come too, then four are taken and no more, and small ones go on
    others = [begin_upload(house, f"127.0.0.{n}") for n in (3, 4, 5)]
    assert [answer.startswith(b"HTTP/1.1 100") for _, answer in others] == [True, True, False]
    assert series.send(b"small\n", "small.txt")[0] == 200
    assert series.send(b"%PDF-" + b"x" * 300_000, "x.pdf")[0] == 503
    # When they go, there is room again
    for client, _ in first + others:
        client.close()
    end = time.monotonic() + PATIENCE
    while (status := series.send(b"%PDF-" + b"x" * 300_000, "x.pdf")[0]) != 200:
        assert status == 503 and time.monotonic() < end


def test_acknowledged_is_kept_and_taken_away_is_gone_from_the_folder(tmp_path):
    with House(tmp_path / "data") as house:
        series, other = Shelf(house, "lasting"), Shelf(house, "other")
        mark = b"SECRET-" + os.urandom(8).hex().encode()
        small, large = mark + b"-small\n", b"%PDF-" + (mark + b"-large ") * 20_000
        for content, name in ((small, "small.txt"), (large, "large.pdf")):
            assert series.send(content, name)[0] == 200
        assert other.send(large, "the same.pdf")[0] == 200
        # When the power fails right after the answer
        house.kill()
        house.start()
        # Then they are there
        assert series.fetch(1)[2] == small and series.fetch(2)[2] == large
        # When papers come and go beside them
        for n in range(12):
            assert series.send(f"Filler {n}\n".encode() * 50, "f.txt")[0] == 200
        for number in range(3, 15, 2):
            series.must("organiser", "paper-drop", number=number)
        # And those are taken away where another series has one of them
        series.must("organiser", "paper-drop", number=1)
        series.must("organiser", "paper-drop", number=2)
        assert series.fetch(2)[0] == 404 and other.fetch(1)[2] == large
        assert house.ask("GET", "/s/lasting/papers")[0] == 200
        assert not [path for path, content in contents(tmp_path / "data") if mark + b"-small" in content]
        # Then with the last paper that names it the file is in no file of the folder either
        other.must("organiser", "paper-drop", number=1)
        assert not [path for path, content in contents(tmp_path / "data") if mark in content]
        house.stop()
        assert not [path for path, content in contents(tmp_path / "data") if mark in content]


def test_sending_a_file_again_over_a_lost_answer_makes_one_paper(house):
    series = Shelf(house, "resent")
    first = series.send(PDF, "x.pdf", id="one")
    assert first[0] == 200 and series.send(PDF, "x.pdf", id="one") == first and len(series.papers()) == 1
    assert series.send(PDF + b"x", "x.pdf", id="one")[1]["code"] == "id-reused"


@pytest.mark.skipif(os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0,
                    reason="mounting a small disk takes root")
def test_papers_leave_the_disks_last_room_to_the_minutes(tmp_path):
    # Given a data folder on a disk of 80 megabytes
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=80m none "$0" && exec "$@"', str(folder)]
    house = House(folder / "data", wrapper=mount)
    house.log_path = tmp_path / "server.log"
    with house:
        series, meeting = Shelf(house, "full"), house.found()
        meeting.must("facilitator", "open")
        # When a file comes that would take what the minutes may need
        status, problem = series.send(b"%PDF-" + os.urandom(8_000_000), "x.pdf")
        # Then it is refused, nothing is kept, and the meeting goes on
        assert (status, problem["code"]) == (503, "full") and not series.papers()
        assert meeting.write("Still recorded.") and house.ask("GET", "/health/ready")[0] == 200
        assert series.send(b"small\n", "x.txt")[0] == 200


def test_the_schedule_warns_where_there_is_little_time_to_read(house):
    series = Shelf(house, "warned")
    assert series.send(PDF, "x.pdf", minutes=100)[0] == 200
    assert "Little time to read" not in house.ask("GET", "/s/warned/schedule")[2].decode()
    # Given papers of nine hours for a meeting four days after the one before
    assert series.send(PDF, "x.pdf", meeting=2, minutes=540)[0] == 200
    page = house.ask("GET", "/s/warned/schedule")[2].decode()
    assert page.count("Little time to read") == 1 and "The papers take 9 hours; at half an hour a day that is 18 days." in page
    assert "The meeting before it is 4 days earlier." in page
    # When they are to be read by a day that is over
    page = house.ask("GET", "/s/warned/schedule?as=organiser", secret=series.secrets["organiser"])[2].decode()
    assert 'name="readBy"' in page
    schedule = {"title": "Meeting 1", "number": 1, "readBy": "2020-02-03"}
    series.must("organiser", "meeting-schedule", **schedule)
    assert "3 February 2020, is over" in house.ask("GET", "/s/warned/schedule")[2].decode()


def test_a_meetings_page_links_to_its_papers_and_names_items(house):
    series = Shelf(house, "linked")
    meeting = house.found(slug="linked-1", agenda=[{"title": "Welcome"}, {"title": "The draft"}])
    assert "/papers#" not in house.ask("GET", "/m/linked-1")[2].decode()
    series.enter(1, meeting)
    assert series.send(PDF, "x.pdf", items="2")[0] == 200
    assert 'href="/s/linked/papers#meeting1"' in house.ask("GET", "/m/linked-1")[2].decode()
    assert "item 2, The draft" in house.ask("GET", "/s/linked/papers")[2].decode()


def test_a_series_is_published_with_its_papers(tmp_path):
    with House(tmp_path / "data") as house:
        series = Shelf(house, "printed")
        assert series.send(PDF, "draft.pdf")[0] == 200
        assert series.send("Grüße\n".encode(), "Grüße.md", title="Two words")[0] == 200
        series.must("organiser", "paper-add", meeting=2, title="Elsewhere", address="https://example.org/x")
        printed(tmp_path, "served")
    # And without a server
    printed(tmp_path, "alone")


def printed(tmp_path, out):
    run = subprocess.run(
        [str(BINARY), "publish", "--series", "printed", "--out", str(tmp_path / out), "--data", str(tmp_path / "data")],
        capture_output=True, text=True, timeout=PATIENCE)
    assert run.returncode == 0, run.stderr
    shelf = tmp_path / out / "papers"
    assert sorted(path.name for path in shelf.iterdir()) == ["1-draft.pdf", "2-Grüße.md", "papers.txt"]
    assert subprocess.run(["sha256sum", "-c", "papers.txt"], cwd=shelf, capture_output=True).returncode == 0
    record = (tmp_path / out / "printed.jsonl").read_text()
    assert hashlib.sha256(PDF).hexdigest() in record and "https://example.org/x" in (shelf / "papers.txt").read_text()
    assert json.loads(record.splitlines()[0])


def test_a_disk_that_refuses_keeps_nothing_half(tmp_path):
    # Given a server on whose disk no file may grow any more
    with House(tmp_path / "data", wrapper=["env", "--ignore-signal=XFSZ"]) as house:
        series = Shelf(house, "stuck")
        resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        status, problem = series.send(PDF, "x.pdf", id="again")
        assert (status, problem["code"]) == (503, "not-recorded")
        # When there is room again
        resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        end = time.monotonic() + PATIENCE
        while house.ask("GET", "/health/ready")[0] != 200:
            assert time.monotonic() < end
        # Then nothing of it is there, and it can be sent again
        assert not series.papers() and series.fetch(1)[0] == 404
        assert series.send(PDF, "x.pdf", id="again")[0] == 200 and series.fetch(1)[2] == PDF
