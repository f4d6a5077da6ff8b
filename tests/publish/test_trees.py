"""Which tree readers see, and whether its files are what is known of them."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.publish.facts import Fact
from site_builder.publish.switch import switch
from site_builder.publish.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def trees(tmp_path: Path) -> Iterator[Trees]:
    """Trees whose live one is whole."""
    made = opened(tmp_path)
    fill(made, {"site/index.html": b"home", "server/gone.map": b"none"})
    switch(tmp_path / "output", made.folder("a"))
    made.close()
    again = opened(tmp_path)
    yield again
    again.close()


def opened(folder: Path, code: str = "code 1") -> Trees:
    return Trees(folder / "output", folder / "state", code)


def fill(trees: Trees, files: dict[str, bytes]) -> None:
    """Write ``files`` into the idle tree, and note them."""
    trees.begin(anew=False)
    for name, data in files.items():
        path = trees.folder(trees.idle) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    trees.learn((name, Fact("print", digests[name], len(files[name]))) for name in files)
    trees.finish()


def test_without_a_release_nothing_is_live(tmp_path: Path) -> None:
    trees = opened(tmp_path)
    assert (trees.live, trees.idle, trees.is_served) == (None, "a", False)
    trees.close()


def test_the_tree_behind_the_link_is_live(trees: Trees) -> None:
    assert (trees.live, trees.idle, trees.is_served) == ("a", "b", True)


def test_an_absolute_link_leads_to_the_live_tree_too(trees: Trees, tmp_path: Path) -> None:
    link = tmp_path / "output" / "site"
    target = link.resolve()
    link.unlink()
    link.symlink_to(target)
    again = opened(tmp_path)
    assert again.live == trees.live
    again.close()


@pytest.mark.parametrize("harm", ["changed", "gone", "added", "server gone"])
def test_a_live_tree_that_somebody_changed_is_not_served_whole(
    trees: Trees, tmp_path: Path, harm: str
) -> None:
    site = tmp_path / "output" / "site"
    if harm == "changed":
        (site / "index.html").write_bytes(b"host")
    elif harm == "gone":
        (site / "index.html").unlink()
    elif harm == "added":
        (site / "more.html").write_bytes(b"more")
    else:
        (tmp_path / "output" / "server").unlink()
    assert not trees.is_served


def test_of_a_tree_that_was_not_finished_only_what_is_known_to_be_whole_stays(
    trees: Trees,
) -> None:
    fill(trees, {"site/index.html": b"home", "site/a.html": b"one", "site/b.html": b"two"})
    trees.begin(anew=False)
    site = trees.folder(trees.idle) / "site"
    (site / "a.html").write_bytes(b"won")
    (site / "b.html").unlink()
    (site / "listings").mkdir()
    (site / "listings" / ".c.html.next").write_bytes(b"half")
    (site / "cases" / "2025").mkdir(parents=True)
    trees.begin(anew=False)
    assert trees.paths(trees.idle) == ["site/index.html"]
    assert [path.name for path in site.rglob("*")] == ["index.html"]


def test_a_link_is_never_what_is_known_of_a_file(trees: Trees, tmp_path: Path) -> None:
    fill(trees, {"site/index.html": b"home", "site/a.html": b"one"})
    trees.begin(anew=False)
    page = trees.folder(trees.idle) / "site" / "a.html"
    page.replace(tmp_path / "a.html")
    page.symlink_to(tmp_path / "a.html")
    trees.begin(anew=False)
    assert trees.paths(trees.idle) == ["site/index.html"]
    assert not page.is_symlink()


def test_of_a_tree_of_another_program_nothing_is_known_but_what_it_holds(
    trees: Trees, tmp_path: Path
) -> None:
    fill(trees, {"site/index.html": b"home"})
    other = opened(tmp_path, "code 2")
    other.begin(anew=False)
    known = other.facts(other.idle, ["site/index.html"]).get("site/index.html")
    assert known is not None
    assert known.fingerprint == ""
    other.close()


def test_the_servers_files_are_looked_after_in_a_tree_that_was_finished(trees: Trees) -> None:
    fill(trees, {"site/index.html": b"home", "server/gone.map": b"none", "server/b": b"b"})
    server = trees.folder(trees.idle) / "server"
    (server / "more").write_bytes(b"more")
    (server / "gone.map").write_bytes(b"some")
    trees.begin(anew=False)
    known = trees.paths(trees.idle)
    assert known == ["server/b", "site/index.html"]
    assert [path.name for path in server.iterdir()] == ["b"]


def test_a_fact_in_which_a_disk_turned_a_bit_is_forgotten(trees: Trees, tmp_path: Path) -> None:
    fill(trees, {"site/index.html": b"home", "site/a.html": b"one"})
    database = sqlite3.connect(tmp_path / "state" / "trees.sqlite")
    with database:
        wrong = hashlib.sha256(b"won").hexdigest()
        database.execute("UPDATE file SET sha256 = ? WHERE path = 'site/a.html'", (wrong,))
    database.close()
    trees.begin(anew=False)
    assert trees.paths(trees.idle) == ["site/index.html"]


def test_the_difference_counts_files_by_what_they_hold(trees: Trees) -> None:
    fill(trees, {"site/index.html": b"house", "site/more.html": b"more"})
    assert trees.difference() == (2, 1, 0)


def test_what_was_discarded_is_swept(trees: Trees) -> None:
    fill(trees, {"site/index.html": b"home"})
    trees.begin(anew=True)
    trees.sweep()
    assert sorted(path.name for path in trees.folder("a").parent.iterdir()) == ["a", "b"]
