from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.model.record import Kind
from site_builder.search.row import row
from tests.render.helpers import a_corpus, a_listing, an_article


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


def test_article_is_found_by_its_title_alone(tmp_path: Path) -> None:
    article = an_article(Kind.NEWS, "nw-one", body="正文里的话", title="专项行动（一）")
    found = row(article, a_corpus(tmp_path).chrome)
    assert found == {
        "id": "nw-one",
        "kind": "news",
        "title": "专项行动（一）",
        "path": "news/nw-one.html",
        "organ": "自治区人力资源和社会保障厅",
        "hidden_from": "",
        "last_day": "",
        "names": ["专项行动一"],
    }
