"""The word that was probably meant, found in bounded time."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

# To compare two texts takes the product of their lengths, and no word is as long as this.
_LONGEST: Final = 100


def nearest_word(found: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The known word most like ``found``; None where none is, or ``found`` is no word."""
    if len(found) > _LONGEST:
        return None
    near = difflib.get_close_matches(found, list(known), n=1, cutoff=alike)
    return near[0] if near else None
