"""A series by forms and cookies alone, from its founding to what became of its first meeting's action."""
from browser import Browser

ONE_HOUSE = True


def test_a_series_by_forms_and_cookies_alone(house):
    # Given a browser with the site organiser's link
    browser = Browser(house)
    browser.visit(house.site_link)
    page = browser.visit("/new-series")
    wish = {"title": "Open <policy> meetings", "slug": "by-forms", "visibility": "listed", "purpose": "To agree.",
            "strands": "Research | De-identified only | A paper | May: a draft; June: a vote\nFraud",
            "timeZone": "Europe/London", "language": "en", "targets": "civil | 30\nMEDIA | 5 %\nWales | 10"}
    # When the form is refused, what was typed is given back; when it is right and pressed twice, one series is founded
    refused = browser.submit(page, page.form("title"), **{**wish, "timeZone": "Mars"})
    assert refused.status == 400 and refused.form("title").fields["strands"] == wish["strands"]
    form = page.form("title")
    made = [browser.submit(page, form, **wish) for _ in range(2)]
    assert [one.status for one in made] == [201, 201]
    slugs = [one["slug"] for one in house.ask_json("GET", "/api/v1/series")[1]["series"]]
    assert slugs.count("by-forms") == 1 and "by-forms-2" not in slugs
    link = next(link for link in made[0].links if "/k/" in link)
    page = browser.visit(link)
    assert "/s/by-forms" in page.address and "Open &lt;policy&gt; meetings" in page.text
    fields = browser.visit("/s/by-forms/plan?as=organiser").form("targets").fields
    assert fields["targets"].strip() == "civil-society | 30\nmedia | 5\nWales | 10"
    assert fields["strands"].strip() == wish["strands"]
    # When the organiser enters two meetings, and one is given back that cannot be
    page = browser.visit("/s/by-forms/schedule?as=organiser")
    new = next(form for form in page.forms if ("do", "meeting-schedule") in form.buttons)
    refused = browser.submit(page, new, ("do", "meeting-schedule"), title="First", minutes="99999")
    assert refused.status == 400 and "99999" in refused.text
    for title, date in (("First", "2098-12-22"), ("Second", "2099-02-02")):
        page = browser.submit(
            page, new, ("do", "meeting-schedule"), title=title, date=date, time="10:30", minutes="90", place="Cardiff",
            standing="provisional", id=f"form-{title}")
        assert page.status == 200 and "said=ok" in page.address
    view = house.ask_json("GET", "/api/v1/series/by-forms")[1]
    assert [one["title"] for one in view["meetings"]] == ["First", "Second"]
    assert view["meetings"][0]["startsAt"] == 4_070_082_600_000  # 10:30 in London
    # When the second is moved and then called off
    for change in ({"date": "2099-02-09"}, {"standing": "cancelled"}):
        form = next(form for form in page.forms if form.fields.get("number") == "2" and "title" in form.fields)
        page = browser.submit(page, form, ("do", "meeting-schedule"), **change)
    [second] = [one for one in house.ask_json("GET", "/api/v1/series/by-forms")[1]["meetings"] if one["number"] == 2]
    assert (second["standing"], second["sequence"]) == ("cancelled", 2) and "movedFrom" in second
    # When the first gets its page, made from the schedule
    page = browser.visit("/new?series=by-forms&meeting=1")
    form = page.form("agenda")
    assert form.fields["title"] == "First" and form.fields["strands"] == "Research\nFraud"
    page = browser.submit(page, form, slug="by-forms-first")
    assert page.status == 201, page.text
    assert house.ask_json("GET", "/api/v1/series/by-forms")[1]["meetings"][0]["slug"] == "by-forms-first"
    chair, scribe = chair_and_scribe(house, page)
    # When the meeting is opened, something is decided, noted and found wrong
    desk = chair.visit("/m/by-forms-first/console?as=facilitator")
    desk = chair.submit(desk, desk.form("as", ("do", "open")), ("do", "open"))
    assert "said=ok" in desk.address
    for words in ("+ Pilots end <by> themselves", "/action Rhys to write by 26 March", "/feedback Too hot"):
        desk = scribe.visit("/m/by-forms-first/scribe?as=scribe")
        assert scribe.submit(desk, desk.form("text"), text=words).status == 200
    # Then the facilitator makes it a point: proposed, then confirmed
    page = chair.visit("/m/by-forms-first/positions?as=facilitator")
    form = next(form for form in page.forms if ("do", "point-propose") in form.buttons)
    assert form.fields["text"] == "Pilots end <by> themselves"
    page = chair.submit(page, form, ("do", "point-propose"), standing="settled", strand="Fraud")
    assert "said=ok" in page.address, page.text
    assert "Pilots end &lt;by&gt; themselves" in Browser(house).visit("/s/by-forms/board").text
    page = chair.submit(page, page.form("proposal", ("do", "point-confirm")), ("do", "point-confirm"))
    assert "said=ok" in page.address
    board = chair.visit("/s/by-forms/board?as=facilitator")
    # And reopens it, first without a reason, which is refused and gives back the name
    form = next(form for form in board.forms if ("do", "point-reopen") in form.buttons)
    refused = chair.submit(board, form, ("do", "point-reopen"), name="Rhys <b>", reason="")
    assert refused.status == 400 and "Rhys &lt;b&gt;" in refused.text
    board = chair.submit(board, form, ("do", "point-reopen"), name="Rhys <b>", reason="A new law")
    assert "said=ok" in board.address and "A new law" in board.text and "<b>, " not in board.text
    # And says what became of the action and the complaint
    page = chair.visit("/s/by-forms/actions?as=facilitator")
    form = next(form for form in page.forms if ("do", "action-review") in form.buttons)
    page = chair.submit(page, form, ("do", "action-review"), state="done", outcome="He <wrote> it.")
    assert "said=ok" in page.address and "He &lt;wrote&gt; it." in page.text
    page = chair.visit("/s/by-forms/feedback?as=facilitator")
    form = next(form for form in page.forms if ("do", "feedback-answer") in form.buttons)
    page = chair.submit(page, form, ("do", "feedback-answer"), text="The window opens <now>.")
    assert "said=ok" in page.address and "The window opens &lt;now&gt;." in page.text
    # And a reader has all that, no form but what everybody may fill in, and none that sends a command of staff
    for path in ("", "/board", "/schedule", "/actions", "/feedback"):
        page = Browser(house).visit("/s/by-forms" + path)
        dos = {button[1] for form in page.forms for button in form.buttons if button[0] == "do"}
        assert page.status == 200 and dos <= {"comment", "word-ask", "invitee-suggest"}, path
    # And a form from another site's page, or sent under a role nobody gave, is refused
    stranger = Browser(house)
    assert stranger.submit(board, form, ("do", "feedback-answer"), text="x").status == 401
    page = chair.visit("/s/by-forms/schedule?as=facilitator")
    assert not any(("do", "meeting-schedule") in form.buttons for form in page.forms)


def chair_and_scribe(house, created):
    """Browsers with the facilitator's and the scribe's link."""
    found = {}
    for link in dict.fromkeys(link for link in created.links if "/k/" in link):
        browser = Browser(house)
        address = browser.visit(link).address
        for role in ("facilitator", "scribe"):
            if address.endswith(f"as={role}"):
                found[role] = browser
    return found["facilitator"], found["scribe"]
