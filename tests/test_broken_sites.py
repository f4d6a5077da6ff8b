"""One fault a site, and exactly what ``check`` says of it.

A folder of ``sites/broken`` lies over the site that ``init`` makes; its ``expected.txt``
is what the command prints. ``pytest tests/test_broken_sites.py --golden`` writes them anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command import run

BROKEN = Path(__file__).parent / "sites" / "broken"
FAULTS = sorted(folder.name for folder in BROKEN.iterdir())
DAY = "2025-03-06"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "site"
    assert run("init", folder, "--as-of", DAY).code == 0
    return folder


def _laid_over(sample: Path, fault: str, site: Path) -> Path:
    shutil.copytree(sample, site)
    shutil.copytree(BROKEN / fault / "content", site / "content", dirs_exist_ok=True, symlinks=True)
    return site


def test_the_sample_site_has_no_fault(sample: Path) -> None:
    found = run("check", "--site", sample, "--as-of", DAY, "--lang", "en")
    assert (found.code, found.out) == (0, "")


@pytest.mark.parametrize("fault", FAULTS)
def test_check_says_what_is_wrong_and_where(
    fault: str, sample: Path, tmp_path: Path, golden: bool
) -> None:
    site = _laid_over(sample, fault, tmp_path / "site")
    found = run("check", "--site", site, "--as-of", DAY, "--lang", "en")
    expected = BROKEN / fault / "expected.txt"
    if golden:
        expected.write_text(found.out, "utf-8")
    assert found.out == expected.read_text("utf-8")
