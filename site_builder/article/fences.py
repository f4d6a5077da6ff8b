"""Fenced blocks of an article: from a line of three backticks and a word to the next such line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_OPENS: Final = re.compile(r"(?P<marks>`{3,})[ \t]*(?P<word>[^\s`]*)")
_CLOSES: Final = re.compile(r"`{3,}")


@dataclass(frozen=True, slots=True)
class Fence:
    """A block as written: its word, its lines, and the place of its opening line among all.

    ``end`` is the place behind it. One that is not closed goes on to the end.
    """

    word: str
    start: int
    end: int
    lines: tuple[str, ...]
    is_closed: bool = True

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Its lines that are not blank, each with its place among all."""
        for number, text in enumerate(self.lines, self.start + 1):
            if text.strip():
                yield number, text.strip()


def fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Every fenced block that begins at the beginning of a line."""
    place = 0
    while place < len(lines):
        opened = _OPENS.fullmatch(lines[place].rstrip())
        if opened is None:
            place += 1
            continue
        last = next(
            (n for n in range(place + 1, len(lines)) if _ends(lines[n], opened)), len(lines)
        )
        inside = tuple(lines[place + 1 : last])
        end = min(last + 1, len(lines))
        yield Fence(opened["word"].lower(), place, end, inside, is_closed=last < len(lines))
        place = end


def _ends(line: str, opened: re.Match[str]) -> bool:
    closed = line.rstrip()
    return _CLOSES.fullmatch(closed) is not None and len(closed) >= len(opened["marks"])
