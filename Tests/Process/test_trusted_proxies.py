"""Whom a proxy speaks for is believed from the proxies the operator named, and from nobody else."""
import contextlib
import http.client
import itertools
import json

import pytest
from websockets.sync.client import connect
from websockets.exceptions import InvalidStatus

from house import House, PATIENCE, until_held_up

ADA, BO = "203.0.113.5", "198.51.100.7"


def status_of(house, path, forwarded, source="127.0.0.1"):
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE, source_address=(source, 0))
    with contextlib.closing(line):
        line.request("GET", path, headers={"X-Forwarded-For": forwarded})
        return line.getresponse().status


def guesses(house, forwarded, **source):
    """Statuses of wrong join codes, each forwarded for somebody, until it is answered "later"."""
    numbers = itertools.count()
    return list(until_held_up(
        lambda: status_of(house, "/j/000000", forwarded(next(numbers)), **source), status=lambda status: status))


def reader(house, forwarded):
    return connect(
        f"ws://127.0.0.1:{house.port}/api/v1/meetings/meeting/live", subprotocols=["openfloor.v1"],
        proxy=None, open_timeout=PATIENCE,
        additional_headers={"X-Forwarded-For": forwarded})


@pytest.fixture
def proxied(tmp_path):
    with House(
            tmp_path / "data", "--trusted-proxy", "127.0.0.1", "--trusted-proxy", "10.0.0.0/8",
            "--connections-per-address", "2") as house:
        house.found().must("facilitator", "open")
        yield house


def test_an_address_behind_the_proxy_has_its_own_limit(proxied):
    # Given two readers of one address behind the proxy, the second by two proxies, with an invented hop before
    with reader(proxied, ADA), reader(proxied, f"6.6.6.6, {ADA}, 10.1.2.3"):
        # When a third comes, then it is refused, whatever it invents
        with pytest.raises(InvalidStatus) as refused:
            reader(proxied, f"{BO}, {ADA}")
        assert refused.value.response.status_code == 503
        assert json.loads(refused.value.response.body)["code"] == "full"
        assert status_of(proxied, "/join", ADA) == 503
        # And others behind the same proxy are let in
        assert status_of(proxied, "/join", BO) == 200
        with reader(proxied, BO):
            assert status_of(proxied, "/health/live", ADA) == 200
    # And when they have gone there is room again
    while status_of(proxied, "/join", ADA) != 200:
        pass


def test_the_proxys_own_connections_are_not_held_to_the_limit_of_an_address(proxied):
    # Given a proxy that keeps many connections open between requests
    with contextlib.ExitStack() as stack:
        for number in range(10):
            line = http.client.HTTPConnection("127.0.0.1", proxied.port, timeout=PATIENCE)
            stack.callback(line.close)
            line.request("GET", "/join", headers={"X-Forwarded-For": f"203.0.113.{number}"})
            answer = line.getresponse()
            assert answer.status == 200 and answer.read()


def test_guesses_of_join_codes_count_for_the_client_behind_the_proxy(proxied):
    assert len(guesses(proxied, lambda number: ADA)) > 10
    assert status_of(proxied, "/j/000000", f"{BO}, {ADA}") == 429
    assert status_of(proxied, "/j/000000", BO) != 429


def test_nobody_is_believed_where_no_proxy_is_named(house, meeting):
    # Given somebody who names another network with each guess
    # Then the guesses are counted as one network's all the same
    assert len(guesses(house, lambda number: f"203.0.{number}.5")) > 10


def test_a_stranger_who_reaches_the_port_past_the_proxy_is_not_believed(proxied):
    assert len(guesses(proxied, lambda number: f"203.0.{number}.5", source="127.0.0.2")) > 10
