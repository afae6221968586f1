"""Questions and votes by the thousand, from one token, one address or hundreds: the meeting goes on and the queue stays usable."""
import concurrent.futures
import contextlib
import http.client
import json
import time

import pytest

from house import PATIENCE, Device, House
from strangers import Canary


@pytest.fixture
def proxied(tmp_path):
    with House(tmp_path / "data", "--trusted-proxy", "127.0.0.1") as house:
        meeting = house.found(agenda=[{"title": "Welcome"}])
        meeting.must("facilitator", "open")
        yield meeting


#: What one device, and one network, may do in a minute; who has rested may do so much at once.
PACE = 600


def flood(meeting, frames, workers=4):
    """Sends each (address, token, frame) as fast as it can; returns how often each code came back."""
    address, frames = f"/api/v1/meetings/{meeting.slug}/commands", list(frames)

    def send(part):
        line, found = http.client.HTTPConnection("127.0.0.1", meeting.house.port, timeout=PATIENCE), {}
        with contextlib.closing(line):
            for source, token, frame in part:
                line.request("POST", address, json.dumps(frame), {
                    "Authorization": f"Bearer {token}", "X-Forwarded-For": source})
                answer = line.getresponse()
                body = json.loads(answer.read())
                if answer.status == 429:
                    assert int(answer.headers["Retry-After"]) >= 1, body
                code = body.get("code", "accepted")
                found[code] = found.get(code, 0) + 1
        return found

    total = {}
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for found in pool.map(send, [frames[number::workers] for number in range(workers)]):
            for code, count in found.items():
                total[code] = total.get(code, 0) + count
    return total


def token(number):
    """A device's token, as anybody can make one."""
    return "d" + f"{number:026d}"


def waiting(meeting):
    """What the moderators see, and how many bytes that is."""
    status, _, body = meeting.house.ask(
        "GET", f"/api/v1/meetings/{meeting.slug}?as=facilitator", secret=meeting.secrets["facilitator"])
    assert status == 200
    return json.loads(body)["state"].get("questions", []), len(body)


@pytest.mark.parametrize("source, sender", [
    (lambda n: "203.0.113.7", lambda n: token(0)), (lambda n: "203.0.113.7", token),
    (lambda n: f"203.0.113.{n % 250}", token)], ids=["one token", "one address", "one network"])
def test_questions_by_the_thousand_from_one_place_crowd_out_nobody(proxied, source, sender):
    # Given somebody who asks as fast as they can
    with Canary(proxied):
        codes = flood(proxied, (
            (source(number), sender(number), {"do": "ask", "id": f"q-{number}", "text": f"Junk {number}?"})
            for number in range(1000)))
    print(codes)
    # Then a few are taken and the rest told when to come back
    assert codes["accepted"] <= 40 and set(codes) <= {"accepted", "too-fast", "queue-full", "too-many"}, codes
    # And somebody elsewhere is heard, and the moderators read a list they can go through
    asked, size = waiting(proxied)
    assert len(asked) <= 40 and size < 200_000
    status, answer, _ = proxied.house.ask(
        "POST", f"/api/v1/meetings/{proxied.slug}/commands", {"do": "ask", "id": "fair", "text": "A fair question?"},
        secret=token(9_999_999), headers={"X-Forwarded-For": "198.51.100.9"})
    assert status == 200
    assert "A fair question?" in json.dumps(waiting(proxied)[0])


def test_questions_from_hundreds_of_networks_fill_a_bounded_queue_that_moderators_can_empty(proxied):
    # Given seven hundred networks, each with a question
    with Canary(proxied):
        codes = flood(proxied, (
            (f"{11 + number % 200}.{number // 200}.7.1", token(number),
             {"do": "ask", "id": f"q-{number}", "text": f"Junk {number}? " + "x" * 200}) for number in range(700)))
    print(codes)
    # Then the queue has an end, whoever comes after it is told so, and the moderators' list can still be read
    asked, size = waiting(proxied)
    print(len(asked), size)
    assert codes["accepted"] == len(asked) <= 500 and codes.get("queue-full")
    assert size < 1_000_000
    # And each that is declined makes room for one that is not junk
    proxied.must("facilitator", "question-decline", number=asked[0]["number"], reason="Junk")
    status, _, body = proxied.house.ask(
        "POST", f"/api/v1/meetings/{proxied.slug}/commands", {"do": "ask", "id": "fair", "text": "A fair question?"},
        secret=token(9_999_999), headers={"X-Forwarded-For": "198.51.100.9"})
    assert status == 200, body


def test_votes_by_the_thousand_count_each_token_once_and_hold_up_nobody(proxied):
    # Given a question and a poll
    proxied.must("facilitator", "ask", text="Who pays?")
    proxied.must("facilitator", "poll-open", text="Each month?", options=["For", "Against"])
    with Canary(proxied):
        # When one token votes and supports again and again, and a thousand tokens of one network after it
        began = time.monotonic()
        again = flood(proxied, (
            ("203.0.113.7", token(0), {"do": "question-support", "id": f"s-{number}", "number": 1, "on": True})
            for number in range(2 * PACE)))
        then = time.monotonic()
        many = flood(proxied, (
            ("203.0.113.7", token(number), {"do": "poll-vote", "id": f"v-{number}", "number": 1, "option": 1})
            for number in range(1, 2 * PACE)))
        ended = time.monotonic()
    print(again, many)
    # Then one token counts once, and neither it nor a network does more than it may in the time that passed
    assert again["accepted"] <= 1 + PACE * (1 + (then - began) / 60)
    assert many["accepted"] <= 1 + PACE * (1 + (ended - then) / 60)
    assert set(again) | set(many) <= {"accepted", "too-fast"}
    [question] = [one for one in waiting(proxied)[0] if one["number"] == 1]
    assert question.get("support", question.get("supports")) in (1, None)


@pytest.mark.parametrize("name", ["Dilys Owen", "Facilitator", "dilys  owen", "Dilys\u00a0Owen", "DILYS OWEN"])
def test_who_asks_by_the_name_of_staff_is_not_shown_as_staff(house, name):
    # Given a meeting with a speaker, and a stranger who takes the name
    meeting = house.found(slug="named", speakers=[{"name": "Dilys Owen", "aliases": ["do"], "role": "Chair"}])
    meeting.must("facilitator", "open")
    Device(meeting).must("ask", text="I resign?", name=name)
    # Then nobody reads it before somebody has looked at it
    assert "I resign?" not in json.dumps(meeting.entries(limit=1000))
    # And when it is published it stands among the questions from outside, as nobody's line
    meeting.must("facilitator", "question-publish", number=1)
    lines = [entry["line"] for entry in meeting.entries(limit=1000)]
    assert not [line for line in lines if line.get("speaker") and "resign" in json.dumps(line)]
