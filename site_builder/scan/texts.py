"""The folded texts of files, folded once though they are searched batch after batch."""

from __future__ import annotations

import hashlib
import struct
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from site_builder.scan.lines import words
from site_builder.scan.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from site_builder.scan.kept_texts import Folded, KeptTexts, Packing

# Larger files are downloads of everything: they change on nearly every night, and their texts
# would have to be held whole till they are kept.
_MOST_KEPT = 4 << 20
_LENGTH = struct.Struct(">I")
_NO_MORE = 0xFFFF_FFFF


class Texts:
    """The folded texts of the files in one folder.

    Where ``scratch`` is given, they are written there the first time they are asked
    for, and read from there ever after; folding takes ten times as long as searching.
    What is ``kept`` of a file that bears its mark is not folded at all.
    """

    def __init__(
        self,
        folder: Path,
        scratch: Path | None = None,
        kept: KeptTexts | None = None,
    ) -> None:
        self.folder = folder
        self._scratch = scratch
        self._kept = kept
        self._marks: Mapping[str, str] = {}
        self._believes = False
        self._folded: list[Folded] = []

    def expect(self, marks: Mapping[str, str], *, believing: bool) -> None:
        """Keep what is folded of these files; ``believing`` what is kept, if it has their marks."""
        self._marks, self._believes = marks, believing

    def take_folded(self) -> list[Folded]:
        """What was folded since the last call."""
        taken, self._folded = self._folded, []
        return taken

    def of(self, paths: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each file with its texts; to be taken in their order."""
        written = self._written(paths)
        if written is None:
            yield from ((path, self._texts(path)) for path in paths)
            return
        with written.open("rb") as stream:
            yield from ((path, _read(stream)) for path in paths)

    def _written(self, paths: Sequence[str]) -> Path | None:
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
                        _write(stream, self._texts(path))
                following.replace(file)
            except OSError:
                with suppress(OSError):
                    following.unlink(missing_ok=True)
                return None
        return file

    def _texts(self, path: str) -> Iterator[bytes]:
        mark = self._marks.get(path)
        if self._kept is None or mark is None:
            return folded_texts(self.folder, path)
        known = self._kept.texts(path, mark) if self._believes else None
        return self._to_keep(path, mark, self._kept.packing) if known is None else known

    def _to_keep(self, path: str, mark: str, packing: Packing | None) -> Iterator[bytes]:
        """The texts of a file, folded, and then kept unless they are very long."""
        packed: list[bytes] = []
        size = 0
        for text in folded_texts(self.folder, path):
            size += len(text)
            if size > _MOST_KEPT:
                packing = None
            if packing is not None:
                packed.append(packing.packed(text))
            yield text
        if packing is not None:
            self._folded.append((path, mark, b"".join(packed)))


def folded_texts(folder: Path, path: str) -> Iterator[bytes]:
    """The texts of a file, folded as they are read."""
    return map(words, pieces(folder, path))


def _write(stream: IO[bytes], texts: Iterator[bytes]) -> None:
    for text in texts:
        stream.write(_LENGTH.pack(len(text)))
        stream.write(text)
    stream.write(_LENGTH.pack(_NO_MORE))


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    while (length := _LENGTH.unpack(stream.read(_LENGTH.size))[0]) != _NO_MORE:
        yield stream.read(length)
