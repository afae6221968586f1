"""Home, join, create, invite: forms that work with and without JavaScript."""
import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("script", [True, False])
def test_a_meeting_is_created_by_form_and_its_links_work(house, visit, script):
    # Given the site organiser's link
    page = visit(house.site_link, java_script_enabled=script)
    # When the form is sent with only a title and an agenda
    page.get_by_label("Title").fill("Third open meeting")
    page.locator("#agenda").fill("Welcome | inform | 10 | Dilys Owen\nReport back")
    page.locator("#speakers").fill("Dilys Owen | do | Chair | Open Policy Forum")
    page.get_by_role("button", name="Create the meeting").click()
    # Then each role has its link with a QR code, and the scribe's opens the desk
    expect(page.get_by_role("heading", name="Third open meeting")).to_be_visible()
    expect(page.locator(".link-block h2")).to_have_text(["Attendees", "Scribe", "Facilitator", "Voice", "Organiser"])
    expect(page.locator("svg.qr")).to_have_count(5)
    desk = visit(page.locator(".link-block .address").nth(1).inner_text())
    expect(desk.locator(".speaker-list")).to_contain_text("Dilys Owen")
    expect(desk.locator(".agenda-title")).to_have_text(["Welcome", "Report back"])


def test_a_form_with_a_fault_comes_back_with_everything_typed(house, visit):
    page = visit(house.site_link, java_script_enabled=False)
    page.locator("#agenda").fill("Welcome | chat")
    page.locator("#title").fill("Kept")
    page.get_by_role("button", name="Create the meeting").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("#title")).to_have_value("Kept")
    expect(page.locator("#agenda")).to_have_value("Welcome | chat")
    assert page.title().startswith("Error:")


def test_a_code_with_spaces_leads_to_the_meeting_and_a_wrong_one_says_what_to_do(house, meeting, visit, attendee):
    code = attendee().locator(".join-code b").inner_text()
    page = visit(house.address + "/join")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(f"{house.address}/m/{meeting.slug}")
    page.goto(house.address + "/join")
    page.get_by_label("Code").fill("12")
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".field-error")).to_contain_text("six digits")


def test_home_shows_what_is_live(house, meeting, visit):
    page = visit(house.address)
    page.locator(".live-card").click()
    expect(page).to_have_url(f"{house.address}/m/{meeting.slug}")


def test_the_organiser_makes_another_link(house, meeting, visit):
    page = visit(meeting.links["organiser"])
    page.get_by_role("link", name="Links for your team").click()
    page.get_by_label("Their name").fill("Rhys")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator(".link-block .address").inner_text()
    expect(visit(link).locator("#text")).to_be_visible()


def test_a_wrong_link_says_what_happened_and_what_to_do(house, visit):
    page = visit(house.address + "/k/0000000000000000000000")
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
