"""Three readers of one meeting, each over its own transport, which come back by themselves when the server goes."""
import http.client
import json
import socket
import threading
import time

from house import PATIENCE


class Follower(threading.Thread):
    """Reads until `last` is held or somebody says stop. `heard` holds every entry frame in the order it came."""

    def __init__(self, meeting, after=None):
        super().__init__(daemon=True)
        self.meeting = meeting
        self.after = after
        self.heard = []
        self.welcomes = []
        self.fault = None
        self.changed = threading.Condition()
        self.stopping = False
        self.cut = lambda: None
        self.start()

    def run(self):
        while not self.stopping:
            try:
                self.read()
            except AssertionError as error:
                self.fault = error
                return
            except Exception:  # the server went: that is what these tests do to it
                time.sleep(0.02)

    def take(self, frame):
        with self.changed:
            if frame["is"] == "welcome":
                self.welcomes.append(frame)
                if "state" in frame:
                    self.after = frame["from"]
                else:
                    assert frame["from"] == self.after
            elif frame["is"] == "entry":
                assert frame["after"] == self.after, f"{frame} does not follow {self.after}"
                self.heard.append(frame)
                self.after = frame["position"]
            self.changed.notify_all()

    def wait_for(self, wanted):
        with self.changed:
            assert self.changed.wait_for(lambda: self.fault or wanted(self), PATIENCE), (
                f"{type(self).__name__} holds {self.after}")
        if self.fault:
            raise self.fault

    def seated(self):
        self.wait_for(lambda self: self.welcomes or self.heard)
        return self

    def has(self, position):
        self.wait_for(lambda self: (self.after or 0) >= position)

    @property
    def positions(self):
        return [frame["position"] for frame in self.heard]

    def end(self):
        self.stopping = True
        self.cut()
        self.join(PATIENCE)


class BySocket(Follower):
    def read(self):
        with self.meeting.socket(after=self.after) as stream:
            self.cut = stream.close
            while not self.stopping:
                self.take(json.loads(stream.recv()))


class ByEventStream(Follower):
    """Resumes by Last-Event-ID, as a browser does."""

    def read(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.meeting.house.port, timeout=PATIENCE)
        headers = {"Accept": "text/event-stream"}
        if self.after:
            headers["Last-Event-ID"] = str(self.after)
        connection.request("GET", f"/api/v1/meetings/{self.meeting.slug}/live", headers=headers)
        line = connection.sock  # the answer takes it from the connection
        self.cut = lambda: line.shutdown(socket.SHUT_RDWR)
        answer = connection.getresponse()
        assert answer.status == 200
        kept = b""
        while not self.stopping:
            piece = answer.read1(65536)
            if not piece:
                raise ConnectionError("the stream ended")
            kept += piece
            *whole, kept = kept.split(b"\n\n")
            for event in whole:
                fields = [line.partition(b":") for line in event.split(b"\n") if line and line[:1] != b":"]
                ids = [value.strip() for name, _, value in fields if name == b"id"]
                text = b"\n".join(value.strip() for name, _, value in fields if name == b"data")
                if not text:
                    continue
                frame = json.loads(text)
                if frame["is"] == "entry":
                    assert ids == [str(frame["position"]).encode()]
                self.take(frame)


class ByLongPoll(Follower):
    def read(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.meeting.house.port, timeout=PATIENCE)
        while not self.stopping:
            connection.request(
                "GET", f"/api/v1/meetings/{self.meeting.slug}/entries?after={self.after or 0}&wait=1")
            answer = connection.getresponse()
            if answer.status == 503:
                raise ConnectionError("closing")
            assert answer.status == 200
            reading = json.loads(answer.read())
            self.after = self.after or 0
            assert reading["from"] == self.after
            for frame in reading["entries"]:
                self.take(frame)
