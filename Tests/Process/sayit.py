"""What SayIt takes in of a record: a checker of our own for the rules its importer follows. None of its code is here.

Most rules are those found by running it. Two were learnt by reading it (import_akomantoso.py of mysociety/sayit): the
whole list of sections, and that words of a remark which stand in no element of their own are taken for mark-up.
It reads `id`, never `eId`.
"""
import re

from lxml import etree

SECTIONS = {
    "debateSection", "administrationOfOath", "rollCall", "prayers", "oralStatements", "writtenStatements",
    "personalStatements", "ministerialStatements", "resolutions", "nationalInterest", "declarationOfVote",
    "communication", "petitions", "papers", "noticesOfMotion", "questions", "address", "proceduralMotions",
    "pointOfOrder", "adjournment"}
SPEECHES = {"speech", "question", "answer"}
REMARKS = {"scene", "narrative", "summary", "other"}
TITLES = {"num", "heading", "subheading"}


def faults(document):
    """Every way in which the document, as bytes, would lose something there."""
    root = etree.fromstring(document)
    if root.tag != "akomaNtoso" or root.find("debate/debateBody") is None:
        return ["the root is not akomaNtoso with a debate and its body, without a namespace"]
    found = [f"{element.tag} has {name}" for element in root.iter() for name in ("eId", "GUID") if name in element.attrib]
    found += preface_faults(root.find("debate"))
    people = {}
    for person in root.findall("debate/meta/references/TLCPerson"):
        if not all(person.get(name) for name in ("id", "href", "showAs")):
            found.append(f"a person lacks id, href or showAs: {dict(person.attrib)}")
        people[person.get("id")] = person.get("href")
    if len(set(people.values())) != len(people):
        found.append("two people share an href, and would be one")
    return found + section_faults(root.find("debate/debateBody"), people)


def preface_faults(debate):
    found = []
    title, date = debate.find("preface//docTitle"), debate.find("preface//docDate")
    if title is None or not (title.text or "").strip():
        found.append("there is no docTitle: its sections have no parent")
    if date is None or not (date.text or "").strip() or not re.fullmatch(r"\d{4}-\d\d-\d\d", date.get("date", "")):
        found.append("there is no docDate with a date")
    return found


def section_faults(section, people):
    found = []
    if (section.text or "").strip():
        found.append(f"text directly in {section.tag} is lost")
    for child in section:
        if (child.tail or "").strip():
            found.append(f"text after {child.tag} is lost")
        if child.tag in TITLES:
            found += [f"{child.tag} is cut at {one.tag}" for one in child]
        elif child.tag in SECTIONS:
            found += section_faults(child, people)
        elif child.tag in SPEECHES:
            found += speech_faults(child, people)
        elif child.tag in REMARKS:
            if (child.text or "").strip():
                found.append(f"the words of a {child.tag} are taken for mark-up: {child.text}")
        else:
            found.append(f"{child.tag} is not recognised and lost")
    return found


def speech_faults(speech, people):
    found = []
    by = speech.get("by", "")
    if not by.startswith("#") or by[1:] not in people:
        found.append(f"a {speech.tag} is attached to nobody: {by}")
    name = speech.find("from")
    if name is None or not (name.text or "").strip() or len(name):
        found.append(f"a {speech.tag} has no plain from")
    if not any(one.tag == "p" for one in speech):
        found.append(f"a {speech.tag} has no words")
    return found
