"""The text of every language: nothing missing, nothing left over, every counted sentence in all its forms."""
import json
import re
import string

import pytest
from house import ROOT

TEXT = ROOT / "web/text"
CATALOGUES = {path.stem: path for path in sorted(TEXT.glob("*.json"))}


def pairs(path):
    """In order, twice where a key stands twice."""
    return json.loads(path.read_text(), object_pairs_hook=list)


#: The plural forms a catalogue has a rule of, and the one that needs none.
FORMS = {tag: {key.removeprefix("plural_") for key, _ in pairs(path) if key.startswith("plural_")} | {"other"}
         for tag, path in CATALOGUES.items()}
ENGLISH = dict(pairs(TEXT / "en.json"))
FAMILIES = {key[:-6] for key in ENGLISH if key.endswith("_other") and key[:-6] + "_one" in ENGLISH}
COUNTED = {f"{family}_{form}": family for family in FAMILIES for form in set().union(*FORMS.values())}
OTHERS = [tag for tag in CATALOGUES if tag != "en"]


def blanks(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_there_is_more_than_one_language():
    assert {"en", "cy"} <= set(CATALOGUES) == set(FORMS)


@pytest.mark.parametrize("tag", CATALOGUES)
def test_a_catalogue_is_flat_sentences_by_key_and_says_what_it_is(tag):
    found = pairs(CATALOGUES[tag])
    assert all(isinstance(value, str) for _, value in found)
    keys = [key for key, _ in found]
    assert sorted(keys) == sorted(set(keys)), "a key stands twice"
    words = dict(found)
    assert words["language_code"] == words["record.language"] == tag
    assert words["language_name"] and words["language_reviewed"] in ("yes", "no")


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_has_every_key_and_no_other(tag):
    words = dict(pairs(CATALOGUES[tag]))
    wanted = {key for key in ENGLISH if key not in COUNTED and not key.startswith("plural_")}
    wanted |= {f"plural_{form}" for form in FORMS[tag] - {"other"}}
    wanted |= {f"{family}_{form}" for family in FAMILIES for form in FORMS[tag]}
    assert sorted(wanted - set(words)) == [], "missing"
    assert sorted(set(words) - wanted) == [], "left over"


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_fills_the_same_blanks(tag):
    for key, sentence in pairs(CATALOGUES[tag]):
        if key.startswith("plural_"):
            continue
        own = ENGLISH.get(key) if key in ENGLISH else ENGLISH[COUNTED[key] + "_other"]
        assert bool(sentence) == bool(own), key
        # One, or two, may be a word, and then needs no number.
        assert blanks(sentence) - {"n"} == blanks(own) - {"n"} and blanks(sentence) <= blanks(own) | {"n"}, key
        if key not in COUNTED or key.endswith(("_other", "_many")):
            assert blanks(sentence) == blanks(own), key
        assert not re.search(r"[<>]", sentence), key


def test_english_has_both_forms_of_what_it_counts():
    said = set(re.findall(r'\bcount\(\s*"([a-z0-9_]+)"', sources("Sources/Relay", "swift")))
    said |= {"client_" + key for key in re.findall(r'\bcount\("([a-z0-9_]+)"', sources("web/views", "js"))}
    assert said and sorted(said - FAMILIES) == []


def sources(folder, ending):
    return "\n".join(path.read_text() for path in sorted((ROOT / folder).rglob("*." + ending)))


def test_every_key_is_used():
    templates = set(re.findall(r"text\.([a-z0-9_]+)", sources("web/templates", "mustache")))
    swift = sources("Sources/Relay", "swift") + sources("Sources/Publishing", "swift") + sources("Sources/Procedure", "swift")
    script = sources("web/views", "js") + sources("web/client", "js")
    literals = {(word, "") for word in re.findall(r'"((?:[^"\\\n]|\\[^\n])*)"', swift)}
    literals |= {(word, "client_") for word in re.findall(r"[\"'`]([a-z_$-][a-zA-Z0-9_.${}-]*)[\"'`]", script)}
    # Where a choice of words stands within a literal, its beginning is taken.
    begun = re.findall(r'"([a-z_]+_)\\\([^)"\n]*"', swift)
    exact, patterns = set(templates), [re.compile(word + ".+") for word in begun]
    for word, lead in literals:
        parts = re.split(r"\\\([^\"]*?\)(?=[_\"a-z]|$)|\$\{[^}]*\}", word)
        if len(parts) > 1 or word.endswith("_"):
            if not re.fullmatch(r"[a-z0-9_.-]*", "".join(parts)) or len("".join(parts)) < 4:
                continue
            if word == "client_":  # how the page's program is told its words
                continue
            tail = ".+" if word.endswith("_") and len(parts) == 1 else ""
            patterns.append(re.compile(lead + ".+".join(map(re.escape, parts)) + tail))
        else:
            exact.add(lead + word)
    unused = []
    for key in ENGLISH:
        names = {key, COUNTED.get(key, key)}
        if not names & exact and not any(pattern.fullmatch(name) for pattern in patterns for name in names):
            unused.append(key)
    assert unused == ["language_code"]  # for whoever reads the file


#: What is said to programs, and to the operator: no form of a page has these.
TO_PROGRAMS = {
    "Fields.swift", "Hub+Peers.swift", "JSON.swift", "Reception+CaptionReading.swift", "Reception+Captions.swift",
    "Reception+Commands.swift", "Reception+Imports.swift", "Reception+Records.swift", "Reception+SeriesCommands.swift",
    "Reception+StaticSite.swift", "Reception+Tree.swift", "Reception+Upkeep.swift", "Reception.swift", "Tongue.swift"}
ONLY_TO_PROGRAMS = {
    "A frame names what to do in “do”.", "Lines are those of one record: name a meeting, or a series.",
    "Say what to look for: “q”, “speaker”, “series”, “kind”, “from” or “to”.",
    "“recording” must be a moment such as 2026-03-12T10:00:00Z."}
#: Where a value is refused: the rule it breaks, or the whole sentence.
REFUSED = re.compile(
    r"(?:badValue\(\s*field: [^,]+,\s*rule:|Fault\(\s*field: [^,]+,\s*rule:|"
    r"(?:Problem|self\.init)\(\s*\.bad(?:Value|Frame),)\s*"
    r'("""\n.*?"""|"(?:\\\((?:[^()]|\([^()]*\))*\)|[^"\\]|\\.)*")', re.DOTALL)


def sentence(literal):
    """The form a literal of Swift has in the catalogue: what is put in is a blank."""
    if literal.startswith('"""'):
        literal = re.sub(r"\\\n *", "", re.sub(r"(?m)^ +", "", literal[3:-3]).strip("\n"))
    else:
        literal = literal[1:-1]
    places = iter(range(1, 10))
    literal = re.sub(r"\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", lambda _: "{%d}" % next(places), literal)
    return literal.replace("\\\\", "\\")


def test_whatever_a_form_is_refused_for_is_said_in_every_language():
    said = {value for key, value in ENGLISH.items() if key.startswith("problem_exact_")}
    met = {}
    for path in sorted((ROOT / "Sources").rglob("*.swift")):
        if path.parts[len(ROOT.parts) + 1] in ("Procedure", "Wire", "Relay"):
            for literal in REFUSED.findall(path.read_text()):
                met.setdefault(sentence(literal), path.name)
    missing = {form: name for form, name in met.items()
               if form not in said and name not in TO_PROGRAMS and form not in ONLY_TO_PROGRAMS}
    assert missing == {}
    assert sorted(said - set(met)) == [], "left over"
