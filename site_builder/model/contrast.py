"""How well colours stand out from each other, and how well those of the theme must.

WCAG 2.2: text at least 4.5 (1.4.3), lines, marks and the focus at least 3 (1.4.11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TEXT: Final = 4.5
_MARK: Final = 3.0
_GROUNDS: Final = ("ground", "surface", "sunken")
_TEXTS: Final = ("text", "text-muted", "link", "link-hover", "seal")
# What stands on what, by the names of css/tokens.css, and how much it must differ.
PAIRS: Final = (
    *((text, ground, _TEXT) for text in _TEXTS for ground in _GROUNDS),
    ("action-text", "action", _TEXT),
    ("seal", "seal-ground", _TEXT),
    ("warning-text", "warning-ground", _TEXT),
    ("line-strong", "surface", _MARK),
    ("focus", "ground", _MARK),
    ("bar", "bar-ground", _MARK),
    *((series, "surface", _MARK) for series in ("bar", "series-2", "series-3", "series-4")),
)
NAMES: Final = frozenset(name for front, ground, _least in PAIRS for name in (front, ground))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours like ``#a3271d``: 1 of a colour with itself, 21 at most."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_close(colours: Mapping[str, str]) -> Iterator[tuple[str, str, float, float]]:
    """The pairs of a whole scheme that do not stand out: which, the least allowed, what it is."""
    for front, ground, least in PAIRS:
        found = contrast(colours[front], colours[ground])
        if found < least:
            yield front, ground, least, found


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004 - as sRGB defines it
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
