"""What the press office writes, pages in words alone, and key figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from site_builder.kinds import KINDS, Parsed
from site_builder.kinds.base import parse
from site_builder.model.moment import Moment
from site_builder.model.record import Facts, Kind
from tests.kinds.reading import CASE, NEWS, PAGE, STATISTIC, changed, said


def _facts(kind: Kind, values: dict[str, Any]) -> Facts:
    parsed = parse(KINDS[kind], values)
    assert isinstance(parsed, Parsed)
    return parsed.facts


@pytest.mark.parametrize(
    ("kind", "values"),
    [("typical-case", CASE), ("news", NEWS), ("page", PAGE), ("statistic", STATISTIC)],
)
def test_each_kind_of_the_least_it_needs_stands(kind: str, values: dict[str, Any]) -> None:
    assert said(kind, values) == []


@pytest.mark.parametrize(
    "missing", ["id", "title", "organ", "regime", "occurred_in", "published_on"]
)
def test_what_every_case_has_must_be_there(missing: str) -> None:
    assert said("typical-case", {**CASE, missing: None}) == [
        f"{missing}: expected a value, found nothing"
    ]


def test_news_has_no_regime_and_no_place() -> None:
    assert said("news", {**NEWS, "regime": "typical-case", "occurred_in": "150102"}) == [
        "regime: no field 'regime' here",
        "occurred_in: no field 'occurred_in' here",
    ]


def test_a_withdrawal_has_a_day() -> None:
    assert said("news", {**NEWS, "withdrawn": {"reason": "更正"}}) == [
        "withdrawn.on: expected a value, found nothing"
    ]
    assert said("news", {**NEWS, "withdrawn": True}) == [
        "withdrawn: expected keys with values, found true or false"
    ]


def test_an_embargo_is_a_minute_of_the_model() -> None:
    facts = _facts(Kind.NEWS, {**NEWS, "embargo_until": "2025-01-20T09:00"})
    assert facts.embargo_until == Moment.parse("2025-01-20T09:00")


def test_a_text_of_400_000_characters_is_the_longest() -> None:
    assert said("news", {**NEWS, "body": "文" * 400_000}) == []
    assert said("news", {**NEWS, "body": "文" * 400_001}) == [
        "body: expected at most 400000 characters, found text of 400001 characters"
    ]


@pytest.mark.parametrize(
    ("kind", "values", "field", "value"),
    [
        ("news", NEWS, "tags", "通知"),
        ("news", NEWS, "typical_cases", "tc-2025-1"),
        ("typical-case", CASE, "cases", "cf-2025-1"),
        ("page", PAGE, "corrections", {"on": "2025-01-20", "text": "更正"}),
    ],
)
def test_five_hundred_of_anything_are_the_most(
    kind: str, values: dict[str, Any], field: str, value: object
) -> None:
    assert said(kind, {**values, field: [value] * 500}) == []
    assert said(kind, {**values, field: [value] * 501}) == [
        f"{field}: expected a list of at most 500, found more"
    ]


@pytest.mark.parametrize("name", ["404", "gone", "sitemap"])
def test_a_page_may_not_take_a_file_of_every_release(name: str) -> None:
    assert said("page", {**PAGE, "id": name}) == [
        f"id: expected an id that is none of 404, gone, sitemap, found '{name}'"
    ]
    assert said("news", {**NEWS, "id": name}) == []


def test_a_page_may_be_in_another_language() -> None:
    assert said("page", {**PAGE, "language": "mn-Mong"}) == []
    assert said("page", {**PAGE, "language": "蒙古文"}) == [
        (
            "language: expected the tag of a language (BCP 47), like ug, mn-Mong or en,"
            " found text of 3 characters"
        )
    ]
    assert said("news", {**NEWS, "language": "en"}) == ["language: no field 'language' here"]


def test_a_page_has_no_tags() -> None:
    assert said("page", {**PAGE, "tags": ["通知"]}) == ["tags: no field 'tags' here"]


def test_a_figure_names_its_source() -> None:
    assert said("statistic", {**STATISTIC, "source": {"name": "人社局"}}) == [
        "source.title: expected a value, found nothing"
    ]


@pytest.mark.parametrize("year", [1899, 3000, "今年"])
def test_a_figure_is_of_a_year(year: object) -> None:
    (message,) = said("statistic", {**STATISTIC, "year": year})
    assert message.startswith("year: expected a whole number from 1900 to 2999, found ")


def test_a_qualifier_is_one_of_the_sources_own() -> None:
    assert said("statistic", {**STATISTIC, "qualifier": "大约"}) == [
        "qualifier: expected one of 余, 约, 超, 近, found '大约'"
    ]


def test_a_figure_starts_on_the_day_of_its_source_or_its_year() -> None:
    dated = changed(STATISTIC, "source.date", "2025-01-10")
    assert _facts(Kind.STATISTIC, dated).starts == {"published_on": date(2025, 1, 10)}
    assert _facts(Kind.STATISTIC, STATISTIC).starts == {"published_on": date(2024, 1, 1)}
