"""Bodies, channels and regimes as written."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.kinds import SETTINGS, Parsed
from site_builder.kinds.base import parse
from tests.kinds.reading import changed, codes, said

ORGAN = {"id": "nm-hrss", "name": "人社厅", "level": "province"}
CHANNEL = {"id": "line-12333", "name": "热线"}
REGIME: dict[str, Any] = {
    "id": "own-list",
    "name": "示例办法",
    "applies_to": ["listing"],
    "clock": {"starts_with": "decided_on", "term": {"years": 3}},
    "early_removal": {"wait": {"months": 6}, "wait_from": "remedied", "citation": "第二条"},
    "fields": {"employer.name": {"show": "full", "citation": "第一条"}},
}


@pytest.mark.parametrize(
    ("kind", "values"), [("organ", ORGAN), ("channel", CHANNEL), ("regime", REGIME)]
)
def test_each_setting_of_the_least_it_needs_stands(kind: str, values: dict[str, Any]) -> None:
    assert said(kind, values) == []


def test_a_level_is_one_of_five() -> None:
    assert said("organ", {**ORGAN, "level": "city"}) == [
        "level: expected one of national, province, prefecture, county, grassroots, found 'city'"
    ]


@pytest.mark.parametrize("tag", ["中文", "Mongolian", "xx", "mn_Mong", "mn-Xxxx", "zh-", 12])
def test_a_language_is_a_tag(tag: object) -> None:
    (message,) = said("channel", {**CHANNEL, "languages": ["zh", tag]})
    assert message.startswith("languages[1]: expected the tag of a language (BCP 47), like ug")


def test_a_tag_stands_in_the_usual_case() -> None:
    parsed = parse(SETTINGS["channel"], {**CHANNEL, "languages": ["MN-mong", "ug"]})
    assert isinstance(parsed, Parsed)
    assert parsed.values["languages"] == ["mn-Mong", "ug"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//example.cn", "example.cn", "https://", "https://a b"]
)
def test_an_address_is_one_of_the_web(url: str) -> None:
    assert said("channel", {**CHANNEL, "url": url}) == [
        (
            "url: expected an address like https://example.gov.cn/,"
            f" found text of {len(url)} characters"
        )
    ]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("clock.term", None, "expected a term, or 'none', found nothing"),
        ("clock.term", "three years", "expected keys with values, found text of 11 characters"),
        (
            "clock.term",
            {},
            "expected years, months or days, or 'site: true', found neither or both",
        ),
        (
            "clock.term",
            {"years": 3, "site": True},
            "expected years, months or days, or 'site: true', found neither or both",
        ),
        ("clock.term.years", 101, "expected a whole number from 0 to 100, found a number"),
        ("clock.term.site", "yes", "expected true or false, found text of 3 characters"),
        ("clock.automatic", "no", "expected true or false, found text of 2 characters"),
        ("clock.publish", "nevr", "no value 'nevr' here; did you mean 'never'?"),
        ("early_removal.wait", {}, "expected years, months or days, found none"),
        ("early_removal.wait.site", True, "no field 'site' here"),
        ("applies_to", [], "expected a value, found nothing"),
        ("fields", None, "expected a value, found nothing"),
        ("fields", ["employer.name"], "expected keys with values, found a list of 1"),
    ],
)
def test_a_regime_leaves_nothing_of_its_clock_to_guess(
    path: str, value: object, message: str
) -> None:
    assert said("regime", changed(REGIME, path, value)) == [f"{path}: {message}"]


def test_a_regime_that_forbids_publication_needs_no_term() -> None:
    assert said("regime", {**REGIME, "clock": {"publish": "never"}}) == []


def test_a_regime_may_say_that_it_has_no_term() -> None:
    assert said("regime", changed(REGIME, "clock.term", "none")) == []


def test_a_regime_ends_after_it_begins() -> None:
    assert said("regime", {**REGIME, "in_force": {"from": "2022-01-01", "to": "2021-12-31"}}) == [
        "in_force.to: expected a day not before 2022-01-01, found '2021-12-31'"
    ]
    assert said("regime", {**REGIME, "in_force": {"from_": "2022-01-01"}}) == [
        "in_force.from_: no field 'from_' here; did you mean 'from'?"
    ]


def test_a_field_shows_in_one_of_four_ways() -> None:
    rule = {"show": "ful", "citation": "一", "roles": ["principle"]}
    assert said("regime", {**REGIME, "fields": {"persons.name": rule}}) == [
        "fields.persons.name.show: no value 'ful' here; did you mean 'full'?",
        "fields.persons.name.roles[0]: no value 'principle' here; did you mean 'principal'?",
    ]


def test_an_audience_and_a_stage_are_of_those_there_are() -> None:
    rule = {"show": "full", "citation": "一", "audience": "partys", "from_stage": "prosecute"}
    assert said("regime", {**REGIME, "fields": {"facts": {**rule, "before": "full"}}}) == [
        "fields.facts.audience: no value 'partys' here; did you mean 'parties'?",
        "fields.facts.from_stage: no value 'prosecute' here; did you mean 'prosecuted'?",
        "fields.facts.before: expected one of surname, masked, withheld, found 'full'",
    ]
    rule = {"show": "full", "citation": "一", "before": "surname"}
    assert said("regime", {**REGIME, "fields": {"facts": rule}}) == [
        "fields.facts.from_stage: expected 'from_stage' beside it: the stage before which it holds"
    ]


def test_a_kind_is_one_of_the_contract() -> None:
    assert said("regime", {**REGIME, "applies_to": ["listings"]}) == [
        "applies_to[0]: no value 'listings' here; did you mean 'listing'?"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://example.gov.cn@evil.example/",
        "https://a:b@evil.example/",
        "https://example.gov.cn\\\\@evil.example/",
        'https://example.gov.cn/"><script>',
        "https://exam\u200bple.gov.cn/",
        "https://example.gov.cn/\u202egro",
        "//example.gov.cn/",
    ],
)
def test_an_address_that_leads_elsewhere_than_it_seems_is_refused(address: str) -> None:
    channel = {"id": "hotline", "name": "投诉电话", "url": address}
    assert codes("channel", channel) == ["bad-url"]


@pytest.mark.parametrize(
    "address",
    ["https://example.gov.cn/a?b=c@d#e", "http://示例.中国/投诉", "https://example.gov.cn:8443"],
)
def test_a_plain_address_is_one(address: str) -> None:
    assert codes("channel", {"id": "hotline", "name": "投诉电话", "url": address}) == []
