"""What a reader sets comes back as attributes of the page: from the address or the cookie, and nothing else can."""
import re

ROOT = re.compile(rb"<html[^>]*>")


def root(house, path, cookie=None):
    """The page's first tag, and the cookie it sets."""
    _, headers, body = house.ask("GET", path, headers={"Cookie": cookie} if cookie else None)
    return ROOT.search(body)[0].decode(), headers["Set-Cookie"]


def test_words_of_the_address_are_kept_and_only_those_that_are_settings(house, meeting):
    tag, cookie = root(house, f"/m/{meeting.slug}?size=large&theme=dark&spacing=%22%3E%3Cscript%3E&nonsense=1")
    assert tag == '<html lang="en" data-size="large" data-theme="dark">'
    kept = cookie.split(";")[0]
    assert kept == "openfloor-reading=size-large.theme-dark" and "SameSite=Lax" in cookie and "HttpOnly" not in cookie
    # And every page then is so, without a word in its address and without being told again
    for path in ("/", "/join", "/nowhere", f"/m/{meeting.slug}/questions", "/problems/too-fast"):
        assert root(house, path, kept)[0] == tag, path
    # And it is kept beside what makes a device known here
    _, headers, _ = house.ask("GET", f"/m/{meeting.slug}/questions?size=large")
    assert [one.split("=")[0] for one in headers.get_all("Set-Cookie")] == ["openfloor-device", "openfloor-reading"]
    # And the address counts before what is kept, the last word of a setting undone
    tag, cookie = root(house, "/?size=normal&theme=contrast", kept)
    assert tag == '<html lang="en" data-theme="contrast">' and cookie.startswith("openfloor-reading=theme-contrast;")


def test_a_cookie_somebody_made_up_sets_nothing_else(house, meeting):
    for value in ('size-"onload=x', "size-huge", "onload-x", "size", "-", ".....", "size-large-x", "x" * 3000):
        assert root(house, "/", f"openfloor-reading={value}")[0] == '<html lang="en">', value
    assert root(house, "/", "openfloor-reading=size-huge.face-sans")[0] == '<html lang="en" data-face="sans">'


def test_frames_of_other_sites_and_programs_keep_nothing(house, meeting):
    for path in (f"/embed/m/{meeting.slug}?size=large", f"/api/v1/meetings/{meeting.slug}?size=large", "/assets/styles/base.css?size=large"):
        _, headers, _ = house.ask("GET", path)
        assert headers["Set-Cookie"] is None, path
    assert "public" in house.ask("GET", f"/embed/m/{meeting.slug}?size=large")[1]["Cache-Control"]
    # And a page that shared caches may hold is private where it sets a cookie
    meeting.must("facilitator", "close", really=True)
    _, headers, _ = house.ask("GET", f"/m/{meeting.slug}/record?size=large")
    assert headers["Set-Cookie"] and "private" in headers["Cache-Control"]


def test_the_page_of_a_record_follows_its_reader_and_no_cache_gives_it_to_another(house, meeting):
    meeting.write("We begin.")
    meeting.must("facilitator", "close", really=True)
    path = f"/m/{meeting.slug}/record"

    def ask(path, cookie=None, **headers):
        return house.ask("GET", path, headers=headers | ({"Cookie": cookie} if cookie else {}))

    _, plain, page = ask(path)
    _, own, set_so = ask(path, "openfloor-reading=size-large.theme-dark.order-newest")
    # Then only who has set something has a page that says so, and the style that follows it
    assert ROOT.search(page)[0] == b'<html lang="en">' and b"record.css" not in page
    assert ROOT.search(set_so)[0] == b'<html lang="en" data-size="large" data-theme="dark">' and b"record.css" in set_so
    assert ROOT.search(ask("/cy" + path, "openfloor-reading=face-sans")[2])[0] == b'<html lang="cy" data-face="sans">'
    # And caches can tell them apart, and may keep the one only
    assert plain["Vary"] == own["Vary"] == "Cookie" and plain["ETag"] != own["ETag"]
    assert "public" in plain["Cache-Control"] and own["Cache-Control"] == "private, no-store"
    status, again, body = ask(path, "openfloor-reading=size-large", **{"If-None-Match": plain["ETag"]})
    assert status == 200 and b'data-size="large"' in body and again["ETag"] not in (plain["ETag"], own["ETag"])
    assert ask(path, **{"If-None-Match": own["ETag"]})[0] == 200
    # And who has set nothing, or only what this page does not have, has the page that everybody has
    assert ask(path, "openfloor-reading=order-newest.announce-read.keys-off")[2] == page
    # And the file that is published is the same for everybody
    files = [ask(f"{path}.html", cookie) for cookie in (None, "openfloor-reading=size-large")]
    assert files[0][2] == files[1][2] and files[0][1]["ETag"] == files[1][1]["ETag"]
    assert b"data-size" not in files[1][2] and files[0][1]["Vary"] is None


def test_the_link_back_leads_nowhere_but_into_the_house(house, meeting):
    for referrer, leads in ((f"{house.address}/m/{meeting.slug}?as=scribe", True), (f"{house.address}//evil.example", False),
                            ("https://evil.example/", False), (f"{house.address}.evil.example/m", False)):
        page = house.ask("GET", "/settings", headers={"Referer": referrer})[2].decode()
        assert ("Back to where you were" in page) == leads, referrer
        assert "evil" not in page
