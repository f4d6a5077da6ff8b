"""Deadlines: the worked examples of the law, and what is open, late, done, unknown or not owed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import due_said, owed
from site_builder.disclose.deadlines import deadlines
from site_builder.model.record import Elsewhere, Record
from site_builder.model.working_days import CalendarYear
from tests.disclose.examples import a_listing, an_article, an_event, at, day, subject, subjects
from tests.disclose.test_cases import a_case

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.model.due import Due

SPRING_2027 = CalendarYear(2027, frozenset({day("2027-01-01")}), frozenset())
Stand = tuple[str | None, str, str | None]


def found(folder: Path, as_of: str, record: Record, what: str, **more: Any) -> list[Due]:
    every = deadlines(subject(folder, record, **more), at(as_of))
    return [each for each in every if each.rule.what == what]


def stands(folder: Path, as_of: str, record: Record, what: str, **more: Any) -> list[Stand]:
    """The last day, the state and the day of doing of every deadline of a sort."""
    return [
        (
            each.on.isoformat() if each.on else None,
            each.state.value,
            each.met_on.isoformat() if each.met_on else None,
        )
        for each in found(folder, as_of, record, what, **more)
    ]


def a_record_with(record: Record, **facts: Any) -> Record:
    return replace(record, facts=replace(record.facts, **facts))


def shown_elsewhere(record: Record, *channels: str) -> Record:
    places = tuple(Elsewhere(channel=name) for name in channels)
    return a_record_with(record, also_published=places)


# Removal (令45 第十七条) and withdrawal (行政处罚法 第四十八条)


@pytest.mark.parametrize(
    ("as_of", "state", "met_on"),
    [
        ("2026-11-01", "open", None),  # the end is known beforehand, and so is the deadline
        ("2026-11-21", "open", None),
        ("2026-11-22", "met", "2026-11-22"),
        ("2026-12-05", "met", "2026-11-22"),
    ],
)
def test_what_stands_nowhere_else_is_removed_on_the_day_it_goes(
    tmp_path: Path, as_of: str, state: str, met_on: str | None
) -> None:
    record = a_listing(decided_on="2023-11-21")
    assert stands(tmp_path, as_of, record, "remove") == [("2026-12-04", state, met_on)]


def test_an_end_on_national_day_counts_from_that_day(tmp_path: Path) -> None:
    record = a_listing(decided_on="2023-10-01")
    assert stands(tmp_path, "2026-10-01", record, "remove") == [("2026-10-20", "open", None)]


def test_a_term_of_2017_that_ended_by_itself(tmp_path: Path) -> None:
    remedied = an_event("remedied", "2019-06-01")
    record = a_listing(
        "nm-2018-0001", remedied, regime="arrears-blacklist-2017", decided_on="2018-12-31"
    )
    assert stands(tmp_path, "2019-12-31", record, "remove") == [("2020-02-05", "open", None)]


def test_without_the_calendar_the_last_day_is_unknown_and_with_it_known(tmp_path: Path) -> None:
    record = shown_elsewhere(a_listing(decided_on="2024-02-29"), "信用中国")
    assert stands(tmp_path, "2027-03-01", record, "remove") == [(None, "unknown", None)]
    known = {2027: SPRING_2027}
    assert stands(tmp_path, "2027-03-01", record, "remove", calendars=known) == [
        ("2027-03-12", "open", None)
    ]
    assert stands(tmp_path, "2027-03-13", record, "remove", calendars=known) == [
        ("2027-03-12", "late", None)
    ]


def test_what_went_at_once_was_in_time_whatever_the_calendar_says(tmp_path: Path) -> None:
    record = a_listing(decided_on="2024-02-29")
    assert stands(tmp_path, "2027-03-01", record, "remove") == [(None, "met", "2027-03-01")]


def test_other_places_keep_it_open_until_each_is_ticked_off(tmp_path: Path) -> None:
    revoked = an_event("revoked", "2026-09-30")
    ticked = [
        an_event("recalled", "2026-10-09", channel="信用中国"),
        an_event("recalled", "2026-10-12", channel="省政府网站"),
    ]
    record = shown_elsewhere(
        a_record_with(a_case("cs-1"), events=(revoked, *ticked)), "信用中国", "省政府网站"
    )
    assert stands(tmp_path, "2026-10-10", record, "withdraw") == [("2026-10-10", "open", None)]
    (late,) = found(tmp_path, "2026-10-11", record, "withdraw")
    assert (late.state, [place.channel for place in late.places]) == ("late", ["省政府网站"])
    assert stands(tmp_path, "2026-10-12", record, "withdraw") == [
        ("2026-10-10", "met_late", "2026-10-12")
    ]


@pytest.mark.parametrize("kind", ["revoked", "changed", "confirmed_unlawful", "confirmed_void"])
def test_whatever_takes_a_penalty_away_starts_the_withdrawal(tmp_path: Path, kind: str) -> None:
    record = a_record_with(a_case("cs-1"), events=(an_event(kind, "2026-09-30"),))
    assert stands(tmp_path, "2026-10-01", record, "withdraw") == [
        ("2026-10-10", "met", "2026-09-30")
    ]


def test_a_place_ticked_off_before_a_restoration_is_to_be_ticked_off_again(tmp_path: Path) -> None:
    events = [
        an_event("removed_early", "2025-06-02"),
        an_event("recalled", "2025-06-03", channel="信用中国"),
        an_event("restored", "2025-07-01"),
        an_event("removed_early", "2026-02-02"),
    ]
    record = shown_elsewhere(a_listing("nm-2025-0001", *events), "信用中国")
    assert stands(tmp_path, "2025-06-04", record, "remove") == [("2025-06-16", "met", "2025-06-03")]
    # 2026-02-14 is a Saturday that is worked.
    assert stands(tmp_path, "2026-02-03", record, "remove") == [("2026-02-14", "open", None)]


def test_an_event_entered_in_error_starts_nothing(tmp_path: Path) -> None:
    slip = an_event("entered_in_error", "2026-10-02", undoes=("revoked", "2026-09-30"))
    record = a_record_with(a_case("cs-1"), events=(an_event("revoked", "2026-09-30"), slip))
    assert stands(tmp_path, "2026-10-02", record, "withdraw") == []


# Publication (政府信息公开条例 第二十六条)


@pytest.mark.parametrize(
    ("as_of", "state", "met_on"),
    [
        ("2026-10-26", "open", None),
        ("2026-10-27", "late", None),
    ],
)
def test_a_draft_is_late_from_the_day_after(
    tmp_path: Path, as_of: str, state: str, met_on: str | None
) -> None:
    record = a_listing(decided_on="2026-09-21")
    assert stands(tmp_path, as_of, record, "publish", drafts=[record.id]) == [
        ("2026-10-26", state, met_on)
    ]


def test_credit_information_goes_online_within_seven_working_days(tmp_path: Path) -> None:
    record = a_case("cs-1", issued_on="2026-09-21")
    assert stands(tmp_path, "2026-09-21", record, "publish", drafts=["cs-1"]) == [
        ("2026-10-08", "open", None)
    ]


def test_what_was_published_late_stays_so_and_says_by_how_much(tmp_path: Path) -> None:
    record = a_listing(decided_on="2026-09-21")
    (late,) = found(tmp_path, "2026-11-20", record, "publish", first_on="2026-10-28")
    assert (late.state, late.met_on, late.late_by) == ("met_late", day("2026-10-28"), 2)
    assert str(due_said(late)) == "publication: done on 2026-10-28, 2 working days after 2026-10-26"


def test_a_written_day_of_publication_counts_however_late_the_sign_off(tmp_path: Path) -> None:
    record = a_listing(decided_on="2025-03-01", published_on="2025-03-05")
    assert stands(tmp_path, "2026-06-01", record, "publish", first_on="2026-05-01") == [
        ("2025-03-28", "met", "2025-03-05")
    ]


def test_what_is_scheduled_too_late_is_late(tmp_path: Path) -> None:
    record = a_listing(decided_on="2026-09-21", published_on="2026-11-02")
    assert stands(tmp_path, "2026-10-27", record, "publish") == [("2026-10-26", "late", None)]
    assert stands(tmp_path, "2026-11-02", record, "publish") == [
        ("2026-10-26", "met_late", "2026-11-02")
    ]


@pytest.mark.parametrize("event", ["suspended", "shielded", "revoked", "removed_early"])
def test_of_what_may_not_show_no_publication_is_owed(tmp_path: Path, event: str) -> None:
    record = a_listing("nm-2026-0001", an_event(event, "2026-09-22"), decided_on="2026-09-21")
    assert stands(tmp_path, "2026-12-01", record, "publish", drafts=[record.id]) == []


def test_nor_of_what_is_held_or_has_ended_or_is_still_to_be_decided(tmp_path: Path) -> None:
    record = a_listing(decided_on="2026-09-21")
    held = {record.id: day("2026-09-22")}
    options = {"drafts": [record.id], "held": held}
    assert stands(tmp_path, "2026-12-01", record, "publish", **options) == []
    assert stands(tmp_path, "2026-09-20", record, "publish") == []
    ended = a_listing(decided_on="2022-09-21")
    assert stands(tmp_path, "2026-12-01", ended, "publish", drafts=[ended.id]) == []


# The procedure of 令45


@pytest.mark.parametrize(
    ("decided_on", "state"), [("2026-02-24", "met"), ("2026-02-25", "met_late")]
)
def test_who_did_not_pay_is_listed_within_twenty_working_days(
    tmp_path: Path, decided_on: str, state: str
) -> None:
    record = a_record_with(
        a_listing(decided_on=decided_on), procedure={"payment_due_on": day("2026-01-20")}
    )
    assert stands(tmp_path, "2026-03-01", record, "decide") == [("2026-02-24", state, decided_on)]


def test_an_objection_is_answered_within_five_working_days(tmp_path: Path) -> None:
    received = an_event("objection_received", "2026-09-28")
    record = a_listing("nm-2026-0001", received, decided_on="2026-09-21")
    assert stands(tmp_path, "2026-09-27", record, "answer_objection") == []
    assert stands(tmp_path, "2026-10-10", record, "answer_objection") == [
        ("2026-10-10", "open", None)
    ]
    assert stands(tmp_path, "2026-10-11", record, "answer_objection") == [
        ("2026-10-10", "late", None)
    ]
    answered = an_event("objection_answered", "2026-10-12")
    record = a_listing("nm-2026-0001", received, answered, decided_on="2026-09-21")
    assert stands(tmp_path, "2026-10-12", record, "answer_objection") == [
        ("2026-10-10", "met_late", "2026-10-12")
    ]


def test_each_objection_has_its_own_deadline_and_the_next_answer_meets_it(tmp_path: Path) -> None:
    events = [
        an_event("objection_received", "2026-03-02"),
        an_event("objection_answered", "2026-03-04"),
        an_event("objection_received", "2026-04-01"),
    ]
    record = a_listing("nm-2025-0001", *events)
    assert stands(tmp_path, "2026-04-02", record, "answer_objection") == [
        ("2026-03-09", "met", "2026-03-04"),
        ("2026-04-09", "open", None),
    ]


@pytest.mark.parametrize("decided", ["removed_early", "removal_refused"])
def test_an_application_for_removal_is_decided_within_fifteen_working_days(
    tmp_path: Path, decided: str
) -> None:
    applied = an_event("removal_applied", "2026-09-10")
    record = a_listing("nm-2025-0001", applied, an_event(decided, "2026-10-09"))
    assert stands(tmp_path, "2026-10-08", record, "decide_removal") == [
        ("2026-10-08", "open", None)
    ]
    assert stands(tmp_path, "2026-10-09", record, "decide_removal") == [
        ("2026-10-08", "met_late", "2026-10-09")
    ]


def test_an_application_falls_away_when_the_term_has_ended(tmp_path: Path) -> None:
    applied = an_event("removal_applied", "2028-03-01")
    record = a_listing("nm-2025-0001", applied)
    assert stands(tmp_path, "2028-03-01", record, "decide_removal") == [(None, "unknown", None)]
    assert stands(tmp_path, "2028-03-02", record, "decide_removal") == []


# Review of typical cases


def test_a_typical_case_is_reviewed_by_its_day(tmp_path: Path) -> None:
    record = an_article(review_on="2026-01-20")
    assert stands(tmp_path, "2026-01-20", record, "review") == [("2026-01-20", "open", None)]
    assert stands(tmp_path, "2026-01-21", record, "review") == [("2026-01-20", "late", None)]
    withdrawn = an_article(review_on="2026-01-20", withdrawn_on="2026-01-21")
    assert stands(tmp_path, "2026-01-21", withdrawn, "review") == [
        ("2026-01-20", "met_late", "2026-01-21")
    ]


def test_a_typical_case_that_was_never_shown_needs_no_review(tmp_path: Path) -> None:
    record = an_article(review_on="2026-01-20")
    assert stands(tmp_path, "2026-02-01", record, "review", drafts=[record.id]) == []


# The list


def test_the_list_has_what_is_late_and_what_is_due_soonest_first_and_the_unknown_last(
    tmp_path: Path,
) -> None:
    unknown = shown_elsewhere(a_listing("nm-4", decided_on="2023-12-30"), "信用中国")
    records = [
        a_listing("nm-1", an_event("objection_received", "2026-12-25")),
        a_listing("nm-2", decided_on="2026-11-20"),
        a_listing("nm-3", decided_on="2026-12-14"),
        unknown,
        a_listing("nm-5", decided_on="2025-03-01"),
    ]
    every = subjects(tmp_path, *records, drafts=["nm-2", "nm-3"])
    listed = [
        (each.id, each.due.rule.what, each.due.state) for each in owed(every, at("2026-12-31"), 30)
    ]
    assert listed == [
        ("nm-2", "publish", "late"),
        ("nm-1", "answer_objection", "unknown"),
        ("nm-3", "publish", "unknown"),
        ("nm-4", "remove", "unknown"),
    ]


def test_the_days_ahead_end_where_they_say(tmp_path: Path) -> None:
    every = subjects(tmp_path, a_listing("nm-1", decided_on="2026-09-21"), drafts=["nm-1"])
    assert owed(every, at("2026-10-16"), 9) == []
    assert [each.id for each in owed(every, at("2026-10-16"), 10)] == ["nm-1"]
    assert owed(every, at("8999-12-31"), 3660) == []
