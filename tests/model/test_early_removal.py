from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from site_builder.model.early_removal import EarlyRemovalStanding, early_removal, may_apply_from
from site_builder.model.moment import Term
from site_builder.model.record import EventKind
from tests.model.examples import a_regime, an_event, day, shipped

if TYPE_CHECKING:
    from site_builder.model.record import Event
    from site_builder.model.regime import Regime

LISTED = day("2025-03-01")


def list_regime() -> Regime:
    return shipped()["arrears-list-2022"]


def standing(on: str, *events: Event) -> EarlyRemovalStanding:
    return early_removal(list_regime(), LISTED, events, day(on))


# 令45 第十二条: 自改正之日起被列入失信联合惩戒对象名单满6个月; law.md §6B 3, 5 and 13.
@pytest.mark.parametrize(
    ("wait", "listed", "remedied", "first_day"),
    [
        (Term(months=6), "2025-03-01", "2025-08-31", "2026-03-01"),
        (Term(months=6), "2026-03-31", "2026-05-31", "2026-12-01"),
        (Term(months=3), "2026-11-30", "2026-11-30", "2027-03-01"),
        (Term(months=6), "2023-01-01", "2023-08-29", "2024-03-01"),
        (Term(months=6), "2023-01-01", "2023-08-28", "2024-02-29"),
    ],
    ids=["3", "13", "5", "into a leap year, month end", "into a leap year, corresponding day"],
)
def test_an_application_is_allowed_from_the_day_after_the_wait(
    wait: Term, listed: str, remedied: str, first_day: str
) -> None:
    rule = list_regime().early_removal
    assert rule is not None
    regime = replace(list_regime(), early_removal=replace(rule, wait=wait))
    events = [an_event("remedied", remedied)]
    assert may_apply_from(regime, day(listed), events) == day(first_day)


def test_who_paid_before_the_listing_waits_from_the_listing() -> None:
    assert standing("2025-09-02", an_event("remedied", "2025-01-10")).may_apply_from == day(
        "2025-09-02"
    )


@pytest.mark.parametrize(("on", "is_allowed"), [("2025-12-01", False), ("2025-12-02", True)])
def test_the_wait_is_full_at_the_end_of_its_last_day(on: str, is_allowed: bool) -> None:  # noqa: FBT001
    found = standing(on, an_event("remedied", "2025-06-01"))
    assert found == EarlyRemovalStanding(
        is_allowed=is_allowed, may_apply_from=day("2025-12-02"), barred_by=()
    )


def test_nothing_is_allowed_before_the_wages_are_paid() -> None:
    assert standing("2027-01-01") == EarlyRemovalStanding(
        is_allowed=False, may_apply_from=None, barred_by=()
    )


def test_of_two_payments_the_later_counts() -> None:
    events = (an_event("remedied", "2025-06-01"), an_event("remedied", "2025-08-01"))
    assert standing("2026-02-01", *events).may_apply_from == day("2026-02-02")


# 令45 第十三条第一、二项.
@pytest.mark.parametrize("kind", ["new_violation", "criminal_proceedings", "convicted"])
def test_a_new_violation_or_a_criminal_case_bars_it(kind: str) -> None:
    found = standing("2026-06-01", an_event("remedied", "2025-06-01"), an_event(kind, "2025-07-01"))
    assert found == EarlyRemovalStanding(
        is_allowed=False, may_apply_from=day("2025-12-02"), barred_by=(EventKind(kind),)
    )


def test_each_bar_is_named_once_in_the_order_of_the_events() -> None:
    kinds = ["convicted", "new_violation", "convicted"]
    found = standing("2026-06-01", *(an_event(kind, "2025-07-01") for kind in kinds))
    assert found.barred_by == (EventKind.CONVICTED, EventKind.NEW_VIOLATION)


@pytest.mark.parametrize("kind", ["suspended", "renamed", "amended", "shielded", "resumed"])
def test_other_events_bar_nothing(kind: str) -> None:
    events = (an_event("remedied", "2025-06-01"), an_event(kind, "2025-07-01"))
    assert standing("2025-12-02", *events).is_allowed


def test_a_regime_without_early_removal_allows_none() -> None:
    nothing = EarlyRemovalStanding(is_allowed=False, may_apply_from=None, barred_by=())
    events = (an_event("remedied", "2025-06-01"),)
    assert may_apply_from(a_regime(), LISTED, events) is None
    assert early_removal(a_regime(), LISTED, events, day("2027-01-01")) == nothing
    assert early_removal(None, LISTED, events, day("2027-01-01")) == nothing


def test_a_wait_beyond_the_calendar_never_ends() -> None:
    events = [an_event("remedied", "9999-12-01")]
    assert may_apply_from(list_regime(), date(9999, 11, 1), events) is None
