"""One process at a time on an open file, on Linux and on Windows."""

from __future__ import annotations

import importlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

# Windows locks bytes, and keeps others from reading them: one that no file here reaches.
_FAR: Final = 0x7FFF_FFF0


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


@contextmanager
def locked(descriptor: int, *, wait: bool) -> Iterator[None]:
    """Hold the lock of an open file; the system lets go of it however a process ends.

    Raises:
        BlockingIOError: Another process holds it, and this one was not to wait.
    """
    fcntl, msvcrt = _module("fcntl"), _module("msvcrt")
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    elif msvcrt is not None:
        _lock_bytes(msvcrt, descriptor, wait=wait)
        try:
            yield
        finally:
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        yield


def _lock_bytes(msvcrt: ModuleType, descriptor: int, *, wait: bool) -> None:
    while True:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            # LK_LOCK tries for ten seconds, then gives up.
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if not wait:
                raise BlockingIOError(*error.args) from None
        else:
            return
