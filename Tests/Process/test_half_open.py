"""Connections that say nothing, or a byte now and then: they are cut off, cost little, and nobody else waits for them."""
import contextlib
import selectors
import time

from house import House
from strangers import UPGRADE, Canary, line_to, resident

HEADS = 20  # seconds within which a request's head must be whole
COST = 32  # MiB that five hundred of them may take


def drip(lines, seconds, meanwhile=lambda: None):
    """Sends each line its next byte every half second; returns after how many seconds each was cut."""
    began, cut = time.monotonic(), {}
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line, selectors.EVENT_READ)
        due = began
        while len(cut) < len(lines) and time.monotonic() - began < seconds:
            meanwhile()
            for key, _ in selector.select(max(0, due - time.monotonic())):
                with contextlib.suppress(OSError):
                    if key.fileobj.recv(65536):
                        continue
                cut[key.fileobj] = time.monotonic() - began
                selector.unregister(key.fileobj)
            if time.monotonic() >= due:
                due += 0.5
                for line, bytes_ in lines.items():
                    if line not in cut and (byte := next(bytes_, b"")):
                        with contextlib.suppress(OSError):
                            line.send(byte)
    return cut


def bytes_of(text):
    return iter([bytes([byte]) for byte in text.encode()])


def test_heads_that_come_byte_by_byte_are_cut_off_and_five_hundred_cost_nobody_anything(tmp_path):
    with House(tmp_path / "data", "--connections", "2000", "--connections-per-address", "1500") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        with Canary(meeting), contextlib.ExitStack() as stack:
            before = resident(house)
            # Given five hundred connections of each kind: silent, a head by bytes, an upgrade by bytes
            heads = ["", "GET /m/meeting HTTP/1.1\r\nHost: x\r\nX-Long: " + "y" * 200, UPGRADE + "X-Long: " + "y" * 200]
            lines = {
                stack.enter_context(line_to(house)): bytes_of(heads[number % 3]) for number in range(500)}
            most = before

            def grown():
                nonlocal most
                most = max(most, resident(house))

            # When they go on so, then each is cut off in the time a head may take
            cut = drip(lines, HEADS * 5, meanwhile=grown)
            assert len(cut) == len(lines)
            print(f"cut after {min(cut.values()):.1f} to {max(cut.values()):.1f} s; {most - before:.1f} MiB")
            # And they cost little
            assert most - before < COST


def test_a_frame_that_never_ends_is_held_to_its_limit_and_its_reader_pinged(tmp_path):
    with House(tmp_path / "data") as house:
        meeting = house.found()
        meeting.must("facilitator", "open")
        before = resident(house)
        with Canary(meeting) as canary, contextlib.ExitStack() as stack:
            # Given two hundred WebSockets, each in the middle of the largest frame there may be
            for _ in range(200):
                line = stack.enter_context(line_to(house))
                line.sendall((UPGRADE + "\r\n").encode())
                while b"welcome" not in (piece := line.recv(65536)):
                    assert piece
                line.sendall(b"\x81\xff" + (65_536).to_bytes(8) + b"\0\0\0\0" + b"x" * 65_000)
            # When they say no more for a while
            for _ in canary.while_it_writes(10):
                time.sleep(0.05)
            # Then they hold no more than their frames
            grown = resident(house) - before
            print(f"{grown:.1f} MiB")
            assert grown < 200 * 65_536 * 4 / 2**20 + COST
