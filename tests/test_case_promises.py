"""What the contract promises, tried on cases: what is named, what ends, what leaks, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.folders import Folders
from site_builder.report import Outcome
from site_builder.resources import pack_folder
from tests.office import Office, article, case, codes, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

PERSON = {"party_kind": "natural_person"}
NAME = "测试区晨砾甲建筑劳务有限公司"
NIGHT = "2026-06-01"
FULL = {
    "party": {"region": "150102", "legal_representative": "示密丙丁"},
    "title": "密题处罚决定书",
    "document": "密人社罚字〔2026〕77号",
    "facts": "密事实甲乙丙丁",
    "basis": "密依据甲乙丙丁",
    "outcome": "密结果甲乙丙丁",
    "penalty": {"type": "密罚类甲乙", "fine": "31717.17"},
    "arrears": {"amount": "8181818181.18", "workers": 73737373},
    "stages": [{"stage": "filed", "on": "2026-05-17", "organ": "hrss"}],
    "listing": "t-0001",
}
FORMS = {
    "party.name": ["密名甲建筑"],
    "party.legal_representative": ["示密丙丁"],
    "document.number": ["密人社罚字〔2026〕77号", "密人社罚字202677号"],
    "document.title": ["密题处罚决定书"],
    "facts": ["密事实甲乙丙丁"],
    "basis": ["密依据甲乙丙丁"],
    "outcome": ["密结果甲乙丙丁"],
    "penalty.type": ["密罚类甲乙"],
    "penalty.fine": ["31717.17", "31,717.17"],
    "arrears.amount": ["8181818181.18", "8,181,818,181.18"],
    "arrears.workers": ["73737373", "73,737,373"],
    "stages": ["2026-05-17", "2026年5月17日"],
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


@pytest.mark.parametrize("show", ["withheld", "surname", "masked", None])
def test_what_a_regime_withholds_stands_in_no_file(office: Office, show: str | None) -> None:
    regime = yaml.safe_load((pack_folder() / "credit-general-2026.yml").read_text("utf-8"))
    withheld = [*FORMS, "document.issued_on", "type", "listing"]
    fields = {name: rule for name, rule in regime["fields"].items() if name not in withheld}
    if show is not None:
        fields |= {name: {"show": show, "citation": "第一条"} for name in withheld}
    office.signed("regimes/own-2026.yml", {**regime, "id": "own-2026", "fields": fields})
    office.signed("listings/a.jsonl", [listing(1)])
    record = case(1, name="测试区密名甲建筑有限公司", regime="own-2026", **FULL)
    office.signed("cases/a.jsonl", [record], on="2026-05-19")
    report = office.build(NIGHT)
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    assert "tc-0001" in office.shown()
    found = {text: office.files_with(text) for forms in FORMS.values() for text in forms}
    assert {text: files for text, files in found.items() if files} == {}


def test_a_text_that_names_a_human_being_takes_its_record_out_and_no_other(office: Office) -> None:
    names = ["王小明", "欧阳小明", "甘德", "阿拉坦苏和"]
    cases = [case(number, name=name, party=PERSON) for number, name in enumerate(names)]
    cases += [
        case(10 * number + at, name=name, party=PERSON, **{field: f"经查{name}拖欠工资。"})
        for number, name in enumerate(names, 1)
        for at, field in enumerate(("facts", "basis", "outcome"))
    ]
    office.signed("cases/a.jsonl", cases, on="2026-05-06")
    report = office.build(NIGHT)
    # Where somebody wrote sentences the names are found before a release is made.
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["full-name"] * 8 + ["leak"] * 4)
    assert office.shown() == {f"tc-{number:04}" for number in range(len(names))}
    assert [office.files_with(name) for name in names] == [[]] * len(names)
    assert "欧阳某" in office.page("cases/2026/tc-0001.html")


def test_a_listing_ends_and_a_case_of_the_same_employer_stands(office: Office) -> None:
    office.signed("listings/a.jsonl", [listing(1, name=NAME)])
    severe = case(1, name=NAME, regime="credit-severe-2026", listing="t-0001")
    office.signed("cases/a.jsonl", [severe], on="2026-05-06")
    office.build("2028-03-01")
    assert 'href="../../listings/t-0001.html"' in office.page("cases/2026/tc-0001.html")
    assert codes(office.build("2028-03-02")) == []
    assert office.files_with("列字〔2025〕1号") == []
    assert "t-0001" not in office.page("cases/2026/tc-0001.html")
    assert office.files_with(NAME)


def test_a_case_ends_and_a_listing_and_an_article_stand(office: Office) -> None:
    office.signed("listings/a.jsonl", [listing(1, name=NAME, decided_on="2026-05-01")])
    minor = case(1, name=NAME, regime="credit-minor-2026", listing="t-0001", facts="事实甲乙丙丁")
    office.signed("cases/a.jsonl", [minor], on="2026-05-06")
    office.signed("typical-cases/a.md", article(id="ta-1", cases=["tc-0001"]))
    office.build("2026-08-06")
    linked = ["listings/t-0001.html", "typical-cases/ta-1.html"]
    assert ["罚字〔2026〕1号" in office.page(name) for name in linked] == [True, True]
    assert codes(office.build("2026-08-07")) == []
    assert office.shown() == {"t-0001", "ta-1"}
    assert office.files_with("罚字〔2026〕1号") == office.files_with("事实甲乙丙丁") == []
    assert NAME not in office.page("cases/2026/tc-0001.html")
    gone = (office.folders.output / "server/gone.map").read_text("utf-8")
    assert '"/qx/cases/2026/tc-0001.html" 1;' in gone


@pytest.mark.parametrize("kind", ["changed", "repaired", "suspended", "confirmed_void"])
def test_what_hides_a_case_hides_every_word_of_it_and_of_the_event(
    office: Office, kind: str
) -> None:
    event = {"kind": kind, "on": NIGHT, "reason": "密因甲乙丙丁", "document": "密书甲乙丙丁"}
    if kind == "changed":
        event["superseded_by"] = "测人社罚字〔2026〕99号"
    # Only of penalties is the public told that they fell, and why (行政处罚法 48).
    order = case(1, name=NAME, type="payment_order", events=[event])
    office.signed("cases/a.jsonl", [order], on="2026-05-06")
    office.build("2026-05-31")
    assert office.shown() == {"tc-0001"}
    office.build(NIGHT)
    for text in (NAME, "罚字", "密因甲乙", "密书甲乙", "〔2026〕99号"):
        assert office.files_with(text) == []


def test_hostile_words_are_words(office: Office) -> None:
    words = "</script><img src=x onerror=a>\"'&amp;{{7*7}}{% x %}😀 listings/t-9999.html"
    record = case(1, name=words, title=words, document=words, facts=words, outcome=words)
    office.signed("cases/a.jsonl", [record, {**case(2), "id": "-02"}], on="2026-05-06")
    report = office.build(NIGHT)
    assert report.outcome is Outcome.PUBLISHED
    assert set(codes(report)) == {"shown-as-written"}
    assert office.shown() == {"tc-0001", "-02"}
    tables = [f"data/cases.{form}" for form in ("csv", "json", "jsonl")]
    assert office.files_with("<img src=x") == tables + [
        path.relative_to(office.site).as_posix()
        for pattern in ("search/shard-*", "search/texts-*")
        for path in office.site.glob(pattern)
    ]


def test_a_history_of_edits_ends_in_the_bytes_of_a_clean_build(
    office: Office, tmp_path: Path
) -> None:
    nights: list[tuple[str, list[dict[str, Any]], list[str]]] = [
        ("2026-06-01", [case(1, listing="t-0001"), case(2)], ["tc-0001"]),
        ("2026-06-02", [case(1, listing="t-0002"), case(2, party=PERSON)], ["tc-0002"]),
        (
            "2026-06-03",
            [case(1), case(2, events=[{"kind": "suspended", "on": "2026-06-03"}])],
            ["tc-0001", "tc-0002"],
        ),
        (
            "2026-06-05",
            [
                case(1, listing="t-0001", stages=[{"stage": "paid", "on": "2026-06-04"}]),
                case(
                    2,
                    events=[
                        {"kind": "suspended", "on": "2026-06-03"},
                        {"kind": "resumed", "on": "2026-06-05"},
                    ],
                ),
                case(3, issued_on="2026-06-04"),
            ],
            ["tc-0002", "tc-0003"],
        ),
    ]
    office.signed("listings/a.jsonl", [listing(1), listing(2)])
    for number, (night, cases, linked) in enumerate(nights):
        office.signed("cases/a.jsonl", cases, on=night)
        office.signed("typical-cases/a.md", article(id="ta-1", cases=linked), on=night)
        office.build(night, jobs=1 + number % 2)
        clean = Office.__new__(Office)
        clean.folders = Folders.of(
            office.folders.site, tmp_path / f"out-{number}", tmp_path / f"state-{number}"
        )
        clean.build(night, full=True)
        for part in ("site", "server"):
            assert tree((office.folders.output / part).resolve()) == tree(
                (clean.folders.output / part).resolve()
            )


def test_a_new_day_alone_rewrites_only_what_carries_the_day(office: Office) -> None:
    office.signed("listings/a.jsonl", [listing(1)])
    stages = [{"stage": "filed", "on": "2026-05-01"}]
    office.signed("cases/a.jsonl", [case(1, listing="t-0001", stages=stages)], on="2026-05-06")
    office.build("2026-06-01")
    before = tree(office.site.resolve())
    office.build("2026-06-02")
    after = tree(office.site.resolve())
    kinds = ("listings", "cases", "typical-cases", "news", "statistics", "search")
    assert {path for path in before | after if before.get(path) != after.get(path)} == {
        "index.html",
        "check/index.html",
        "as-of.json",
        "manifest.json",
        *(f"{kind}/index.html" for kind in kinds),
    }
