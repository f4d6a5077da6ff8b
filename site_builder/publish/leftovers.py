"""What a switch puts aside or, cut short, leaves behind; it never stands in the next one's way."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

LINKS: Final = ("server", "site")


def clear_leftovers(releases: Path) -> None:
    """Take away what a switch left beside the links over ``releases``, as far as it goes."""
    for name in LINKS:
        discard(following(releases.parent / name), releases)


def following(link: Path) -> Path:
    """Where the next link is made before it takes the place of this one."""
    return link.with_name(f"{link.name}.next")


def discard(path: Path, releases: Path) -> None:
    """Take away a link, a file or a folder; a folder goes where the next sweep deletes it."""
    try:
        if is_folder(path):
            path.replace(room_for(path.stem, releases))
        else:
            path.unlink(missing_ok=True)
    except OSError:
        shutil.rmtree(path, ignore_errors=True)


def room_for(name: str, releases: Path) -> Path:
    """A free name for a folder to be discarded."""
    room = releases / f"{name}.discarded"
    shutil.rmtree(room, ignore_errors=True)
    return room


def is_folder(path: Path) -> bool:
    """Whether a real folder is there, not a link to one."""
    return path.is_dir() and not path.is_symlink()
