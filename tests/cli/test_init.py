"""``init``: a small site that is sound at once, also without its sample records."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_builder import __version__
from tests.command import Ran, run

DAY = ("--as-of", "2025-03-06", "--lang", "en")
SAMPLES = ["listings", "cases", "typical-cases", "news", "statistics"]


def _init(folder: Path) -> Ran:
    return run("init", folder, *DAY)


def test_a_new_folder_becomes_a_site(tmp_path: Path) -> None:
    site = tmp_path / "deep" / "site"
    assert _init(site) == Ran(0, "", f"a site in {site}; next: site-builder build --site {site}\n")
    assert run("check", "--site", site, *DAY) == Ran(0, "", "0 problems\n")


def test_an_empty_folder_becomes_a_site(tmp_path: Path) -> None:
    assert _init(tmp_path).code == 0


def test_its_files_are_those_of_the_contract(tmp_path: Path) -> None:
    _init(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".github",
        ".gitignore",
        "README.md",
        "content",
    ]
    workflows = tmp_path / ".github/workflows"
    assert sorted(path.name for path in workflows.iterdir()) == [
        "nightly.yml",
        "publish.yml",
        "rollback.yml",
        "takedown.yml",
    ]
    assert f'"site-builder=={__version__}"' in (workflows / "publish.yml").read_text("utf-8")
    assert not [path.name for path in workflows.iterdir() if "@VERSION@" in path.read_text("utf-8")]
    ignored = (tmp_path / ".gitignore").read_text("utf-8")
    assert ignored == "/output/\n/.site-builder/\n/审签单-*\n/告知书*\n/待处理.xlsx\n"


def test_what_it_makes_is_signed_on_the_day_asked_about(tmp_path: Path) -> None:
    _init(tmp_path)
    lines = (tmp_path / "content/sign-offs/2025.jsonl").read_text("utf-8").splitlines()
    assert all('"on": "2025-03-06"' in line for line in lines)
    assert run(
        "approve",
        "content",
        "--drafter",
        "甲",
        "--approver",
        "乙",
        "--document",
        "签1号",
        "--site",
        tmp_path,
        *DAY,
    ).err.startswith("0 signed off")


def test_without_its_samples_it_is_sound_too(tmp_path: Path) -> None:
    _init(tmp_path)
    for name in SAMPLES:
        shutil.rmtree(tmp_path / "content" / name)
    assert run("check", "--site", tmp_path, *DAY) == Ran(0, "", "0 problems\n")


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "folder"])
def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    found = _init(tmp_path)
    assert found == Ran(2, "", f"expected a new or an empty folder, found files in {tmp_path}\n")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert _init(tmp_path / "file").code == 2
    assert (tmp_path / "file").read_text("utf-8") == "x"
