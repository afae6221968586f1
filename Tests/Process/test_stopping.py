"""SIGTERM: goodbye to everyone, exit 0, nothing lost. SIGHUP: a new certificate without a restart."""
import http.client
import json
import signal
import socket
import ssl
import subprocess
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed

from house import House, PATIENCE, until
from machine import within

PROMISED = 5  # seconds


def stopped(house):
    """How it ended, told to by SIGTERM, which takes no longer than promised."""
    with within(PROMISED):
        house.process.terminate()
        return house.process.wait(PATIENCE)


def test_an_idle_server_stops_at_once_and_well(house):
    assert stopped(house) == 0


def test_readers_of_every_kind_do_not_hold_up_the_end(house, meeting):
    # Given a socket that does not read, an event stream, a long poll for a minute, an idle connection, and half a request
    last = meeting.write("Last.")[0]
    deaf = socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE)
    deaf.sendall(
        b"GET /api/v1/meetings/meeting/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
    assert deaf.recv(12) == b"HTTP/1.1 101"
    lines = []
    for request in (
            f"GET /api/v1/meetings/meeting/entries?after={last}&wait=60 HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/v1/meetings/meeting/live HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n",
            "POST /api/v1/meetings HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf", "GET / HT", ""):
        line = socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE)
        line.sendall(request.encode())
        lines.append(line)
    lines[1].recv(10)  # the stream is seated
    assert house.ask("GET", "/health/ready")[0] == 200
    # When the server is told to end, then it does, in time
    assert stopped(house) == 0
    assert "rror" not in house.log()
    for line in lines:
        line.close()
    deaf.close()


def test_a_websocket_on_a_connection_that_served_a_file_before_is_seen_to_leave(house, meeting):
    # Given a proxy that asks for a WebSocket on a connection it has used for a file
    line = socket.create_connection(("127.0.0.1", house.port), timeout=PATIENCE)
    reading = line.makefile("rb")
    line.sendall(b"GET /assets/styles/base.css HTTP/1.1\r\nHost: x\r\n\r\n")
    assert reading.readline().split()[1] == b"200"
    head = http.client.parse_headers(reading)
    assert len(reading.read(int(head["Content-Length"]))) == int(head["Content-Length"])
    with meeting.socket() as watcher:
        line.sendall(
            b"GET /api/v1/meetings/meeting/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
        assert reading.readline().split()[1] == b"101"
        until(watcher, lambda frame: frame["is"] == "gauge" and frame["followers"] == 2)
        # When it goes, then the others hear so
        reading.close()
        line.close()
        until(watcher, lambda frame: frame["is"] == "gauge" and frame["followers"] == 1)
    # And the end does not wait for it
    assert stopped(house) == 0


def test_every_websocket_is_told_to_come_back(house, meeting):
    with meeting.socket() as reader, meeting.socket("scribe") as scribe:
        for stream in (reader, scribe):
            until(stream, lambda frame: frame["is"] == "welcome")
        house.process.terminate()
        for stream in (reader, scribe):
            with pytest.raises(ConnectionClosed) as closed:
                until(stream, lambda frame: False)
            assert closed.value.rcvd.code == 1012
        assert house.process.wait(PATIENCE) == 0


def test_what_was_acknowledged_before_the_end_is_there_after_it(house, meeting):
    # Given a scribe who sends without pause
    acknowledged = {}

    def write():
        try:
            with meeting.socket("scribe") as scribe:
                for number in range(100_000):
                    scribe.send(json.dumps({"do": "write", "id": f"c-{number}", "text": f"Line {number}."}))
                    answer = until(scribe, lambda frame: frame["is"] in ("accepted", "refused"))[-1]
                    if answer["is"] == "refused":  # it has said as much as one may in a minute
                        until(scribe, lambda frame: False)
                    acknowledged[number] = answer["entries"][0]
                    busy.set()
        except ConnectionClosed as closed:
            codes.append(closed.rcvd.code)

    busy, codes = threading.Event(), []
    scribe = threading.Thread(target=write)
    scribe.start()
    assert busy.wait(PATIENCE)
    # When the server ends in the middle, then the scribe is told to come back, and finds every line
    assert stopped(house) == 0
    scribe.join(PATIENCE)
    assert codes == [1012]
    house.start()
    said = {entry["position"]: "".join(entry["line"].get("text", [])) for entry in meeting.entries(limit=1000)}
    for number, position in acknowledged.items():
        assert said[position] == f"Line {number}."


def test_ctrl_c_ends_it_as_well(house):
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(PATIENCE) == 0


def certificate(folder, name):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem",
         "-out", folder / "certificate.pem"], check=True, capture_output=True)


def shown(port):
    """The certificate a new connection is shown."""
    return ssl.get_server_certificate(("127.0.0.1", port), timeout=PATIENCE)


def test_a_new_certificate_is_taken_on_sighup(tmp_path):
    # Given a house behind TLS, with a reader on it
    certificate(tmp_path, "first")
    options = ("--certificate", str(tmp_path / "certificate.pem"), "--key", str(tmp_path / "key.pem"))
    with House(tmp_path / "data", *options) as house:
        assert house.address.startswith("https://")
        first = shown(house.port)
        context = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
        old = http.client.HTTPSConnection("127.0.0.1", house.port, timeout=PATIENCE, context=context)
        old.request("GET", "/health/ready")
        assert old.getresponse().read() == b"ready\n"
        # When the files hold another and SIGHUP comes, then new connections are shown it
        certificate(tmp_path, "second")
        house.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + PATIENCE
        while (now := shown(house.port)) == first:
            assert time.monotonic() < deadline
        assert now == (tmp_path / "certificate.pem").read_text()
        # And the old connection goes on
        old.request("GET", "/health/ready")
        assert old.getresponse().read() == b"ready\n"
        # And when they hold nonsense, the one in use stays, and the log says so
        (tmp_path / "certificate.pem").write_text("nonsense")
        house.process.send_signal(signal.SIGHUP)
        while "the old one stays" not in house.log():
            assert time.monotonic() < deadline
        assert shown(house.port) == now
        assert house.stop() == 0


@pytest.mark.parametrize("offered, taken", [("ECDHE+AESGCM", True), ("ECDHE+AES:!AESGCM:!AESCCM", False), ("kRSA", False)])
def test_no_old_cipher_is_taken(tmp_path, offered, taken):
    certificate(tmp_path, "only")
    options = ("--certificate", str(tmp_path / "certificate.pem"), "--key", str(tmp_path / "key.pem"))
    with House(tmp_path / "data", *options) as house:
        context = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(offered)
        connection = http.client.HTTPSConnection("127.0.0.1", house.port, timeout=PATIENCE, context=context)
        if taken:
            connection.request("GET", "/health/ready")
            assert connection.getresponse().status == 200
            return
        with pytest.raises((ssl.SSLError, ConnectionError)):
            connection.request("GET", "/health/ready")


def test_sighup_without_a_certificate_does_no_harm(house, meeting):
    house.process.send_signal(signal.SIGHUP)
    assert meeting.write("Still here.")
