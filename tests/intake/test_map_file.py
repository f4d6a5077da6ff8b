"""Map files: what they may say, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.intake.map_file import SHIPPED, read_map, shipped_kind, shipped_map
from site_builder.model.record import Kind
from site_builder.tables.headings import fields_of
from tests.intake.clerk import Clerk, codes, said

GOOD = """columns:
  单位: employer.name
  文号: decision.number
  机关: decision.organ
  日期: decision.decided_on
"""
LINE = "测试区甲公司,〔2025〕1号,hrss,2025-03-01"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GOOD + "colums: {}\n",
            "对照表.yml:6: no field 'colums' here; did you mean 'columns'?",
        ),
        (
            GOOD + "  事由: decision.reson\n",
            "对照表.yml:6: no field 'decision.reson' here; did you mean 'decision.reason'?",
        ),
        (
            GOOD + "constants:\n  regim: arrears-list-2022\n",
            "对照表.yml:7: no field 'regim' here; did you mean 'regime'?",
        ),
        (
            GOOD + "constants:\n  regime: arears-list-2022\n",
            "对照表.yml:7: no regime 'arears-list-2022'; did you mean 'arrears-list-2022'?",
        ),
        (
            GOOD + "constants:\n  published_on: 三月\n",
            "对照表.yml:7: expected a day like 2025-03-01, found '三月'",
        ),
        (
            GOOD + "formats:\n  日期: 年\n",
            "对照表.yml:7: expected a pattern like '%d/%m/%Y' or one of 元, 万元, 亿元, found '年'",
        ),
        (
            GOOD + "formats:\n  日子: '%Y'\n",
            "对照表.yml:7: no heading '日子' in the sheet; did you mean '日期'?",
        ),
        (
            GOOD + "drop: [日期]\n",
            "对照表.yml:5: heading '日期' is both taken over and dropped",
        ),
        (
            GOOD + "kind: case\n",
            "对照表.yml:6: this map is for records of kind 'case', not 'listing'",
        ),
        (
            GOOD + "  项目名: project.name\n",
            "对照表.yml:6: no heading '项目名' in the sheet; did you mean '项目名称'?",
        ),
        ("drop: [电话]\n", "对照表.yml: expected headings with their fields, found none"),
        ("- 1\n", "对照表.yml:1: expected keys with values, found something else"),
        ("columns: [\n", None),
    ],
)
def test_a_wrong_map_is_said_with_its_line_and_nothing_is_taken(
    clerk: Clerk, text: str, expected: str | None
) -> None:
    path = clerk.csv(f"单位,文号,机关,日期,项目名称\n{LINE},甲工地\n")
    outcome = clerk.take_in(path, map=clerk.map(text))
    problems = [problem.text("en") for problem in (*outcome.problems, *outcome.counted.problems)]
    assert len(problems) == 1
    assert expected is None or problems == [expected]
    assert not outcome.is_clean
    assert clerk.records() == []


def test_a_map_adds_to_the_headings_that_are_known_and_overrides_them(clerk: Clerk) -> None:
    head = "序号,单位,文号,机关,日期,备注,欠薪金额,涉及人数,列入时间,法人代表,身份证"
    path = clerk.csv(f"{head}\n1,{LINE},急,900元,9,2001-01-01,测试人甲,150\n")
    outcome = clerk.take_in(path, map=clerk.map(GOOD + "drop: [涉及人数]\n"))
    assert outcome.is_clean
    # The map says which column is the day; nobody knows what 备注 would be.
    assert list(outcome.counted.ignored) == ["备注", "列入时间"]
    assert list(outcome.counted.dropped) == ["涉及人数", "身份证"]
    (record,) = clerk.records()
    assert record["arrears"] == {"amount": "900.00"}
    assert record["persons"] == [{"name": "测试人甲", "role": "legal_representative"}]
    assert record["decision"]["decided_on"] != "2001-01-01"


def test_a_map_may_be_json_with_tabs(clerk: Clerk) -> None:
    chart = clerk.map(
        '{\n\t"columns": {\n\t\t"单位": "employer.name", "文号": "decision.number",\n'
        '\t\t"机关": "decision.organ", "日期": "decision.decided_on"\n\t}\n}',
        "map.json",
    )
    assert clerk.take_in(clerk.csv(f"单位,文号,机关,日期\n{LINE}\n"), map=chart).is_clean


def test_constants_stand_where_no_cell_says_otherwise(clerk: Clerk) -> None:
    chart = clerk.map(GOOD + "constants: {employer.region: 呼和浩特市, decision.organ: hrss}\n")
    path = clerk.csv("单位,文号,机关,日期\n测试区甲公司,〔2025〕1号,,2025-03-01\n")
    assert clerk.take_in(path, map=chart).is_clean
    record = clerk.records()[0]
    assert (record["employer"]["region"], record["decision"]["organ"]) == ("150100", "hrss")


def test_formats_say_how_days_and_amounts_are_written(clerk: Clerk) -> None:
    chart = clerk.map(
        GOOD
        + "  金额: arrears.amount\n  末日: events.removed_early\n"
        + "formats: {日期: '%d/%m/%Y', 末日: '%Y-%m-%d +1 day', 金额: 万元}\n"
    )
    path = clerk.csv(
        "单位,文号,机关,日期,金额,末日\n测试区甲公司,〔2025〕1号,hrss,03/04/2025,1.5,2025-12-31\n"
    )
    assert clerk.take_in(path, map=chart).is_clean
    record = clerk.records()[0]
    assert record["decision"]["decided_on"] == "2025-04-03"
    assert record["arrears"]["amount"] == "15000.00"
    assert record["events"] == [{"kind": "removed_early", "on": "2026-01-01"}]


def test_several_columns_that_name_one_region_are_read_together(clerk: Clerk) -> None:
    chart = clerk.map(
        GOOD + "  省: employer.region\n  市: employer.region\n  县: employer.region\n"
    )
    lines = [
        f"甲,1,hrss,2025-03-01,{places}"
        for places in (
            "内蒙古自治区,呼和浩特市,新城区",
            "陕西省,,新城区",
            ",,新城区",
            "北京市,,新城区",
        )
    ]
    text = "\n".join(["单位,文号,机关,日期,省,市,县", *lines])
    text = re_number(text)
    outcome = clerk.take_in(clerk.csv(text), map=chart)
    assert [record["employer"]["region"] for record in clerk.records()] == ["150102", "610102"]
    assert [(code, cell) for code, cell, _message in said(outcome)] == [
        ("unknown-region", "G4"),
        ("unknown-region", "G5"),
    ]
    assert codes(outcome) == ["unknown-region"] * 2


def re_number(text: str) -> str:
    """Each line a party of its own."""
    head, *lines = text.split("\n")
    return "\n".join([head, *(f"{index}{line}" for index, line in enumerate(lines))]) + "\n"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_map_names_only_fields_that_there_are(name: str, tmp_path: Path) -> None:
    kind = shipped_kind(name)
    shipped = shipped_map(name)
    assert set(shipped.columns.values()) <= set(fields_of(kind))
    copy = tmp_path / "copy.yml"
    copy.write_bytes((Path(__file__).parents[2] / f"site_builder/_maps/{name}.yml").read_bytes())
    assert read_map(copy, kind)[1] == []
    assert not {heading for heading in shipped.columns if "证件" in heading}


def test_the_hr_list_by_its_keys_and_its_headings(clerk: Clerk) -> None:
    keys = "aab004,aab003,lrsj,fbqx,aab013,aac002,zjlx,fbjg,wsh,abb012,lryj,xmmc,aae013"
    words = (
        "对象名称,统一社会信用代码,列入时间,预计退出日期,法定代表人,法定代表人证件号,证件类型,"
        "发布机关,文书号,列入事由,列入依据,项目名称,备注"
    )
    line = (
        "{name},,2025-03-01,2028-03-01,测试人,150102199001011234,1,hrss,{n}号,欠薪,令45,甲工地,无"
    )
    for number, head in enumerate((keys, words), start=1):
        text = f"{head}\n{line.format(name=f'测试区{number}公司', n=number)}\n"
        outcome = clerk.take_in(clerk.csv(text, f"{number}.csv"))
        assert outcome.is_clean
        assert codes(outcome) == []
        assert len(outcome.counted.dropped) == 2
    first, second = clerk.records()
    assert {**first, "id": "", "employer": {}, "decision": {}} == {
        **second,
        "id": "",
        "employer": {},
        "decision": {},
    }
    assert first["regime"] == "arrears-list-2022"
    assert not [data for data, _time in clerk.state().values() if b"150102199001011234" in data]


def test_the_penalty_exchange_table_by_its_keys(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path, Kind.CASE)
    text = (
        "cf_xdr_mc,cf_xdr_lb,cf_xdr_shxym,cf_frdb,cf_fr_sfzh,cf_wsh,cf_sy,cf_yj,cf_cflb,cf_nr,"
        "cf_nr_fk,cf_jdrq,cf_gsjzq,cf_cfjg,bz\n"
        "测试区甲公司,法人及非法人组织,91150102MA0AAAA1X7,测试人,150102199001011234,测罚〔2025〕1号,"
        "拖欠工资,条例,罚款,罚款二万元,2.000000,2025-03-01,,hrss,\n"
    )
    assert clerk.take_in(clerk.csv(text), map="penalty-exchange").is_clean
    (record,) = clerk.records()
    assert record["penalty"] == {"type": "罚款", "fine": "20000.00"}
    assert record["party"]["legal_representative"] == "测试人"
    assert record["facts"] == "拖欠工资"
    assert not [data for data, _time in clerk.state().values() if b"150102199001011234" in data]


def test_a_dropped_heading_that_is_not_there_is_only_warned_of(clerk: Clerk) -> None:
    chart = clerk.map(GOOD + "drop: [身份证号]\n")
    outcome = clerk.take_in(clerk.csv(f"单位,文号,机关,日期,身份证\n{LINE},1\n"), map=chart)
    assert outcome.is_clean
    assert [problem.text("en") for problem in outcome.counted.problems] == [
        "对照表.yml:6: no heading '身份证号' in the sheet; did you mean '身份证'?"
    ]
