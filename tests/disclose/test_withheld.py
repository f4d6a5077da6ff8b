from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import culprits, shown_texts, withheld_values
from site_builder.disclose.own_texts import structured
from site_builder.model.record import Kind
from site_builder.model.regime import Show
from tests.disclose.examples import (
    a_listing,
    a_statistic,
    an_article,
    an_event,
    release,
    ruled,
    subject,
    subjects,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from site_builder.disclose import Subject
    from site_builder.model.record import Record

ALL_OF_IT = ("内蒙古示例建筑工程有限公司", "91150102MA0AAAAA1X", "示人社列字〔2025〕12号", "张三")


def withheld(
    folder: Path, as_of: str, *records: Record, beside: Sequence[Subject] = (), **more: Any
) -> dict[str, tuple[str, ...]]:
    found = subjects(folder, *records, **more)
    return dict(withheld_values(found, release(found, folder, as_of), beside))


def test_of_a_listing_in_force_that_shows_everything_nothing_is_withheld(tmp_path: Path) -> None:
    assert withheld(tmp_path, "2025-06-01", a_listing()) == {}


@pytest.mark.parametrize("as_of", ["2025-02-28", "2028-03-02"])
def test_of_a_listing_not_in_force_everything_is(tmp_path: Path, as_of: str) -> None:
    assert withheld(tmp_path, as_of, a_listing()) == {"nm-2025-0012": ALL_OF_IT}


def test_of_a_draft_everything_is(tmp_path: Path) -> None:
    found = withheld(tmp_path, "2025-06-01", a_listing(), drafts=["nm-2025-0012"])
    assert found == {"nm-2025-0012": ALL_OF_IT}


def test_a_person_whose_role_is_not_public_is_withheld(tmp_path: Path) -> None:
    manager = {"name": "王五", "role": "responsible_manager"}
    record = a_listing(persons=[{"name": "张三", "role": "principal"}, manager])
    assert withheld(tmp_path, "2025-06-01", record) == {"nm-2025-0012": ("王五",)}


def test_a_person_in_two_roles_of_which_one_is_public_is_not(tmp_path: Path) -> None:
    roles = ("principal", "responsible_manager")
    record = a_listing(persons=[{"name": "张三", "role": role} for role in roles])
    assert withheld(tmp_path, "2025-06-01", record) == {}


def test_a_hidden_person_is_withheld(tmp_path: Path) -> None:
    record = a_listing("nm-1", an_event("person_hidden", "2025-06-01", name="张三"))
    assert withheld(tmp_path, "2025-05-31", record) == {}
    assert withheld(tmp_path, "2025-06-01", record) == {"nm-1": ("张三",)}


@pytest.mark.parametrize("show", [Show.SURNAME, Show.MASKED, Show.WITHHELD])
def test_a_name_shown_in_part_is_withheld_whole(tmp_path: Path, show: Show) -> None:
    regime = ruled("persons.name", show=show)
    found = withheld(tmp_path, "2025-06-01", a_listing(regime="test-regime"), regimes=[regime])
    assert found == {"nm-2025-0012": ("张三",)}


def test_a_new_name_is_withheld_until_its_day_and_an_older_one_after_it(tmp_path: Path) -> None:
    events = [an_event("renamed", f"2025-0{n}-01", name=f"测试{n}公司") for n in (5, 7)]
    record = a_listing("nm-1", *events)
    found = {
        as_of: withheld(tmp_path, as_of, record).get("nm-1", ())
        for as_of in ("2025-04-30", "2025-05-01", "2025-07-01")
    }
    assert found == {
        "2025-04-30": ("测试5公司", "测试7公司"),
        "2025-05-01": ("测试7公司",),
        "2025-07-01": ("测试5公司",),
    }


def test_the_title_of_an_article_is_withheld_until_it_shows(tmp_path: Path) -> None:
    article = an_article("tc-1", published_on="2025-04-01")
    assert withheld(tmp_path, "2025-03-31", article) == {"tc-1": ("拿回过年钱",)}
    assert withheld(tmp_path, "2025-04-01", article) == {}


def test_a_figure_identifies_nobody(tmp_path: Path) -> None:
    assert withheld(tmp_path, "2024-01-01", a_statistic()) == {}


def test_what_the_content_no_longer_holds_is_withheld_whole(tmp_path: Path) -> None:
    missing = subject(tmp_path, a_listing("nm-gone", number="9号"))
    found = withheld(tmp_path, "2025-06-01", a_listing(), beside=[missing])
    assert found == {"nm-gone": (*ALL_OF_IT[:2], "9号", "张三")}


@pytest.mark.parametrize("field", ["employer.name", "employer.credit_code", "decision.number"])
@pytest.mark.parametrize("show", [Show.FULL, Show.MASKED, Show.SURNAME, Show.WITHHELD])
def test_nothing_that_a_record_shows_itself_is_withheld(
    tmp_path: Path, field: str, show: Show
) -> None:
    found = subjects(
        tmp_path,
        a_listing("nm-1", an_event("renamed", "2025-05-01", name="新名"), regime="test-regime"),
        regimes=[ruled(field, show=show)],
    )
    shown = release(found, tmp_path, "2025-06-01")
    public = shown.corpus.get("nm-1")
    assert public is not None
    hidden = dict(withheld_values(found, shown, ())).get("nm-1", ())
    assert not set(hidden) & {*structured(public), public.title}
    assert set(hidden) | set(structured(public)) >= set(ALL_OF_IT)


def test_the_texts_shown_are_those_of_listings_bodies_and_laws(tmp_path: Path) -> None:
    ended = a_listing("nm-2", an_event("revoked", "2025-05-01"), employer={"name": "别的公司"})
    found = subjects(tmp_path, a_listing("nm-1", number="1号"), ended, an_article("tc-1"))
    texts = set(shown_texts(release(found, tmp_path, "2025-06-01").corpus))
    assert {*ALL_OF_IT[:2], "1号", "张三"} < texts
    assert {"呼和浩特市人力资源和社会保障局", "人力资源和社会保障部令第45号"} < texts
    assert not texts & {"别的公司", "拿回过年钱"}


def test_what_shows_in_traditional_characters_shows_in_simplified_ones_too(tmp_path: Path) -> None:
    found = subjects(tmp_path, a_listing("nm-1", employer={"name": "裝飾公司"}))
    texts = list(shown_texts(release(found, tmp_path, "2025-06-01").corpus))
    assert [text for text in texts if text.endswith("公司")] == ["裝飾公司", "装饰公司"]


# Whose own text leaks


def culprits_of(folder: Path, values: Sequence[str], *records: Record) -> list[str]:
    return culprits(release(subjects(folder, *records), folder, "2025-06-01").corpus, values)


def test_an_article_that_names_a_firm_outright_is_the_culprit(tmp_path: Path) -> None:
    articles = [
        an_article("tc-body", "记者走访了别的公司。"),
        an_article("tc-title", title="别的公司付清工资"),
        an_article("tc-tag", tags=["别的公司"]),
        an_article("nw-source", source={"name": "别的公司"}, kind=Kind.NEWS),
        an_article("tc-innocent", "双方达成一致。"),
    ]
    found = culprits_of(tmp_path, ["别的公司"], *articles)
    assert sorted(found) == ["nw-source", "tc-body", "tc-tag", "tc-title"]


@pytest.mark.parametrize("written", ["别 的 公司", "别\u200b的公司", "“别的”公司"])
def test_a_name_is_found_however_it_is_spaced(tmp_path: Path, written: str) -> None:
    assert culprits_of(tmp_path, ["别的公司"], an_article("tc-1", f"走访{written}")) == ["tc-1"]


def test_a_listings_new_name_may_be_the_culprit(tmp_path: Path) -> None:
    record = a_listing("nm-1", an_event("renamed", "2025-05-01", name="李四的公司"))
    assert culprits_of(tmp_path, ["李四"], record) == ["nm-1"]


def test_who_shows_a_value_lawfully_is_no_culprit(tmp_path: Path) -> None:
    ended = a_listing("nm-2", an_event("revoked", "2025-05-01"), employer={"name": "别的公司"})
    lawful = a_listing("nm-1")
    article = an_article("tc-1", "走访别的公司，张三在场。")
    values = ended.facts.identifying
    assert {"张三", "示人社列字〔2025〕12号"} < set(values)
    assert culprits_of(tmp_path, values, lawful, ended, article) == ["tc-1"]
