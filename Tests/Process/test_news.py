"""When a record is out, the operator's webhooks and mail are told: signed, again until it is taken, and nobody else."""
import base64
import contextlib
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import queue
import ssl
import subprocess
import threading
import time

import pytest
from house import BINARY, PATIENCE, House
from strangers import line_to
from test_stopping import certificate

SECRET = base64.b64encode(bytes(range(32))).decode()


class Receiver:
    """A program that is told; answers with each of `statuses` in turn, the last for ever. Use as a context.

    With a `certificate` (a folder that holds it and its key) it is told over TLS.
    """

    def __init__(self, *statuses, certificate=None):
        self.statuses = list(statuses) or [200]
        self.certificate = certificate
        self.told = queue.Queue()

    def __enter__(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.statuses[0]
                if len(receiver.statuses) > 1:
                    receiver.statuses.pop(0)
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
                receiver.told.put((self.path, dict(self.headers.items()), body))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        scheme = "https" if self.certificate else "http"
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate / "certificate.pem", self.certificate / "key.pem")
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = f"{scheme}://127.0.0.1:{self.server.server_address[1]}/hook?key=hidden"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def next(self):
        """Checked as Standard Webhooks has it; returns (id, body)."""
        path, headers, body = self.told.get(timeout=PATIENCE)
        assert path == "/hook?key=hidden"
        headers = {name.lower(): value for name, value in headers.items()}
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        code = base64.b64encode(hmac.new(bytes(range(32)), signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{code}"
        assert headers["content-type"] == "application/json"
        return headers["webhook-id"], json.loads(body)

    def nothing_more(self):
        return self.told.empty()


@pytest.fixture
def options(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(f"whsec_{SECRET}\n")
    return lambda receiver: ("--webhook", receiver.address, "--webhook-secret", str(secret))


def close(house, slug="lamps", visibility="listed", title="Lamp posts"):
    meeting = house.found(slug, visibility=visibility, title=title)
    meeting.must("facilitator", "open")
    meeting.write("+ We dim after midnight: Ŵy ☃")
    meeting.write("/next somebody to list five streets")
    meeting.must("facilitator", "close", really=True)
    return meeting


def deliveries(house):
    done = subprocess.run([BINARY, "deliveries", "--data", house.folder, "--json"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["deliveries"]


def settled(house, count=1):
    """The deliveries, once so many wait for nothing any more."""
    return known_once(house, lambda known: sum(delivery["state"] != "waiting" for delivery in known) >= count)


def known_once(house, wanted):
    """The deliveries, once they are as wanted; asked again, as nothing tells the operator."""
    end = time.monotonic() + 3 * PATIENCE  # a second try comes after ten seconds, a third after a minute
    while not wanted(known := deliveries(house)):
        assert time.monotonic() < end, known
    return known


def test_a_receiver_hears_where_the_record_is_and_the_operator_sees_what_waits(tmp_path, options):
    with Receiver(500) as receiver, House(tmp_path / "data", *options(receiver)) as house:
        # When a listed meeting closes
        meeting = close(house)
        # Then the receiver hears where its record is, and none of its words
        first, news = receiver.next()
        assert news["type"] == "meeting.closed"
        facts = news["data"]
        assert (facts["slug"], facts["title"], facts["record"]) == ("lamps", "Lamp posts", meeting.record)
        assert house.ask("GET", facts["recordAddress"].removeprefix(house.address))[0] == 200
        assert house.ask("GET", facts["summaryAddress"].removeprefix(house.address))[0] == 200
        assert facts["checkpoint"].startswith(house.address.removeprefix("http://"))
        assert "midnight" not in json.dumps(news)
        [waiting] = deliveries(house)
        assert waiting["id"] == first and "hidden" not in json.dumps(waiting)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_receiver_behind_tls_is_told_where_its_certificate_is_trusted(tmp_path, monkeypatch, options, trusted):
    certificate(tmp_path, "receiver")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with Receiver(certificate=tmp_path) as receiver, House(tmp_path / "data", *options(receiver)) as house:
        close(house)
        if trusted:
            assert receiver.next()[1]["data"]["slug"] == "lamps"
            assert settled(house)[0]["state"] == "delivered"
            return
        # Then it is not told, and the operator sees that it waits, and why
        [waiting] = known_once(house, lambda known: known[0]["tries"])
        assert waiting["state"] == "waiting" and "cannotConnect" in waiting["outcome"]
        assert receiver.nothing_more()


def test_what_was_not_taken_before_the_server_was_killed_is_told_after_it(tmp_path, options):
    with Receiver(500, 302, 200) as receiver:
        with House(tmp_path / "data", *options(receiver)) as house:
            close(house)
            first, _ = receiver.next()
            # Given a server that is killed while the receiver fails
            house.kill()
            house.start()
            # Then it is told again under the same id: a redirect is not followed, and is no success
            second, _ = receiver.next()
            third, news = receiver.next()
            assert first == second == third
            assert news["data"]["slug"] == "lamps"
            [delivery] = settled(house)
            assert (delivery["state"], delivery["outcome"]) == ("delivered", "answered 200")
            assert receiver.nothing_more()
            # And the operator's log says so, without a word of the meeting or a secret
            assert first in house.log() and "midnight" not in house.log() and "hidden" not in house.log()


def test_only_what_is_public_enough_is_told(tmp_path, options):
    with Receiver(200) as receiver, House(tmp_path / "data", *options(receiver)) as house:
        for visibility in ("invited", "unlisted", "listed"):
            close(house, visibility, visibility)
        assert receiver.next()[1]["data"]["slug"] == "listed"
        assert [delivery["meeting"] for delivery in settled(house)] == ["listed"]
    with Receiver(200) as receiver:
        with House(tmp_path / "more", *options(receiver), "--announce", "invited") as house:
            for visibility in ("invited", "unlisted", "listed"):
                close(house, visibility, visibility)
            assert {receiver.next()[1]["data"]["slug"] for _ in range(3)} == {"listed", "unlisted", "invited"}
            settled(house, 3)


def test_an_import_and_a_receiver_no_longer_told_of_are_no_news(tmp_path, options):
    with Receiver(500) as receiver:
        with House(tmp_path / "data", *options(receiver)) as house:
            note = tmp_path / "note.txt"
            note.write_text("Open meeting\n12 March 2025\n\n- We agreed.\n")
            done = subprocess.run(
                [BINARY, "import", note, "--visibility", "listed", "--data", house.folder], capture_output=True, timeout=60)
            assert done.returncode == 0, done.stderr
            assert deliveries(house) == []
            close(house)
            receiver.next()
            house.stop()
            # When the operator starts the server without the receiver
            house.options = ()
            house.start()
            # Then what waited is given up
            [delivery] = deliveries(house)
            assert (delivery["state"], delivery["meeting"]) == ("given-up", "lamps")


@pytest.fixture
def sendmail(tmp_path):
    """A program that keeps what it is given, with its arguments, and then says so."""
    script = tmp_path / "sendmail"
    script.write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {tmp_path}/arguments\n"
        f"[ -e {tmp_path}/ready ] || exit 75\ncat > {tmp_path}/letter.part && mv {tmp_path}/letter.part {tmp_path}/letter\n")
    script.chmod(0o755)
    return script


def test_mail_is_handed_over_whole_and_its_words_make_no_header(tmp_path, sendmail):
    title = "Ŵyl & lamps\r\nBcc: everybody@example.org " + "ŷ" * 60
    options = ("--sendmail", f"{sendmail} -t -i", "--mail-to", "forum@example.org", "--mail-from", "notes@example.org",
               "--name", "Fforwm Agored ŵ")
    with House(tmp_path / "data", *options) as house:
        # Given a program for mail that fails at first
        meeting = house.found("lamps", title=title.replace("\r\n", " "))
        meeting.must("facilitator", "open")
        meeting.write("+ We dim after midnight: Ŵy ☃")
        meeting.must("facilitator", "close", really=True)
        [delivery] = known_once(house, lambda known: known[0]["tries"])
        assert delivery["state"] == "waiting"
        # When it works
        (tmp_path / "ready").touch()
        [delivery] = settled(house)
        assert (delivery["state"], delivery["target"]) == ("delivered", "mail forum@example.org")
        # Then it has the summary as a letter that another program reads
        raw = (tmp_path / "letter").read_bytes()
        assert all(len(row) <= 78 and row.isascii() for row in raw.split(b"\n"))
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        assert not letter.defects and not any(value.defects for value in letter.values())
        assert letter["To"] == "forum@example.org" and letter["From"].addresses[0].addr_spec == "notes@example.org"
        assert letter["From"].addresses[0].display_name == "Fforwm Agored ŵ"
        assert letter["Subject"].startswith("Record: Ŵyl & lamps Bcc: everybody@example.org ŷŷ")
        assert letter["Bcc"] is None and letter["Auto-Submitted"] == "auto-generated"
        assert letter["Message-ID"] == f"<{delivery['id']}@example.org>"
        words = letter.get_content()
        assert "* We dim after midnight: Ŵy ☃" in words and f"{house.address}/m/lamps/record" in words
        assert (tmp_path / "arguments").read_text() == "-t\n-i\n"


def test_mail_is_handed_over_while_a_crowd_listens_and_the_program_gets_none_of_its_connections(tmp_path):
    # With more than 1,300 open descriptors Foundation's `Process` hands some over, and reads past what it has
    crowd, letters = 1500, 12
    script = tmp_path / "sendmail"
    script.write_text(f"#!/bin/sh\nls -l /proc/$$/fd > {tmp_path}/held.$$ && cat > {tmp_path}/letter.$$\n")
    script.chmod(0o755)
    options = ("--sendmail", str(script), "--mail-to", "forum@example.org", "--mail-from", "notes@example.org",
               "--connections", "2000", "--connections-per-address", "2000")
    with House(tmp_path / "data", *options) as house, contextlib.ExitStack() as stack:
        # Given a crowd, each connected and answered
        lines = [stack.enter_context(line_to(house)) for _ in range(crowd)]
        for line in lines:
            line.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        for line in lines:
            assert line.recv(65536).startswith(b"HTTP/1.1 200")
        # When meetings close
        for number in range(letters):
            close(house, f"lamps-{number}")
        # Then each is mailed, and the program was given the letter and nothing else of the server's
        assert {delivery["state"] for delivery in settled(house, letters)} == {"delivered"}
        assert len(list(tmp_path.glob("letter.*"))) == letters
        held = "".join(path.read_text() for path in tmp_path.glob("held.*"))
        assert held.count("openfloor-") == letters and "socket:" not in held and "record.sqlite" not in held


@pytest.mark.parametrize("options, fault", [
    (("--webhook", "https://example.org/x"), "go together"),
    (("--webhook", "ftp://example.org/x", "--webhook-secret", "SECRET"), "no address for a webhook"),
    (("--webhook", "https://me:pw@example.org/x", "--webhook-secret", "SECRET"), "no address for a webhook"),
    (("--webhook", "https://example.org/x", "--webhook-secret", "SHORT"), "holds no secret"),
    (("--sendmail", "/bin/cat"), "go together"),
    (("--sendmail", "cat", "--mail-to", "a@example.org"), "whole path"),
    (("--sendmail", "/bin/cat", "--mail-to", "a@example.org\nBcc: b@example.org"), "no address for mail"),
    (("--sendmail", "/bin/cat", "--mail-to=-oQ/tmp@example.org"), "no address for mail"),
    (("--announce", "everybody"), "--announce takes"),
])
def test_what_cannot_work_is_refused_at_the_start(tmp_path, options, fault):
    (tmp_path / "SECRET").write_text("0123456789abcdef")
    (tmp_path / "SHORT").write_text("short")
    words = [str(tmp_path / word) if word in ("SECRET", "SHORT") else word for word in options]
    done = subprocess.run(
        [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", *words], capture_output=True, text=True,
        timeout=60)
    assert done.returncode != 0 and fault in done.stderr, done.stderr
