"""The copies of a picture that are published: known before any of them is made.

A page names its pictures long before somebody makes them, and on most nights nobody does. So
size and format of each copy follow from what the office's file says of itself at its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import PIL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.article.container import Container

# A telephone of 360 points with two pixels to a point, with three, and a wide screen with two.
WIDTHS: Final = (720, 1080, 1440)
# The bytes of a picture at a telephone's width, where they can be so few.
LIGHT: Final = 100_000
_JPEG, _PNG = ".jpg", ".png"
# An old telephone unpacks four bytes a pixel.
_MOST_UNTOUCHED: Final = 4_000_000
# Without loss, drawings pack to a twentieth or less, photographs to a half.
_LEAST_PACKED: Final = 4
# Raise it with any change of what copies hold: their addresses are told from it.
_RECIPE: Final = "1"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a picture; ``is_untouched`` that its pixels are the office's own."""

    width: int
    height: int
    suffix: str
    is_untouched: bool = False


def recipe() -> str:
    """What the bytes of every copy depend on besides the office's file."""
    return f"{_RECIPE} {PIL.__version__}"


def copies(found: Container, widths: Sequence[int] = WIDTHS) -> tuple[Copy, ...]:
    """The copies of a picture, the smallest first; none is larger than the picture."""
    width, height = found.width, found.height
    if _is_fit_as_it_is(found):
        form = _JPEG if found.is_lossy else _PNG
        return (Copy(width, height, form, is_untouched=True),)
    if is_on_its_side(found):
        width, height = height, width
    form = _JPEG if found.is_opaque and _is_photograph(found) else _PNG
    return tuple(
        Copy(each, max((height * each + width // 2) // width, 1), form)
        for each in _widths(width, widths)
    )


def is_on_its_side(found: Container) -> bool:
    """Whether the camera lay on its side, so that width and height change places."""
    return found.orientation > 4  # noqa: PLR2004 - the second half of the eight ways


def _widths(width: int, widths: Sequence[int]) -> list[int]:
    """The widths that are well below the widest, and that."""
    widest = min(width, widths[-1])
    return [*(each for each in widths if each * 5 <= widest * 4), widest]


def _is_fit_as_it_is(found: Container) -> bool:
    """Whether a picture is light and upright, in colours and a format that all browsers know."""
    is_light = found.length <= LIGHT and found.width * found.height <= _MOST_UNTOUCHED
    return is_light and found.is_common and found.orientation == 1 and not found.profile


def _is_photograph(found: Container) -> bool:
    """Whether a picture is one that packs badly without loss."""
    unpacked = found.pixel_bytes * found.width * found.height
    is_heavy = found.length > LIGHT and found.length * _LEAST_PACKED > unpacked > 0
    return found.is_lossy or is_heavy
