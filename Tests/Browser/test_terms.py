"""Terms in the notes: each a button that opens what it means, for who points, types or listens."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from series import Series

NEW = "document.dispatchEvent(new Event('visibilitychange'))"  # as when a reader comes back to the page


@pytest.fixture
def series(house):
    series = Series(house, "terms", {"title": "First open meeting"})
    series.link_person()
    series.must("link-person", "word-explain", term="DPIA", text="What sharing\nmay do to people.", owner="Ada Brooks",
                review="2999-03-12")
    return series


@pytest.fixture
def reader(house, series, visit):
    def open_page(query="", **options):
        page = visit(f"{house.address}/m/terms-1{query}", **options)
        page.wait_for_selector("connection-light[data-state=live]")
        return page

    return open_page


def term(page, line):
    return page.locator(f"#n{line} .term")


def opened(page, line):
    return page.locator(f"#n{line} .term-said:not([hidden])")


def test_a_term_opens_by_click_and_by_keys_and_closes_again(series, reader):
    [line] = series.meetings[0].write("Each **dpia** is published; a DPIA is short.")
    page = reader()
    # Only the first in a line is a button, which is shut
    button = term(page, line)
    expect(button).to_have_text(["dpia"])
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(f"#n{line} .said")).to_have_text("Each dpia is published; a DPIA is short.")
    assert button.evaluate("one => one.parentElement.localName") == "strong"
    expect(opened(page, line)).to_have_count(0)
    # When it is pressed with the keyboard
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(opened(page, line)).to_have_text(
        "What sharing may do to people.Explained by Ada Brooks. To be looked at again by 12 March 2999.")
    assert button.evaluate("one => document.getElementById(one.getAttribute('aria-controls')) === one.nextElementSibling")
    assert [one["impact"] for one in Axe().run(page).response["violations"]] == []
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(opened(page, line)).to_have_count(0)
    # And by click
    button.click()
    expect(opened(page, line)).to_be_visible()
    button.click()
    expect(opened(page, line)).to_have_count(0)
    expect(page.locator(f"#n{line} .said")).to_have_text("Each dpia is published; a DPIA is short.")


def test_a_term_is_marked_in_later_older_and_corrected_lines_and_never_in_a_link(series, reader):
    [meeting] = series.meetings
    [old] = meeting.write("The first DPIA.")
    for number in range(60):
        meeting.write(f"Note {number}.")
    page = reader()
    expect(page.locator("#rail .term")).to_have_count(0)
    # Lines that come later
    [later] = meeting.write("A later DPIA.")
    expect(term(page, later)).to_have_count(1)
    [link] = meeting.write("See [the DPIA](https://example.org/dpia), then the DPIA again.")
    expect(term(page, link)).to_have_count(1)
    expect(page.locator(f"#n{link} a .term")).to_have_count(0)
    [heading] = meeting.write("# On the DPIA")
    expect(term(page, heading)).to_have_text(["DPIA"])
    # A line that is corrected
    [plain] = meeting.write("The assessment.")
    expect(page.locator(f"#n{plain}")).to_be_visible()
    meeting.must("scribe", "correct", line=plain, text="The DPIA.")
    expect(term(page, plain)).to_have_text(["DPIA"])
    # Lines that are loaded when asked for
    while page.locator(".older-link").is_visible() and page.locator(f"#n{old}").count() == 0:
        before = page.locator("#rail .line").count()
        page.locator(".older-link").click()
        page.wait_for_function("before => document.querySelectorAll('#rail .line').length > before", arg=before)
    expect(term(page, old)).to_have_text(["DPIA"])


def test_what_is_explained_changed_or_dropped_meanwhile_is_known_when_the_reader_comes_back(series, reader):
    [line] = series.meetings[0].write("A pilot before the DPIA.")
    page = reader()
    expect(term(page, line)).to_have_text(["DPIA"])
    series.must("link-person", "word-explain", term="pilot", text="A try at small scale.")
    page.evaluate(NEW)
    expect(term(page, line)).to_have_text(["pilot", "DPIA"])
    term(page, line).first.click()
    expect(opened(page, line)).to_have_text("A try at small scale.")
    series.must("link-person", "word-explain", number=2, term="pilot", text="A try.")
    series.must("link-person", "word-drop", number=1)
    page.evaluate(NEW)
    expect(term(page, line)).to_have_text(["pilot"])
    term(page, line).click()
    term(page, line).click()
    expect(opened(page, line)).to_have_text("A try.")
    expect(page.locator(f"#n{line} .said")).to_have_text("A pilotA try. before the DPIA.")


def test_what_a_term_has_opened_is_no_part_of_a_key_moment(series, reader):
    [meeting] = series.meetings
    [line] = meeting.write("The DPIA decides.")
    page = reader()
    term(page, line).click()
    expect(opened(page, line)).to_be_visible()
    meeting.must("facilitator", "key-moment", line=line)
    expect(page.locator(f".key-list [data-of='{line}'] .words")).to_have_text("The DPIA decides.")


def test_who_asks_for_a_word_may_select_it_first(series, reader):
    [line] = series.meetings[0].write("A memorandum of understanding, then the DPIA.")
    page = reader()
    # Once terms are marked, what is selected is heard too
    expect(term(page, line)).to_have_text(["DPIA"])
    page.locator(f"#n{line} .words").evaluate("""one => { const range = document.createRange();
        range.setStart(one.firstChild, 2); range.setEnd(one.firstChild, 12);
        getSelection().removeAllRanges(); getSelection().addRange(range); }""")
    expect(page.locator(".ask-word")).to_have_attribute(
        "href", "/s/terms/glossary?meeting=terms-1&term=memorandum#ask")
    page.locator(".ask-word").click()
    expect(page.locator("#ask-term")).to_have_value("memorandum")
    page.get_by_role("button", name="Ask for an explanation").click()
    expect(page.get_by_role("status")).to_contain_text("Passed on to those who explain words.")
    page.get_by_role("link", name="Back to the meeting").click()
    expect(page.locator(f"#n{line}")).to_be_visible()


@pytest.mark.parametrize("look", [{"viewport": {"width": 320, "height": 640}},
                                  {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"}])
@pytest.mark.parametrize("role", ["attendee", "link-person", "organiser"])
def test_the_glossary_keeps_to_what_axe_can_tell(house, series, visit, role, look):
    series.must("organiser", "word-ask", term="memorandum")
    links = {**series.links, "link-person": f"{house.address}/k/{series.secrets['link-person']}"}
    page = visit(links.get(role, house.address), **look)
    page.goto(f"{house.address}/s/terms/glossary?as={role}")
    expect(page.locator(".glossary .explanation").first).to_be_visible()
    expect(page.locator(".carried .point-words")).to_have_text([] if role == "attendee" else ["memorandum"])
    for summary in page.locator("summary").all():
        summary.click()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    # Nothing makes the page scroll sideways
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_the_words_are_beside_the_notes_and_nothing_is_marked(house, series, visit):
    series.meetings[0].write("The DPIA decides.")
    page = visit(f"{house.address}/m/terms-1", java_script_enabled=False)
    expect(page.locator(".term")).to_have_count(0)
    page.locator("#words summary").click()
    expect(page.locator("#words .explanation")).to_be_visible()


def test_the_script_that_marks_terms_is_small_and_waits_for_the_pages_own(house, series, visit):
    [line] = series.meetings[0].write("The DPIA decides.")
    page = visit("about:blank")
    scripts = []
    page.on("requestfinished", lambda request: request.resource_type == "script" and scripts.append(request))
    page.goto(f"{house.address}/m/terms-1")
    page.wait_for_selector("connection-light[data-state=live]")
    expect(term(page, line)).to_have_count(1)
    # Asked only now: an answer asked for in between would lose others
    sizes = {request.url: request.sizes()["responseBodySize"] for request in list(scripts)}
    own = {address for address in sizes if address.endswith("/terms.js")}
    assert len(own) == 2 and sum(sizes[address] for address in own) <= 2_500
    assert sum(size for address, size in sizes.items() if address not in own) <= 20_000
    times = {one["name"]: one for one in page.evaluate("performance.getEntriesByType('resource').map(one => one.toJSON())")}
    begun = min(times[address]["startTime"] for address in own)
    assert begun >= max(times[address]["responseEnd"] for address in sizes if address not in own)


def test_a_page_of_no_series_loads_none_of_it(house, meeting, visit):
    page = visit("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{house.address}/m/{meeting.slug}")
    page.wait_for_selector("connection-light[data-state=live]")
    assert asked and not any("terms.js" in address or "/words" in address for address in asked)
