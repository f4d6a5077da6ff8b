"""Files for their owner's eyes alone, whatever the umask says; folders for the meantime."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX: Final = "site-builder-"
_IN_USE: Final = "in-use"
_OWNER: Final = 0o600
_JUST_BEGUN: Final = 10.0


def keep_private(file: Path) -> Path:
    """Make a file, if there is none, that its owner alone may read."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, _OWNER))
    file.chmod(_OWNER)
    return file


def copied(file: Path, copy: Path) -> str | None:
    """Copy a file for its owner alone: the SHA-256 of the copy, None if nothing can be read."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        shutil.copyfile(file, keep_private(copy))
        return sha256_of(copy)
    return None


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder of its owner's alone that goes afterwards.

    Whoever is killed meanwhile leaves it behind, for the next to remove.
    """
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
        folder = Path(name)
        _remove_left(folder.stat().st_mtime - _JUST_BEGUN)
        held = keep_private(folder / _IN_USE).open("r+b")
        with held, locked(held.fileno(), wait=False):
            yield folder


def _remove_left(before: float) -> None:
    """Remove the folders of this user that no process uses any more.

    Not those since ``before``, in seconds as files tell: whoever makes one has yet to hold it.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.lstat().st_mtime < before and not _is_in_use(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_in_use(folder: Path) -> bool:
    """Whether a process holds the folder; one that nobody ever held is let be, for it is empty.

    Raises:
        OSError: It is another user's, or gone.
    """
    if folder.is_symlink() or (hasattr(os, "getuid") and folder.lstat().st_uid != os.getuid()):
        return True
    with (folder / _IN_USE).open("r+b") as stream:
        try:
            with locked(stream.fileno(), wait=False):
                return False
        except BlockingIOError:
            return True
