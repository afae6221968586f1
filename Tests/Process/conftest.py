import resource

import pytest

from house import House

# Some hold more connections at once than the 1,024 files a process usually may; and all run alike wherever they run.
FILES = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, FILES), FILES))


@pytest.fixture(scope="module")
def lasting_house(tmp_path_factory):
    with House(tmp_path_factory.mktemp("house") / "data") as house:
        yield house


@pytest.fixture
def house(request, tmp_path):
    """A house of the test's own; one for all tests of a module that says ONE_HOUSE, as none minds what others left."""
    if not getattr(request.module, "ONE_HOUSE", False):
        with House(tmp_path / "data") as house:
            yield house
        return
    house = request.getfixturevalue("lasting_house")
    if house.process.poll() is not None:
        house.start()
    yield house


@pytest.fixture
def meeting(house):
    """Open, with one speaker and two agenda items."""
    meeting = house.found(
        speakers=[{"name": "Dilys Owen", "aliases": ["do"]}],
        agenda=[{"title": "Welcome", "purpose": "inform"}, {"title": "Report back"}])
    meeting.must("facilitator", "open")
    return meeting
