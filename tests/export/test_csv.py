import csv
import io
from pathlib import Path

import pytest

from site_builder.export.csv import cell_text, csv_table
from site_builder.model.public import PublicRecord
from tests.export.examples import a_corpus, a_listing, made

SHARED = Path(__file__).parents[3] / "shared"


def table(folder: Path, *records: PublicRecord) -> str:
    return made(csv_table(a_corpus(folder, records)))["site/data/listings.csv"].decode()


def rows(folder: Path, *records: PublicRecord) -> list[dict[str, str]]:
    text = table(folder, *records).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_table_begins_with_a_byte_order_mark_and_ends_its_lines_for_spreadsheets(
    tmp_path: Path,
) -> None:
    text = table(tmp_path, a_listing())
    assert text.startswith("\ufeffid,name,party_kind,credit_code,")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == 2


def test_an_empty_table_still_names_its_columns(tmp_path: Path) -> None:
    columns = table(tmp_path).removeprefix("\ufeff").removesuffix("\r\n").split(",")
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


def test_natural_persons_stay_out(tmp_path: Path) -> None:
    person = {"name": "张三", "party_kind": "natural_person", "credit_code": None}
    assert rows(tmp_path, a_listing(employer=person)) == []


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
    [today] = csv_table(a_corpus(tmp_path, [a_listing()]))
    [tomorrow] = csv_table(a_corpus(tmp_path, [a_listing()], as_of="2025-03-11"))
    [other] = csv_table(a_corpus(tmp_path, [a_listing(arrears={"workers": 15})]))
    assert today.fingerprint == tomorrow.fingerprint != other.fingerprint
