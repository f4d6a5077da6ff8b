from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model.course import ENDED, Course
from site_builder.model.ending import earliest, judge_under
from site_builder.model.moment import ONE_DAY, Moment, Term
from site_builder.model.record import REMOVING, REVOKING, EventKind, Facts, State
from site_builder.model.regime import Clock
from tests.model.examples import a_course, a_regime, an_event, at, day, histories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.model.record import Event
    from site_builder.model.regime import Regime

IN_FORCE, SCHEDULED, EXPIRED = State.IN_FORCE, State.SCHEDULED, State.EXPIRED


def states(course: Course, *days: str) -> list[State]:
    return [course.state(at(text)) for text in days]


def around(text: str) -> tuple[str, str, str]:
    """A day and its neighbours."""
    middle = day(text)
    return tuple(str(middle + timedelta(days=n)) for n in (-1, 0, 1))  # type: ignore[return-value]


# Days


def test_a_record_shows_from_its_start_day() -> None:
    assert states(a_course("2025-03-01"), *around("2025-03-01")) == [SCHEDULED, IN_FORCE, IN_FORCE]


# law.md §6B 1, 2, 6 and 12: the last day shown, through 24:00.
@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        ("2023-11-21", "2026-11-21"),
        ("2024-02-29", "2027-02-28"),
        ("2023-10-01", "2026-10-01"),
        ("2025-02-28", "2028-02-28"),
        ("2025-03-01", "2028-03-01"),
    ],
)
def test_a_record_leaves_the_day_after_its_last(start: str, last_day: str) -> None:
    course = a_course(start)
    assert states(course, *around(last_day)) == [IN_FORCE, IN_FORCE, EXPIRED]
    assert course.state(at(f"{last_day}T23:59")) is IN_FORCE
    assert course.hidden_from(at(start)) == day(last_day) + ONE_DAY


def test_a_term_may_start_and_end_on_29_february() -> None:
    course = a_course("2024-02-29", term=Term(years=4))
    assert states(course, *around("2024-02-29")) == [SCHEDULED, IN_FORCE, IN_FORCE]
    assert states(course, *around("2028-02-29")) == [IN_FORCE, IN_FORCE, EXPIRED]


def test_a_written_publication_day_after_the_start_is_waited_for() -> None:
    course = a_course("2025-03-01", published_on=day("2025-03-05"))
    assert states(course, "2025-03-01", *around("2025-03-05")) == [
        SCHEDULED,
        SCHEDULED,
        IN_FORCE,
        IN_FORCE,
    ]


def test_an_embargo_ends_at_its_minute() -> None:
    course = a_course("2025-03-01", embargo_until=at("2025-03-01T09:00"))
    moments = ("2025-03-01", "2025-03-01T08:59", "2025-03-01T09:00", "2025-03-02")
    assert states(course, *moments) == [SCHEDULED, SCHEDULED, IN_FORCE, IN_FORCE]


def test_an_embargo_of_a_day_ends_at_its_midnight() -> None:
    course = a_course("2025-03-01", embargo_until=at("2025-03-03"))
    assert states(course, *around("2025-03-03")) == [SCHEDULED, IN_FORCE, IN_FORCE]


def test_an_article_taken_back_is_withdrawn_from_that_day() -> None:
    course = a_course(withdrawn_on=day("2025-06-01"))
    assert states(course, *around("2025-06-01")) == [IN_FORCE, State.WITHDRAWN, State.WITHDRAWN]


def test_a_hold_acts_from_its_day() -> None:
    course = a_course(held_from=day("2025-06-01"))
    assert states(course, *around("2025-06-01")) == [IN_FORCE, State.HELD, State.HELD]


def test_what_nobody_signed_never_shows() -> None:
    course = a_course(is_vetted=False)
    assert states(course, "2020-01-01", "2025-06-01", "2040-01-01") == [State.UNVETTED] * 3
    assert course.shown() == []


def test_what_the_regime_forbids_to_publish_never_shows() -> None:
    course = a_course(is_sealed=True)
    assert states(course, "2020-01-01", "2025-06-01", "2040-01-01") == [State.SEALED] * 3
    assert course.shown() == []


# Events


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("removed_early", State.REMOVED_EARLY),
        ("repaired", State.REMOVED_EARLY),
        ("revoked", State.REVOKED),
        ("changed", State.REVOKED),
        ("confirmed_unlawful", State.REVOKED),
        ("confirmed_void", State.REVOKED),
        ("suspended", State.SUSPENDED),
        ("shielded", State.SHIELDED),
    ],
)
@pytest.mark.parametrize("on", ["2026-01-05", "2028-02-29"])
def test_a_hiding_event_acts_from_midnight_of_its_day(kind: str, state: State, on: str) -> None:
    course = a_course("2025-06-01", an_event(kind, on))
    assert states(course, *around(on)) == [IN_FORCE, state, state]
    assert course.state(at(f"{day(on) - ONE_DAY}T23:59")) is IN_FORCE


@pytest.mark.parametrize("kind", ["removed_early", "revoked", "suspended", "shielded"])
def test_the_last_day_is_the_eve_of_a_hiding_event(kind: str) -> None:
    course = a_course("2025-03-01", an_event(kind, "2026-01-05"))
    hidden = [course.hidden_from(at(text)) for text in ("2025-03-01", "2026-01-04")]
    assert hidden == [day("2026-01-05")] * 2


HARMLESS = {
    EventKind.PERSON_HIDDEN,
    EventKind.RESUMED,
    EventKind.UNSHIELDED,
    EventKind.RESTORED,
    EventKind.RENAMED,
    EventKind.AMENDED,
    EventKind.RENEWED,
    EventKind.REMEDIED,
    EventKind.NEW_VIOLATION,
    EventKind.CRIMINAL_PROCEEDINGS,
    EventKind.CONVICTED,
}


@pytest.mark.parametrize("kind", sorted(HARMLESS))
def test_other_events_alone_change_no_state(kind: str) -> None:
    course = a_course("2025-03-01", an_event(kind, "2025-06-01"))
    assert course.changes() == a_course("2025-03-01").changes()


@pytest.mark.parametrize(
    ("hides", "shows"),
    [("suspended", "resumed"), ("shielded", "unshielded"), ("removed_early", "restored")],
)
@pytest.mark.parametrize("on", ["2025-06-01", "2025-06-02", "2025-08-01"])
def test_a_record_shows_again_on_the_very_day(hides: str, shows: str, on: str) -> None:
    course = a_course("2025-03-01", an_event(hides, "2025-06-01"), an_event(shows, on))
    assert states(course, *around(on))[1:] == [IN_FORCE, IN_FORCE]


def test_a_later_stay_hides_again() -> None:
    course = a_course(
        "2025-03-01",
        an_event("suspended", "2025-04-01"),
        an_event("resumed", "2025-05-01"),
        an_event("suspended", "2025-06-01"),
    )
    assert states(course, "2025-04-30", "2025-05-01", "2025-05-31", "2025-06-01") == [
        State.SUSPENDED,
        IN_FORCE,
        IN_FORCE,
        State.SUSPENDED,
    ]


def test_resuming_lifts_no_shield_and_unshielding_no_stay() -> None:
    shielded = a_course(
        "2025-03-01", an_event("shielded", "2025-04-01"), an_event("resumed", "2025-05-01")
    )
    suspended = a_course(
        "2025-03-01", an_event("suspended", "2025-04-01"), an_event("unshielded", "2025-05-01")
    )
    assert states(shielded, "2025-06-01") == [State.SHIELDED]
    assert states(suspended, "2025-06-01") == [State.SUSPENDED]


def test_nothing_but_a_correction_ends_a_revocation() -> None:
    course = a_course(
        "2025-03-01",
        an_event("revoked", "2025-04-01"),
        an_event("restored", "2025-05-01"),
        an_event("resumed", "2025-05-01"),
        an_event("unshielded", "2025-05-01"),
    )
    assert states(course, "2025-06-01") == [State.REVOKED]


# 复议法 42, 行诉法 56: a stay does not stop the clock.
def test_a_stay_does_not_lengthen_the_term() -> None:
    course = a_course(
        "2025-03-01", an_event("suspended", "2026-01-01"), an_event("resumed", "2027-01-01")
    )
    assert states(course, *around("2028-03-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


def test_a_term_may_end_during_a_stay() -> None:
    course = a_course("2025-03-01", an_event("suspended", "2028-01-01"))
    assert states(course, *around("2028-03-01")) == [State.SUSPENDED, State.SUSPENDED, EXPIRED]


def test_a_stay_that_is_known_to_end_tells_the_end_of_the_next_stretch() -> None:
    course = a_course(
        "2025-03-01", an_event("suspended", "2026-01-01"), an_event("resumed", "2027-01-01")
    )
    for asked_on in ("2026-01-01", "2026-06-01", "2027-01-01"):
        assert course.hidden_from(at(asked_on)) == day("2028-03-02")


# 令45 第十五条: 列入的起止时间重新计算.
def test_a_listing_restored_after_fraud_starts_its_term_again() -> None:
    course = a_course(
        "2024-02-29", an_event("removed_early", "2025-01-05"), an_event("restored", "2028-02-29")
    )
    assert states(course, "2025-01-04", "2025-01-05", "2028-02-28", "2028-02-29") == [
        IN_FORCE,
        State.REMOVED_EARLY,
        State.REMOVED_EARLY,
        IN_FORCE,
    ]
    assert states(course, *around("2031-02-28")) == [IN_FORCE, IN_FORCE, EXPIRED]
    assert course.start_on(day("2028-02-28")) == day("2024-02-29")
    assert course.start_on(day("2028-02-29")) == day("2028-02-29")


def test_restoring_what_was_never_removed_starts_nothing_again() -> None:
    course = a_course("2025-03-01", an_event("restored", "2026-01-01"))
    assert course.start_on(day("2026-06-01")) == day("2025-03-01")
    assert states(course, *around("2028-03-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


def test_an_event_to_come_has_not_happened() -> None:
    course = a_course("2025-03-01", an_event("revoked", "2025-06-01"))
    assert course.live_events(day("2025-05-31")) == ()
    assert course.live_events(day("2025-06-01")) == course.events


# Entered in error


def test_an_event_entered_in_error_acts_until_the_day_that_says_so() -> None:
    course = a_course(
        "2025-03-01",
        an_event("removed_early", "2025-06-01"),
        an_event("entered_in_error", "2025-06-10", undoes=("removed_early", "2025-06-01")),
    )
    assert states(course, "2025-05-31", "2025-06-01", *around("2025-06-10")) == [
        IN_FORCE,
        State.REMOVED_EARLY,
        State.REMOVED_EARLY,
        IN_FORCE,
        IN_FORCE,
    ]
    assert course.hidden_from(at("2025-06-10")) == day("2028-03-02")


def test_a_correction_undoes_only_the_event_that_it_names() -> None:
    course = a_course(
        "2025-03-01",
        an_event("suspended", "2025-06-01"),
        an_event("revoked", "2025-06-01"),
        an_event("suspended", "2025-06-02"),
        an_event("entered_in_error", "2025-06-03", undoes=("suspended", "2025-06-01")),
        an_event("entered_in_error", "2025-06-04", undoes=("revoked", "2025-06-01")),
    )
    assert states(course, "2025-06-03", "2025-06-04") == [State.REVOKED, State.SUSPENDED]


def test_a_showing_event_entered_in_error_hides_again() -> None:
    course = a_course(
        "2025-03-01",
        an_event("suspended", "2025-06-01"),
        an_event("resumed", "2025-07-01"),
        an_event("entered_in_error", "2025-07-05", undoes=("resumed", "2025-07-01")),
    )
    assert states(course, *around("2025-07-05")) == [IN_FORCE, State.SUSPENDED, State.SUSPENDED]


def test_a_correction_may_itself_have_been_an_error() -> None:
    course = a_course(
        "2025-03-01",
        an_event("removed_early", "2025-06-01"),
        an_event("entered_in_error", "2025-06-10", undoes=("removed_early", "2025-06-01")),
        an_event("entered_in_error", "2025-06-20", undoes=("entered_in_error", "2025-06-10")),
    )
    assert states(course, "2025-06-09", "2025-06-10", *around("2025-06-20")) == [
        State.REMOVED_EARLY,
        IN_FORCE,
        IN_FORCE,
        State.REMOVED_EARLY,
        State.REMOVED_EARLY,
    ]


def test_undoing_the_removal_undoes_the_new_start_of_the_term() -> None:
    course = a_course(
        "2025-03-01",
        an_event("removed_early", "2025-06-01"),
        an_event("restored", "2026-01-01"),
        an_event("entered_in_error", "2026-02-01", undoes=("removed_early", "2025-06-01")),
    )
    assert course.start_on(day("2026-01-31")) == day("2026-01-01")
    assert course.start_on(day("2026-02-01")) == day("2025-03-01")


# The other parties of the decision (令45 第十四条)


def test_a_removal_of_another_party_takes_this_listing_along() -> None:
    course = a_course("2025-03-01", parties=((an_event("removed_early", "2026-01-05"),),))
    assert states(course, *around("2026-01-05")) == [
        IN_FORCE,
        State.REMOVED_EARLY,
        State.REMOVED_EARLY,
    ]
    assert course.hidden_from(at("2025-06-01")) == day("2026-01-05")


def test_another_partys_removal_entered_in_error_takes_it_only_until_then() -> None:
    removed = an_event("removed_early", "2026-01-05")
    undone = an_event("entered_in_error", "2026-02-01", undoes=("removed_early", "2026-01-05"))
    course = a_course("2025-03-01", parties=((removed, undone),))
    assert states(course, "2026-01-05", *around("2026-02-01")) == [
        State.REMOVED_EARLY,
        State.REMOVED_EARLY,
        IN_FORCE,
        IN_FORCE,
    ]


def test_a_party_corrects_its_own_removal_alone() -> None:
    removed = an_event("removed_early", "2026-01-05")
    undone = an_event("entered_in_error", "2026-02-01", undoes=("removed_early", "2026-01-05"))
    own_stands = a_course("2025-03-01", removed, parties=((removed, undone),))
    other_stands = a_course("2025-03-01", removed, undone, parties=((removed,),))
    assert states(own_stands, "2026-03-01") == [State.REMOVED_EARLY]
    assert states(other_stands, "2026-03-01") == [State.REMOVED_EARLY]


def test_other_events_of_another_party_do_not_concern_this_listing() -> None:
    kinds = ("revoked", "suspended", "shielded", "new_violation", "convicted")
    others = tuple(an_event(kind, "2025-06-01") for kind in kinds)
    course = a_course("2025-03-01", parties=(others,))
    assert states(course, "2025-06-01") == [IN_FORCE]
    assert course.live_events(day("2025-06-01")) == ()


def test_a_listing_restored_after_another_partys_removal_shows() -> None:
    removal = (an_event("removed_early", "2026-01-05"),)
    course = a_course("2025-03-01", an_event("restored", "2026-06-01"), parties=(removal,))
    assert states(course, *around("2026-06-01")) == [State.REMOVED_EARLY, IN_FORCE, IN_FORCE]
    assert states(course, *around("2029-06-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


# Where several hold, the first of the closed list

PRECEDENCE = list(State)
BRING: dict[State, dict[str, object]] = {
    State.HELD: {"held_from": day("2025-06-01")},
    State.SEALED: {"is_sealed": True},
    State.UNVETTED: {"is_vetted": False},
    State.WITHDRAWN: {"withdrawn_on": day("2025-06-01")},
    State.SCHEDULED: {"embargo_until": at("2029-01-01")},
}
BRING_EVENT = {
    State.REVOKED: "revoked",
    State.REMOVED_EARLY: "removed_early",
    State.SHIELDED: "shielded",
    State.SUSPENDED: "suspended",
}


def of_both(one: State, other: State) -> Course:
    """A record for which, from 2025-06-01 on, both hold."""
    more = {**BRING.get(one, {}), **BRING.get(other, {})}
    kinds = [BRING_EVENT[state] for state in (other, one) if state in BRING_EVENT]
    term = Term(months=1) if EXPIRED in {one, other} else Term(years=3)
    events = [an_event(kind, "2025-06-01") for kind in kinds]
    return a_course("2025-03-01", *events, term=term, **more)


def test_the_states_stand_in_the_contracts_order() -> None:
    assert [state.value for state in PRECEDENCE] == [
        "held",
        "sealed",
        "unvetted",
        "withdrawn",
        "revoked",
        "removed_early",
        "expired",
        "scheduled",
        "shielded",
        "suspended",
        "in_force",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (first, second)
        for index, first in enumerate(PRECEDENCE)
        for second in PRECEDENCE[index + 1 :]
    ],
)
def test_the_first_of_two_states_that_hold_is_told(first: State, second: State) -> None:
    assert states(of_both(first, second), "2025-06-01") == [first]


# The end of a term, under one regime and under those that also judge it (立法法 104)


def under(regimes: Iterable[Regime], starts: Mapping[str, date], **terms: Term) -> Course:
    known = {regime.id: regime for regime in regimes}
    first, *_rest = known.values()
    facts = Facts(title="", starts=starts)
    named = {name.replace("_", "-"): term for name, term in terms.items()}
    return Course(
        start=starts[first.clock.starts_with],
        judge=judge_under(first, known, named, facts),
    )


def test_an_end_names_its_regime_and_article() -> None:
    course = under([a_regime(term=Term(years=3))], {"decided_on": day("2024-02-29")})
    ending = course.ending(course.start)
    assert (ending.last_day, ending.regime, ending.citation) == (
        day("2027-02-28"),
        "test-regime",
        "第一条",
    )


def test_without_a_term_there_is_no_known_end() -> None:
    course = under([a_regime()], {"decided_on": day("2024-02-29")})
    assert course.hidden_from(at("2030-01-01")) is None
    assert course.next_change(at("2030-01-01")) is None
    assert states(course, "2100-01-01") == [IN_FORCE]


def test_a_term_that_the_regime_leaves_open_is_the_sites() -> None:
    clock = Clock(starts_with="decided_on", term=None, term_from_site=True, citation="第二条")
    regime = a_regime("major-violation", clock=clock)
    course = under([regime], {"decided_on": day("2025-03-01")}, major_violation=Term(years=3))
    assert states(course, *around("2028-03-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


# law.md §6B 14: a record of 2025 under a three-year rule and, from 2026-04-01, a one-year rule.
@pytest.mark.parametrize(
    ("decided_on", "last_day", "judge"),
    [
        ("2025-06-01", "2026-06-01", "kinder"),
        ("2025-02-10", "2026-03-31", "kinder"),
        ("2023-04-01", "2026-03-31", "kinder"),
        ("2023-03-31", "2026-03-31", "older"),
        ("2022-06-01", "2025-06-01", "older"),
    ],
)
def test_the_kinder_rule_ends_a_record_but_not_before_it_is_law(
    decided_on: str, last_day: str, judge: str
) -> None:
    older = a_regime("older", term=Term(years=3), also_judged_by=("kinder",))
    kinder = a_regime("kinder", term=Term(years=1), in_force_from=day("2026-04-01"))
    course = under([older, kinder], {"decided_on": day(decided_on)})
    assert states(course, *around(last_day)) == [IN_FORCE, IN_FORCE, EXPIRED]
    assert course.ending(course.start).regime == judge


def test_a_harsher_rule_lengthens_nothing() -> None:
    older = a_regime("older", term=Term(years=1), also_judged_by=("harsher",))
    harsher = a_regime("harsher", term=Term(years=3), in_force_from=day("2026-04-01"))
    course = under([older, harsher], {"decided_on": day("2025-06-01")})
    assert states(course, *around("2026-06-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


def test_each_rule_counts_from_its_own_day() -> None:
    older = a_regime("older", term=Term(years=3), also_judged_by=("other",))
    other = a_regime("other", clock=Clock(starts_with="published_on", term=Term(years=1)))
    starts = {"decided_on": day("2025-03-01"), "published_on": day("2025-05-01")}
    course = under([older, other], starts)
    assert states(course, *around("2026-05-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


def test_a_judge_that_is_unknown_or_without_a_term_changes_nothing() -> None:
    older = a_regime("older", term=Term(years=3), also_judged_by=("unknown", "endless"))
    course = under([older, a_regime("endless")], {"decided_on": day("2025-03-01")})
    assert states(course, *around("2028-03-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


def test_a_restored_term_starts_again_under_every_rule() -> None:
    older = a_regime("older", term=Term(years=3), also_judged_by=("kinder",))
    kinder = a_regime("kinder", term=Term(years=1), in_force_from=day("2020-01-01"))
    facts = Facts(title="", starts={"decided_on": day("2025-03-01")})
    course = Course(
        start=day("2025-03-01"),
        judge=judge_under(older, {"older": older, "kinder": kinder}, {}, facts),
        events=(an_event("removed_early", "2025-06-01"), an_event("restored", "2025-09-01")),
    )
    assert states(course, *around("2026-09-01")) == [IN_FORCE, IN_FORCE, EXPIRED]


# Days at the ends of the calendar


@pytest.mark.parametrize("start", ["0001-01-01", "9998-06-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_harm_nobody(start: str) -> None:
    events = [an_event("suspended", "0001-01-01"), an_event("resumed", "9999-12-31")]
    course = a_course(start, *events, embargo_until=at("9999-12-31T23:59"))
    for moment in (at("0001-01-01"), at("2025-03-01"), at("9999-12-31T23:59")):
        course.state(moment)
        course.hidden_from(moment)
        course.next_change(moment)


# Random histories

FIRST = date(2024, 2, 20)
WINDOW = 20
LONGEST = 12
DAYS = [FIRST + timedelta(days=n) for n in range(-2, WINDOW + LONGEST + 3)]
MINUTES = [Moment(datetime.combine(d, time(hour))) for d in DAYS for hour in (0, 9)]
SOME_DAY = st.dates(FIRST, FIRST + timedelta(days=WINDOW))
MAYBE_DAY = st.none() | SOME_DAY
SELDOM_A_DAY = st.none() | st.none() | st.none() | SOME_DAY
COURSES = st.builds(
    lambda start, days, events, removals, **more: a_course(
        str(start), *events, term=Term(days=days), parties=(removals,) if removals else (), **more
    ),
    SOME_DAY,
    st.integers(0, LONGEST),
    histories(FIRST, WINDOW),
    st.just(()) | histories(FIRST, WINDOW, most=2),
    published_on=MAYBE_DAY,
    withdrawn_on=SELDOM_A_DAY,
    held_from=SELDOM_A_DAY,
    embargo_until=st.none()
    | st.builds(datetime.combine, SOME_DAY, st.sampled_from([time(), time(9)])).map(Moment),
)
often = settings(max_examples=80, deadline=None)


def stands(events: Iterable[Event]) -> list[Event]:
    """The events that nobody took back, by looking at one after the other."""
    left = sorted(events, key=lambda event: event.on)
    for slip in [e for e in left if e.kind is EventKind.ENTERED_IN_ERROR]:
        left = [e for e in left if (e.kind, e.on) != slip.undoes]
    return left


def walked(course: Course, today: date) -> State:
    """The state at 0:00, found by living through the days one by one."""
    known = stands(event for event in course.events if event.on <= today)
    for events in course.parties:
        told = stands(event for event in events if event.on <= today)
        known += [event for event in told if event.kind is EventKind.REMOVED_EARLY]
    is_revoked = is_removed = is_shielded = is_suspended = was_removed = False
    begun = course.start
    for one in sorted({event.on for event in known}):
        kinds = {event.kind for event in known if event.on == one}
        is_revoked |= bool(kinds & REVOKING)
        was_removed |= bool(kinds & REMOVING)
        is_removed |= bool(kinds & REMOVING)
        is_shielded |= EventKind.SHIELDED in kinds
        is_suspended |= EventKind.SUSPENDED in kinds
        if EventKind.RESTORED in kinds and was_removed:
            is_removed, begun = False, one
        is_shielded &= EventKind.UNSHIELDED not in kinds
        is_suspended &= EventKind.RESUMED not in kinds
    last_day = earliest(course.judge(begun, tuple(known))).last_day
    embargo = course.embargo_until
    holds = {
        State.HELD: course.held_from is not None and course.held_from <= today,
        State.WITHDRAWN: course.withdrawn_on is not None and course.withdrawn_on <= today,
        State.REVOKED: is_revoked,
        State.REMOVED_EARLY: is_removed,
        State.EXPIRED: last_day is not None and today > last_day,
        State.SCHEDULED: today < max(begun, course.published_on or begun)
        or (embargo is not None and Moment.start_of(today) < embargo),
        State.SHIELDED: is_shielded,
        State.SUSPENDED: is_suspended,
        State.IN_FORCE: True,
    }
    return next(state for state in PRECEDENCE if holds.get(state))


@given(COURSES)
@often
def test_the_state_is_that_of_living_through_the_days(course: Course) -> None:
    for today in DAYS:
        assert course.state(Moment.start_of(today)) is walked(course, today)


@given(COURSES)
@often
def test_the_moments_in_force_are_those_of_its_stretches(course: Course) -> None:
    stretches = course.shown()
    ends = [end for stretch in stretches for end in stretch if end is not None]
    assert ends == sorted(ends)
    for moment in MINUTES:
        is_inside = any(
            begin <= moment and (end is None or moment < end) for begin, end in stretches
        )
        assert is_inside is (course.state(moment) is IN_FORCE)


@given(COURSES)
@often
def test_the_state_changes_at_the_boundaries_alone(course: Course) -> None:
    boundaries = course.boundaries()
    assert boundaries == sorted(set(boundaries))
    for before, after in pairwise(MINUTES):
        if not any(before < boundary <= after for boundary in boundaries):
            assert course.state(before) is course.state(after)


@given(COURSES)
@often
def test_it_is_hidden_from_the_first_day_on_which_it_does_not_show(course: Course) -> None:
    shows = [course.state(Moment.start_of(today)) is IN_FORCE for today in DAYS]
    for index, today in enumerate(DAYS):
        if shows[index]:
            later = [d for d, is_on in zip(DAYS, shows, strict=True) if d > today and not is_on]
            assert course.hidden_from(Moment.start_of(today)) == later[0]


@given(COURSES)
@often
def test_an_ended_record_was_last_hidden_on_the_day_it_ended(course: Course) -> None:
    by_law = [course.state_by_law(moment) for moment in MINUTES]
    left = None
    for moment, before, state in zip(MINUTES[1:], by_law, by_law[1:], strict=False):
        if before is IN_FORCE and state is not IN_FORCE:
            left = moment.day
        if state in ENDED:
            assert course.hidden_from(moment) == left


@given(COURSES)
@often
def test_the_next_change_is_the_next_time_it_enters_or_leaves(course: Course) -> None:
    shows = [course.state(moment) is IN_FORCE for moment in MINUTES]
    change = entry = None
    for index in range(len(MINUTES) - 2, -1, -1):
        if shows[index] is not shows[index + 1]:
            change = MINUTES[index + 1]
            entry = change if shows[index + 1] else entry
        assert course.next_change(MINUTES[index]) == change
        assert course.next_entry(MINUTES[index]) == entry
