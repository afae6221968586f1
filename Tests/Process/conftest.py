import pytest

from house import House


@pytest.fixture
def house(tmp_path):
    with House(tmp_path / "data") as house:
        yield house


@pytest.fixture
def meeting(house):
    """Open, with one speaker and two agenda items."""
    meeting = house.found(
        speakers=[{"name": "Dilys Owen", "aliases": ["do"]}],
        agenda=[{"title": "Welcome", "purpose": "inform"}, {"title": "Report back"}])
    meeting.must("facilitator", "open")
    return meeting
