"""A year of nights: whoever should be gone is in no file of any release."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.law.explained import an_event, case, holding, listing
from tests.office import article, codes

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2028


def _plus(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _records() -> list[tuple[dict[str, Any], date]]:
    """Records that all leave within the year, each with its first day gone, worked out by hand."""
    found: list[tuple[dict[str, Any], date]] = []
    for number in range(1, 7):
        decided_on = date(2025, 2 * number, 28 if number == 1 else 3)
        employer = {
            "name": f"测试区远禾{number}号建筑劳务有限公司",
            "region": "150102",
            "former_names": [f"测试区旧称{number}号劳务公司"],
        }
        record = listing(number, decided_on=str(decided_on), employer=employer)
        found.append((record, _plus(decided_on, 3) + timedelta(days=1)))
    removed = [an_event("remedied", "2027-01-01"), an_event("removed_early", "2028-05-09")]
    found.append((listing(7, decided_on="2026-01-01", events=removed), date(2028, 5, 9)))
    revoked = [an_event("revoked", "2028-02-29")]
    found.append((listing(8, decided_on="2026-01-01", events=revoked), date(2028, 2, 29)))
    found.append((case(1, issued_on="2027-07-15"), date(2028, 7, 16)))
    repaired = [an_event("repaired", "2028-03-31")]
    found.append((case(2, issued_on="2027-11-15", events=repaired), date(2028, 3, 31)))
    return found


def _values(record: dict[str, Any]) -> list[str]:
    """The names, persons and numbers by which a reader could tell whom a record is about."""
    party = record.get("employer") or record["party"]
    document = record.get("decision") or record["document"]
    people = [person["name"] for person in record.get("persons", ())]
    return [party["name"], *party.get("former_names", ()), *people, document["number"]]


def test_whoever_should_be_gone_is_in_no_file_of_any_night(tmp_path: Path) -> None:
    ends = _records()
    office = holding(tmp_path, *(record for record, _gone_on in ends))
    link = "[远禾1号公司](listing:t-0001)欠薪，[另一家](listing:t-0007)付清。"
    office.signed("typical-cases/told.md", article(link, id="told-1", cases=["tc-0001"]))
    eves = {gone_on - timedelta(days=1) for _record, gone_on in ends}
    nights = {date(YEAR, 1, 1), date(YEAR, 12, 31), *eves, *(on for _record, on in ends)}
    for night in sorted(nights):
        report = office.build(str(night))
        assert set(codes(report)) <= {"calendar-missing", "removed-before-wait"}, night
        for record, gone_on in ends:
            if night < gone_on:
                assert record["id"] in office.shown(), (record["id"], night)
                continue
            assert record["id"] not in office.shown(), (record["id"], night)
            for value in _values(record):
                assert office.files_with(value) == [], (record["id"], night)
    assert office.shown() == {"told-1"}
    assert "某公司" in office.page("typical-cases/told-1.html")
