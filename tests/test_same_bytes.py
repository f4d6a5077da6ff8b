"""Same content, same moment, same version: same bytes, whatever the machine or the history."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.office import Office, article, case, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2028-03-02"


def _content(office: Office) -> None:
    office.signed("listings/a.yml", [listing(number) for number in range(1, 40)])
    office.signed("listings/b.jsonl", [listing(n, decided_on="2026-05-01") for n in range(40, 160)])
    cases = [case(n, issued_on="2027-05-06", listing=f"t-{n:04}") for n in range(40, 100)]
    office.signed("cases/a.yml", cases)
    told = article("[公司](listing:t-0041)欠薪。", cases=["tc-0041"])
    office.signed("typical-cases/tc-1.md", told)


def _release(folder: Path) -> dict[str, dict[str, bytes]]:
    return {name: tree((folder / "output" / name).resolve()) for name in ("site", "server")}


def _run(folder: Path, *options: str, **environment: str) -> dict[str, dict[str, bytes]]:
    command = [
        sys.executable,
        "-m",
        "site_builder",
        "build",
        "--site",
        str(folder),
        "--as-of",
        DAY,
        *options,
    ]
    subprocess.run(command, check=True, env={**os.environ, **environment}, capture_output=True)
    return _release(folder)


def test_machine_zone_locale_hash_seed_and_jobs_change_no_byte(tmp_path: Path) -> None:
    _content(Office(tmp_path / "one"))
    shutil.copytree(tmp_path / "one", tmp_path / "elsewhere" / "two")
    one = _run(tmp_path / "one", TZ="UTC", LANG="C.UTF-8", PYTHONHASHSEED="1")
    two = _run(
        tmp_path / "elsewhere" / "two",
        "--jobs",
        "2",
        "--lang",
        "en",
        TZ="America/Los_Angeles",
        LANG="zh_CN.GB18030",
        PYTHONHASHSEED="2",
    )
    assert one == two


def test_a_history_leaves_no_trace(tmp_path: Path) -> None:
    office = Office(tmp_path / "history")
    office.signed("listings/a.yml", [listing(number) for number in range(1, 20)])
    office.build("2027-01-01")
    _content(office)
    office.build("2028-02-27")
    office.build("2028-03-01", full=True)
    office.build("2028-03-01")
    office.build(DAY)
    clean = Office(tmp_path / "clean")
    _content(clean)
    clean.build(DAY)
    assert _release(tmp_path / "history") == _release(tmp_path / "clean")


def test_a_site_moved_whole_builds_on(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    _content(office)
    office.build("2028-03-01")
    shutil.move(tmp_path / "site", tmp_path / "moved")
    moved = _run(tmp_path / "moved")
    clean = Office(tmp_path / "clean")
    _content(clean)
    clean.build(DAY)
    assert moved == _release(tmp_path / "clean")
