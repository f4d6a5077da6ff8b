"""A file that an article shows or offers: what it says, and what of it is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.article.gif import read_gif
from site_builder.article.jpeg import read_jpeg
from site_builder.article.pdf import published_pdf, texts_of
from site_builder.article.png import read_png
from site_builder.article.table import rows, told
from site_builder.article.unfit import UnfitError
from site_builder.article.webp import read_webp
from site_builder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from site_builder.article.container import Container

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
    """What a file says besides its pixels; ``is_turned`` that a camera was not held upright."""

    texts: tuple[str, ...]
    is_turned: bool = False


def look(path: str, data: bytes) -> Looked:
    """What the file of this name says, all of it.

    Raises:
        UnfitError: It may not be published as it is.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == TABLE:
        return Looked(tuple(told(rows(data))))
    if suffix == PDF:
        return Looked(tuple(texts_of(data)))
    found = _READERS[suffix](data)
    found.whole()
    return Looked(tuple(found.texts), is_turned=found.orientation != 1)


@dataclass(frozen=True, slots=True)
class Published:
    """The bytes that go out; of a picture, its width and height."""

    data: bytes
    size: tuple[int, int] | None = None


def published(path: str, data: bytes) -> Published:
    """What of a picture or a PDF goes out: nothing that tells of who made it, where and when.

    Raises:
        UnfitError: It may not be published as it is.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == PDF:
        return Published(published_pdf(data))
    reader = _READERS.get(suffix)
    if reader is None:
        raise UnfitError("bad-picture", _("expected a picture or a PDF"))
    found = reader(data)
    return Published(found.whole(), (found.width, found.height))
