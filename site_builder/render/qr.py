"""QR codes of the site's addresses, as rows of squares.

To make one takes milliseconds, which a list of 200,000 records has not. All parts of a code of one
length, one mask and one level are sums of the text's bits (ISO/IEC 18004: Reed-Solomon codes are
linear), so that one code and what each bit changes in it give every other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import segno

# Any of the eight can be read; the best is not looked for, as it differs from text to text.
_MASK: Final = 2
_LEVEL: Final = "m"
_DIGITS: Final = bytes.maketrans(b"\0\1", b"01")
_RUN: Final = re.compile("1+")


@dataclass(frozen=True, slots=True)
class QrCode:
    """The squares of a code: ``size`` on each side, and the dark ones as an SVG path."""

    size: int
    path: str


class QrCodes:
    """Draws codes, each quicker than the first of its length."""

    def __init__(self) -> None:
        """Know none yet."""
        self._firsts: dict[int, tuple[bytes, int, int]] = {}
        self._changes: dict[tuple[int, int, int], int] = {}

    def code(self, text: str) -> QrCode:
        """The code of a text."""
        wanted = text.encode()
        if len(wanted) not in self._firsts:
            self._firsts[len(wanted)] = (wanted, *_squares(wanted))
        first, size, squares = self._firsts[len(wanted)]
        for position, (here, there) in enumerate(zip(wanted, first, strict=True)):
            for bit in range(8):
                if (here ^ there) >> bit & 1:
                    squares ^= self._change(len(wanted), position, bit)
        return QrCode(size, _path(f"{squares:0{size * size}b}", size))

    def _change(self, length: int, position: int, bit: int) -> int:
        """What one bit of a text of a length changes in its code."""
        key = (length, position, bit)
        if key not in self._changes:
            first, _size, squares = self._firsts[length]
            changed = bytearray(first)
            changed[position] ^= 1 << bit
            self._changes[key] = squares ^ _squares(bytes(changed))[1]
        return self._changes[key]


def _squares(text: bytes) -> tuple[int, int]:
    """How many squares a side has, and all of them as the bits of a number."""
    code = segno.make_qr(text, error=_LEVEL, mode="byte", mask=_MASK, boost_error=False)
    return len(code.matrix), int(b"".join(code.matrix).translate(_DIGITS), 2)


def _path(squares: str, size: int) -> str:
    """The dark squares as strokes along the middle of each row."""
    drawn = []
    for y in range(size):
        row, at = squares[y * size : (y + 1) * size], None
        for run in _RUN.finditer(row):
            way = f"M{run.start()} {y}.5" if at is None else f"m{run.start() - at} 0"
            drawn.append(f"{way}h{run.end() - run.start()}")
            at = run.end()
    return "".join(drawn)
