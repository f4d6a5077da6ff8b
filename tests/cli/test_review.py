"""``review``: what it writes where, prints, and its exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.command import Ran, run
from tests.office import Office, listing, tree

FILE = "listings/a.yml"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "示例 单位")
    made.write(FILE, [listing(1), listing(2)])
    return made


def _review(office: Office, *words: object) -> Ran:
    where = ("--site", office.folders.site, "--as-of", "2025-06-02T09:30")
    return run("review", *words, *where, "--lang", "en")


def _sheets(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.is_file())


def test_it_writes_both_sheets_beside_the_content_and_prints_the_checksum(office: Office) -> None:
    found = _review(office)
    html, docx = sorted(_sheets(office.folders.site), reverse=True)
    checksum = html.removesuffix(".html")[-8:]
    assert (html, docx) == (
        f"审签单-2025-06-02-{checksum}.html",
        f"审签单-2025-06-02-{checksum}.docx",
    )
    assert found == Ran(
        0,
        f"审签单 {checksum}, 2025-06-02: waiting for a sign-off 2, new 2, changed 0\n"
        "  new  listing  t-0001  content/listings/a.yml:1\n"
        "  new  listing  t-0002  content/listings/a.yml:14\n",
        f"written: {office.folders.site / html}\nwritten: {office.folders.site / docx}\n",
    )


def test_it_may_be_repeated_and_changes_neither_content_nor_sheet(office: Office) -> None:
    _review(office)
    before = tree(office.folders.site)
    _review(office)
    assert tree(office.folders.site) == before


def test_its_checksum_is_what_approve_takes(office: Office) -> None:
    checksum = json.loads(_review(office, "--format", "json").out)["checksum"]
    people = ("--drafter", "经办人", "--approver", "审签人", "--document", "签1号")
    where = ("--site", office.folders.site, "--on", "2025-06-02", "--lang", "en")
    assert run("approve", "content", "--checksum", checksum, *people, *where).code == 0
    assert _review(office) == Ran(0, "nothing waits for a sign-off\n", "")


def test_where_nothing_waits_nothing_is_written(office: Office) -> None:
    office.approve(FILE)
    before = tree(office.folders.site)
    assert _review(office) == Ran(0, "nothing waits for a sign-off\n", "")
    assert tree(office.folders.site) == before


def test_a_path_or_a_record_alone(office: Office) -> None:
    office.write("listings/b.yml", [listing(3)])
    for target, ids in (("listings/b.yml", ["t-0003"]), (f"{FILE}#t-0002", ["t-0002"])):
        found = json.loads(_review(office, target, "--format", "json").out)
        assert [record["id"] for record in found["records"]] == ids


def test_one_format_alone(office: Office, tmp_path: Path) -> None:
    _review(office, "--format", "docx", "--to", tmp_path / "送 审")
    assert [Path(name).suffix for name in _sheets(tmp_path / "送 审")] == [".docx"]
    before = tree(office.folders.site)
    assert "拟稿人" in _review(office, "--format", "text").out
    assert tree(office.folders.site) == before


@pytest.mark.parametrize("inner", ["content", "content/listings", "output", "output/site"])
def test_never_among_the_content_nor_where_the_public_reads(office: Office, inner: str) -> None:
    found = _review(office, "--to", office.folders.site / inner)
    assert found.code == 2
    assert found.err.startswith("expected a folder outside ")
    assert not [name for name in tree(office.folders.site) if "审签单" in name]


def test_what_cannot_be_signed_is_said_and_exits_1(office: Office) -> None:
    office.write("listings/b.yml", [listing(3, arears=1)])
    found = _review(office)
    assert found.code == 1
    assert "content/listings/b.yml:14: arears: no field 'arears' here" in found.err
    assert "waiting for a sign-off 2" in found.out


def test_an_unknown_path_exits_1(office: Office) -> None:
    assert _review(office, "listings/none.yml") == Ran(
        1,
        "nothing waits for a sign-off\n",
        "listings/none.yml: expected a file or folder of the content folder, found none\n",
    )


def test_the_minute_makes_no_other_sheet(office: Office, tmp_path: Path) -> None:
    for minute in ("2025-06-02", "2025-06-02T23:59"):
        to = tmp_path / minute[-2:]
        run("review", "--site", office.folders.site, "--as-of", minute, "--to", to)
    assert tree(tmp_path / "02") == tree(tmp_path / "59")


def test_a_sheet_that_word_holds_open_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: Path, _target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", held)
    found = _review(office, "--format", "docx")
    assert (found.code, found.out) == (1, "")
    assert "is open in another program, or its permissions forbid it" in found.err
    assert [name for name in _sheets(office.folders.site) if "审签单" in name] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    assert _review(office, "--to", folder).code == 1
