"""What the law says of the cases that are not plain, row by row, as an office would meet them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.law.explained import (
    an_event,
    an_office,
    asked,
    case,
    holding,
    listing,
    ordered,
    problems,
)
from tests.office import article, codes

if TYPE_CHECKING:
    from pathlib import Path

NAME = "测试区远穗1号建筑劳务有限公司"
CODE = "91150102MA0AAAA1X7"
NUMBER = "测人社列字〔2025〕1号"


def states(folder: Path, record: dict[str, Any], *days: str, **site: Any) -> list[str]:
    office = holding(folder, record, **site)
    return [asked(office, record["id"], day)["state"] for day in days]


# 令45 第十六条、第十七条: the order to pay is annulled, so the listing must be revoked.
def test_a_revoked_listing_is_gone_at_once_and_nothing_of_it_is_told(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    office.build("2025-09-29")
    assert "t-0001" in office.shown()
    record = listing(1, events=[an_event("revoked", "2025-09-30", reason="责令支付决定被撤销")])
    office.write("listings/all.jsonl", [record])
    report = office.build("2025-09-30")
    assert (codes(report), office.shown()) == ([], set())
    page = office.page("listings/t-0001.html")
    assert "撤销" in page
    for value in (NAME, NUMBER, "测试人1", "拖欠工人工资，经责令", "责令支付决定被撤销"):
        assert office.files_with(value) == []


# 行政复议法 第四十二条、行政诉讼法 第五十六条: no stay by itself.
def test_a_contested_decision_stays_and_says_so(tmp_path: Path) -> None:
    record = listing(1, events=[an_event("contested", "2025-04-01")])
    office = holding(tmp_path, record)
    told = asked(office, "t-0001", "2025-04-01")
    assert told["state"] == "in_force"
    assert {field["name"]: field["shown"] for field in told["fields"]}["contested_on"] == "full"


# 行政复议法 第四十二条: a stay hides; no rule stops the clock.
def test_a_stay_hides_and_the_clock_runs_on(tmp_path: Path) -> None:
    events = [an_event("suspended", "2025-04-01"), an_event("resumed", "2025-06-01")]
    found = states(
        tmp_path,
        listing(1, events=events),
        "2025-03-31",
        "2025-04-01",
        "2025-05-31",
        "2025-06-01",
        "2028-03-01",
        "2028-03-02",
    )
    assert found == ["in_force", "suspended", "suspended", "in_force", "in_force", "expired"]


# 令45 第十四条: all parties of the decision leave together.
def test_one_removal_takes_all_parties_of_the_decision(tmp_path: Path) -> None:
    removed = [an_event("remedied", "2025-03-02"), an_event("removed_early", "2025-10-01")]
    one = listing(1, document="测人社列字〔2025〕9号", events=removed)
    other = listing(2, document="测人社列字[2025]9号")
    third = listing(3)
    office = holding(tmp_path, one, other, third)
    office.build("2025-09-30")
    assert office.shown() == {"t-0001", "t-0002", "t-0003"}
    office.build("2025-10-01")
    assert office.shown() == {"t-0003"}


# 令45 第十五条: both dates restart with the restoring.
def test_a_removal_by_fraud_is_undone_and_the_term_starts_anew(tmp_path: Path) -> None:
    events = [an_event("removed_early", "2025-10-01"), an_event("restored", "2026-02-28")]
    office = holding(tmp_path, listing(1, events=events))
    told = asked(office, "t-0001", "2026-02-28")
    assert (told["state"], told["starts_on"]) == ("in_force", "2026-02-28")
    assert told["last_day"] == "2029-02-28"


# 令45 第十三条: who reoffends, or is prosecuted, has no early removal; the term stays the same.
@pytest.mark.parametrize("kind", ["new_violation", "criminal_proceedings", "convicted"])
def test_a_bar_lengthens_nothing_but_bars_early_removal(tmp_path: Path, kind: str) -> None:
    events = [an_event("remedied", "2025-03-02"), an_event(kind, "2025-08-01")]
    office = holding(tmp_path, listing(1, events=events))
    told = asked(office, "t-0001", "2025-10-01")
    assert told["early_removal"] == {
        "allowed": False,
        "may_apply_from": "2025-09-03",
        "barred_by": [kind],
    }
    assert told["last_day"] == "2028-03-01"


# 令45 第十三条 (二): it bars while proceedings run, and after a conviction; not after they ended.
@pytest.mark.parametrize(
    ("more", "barred"),
    [
        ([], ["criminal_proceedings"]),
        ([an_event("proceedings_ended", "2025-10-01")], []),
        (
            [an_event("convicted", "2025-09-01"), an_event("proceedings_ended", "2025-10-01")],
            ["convicted"],
        ),
    ],
)
def test_proceedings_that_ended_bar_no_more(
    tmp_path: Path, more: list[dict[str, Any]], barred: list[str]
) -> None:
    events = [
        an_event("remedied", "2025-03-02"),
        an_event("criminal_proceedings", "2025-08-01"),
        *more,
    ]
    told = asked(holding(tmp_path, listing(1, events=events)), "t-0001", "2025-10-02")
    assert told["early_removal"]["barred_by"] == barred
    assert told["early_removal"]["allowed"] is not bool(barred)


def test_explain_names_what_is_wrong_with_a_record(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1, decided_on="2021-12-31"))
    steps = asked(office, "t-0001", "2026-06-01")["steps"]
    assert "finding regime-not-in-force" in [step["rule"] for step in steps]


def test_a_unit_listed_twice_disappears_after_the_last(tmp_path: Path) -> None:
    both = [listing(1, name=NAME), listing(2, name=NAME, decided_on="2026-03-01")]
    office = holding(tmp_path, *both)
    office.build("2028-03-02")
    assert office.shown() == {"t-0002"}
    assert NAME in office.page("listings/t-0002.html")
    office.build("2029-03-02")
    assert (office.shown(), office.files_with(NAME)) == (set(), [])


def test_a_decision_published_by_two_bodies_is_one_record(tmp_path: Path) -> None:
    record = listing(1, republished_by=["hrss"])
    office = holding(tmp_path, record, listing(2, name=NAME, document=NUMBER))
    assert problems(office) == [("same-decision-twice", "warning", "t-0002")]
    fields = {
        field["name"]: field["shown"] for field in asked(office, "t-0001", "2025-06-01")["fields"]
    }
    assert fields["republished_by"] == "full"


def test_a_body_that_republishes_is_one_of_the_sites(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1, republished_by=["hrs"]))
    assert ("unknown-organ", "error", "t-0001") in problems(office)


# 民法典 第六十四条: the code stays for life; both names go with the listing.
def test_a_renamed_unit_is_known_by_both_names_until_the_end(tmp_path: Path) -> None:
    record = listing(1, events=[an_event("renamed", "2025-08-01", name="测试区新名建筑公司")])
    office = holding(tmp_path, record)
    office.build("2025-08-01")
    page = office.page("listings/t-0001.html")
    assert NAME in page
    assert "测试区新名建筑公司" in page
    office.build("2028-03-02")
    assert office.files_with(NAME) == office.files_with("测试区新名建筑公司") == []


# 国办发〔2025〕22号: a reorganisation shields for a time; the term runs on.
def test_a_reorganisation_shields_and_the_clock_runs_on(tmp_path: Path) -> None:
    events = [
        an_event("shielded", "2025-04-01", document="（2025）测01破1号"),
        an_event("unshielded", "2027-01-01"),
    ]
    days = ("2025-04-01", "2026-12-31", "2027-01-01", "2028-03-02")
    found = states(tmp_path, listing(1, events=events), *days)
    assert found == ["shielded", "shielded", "in_force", "expired"]


# Listed persons are those named in the decision; for one who died the office may hide him alone.
def test_a_person_may_be_hidden_and_the_unit_stays(tmp_path: Path) -> None:
    record = listing(1, events=[an_event("person_hidden", "2025-08-01", name="测试人1")])
    office = holding(tmp_path, record)
    office.build("2025-07-31")
    assert "测试人1" in office.page("listings/t-0001.html")
    office.build("2025-08-01")
    assert office.files_with("测试人1") == []
    assert NAME in office.page("listings/t-0001.html")


# 未成年人保护法 第一百零三条.
@pytest.mark.parametrize("kind", ["listing", "case"])
def test_what_concerns_a_minor_is_held_back(tmp_path: Path, kind: str) -> None:
    young = {"name": "测试人1", "role": "legal_representative", "is_minor": True}
    record = (
        listing(1, persons=[young])
        if kind == "listing"
        else case(1, party={"party_kind": "natural_person", "is_minor": True})
    )
    office = an_office(tmp_path)
    office.write("listings/all.jsonl" if kind == "listing" else "cases/all.jsonl", [record])
    report = office.build("2026-06-01")
    assert (codes(report), office.shown()) == (["minor"], set())
    assert office.files_with(NAME) == []


# 治安管理处罚法 第一百三十六条: sealed, older records too.
@pytest.mark.parametrize("issued_on", ["2024-05-06", "2026-05-06"])
def test_a_public_order_penalty_is_sealed(tmp_path: Path, issued_on: str) -> None:
    record = case(1, regime="psa-sealing-2026", issued_on=issued_on)
    office = holding(tmp_path, record, field_of_law=["public_security"])
    report = office.build("2026-06-01")
    assert (codes(report), report.withheld) == ([], [("tc-0001", "sealed")])
    assert office.files_with(NAME) == []
    told = asked(office, "tc-0001", "2026-06-01")
    assert (told["last_day"], told["hidden_from"]) == (None, None)
    assert "may not be shown to anybody" in [step["outcome"] for step in told["steps"]]


def test_what_another_regime_showed_is_sealed_from_the_day_of_the_law(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    own = {
        "id": "police-2024",
        "name": "公安机关执法公开",
        "applies_to": ["case"],
        "also_judged_by": ["psa-sealing-2026"],
        "clock": {"starts_with": "issued_on", "term": {"years": 5}, "citation": "第一条"},
        "fields": {"party.name": {"show": "full", "citation": "第二条"}},
    }
    office.signed("regimes/police-2024.yml", own)
    office.signed("cases/all.jsonl", [case(1, regime="police-2024", issued_on="2024-05-06")])
    told = [asked(office, "tc-0001", day) for day in ("2025-12-31", "2026-01-01")]
    assert [(each["state"], each["hidden_from"]) for each in told] == [
        ("in_force", "2026-01-01"),
        ("sealed", "2026-01-01"),
    ]


# 行政处罚法 第四十八条: other penalties of the police may show, with a person's name hidden.
def test_a_penalty_on_a_person_shows_without_the_name(tmp_path: Path) -> None:
    record = case(
        1, regime="penalty-law-2021", party={"name": "张三丰", "party_kind": "natural_person"}
    )
    office = holding(tmp_path, record)
    office.build("2026-06-01")
    assert office.shown() == {"tc-0001"}
    assert office.files_with("张三丰") == []


# 刑诉法 第十二条.
def test_nobody_is_called_guilty_before_a_judgment_is_in_effect(tmp_path: Path) -> None:
    accused = case(1, type="criminal_case", facts="犯罪分子王某拒不支付。")
    stages = [{"stage": "effective", "on": "2026-05-06"}]
    judged = case(2, type="criminal_case", facts="犯罪分子王某拒不支付。", stages=stages)
    office = holding(tmp_path, accused, judged)
    assert problems(office) == [("presumes-guilt", "error", "tc-0001")]


def test_an_article_about_an_open_case_calls_nobody_guilty(tmp_path: Path) -> None:
    office = holding(tmp_path, case(1, type="criminal_case"))
    office.signed("typical-cases/a.md", article("罪犯已经落网。", id="told-1", cases=["tc-0001"]))
    assert problems(office) == [("presumes-guilt", "error", "told-1")]


# 立法法 第一百零四条: a harsher rule changes nothing.
def test_a_rule_that_lengthens_the_term_changes_nothing(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    rule = {
        "id": "short-2020",
        "name": "旧办法",
        "applies_to": ["listing"],
        "also_judged_by": ["arrears-list-2022"],
        "clock": {"starts_with": "decided_on", "term": {"years": 1}, "citation": "第三条"},
        "fields": {"employer.name": {"show": "full", "citation": "第二条"}},
    }
    office.signed("regimes/short-2020.yml", rule)
    office.signed("listings/all.jsonl", [listing(1, regime="short-2020")])
    assert asked(office, "t-0001", "2026-03-01")["last_day"] == "2026-03-01"


# 令36 against 令45: the list follows its own office; the editor is told both.
def test_the_longer_wait_of_credit_sites_is_told_beside_our_own(tmp_path: Path) -> None:
    record = listing(1, decided_on="2026-03-31", events=[an_event("remedied", "2026-05-31")])
    told = asked(holding(tmp_path, record), "t-0001", "2026-06-01")
    assert told["early_removal"]["may_apply_from"] == "2026-12-01"
    outcomes = [step["outcome"] for step in told["steps"]]
    assert "may be applied for from 2026-12-01" in outcomes
    assert "repair may be applied for from 2027-04-01" in outcomes


# 令45 第十一条: three years end regardless of correction.
def test_the_maximum_ends_a_listing_that_was_never_corrected(tmp_path: Path) -> None:
    assert states(tmp_path, listing(1), "2028-03-01", "2028-03-02") == ["in_force", "expired"]


# 国办发〔2025〕22号 item 1.
def test_another_departments_record_is_refused_without_a_ground(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1), field_of_law=["procuratorate"])
    report = office.build("2025-06-01")
    assert (codes(report), office.shown()) == (["field-of-law"], set())


@pytest.mark.parametrize("missing", ["number", "decided_on"])
def test_a_decision_that_lacks_its_number_or_day_is_refused(tmp_path: Path, missing: str) -> None:
    record = listing(1)
    del record["decision"][missing]
    office = an_office(tmp_path)
    office.write("listings/all.jsonl", [record])
    report = office.build("2025-06-01")
    assert (codes(report), office.shown()) == (["clock-cannot-start"], set())


def test_a_decision_to_come_is_scheduled_and_no_fault(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1, decided_on="2025-09-01"))
    report = office.build("2025-06-01")
    assert (codes(report), report.withheld) == ([], [("t-0001", "scheduled")])


def test_a_decision_after_its_publication_is_refused(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    office.write("listings/all.jsonl", [listing(1, published_on="2025-02-28")])
    report = office.build("2025-06-01")
    assert (codes(report), office.shown()) == (["published-before-decision"], set())


def test_an_entry_of_2017_without_correction_data_is_hidden_and_reported(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1, regime="arrears-blacklist-2017", decided_on="2018-06-01"))
    report = office.build("2026-06-01")
    assert (codes(report), office.shown()) == (["correction-unknown"], set())
    assert report.outcome.value == "published"


def test_a_regime_that_was_no_law_on_the_day_is_refused(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1, decided_on="2021-12-31"))
    assert ("regime-not-in-force", "error", "t-0001") in problems(office)
    assert office.build("2022-06-01").outcome.value == "partial"
    assert office.shown() == set()


# Rules known from memory alone


def test_a_term_known_from_memory_alone_is_none_until_the_site_turns_it_on(tmp_path: Path) -> None:
    record = case(1, regime="credit-repair-2023", issued_on="2024-06-01")
    office = holding(tmp_path, record, terms={})
    assert ("clock-cannot-start", "error", "tc-0001") in problems(office)
    turned_on = holding(tmp_path / "on", record, terms={}, from_memory=["credit-repair-2023.clock"])
    assert problems(turned_on) == []
    told = asked(turned_on, "tc-0001", "2024-09-02")
    assert (told["state"], told["early_removal"]["may_apply_from"]) == ("in_force", None)
    both = ["credit-repair-2023.clock", "credit-repair-2023.early_removal"]
    early = holding(tmp_path / "both", record, terms={}, from_memory=both)
    assert asked(early, "tc-0001", "2024-09-02")["early_removal"]["may_apply_from"] == "2024-09-02"


def test_a_misspelt_rule_from_memory_is_told_with_the_nearest(tmp_path: Path) -> None:
    office = an_office(tmp_path, from_memory=["credit-repair-2023.clok"])
    report = office.build("2026-06-01")
    assert [str(problem.message) for problem in report.problems] == [
        "no value 'credit-repair-2023.clok' here; did you mean 'credit-repair-2023.clock'?"
    ]


# 行政处罚法 第四十八条: withdrawn within days, and the reason published; nothing of the old case.
@pytest.mark.parametrize("kind", ["revoked", "changed", "confirmed_unlawful", "confirmed_void"])
def test_a_penalty_that_falls_leaves_a_notice_in_one_file(tmp_path: Path, kind: str) -> None:
    office = holding(tmp_path, case(1))
    office.build("2026-09-29")
    fallen = an_event(kind, "2026-09-30", reason="行政复议决定认为证据不足")
    office.write("cases/all.jsonl", [case(1, events=[fallen])])
    report = office.build("2026-09-30")
    assert (codes(report), office.shown()) == ([], set())
    where = "cases/2026/tc-0001.html"
    assert office.files_with("测人社罚字〔2026〕1号") == [where]
    assert office.files_with("行政复议决定认为证据不足") == [where]
    assert office.files_with(NAME) == office.files_with("经责令限期支付，逾期未支付。") == []


# 行政处罚法 第四十八条、第八十五条: three working days; 2026-10-10 is a make-up Saturday.
def test_a_penalty_annulled_before_the_holidays_is_withdrawn_by_the_make_up_day(
    tmp_path: Path,
) -> None:
    fallen = an_event("revoked", "2026-09-30", reason="事实不清")
    office = holding(tmp_path, case(1, events=[fallen]))
    told = asked(office, "tc-0001", "2026-09-30")["deadlines"]
    assert ("withdraw", "2026-10-10") in [(each["what"], each["on"]) for each in told]


# 政府信息公开条例 第四十一条, 29号令: a timer for each regime that has one.
def test_an_objection_has_its_time_and_is_late_after_it(tmp_path: Path) -> None:
    asked_for = an_event("objection_received", "2026-05-11")
    record = case(1, regime="major-violation-2017", type="major_violation", events=[asked_for])
    office = holding(tmp_path, record)
    ran = ordered(office, "deadlines", "--json", "--as-of", "2026-06-01")
    rows = [(each["what"], each["on"], each["state"]) for each in json.loads(ran.out)]
    assert ("answer_objection", "2026-06-01", "open") in rows
    late = ordered(office, "deadlines", "--as-of", "2026-06-02")
    assert late.code == 1


# 法〔2024〕92号: what was taken back leaves a notice without title or story.
def test_a_withdrawn_typical_case_leaves_a_notice_alone(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    text = article("双方在村口谈了三次。", id="told-1", title="三趟山路拿回工资")
    office.signed("typical-cases/a.md", text)
    office.build("2025-06-01")
    assert office.shown() == {"told-1"}
    withdrawn = text.replace(
        "id: told-1\n", "id: told-1\nwithdrawn: {on: 2025-06-02, reason: 有误}\n"
    )
    office.write("typical-cases/a.md", withdrawn)
    assert codes(office.build("2025-06-02")) == []
    assert "2025年6月2日" in office.page("typical-cases/told-1.html")
    assert office.files_with("三趟山路") == office.files_with("村口谈了三次") == []


# PIPL 第七十三条: a place is never finer than the county.
def test_a_typical_case_says_no_finer_place_than_the_county(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    office.signed("typical-cases/a.md", article(id="told-1", occurred_in="150102003"))
    assert ("unknown-region", "error", "told-1") in problems(office)


# 民法典 第六十七条: a merger moves nothing; the new firm needs a decision of its own.
def test_a_new_name_of_another_firm_inherits_no_listing(tmp_path: Path) -> None:
    successor = {"name": "测试区承继建筑有限公司", "region": "150102", "credit_code": CODE}
    old, other = listing(1), listing(2, employer=successor, decided_on="2026-01-01")
    office = holding(tmp_path, old, other)
    assert asked(office, "t-0001", "2028-03-02")["state"] == "expired"
    assert asked(office, "t-0002", "2028-03-02")["last_day"] == "2029-01-01"


# 民营经济促进法 第五十四条: other platforms are told what to take down.
def test_other_platforms_can_read_what_to_take_down(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    office.build("2028-03-02")
    changes = json.loads(office.page("data/changes.json"))
    rows = [row for row in changes["changes"] if row["id"] == "t-0001"]
    assert [(row["change"], row["on"], row["reason"]) for row in rows] == [
        ("leaves", "2028-03-02", "expired")
    ]
    assert office.page("gone-urls.txt") == "https://example.gov.cn/qx/listings/t-0001.html\n"


# 令45 第十七条: the office tells the other sites, until each has taken it down.
def test_the_digest_names_each_place_that_still_shows_what_has_ended(tmp_path: Path) -> None:
    places = [{"channel": "信用中国", "url": "https://example.gov.cn/x"}, {"channel": "市门户"}]
    office = holding(tmp_path, listing(1, also_published=places))
    assert "信用中国" not in ordered(office, "digest", "--as-of", "2028-03-01").out
    told = ordered(office, "digest", "--as-of", "2028-03-02").out
    assert "信用中国" in told
    assert "市门户" in told
    words = ("t-0001", "recalled", "--channel", "信用中国", "--on", "2028-03-03")
    assert ordered(office, "event", *words, "--as-of", "2028-03-03").code == 0
    told = ordered(office, "digest", "--as-of", "2028-03-03").out
    assert "信用中国" not in told
    assert "市门户" in told


# 国办发〔2025〕22号: each entry says how credit is repaired.
def test_each_entry_says_what_ends_it_earlier_and_hands_out_the_forms(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1, events=[an_event("remedied", "2025-08-31")]))
    office.build("2025-09-01")
    page = office.page("listings/t-0001.html")
    assert "2026年3月1日" in page
    assert "forms/early-removal.docx" in page
    assert (office.site / "forms/early-removal.docx").is_file()


# 处罚法 48, "changed": the old text goes, and the changed decision counts from its own day.
def test_a_changed_decision_counts_from_its_own_day(tmp_path: Path) -> None:
    changed = an_event("changed", "2026-08-06", superseded_by="tc-0002", reason="复议变更")
    new = case(2, issued_on="2026-08-06", document="测人社罚字〔2026〕9号")
    office = holding(tmp_path, case(1, events=[changed]), new)
    office.build("2026-08-06")
    assert office.shown() == {"tc-0002"}
    assert asked(office, "tc-0002", "2026-08-06")["last_day"] == "2027-08-06"


def test_what_is_only_remembered_is_not_told_as_law(tmp_path: Path) -> None:
    record = case(1, regime="credit-repair-2023", issued_on="2025-05-06")
    office = holding(tmp_path, record, terms={"credit-repair-2023": {"years": 1}})
    office.build("2025-06-01")
    assert office.files_with("最长公示期三年") == []
    assert "公示期限由发布机关确定" in office.page("cases/2025/tc-0001.html")
    # The office is told that even the day it counts from is only remembered.
    [own] = [e for e in asked(office, "tc-0001", "2025-06-01")["steps"] if "2023" in e["rule"]]
    assert own["rule"].endswith("known from memory alone")
    assert own["citation"] == "公示期限由发布机关确定"


def test_a_term_or_ground_for_no_such_regime_is_told_with_the_nearest(tmp_path: Path) -> None:
    given = {"credit-repair-2032": {"years": 3}, "arrears-list-2022": {"years": 9}}
    office = an_office(tmp_path, terms=given, grounds={"spp-case-info-2012": "同意转载"})
    report = office.build("2026-06-01")
    assert [(each.code, each.field, str(each.message)) for each in report.problems] == [
        (
            "term-not-used",
            "terms.arrears-list-2022",
            "regime 'arrears-list-2022' has a term of its own (第十一条): this one is not used",
        ),
        (
            "unknown-regime",
            "terms.credit-repair-2032",
            "no regime 'credit-repair-2032'; did you mean 'credit-repair-2023'?",
        ),
        (
            "unknown-regime",
            "grounds.spp-case-info-2012",
            "no regime 'spp-case-info-2012'; did you mean 'spp-case-info-2021'?",
        ),
    ]
    assert report.outcome.value == "published"


def test_a_deadline_counts_in_one_way(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    rule = {"what": "remove", "working_days": 3, "term": {"days": 3}, "after": "ended"}
    fields = {"employer.name": {"show": "full", "citation": "第二条"}}
    clock = {"starts_with": "decided_on", "term": {"years": 1}, "citation": "第三条"}
    office.write(
        "regimes/own.yml",
        {
            "id": "own-rule",
            "name": "示例办法",
            "applies_to": ["listing"],
            "clock": clock,
            "deadlines": [{**rule, "citation": "第四条"}],
            "fields": fields,
        },
    )
    said = ordered(office, "check").out
    assert "deadlines[0]: expected working days or a term, found both" in said


# The words of the law's deadlines and of other places, in a clerk's spreadsheet


def test_a_list_in_a_spreadsheet_has_deadlines_and_other_places(tmp_path: Path) -> None:
    headings = (
        "编号,单位名称,地区,决定书文号,列入机关,列入日期,其他公布渠道,转载机关,责令支付期限届满日,"
        "异议日期,异议答复日期,申请移出日期,其他渠道撤下日期,其他渠道撤下渠道,复议或诉讼日期,remedied_on"
    )
    row = (
        f"t-0001,{NAME},150102,{NUMBER},hrss,2025-03-01,信用中国；市门户,hrss,2025-01-20,"
        "2025-04-01,2025-04-08,2025-12-01,2028-03-05,信用中国,2025-05-01,2025-06-01"
    )
    office = an_office(tmp_path)
    office.signed("listings/a.csv", f"{headings}\n{row}\n")
    told = asked(office, "t-0001", "2025-12-02")
    deadlines = {each["what"]: (each["on"], each["state"]) for each in told["deadlines"]}
    assert deadlines["decide"] == ("2025-02-21", "met_late")
    assert deadlines["answer_objection"] == ("2025-04-09", "met")
    assert deadlines["decide_removal"] == ("2025-12-22", "open")
    assert told["early_removal"]["may_apply_from"] == "2025-12-02"
    assert "市门户" in ordered(office, "digest", "--as-of", "2028-03-06").out
    words = ("t-0001", "recalled", "--channel", "市门户", "--on", "2028-03-06")
    assert ordered(office, "event", *words, "--as-of", "2028-03-06").code == 0
    assert "市门户" not in ordered(office, "digest", "--as-of", "2028-03-06").out


def test_an_import_takes_in_deadlines_and_other_places(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    file = tmp_path / "list.csv"
    headings = "单位名称,地区,决定书文号,列入机关,列入日期,其他公布渠道,转载机关,责令支付期限届满日"
    row = f"{NAME},150102,{NUMBER},hrss,2025-03-01,信用中国；市门户,hrss,2025-01-20"
    file.write_text(f"{headings}\n{row}\n", "utf-8")
    assert ordered(office, "import", str(file), "--kind", "listing").code == 0
    [line] = (office.content / "listings/import.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    assert record["also_published"] == [{"channel": "信用中国"}, {"channel": "市门户"}]
    assert record["republished_by"] == ["hrss"]
    assert record["procedure"] == {"payment_due_on": "2025-01-20"}
