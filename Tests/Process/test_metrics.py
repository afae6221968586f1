"""The operator's figures: on a port of their own, in Prometheus' format, and true."""
import json
import socket
import urllib.error
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from followers import ByEventStream, BySocket
from house import House, PATIENCE, until

LINES, SOCKETS, STREAMS = 30, 5, 3


class Watched(House):
    """A house with `/metrics`."""

    def start(self):
        super().start()
        self.metrics = self.process.stdout.readline().split()[-1]
        return self

    def figures(self):
        """Each figure by its name, and by its label's value where it has one."""
        with urllib.request.urlopen(self.metrics, timeout=PATIENCE) as answer:
            assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
            text = answer.read().decode()
        found = {}
        for family in text_string_to_metric_families(text):
            assert family.documentation and family.type in ("counter", "gauge", "histogram"), family.name
            for sample in family.samples:
                assert set(sample.labels) <= {"transport", "code", "close_code", "le"}
                key = (sample.name, *sample.labels.values())
                assert key not in found, key
                found[key] = sample.value
        return found


@pytest.fixture
def watched(tmp_path):
    with Watched(tmp_path / "data", "--metrics", "127.0.0.1:0") as house:
        yield house


def test_what_was_delivered_is_counted_once_for_each_line_and_reader(watched):
    # Given readers by WebSocket and by event stream
    meeting = watched.found()
    meeting.must("facilitator", "open")
    readers = [BySocket(meeting).seated() for _ in range(SOCKETS)]
    readers += [ByEventStream(meeting).seated() for _ in range(STREAMS)]
    before = watched.figures()
    assert before["openfloor_deliveries_total",] == 0
    assert before["openfloor_followers",] == SOCKETS + STREAMS
    # When lines are written and all have heard the last
    for number in range(LINES):
        last = meeting.write(f"Line {number} of the meeting.")[0]
    for reader in readers:
        reader.has(last)
    # Then each line was delivered once to each
    after = watched.figures()
    assert after["openfloor_deliveries_total",] == LINES * (SOCKETS + STREAMS)
    assert after["openfloor_delivered_bytes_total",] > LINES * (SOCKETS + STREAMS) * 25
    assert after["openfloor_entries_total",] - before["openfloor_entries_total",] == LINES
    assert after["openfloor_commit_seconds_count",] - before["openfloor_commit_seconds_count",] == LINES
    assert after["openfloor_fsync_seconds_count",] == after["openfloor_commit_seconds_count",]
    assert 0 < after["openfloor_fsync_seconds_sum",] < after["openfloor_commit_seconds_sum",]
    # A pass serves all who are level: rarely more than one for a line, never one for each reader.
    assert 0 < after["openfloor_pass_seconds_count",] < after["openfloor_deliveries_total",] / 2
    assert after["openfloor_connections", "websocket"] == SOCKETS
    assert after["openfloor_connections", "sse"] == STREAMS
    assert after["openfloor_lag_bytes",] == after["openfloor_followers_behind",] == 0
    assert after["openfloor_meetings",] == 1
    assert after["openfloor_loop_turn_longest_seconds",] > 0
    assert after["process_resident_memory_bytes",] > 10_000_000
    # And those who leave are not counted any more, but what they heard is
    for reader in readers:
        reader.end()
    while (gone := watched.figures())["openfloor_followers",]:
        pass
    assert gone["openfloor_connections", "websocket"] == gone["openfloor_connections", "sse"] == 0
    assert gone["openfloor_deliveries_total",] == LINES * (SOCKETS + STREAMS)


def test_refusals_are_counted_by_code_whichever_way_they_go(watched):
    meeting = watched.found()
    # Given a command refused by POST, one by the rules over a WebSocket, and a frame that is none
    assert meeting.give("scribe", "open")[0] == 403
    with meeting.socket("scribe") as scribe:
        for frame in ({"do": "open", "id": "c-1"}, {"do": "sing", "id": "c-2"}):
            scribe.send(json.dumps(frame))
            until(scribe, lambda heard: heard["is"] == "refused")
    # And a request the listener refuses by itself, and a peer that is dismissed
    assert watched.ask("POST", "/join", b"x" * 300_000)[0] == 413
    with meeting.socket("organiser") as socket:
        socket.send("x" * 70_000)
        with pytest.raises(Exception):
            until(socket, lambda frame: False)
    # Then each is counted
    figures = watched.figures()
    assert figures["openfloor_refusals_total", "not-permitted"] == 2
    assert figures["openfloor_refusals_total", "unknown-frame"] == 1
    assert figures["openfloor_refusals_total", "bodyTooLarge"] == 1
    assert figures["openfloor_dismissals_total", "1009"] == 1


def test_nothing_of_what_is_said_where_or_by_whom_is_in_the_figures(watched):
    meeting = watched.found(slug="hidden-place", visibility="unlisted")
    meeting.must("facilitator", "open")
    meeting.write("A secret word.")
    with urllib.request.urlopen(watched.metrics, timeout=PATIENCE) as answer:
        text = answer.read().decode()
    for secret in ("hidden-place", "secret", meeting.record, *meeting.secrets.values(), "127.0.0"):
        assert secret not in text


def test_the_figures_are_not_on_the_port_people_use_and_nothing_else_is_on_theirs(watched):
    assert watched.ask("GET", "/metrics")[0] == 404
    for path in ("/", "/health/live", "/api/v1/meetings"):
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(watched.metrics.replace("/metrics", path), timeout=PATIENCE)
        assert missing.value.code == 404


def test_there_are_no_figures_unless_asked_for(house):
    assert house.ask("GET", "/metrics")[0] == 404
    house.process.terminate()
    assert "metrics" not in house.process.communicate(timeout=PATIENCE)[0]


def test_the_figures_are_there_when_the_house_is_full(tmp_path):
    with Watched(tmp_path / "data", "--metrics", "127.0.0.1:0", "--connections", "1") as house:
        with socket.create_connection(("127.0.0.1", house.port)):
            assert house.ask("GET", "/join")[0] == 503
            figures = house.figures()
            assert figures["openfloor_connections_limit",] == 1
            assert figures["openfloor_refusals_total", "full"] == 1
            assert figures["openfloor_connections", "idle"] >= 1
