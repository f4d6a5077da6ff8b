"""What a reader hands on: mappings as written, and the lines on which they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from site_builder.errors import Problem

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping as written: its values and on which line each of them stands.

    ``lines`` goes by the path of keys and indexes; ``()`` is the entry itself.
    ``body`` is the Markdown below the front matter. An entry that is not sound
    has a problem of its own: it may hide a record, never show one.
    """

    values: dict[str, Any]
    lines: Mapping[Path, int]
    body: str = ""
    body_line: int = 0
    is_sound: bool = True

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
