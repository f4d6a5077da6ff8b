"""``changes``: what enters and leaves, held against what builds of those days show."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import run
from tests.office import Office, article, listing

if TYPE_CHECKING:
    from pathlib import Path

FIRST = date(2028, 2, 25)
LAST = date(2028, 3, 6)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A site on which something happens on nearly every day around the end of a term."""
    made = Office(tmp_path_factory.mktemp("office") / "site")
    records = [
        listing(1),
        listing(2, decided_on="2025-02-28"),
        listing(3, decided_on="2028-03-02"),
        listing(4, decided_on="2026-03-01", events=[{"kind": "revoked", "on": "2028-03-03"}]),
        listing(
            5,
            decided_on="2026-03-01",
            events=[
                {"kind": "suspended", "on": "2028-02-27"},
                {"kind": "resumed", "on": "2028-03-04"},
            ],
        ),
        listing(6, decided_on="2026-03-01", published_on="2028-02-29"),
    ]
    made.signed("listings/a.yml", records)
    made.signed(
        "typical-cases/tc-1.md",
        article(published_on="2028-03-01", embargo_until="2028-03-01T09:00"),
    )
    return made


def _changes(office: Office, after: date, until: date) -> list[dict[str, Any]]:
    span = ("--from", after, "--to", until)
    ran = run("changes", *span, "--json", "--site", office.folders.site, "--as-of", "2028-02-25")
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def _public(office: Office, day: date) -> set[str]:
    names = [*(f"t-{number:04}" for number in range(1, 7)), "tc-1"]
    where = ("--site", office.folders.site, "--as-of", day)
    told = {name: json.loads(run("explain", name, "--json", *where).out) for name in names}
    return {name for name, found in told.items() if found["public"]}


@pytest.mark.parametrize("until", [date(2028, 2, 29), date(2028, 3, 2), LAST])
def test_changes_are_the_difference_of_what_two_days_show(office: Office, until: date) -> None:
    shown = _public(office, FIRST)
    for change in _changes(office, FIRST, until):
        if change["change"] == "enters":
            assert change["id"] not in shown
            shown.add(change["id"])
        else:
            shown.remove(change["id"])
    assert shown == _public(office, until)


def test_changes_are_the_difference_of_two_builds(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2028-03-02")])
    office.build("2028-03-01")
    report = office.build("2028-03-02")
    found = _changes(office, date(2028, 3, 1), date(2028, 3, 2))
    assert [(row["change"], row["id"]) for row in found] == [
        ("leaves", "t-0001"),
        ("enters", "t-0002"),
    ]
    assert (report.left, report.entered) == (["t-0001"], ["t-0002"])


def test_a_change_says_when_what_and_why(office: Office) -> None:
    found = _changes(office, date(2028, 3, 1), date(2028, 3, 2))
    assert found[0] == {
        "on": "2028-03-02",
        "id": "t-0001",
        "kind": "listing",
        "change": "leaves",
        "state": "expired",
        "reason": "第十一条",
    }


def test_the_first_day_is_excluded_and_the_last_included(office: Office) -> None:
    whole = _changes(office, FIRST, LAST)
    halves = _changes(office, FIRST, date(2028, 3, 2)) + _changes(office, date(2028, 3, 2), LAST)
    assert halves == whole
    assert _changes(office, LAST, LAST) == []


def test_a_span_that_ends_before_it_begins_is_wrong_usage(office: Office) -> None:
    ran = run("changes", "--from", LAST, "--to", FIRST, "--site", office.folders.site)
    assert (ran.code, ran.out) == (2, "")
