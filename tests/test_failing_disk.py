"""A disk that is full, read-only, forbidden or broken: a clear message, and the live site whole."""

from __future__ import annotations

import errno
import os
import re
from itertools import count, cycle, repeat
from typing import TYPE_CHECKING

import pytest

from tests.command import Ran, run
from tests.faults import Step, failing, scanned_here, watched
from tests.three_nights import DAYS, ThreeNights, leftovers, release

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.office import Office

REASONS = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO)
SHARES = len(REASONS)
# SQLite has words of its own for what may not be written to or opened; and the search
# for values, which has nothing but a file of SQLite's to tell its reason in, may have none.
_OTHERWISE = (os.strerror(errno.EROFS), "SQLITE_CANTOPEN", "broke off: 1")
# What no message may hold: what records say, and how the program fell.
UNSAID = re.compile("Traceback|the program failed|公司|测试人|测人社")


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeNights]:
    with scanned_here():
        yield ThreeNights(tmp_path_factory.mktemp("nights"))


def _build(office: Office, night: int) -> Ran:
    where = ("--site", office.folders.site, "--as-of", DAYS[night])
    return run("build", *where, "--lang", "en")


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_step_fails_is_told_and_the_live_site_is_whole(
    nights: ThreeNights, tmp_path: Path, share: int, *, bench: bool
) -> None:
    office = nights.office(tmp_path / "site")
    before = 0
    for number, reason in _faults(share, bench=bench):
        night = (before + 1) % len(DAYS)
        nights.turn(office, night)
        happened: list[Step] = []
        with watched(office.folders.site, failing(number, reason, happened)):
            ran = _build(office, night)
        if not happened:
            break
        _is_told(ran, nights, night, (happened[0], os.strerror(reason)))
        seen = before if ran.code == 3 else night
        assert release(office) == nights.expected[seen].release, (happened, ran)
        _recovers(nights, office, night, happened[0])
        before = night
    assert number > 100


def _faults(share: int, *, bench: bool) -> Iterator[tuple[int, int]]:
    """Steps, each with what is to be wrong there: some in turn, or all with one of the faults."""
    if bench:
        return zip(count(1), repeat(REASONS[share]), strict=False)
    return zip(count(1 + share, 3 * SHARES), cycle(REASONS), strict=False)


def _is_told(ran: Ran, nights: ThreeNights, night: int, fault: tuple[Step, str]) -> None:
    step, reason = fault
    assert not UNSAID.search(ran.err), fault
    assert ran.code in {3, nights.expected[night].exit_code, 1}, (fault, ran)
    if ran.code == 3:
        assert ran.err.rstrip().splitlines()[-1].startswith("NOT published: "), fault
        assert any(told in ran.err for told in (reason, *_OTHERWISE)), (fault, ran.err)


def _recovers(nights: ThreeNights, office: Office, night: int, after: Step) -> None:
    ran = _build(office, night)
    assert ran.code == nights.expected[night].exit_code, (after, ran)
    assert release(office) == nights.expected[night].release, after
    assert leftovers(office) == set(), after
