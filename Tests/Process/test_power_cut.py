"""A power cut takes what was not synced: the system's own calls show that nothing is said before it is on the disk."""
import json

import pytest
import traces
from house import Device, House, until

WAL, DATABASE = "openfloor.sqlite-wal", "openfloor.sqlite"
#: Said by WebSocket, by POST, and asked by a device.
WORDS = ["Heard by socket.", "Heard by post.", "Heard by device?"]


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    """The calls of a server from its first start, through three commands that a reader hears, to its end."""
    folder = tmp_path_factory.mktemp("power")
    with House(folder / "data", wrapper=traces.tracing(folder / "trace")) as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        meeting.must("facilitator", "moderation", moderation="none")
        with meeting.socket("scribe") as scribe, meeting.socket() as reader:
            until(reader, lambda frame: frame["is"] == "welcome")
            scribe.send(json.dumps({"do": "write", "id": "power-1", "text": WORDS[0]}))
            until(scribe, lambda frame: frame["is"] == "accepted")
            meeting.write(WORDS[1], id="power-2")
            last = Device(meeting).must("ask", text=WORDS[2], id="power-3")
            until(reader, lambda frame: frame.get("position") == last[-1])
    return traces.calls(folder / "trace")


def named(calls, kinds, ending):
    return [call for call in calls if call.name in kinds.split(",") and call.file[1].endswith(ending)]


def is_synced_before(calls, sent):
    """Whether the log was synced between the last write to it and a send."""
    written = [call for call in named(calls, traces.WRITES, WAL) if call.began < sent.began]
    return any(
        sync.began > written[-1].ended and sync.ended < sent.began for sync in named(calls, traces.SYNCS, WAL))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_between_the_last_write_and_the_acknowledgement_lies_a_sync(traced, number):
    # Given the trace of a command by WebSocket, by POST, by a device
    acknowledged = [call for call in named(traced, traces.SENDS, "") if rf'\"id\":\"power-{number}\"' in call.text
                    and "accepted" in call.text]
    written = [call for call in named(traced, traces.WRITES, WAL) if WORDS[number - 1] in call.text]
    # Then its words were written to the log, the log was synced, and only then it was acknowledged
    assert acknowledged and written and written[0].ended < acknowledged[0].began
    assert is_synced_before(traced, acknowledged[0])
    # And the same trace without its syncs would not pass
    assert not is_synced_before(
        [call for call in traced if call.name not in traces.SYNCS.split(",")], acknowledged[0])


def test_nothing_is_told_before_it_is_synced(traced):
    # Given whatever was sent to anybody that holds these words
    told = [call for call in named(traced, traces.SENDS, "") if any(words in call.text for words in WORDS)]
    # Then there are entries among it, and each was synced before
    assert len(told) >= len(WORDS)
    assert all(is_synced_before(traced, call) for call in told)


def test_one_connection_writes_and_moves_the_log(traced):
    # Readers open the same files; what is written comes by one open file each
    for name in (WAL, DATABASE):
        assert len({call.file for call in named(traced, traces.WRITES, name)}) == 1, name


def test_the_folder_is_synced_after_its_files_were_made(traced):
    # Given the calls up to the first word to anybody
    began = min(call.began for call in named(traced, traces.SENDS, ""))
    folder = next(call.file[1] for call in named(traced, traces.WRITES, WAL)).rsplit("/", 1)[0]
    made = {name: max(call.ended for call in traced if is_making(call, f"{folder}/{name}") and call.began < began)
            for name in (DATABASE, WAL, "keys", "keys/record.ed25519")}
    # Then the folder that holds each was synced after it was made, and the folder's own name in its parent
    for name, when in [*made.items()]:
        assert is_synced(traced, f"{folder}/{name}".rsplit("/", 1)[0], when, began), name
    founded = next(call for call in traced if call.name == "mkdir" and f'"{folder}"' in call.text)
    assert is_synced(traced, folder.rsplit("/", 1)[0], founded.ended, began)


def is_making(call, path):
    """Opened to be made, or given its name; readers that open the log later find it there."""
    if call.name == "openat":
        return f'"{path}"' in call.text and "O_CREAT" in call.text and "O_RDWR" in call.text
    return call.name in ("mkdir", "rename", "renameat2", "link") and f'"{path}"' in call.text


def is_synced(calls, folder, after, before):
    return any(
        call.file[1] == folder and after < call.began and call.ended < before
        for call in calls if call.name in traces.SYNCS.split(","))
