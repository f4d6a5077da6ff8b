"""What holds of any content: commands that ask and builds that show agree about every day."""

from __future__ import annotations

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder import clock
from site_builder.model.record import EventKind, Kind
from tests.law.explained import TERMS, asked, case, holding, listing, ordered
from tests.office import Office

FIRST = date(2025, 1, 1)
SPAN = 1600
EVENTS = {
    Kind.LISTING: [
        "removed_early",
        "revoked",
        "suspended",
        "resumed",
        "shielded",
        "unshielded",
        "restored",
        "remedied",
        "new_violation",
        "renewed",
    ],
    Kind.CASE: ["changed", "revoked", "repaired", "suspended", "resumed", "shielded"],
}
REGIMES = {
    Kind.LISTING: ["arrears-list-2022", "arrears-list-2022", "nm-credit-2021", "short-2025"],
    Kind.CASE: ["credit-repair-2023", "credit-general-2026", "penalty-law-2021"],
}
# A rule like that of 2017, of which a record may still be in force.
SHORT = {
    "id": "short-2025",
    "name": "试行办法",
    "applies_to": ["listing"],
    "clock": {
        "starts_with": "decided_on",
        "term": {"months": 6},
        "automatic": False,
        "renewed": {"months": 9},
        "listed_again": {"years": 1},
        "citation": "第三条",
    },
    "fields": {"employer.name": {"show": "full", "citation": "第二条"}},
}
DAYS = st.integers(0, SPAN).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def records(draw: st.DrawFn, kind: Kind, number: int) -> dict[str, Any]:
    """A listing or case with a few events in any order, possible or not."""
    begun = draw(st.integers(0, 500).map(lambda days: FIRST + timedelta(days=days)))
    kinds = st.sampled_from(EVENTS[kind])
    later = st.integers(0, 900).map(lambda days: str(begun + timedelta(days=days)))
    events = [
        {"kind": each, "on": on}
        for each, on in draw(st.lists(st.tuples(kinds, later), max_size=4, unique=True))
    ]
    regime = draw(st.sampled_from(REGIMES[kind]))
    if kind is Kind.LISTING:
        return listing(number, regime=regime, decided_on=str(begun), events=events)
    return case(number, regime=regime, issued_on=str(begun), events=events)


CONTENTS = st.tuples(
    *(records(Kind.LISTING, number) for number in range(1, 5)),
    *(records(Kind.CASE, number) for number in range(1, 3)),
)


def an_office_with(folder: str, content: tuple[dict[str, Any], ...]) -> Office:
    office = holding(Path(folder), listing(9), terms=TERMS)
    office.signed("regimes/short-2025.yml", SHORT)
    for name, key in (("listings", "decision"), ("cases", "document")):
        office.signed(f"{name}/all.jsonl", [record for record in content if key in record])
    return office


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(content=CONTENTS, days=st.tuples(DAYS, DAYS))
def test_explain_changes_and_builds_agree_on_any_two_days(
    content: tuple[dict[str, Any], ...], days: tuple[date, date]
) -> None:
    ids = [record["id"] for record in content]
    earlier, later = sorted(days)
    with tempfile.TemporaryDirectory() as folder:
        office = an_office_with(folder, content)
        shown = {}
        for day in (earlier, later):
            office.build(str(day))
            shown[day] = office.shown() & set(ids)
            told = {name for name in ids if asked(office, name, str(day))["public"]}
            assert shown[day] == told
        ran = ordered(office, "changes", "--from", str(earlier), "--to", str(later), "--json")
        standing = set(shown[earlier])
        for change in json.loads(ran.out):
            (standing.add if change["change"] == "enters" else standing.remove)(change["id"])
        assert standing == shown[later]


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(content=CONTENTS, day=DAYS)
def test_the_day_after_the_last_day_is_the_first_that_does_not_show(
    content: tuple[dict[str, Any], ...], day: date
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = an_office_with(folder, content)
        for record in content:
            told = asked(office, record["id"], str(day))
            if not told["public"] or told["last_day"] is None:
                continue
            last_day = date.fromisoformat(told["last_day"])
            assert asked(office, record["id"], str(last_day))["public"]
            assert told["hidden_from"] == str(last_day + timedelta(days=1))
            assert not asked(office, record["id"], told["hidden_from"])["public"]


def test_nothing_asks_the_clock_once_the_day_is_given(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1), case(1))
    with mock.patch.object(clock, "now", side_effect=AssertionError("the clock was asked")):
        for words in (["explain", "t-0001"], ["check"], ["digest"], ["deadlines"]):
            ran = ordered(office, *words, "--as-of", "2026-06-01")
            assert ran.code in {0, 1}, ran.err


def test_every_event_of_a_listing_that_acts_is_tried() -> None:
    acting = {EventKind(kind) for kinds in EVENTS.values() for kind in kinds}
    assert acting >= {EventKind.REVOKED, EventKind.REMOVED_EARLY, EventKind.RENEWED}
