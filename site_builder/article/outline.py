"""The headings of an article, by their levels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from site_builder.article.fences import fences

_HASHES: Final = re.compile(r"(#{1,6})[^#]")
_UNDERLINE: Final = re.compile(r"(?:=+|-+)[ ]*")


def headings(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The place of each heading's line, and its level as written."""
    in_blocks = {place for fence in fences(lines) for place in range(fence.start, fence.end)}
    for place, text in enumerate(lines):
        if place in in_blocks:
            continue
        if found := _HASHES.match(text):
            yield place, len(found[1])
        elif place and _UNDERLINE.fullmatch(text) and _begins(lines, place - 1):
            yield place - 1, 1 if text[0] == "=" else 2


def skipped(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Each heading that skips levels: its place, its level, and the lowest that may stand there.

    Levels are told as written; the highest of an article stands below its title on the page.
    """
    found = list(headings(lines))
    highest = min((level for _place, level in found), default=1)
    before = highest - 1
    for place, level in found:
        if level > before + 1:
            yield place, level, before + 1
        before = level


def _begins(lines: Sequence[str], place: int) -> bool:
    """Whether a line that is not blank begins a paragraph."""
    return bool(lines[place].strip()) and (place == 0 or not lines[place - 1].strip())
