from __future__ import annotations

import tempfile
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.disclose import changes, explain
from site_builder.model.moment import Moment
from site_builder.model.record import State
from tests.disclose.examples import (
    a_listing,
    a_statistic,
    an_article,
    an_event,
    day,
    release,
    subjects,
)
from tests.model.examples import histories

if TYPE_CHECKING:
    from site_builder.model.record import Event, Record


def told(
    folder: Path, after: str, until: str, *records: Record, **more: Any
) -> list[tuple[str, ...]]:
    """Day, id, change, state and reason of each change."""
    found = changes(subjects(folder, *records, **more), day(after), day(until))
    return [(str(c.on), c.id, c.change, c.state.value, c.reason) for c in found]


def test_a_listing_enters_on_its_start_day_and_leaves_after_its_last(tmp_path: Path) -> None:
    assert told(tmp_path, "2024-01-01", "2030-01-01", a_listing(decided_on="2024-02-29")) == [
        ("2024-02-29", "nm-2025-0012", "enters", "in_force", "in_force"),
        ("2027-03-01", "nm-2025-0012", "leaves", "expired", "第十一条"),
    ]


@pytest.mark.parametrize(
    ("after", "until", "is_told"),
    [
        ("2025-02-28", "2025-03-01", True),
        ("2025-03-01", "2025-03-02", False),
        ("2025-02-27", "2025-02-28", False),
        ("2025-03-01", "2025-03-01", False),
        ("2025-03-02", "2025-02-27", False),
    ],
)
def test_a_change_counts_after_the_first_day_and_on_the_last(
    tmp_path: Path,
    after: str,
    until: str,
    is_told: bool,  # noqa: FBT001
) -> None:
    assert bool(told(tmp_path, after, until, a_listing())) is is_told


def test_an_event_is_the_reason_for_what_it_brings_about(tmp_path: Path) -> None:
    events = [
        an_event("suspended", "2025-04-01"),
        an_event("resumed", "2025-05-01"),
        an_event("shielded", "2025-06-01"),
        an_event("unshielded", "2025-07-01"),
        an_event("removed_early", "2025-08-01"),
        an_event("restored", "2025-09-01"),
        an_event("revoked", "2025-10-01"),
        an_event("entered_in_error", "2025-11-01", undoes=("revoked", "2025-10-01")),
    ]
    beside = [an_event("remedied", str(event.on)) for event in events]
    found = told(tmp_path, "2025-03-01", "2026-01-01", a_listing("nm-1", *events, *beside))
    assert [(change, state, reason) for _on, _id, change, state, reason in found] == [
        ("leaves", "suspended", "suspended"),
        ("enters", "in_force", "resumed"),
        ("leaves", "shielded", "shielded"),
        ("enters", "in_force", "unshielded"),
        ("leaves", "removed_early", "removed_early"),
        ("enters", "in_force", "restored"),
        ("leaves", "revoked", "revoked"),
        ("enters", "in_force", "entered_in_error"),
    ]


def test_what_no_event_brings_about_is_named_by_its_state(tmp_path: Path) -> None:
    records = [a_listing("nm-1"), an_article("tc-1", withdrawn_on="2025-05-01")]
    held = {"nm-1": day("2025-06-01")}
    assert told(tmp_path, "2025-04-30", "2025-07-01", *records, held=held) == [
        ("2025-05-01", "tc-1", "leaves", "withdrawn", "withdrawn"),
        ("2025-06-01", "nm-1", "leaves", "held", "held"),
    ]


def test_another_partys_removal_is_a_reason_too(tmp_path: Path) -> None:
    records = [a_listing("nm-1", an_event("removed_early", "2026-01-05")), a_listing("nm-2")]
    assert told(tmp_path, "2026-01-01", "2026-02-01", *records) == [
        ("2026-01-05", name, "leaves", "removed_early", "removed_early")
        for name in ("nm-1", "nm-2")
    ]


def test_an_embargo_that_ends_at_nine_counts_from_the_next_day(tmp_path: Path) -> None:
    records = [
        an_article("tc-nine", embargo_until="2025-04-01T09:00"),
        an_article("tc-midnight", embargo_until="2025-04-01"),
    ]
    found = told(tmp_path, "2025-03-01", "2025-05-01", *records)
    assert [row[:3] for row in found] == [
        ("2025-04-01", "tc-midnight", "enters"),
        ("2025-04-02", "tc-nine", "enters"),
    ]


def test_an_embargo_to_the_end_of_the_calendar_never_counts(tmp_path: Path) -> None:
    article = an_article("tc-1", embargo_until="9999-12-31T09:00")
    assert told(tmp_path, "2025-01-01", "9999-12-31", article) == []


def test_what_was_never_public_never_changes(tmp_path: Path) -> None:
    record = a_listing("nm-1", an_event("revoked", "2025-06-01"))
    assert told(tmp_path, "2020-01-01", "2030-01-01", record, drafts=["nm-1"]) == []


def test_what_enters_and_leaves_on_one_day_is_no_change(tmp_path: Path) -> None:
    record = a_listing("nm-1", an_event("revoked", "2025-03-01"))
    stay = a_listing(
        "nm-2", an_event("suspended", "2025-06-01"), an_event("resumed", "2025-06-01"), number="2号"
    )
    assert [row[1] for row in told(tmp_path, "2025-01-01", "2026-01-01", record, stay)] == ["nm-2"]


def test_changes_stand_by_day_then_by_id_over_all_kinds(tmp_path: Path) -> None:
    records = [
        a_listing("nm-2", number="2号"),
        a_listing("nm-1", number="1号"),
        an_article("tc-1", published_on="2025-02-01"),
        a_statistic("st-1"),
    ]
    found = told(tmp_path, "2025-01-01", "2025-12-31", *records)
    assert [row[:2] for row in found] == [
        ("2025-01-20", "st-1"),
        ("2025-02-01", "tc-1"),
        ("2025-03-01", "nm-1"),
        ("2025-03-01", "nm-2"),
    ]


# Random histories

FIRST = date(2024, 2, 20)
DAYS = [FIRST + timedelta(days=n) for n in range(24)]
HISTORIES = st.lists(
    st.tuples(st.sampled_from(DAYS), histories(FIRST, 20), st.sampled_from(["1号", "2号"])),
    min_size=1,
    max_size=4,
)


def records_of(drawn: list[tuple[date, tuple[Event, ...], str]]) -> list[Record]:
    return [
        a_listing(f"nm-{n}", *events, decided_on=str(start), number=number)
        for n, (start, events, number) in enumerate(drawn)
    ]


@given(HISTORIES, st.sampled_from(DAYS), st.sampled_from(DAYS))
@settings(max_examples=40, deadline=None)
def test_changes_are_the_difference_of_what_is_public(
    drawn: list[tuple[date, tuple[Event, ...], str]], after: date, until: date
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = subjects(Path(folder), *records_of(drawn))
        public = {
            moment: release(found, Path(folder), str(moment)).corpus.ids()
            for moment in (after, until)
        }
        standing = set(public[after])
        for change in changes(found, after, until):
            assert after < change.on <= until
            assert (change.id in standing) is (change.change == "leaves")
            standing ^= {change.id}
        assert standing == public[max(after, until)]


@given(HISTORIES)
@settings(max_examples=40, deadline=None)
def test_each_day_of_a_change_parts_two_days_that_differ(
    drawn: list[tuple[date, tuple[Event, ...], str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = subjects(Path(folder), *records_of(drawn))
        every = list(found.all())
        for eve, today in pairwise(DAYS):
            before, now = (
                {s.record.id for s in every if s.course.state(Moment.start_of(d)) is State.IN_FORCE}
                for d in (eve, today)
            )
            told_today = changes(found, eve, today)
            entering = {change.id for change in told_today if change.change == "enters"}
            leaving = {change.id for change in told_today if change.change == "leaves"}
            assert (entering, leaving) == (now - before, before - now)


@given(HISTORIES)
@settings(max_examples=40, deadline=None)
def test_what_explain_says_is_what_holds(
    drawn: list[tuple[date, tuple[Event, ...], str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for subject in subjects(Path(folder), *records_of(drawn)).all():
            for today in DAYS[::3]:
                moment = Moment.start_of(today)
                found = explain(subject, moment)
                assert found.state is subject.course.state(moment)
                assert found.hidden_from == subject.course.hidden_from(moment)
                change = subject.course.next_change(moment)
                assert found.next_change_on == (change.day if change else None)
                acting = [step for step in found.steps if step.outcome.msgid == "acts"]
                assert len(acting) == len(subject.course.live_events(today))
