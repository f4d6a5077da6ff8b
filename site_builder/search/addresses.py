"""How pages name firms: by the block of rows that they stand in, or by a number of their own.

Numbers are written in letters: digits side by side could read as somebody's number.
"""

from __future__ import annotations

from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

# A firm's own number is that of its block, and its place there.
PLACES: Final = 32
SUM_BITS: Final = 25
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz!#$%()"
_LAST: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ*+-.:="
_DIGIT: Final = 5


class Addresses:
    """Firms in the order of their blocks, and of their places there.

    ``width`` letters name a block.
    """

    def __init__(self, numbers: Numbers, blocks: int) -> None:
        self._numbers = numbers
        self.block_of = numbers // PLACES
        self.width = len(number(blocks - 1))
        self._names = _letters([_digits(block, self.width) for block in range(blocks)])

    def blocks(self, blocks: Numbers, begins: Numbers) -> list[str]:
        """Lists of blocks, one after the other.

        Args:
            blocks: one list after the other.
            begins: at which places of these each list begins.
        """
        text = self._names[blocks].tobytes().decode("ascii")
        places = [*(begins * self.width).tolist(), len(text)]
        return [text[start:end] for start, end in pairwise(places)]

    def firms(self, firms: Numbers, begins: Numbers) -> list[str]:
        """Lists of firms, each by how much its number is more than that of the block before.

        So a firm that shares its block with the one before it is told by its place alone.

        Args:
            firms: one list after the other, each in its order.
            begins: as above.
        """
        own = self._numbers[firms]
        before = np.concatenate(([0], own[:-1] // PLACES * PLACES))
        before[begins] = 0
        steps, step_of = np.unique(own - before, return_inverse=True)
        written = [number(step) for step in steps.tolist()]
        texts = [written[at] for at in step_of.tolist()]
        places = [*begins.tolist(), len(texts)]
        return ["".join(texts[start:end]) for start, end in pairwise(places)]

    def summed(self, found: Iterable[tuple[int, ...]]) -> str:
        """Firms by the steps from block to block, each with its sums of 25 bits."""
        told = StringIO()
        before = 0
        for firm, *sums in found:
            block = int(self.block_of[firm])
            told.write(number(block - before))
            for own in sums:
                told.write(_digits(own, SUM_BITS // _DIGIT))
            before = block
        return told.getvalue()


def number(value: int) -> str:
    """A number in base 32, its last digit of another set."""
    rest, last = value >> _DIGIT, value & 31
    found = _LAST[last]
    while rest:
        found = LETTERS[rest & 31] + found
        rest >>= _DIGIT
    return found


def _digits(value: int, count: int) -> str:
    return "".join(LETTERS[value >> _DIGIT * at & 31] for at in range(count - 1, -1, -1))


def _letters(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Texts of one length as rows of bytes."""
    joined = "".join(texts).encode("ascii")
    return np.frombuffer(joined, np.uint8).reshape(len(texts), -1)
