"""A series over HTTP, and its calendars as a calendar program reads them."""
import icalendar
import yaml
from jsonschema import Draft202012Validator

from house import ROOT, Device

OPENAPI = yaml.safe_load((ROOT / "web/api/openapi.yaml").read_text())
PLAN = {
    "title": "Sharing data between public bodies", "purpose": "Find what can be agreed.",
    "strands": [
        {"name": "Research and statistics", "premise": "De-identified data only.", "endPoint": "A white paper",
         "milestones": ["Mid September: a draft paper"]},
        {"name": "Fraud, error and debt"}],
}
RESEARCH, FRAUD = (strand["name"] for strand in PLAN["strands"])


def described(name, answer):
    """An answer, which is as openapi.yaml describes it."""
    Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": OPENAPI["components"]}).validate(answer)
    return answer


class Series:
    def __init__(self, house, slug="sharing", visibility="listed", **plan):
        self.house = house
        status, founded = house.ask_json(
            "POST", "/api/v1/series", {"slug": slug, "visibility": visibility, "series": {**PLAN, **plan}},
            secret=house.site_link.rsplit("/", 1)[1])
        assert status == 201, founded
        described("FoundedSeries", founded)
        self.slug, self.record, self.links = founded["slug"], founded["record"], founded["links"]
        self.secrets = {"organiser": founded["links"]["organiser"].rsplit("/", 1)[1]}
        self.given = 0

    def post(self, as_role, frame, secret=None):
        """A frame as it is; returns (status, headers, body)."""
        return self.house.ask(
            "POST", f"/api/v1/series/{self.slug}/commands?as={as_role}", frame,
            secret=self.secrets.get(as_role) if secret is None else secret)

    def give(self, as_role, frame, /, secret=None, **fields):
        self.given += 1
        frame = {"do": frame, "id": f"{as_role}-{self.given}", **fields}
        return self.house.ask_json(
            "POST", f"/api/v1/series/{self.slug}/commands?as={as_role}", frame,
            secret=self.secrets.get(as_role) if secret is None else secret)

    def must(self, as_role, frame, /, secret=None, **fields):
        """Returns the position of the entry it became."""
        status, answer = self.give(as_role, frame, secret=secret, **fields)
        assert status == 200, answer
        [entry] = described("Accepted", answer)["entries"]
        return entry

    def hold(self, number, slug, **meeting):
        """A meeting with a page of its own; the site organiser who founds it is organiser of both here."""
        meeting = self.house.found(slug=slug, strands=[RESEARCH, FRAUD], **meeting)
        frame = {"do": "meeting-hold", "id": f"hold-{number}", "number": number, "slug": slug}
        cookie = f"openfloor={self.secrets['organiser']}.{meeting.secrets['organiser']}"
        status, _, body = self.house.ask(
            "POST", f"/api/v1/series/{self.slug}/commands?as=organiser", frame,
            headers={"Cookie": cookie, "Origin": self.house.address})
        assert status == 200, body
        self.secrets["facilitator"] = meeting.secrets["facilitator"]
        return meeting

    def invite(self, role, **fields):
        status, made = self.house.ask_json(
            "POST", f"/api/v1/series/{self.slug}/invitations", {"role": role, **fields},
            secret=self.secrets["organiser"])
        assert status == 201, made
        self.secrets[role] = made["link"].rsplit("/", 1)[1]
        return made["link"]

    def settle(self, text, strand=RESEARCH, **fields):
        """Returns the point's number."""
        proposal = self.must(
            "organiser", "point-propose", strand=strand, standing="settled", text=text, **fields)
        self.must("organiser", "point-confirm", proposal=proposal)
        return self.view(self.secrets["organiser"])["points"][-1]["number"]

    def view(self, secret=None):
        """As everyone reads it; with the organiser's secret, as the organiser."""
        tail = "?as=organiser" if secret == self.secrets["organiser"] else ""
        status, view = self.house.ask_json("GET", f"/api/v1/series/{self.slug}{tail}", secret=secret)
        assert status == 200, view
        return described("SeriesView", view)

    def point(self, number):
        return next(one for one in self.view()["points"] if one["number"] == number)


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
