"""What earlier builds remembered is gone: readers see nothing they should not, and it is told."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from site_builder.folders import Folders
from site_builder.report import Outcome
from tests.office import Office, codes, ids, listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from site_builder.report import Report

REVOKED = {"kind": "revoked", "on": "2025-05-01"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A site that has published, with one revocation and one hold honoured."""
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1), listing(2), listing(3)])
    made.build("2025-04-30")
    made.write("listings/a.yml", [listing(1, events=[REVOKED]), listing(2), listing(3)])
    hold = {"id": "t-0002", "reason": "inquiry", "by": "值班员", "on": "2025-05-01"}
    made.write("holds.yml", [hold])
    assert made.build("2025-05-02").left == ["t-0001", "t-0002"]
    return made


def _of_another_version(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


LOSSES: dict[str, Callable[[Path], object]] = {
    "the folder": lambda file: shutil.rmtree(file.parent),
    "the file": lambda file: file.unlink(),
    "emptied": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "no database": lambda file: file.write_bytes(b"?" * 9000),
    "another version": _of_another_version,
    "a folder": _a_folder,
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES.keys())
def test_a_lost_memory_is_told_once_and_shows_nothing_that_ended(
    office: Office, lose: Callable[[Path], object]
) -> None:
    lose(office.folders.state / "good.sqlite")
    report = office.build("2025-05-03")
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["memory-lost"])
    assert (report.entered, report.left) == ([], [])
    assert office.listed() == ids([3])
    assert office.build("2025-05-04").outcome is Outcome.PUBLISHED


@pytest.mark.parametrize("what", ["site", "ledger.jsonl"])
def test_the_release_or_its_ledger_alone_tells_that_something_was_lost(
    office: Office, what: str
) -> None:
    shutil.rmtree(office.folders.state)
    for path in office.folders.output.iterdir():
        if path.name == what:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    assert codes(office.build("2025-05-03")) == ["memory-lost"]


def test_a_fresh_machine_has_nothing_to_miss(office: Office) -> None:
    shutil.rmtree(office.folders.state)
    shutil.rmtree(office.folders.output)
    assert office.build("2025-05-03").outcome is Outcome.PUBLISHED


def test_a_site_that_was_moved_whole_misses_nothing(office: Office, tmp_path: Path) -> None:
    shutil.move(office.folders.site, tmp_path / "moved")
    office.folders = Folders.of(tmp_path / "moved")
    report = office.build("2025-05-03")
    assert (report.outcome, report.problems) == (Outcome.PUBLISHED, [])


def _comes_back(report: Report) -> list[str | None]:
    return [problem.record for problem in report.problems if problem.code == "shown-again"]


def test_a_record_whose_hiding_was_lost_with_the_memory_is_named(office: Office) -> None:
    shutil.rmtree(office.folders.state)
    office.write("listings/a.yml", [listing(1), listing(2), listing(3)])
    report = office.build("2025-05-03")
    assert codes(report) == ["memory-lost", "shown-again"]
    assert _comes_back(report) == ["t-0001"]
    assert report.entered == ["t-0001"]
    assert _comes_back(office.build("2025-05-04")) == []


def test_a_memory_that_went_missing_with_the_site_file_publishes_nothing_and_is_told(
    office: Office,
) -> None:
    shutil.rmtree(office.folders.state)
    office.write("site.yml", "{{ broken")
    report = office.build("2025-05-03")
    assert report.outcome is Outcome.NOT_PUBLISHED
    assert "memory-lost" in codes(report)


def _turn_a_bit(file: Path, text: bytes) -> None:
    data = file.read_bytes()
    assert text in data
    file.write_bytes(data.replace(text, bytes([text[0] ^ 0x80]) + text[1:]))


@pytest.mark.parametrize(
    "text",
    [b'"kind": "revoked"', "远穗1号".encode(), b"content/organs.yml", b"field_of_law"],
    ids=["hiding", "record", "setting", "site"],
)
def test_an_entry_in_which_a_bit_turned_is_told_once(office: Office, text: bytes) -> None:
    _turn_a_bit(office.folders.state / "good.sqlite", text)
    report = office.build("2025-05-03")
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["memory-damaged"])
    assert office.listed() == ids([3])
    assert office.build("2025-05-04").outcome is Outcome.PUBLISHED


def test_a_record_whose_hiding_was_damaged_is_named(office: Office) -> None:
    _turn_a_bit(office.folders.state / "good.sqlite", b'"kind": "revoked"')
    office.write("listings/a.yml", [listing(1), listing(2), listing(3)])
    assert _comes_back(office.build("2025-05-03")) == ["t-0001"]
