"""Names of human beings, end to end: the assessment that comes first, audiences, downloads."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.report import Outcome
from site_builder.resources import pack_folder
from tests.office import SITE, Office, case, codes, listing

if TYPE_CHECKING:
    from pathlib import Path

BARE = {key: value for key, value in SITE.items() if key != "impact_assessment"}
NAME, PERSON = "测试区晨砾甲建筑劳务有限公司", "欧阳密甲"
STAGES = [{"stage": "filed", "on": "2026-05-10"}, {"stage": "effective", "on": "2026-06-02"}]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def own_regime(office: Office, **rules: dict[str, Any]) -> None:
    """A regime like the general one, with other rules for some fields."""
    regime = yaml.safe_load((pack_folder() / "credit-general-2026.yml").read_text("utf-8"))
    fields = {**regime["fields"], **{name.replace("__", "."): r for name, r in rules.items()}}
    office.signed("regimes/own.yml", {**regime, "id": "own", "fields": fields})


def kept_with(office: Office, text: str) -> list[str]:
    """The databases beside the site that a reader's build is made from, and that hold ``text``."""
    found = []
    for path in office.folders.state.rglob("public*.sqlite"):
        with sqlite3.connect(path) as database:
            if text in "\n".join(database.iterdump()):
                found.append(path.name)
    return found


def test_without_an_assessment_the_list_stands_and_names_nobody(office: Office) -> None:
    office.write("site.yml", BARE)
    person = {"name": PERSON, "party_kind": "natural_person", "region": "150102"}
    office.signed(
        "listings/a.jsonl",
        [listing(1, name=NAME, person="密乙人"), listing(2, person="密丙人", employer=person)],
    )
    report = office.build()
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["assessment-missing"])
    assert office.shown() == {"t-0001", "t-0002"}
    assert NAME in office.page("listings/t-0001.html")
    for text in (PERSON, "欧阳某", "密乙人", "密丙人"):
        assert (office.files_with(text), kept_with(office, text)) == ([], [])
    office.write("site.yml", SITE)
    assert codes(office.build()) == []
    assert "密乙人" in office.page("listings/t-0001.html")
    office.write("site.yml", "name: [\n")  # the last good one counts
    assert codes(office.build()) == ["bad-yaml"]
    assert "密乙人" in office.page("listings/t-0001.html")
    office.write("site.yml", BARE)
    assert codes(office.build()) == ["assessment-missing"]
    assert office.files_with("密乙人") == []


@pytest.mark.parametrize("audience", ["parties", "internal"])
def test_what_is_for_others_stands_in_no_file(office: Office, audience: str) -> None:
    rule = {"show": "full", "citation": "第一条", "audience": audience}
    own_regime(office, party__legal_representative=rule, facts=rule, party__name=rule)
    record = case(1, regime="own", facts="密事实甲乙丙丁。", party={"legal_representative": PERSON})
    record["party"]["name"] = "密名甲建筑有限公司"
    office.signed("cases/a.jsonl", [record], on="2026-05-06")
    assert codes(office.build("2026-06-01")) == []
    assert office.shown() == {"tc-0001"}
    for text in (PERSON, "欧阳某", "密事实", "密名甲"):
        assert (office.files_with(text), kept_with(office, text)) == ([], [])


def test_a_name_comes_with_its_stage(office: Office) -> None:
    rule = {"show": "full", "citation": "一", "from_stage": "effective", "before": "surname"}
    own_regime(office, party__legal_representative=rule)
    party = {"legal_representative": PERSON}
    record = case(1, regime="own", name=NAME, party=party, stages=STAGES)
    office.signed("cases/a.jsonl", [record], on="2026-05-06")
    assert codes(office.build("2026-06-01")) == []
    assert office.files_with(PERSON) == []
    assert "欧阳某" in office.page("cases/2026/tc-0001.html")
    assert codes(office.build("2026-06-02")) == []
    assert PERSON in office.page("cases/2026/tc-0001.html")


def test_natural_persons_are_in_downloads_only_where_the_site_says_why(office: Office) -> None:
    party = {"party_kind": "natural_person"}
    office.signed("cases/a.jsonl", [case(1, name=PERSON, party=party)], on="2026-05-06")
    assert codes(office.build("2026-06-01")) == []
    data = ["data/cases.csv", "data/cases.json", "data/changes.atom", "data/changes.json"]
    page = office.page("cases/2026/tc-0001.html")
    assert '<meta name="robots" content="noindex, ' in page
    assert [name for name in data if "tc-0001" in office.page(name)] == []
    decided: dict[str, Any] = {"natural_persons_in_data": "测法审〔2026〕1号"}
    office.set_up(is_signed=False, **decided)
    office.build("2026-06-01")
    assert [name for name in data if "tc-0001" in office.page(name)] == []
    office.set_up(**decided)
    assert codes(office.build("2026-06-01")) == []
    assert [name for name in data if "tc-0001" in office.page(name)] == data
    assert "欧阳某" in office.page("data/cases.csv")
    assert office.files_with(PERSON) == []
    assert '<meta name="robots" content="noindex, ' in office.page("cases/2026/tc-0001.html")
    assert "tc-0001" not in office.page("feed.atom")


def test_a_site_writes_two_characters_for_a_given_name_if_it_likes(office: Office) -> None:
    office.write("site.yml", {**SITE, "given_names": "某某"})
    party = {"party_kind": "natural_person"}
    office.signed("cases/a.jsonl", [case(1, name=PERSON, party=party)], on="2026-05-06")
    assert codes(office.build("2026-06-01")) == []
    assert "欧阳某某" in office.page("cases/2026/tc-0001.html")
    office.write("site.yml", SITE)
    assert codes(office.build("2026-06-01")) == []
    assert "欧阳某某" not in office.page("cases/2026/tc-0001.html")
