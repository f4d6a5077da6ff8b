"""What a page must hold to: its own words only, links that lead somewhere, public ids.

Reads the HTML that this product writes: quoted attributes, no ``<`` in text. Pages
of one folder share most of their tags, so a tag that was found good there is not
looked at again; finding the tags is what takes the time.
"""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.model.record import Kind
from site_builder.publish.addresses import (
    digest_in_name,
    record_at,
    shows_record,
    stands_elsewhere,
)
from site_builder.publish.ground import Leans
from site_builder.publish.nesting import Nesting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from site_builder.publish.ground import Ground

_TAG = re.compile(
    rb"<(?:[a-zA-Z/][^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*|!--.*?--|![^<>]*)>",
    re.DOTALL,
)
_NAME = re.compile(r"<([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"(?<=[\s/\"'])([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?"
)
_LANGUAGE = re.compile(rb'<html\b[^>]*\slang="(?!zh")[a-z]{2,3}(?:-\w+)*"')
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_PLAIN_PATH = re.compile(r"[a-z0-9._/#-]{1,100}")
# The policy stands before anything that it governs.
_HEAD_TAGS = 40
_REMEMBERED = 20_000

# They stand in for pages of any folder, so their links begin with the site's own path.
_SERVED_ANYWHERE = frozenset({"404.html", "gone.html"})
_FETCHED = frozenset({"action", "background", "data", "formaction", "ping", "poster", "src"})
_LINKED = frozenset({"a", "area"})
_NOT_FETCHED = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
_LEAD_OUT = frozenset({"http", "https", "mailto", "tel"})
_DATA_BLOCKS = frozenset({"application/json", "application/ld+json"})
_FORBIDDEN = frozenset({"base", "embed", "iframe", "object", "style"})
_KINDS = frozenset(Kind)
_NOTHING = Leans()
_SOURCES = frozenset({"'none'", "'self'"})
# Page and place to which one links, and the first page that does.
Anchors = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    data: bytes

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def problem(self, code: str, message: Message, record: str | None = None) -> Problem:
        return Problem(code=code, path=self.path, message=message, record=record)

    def has_anchor(self, name: str) -> bool:
        return f'id="{html.escape(name)}"'.encode() in self.data


class PageCheck:
    """Checks pages one by one, and keeps which places of others they link to."""

    def __init__(self, ground: Ground) -> None:
        """Know which files there are, which records are public, and the day."""
        self._ground = ground
        self._good: defaultdict[str, dict[bytes, Leans]] = defaultdict(dict)
        self._anchors: Anchors = {}
        self._nesting = Nesting()

    def page(self, path: str, data: bytes) -> Iterator[Problem]:
        """What is wrong with one page."""
        page = _Page(path, data)
        tags = _TAG.findall(data)
        yield from _frame(page, tags)
        yield from _place(page)
        if (element := self._nesting.fault(tags)) is not None:
            yield page.problem("malformed", _unclosed(element))
        good = self._good[page.folder]
        if len(good) > _REMEMBERED:
            good.clear()
        leans = Leans()
        for tag in sorted(set(tags)):
            if (known := good.get(tag)) is not None:
                leans.add(known)
                continue
            problems = list(self._tag(page, tag.decode("utf-8", "replace")))
            yield from problems
            leans.add(found := self._ground.take())
            # Whether this page has the anchor says nothing of the next.
            if not problems and b'"#' not in tag:
                good[tag] = _NOTHING if found == _NOTHING else found
        self._ground.lean(leans)

    def style_sheet(self, path: str, data: bytes) -> Iterator[Problem]:
        """What is wrong with the addresses in one style sheet."""
        page = _Page(path, data)
        if not hashlib.sha256(data).hexdigest().startswith(digest_in_name(path)):
            yield page.problem("malformed", _("expected the content that its name tells"))
        for match in _CSS_ADDRESS.finditer(data.decode("utf-8", "replace")):
            yield from self._link(page, match[1] or match[2], is_fetched=True)

    def take_anchors(self) -> Anchors:
        """The links seen since the last call that lead to a place within another page."""
        taken, self._anchors = self._anchors, {}
        return taken

    def _tag(self, page: _Page, tag: str) -> Iterator[Problem]:
        name = _NAME.match(tag)
        if name is None:
            return
        attributes = {
            match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(tag)
        }
        element = name[1].lower()
        yield from _unsafe(page, element, attributes)
        for address, is_fetched in _addresses(element, attributes):
            yield from self._link(page, address, is_fetched=is_fetched)
        if "data-record" in attributes or "data-id" in attributes:
            yield from self._record(page, attributes)

    def _link(self, page: _Page, address: str, *, is_fetched: bool) -> Iterator[Problem]:
        try:
            parts = urlsplit(address)
        except ValueError:
            yield page.problem("dead-link", _dead(address))
            return
        if parts.scheme or parts.netloc:
            if is_fetched or parts.scheme not in _LEAD_OUT:
                yield page.problem("unsafe-page", _("expected only addresses of this site"))
            return
        if page.path in _SERVED_ANYWHERE:
            return
        target = self._target(page, unquote(parts.path))
        if target is None or not self._has_place(page, target, unquote(parts.fragment)):
            yield page.problem("dead-link", _dead(address))
        elif target != page.path:
            yield from self._linked_record(page, f"{target}#{parts.fragment}".rstrip("#"))

    def _linked_record(self, page: _Page, target: str) -> Iterator[Problem]:
        found = record_at(target)
        if found and not self._ground.is_public(found):
            yield page.problem("not-public", _("links to a record that is not public"), found)

    def _target(self, page: _Page, link: str) -> str | None:
        if not link:
            return page.path
        if link.startswith("/"):
            return None
        target = posixpath.normpath(posixpath.join(page.folder, link))
        index = posixpath.normpath(f"{target}/index.html")
        if self._ground.has_file(index):
            return index
        return target if not link.endswith("/") and self._ground.has_file(target) else None

    def _has_place(self, page: _Page, target: str, name: str) -> bool:
        # `#q=…` is for the search page's script.
        if not name or "=" in name or not target.endswith(".html"):
            return True
        if target == page.path:
            return page.has_anchor(name)
        self._ground.lean_on_another()
        self._anchors.setdefault((target, name), page.path)
        return True

    def _record(self, page: _Page, attributes: Mapping[str, str]) -> Iterator[Problem]:
        found = attributes.get("data-id", "")
        if not self._ground.is_public(found):
            yield page.problem("not-public", _("shows a record that is not public"), found)
        if "data-record" not in attributes:
            return
        hidden_from = attributes.get("data-hidden-from")
        if not found or attributes.get("data-kind") not in _KINDS or hidden_from is None:
            message = _("expected data-id, data-kind and data-hidden-from beside data-record")
            yield page.problem("malformed", message, found or None)
        elif hidden_from:
            yield from self._ended(page, found, hidden_from)

    def _ended(self, page: _Page, record: str, hidden_from: str) -> Iterator[Problem]:
        try:
            day = date.fromisoformat(hidden_from)
        except ValueError:
            message = _("expected a day in data-hidden-from")
            yield page.problem("malformed", message, record)
            return
        if self._ground.has_ended(day):
            message = _("shows a record that ended: hidden from {day}", day=day)
            yield page.problem("ended", message, record)


def missing_anchors(site: Path, anchors: Anchors) -> Iterator[Problem]:
    """The links to places that a page of ``site`` does not have."""
    for target, links in groupby(sorted(anchors.items()), lambda link: link[0][0]):
        page = _Page(target, (site / target).read_bytes())
        for (_target, name), source in links:
            if not page.has_anchor(name):
                yield Problem(code="dead-link", path=source, message=_dead(f"{target}#{name}"))


def _frame(page: _Page, tags: list[bytes]) -> Iterator[Problem]:
    try:
        page.data.decode()
    except UnicodeDecodeError:
        yield page.problem("malformed", _("expected UTF-8"))
    start, end = page.data[:64].lstrip().lower(), page.data[-64:].rstrip()
    if not start.startswith(b"<!doctype html>") or not end.endswith(b"</html>"):
        yield page.problem("malformed", _("expected a whole page, from doctype to </html>"))
    if page.data.count(b"<") != len(tags) and b"<" in _TAG.sub(b"", page.data):
        yield page.problem("malformed", _("expected every < to begin a tag"))
    if not _LANGUAGE.search(page.data):
        yield page.problem("malformed", _('expected <html lang="zh-CN">, or another tag'))
    if not any(b"content-security-policy" in tag.lower() for tag in tags[:_HEAD_TAGS]):
        yield page.problem("unsafe-page", _("expected a content security policy"))


def _place(page: _Page) -> Iterator[Problem]:
    """No page stands in for another: each tells its address, and a record's shows that record."""
    if stands_elsewhere(page.path, page.data):
        yield page.problem("malformed", _("expected the page of this address, found another's"))
    record = record_at(page.path)
    if record and shows_record(page.data) and not shows_record(page.data, record):
        yield page.problem("malformed", _("expected the record of this address, found another"))


def _unsafe(page: _Page, element: str, attributes: Mapping[str, str]) -> Iterator[Problem]:
    is_inline = element == "script" and "src" not in attributes
    if is_inline and attributes.get("type") not in _DATA_BLOCKS:
        yield page.problem("unsafe-page", _("expected no script in the page itself"))
    if element in _FORBIDDEN:
        yield page.problem("unsafe-page", _("expected no <{element}>", element=element))
    for name in attributes:
        if name == "style" or name.startswith("on"):
            yield page.problem("unsafe-page", _("expected no attribute {name}", name=name))
    if element == "meta":
        yield from _instruction(page, attributes)


def _instruction(page: _Page, attributes: Mapping[str, str]) -> Iterator[Problem]:
    match attributes.get("http-equiv", "").lower():
        case "content-security-policy":
            if not is_strict(attributes.get("content", "")):
                message = _("expected a content security policy that allows this site alone")
                yield page.problem("unsafe-page", message)
        case "refresh":
            yield page.problem("unsafe-page", _("expected no page that moves on by itself"))


def is_strict(policy: str) -> bool:
    """Whether a content security policy allows nothing but the site's own files."""
    directives = [directive.split() for directive in policy.split(";") if directive.strip()]
    sources = {source for _name, *found in directives for source in found}
    return any(d[0] == "default-src" for d in directives) and sources <= _SOURCES


def _addresses(element: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Each address in a tag, and whether a browser fetches it by itself."""
    for name, value in attributes.items():
        if name in _FETCHED:
            yield value, True
        elif name in {"href", "xlink:href"}:
            kinds = set(attributes.get("rel", "").lower().split())
            yield value, element not in _LINKED and not kinds & _NOT_FETCHED
        elif name == "srcset":
            yield from ((part.split()[0], True) for part in value.split(",") if part.strip())


def _unclosed(element: str) -> Message:
    return _("expected every element closed where it was opened, found <{name}>", name=element)


def _dead(address: str) -> Message:
    # Addresses may hold what somebody typed or wrote; only a plain path is repeated.
    if _PLAIN_PATH.fullmatch(address):
        return _("expected a link to a file of this site, found {path}", path=address)
    return _("expected a link to a file of this site")
