"""The lines of a record as each form carries them, read by other people's parsers: (id, words, speaker) in their order.

Words are taken with whatever the form adds around them, and without blanks: forms break lines where they like.
"""
import csv
import html
import io
import json
import re

import webvtt
from lxml import etree
from lxml import html as pages
from markdown_it import MarkdownIt
from odf.element import Text
from odf.namespaces import TEXTNS
from odf.opendocument import load

XML = "{http://www.w3.org/XML/1998/namespace}"
LINE = re.compile(r"l\d+")


def bare(words):
    """As compared: controls marked as documents mark them, no blanks, no addresses after a link's words."""
    words = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", words)
    words = re.sub(r"\s*<(?:https?|mailto):[^<>]*>", "", words)
    return re.sub(r"[\s\ufffd\u2028\u2029]", "", words)


def of_json(body):
    return [(line["id"], line["text"], line.get("speaker")) for line in json.loads(body)["lines"]]


def of_html(body):
    document = pages.document_fromstring(body.decode(), parser=pages.HTMLParser(encoding="utf-8"))
    lines = []
    for element in document.get_element_by_id("meeting").xpath(".//*[starts-with(@id, 'l')]"):
        own = element.find("p") if element.tag == "li" else element
        said = own.find("cite")
        [words] = [span for span in own.findall("span") if "words" in span.get("class").split()]
        lines.append((element.get("id"), words.text_content(), said.text[:-1] if said is not None else None))
    return lines


def of_markdown(body):
    """By CommonMark: a line ends with a link to itself; who spoke stands in the heading before. Its notes are what comes first."""
    lines, speaker = [], None
    text = body.decode()
    tokens = MarkdownIt("commonmark").parse(text)
    for opening, inline in zip(tokens, tokens[1:]):
        if inline.type != "inline" or opening.type not in ("paragraph_open", "heading_open"):
            continue
        words = "".join(
            child.content if child.type in ("text", "code_inline", "text_special") else
            "\n" if child.type in ("softbreak", "hardbreak") else "" for child in inline.children)
        own = re.search(r" \[?(l\d+)\]?$", words)
        if own:
            spoken = opening.type == "paragraph_open" and not any(
                child.type in ("strong_open", "em_open") for child in inline.children[:1])
            lines.append((own[1], words[:own.start()], speaker if spoken else None))
            speaker = None if opening.type == "heading_open" else speaker
        elif opening.type == "heading_open":
            speaker = words.rstrip(":")
    return lines


def of_text(body):
    """Whatever stands between two marks belongs to the second: margin, speaker, words."""
    text = body.decode()
    return [(match[2], match[1], None) for match in re.finditer(r"(.*?)\s\[(l\d+)\]$", text, re.S | re.M)]


def of_notes(body):
    return [(cue.identifier, html.unescape(cue.text), html.unescape(cue.voice) if cue.voice else None)
            for cue in webvtt.from_string(body.decode())]


def of_akoma(body):
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    people = {person.get("eId") or person.get("id"): person.get("showAs") for person in root.iter("TLCPerson")}
    lines = []
    for element in root.find(".//debateBody").iter(etree.Element):
        name = element.get("eId") or element.get("id") or ""
        if not LINE.fullmatch(name):
            continue
        if element.tag in ("speech", "answer", "question"):
            words, speaker = "".join(element.find("p").itertext()), people[element.get("by")[1:]]
        elif element.tag == "debateSection":
            words, speaker = "".join(element.find("heading").itertext()), None
        else:
            words, speaker = "".join(element.itertext()), None
        lines.append((name, words, speaker))
    return lines


def of_tei(body):
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    people = {person.get(XML + "id"): "".join(person.find("persName").itertext()) for person in root.iter("person")}
    lines = []
    for element in root.find(".//body").iter(etree.Element):
        name = element.get(XML + "id") or ""
        if not LINE.fullmatch(name):
            continue
        words = "".join((element.find("head") if element.tag == "div" else element).itertext())
        lines.append((name, words, people[element.get("who")[1:]] if element.get("who") else None))
    return lines


def of_odt(body):
    """Each line is what stands between the ends of the bookmark of its id; who spoke stands before it."""
    lines, open_ = {}, []

    def walk(node):
        yield node
        for child in node.childNodes:
            yield from walk(child)

    for node in walk(load(io.BytesIO(body)).text):
        name = getattr(node, "qname", None)
        if name == (TEXTNS, "bookmark-start") and LINE.fullmatch(node.getAttribute("name")):
            open_.append(node.getAttribute("name"))
            lines[open_[-1]] = ""
        elif name == (TEXTNS, "bookmark-end") and node.getAttribute("name") in open_:
            open_.remove(node.getAttribute("name"))
        elif open_ and isinstance(node, Text):
            lines[open_[-1]] += node.data
    return [(name, words, None) for name, words in lines.items()]


def of_scribe(body):
    """Lines that go on put together; speakers are one word, and `…` goes on with the one before."""
    rows, lines, speaker = [], [], None
    for row in body.decode().splitlines():
        words = re.fullmatch(r"(?:\d\d:\d\d:\d\d )?<(?:openfloor|scribe)> ?(.*)", row)[1]
        if words.startswith("... "):
            rows[-1] += "\n" + words[4:]
        else:
            rows.append(words)
    for words in rows:
        own = re.fullmatch(r"(.*) \[(l\d+)\]", words, re.S)
        if not own:
            continue
        said = re.match(r"(\S+): |… ", own[1])
        reserved = re.match(r"(Topic|Subtopic|RESOLUTION|DISAGREEMENT|FEEDBACK|ACTION): ", own[1])
        if said and not reserved:
            speaker = said[1] or speaker
            lines.append((own[2], own[1][said.end():], speaker.replace("_", " ")))
        else:
            lines.append((own[2], own[1], None))
    return lines


def of_rows(body):
    """Cells that a spreadsheet would take for formulas have an apostrophe before what would make them so."""
    return [(row["id"], row["text"], row.get("speaker"))
            for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))]


#: Those that carry every line.
WHOLE = {
    "html": of_html, "md": of_markdown, "txt": of_text, "notes.vtt": of_notes, "akn.xml": of_akoma,
    "sayit.xml": of_akoma, "tei.xml": of_tei, "odt": of_odt, "scribe.log": of_scribe}
#: Those that name each speaker as the record does.
NAMING = ("html", "notes.vtt", "akn.xml", "sayit.xml", "tei.xml")
