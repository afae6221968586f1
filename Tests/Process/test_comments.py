"""Comments between meetings: sent by strangers, looked at, published or declined, gathered for the next agenda."""
import itertools

import pytest

from browser import Browser
from house import House, until_held_up
from series import Series, button

BOARD, COMMENTS = "/s/sharing/board", "/s/sharing/comments"


@pytest.fixture
def series(house):
    series = Series(house)
    series.add_point()
    return series


def say(browser, page, text, **values):
    return browser.submit(page, button(page, "comment"), ("do", "comment"), text=text, **values)


def test_a_stranger_comments_in_one_press_and_alone_sees_that_it_is_in_review(house, series):
    # Given somebody who was never here
    stranger = Browser(house)
    page = stranger.visit(BOARD)
    assert "Comments are reviewed first" in page.text and not list(stranger.jar)
    # When they press once, or twice
    form = button(page, "comment")
    for _ in range(2):
        sent = stranger.submit(page, form, ("do", "comment"), text="PLANTED words", name="PLANTED name")
    # Then there is one comment, and they read that it waits, now and when they come back
    assert sent.status == 200 and sent.address.endswith("/comments?as=attendee&said=comment#own"), sent.text
    for page in (sent, stranger.visit(COMMENTS)):
        assert page.text.count("PLANTED words") == 1 and "In review" in page.text
    # And nobody else sees it by any way
    assert "PLANTED" not in Browser(house).visit(COMMENTS).text
    assert "PLANTED" not in series.everything_public()
    # Only who looks at comments does
    assert "PLANTED words" in series.organiser().visit(f"{COMMENTS}?as=organiser").text
    # Also after a restart
    house.kill()
    house.start()
    assert "PLANTED words" in stranger.visit(COMMENTS).text and "PLANTED" not in series.everything_public()


def test_it_is_published_with_changed_words_and_its_author_sees_both(house, series):
    author, chair = Browser(house), series.organiser()
    say(author, author.visit(BOARD), "Ann PLANTED is wrong", name="Ada Ng")
    page = chair.visit(f"{COMMENTS}?as=organiser")
    page = chair.submit(
        page, button(page, "comment-publish", text="Ann PLANTED is wrong"), ("do", "comment-publish"),
        text="One speaker is wrong")
    assert page.status == 200 and "said=ok" in page.address, page.text
    # Then everyone reads the new words, on the board too, and nobody but its author those that came
    for path in (BOARD, COMMENTS, "/s/sharing", "/s/sharing/actions"):
        text = Browser(house).visit(path).text
        assert "One speaker is wrong" in text and "Ada Ng" in text, path
    assert "PLANTED" not in series.everything_public()
    own = author.visit(COMMENTS).text
    assert "Ann PLANTED is wrong" in own and "Published" in own
    # And of two who decide the second is told what the first did
    status, problem = series.give("organiser", "comment-publish", number=1)
    assert (status, problem["code"]) == (409, "comment-is") and "published" in problem["detail"]


def test_it_is_declined_with_a_reason_that_its_author_reads_and_may_be_published_after_all(house, series):
    author, chair = Browser(house), series.organiser()
    say(author, author.visit(BOARD), "PLANTED words")
    page = chair.visit(f"{COMMENTS}?as=organiser")
    refused = chair.submit(page, button(page, "comment-decline"), ("do", "comment-decline"))
    assert refused.status == 400 and 'role="alert"' in refused.text
    chair.submit(refused, button(refused, "comment-decline"), ("do", "comment-decline"), reason="Names a person")
    own = author.visit(COMMENTS).text
    assert "PLANTED words" in own and "Declined" in own and own.count("Names a person") == 2
    # Everyone else reads why, and not what
    assert "Names a person" in Browser(house).visit(COMMENTS).text and "PLANTED" not in series.everything_public()
    page = chair.visit(f"{COMMENTS}?as=organiser")
    chair.submit(page, button(page, "comment-publish", number="1"), ("do", "comment-publish"))
    assert "PLANTED words" in Browser(house).visit(BOARD).text
    # And what is taken down again is read on no page any more
    series.must("organiser", "comment-decline", number=1, reason="Second thoughts")
    for path in (BOARD, COMMENTS, "/s/sharing", "/s/sharing/actions"):
        assert "PLANTED" not in Browser(house).visit(path).text, path


def test_what_is_refused_is_given_back_as_typed_where_it_was_typed(house, series):
    series.add_point("Another point")
    visitor = Browser(house)
    page = visitor.visit(BOARD)
    form = button(page, "comment", point="2")
    page = visitor.submit(page, form, ("do", "comment"), text="é" * 501, name="<Ada>")
    assert page.status == 413 and 'role="alert"' in page.text and "501" in page.text
    kept = button(page, "comment", point="2").fields
    assert kept["text"] == "é" * 501 and kept["name"] == "<Ada>"
    assert button(page, "comment", point="1").fields["text"] == ""


def test_of_one_device_five_may_wait_and_the_refusal_says_so(house, series):
    visitor = Browser(house)
    for number in range(5):
        assert say(visitor, visitor.visit(BOARD), f"Comment no. {number}").status == 200
    page = say(visitor, visitor.visit(BOARD), "One more")
    assert page.status == 409 and "at most 5 comments of yours that wait" in page.text
    assert button(page, "comment").fields["text"] == "One more"
    assert say(Browser(house), Browser(house).visit(BOARD), "Somebody else’s").status == 200


def test_a_paper_is_commented_on_from_its_own_address(house, series):
    series.must("organiser", "meeting-schedule", title="First")
    series.must("organiser", "paper-add", meeting=1, title="Draft on pilots", address="https://example.org/draft")
    visitor = Browser(house)
    page = visitor.visit(f"{COMMENTS}?paper=1")
    assert "Draft on pilots" in page.text and button(page, "comment").fields["paper"] == "1"
    assert say(visitor, page, "Page 3 is unclear").status == 200
    series.must("organiser", "comment-publish", number=1)
    assert "Page 3 is unclear" in Browser(house).visit(COMMENTS).text
    # And what is no paper or point has no page
    assert visitor.visit(f"{COMMENTS}?paper=9").status == 404 and visitor.visit(f"{COMMENTS}?point=9").status == 404
    series.must("organiser", "paper-drop", number=1)
    assert "Page 3 is unclear" in Browser(house).visit(COMMENTS).text


def test_roles_that_may_not_decide_are_refused_and_other_sites_send_nothing(house, series):
    meeting = series.held(1, "first")
    author = Browser(house)
    say(author, author.visit(BOARD), "Words")
    device = next(cookie.value for cookie in author.jar if cookie.name == "openfloor-device")
    for command, fields in (("comment-publish", {}), ("comment-decline", {"reason": "No"})):
        status, problem = series.give("attendee", command, secret=device, number=1, **fields)
        assert (status, problem["code"]) == (403, "not-permitted")
        for role in ("scribe", "voice"):
            status, problem = series.give(role, command, secret=meeting.secrets[role], number=1, **fields)
            assert (status, problem["code"]) == (401, "no-grant"), role
    assert author.visit(f"{COMMENTS}?as=facilitator").status == 401
    form = b"do=comment&id=f-1&as=attendee&page=board&point=1&text=Forged"
    for origin in ("https://evil.example", "null"):
        status, headers, _ = house.ask("POST", "/s/sharing", form, headers={
            "Cookie": f"openfloor-device={device}", "Content-Type": "application/x-www-form-urlencoded",
            "Origin": origin})
        assert status == 401 and "Set-Cookie" not in headers
    # A facilitator of one of its meetings may
    status, answer = series.give("facilitator", "comment-publish", number=1)
    assert status == 200, answer


def test_floods_from_one_network_are_refused_and_others_are_unaffected(tmp_path):
    with House(tmp_path / "data", "--questions-per-network", "3", "--trusted-proxy", "127.0.0.1") as house:
        Series(house).add_point()

        def send(address, number):
            form = f"do=comment&id=f-{number}&as=attendee&page=board&point=1&text=Words".encode()
            return house.ask("POST", "/s/sharing", form, headers={
                "X-Forwarded-For": address, "Content-Type": "application/x-www-form-urlencoded",
                "Origin": house.address})[0]

        # Each from a device of its own
        numbers = itertools.count()
        statuses = list(until_held_up(lambda: send("203.0.113.7", next(numbers)), status=lambda status: status))
        assert statuses[:3] == [303, 303, 303]
        assert send("198.51.100.7", 999) == 303


def test_what_was_published_since_the_last_meeting_is_on_the_next_agenda(house, series):
    author = Browser(house)
    say(author, author.visit(BOARD), "Before the meeting")
    series.must("organiser", "comment-publish", number=1)
    assert "1 comment so far" in author.visit("/s/sharing").text
    series.held(1, "first").must("facilitator", "close", really=True)
    series.must("organiser", "meeting-schedule", title="Second meeting")
    organiser = series.organiser(house.site_link)
    assert "Comments on the board" not in organiser.visit("/new?series=sharing&meeting=2").form("agenda").fields["agenda"]
    # When one waits, and one is published, after the meeting began
    for text in ("Waits", "Since the meeting"):
        say(author, author.visit(BOARD), text)
    series.must("organiser", "comment-publish", number=3)
    # Then that one is gathered, and an item of the next meeting
    for path in ("/s/sharing", "/s/sharing/actions"):
        text = Browser(house).visit(path).text
        assert "1 comment since the last meeting" in text and "Since the meeting" in text, path
        assert "Before the meeting" not in text and "Waits" not in text, path
    assert "Comments on the board | discuss" in organiser.visit(
        "/new?series=sharing&meeting=2").form("agenda").fields["agenda"].splitlines()
    assert "1 comment waits" in organiser.visit("/s/sharing?as=organiser").text
    assert "waits to be looked at" not in Browser(house).visit("/s/sharing").text
