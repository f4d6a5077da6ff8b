"""A page as an inspector sees it: which sort, what its tags say, where it links, its foot."""

from __future__ import annotations

import html
import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD_END: Final = b"</head>"
_META: Final = re.compile(rb"<meta\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb'\b(name|content)="([^"]*)"')
_LINK: Final = re.compile(rb'<[a-z][^<>]*?\s(?:href|src)="([^"]*)"')
# Ten times as fast as the pattern.
_STARTS: Final = (b' href="', b' src="')
_ITEM: Final = re.compile(rb'\bdata-record\b[^<>]*?\bdata-id="([a-z0-9-]+)"')
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_CANONICAL: Final = re.compile(rb'<link rel="canonical" href="([^"]*)"')
_TIME: Final = re.compile(rb'<time datetime="(\d{4}-\d{2}-\d{2})"')
_AS_OF: Final = re.compile(rb'<p class="as-of">.*?</p>', re.DOTALL)
_UNSEEN: Final = re.compile(rb"<(script|style|template)\b.*?</\1>|<[^<>]*>", re.DOTALL)
# They look records up, or are to be printed or downloaded: no column. The others answer where
# nothing stands.
_TOOLS: Final = frozenset({"search", "check", "data", "notice-board"})
_APART: Final = frozenset({"404.html", "gone.html"})


class Sort(StrEnum):
    """What inspectors tell apart: home, lists, details, and what is none of these."""

    HOME = "home"
    LIST = "list"
    DETAIL = "detail"
    OTHER = "other"


@dataclass(frozen=True)
class Page:
    """One page of a release."""

    path: str
    data: bytes

    @cached_property
    def sort(self) -> Sort:
        """Which sort of page it is, by its address; one that shows no record is no detail."""
        folder, _slash, name = self.path.rpartition("/")
        if self.path == "index.html":
            return Sort.HOME
        if folder.partition("/")[0] in _TOOLS or self.path in _APART:
            return Sort.OTHER
        if folder and (name == "index.html" or name.startswith("page-")):
            return Sort.LIST
        return Sort.DETAIL if b"data-record" in self.data else Sort.OTHER

    @property
    def is_column(self) -> bool:
        """Whether a column begins here: its whole list, not one of a place or a month."""
        return self.sort is Sort.LIST and re.fullmatch(r"[^/]+/index\.html", self.path) is not None

    @cached_property
    def tags(self) -> dict[str, str]:
        """The page's meta tags by name, written exactly so."""
        head = self.data[: max(self.data.find(_HEAD_END), 0)]
        found = {}
        for match in _META.finditer(head):
            values = {name: _text(value) for name, value in _ATTRIBUTE.findall(match[1])}
            if b"name" in values:
                found[values[b"name"]] = values.get(b"content", "")
        return found

    @cached_property
    def host(self) -> str | None:
        """The host that it names as its own."""
        match = _CANONICAL.search(self.data)
        return urlsplit(_text(match[1])).hostname if match else None

    @cached_property
    def published(self) -> datetime | None:
        """When it says that it was published; None where it does not say so rightly."""
        try:
            return datetime.strptime(self.tags.get("PubDate", ""), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - Shanghai's, like every moment
        except ValueError:
            return None

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where it links, each address once; what it only says of links, too: see ``has_link``."""
        parts = (part for start in _STARTS for part in self.data.split(start)[1:])
        found = dict.fromkeys(part.partition(b'"')[0] for part in parts)
        return tuple(map(_text, found))

    def has_link(self, address: str) -> bool:
        """Whether an address stands in a tag, and not only in a text about tags."""
        return address in map(_text, _LINK.findall(self.data))

    @property
    def record(self) -> str | None:
        """The id of the first record that it shows: on a detail, the one that it is about."""
        match = _ITEM.search(self.data)
        return match[1].decode() if match else None

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the records that it shows."""
        return tuple(match.decode() for match in _ITEM.findall(self.data))

    @cached_property
    def foot(self) -> bytes:
        """The foot of the page, which is the last on it."""
        start = self.data.rfind(b"<footer")
        return self.data[start:] if start >= 0 else b""

    def target(self, address: str) -> str | None:
        """The path under the site's root to which an address of this page leads; None: outside."""
        if _SCHEME.match(address) or address.startswith("//"):
            return None
        path = unquote(address.partition("#")[0].partition("?")[0])
        if not path:
            return self.path
        folder = self.path.rpartition("/")[0]
        return posixpath.normpath(posixpath.join(folder, path)).removeprefix("./")

    def days_shown(self) -> Iterator[date]:
        """The days that it tells in a list, besides the day of the release."""
        for found in _TIME.findall(_AS_OF.sub(b"", self.data)):
            with suppress(ValueError):
                yield date.fromisoformat(found.decode())

    def seen_text(self) -> str:
        """What a reader sees."""
        body = self.data[max(self.data.find(_HEAD_END), 0) :]
        return _text(_UNSEEN.sub(b" ", body))


def _text(data: bytes) -> str:
    return html.unescape(data.decode("utf-8", "replace"))
