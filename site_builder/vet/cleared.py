"""Records in which nothing was found, so that nobody looks into them again as they are."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.store.memory import Memory

_CLEAN: Final = "clean"
_AT_A_TIME: Final = 5000


class Cleared:
    """What the firewall passed, by everything that it looked at; no other program is believed.

    Without a ``memory`` nothing is known, and nothing kept.
    """

    def __init__(self, memory: Memory | None) -> None:
        self._memory = memory
        self._fresh: list[tuple[bytes, str]] = []

    @property
    def is_kept(self) -> bool:
        """Whether what is learned is there to be asked for."""
        return self._memory is not None

    def knows(self, key: bytes) -> bool:
        """Whether nothing was found where all of this was the same."""
        return self._memory is not None and self._memory.parsed(key) == _CLEAN

    def learn(self, key: bytes) -> None:
        """Remember that nothing was found."""
        if self._memory is not None:
            self._fresh.append((key, _CLEAN))
            if len(self._fresh) >= _AT_A_TIME:
                self.keep()

    def keep(self) -> None:
        """Hand what was learned to the memory."""
        if self._memory is not None and self._fresh:
            self._memory.remember_parsed(self._fresh)
        self._fresh = []


def key_of(parts: Iterable[str]) -> bytes:
    """A short name for everything that a look depends on."""
    text = "\0".join(("firewall", *parts))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
