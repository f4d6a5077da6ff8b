"""What a case may say, and what its facts are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.model.record import Event, EventKind, Kind
from tests.kinds.reading import PENALTY, changed, codes, kept, said

STAGES = (
    "payment_order",
    "administrative_decision",
    "transferred",
    "filed",
    "sent_for_prosecution",
    "prosecuted",
    "first_instance",
    "effective",
)


def _parsed(values: dict[str, Any]) -> Parsed:
    parsed = parse(KINDS[Kind.CASE], values)
    assert isinstance(parsed, Parsed)
    return parsed


def test_a_case_needs_little() -> None:
    assert said("case", PENALTY) == []


@pytest.mark.parametrize("missing", ["id", "type", "regime", "party.name", "document.organ"])
def test_what_every_case_has_must_be_there(missing: str) -> None:
    assert said("case", changed(PENALTY, missing, "")) == [
        f"{missing}: expected a value, found nothing"
    ]


@pytest.mark.parametrize("missing", ["document", "document.number", "document.issued_on"])
def test_without_number_or_day_the_clock_cannot_start(missing: str) -> None:
    assert codes("case", changed(PENALTY, missing, None)) == ["clock-cannot-start"]


def test_facts_are_what_the_law_needs() -> None:
    party = {
        **PENALTY["party"],
        "credit_code": "91150102MA0AAAA1X7",
        "legal_representative": "示例甲",
    }
    values = {**PENALTY, "party": party, "events": [{"kind": "repaired", "on": "2026-09-01"}]}
    facts = _parsed(values).facts
    assert (facts.title, facts.organ, facts.region) == (party["name"], "nm-hhht-hrss", "150102")
    assert facts.starts == {"issued_on": date(2026, 5, 6)}
    assert facts.events == (Event(kind=EventKind.REPAIRED, on=date(2026, 9, 1)),)
    assert set(facts.identifying) == {
        party["name"],
        "91150102MA0AAAA1X7",
        "示例甲",
        "示人社监罚字〔2026〕7号",
    }


def test_a_case_is_not_published_before_its_document() -> None:
    assert said("case", {**PENALTY, "published_on": "2026-05-05"}) == [
        "published_on: expected a day not before the document of 2026-05-06, found '2026-05-05'"
    ]


@pytest.mark.parametrize("kind", ["removed_early", "restored", "remedied", "renamed"])
def test_events_of_listings_are_none_of_cases(kind: str) -> None:
    assert codes("case", {**PENALTY, "events": [{"kind": kind, "on": "2026-06-01"}]}) == [
        "unknown-value"
    ]


def test_an_error_names_the_event_that_it_undoes() -> None:
    error = {"kind": "entered_in_error", "on": "2026-07-01"}
    assert said("case", {**PENALTY, "events": [error]}) == [
        "events[0].event: expected a value with an event of kind 'entered_in_error'"
    ]
    undone = {**error, "event": {"kind": "suspended", "on": "2026-06-01"}}
    assert said("case", {**PENALTY, "events": [undone]}) == []


def test_a_changed_case_names_the_document_that_changed_it() -> None:
    event = {"kind": "changed", "on": "2026-06-01", "superseded_by": "示人社监罚字〔2026〕9号"}
    found = _parsed({**PENALTY, "events": [event]}).facts.events[0]
    assert found.superseded_by == "示人社监罚字〔2026〕9号"


@given(st.lists(st.dates(date(2020, 1, 1), date(2029, 1, 1)), min_size=8, max_size=8))
def test_stages_follow_each_other_in_time(days: list[date]) -> None:
    stages = [{"stage": s, "on": d.isoformat()} for s, d in zip(STAGES, sorted(days), strict=True)]
    paid = {"stage": "paid", "on": "2020-01-01"}
    assert said("case", {**PENALTY, "stages": [*reversed(stages), paid]}) == []


def test_a_stage_before_the_one_in_front_of_it_is_refused() -> None:
    stages = [{"stage": "prosecuted", "on": "2026-02-01"}, {"stage": "filed", "on": "2026-03-01"}]
    assert said("case", {**PENALTY, "stages": stages}) == [
        "stages[0].on: expected a day not before stage 'filed' of 2026-03-01, found '2026-02-01'"
    ]


def test_blank_parts_are_as_good_as_left_out() -> None:
    assert kept("case", {**PENALTY, "stages": [], "facts": "", "listing": None}) == PENALTY
