"""A listing: its parts, its closed lists, and its events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from site_builder.kinds import KINDS, Parsed
from site_builder.kinds.base import parse
from site_builder.model.record import EventKind, Facts, Kind
from tests.kinds.reading import LISTING, changed, codes, said

DAY = "2026-01-05"


def _facts(values: dict[str, Any]) -> Facts:
    parsed = parse(KINDS[Kind.LISTING], values)
    assert isinstance(parsed, Parsed)
    return parsed.facts


def _with_event(**event: Any) -> dict[str, Any]:
    return {**LISTING, "events": [{"on": DAY, **event}]}


def test_a_listing_of_the_least_that_the_law_needs_stands() -> None:
    assert said("listing", LISTING) == []


@pytest.mark.parametrize("missing", ["decision.number", "decision.decided_on"])
def test_without_number_or_day_the_clock_cannot_start(missing: str) -> None:
    values = changed(LISTING, missing, None)
    assert codes("listing", values) == ["clock-cannot-start"]
    assert said("listing", values) == [
        f"{missing}: expected a value, found nothing: without it the term cannot be counted"
    ]


def test_without_a_decision_the_clock_cannot_start() -> None:
    assert codes("listing", {**LISTING, "decision": None}) == ["clock-cannot-start"]


@pytest.mark.parametrize("missing", ["id", "regime", "employer.name", "decision.organ"])
def test_what_every_listing_has_must_be_there(missing: str) -> None:
    assert said("listing", changed(LISTING, missing, "")) == [
        f"{missing}: expected a value, found nothing"
    ]


def test_every_fault_is_told_at_once() -> None:
    assert said("listing", {"id": "X", "regime": 1.5, "employer": [], "events": {"kind": 1}}) == [
        "id: expected 3 to 64 characters of a-z, 0-9 and -, found 'X'",
        "regime: expected text, found keys with values",
        "employer: expected a value, found nothing",
        "decision: expected a value, found nothing: without it the term cannot be counted",
        "events: expected a list, found keys with values",
    ]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            "employer.party_kind",
            "Enterprise",
            "no value 'Enterprise' here; did you mean 'enterprise'?",
        ),
        (
            "employer.party_kind",
            "个体工商户",
            "no value '个体工商户' here; did you mean 'sole_trader'?",
        ),
        (
            "employer.party_kind",
            "13812345678",
            (
                "expected one of enterprise, sole_trader, institution, organisation,"
                " natural_person, found text of 11 characters"
            ),
        ),
        (
            "employer.party_kind",
            7,
            (
                "expected one of enterprise, sole_trader, institution, organisation,"
                " natural_person, found '7'"
            ),
        ),
        ("employer.phone", "0471", "no field 'phone' here"),
        ("employer.creditcode", "x", "no field 'creditcode' here; did you mean 'credit_code'?"),
        ("employer.曾用名", "x", "no field '曾用名' here; did you mean 'former_names'?"),
        (
            "decision",
            "示人社列字〔2025〕12号",
            "expected keys with values, found text of 14 characters",
        ),
        ("persons", {"name": "张三"}, "expected a list, found keys with values"),
        ("employer.former_names", "旧名", "expected a list, found text of 2 characters"),
    ],
)
def test_what_does_not_belong_is_told(path: str, value: object, message: str) -> None:
    assert said("listing", changed(LISTING, path, value)) == [f"{path}: {message}"]


def test_a_key_that_would_move_the_cursor_is_made_harmless() -> None:
    assert said("listing", {**LISTING, "x\n\x1b[31mred": 1}) == [
        "x��[31mred: no field 'x��[31mred' here"
    ]


@pytest.mark.parametrize("on", ["2025-03-01", "2025-03-02"])
def test_a_publication_on_the_day_of_the_decision_or_later_is_right(on: str) -> None:
    assert said("listing", {**LISTING, "published_on": on}) == []


def test_a_publication_on_the_eve_of_the_decision_is_told() -> None:
    assert said("listing", {**LISTING, "published_on": "2025-02-28"}) == [
        "published_on: expected a day not before the decision of 2025-03-01, found '2025-02-28'"
    ]


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("renamed", "name"),
        ("person_hidden", "name"),
        ("entered_in_error", "event"),
        ("amended", "field"),
    ],
)
def test_an_event_that_needs_more_says_what(kind: str, needed: str) -> None:
    assert said("listing", _with_event(kind=kind)) == [
        f"events[0].{needed}: expected a value with an event of kind '{kind}'"
    ]


def test_an_amendment_names_a_field_of_a_listing() -> None:
    assert said("listing", _with_event(kind="amended", field="employer.name", reason="笔误")) == []
    assert said("listing", _with_event(kind="amended", field="employer_name")) == [
        "events[0].field: no field 'employer_name' here; did you mean 'employer.name'?"
    ]


def test_an_event_of_a_case_is_none_of_a_listing() -> None:
    (message,) = said("listing", _with_event(kind="confirmed_void"))
    assert message.startswith("events[0].kind: expected one of removed_early, revoked, ")


def test_events_become_the_words_of_the_model() -> None:
    undone = {"kind": "removed_early", "on": "2025-12-01"}
    facts = _facts(_with_event(kind="entered_in_error", event=undone, document="更正〔2026〕1号"))
    (event,) = facts.events
    assert (event.kind, event.on, event.document, event.undoes) == (
        EventKind.ENTERED_IN_ERROR,
        date(2026, 1, 5),
        "更正〔2026〕1号",
        (EventKind.REMOVED_EARLY, date(2025, 12, 1)),
    )


def test_at_most_five_hundred_events_are_read() -> None:
    event = {"kind": "remedied", "on": DAY}
    assert said("listing", {**LISTING, "events": [event] * 500}) == []
    assert said("listing", {**LISTING, "events": [event] * 501}) == [
        "events: expected a list of at most 500, found more"
    ]


def test_at_most_five_hundred_persons_and_former_names_are_read() -> None:
    person = {"name": "张三", "role": "principal"}
    for field, value in {"persons": person, "employer.former_names": "旧名公司"}.items():
        assert said("listing", changed(LISTING, field, [value] * 500)) == []
        assert said("listing", changed(LISTING, field, [value] * 501)) == [
            f"{field}: expected a list of at most 500, found more"
        ]


def test_names_codes_persons_and_numbers_identify() -> None:
    values = changed(LISTING, "employer.former_names", ["旧名公司"])
    values = changed(values, "employer.credit_code", "91150102MA0AAAA1X7")
    values["persons"] = [{"name": "张三", "role": "principal"}]
    values["events"] = [{"kind": "renamed", "on": DAY, "name": "新名公司"}]
    assert set(_facts(values).identifying) == {
        "内蒙古示例建筑工程有限公司",
        "旧名公司",
        "新名公司",
        "91150102MA0AAAA1X7",
        "张三",
        "示人社列字〔2025〕12号",
    }
