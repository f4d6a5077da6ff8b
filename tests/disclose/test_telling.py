"""A record whose own text tells what it may not show is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_builder.model.record import State
from tests.disclose.examples import a_listing, an_article, disclosed, ruled, shown
from tests.disclose.test_cases import PARTY, a_case

if TYPE_CHECKING:
    from pathlib import Path

NIGHT = "2026-06-01"


def a_person(name: str = "王小明") -> dict[str, Any]:
    return {"name": name, "party_kind": "natural_person", "region": "150102"}


@pytest.mark.parametrize("field", ["facts", "basis", "outcome"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("王小明", "经查，王小明拖欠工人工资八万元。"),
        ("王小明", "对王　小明罚款。"),
        ("欧阳小明", "经查，欧阳小明拖欠工资。"),
        ("甘德", "经查甘德拖欠工资。"),
        ("阿拉坦苏和", "由阿拉坦苏和承包。"),
        ("John Smith", "the builder john smith owes wages"),
    ],
)
def test_a_whole_name_amid_a_text_takes_the_record_out(
    tmp_path: Path, field: str, name: str, text: str
) -> None:
    told, other = a_case(party=a_person(name), **{field: text}), a_case("cs-2026-0002")
    found = disclosed(tmp_path, NIGHT, told, other)
    assert found.withheld == {told.id: State.UNVETTED}
    assert found.states == {"case": {"in_force": 1, "unvetted": 1}}
    assert found.corpus.ids() == {other.id}
    [problem] = found.problems
    assert (problem.code, problem.record, problem.is_error) == ("leak", told.id, True)
    assert name not in problem.text("en")


def test_a_surname_or_a_firms_own_name_tells_nothing(tmp_path: Path) -> None:
    person = a_case(party=a_person(), facts="王某拖欠工资，另有王大明。")
    firm = a_case("cs-2026-0002", facts=f"{PARTY['name']}拖欠工资。")
    assert disclosed(tmp_path, NIGHT, person, firm).problems == []


def test_a_firm_may_bear_the_name_of_a_person_who_may_not_show(tmp_path: Path) -> None:
    regime = ruled("persons.name")
    employer = {"name": "张三建材经营部", "region": "150102"}
    reason = "张三建材经营部拖欠工资"
    record = a_listing(employer=employer, reason=reason, regime=regime.id)
    assert disclosed(tmp_path, NIGHT, record, regimes=[regime]).problems == []


def test_a_listing_whose_reason_names_a_hidden_person_is_taken_out(tmp_path: Path) -> None:
    regime = ruled("persons.name")
    record = a_listing(reason="由张三承包，拖欠工资", regime=regime.id)
    found = disclosed(tmp_path, NIGHT, record, regimes=[regime])
    assert found.withheld == {record.id: State.UNVETTED}


@pytest.mark.parametrize("is_over", [True, False])
def test_an_article_may_not_name_a_person_whose_case_it_links_to(
    tmp_path: Path,
    is_over: bool,  # noqa: FBT001
) -> None:
    case = a_case(party=a_person(), events=[{"kind": "revoked", "on": NIGHT}] if is_over else [])
    article = an_article(body="包工头王小明付清了工资。", cases=[case.id])
    found = disclosed(tmp_path, NIGHT, article, case)
    assert found.withheld[article.id] is State.UNVETTED
    plain = an_article(body="包工头王某付清了工资。", cases=[case.id])
    assert shown(disclosed(tmp_path, NIGHT, plain, case), plain.id).body
