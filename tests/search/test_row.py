from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.record import Kind
from site_builder.model.regime import FieldRule, Show
from site_builder.search.brief import bodies_of, brief
from site_builder.search.row import row
from tests.render.helpers import CASE_REGIME, a_case, a_corpus, a_listing, an_article


def a_row(folder: Path, **changed: Any) -> dict[str, Any]:
    """The row of a listing; `changed` overrides values, group by group."""
    listing = a_listing(current_name=changed.pop("current_name", None))
    values = {
        group: {**value, **changed.get(group, {})} if isinstance(value, dict) else value
        for group, value in listing.values.items()
    }
    return row(replace(listing, values=values), a_corpus(folder).chrome)


def test_row_of_a_listing_says_what_a_hit_shows(tmp_path: Path) -> None:
    found = a_row(tmp_path)
    assert {name: found[name] for name in ("id", "kind", "title", "path", "region", "place")} == {
        "id": "nm-2026-0001",
        "kind": "listing",
        "title": "内蒙古示例1建筑有限公司",
        "path": "listings/nm-2026-0001.html",
        "region": "150102",
        "place": "内蒙古自治区呼和浩特市新城区",
    }
    assert (found["code"], found["number"]) == ("91150102MA0AAA0001", "示人社列字〔2026〕1号")
    assert found["organ"] == "呼和浩特市人力资源和社会保障局"
    assert (found["last_day"], found["hidden_from"]) == ("2029-03-01", "2029-03-02")


def test_row_is_found_by_every_name_folded(tmp_path: Path) -> None:
    found = a_row(tmp_path, current_name="示例（新）公司")
    assert found["names"] == ["内蒙古示例1建筑有限公司", "示例新公司", "旧名建筑有限公司"]
    assert found["cores"] == ["示例1建筑", "示例新", "旧名建筑"]
    assert found["others"] == ["示例（新）公司", "旧名建筑有限公司"]
    assert found["projects"] == ["某小区"]


def test_row_is_found_by_codes_number_and_persons_folded(tmp_path: Path) -> None:
    found = a_row(tmp_path, employer={"registration_number": "150102000000001"})
    assert found["codes"] == ["91150102ma0aaa0001", "150102000000001"]
    assert found["numbers"] == ["示人社列字20261号"]
    assert found["people"] == ["张三"]


def test_old_registration_number_shows_where_there_is_no_credit_code(tmp_path: Path) -> None:
    numbers = {"credit_code": None, "registration_number": "150102000000001"}
    assert a_row(tmp_path, employer=numbers)["code"] == "150102000000001"


def test_natural_person_can_be_found_by_nothing_but_the_name(tmp_path: Path) -> None:
    found = a_row(tmp_path, employer={"party_kind": "natural_person", "former_names": []})
    assert found["is_person"] is True
    assert found["names"] == ["内蒙古示例1建筑有限公司"]
    assert found.keys().isdisjoint({"cores", "codes", "numbers", "projects", "people", "persons"})


def test_values_that_are_not_public_are_left_out(tmp_path: Path) -> None:
    found = a_row(
        tmp_path,
        employer={"credit_code": None, "former_names": []},
        decision={"number": None},
        project={"name": None},
    )
    assert found.keys().isdisjoint({"code", "codes", "number", "numbers", "project", "projects"})


def test_traditional_characters_are_looked_up_as_simplified_ones(tmp_path: Path) -> None:
    found = a_row(tmp_path, current_name="示例鑫達(集團)公司")
    assert "示例鑫达集团公司" in found["names"]
    assert "示例鑫達(集團)公司" in found["others"]


def test_article_is_found_by_its_title_alone(tmp_path: Path) -> None:
    article = an_article(Kind.NEWS, "nw-one", body="正文里的话", title="专项行动（一）")
    found = row(article, a_corpus(tmp_path).chrome)
    assert found == {
        "id": "nw-one",
        "kind": "news",
        "title": "专项行动（一）",
        "path": "news/nw-one.html",
        "organ": "自治区人力资源和社会保障厅",
        "body": "nm-hrss",
        "year": "2026",
        "hidden_from": "",
        "last_day": "",
        "names": ["专项行动一"],
    }


def a_case_row(folder: Path, party: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    """The row of a case; `party` overrides values of its party."""
    case = a_case(**changed)
    case.values["party"].update(party or {})
    return row(case, a_corpus(folder).chrome)


def test_row_of_a_case_says_of_which_type_it_is(tmp_path: Path) -> None:
    found = a_case_row(tmp_path)
    assert {name: found[name] for name in ("kind", "type", "title", "path", "code", "number")} == {
        "kind": "case",
        "type": "administrative_penalty",
        "title": "内蒙古示例1建筑有限公司",
        "path": "cases/2026/cf-2026-0001.html",
        "code": "91150102MA0AAA0001",
        "number": "示人社罚字〔2026〕1号",
    }


def test_case_is_found_by_name_code_number_title_and_person(tmp_path: Path) -> None:
    found = a_case_row(tmp_path)
    assert {
        name: found[name] for name in ("names", "cores", "codes", "numbers", "documents", "people")
    } == {
        "names": ["内蒙古示例1建筑有限公司"],
        "cores": ["示例1建筑"],
        "codes": ["91150102ma0aaa0001"],
        "numbers": ["示人社罚字20261号"],
        "documents": ["行政处罚决定书"],
        "people": ["张三"],
    }


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (FieldRule(show=Show.FULL, citation="第一条"), ["王小明"]),
        (FieldRule(show=Show.FULL, citation="第一条", natural_persons=Show.SURNAME), []),
        (FieldRule(show=Show.SURNAME, citation="第一条"), []),
    ],
)
def test_person_is_found_by_the_whole_name_where_it_shows_and_by_nothing_else(
    tmp_path: Path, rule: FieldRule, names: list[str]
) -> None:
    case = a_case(name="王小明")
    case.values["party"]["party_kind"] = "natural_person"
    chrome = a_corpus(tmp_path).chrome
    regime = replace(CASE_REGIME, fields={"party.name": rule})
    found = row(case, replace(chrome, regimes={regime.id: regime}))
    assert (found["is_person"], found["names"]) == (True, names)
    assert found.keys().isdisjoint({"cores", "codes", "numbers", "documents", "people", "persons"})


def test_case_without_a_name_goes_by_its_number_and_is_found_by_it(tmp_path: Path) -> None:
    number = "示人社罚字〔2026〕1号"
    found = a_case_row(tmp_path, {"name": None}, title=number)
    assert found["title"] == number
    assert (found["names"], found["numbers"]) == ([], ["示人社罚字20261号"])


@pytest.mark.parametrize("show", [Show.SURNAME, Show.MASKED])
@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("party.name", {"cores"}),
        ("party.legal_representative", {"people", "persons"}),
        ("party.credit_code", {"codes"}),
        ("document.number", {"numbers"}),
        ("document.title", {"documents"}),
    ],
)
def test_nothing_is_found_by_what_shows_in_part(
    tmp_path: Path, show: Show, path: str, keys: set[str]
) -> None:
    chrome = a_corpus(tmp_path).chrome
    rule = FieldRule(show=show, citation="第一条", natural_persons=Show.FULL)
    regime = replace(CASE_REGIME, fields={path: rule})
    found = row(a_case(), replace(chrome, regimes={regime.id: regime}))
    everything = row(a_case(), chrome)
    assert everything.keys() - found.keys() == keys
    assert (found["names"] == []) is (path == "party.name")


def test_record_that_shows_no_name_goes_by_its_id(tmp_path: Path) -> None:
    case = replace(a_case(), title="")
    case.values["party"]["name"] = None
    assert row(case, a_corpus(tmp_path).chrome)["title"] == case.id


@pytest.mark.parametrize(
    ("organ", "regions", "written"),
    [
        ("内蒙古自治区呼和浩特市新城区人社局", ["150102"], ["人社局", "1", 6, 0]),
        ("新城区人社局", ["150102", "150102"], ["人社局", "1", 6, 11]),
        ("呼和浩特市人社局", ["150102", "150103"], ["人社局", "1", 4, 6]),
        ("呼和浩特市人社局", ["150102", "150202"], ["呼和浩特市人社局", "1"]),
        ("市人社局", ["150102"], ["市人社局", "1"]),
        ("新城区人社局", ["150102", None], ["新城区人社局", "1"]),
        ("新城区人力资源和社会保障局", ["150102"], [0, "1", 6, 11]),
    ],
)
def test_body_is_called_after_the_place_of_all_its_records(
    organ: str, regions: list[str | None], written: list[Any]
) -> None:
    rows = [{"body": "b", "organ": organ, "phone": "1", "region": code} for code in regions]
    assert bodies_of([*rows, {"body": None}]) == {"b": written}


def test_what_very_many_documents_are_called_is_a_number(tmp_path: Path) -> None:
    case = a_case()
    case.values["document"]["title"] = "行政处罚决定书"
    found = row(case, a_corpus(tmp_path).chrome)
    assert found["documents"] == ["行政处罚决定书"]
    shown = brief(found)
    assert (shown["d"], shown.keys() & {"x"}) == ([1], set())
