"""Articles from Markdown: an allow-list of HTML, and nothing that was written as HTML."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from site_builder.i18n import translate
from site_builder.render.assets import image_address
from site_builder.render.picture import size

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.model.public import PublicRecord
    from site_builder.render.picture import Picture

_TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = {
    "a": {
        "class",
        "data-hidden-from",
        "data-id",
        "data-instead",
        "data-kind",
        "data-record",
        "href",
        "title",
    },
    "div": {"class", "id"},
    "img": {"alt", "height", "src", "title", "width"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"class", "id"},
    "td": {"class"},
    "th": {"class", "scope"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_HEADING = re.compile(r"h([1-6])")
_LISTING = "listing:"
# Browsers drop blanks and take a backslash for a slash.
_OTHER_SITE = re.compile(r"[\s\x00-\x20]*[/\\][\s\x00-\x20]*[/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an article's links and pictures point at.

    ``listing`` gives a listing in force, ``picture`` a picture as it was signed off.
    """

    root: str
    folder: str
    files: tuple[tuple[str, str], ...]
    listing: Callable[[str], PublicRecord | None]
    picture: Picture


def html(text: str, surroundings: Surroundings) -> Markup:
    """``text`` as HTML that is safe to show, its headings below the page's own."""
    converter = Markdown(
        extensions=["tables", "footnotes", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    # What is written as HTML shows as written.
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.treeprocessors.register(_Settle(converter, surroundings), "settle", -10)
    cleaned = nh3.clean(
        converter.convert(text),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
    return Markup(cleaned)  # noqa: S704 - nh3 let through the allow-list alone


def linked_listings(text: str) -> list[str]:
    """The ids of the listings that an article links to, in their order."""
    return re.findall(r"\]\(\s*<?listing:([a-z0-9-]+)", text)


class _Settle(Treeprocessor):
    """Points links and pictures at the release, and puts headings and tables in place."""

    def __init__(self, converter: Markdown, surroundings: Surroundings) -> None:
        super().__init__(converter)
        self._around = surroundings

    def run(self, root: Element) -> None:
        self._shift_headings(root)
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "a" and child.get("href", "").startswith(_LISTING):
                    self._settle_listing(child)
                elif child.tag == "a" and _OTHER_SITE.match(child.get("href", "")):
                    # Without a scheme nobody sees that it leads out, nor over what it goes.
                    del child.attrib["href"]
                elif child.tag == "img":
                    self._settle_image(child)
                elif child.tag == "table":
                    parent[position] = _scrolling(child)
                elif child.tag in {"td", "th"}:
                    _settle_cell(child)

    def _shift_headings(self, root: Element) -> None:
        found = [(e, int(m[1])) for e in root.iter() if (m := _HEADING.fullmatch(e.tag))]
        shift = 2 - min((level for _, level in found), default=2)
        for element, level in found:
            element.tag = f"h{min(level + shift, 6)}"

    def _settle_listing(self, link: Element) -> None:
        listing = self._around.listing(link.get("href", "").removeprefix(_LISTING))
        ended = translate("a certain company", "zh")
        if listing is None:
            # A name whose listing is not in force must not show, whoever left it here.
            tail = link.tail
            link.clear()
            link.tag, link.text, link.tail = "span", ended, tail
            return
        hidden_from = listing.hidden_from.isoformat() if listing.hidden_from else ""
        note = translate("The listing period has ended", "zh")
        link.attrib.clear()
        link.set("href", f"{self._around.root}{listing.path}")
        link.set("data-record", "")
        link.set("data-id", listing.id)
        link.set("data-kind", listing.kind)
        link.set("data-hidden-from", hidden_from)
        link.set("data-instead", f"{ended}（{note}）")

    def _settle_image(self, image: Element) -> None:
        written, alt = image.get("src", ""), image.get("alt", "")
        path = posixpath.normpath(posixpath.join(self._around.folder, written))
        known = dict(self._around.files)
        sha256 = known.get(path)
        address = image_address(path, sha256) if sha256 else None
        data = self._around.picture(path, sha256) if sha256 and address else None
        if data is None:
            tail = image.tail
            image.clear()
            image.tag, image.text, image.tail = "span", alt, tail
            return
        image.set("src", f"{self._around.root}{address}")
        if found := size(data):
            image.set("width", str(found[0]))
            image.set("height", str(found[1]))


def _scrolling(table: Element) -> Element:
    frame = Element("div", {"class": "table-scroll"})
    frame.append(table)
    frame.tail, table.tail = table.tail, None
    return frame


def _settle_cell(cell: Element) -> None:
    align = cell.attrib.pop("align", None)
    if align is not None:
        cell.set("class", f"align-{align}")
    if cell.tag == "th":
        cell.set("scope", "col")
