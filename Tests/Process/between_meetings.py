"""A series with a point on its board, over HTTP, and what strangers' browsers do there."""
from browser import Browser


class Series:
    def __init__(self, house, slug="sharing", **plan):
        self.house, self.slug, self.given = house, slug, 0
        plan = {"title": "Sharing data", "strands": [{"name": "Research"}], **plan}
        status, founded = house.ask_json(
            "POST", "/api/v1/series", {"slug": slug, "visibility": "listed", "series": plan},
            secret=house.site_link.rsplit("/", 1)[1])
        assert status == 201, founded
        self.links = founded["links"]
        self.secret = self.links["organiser"].rsplit("/", 1)[1]

    def give(self, frame, secret=None, role="organiser", **fields):
        self.given += 1
        return self.house.ask_json(
            "POST", f"/api/v1/series/{self.slug}/commands?as={role}", {"do": frame, "id": f"s-{self.given}", **fields},
            secret=secret or self.secret)

    def must(self, frame, **fields):
        status, answer = self.give(frame, **fields)
        assert status == 200, answer
        return answer["entries"]

    def point(self, text="Records may be used for statistics."):
        [proposal] = self.must("point-propose", strand="Research", standing="open", text=text)
        self.must("point-confirm", proposal=proposal)

    def held(self, number, slug, **meeting):
        """Meeting `number` of the schedule with a page of its own, open."""
        self.must("meeting-schedule", title=f"Meeting {number}")
        made = self.house.found(slug=slug, **meeting)
        organiser = self.organiser(made.links["organiser"])
        page = organiser.visit(f"/s/{self.slug}/schedule?as=organiser")
        page = organiser.submit(page, page.form("slug"), ("do", "meeting-hold"), slug=slug)
        assert page.status == 200, page.text
        made.must("facilitator", "open")
        return made

    def organiser(self, *links):
        """A browser with the organiser's link, and more."""
        browser = Browser(self.house)
        for link in [self.links["organiser"], *links]:
            browser.visit(link)
        return browser

    def everything_public(self):
        """Every page, document and file a stranger may read of the series."""
        paths = [f"/s/{self.slug}{page}" for page in (
            "", "/board", "/schedule", "/actions", "/feedback", "/comments", "/people", "/plan", "/calendar.ics",
            "/record.jsonl")]
        paths += [f"/api/v1/series/{self.slug}", "/api/v1/series", "/"]
        answers = [self.house.ask("GET", path) for path in paths]
        assert [status for status, _, _ in answers] == [200] * len(paths)
        return b"".join(body for _, _, body in answers)


def button(page, value, **fields):
    """The first form of a page with this button and these values in its fields."""
    return next(
        form for form in page.forms
        if ("do", value) in form.buttons and all(form.fields.get(name) == wanted for name, wanted in fields.items()))
