"""Starting: what is in the way is named, with what to do; what is made is closed to others."""
import contextlib
import os
import shutil
import socket
import sqlite3
import stat
import subprocess

import pytest

from house import BINARY, House, PATIENCE, ROOT


def serve(folder, *options, listen="127.0.0.1:0"):
    """Exit status and words of a server that cannot start."""
    done = subprocess.run(
        [BINARY, "serve", "--listen", listen, "--data", folder, *options], capture_output=True, text=True,
        timeout=PATIENCE, env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
    assert "listening on" not in done.stdout
    return done.returncode, done.stderr


def rows(path):
    database = sqlite3.connect(path)
    try:
        return list(database.iterdump())
    finally:
        database.close()


def test_the_first_line_is_the_address_and_a_port_may_be_left_to_us(house):
    assert house.address == f"http://127.0.0.1:{house.port}" and house.port > 0
    assert house.ask("GET", "/health/live")[0] == house.ask("GET", "/health/ready")[0] == 200
    assert house.ask("HEAD", "/health/live")[2] == b""


def test_the_site_organisers_link_is_printed_once(house):
    # Given a house that printed it at its first start
    assert house.site_link.startswith(f"{house.address}/k/")
    secret = house.site_link.rsplit("/", 1)[1]
    # When it starts again, then nothing more is printed, and the link still serves
    house.stop()
    house.start()
    assert house.ask("GET", "/new", secret=secret)[0] == 200
    house.process.terminate()
    assert house.process.communicate(timeout=PATIENCE)[0] == ""
    # And the secret is in no file: neither the record's nor the log
    for path in [*house.folder.rglob("*"), house.folder.with_suffix(".log")]:
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def test_a_folder_in_use_is_left_alone(house, meeting):
    # Given a server on a folder; when another is started there
    status, words = serve(house.folder)
    # Then it names the holder and what to do, and the first goes on, control socket and all
    assert status != 0
    assert str(house.process.pid) in words and "Stop the other server, or choose another folder." in words
    assert meeting.write("Still here.")
    assert (house.folder / "control.sock").is_socket()


def test_a_port_in_use_is_named_and_the_folder_left_free(house, tmp_path):
    status, words = serve(tmp_path / "other", listen=f"127.0.0.1:{house.port}")
    assert status != 0 and f":{house.port}" in words and "port" in words.lower()
    with House(tmp_path / "other") as other:
        assert other.ask("GET", "/")[0] == 200


def test_an_address_that_is_not_ours_is_named(tmp_path):
    status, words = serve(tmp_path / "data", listen="203.0.113.7:0")
    assert status != 0 and "203.0.113.7" in words


@pytest.mark.parametrize("listen", ["nonsense", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:-1", ":"])
def test_an_address_that_is_none_is_refused_with_an_example(tmp_path, listen):
    status, words = serve(tmp_path / "data", listen=listen)
    assert status != 0 and "127.0.0.1:8080" in words
    assert not (tmp_path / "data").exists()


def test_a_newer_database_is_not_touched(tmp_path):
    # Given a folder that a later version has written
    with House(tmp_path / "data"):
        pass
    path = tmp_path / "data" / "openfloor.sqlite"
    database = sqlite3.connect(path)
    database.execute("INSERT INTO grdb_migrations (identifier) VALUES ('999')")
    database.commit()
    database.close()
    before = rows(path)
    # When this version starts there, then it says so and changes nothing
    status, words = serve(tmp_path / "data")
    assert status != 0 and "newer" in words and "Install the version that wrote it." in words
    assert rows(path) == before


def test_a_database_that_is_none_is_named(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "openfloor.sqlite").write_bytes(b"This is a shopping list, not a database." * 100)
    status, words = serve(tmp_path / "data")
    assert status != 0 and "openfloor.sqlite" in words or str(tmp_path / "data") in words
    assert "shopping list" in (tmp_path / "data" / "openfloor.sqlite").read_text()


def test_a_lost_key_is_not_quietly_replaced(tmp_path):
    # Given a record whose signing key is gone
    with House(tmp_path / "data") as house:
        house.found().must("facilitator", "open")
    (tmp_path / "data" / "keys" / "record.ed25519").write_bytes(b"")
    # When it starts, then it says what to put back
    status, words = serve(tmp_path / "data")
    assert status != 0 and "Put back the key file from a backup" in words


@pytest.mark.parametrize("fault", ["missing", "template", "text"])
def test_a_broken_web_folder_is_named(tmp_path, fault):
    # Given a copy of the pages with something wrong in it
    web = tmp_path / "web"
    if fault != "missing":
        shutil.copytree(ROOT / "web", web)
    if fault == "template":
        (web / "templates" / "home.mustache").write_text("{{#open}} never closed")
    if fault == "text":
        (web / "text" / "en.json").write_text("{")
    # When a server is started with it, then it names the place and makes no folder
    status, words = serve(tmp_path / "data", "--web", web)
    assert status != 0 and str(web) in words
    assert not (tmp_path / "data").exists()


def test_certificate_and_key_go_together(tmp_path):
    status, words = serve(tmp_path / "data", "--certificate", "/nowhere.pem")
    assert status != 0 and "--key" in words
    status, words = serve(tmp_path / "data", "--certificate", "/nowhere.pem", "--key", "/nowhere.key")
    assert status != 0 and "/nowhere.pem" in words


def test_what_the_folder_holds_is_closed_to_others(house, meeting):
    def mode(path):
        return stat.S_IMODE(path.stat().st_mode)

    assert mode(house.folder) == 0o700
    assert mode(house.folder / "control.sock") == 0o600
    for path in house.folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # some go as the others are looked at
            assert mode(path) & 0o077 == 0 or path.name == "public-url", path


def test_the_control_socket_serves_the_api_to_its_owner_and_goes_at_the_end(house, meeting):
    # Given the operator on the control socket; when asked for an invitation, then no secret is needed
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(str(house.folder / "control.sock"))
        body = b'{"role":"scribe"}'
        line.sendall(
            b"POST /api/v1/meetings/meeting/invitations HTTP/1.1\r\nHost: control\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 201")
    house.stop()
    assert not (house.folder / "control.sock").exists()
    # And one left behind by a power cut is replaced
    house.start()
    house.kill()
    assert (house.folder / "control.sock").exists()
    house.start()
    assert house.ask("GET", "/health/ready")[0] == 200


@pytest.mark.parametrize("fate", ["deleted", "emptied"])
def test_a_lost_database_is_not_quietly_replaced(tmp_path, fate):
    # Given a folder whose database is gone, and a log that has some of it
    folder = tmp_path / "data"
    with House(folder) as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        meeting.write("Before.")
        house.kill()
    log = (folder / "openfloor.sqlite-wal").read_bytes()
    whole = (folder / "openfloor.sqlite").read_bytes()
    (folder / "openfloor.sqlite").unlink()
    if fate == "emptied":
        (folder / "openfloor.sqlite").touch()
    # When it starts, then it says what to put back, and leaves what is left of it
    status, words = serve(folder)
    assert status != 0 and "The database is gone" in words and "restore a backup" in words
    assert (folder / "openfloor.sqlite-wal").read_bytes() == log and log
    # And with the file in its place again all is there
    (folder / "openfloor.sqlite").write_bytes(whole)
    (folder / "openfloor.sqlite").chmod(0o600)
    house.start()
    assert "Before." in house.ask("GET", "/api/v1/meetings/meeting/entries?after=0")[2].decode()
    house.stop()
