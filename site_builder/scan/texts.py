"""The folded texts of files, folded once though they are searched batch after batch."""

from __future__ import annotations

import hashlib
import struct
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from site_builder.scan.pieces import pieces
from site_builder.scan.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LENGTH = struct.Struct(">I")
_NO_MORE = 0xFFFF_FFFF


class Texts:
    """The folded texts of the files in one folder.

    Where ``scratch`` is given, they are written there the first time they are asked
    for, and read from there ever after; folding takes ten times as long as searching.
    """

    def __init__(self, folder: Path, scratch: Path | None = None) -> None:
        self.folder = folder
        self._scratch = scratch

    def of(self, paths: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each file with its texts; to be taken in their order."""
        kept = self._kept(paths)
        if kept is None:
            yield from ((path, _folded(self.folder, path)) for path in paths)
            return
        with kept.open("rb") as stream:
            yield from ((path, _read(stream)) for path in paths)

    def _kept(self, paths: Sequence[str]) -> Path | None:
        """Where the texts lie; None if there is no room for them, so that they are folded again."""
        if self._scratch is None:
            return None
        name = hashlib.blake2b("\0".join(paths).encode("utf-8", "surrogatepass"), digest_size=16)
        file = self._scratch / name.hexdigest()
        if not file.exists():
            following = file.with_suffix(".next")
            try:
                with following.open("wb") as stream:
                    for path in paths:
                        _write(stream, _folded(self.folder, path))
                following.replace(file)
            except OSError:
                with suppress(OSError):
                    following.unlink(missing_ok=True)
                return None
        return file


def _folded(folder: Path, path: str) -> Iterator[bytes]:
    return map(words, pieces(folder, path))


def _write(stream: IO[bytes], texts: Iterator[bytes]) -> None:
    for text in texts:
        stream.write(_LENGTH.pack(len(text)))
        stream.write(text)
    stream.write(_LENGTH.pack(_NO_MORE))


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    while (length := _LENGTH.unpack(stream.read(_LENGTH.size))[0]) != _NO_MORE:
        yield stream.read(length)
