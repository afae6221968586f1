"""What a process asked of the kernel, by strace: in order, with the files by name."""
import dataclasses
import re
import subprocess

from house import PATIENCE

WRITES = "pwrite64,write,writev,pwritev,ftruncate"
SENDS = "sendto,sendmsg"
SYNCS = "fdatasync,fsync"
NAMES = "openat,mkdir,rename,renameat2,link,unlink"

LINE = re.compile(r"(?P<thread>\d+) +(?:<\.\.\. (?P<resumed>\w+) resumed>|(?P<call>\w+)\()(?P<rest>.*)")
FILE = re.compile(r"(?P<number>\d+)<(?P<path>[^>]*)>")


@dataclasses.dataclass
class Call:
    """`began` and `ended` are lines of the trace: other threads' calls may lie between them."""

    name: str
    text: str
    began: int
    ended: int

    @property
    def file(self):
        """Number and path of the open file it is about."""
        match = FILE.match(self.text)
        return (int(match["number"]), match["path"]) if match else (None, "")


def tracing(path):
    """What to put before a command to have it traced; the command keeps its own process id."""
    calls = ",".join((WRITES, SENDS, SYNCS, NAMES))
    return [
        "strace", "-D", "-f", "-y", "-qq", "-s", "8192", "-e", "signal=none", "-e", f"trace={calls}", "-o", str(path)]


def calls(path):
    """Those that succeeded, by when they ended."""
    found, begun = [], {}
    for number, line in enumerate(path.read_text(errors="replace").splitlines()):
        match = LINE.match(line)
        if not match:
            continue
        call = begun.pop(match["thread"]) if match["resumed"] else Call(match["call"], "", number, number)
        call.text += match["rest"].removesuffix(" <unfinished ...>")
        call.ended = number
        if match["rest"].endswith("<unfinished ...>"):
            begun[match["thread"]] = call
        elif not re.search(r"= -1 E\w+ \(", call.text):
            found.append(call)
    return found


class Fault:
    """System calls of a running process fail as long as this is a context."""

    def __init__(self, process, calls, error):
        self.command = [
            "strace", "-f", "-p", str(process), "-e", "signal=none", "-e", f"trace={calls}",
            "-e", f"inject={calls}:error={error}", "-o", "/dev/null"]

    def __enter__(self):
        self.tracer = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        told = self.tracer.stderr.readline()
        assert "attached" in told, told
        return self

    def __exit__(self, *_):
        self.tracer.terminate()
        self.tracer.communicate(timeout=PATIENCE)
