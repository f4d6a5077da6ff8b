"""The files of a theme as they lie on the disk: what cannot be read is a fault of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.errors import RenderError
from site_builder.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


def files_under(folder: Path) -> dict[str, Path]:
    """Every file under a folder, by its path there.

    Raises:
        RenderError: some folder cannot be read.
    """
    try:
        files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    except OSError as error:
        raise _unreadable(folder.name) from error
    return {file.relative_to(folder).as_posix(): file for file in files}


def bytes_of(file: Path, name: str) -> bytes:
    """The bytes of a file that the theme calls by a name.

    Raises:
        RenderError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(name) from error


def text_of(file: Path, name: str) -> str:
    """The text of a file, its lines ended by LF.

    Raises:
        RenderError: it cannot be read, or is no text.
    """
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RenderError(_("expected text in UTF-8"), name) from error
    except OSError as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> RenderError:
    return RenderError(_("expected a file that can be read"), name)
