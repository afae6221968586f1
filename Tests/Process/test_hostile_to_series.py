"""What people who mean no good try with series, their meetings and papers."""
import concurrent.futures

from browser import Browser
from house import Device
from series import RESEARCH, Series

ONE_HOUSE = True
SECRET = "SECRETWORDS the minister resigns"


def test_nothing_said_in_an_invited_meeting_is_said_again_in_public(house):
    # Given a public series with a meeting for invited people and one that is public and live
    series = Series(house, "leaky", {"visibility": "invited"}, {})
    secret, public = series.meetings
    [line] = secret.write("/action " + SECRET)
    secret.must("facilitator", "poll-open", text=SECRET, options=["Yes", "No"])
    secret.must("facilitator", "poll-count", number=1, counts=[9, 1])
    secret.must("facilitator", "poll-close", number=1)
    chair = public.secrets["facilitator"]
    # When who facilitates the public one reviews, confirms and asks about the other
    for frame, fields in (
            ("action-review", {"meeting": 1, "line": line, "state": "done", "outcome": "x"}),
            ("feedback-answer", {"meeting": 1, "line": line, "text": "x"}),
            ("point-propose", {"meeting": 1, "line": line, "strand": RESEARCH, "standing": "open", "text": "x"})):
        status, answer = series.give("facilitator", frame, secret=chair, **fields)
        assert (status, answer["code"]) == (401, "no-grant"), frame
    proposal = series.must(
        "facilitator", "point-propose", secret=chair, strand=RESEARCH, standing="open", text="x", meeting=1)
    status, answer = series.give("facilitator", "point-confirm", secret=chair, proposal=proposal, meeting=1, poll=1)
    assert (status, answer["code"]) == (401, "no-grant")
    # Then not a word of it is anywhere that anybody may read
    series.meetings = [public]
    assert "SECRETWORDS" not in series.everything_public()


def test_an_invited_series_is_not_told_by_a_meeting_that_anybody_may_read(house):
    series = Series(house, "hidden", {}, visibility="invited", title="Canaryseries")
    [meeting] = series.meetings
    meeting.write("Gateways are discussed.")
    series.must("organiser", "word-explain", term="gateways", text="Canarywords")
    for path in (f"/m/{meeting.slug}", f"/m/{meeting.slug}/calendar.ics", f"/api/v1/meetings/{meeting.slug}/words"):
        status, _, body = house.ask("GET", path)
        assert status == 200 and b"Canary" not in body and b"/s/hidden" not in body, path
    assert house.ask("GET", "/s/hidden")[0] == 401


def test_one_form_makes_a_meeting_or_a_series_and_never_keeps_the_server_busy(house):
    browser = Browser(house)
    page = browser.visit(house.site_link)
    form = page.form("title")
    assert browser.submit(page, form, title="Meeting", id="1" * 32).status == 201
    page = browser.visit("/new-series")
    assert browser.submit(page, page.form("title"), title="Series", id="1" * 32).status == 409


def test_of_many_who_make_the_page_of_one_meeting_one_makes_it(house):
    series = Series(house, "raced")
    series.must("organiser", "meeting-schedule", title="Raced")
    browsers = [series.organiser() for _ in range(6)]
    pages = [browser.visit("/new?series=raced&meeting=1") for browser in browsers]

    def press(place):
        page = pages[place]
        return browsers[place].submit(page, page.form("title"), title="Raced", visibility="listed").status

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(press, range(6)))
    assert statuses == [201] + [409] * 5
    made = [meeting for meeting in house.ask_json("GET", "/api/v1/meetings")[1]["meetings"] if meeting["title"] == "Raced"]
    assert len(made) == 1 and series.view()["meetings"][0]["slug"] == made[0]["slug"]


def test_a_meeting_is_of_one_series_however_quick_two_are(house):
    for attempt in range(6):
        both = [Series(house, f"quick-{attempt}-{name}") for name in "ab"]
        meeting = house.found(slug=f"quick-{attempt}")
        for series in both:
            series.must("organiser", "meeting-schedule", title="Only")

        def enter(series):
            cookie = f"openfloor={series.secrets['organiser']}.{meeting.secrets['organiser']}"
            return series.post(
                "organiser", {"do": "meeting-hold", "id": "hold", "number": 1, "slug": meeting.slug}, secret="",
                headers={"Cookie": cookie, "Origin": house.address})[0]

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(enter, both)) == [200, 409]


def test_who_asks_for_a_thousand_words_keeps_nobody_from_explaining_one(house):
    series = Series(house, "flooded", {})
    device = Device(series.meetings[0])
    codes = set()
    for number in range(302):
        status, answer = series.give("attendee", "word-ask", secret=device.token, term=f"Junk {number}")
        codes.add((status, answer.get("code")))
        if status == 429:
            break
    # Full, or too fast for one network: either way the link people go on
    assert codes <= {(200, None), (429, "queue-full"), (429, "too-fast")} and len(codes) == 2
    series.must("organiser", "word-explain", term="Gateway", text="A way for data to go.")


def test_a_slash_with_an_accent_is_a_slash_in_the_name_of_a_paper(house, tmp_path):
    series = Series(house, "slashed")
    series.must("organiser", "meeting-schedule", title="Only")
    for number, name in enumerate(("a/%CC%81../%CC%81b.txt", "c/%E2%80%8D../%E2%80%8Dd.txt"), 1):
        status, _, body = house.ask(
            "POST", f"/api/v1/series/slashed/papers?as=organiser&id=p{number}&meeting=1&title=T&name={name}", b"words",
            secret=series.secrets["organiser"])
        assert status == 200, body
    names = [paper["file"]["name"] for paper in series.view()["papers"]]
    assert all("/" not in name and "\\" not in name for name in names), names
