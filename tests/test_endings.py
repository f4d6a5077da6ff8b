"""What is told of a record that ended, to whom and for how long, tried on whole tiny sites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.report import Outcome
from tests.command import run
from tests.export.reading import parsed
from tests.office import Office, article, case, codes, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

TOMB = "{http://purl.org/atompub/tombstones/1.0}"
BASE = "https://example.gov.cn/qx/"
# What holds the id of a record that ended: its own page is found by its address.
TELLING = [
    "_redirects",
    "data/changes.atom",
    "data/changes.json",
    "feed.atom",
    "gone-urls.txt",
    "gone.map",
    "htaccess",
    "manifest.json",
]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def changes(office: Office) -> list[tuple[Any, ...]]:
    rows = json.loads(office.page("data/changes.json"))["changes"]
    return [(row["on"], row["id"], row["change"], row["reason"]) for row in rows]


def tombstones(office: Office, path: str = "feed.atom") -> list[tuple[str | None, str | None]]:
    root = parsed((office.site / path).read_bytes())
    return [(tomb.get("ref"), tomb.get("when")) for tomb in root.iter(f"{TOMB}deleted-entry")]


def test_the_day_after_its_last_day_machines_learn_that_a_listing_left(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    office.build("2028-03-01")
    assert (changes(office), tombstones(office)) == ([], [])
    report = office.build("2028-03-02")
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    page = f"{BASE}listings/t-0001.html"
    assert changes(office) == [("2028-03-02", "t-0001", "leaves", "expired")]
    for path in ("feed.atom", "data/changes.atom"):
        assert tombstones(office, path) == [(page, "2028-03-02T00:00:00+08:00")]
    assert office.page("gone-urls.txt") == f"{page}\n"
    assert office.files_with("t-0001") == TELLING
    assert office.files_with("远穗1号") == office.files_with("列字〔2025〕1号") == []


def test_tombstones_stand_for_ninety_days_and_addresses_for_a_year(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    found = []
    for day in ("2028-05-30", "2028-05-31", "2029-03-01", "2029-03-02"):
        assert codes(office.build(day)) == []
        found.append((len(changes(office)), len(tombstones(office)), office.page("gone-urls.txt")))
    line = f"{BASE}listings/t-0001.html\n"
    assert found == [(1, 1, line), (0, 0, line), (0, 0, line), (0, 0, "")]
    assert office.files_with("t-0001") == []


def test_a_new_day_alone_rewrites_nothing_that_tells_of_endings(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    office.build("2028-04-01")
    before = tree(office.site)
    office.build("2028-04-02")
    after = tree(office.site)
    changed = {path for path in after if before.get(path) != after[path]}
    telling = {"feed.atom", "gone-urls.txt", "data/changes.json", "data/changes.atom"}
    assert telling < after.keys()
    assert changed & telling == set()
    assert "index.html" in changed


def test_what_was_told_does_not_depend_on_what_was_once_built(
    office: Office, tmp_path: Path
) -> None:
    records = [listing(1), listing(2, decided_on="2025-05-01")]
    office.signed("listings/a.yml", records)
    for day in ("2028-03-01", "2028-03-02", "2028-03-05"):
        office.build(day)
    fresh = Office(tmp_path / "fresh")
    fresh.signed("listings/a.yml", records)
    fresh.build("2028-03-05")
    assert tree(office.site) == tree(fresh.site)


@pytest.mark.parametrize("kind", ["suspended", "shielded"])
def test_what_is_hidden_for_a_time_leaves_and_comes_back(office: Office, kind: str) -> None:
    back = {"suspended": "resumed", "shielded": "unshielded"}[kind]
    hiding, showing = {"kind": kind, "on": "2025-06-01"}, {"kind": back, "on": "2025-06-20"}
    office.signed("listings/a.yml", [listing(1, events=[hiding, showing])])
    office.build("2025-06-19")
    assert changes(office) == [("2025-06-01", "t-0001", "leaves", "withheld")]
    assert len(tombstones(office)) == 1
    assert kind not in office.page("data/changes.json") + office.page("feed.atom")
    office.build("2025-06-20")
    assert changes(office)[0] == ("2025-06-20", "t-0001", "enters", "in_force")
    assert tombstones(office) == tombstones(office, "data/changes.atom") == []
    assert f"{BASE}listings/t-0001.html" in office.page("data/changes.atom")
    assert office.page("gone-urls.txt") == ""


def test_a_human_being_is_in_no_feed_coming_or_going(office: Office) -> None:
    party = {"party_kind": "natural_person"}
    office.signed("cases/a.jsonl", [case(1, name="欧阳小明", party=party)], on="2026-05-06")
    office.build("2026-05-06")
    assert changes(office) == []
    office.build("2027-05-07")
    assert (changes(office), tombstones(office)) == ([], [])
    assert office.files_with("tc-0001") == [
        name for name in TELLING if not name.endswith((".atom", ".json")) or "manifest" in name
    ]


def test_a_withdrawn_article_leaves_its_day_and_the_class_of_the_reason(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article(body="故事甲乙丙丁。"))
    office.build("2025-06-01")
    withdrawn = {"on": "2025-06-02", "reason": "缘由甲乙丙丁"}
    office.write("typical-cases/tc-1.md", article(body="故事甲乙丙丁。", withdrawn=withdrawn))
    assert codes(office.build("2025-06-02")) == []
    page = office.page("typical-cases/tc-1.html")
    assert "2025年6月2日" in page
    assert "本文已撤回" in page
    assert 'content="noindex"' in page
    assert changes(office)[0] == ("2025-06-02", "tc-1", "leaves", "withdrawn")
    assert tombstones(office) == [(f"{BASE}typical-cases/tc-1.html", "2025-06-02T00:00:00+08:00")]
    for text in ("工地调解拿回工资", "故事甲乙", "缘由甲乙"):
        assert office.files_with(text) == []


def test_every_row_that_others_keep_ends_in_the_day_from_which_not_to_use_it(
    office: Office,
) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.signed("cases/a.jsonl", [case(1)], on="2026-05-06")
    office.build("2026-06-01")
    for name in ("listings", "cases"):
        [row] = json.loads(office.page(f"data/{name}.json"))["records"]
        assert list(row)[-2:] == ["last_day", "do_not_use_from"]
        heading = office.page(f"data/{name}.csv").splitlines()[0]
        assert heading.endswith(",last_day,do_not_use_from")
    rows = json.loads(office.page("data/changes.json"))["changes"]
    assert rows
    assert {tuple(row)[-2:] for row in rows} == {("last_day", "do_not_use_from")}


# Penalties that were withdrawn

NAME = "测试区晨砾甲建筑劳务有限公司"
NUMBER = "测人社罚字〔2026〕1号"
NIGHT = "2026-06-01"
OLD_PAGE = "cases/2026/tc-0001.html"


def a_fallen_case(office: Office, number: int = 1, **event: Any) -> None:
    """A penalty in force on the eve, which falls on the night."""
    told = {"kind": "revoked", "on": NIGHT, "reason": "主要证据不足甲乙", **event}
    record = case(
        number,
        name=NAME,
        events=[told],
        party={"credit_code": "91150102MA0AAAA1X7", "legal_representative": "密姓甲乙"},
        facts="密事实甲乙丙丁",
        outcome="密结果甲乙丙丁",
    )
    office.signed(f"cases/a{number}.jsonl", [record], on="2026-05-06")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("revoked", "已撤销"),
        ("changed", "已变更"),
        ("confirmed_unlawful", "已确认违法"),
        ("confirmed_void", "已确认无效"),
    ],
)
def test_a_withdrawn_penalty_is_told_in_the_file_at_its_old_address_alone(
    office: Office, kind: str, title: str
) -> None:
    a_fallen_case(office, kind=kind)
    office.build("2026-05-31")
    assert office.files_with(NUMBER) != []
    report = office.build(NIGHT)
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    assert office.files_with(NUMBER) == office.files_with("主要证据不足甲乙") == [OLD_PAGE]
    page = office.page(OLD_PAGE)
    wanted = (
        title,
        "测试区人力资源和社会保障局",
        "2026年5月6日",
        "行政处罚法第四十八条",
        "noindex",
    )
    assert [text for text in wanted if text not in page] == []
    for text in (NAME, "晨砾甲", "91150102MA0AAAA1X7", "密姓甲乙", "密事实", "密结果"):
        assert office.files_with(text) == []
    assert changes(office)[0] == (NIGHT, "tc-0001", "leaves", "revoked")
    assert "data-record" not in page


def test_a_notice_is_gone_after_a_year_and_verified_until_then(office: Office) -> None:
    a_fallen_case(office)
    for day, files in (("2027-05-31", [OLD_PAGE]), ("2027-06-01", [])):
        assert codes(office.build(day)) == []
        assert office.files_with(NUMBER) == files
        ran = run("verify", "--site", office.folders.site, "--as-of", day, "--all")
        assert ran.code == 0


def test_the_number_elsewhere_is_still_a_leak(office: Office) -> None:
    a_fallen_case(office)
    office.signed("typical-cases/tc-1.md", article(f"{NUMBER}已执行。", published_on="2026-05-06"))
    report = office.build(NIGHT)
    assert report.outcome is Outcome.PARTIAL
    assert "leak" in codes(report)
    assert office.files_with(NUMBER) == [OLD_PAGE]


def test_a_reason_that_names_the_party_is_left_out_and_reported(office: Office) -> None:
    a_fallen_case(office, reason=f"{NAME}无违法事实丙丁")
    report = office.build(NIGHT)
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["leak"])
    [problem] = report.problems
    assert (problem.record, problem.field) == ("tc-0001", "events[0].reason")
    assert office.files_with(NUMBER) == [OLD_PAGE]
    assert office.files_with(NAME) == office.files_with("无违法事实丙丁") == []


def test_a_reason_that_names_another_who_left_takes_the_notice_out_alone(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1, decided_on="2023-05-30"), listing(2)])
    a_fallen_case(office, reason="测试区远穗1号建筑劳务有限公司另案处理")
    report = office.build(NIGHT)
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["leak"])
    assert office.listed() == {"t-0002"}
    assert office.files_with(NUMBER) == office.files_with("远穗1号") == []
    assert "已不再公示" in office.page(OLD_PAGE)


def test_a_changed_penalty_leads_to_the_one_in_its_place_while_that_shows(office: Office) -> None:
    a_fallen_case(office, kind="changed", superseded_by="tc-0002")
    office.signed("cases/b.jsonl", [case(2, issued_on=NIGHT)], on=NIGHT)
    assert codes(office.build(NIGHT)) == []
    assert 'href="../../cases/2026/tc-0002.html"' in office.page(OLD_PAGE)
    assert "〔2026〕2号" not in office.page(OLD_PAGE)
    repaired = [{"kind": "repaired", "on": "2026-09-02"}]
    office.write("cases/b.jsonl", [case(2, issued_on=NIGHT, events=repaired)])
    assert codes(office.build("2026-09-02")) == []
    assert "tc-0002" not in office.page(OLD_PAGE)


def test_the_document_in_its_place_is_named_as_written(office: Office) -> None:
    a_fallen_case(office, kind="changed", superseded_by="测人社罚字〔2026〕99号")
    assert codes(office.build(NIGHT)) == []
    assert office.files_with("〔2026〕99号") == [OLD_PAGE]


def test_a_revoked_listing_says_so_and_nothing_else(office: Office) -> None:
    events = [{"kind": "revoked", "on": "2025-06-01", "reason": "责令支付文书被撤销甲乙"}]
    office.signed("listings/a.yml", [listing(1, events=events)])
    assert codes(office.build("2025-06-01")) == []
    page = office.page("listings/t-0001.html")
    law = "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十六条"
    assert [text for text in ("已撤销", "2025年6月1日", law, "noindex") if text not in page] == []
    for text in ("列字〔2025〕1号", "远穗1号", "测试人1", "责令支付文书被撤销", "逾期未支付"):
        assert office.files_with(text) == []
