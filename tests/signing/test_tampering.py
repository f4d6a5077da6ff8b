"""A sign-off that anybody touched does not count, nor does one of a record that was touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.model.digest import digest_of
from tests.office import listing
from tests.signing.desks import ledger, sheet
from tests.vet.night import Nights

if TYPE_CHECKING:
    from pathlib import Path

FILE = "listings/a.jsonl"
Line = dict[str, Any]


@pytest.fixture
def office(tmp_path: Path) -> Nights:
    """Two listings, signed; the sign-off of the first is the second line."""
    made = Nights(tmp_path)
    made.signed(FILE, [listing(1), listing(2)])
    return made


def _lines(office: Nights) -> list[Line]:
    return [json.loads(line) for line in ledger(office).read_text("utf-8").splitlines()]


def _write(office: Nights, lines: list[Line]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    ledger(office).write_text(text, "utf-8")


def _night(office: Nights) -> tuple[set[str], set[str]]:
    """What stands signed of the three listings, and what is said."""
    night = office.night()
    shown = {name for name in ("t-0001", "t-0002", "t-0003") if night.state(name) == "in_force"}
    return shown, set(night.codes())


TAMPERED: dict[str, tuple[Callable[[Line], Line], str]] = {
    "digest": (lambda line: {**line, "sha256": "0" * 64}, "changed-after-sign-off"),
    "a digit of the digest": (
        lambda line: {**line, "sha256": line["sha256"][:-1] + "g"},
        "bad-value",
    ),
    "kind": (lambda line: {**line, "kind": "case"}, "changed-after-sign-off"),
    "no such kind": (lambda line: {**line, "kind": "listings"}, "unknown-value"),
    "approver is the drafter": (
        lambda line: {**line, "approver": " 经 办人"},
        "self-approved",
    ),
    "no approver": (lambda line: {**line, "approver": " "}, "bad-value"),
    "no document": (lambda line: {**line, "document": ""}, "missing-field"),
    "a field more": (lambda line: {**line, "note": "准"}, "unknown-field"),
    "no such day": (lambda line: {**line, "on": "2025-02-30"}, "bad-date"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_line_that_was_touched_publishes_nothing(office: Nights, name: str) -> None:
    touch, code = TAMPERED[name]
    lines = _lines(office)
    lines[1] = touch(lines[1])
    _write(office, lines)
    shown, said = _night(office)
    assert (shown, code in said) == ({"t-0002"}, True)
    assert [each.id for each in sheet(office, FILE).entries] == ["t-0001"]


def test_ids_swapped_between_two_lines_publish_neither(office: Nights) -> None:
    organ, one, two = _lines(office)
    _write(office, [organ, {**one, "id": two["id"]}, {**two, "id": one["id"]}])
    assert _night(office) == (set(), {"changed-after-sign-off"})


def test_a_line_borrowed_from_another_record_publishes_nothing(office: Nights) -> None:
    office.write(FILE, [listing(1), listing(2), listing(3)])
    *others, two = _lines(office)
    _write(office, [*others, two, {**two, "id": "t-0003"}])
    assert _night(office) == ({"t-0001", "t-0002"}, {"changed-after-sign-off"})


@pytest.mark.parametrize(
    "change",
    [
        {"name": "测试区他家公司"},
        {"person": "另一人"},
        {"document": "测人社列字〔2025〕9号"},
        {"decided_on": "2024-03-01"},
        {"published_on": "2025-03-09"},
        {"arrears": {"workers": 3}},
        {"events": [{"kind": "remedied", "on": "2025-05-01"}]},
    ],
)
def test_a_record_that_was_touched_is_not_signed(office: Nights, change: dict[str, Any]) -> None:
    office.write(FILE, [listing(1, **change), listing(2)])
    assert _night(office) == ({"t-0002"}, {"changed-after-sign-off"})


def test_of_two_lines_of_one_day_the_later_counts(office: Nights) -> None:
    lines = _lines(office)
    _write(office, [*lines, {**lines[1], "sha256": "0" * 64}])
    assert _night(office) == ({"t-0002"}, {"changed-after-sign-off"})
    _write(office, [*lines[:1], {**lines[1], "sha256": "0" * 64}, *lines[1:]])
    assert _night(office) == ({"t-0001", "t-0002"}, set())


def test_a_torn_line_counts_for_nothing_and_is_healed(office: Nights) -> None:
    file = ledger(office)
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    assert _night(office) == ({"t-0001"}, {"bad-json"})
    assert office.approve(FILE).ids == ["t-0002"]
    assert file.read_bytes() == whole
    assert _night(office) == ({"t-0001", "t-0002"}, set())


def test_a_digest_made_to_fit_needs_two_people_still(office: Nights) -> None:
    changed = listing(1, name="测试区他家公司")
    office.write(FILE, [changed, listing(2)])
    organ, one, two = _lines(office)
    one |= {"sha256": digest_of(changed), "approver": one["drafter"]}
    _write(office, [organ, one, two])
    assert _night(office) == ({"t-0002"}, {"self-approved"})
