"""Where tonight's files hold a record, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.kinds import KINDS
from site_builder.load.files import label, listed
from site_builder.load.records import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.model.record import Kind, Record
    from site_builder.store.content import Vetted


@dataclass(frozen=True, slots=True)
class Written:
    """A record's place in tonight's files; ``record`` is None where it is faulty there.

    ``file`` is None where no file holds it: it stands as it was last known.
    """

    file: Path | None
    path: str
    line: int
    record: Record | None


class Shelf:
    """The files of the content folder, each read once and only if it is asked for."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._listed: dict[Kind, dict[str, Path]] = {}
        self._read: dict[str, dict[str, tuple[int, Record | None]]] = {}

    def find(self, found: Vetted) -> Written:
        """Where a record is written tonight, whatever stands of it."""
        record = found.record
        files = self._files(record.kind)
        if not found.stands_in and record.values:
            return Written(files.get(record.path), record.path, record.line, record)
        for path in sorted(files, key=lambda path: path != record.path):
            place = self._places(path, files[path], record.kind).get(record.id)
            if place is not None:
                return Written(files[path], path, *place)
        return Written(None, record.path, record.line, None)

    def _files(self, kind: Kind) -> dict[str, Path]:
        if kind not in self._listed:
            files = listed(self._content / KINDS[kind].folder)
            self._listed[kind] = {label(self._content, file): file for file in files}
        return self._listed[kind]

    def _places(self, path: str, file: Path, kind: Kind) -> dict[str, tuple[int, Record | None]]:
        if path not in self._read:
            self._read[path] = dict(self._entries(path, file, kind))
        return self._read[path]

    def _entries(
        self, path: str, file: Path, kind: Kind
    ) -> Iterator[tuple[str, tuple[int, Record | None]]]:
        opened = Reader(self._content, None).open(file, path, kind)
        for record in opened.records():
            yield record.id, (record.line, record)
        for faulty in opened.faulty:
            yield faulty.id, (faulty.line, None)
