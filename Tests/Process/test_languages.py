"""Every page has a twin in Welsh below `/cy`: it says so, and what it leads to is in Welsh too."""
import html
import json
import re
import shutil
import subprocess
import urllib.parse

import pytest
from house import BINARY, ROOT, House

ENGLISH, WELSH = (
    json.loads((ROOT / f"web/text/{tag}.json").read_text()) for tag in ("en", "cy"))
#: One address in every language.
SHARED = re.compile(r"/(assets|api|tlog)/")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with House(tmp_path_factory.mktemp("house") / "data", "--name", "Canal Forum") as house:
        yield house


@pytest.fixture(scope="module")
def meeting(house):
    meeting = house.found("third", title="Canal forum", agenda=[{"title": "Paths", "purpose": "discuss"}])
    meeting.must("facilitator", "open")
    meeting.write("Ada: We begin with \"the\" <b>path</b> href=\"/m/other\".")
    meeting.write("/cy Dechreuwn gyda’r llwybr.")
    return meeting


def page(house, path, **options):
    status, headers, body = house.ask("GET", path, **options)
    assert headers["Content-Type"].startswith("text/html"), (path, status)
    return status, headers, body.decode()


def links(text):
    for tag in re.findall(r"<[a-z][^>]*>", text):
        for value in re.findall(r' (?:href|action|formaction|data-base)="([^"]*)"', tag):
            yield tag, html.unescape(value)


def own_path(house, address):
    """The path of a link to the house's own pages; None for others."""
    path = address.removeprefix(house.address)
    return path if path.startswith("/") and not SHARED.match(path) else None


PLACES = [
    "/", "/join", "/search", "/speakers", "/problems/full", "/m/third", "/m/third?order=newest", "/m/third/record",
    "/m/third/questions", "/m/third/questions/mine", "/m/third/lines/3", "/m/third/lines/3/proof",
    "/m/third/lines/3/suggest", "/m/third/corrections", "/m/third/breakouts", "/m/third/summary", "/m/none", "/nowhere",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_page_in_welsh_says_so_and_leads_on_in_welsh(house, meeting, place):
    status, headers, english = page(house, place)
    assert (headers["Content-Language"], '<html lang="en"' in english) == ("en", True)
    again, headers, welsh = page(house, "/cy" + place)
    assert (again, headers["Content-Language"], '<html lang="cy"' in welsh) == (status, "cy", True)
    # Each leads to the other, for people and for programs
    path = place.partition("?")[0]
    for text in (english, welsh):
        for tag, prefix in (("en", ""), ("cy", "/cy")):
            assert f'<link rel="alternate" hreflang="{tag}" href="{house.address}{prefix}{path}">' in text
    assert f'hreflang="cy" lang="cy" href="/cy{place}">Cymraeg</a>' in english
    assert f'hreflang="en" lang="en" href="{place}">English</a>' in welsh
    # And all else stays where it is
    own = [(tag, own_path(house, value)) for tag, value in links(welsh) if "hreflang" not in tag]
    own = [(tag, path) for tag, path in own if path is not None]
    assert own and all(path.startswith("/cy/") for _, path in own), [one for one in own if not one[1].startswith("/cy/")]
    assert not [value for tag, value in links(english) if "hreflang" not in tag and value.startswith("/cy")]


def test_what_people_said_is_left_as_it_is(house, meeting):
    english, welsh = (page(house, prefix + "/m/third/lines/3")[2] for prefix in ("", "/cy"))
    said = "We begin with &quot;the&quot; &lt;b&gt;path&lt;/b&gt; href=&quot;/m/other&quot;."
    assert said in english and said in welsh


def test_words_of_every_page_are_welsh(house, meeting):
    text = page(house, "/cy/m/third")[2]
    for key in ("notes_heading", "questions_heading", "settings_heading", "skip_to_content"):
        assert html.escape(WELSH[key]) in html.unescape(text).replace("&", "&amp;"), key
        assert ENGLISH[key] != WELSH[key]
    # And those of the page's program
    words = json.loads(html.unescape(re.search(r'data-words="([^"]*)"', text)[1]))
    assert words["followers_two"] == WELSH["client_followers_two"]


def test_forms_answer_in_welsh(house, meeting):
    status, headers, _ = form(house, "/cy/m/third/questions", do="ask", text="Pam?", id="w-1")
    assert (status, headers["Location"]) == (303, "/cy/m/third/questions?said=asked#said")
    # And a refusal too
    status, headers, body = form(house, "/cy/join", code="12")
    assert (status, headers["Content-Language"]) == (400, "cy") and WELSH["join_error_shape"] in html.unescape(body.decode())
    # A link to a role enters the desk in the language it was opened in
    secret = meeting.secrets["scribe"]
    assert house.ask("GET", f"/cy/k/{secret}")[1]["Location"] == "/cy/m/third/scribe?as=scribe"
    assert house.ask("GET", f"/k/{secret}")[1]["Location"] == "/m/third/scribe?as=scribe"


def maker(house):
    """The cookie of who may make meetings."""
    return "openfloor=" + house.site_link.rsplit("/", 1)[1]


def form(house, path, cookie="", **fields):
    return house.ask(
        "POST", path, urllib.parse.urlencode(fields).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": house.address, "Cookie": cookie})


@pytest.mark.parametrize("fields, key, word", [
    ({}, "title", None), ({"language": "!"}, "language", None), ({"attribution": "x"}, "attribution", None),
    ({"attendance": "x"}, "attendance", None), ({"moderation": "x"}, "moderation", None),
    ({"reportsHeard": "x"}, "heard", None), ({"agenda": "A | vote"}, "purpose", "vote"),
    ({"agenda": "A | decide | soon"}, "minutes", "soon"), ({"breakouts": "A | | moon"}, "setting", "moon"),
    ({"date": "2026-01-01", "timeZone": "Moon"}, "zone", None), ({"date": "soon"}, "day", None),
    ({"date": "2026-02-30"}, "no_day", None)])
def test_a_meeting_that_cannot_be_made_says_why_in_the_language_of_its_form(house, fields, key, word):
    wanted = {"title": "Canal forum"} if fields else {}
    for words, prefix in ((ENGLISH, ""), (WELSH, "/cy")):
        status, _, body = form(house, prefix + "/new", maker(house), **wanted, **fields)
        said = words["problem_exact_create_" + key].replace("{1}", word or "")
        assert (status, html.unescape(body.decode()).count(said)) == (400, 2), said


def test_a_form_says_exactly_what_is_wrong_in_welsh(house, meeting):
    cookie = f"openfloor={meeting.secrets['scribe']}"
    for words, prefix in ((ENGLISH, ""), (WELSH, "/cy")):
        status, _, body = form(
            house, prefix + "/m/third/scribe", cookie, **{"as": "scribe"}, id="w-9", text="/nonesuch", do="write")
        said = words["problem_exact_field_must"].replace("{1}", "text").replace(
            "{2}", words["problem_exact_known_command"].replace("{1}", "/nonesuch"))
        assert status == 400 and said in html.unescape(body.decode()), body.decode()
        # And a rule of the plan of a meeting, which its form gives back
        status, _, body = form(house, prefix + "/new", maker(house), title="x" * 400)
        said = words["problem_exact_bytes"].split("{1}")[1].split("{2}")[0]
        assert status == 400 and said in html.unescape(body.decode())


def test_a_desk_offers_the_language_that_is_not_the_meetings(house, meeting):
    welsh = house.found("cymraeg", title="Fforwm y gamlas", language="cy")
    for one, other, key in ((meeting, "cy", "welsh"), (welsh, "en", "english")):
        for words, prefix in ((ENGLISH, ""), (WELSH, "/cy")):
            text = page(house, f"{prefix}/m/{one.slug}/scribe?as=scribe",
                        headers={"Cookie": f"openfloor={one.secrets['scribe']}"})[2]
            assert f'data-insert="/{other} " title="/{other} ">{words["tool_" + key]}<' in text
            row = words["typed_translate"].replace("{tag}", other), words["syntax_translate_" + key]
            assert "<dt><code>%s</code></dt><dd>%s</dd>" % row in text


def test_desks_are_in_welsh(house, meeting):
    for role, desk in (("scribe", "scribe"), ("facilitator", "console"), ("organiser", "invite"), ("organiser", "erase")):
        cookie = {"Cookie": f"openfloor={meeting.secrets[role]}"}
        status, headers, text = page(house, f"/cy/m/third/{desk}?as={role}", headers=cookie)
        assert (status, headers["Content-Language"]) == (200, "cy"), desk
        assert f'hreflang="en" lang="en" href="/m/third/{desk}?as={role}">' in text


def test_what_has_no_words_of_ours_has_one_address(house, meeting):
    for path in ("/api/v1/meetings", "/assets/styles/base.css", "/health/live", "/tlog/x/checkpoint"):
        assert house.ask("GET", "/cy" + path)[0] == 404
    assert house.ask("GET", "/en/m/third")[0] == 404 and house.ask("GET", "/cy/cy/m/third")[0] == 404
    assert house.ask("GET", "/cymru")[0] == 404


def test_a_reader_of_welsh_is_offered_it_and_not_sent_there(house):
    offer = html.escape(WELSH["language_offer"], quote=False)
    for header, offered in (("cy-GB,cy;q=0.9,en;q=0.5", True), ("en,cy;q=0.5", False), ("cy;q=0,fr", False), ("", False)):
        status, _, text = page(house, "/", headers={"Accept-Language": header})
        assert (status, offer in text) == (200, offered), header
    assert offer not in page(house, "/cy/", headers={"Accept-Language": "cy"})[2]
    assert ENGLISH["language_offer"] in page(house, "/cy/", headers={"Accept-Language": "en"})[2]


def test_records_are_printed_in_welsh(house):
    held = house.found("held", title="Cyfarfod y gamlas", language="cy")
    held.must("facilitator", "open")
    held.write("Dechreuwn.")
    held.write("/en We begin.")
    held.write("+ Cytunwn ar y llwybr.")
    held.must("facilitator", "close")
    english, welsh = (house.ask("GET", f"{prefix}/m/held/record.md")[2].decode() for prefix in ("", "/cy"))
    assert ENGLISH["record.agreements"] in english and WELSH["record.agreements"] in welsh
    text = page(house, "/cy/m/held/record")[2]
    # A line is marked where it is not in the page's language
    assert re.search(r'<span class="words" dir="auto" lang="en">We begin', text)
    assert re.search(r'<span class="words" dir="auto">Dechreuwn', text)
    text = page(house, "/m/held/record")[2]
    assert re.search(r'<span class="words" dir="auto">We begin', text)
    assert re.search(r'<span class="words" dir="auto" lang="cy">Dechreuwn', text)
    # What is verified is the same
    assert house.ask("GET", "/cy/m/held/record.jsonl")[2] == house.ask("GET", "/m/held/record.jsonl")[2]


def test_a_meeting_that_moved_is_found_in_welsh_too(house):
    moved = house.found("before")
    status, _ = house.ask_json(
        "POST", "/api/v1/meetings/before/address?as=organiser", {"slug": "after"}, secret=moved.secrets["organiser"])
    assert status == 200
    assert house.ask("GET", "/cy/m/before/questions")[1]["Location"] == "/cy/m/after/questions"


def test_a_program_is_answered_in_the_language_it_asks_for(house, meeting):
    path = "/api/v1/meetings/none?language="
    english, welsh = (house.ask_json("GET", path + tag)[1] for tag in ("en", "cy"))
    assert welsh["code"] == english["code"] == "unknown-meeting"
    assert welsh["detail"].endswith(WELSH["problem_unknown_meeting_do"]) and english["detail"] != welsh["detail"]
    status, answer = house.ask_json("GET", path + "xx")
    assert (status, answer["detail"]) == (400, "“language” must be one of en, cy.")


def test_files_are_published_in_welsh_and_verified(house, tmp_path):
    told = house.found("told", title="Told")
    told.must("facilitator", "open")
    told.write("+ Agreed.")
    told.must("facilitator", "close")

    def run(*words):
        return subprocess.run([str(BINARY), *words], capture_output=True, text=True, timeout=120)

    out = tmp_path / "out"
    made = run("publish", "told", "--data", str(house.folder), "--language", "cy", "--out", str(out))
    assert made.returncode == 0, made.stderr
    assert WELSH["record.agreements"] in (out / "told.md").read_text()
    # What it prints again is held against the language it was printed in
    verified = run("verify", str(out))
    assert verified.returncode == 0, verified.stdout
    (out / "told.md").write_text((out / "told.md").read_text().replace("Agreed.", "Denied."))
    assert run("verify", str(out)).returncode == 1
    refused = run("publish", "told", "--data", str(house.folder), "--language", "xx", "--out", str(out))
    assert refused.returncode != 0 and "en, cy" in refused.stderr
    site = tmp_path / "site"
    made = run("publish", "--site", str(site), "--data", str(house.folder), "--language", "cy")
    assert made.returncode == 0, made.stderr
    home = (site / "index.html").read_text()
    assert '<html lang="cy">' in home and html.escape(WELSH["archive_heading"], quote=False) in home


POLISH = {
    "language_code": "pl", "record.language": "pl", "language_name": "Polski", "language_offer": "Po polsku",
    "plural_one": "i = 1 and v = 0", "plural_few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
    "home_lines_one": "{n} wiersz", "home_lines_few": "{n} wiersze", "home_lines_other": "{n} wierszy",
}


@pytest.fixture
def web(tmp_path):
    """The pages' folder, to be added to."""
    return shutil.copytree(ROOT / "web", tmp_path / "web")


def test_a_language_is_added_by_a_file(web, tmp_path):
    (web / "text/pl.json").write_text(json.dumps(POLISH))
    with House(tmp_path / "data", "--web", str(web)) as house:
        for count in (2, 5, 22):
            told = house.found(f"told-{count}", title="Told")
            told.must("facilitator", "open")
            for _ in range(count):
                told.write("A line.")
            told.must("facilitator", "close")
        text = page(house, "/pl/")[2]
        assert '<html lang="pl"' in text and all(words in text for words in ("2 wiersze", "5 wierszy", "22 wiersze"))
        # Words it has none of yet are the house's own
        assert ENGLISH["join_heading"] in text
        assert 'hreflang="pl"' in (home := page(house, "/")[2]) and "Polski" in home


def test_a_language_whose_plural_rules_are_none_is_refused_with_the_place(web, tmp_path):
    (web / "text/pl.json").write_text(json.dumps(POLISH | {"plural_few": "n is 3"}))
    refused = subprocess.run(
        [str(BINARY), "serve", "--data", str(tmp_path / "data"), "--web", str(web), "--listen", "127.0.0.1:0"],
        capture_output=True, text=True, timeout=120)
    assert refused.returncode != 0
    assert "text/pl.json" in refused.stderr and "“n is 3” is not a plural rule" in refused.stderr
