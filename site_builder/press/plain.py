"""A piece as plain text, for newspapers: no more than characters and lines."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from site_builder.i18n import _, translate
from site_builder.press.tree import on_one_line, pairs, remove, tree, without_drawings, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from rich.console import JustifyMethod

    from site_builder.press.piece import Piece

_INDENT: Final = "　　"
_HEADING: Final = re.compile(r"h[1-6]")
_BLOCKS: Final = frozenset({"div", "section", "figure", "article", "details"})
# Cells as wide as a line of mail; what is wider is folded.
_WIDTH: Final = 78
_BULLET: Final = "·"
_BETWEEN: Final = "　"
_BREAK: Final = "\r"  # in no text that an HTML parser gives
_RULE: Final = "＊　＊　＊"
_ALIGNED: Final[dict[str, JustifyMethod]] = {
    "align-right": "right",
    "align-center": "center",
    "chart__cell": "right",
}


def plain(piece: Piece) -> bytes:
    """A piece in UTF-8: title, facts, text, notes and its number of characters."""
    root = tree(piece.body)
    without_drawings(root)
    _tell_pictures(root)
    count = sum(len(word) for word in words_of(root).split())
    told = _("({count} characters without title and blanks)", count=count).text("zh")
    parts = [
        piece.title,
        _BETWEEN.join(piece.facts),
        _corrections(piece),
        *_blocks(root),
        "\n".join(piece.notes),
        told,
    ]
    if piece.mark:
        parts = [piece.mark, *parts, piece.mark]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _corrections(piece: Piece) -> str:
    if not piece.corrections:
        return ""
    return "\n".join((translate("Corrections", "zh"), *map(_indented, piece.corrections)))


def _tell_pictures(root: Element) -> None:
    """Put what is written below a picture, or else what it shows, in its place."""
    around = {child: parent for parent, child in pairs(root)}
    for number, image in enumerate(root.iter("img"), 1):
        frame = around[image]
        caption = frame.find("figcaption") if frame.tag == "figure" else None
        words = image.get("alt", "") if caption is None else words_of(caption)
        image.text = _picture(number, words)
        if caption is not None:
            remove(frame, caption)


def _picture(number: int, words: str) -> str:
    if words:
        return _("[Picture {number}: {words}]", number=number, words=words).text("zh")
    return _("[Picture {number}]", number=number).text("zh")


def _blocks(root: Element) -> Iterator[str]:
    """The text of each block: paragraphs that follow each other stand together."""
    together: list[str] = []
    for element in root:
        if element.tag == "p":
            together.append(_indented(_line(element)))
            continue
        if together:
            yield "\n".join(together)
            together = []
        yield from _block(element)
    if together:
        yield "\n".join(together)


def _block(element: Element) -> Iterator[str]:
    tag = element.tag
    if element.get("class") == "footnote":
        yield from _footnotes(element)
    elif tag in _BLOCKS:
        yield from _blocks(element)
    elif tag in {"ul", "ol"}:
        yield "\n".join(_items(element))
    elif tag == "table":
        yield _table(element)
    elif tag == "blockquote":
        yield "\n".join(_INDENT + line for part in _blocks(element) for line in part.split("\n"))
    elif tag == "dl":
        yield "\n".join(_described(element))
    elif tag == "pre":
        yield "".join(element.itertext()).rstrip("\n")
    elif tag == "hr":
        yield _indented(_RULE)
    elif tag == "figcaption" or _HEADING.fullmatch(tag):
        yield _line(element)
    else:
        yield _indented(_line(element))


def _items(items: Element, before: str = _INDENT) -> Iterator[str]:
    """The items of a list, and of the lists in them."""
    start = int(items.get("start", "1"))
    for number, item in enumerate(items.findall("li"), start):
        is_counted = items.tag == "ol" and items.get("class") != "timeline"
        mark = f"{number}." if is_counted else _BULLET
        inner = [each for each in item if each.tag in {"ul", "ol"}]
        own = _line(item, without=frozenset(inner))
        yield f"{before}{mark} {own}"
        for each in inner:
            yield from _items(each, before + _INDENT)


def _footnotes(notes: Element) -> Iterator[str]:
    yield "\n".join(
        (
            translate("Notes", "zh"),
            *(f"[{number}] {_line(note)}" for number, note in enumerate(notes.findall("ol/li"), 1)),
        )
    )


def _described(terms: Element) -> Iterator[str]:
    """What is described, and how, a line each."""
    called = ""
    for element in terms.iter():
        if element.tag == "dt":
            called = _line(element)
        elif element.tag == "dd":
            yield f"{_INDENT}{called}：{_line(element)}"


def _table(table: Element) -> str:
    caption, (head, *rows) = table.find("caption"), list(table.iter("tr"))
    laid = Table(box=box.MARKDOWN, pad_edge=True)
    for cell, below in zip(head, rows[0] if rows else head, strict=False):
        justify = _ALIGNED.get(below.get("class", ""), "left")
        laid.add_column(Text(_line(cell)), justify=justify, overflow="fold")
    for row in rows:
        laid.add_row(*(Text(_line(cell)) for cell in row))
    made = io.StringIO()
    Console(
        file=made, width=_WIDTH, color_system=None, force_terminal=False, legacy_windows=False
    ).print(laid)
    lines = (line.rstrip() for line in made.getvalue().split("\n"))
    called = [] if caption is None else [_line(caption)]
    return "\n".join((*called, *filter(None, lines)))


def _line(element: Element, without: frozenset[Element] = frozenset()) -> str:
    """The words of an element, lines only where its author broke them."""
    lines = "".join(_words(element, without)).split(_BREAK)
    return "\n".join(map(on_one_line, lines))


def _words(element: Element, without: frozenset[Element]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield _BREAK
        elif child not in without:
            # Paragraphs within an item share its line.
            yield " " if child.tag == "p" else ""
            yield from _words(child, without)
        yield child.tail or ""


def _indented(text: str) -> str:
    return "\n".join(_INDENT + line for line in text.split("\n")) if text else ""
