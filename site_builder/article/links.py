"""The links, pictures and tables of an article, exactly as its page will have them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NamedTuple

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# How Python-Markdown hides an ampersand of an address from what escapes the page.
_AMPERSAND = "\x02amp\x03"


class Link(NamedTuple):
    """What an article shows or leads to: its address as written, and how it stands there.

    ``stands_alone``: a picture, or a table, that is a whole paragraph.
    """

    written: str
    is_shown: bool
    stands_alone: bool


def converter() -> Markdown:
    """What makes HTML of an article; whatever is written as HTML shows as written."""
    made = Markdown(
        extensions=["tables", "footnotes", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    return made


def links(text: str) -> list[Link]:
    """Every link, picture and table of an article, in their order."""
    if "[" not in text and "<" not in text:
        return []
    made = converter()
    found = _Found(made)
    made.treeprocessors.register(found, "found", -10)
    made.convert(text)
    return found.links


def written_in(element: Element) -> str:
    """The address that a link or a picture was written with."""
    address = element.get("src" if element.tag == "img" else "href", "")
    return html.unescape(address.replace(_AMPERSAND, "&"))


class _Found(Treeprocessor):
    """Takes note of every link and picture, and changes nothing."""

    def __init__(self, made: Markdown) -> None:
        super().__init__(made)
        self.links: list[Link] = []

    def run(self, root: Element) -> None:
        self.links = list(_links_in(root))


def _links_in(parent: Element) -> Iterator[Link]:
    for child in parent:
        # A footnote leads to its place on the same page.
        if child.tag == "img" or (child.tag == "a" and "href" in child.attrib):
            alone = stands_alone(parent, child)
            yield Link(written_in(child), is_shown=child.tag == "img", stands_alone=alone)
        yield from _links_in(child)


def stands_alone(parent: Element, child: Element) -> bool:
    """Whether ``child`` is all that its paragraph holds."""
    around = (parent.text or "") + (child.tail or "")
    return parent.tag == "p" and len(parent) == 1 and not around.strip()
