"""A piece as an article of a WeChat account: to be pasted into the editor, pictures by hand.

The editor keeps no classes, ids, style sheets, scripts, forms, drawings or links out of WeChat,
and takes pictures from its own library alone: styles stand in each element, and where a picture
belongs stands the name of its file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

import css_inline
import nh3
from markupsafe import Markup

from site_builder.i18n import _
from site_builder.press.tree import (
    html_of,
    pairs,
    remove,
    tree,
    without_drawings,
    words_of,
)
from site_builder.press.words import cut, whole_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.press.piece import Picture, Piece
    from site_builder.render.theme import Theme

# What the editor's own fields take.
LONGEST_TITLE: Final = 64
LONGEST_SUMMARY: Final = 120
_WITHIN: Final = "https://mp.weixin.qq.com/"
_TAGS: Final = frozenset(
    [
        *("a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol"),
        *("p", "section", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead"),
        *("tr", "ul"),
    ]
)
_ATTRIBUTES: Final = {"*": {"style"}, "a": {"href"}, "ol": {"start"}}
_INSTEAD: Final = {
    "div": "section",
    "figure": "section",
    "figcaption": "p",
    "caption": "p",
    "dl": "section",
    "dt": "p",
    "dd": "p",
    "pre": "p",
}
_NO_NAME: Final = re.compile(r"[\W_]+")
_LONGEST_NAME: Final = 20
_BESIDE: Final = re.compile(r"\[\d+\]|（(?:https?://|PDF，)[^（）]*）")
_INLINER: Final = css_inline.CSSInliner(load_remote_stylesheets=False)
_TEMPLATE: Final = "press/wechat.html"
_STYLE: Final = "press/wechat.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeChat:
    """What goes into the editor: its fields, the text to paste, pictures by their file names.

    ``is_cut`` says that the title is longer than its field.
    """

    title: str
    is_cut: bool
    summary: str
    page: bytes
    pictures: tuple[tuple[str, bytes], ...]


def wechat(piece: Piece, theme: Theme) -> WeChat:
    """A piece for a WeChat account.

    Raises:
        RenderError: The theme is broken.
    """
    root = tree(piece.body, kept=_WITHIN)
    without_drawings(root)
    # The editor's fields go their own ways, so they say so too.
    before = f"【{piece.mark}】" if piece.mark else ""
    told = piece.summary or _beginning(root)
    summary = before + whole_sentences(told, LONGEST_SUMMARY - len(before))
    pictures = tuple(_place_pictures(root, piece))
    _lift_captions(root)
    for element in root.iter():
        if element.tag in _INSTEAD:
            element.set("class", f"{element.tag} {element.get('class', '')}".strip())
            element.tag = _INSTEAD[element.tag]
    given = {"piece": piece, "body": Markup(html_of(root))}  # noqa: S704 - of safe HTML
    inlined = _INLINER.inline_fragment(theme.render(_TEMPLATE, given), theme.text(_STYLE))
    kept = nh3.clean(inlined, tags=set(_TAGS), attributes=_ATTRIBUTES, link_rel=None)
    whole = f"{before}{piece.title}"
    title = cut(whole, LONGEST_TITLE)
    return WeChat(
        title=title,
        is_cut=title != whole,
        summary=summary,
        page=_page(title, summary, kept),
        pictures=pictures,
    )


def _page(title: str, summary: str, kept: str) -> bytes:
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f'<meta name="description" content="{escape(summary)}">',
        f"<title>{escape(title)}</title>",
        "</head>",
        "<body>",
        kept.strip(),
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _beginning(root: Element) -> str:
    """The paragraphs of an article, without tables, lists, addresses and numbers of footnotes."""
    return _BESIDE.sub("", "".join(words_of(paragraph) for paragraph in root.findall("p")))


def _place_pictures(root: Element, piece: Piece) -> Iterator[tuple[str, bytes]]:
    """Put the name of its file in the place of each picture; the files in their order."""
    around = {child: parent for parent, child in pairs(root)}
    shown = [
        (image, picture)
        for image in root.iter("img")
        if (picture := piece.picture(image.get("src", "")))
    ]
    for number, (image, picture) in enumerate(shown, 1):
        words = image.get("alt", "")
        name = _file_name(number, words, picture)
        yield name, picture.data
        image.tag, image.attrib = "span", {"class": "placeholder"}
        image.text = _("[Insert picture {number} here: {name}]", number=number, name=name).text(
            "zh"
        )
        if words and around[image].tag != "figure":
            caption = Element("span", {"class": "picture__caption"})
            caption.text, caption.tail, image.tail = words, image.tail, None
            parent = around[image]
            parent.insert(list(parent).index(image) + 1, caption)


def _file_name(number: int, words: str, picture: Picture) -> str:
    """01-工地.jpg: where it belongs, and what it shows."""
    called = _NO_NAME.sub("", words)[:_LONGEST_NAME]
    return f"{number:02}{'-' if called else ''}{called}{picture.suffix}"


def _lift_captions(root: Element) -> None:
    """Let what a table is called stand before it: the editor knows no captions."""
    for parent, table in pairs(root):
        caption = table.find("caption") if table.tag == "table" else None
        if caption is not None:
            remove(table, caption)
            parent.insert(list(parent).index(table), caption)
