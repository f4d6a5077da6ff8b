"""What must hold of a record beyond its own fields."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office import SITE, article, listing
from tests.vet.night import Nights, nights

__all__ = ["nights"]


def _said(nights: Nights, *records: dict[str, Any]) -> list[str]:
    nights.signed("listings/a.jsonl", records)
    return [text.removeprefix("content/listings/a.jsonl:1: ") for text in nights.night().said()]


def test_a_regime_of_another_field_of_law_needs_a_stated_ground(nights: Nights) -> None:
    nights.write("site.yml", {**SITE, "field_of_law": ["housing"]})
    assert _said(nights, listing(1)) == [
        (
            "regime: expected a regime of the site's own field of law (国办发〔2025〕22号),"
            " found one of 'human_resources'; link to that body's page instead, or state the"
            " site's ground under 'grounds' in site.yml, for two people to sign"
        )
    ]
    nights.set_up(field_of_law=["housing"], grounds={"arrears-list-2022": "联席会议议定"})
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("in_force", [])
    nights.set_up(field_of_law=["housing"])
    assert nights.night().codes() == ["field-of-law"]


def test_a_decision_on_the_first_day_of_its_regime_falls_under_it(nights: Nights) -> None:
    assert _said(nights, listing(1, decided_on="2022-01-01")) == []


def test_a_decision_on_the_eve_of_its_regime_does_not(nights: Nights) -> None:
    assert _said(nights, listing(1, decided_on="2021-12-31")) == [
        (
            "regime: expected a regime in force on 2021-12-31, found 'arrears-list-2022', which is"
            " law from 2022-01-01 to …; in force then: arrears-blacklist-2017, nm-credit-2021"
        )
    ]


def test_a_regime_without_a_term_needs_one_from_the_site(nights: Nights) -> None:
    regime = {
        "id": "own-list",
        "name": "示例办法",
        "applies_to": ["listing"],
        "clock": {"starts_with": "decided_on", "term": {"site": True}, "citation": "第一条"},
        "fields": {"employer.name": {"show": "full", "citation": "第二条"}},
    }
    nights.signed("regimes/own-list.yml", regime)
    assert _said(nights, listing(1, regime="own-list")) == [
        "regime: regime 'own-list' has no term of its own; expected one under 'terms' in site.yml"
    ]
    nights.write("site.yml", {**SITE, "terms": {"own-list": {"years": 1}}})
    assert nights.night().codes() == []


def test_a_clock_that_starts_with_publication_needs_its_day(nights: Nights) -> None:
    regime = {
        "id": "own-list",
        "name": "示例办法",
        "applies_to": ["listing"],
        "clock": {"starts_with": "published_on", "term": {"years": 1}, "citation": "第一条"},
        "fields": {"employer.name": {"show": "full", "citation": "第二条"}},
    }
    nights.signed("regimes/own-list.yml", regime)
    assert _said(nights, listing(1, regime="own-list")) == [
        "published_on: expected a day: without it the term cannot be counted"
    ]


@pytest.mark.parametrize(
    ("name", "telling"),
    [
        ("qilan-0001", True),
        ("x-qi-lan", True),
        ("zhangsan-1", True),
        ("x-91150102ma0aaaa1x7", True),
        ("91150102ma0bbbb28e", True),
        ("9115-0102-ma0b-bbb2-8e", True),
        ("91150102ma0bbbb28f", False),
        ("nm-2025-0012", False),
        ("jianzhu-0001", False),
        ("lanqi-0001", False),
    ],
)
def test_an_id_tells_neither_name_nor_code(nights: Nights, name: str, *, telling: bool) -> None:
    record = listing(1, name="呼和浩特市启岚建筑有限公司", person="张三")
    record["employer"]["credit_code"] = "91150102MA0AAAA1X7"
    said = _said(nights, {**record, "id": name})
    opaque = ["id: expected an opaque id, found one that tells a name or a code"]
    assert said == (opaque if telling else [])


def test_a_link_to_no_listing_is_a_warning_on_its_line(nights: Nights) -> None:
    nights.signed("typical-cases/a.md", article("第一段。\n\n见[某某](listing:t-9999)。"))
    (problem,) = nights.night().prepared.problems
    assert (problem.code, problem.is_error, problem.line) == ("unknown-listing", False, 12)


def test_a_hidden_person_must_be_one_of_the_record(nights: Nights) -> None:
    hidden = [{"kind": "person_hidden", "on": "2025-05-01", "name": "别的人"}]
    assert _said(nights, listing(1, events=hidden)) == [
        "events[0].name: expected the name of a person of this record, found text of 3 characters"
    ]


def test_a_hidden_person_may_be_spaced_otherwise(nights: Nights) -> None:
    hidden = [{"kind": "person_hidden", "on": "2025-05-01", "name": "张 三"}]
    assert _said(nights, listing(1, person="张三", events=hidden)) == []


def test_an_event_entered_in_error_must_be_there(nights: Nights) -> None:
    undone = {"kind": "removed_early", "on": "2025-04-01"}
    error = {"kind": "entered_in_error", "on": "2025-05-01", "event": undone}
    assert _said(nights, listing(1, events=[error])) == [
        "events[0].event: no event 'removed_early' of 2025-04-01 in this record"
    ]


def test_a_removal_on_the_first_day_it_may_be_applied_for_is_in_time(nights: Nights) -> None:
    remedied = {"kind": "remedied", "on": "2025-06-01"}
    in_time = {"kind": "removed_early", "on": "2025-12-02"}
    assert _said(nights, listing(1, events=[remedied, in_time])) == []


def test_a_removal_on_the_eve_of_that_day_is_honoured_with_a_warning(nights: Nights) -> None:
    remedied = {"kind": "remedied", "on": "2025-06-01"}
    early = {"kind": "removed_early", "on": "2025-12-01"}
    assert _said(nights, listing(1, events=[remedied, early])) == [
        "events[1].on: removed on 2025-12-01, before it could be applied for from 2025-12-02"
    ]
    assert nights.night("2025-12-01").state("t-0001") == "removed_early"


def test_a_removal_without_a_remedy_is_honoured_with_a_warning(nights: Nights) -> None:
    assert _said(nights, listing(1, events=[{"kind": "removed_early", "on": "2025-12-01"}])) == [
        "events[0].on: removed on 2025-12-01 without the event that its waiting time runs from"
    ]


@pytest.mark.parametrize(
    ("hold", "severity"),
    [("t-0011", "error"), ("quite-another", "warning")],
)
def test_a_hold_of_no_record_is_told(nights: Nights, hold: str, severity: str) -> None:
    nights.signed("listings/a.yml", [listing(1)])
    nights.write(
        "holds.yml", [{"id": hold, "reason": "inquiry", "by": "值班员", "on": "2025-05-01"}]
    )
    (problem,) = nights.night().prepared.problems
    assert (problem.code, problem.severity.value) == ("unknown-record", severity)


@pytest.mark.parametrize(
    ("arrears", "said"),
    [
        (
            {"amount": "699.99", "workers": 14},
            "expected at least 50 yuan for each worker, found less: ",
        ),
        ({"amount": "700.00", "workers": 14}, None),
        ({"amount": "14000000.00", "workers": 14}, None),
        (
            {"amount": "1000000000.00", "workers": 7},
            "expected at most 1,000,000 yuan for each worker, found more: ",
        ),
        ({"amount": "0.00", "workers": 7}, "found less: look"),
        ({"amount": "9.50"}, "found less: look"),
        ({"amount": "1000000000.00"}, None),
        ({"workers": 7}, None),
    ],
)
def test_a_sum_that_is_hardly_meant_is_warned_of_and_shows(
    nights: Nights, arrears: dict[str, Any], said: str | None
) -> None:
    nights.signed("listings/a.jsonl", [listing(1, arrears=arrears)])
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == (
        "in_force",
        ["implausible-amount"] if said else [],
    )
    assert said is None or said in night.said()[0]
    assert said is None or ": arrears.amount: " in night.said()[0]
