"""The links that readers are served through, and what may stand in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.errors import PublishError
from site_builder.publish.switch import switch

if TYPE_CHECKING:
    from pathlib import Path


def a_release(output: Path, name: str) -> Path:
    """A release that says its name in a file of each part."""
    folder = output / ".releases" / name
    for part in ("site", "server"):
        (folder / part).mkdir(parents=True)
        (folder / part / "name").write_text(name, "utf-8")
    return folder


def served(output: Path) -> tuple[str, str]:
    return (output / "site" / "name").read_text(), (output / "server" / "name").read_text()


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
        for part in ("site", "server"):
            (tmp_path / part).unlink(missing_ok=True)
            (tmp_path / part).mkdir()
            (tmp_path / part / "name").write_text("copied", "utf-8")
        switch(tmp_path, release)
        assert served(tmp_path) == ("a", "a")
        assert sorted(path.name for path in tmp_path.iterdir()) == [".releases", "server", "site"]


@pytest.mark.parametrize("in_the_way", ["file", "dangling link", "half a switch"])
def test_what_stands_in_the_way_is_replaced(tmp_path: Path, in_the_way: str) -> None:
    if in_the_way == "file":
        (tmp_path / "site").write_text("x", "utf-8")
    elif in_the_way == "dangling link":
        (tmp_path / "site").symlink_to("nowhere")
    else:
        (tmp_path / "site.next").symlink_to("nowhere")
    switch(tmp_path, a_release(tmp_path, "a"))
    assert served(tmp_path) == ("a", "a")
