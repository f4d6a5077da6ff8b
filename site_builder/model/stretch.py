"""Where a stretch of a text stands, as editors and code hosts count."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text: lines below its first; columns from 1, in UTF-16 code units.

    ``end_column`` is the one behind its last character; None if it ends on another line.
    """

    line: int
    column: int
    end_column: int | None


def stretch_of(text: str, start: int, end: int) -> Stretch:
    """Where ``start`` to ``end``, in characters of ``text``, stands."""
    begins = text.rfind("\n", 0, start) + 1
    column = 1 + _units(text[begins:start])
    words = text[start:end]
    end_column = None if "\n" in words else column + _units(words)
    return Stretch(text.count("\n", 0, start), column, end_column)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
