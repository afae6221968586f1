"""A series over HTTP, what strangers' browsers do there, and its calendars as a calendar program reads them."""
import json
import urllib.parse

import icalendar
import yaml
from jsonschema import Draft202012Validator

from browser import Browser
from house import ROOT, Device

OPENAPI = yaml.safe_load((ROOT / "web/api/openapi.yaml").read_text())
PLAN = {
    "title": "Sharing data between public bodies", "purpose": "Find what can be agreed.",
    "strands": [
        {"name": "Research and statistics", "premise": "De-identified data only.", "endPoint": "A white paper",
         "milestones": ["Mid September: a draft paper"]},
        {"name": "Fraud, error and debt"}],
}
START = 1_798_000_000_000  # 23 December 2026, 04:26:40 UTC
HOUR = 3_600_000  # milliseconds
RESEARCH, FRAUD = (strand["name"] for strand in PLAN["strands"])


def described(name, answer):
    """An answer, which is as openapi.yaml describes it."""
    Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": OPENAPI["components"]}).validate(answer)
    return answer


class Series:
    """One series; each of `meetings` is on its schedule and open, with a page at `SLUG-NUMBER`."""

    def __init__(self, house, slug="sharing", *meetings, visibility="listed", **plan):
        self.house = house
        status, founded = house.ask_json(
            "POST", "/api/v1/series", {"slug": slug, "visibility": visibility, "series": {**PLAN, **plan}},
            secret=house.site_link.rsplit("/", 1)[1])
        assert status == 201, founded
        described("FoundedSeries", founded)
        self.slug, self.record, self.links = founded["slug"], founded["record"], founded["links"]
        self.secrets = {"organiser": founded["links"]["organiser"].rsplit("/", 1)[1]}
        self.given, self.meetings = 0, []
        for number, meeting in enumerate(meetings, 1):
            self.held(number, f"{slug}-{number}", **meeting)

    def post(self, as_role, frame, secret=None, headers=None):
        """A frame as it is; returns (status, headers, body)."""
        return self.house.ask(
            "POST", f"/api/v1/series/{self.slug}/commands?as={as_role}", frame, headers=headers,
            secret=self.secrets.get(as_role) if secret is None else secret)

    def give(self, as_role, frame, /, secret=None, **fields):
        """A command as a role; returns (status, answer)."""
        self.given += 1
        return json_of(self.post(as_role, {"do": frame, "id": f"{as_role}-{self.given}", **fields}, secret))

    def must(self, as_role, frame, /, secret=None, **fields):
        """Returns the position of the entry it became; None where its sender is not told."""
        status, answer = self.give(as_role, frame, secret=secret, **fields)
        assert status == 200, answer
        entries = described("Accepted", answer)["entries"]
        assert len(entries) <= 1
        return entries[0] if entries else None

    def enter(self, number, meeting):
        """Gives meeting `number` of the schedule its page; that takes the links of the organisers of both."""
        cookie = f"openfloor={self.secrets['organiser']}.{meeting.secrets['organiser']}"
        status, _, body = self.post(
            "organiser", {"do": "meeting-hold", "id": f"hold-{number}", "number": number, "slug": meeting.slug},
            secret="", headers={"Cookie": cookie, "Origin": self.house.address})
        assert status == 200, body
        self.secrets["facilitator"] = meeting.secrets["facilitator"]
        self.meetings.append(meeting)

    def hold(self, number, slug, **meeting):
        """Founds a meeting and enters it as `number` of the schedule."""
        made = self.house.found(slug=slug, **{"strands": [RESEARCH, FRAUD], **meeting})
        self.enter(number, made)
        return made

    def held(self, number, slug, **meeting):
        """The same of one that is not on the schedule yet, and opens it."""
        self.must("organiser", "meeting-schedule", title=f"Meeting {number}")
        made = self.hold(number, slug, **meeting)
        made.must("facilitator", "open")
        return made

    def invite(self, role, **fields):
        """Returns a link for the role; its secret is that of the role then."""
        status, made = self.house.ask_json(
            "POST", f"/api/v1/series/{self.slug}/invitations", {"role": role, **fields},
            secret=self.secrets["organiser"])
        assert status == 201, made
        self.secrets[role] = made["link"].rsplit("/", 1)[1]
        return made["link"]

    def add_point(self, text="Records may be used for statistics.", standing="open", strand=RESEARCH, **fields):
        """Returns its number."""
        proposal = self.must("organiser", "point-propose", strand=strand, standing=standing, text=text, **fields)
        self.must("organiser", "point-confirm", proposal=proposal)
        return self.view(self.secrets["organiser"])["points"][-1]["number"]

    def settle(self, text, **fields):
        return self.add_point(text, standing="settled", **fields)

    def view(self, secret=None):
        """As everyone reads it; with the organiser's secret, as the organiser."""
        tail = "?as=organiser" if secret == self.secrets["organiser"] else ""
        status, view = self.house.ask_json("GET", f"/api/v1/series/{self.slug}{tail}", secret=secret)
        assert status == 200, view
        return described("SeriesView", view)

    def point(self, number):
        return next(one for one in self.view()["points"] if one["number"] == number)

    def published(self, secret=None):
        """The published lines of its record by position; a line that only staff may read is None."""
        status, headers, body = self.house.ask("GET", f"/s/{self.slug}/record.jsonl", secret=secret)
        assert status == 200 and headers["Content-Type"].startswith("application/jsonl")
        rows = [json.loads(row) for row in body.splitlines()][1:-1]
        return {row["position"]: json.loads(row["body"]) if "body" in row else None for row in rows}

    def everything_public(self):
        """Every page, document and file that a stranger may fetch of the series and its meetings, as one text."""
        paths = [f"/s/{self.slug}{page}" for page in (
            "", "/board", "/schedule", "/papers", "/actions", "/feedback", "/comments", "/people", "/glossary", "/plan",
            "/calendar.ics", "/record.jsonl")]
        paths += [f"/api/v1/series/{self.slug}", "/api/v1/series", "/", "/calendar.ics"]
        for meeting in self.meetings:
            paths += [f"/m/{meeting.slug}", f"/m/{meeting.slug}/questions", f"/api/v1/meetings/{meeting.slug}",
                      f"/api/v1/meetings/{meeting.slug}/words", f"/api/v1/meetings/{meeting.slug}/entries"]
        answers = {path: self.house.ask("GET", path) for path in paths}
        assert {path: status for path, (status, _, _) in answers.items()} == dict.fromkeys(paths, 200)
        return "\n".join(body.decode() for _, _, body in answers.values())

    # Browsers

    def organiser(self, *links):
        """A browser with the organiser's link, and more."""
        browser = Browser(self.house)
        for link in [self.links["organiser"], *links]:
            browser.visit(link)
        return browser

    def link_person(self, name=None):
        """A link person's browser; its secret is that of the role."""
        browser = Browser(self.house)
        page = browser.visit(self.invite("link-person", name=name))
        assert page.address.endswith(f"/s/{self.slug}/glossary?as=link-person")
        return browser

    def glossary(self, browser=None, **query):
        page = (browser or Browser(self.house)).visit(f"/s/{self.slug}/glossary?" + urllib.parse.urlencode(query))
        assert page.status == 200, page.text
        return page


def button(page, value, **fields):
    """The first form of a page with this button and these values in its fields."""
    return next(
        form for form in page.forms
        if ("do", value) in form.buttons and all(form.fields.get(name) == wanted for name, wanted in fields.items()))


def json_of(answer):
    """(status, answer) of (status, headers, body)."""
    status, _, body = answer
    return status, json.loads(body)


def device(meeting):
    """The token of a device; it is one participant in each series too."""
    return Device(meeting).token


def events(house, path, secret=None):
    """The events of a calendar by UID, and its headers."""
    status, headers, body = house.ask("GET", path, secret=secret)
    assert status == 200, body
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(body)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and calendar["METHOD"] == "PUBLISH"
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == body.count(b"BEGIN:VEVENT")
    assert not calendar.errors and not any(event.errors for event in found.values())
    return found, headers
