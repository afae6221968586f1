"""Records with something of everything, published, and the command that checks them."""
import os
import subprocess

from house import BINARY, PATIENCE, Device


def run(*arguments, code=0):
    done = subprocess.run(
        [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=3 * PATIENCE,
        env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
    assert done.returncode == code, f"{done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def closed(house, slug="third", visibility="listed", lines=12):
    """A closed meeting with a correction, a retraction, a question that is supported, and a word for staff."""
    meeting = house.found(
        slug=slug, visibility=visibility, title="Lamp posts & light", place="Town Hall, Cardiff",
        startsAt=1774000800000,
        speakers=[{"name": "Dilys Owen", "aliases": ["do"]}], agenda=[{"title": "Welcome"}, {"title": "Report back"}])
    meeting.must("facilitator", "open")
    meeting.must("facilitator", "item-take-up", number=1)
    for number in range(lines):
        meeting.write(f"do: Line {number} is about the lamps of Caerffili, ŵ and 🏮.")
    meeting.write("Topic: Costs")
    meeting.write("RESOLUTION: Dim after midnight.")
    [wrong] = meeting.write("do: We agree on the 26th of April.")
    meeting.must("scribe", "correct", line=wrong, text="We agree on the 26th of March.")
    [gone] = meeting.write("Somebody said too much.")
    meeting.must("scribe", "retract", line=gone)
    meeting.must("facilitator", "ask", text="Who pays for the trial?")
    asker = Device(meeting)
    asker.must("ask", text="A question that waits for staff")
    asker.must("question-support", number=1, on=True)
    meeting.must("facilitator", "close", really=True)
    return meeting


def record(house, meeting, form, role=None):
    secret = meeting.secrets[role] if role else None
    status, headers, body = house.ask(
        "GET", f"/m/{meeting.slug}/record.{form}" + (f"?as={role}" if role else ""), secret=secret)
    assert status == 200, body
    return headers, body
