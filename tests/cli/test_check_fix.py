"""``check --fix``: what it mends, what it leaves, what it says, and how it writes."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder import firewall
from site_builder.cli import check
from site_builder.errors import Problem
from site_builder.firewall import Finding, Sort
from site_builder.i18n import _
from site_builder.kinds import KINDS
from site_builder.load.files import label, listed
from site_builder.load.records import Reader
from site_builder.mend import write
from site_builder.model.stretch import stretch_of
from tests.command import Ran, run
from tests.office import Office, article, case, listing, tree
from tests.tables.books import book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.cli.common import Call

PHONE = re.compile(r"1[0-9]{10}")
NUMBER = "13800000000"
HIDDEN = "（电话略）"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def _fix(office: Office, *options: str) -> Ran:
    where = ("--site", office.folders.site, "--as-of", "2026-10-31", "--lang", "en")
    return run("check", "--fix", *where, *options)


def _check(office: Office) -> Ran:
    return run("check", "--site", office.folders.site, "--as-of", "2026-10-31", "--lang", "en")


def _put(office: Office, name: str, old: str, new: str) -> str:
    """Change a file by hand; the text that it had."""
    file = office.content / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return text


def test_a_slip_is_mended_and_told_and_the_rest_is_as_check_says(office: Office) -> None:
    office.write("listings/a.yml", [listing(1)])
    before = _check(office)
    text = _put(office, "listings/a.yml", "regime: ", "regime：")
    found = _fix(office)
    assert (found.code, found.out) == (before.code, before.out)
    assert found.err.startswith(
        "content/listings/a.yml:2: mended: a full-width colon after the key\n"
    )
    assert (office.content / "listings/a.yml").read_text("utf-8") == text


def test_a_second_run_changes_nothing(office: Office) -> None:
    office.write("listings/a.yml", [listing(1)])
    _put(office, "listings/a.yml", "regime: ", "regime：")
    _fix(office)
    before = tree(office.folders.site)
    assert "mended" not in _fix(office).err
    assert tree(office.folders.site) == before


def test_without_fix_nothing_is_written(office: Office) -> None:
    office.write("listings/a.yml", [listing(1)])
    _put(office, "listings/a.yml", "regime: ", "regime：")
    before = tree(office.folders.site)
    assert _check(office).code == 1
    assert tree(office.folders.site) == before


def test_no_value_is_told(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1")])
    found = _fix(office)
    assert "content/listings/a.yml:12: decision.decided_on: mended: a day" in found.err
    assert "2025/3/1" not in found.err + found.out


def test_json_prints_what_remains(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1", regime="arears-list-2022")])
    found = _fix(office, "--format", "json")
    assert [problem["code"] for problem in json.loads(found.out)] == ["unknown-regime"]


def test_quiet_says_nothing_of_what_was_mended(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1")])
    assert _fix(office, "--quiet").err == ""
    assert "2025-03-01" in (office.content / "listings/a.yml").read_text("utf-8")


def test_all_the_kinds_of_files_are_mended(office: Office) -> None:
    office.write("cases/a.jsonl", [case(1, issued_on="2026年5月6日")])
    office.write("typical-cases/a.md", article(published_on="2023/1/20"))
    office.write(
        "organs.yml",
        (office.content / "organs.yml").read_text("utf-8").replace("level: ", "level："),
    )
    _fix(office)
    assert '"2026-05-06"' in (office.content / "cases/a.jsonl").read_text("utf-8")
    assert "2023-01-20" in (office.content / "typical-cases/a.md").read_text("utf-8")
    assert "level: county" in (office.content / "organs.yml").read_text("utf-8")


def test_a_signed_record_stays_byte_by_byte_beside_a_draft(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    signed = (office.content / "listings/a.yml").read_text("utf-8")
    office.write("listings/a.yml", [listing(1), listing(2, decided_on="2025/3/1")])
    _fix(office)
    text = (office.content / "listings/a.yml").read_text("utf-8")
    assert text.startswith(signed)
    assert "2025/3/1" not in text


def test_a_signed_file_that_a_slip_made_unreadable_says_what_was_signed_again(
    office: Office,
) -> None:
    office.signed("listings/a.yml", [listing(1)])
    text = _put(office, "listings/a.yml", "regime: ", "regime：")
    found = _fix(office)
    assert (found.code, found.out) == (0, "")
    assert (office.content / "listings/a.yml").read_text("utf-8") == text


def test_what_is_unclear_is_left_and_told(office: Office) -> None:
    office.write("listings/a.yml", [listing(1)])
    _put(office, "listings/a.yml", "regime: ", "regime：")
    _put(office, "listings/a.yml", "  region:", "  - region:")
    before = tree(office.folders.site)
    found = _fix(office)
    assert found.code == 1
    assert "content/listings/a.yml:2: not mended, for it is not clear what was meant" in found.out
    assert tree(office.folders.site) == before


def test_a_write_protected_file_is_told_and_stays(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1")])
    (office.content / "listings/a.yml").chmod(0o444)
    before = tree(office.folders.site)
    found = _fix(office)
    assert (found.code, "write-protected" in found.out) == (1, True)
    assert tree(office.folders.site) == before


def test_a_file_that_is_open_elsewhere_is_told_and_stays(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1")])
    (office.content / "listings/~$a.yml").touch()
    before = tree(office.folders.site)
    assert "open in another program" in _fix(office).out
    assert tree(office.folders.site) == before


def test_a_file_that_changed_meanwhile_is_told_and_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1")])
    file = office.content / "listings/a.yml"
    monkeypatch.setattr(shutil, "copymode", lambda *_files: file.write_text("id: x", "utf-8"))
    assert "was changed meanwhile" in _fix(office).out
    assert file.read_text("utf-8") == "id: x"
    assert [path.name for path in file.parent.iterdir()] == ["a.yml"]


def test_a_run_that_is_killed_leaves_the_old_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1")])
    before = tree(office.folders.site)

    def killed(_file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        write.replace_file(office.content / "listings/a.yml", "a", b"", b"new")
    assert tree(office.folders.site) == before


def test_the_file_keeps_its_permissions(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, decided_on="2025/3/1")])
    file = office.content / "listings/a.yml"
    file.chmod(0o640)
    _fix(office)
    assert file.stat().st_mode & 0o777 == 0o640


def _findings(text: str) -> Iterator[Finding]:
    """Telephones: those that begin with 138 are safe to put right."""
    for found in PHONE.finditer(text):
        yield Finding(
            sort=Sort.PHONE,
            start=found.start(),
            end=found.end(),
            replacement=HIDDEN,
            is_safe=found[0].startswith("138"),
        )


@pytest.fixture
def walled(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose texts a firewall reads: bodies, reasons and facts."""
    real = check._problems

    def problems(call: Call) -> list[Problem]:
        return [*real(call), *_told(office.content)]

    monkeypatch.setattr(firewall, "findings", _findings)
    monkeypatch.setattr(check, "_problems", problems)
    return office


def _told(content: Path) -> Iterator[Problem]:
    for kind, spec in KINDS.items():
        for file in listed(content / spec.folder):
            path = label(content, file)
            for record in Reader(content, None).open(file, path, kind).records():
                reason = record.values.get("decision", {}).get("reason", "")
                texts = {
                    "body": record.body,
                    "facts": record.values.get("facts", ""),
                    "decision.reason": reason,
                }
                for field, text in texts.items():
                    for found in _findings(text):
                        place = stretch_of(text, found.start, found.end)
                        yield Problem(
                            code=found.code,
                            message=_("expected content, found an empty file"),
                            path=path,
                            line=record.line_of(field) + place.line,
                            field=field,
                            record=record.id,
                            replacement=found.replacement,
                            waiver=f"{found.code}@{field}:{found.start}-{found.end}",
                        )


def test_safe_findings_of_a_body_are_put_right_and_others_stay(walled: Office) -> None:
    walled.write("typical-cases/a.md", article(f"电话{NUMBER}。\n\n又{NUMBER}、13900000000，“完”"))
    found = _fix(walled)
    text = (walled.content / "typical-cases/a.md").read_text("utf-8")
    assert text.endswith(f"电话{HIDDEN}。\n\n又{HIDDEN}、13900000000，“完”\n")
    assert found.code == 1
    assert NUMBER not in found.out + found.err
    assert found.err.count("body: mended: what may not be published") == 2


@pytest.mark.parametrize("style", ["{}", '"{}"', "'{}'", "|\n      {}", ">\n      {}"])
def test_safe_findings_of_a_yaml_value_are_put_right(walled: Office, style: str) -> None:
    walled.write("listings/a.yml", [listing(1)])
    words = f"拖欠工资，电话{NUMBER}，又{NUMBER}"
    text = _put(
        walled,
        "listings/a.yml",
        "拖欠工人工资，经责令限期支付，逾期未支付",
        style.format(words),
    )
    _fix(walled)
    written = (walled.content / "listings/a.yml").read_text("utf-8")
    expected = style.format(words.replace(NUMBER, HIDDEN))
    assert written == text.replace("拖欠工人工资，经责令限期支付，逾期未支付", expected)


def test_safe_findings_of_a_line_of_json_are_put_right(walled: Office) -> None:
    other = case(2)
    walled.write("cases/a.jsonl", [case(1, facts=f"电话“{NUMBER}”"), other])
    before = (walled.content / "cases/a.jsonl").read_text("utf-8")
    _fix(walled)
    after = (walled.content / "cases/a.jsonl").read_text("utf-8")
    assert after == before.replace(NUMBER, HIDDEN)


def test_a_finding_in_what_is_signed_stays(walled: Office) -> None:
    walled.signed("cases/a.jsonl", [case(1, facts=f"电话“{NUMBER}”")])
    before = tree(walled.folders.site)
    assert _fix(walled).code == 1
    assert tree(walled.folders.site) == before


def test_a_finding_in_a_table_is_left_to_people(walled: Office) -> None:
    heads = ["编号", "单位名称", "列入日期", "决定书文号", "决定机关", "列入事由"]
    row = ["t-0001", "甲公司", "2025-03-01", "1号", "hrss", f"电话{NUMBER}"]
    walled.write("listings/a.xlsx", book([heads, row]))
    before = tree(walled.folders.site)
    found = _fix(walled)
    assert "not mended: a table is changed by hand" in found.out
    assert tree(walled.folders.site) == before
