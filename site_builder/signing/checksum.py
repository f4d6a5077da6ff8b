"""Eight characters that stand for exactly what waits: on the sheet, and to ``approve``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from site_builder.model.text import fold

if TYPE_CHECKING:
    from site_builder.vet import Signable

# Without 0, 1, I, L and O, which look alike on paper.
_CHARACTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH: Final = 8


def checksum(items: Iterable[Signable]) -> str:
    """The checksum of kind, id and digest of ``items``, in whatever order."""
    lines = sorted(f"{item.kind} {item.id} {item.digest}\n" for item in items)
    number = int.from_bytes(hashlib.sha256("".join(lines).encode()).digest())
    found = ""
    for _place in range(_LENGTH):
        number, rest = divmod(number, len(_CHARACTERS))
        found += _CHARACTERS[rest]
    return found


def is_checksum(written: str, expected: str) -> bool:
    """Whether a checksum was typed as ``expected``: case, width and spaces aside."""
    return fold(written) == fold(expected)
