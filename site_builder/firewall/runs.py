"""Digits in a text, however they are written and set apart: runs of them, and groups in a run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.firewall.plain import Plain
    from site_builder.firewall.stretches import Taken

_DIGITS: Final = {
    **{str(digit): str(digit) for digit in range(10)},
    **dict(zip("零一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    **dict(zip("〡〢〣〤〥〦〧〨〩", "123456789", strict=True)),
    "○": "0",
    "◯": "0",
    "⭕": "0",
    "幺": "1",
    "貳": "2",
    "參": "3",
    "陸": "6",
}
# What passes for a digit between digits: Latin, Greek and Cyrillic letters, and strokes.
_LOOKS_LIKE: Final = {**dict.fromkeys("OoОоΟοQ", "0"), **dict.fromkeys("lIiІіΙǀ", "1")}
_CHECKS: Final = frozenset("Xx×ХхΧχ✕✖╳")
_D: Final = f"[{''.join(_DIGITS)}]"
_L: Final = f"[{re.escape(''.join(_LOOKS_LIKE))}]"
# Marks that may stand between digits of one number; a sentence's end may not.
_S: Final = r"(?:[^\w\n，；！？|<>\"“”‘’《》%％]|_)"
_GAP: Final = rf"(?:{_S}{{0,6}}(?:\n[> ]{{0,3}})?{_S}{{0,3}})"
_X: Final = f"[{''.join(sorted(_CHECKS))}](?![A-Za-z0-9])"
_RUN: Final = re.compile(
    rf"(?:(?<![A-Za-z])(?:{_L}{_GAP}){{1,6}}(?={_D}))?{_D}"
    rf"(?:{_GAP}(?:{_D}|[xX×](?={_D})|{_L}(?:{_GAP}{_L})*(?={_GAP}{_D}|{_GAP}{_X}|(?![A-Za-z]))))*"
    rf"(?:{_GAP}{_X})?"
)
_ENOUGH: Final = 7
# Commas that part thousands of a sum.
_SUM: Final = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?=\s?[元万亿余多])")
_Digit = tuple[str, int, str]
# Numbers of services, which nobody has for his own.
_SERVICE: Final = re.compile(r"(?<![\d-])[48]00-?\d{3}-?\d{4}(?!-?\d)")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits without anything between them, and where they stand in the plain text."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Digits with no more than a few marks between them.

    ``digits`` are all of them, ``written`` as they stand at their ``places`` in the plain
    text; the last may be the X that ends an identity number.
    """

    digits: str
    places: tuple[int, ...]
    written: str
    groups: tuple[Group, ...]

    def windows(self, least: int, most: int) -> Iterator[Group]:
        """Every stretch of whole groups that has so many digits."""
        for first, begin in enumerate(self.groups):
            digits = ""
            for group in self.groups[first : first + most]:  # each has a digit or more
                digits += group.digits
                if len(digits) > most:
                    break
                if len(digits) >= least:
                    yield Group(digits, begin.start, group.end)

    def begins(self, group: Group) -> bool:
        """Whether a stretch is the first of the run."""
        return group.start == self.groups[0].start

    def without(self, taken: Taken) -> Run:
        """The run less the stretches that are known for something else."""
        if not taken.any_of(self.places[0], self.places[-1] + 1):
            return self
        kept = [
            digit
            for digit in zip(self.digits, self.places, self.written, strict=True)
            if not taken.any_of(digit[1], digit[1] + 1)
        ]
        return _run(kept)


def runs(text: Plain) -> Iterator[Run]:
    """Every run of at least seven digits."""
    chars = text.chars
    for pattern in (_SERVICE, _SUM):
        chars = pattern.sub(lambda match: "，" * len(match[0]), chars)
    for found in _RUN.finditer(chars):
        if found.end() - found.start() < _ENOUGH:
            continue
        digits: list[_Digit] = []
        for place in range(found.start(), found.end()):
            char = text.chars[place]
            digit = _DIGITS.get(char) or _LOOKS_LIKE.get(char)
            if digit is None and char in _CHECKS:
                digit = "X"
            if digit is not None:
                digits.append((digit, place, char))
        if len(digits) >= _ENOUGH:
            yield _run(digits)


def _run(digits: list[_Digit]) -> Run:
    groups: list[Group] = []
    before = ""
    for digit, place, char in digits:
        # 方式一13812345678: a numeral may stand right before a number.
        is_next = groups and groups[-1].end == place and char.isascii() == before.isascii()
        if is_next and digit != "X":
            last = groups.pop()
            groups.append(Group(last.digits + digit, last.start, place + 1))
        elif digit != "X":
            groups.append(Group(digit, place, place + 1))
        before = char
    return Run(
        "".join(digit for digit, _, _ in digits),
        tuple(place for _, place, _ in digits),
        "".join(char for _, _, char in digits),
        tuple(groups),
    )
