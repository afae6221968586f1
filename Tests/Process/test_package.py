"""The Debian package: built by scripts/package, installed by apt into a clean Debian, used there, removed and purged.

The program in it is the debug build, linked anew with Swift's runtime; OPENFLOOR_PACKAGE names a package made otherwise.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest

from house import House, PATIENCE, ROOT

INSTALLING = 900  # seconds for what takes a mirror of Debian
pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="a clean Debian to install into takes root"),
    pytest.mark.timeout(INSTALLING)]


def run(*words, **options):
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=INSTALLING, **options)
    assert done.returncode == 0, (words, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    if "OPENFLOOR_PACKAGE" in os.environ:
        return pathlib.Path(os.environ["OPENFLOOR_PACKAGE"]).resolve()
    out = tmp_path_factory.mktemp("package")
    return pathlib.Path(run(ROOT / "scripts/package", "--debug", "--out", out).splitlines()[-1])


class Debian:
    """A Debian of its own in a folder: only what every Debian has, from where this machine gets its packages."""

    def __init__(self, root):
        self.root = root
        # Archive, release, components: as apt is set up here.
        sources = [line.split() for line in run(
            "apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"
        ).splitlines()]
        sources = [source for source in sources if source[1].startswith("bookworm")]
        main = next(source for source in sources if source[1] == "bookworm" and source[2] == "main")
        run("debootstrap", "--variant=minbase", main[1], root, main[0])
        (root / "etc/apt/sources.list").write_text("".join(f"deb {' '.join(source)}\n" for source in sources))
        settings = run("apt-config", "dump", "--format", "%F \"%v\";%n", "Acquire")
        (root / "etc/apt/apt.conf.d/10-as-here").write_text(settings)
        (root / "etc/dpkg/dpkg.cfg.d/quick").write_text("force-unsafe-io\n")
        shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")

    def inside(self, *words, user="root"):
        """What runs a command in there, with the processes of the whole machine in its /proc."""
        return ["unshare", "--mount", "--propagation", "private", "sh", "-c", 'mount -t proc proc "$0/proc" && exec "$@"',
                str(self.root), "chroot", f"--userspec={user}:{user}", str(self.root), *map(str, words)]

    def run(self, *words, user="root", **environment):
        return run(*self.inside(*words, user=user), env={
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8",
            **environment})

    def install(self, package):
        shutil.copy(package, self.root / "openfloor.deb")
        return self.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/openfloor.deb")

    def has(self, path):
        return (self.root / path).exists()


@pytest.fixture(scope="module")
def debian(tmp_path_factory, package):
    root = tmp_path_factory.mktemp("debian") / "root"
    debian = Debian(root)
    debian.run("apt-get", "update", "-qq")
    before = set(debian.run("dpkg-query", "-W", "-f", "${Package}\n").split())
    debian.said = debian.install(package)
    debian.came = set(debian.run("dpkg-query", "-W", "-f", "${Package}\n").split()) - before
    yield debian
    shutil.rmtree(root)


class InstalledDemo(House):
    """`openfloor demo` of the package; ready once its meeting is closed."""

    def __init__(self, debian):
        super().__init__(debian.root.parent / "demo")
        self.debian = debian

    def launch(self):
        words = self.debian.inside(
            "/usr/bin/openfloor", "demo", "--listen", "127.0.0.1:0", "--speed", "1000", user="openfloor")
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def start(self):
        self.launch()
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.startswith("listening on"):
                self.address = line.split()[-1]
            if line.startswith("The meeting is closed."):
                self.record = urlsplit(line.split()[-1]).path
                return self
        self.stop()
        raise AssertionError(f"the demo ended before its meeting was closed: {said[-5:]}")


class Installed(House):
    """The server of the package, as its unit starts it: its user, its configuration; but on a free port."""

    def __init__(self, debian, trace):
        super().__init__(debian.root.parent / "served")
        self.debian = debian
        self.trace = trace

    def launch(self):
        words = self.debian.inside(
            "/usr/bin/openfloor", "serve", "--config", "/etc/openfloor/openfloor.conf", "--listen", "127.0.0.1:0",
            user="openfloor")
        at = words.index("chroot")
        words[at:at] = ["strace", "-D", "-f", "-qq", "-e", "signal=none", "-o", str(self.trace)]
        with open(self.log_path, "ab") as errors:
            self.process = subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=errors, text=True, env={"PATH": os.environ["PATH"]})


@pytest.fixture(scope="module")
def served(debian, tmp_path_factory):
    with Installed(debian, tmp_path_factory.mktemp("trace") / "calls") as house:
        yield house


def test_the_package_is_as_debian_wants_it(package):
    said = run("lintian", "--allow-root", "--fail-on", "error,warning", package)
    assert not re.search(r"^[EW]:", said, re.M), said


def test_the_same_tree_gives_the_same_package(package, tmp_path):
    if "OPENFLOOR_PACKAGE" in os.environ:
        pytest.skip("it was made elsewhere")
    run("dpkg-deb", "-x", package, tmp_path / "unpacked")
    again = pathlib.Path(run(
        ROOT / "scripts/package", "--debug", "--out", tmp_path,
        env=dict(os.environ, OPENFLOOR_PACKAGE_BINARY=str(tmp_path / "unpacked/usr/bin/openfloor"))).splitlines()[-1])
    assert again.read_bytes() == package.read_bytes()


def test_the_units_are_sound_and_shut(package, tmp_path):
    # Given the units as they are installed, of a program that is there
    run("dpkg-deb", "-x", package, tmp_path)
    units = tmp_path / "lib/systemd/system"
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(units.glob("openfloor*"))],
        capture_output=True, text=True, timeout=PATIENCE)
    # Then systemd finds nothing wrong in them, but that this machine has no such programs
    complaints = [
        line for line in verified.stderr.splitlines() if "openfloor" in line and not re.search(
            r"Command /usr/(bin/openfloor|lib/openfloor/backup) is not executable: No such file or directory", line)]
    assert complaints == [], complaints
    # And nothing is left open that need not be: 10 is all of it
    for unit in ("openfloor.service", "openfloor-backup.service"):
        run("systemd-analyze", "security", "--offline=yes", "--threshold=20", units / unit)


def test_what_is_installed_is_what_was_promised(debian):
    # Given a clean Debian with the package, then no toolchain and no compiler came with it
    assert not {name for name in debian.came if re.search(r"swift|clang|gcc-1\d$|-dev$", name)}
    # And folders that hold the key are the server's own
    for folder in ("var/lib/openfloor", "var/backups/openfloor"):
        status = (debian.root / folder).stat()
        assert status.st_mode & 0o777 == 0o700 and status.st_uid != 0, folder
    # And the configuration is the example, and holds for the server's user
    configuration = (debian.root / "etc/openfloor/openfloor.conf").read_text()
    assert configuration == debian.run("openfloor", "config", "example")
    assert "as it should be" in debian.run(
        "openfloor", "config", "check", "/etc/openfloor/openfloor.conf", user="openfloor")
    # And it is said what to do next; every file is as it was packed
    assert "openfloor invite --site-organiser" in debian.said
    assert debian.run("dpkg", "--verify", "openfloor") == ""
    # And what helps on the command line is there
    for path in ("bash-completion/completions/openfloor", "zsh/vendor-completions/_openfloor",
                 "fish/vendor_completions.d/openfloor.fish"):
        assert "meeting" in (debian.root / "usr/share" / path).read_text()


def test_every_command_is_in_the_manual(package, tmp_path):
    run("dpkg-deb", "-x", package, tmp_path)
    pages = {}
    for name in ("man1/openfloor.1", "man5/openfloor.conf.5"):
        source = tmp_path / f"usr/share/man/{name}.gz"
        done = subprocess.run(
            ["man", "--warnings", "--local-file", str(source)], capture_output=True, text=True, timeout=PATIENCE,
            env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="100", MAN_KEEP_FORMATTING=""))
        assert done.returncode == 0 and not done.stderr, done.stderr
        pages[name] = re.sub(r".\x08", "", done.stdout)
    program = tmp_path / "usr/bin/openfloor"
    dump = json.loads(run(program, "--experimental-dump-help"))["command"]
    for command in dump["subcommands"]:
        if command["commandName"] != "help":
            assert f"openfloor {command['commandName']}" in pages["man1/openfloor.1"], command["commandName"]
    serve = next(command for command in dump["subcommands"] if command["commandName"] == "serve")
    for argument in serve["arguments"]:
        name = argument["preferredName"]["name"]
        if argument["kind"] == "option" and name != "config":
            assert f" {name}:" in pages["man5/openfloor.conf.5"], name


def test_the_demo_plays_itself_there(debian):
    with InstalledDemo(debian) as demo:
        # Given the demo's meeting, played to its end by the installed program, then its record is there with its pages
        status, _, page = demo.ask("GET", demo.record)
        assert status == 200 and "Summary of agreements" in page.decode()
        assert demo.ask("GET", "/assets/styles/tokens.css")[0] == 200
        # And it verifies
        (debian.root / "tmp/demo.jsonl").write_bytes(demo.ask("GET", f"{demo.record}.jsonl")[2])
        assert "sound" in debian.run("openfloor", "verify", "/tmp/demo.jsonl")
        assert demo.stop() == 0


def test_a_meeting_is_held_backed_up_and_verified_there(debian, served):
    # Given the installed server, ready, with its pages
    assert served.ask("GET", "/health/ready")[0] == 200
    assert b"Meetings you can follow" in served.ask("GET", "/")[2]
    # When root, by the control socket, makes the first link and a meeting is held
    served.site_link = debian.run("openfloor", "invite", "--site-organiser", "--data", "/var/lib/openfloor").strip()
    meeting = served.found()
    meeting.must("facilitator", "open")
    for number in range(5):
        meeting.write(f"Line {number}.")
    # And a backup is made as the timer makes it, keeping two
    folder = debian.root / "var/backups/openfloor"
    for year in (2020, 2021, 2022):
        (folder / f"openfloor-{year}0101T000000Z.backup").write_text("old")
    debian.run("/usr/lib/openfloor/backup", user="openfloor", KEEP="2")
    kept = sorted(path.name for path in folder.iterdir())
    assert len(kept) == 2 and kept[0] == "openfloor-20220101T000000Z.backup"
    # And the meeting is closed and published
    meeting.must("facilitator", "close", confirm=True)
    debian.run("openfloor", "publish", "meeting", "--out", "/tmp/record", "--data", "/var/lib/openfloor")
    # Then record and folder verify, there, and the folder is sound
    assert "sound" in debian.run("openfloor", "verify", "/tmp/record/meeting.jsonl")
    assert "sound" in debian.run("openfloor", "verify", "/var/lib/openfloor", user="openfloor")
    assert "WRONG" not in debian.run("openfloor", "doctor", "--data", "/var/lib/openfloor")
    assert served.stop() == 0


def test_the_unit_lets_through_whatever_the_server_asked_of_the_kernel(debian, served):
    # Given every call of the server while a meeting was held and it was stopped
    served.stop()
    lines = served.trace.read_text(errors="replace").splitlines()
    start = next(number for number, line in enumerate(lines) if 'execve("/usr/bin/openfloor"' in line)
    asked = {match[1] for line in lines[start:] if (match := re.match(r"\d+ +(\w+)\(", line))}
    assert {"epoll_wait", "fdatasync", "sendto"} & asked
    # Then the unit's filter lets each through, and no memory was both written and run
    allowed = calls_of("@default")
    unit = (debian.root / "lib/systemd/system/openfloor.service").read_text()
    for group in re.findall(r"(?m)^SystemCallFilter=(.*)$", unit):
        allowed = allowed - calls_of(group[1:]) if group.startswith("~") else allowed | calls_of(group)
    assert asked - allowed == set()
    assert not [line for line in lines[start:] if "PROT_WRITE|PROT_EXEC" in line]


def calls_of(group):
    """The calls of one of systemd's groups, with those of the groups in it."""
    found = set()
    for word in run("systemd-analyze", "syscall-filter", group).split("\n")[1:]:
        word = word.strip()
        if word.startswith("@"):
            found |= calls_of(word)
        elif re.fullmatch(r"\w+", word):
            found.add(word)
    return found


def test_removed_it_leaves_no_program_and_purged_no_configuration_but_the_records_stay(debian, served, package):
    served.stop()
    records = debian.root / "var/lib/openfloor/openfloor.sqlite"
    # When it is removed, then the program is gone, and configuration and records stay
    debian.run("apt-get", "remove", "-y", "-qq", "openfloor")
    for path in ("usr/bin/openfloor", "usr/share/openfloor", "lib/systemd/system/openfloor.service", "usr/lib/openfloor"):
        assert not debian.has(path), path
    assert debian.has("etc/openfloor/openfloor.conf") and records.exists()
    # When it is purged, then the configuration goes too; the records stay, and it is said that they do
    said = debian.run("apt-get", "purge", "-y", "-qq", "openfloor")
    assert "/var/lib/openfloor is kept" in said and not debian.has("etc/openfloor") and records.exists()
    # When it is installed again, then they are served
    debian.install(package)
    assert '"meeting"' in debian.run("openfloor", "meeting", "list", "--json", "--data", "/var/lib/openfloor",
                                     user="openfloor")
    # And purged with the word for it, everything of it is gone
    debian.run("apt-get", "purge", "-y", "-qq", "openfloor", OPENFLOOR_PURGE="records")
    left = [path for path in debian.run("find", "/", "-xdev", "-iname", "*openfloor*", "-not", "-path", "/proc/*").split()
            if path != "/openfloor.deb"]
    assert left == []
    assert "openfloor" not in (debian.root / "etc/passwd").read_text()
