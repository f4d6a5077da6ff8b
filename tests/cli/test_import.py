"""``import``: what it prints, asks and refuses, and its exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest import mock

import pytest

from tests.command import Ran, run
from tests.intake.clerk import Clerk, row


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def _import(clerk: Clerk, path: Path, *options: str) -> Ran:
    where = ("--site", str(clerk.office.folders.site), "--lang", "en", "--as-of", "2025-06-01")
    return run("import", path, "--kind", "listing", *where, *options)


def test_new_records_are_listed_and_the_next_step_is_said(clerk: Clerk) -> None:
    found = _import(clerk, clerk.table([row(1)]))
    (record,) = clerk.records()
    assert found == Ran(
        0,
        f"new\t{record['id']}\t名单.xlsx:Sheet!2\n",
        "1 new, 0 changed, 0 unchanged, 0 missing, 0 ended and not kept, 0 refused, 0 questions,"
        " 0 merged, 0 already there, 0 left out\n"
        "written: content/listings/import.ids, content/listings/import.jsonl\n"
        "next: site-builder review content/listings/import.jsonl,"
        " then site-builder approve content/listings/import.jsonl\n",
    )
    assert record["id"].startswith("l-")
    assert len(record["id"]) == 12


def test_the_same_again_says_that_nothing_changed(clerk: Clerk) -> None:
    path = clerk.table([row(1)])
    _import(clerk, path)
    found = _import(clerk, path)
    assert (found.code, found.out) == (0, "")
    assert found.err.splitlines()[-1] == "nothing changed"


def test_a_change_is_shown_cell_by_cell_without_names(clerk: Clerk) -> None:
    _import(clerk, clerk.table([row(1)]))
    renamed = row(1)["单位名称"].replace("建筑", "建设")
    found = _import(clerk, clerk.table([row(1, 单位名称=renamed, 拖欠金额="2万元")]))
    record = clerk.records()[0]["id"]
    assert found.code == 0
    assert found.out == (
        f"changed\t{record}\t名单.xlsx:Sheet!2\n"
        "\tB2\t单位名称\ttext of 13 characters → text of 13 characters\n"
        "\tI2\t拖欠金额\t'1000.00' → '20000.00'\n"
    )


def test_on_a_screen_employers_and_numbers_are_shown(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.cli.import_._is_on_screen", lambda: True)
    _import(clerk, clerk.table([row(1), row(2)]))
    first, second = (record["id"] for record in clerk.records())
    old, renamed = row(1)["单位名称"], row(1)["单位名称"].replace("建筑", "建设")
    changed = row(1, 单位名称=renamed, 法定代表人="测试人秘密")
    found = _import(clerk, clerk.table([changed]))
    assert found.out == (
        f"changed\t{first}\t名单.xlsx:Sheet!2\n"
        f"\tB2\t单位名称\t'{old}' → '{renamed}'\n"
        "\tD2\t法定代表人\ta list of 1 → a list of 1\n"
        f"missing\t{second}\t?\t{row(2)['单位名称']}  {row(2)['决定书文号']}\n"
    )


def test_a_refused_row_exits_1_and_the_others_are_done(clerk: Clerk) -> None:
    found = _import(clerk, clerk.table([row(1), row(2, 列入日期="2025-02-30")]))
    assert found.code == 1
    assert found.err.splitlines()[0] == (
        "名单.xlsx:Sheet!G3: 列入日期: expected a day of the calendar, found '2025-02-30'"
    )
    assert "fill in 待处理.xlsx, save and close it, and repeat the import" in found.err
    assert len(clerk.records()) == 1


def test_nothing_personal_is_printed(clerk: Clerk) -> None:
    line = row(
        1, 单位名称="测试区秘密公司", 法定代表人="测试人秘密", 统一社会信用代码="91150102MA0AAAA1X8"
    )
    found = _import(clerk, clerk.table([line, row(2, 决定书文号=None)]))
    printed = found.out + found.err
    assert found.code == 1
    assert not [word for word in ("秘密", "MA0AAAA1X", "测试人") if word in printed]


def test_missing_rows_need_an_answer(clerk: Clerk) -> None:
    _import(clerk, clerk.table([row(1), row(2)]))
    gone = clerk.records()[1]["id"]
    path = clerk.table([row(1)])
    found = _import(clerk, path)
    assert (found.code, found.out) == (1, f"missing\t{gone}\t?\n")
    assert "--missing ended or --missing keep" in found.err
    assert _import(clerk, path, "--missing", "keep").code == 0
    assert _import(clerk, path).code == 0


def test_on_a_terminal_it_asks_once(clerk: Clerk) -> None:
    _import(clerk, clerk.table([row(1), row(2), row(3)]))
    path = clerk.table([row(1)])
    asked = mock.patch("click.prompt", return_value="ended")
    with mock.patch.object(sys.stdin, "isatty", return_value=True, create=True), asked as prompt:
        found = _import(clerk, path)
    assert prompt.call_count == 1
    assert f"  {row(2)['单位名称']}  {row(2)['决定书文号']}\n" in found.err
    assert found.code == 0
    assert [len(record.get("events", [])) for record in clerk.records()] == [0, 1, 1]


def test_a_dry_run_writes_nothing(clerk: Clerk) -> None:
    before = clerk.state()
    found = _import(clerk, clerk.table([row(1), row(2, 列入日期=None)]), "--dry-run")
    assert found.out.startswith("new\tl-")
    assert found.err.splitlines()[-1] == "nothing was written"
    assert clerk.state() == before


def test_json_says_the_same(clerk: Clerk) -> None:
    found = _import(clerk, clerk.table([row(1), row(2, 列入日期=None)]), "--json")
    said = json.loads(found.out)
    assert said["new"] == [{"id": clerk.records()[0]["id"], "place": "名单.xlsx:Sheet!2"}]
    assert (said["refused"], said["questions"]) == (1, 0)
    assert said["problems"][0]["cell"] == "G3"


@pytest.mark.parametrize("kind", ["news", "typical-case", "page", "statistic", "listings"])
def test_other_kinds_are_wrong_usage_that_says_which_can_be(clerk: Clerk, kind: str) -> None:
    site = clerk.office.folders.site
    found = run("import", clerk.table([row(1)]), "--kind", kind, "--site", site, "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert "expected one of listing, case" in found.err


def test_what_is_no_table_is_wrong_usage(clerk: Clerk) -> None:
    lock = clerk.desk / "~$名单.xlsx"
    lock.write_bytes(b"x")
    for path, words in (
        (lock, "only says that Excel has the table open"),
        (clerk.desk, "found the folder"),
        (clerk.desk / "没有.xlsx", "no file"),
    ):
        found = _import(clerk, path)
        assert found.code == 2
        assert words in found.err


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("旧.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .xlsx"),
        ("宏.xlsm", b"PK\x03\x04", "without macros"),
        ("网页.xlsx", b"<html><table></table></html>", "web page"),
        ("断.xlsx", b"PK\x03\x04abc", "damaged"),
        ("空.csv", b"", "empty file"),
    ],
)
def test_files_that_are_not_read_say_the_way_out(
    clerk: Clerk, name: str, data: bytes, words: str
) -> None:
    path = clerk.desk / name
    path.write_bytes(data)
    before = clerk.state()
    found = _import(clerk, path)
    assert (found.code, found.out) == (1, "")
    assert words in found.err
    assert clerk.state() == before


def test_an_unknown_map_or_sheet_is_wrong_usage(clerk: Clerk) -> None:
    path = clerk.table([row(1)])
    assert "hr-list, penalty-exchange" in _import(clerk, path, "--map", "没有").err
    assert "for records of kind 'case'" in _import(clerk, path, "--map", "penalty-exchange").err
    found = _import(clerk, path, "--sheet", "第二张")
    assert (found.code, found.err) == (2, "no sheet '第二张'; the file has Sheet\n")


def test_what_was_imported_shows_once_it_is_signed(clerk: Clerk) -> None:
    _import(clerk, clerk.table([row(1), row(2)]))
    ids = set(clerk.named().values())
    assert clerk.office.build().outcome == "published"
    assert clerk.office.shown() == set()
    clerk.office.approve("listings/import.jsonl")
    clerk.office.build()
    assert clerk.office.shown() == ids


def test_the_file_of_what_waits_is_not_said_to_be_written_when_it_goes(clerk: Clerk) -> None:
    path = clerk.table([row(1, 列入日期="不详")])
    assert "written: 待处理.xlsx" in _import(clerk, path).err
    clerk.fill(0, 列入日期="2025/3/2")
    told = _import(clerk, path).err.splitlines()
    assert "written: content/listings/import.ids, content/listings/import.jsonl" in told
    assert "nothing waits in 待处理.xlsx any more: the file is removed" in told
    assert not clerk.pending.exists()


def test_rows_left_out_as_ended_are_named_by_their_cells_alone(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2, 列入日期="2016-03-01")])
    found = _import(clerk, path)
    assert found.code == 0
    assert found.out.splitlines()[1:] == ["ended\t名单.xlsx:Sheet!3\tG3"]
    assert json.loads(_import(clerk, path, "--json").out)["ended_rows"] == [
        {"place": "名单.xlsx:Sheet!3", "cell": "G3"}
    ]
