"""Articles from Markdown: an allow-list of HTML, and nothing that was written as HTML."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from site_builder.article import PDF, TABLE, converter, stands_alone, written_in
from site_builder.i18n import translate
from site_builder.render.allowed import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    from site_builder.model.public import PublicRecord
    from site_builder.render.picture import ShownFiles

_HEADING = re.compile(r"h([1-6])")
_LISTING = "listing:"
_OF_NOTES = frozenset({"footnote-ref", "footnote-backref"})
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_MIB = 1 << 20
# As wide as the page, up to the width of its text (--measure, in points of the browser's own).
_SIZES = "(max-width: 720px) 100vw, 720px"
# Browsers drop blanks and take a backslash for a slash; a name before the host hides it.
_OTHER_SITE = re.compile(r"[/\\]{2}|https?:(?!//[^/?#@\\]+(?:[/?#]|\Z))", re.IGNORECASE)
_DROPPED = re.compile(r"[\s\x00-\x20]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an article's links and pictures point at.

    ``files`` are what its sign-off covers, by path and SHA-256; ``links`` say which path
    each address means. ``listing`` gives a listing in force, ``shown`` the files. ``page`` is
    the article's own, where its text stands on another.
    """

    root: str
    folder: str
    files: tuple[tuple[str, str], ...]
    listing: Callable[[str], PublicRecord | None]
    shown: ShownFiles
    links: tuple[tuple[str, str], ...] = ()
    page: str = ""

    def path_of(self, written: str) -> str:
        """The path in ``content`` that an address means, whether a file is there or not."""
        path = posixpath.join(self.folder, unquote(written))
        return dict(self.links).get(written) or posixpath.normpath(path)

    def table(self, written: str) -> list[tuple[str, ...]] | None:
        """The headings and rows of a table; None where it is not to be had as signed."""
        path = self.path_of(written)
        sha256 = dict(self.files).get(path)
        return self.shown.table(path, sha256) if sha256 else None


def html(text: str, surroundings: Surroundings) -> Markup:
    """``text`` as HTML that is safe to show, its headings below the page's own."""
    made = converter(surroundings.table)
    made.treeprocessors.register(_Settle(made, surroundings), "settle", -10)
    return Markup(cleaned(made.convert(text)))  # noqa: S704 - the allow-list alone


def linked_listings(text: str) -> list[str]:
    """The ids of the listings that an article links to, there or by a reference, in their order."""
    return re.findall(r"listing:([a-z0-9-]+)", text)


class _Settle(Treeprocessor):
    """Points links and pictures at the release, and puts headings and tables in place."""

    def __init__(self, made: Markdown, surroundings: Surroundings) -> None:
        super().__init__(made)
        self._around = surroundings
        self._first: Element | None = None

    def run(self, root: Element) -> None:
        self._shift_headings(root)
        self._first = next(iter(root), None)
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "a":
                    self._settle_link(child)
                elif child.tag == "img" and written_in(child).lower().endswith(TABLE):
                    self._settle_table(parent, child)
                elif child.tag == "img":
                    self._settle_image(parent, child)
                elif child.tag == "table":
                    parent[position] = _scrolling(child)
                elif child.tag in {"td", "th"}:
                    _settle_cell(child)
                elif child.tag == "hr" and parent.get("class") == "footnote":
                    parent[position] = _notes_title()

    def _settle_link(self, link: Element) -> None:
        if link.get("class") in _OF_NOTES:
            _settle_note(link)
        elif link.get("href", "").startswith(_LISTING):
            self._settle_listing(link)
        elif _OTHER_SITE.match(_DROPPED.sub("", written_in(link))):
            # Without a scheme nobody sees that it leads out, nor over what it goes.
            del link.attrib["href"]
        else:
            self._settle_file(link)

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

    def _settle_file(self, link: Element) -> None:
        """Point a link to a PDF at its published copy, and say what it is and how large."""
        written, _hash, place = written_in(link).partition("#")
        path = self._around.path_of(written_in(link)).partition("#")[0]
        if not path.lower().endswith(PDF) or _ELSEWHERE.match(written):
            self._settle_way(link)
            return
        sha256 = dict(self._around.files).get(path)
        asset = next(iter(self._around.shown.assets(path, sha256) if sha256 else ()), None)
        if asset is None:
            link.attrib.clear()
            link.tag = "span"
            return
        link.set("href", f"{self._around.root}{asset.address}{_hash}{place}")
        told = f"（PDF，{_size_in_words(asset.length)}）"
        if len(link):
            link[-1].tail = (link[-1].tail or "") + told
        else:
            link.text = (link.text or "") + told

    def _settle_way(self, link: Element) -> None:
        """Let a link lead from another page where it leads from the article's own."""
        page, (way, _hash, place) = self._around.page, link.get("href", "").partition("#")
        if not page or way.startswith("/") or _ELSEWHERE.match(way):
            return
        there = posixpath.join(posixpath.dirname(page), way) if way else page
        end = "/" if way.endswith("/") else ""
        link.set("href", f"{self._around.root}{posixpath.normpath(there)}{end}{_hash}{place}")

    def _settle_table(self, parent: Element, image: Element) -> None:
        """Put a table in the place of the paragraph that names it, and is nothing else."""
        rows = self._around.table(written_in(image))
        if rows is None or not stands_alone(parent, image):
            _leave_words(image)
            return
        caption, tail = image.get("alt", ""), parent.tail
        parent.clear()
        parent.tag, parent.tail = "div", tail
        parent.set("class", "table-scroll")
        parent.append(_table(caption, rows))

    def _settle_image(self, parent: Element, image: Element) -> None:
        path = self._around.path_of(written_in(image))
        sha256 = dict(self._around.files).get(path)
        assets = self._around.shown.assets(path, sha256) if sha256 else ()
        copies = [
            (f"{self._around.root}{asset.address}", asset.copy)
            for asset in assets
            if asset.copy is not None
        ]
        if not copies:
            _leave_words(image)
            return
        (smallest, _copy), (_largest, copy) = copies[0], copies[-1]
        image.set("src", smallest)  # who knows no srcset has an old telephone
        image.set("width", str(copy.width))
        image.set("height", str(copy.height))
        if len(copies) > 1:
            image.set("srcset", ", ".join(f"{at} {each.width}w" for at, each in copies))
            image.set("sizes", _SIZES)
        image.set("decoding", "async")
        if not self._leads(image):
            image.set("loading", "lazy")
        caption = image.attrib.pop("title", "")
        if caption and stands_alone(parent, image):
            parent.tag = "figure"
            parent.set("class", "picture")
            SubElement(parent, "figcaption", {"class": "picture__caption"}).text = AtomicString(
                caption
            )

    def _leads(self, image: Element) -> bool:
        """Whether a picture stands before all text, where readers see it at once."""
        return self._first is not None and any(each is image for each in self._first.iter("img"))


def _leave_words(image: Element) -> None:
    """The words of what is not to be had."""
    words, tail = image.get("alt", ""), image.tail
    image.clear()
    image.tag, image.text, image.tail = "span", words, tail


def _size_in_words(length: int) -> str:
    if length < _MIB:
        return f"{-(-length // 1024)} KB"
    return f"{length / _MIB:.1f} MB"


def _table(caption: str, rows: list[tuple[str, ...]]) -> Element:
    table = Element("table")
    if caption:
        SubElement(table, "caption").text = AtomicString(caption)
    head, body = SubElement(table, "thead"), SubElement(table, "tbody")
    for number, cells in enumerate(rows):
        row = SubElement(body if number else head, "tr")
        for cell in cells:
            place = SubElement(row, "td") if number else SubElement(row, "th", {"scope": "col"})
            place.text = AtomicString(cell)
    return table


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
        cell.attrib.setdefault("scope", "col")


def _settle_note(link: Element) -> None:
    """Say of a note's number, and of the arrow back from it, where they lead."""
    title = link.attrib.pop("title", "")
    told = title or translate("Note {number}", "zh").format(number=link.text or "")
    link.set("aria-label", told)


def _notes_title() -> Element:
    title = Element("h2", {"class": "footnote__title"})
    title.text = AtomicString(translate("Notes", "zh"))
    title.tail = "\n"
    return title
