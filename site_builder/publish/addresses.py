"""Which address is a record's own page, and whether a page stands where it says that it does."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import unquote

# The rest are names that no record may have. A figure is a place on the page of all figures.
RECORD_PAGE: Final = re.compile(
    r"(?:listings|cases/\d{4}|typical-cases|news)/(?!index\.|page-|region|letter|organ|\d{4}\.)([a-z0-9-]+)\.html"
    r"|statistics/index\.html#([a-z0-9-]+)"
)
_AT_END = re.compile(rf"^https?://[^\s?#]*/(?P<path>{RECORD_PAGE.pattern})$")
# Browsers keep these for a year, whatever they were given. Copies of pictures have more digits:
# what those are told from is not in the release.
_NAMED_FOR_CONTENT = re.compile(r"assets/[^/]*-([0-9a-f]{16})\.[a-z0-9]+")
_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)"')


def record_at(path: str) -> str | None:
    """The id of the record whose page, or place on a page, ``path`` is."""
    match = RECORD_PAGE.fullmatch(path)
    return (match[1] or match[2]) if match else None


def record_page_of(address: str) -> str | None:
    """The path, under the site's root, of the record's page at an absolute address."""
    match = _AT_END.search(unquote(address))
    return match["path"] if match else None


def shows_record(page: bytes, record: str | None = None) -> bool:
    """Whether a page shows a record, or the one of this id."""
    if b"data-record" not in page:
        return False
    return record is None or f'data-id="{record}"'.encode() in page


def stands_elsewhere(path: str, page: bytes) -> bool:
    """Whether a page names another address than ``path`` as its own."""
    named = _CANONICAL.search(page)
    if named is None:
        return False
    own = {f"/{path}", f"/{path}".removesuffix("index.html")}
    address = unquote(html.unescape(named[1].decode("utf-8", "replace")))
    return not address.endswith(tuple(own))


def digest_in_name(path: str) -> str:
    """How the SHA-256 of a file begins by its own name; empty for most, whose names do not tell."""
    named = _NAMED_FOR_CONTENT.fullmatch(path)
    return named[1] if named else ""
