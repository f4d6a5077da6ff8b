"""A part of a portal's page, made fit to stand around the pages of the site.

What is not on the list is left out: scripts, what would be fetched from elsewhere, styles in the
page itself, forms. Addresses are made whole, for the fragment no longer stands on the portal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import nh3

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Callable

# What portals' classes are called here, so that none means what the theme means by it.
PREFIX: Final = "portal-"
_TAGS: Final = frozenset(
    [
        "a",
        "address",
        "b",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "small",
        "span",
        "strong",
        "ul",
    ]
)
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_NOT_SHOWN: Final = frozenset({"script", "style", "title", "template", "noscript", "select"})
_OF_PAGES: Final = frozenset({"html", "head", "body"})
_IN_A_SHEET: Final = _(
    "write its rules into a style sheet of the site's own, templates/static/css/portal-own.css"
)
_NO_SCRIPT: Final = _("menus and notices must work without a script: write them as links")
_NO_PICTURE: Final = _(
    "put a logo into templates/static/ and show it as a background of its class in a style sheet"
    " of the site's own"
)
_LINK_INSTEAD: Final = _("link to that page of the portal instead")
_INSTEAD: Final = {
    "script": _NO_SCRIPT,
    "style": _IN_A_SHEET,
    "link": _IN_A_SHEET,
    **dict.fromkeys(("img", "picture", "svg", "canvas", "source"), _NO_PICTURE),
    **dict.fromkeys(("iframe", "frame", "object", "embed", "video", "audio"), _LINK_INSTEAD),
    **dict.fromkeys(("form", "input", "button", "select", "textarea"), _LINK_INSTEAD),
    **dict.fromkeys(("base", "meta"), _("leave it out: it belongs to the portal's own pages")),
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """What is left of a fragment, and what was left out: the line, and what to do instead."""

    html: str
    left_out: tuple[tuple[int, Message], ...]

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is left that anybody could read."""
        return not re.sub(r"<[^<>]*>|\s|&nbsp;", "", self.html)


def fragment(text: str, domain: str) -> Fragment | None:
    """The fit part of a portal's header or footer; None where a whole page was given."""
    found = _LeftOut()
    found.feed(text)
    found.close()
    if found.is_whole_page:
        return None
    html = nh3.clean(
        text,
        tags=set(_TAGS),
        clean_content_tags=set(_NOT_SHOWN),
        attributes={"*": {"class", "lang"}, "a": {"class", "href", "lang", "title"}},
        attribute_filter=_settled(f"https://{domain}/"),
        url_schemes=set(_SCHEMES),
        link_rel="external noopener",
    )
    return Fragment(html.strip(), tuple(found.told))


def _settled(base: str) -> Callable[[str, str, str], str | None]:
    def settle(_element: str, name: str, value: str) -> str | None:
        if name == "class":
            return " ".join(f"{PREFIX}{word}" for word in value.split()) or None
        return _whole(base, value.strip()) if name == "href" else value

    return settle


def _whole(base: str, address: str) -> str | None:
    """An address of the portal's pages, from anywhere; a menu's own places are there alone."""
    if address.startswith("#"):
        return None
    try:
        return urljoin(base, address)
    except ValueError:
        return None


class _LeftOut(HTMLParser):
    """What of a fragment may not stand, with its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[int, Message]] = []
        self.is_whole_page = False

    def handle_decl(self, decl: str) -> None:
        self.is_whole_page |= decl.lower().startswith("doctype")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_whole_page |= tag in _OF_PAGES
        if tag in _INSTEAD:
            self._tell(_("<{element}> is left out", element=tag), _INSTEAD[tag])
            return
        for name, value in attrs:
            if name == "style":
                self._tell(_("the attribute {name} is left out", name=name), _IN_A_SHEET)
            elif name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self._tell(_("the attribute {name} is left out", name=name), _NO_SCRIPT)

    def _tell(self, what: Message, instead: Message) -> None:
        message = _("{what}: {instead}", what=what, instead=instead)
        self.told.append((self.getpos()[0], message))
