"""What one tag of a page must hold to: nothing unsafe, links that lead somewhere, public ids."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.model.record import Kind
from site_builder.publish.addresses import record_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.publish.ground import Ground

# Tags without addresses and records, of elements that any page may have: nothing to look at.
_HARMLESS = re.compile(
    rb"</[a-z][a-z0-9]*>"
    rb"|<(?:article|dd|div|dl|dt|footer|h[1-6]|header|li|main|nav|ol|p|path|section|span|strong|svg"
    rb"|table|tbody|td|th|thead|time|title|tr|ul)"
    rb'(?: (?:aria-[a-z]+|class|d|data-label|datetime|id|role|scope)="[^"<>]*")*/?>'
    rb'|<meta(?: (?:content|name)="[^"<>]*")+>'
)
_NAME = re.compile(r"<([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"(?<=[\s/\"'])([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?"
)
_PLAIN_PATH = re.compile(r"[a-z0-9._/#-]{1,100}")
# What needs no taking apart: a path, and nothing else.
_NEARBY = re.compile(r"(?!//)[A-Za-z0-9._/-]+")

# They stand in for pages of any folder, so their links begin with the site's own path.
SERVED_ANYWHERE = frozenset({"404.html", "gone.html"})
_FETCHED = frozenset({"action", "background", "data", "formaction", "ping", "poster", "src"})
_LINKED = frozenset({"a", "area"})
_NOT_FETCHED = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
_LEAD_OUT = frozenset({"http", "https", "mailto", "tel"})
_DATA_BLOCKS = frozenset({"application/json", "application/ld+json"})
_FORBIDDEN = frozenset({"base", "embed", "iframe", "object", "style"})
_KINDS = frozenset(Kind)
_SOURCES = frozenset({"'none'", "'self'"})
# Page and place to which one links, and the first page that does.
Anchors = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what is wrong with it."""

    path: str
    data: bytes

    @property
    def folder(self) -> str:
        """The folder in which it lies."""
        return self.path.rpartition("/")[0]

    def problem(self, code: str, message: Message, record: str | None = None) -> Problem:
        """Something that is wrong with it."""
        return Problem(code=code, path=self.path, message=message, record=record)

    def has_anchor(self, name: str) -> bool:
        """Whether one of its places has this name."""
        return f'id="{html.escape(name)}"'.encode() in self.data


class TagCheck:
    """Checks tags one by one, and keeps to which places their links lead."""

    def __init__(self, ground: Ground) -> None:
        """Know which files there are, which records are public, and the day."""
        self._ground = ground
        self._anchors: Anchors = {}
        self._own_places: list[str] = []
        self._leads_to_itself = False

    def tag(self, page: Page, tag: str) -> Iterator[Problem]:
        """What is wrong with one tag of a page; nothing with one that is harmless."""
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
            yield from self.link(page, address, is_fetched=is_fetched)
        if "data-record" in attributes or "data-id" in attributes:
            yield from self._record(page, attributes)

    def take_anchors(self) -> Anchors:
        """The links seen since the last call that lead to a place within another page."""
        taken, self._anchors = self._anchors, {}
        return taken

    def take_own(self) -> tuple[tuple[str, ...], bool]:
        """The places that pages linked to in themselves since then; whether by their addresses."""
        places, leads_to_itself = tuple(self._own_places), self._leads_to_itself
        self._own_places, self._leads_to_itself = [], False
        return places, leads_to_itself

    def link(self, page: Page, address: str, *, is_fetched: bool) -> Iterator[Problem]:
        """What is wrong with an address, which a browser may fetch by itself."""
        if _NEARBY.fullmatch(address) and page.path not in SERVED_ANYWHERE:
            yield from self._target_of(page, address, address, "")
            return
        try:
            parts = urlsplit(address)
        except ValueError:
            yield page.problem("dead-link", dead_link(address))
            return
        if parts.scheme or parts.netloc:
            if is_fetched or parts.scheme not in _LEAD_OUT:
                yield page.problem("unsafe-page", _("expected only addresses of this site"))
            return
        if page.path in SERVED_ANYWHERE:
            return
        yield from self._target_of(page, address, unquote(parts.path), unquote(parts.fragment))

    def _target_of(self, page: Page, address: str, path: str, place: str) -> Iterator[Problem]:
        target = self._target(page, path)
        if target is None or not self._has_place(page, target, place):
            yield page.problem("dead-link", dead_link(address))
        elif target == page.path:
            self._leads_to_itself |= bool(path)
        else:
            yield from self._linked_record(page, f"{target}#{place}".rstrip("#"))

    def _linked_record(self, page: Page, target: str) -> Iterator[Problem]:
        found = record_at(target)
        if found and not self._ground.is_public(found):
            yield page.problem("not-public", _("links to a record that is not public"), found)

    def _target(self, page: Page, link: str) -> str | None:
        if not link:
            return page.path
        if link.startswith("/"):
            return None
        target = posixpath.normpath(posixpath.join(page.folder, link))
        index = "index.html" if target == "." else f"{target}/index.html"
        if self._ground.has_file(index):
            return index
        return target if not link.endswith("/") and self._ground.has_file(target) else None

    def _has_place(self, page: Page, target: str, name: str) -> bool:
        # `#q=…` is for the search page's script.
        if not name or "=" in name or not target.endswith(".html"):
            return True
        if target == page.path:
            self._own_places.append(name)
            return page.has_anchor(name)
        self._ground.lean_on_another()
        self._anchors.setdefault((target, name), page.path)
        return True

    def _record(self, page: Page, attributes: Mapping[str, str]) -> Iterator[Problem]:
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

    def _ended(self, page: Page, record: str, hidden_from: str) -> Iterator[Problem]:
        try:
            day = date.fromisoformat(hidden_from)
        except ValueError:
            message = _("expected a day in data-hidden-from")
            yield page.problem("malformed", message, record)
            return
        if self._ground.has_ended(day):
            message = _("shows a record that ended: hidden from {day}", day=day)
            yield page.problem("ended", message, record)


def is_harmless(tag: bytes) -> bool:
    """Whether there is nothing in a tag that could be wrong."""
    return _HARMLESS.fullmatch(tag) is not None


def _unsafe(page: Page, element: str, attributes: Mapping[str, str]) -> Iterator[Problem]:
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


def _instruction(page: Page, attributes: Mapping[str, str]) -> Iterator[Problem]:
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


def dead_link(address: str) -> Message:
    """That an address leads nowhere."""
    # Addresses may hold what somebody typed or wrote; only a plain path is repeated.
    if _PLAIN_PATH.fullmatch(address):
        return _("expected a link to a file of this site, found {path}", path=address)
    return _("expected a link to a file of this site")
