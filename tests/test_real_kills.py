"""The command itself, killed by the system at moments of which nobody knows what they are.

What stops at steps (``test_killed_anywhere``) knows no moment within SQLite's own
writing, and none in which the search for withheld values outlives its build.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults import scanned_here
from tests.office import codes
from tests.three_nights import DAYS, ThreeNights, leftovers, release

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.office import Office

SHARES = 4


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeNights]:
    with scanned_here():
        yield ThreeNights(tmp_path_factory.mktemp("nights"))


def _started(office: Office, night: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "site_builder", "build", "--site", office.folders.site]
    return subprocess.Popen(
        [*map(str, command), "--as-of", DAYS[night]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("share", range(SHARES))
def test_a_night_killed_at_random_leaves_one_site_and_the_next_build_heals(
    nights: ThreeNights, tmp_path: Path, share: int, *, bench: bool
) -> None:
    office = nights.office(tmp_path / "site")
    chance, before, kills = random.Random(share), 0, 0  # noqa: S311 - no secret
    whole = 60.0  # more than a night takes: the first ends by itself
    while kills < (200 if bench else 20) // SHARES:
        night = (before + 1) % len(DAYS)
        nights.turn(office, night)
        begun, after = time.perf_counter(), chance.uniform(0.2, 1) * whole
        running = _started(office, night)
        try:
            running.wait(after)
            # Machines are fast and slow by turns: who was too late knows better.
            whole = time.perf_counter() - begun
        except subprocess.TimeoutExpired:
            running.kill()
            kills += running.wait() < 0
        seen = (nights.expected[before].release, nights.expected[night].release)
        assert release(office) in seen, after
        report = nights.build(office, night)
        assert codes(report) == nights.expected[night].codes, after
        assert release(office) == nights.expected[night].release, after
        assert leftovers(office) == set(), after
        before = night
