"""The files that articles show and offer: exactly those that were signed off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.article import (
    PDF,
    PICTURES,
    TABLE,
    WIDTHS,
    Copy,
    UnfitError,
    blank_copy,
    copies_of,
    copy_of,
    published_pdf,
    recipe,
    rows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# A file's path and SHA-256 to its bytes; None where those bytes are not to be had.
Picture = Callable[[str, str], bytes | None]

# Digits in a file's name: of the digest of its bytes, and of what a picture's bytes come of,
# which is told by more, since `verify` holds those of sixteen to the bytes.
_NAMED: Final = 16
_NAMED_BEFORE: Final = 20


def pictures_in(content: Path) -> Picture:
    """The files below a folder, each as it was signed off or not at all."""

    def picture(path: str, sha256: str) -> bytes | None:
        try:
            data = (content / path).read_bytes()
        except OSError:
            return None
        # The sign-off covers these bytes; others were never approved.
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    return picture


@dataclass(frozen=True, slots=True)
class Asset:
    """Where a published copy of a file stands: which copy of a picture, or how long a PDF's."""

    address: str
    copy: Copy | None = None
    length: int = 0


class ShownFiles:
    """The files that the articles of one release show, each made fit for readers.

    Of pictures, the copies are known and not made: who writes one makes it. ``widths`` are
    those that copies of pictures may have.
    """

    def __init__(self, picture: Picture, widths: Sequence[int] = WIDTHS) -> None:
        self._picture = picture
        self._widths = tuple(widths)
        self._known: dict[tuple[str, str], tuple[Asset, ...]] = {}

    def has(self, path: str, sha256: str) -> bool:
        """Whether the file is to be had as it was signed off."""
        if _suffix(path) == TABLE:
            return self.table(path, sha256) is not None
        return bool(self.assets(path, sha256))

    def assets(self, path: str, sha256: str) -> tuple[Asset, ...]:
        """The published copies of a picture, the smallest first, or the one of a PDF."""
        key = (_suffix(path), sha256)
        # What is not to be had by one name may be by another.
        if not self._known.get(key):
            self._known[key] = self._assets(path, sha256)
        return self._known[key]

    def data(self, path: str, sha256: str, asset: Asset) -> bytes | None:
        """The bytes of a published copy; None where the file is not to be had any more."""
        data = self._picture(path, sha256)
        if data is None or asset.copy is None:
            return None if data is None else _copied(data)
        try:
            return copy_of(path, data, asset.copy)
        except UnfitError:  # an older version may have let it in, and its pages are promised
            return blank_copy(asset.copy)

    def table(self, path: str, sha256: str) -> list[tuple[str, ...]] | None:
        """The headings and rows of a table; None where it is not to be had."""
        data = self._picture(path, sha256)
        try:
            return None if data is None else rows(data)
        except UnfitError:
            return None

    def _assets(self, path: str, sha256: str) -> tuple[Asset, ...]:
        suffix, data = _suffix(path), self._picture(path, sha256)
        if data is None:
            return ()
        if suffix == PDF:
            copied = _copied(data)
            if copied is None:
                return ()
            digest = hashlib.sha256(copied).hexdigest()[:_NAMED]
            return (Asset(f"assets/file-{digest}{PDF}", length=len(copied)),)
        try:
            found = copies_of(path, data, self._widths) if suffix in PICTURES else ()
        except UnfitError:  # an older version may have let it in
            return ()
        return tuple(Asset(_address(sha256, copy), copy) for copy in found)


def _copied(data: bytes) -> bytes | None:
    try:
        return published_pdf(data)
    except UnfitError:  # an older version may have let it in
        return None


def _address(sha256: str, copy: Copy) -> str:
    """Where a copy of a picture stands, told from all that its bytes come of.

    The name holds nothing of the office's own.
    """
    known = f"{sha256} {recipe()} {copy.width} {copy.is_untouched}"
    digest = hashlib.sha256(known.encode()).hexdigest()[:_NAMED_BEFORE]
    return f"assets/img-{digest}{copy.suffix}"


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
