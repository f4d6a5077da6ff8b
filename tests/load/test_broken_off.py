"""What still stands of a record that a fault hits, in YAML or in JSON lines: what hides, acts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load.broken_off import broken_line
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


LINE = json.dumps(listing(1, events=[REMOVED]), ensure_ascii=False)
LINE_FAULTS = {
    "a comma too many": lambda line: line.replace("}]}", "}],}", 1),
    "one within the events": lambda line: line.replace("}]}", "},]}", 1),
    "an unclosed quote": lambda line: line.replace('法1号"}]}', "法1号}]}", 1),
    "a line cut short": lambda line: line[: line.index('"document": "测法1号"') + 5],
    "events twice": lambda line: (
        f'{line[:-1]}, "events": [{{"kind": "remedied", "on": "2025-05-01"}}]}}'
    ),
    "a character that no text holds": lambda line: line.replace("测法1号", "测法1号\\u0000", 1),
    "more behind it": lambda line: f"{line} ]",
}


@pytest.mark.parametrize("fault", LINE_FAULTS.values(), ids=LINE_FAULTS)
def test_a_removal_before_a_fault_in_its_line_acts(
    office: Office, fault: Callable[[str], str]
) -> None:
    assert LINE.endswith("}]}")
    assert fault(LINE) != LINE
    (office.folders.content / "listings/a.yml").unlink()
    rest = json.dumps(listing(2), ensure_ascii=False)
    office.write("listings/a.jsonl", f"{fault(LINE)}\n{rest}\n".encode())
    report = office.build("2025-06-02")
    assert len(codes(report)) == 1
    assert report.withheld == [("t-0001", "removed_early")]
    assert office.shown() == {"t-0002"}
    assert office.files_with(NAME) == []


@given(st.data())
def test_a_line_cut_anywhere_tells_no_more_than_it_said(data: st.DataObject) -> None:
    values = listing(1, events=[{"kind": "remedied", "on": "2025-05-01"}, REMOVED])
    line = json.dumps(values, ensure_ascii=False)
    cut = data.draw(st.integers(0, len(line) - 1))
    left = broken_line(line[:cut].encode(), 7)
    if left is None:
        assert cut < line.index('",') + 2
        return
    events = left.values.pop("events", [])
    assert not left.is_sound
    assert left.values.keys() <= values.keys()
    is_told = any(event.get("on") == REMOVED["on"] for event in events)
    assert is_told == (cut >= line.index(f'{REMOVED["on"]}"') + len(f'{REMOVED["on"]}",'))


@pytest.mark.parametrize(
    "line", [b"[" * (1 << 20), b'{"a":' * 900, b'{"a":[' + b"1," * (1 << 19), b'"' * (1 << 20)]
)
def test_a_line_that_tells_nothing_is_given_up(line: bytes) -> None:
    left = broken_line(line, 1)
    assert left is None or "id" not in left.values
