import json
from pathlib import Path
from typing import Any

from site_builder.export.json import json_table
from site_builder.export.listings import COLUMNS
from site_builder.model.public import PublicRecord
from tests.export.examples import a_corpus, a_listing, made


def table(folder: Path, *records: PublicRecord) -> Any:
    return json.loads(made(json_table(a_corpus(folder, records)))["site/data/listings.json"])


def test_an_empty_table_is_valid_json(tmp_path: Path) -> None:
    assert table(tmp_path) == {"format": 1, "records": []}


def test_every_record_has_every_field_in_the_order_of_the_csv(tmp_path: Path) -> None:
    records = table(tmp_path, a_listing("nm-1"), a_listing("nm-2"))["records"]
    assert [list(record) for record in records] == [list(COLUMNS)] * 2


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
    one = made(json_table(a_corpus(tmp_path, [a_listing()], as_of="2025-03-10")))
    two = made(json_table(a_corpus(tmp_path, [a_listing()], as_of="2025-03-11")))
    assert one == two
