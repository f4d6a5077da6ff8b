"""One fault a site, and exactly what ``check`` says of it.

A folder of ``sites/broken`` lies over the site that ``init`` makes; its ``expected.txt``
is what the command prints. ``pytest tests/test_broken_sites.py --golden`` writes them anew,
to be read before they are committed.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from site_builder.folders import Folders
from site_builder.model.moment import Moment
from tests.command import run
from tests.vet.night import a_night

BROKEN = Path(__file__).parent / "sites" / "broken"
FAULTS = sorted(folder.name for folder in BROKEN.iterdir())
WARNINGS = {
    "case-of-no-listing",
    "embargo-passed",
    "heading-skips-a-level",
    "link-to-a-listing-by-address",
    "link-to-no-listing",
    "link-to-no-page",
    "release-of-no-typical-case",
    "portal-with-a-script",
    "removed-before-wait",
    "table-end-differs",
    "undoes-no-event",
}
DAY = "2025-04-02"
SAMPLES = {
    "about",
    "sample-2025-0001",
    "sample-recovered-2024",
    "sample-site-opened",
    "sample-wages-returned",
}
# Where, and which field: the same in every language; the words that none but English has.
_ENGLISH = re.compile(r"\b(expected|found|did you mean|no [a-z]+ here)\b")
_PLACE = re.compile(r"[^ ]+?(?::\d+)?: (?:[^ :]+: )?")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that ``init`` makes, after its first night."""
    folder = tmp_path_factory.mktemp("sample") / "site"
    assert run("init", folder, "--as-of", "2025-03-06").code == 0
    a_night(Folders.of(folder), Moment.parse(DAY), tmp_path_factory.mktemp("scratch"))
    return folder


def _laid_over(sample: Path, fault: str, site: Path) -> Path:
    shutil.copytree(sample / "content", site / "content")
    shutil.copytree(BROKEN / fault / "content", site / "content", dirs_exist_ok=True, symlinks=True)
    return site


def test_the_sample_site_has_no_fault(sample: Path) -> None:
    found = run("check", "--site", sample, "--as-of", DAY, "--lang", "en")
    assert (found.code, found.out) == (0, "")


@pytest.mark.parametrize("fault", FAULTS)
def test_check_says_what_is_wrong_and_where(
    fault: str, sample: Path, tmp_path: Path, *, golden: bool
) -> None:
    site = _laid_over(sample, fault, tmp_path / "site")
    found = run("check", "--site", site, "--as-of", DAY, "--lang", "en")
    expected = BROKEN / fault / "expected.txt"
    if golden:
        expected.write_text(found.out, "utf-8")
    assert found.out == expected.read_text("utf-8")
    assert found.code == (0 if fault in WARNINGS else 1)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_holds_back_nothing_that_stood_before(
    fault: str, sample: Path, tmp_path: Path
) -> None:
    site = _laid_over(sample, fault, tmp_path / "site")
    state = shutil.copytree(sample / ".site-builder", tmp_path / "state")
    prepared = a_night(Folders.of(site, state=state), Moment.parse(DAY), tmp_path)
    states = {
        name: subject.course.state(Moment.parse(DAY)).value
        for name in SAMPLES
        if (subject := prepared.subjects.get(name)) is not None
    }
    held = {"sample-2025-0001"} if fault == "hold-without-day" else set()
    assert states == {name: "held" if name in held else "in_force" for name in SAMPLES}


@pytest.mark.parametrize("fault", FAULTS[::4])
def test_the_same_is_said_in_chinese(fault: str, sample: Path, tmp_path: Path) -> None:
    site = _laid_over(sample, fault, tmp_path / "site")
    said = run("check", "--site", site, "--as-of", DAY, "--lang", "zh").out.splitlines()
    english = (BROKEN / fault / "expected.txt").read_text("utf-8").splitlines()
    assert [_place(line) for line in said] == [_place(line) for line in english]
    assert [line for line in said if _ENGLISH.search(line)] == []


def _place(line: str) -> str:
    found = _PLACE.match(line)
    assert found is not None
    return found[0]
