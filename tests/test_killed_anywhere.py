"""A build that is killed at any moment leaves the old site or the new one, and the next heals.

Every step at which a build changes the disk is one moment, and what lies between two
steps is none: a killed process leaves just what is on the disk. The night after
another is stopped at all of its steps, each time in a site that was really built there
(facts may know a file by where it lies, so that a copy of a site would be another
one). Three nights follow each other in a ring, so that each recovery is also the night
before the next kill.

``make bench-faults`` stops at all steps of everything. ``make test`` stops a night at all but those
of which there are hundreds alike, of these at every eighth: in the scratch folder, which each
build deletes first, and in the trees, of which one file after the other is written. The first
build, and the night after an upgrade, take the same road with other files: it stops them
at every seventh of those steps.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.faults import killed, scanned_here
from tests.office import codes
from tests.three_nights import DAYS, ThreeNights, leftovers, release

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faults import Step
    from tests.office import Office

SHARES = 4  # so that workers can divide the steps among themselves
NOTHING: dict[str, dict[str, bytes]] = {"site": {}, "server": {}}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeNights]:
    with scanned_here():
        yield ThreeNights(tmp_path_factory.mktemp("nights"))


@pytest.fixture(scope="module")
def upgrades(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeNights]:
    with scanned_here():
        yield ThreeNights(tmp_path_factory.mktemp("upgrades"), upgraded=True)


def _recovers(nights: ThreeNights, office: Office, night: int, after: Step) -> None:
    expected = nights.expected[night]
    report = nights.build(office, night)
    said = (codes(report), report.outcome.exit_code)
    assert said == (expected.codes, expected.exit_code), after
    assert release(office) == expected.release, after
    assert leftovers(office) == set(), after


def _killed(
    nights: ThreeNights, office: Office, night: int, number: int, *, bench: bool
) -> Step | None:
    alike = {office.folders.scratch, office.folders.output / ".releases"}

    def matters(step: Step) -> bool:
        return bench or alike.isdisjoint(step.path.parents) or step.number % 8 == 0

    return killed(lambda: nights.build(office, night), office.folders.site, number, matters)


def _killed_night_after_night(
    nights: ThreeNights, office: Office, numbers: Iterator[int], *, bench: bool
) -> int:
    """Kill each night at its number, and recover, until one has no such step; the last kill."""
    before, last = 0, 0
    for number in numbers:
        night = (before + 1) % len(DAYS)
        nights.turn(office, night)
        step = _killed(nights, office, night, number, bench=bench)
        if step is None:
            break
        seen = (nights.expected[before].release, nights.expected[night].release)
        assert release(office) in seen, step
        _recovers(nights, office, night, step)
        before, last = night, number
    return last


@pytest.mark.parametrize("share", range(SHARES))
def test_a_killed_night_leaves_the_old_site_or_the_new_and_the_next_build_heals(
    nights: ThreeNights, tmp_path: Path, share: int, *, bench: bool
) -> None:
    office = nights.office(tmp_path / "site")
    numbers = count(1 + share, SHARES)
    assert _killed_night_after_night(nights, office, numbers, bench=bench) > 80


@pytest.mark.parametrize("share", range(SHARES))
def test_a_night_after_an_upgrade_may_be_killed_too(
    upgrades: ThreeNights, tmp_path: Path, share: int, *, bench: bool
) -> None:
    office = upgrades.office(tmp_path / "site")
    stride = SHARES * (1 if bench else 7)
    assert _killed_night_after_night(upgrades, office, count(1 + share, stride), bench=bench) > 80


@pytest.mark.parametrize("share", range(SHARES))
def test_a_killed_first_build_shows_nothing_or_all_and_the_next_one_heals(
    nights: ThreeNights, tmp_path: Path, share: int, *, bench: bool
) -> None:
    stride = SHARES * (1 if bench else 7)
    for number in count(1 + share, stride):
        office = nights.unpublished(tmp_path / str(number))
        step = _killed(nights, office, 0, number, bench=bench)
        if step is None:
            break
        assert release(office) in (NOTHING, nights.expected[0].release), step
        _recovers(nights, office, 0, step)
    assert number > 80
