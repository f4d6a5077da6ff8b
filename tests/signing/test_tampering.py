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


LATER_AND_FAULTY: dict[str, tuple[Callable[[str], str], str]] = {
    "no such day": (lambda line: line.replace("2025-03-02", "2025-03-32", 1), "bad-date"),
    "a day of the year 3000": (lambda line: line.replace("2025-03", "3000-03"), "bad-date"),
    "first signed after it was signed": (
        lambda line: line.replace('"first_on": "2025', '"first_on": "2026'),
        "bad-date",
    ),
    "a kind that nobody signs": (
        lambda line: line.replace('"listing"', '"event"'),
        "unknown-value",
    ),
    "a field more": (lambda line: line.replace("}", ', "sha": "0"}'), "unknown-field"),
    "a key twice": (
        lambda line: line.replace("}", ', "sha256": "' + "0" * 64 + '"}'),
        "duplicate-key",
    ),
    "an id twice": (lambda line: line.replace("}", ', "id": "t-0002"}'), "duplicate-key"),
    "cut off": (lambda line: line[:-9], "bad-json"),
    "two in one": (lambda line: line + line, "bad-json"),
    "not a number": (lambda line: line.replace('"2025-03-02"', "NaN", 1), "bad-json"),
    "a name of 600 characters": (lambda line: line.replace("审签人", "审" * 600), "bad-length"),
    "two MiB": (lambda line: line.replace("签1号", "签" * 2**20), "line-too-long"),
    "a list": (lambda line: f"[{line}]", "not-a-record"),
    "no text": (lambda line: line.replace('"审签人"', '["审签人"]'), "bad-value"),
}


@pytest.mark.parametrize("name", LATER_AND_FAULTY)
def test_a_later_line_that_says_nothing_usable_is_told_and_takes_nothing(
    office: Nights, name: str
) -> None:
    touch, code = LATER_AND_FAULTY[name]
    line = ledger(office).read_text("utf-8").splitlines()[1]
    with ledger(office).open("a", encoding="utf-8") as stream:
        stream.write(f"{touch(line)}\n")
    assert _night(office) == ({"t-0001", "t-0002"}, {code})


def test_a_line_said_twice_says_nothing_new(office: Nights) -> None:
    text = ledger(office).read_text("utf-8")
    ledger(office).write_text(text + text, "utf-8")
    assert _night(office) == ({"t-0001", "t-0002"}, set())


@pytest.mark.parametrize("day", ["1900-01-01", "2999-12-31"])
def test_a_day_long_ago_or_to_come_is_a_day(office: Nights, day: str) -> None:
    lines = _lines(office)
    _write(office, [{**line, "on": day, "first_on": day} for line in lines])
    assert _night(office) == ({"t-0001", "t-0002"}, set())


def test_a_forged_line_for_another_kind_or_id_shows_nothing_more(office: Nights) -> None:
    _organ, one, two = lines = _lines(office)
    office.night()
    office.write(FILE, [listing(1), listing(2), listing(3)])
    forged = [
        {**one, "kind": "case", "on": "2025-05-01"},
        {**two, "id": "t-0003"},
        {**two, "id": "hrss", "kind": "listing", "on": "2025-05-01"},
    ]
    _write(office, [*lines, *forged])
    # The first stands as it last did, and so does the body; the third never did.
    assert _night(office) == ({"t-0001", "t-0002"}, {"changed-after-sign-off"})


def test_a_sign_off_of_a_record_signs_no_option_of_the_site(office: Nights) -> None:
    office.set_up(is_signed=False, only_warn=["plate"])
    *_others, two = lines = _lines(office)
    digest = digest_of({"only_warn": ["plate"]})
    _write(office, [*lines, {**two, "id": "site", "sha256": digest}])
    night = office.night()
    assert (night.prepared.vetted.chrome.site.only_warn, night.codes()) == (
        frozenset(),
        ["changed-after-sign-off"],
    )


def test_the_day_of_first_publication_does_not_move_once_a_release_was_made(
    office: Nights,
) -> None:
    office.night()
    organ, one, two = _lines(office)
    _write(office, [organ, {**one, "first_on": "2015-03-02"}, two])
    night = office.night()
    subject = night.prepared.subjects.get("t-0001")
    assert subject is not None
    assert (str(subject.published_on.day), night.codes()) == (
        "2025-03-02",
        ["first-sign-off-unclear"],
    )
