"""Words of a series: asked for by anybody, explained by a link person, and shown in every meeting that uses them."""
import re
import urllib.parse

from browser import Browser
from house import Device
from series import Series

ONE_HOUSE = True


def asks(page, term, browser):
    return browser.submit(page, page.form("term", button=("do", "word-ask")), button=("do", "word-ask"), term=term)


def word_form(page, number=None):
    """The form that explains the word of that number, or a new one."""
    return next(form for form in page.forms if ("do", "word-explain") in form.buttons
                and form.fields.get("number") == (str(number) if number else None))


def test_a_stranger_asks_in_one_press_a_link_person_answers_and_every_meeting_shows_it(house):
    series = Series(house, "words", {"title": "First"}, {"title": "Second"})
    first, second = series.meetings
    first.write("Every department makes a DPIA.")
    second.write("dpias are long; a Dpia is made once.")
    # Given a browser that never was here, which comes from the meeting's page
    stranger = Browser(house)
    page = stranger.visit(f"/m/{first.slug}")
    [link] = [link for link in page.links if "/glossary" in link]
    assert "Words explained" not in page.text
    assert not list(stranger.jar)
    page = stranger.visit(link)
    # When it asks, then once is enough, and it is led back
    page = asks(page, " DPIA ", stranger)
    assert page.status == 200 and "Passed on to those who explain words." in page.text
    assert f"/m/{first.slug}" in page.links
    # And nobody reads what was asked, on no page, in no file, nor the facilitator, nor another who asks the same
    assert "DPIA" not in re.sub("Every department makes a DPIA|dpias are long; a Dpia", "", series.everything_public())
    chair = Browser(house)
    chair.visit(first.links["facilitator"])
    page = series.glossary(chair, **{"as": "facilitator"})
    assert "DPIA" not in page.text and ("do", "word-explain") not in [b for f in page.forms for b in f.buttons]
    other = Browser(house)
    page = asks(series.glossary(other), "dpia", other)
    assert page.status == 200 and "Passed on" in page.text and "DPIA" not in page.text
    answers = [series.give("attendee", "word-ask", secret=Device(first).token, term=term) for term in ("DPIA", "pilot")]
    assert [(status, answer["entries"]) for status, answer in answers] == [(200, []), (200, [])]
    # But the link person and the organiser
    explainer = series.link_person("Ada Brooks")
    organiser = series.organiser()
    assert "DPIA" in series.glossary(organiser, **{"as": "organiser"}).text
    page = series.glossary(explainer, **{"as": "link-person"})
    form = word_form(page, 1)
    assert form.fields["term"] == "DPIA" and form.fields["owner"] == "Ada Brooks"
    # When the link person answers
    page = explainer.submit(page, form, button=("do", "word-explain"), review="2999-03-12",
                            text="An assessment of what <sharing> may do to people.")
    assert "Saved." in page.text
    # Then both meetings show it, without a script, on the term
    for meeting in series.meetings:
        text = Browser(house).visit(f"/m/{meeting.slug}").text
        [shown] = re.findall(r'<details class="word-explained">.*?</details>', text, re.S)
        assert '<summary dir="auto">DPIA</summary>' in shown
        assert "An assessment of what &lt;sharing&gt; may do to people." in shown
        assert "Explained by Ada Brooks. To be looked at again by 12 March 2999." in shown
        status, answer = house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/words")
        assert status == 200 and answer["words"] == [{
            "number": 1, "term": "DPIA", "text": "An assessment of what <sharing> may do to people.",
            "owner": "Ada Brooks", "review": "2999-03-12", "isOverdue": False,
            "about": "Explained by Ada Brooks. To be looked at again by 12 March 2999."}]
    assert "An assessment of what" in series.glossary().text
    # And the record of neither has changed by it
    assert b"An assessment" not in house.ask("GET", f"/api/v1/meetings/{first.slug}/record.jsonl")[2]
    # When it is changed, and then dropped
    page = series.glossary(explainer, **{"as": "link-person"})
    page = explainer.submit(page, word_form(page, 1), button=("do", "word-explain"), text="Written before sharing.")
    assert "Written before sharing." in Browser(house).visit(f"/m/{second.slug}").text
    page = explainer.submit(page, word_form(page, 1), button=("do", "word-drop"))
    assert page.status == 200
    for meeting in series.meetings:
        assert "Written before sharing." not in Browser(house).visit(f"/m/{meeting.slug}").text
        assert house.ask_json("GET", f"/api/v1/meetings/{meeting.slug}/words")[1] == {"words": []}
    assert "Written before sharing." not in series.glossary().text


def test_a_form_pressed_twice_asks_once_and_what_is_refused_is_given_back(house):
    series = Series(house, "twice", {"title": "First"})
    stranger = Browser(house)
    page = series.glossary(stranger, meeting="twice-1", term="open floor")
    form = page.form("term", button=("do", "word-ask"))
    assert form.fields["term"] == "open floor"
    # When the same form is sent twice, by a browser that keeps no cookie between
    for _ in range(2):
        assert "Passed on" in stranger.submit(page, form, button=("do", "word-ask")).text
        stranger.jar.clear()
    explainer = series.link_person()
    waiting = series.glossary(explainer, **{"as": "link-person"})
    assert [form.fields["term"] for form in waiting.forms if form.fields.get("number")] == ["open floor"]
    # When what was typed is too long, then it is given back, and where it came from kept
    page = asks(series.glossary(stranger, meeting="twice-1"), "x" * 61, stranger)
    assert page.status == 400 and page.form("term", button=("do", "word-ask")).fields["term"] == "x" * 61
    assert "/m/twice-1" in page.links
    # So is an explanation whose day is none
    form = word_form(waiting, 1)
    page = explainer.submit(waiting, form, button=("do", "word-explain"), text="A way in.", review="2026-02-30")
    assert page.status == 400 and word_form(page, 1).fields["text"].strip() == "A way in."
    # And from another site's page nothing is asked at all
    page = series.glossary()
    fields = {**page.form("term", button=("do", "word-ask")).fields, "term": "elsewhere", "do": "word-ask"}
    status, headers, body = house.ask(
        "POST", "/s/twice", urllib.parse.urlencode(fields).encode(), headers={"Origin": "https://elsewhere.example"})
    assert status == 401 and headers["Set-Cookie"] is None
    assert "elsewhere" not in series.glossary(explainer, **{"as": "link-person"}).text


def test_a_word_that_is_explained_is_not_asked_for_again(house):
    series = Series(house, "known", {"title": "First"})
    explainer = series.link_person()
    page = series.glossary(explainer, **{"as": "link-person"})
    page = explainer.submit(page, word_form(page), button=("do", "word-explain"), term="Strand", text="A thread of work.")
    stranger = Browser(house)
    page = asks(series.glossary(stranger), "strand", stranger)
    assert page.status == 409 and "The glossary explains this word already." in page.text
    assert "A thread of work." in page.text


def test_a_day_that_has_passed_is_said_plainly(house):
    series = Series(house, "passed", {"title": "First", "agenda": [{"title": "What a strand is"}]})
    series.link_person()
    series.must("link-person", "word-explain", term="strand", text="A thread of work.", owner="Ada", review="2026-01-31")
    series.must("link-person", "word-explain", term="zeal", text="Much of it.")
    said = "It was to be looked at again by 31 January 2026, and that day has passed."
    # It is in the agenda of the meeting, so the meeting shows it; and not the other, which nobody says there
    text = Browser(house).visit("/m/passed-1").text
    assert said in text and "Much of it." not in text
    assert said in series.glossary().text
    assert [one["isOverdue"] for one in house.ask_json("GET", "/api/v1/meetings/passed-1/words")[1]["words"]] == [
        True, False]
    due = "The day has passed on which 1 explanation was to be looked at again."
    assert due not in series.glossary().text
    organiser = series.organiser()
    assert due in series.glossary(organiser, **{"as": "organiser"}).text


def test_a_questions_page_shows_the_words_of_that_question(house):
    series = Series(house, "asking", {"title": "First", "moderation": "none"})
    [meeting] = series.meetings
    series.link_person()
    for term in ("strand", "pilot", "DPIA"):
        series.must("link-person", "word-explain", term=term, text=f"What {term} means.")
    meeting.write("No DPIA yet.")
    Device(meeting).must("ask", text="Which strand makes a pilot?")
    text = Browser(house).visit(f"/m/{meeting.slug}/questions/1").text
    assert "What pilot means." in text and "What strand means." in text and "What DPIA means." not in text
    text = Browser(house).visit(f"/m/{meeting.slug}").text
    assert all(f"What {term} means." in text for term in ("strand", "pilot", "DPIA"))
    # And alphabetically
    assert text.index("What DPIA") < text.index("What pilot") < text.index("What strand")


def test_the_organiser_makes_a_link_without_a_program_that_is_shown_once(house):
    series = Series(house, "links", {"title": "First"})
    organiser = series.organiser()
    page = series.glossary(organiser, **{"as": "organiser"})
    form = next(form for form in page.forms if ("do", "invite") in form.buttons)
    page = organiser.submit(page, form, button=("do", "invite"), name="Cy")
    assert page.status == 201 and '<svg class="qr"' in page.text
    [link] = [link for link in page.links if "/k/" in link]
    explainer = Browser(house)
    page = explainer.visit(link)
    assert page.address.endswith("/s/links/glossary?as=link-person")
    assert word_form(page).fields["owner"] == "Cy"
    assert link not in series.glossary(organiser, **{"as": "organiser"}).text
    # The other pages of the series lead back to it, and offer nothing else
    page = explainer.visit("/s/links/board?as=link-person")
    assert page.status == 200 and "/s/links/glossary?as=link-person" in page.links and page.forms == []
    assert "/s/links/glossary?as=link-person" in explainer.visit("/s/links").links
    # And whoever has no link makes none
    stranger = Browser(house)
    page = stranger.submit(page, form, button=("do", "invite"))
    assert page.status == 401
    assert explainer.submit(page, form, button=("do", "invite"), **{"as": "link-person"}).status == 400


def test_a_link_person_explains_words_and_does_nothing_else(house):
    series = Series(house, "nothing", {"title": "First"})
    [meeting] = series.meetings
    meeting.write("A note.")
    series.link_person()
    secret = series.secrets["link-person"]
    # In a meeting of the series, in any role but as anybody
    entries = meeting.entries()
    for role in ("link-person", "scribe", "facilitator", "organiser", "rapporteur", "voice", "site-organiser"):
        status, answer = house.ask_json(
            "POST", f"/api/v1/meetings/{meeting.slug}/commands?as={role}", {"do": "write", "id": "w", "text": "x"},
            secret=secret)
        assert (status, answer["code"]) == (401, "no-grant"), (role, answer)
        assert house.ask("GET", f"/m/{meeting.slug}/console?as={role}", secret=secret)[0] in (401, 404, 303), role
    assert meeting.entries() == entries
    # Nor does it make links, or meetings
    for path, body in ((f"/api/v1/series/nothing/invitations?as=organiser", {"role": "link-person"}),
                       (f"/api/v1/series/nothing/invitations?as=link-person", {"role": "link-person"}),
                       ("/api/v1/meetings", {"slug": "x", "meeting": {"title": "x"}})):
        status, answer = house.ask_json("POST", path, body, secret=secret)
        assert (status, answer["code"]) == (401, "no-grant"), (path, answer)


def test_who_explains_no_words_is_refused(house):
    series = Series(house, "wrong", {"title": "First"})
    [meeting] = series.meetings
    device = Device(meeting)
    for frame, fields in (("word-explain", {"term": "x", "text": "x"}), ("word-drop", {"number": 1})):
        for role, secret in (("attendee", device.token), ("facilitator", meeting.secrets["facilitator"])):
            status, answer = series.give(role, frame, secret=secret, **fields)
            assert (status, answer["code"]) == (403, "not-permitted"), (frame, role, answer)
        for role in ("link-person", "organiser"):
            status, answer = series.give(role, frame, secret=meeting.secrets["organiser"], **fields)
            assert (status, answer["code"]) == (401, "no-grant"), (frame, role, answer)
    # And the page of those who do is for them
    for role in ("link-person", "organiser"):
        assert Browser(house).visit(f"/s/wrong/glossary?as={role}").status == 401
    # Without a token a program asks for nothing
    status, answer = series.give("attendee", "word-ask", term="x")
    assert (status, answer["code"]) == (401, "no-token")


def test_a_meeting_of_no_series_has_no_words_and_says_nothing_of_any(house):
    meeting = house.found(slug="alone")
    meeting.must("facilitator", "open")
    meeting.write("A strand.")
    assert house.ask_json("GET", "/api/v1/meetings/alone/words") == (200, {"words": []})
    text = Browser(house).visit("/m/alone").text
    assert 'id="words"' not in text and "words.css" not in text


def test_words_are_sent_again_only_where_they_changed(house):
    series = Series(house, "etag", {"title": "First"})
    series.link_person()
    path = "/api/v1/meetings/etag-1/words"
    series.must("link-person", "word-explain", term="strand", text="A thread.")
    tag = house.ask("GET", path)[1]["ETag"]
    status, _, body = house.ask("GET", path, headers={"If-None-Match": tag})
    assert (status, body) == (304, b"")
    series.must("link-person", "word-explain", term="strand", text="A thread of work.")
    assert house.ask("GET", path, headers={"If-None-Match": tag})[0] == 200
