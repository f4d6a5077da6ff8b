"""The bytes of a file, in pieces that fit in memory, archives unpacked."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PIECE = 4 << 20
# More than any value takes, however escaped; one that is cut in two is whole in the next piece.
_OVERLAP = 64 << 10
# A letter at a cut, so that half a word does not seem to stand alone.
_CUT = b"x"
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_BROKEN = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


def files_under(folder: Path) -> Iterator[str]:
    """The path of each file under ``folder``, with slashes, in a settled order."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        start = os.path.relpath(place, folder).replace(os.sep, "/")
        yield from (name if start == "." else f"{start}/{name}" for name in sorted(names))


def pieces(folder: Path, path: str) -> Iterator[bytes]:
    """A file's own path, its bytes, and the bytes of each file packed in it."""
    yield os.fsencode(path)
    with (folder / path).open("rb") as file:
        start = file.peek(len(_ZIP))
        yield from _cut(file)
        file.seek(0)
        if start.startswith(_ZIP):
            yield from _unzipped(file)
        elif start.startswith(_GZIP):
            yield from _unpacked(gzip.GzipFile(fileobj=file))


def _cut(stream: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    before, piece = b"", stream.read(_PIECE)
    while piece:
        following = stream.read(_PIECE)
        yield before + piece + (_CUT if following else b"")
        before = _CUT + (before + piece)[-_OVERLAP:]
        piece = following


def _unzipped(file: IO[bytes]) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                yield name.encode()
                with archive.open(name) as member:
                    yield from _unpacked(member)
    except _BROKEN:
        # Whoever downloads it cannot read it either; its bytes were looked at as they are.
        return


def _unpacked(stream: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    try:
        yield from _cut(stream)
    except _BROKEN:
        return
