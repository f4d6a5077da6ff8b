"""An article's HTML as a tree, in which nothing leads anywhere that paper cannot follow."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, TreeBuilder, tostring

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT: Final = "section"
_EMPTY: Final = frozenset({"br", "hr", "img"})
# Characters of Chinese and its punctuation.
_HAN: Final = r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uff00-\uffef]"
_BROKEN: Final = r"[ \t]*\n[ \t]*"
_BROKEN_IN_CHINESE: Final = re.compile(rf"(?<={_HAN}){_BROKEN}(?={_HAN})")
_BROKEN_AFTER_CHINESE: Final = re.compile(rf"(?<={_HAN}){_BROKEN}\Z")
_CHINESE: Final = re.compile(_HAN)
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class _Builder(HTMLParser):
    """Builds a tree of HTML that is known to be sound: the articles' own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._made = TreeBuilder()
        self._made.start(_ROOT, {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._made.start(tag, {name: value or "" for name, value in attrs})
        if tag in _EMPTY:
            self._made.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._made.end(tag)

    def handle_data(self, data: str) -> None:
        self._made.data(data)

    def whole(self) -> Element:
        """The tree of what was fed."""
        self.close()
        self._made.end(_ROOT)
        return self._made.close()


def tree(html: str, kept: str | None = None) -> Element:
    """The body of a piece: links as words, footnotes as numbers in brackets.

    Links that begin with ``kept`` stay links.
    """
    built = _Builder()
    built.feed(html)
    root = built.whole()
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == "a" and (kept is None or not child.get("href", "").startswith(kept)):
                _settle(parent, child)
    _join_lines(root)
    return root


def html_of(root: Element) -> str:
    """A tree as HTML."""
    return tostring(root, encoding="unicode", method="html")


def words_of(element: Element) -> str:
    """All words of an element on one line."""
    return on_one_line("".join(element.itertext()))


def on_one_line(text: str) -> str:
    """A text with single blanks; the wide ones of Chinese stay."""
    return " ".join(filter(None, _BLANKS.split(text)))


def remove(parent: Element, child: Element) -> None:
    """Take an element out, and leave what follows it."""
    at = list(parent).index(child)
    tail, child.tail = child.tail or "", None
    parent.remove(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def without_drawings(root: Element) -> None:
    """Take out what is drawn: the table beside it tells as much, to those who see no drawing."""
    for parent, child in pairs(root):
        if child.get("aria-hidden") == "true":
            remove(parent, child)


def pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    """Every element with the one around it, as they stand now."""
    return iter([(parent, child) for parent in root.iter() for child in parent])


def _settle(parent: Element, link: Element) -> None:
    """Leave of a link its words; of one that leads to another site, its address too."""
    kind, address = link.get("class", ""), link.get("href", "")
    if kind == "footnote-backref":
        remove(parent, link)
        _trim(parent)
        return
    if kind == "footnote-ref":
        link.text = f"[{words_of(link)}]"
    is_elsewhere = address.startswith(("https://", "http://")) and "data-record" not in link.attrib
    if is_elsewhere and words_of(link) != address:
        _append(link, f"（{address}）")
    link.tag, link.attrib = "span", {}


def _join_lines(root: Element) -> None:
    """Let lines that were broken within Chinese follow each other without a blank."""
    before: tuple[Element, str] | None = None
    for place in _places(root):
        text = _BROKEN_IN_CHINESE.sub("", _text_at(place))
        _put(place, text)
        if before is not None and _CHINESE.match(text):
            _put(before, _BROKEN_AFTER_CHINESE.sub("", _text_at(before)))
        before = place if text else before


def _places(element: Element) -> Iterator[tuple[Element, str]]:
    """Where text stands, in its order, but for what stands as it was typed."""
    if element.tag != "pre":
        yield element, "text"
        for child in element:
            yield from _places(child)
            yield child, "tail"


def _text_at(place: tuple[Element, str]) -> str:
    element, name = place
    return getattr(element, name) or ""


def _put(place: tuple[Element, str], text: str) -> None:
    element, name = place
    setattr(element, name, text)


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _trim(element: Element) -> None:
    """Take the blanks away that stood before the way back from a footnote."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip(_NO_BREAK)
    else:
        element.text = (element.text or "").rstrip(_NO_BREAK)
