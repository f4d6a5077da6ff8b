"""Real lists through import, approve and build: of China, Japan and Brazil.

The rows are read where they lie and written into a scratch site, never into the project.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import explain
from site_builder.intake import Outcome
from site_builder.model.moment import Moment
from site_builder.prepare import prepare
from site_builder.store.content import ContentStore
from tests.intake.clerk import Clerk, said

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).parents[2].parent / "shared" / "data"
CHINA = DATA / "cn-lists" / "wage-arrears-lists.csv"
JAPAN = DATA / "foreign" / "jp-labour-violations.csv"
BRAZIL = DATA / "foreign" / "br-lista-suja.csv"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")

MAP_OF_CHINA = """
columns:
  employer_name: employer.name
  employer_kind: employer.party_kind
  credit_code: employer.credit_code
  legal_rep: legal_representative
  workers: arrears.workers
  amount_yuan: arrears.amount
  amount_text: arrears.amount
  decision_date: decision.decided_on
  doc_no: decision.number
  issuing_body: decision.organ
  province: employer.region
  city: employer.region
  valid_to: ends_on
constants: {regime: arrears-list-2022}
"""


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _text(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _organs(clerk: Clerk, names: Iterable[str]) -> dict[str, str]:
    """Write and sign the bodies that a list names; their ids by name."""
    ids = {name: f"body-{number:02}" for number, name in enumerate(sorted(set(names)), start=1)}
    known = {
        "id": "hrss",
        "name": "测试区人力资源和社会保障局",
        "level": "county",
        "region": "150102",
    }
    bodies = [{"id": ids[name], "name": name, "level": "province"} for name in ids]
    clerk.office.signed("organs.yml", [known, *bodies])
    return ids


def _accounted(outcome: Outcome) -> int:
    """How many rows of a list something became of."""
    plan = outcome.plan
    records = len(plan.new) + len(plan.changed) + len(plan.unchanged) + len(plan.already)
    return records + len(plan.ended) + len(plan.merged) + len(plan.open) + len(plan.left_out)


def _days(clerk: Clerk, as_of: str) -> dict[str, tuple[str, str | None]]:
    """The first and the last day shown of every record, by its document's number."""
    store = ContentStore(clerk.desk / "content.sqlite")
    moment = Moment.parse(as_of)
    found = prepare(clerk.office.folders, moment, None, store)
    days: dict[str, tuple[str, str | None]] = {}
    for record in clerk.records():
        subject = found.subjects.get(record["id"])
        assert subject is not None
        said = explain(subject, moment).as_json("en")
        days[record["decision"]["number"]] = (str(said["starts_on"]), _day(said["last_day"]))
    store.close()
    return days


def _day(found: object) -> str | None:
    return None if found is None else str(found)


def test_every_row_of_the_chinese_lists_is_accounted_for(clerk: Clerk) -> None:
    rows = _rows(CHINA)
    assert len(rows) == 93
    _organs(clerk, (row["issuing_body"] for row in rows))
    path = clerk.csv(_text(rows), "欠薪名单.csv")
    outcome = clerk.take_in(path, map=clerk.map(MAP_OF_CHINA), as_of="2026-11-21")
    assert _accounted(outcome) == 93
    assert not outcome.problems

    refused = {rows[each.number - 2]["row_id"]: each.problems() for each in outcome.plan.open}
    assert all(refused.values())
    reasons = {name: {p.code for p in found} for name, found in refused.items()}
    # The source gives no number, no day or only a month for most: no term can be counted.
    assert Counter(code for found in reasons.values() for code in found)["clock-cannot-start"] > 60
    invalid = next(row["row_id"] for row in rows if row["credit_code_check"] == "invalid")
    assert "bad-credit-code" in reasons[invalid]
    # "123万元＋40万元" beside a sum, for "100余" workers.
    contradicting = next(row["row_id"] for row in rows if "＋" in row["amount_text"])
    assert "bad-number" in reasons[contradicting]
    vague = {row["row_id"] for row in rows if row["amount_text"].startswith("约")}
    assert all("bad-number" in reasons[name] for name in vague)
    spread = {row["row_id"] for row in rows if "或" in row["decision_date"]}
    assert all("bad-date" in reasons[name] for name in spread)

    # L041 is the one row that says all that the law of 2022 needs.
    (taken,) = outcome.plan.new
    assert rows[taken.row.number - 2]["row_id"] == "L041"
    assert {rows[each.number - 2]["row_id"] for each in outcome.plan.ended} == {
        "L167",
        "L168",
        "L171",
    }
    clerk.office.approve("listings/import.jsonl", on="2026-02-12")
    clerk.office.build("2026-11-21")
    assert clerk.office.shown() == {taken.id}
    assert list(_days(clerk, "2026-11-21").values()) == [("2026-02-02", "2029-02-02")]


def test_two_amounts_that_differ_are_a_question(clerk: Clerk) -> None:
    rows = [row for row in _rows(CHINA) if row["row_id"] == "L041"]
    _organs(clerk, (row["issuing_body"] for row in rows))
    rows[0]["amount_text"] = "62701.42元"
    outcome = clerk.take_in(clerk.csv(_text(rows)), map=clerk.map(MAP_OF_CHINA), as_of="2026-11-21")
    assert [code for code, _cell, _message in said(outcome)] == ["cells-disagree"]
    assert outcome.plan.open[0].asks


MAP_OF_JAPAN = """
columns:
  line: decision.number
  company_name: employer.name
  labor_bureau: decision.organ
  first_appeared: decision.decided_on
  last_appeared: events.removed_early
  violation_law: decision.basis
  violation_summary: decision.reason
constants: {regime: jp-publication}
formats: {last_appeared: "%Y-%m-%d +1 day"}
"""
FIELDS = {"employer.name": {"show": "full", "citation": "公表"}}


def test_the_days_of_the_japanese_list_are_reproduced(clerk: Clerk) -> None:
    # The source gives no numbers of decisions (its lines are numbered here, so that each notice
    # stands alone), no codes, no regions by our codes, and no last day of the 108 still shown.
    rows = [{"line": f"第{n}号", **row} for n, row in enumerate(_rows(JAPAN), start=1)]
    _organs(clerk, (row["labor_bureau"] for row in rows))
    regime = {
        "id": "jp-publication",
        "name": "労働基準関係法令違反に係る公表事案",
        "applies_to": ["listing"],
        "clock": {"starts_with": "decided_on", "term": "none", "citation": "約一年間"},
        "fields": FIELDS,
    }
    clerk.office.signed("regimes/jp-publication.yml", regime)
    outcome = clerk.take_in(clerk.csv(_text(rows)), map=clerk.map(MAP_OF_JAPAN), as_of="2026-02-01")
    assert outcome.is_clean
    assert len(outcome.plan.new) == len(rows) == 932
    clerk.office.approve("listings/import.jsonl", on="2026-02-01")
    days = _days(clerk, "2026-02-01")
    wanted = {r["line"]: (r["first_appeared"], r["last_appeared"] or None) for r in rows}
    assert days == wanted
    assert sum(last is None for _first, last in wanted.values()) == 108
    again = clerk.take_in(clerk.csv(_text(rows)), map=clerk.map(MAP_OF_JAPAN), as_of="2026-02-01")
    assert (again.is_clean, again.written) == (True, [])


MAP_OF_BRAZIL = """
columns:
  line: decision.number
  name: employer.name
  workers: arrears.workers
  included: decision.decided_on
  taken_out: events.removed_early
  included_again: events.restored
drop: [document]
constants: {regime: br-cadastro, decision.organ: Ministério do Trabalho e Emprego}
formats:
  included: "%d/%m/%Y"
  taken_out: "%d/%m/%Y +1 day"
  included_again: "%d/%m/%Y"
"""
_SPAN = re.compile(r"(\S+)(?: a (\S+), (\S+))?")


def test_the_days_of_the_brazilian_list_are_reproduced(clerk: Clerk) -> None:
    # The source gives no numbers or days of decisions, and the last day of three employers alone,
    # who were taken out and included again: all three days in one cell, parted here.
    rows = []
    for number, row in enumerate(_rows(BRAZIL), start=1):
        days = _SPAN.fullmatch(row["inclusion_dates_as_published"])
        assert days is not None
        split = dict(zip(("included", "taken_out", "included_again"), days.groups(""), strict=True))
        rows.append({"line": f"{number}", **row, **split})
    _organs(clerk, ["Ministério do Trabalho e Emprego"])
    regime = {
        "id": "br-cadastro",
        "name": "Cadastro de Empregadores",
        "applies_to": ["listing"],
        "clock": {"starts_with": "decided_on", "term": {"years": 2}, "citation": "dois anos"},
        "fields": FIELDS,
    }
    clerk.office.signed("regimes/br-cadastro.yml", regime)
    outcome = clerk.take_in(
        clerk.csv(_text(rows)), map=clerk.map(MAP_OF_BRAZIL), as_of="2025-11-01"
    )
    assert outcome.is_clean
    assert len(outcome.plan.new) == len(rows) == 227
    clerk.office.approve("listings/import.jsonl", on="2025-11-01")
    restored = [row for row in rows if row["taken_out"]]
    assert len(restored) == 3
    before = _days(clerk, "2023-02-16")
    firsts = {row["line"]: _iso(row["included"]) for row in rows}
    assert {line: first for line, (first, _last) in before.items()} == firsts
    now = _days(clerk, "2025-11-01")
    for row in restored:
        # On the day before it came back it was gone since the day after the last one shown.
        gone = Moment.start_of(_date(row["included_again"])).day.toordinal() - 1
        on = type(_date(row["included"])).fromordinal(gone).isoformat()
        assert _days(clerk, on)[row["line"]][1] == _iso(row["taken_out"])
        assert now[row["line"]][0] == _iso(row["included_again"])


def _date(text: str) -> Any:
    return Moment.parse(_iso(text)).day


def _iso(text: str) -> str:
    day, month, year = text.split("/")
    return f"{year}-{month}-{day}"
