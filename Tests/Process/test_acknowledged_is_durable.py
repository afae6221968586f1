"""Acceptance 3: SIGKILL while everybody writes; what was acknowledged is there on restart, once, where it was said to be."""
import contextlib
import copy
import os
import secrets
import threading

import pytest
from crash import OPTIONS, Scribe, Trial
from house import House

ROUNDS = 20
SEED = os.environ.get("CRASH_SEED") or secrets.token_hex(4)  # given to choose again what another run chose


@pytest.fixture
def house(tmp_path):
    with House(tmp_path / "data", *OPTIONS) as house:
        yield house


def test_acknowledged_is_durable(house):
    print(f"CRASH_SEED={SEED}")
    # Given notes, questions, support, votes and report lines on their way from eleven clients, under ids of their own
    trial = Trial(house, "crash", SEED)
    # When the server is killed in the midst of it, again and again, then each time what was acknowledged is there
    for _ in range(ROUNDS):
        trial.round()
    # And when what was not is sent again, everything stands once, and the record is sound
    trial.finish()
    assert trial.tally["kills"] == ROUNDS and trial.tally["repeated and answered the same"]


def lost(record):
    del record[-1]


def doubled(record):
    record.append({**record[-1], "position": len(record) + 1, "after": len(record)})


def invented(record):
    doubled(record)
    record[-1]["line"] = {**record[-1]["line"], "text": ["Nobody said this."]}


def moved(record):
    one, other = record[-2], record[-1]
    one["line"], other["line"] = other["line"], one["line"]


def reworded(record):
    record[-1]["line"] = {**record[-1]["line"], "text": ["Other words."]}


def left_out(record):
    del record[-2]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A scribe's lines, acknowledged, as the server reads them and as they lie on its disk."""
    with House(tmp_path_factory.mktemp("house") / "data", *OPTIONS) as house:
        trial = Trial(house, "crash", SEED)
        trial.those(Scribe)[0].act(9, threading.Semaphore(0))
        yield trial, *trial.read(), trial.stored()


@pytest.mark.parametrize("fault", [None, lost, doubled, invented, moved, reworded, left_out])
def test_the_harness_sees_what_is_wrong(written, monkeypatch, fault):
    # Given lines that were acknowledged, and a record that is not what it should be
    trial, epoch, record, headers = written
    record = copy.deepcopy(record)
    if fault:
        fault(record)
    monkeypatch.setattr(trial, "read", lambda: (epoch, record))
    monkeypatch.setattr(trial, "stored", lambda: (headers + [b""])[:len(record)])
    # When it is looked at, then that is said
    with pytest.raises(AssertionError) if fault else contextlib.nullcontext():
        trial.check_record()
