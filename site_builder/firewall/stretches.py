"""Stretches of a text that are taken already, asked in the time that the stretch asked takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Taken:
    """Which characters of a text are spoken for.

    A list of stretches would be gone through for each one more: a text of nothing but names,
    made so that a night never ends, has a hundred thousand.
    """

    def __init__(self, length: int, stretches: Iterable[tuple[int, int]] = ()) -> None:
        """Take the ``stretches`` of a text of this length."""
        self._taken = bytearray(length)
        for start, end in stretches:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Take all characters from ``start`` to before ``end``."""
        self._taken[start:end] = b"\1" * (min(end, len(self._taken)) - start)

    def any_of(self, start: int, end: int) -> bool:
        """Whether one of these characters is taken."""
        return 1 in self._taken[start:end]
