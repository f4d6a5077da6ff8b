"""What was found sound is read again only when it changed, or what it leans on is gone."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.publish.structure import check_structure
from tests.publish.serving import write_manifest
from tests.publish.test_structure import DAY, IDS, a_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.publish.ground import Looked


class Memory:
    """What a tree's facts would remember."""

    def __init__(self) -> None:
        self.looked: dict[str, Looked] = {}

    def files(self) -> Iterable[Looked]:
        return list(self.looked.values())

    def learn(self, files: Iterable[Looked]) -> None:
        self.looked.update({found.path: found for found in files})


class Site:
    """One site, looked at again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = a_site(folder / "site")
        self.ids = set(IDS)
        self.day = DAY
        self.memory = Memory()

    def problems(self) -> list[str]:
        """What is found with what is remembered; it must be what is found without."""
        told = self._look(self.memory)
        assert told == self._look(None)
        return told

    def _look(self, memory: Memory | None) -> list[str]:
        found = check_structure(self.folder, self.ids, self.day, memory=memory)
        return [f"{problem.code} {problem.text('en')}" for problem in found]

    def change(self, path: str, old: str, new: str, *, lists: bool = True) -> None:
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8", newline="")
        if lists:
            write_manifest(self.folder)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    assert made.problems() == []
    return made


@pytest.fixture
def opened(site: Site) -> Iterator[list[str]]:
    """The files of the site that were opened since, in order."""
    paths: list[str] = []
    is_on = [True]

    def spy(event: str, given: tuple[object, ...]) -> None:
        if is_on and event == "open" and isinstance(given[0], str | Path):
            path = Path(given[0])
            if path.is_relative_to(site.folder):
                paths.append(path.relative_to(site.folder).as_posix())

    sys.addaudithook(spy)
    yield paths
    is_on.clear()


def test_a_night_without_changes_reads_only_what_leans_on_what_other_files_hold(
    site: Site, opened: list[str]
) -> None:
    check_structure(site.folder, site.ids, site.day, memory=site.memory)
    # A list of the others, a page that links to a place in another, addresses of a named site.
    lean = {"manifest.json", "index.html", "statistics/index.html", "feed.atom", "robots.txt"}
    assert set(opened) - {"sitemap.xml", "assets/icon.svg"} == lean


def test_a_file_that_was_written_to_is_read_again(site: Site, opened: list[str]) -> None:
    page = next(path for path in sorted(site.memory.looked) if path.startswith("listings/"))
    data = (site.folder / page).read_bytes()
    (site.folder / page).write_bytes(data[:-9] + b"x" + data[-8:])
    opened.clear()
    found = check_structure(site.folder, site.ids, site.day, memory=site.memory)
    assert [problem.code for problem in found if problem.path == page].count("bad-hash") == 1
    assert page in opened


def test_a_record_that_is_public_no_more_is_found_on_pages_that_did_not_change(site: Site) -> None:
    gone = min(site.ids)
    site.ids.remove(gone)
    assert any("not-public" in found and gone for found in site.problems())


def test_a_record_whose_day_came_is_found_on_pages_that_did_not_change(site: Site) -> None:
    site.day = date(2100, 1, 1)
    assert any(found.startswith("ended") for found in site.problems())


def test_a_link_to_a_file_that_is_gone_is_found_on_pages_that_did_not_change(site: Site) -> None:
    (site.folder / "listings" / "nm-1.html").unlink()
    write_manifest(site.folder)
    assert any(found.startswith("dead-link") for found in site.problems())


@given(st.data())
def test_what_is_remembered_changes_no_verdict(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    site = Site(tmp_path_factory.mktemp("looked"))
    for _night in range(3):
        site.ids = data.draw(st.sets(st.sampled_from(sorted(IDS))), label="public")
        site.day = data.draw(st.sampled_from([DAY, date(2027, 1, 1), date(2100, 1, 1)]))
        files = sorted(path for path in site.folder.rglob("*.html") if path.is_file())
        match data.draw(st.sampled_from(["", "remove", "damage", "rewrite"])):
            case "remove":
                data.draw(st.sampled_from(files)).unlink()
                write_manifest(site.folder)
            case "damage":
                file = data.draw(st.sampled_from(files))
                file.write_bytes(file.read_bytes().replace(b"a", b"b"))
            case "rewrite":
                file = data.draw(st.sampled_from(files))
                file.write_bytes(file.read_bytes().replace(b"</body>", b"<p>1</p></body>"))
                write_manifest(site.folder)
        site.problems()
