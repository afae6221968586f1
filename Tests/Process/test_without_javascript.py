"""The whole of a meeting with forms and cookies alone."""
import re

import pytest

from browser import Browser

PLAN = {
    "title": "Data sharing: third open meeting", "slug": "data-sharing-3", "visibility": "listed",
    "agenda": "Welcome | inform | 10 | Dilys Owen\nReport back | discuss", "strands": "Research\nFraud",
    "speakers": "Dilys Owen | do | Chair | Open Policy Forum", "objective": "Agree what to pilot",
    "date": "2026-03-12", "time": "10:30", "timeZone": "Europe/London",
}


@pytest.fixture
def organiser(house):
    """A browser that opened the site organiser's link, and the page it came to."""
    browser = Browser(house)
    page = browser.visit(house.site_link)
    assert page.address == f"{house.address}/new" and page.status == 200
    return browser, page


@pytest.fixture
def created(organiser):
    browser, page = organiser
    page = browser.submit(page, page.form("title"), **PLAN)
    assert page.status == 201, page.text
    return browser, page


def links(page):
    return dict.fromkeys(re.findall(r"https?://[^\s\"'<>]+/k/[a-z0-9]{26}", page.text))


def scribe_of(house, created):
    """A browser with the scribe's link, on the scribe's page."""
    for link in links(created):
        browser = Browser(house)
        page = browser.visit(link)
        if page.address.endswith("as=scribe"):
            return browser, page
    raise AssertionError("no link leads to the scribe's page")


def lead_of(house, created):
    for link in links(created):
        browser = Browser(house)
        page = browser.visit(link)
        if page.address.endswith("as=facilitator"):
            return browser, page
    raise AssertionError("no link leads to the facilitator's page")


def test_a_meeting_from_its_creation_to_its_record(house, created):
    # Given a created meeting, whose page shows a link to each role once
    _, page = created
    assert len(links(page)) == 4
    chair, page = lead_of(house, page)
    # When the facilitator opens it
    page = chair.submit(page, page.form("as", ("do", "open")), ("do", "open"))
    assert page.status == 200 and "said=ok" in page.address
    # And the scribe types a line and presses twice
    scribe, desk = scribe_of(house, created[1])
    form = desk.form("text")
    words = "do: Thanked those who **joined** from afar & “abroad” <here>."
    pages = [scribe.submit(desk, form, text=words) for _ in range(2)]
    assert [page.status for page in pages] == [200, 200]
    # Then an attendee without cookies reads it once, marked up and escaped
    reader = Browser(house)
    live = reader.visit("/m/data-sharing-3")
    assert live.text.count("Thanked those who <strong>joined</strong>") == 1
    assert "“abroad” &lt;here&gt;" in live.text and not reader.jar._cookies
    # And the home page lists it as live
    assert "/m/data-sharing-3" in Browser(house).visit("/").links
    # When it is closed, first with items open, which is asked about, then really
    page = chair.visit("/m/data-sharing-3/scribe?as=facilitator")
    page = chair.submit(page, page.form("as", ("do", "close")), ("do", "close"))
    assert page.status == 409 and 'name="really"' in page.text
    page = chair.submit(page, page.form("as", ("do", "close")), ("do", "close"), really="true")
    assert page.status == 200
    # Then the record is there, linked from the meeting, with the line, objective and every other form
    closed = reader.visit("/m/data-sharing-3")
    assert any(link.endswith("/m/data-sharing-3/record") for link in closed.links)
    record = reader.visit("/m/data-sharing-3/record")
    assert record.status == 200
    assert "Thanked those who <strong>joined</strong>" in record.text and "Agree what to pilot" in record.text
    for form in ("md", "txt", "json", "jsonl", "csv"):
        assert reader.visit(f"/m/data-sharing-3/record.{form}").status == 200, form


def test_a_form_with_faults_comes_back_with_what_was_typed(organiser):
    # Given the create form; when it is sent with something wrong, then the page says what and keeps the rest
    browser, fresh = organiser
    page = fresh
    for field, wrong in [
            ("title", ""), ("agenda", "Welcome | sing"), ("agenda", "Welcome | inform | many"), ("date", "2026-02-30"),
            ("timeZone", "Middle/Earth"), ("slug", "No Such Slug!"), ("language", "no language"),
            ("title", "x" * 301), ("attribution", "nobody"), ("visibility", "nobody")]:
        page = browser.submit(page, page.form("title"), **{**PLAN, field: wrong})
        assert page.status == 400, (field, wrong)
        kept = page.form("title").fields
        assert kept["objective"] == PLAN["objective"], field
        assert 'role="alert"' in page.text or "error" in page.text
    # And once it is right, it is taken
    assert browser.submit(fresh, fresh.form("title"), **PLAN).status == 201


def test_a_create_form_sent_twice_makes_one_meeting_with_working_links(house, organiser):
    # Given somebody who presses twice, and sees the second answer only
    browser, page = organiser
    form = page.form("title")
    browser.submit(page, form, **PLAN)
    second = browser.submit(page, form, **PLAN)
    # Then one meeting is there, and the links shown work
    assert second.status == 201
    assert [m["slug"] for m in house.ask_json("GET", "/api/v1/meetings")[1]["meetings"]] == ["data-sharing-3"]
    assert scribe_of(house, second)[1].status == 200


def test_a_form_that_names_another_record_gets_no_links_to_it(house, organiser):
    # Given somebody else's meeting, whose record id is public
    other = house.found(slug="others")
    browser, page = organiser
    # When a form is sent under that id, then it makes a meeting of its own
    page = browser.submit(page, page.form("title"), **{**PLAN, "id": other.record})
    assert page.status == 201
    assert all("/m/others" not in Browser(house).visit(link).address for link in links(page))


def test_a_slug_that_is_taken_gets_a_number(house, created):
    browser, _ = created
    page = browser.visit("/new")
    page = browser.submit(page, page.form("title"), **PLAN)
    assert page.status == 201 and "/m/data-sharing-3-2" in page.text


def test_a_refused_line_comes_back_as_typed(house, created):
    # Given a scribe whose line is refused, as the meeting is not open
    scribe, desk = scribe_of(house, created[1])
    page = scribe.submit(desk, desk.form("text"), text='Kept "words" & <marks>')
    # Then the page says why and holds the words
    assert page.status == 409
    assert page.form("text").fields["text"].strip() == 'Kept "words" & <marks>'
    assert "not open" in page.text.lower()


def test_an_organiser_makes_more_links_and_each_is_shown_once(house, created):
    # Given the organiser's browser on the invitation page
    for link in links(created[1]):
        browser = Browser(house)
        if browser.visit(link).address.endswith("as=organiser"):
            break
    page = browser.visit("/m/data-sharing-3/invite?as=organiser")
    assert page.status == 200
    # When a second scribe is invited
    made = browser.submit(page, page.form("role"), role="scribe", name="Second scribe")
    assert made.status == 201
    fresh = [link for link in links(made) if link not in links(created[1])]
    # Then the new link works and is on no later page
    assert len(fresh) == 1
    assert Browser(house).visit(fresh[0]).address.endswith("as=scribe")
    assert not links(browser.visit("/m/data-sharing-3/invite?as=organiser"))


def test_staff_pages_are_for_those_with_a_link(house, created):
    stranger = Browser(house)
    for path in ("/new", "/m/data-sharing-3/scribe?as=scribe", "/m/data-sharing-3/scribe?as=organiser",
                 "/m/data-sharing-3/invite?as=organiser"):
        page = stranger.visit(path)
        assert page.status == 401 and page.forms == [] or "text" not in page.forms[0].fields, path
    # A scribe's cookie opens neither the organiser's page nor the making of meetings
    scribe, _ = scribe_of(house, created[1])
    for path in ("/new", "/m/data-sharing-3/scribe?as=organiser", "/m/data-sharing-3/invite?as=organiser"):
        assert scribe.visit(path).status == 401, path


def test_a_form_from_a_foreign_page_is_refused(house, created):
    # Given the scribe's browser on a page elsewhere, whose form posts to ours
    scribe, desk = scribe_of(house, created[1])
    evil = type("Evil", (), {"address": "https://evil.example"})()
    form = desk.form("text")
    form.action = f"{house.address}{form.action}"
    scribe.house = evil
    page = scribe.submit(desk, form, text="Forged.")
    scribe.house = house
    # Then it is refused
    assert page.status == 401
