"""Stamps that the system puts on a file, by which one knows that nobody wrote to it since.

Inode, size, and the times of the last change to its bytes and to itself. A copy of a
file has another stamp, and then its bytes are read.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Where a link leads may change while the link does not.
UNTRUSTED = ""


def stamp(file: str | Path) -> str:
    """The stamp of a file; ``UNTRUSTED`` for a link.

    Raises:
        OSError: There is no such file.
    """
    found = os.lstat(file)
    if stat.S_ISLNK(found.st_mode):
        return UNTRUSTED
    return f"{found.st_ino}-{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}"


def stamps_under(folder: Path) -> dict[str, str]:
    """The path of each file under ``folder``, with slashes, and its stamp.

    Links to folders count as files, for nothing behind them belongs to the folder. Paths are
    interned: of a province's many files each is known by several tables.
    """
    found: dict[str, str] = {}
    waiting = [("", str(folder))] if folder.is_dir() else []
    while waiting:
        start, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{start}{entry.name}/", entry.path))
                else:
                    found[sys.intern(f"{start}{entry.name}")] = stamp(entry.path)
    return found
