"""A series of the real server, and its meetings."""
import urllib.parse

from browser import Browser


class Series:
    """A series over HTTP, with meetings of its own that are open."""

    def __init__(self, house, slug, *meetings):
        self.house, self.slug, self.given = house, slug, 0
        status, founded = house.ask_json(
            "POST", "/api/v1/series", {"slug": slug, "visibility": "listed", "series": {
                "title": "Sharing data", "strands": [{"name": "Research"}]}},
            secret=house.site_link.rsplit("/", 1)[1])
        assert status == 201, founded
        self.links = founded["links"]
        self.secrets = {"organiser": founded["links"]["organiser"].rsplit("/", 1)[1]}
        self.meetings = [self.meeting(number + 1, **meeting) for number, meeting in enumerate(meetings)]

    def meeting(self, number, **about):
        meeting = self.house.found(slug=f"{self.slug}-{number}", **about)
        meeting.must("facilitator", "open")
        self.must("organiser", "meeting-schedule", title=f"Meeting {number}")
        organiser = Browser(self.house)
        organiser.visit(self.links["organiser"])
        organiser.visit(meeting.links["organiser"])
        page = organiser.visit(f"/s/{self.slug}/schedule?as=organiser")
        form = next(form for form in page.forms if ("do", "meeting-hold") in form.buttons
                    and form.fields["number"] == str(number))
        page = organiser.submit(page, form, button=("do", "meeting-hold"), slug=meeting.slug)
        assert page.status == 200 and "said=ok" in page.address, page.text
        return meeting

    def link_person(self, name=None):
        """A link person's browser; its secret is that of the role."""
        status, made = self.house.ask_json(
            "POST", f"/api/v1/series/{self.slug}/invitations?as=organiser", {"role": "link-person", "name": name},
            secret=self.secrets["organiser"])
        assert status == 201, made
        self.secrets["link-person"] = made["link"].rsplit("/", 1)[1]
        browser = Browser(self.house)
        page = browser.visit(made["link"])
        assert page.address.endswith(f"/s/{self.slug}/glossary?as=link-person")
        return browser

    def ask(self, frame, role, secret, /, **fields):
        self.given += 1
        return self.house.ask_json(
            "POST", f"/api/v1/series/{self.slug}/commands?as={role}", {"do": frame, "id": f"s-{self.given}", **fields},
            secret=secret)

    def must(self, role, frame, /, **fields):
        status, answer = self.ask(frame, role, self.secrets[role], **fields)
        assert status == 200, answer
        return answer["entries"]

    def glossary(self, browser=None, **query):
        page = (browser or Browser(self.house)).visit(f"/s/{self.slug}/glossary?" + urllib.parse.urlencode(query))
        assert page.status == 200, page.text
        return page
