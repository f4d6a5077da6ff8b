"""What every test may ask for on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.faults import scanned_here

if TYPE_CHECKING:
    from collections.abc import Iterator

# Times move with the machine's mood, and a red run must be red again: no deadline, no chance.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        action="store_true",
        help="write what the builder says today into the expected files, to be read over",
    )
    parser.addoption(
        "--bench",
        action="store_true",
        help="try what takes minutes: every step, many kills, long histories",
    )


@pytest.fixture(autouse=True)
def _scanning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Search for withheld values in the test's own process, which starts no Python each time.

    What is tested of the process itself, and of the promises that it keeps, is marked ``apart``.
    """
    if request.node.get_closest_marker("apart"):
        yield
        return
    with scanned_here():
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written anew."""
    return bool(request.config.getoption("--golden"))


@pytest.fixture(scope="session")
def bench(request: pytest.FixtureRequest) -> bool:
    """Whether there is time for what takes minutes."""
    return bool(request.config.getoption("--bench"))
