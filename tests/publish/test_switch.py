"""The links that readers are served through, and what may stand in their place."""

from __future__ import annotations

import errno
import importlib
import os
import shutil
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.errors import PublishError
from site_builder.publish.leftovers import clear_leftovers
from site_builder.publish.switch import switch
from tests.command import run
from tests.office import Office, listing, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The package has a function of this name.
MODULE = importlib.import_module("site_builder.publish.switch")


def a_release(output: Path, name: str) -> Path:
    """A release that says its name in a file of each part."""
    folder = output / ".releases" / name
    for part in ("site", "server"):
        (folder / part).mkdir(parents=True)
        (folder / part / "name").write_text(name, "utf-8")
    return folder


def served(output: Path) -> tuple[str, str]:
    return (output / "site" / "name").read_text(), (output / "server" / "name").read_text()


def copied(output: Path, *names: str) -> None:
    """Folders in place of links, as a copy made by following them has."""
    for name in names:
        (output / name).unlink(missing_ok=True)
        (output / name).mkdir()
        (output / name / "name").write_text("copied", "utf-8")


class Killed(BaseException):
    """The process ends here, and nothing of it runs on."""


def at_each_step(monkeypatch: pytest.MonkeyPatch, see: Callable[[int], None]) -> None:
    """Call ``see`` with its number before and after whatever changes a name on the disk."""
    numbers = count()

    def watched(do: Callable[..., Any]) -> Callable[..., Any]:
        def seen(*arguments: Any, **options: Any) -> Any:
            see(next(numbers))
            found = do(*arguments, **options)
            see(next(numbers))
            return found

        return seen

    for name in ("replace", "symlink", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    monkeypatch.setattr(MODULE, "exchange", watched(MODULE.exchange))


def test_both_links_are_relative_and_lead_to_the_release(tmp_path: Path) -> None:
    switch(tmp_path, a_release(tmp_path, "a"))
    assert served(tmp_path) == ("a", "a")
    assert not (tmp_path / "site").readlink().is_absolute()
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert served(moved) == ("a", "a")


def test_site_and_server_turn_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    switch(tmp_path, a_release(tmp_path, "a"))
    following = a_release(tmp_path, "b")

    def refuse(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(PublishError, match="could not put the release in force: Input/output"):
        switch(tmp_path, following)
    monkeypatch.undo()
    assert served(tmp_path) == ("a", "a")
    switch(tmp_path, following)
    assert served(tmp_path) == ("b", "b")


def test_a_copy_with_folders_in_place_of_links_is_replaced(tmp_path: Path) -> None:
    release = a_release(tmp_path, "a")
    for _time in range(2):
        copied(tmp_path, "site", "server")
        switch(tmp_path, release)
        assert served(tmp_path) == ("a", "a")
        assert sorted(path.name for path in tmp_path.iterdir()) == [".releases", "server", "site"]


COPIES = [("site", "server"), ("site",), ("server",), ()]
AS_WRITTEN = ["both copied", "site copied", "server copied", "links"]


@pytest.mark.parametrize("folders", COPIES, ids=AS_WRITTEN)
def test_at_every_moment_a_whole_site_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: tuple[str, ...]
) -> None:
    switch(tmp_path, a_release(tmp_path, "a"))
    copied(tmp_path, *folders)
    following, seen = a_release(tmp_path, "b"), list[str]()
    with monkeypatch.context() as patched:
        at_each_step(patched, lambda _number: seen.append((tmp_path / "site/name").read_text()))
        switch(tmp_path, following)
    assert len(seen) > 2
    assert seen == sorted(seen, key=["copied", "a", "b"].index)
    assert set(seen) <= {"b", "copied" if "site" in folders else "a"}


@pytest.mark.parametrize("folders", COPIES, ids=AS_WRITTEN)
def test_killed_at_any_step_it_leaves_a_whole_site_and_the_next_run_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: tuple[str, ...]
) -> None:
    for last in count():
        output = tmp_path / str(last)
        switch(output, a_release(output, "a"))
        copied(output, *folders)
        following = a_release(output, "b")

        def kill(number: int, last: int = last) -> None:
            if number == last:
                raise Killed

        with monkeypatch.context() as patched:
            at_each_step(patched, kill)
            try:
                switch(output, following)
                break
            except Killed:
                pass
        assert (output / "site/name").read_text() in {"a", "copied", "b"}
        switch(output, following)
        clear_leftovers(output / ".releases")
        assert served(output) == ("b", "b")
        assert sorted(path.name for path in output.iterdir()) == [".releases", "server", "site"]
    assert last > 2


def test_a_disk_that_swaps_no_names_is_served_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "exchange", lambda _one, _other: False)
    release = a_release(tmp_path, "a")
    copied(tmp_path, "site", "server")
    switch(tmp_path, release)
    assert served(tmp_path) == ("a", "a")


def test_where_names_cannot_be_swapped_a_refusal_brings_the_copied_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "exchange", lambda _one, _other: False)
    release, replace = a_release(tmp_path, "a"), os.replace
    copied(tmp_path, "site")

    def refuse(one: Path, other: Path) -> None:
        if one.name == "site.next":
            raise OSError(errno.EIO, "Input/output error", str(one), None, str(other))
        replace(one, other)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PublishError, match=r"in force: Input/output error \(site\)"):
        switch(tmp_path, release)
    assert (tmp_path / "site/name").read_text() == "copied"


def test_the_disk_has_the_release_before_its_link_is_turned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(tmp_path, a_release(tmp_path, "a"))
    following, asked = a_release(tmp_path, "b"), list[object]()

    def settle(folder: Path) -> None:
        asked.append((folder, served(tmp_path)))

    monkeypatch.setattr(MODULE, "settle", settle)
    switch(tmp_path, following)
    assert asked == [(following, ("a", "a")), (tmp_path, ("b", "b"))]


def test_a_release_that_the_disk_did_not_take_is_not_put_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(tmp_path, a_release(tmp_path, "a"))

    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder))

    monkeypatch.setattr(MODULE, "settle", full)
    with pytest.raises(PublishError, match="No space left on device"):
        switch(tmp_path, a_release(tmp_path, "b"))
    assert served(tmp_path) == ("a", "a")


@pytest.mark.parametrize("in_the_way", ["file", "dangling link", "half a switch", "folder"])
def test_what_stands_in_the_way_is_replaced(tmp_path: Path, in_the_way: str) -> None:
    if in_the_way == "file":
        (tmp_path / "site").write_text("x", "utf-8")
    elif in_the_way == "dangling link":
        (tmp_path / "site").symlink_to("nowhere")
    elif in_the_way == "half a switch":
        (tmp_path / "site.next").symlink_to("nowhere")
    else:
        copied(tmp_path, "site.next", "server.next")
    switch(tmp_path, a_release(tmp_path, "a"))
    assert served(tmp_path) == ("a", "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".releases", "server", "site"]


def test_leftovers_of_a_switch_go_and_nothing_else(tmp_path: Path) -> None:
    switch(tmp_path, a_release(tmp_path, "a"))
    copied(tmp_path, "site.next", "mine")
    (tmp_path / "server.next").symlink_to("nowhere")
    clear_leftovers(tmp_path / ".releases")
    assert served(tmp_path) == ("a", "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".releases",
        "mine",
        "server",
        "site",
    ]


def a_built_site(folder: Path) -> Office:
    office = Office(folder)
    office.signed("listings/a.yml", [listing(1)])
    office.build("2025-06-01")
    return office


def test_a_file_in_place_of_the_trees_is_told_and_leaves_a_copied_site_whole(
    tmp_path: Path,
) -> None:
    office = a_built_site(tmp_path)
    output = office.folders.output
    shutil.copytree(office.site.resolve(), tmp_path / "copy")
    office.site.unlink()
    (tmp_path / "copy").rename(office.site)
    shutil.rmtree(output / ".releases")
    (output / ".releases").write_text("x", "utf-8")
    before = tree(office.site)
    found = run("build", "--site", tmp_path, "--as-of", "2025-06-02", "--lang", "en")
    assert found.code == 3
    assert "Not a directory" in found.err
    assert "Traceback" not in found.err
    assert tree(office.site) == before


def test_the_next_build_takes_away_what_a_killed_switch_left_though_nothing_changed(
    tmp_path: Path,
) -> None:
    office = a_built_site(tmp_path)
    output = office.folders.output
    copied(output, "site.next", ".releases/site.discarded")
    (output / "server.next").symlink_to("nowhere")
    assert office.build("2025-06-01").outcome == "unchanged"
    left = [*output.glob("*.next"), *output.glob(".releases/*.discarded")]
    assert left == []


def test_a_copied_site_is_one_with_its_server_files_after_the_next_build(tmp_path: Path) -> None:
    office = a_built_site(tmp_path)
    output = office.folders.output
    for name in ("site", "server"):
        shutil.copytree((output / name).resolve(), tmp_path / "copy" / name)
    for name in ("site", "server"):
        (output / name).unlink()
        (tmp_path / "copy" / name).rename(output / name)
    assert office.build("2025-06-02").outcome == "published"
    assert (output / "site").is_symlink()
    assert (output / "server").resolve() == (output / "site").resolve().with_name("server")
    assert not list(output.glob(".releases/*.discarded"))
