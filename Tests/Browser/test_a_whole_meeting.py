"""A whole meeting by those who hold it, each in a browser of their own, with nothing but the pages: an organiser makes,
rehearses, opens, closes and publishes it; a scribe notes; a facilitator chairs; a rapporteur reports; a voice reads; people
follow on a phone, without JavaScript and in the room; a reader finds it afterwards. Once in each language.

OPENFLOOR_PICTURES names a folder: every stage is photographed there, in order.
"""
import json
import os
import pathlib
import re
import time

import pytest
from playwright.sync_api import expect

from house import PATIENCE, ROOT

ENGLISH = json.loads((ROOT / "web/text/en.json").read_text())
DESK, PHONE = {"viewport": {"width": 1280, "height": 900}}, {"viewport": {"width": 390, "height": 844}}
SCREEN = {"viewport": {"width": 1920, "height": 1080}}
TITLE = "Data sharing: fourth open meeting"
QUESTION = "Who pays for the pilot after March?"
REPORT = ("A pilot in three councils is worth trying.", "Whether to wait for the review.", "Write to the three councils.")

pytestmark = pytest.mark.timeout(600)


class Walk:
    """One meeting in one language: who takes part, what pages say to them, and the pictures."""

    def __init__(self, house, visit, language):
        self.house, self.visit, self.language = house, visit, language
        self.catalogue = json.loads((ROOT / f"web/text/{language}.json").read_text())
        self.taken = 0

    def words(self, english):
        """What a page in this language says; several phrases may be alike in English."""
        said = {re.escape(self.catalogue[key]) for key, phrase in ENGLISH.items() if phrase == english}
        assert said, f"no page says: {english}"
        return re.compile(f"^({'|'.join(sorted(said))})( .*)?$")

    def come(self, address, connects=True, **options):
        """Somebody opens a link, and chooses their language on the page it leads to."""
        page = self.visit(address if "://" in address else self.house.address + address, **options)
        if self.language != "en":
            page.locator(f"a.language[hreflang={self.language}]").click()
        if connects:
            page.wait_for_selector("connection-light:is([data-state=live], [data-state=idle])")
        return page

    def press(self, where, english, role="button"):
        where.get_by_role(role, name=self.words(english)).first.click()

    def unfold(self, where, english):
        where.locator("summary", has_text=self.words(english)).first.click()

    def picture(self, page, what, whole=False):
        self.taken += 1
        expect(page.locator("html")).to_have_attribute("lang", self.language)
        if "OPENFLOOR_PICTURES" in os.environ:
            folder = pathlib.Path(os.environ["OPENFLOOR_PICTURES"]) / self.language
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{self.taken:02} {what}.png", full_page=whole, caret="initial")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_meeting_is_made_rehearsed_held_closed_checked_published_and_found(house, visit, language):
    walk = Walk(house, visit, language)
    prepare(walk)
    come_together(walk)
    ask_and_answer(walk)
    speak(walk)
    report_back(walk)
    decide(walk)
    publish(walk)
    find(walk)


def prepare(walk):
    """From the link of the site to a rehearsal that runs, and the links of the meeting."""
    page = walk.organiser = walk.come(walk.house.site_link, connects=False, **DESK)
    walk.press(page, "An open meeting", "link")
    page.locator("#title").fill(TITLE)
    page.locator("#speakers").fill("Dilys Owen | do | Chair | Open Policy Forum\nRhys Malik | rm")
    page.locator("#visibility").select_option("listed")
    walk.picture(page, "organiser makes a meeting from a template", whole=True)
    walk.press(page, "Create the meeting")
    walk.links = {role: page.locator(f"section:has(#link-{role}) .address").inner_text()
                  for role in ("attendee", "scribe", "facilitator", "voice")}
    walk.picture(page, "organiser has a link for everybody")
    page.locator("main p > a.button").click()
    expect(page.get_by_role("button", name=walk.words("Start a rehearsal")).first).to_be_visible()
    walk.picture(page, "organiser has every step on one page", whole=True)
    walk.desk = page.url
    walk.press(page, "Start a rehearsal")
    walk.picture(page, "organiser has the links of a rehearsal")
    rehearsal = walk.come(page.locator("section:has(#link-attendee) .address").inner_text(), **PHONE)
    said = rehearsal.locator("#rail .line .words").first
    expect(said).to_be_visible(timeout=60_000)
    assert said.evaluate("one => one.closest('[lang]').lang") == walk.language
    walk.picture(rehearsal, "attendee follows the rehearsal")
    rehearsal.context.close()
    page.goto(walk.desk)
    walk.press(page, "Sheet to print, with the QR code", "link")
    walk.picture(page, "organiser prints the sheet")
    page.go_back()
    walk.press(page, "Breakout groups", "link")
    page.locator("#breakout-name").fill("Research")
    walk.press(page, "Form the group")
    walk.press(page.locator("#breakout1"), "Make a rapporteur’s link")
    walk.links["rapporteur"] = page.locator(".made-link a").inner_text()
    walk.picture(page, "organiser has the link of a group")


def come_together(walk):
    """The meeting opens, and everybody is there: by a link, by the code on the room's screen, without JavaScript."""
    walk.phone = walk.come(walk.links["attendee"], **PHONE)
    walk.picture(walk.phone, "attendee comes early")
    walk.organiser.goto(walk.desk)
    walk.press(walk.organiser, "Open the meeting")
    walk.picture(walk.organiser, "organiser has opened it", whole=True)
    walk.base = walk.phone.url
    walk.screen = walk.visit(f"{walk.base}/screen", **SCREEN)
    walk.screen.wait_for_selector("connection-light[data-state=live]")
    walk.picture(walk.screen, "the room sees how to follow")
    code = walk.screen.locator(".screen-code b").inner_text()
    walk.plain = walk.come("/join", connects=False, java_script_enabled=False, **PHONE)
    walk.plain.locator("#code").fill(code)
    walk.press(walk.plain, "Join")
    walk.picture(walk.plain, "attendee without JavaScript has come by the code")
    walk.chair = walk.come(walk.links["facilitator"], **DESK)
    walk.press(walk.chair, "Take up next item")
    expect(walk.phone.locator(".agenda-item[data-state=now]")).to_have_count(1)
    walk.picture(walk.chair, "facilitator has taken up the first item")
    walk.scribe = walk.come(walk.links["scribe"], **DESK)
    note(walk, "do: Welcomed those in the room and those who follow from elsewhere.")
    note(walk, "+ The second phase begins in April")
    note(walk, "- Whether three councils are enough")
    expect(walk.phone.locator("#rail")).to_contain_text("Whether three councils are enough")
    walk.picture(walk.scribe, "scribe takes notes")
    walk.picture(walk.phone, "attendee reads them")
    with walk.phone.expect_response("**/mine"):  # the form's script is there
        walk.unfold(walk.phone, "Say where you follow from")
    walk.phone.locator("#whereabouts-from").fill("Aberystwyth")
    walk.press(walk.phone, "Say it")
    expect(walk.phone.locator(".whereabouts-own")).not_to_be_empty()


def note(walk, text):
    walk.scribe.locator("#text").fill(text)
    walk.scribe.locator("#text").press("Enter")
    expect(walk.scribe.locator("#outbox li")).to_have_count(0)


def ask_and_answer(walk):
    """A question goes from a phone to the room, with somebody's support, and comes back answered."""
    phone, chair, plain = walk.phone, walk.chair, walk.plain
    phone.locator("#ask-text").fill(QUESTION)
    expect(phone.locator("#ask-count")).to_contain_text(str(len(QUESTION)))
    walk.picture(phone, "attendee writes a question")
    phone.locator(".ask-send").click()
    expect(phone.locator(".own-list .question")).to_have_count(1)
    phone.locator(".own-list").scroll_into_view_if_needed()
    walk.picture(phone, "attendee sees it in review")
    walk.press(chair, "Publish")
    expect(chair.locator("[data-list=published] .case")).to_have_count(1)
    plain.goto(f"{walk.base}/questions")
    walk.press(plain, "Support")
    expect(plain.locator(".support-button .count")).to_have_text("1")
    walk.picture(plain, "attendee without JavaScript supports it")
    walk.press(chair, "Put to the room")
    expect(walk.screen.locator(".screen-question .words")).to_have_text(QUESTION)
    walk.picture(chair, "facilitator puts it to the room")
    walk.picture(walk.screen, "the room sees the question")
    note(walk, "/a do: The programme does until June.")
    expect(phone.locator(".own-list .answers a, .own-list a[href*='/lines/']").first).to_be_visible()
    phone.locator(".own-list").scroll_into_view_if_needed()
    walk.picture(phone, "attendee is led to the answer")


def speak(walk):
    """Somebody outside the room is called to speak, and a remark is read out."""
    phone, chair = walk.phone, walk.chair
    walk.unfold(phone, "Ask to speak")
    phone.wait_for_function(
        "() => performance.getEntriesByType('resource')"
        ".some(one => one.name.includes('/views/floor') && one.responseEnd)")
    phone.locator("#floor-name").fill("Ada Ng")
    walk.press(phone, "Join the list")
    expect(phone.locator(".floor-own")).not_to_be_empty()
    walk.press(chair, "Call next")
    expect(walk.screen.locator(".now-speaker")).to_contain_text("Ada Ng")
    phone.locator(".floor-own").scroll_into_view_if_needed()
    walk.picture(phone, "attendee is called to speak")
    walk.plain.goto(f"{walk.base}/questions#floor")
    walk.unfold(walk.plain, "Ask to speak")
    walk.plain.locator("#floor-name").fill("Huw Prosser")
    walk.plain.locator("#floor-remark").fill("Our council would take part.")
    walk.press(walk.plain, "Join the list")
    walk.picture(walk.plain, "attendee without JavaScript leaves a remark")
    voice = walk.come(walk.links["voice"], **DESK)
    walk.picture(voice, "voice has a remark to read out")
    walk.press(voice, "Mark as read out")
    expect(walk.scribe.locator("#rail")).to_contain_text("Our council would take part.")
    # Who has gone elsewhere on the page is moved by nothing, and asks for what is new
    expect(phone.locator(".pill")).to_be_visible()
    phone.locator(".pill").dispatch_event("click")
    expect(phone.locator("#rail")).to_contain_text("Our council would take part.")


def report_back(walk):
    """A group reports on its prompts, signs off, and is called; two lines are gathered under a theme."""
    desk = walk.come(walk.links["rapporteur"], **PHONE)
    for prompt, text in enumerate(REPORT, 1):
        desk.locator(f"#prompt{prompt} .add-line textarea").fill(text)
        desk.locator(f"#prompt{prompt} .add-line button").click()
        expect(desk.locator(f"#prompt{prompt} .report-line")).to_have_count(1)
    expect(desk.locator("#prompt1 h3")).to_have_text({"en": "Where is there consensus?", "cy": "Ble mae consensws?"}[walk.language])
    walk.picture(desk, "rapporteur reports", whole=True)
    expect(desk.locator(".unsaved[hidden]")).to_have_count(1)
    walk.press(desk, "Sign off the report")
    expect(desk.get_by_role("button", name=walk.words("Take back the sign-off"))).to_be_visible()
    walk.press(walk.chair, "Breakout groups", "link")
    with walk.chair.expect_navigation():
        walk.press(walk.chair.locator("#breakout1"), "Call to report back")
    gather = walk.chair.locator("#breakout1 .board-line, #breakout1 .report-line").first
    walk.unfold(gather, "Gather under a theme")
    gather.locator("input[name=name]").fill("Pilots")
    walk.press(gather, "Gather it")
    expect(walk.chair.locator("#theme1")).to_contain_text(REPORT[0])
    walk.picture(walk.chair, "facilitator has gathered a theme", whole=True)
    expect(walk.screen.locator("body")).to_contain_text("Research")
    walk.picture(walk.screen, "the room hears the group")
    walk.press(walk.chair, "Back to the console", "link")


def decide(walk):
    """A show of hands outside the room and in it; what was decided is noted, with who does it by when."""
    phone, chair = walk.phone, walk.chair
    walk.unfold(chair, "Ask for a show of hands")
    chair.locator("#poll-text").fill("Shall the pilot go ahead?")
    walk.press(chair, "Open the show of hands")
    box = phone.locator("#hands .hand")
    box.locator("input[type=radio]").first.check()
    walk.picture(phone, "attendee answers a show of hands")
    walk.press(box, "Answer")
    expect(box.locator(".hand-own")).not_to_be_empty()
    for place, count in enumerate((7, 5, 1), 1):
        chair.locator(f".poll input[name=count{place}]").fill(str(count))
    walk.press(chair, "Save the room’s count")
    expect(chair.locator(".poll .poll-room")).not_to_be_empty()
    chair.locator("#hands").scroll_into_view_if_needed()
    walk.picture(chair, "facilitator counts the room")
    walk.press(chair, "Close and show the result")
    expect(walk.screen.locator(".screen-result tbody tr").first).to_contain_text(re.compile(r"1\s*7"))
    walk.picture(walk.screen, "the room sees the result")
    note(walk, "+ The pilot goes ahead in three councils")
    note(walk, "/action Dilys Owen to write to the councils by 26 March 2027")
    expect(walk.scribe.locator("#rail")).to_contain_text("write to the councils")


def publish(walk):
    """It is closed, circulated, corrected at a reader's suggestion, and final."""
    page = walk.organiser
    page.goto(walk.desk)
    page.locator("input[name=really]").check()
    walk.press(page, "Close the meeting")
    walk.picture(page, "organiser has closed it", whole=True)
    expect(walk.phone.locator("body")).to_have_class(re.compile("phase-closed"))
    walk.picture(walk.phone, "attendee finds the record")
    walk.picture(walk.screen, "the room is thanked")
    with page.expect_navigation():
        walk.press(page, "Circulate the record")
    expect(page.locator(".said-ok")).to_be_visible()
    walk.picture(page, "organiser has circulated the draft")
    line = walk.scribe.locator("#rail .line", has_text="The second phase begins").first
    walk.corrected = line.get_attribute("id")[1:]
    walk.plain.goto(f"{walk.base}/lines/{walk.corrected}/suggest")
    walk.plain.locator("#text").fill("The second phase begins in May")
    walk.plain.locator("#why").fill("The letter says May.")
    walk.picture(walk.plain, "attendee suggests a correction")
    with walk.plain.expect_navigation():
        walk.plain.locator(".send-row button").click()
    page.goto(f"{walk.base}/corrections?as=organiser")
    page.locator("[id^=why]").first.fill("As the letter of 3 March says.")
    walk.picture(page, "organiser weighs the suggestion")
    with page.expect_navigation():
        walk.press(page, "Accept")
    page.locator("input[name=sure]").check()
    walk.press(page, "Make it final")
    expect(page.locator(".edition")).to_have_text(walk.words("Final edition"))
    walk.picture(page, "organiser has made it final", whole=True)


def find(walk):
    """Years later: searched, read, quoted, verified."""
    reader = walk.come("/search", connects=False, **DESK)
    reader.locator("#q").fill("phase May")
    reader.locator("#q").press("Enter")
    reader.wait_for_url(re.compile("[?&]q="))
    # The index follows the record a moment later, and tells nobody
    end = time.monotonic() + PATIENCE
    while not reader.locator(".hits li").count() and time.monotonic() < end:
        reader.reload()
    expect(reader.locator(".hits li")).to_have_count(1)
    walk.picture(reader, "reader searches")
    reader.locator(".hits a").first.click()
    expect(reader.locator("main")).to_contain_text("The second phase begins in May")
    walk.picture(reader, "reader has the record", whole=True)
    reader.goto(f"{walk.base}/lines/{walk.corrected}")
    walk.picture(reader, "reader has the line, to quote")
    walk.press(reader, "Verify this line", "link")
    expect(reader.locator(".proof-steps > li")).to_have_count(4)
    walk.picture(reader, "reader sees its proof")
    reader.goto(f"{walk.base}/summary")
    expect(reader.locator("main")).to_contain_text("The pilot goes ahead in three councils")
    walk.picture(reader, "reader has what it came to", whole=True)
