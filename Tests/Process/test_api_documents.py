"""The API documents say what the protocol page and the recorded lines are, and are valid of their kind."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from house import FRAMES, ROOT, SERIES_FRAMES, SERIES_PART

OPENAPI = yaml.safe_load((ROOT / "web/api/openapi.yaml").read_text())
ASYNCAPI = yaml.safe_load((ROOT / "web/api/asyncapi.yaml").read_text())
LINES = (ROOT / "Tests/ProceedingsTests/Fixtures/lines-v1.jsonl").read_text().splitlines()


def schema(document, name):
    """One schema of a document, with the others at hand for its references."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolved(document, reference):
    node = document
    for word in reference.removeprefix("#/").split("/"):
        node = node[word.replace("~1", "/").replace("~0", "~")]
    return node


def frames(document):
    """Schemas by what they say or do: `("is", "welcome")`."""
    found = {}
    for name, part in document["components"]["schemas"].items():
        for key in ("is", "do"):
            word = part.get("properties", {}).get(key, {}).get("const")
            if word:
                assert (key, word) not in found, f"{word} is described twice"
                found[key, word] = name
    return found


def test_openapi_is_valid():
    validate(OPENAPI)


def test_asyncapi_has_the_shape_of_version_3():
    # Given the document's own parts
    channel = ASYNCAPI["channels"]["live"]
    # Then it is of version 3, and what is sent and received are messages of its channel
    assert ASYNCAPI["asyncapi"] == "3.0.0" and ASYNCAPI["info"]["title"] and ASYNCAPI["info"]["version"]
    assert set(channel["parameters"]) == set(re.findall(r"{(\w+)}", channel["address"]))
    assert {operation["action"] for operation in ASYNCAPI["operations"].values()} == {"send", "receive"}
    used = [m["$ref"].rsplit("/", 1)[1] for o in ASYNCAPI["operations"].values() for m in o["messages"]]
    assert sorted(used) == sorted(channel["messages"]) == sorted(ASYNCAPI["components"]["messages"])
    # And every frame is a message once
    payloads = [m["payload"]["$ref"].rsplit("/", 1)[1] for m in ASYNCAPI["components"]["messages"].values()]
    assert sorted(payloads) == sorted(frames(ASYNCAPI).values())


@pytest.mark.parametrize("document", [OPENAPI, ASYNCAPI], ids=["openapi", "asyncapi"])
def test_every_reference_leads_somewhere_and_every_schema_is_one(document):
    for reference in references(document):
        assert resolved(document, reference) is not None
    for part in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(part)


def test_both_documents_describe_the_same_parts_alike():
    mine, other = OPENAPI["components"]["schemas"], ASYNCAPI["components"]["schemas"]
    for name in set(mine) & set(other):
        assert mine[name] == other[name], name


def test_every_command_frame_may_be_posted():
    names = [part["$ref"].rsplit("/", 1)[1] for part in OPENAPI["components"]["schemas"]["Command"]["oneOf"]]
    does = {name for (key, word), name in frames(ASYNCAPI).items() if key == "do" and word != "draft"}
    assert sorted(names) == sorted(does)


def test_every_frame_of_a_series_may_be_posted_to_it_and_to_no_meeting():
    names = [part["$ref"].rsplit("/", 1)[1] for part in OPENAPI["components"]["schemas"]["SeriesCommand"]["oneOf"]]
    does = {name: word for (key, word), name in frames(OPENAPI).items() if key == "do" and name in names}
    assert sorted(does) == sorted(names)
    assert list(does.values()) == [frame["do"] for frame in SERIES_FRAMES]
    assert not {word for key, word in frames(ASYNCAPI)} & set(does.values())


@pytest.mark.parametrize("frame", SERIES_FRAMES, ids=lambda frame: frame["do"])
def test_a_literal_frame_of_a_series_is_as_described(frame):
    name = frames(OPENAPI)["do", frame["do"]]
    schema(OPENAPI, name).validate(frame)
    schema(OPENAPI, "SeriesCommand").validate(frame)
    # And it has no key that is not described, and without any one of what it needs it is not
    described = OPENAPI["components"]["schemas"][name]
    assert set(frame) <= set(described["properties"])
    for needed in described["required"]:
        assert not schema(OPENAPI, name).is_valid({k: v for k, v in frame.items() if k != needed})


def test_a_comment_is_about_one_thing():
    comment = {"do": "comment", "id": "c", "text": "x"}
    assert not schema(OPENAPI, "SeriesCommand").is_valid(comment)
    assert not schema(OPENAPI, "SeriesCommand").is_valid({**comment, "point": 1, "paper": 1})


def test_the_table_of_a_series_frames_is_as_described():
    # Given the rows of the page: frame, what it needs, what it may have, who may
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \| (.*) \| (.*) \|$", SERIES_PART, re.M)
    assert [row[0] for row in rows] == [frame["do"] for frame in SERIES_FRAMES]
    for word, needs, may, who in rows:
        described = OPENAPI["components"]["schemas"][frames(OPENAPI)["do", word]]
        needed = re.findall("`([A-Za-z]+)`", needs)
        # Then the schema has the same keys, and the same people
        assert ["do", "id"] + needed == described["required"], word
        assert set(re.findall("`([A-Za-z]+)`", may)) == set(described["properties"]) - {"do", "id"} - set(needed), word
        assert who.split(", ") == described["x-roles"], word


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.get("is") or frame["do"])
def test_a_literal_frame_of_the_page_is_as_described(frame):
    key = "is" if "is" in frame else "do"
    for document in (ASYNCAPI, OPENAPI):
        name = frames(document).get((key, frame[key]))
        assert name or document is OPENAPI
        if name:
            schema(document, name).validate(frame)
    # And without any one of what it needs it is not
    name = frames(ASYNCAPI)[key, frame[key]]
    for needed in ASYNCAPI["components"]["schemas"][name]["required"]:
        assert not schema(ASYNCAPI, name).is_valid({k: v for k, v in frame.items() if k != needed})


@pytest.mark.parametrize("line", LINES)
def test_a_recorded_line_is_as_described(line):
    schema(OPENAPI, "Line").validate(json.loads(line))


@pytest.mark.parametrize(
    "line",
    [{}, {"kind": "sung"}, {"kind": "speech"}, {"kind": "topic", "text": ["x"]}, {"kind": "summary", "text": "x"},
     {"kind": "summary", "text": [{"link": ["x"], "to": "javascript:alert(1)"}]}, {"kind": "correction", "of": 1},
     {"kind": "point-confirmed"}, {"kind": "paper-added", "number": 1, "paper": {"meeting": 1, "title": "x", "items": []}},
     {"kind": "comment-received", "number": 1, "comment": {"point": 1, "text": "x"}}, {"kind": "word-asked", "number": 1}],
    ids=json.dumps)
def test_what_is_no_line_is_not(line):
    assert not schema(OPENAPI, "Line").is_valid(line)
