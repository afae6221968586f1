"""What systemd hears by sd_notify: ready, alive only while the loop goes round, reloading, stopping."""
import ctypes
import os
import pathlib
import signal
import socket
import subprocess
import uuid

import pytest

from house import BINARY, House, PATIENCE

WATCHDOG = 2  # seconds; a beat comes at half of it


class Supervised(House):
    """A house with a supervisor's socket, as a path or by an abstract name."""

    def __init__(self, folder, place, seconds=WATCHDOG, **environment):
        super().__init__(folder)
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ear.bind(place.replace("@", "\0"))
        self.ear.settimeout(PATIENCE)
        self.environment = dict(
            os.environ, NOTIFY_SOCKET=place, WATCHDOG_USEC=str(seconds * 1_000_000), SWIFT_BACKTRACE="enable=no",
            **environment)

    def launch(self):
        with open(self.log_path, "ab") as errors:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", "--listen", "127.0.0.1:0", "--data", str(self.folder)],
                stdout=subprocess.PIPE, stderr=errors, text=True, env=self.environment)

    def hear(self, patience=PATIENCE):
        self.ear.settimeout(patience)
        return dict(line.split("=", 1) for line in self.ear.recv(4096).decode().split("\n"))

    def until(self, word):
        heard = [self.hear()]
        while word not in heard[-1]:
            heard.append(self.hear())
        return heard

    def __exit__(self, *rest):
        super().__exit__(*rest)
        self.ear.close()


class Halted:
    """The thread that waits for the sockets of a process does nothing as long as this is a context; the others go on."""

    SEIZE, INTERRUPT, DETACH, WALL = 0x4206, 0x4207, 17, 0x40000000
    WAITING = {"232", "281", "441"}  # epoll_wait, epoll_pwait, epoll_pwait2 of x86-64

    def __init__(self, process):
        self.ptrace = ctypes.CDLL(None, use_errno=True).ptrace
        tasks = pathlib.Path(f"/proc/{process}/task")
        loops = []
        while not loops:  # it may just be at work
            loops = [task.name for task in tasks.iterdir() if (task / "syscall").read_text().split()[0] in self.WAITING]
        self.threads = [int(name) for name in loops]

    def __enter__(self):
        for thread in self.threads:
            assert self.ptrace(self.SEIZE, thread, None, None) == 0, os.strerror(ctypes.get_errno())
            assert self.ptrace(self.INTERRUPT, thread, None, None) == 0
            os.waitpid(thread, self.WALL)
        return self

    def __exit__(self, *_):
        for thread in self.threads:
            self.ptrace(self.DETACH, thread, None, None)


@pytest.mark.parametrize("is_abstract", [False, True], ids=["path", "abstract"])
def test_the_supervisor_hears_ready_beats_and_stopping(tmp_path, is_abstract):
    place = f"@openfloor-{uuid.uuid4()}" if is_abstract else str(tmp_path / "notify")
    with Supervised(tmp_path / "data", place) as house:
        # Given a house that has started, then its supervisor knows where it listens
        ready = house.until("READY")[-1]
        assert ready["READY"] == "1" and house.address in ready["STATUS"]
        # And hears it again and again; three beats take longer than the watchdog lasts
        for _ in range(3):
            assert house.until("WATCHDOG")[-1] == {"WATCHDOG": "1"}
        # When it is told to read its certificate again, then it says when it begins and that it is ready again
        house.process.send_signal(signal.SIGHUP)
        reloading = house.until("RELOADING")[-1]
        assert reloading["RELOADING"] == "1" and int(reloading["MONOTONIC_USEC"]) > 0
        assert house.until("READY")[-1]["READY"] == "1"
        # And when it is told to end
        house.process.terminate()
        assert house.until("STOPPING")[-1]["STOPPING"] == "1"
        assert house.process.wait(PATIENCE) == 0


def test_a_loop_that_hangs_is_not_said_to_live(tmp_path):
    with Supervised(tmp_path / "data", str(tmp_path / "notify")) as house:
        house.until("WATCHDOG")
        # When its loop hangs, then it falls silent, though all other threads go on
        with Halted(house.process.pid), pytest.raises(TimeoutError):
            for _ in range(100):  # what was under way is still there to be heard
                house.hear(patience=2 * WATCHDOG)
        # And it speaks again once the loop goes on
        assert house.until("WATCHDOG")


def test_nothing_is_said_where_nobody_supervises_or_another_process_is_meant(tmp_path):
    with Supervised(tmp_path / "data", str(tmp_path / "notify"), WATCHDOG_PID="1") as house:
        house.until("READY")
        with pytest.raises(TimeoutError):
            house.hear(patience=2 * WATCHDOG)


def test_a_supervisor_that_is_gone_stops_nothing(tmp_path):
    with Supervised(tmp_path / "data", str(tmp_path / "notify")) as house:
        house.until("WATCHDOG")
        pathlib.Path(tmp_path / "notify").unlink()
        house.ear.close()
        house.process.send_signal(signal.SIGHUP)
        while "the supervisor was not told" not in house.log():
            assert house.ask("GET", "/health/ready")[0] == 200
        assert house.stop() == 0
