"""A browser without JavaScript: urllib, a cookie jar, and forms read from the page."""
import html.parser
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

from house import PATIENCE


class Form:
    def __init__(self, attributes):
        self.action = attributes.get("action")
        self.method = attributes.get("method", "get").lower()
        self.fields = {}
        self.buttons = []


class Page(html.parser.HTMLParser):
    """The forms and links of a page."""

    def __init__(self, address, status, headers, body):
        super().__init__()
        self.address, self.status, self.headers, self.text = address, status, headers, body.decode()
        self.forms, self.links, self.area, self.select = [], [], None, None
        self.feed(self.text)

    def handle_starttag(self, tag, pairs):
        at = {name: value or "" for name, value in pairs}
        form = self.forms[-1] if self.forms else None
        if tag == "form":
            self.forms.append(Form(at))
        elif tag == "a" and "href" in at:
            self.links.append(at["href"])
        elif form and tag == "input" and at.get("name"):
            if at.get("type") not in ("checkbox", "radio") or "checked" in at:
                form.fields[at["name"]] = at.get("value", "")
        elif form and tag == "textarea" and at.get("name"):
            self.area = at["name"]
            form.fields[self.area] = ""
        elif form and tag == "select" and at.get("name"):
            self.select = at["name"]
        elif form and tag == "option" and self.select:
            if "selected" in at or self.select not in form.fields:
                form.fields[self.select] = at.get("value", "")
        elif form and tag == "button" and at.get("name"):
            form.buttons.append((at["name"], at.get("value", "")))

    def handle_data(self, data):
        if self.area:
            self.forms[-1].fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        if tag == "select":
            self.select = None

    def form(self, with_field, button=None):
        """The first form that has this field, and this button where one is named."""
        return next(
            form for form in self.forms
            if with_field in form.fields and (button is None or button in form.buttons))


class Browser:
    def __init__(self, house):
        self.house = house
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def visit(self, path):
        return self.send(urllib.request.Request(urllib.parse.urljoin(self.house.address, path)))

    def submit(self, page, form, button=None, **values):
        """Sends a form as a browser does, with the origin of its page."""
        fields = {**form.fields, **values, **(dict([button]) if button else {})}
        request = urllib.request.Request(
            urllib.parse.urljoin(page.address, form.action), data=urllib.parse.urlencode(fields).encode(),
            headers={"Origin": self.house.address, "Referer": page.address})
        return self.send(request)

    def send(self, request):
        try:
            answer = self.opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Page(answer.url, answer.status, answer.headers, answer.read())
