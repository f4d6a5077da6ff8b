"""The links, pictures and tables of an article, exactly as its page will have them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from site_builder.article.fenced import add_blocks
from site_builder.article.unfit import UnfitError
from site_builder.i18n import _, translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from site_builder.article.fenced import Table

MOST_CHARACTERS: Final = 300_000
MOST_BRACKETS: Final = 3000
MOST_IN_ONE: Final = 300  # brackets in one paragraph, and headings
DEEPEST: Final = 50

_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n")
# A heading, a rule, an item of nothing: what follows is begun anew, all of the paragraph.
_PARTING: Final = re.compile(r"^[ >]*+(?:#|[-=*_+ \t>]++$)", re.MULTILINE)
# How Python-Markdown hides an ampersand of an address from what escapes the page.
_AMPERSAND = "\x02amp\x03"


class Link(NamedTuple):
    """What an article shows or leads to: its address as written, and how it stands there.

    ``stands_alone``: a picture, or a table, that is a whole paragraph. ``words`` are what is
    said of a picture to whoever does not see it.
    """

    written: str
    is_shown: bool
    stands_alone: bool
    words: str = ""


def converter(table: Table | None = None) -> Markdown:
    """What makes HTML of an article; whatever is written as HTML shows as written.

    With ``table``, charts are drawn from the files that they name as well.
    """
    made = Markdown(
        extensions=["tables", "footnotes", "sane_lists"],
        extension_configs={
            "footnotes": {"BACKLINK_TITLE": translate("Back to where note {} is called", "zh")},
            "tables": {"use_align_attribute": True},
        },
        output_format="html",
    )
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    add_blocks(made, table)
    return made


def links(text: str) -> list[Link]:
    """Every link, picture and table of an article, in their order.

    Raises:
        UnfitError: No page can be made of the text in a reasonable time.
    """
    # Each bracket is looked for its end, through all that follows in its paragraph.
    paragraphs = _PARAGRAPHS.split(text)
    in_one = max(paragraph.count("[") for paragraph in paragraphs)
    if len(text) > MOST_CHARACTERS or in_one > MOST_IN_ONE or text.count("[") > MOST_BRACKETS:
        message = _(
            "expected an article of at most {characters} characters, {brackets} brackets and"
            " {inside} of them in one paragraph",
            characters=MOST_CHARACTERS,
            brackets=MOST_BRACKETS,
            inside=MOST_IN_ONE,
        )
        raise UnfitError("article-too-large", message)
    if any(len(_PARTING.findall(paragraph)) > MOST_IN_ONE for paragraph in paragraphs):
        message = _(
            "expected at most {limit} headings and lines of marks alone without a blank line"
            " between them",
            limit=MOST_IN_ONE,
        )
        raise UnfitError("article-too-large", message)
    made = converter()
    found = _Found(made)
    made.treeprocessors.register(found, "found", -10)
    try:
        made.convert(text)
    except RecursionError as error:
        raise _too_deep() from error
    if found.depth > DEEPEST:
        raise _too_deep()
    return found.links


def _too_deep() -> UnfitError:
    message = _("expected at most {limit} lists and the like in each other", limit=DEEPEST)
    return UnfitError("article-too-large", message)


def written_in(element: Element) -> str:
    """The address that a link or a picture was written with."""
    address = element.get("src" if element.tag == "img" else "href", "")
    return html.unescape(address.replace(_AMPERSAND, "&"))


class _Found(Treeprocessor):
    """Takes note of every link and picture, and changes nothing."""

    def __init__(self, made: Markdown) -> None:
        super().__init__(made)
        self.links: list[Link] = []
        self.depth = 0

    def run(self, root: Element) -> None:
        self.depth = _depth(root)
        self.links = list(_links_in(root)) if self.depth <= DEEPEST else []


def _depth(root: Element) -> int:
    """How many elements stand in each other, asked without going as deep."""
    depth, level = 0, list(root)
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _links_in(parent: Element) -> Iterator[Link]:
    for child in parent:
        if child.tag == "img" or (child.tag == "a" and "href" in child.attrib):
            alone = stands_alone(parent, child)
            is_shown, words = child.tag == "img", child.get("alt", "")
            yield Link(written_in(child), is_shown=is_shown, stands_alone=alone, words=words)
        yield from _links_in(child)


def stands_alone(parent: Element, child: Element) -> bool:
    """Whether ``child`` is all that its paragraph holds."""
    around = (parent.text or "") + (child.tail or "")
    return parent.tag == "p" and len(parent) == 1 and not around.strip()
