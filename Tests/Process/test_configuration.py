"""`serve --config FILE`: every option has a key, the command line wins, and `config check` says what is wrong where."""
import json
import os
import re
import socket
import subprocess

import pytest
import yaml

from house import BINARY, House, PATIENCE


def run(*words):
    return subprocess.run(
        [BINARY, *words], capture_output=True, text=True, timeout=PATIENCE,
        env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))


def options():
    """Every option of `serve` that takes a value, with the default it says."""
    dump = json.loads(run("serve", "--experimental-dump-help").stdout)
    return {argument["preferredName"]["name"]: argument for argument in dump["command"]["arguments"]
            if argument["kind"] == "option" and argument["preferredName"]["name"] != "config"}


@pytest.fixture
def written(tmp_path):
    """Writes a configuration that holds, with what a test adds or sets otherwise."""
    def write(*lines, **keys):
        path = tmp_path / "openfloor.conf"
        keys = {"data": tmp_path / "data", "listen": "127.0.0.1:0", **keys}
        text = [f"{key.replace('_', '-')}: {value}" for key, value in keys.items()]
        path.write_text("\n".join([*text, *lines]) + "\n")
        return path
    return write


class Configured(House):
    def launch(self):
        with open(self.log_path, "ab") as errors:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", *self.options], stdout=subprocess.PIPE, stderr=errors, text=True)


def faults(path):
    """What `config check` finds, by line."""
    done = run("config", "check", path)
    if done.returncode == 0:
        assert not done.stderr and str(path) in done.stdout
        return {}
    assert done.returncode == 1 and not done.stdout, done
    found = {}
    for line in done.stderr.splitlines():
        match = re.fullmatch(rf"{re.escape(str(path))}:(?:(\d+):)? (.+)", line)
        assert match, line
        found.setdefault(match[1] and int(match[1]), []).append(match[2])
    return found


def test_a_house_is_served_from_a_file_and_the_command_line_wins(tmp_path, written):
    # Given a file with a name, two proxies and a metrics port
    path = written('name: "Fforwm Agored"', "metrics: 127.0.0.1:0", "embed-origin: [https://a.example, https://b.example]")
    with Configured(tmp_path / "data", "--config", str(path)) as house:
        assert house.process.stdout.readline().startswith("metrics at ")
        house.found()
        embedded = house.ask("GET", "/embed/m/meeting")[1]["Content-Security-Policy"]
        assert "https://a.example https://b.example" in embedded
    # When the command line says otherwise, then that holds, also where the file names several
    with Configured(tmp_path / "data", f"--config={path}", "--embed-origin", "https://c.example",
                    "--metrics=127.0.0.1:0", "--data", str(tmp_path / "other")) as house:
        house.found()
        embedded = house.ask("GET", "/embed/m/meeting")[1]["Content-Security-Policy"]
        assert "https://c.example" in embedded and "a.example" not in embedded
    assert (tmp_path / "other" / "openfloor.sqlite").exists()


def test_the_example_has_every_option_and_is_as_it_should_be(tmp_path, written):
    example = run("config", "example").stdout
    # Given the example with every line switched on
    switched_on = re.sub(r"(?m)^#([a-z-]+: )", r"\1", example)
    keys = yaml.safe_load(switched_on)
    known = options()
    # Then it names each option once, with what holds without it
    assert set(keys) == set(known) and len(re.findall(r"(?m)^#?[a-z-]+: ", example)) == len(known)
    for key, option in known.items():
        if option.get("defaultValue") and key != "data":
            assert str(keys[key]) == option["defaultValue"], key
        assert isinstance(keys[key], list) <= option["isRepeating"], key
        assert keys[key] not in (None, ""), key
    # And what is switched on in it is only what every house needs
    assert yaml.safe_load(example) == {"listen": "127.0.0.1:8080", "data": "/var/lib/openfloor"}
    path = tmp_path / "example.conf"
    path.write_text(example.replace("/var/lib/openfloor", str(tmp_path / "data")))
    assert faults(path) == {}
    assert not (tmp_path / "data").exists()


def test_an_unknown_key_is_named_with_the_nearest(tmp_path, written):
    path = written("metings: 5", "trusted-proxies: 127.0.0.1")
    found = faults(path)
    assert "“metings”" in found[3][0] and "“meetings”" in found[3][0]
    assert "“trusted-proxy”" in found[4][0]
    # And a house does not start with it, and says the same
    done = run("serve", "--config", path)
    assert done.returncode != 0 and f"{path}:3: " in done.stderr and "“meetings”" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("line, word", [
    ("meetings: many", "many"), ("meetings: 0", "1000000"), ("frame-bytes: 12", "32768"),
    ("trusted-proxy: [127.0.0.1, 10.0.0.1/8]", "10.0.0.1/8"), ("embed-origin: example.org/path", "scheme"),
    ("public-url: notes.example.org", "https://"), ("public-url: https://example.org/notes", "path"),
    ("mail-to: nobody\nsendmail: /bin/true", "nobody"), ("announce: everybody", "invited"), ("certificate: /nowhere.pem", "--key"),
    ("webhook: https://example.org", "--webhook-secret"), ("name: [a, b]", "one value"), ("name:", "no value"),
    ("name: {a: b}", "one value"), ("- name", "YAML"), ("name: \"open", "YAML"), ("listen: 127.0.0.1:0", "more than once"),
    ("metrics: nonsense", "127.0.0.1"), ("metrics: 203.0.113.7:0", "203.0.113.7"), ("connections: 900000000", "1000000"),
    ("web: /nowhere", "/nowhere"), ("log-level: loud", "warning"), ("log-format: xml", "json"), ("config: other.conf", "no key"),
])
def test_what_is_wrong_is_said_with_its_line(written, line, word):
    found = faults(written(line))
    assert len(found) == 1 and word in " ".join(*found.values()), found
    if line not in ("listen: 127.0.0.1:0",):
        assert set(found) <= {3, 4}, found  # the second: YAML that ends in the middle of a value


def test_all_faults_are_found_at_once(written):
    found = faults(written("meetings: many", "frame-bytes: 12", "nonsense: 1", "metrics: 203.0.113.7:0"))
    assert set(found) == {3, 4, 5, 6}


def test_an_address_that_is_none_or_not_ours_is_found(written):
    assert "127.0.0.1:8080" in faults(written(listen="nonsense"))[2][0]
    assert "203.0.113.7" in faults(written(listen="203.0.113.7:80"))[2][0]


def test_a_port_that_the_running_server_has_is_no_fault(house, written):
    assert faults(written(listen=f"127.0.0.1:{house.port}", data=house.folder)) == {}
    assert house.ask("GET", "/health/ready")[0] == 200


def test_a_certificate_that_cannot_be_read_or_does_not_match_is_found(tmp_path, written):
    for name in ("one", "two"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
             "-subj", "/CN=localhost", "-keyout", tmp_path / f"{name}.key", "-out", tmp_path / f"{name}.pem"],
            check=True, capture_output=True, timeout=PATIENCE)
    certificate = tmp_path / "one.pem"
    assert faults(written(certificate=certificate, key=tmp_path / "one.key")) == {}
    for key in (tmp_path / "two.key", tmp_path / "none.key", certificate):
        found = faults(written(certificate=certificate, key=key))
        assert list(found) == [3] and str(certificate) in found[3][0], found


def test_a_folder_that_cannot_be_written_is_found(tmp_path, written):
    (tmp_path / "file").write_text("")
    assert "no folder" in faults(written(data=tmp_path / "file"))[1][0]
    long = tmp_path / ("long" * 20) / ("long" * 20)
    assert "too long" in faults(written(data=long))[1][0]
    if os.geteuid() != 0:
        assert "write" in faults(written(data="/usr/openfloor"))[1][0]


def test_a_file_that_is_not_there_is_named(tmp_path):
    for words in (("config", "check"), ("serve", "--config")):
        done = run(*words, tmp_path / "none.conf")
        assert done.returncode != 0 and "none.conf" in done.stderr
