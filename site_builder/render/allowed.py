"""The HTML that an article may have: no other element, attribute or scheme of an address."""

from __future__ import annotations

from typing import Final

import nh3

_TAGS: Final = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "line",
        "ol",
        "p",
        "path",
        "polyline",
        "pre",
        "rect",
        "strong",
        "sub",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_STROKE: Final = {"class", "vector-effect"}
_ATTRIBUTES: Final = {
    "a": {
        "aria-label",
        "class",
        "data-hidden-from",
        "data-id",
        "data-instead",
        "data-kind",
        "data-record",
        "href",
        "title",
    },
    "dd": {"class"},
    "div": {"aria-hidden", "class", "id"},
    "dl": {"class"},
    "dt": {"class"},
    "figcaption": {"class"},
    "figure": {"class"},
    "h2": {"class"},
    "img": {"alt", "decoding", "height", "loading", "sizes", "src", "srcset", "width"},
    "li": {"class", "id"},
    "line": {*_STROKE, "x1", "x2", "y1", "y2"},
    "ol": {"class", "start"},
    "p": {"class"},
    "path": {*_STROKE, "d"},
    "polyline": {*_STROKE, "points"},
    "rect": {"fill", "height", "width"},
    "sup": {"class", "id"},
    "svg": {
        "aria-hidden",
        "class",
        "focusable",
        "height",
        "preserveAspectRatio",
        "viewBox",
        "width",
    },
    "table": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
    "ul": {"aria-hidden", "class"},
}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def cleaned(html: str) -> str:
    """What of some HTML is on the list."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
