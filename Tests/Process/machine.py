"""How long the machine itself was held up meanwhile: no server is faster than what it runs on."""
import contextlib
import os
import tempfile
import threading
import time


class Machine:
    """Beats ten times a second, each time writing to the disk; once it is over, `held_up` is how many seconds late the
    latest beat was."""

    BEAT = 0.1  # seconds

    def __init__(self):
        self.held_up = 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join()

    def allows(self, promised):
        """Seconds that a test may take over what a quiet machine does in `promised`."""
        return 5 * promised + 3 * self.held_up

    def run(self):
        with tempfile.TemporaryFile() as file:
            last = time.monotonic()
            while not self.stopping.wait(self.BEAT):
                last = self.beat(file.fileno(), last)
            self.beat(file.fileno(), last)

    def beat(self, file, last):
        os.pwrite(file, b"beat", 0)
        os.fsync(file)
        now = time.monotonic()
        self.held_up = max(self.held_up, now - last - self.BEAT)
        return now


@contextlib.contextmanager
def within(promised):
    """What is done here takes no longer than `Machine.allows` for what is promised, in seconds."""
    with Machine() as machine:
        began = time.monotonic()
        yield
        seconds = time.monotonic() - began
    assert seconds < machine.allows(promised), f"{seconds:.1f} s, where the machine was held up for {machine.held_up:.1f} s"
