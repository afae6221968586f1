"""The attendee's page in Welsh, followed live: what the page says is Welsh, what people say is marked as they said it."""
import json
import re

import pytest
from house import ROOT
from playwright.sync_api import expect

WELSH = json.loads((ROOT / "web/text/cy.json").read_text())


def test_the_page_in_welsh_is_followed_live_in_welsh(meeting, visit):
    # Given a reader of the page in Welsh
    page = visit(f"{meeting.house.address}/cy/m/{meeting.slug}?order=oldest")
    page.wait_for_selector("connection-light[data-state=live]")
    # When lines come, in the meeting's language and in another
    meeting.write("+ Publish it.")
    meeting.write("/cy Dechreuwn.")
    meeting.write("/action Dilys Owen to write by 26 March 2027")
    agreed, begun, step = (page.locator("#rail .line").nth(place) for place in (-3, -2, -1))
    expect(step).to_contain_text("to write")
    # Then the words around them are Welsh, and theirs keep their language
    expect(agreed.locator(".label")).to_have_text(WELSH["client_kind_decision"])
    language = "one => one.closest('[lang]').lang"
    assert [agreed.locator(place).evaluate(language) for place in (".label", ".words")] == ["cy", "en"]
    assert begun.locator(".words").evaluate(language) == "cy"
    assert page.locator(".meeting-bar h1").evaluate(language) == "en"
    # And a page loaded now says the same
    page.reload()
    assert [page.locator("#rail .line .label").last.evaluate(language),
            page.locator("#rail .line .words").last.evaluate(language)] == ["cy", "en"]
    # And links stay in Welsh
    expect(agreed.locator(".number")).to_have_attribute("href", re.compile(r"^/cy/m/meeting/lines/\d+$"))


def test_a_desk_in_welsh_takes_a_next_step_in_welsh_words(meeting, visit):
    page = visit(f"{meeting.house.address}/cy/k/{meeting.secrets['scribe']}")
    page.wait_for_selector("connection-light[data-state=live]")
    page.locator("#text").fill("/action Dilys Owen i ysgrifennu erbyn 26 Mawrth 2027")
    page.locator("#text").press("Enter")
    expect(page.locator("#rail .line").last.locator(".label")).to_have_text(WELSH["client_kind_action"])
    step = meeting.entries()[-1]["line"]
    assert (step["kind"], step["owner"], step["due"]) == ("action", "Dilys Owen", "2027-03-26")


def test_days_and_counts_are_printed_in_welsh(meeting, visit):
    page = visit(f"{meeting.house.address}/cy/m/{meeting.slug}?order=oldest")
    page.wait_for_selector("connection-light[data-state=live]")
    # When a next step is noted for a day
    meeting.write("/action Dilys Owen to write by 26 March 2027")
    day = "26 Mawrth 2027"
    # Then the day is Welsh where the page says it
    due = page.locator("#rail .line").last.locator(".due")
    expect(due).to_have_text(WELSH["client_due"].replace("{date}", day))
    # And two readers are counted as two
    visit(f"{meeting.house.address}/m/{meeting.slug}")
    expect(page.locator(".followers")).to_have_text(WELSH["client_followers_two"].replace("{n}", "2"))
    meeting.must("facilitator", "pause")
    expect(page.locator(".phase-word")).to_have_text(WELSH["client_phase_paused"])


def test_a_refusal_is_said_in_welsh(meeting, visit):
    page = visit(f"{meeting.house.address}/cy/m/{meeting.slug}?order=oldest")
    page.wait_for_selector("connection-light[data-state=live]")
    # Given questions were paused while the page did not look
    page.locator("#ask-text").fill("Pam?")
    expect(page.locator("#ask-count")).to_contain_text("4")
    page.context.set_offline(True)
    meeting.must("facilitator", "questions-pause")
    page.context.set_offline(False)
    page.locator("#ask-text").press("Control+Enter")
    page.locator("#ask button.button").click()
    expect(page.locator(".ask")).to_contain_text(WELSH["problem_questions_paused_do"])


def test_the_switch_keeps_the_page(meeting, visit):
    meeting.write("A line.")
    page = visit(f"{meeting.house.address}/m/{meeting.slug}?order=newest")
    switch = page.get_by_role("link", name="Cymraeg")
    assert (switch.get_attribute("lang"), switch.get_attribute("hreflang")) == ("cy", "cy")
    switch.click()
    page.wait_for_url("**/cy/m/meeting?order=newest")
    assert page.evaluate("document.documentElement.lang") == "cy"
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{meeting.house.address}/m/meeting?order=newest")


def test_a_desk_in_welsh_says_why_a_line_is_refused_in_welsh(meeting, visit):
    page = visit(f"{meeting.house.address}/cy/k/{meeting.secrets['scribe']}")
    page.wait_for_url("**/cy/m/meeting/scribe?as=scribe")
    page.locator("#text").fill("/hide 999")
    page.locator("#text").press("Enter")
    expect(page.locator(".outgoing .state-why")).to_contain_text(WELSH["problem_unknown_line_do"])


def test_a_desk_in_welsh_says_exactly_what_is_wrong(meeting, visit):
    [line] = meeting.write("We begin.")
    page = visit(f"{meeting.house.address}/cy/k/{meeting.secrets['scribe']}")
    page.wait_for_selector("connection-light[data-state=live]")
    page.locator("#text").fill(f"/en ={line} We begin.")
    page.locator("#text").press("Enter")
    rule = WELSH["problem_exact_translation_language"].replace("{1}", str(line))
    expect(page.locator(".outgoing .state-why")).to_have_text(
        WELSH["problem_exact_field_must"].replace("{1}", "text").replace("{2}", rule))


def test_a_translation_comes_to_stand_with_its_line(meeting, visit):
    # Given a reader who follows from before either was said
    page = visit(f"{meeting.house.address}/m/{meeting.slug}?order=oldest")
    page.wait_for_selector("connection-light[data-state=live]")
    [line] = meeting.write("We begin with the path.")
    [other] = meeting.write(f"/cy ={line} Dechreuwn gyda’r llwybr.")
    # Then the translation stands within its line, and nowhere else
    pair = page.locator(f"#n{line} > .translations > #n{other} .words")
    expect(pair).to_have_text("Dechreuwn gyda’r llwybr.")
    assert pair.get_attribute("lang") == "cy"
    expect(page.locator(f"#n{other}")).to_have_count(1)
    # And each keeps its own marks
    meeting.must("scribe", "correct", line=other, text="Dechreuwn gyda’r llwybrau.")
    expect(page.locator(f"#n{other} > .said > .corrected")).to_have_count(1)
    meeting.must("scribe", "correct", line=line, text="We begin with the paths.")
    expect(page.locator(f"#n{line} > .said > .corrected")).to_have_count(1)
    meeting.must("scribe", "key-moment", line=line)
    expect(page.locator(f"#n{line} > .said > .key-mark")).to_have_count(1)
    # And so it is served, where its reader chooses what to read
    page.reload()
    expect(page.locator(f"#n{line} > .translations > #n{other} .words")).to_be_visible()
    page.locator("#settings summary").click()
    page.locator("#set-reading").select_option("translation")
    expect(page.locator(f"#n{line} > .said > .words")).to_be_hidden()
    page.locator("#set-reading").select_option("original")
    expect(page.locator(f"#n{line} > .said > .words")).to_be_visible()
    expect(page.locator(f"#n{other}")).to_be_hidden()


def test_a_translation_finds_its_line_when_older_lines_come(meeting, visit):
    [line] = meeting.write("We begin with the path.")
    [first] = meeting.write(f"/cy ={line} Dechreuwn gyda’r llwybr.")
    for number in range(60):
        meeting.write(f"note {number}")
    address = f"{meeting.house.address}/m/{meeting.slug}?order=newest"
    page = visit(address)
    page.wait_for_selector("connection-light[data-state=live]")
    # Given a translation of a line that is not on the page yet
    [late] = meeting.write(f"/fr ={line} Nous commençons.")
    expect(page.locator(f"#rail > #n{late} .words")).to_be_visible()
    # When the older lines come
    page.locator(".older-link").click()
    # Then it goes to its line, after the one that was there before
    pairs = page.locator(f"#n{line} > .translations > .line")
    expect(pairs).to_have_count(2)
    assert pairs.evaluate_all("all => all.map(one => one.id)") == [f"n{first}", f"n{late}"]
    # And when one is taken back, its notice stands where it was said, as on a page that is loaded then
    shape = "all => all.map(one => [one.id, one.parentElement.className, one.className.split(' ').sort().join(' ')])"
    meeting.must("scribe", "retract", line=late)
    expect(page.locator(f"#rail > #n{late}.gone")).to_have_count(1)
    meeting.must("scribe", "retract", line=line)
    expect(page.locator(f"#rail > #n{first}.gone")).to_have_count(1)
    expect(page.locator(".translations")).to_have_count(0)
    followed = page.locator("#rail .line").evaluate_all(shape)
    page.goto(address)
    served = page.locator("#rail .line").evaluate_all(shape)
    assert followed[:len(served)] == served


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_the_catalogue_counts_as_the_browser_does(house, visit, tag):
    words = json.loads((ROOT / f"web/text/{tag}.json").read_text())
    forms = visit(house.address).evaluate("tag => new Intl.PluralRules(tag).resolvedOptions().pluralCategories", tag)
    assert {key.removeprefix("plural_") for key in words if key.startswith("plural_")} | {"other"} == set(forms)
