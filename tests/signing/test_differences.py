"""What changed, field by field; lists item by item."""

from __future__ import annotations

from typing import Any

from site_builder.signing.differences import Change, changes

OLD: dict[str, Any] = {
    "id": "t-0001",
    "employer": {"name": "测试区晨砾公司", "region": "150102"},
    "persons": [{"name": "甲", "role": "principal"}, {"name": "乙", "role": "principal"}],
    "events": [{"kind": "remedied", "on": "2025-05-01"}],
    "body": ["第一段。", "第二段。"],
}


def test_nothing_changed_is_nothing() -> None:
    assert changes(OLD, OLD) == []


def test_a_field_says_its_old_and_its_new_value() -> None:
    new = {**OLD, "employer": {"name": "测试区辰砾公司", "region": "150102"}}
    assert changes(OLD, new) == [Change("employer.name", "测试区晨砾公司", "测试区辰砾公司")]


def test_a_field_comes_and_a_field_goes() -> None:
    new = {**OLD, "employer": {"name": "测试区晨砾公司"}, "arrears": {"workers": 3}}
    assert changes(OLD, new) == [
        Change("arrears.workers", None, 3),
        Change("employer.region", "150102", None),
    ]


def test_of_a_list_only_what_changed_is_said() -> None:
    new = {**OLD, "persons": [{"name": "丙", "role": "principal"}, *OLD["persons"]]}
    assert changes(OLD, new) == [Change("persons", None, {"name": "丙", "role": "principal"})]


def test_an_item_that_was_replaced_stands_beside_the_one_it_was() -> None:
    new = {**OLD, "events": [{"kind": "remedied", "on": "2025-05-02"}]}
    assert changes(OLD, new) == [Change("events", OLD["events"][0], new["events"][0])]


def test_an_article_is_compared_paragraph_by_paragraph() -> None:
    new = {**OLD, "body": ["第一段。", "插入。", "第二段改。"]}
    assert changes(OLD, new) == [
        Change("body", "第二段。", "插入。"),
        Change("body", None, "第二段改。"),
    ]


def test_without_an_old_version_everything_is_new() -> None:
    found = changes({}, OLD)
    assert {change.old for change in found} == {None}
    assert [change.field for change in found] == [
        "id",
        "employer.name",
        "employer.region",
        "persons",
        "persons",
        "events",
        "body",
        "body",
    ]
