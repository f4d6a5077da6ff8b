"""The notice of a penalty that was withdrawn: 行政处罚法 第四十八条."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import lawful_values
from site_builder.model.record import EventKind, State
from tests.disclose.examples import (
    CITY,
    a_listing,
    an_event,
    day,
    disclosed,
    gone,
    shipped,
)
from tests.disclose.test_cases import a_case, ruled

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.disclose import Disclosed
    from site_builder.model.public import Gone, Notice
    from site_builder.model.record import Record

FELL = "2026-06-01"
NUMBER = "示人社监罚字〔2026〕7号"
LISTED = {"name": "内蒙古另名劳务有限公司", "region": "150102"}


def fallen(kind: str = "revoked", **event: Any) -> Record:
    return a_case("cs-1", events=({"kind": kind, "on": FELL, **event},))


def the_gone(found: Disclosed, record_id: str = "cs-1") -> Gone:
    [entry] = [entry for entry in gone(found) if entry.id == record_id]
    return entry


def notice(folder: Path, *records: Record, as_of: str = FELL, **more: Any) -> Notice | None:
    found = disclosed(folder, as_of, *records, **more)
    assert found.problems == []
    return the_gone(found).notice


@pytest.mark.parametrize("kind", ["revoked", "changed", "confirmed_unlawful", "confirmed_void"])
def test_it_tells_which_document_fell_how_when_and_why(tmp_path: Path, kind: str) -> None:
    found = notice(tmp_path, fallen(kind, reason="主要证据不足"))
    assert found is not None
    assert (found.event, found.on) == (EventKind(kind), day(FELL))
    assert (found.number, found.issued_on, found.organ) == (NUMBER, "2026-05-06", CITY.id)
    assert (found.reason, found.replaced_by, found.replacing_case) == ("主要证据不足", None, None)


def test_the_article_is_that_of_the_law_that_asks_for_it(tmp_path: Path) -> None:
    entry = the_gone(disclosed(tmp_path, FELL, fallen()))
    assert (entry.state, entry.citation) == (State.REVOKED, "行政处罚法第四十八条")


@pytest.mark.parametrize("kind", ["repaired", "suspended"])
def test_what_did_not_fall_has_none(tmp_path: Path, kind: str) -> None:
    found = gone(disclosed(tmp_path, FELL, fallen(kind, reason="理由")))
    assert [entry.notice for entry in found] == ([None] if kind == "repaired" else [])


def test_a_type_that_the_law_does_not_name_and_a_listing_have_none(tmp_path: Path) -> None:
    order = replace(fallen(reason="理由"), values={**fallen().values, "type": "payment_order"})
    assert notice(tmp_path, order) is None
    listing = a_listing("nm-1", an_event("revoked", FELL, reason="理由"))
    [entry] = gone(disclosed(tmp_path, FELL, listing))
    assert (entry.notice, entry.state) == (None, State.REVOKED)


def test_a_regime_that_asks_for_none_has_none(tmp_path: Path) -> None:
    silent = replace(shipped()["credit-general-2026"], revocation=None)
    entry = the_gone(disclosed(tmp_path, FELL, fallen(reason="理由"), regimes=[silent]))
    assert (entry.notice, entry.citation) == (None, "")


@pytest.mark.parametrize("path", ["document.number", "document.organ", "document.issued_on"])
def test_what_the_regime_never_showed_stays_untold(tmp_path: Path, path: str) -> None:
    regime = ruled(path, show="withheld")
    record = a_case("cs-1", regime=regime.id, events=({"kind": "revoked", "on": FELL},))
    found = notice(tmp_path, record, regimes=[regime])
    assert found is not None
    assert getattr(found, path.removeprefix("document.")) is None


@pytest.mark.parametrize(
    ("as_of", "stands"),
    [("2026-05-31", False), (FELL, True), ("2027-05-31", True), ("2027-06-01", False)],
)
def test_it_stands_for_a_year_from_its_day(
    tmp_path: Path,
    as_of: str,
    stands: bool,  # noqa: FBT001
) -> None:
    assert bool(gone(disclosed(tmp_path, as_of, fallen()))) is stands


def test_the_year_counts_from_the_fall_though_the_case_was_hidden_before(tmp_path: Path) -> None:
    suspended = {"kind": "suspended", "on": "2026-05-20"}
    late = {"kind": "revoked", "on": "2027-04-20", "reason": "法院判决撤销"}
    record = a_case("cs-1", events=(suspended, late))
    for as_of, stands in (("2027-04-19", False), ("2028-04-18", True), ("2028-04-19", False)):
        assert bool(gone(disclosed(tmp_path, as_of, record))) is stands


def test_the_last_of_several_falls_is_told(tmp_path: Path) -> None:
    events = (
        {"kind": "changed", "on": "2026-05-20", "reason": "先变更"},
        {"kind": "confirmed_void", "on": FELL, "reason": "后确认"},
    )
    found = notice(tmp_path, a_case("cs-1", events=events))
    assert found is not None
    assert (found.event, found.reason) == (EventKind.CONFIRMED_VOID, "后确认")


# What took its place


def test_another_document_is_named_as_written(tmp_path: Path) -> None:
    found = notice(tmp_path, fallen("changed", superseded_by="示人社监罚字〔2026〕99号"))
    assert found is not None
    assert (found.replaced_by, found.replacing_case) == ("示人社监罚字〔2026〕99号", None)


@pytest.mark.parametrize("written", ["cs-2", "示人社监罚字〔2026〕8号", "示人社监罚字[2026]8号"])
def test_a_case_of_the_site_is_meant_by_its_id_and_by_its_number(
    tmp_path: Path, written: str
) -> None:
    records = [
        fallen("changed", superseded_by=written),
        a_case("cs-2", number="示人社监罚字〔2026〕8号"),
    ]
    found = notice(tmp_path, *records)
    assert found is not None
    assert (found.replaced_by, found.replacing_case) == (None, "cs-2")


def test_an_id_that_leads_nowhere_is_not_told(tmp_path: Path) -> None:
    found = notice(tmp_path, fallen("changed", superseded_by="cs-9"))
    assert found is not None
    assert found.replaced_by is None


# Words that tell whom it was about


@pytest.mark.parametrize(
    ("field", "event"),
    [
        ("reason", {"reason": "经查，内蒙古示例建筑工程有限公司并未拖欠"}),
        ("reason", {"reason": "内蒙古示例建筑工程 有限公司 并未拖欠"}),
        ("reason", {"reason": "经查，示例建筑工程并未拖欠"}),
        ("reason", {"reason": "经查，示例公司并未拖欠"}),
        ("superseded_by", {"superseded_by": "关于内蒙古示例建筑工程有限公司的决定"}),
    ],
)
def test_words_with_the_name_are_left_out_and_reported(
    tmp_path: Path, field: str, event: dict[str, str]
) -> None:
    found = disclosed(tmp_path, FELL, fallen("changed", **event))
    told = the_gone(found).notice
    assert told is not None
    assert (told.reason, told.replaced_by, told.number) == (None, None, NUMBER)
    [problem] = found.problems
    assert (problem.code, problem.record, problem.is_error) == ("leak", "cs-1", True)
    assert problem.field == f"events[0].{field}"
    assert "示例建筑" not in problem.text("zh")


@pytest.mark.parametrize("part", ["MA0AAAA1X", "ＭＡ０ＡＡＡＡ１", "150102 MA0AAAA1"])
def test_words_with_half_of_the_code_are_left_out_and_reported(tmp_path: Path, part: str) -> None:
    party = {**a_case("cs-1").values["party"], "credit_code": "91150102MA0AAAA1X7"}
    record = fallen("revoked", reason=f"机构代码{part}有误")
    facts = replace(record.facts, identifying=(*record.facts.identifying, party["credit_code"]))
    record = replace(record, facts=facts, values={**record.values, "party": party})
    found = disclosed(tmp_path, FELL, record)
    told = the_gone(found).notice
    assert told is not None
    assert told.reason is None
    assert [problem.code for problem in found.problems] == ["leak"]


def test_a_number_with_the_name_in_it_is_left_out_and_reported(tmp_path: Path) -> None:
    number = "内蒙古示例建筑工程有限公司案1号"
    record = a_case("cs-1", number=number, events=({"kind": "revoked", "on": FELL},))
    found = disclosed(tmp_path, FELL, record)
    told = the_gone(found).notice
    assert told is not None
    assert told.number is None
    assert [problem.field for problem in found.problems] == ["document.number"]
    assert lawful_values(found.corpus) == {}


def test_the_number_may_stand_in_the_reason_and_a_listed_name_may_not(tmp_path: Path) -> None:
    linked = a_listing("nm-1", employer=LISTED)
    events = ({"kind": "revoked", "on": FELL, "reason": f"撤销{NUMBER}，当事人不服"},)
    fine = a_case("cs-1", listing="nm-1", events=events)
    found = notice(tmp_path, fine, linked)
    assert found is not None
    assert found.reason == events[0]["reason"]
    for words in (LISTED["name"], "另名劳务", "另名公司"):
        told = ({**events[0], "reason": f"{words}不服"},)
        broken = disclosed(tmp_path, FELL, a_case("cs-1", listing="nm-1", events=told), linked)
        assert [problem.code for problem in broken.problems] == ["leak"]


def test_the_number_is_lawful_in_the_one_file_of_its_notice(tmp_path: Path) -> None:
    records = [fallen(), a_case("cs-2", number="2号")]
    found = disclosed(tmp_path, FELL, *records)
    assert lawful_values(found.corpus) == {"site/cases/2026/cs-1.html": frozenset({NUMBER})}
