"""The bytes of a file, in pieces that fit in memory, archives unpacked."""

from __future__ import annotations

import codecs
import gzip
import os
import shutil
import tempfile
import zipfile
import zlib
from contextlib import suppress
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A process holds some twenty times as much while it folds one.
_PIECE = 1 << 20
_UNPACKED = 4 << 20
_CHUNK = 64 << 10
# More than any value takes, however escaped; one that is cut in two is whole in the next piece.
_OVERLAP = 64 << 10
# A letter at a cut, so that half a word does not seem to stand alone.
_CUT = b"x"
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF"
_GZIP = b"\x1f\x8b"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# An archive in an archive in an archive: a workbook, packed, in a packed download.
_LEVELS = 3
_BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)


def files_under(folder: Path) -> Iterator[str]:
    """The path of each file under ``folder``, with slashes, in a settled order."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        start = os.path.relpath(place, folder).replace(os.sep, "/")
        yield from (name if start == "." else f"{start}/{name}" for name in sorted(names))


def folders_under(folder: Path) -> Iterator[str]:
    """The path of each folder under ``folder``, with slashes; links to folders are not followed."""
    for place, names, _files in os.walk(folder):
        start = os.path.relpath(place, folder).replace(os.sep, "/")
        yield from (name if start == "." else f"{start}/{name}" for name in names)


def pieces(folder: Path, path: str) -> Iterator[bytes]:
    """A file's own path, its bytes, and the bytes of each file packed in it."""
    yield os.fsencode(path)
    with (folder / path).open("rb") as file:
        yield from _read(file, _LEVELS)


def _read(stream: IO[bytes], levels: int) -> Iterator[bytes]:
    """What a stream holds as it is, then what a reader of such a file would make of it."""
    start = stream.read(len(_ZIP))
    stream.seek(0)
    yield from _cut(stream)
    if start.startswith(_UTF_16):
        stream.seek(0)
        yield from _cut(stream, codecs.getincrementaldecoder("utf-16")("replace"))
    elif start.startswith(_PDF):
        from site_builder.scan.pdf_pages import pages_of  # noqa: PLC0415 - few releases have any

        stream.seek(0)
        yield from (text.encode("utf-8", "replace") for text in pages_of(stream))
    elif levels and start.startswith((_ZIP, _GZIP)):
        stream.seek(0)
        unpack = _unzipped if start.startswith(_ZIP) else _ungzipped
        yield from unpack(stream, levels - 1)


def _cut(stream: IO[bytes], decoder: codecs.IncrementalDecoder | None = None) -> Iterator[bytes]:
    def following() -> bytes:
        data = stream.read(_PIECE)
        return decoder.decode(data, final=not data).encode("utf-8", "replace") if decoder else data

    before, piece = b"", following()
    while piece:
        after = following()
        yield before + piece + (_CUT if after else b"")
        before = _CUT + (before + piece)[-_OVERLAP:]
        piece = after


def _unzipped(stream: IO[bytes], levels: int) -> Iterator[bytes]:
    # Nobody else can read a broken archive either; its bytes were looked at as they are.
    with suppress(*_BROKEN), zipfile.ZipFile(stream) as archive:
        for name in archive.namelist():
            yield name.encode("utf-8", "replace")
            with suppress(*_BROKEN), archive.open(name) as member:
                yield from _packed(member, levels)


def _ungzipped(stream: IO[bytes], levels: int) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=stream, mode="rb") as member:
        yield from _packed(cast("IO[bytes]", member), levels)


def _packed(member: IO[bytes], levels: int) -> Iterator[bytes]:
    """A packed file as far as it can be unpacked; archives in it are read from their end."""
    with tempfile.SpooledTemporaryFile(_UNPACKED) as copy:
        with suppress(*_BROKEN):
            shutil.copyfileobj(member, copy, _CHUNK)
        copy.seek(0)
        yield from _read(cast("IO[bytes]", copy), levels)
