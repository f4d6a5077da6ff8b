"""Two names swapped in one step, and a disk that says when it has everything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from site_builder.publish import disk
from site_builder.publish.disk import exchange, settle

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_a_folder_and_a_link_change_places(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "文件").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to("elsewhere")
    assert exchange(tmp_path / "link", tmp_path / "folder")
    assert (tmp_path / "folder").readlink().name == "elsewhere"
    assert (tmp_path / "link" / "文件").read_text("utf-8") == "x"


def test_what_is_not_there_is_not_swapped(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x", "utf-8")
    assert not exchange(tmp_path / "there", tmp_path / "nowhere")
    assert (tmp_path / "there").read_text("utf-8") == "x"


def test_elsewhere_than_on_linux_nothing_is_swapped_and_the_disk_is_asked_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_LIBC", None)
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert not exchange(tmp_path / "one", tmp_path / "other")
    settle(tmp_path)


def test_a_folder_that_is_not_there_cannot_be_settled(tmp_path: Path) -> None:
    settle(tmp_path)
    with pytest.raises(FileNotFoundError):
        settle(tmp_path / "nowhere")
