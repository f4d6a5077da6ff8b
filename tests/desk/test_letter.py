"""The letter to a party: how its record ended, by which law, and what the office leaves blank."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import html5lib
import pytest

from site_builder.cli.common import Call
from site_builder.cli.office import prepared, subject_of
from site_builder.model.moment import Moment
from site_builder.office.letter import Letter, LetterError, letter
from site_builder.office.letter_forms import as_docx, as_html, as_text
from tests.office import ORGANS, Office, article, case, listing

if TYPE_CHECKING:
    from pathlib import Path

LIST = "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人力资源和社会保障部令第45号）"
CREDIT = "《信用修复管理办法》（国家发展和改革委员会令第36号）"
NAME = "测试区远穗1号建筑劳务有限公司"
CODE = "91150102MA0AAAA1X7"
NASTY = "测试区<script>alert('1')</script>&\"公司"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def written(office: Office, name: str, as_of: str) -> Letter:
    call = Call(office.folders, Moment.parse(as_of), True, "en", is_quiet=True)  # noqa: FBT003
    with prepared(call) as found:
        return letter(subject_of(found, name), found.vetted.chrome, call.as_of)


def refusal(office: Office, name: str, as_of: str = "2028-03-02") -> str:
    with pytest.raises(LetterError) as caught:
        written(office, name, as_of)
    return str(caught.value)


def ended(
    office: Office, *events: dict[str, Any], as_of: str = "2026-01-06", **more: Any
) -> Letter:
    """The letter of a listing to which these events happened."""
    office.signed("listings/a.yml", [listing(1, events=list(events), **more)])
    return written(office, "t-0001", as_of)


def test_an_expired_listing_from_the_day_after_its_last(office: Office) -> None:
    found = ended(office, as_of="2028-03-02")
    assert (found.title, found.number) == ("停止公示告知书（公示期届满）", f"文号：{'＿' * 12}")
    assert found.addressee == f"{NAME}："
    assert "\n".join(found.paragraphs) == (
        "2025年3月1日，测试区人力资源和社会保障局作出列入决定，文号为测人社列字〔2025〕1号，"
        f"依照{LIST}将你单位列入名单，并在“测试区根治欠薪信息公开”网站公示。\n"
        f"根据{LIST}第十一条，公示期至2028年3月1日24时届满。公示期自2025年3月1日起计算，当日不计入。\n"
        "自2028年3月2日零时起，“测试区根治欠薪信息公开”网站不再公示该记录，"
        "网页、站内检索和数据文件中均已撤下。记录中所列人员的信息一并撤下。"
        "原网址 https://example.gov.cn/qx/listings/t-0001.html 只说明公示已经结束，"
        "不显示名称和代码。\n"
        f"根据{LIST}第十七条，其他网站公示该记录的，也应当停止公示；仍在公示的，"
        "你单位可以要求该网站撤下，也可以告知本机关。\n"
        "你单位如有其他决定仍在公示期内，不受本告知书影响。\n"
        "联系电话：12333（测试区人力资源和社会保障局）。\n"
        "特此告知。"
    )
    assert found.sender == "测试区人力资源和社会保障局（印章）"
    assert str(found.day) == "2028-03-02"


def test_an_end_to_come_is_asked_for_by_its_day(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    assert refusal(office, "t-0001", "2028-03-01") == (
        "t-0001 on 2028-03-01: in force; there is a letter once its period is over, it was removed"
        " early, or its decision was revoked"
    )
    assert written(office, "t-0001", "2028-03-02").title == "停止公示告知书（公示期届满）"


def test_a_removal_by_its_articles_with_document_and_reason(office: Office) -> None:
    removed = {
        "kind": "removed_early",
        "on": "2026-01-05",
        "document": "测人社移字〔2026〕3号",
        "reason": "工资已全部付清。",
    }
    found = ended(office, removed)
    assert found.title == "停止公示告知书（提前移出）"
    assert found.paragraphs[1] == (
        "你单位自2026年1月5日起提前移出名单。文书：测人社移字〔2026〕3号。事由：工资已全部付清。"
        f"依据：{LIST}第十二条、第十三条、第十四条。"
    )
    assert found.paragraphs[2].startswith("自2026年1月5日零时起，")


def test_another_partys_removal_takes_this_one_along(office: Office) -> None:
    removed = {"kind": "removed_early", "on": "2026-01-05"}
    rows = [listing(1, document="同1号", events=[removed]), listing(2, document="同1号")]
    office.signed("listings/a.yml", rows)
    assert "全部当事人一并移出" not in written(office, "t-0001", "2026-01-06").paragraphs[1]
    assert "全部当事人一并移出" in written(office, "t-0002", "2026-01-06").paragraphs[1]


def test_what_was_removed_after_its_period_had_expired(office: Office) -> None:
    found = ended(office, {"kind": "removed_early", "on": "2028-04-01"}, as_of="2028-04-02")
    assert found.title == "停止公示告知书（公示期届满）"
    assert found.paragraphs[2].startswith("自2028年3月2日零时起，")


def test_a_removal_that_was_undone_and_a_later_one(office: Office) -> None:
    events = [
        {"kind": "removed_early", "on": "2025-10-01"},
        {"kind": "restored", "on": "2025-11-01"},
    ]
    office.signed("listings/a.yml", [listing(1, events=events)])
    assert "in force" in refusal(office, "t-0001", "2025-11-02")
    again = {"kind": "removed_early", "on": "2026-10-01"}
    assert (
        ended(office, *events, again, as_of="2026-10-01")
        .paragraphs[1]
        .startswith("你单位自2026年10月1日起提前移出名单。")
    )
    assert "公示期自2025年11月1日起计算" in ended(office, *events, as_of="2028-11-02").paragraphs[1]


def test_a_revoked_listing_by_its_article(office: Office) -> None:
    found = ended(office, {"kind": "revoked", "on": "2026-01-05"})
    assert found.title == "停止公示告知书（决定撤销）"
    assert found.paragraphs[1] == f"上述决定已于2026年1月5日撤销。依据：{LIST}第十六条。"


@pytest.mark.parametrize(
    ("kind", "title", "said"),
    [
        ("repaired", "信用修复", f"经信用修复，自2026年9月1日起停止公示。依据：{CREDIT}第四条"),
        ("revoked", "决定撤销", "上述决定已于2026年9月1日撤销。依据：行政处罚法第四十八条。"),
        ("changed", "决定变更", "上述决定已于2026年9月1日变更。依据：行政处罚法第四十八条。"),
        ("confirmed_unlawful", "决定确认违法", "上述决定已于2026年9月1日被确认违法。依据："),
        ("confirmed_void", "决定确认无效", "上述决定已于2026年9月1日被确认无效。依据："),
    ],
)
def test_every_way_in_which_a_case_ends(office: Office, kind: str, title: str, said: str) -> None:
    office.signed("cases/a.yml", [case(1, events=[{"kind": kind, "on": "2026-09-01"}])])
    found = written(office, "tc-0001", "2026-09-01")
    assert found.title == f"停止公示告知书（{title}）"
    assert found.paragraphs[0] == (
        "2026年5月6日，测试区人力资源和社会保障局作出涉及你单位的“行政处罚决定书”，文号为测人社罚字〔2026〕1号；"
        f"“测试区根治欠薪信息公开”网站依照{CREDIT}公示了该信息。"
    )
    assert found.paragraphs[1].startswith(said)
    assert "https://example.gov.cn/qx/cases/2026/tc-0001.html" in found.paragraphs[2]
    assert found.paragraphs[3].startswith("发现其他网站仍在公示该记录的，你单位可以")


def test_an_article_on_penalties_is_cited_of_penalties_alone(office: Office) -> None:
    events = [{"kind": "revoked", "on": "2026-09-01"}]
    office.signed("cases/a.yml", [case(1, type="payment_order", title="", events=events)])
    found = written(office, "tc-0001", "2026-09-01")
    assert found.paragraphs[1] == "上述决定已于2026年9月1日撤销。"
    assert "作出涉及你单位的“责令支付”" in found.paragraphs[0]


def test_an_expired_case(office: Office) -> None:
    office.signed("cases/a.yml", [case(1)])
    assert written(office, "tc-0001", "2027-05-07").paragraphs[1] == (
        f"根据{CREDIT}第四条，公示期至2027年5月6日24时届满。公示期自2026年5月6日起计算，当日不计入。"
    )


def test_a_period_that_the_site_set_is_not_put_down_to_the_law(office: Office) -> None:
    site = office.content / "site.yml"
    site.write_text(site.read_text("utf-8") + "terms: {ogi-2019: {years: 1}}\n", "utf-8")
    office.signed("cases/a.yml", [case(1, regime="ogi-2019")])
    found = written(office, "tc-0001", "2027-05-07").paragraphs[1]
    assert "没有可以依据的公示期限，网站主办单位确定的公示期至2027年5月6日24时届满。" in found
    assert "未规定" not in found


def test_two_laws_and_the_earlier_end(office: Office) -> None:
    regime = {
        "id": "kinder",
        "name": "新办法",
        "document": "示例令第1号",
        "in_force": {"from": "2026-06-01"},
        "applies_to": ["case"],
        "clock": {"starts_with": "issued_on", "term": {"months": 3}, "citation": "满三个月"},
        "fields": {},
    }
    own = {
        **regime,
        "id": "own",
        "name": "旧办法",
        "document": "",
        "in_force": {"from": "2020-01-01"},
    }
    own |= {"also_judged_by": ["kinder"], "clock": {**regime["clock"], "term": {"years": 1}}}  # type: ignore[dict-item]
    office.signed("regimes/a.yml", [regime, own])
    office.signed("cases/a.yml", [case(1, regime="own")])
    assert written(office, "tc-0001", "2026-08-07").paragraphs[1] == (
        "根据《新办法》（示例令第1号；满三个月），公示期至2026年8月6日24时届满。"
        "该记录同时适用《旧办法》，以较早届满的期限为准。"
    )


def test_a_person_is_written_to_as_one(office: Office) -> None:
    found = ended(
        office,
        employer={"name": "测试人甲", "party_kind": "natural_person", "region": "150102"},
        persons=[],
        as_of="2028-03-02",
    )
    assert found.addressee == "测试人甲："
    assert "单位" not in "".join(found.paragraphs)
    assert "所列人员" not in "".join(found.paragraphs)


def test_the_party_is_called_by_its_present_name_and_its_code(office: Office) -> None:
    found = ended(
        office,
        {"kind": "renamed", "on": "2025-08-01", "name": "测试区新名建筑有限公司"},
        employer={"name": NAME, "credit_code": CODE, "region": "150102"},
        as_of="2028-03-02",
    )
    assert found.addressee == f"测试区新名建筑有限公司（原名称：{NAME}，代码：{CODE}）："


def test_other_places_that_carry_it_are_listed_until_they_took_it_down(office: Office) -> None:
    places = [
        {
            "channel": "信用中国（示例）",
            "url": "https://credit.example.gov.cn/1",
            "on": "2025-03-10",
        },
        {"channel": "示例日报"},
    ]
    recalled = {"kind": "recalled", "on": "2028-03-03", "channel": "示例日报"}
    office.signed("listings/a.yml", [listing(1, also_published=places, events=[recalled])])
    for as_of, last in (
        ("2028-03-02", "2. 示例日报"),
        ("2028-03-03", "2. 示例日报：已于2028年3月3日撤下"),
    ):
        assert written(office, "t-0001", as_of).paragraphs[4:7] == (
            "本机关曾将该记录提供至下列网站（渠道）公示，现一并告知其停止公示：",
            "1. 信用中国（示例）（https://credit.example.gov.cn/1）",
            last,
        )


def test_complaint_channels_of_the_region_follow_the_bodys_own_telephone(office: Office) -> None:
    channels = [
        {"id": "ch-1", "name": "全区热线", "phone": "12345", "regions": ["150000"]},
        {"id": "ch-2", "name": "外地热线", "phone": "010-1", "regions": ["110000"]},
        {
            "id": "ch-3",
            "name": "网上平台",
            "url": "https://example.gov.cn/p/",
            "regions": ["150000"],
        },
    ]
    office.signed("channels.yml", channels)
    assert ended(office, as_of="2028-03-02").paragraphs[-2] == (
        "联系电话：12333（测试区人力资源和社会保障局）。其他渠道：全区热线 12345。"
    )


def test_the_publisher_writes_for_a_body_that_is_not_its_own(office: Office) -> None:
    court = {"id": "court", "name": "测试区人民法院", "level": "county", "phone": "12368"}
    team = {"id": "team", "name": "测试区劳动保障监察大队", "level": "grassroots", "parent": "hrss"}
    office.signed("organs.yml", [*ORGANS, court, team], on="2025-03-03")
    for organ, sender in (("court", "测试区人力资源和社会保障局"), ("team", team["name"])):
        decision = {**listing(1)["decision"], "organ": organ}
        found = ended(office, as_of="2028-03-02", decision=decision)
        assert found.sender == f"{sender}（印章）"
        assert "12368" not in "".join(found.paragraphs)


def test_no_other_state_gets_a_letter(office: Office) -> None:
    stayed = [{"kind": "suspended", "on": "2025-06-01"}]
    shielded = [{"kind": "shielded", "on": "2025-06-01"}]
    office.signed("listings/a.yml", [listing(1, events=stayed), listing(2, events=shielded)])
    office.write("listings/drafts.yml", [listing(3, decided_on="2020-01-01")])
    office.signed("listings/b.yml", [listing(4, decided_on="2020-01-01"), listing(5)])
    office.write(
        "holds.yml", [{"id": "t-0004", "reason": "inquiry", "by": "值班员", "on": "2025-06-01"}]
    )
    for name, state in (
        ("t-0001", "suspended"),
        ("t-0002", "shielded"),
        ("t-0003", "without a valid sign-off"),
        ("t-0004", "taken down by hand"),
    ):
        assert refusal(office, name, "2025-06-02").startswith(f"{name} on 2025-06-02: {state}; ")
    assert "still to come" in refusal(office, "t-0005", "2025-02-28")


def test_what_has_no_party_or_was_never_shown_gets_none(office: Office) -> None:
    withdrawn = {"on": "2025-06-01", "reason": "当事人申请"}
    office.signed("typical-cases/tc-1.md", article(id="tc-1", withdrawn=withdrawn))
    assert refusal(office, "tc-1") == "tc-1 is a typical case: there is no party to write to"
    office.signed("listings/a.yml", [listing(1, events=[{"kind": "revoked", "on": "2025-03-01"}])])
    assert refusal(office, "t-0001") == "t-0001 was never shown: there is no end to tell"


def test_the_forms_hold_the_same_words_and_let_nothing_in_or_out(office: Office) -> None:
    found = ended(office, name=NASTY, as_of="2028-03-02")
    page = as_html(found).decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page
    for outside in ("href", "src=", "url(", "@import", "<link"):
        assert outside not in page
    document = docx.Document(io.BytesIO(as_docx(found)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == [
        found.title,
        found.number,
        found.addressee,
        *found.paragraphs,
        found.sender,
        "2028年3月2日",
    ]
    for text in texts:
        assert text in as_text(found)
        assert text.partition("<")[0] in page


def test_a_letter_is_the_same_bytes_and_knows_no_day_but_its_own(office: Office) -> None:
    found = ended(office, as_of="2028-03-02")
    assert as_docx(found) == as_docx(found)
    properties = docx.Document(io.BytesIO(as_docx(found))).core_properties
    assert str(properties.created)[:10] == "2028-03-02"
    assert properties.author == ""
    with zipfile.ZipFile(io.BytesIO(as_docx(found))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
