"""Whether a download is whole: a table of CSV, or a packed document."""

from __future__ import annotations

import csv
import zipfile
import zlib
from typing import TYPE_CHECKING

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)


def cells_of(table: Path, columns: Sequence[str]) -> Iterator[str]:
    """What stands in some columns of a table of CSV, row by row, however broken it is."""
    with table.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.reader(stream)
        known = next(rows, [])
        places = [known.index(name) for name in columns if name in known]
        for row in rows:
            yield from (row[at] for at in places if len(row) > at and row[at])


def table_faults(table: Path) -> Iterator[Message]:
    """How a file falls short of RFC 4180 in UTF-8, with a row of headings; the first way alone."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            width = len(next(rows, ()))
            if not width or any(len(row) != width for row in rows):
                yield _("expected a row of headings, and a cell for each in every row")
            elif not _ends_a_line(table):
                yield _("expected a table whose last row is whole")
    except csv.Error:
        yield _("expected a table whose quotes are all closed")
    except UnicodeDecodeError:
        yield _("expected UTF-8")


def _ends_a_line(file: Path) -> bool:
    with file.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read() == b"\n"


def is_packed(document: Path) -> bool:
    """Whether every part of a packed document (DOCX, XLSX) can be unpacked."""
    try:
        with zipfile.ZipFile(document) as archive:
            return archive.testzip() is None
    except _BROKEN:
        return False
