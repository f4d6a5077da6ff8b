"""How pages name a firm: the block of rows that it stands in, and a tag of its own there.

Numbers are written in letters: digits side by side could read as somebody's number.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

TAG_BITS: Final = 10
SUM_BITS: Final = 25
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz!#$%()"
_LAST: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ*+-.:="
_DIGIT: Final = 5


class Addresses:
    """Firms in the order of their blocks, and of their tags there."""

    def __init__(self, addresses: Sequence[tuple[int, int]]) -> None:
        self.blocks = np.array([block for block, _tag in addresses], np.int64)
        self._tags = [_digits(tag, TAG_BITS) for _block, tag in addresses]
        most = int(self.blocks.max(initial=0))
        # Of each step from block to block its letters, with blanks before; and of each tag.
        steps = [number(step) for step in range(most + 1)]
        self._steps = steps
        self._step_letters = _letters(steps, len(steps[-1]))
        self._tag_letters = _letters(self._tags, TAG_BITS // _DIGIT)

    def lists(self, firms: Numbers, begins: Numbers) -> list[str]:
        """Lists of firms, each in their order: the steps from block to block, and tags.

        Args:
            firms: one list after the other.
            begins: at which places of these each list begins, none of them empty.
        """
        blocks = self.blocks[firms]
        before = np.concatenate(([0], blocks[:-1]))
        before[begins] = 0
        letters = np.hstack((self._step_letters[blocks - before], self._tag_letters[firms]))
        are_written = letters != ord(" ")
        text = letters[are_written].tobytes().decode("ascii")
        ends = np.concatenate(([0], np.cumsum(are_written.sum(axis=1))))
        places = [*ends[begins].tolist(), len(text)]
        return [text[start:end] for start, end in pairwise(places)]

    def summed(self, found: Iterable[tuple[int, list[int]]]) -> str:
        """Firms in the same way, each followed by its sums of 25 bits."""
        texts: list[str] = []
        before = 0
        blocks = self.blocks.tolist()
        for firm, sums in found:
            texts += (self._steps[blocks[firm] - before], self._tags[firm])
            texts += (_digits(own, SUM_BITS) for own in sums)
            before = blocks[firm]
        return "".join(texts)


def number(value: int) -> str:
    """A number in base 32, its last digit of another set."""
    rest, last = value >> _DIGIT, value & 31
    found = _LAST[last]
    while rest:
        found = LETTERS[rest & 31] + found
        rest >>= _DIGIT
    return found


def tags(values: Iterable[int]) -> str:
    """Tags of firms, two letters each."""
    return "".join(_digits(value, TAG_BITS) for value in values)


def _digits(value: int, bits: int) -> str:
    return "".join(LETTERS[value >> shift & 31] for shift in range(bits - _DIGIT, -1, -_DIGIT))


def _letters(texts: Sequence[str], width: int) -> NDArray[np.uint8]:
    """Texts of at most so many letters as rows of bytes, with blanks before."""
    joined = "".join(text.rjust(width) for text in texts).encode("ascii")
    return np.frombuffer(joined, np.uint8).reshape(len(texts), width)
