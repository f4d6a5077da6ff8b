import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.export.csv import cell_text, csv_tables
from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.store.public import PublicCorpus
from tests.export.examples import PUBLISHER, a_case, a_corpus, a_listing, made
from tests.model.examples import a_regime

SHARED = Path(__file__).parents[3] / "shared"


def table(folder: Path, *records: PublicRecord, name: str = "listings") -> str:
    return made(csv_tables(a_corpus(folder, records)))[f"site/data/{name}.csv"].decode()


def rows(folder: Path, *records: PublicRecord, name: str = "listings") -> list[dict[str, str]]:
    text = table(folder, *records, name=name).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_table_begins_with_a_byte_order_mark_and_ends_its_lines_for_spreadsheets(
    tmp_path: Path,
) -> None:
    text = table(tmp_path, a_listing())
    assert text.startswith("\ufeffid,name,party_kind,credit_code,")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == 2


@pytest.mark.parametrize("name", ["listings", "cases"])
def test_an_empty_table_still_names_its_columns(tmp_path: Path, name: str) -> None:
    columns = table(tmp_path, name=name).removeprefix("\ufeff").removesuffix("\r\n").split(",")
    assert columns[-2:] == ["last_day", "do_not_use_from"]


def test_a_row_says_what_the_page_says(tmp_path: Path) -> None:
    persons = [("张三", "legal_representative"), ("李某", "principal"), ("王某", "principal")]
    changed = {"former_names": ["旧名甲", "旧名乙"]}
    [row] = rows(tmp_path, a_listing(persons=persons, current_name="新名", employer=changed))
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "nm-2025-0012",
        "name": "内蒙古示例建筑工程有限公司",
        "party_kind": "enterprise",
        "credit_code": "91150102MA0AAAAA1X",
        "former_names": "旧名甲；旧名乙",
        "current_name": "新名",
        "region": "150102",
        "region_name": "内蒙古自治区呼和浩特市新城区",
        "legal_representative": "张三",
        "principal": "李某；王某",
        "decision_number": "示人社列字〔2025〕12号",
        "organ": "nm-hhht-hrss",
        "organ_name": "呼和浩特市人力资源和社会保障局",
        "decided_on": "2025-03-01",
        "amount": "186200.00",
        "workers": "14",
        "published_on": "2025-03-05",
        "citation": "第十一条",
        "page": "https://example.gov.cn/qxmd/listings/nm-2025-0012.html",
        "starts_on": "2025-03-01",
        "last_day": "2028-03-01",
        "do_not_use_from": "2028-03-02",
    }


def test_a_row_says_what_became_of_the_listing(tmp_path: Path) -> None:
    became = {
        "remedied_on": "2025-03-06",
        "contested_on": "2025-03-07",
        "republished_by": ["nm-hrss"],
    }
    [row] = rows(tmp_path, a_listing(became=became))
    assert (row["remedied_on"], row["contested_on"]) == ("2025-03-06", "2025-03-07")
    assert row["republished_by"] == PUBLISHER.name


def test_the_article_of_another_law_is_told_with_its_law(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, [replace(a_listing(), ends_under="kinder")])
    regime = a_regime("kinder", title="较短办法")
    corpus.chrome = replace(corpus.chrome, regimes={regime.id: regime})
    text = made(csv_tables(corpus))["site/data/listings.csv"].decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["citation"] == "《较短办法》第十一条"


def test_a_row_of_a_case_says_what_its_page_says(tmp_path: Path) -> None:
    stages = [
        {"stage": "payment_order", "on": "2025-02-01", "organ": "nm-hhht-hrss"},
        {"stage": "paid", "on": "2025-02-10", "organ": None},
    ]
    [row] = rows(tmp_path, a_listing(), a_case(stages=stages), name="cases")
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "cf-2025-0001",
        "type": "administrative_penalty",
        "name": "内蒙古示例建筑工程有限公司",
        "party_kind": "enterprise",
        "credit_code": "91150102MA0AAAAA1X",
        "region": "150102",
        "region_name": "内蒙古自治区呼和浩特市新城区",
        "document_number": "示人社罚字〔2025〕1号",
        "document_title": "行政处罚决定书",
        "organ": "nm-hhht-hrss",
        "organ_name": "呼和浩特市人力资源和社会保障局",
        "issued_on": "2025-03-01",
        "facts": "拖欠工资。",
        "penalty_type": "罚款",
        "fine": "20000.00",
        "workers": "6",
        "stages": "payment_order 2025-02-01 nm-hhht-hrss；paid 2025-02-10",
        "published_on": "2025-03-05",
        "citation": "第四条",
        "page": "https://example.gov.cn/qxmd/cases/2025/cf-2025-0001.html",
        "starts_on": "2025-03-01",
        "last_day": "2026-03-01",
        "do_not_use_from": "2026-03-02",
    }


def test_cases_of_natural_persons_stay_out(tmp_path: Path) -> None:
    person = {"name": "张某", "party_kind": "natural_person", "credit_code": None}
    assert rows(tmp_path, a_case(party=person), name="cases") == []


def test_no_cell_of_a_case_is_a_formula(tmp_path: Path) -> None:
    [row] = rows(tmp_path, a_case(facts="=HYPERLINK(1)", outcome="\t@x"), name="cases")
    assert (row["facts"], row["outcome"]) == ("'=HYPERLINK(1)", "'\t@x")


def test_each_table_changes_with_its_own_records_alone(tmp_path: Path) -> None:
    before = [a.fingerprint for a in csv_tables(a_corpus(tmp_path, [a_listing(), a_case()]))]
    other = a_case(facts="另一事实。")
    after = [a.fingerprint for a in csv_tables(a_corpus(tmp_path, [a_listing(), other]))]
    assert [one == two for one, two in zip(before, after, strict=True)] == [True, False]


def test_natural_persons_stay_out(tmp_path: Path) -> None:
    person = {"name": "张三", "party_kind": "natural_person", "credit_code": None}
    assert rows(tmp_path, a_listing(employer=person)) == []


def test_a_site_may_decide_that_natural_persons_are_in_its_data(tmp_path: Path) -> None:
    person = {"name": "张三", "party_kind": "natural_person", "credit_code": None}
    closed = a_corpus(tmp_path, [a_listing(employer=person)])
    reason = "示法制审〔2025〕1号：以公开数据核验为法定职责"
    site = replace(closed.chrome.site, natural_persons_in_data=reason)
    opened = PublicCorpus(tmp_path / "opened.sqlite", replace(closed.chrome, site=site))
    opened.validity = closed.validity
    opened.fill(closed.records(Kind.LISTING))
    assert ",张三,natural_person," in made(csv_tables(opened))["site/data/listings.csv"].decode()
    one, other = ({a.fingerprint for a in csv_tables(each)} for each in (closed, opened))
    assert one.isdisjoint(other)


def test_a_party_of_unknown_kind_without_a_code_may_be_a_person_and_stays_out(
    tmp_path: Path,
) -> None:
    unknown = {"party_kind": None, "credit_code": None}
    assert rows(tmp_path, a_listing(employer=unknown)) == []


def test_a_party_of_unknown_kind_with_a_code_is_an_organisation(tmp_path: Path) -> None:
    assert len(rows(tmp_path, a_listing(employer={"party_kind": None}))) == 1


def test_a_person_whose_role_is_not_public_is_given_none(tmp_path: Path) -> None:
    [row] = rows(tmp_path, a_listing(persons=[("张三", None)]))
    assert (row["other_person"], row["legal_representative"]) == ("张三", "")


@pytest.mark.parametrize("start", "=+-@＝＋－＠\t\r\n")
def test_no_cell_is_a_formula(start: str) -> None:
    assert cell_text(f"{start}1+1") == f"'{start}1+1"


def test_blanks_do_not_hide_a_formula() -> None:
    assert cell_text(" \u3000=1+1") == "' \u3000=1+1"


def test_a_sign_inside_a_cell_is_left_alone() -> None:
    assert cell_text("示例-建筑=公司") == "示例-建筑=公司"


def test_known_formula_attacks_are_quoted() -> None:
    attacks = SHARED / "data/hostile/csv-injection.txt"
    if not attacks.exists():
        pytest.skip("the attacks lie in ../shared, which is not here")
    for attack in attacks.read_text("utf-8").splitlines():
        assert cell_text(attack) == f"'{attack}"


def test_quotes_commas_and_line_ends_survive(tmp_path: Path) -> None:
    reason = '拖欠"工资",\n逾期'
    [row] = rows(tmp_path, a_listing(decision={"reason": reason}))
    assert row["reason"] == reason


def test_fingerprint_changes_with_a_record_and_not_with_the_day(tmp_path: Path) -> None:
    [today, _] = csv_tables(a_corpus(tmp_path, [a_listing()]))
    [tomorrow, _] = csv_tables(a_corpus(tmp_path, [a_listing()], as_of="2025-03-11"))
    [other, _] = csv_tables(a_corpus(tmp_path, [a_listing(arrears={"workers": 15})]))
    assert today.fingerprint == tomorrow.fingerprint != other.fingerprint
