import json
from pathlib import Path
from typing import Any

from site_builder.export.cases import CASES
from site_builder.export.json import json_tables
from site_builder.export.listings import LISTINGS
from site_builder.model.public import PublicRecord
from tests.export.examples import a_case, a_corpus, a_listing, made


def table(folder: Path, *records: PublicRecord, name: str = "listings") -> Any:
    return json.loads(made(json_tables(a_corpus(folder, records)))[f"site/data/{name}.json"])


def test_an_empty_table_is_valid_json(tmp_path: Path) -> None:
    assert table(tmp_path) == {"format": 1, "schema_version": "1.0", "records": []}


def test_every_record_has_every_field_in_the_order_of_the_csv(tmp_path: Path) -> None:
    records = table(tmp_path, a_listing("nm-1"), a_listing("nm-2"))["records"]
    assert [list(record) for record in records] == [list(LISTINGS.columns)] * 2
    [case] = table(tmp_path, a_case(), name="cases")["records"]
    assert list(case) == list(CASES.columns)


def test_listings_and_cases_are_kept_apart(tmp_path: Path) -> None:
    for name, expected in (("listings", "nm-1"), ("cases", "cf-1")):
        records = table(tmp_path, a_listing("nm-1"), a_case("cf-1"), name=name)["records"]
        assert [record["id"] for record in records] == [expected]


def test_a_case_names_its_listing_and_lists_its_stages(tmp_path: Path) -> None:
    stages = [{"stage": "filed", "on": "2025-02-01", "organ": None}]
    linked = a_case(stages=stages, listing="nm-1")
    [case] = table(tmp_path, a_listing("nm-1"), linked, name="cases")["records"]
    assert (case["listing"], case["stages"]) == ("nm-1", ["filed 2025-02-01"])


def test_amounts_stay_text_numbers_of_workers_are_numbers_and_nothing_is_null(
    tmp_path: Path,
) -> None:
    [record] = table(tmp_path, a_listing())["records"]
    assert record["amount"] == "186200.00"
    assert record["workers"] == 14
    assert record["reason"] is record["former_names"] is record["principal"] is None


def test_former_names_and_persons_are_lists(tmp_path: Path) -> None:
    listing = a_listing(
        persons=[("张三", "legal_representative")], employer={"former_names": ["旧名"]}
    )
    [record] = table(tmp_path, listing)["records"]
    assert (record["former_names"], record["legal_representative"]) == (["旧名"], ["张三"])


def test_natural_persons_stay_out(tmp_path: Path) -> None:
    assert table(tmp_path, a_listing(employer={"party_kind": "natural_person"}))["records"] == []


def test_the_day_is_not_in_the_table(tmp_path: Path) -> None:
    one = made(json_tables(a_corpus(tmp_path, [a_listing()], as_of="2025-03-10")))
    two = made(json_tables(a_corpus(tmp_path, [a_listing()], as_of="2025-03-11")))
    assert one == two
