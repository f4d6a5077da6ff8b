"""The second tree is a copy of the first, and counts as searched for what the first was.

What another program found of a tree counts for nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.publish.facts import SearchedTree, open_facts
from site_builder.resources import theme_folder
from site_builder.scan import task, texts
from site_builder.scan.task import STANDS, Task
from tests.faults import scanned_here
from tests.office import Office, listing
from tests.three_nights import program

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "测试区远穗1号建筑劳务有限公司"
FOOTER, ANYWHERE = "components/footer.html", "pages/gone_anywhere.html"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A site that was never built; its listings end on different days."""
    made = Office(tmp_path)
    made.signed("listings/a.jsonl", [listing(1), listing(2, decided_on="2025-05-01")])
    return made


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Of each scan, the files that no scan before it is known to have looked into."""
    found: list[dict[str, str]] = []
    marked = Task.marked

    def noted(self: Task, *, known: bool) -> dict[str, str]:
        files = marked(self, known=known)
        if not known:
            found.append(files)
        return files

    monkeypatch.setattr(Task, "marked", noted)
    return found


def test_copies_are_not_searched_again(office: Office, unknown: list[dict[str, str]]) -> None:
    with scanned_here():
        first, second = office.build("2025-06-01"), office.build("2025-06-02")
    assert len(unknown[0]) == first.written
    assert 0 < len(unknown[1]) == second.written < first.written / 2


def test_what_was_searched_last_night_is_not_searched_in_its_copy(
    office: Office, unknown: list[dict[str, str]]
) -> None:
    with scanned_here():
        office.build("2025-06-01")
        office.build("2025-06-02")
        office.signed("listings/b.jsonl", [listing(3)])
        changed = office.build("2025-06-03")
        following = office.build("2025-06-04")
    assert len(unknown[3]) == following.written < changed.written


def test_what_another_program_searched_is_searched_once_more_and_copied_no_more(
    office: Office, unknown: list[dict[str, str]]
) -> None:
    with scanned_here(), program(1):
        office.build("2025-06-01")
        office.build("2025-06-02")
    with scanned_here(), program(2):
        first = office.build("2025-06-03")
        stood = _page_of_idle_tree(office).stat()
        second = office.build("2025-06-04")
    assert len(unknown[2]) == first.written + first.unchanged
    assert 0 < len(unknown[3]) <= second.written < second.unchanged
    page = (office.folders.output / "site/listings/t-0001.html").stat()
    assert (page.st_ino, page.st_mtime_ns) == (stood.st_ino, stood.st_mtime_ns)


def _say_in(office: Office, template: str, text: str) -> None:
    before = (theme_folder() / template).read_text("utf-8")
    own = office.folders.site / "templates" / template
    own.parent.mkdir(parents=True)
    own.write_text(f"{before}{text}", "utf-8")


def _page_of_idle_tree(office: Office) -> Path:
    live = (office.folders.output / "site").resolve()
    pages = (office.folders.output / ".releases").glob("*/site/listings/t-0001.html")
    return next(page for page in pages if live not in page.parents)


def test_a_night_on_which_a_listing_ends_folds_no_unchanged_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded: list[str] = []
    fold = texts.folded_texts

    def noted(folder: Path, path: str) -> Iterator[bytes]:
        folded.append(path)
        return fold(folder, path)

    monkeypatch.setattr(task, "WORTH_KEEPING", 1)
    monkeypatch.setattr(texts, "folded_texts", noted)
    with scanned_here():
        office.build("2028-02-29")
        office.build("2028-03-01")
        folded.clear()
        report = office.build("2028-03-02")
    assert report.left == ["t-0001"]
    assert 0 < len(folded) <= report.written
    assert report.unchanged > 0


def test_copies_are_searched_for_what_began_and_ended_since(
    office: Office, unknown: list[dict[str, str]]
) -> None:
    with scanned_here():
        office.build("2024-01-01")
        office.build("2024-01-02")
        _say_in(office, ANYWHERE, NAME)
        office.build("2025-03-02")
        assert NAME in office.page("gone.html")
        report = office.build("2028-03-02")
    assert "site/gone.html" not in unknown[3]
    assert "leak" in {problem.code for problem in report.problems}
    assert office.files_with(NAME) == []


def test_copies_are_searched_for_what_ended_since(office: Office) -> None:
    _say_in(office, FOOTER, NAME)
    office.build("2028-03-01")
    assert NAME in office.page("404.html")
    report = office.build("2028-03-02")
    assert "broken-template" in {problem.code for problem in report.problems}
    assert office.files_with(NAME) == []


def test_numbers_that_could_stand_in_either_tree_are_known_to_have_stood(tmp_path: Path) -> None:
    facts = open_facts(tmp_path)
    live, idle = SearchedTree(facts, "a", "1"), SearchedTree(facts, "b", "1")
    with facts.connection as connection:
        connection.executemany(
            "INSERT INTO file VALUES (?, 'index.html', '', '', 0, '', '', NULL, NULL)", ["a", "b"]
        )
    both, only_live, only_idle, other = (b"1", None), (b"2", None), (b"3", None), (b"4", b"x")
    live.learn([("index.html", "m")], [both, only_live, (b"4", b"y"), (b"n", STANDS)])
    idle.learn([("index.html", "m")], [both, only_idle, other, (b"o", STANDS)])
    assert idle.inherit("a")
    assert sorted(idle.records()) == [both, (b"n", STANDS), (b"o", STANDS)]
