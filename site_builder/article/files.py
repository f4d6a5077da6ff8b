"""A file that an article shows or offers: what it says, and what of it is published.

Nothing of what is published tells who made it, where and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.article.copies import WIDTHS, copies
from site_builder.article.gif import read_gif
from site_builder.article.jpeg import read_jpeg
from site_builder.article.png import read_png
from site_builder.article.table import rows, told
from site_builder.article.webp import read_webp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from site_builder.article.container import Container
    from site_builder.article.copies import Copy

TABLE: Final = ".csv"
PDF: Final = ".pdf"
_READERS: Final[Mapping[str, Callable[[bytes], Container]]] = {
    ".gif": read_gif,
    ".jpeg": read_jpeg,
    ".jpg": read_jpeg,
    ".png": read_png,
    ".webp": read_webp,
}
PICTURES: Final = frozenset(_READERS)
SUFFIXES: Final = PICTURES | {TABLE, PDF}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file says besides its pixels.

    Of a picture, ``weight`` is how many bytes a telephone loads of it; ``is_moving`` says
    that others come after the one that shows.
    """

    texts: tuple[str, ...]
    weight: int = 0
    is_moving: bool = False


def look(path: str, data: bytes) -> Looked:
    """What the file of this name says, all of it.

    Raises:
        UnfitError: It may not be published as it is.
    """
    suffix = _suffix(path)
    if suffix == TABLE:
        return Looked(tuple(told(rows(data))))
    if suffix == PDF:
        return Looked(tuple(_texts_of_pdf(data)))
    found = _READERS[suffix](data)
    found.whole()
    smallest = copies(found)[0]
    # Whether its pixels can be unpacked shows only when somebody does.
    painted = _painted(found, suffix, smallest)
    weight = found.length if smallest.is_untouched else len(painted)
    return Looked(tuple(found.texts), weight, found.is_moving)


def copies_of(path: str, data: bytes, widths: Sequence[int] = WIDTHS) -> tuple[Copy, ...]:
    """The copies of a picture that are published, the smallest first; none is made yet.

    Raises:
        UnfitError: It may not be published.
    """
    found = _READERS[_suffix(path)](data)
    found.whole()
    return copies(found, widths)


def copy_of(path: str, data: bytes, copy: Copy) -> bytes:
    """One copy of a picture.

    Raises:
        UnfitError: It may not be published.
    """
    suffix = _suffix(path)
    found = _READERS[suffix](data)
    if copy.is_untouched:
        return found.whole()
    # Taken apart as the office's own file, whatever a painter may have put in.
    return _READERS[copy.suffix](_painted(found, suffix, copy)).whole()


def blank_copy(copy: Copy) -> bytes:
    """What stands for a copy that cannot be made: nobody may wait for it to be mended."""
    from site_builder.article.painted import blank  # noqa: PLC0415 - as below

    return blank(copy)


def published_pdf(data: bytes) -> bytes:
    """A PDF without document information, XMP, earlier versions and photographs' metadata.

    Raises:
        UnfitError: It cannot be read whole, or has in it what may not be published.
    """
    from site_builder.article.pdf import cleaned  # noqa: PLC0415 - as below

    return cleaned(data)


def _texts_of_pdf(data: bytes) -> list[str]:
    from site_builder.article.pdf import texts_of  # noqa: PLC0415 - few builds read any

    return texts_of(data)


def _painted(found: Container, suffix: str, copy: Copy) -> bytes:
    from site_builder.article.painted import painted  # noqa: PLC0415 - few builds paint any

    return painted(found, suffix, copy)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
