"""Which field a heading means."""

from __future__ import annotations

from decimal import Decimal

import pytest

from site_builder.model.record import Kind
from site_builder.tables import column_of, field_of, fields_of, nearest_heading, unit_of

LISTING = {
    "编号": "id",
    "行政相对人名称": "employer.name",
    "单位名称": "employer.name",
    "统一社会信用代码": "employer.credit_code",
    "法定代表人": "legal_representative",
    "行政处罚决定书文号": "decision.number",
    "决定书文号": "decision.number",
    "列入日期": "decision.decided_on",
    "处罚决定日期": "decision.decided_on",
    "列入事由": "decision.reason",
    "列入依据": "decision.basis",
    "决定机关": "decision.organ",
    "处罚机关": "decision.organ",
    "地区": "employer.region",
    "项目名称": "project.name",
    "改正日期": "events.remedied.on",
    "移出日期": "events.removed_early.on",
    "移出文号": "events.removed_early.document",
    "撤销日期": "events.revoked.on",
    "中止日期": "events.suspended.on",
    "恢复日期": "events.resumed.on",
    "公示截止期": "ends_on",
    "制度": "regime",
    "序号": "",
    "企业全称": "employer.name",
    "法定代表人/负责人": "legal_representative",
    "决定书编号": "decision.number",
    "作出列入决定机关": "decision.organ",
    "认定日期": "decision.decided_on",
    "列入决定事由": "decision.reason",
    "拖欠农民工工资数额（万元）": "arrears.amount",
    "涉及农民工人数": "arrears.workers",
}
CASE = {
    "行政相对人名称": "party.name",
    "法定代表人": "party.legal_representative",
    "legal_representative": "party.legal_representative",
    "行政处罚决定书文号": "document.number",
    "处罚决定日期": "document.issued_on",
    "违法事实": "facts",
    "处罚依据": "basis",
    "处罚类别": "penalty.type",
    "处罚内容": "outcome",
    "罚款金额（万元）": "penalty.fine",
    "处罚机关": "document.organ",
    "地区": "party.region",
    "撤销日期": "events.revoked.on",
    "type": "type",
    "stages.payment_order": "stages.payment_order.on",
    "stages.effective.organ": "stages.effective.organ",
}


@pytest.mark.parametrize(("heading", "field"), LISTING.items())
def test_the_words_of_a_list(heading: str, field: str) -> None:
    assert field_of(heading, Kind.LISTING) == field


@pytest.mark.parametrize(("heading", "field"), CASE.items())
def test_the_words_of_the_penalty_exchange(heading: str, field: str) -> None:
    assert field_of(heading, Kind.CASE) == field


@pytest.mark.parametrize("kind", [Kind.LISTING, Kind.CASE])
def test_every_path_means_itself(kind: Kind) -> None:
    for path in fields_of(kind):
        assert field_of(path, kind) == path
        assert field_of(f" {path.upper()} ", kind) == path


def test_a_leaf_means_its_path_where_there_is_but_one() -> None:
    assert field_of("credit_code", Kind.LISTING) == "employer.credit_code"
    assert field_of("Credit Code", Kind.LISTING) == "employer.credit_code"
    assert field_of("removed_early", Kind.LISTING) == "events.removed_early.on"
    assert field_of("events.removed_early", Kind.LISTING) == "events.removed_early.on"
    assert field_of("name", Kind.LISTING) is None
    assert nearest_heading("name", Kind.LISTING) == "employer.name"


def test_layout_and_hints_change_no_meaning() -> None:
    for heading in (
        "单位 名称",
        "单位\n名称",
        "单位名称*",
        "*单位名称",
        "单位名称（必填）",
        "单位名称：",
    ):
        assert field_of(heading, Kind.LISTING) == "employer.name"
    assert field_of("列入日期（YYYY-MM-DD）", Kind.LISTING) == "decision.decided_on"
    assert field_of("拖欠金额(元)*", Kind.LISTING) == "arrears.amount"


def test_units() -> None:
    for heading in (
        "罚款金额（万元）",
        "罚款金额(万元)",
        "罚款金额/万元",
        "罚款金额（单位：万元）",
    ):
        assert field_of(heading, Kind.CASE) == "penalty.fine"
        assert unit_of(heading) == Decimal(10_000)
    found = column_of("拖欠金额（元）", 3, Kind.LISTING)
    assert found is not None
    assert (found.field, found.index, found.unit) == ("arrears.amount", 3, Decimal(1))


def test_an_unknown_heading_has_a_nearest_one_unless_it_is_private() -> None:
    assert field_of("移出日其", Kind.LISTING) is None
    assert nearest_heading("移出日其", Kind.LISTING) == "移出日期"
    assert nearest_heading("decision.numbr", Kind.LISTING) == "decision.number"
    for private in ("法定代表人证件号", "法定代表人（身份证号）", "联系电话"):
        assert field_of(private, Kind.LISTING) is None
        assert nearest_heading(private, Kind.LISTING) is None
