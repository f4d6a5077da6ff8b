"""A text with its names put together again that something keeps apart: 王　伟, 王某（建国）.

So are names that a line ends in: what was typed with short lines shows as one paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from site_builder.firewall.name_marks import GIVEN, ROLE
from site_builder.model.regions import is_called_so
from site_builder.model.surnames import surnames

_HAN: Final = "[一-鿿]"
# What stands between a surname and the given name: how Word aligns names, or how one hides them.
_GAP: Final = re.compile(
    rf"(?<={_HAN})(?:(?P<plain> {{1,3}}|[·•・‧])|[_/\-]|某?[（(](?={_HAN}{{2}}(?P<end>[）)])))"
    rf"(?={_HAN})"
)
# A line that ends within a sentence: readers see it go on.
_BROKEN: Final = re.compile(rf"(?<={_HAN})[ \t]*\n[ \t>]*(?={_HAN})")
# 王某（女儿） tells who somebody is to whom.
_KIN: Final = re.compile("[女儿][儿子]|妻子|丈夫|[父母]亲|兄弟|姐妹|弟弟|妹妹|哥哥|姐姐|孙[女子]")
_PLAIN, _LIKELY, _SURE = 1.5, 3.0, 7.0
_FAMILIAR: Final = re.compile(rf"[老小大阿](?={_HAN}{{3}})")


@dataclass(frozen=True, slots=True)
class Joined:
    """A text less what was left out: ``places`` lead each character back, and where it ends.

    A name counts that goes over one of the ``seams``, behind each of which something was left
    out. ``least`` must speak for it: what is put together was perhaps never one.
    """

    chars: str
    places: tuple[int, ...]
    seams: frozenset[int]
    least: float


def joined(text: str) -> list[Joined]:
    """The text without what keeps names apart or makes them sound familiar."""
    gaps = [gap for gap in _GAP.finditer(text) if _is_behind_a_surname(text, gap)]
    hidden = [(gap.start("end"), gap.end("end")) for gap in gaps if gap["end"]]
    plain = [gap.span() for gap in gaps if gap["plain"]]
    odd = [gap.span() for gap in gaps if not gap["plain"]]
    broken = [found.span() for found in _BROKEN.finditer(text)]
    before = [found.span() for found in _FAMILIAR.finditer(text) if _is_familiar(text, found)]
    return [
        *([_without(text, plain, plain, _LIKELY)] if plain else ()),
        *([_without(text, [*odd, *hidden], odd, _SURE)] if odd else ()),
        *([_without(text, before, before, _SURE)] if before else ()),
        *([_without(text, broken, broken, _PLAIN)] if broken else ()),
    ]


def _is_behind_a_surname(text: str, gap: re.Match[str]) -> bool:
    """Whether a surname stands right before a gap, and is no end of another word."""
    for size in (2, 1):
        start = gap.start() - size
        if start < 0 or text[start : gap.start()] not in surnames():
            continue
        is_first = start == 0 or not "一" <= text[start - 1] <= "鿿"
        if is_first or ROLE.search(text, max(start - 8, 0), start):
            given = text[gap.end() : gap.start("end")] if gap["end"] else ""
            return not (_KIN.fullmatch(given) or is_called_so(given))
    return False


def _is_familiar(text: str, found: re.Match[str]) -> bool:
    at = found.end()
    return text[at] in surnames() and GIVEN.issuperset(text[at + 1 : at + 3])


def _without(
    text: str, left_out: list[tuple[int, int]], seams: list[tuple[int, int]], least: float
) -> Joined:
    gone = {place for start, end in left_out for place in range(start, end)}
    places = tuple(place for place in range(len(text)) if place not in gone)
    number = {place: at for at, place in enumerate(places)}
    return Joined(
        "".join(text[place] for place in places),
        places,
        frozenset(number[end] for _start, end in seams),
        least,
    )
