"""The files that articles show and offer: exactly those that were signed off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.article import PDF, TABLE, Published, UnfitError, published, rows

if TYPE_CHECKING:
    from pathlib import Path

# A file's path and SHA-256 to its bytes; None where those bytes are not to be had.
Picture = Callable[[str, str], bytes | None]

_NAMED: Final = 16  # digits of the digest in a file's name


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
    """Where the published copy of a file stands, its length, and a picture's width and height."""

    address: str
    length: int
    size: tuple[int, int] | None


class ShownFiles:
    """The files that the articles of one release show, each made fit for readers once."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._known: dict[tuple[str, str], Asset | None] = {}

    def has(self, path: str, sha256: str) -> bool:
        """Whether the file is to be had as it was signed off."""
        if PurePosixPath(path).suffix.lower() == TABLE:
            return self.table(path, sha256) is not None
        return self.asset(path, sha256) is not None

    def asset(self, path: str, sha256: str) -> Asset | None:
        """The published copy of a picture or a PDF; None where it is not to be had."""
        suffix = PurePosixPath(path).suffix.lower()
        key = (suffix, sha256)
        # What is not to be had by one name may be by another.
        if self._known.get(key) is None:
            self._known[key] = _asset(suffix, self._published(path, sha256))
        return self._known[key]

    def data(self, path: str, sha256: str) -> bytes | None:
        """The bytes of the published copy."""
        found = self._published(path, sha256)
        return None if found is None else found.data

    def table(self, path: str, sha256: str) -> list[tuple[str, ...]] | None:
        """The headings and rows of a table; None where it is not to be had."""
        data = self._picture(path, sha256)
        try:
            return None if data is None else rows(data)
        except UnfitError:
            return None

    def _published(self, path: str, sha256: str) -> Published | None:
        data = self._picture(path, sha256)
        try:
            return None if data is None else published(path, data)
        except UnfitError:  # an older version may have let it in
            return None


def _asset(suffix: str, found: Published | None) -> Asset | None:
    if found is None:
        return None
    # The name holds nothing of the office's own: only what the bytes are.
    sort = "file" if suffix == PDF else "img"
    digest = hashlib.sha256(found.data).hexdigest()[:_NAMED]
    return Asset(f"assets/{sort}-{digest}{suffix}", len(found.data), found.size)
