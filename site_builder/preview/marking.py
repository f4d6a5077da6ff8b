"""A page of the site as it stands in a preview that is handed on: marked, and for nobody else."""

from __future__ import annotations

import posixpath
import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLE: Final = "preview.css"
ROBOTS: Final = "noindex, nofollow, noarchive"
# The one script that works in a saved copy: it hides what has ended since.
_GUARD: Final = re.compile(r"(?:.*/)?guard-[0-9a-f]+\.js")
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\Z", re.IGNORECASE)
_ADDRESSES: Final = {"a": "href", "img": "src", "link": "href", "script": "src"}
_DRAWN_ON: Final = frozenset({"icon", "stylesheet"})
_MARKS_ACROSS: Final = 24

Attributes = list[tuple[str, str | None]]


def marked(
    path: str, html: str, names: Mapping[str, str], mark: str, day: str
) -> tuple[bytes, set[str]]:
    """A page with ``mark`` at its head and foot, across it, and in its title; and what it uses.

    ``day`` stands at head and foot too. ``names`` are the files that are handed on with it, by
    their paths in the site: links to others become words. Search engines are told to keep
    away; of scripts, the guard alone stays, and what pages say to who has no script shows.
    """
    marker = _Marker(path, names, mark, day)
    return marker.page(html), marker.used


class _Marker(HTMLParser):
    """Copies a page, and changes what must be on the way."""

    def __init__(self, path: str, names: Mapping[str, str], mark: str, day: str) -> None:
        super().__init__(convert_charrefs=False)
        self.used: set[str] = set()
        self._path = path
        self._names = names
        self._mark = escape(mark)
        self._day = escape(day)
        self._made: list[str] = []
        self._is_silent = False
        self._has_body = False

    def page(self, html: str) -> bytes:
        """The page, marked."""
        self.feed(html)
        self.close()
        whole = "".join(self._made)
        if not self._has_body:  # a theme of the site's own may leave the tag to the browser
            whole = f"{whole}{self._banner()}"
        return whole.encode()

    def handle_decl(self, decl: str) -> None:
        self._say(f"<!{decl}>")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def handle_entityref(self, name: str) -> None:
        self._say(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._say(f"&#{name};")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag in {"noscript", "base"} or (tag == "meta" and given.get("name") == "robots"):
            return
        if tag == "script" and not _GUARD.fullmatch(given.get("src") or ""):
            self._is_silent = True
            return
        if tag == "link" and given.get("rel") not in _DRAWN_ON:
            return
        settled = self._settled(tag, attrs)
        if tag == "link" and "href" not in dict(settled):
            return
        self._say(self.get_starttag_text() or "" if settled == attrs else _tag(tag, settled))
        if tag == "head":
            style = quote(posixpath.relpath(STYLE, posixpath.dirname(self._path)))
            self._say(f'<meta name="robots" content="{ROBOTS}">')
            self._say(f'<link rel="stylesheet" href="{style}">')
        elif tag == "title":
            self._say(f"【{self._mark}】")
        elif tag == "body":
            self._has_body = True
            self._say(self._banner() + self._across())

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._is_silent:
            self._is_silent = False
        elif tag == "body":
            self._say(f"{self._banner()}</body>")
        elif tag != "noscript":
            self._say(f"</{tag}>")

    def _settled(self, tag: str, attrs: Attributes) -> Attributes:
        """The attributes of a tag; an address of what is not handed on goes."""
        name = _ADDRESSES.get(tag)
        return [
            (key, found)
            for key, value in attrs
            if (found := self._found(key, value, is_address=key == name)) is not None
            or key not in {name, "srcset"}
        ]

    def _found(self, key: str, value: str | None, *, is_address: bool) -> str | None:
        if key == "srcset":
            parts = (part.split() for part in (value or "").split(","))
            found = ((self._address(part[0]), part[1:]) for part in parts if part)
            return ", ".join(" ".join((at, *width)) for at, width in found if at) or None
        return self._address(value or "") if is_address else value

    def _address(self, written: str) -> str | None:
        """An address as it leads within what is handed on; None if it does not."""
        if _ELSEWHERE.match(written):
            return written
        path, mark, place = written.partition("#")
        folder = posixpath.dirname(self._path)
        target = posixpath.normpath(posixpath.join(folder, unquote(path.partition("?")[0])))
        target += "/index.html" if path.endswith("/") else ""
        if target not in self._names:
            return None
        self.used.add(target)
        if self._names[target] == target:
            return written
        return quote(posixpath.relpath(self._names[target], folder)) + mark + place

    def _say(self, text: str) -> None:
        if not self._is_silent:
            self._made.append(text)

    def _banner(self) -> str:
        return f'<p class="preview-mark" role="note">{self._mark}　<span>{self._day}</span></p>'

    def _across(self) -> str:
        marks = f"<span>{self._mark}</span>" * _MARKS_ACROSS
        return f'<div class="preview-across" aria-hidden="true">{marks}</div>'


def _tag(name: str, attrs: Attributes) -> str:
    told = "".join(
        f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attrs
    )
    return f"<{name}{told}>"
