"""Static sites of an archive, as the operator's command writes them."""
import json
import pathlib
import subprocess

from house import BINARY
from series import Series

HOSTILE = "Lamps \" href=\"/m/third\"> </script><script>alert(1)</script>"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def publish(house, folder, *options, fails=False):
    done = subprocess.run(
        [BINARY, "publish", "--site", folder, "--data", house.folder, *options], capture_output=True, text=True, timeout=120)
    assert (done.returncode != 0) == fails, done.stderr
    return done.stderr if fails else done.stdout


def outcome(house, folder, *options):
    return json.loads(publish(house, folder, "--json", *options))


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}


def filled(house, folder):
    """A listed series with a board, comments, words and a paper; meetings of every visibility, and one that is live."""
    series = Series(house, "sharing", {"visibility": "listed"}, {"visibility": "unlisted"}, visibility="listed")
    first, second = series.meetings
    first.write("Mae dŵr y gamlas yn oer.", language="cy")
    first.write("+ Kept & <b>gladly</b>")
    first.write("/next somebody to list five streets")
    second.write("+ Whispered of an unlisted meeting")
    series.settle("Canals need locks.")
    status, _, answer = house.ask(
        "POST", f"/api/v1/series/sharing/papers?as=organiser&id=paper&meeting=1&title=A%20draft&name=Br%C3%AAf%20one.pdf",
        PDF, secret=series.secrets["organiser"])
    assert status == 200, answer
    for meeting in series.meetings:
        meeting.must("facilitator", "close", really=True)
    for visibility in ("listed", "unlisted", "invited"):
        meeting = house.found(visibility, visibility=visibility, title=f"{HOSTILE} {visibility}")
        meeting.must("facilitator", "open")
        meeting.write(f"{HOSTILE} said of {visibility}")
        meeting.must("facilitator", "close", really=True)
    house.found("live", title="Still going on").must("facilitator", "open")
    return house, series, folder, outcome(house, folder)
