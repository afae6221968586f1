"""The record to edit is an OpenDocument text to odfpy and to `file`, and says line by line what record.json says."""
import json
import re
import subprocess
from pathlib import Path

from odf import grammar, teletype
from odf.element import Text
from odf.namespaces import OFFICENS, TABLENS, TEXTNS
from odf.opendocument import load

GOLDEN = Path(__file__).parent.parent / "PublishingTests" / "Golden"
RECORD = json.loads((GOLDEN / "meeting.json").read_text())
DOCUMENT = GOLDEN / "meeting.odt"


def shown(words):
    """As a document for people shows them: controls marked, every kind of break one."""
    words = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", words)
    return re.sub("[\u2028\u2029]", "\n", words)


def walk(node):
    yield node
    for child in node.childNodes:
        yield from walk(child)


def named(node):
    return getattr(node, "qname", None)


def bookmarked(body):
    """What stands between the ends of each bookmark, by its name, in the order of the document."""
    found, open_ = {}, []
    for node in walk(body):
        if named(node) == (TEXTNS, "bookmark-start"):
            name = node.getAttribute("name")
            assert name not in found, f"bookmark {name} stands twice"
            found[name] = ""
            open_.append(name)
        elif named(node) == (TEXTNS, "bookmark-end"):
            open_.remove(node.getAttribute("name"))
        elif open_ and isinstance(node, Text):
            found[open_[-1]] += node.data
        elif open_ and named(node) in ((TEXTNS, "s"), (TEXTNS, "line-break"), (TEXTNS, "tab")):
            found[open_[-1]] += {"line-break": "\n", "tab": "\t"}.get(
                node.qname[1], " " * int(node.attributes.get((TEXTNS, "c"), 1)))
    assert not open_, f"bookmarks {open_} do not end"
    return found


def test_every_line_is_there_in_its_order_with_its_words():
    # Given the document as odfpy reads it
    lines = {name: words for name, words in bookmarked(load(DOCUMENT).text).items() if re.fullmatch(r"l\d+", name)}
    # Then its lines are those of record.json
    assert list(lines) == [line["id"] for line in RECORD["lines"]]
    for line in RECORD["lines"]:
        assert lines[line["id"]] == shown(line["text"]), line["id"]


def test_all_paragraphs_say_who_spoke_when_and_what_came_of_it():
    document = load(DOCUMENT)
    paragraphs = [teletype.extractText(node) for node in walk(document.text)
                  if named(node) in ((TEXTNS, "p"), (TEXTNS, "h"))]
    for line in RECORD["lines"]:
        own = [words for words in paragraphs if words.endswith(f"[{line['id']}]")]
        assert any(shown(line["text"]) in words and line.get("speaker", "") in words for words in own), line["id"]
    # And what stands after the notes is there too
    said = "\n".join(paragraphs)
    for id in RECORD["decisions"] + RECORD["disagreements"] + RECORD["actions"]:
        assert said.count(f"[{id}]") >= 2, id
    for question in RECORD["questions"]:
        assert shown(question["text"]) in said and question["outcome"] in said
    for words in (RECORD["statement"], RECORD["address"], RECORD["verifierKey"], RECORD["meeting"]["objective"],
                  "To decide", *(theme["name"] for theme in RECORD["themes"])):
        assert words in said, words
    tables = {node.getAttribute("name"): teletype.extractText(node)
              for node in walk(document.text) if named(node) == (TABLENS, "table")}
    for poll in RECORD["polls"]:
        for option in poll["options"]:
            assert option["option"] in tables[poll["id"]] and str(option["outside"]) in tables[poll["id"]]
    for group in RECORD["breakouts"]:
        for part in group["report"]:
            assert part["asked"] in tables[f"report{group['number']}"]


def test_it_is_what_the_standard_allows():
    # Given every element odfpy found
    document = load(DOCUMENT)
    for part in (document.text, document.styles, document.automaticstyles, document.masterstyles, document.meta):
        for node in walk(part):
            if isinstance(node, Text) or part is node:
                continue
            # Then the grammar of ODF knows it where it stands, with these attributes
            allowed = grammar.allowed_attributes.get(node.qname)
            for attribute in node.attributes:
                assert allowed is None or attribute in allowed, (node.qname, attribute)
            for needed in grammar.required_attributes.get(node.qname, ()):
                assert needed in node.attributes, (node.qname, needed)
            children = grammar.allowed_children.get(node.qname)
            for child in node.childNodes:
                if not isinstance(child, Text):
                    assert children is None or child.qname in children, (node.qname, child.qname)
    levels = [int(node.getAttribute("outlinelevel")) for node in walk(document.text) if named(node) == (TEXTNS, "h")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    assert str(document.meta.childNodes[0]) == RECORD["meeting"]["title"]
    assert document.text.qname == (OFFICENS, "text")


def test_file_knows_it():
    said = subprocess.run(["file", "--brief", "--mime-type", DOCUMENT], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "application/vnd.oasis.opendocument.text"


def test_the_scribe_log_says_the_same_lines():
    # Given the log, lines that go on put together
    rows = []
    for row in (GOLDEN / "meeting.scribe.log").read_text().splitlines():
        _, nick, words = re.fullmatch(r"(\d\d:\d\d:\d\d) <(openfloor|scribe)> (.*)", row).groups()
        if words.startswith("... "):
            rows[-1] += "\n" + words[4:]
        else:
            rows.append(words)
    # Then each line of record.json is there in its order, with its words
    found = [re.fullmatch(r"(.*) \[(l\d+)\]", words, re.S) for words in rows]
    lines = [match.groups() for match in found if match]
    assert [id for _, id in lines] == [line["id"] for line in RECORD["lines"]]
    for (words, id), line in zip(lines, RECORD["lines"]):
        words = re.sub(r" <https?://[^>]*>", "", words).replace("Dilys_Owen to", "Dilys Owen to")
        assert shown(line["text"]) in words, id
        if line["kind"] == "speech":
            assert words.startswith((line["speaker"].replace(" ", "_") + ": ", "… ")), id
