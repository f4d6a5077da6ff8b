"""Many small parts as few large ones, so that a long file is written without being held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LARGE: Final = 1 << 20


def gathered(parts: Iterable[bytes]) -> Iterator[bytes]:
    """``parts`` in their order, put together into pieces of about a megabyte."""
    waiting: list[bytes] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= _LARGE:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    if waiting:
        yield b"".join(waiting)
