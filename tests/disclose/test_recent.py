"""What feeds and downloads are told of entries and leavings, on each day around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import changes, take_down
from tests.disclose.examples import (
    LIST_REGIME,
    a_listing,
    a_site,
    a_statistic,
    an_article,
    an_event,
    day,
    disclosed,
    release,
    ruled,
    shipped,
    subjects,
)

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.model.public import PublicChange
    from site_builder.model.record import Record

LIST_NAME = "拖欠农民工工资失信联合惩戒对象名单管理暂行办法"
ARTICLE = f"《{LIST_NAME}》第十一条"


def told(folder: Path, as_of: str, *records: Record, **more: Any) -> list[PublicChange]:
    return list(disclosed(folder, as_of, *records, **more).corpus.changes())


def short(folder: Path, as_of: str, *records: Record, **more: Any) -> list[tuple[str, ...]]:
    return [(str(c.on), c.id, c.change, c.reason) for c in told(folder, as_of, *records, **more)]


@pytest.mark.parametrize(
    ("as_of", "is_told"),
    [
        ("2028-03-01", False),
        ("2028-03-02", True),
        ("2028-05-30", True),
        ("2028-05-31", False),
    ],
)
def test_an_end_is_told_for_ninety_days_from_the_first_off_the_site(
    tmp_path: Path,
    as_of: str,
    is_told: bool,  # noqa: FBT001
) -> None:
    assert bool(told(tmp_path, as_of, a_listing())) is is_told


def test_an_end_is_told_with_its_article_and_without_the_name(tmp_path: Path) -> None:
    [change] = told(tmp_path, "2028-03-02", a_listing())
    assert (change.id, change.path) == ("nm-2025-0012", "listings/nm-2025-0012.html")
    assert (change.reason, change.citation, change.is_public) == ("expired", ARTICLE, False)
    assert change.do_not_use_from == change.on == day("2028-03-02")
    assert "示例建筑" not in repr(change)


def test_a_regime_that_ends_a_listing_sooner_is_the_one_that_is_named(tmp_path: Path) -> None:
    kinder = replace(
        shipped()["credit-general-2026"], id="kinder", title="信用新规", in_force_from=None
    )
    clock = replace(kinder.clock, starts_with="decided_on", citation="第四条")
    regime = replace(shipped()[LIST_REGIME], also_judged_by=("kinder",))
    [change] = told(
        tmp_path, "2026-03-02", a_listing(), regimes=[regime, replace(kinder, clock=clock)]
    )
    assert change.citation == "《信用新规》第四条"


def test_an_entry_is_told_with_its_end(tmp_path: Path) -> None:
    [change] = told(tmp_path, "2025-03-01", a_listing())
    assert (change.change, change.reason, change.is_public) == ("enters", "in_force", True)
    assert change.do_not_use_from == day("2028-03-02")


@pytest.mark.parametrize(
    ("kind", "reason", "article"),
    [
        ("removed_early", "removed_early", "第十二条、第十三条"),
        ("revoked", "revoked", "第十六条"),
        ("suspended", "withheld", ""),
        ("shielded", "withheld", ""),
    ],
)
def test_only_an_end_by_law_is_told_by_its_class_and_article(
    tmp_path: Path, kind: str, reason: str, article: str
) -> None:
    record = a_listing("nm-1", an_event(kind, "2026-01-05"))
    [change] = told(tmp_path, "2026-02-01", record)
    assert (str(change.on), change.reason) == ("2026-01-05", reason)
    assert change.citation == (f"《{LIST_NAME}》{article}" if article else "")


def test_of_what_is_taken_down_by_hand_nobody_is_told_why(tmp_path: Path) -> None:
    held = {"nm-1": day("2026-01-05")}
    assert short(tmp_path, "2026-01-05", a_listing("nm-1"), held=held) == [
        ("2026-01-05", "nm-1", "leaves", "withheld")
    ]


def test_what_left_and_came_back_tells_both_and_until_when_each_time(tmp_path: Path) -> None:
    events = [an_event("suspended", "2025-03-10"), an_event("resumed", "2025-03-20")]
    found = told(tmp_path, "2025-04-01", a_listing("nm-1", *events))
    assert [(str(c.on), c.change, str(c.do_not_use_from)) for c in found] == [
        ("2025-03-20", "enters", "2028-03-02"),
        ("2025-03-10", "leaves", "2025-03-10"),
        ("2025-03-01", "enters", "2025-03-10"),
    ]
    assert all(change.is_public for change in found)


def test_a_withdrawn_article_is_told_by_day_and_class(tmp_path: Path) -> None:
    record = an_article("tc-1", withdrawn_on="2025-06-01")
    [change] = [c for c in told(tmp_path, "2025-06-01", record) if c.change == "leaves"]
    assert (str(change.on), change.kind, change.reason) == (
        "2025-06-01",
        "typical-case",
        "withdrawn",
    )
    assert (change.path, change.citation) == ("typical-cases/tc-1.html", "")


def test_of_human_beings_drafts_figures_and_what_tells_too_much_nothing_is_told(
    tmp_path: Path,
) -> None:
    records = [
        a_listing("nm-1", employer={"party_kind": "natural_person"}, number="1号"),
        a_listing("nm-2", number="2号"),
        a_statistic("st-1"),
    ]
    assert told(tmp_path, "2025-03-02", *records, drafts=["nm-2"]) == []
    found = release(subjects(tmp_path, a_listing("nm-3")), tmp_path, "2025-03-02", ["nm-3"])
    assert list(found.corpus.changes()) == []


def test_whoever_has_human_beings_in_downloads_learns_that_they_left(tmp_path: Path) -> None:
    person = a_listing("nm-1", employer={"party_kind": "natural_person"})
    site = replace(a_site(), natural_persons_in_data="示法制审〔2025〕1号")
    found = disclosed(tmp_path, "2025-03-05", person, site=site)
    assert [change.id for change in found.corpus.changes()] == ["nm-1"]
    take_down(found.corpus, "nm-1", day("2025-03-05"))
    assert [change.change for change in found.corpus.changes()] == ["leaves", "enters"]


def test_a_party_whose_kind_and_numbers_do_not_show_might_be_human(tmp_path: Path) -> None:
    regime = ruled("employer.party_kind")
    record = a_listing("nm-1", regime=regime.id, employer={"credit_code": None})
    coded = a_listing("nm-2", regime=regime.id, number="2号")
    found = told(tmp_path, "2028-03-02", record, coded, regimes=[regime])
    assert [change.id for change in found] == ["nm-2"]


def test_they_are_the_changes_that_the_command_tells(tmp_path: Path) -> None:
    records = [
        a_listing("nm-1", an_event("suspended", "2025-05-01"), an_event("revoked", "2025-05-09")),
        a_listing("nm-2", number="2号", decided_on="2025-04-30"),
        an_article("tc-1", embargo_until="2025-05-20T09:00"),
        an_article("tc-2", published_on="2024-05-20", withdrawn_on="2025-05-20"),
    ]
    found = subjects(tmp_path, *records)
    by_command = changes(found, day("2025-03-03"), day("2025-06-01"))
    public = list(release(found, tmp_path, "2025-06-01").corpus.changes())
    assert sorted((c.on, c.id, c.change) for c in public) == [
        (c.on, c.id, c.change) for c in by_command
    ]


def test_the_beginning_of_the_calendar_has_ninety_days_before_it_too(tmp_path: Path) -> None:
    assert told(tmp_path, "0001-01-15", a_listing(decided_on="0001-01-10"))[0].change == "enters"
