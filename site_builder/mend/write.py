"""A mended file in place of the old one: whole or not at all, and never under another's hands."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.office.event_write import in_use, is_writable

if TYPE_CHECKING:
    from pathlib import Path


def replace_file(file: Path, path: str, old: bytes, new: bytes) -> Problem | None:
    """Put ``new`` where ``old`` stands; why not, where another program holds or changed it."""
    place = file.resolve()
    try:
        if not place.stat().st_mode & stat.S_IWUSR or not is_writable(place):
            return in_use(path)
        return _replaced(place, path, old, new)
    except PermissionError:
        return in_use(path)


def _replaced(place: Path, path: str, old: bytes, new: bytes) -> Problem | None:
    beside = place.with_name(f".{place.stem}.new{place.suffix}")
    try:
        with beside.open("wb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(place, beside)
        if place.read_bytes() != old:
            message = _("the file was changed meanwhile; it stands as it is: run the command again")
            return Problem(code="file-in-use", path=path, message=message)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    return None
