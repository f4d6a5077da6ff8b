"""What a file that breaks off still tells of the record that the fault hits: what hides, acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from tests.office import Office, codes, listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = listing(1)["employer"]["name"]
REMOVED = {"kind": "removed_early", "on": "2025-06-02", "document": "测法1号"}
LAST = "document: 测法1号\n"
FAULTS = {
    "an unclosed quote": lambda text: text.replace("document: 测法", 'document: "测法', 1),
    "a line amiss below": lambda text: text.replace(LAST, f"{LAST}   reason: 依法\n", 1),
    "no text below": lambda text: text.replace(LAST, f"{LAST}    reason: \udcff\n", 1),
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1), listing(2)])
    made.build("2025-06-01")
    return made


def written(*records: object) -> str:
    return yaml.safe_dump([*records], allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_removal_above_a_fault_in_its_record_acts(
    office: Office, fault: Callable[[str], str]
) -> None:
    text = fault(written(listing(1, events=[REMOVED]), listing(2)))
    office.write("listings/a.yml", text.encode("utf-8", "surrogateescape"))
    report = office.build("2025-06-02")
    assert len(codes(report)) == 1
    assert report.withheld == [("t-0001", "removed_early")]
    assert office.shown() == {"t-0002"}
    assert office.files_with(NAME) == []


def test_a_removal_below_the_fault_is_not_known(office: Office) -> None:
    text = written(listing(1, events=[REMOVED]), listing(2))
    office.write("listings/a.yml", text.replace("events:", "project: [\n  events:", 1))
    office.build("2025-06-02")
    assert office.shown() == {"t-0001", "t-0002"}


def test_nothing_else_of_a_record_that_breaks_off_counts(office: Office) -> None:
    changed = listing(1, name="改过的示例公司", events=[{"kind": "remedied", "on": "2025-05-01"}])
    text = written(changed, listing(2))
    office.write("listings/a.yml", text.replace("on: '2025-05-01'", 'on: "2025-05-01', 1))
    office.build("2025-06-02")
    assert office.shown() == {"t-0001", "t-0002"}
    assert NAME in office.page("listings/t-0001.html")


def test_a_removal_acts_in_one_record_of_many_documents(office: Office) -> None:
    one, two = (
        yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
        for record in (listing(1, events=[REMOVED]), listing(2))
    )
    broken = one.replace("document: 测法", 'document: "测法', 1)
    office.write("listings/a.yml", f"{two}---\n{broken}")
    office.build("2025-06-02")
    assert office.shown() == {"t-0002"}
