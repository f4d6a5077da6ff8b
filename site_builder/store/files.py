"""Files written whole or not at all."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from site_builder.errors import SiteBuilderError, fit_to_print
from site_builder.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


class OpenElsewhereError(SiteBuilderError):
    """A file may not be had: another program, Excel most likely, holds it open."""

    def __init__(self, path: Path) -> None:
        name = fit_to_print(path.name)
        super().__init__(
            _(
                "{name} is open in another program, or its permissions forbid it: close it there"
                " and repeat the command",
                name=name,
            )
        )


class ChangedMeanwhileError(SiteBuilderError):
    """A file was written by somebody else since it was read."""

    def __init__(self, path: Path) -> None:
        name = fit_to_print(path.name)
        super().__init__(
            _("{name} was changed meanwhile: nothing was written, repeat the command", name=name)
        )


def write_whole(path: Path, data: bytes) -> bool:
    """Put ``data`` in place of a file in one step; False where it holds just that already.

    Who may read and write the file stays as it was.

    Raises:
        OpenElsewhereError: Another program holds the file open; it stands as it was.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as stream:
            if path.is_file():
                shutil.copymode(path, fresh)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    except PermissionError:
        fresh.unlink(missing_ok=True)
        raise OpenElsewhereError(path) from None
    except OSError:  # a full disk: nothing half written stays beside it
        fresh.unlink(missing_ok=True)
        raise
    return True


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        OpenElsewhereError: Another program holds the file open.
    """
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        raise OpenElsewhereError(path) from None
