"""A Word file opened: of an older Word, too large, or none, it is said what was expected."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.exceptions import PackageNotFoundError

from site_builder.errors import UsageError
from site_builder.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

_MIB: Final = 1 << 20
_MOST_MIB: Final = 64
# Unpacked, pictures and all; and the text alone, of which each MiB takes 30 of memory.
_MOST_UNPACKED_MIB: Final = 512
_MOST_TEXT_MIB: Final = 16
_BEFORE_XML: Final = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
# What a file that is no Word file, or one with a password on its parts, makes the library raise.
_NO_WORD: Final = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    RuntimeError,
    SyntaxError,
    ValueError,
)
_HEAD: Final = 1 << 12
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"


def opened(file: Path) -> Document:
    """The document that a file holds.

    Raises:
        UsageError: It is none that can be read.
    """
    try:
        with file.open("rb") as stream:
            if stream.read(len(_OLD_WORD)) == _OLD_WORD:
                raise UsageError(
                    _("{name} is of an older Word: save it as .docx first", name=file.name)
                )
            stream.seek(0, io.SEEK_END)
            size = stream.tell()
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
            text = sum(each.file_size for each in archive.infolist() if _is_xml(archive, each))
        if size > _MOST_MIB * _MIB or unpacked > _MOST_UNPACKED_MIB * _MIB:
            raise UsageError(_("expected a Word file of at most {limit} MiB", limit=_MOST_MIB))
        if text > _MOST_TEXT_MIB * _MIB:
            raise UsageError(
                _(
                    "expected a Word file of an article, found one whose text alone is more than"
                    " {limit} MiB: divide it",
                    limit=_MOST_TEXT_MIB,
                )
            )
        return docx.Document(str(file))
    except _NO_WORD as error:
        message = _("expected a Word file (.docx), found something else in {name}", name=file.name)
        raise UsageError(message) from error


def _is_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part is one that is read as text, whatever its name."""
    with archive.open(part) as stream:
        return stream.read(_HEAD).lstrip(_BEFORE_XML)[:1] in {b"<", b""}
