"""The worked examples of the law, by number: last day, first day gone, first day of applying."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.model.moment import Moment, Term, day_after
from tests.law.explained import an_event, asked, case, holding, listing

if TYPE_CHECKING:
    from pathlib import Path


def shown_and_gone(folder: Path, record: dict[str, Any], last_day: str, **site: Any) -> None:
    """Hold that a record shows on its last day and is gone on the next."""
    office = holding(folder, record, **site)
    hidden_from = str(date.fromisoformat(last_day) + timedelta(days=1))
    on, after = asked(office, record["id"], last_day), asked(office, record["id"], hidden_from)
    assert (on["state"], on["last_day"], on["hidden_from"]) == ("in_force", last_day, hidden_from)
    assert (after["state"], after["public"]) == ("expired", False)
    assert after["last_day"] == last_day


# 1, 2, 6: 令45 第十一条, three years from the decision; 民法典 201 to 203, no holiday extends it.
@pytest.mark.parametrize(
    ("decided_on", "last_day"),
    [
        ("2023-11-21", "2026-11-21"),
        ("2024-02-29", "2027-02-28"),
        ("2023-10-01", "2026-10-01"),
    ],
)
def test_a_listing_shows_for_three_years(tmp_path: Path, decided_on: str, last_day: str) -> None:
    shown_and_gone(tmp_path, listing(1, decided_on=decided_on), last_day)


# 3: 令45 第十二条 (二): six months from the correction; there is no 31 February.
def test_early_removal_may_be_applied_for_after_six_months(tmp_path: Path) -> None:
    record = listing(1, events=[an_event("remedied", "2025-08-31")])
    office = holding(tmp_path, record)
    days = ("2025-08-30", "2026-02-28", "2026-03-01")
    told = [asked(office, "t-0001", day)["early_removal"] for day in days]
    assert [(each["allowed"], each["may_apply_from"]) for each in told] == [
        (False, None),
        (False, "2026-03-01"),
        (True, "2026-03-01"),
    ]


# 4: the rule of 2017: one year, but only for who has paid and did not do it again.
@pytest.mark.parametrize(
    ("events", "last_day"),
    [
        ([an_event("remedied", "2019-06-01")], "2019-12-31"),
        ([an_event("remedied", "2019-12-31")], "2019-12-31"),
        ([an_event("remedied", "2020-01-01")], "2021-12-31"),
        ([], "2021-12-31"),
        ([an_event("renewed", "2020-01-10")], "2021-12-31"),
        (
            [an_event("remedied", "2019-06-01"), an_event("new_violation", "2019-09-01")],
            "2021-12-31",
        ),
        (
            [an_event("remedied", "2019-06-01"), an_event("new_violation", "2020-01-01")],
            "2019-12-31",
        ),
    ],
)
def test_a_listing_of_2017_ends_only_when_it_may(
    tmp_path: Path, events: list[dict[str, Any]], last_day: str
) -> None:
    record = listing(1, regime="arrears-blacklist-2017", decided_on="2018-12-31", events=events)
    office = holding(tmp_path, record)
    hidden_from = str(date.fromisoformat(last_day) + timedelta(days=1))
    on, after = asked(office, "t-0001", last_day), asked(office, "t-0001", hidden_from)
    assert (on["state"], after["state"]) == ("in_force", "expired")
    assert (on["last_day"], after["last_day"]) == (last_day, last_day)


# §6B, last paragraph: no record of the rule of 2017 can still be visible.
@pytest.mark.parametrize(("again", "last_day"), [(False, "2024-12-31"), (True, "2025-12-31")])
def test_the_last_listing_of_2017_has_ended(tmp_path: Path, last_day: str, *, again: bool) -> None:
    code = {"credit_code": "91150102MA0AAAA1X7", "name": "测试区同一建筑有限公司"}
    rule = "arrears-blacklist-2017"
    first = listing(1, regime=rule, decided_on="2018-06-01", employer=code)
    first["events"] = [an_event("remedied", "2018-09-01")]
    record = listing(2, regime=rule, decided_on="2021-12-31", employer=code)
    office = holding(tmp_path, *([first] if again else []), record)
    assert asked(office, "t-0002", last_day)["state"] == "in_force"
    assert asked(office, "t-0002", last_day)["last_day"] == last_day
    assert asked(office, "t-0002", "2026-01-01")["state"] == "expired"


def test_who_is_listed_before_having_left_is_not_listed_again(tmp_path: Path) -> None:
    code = {"credit_code": "91150102MA0AAAA1X7", "name": "测试区同一建筑有限公司"}
    rule = "arrears-blacklist-2017"
    first = listing(1, regime=rule, decided_on="2018-06-01", employer=code)
    record = listing(2, regime=rule, decided_on="2018-12-01", employer=code)
    record["events"] = [an_event("remedied", "2019-01-01")]
    office = holding(tmp_path, first, record)
    assert asked(office, "t-0002", "2019-01-01")["last_day"] == "2019-12-01"


# 5: 令36, general: at least three months, at most a year, from the document.
def test_a_general_record_shows_for_a_year_and_may_be_repaired_after_three_months(
    tmp_path: Path,
) -> None:
    record = case(1, issued_on="2026-11-30")
    office = holding(tmp_path, record)
    told = asked(office, "tc-0001", "2027-02-28")
    assert told["last_day"] == "2027-11-30"
    assert told["early_removal"]["may_apply_from"] == "2027-03-01"
    assert not told["early_removal"]["allowed"]
    assert asked(office, "tc-0001", "2027-03-01")["early_removal"]["allowed"]
    assert asked(office, "tc-0001", "2027-12-01")["state"] == "expired"


# 12: the market regulator's rule counts from publication.
def test_a_clock_may_start_with_publication(tmp_path: Path) -> None:
    record = case(1, regime="samr-penalty-2021", issued_on="2024-02-01", published_on="2024-02-29")
    grounds = {"samr-penalty-2021": "上级授权转载"}
    shown_and_gone(tmp_path, record, "2027-02-28", grounds=grounds)


# 13: 令36, severe. Its day lies before the rule is law, so no record could stand under it.
def test_a_severe_record_shows_for_three_years_at_most() -> None:
    document = date(2026, 3, 31)
    assert Term(years=1).last_day_from(document) == date(2027, 3, 31)
    assert Term(years=3).last_day_from(document) == date(2029, 3, 31)
    assert day_after(Term(months=6).last_day_from(date(2026, 5, 31))) == date(2026, 12, 1)


def test_a_severe_record_of_the_first_day_of_the_rule(tmp_path: Path) -> None:
    record = case(1, regime="credit-severe-2026", issued_on="2026-04-01")
    office = holding(tmp_path, record)
    told = asked(office, "tc-0001", "2026-06-01")
    assert told["last_day"] == "2029-04-01"
    assert told["early_removal"]["may_apply_from"] == "2027-04-02"


# 14: 立法法 104: the kinder end wins, but not before the rule is law.
@pytest.mark.parametrize(
    ("issued_on", "last_day"), [("2025-06-01", "2026-06-01"), ("2025-02-10", "2026-03-31")]
)
def test_a_record_of_the_older_rule_ends_under_the_kinder_one(
    tmp_path: Path, issued_on: str, last_day: str
) -> None:
    record = case(1, regime="credit-repair-2023", issued_on=issued_on)
    shown_and_gone(tmp_path, record, last_day)


def test_both_laws_are_told_of_a_record_that_two_judge(tmp_path: Path) -> None:
    record = case(1, regime="credit-repair-2023", issued_on="2025-06-01")
    steps = asked(holding(tmp_path, record), "tc-0001", "2026-04-01")["steps"]
    told = [(step["rule"], step["outcome"]) for step in steps if "2023" in step["rule"]]
    assert [outcome for _rule, outcome in told] == [
        "from 2025-06-01 (not counted) through 2028-06-01, 24:00"
    ]
    assert told[0][0].endswith("(credit-repair-2023), known from memory alone")
    kinder = [step for step in steps if step["citation"] == "立法法 第一百零四条"]
    assert [step["outcome"] for step in kinder] == ["2026-06-01, under credit-general-2026"]


def test_the_moment_is_the_day_in_asia_shanghai() -> None:
    assert Moment.parse("2026-11-21T23:59").day == date(2026, 11, 21)
    assert Moment.parse("2026-11-22").day == date(2026, 11, 22)
