"""What a reader hands on: mappings as written, and the lines on which they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from site_builder.errors import Problem

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Where an entry stands in a table: its sheet (None: a CSV), cells and headings by path.

    What is wrong at the paths of ``told`` was said already, of the cell or the whole
    sheet. ``ends_on`` is the last day that the table claims.
    """

    sheet: str | None
    places: Mapping[Path, tuple[str, str]]
    told: frozenset[Path] = frozenset()
    ends_on: date | None = None

    def of(self, path: Path) -> tuple[str, str] | None:
        """The cell and heading of ``path``, of what it lies in, or of the first thing in it."""
        inside = (cell for place, cell in self.places.items() if place[: len(path)] == path)
        first = next(inside, None) if path else None
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, first)


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping as written: its values and on which line each of them stands.

    ``lines`` goes by the path of keys and indexes; ``()`` is the entry itself.
    ``body`` is the Markdown below the front matter. An entry that is not sound
    has a problem of its own: it may hide a record, never show one. ``cells`` are those
    of a row in a table.
    """

    values: dict[str, Any]
    lines: Mapping[Path, int]
    body: str = ""
    body_line: int = 0
    is_sound: bool = True
    cells: Cells | None = None

    def line_of(self, path: Path) -> int:
        """The line of ``path``, or of the nearest value around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path]


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a file, and the problems that ended or marred it.

    Not whole: the file could not be read to its end, so that what is missing
    here may still stand in it.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    is_whole: bool
