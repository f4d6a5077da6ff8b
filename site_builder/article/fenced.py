"""Markdown with fenced blocks: taken out as they are written, put in as what they show."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor

from site_builder.article.block_tree import as_written, chart_of, element_of
from site_builder.article.blocks import KNOWN, Drawn, read_block
from site_builder.article.chart import Chart, numbers
from site_builder.article.fences import Fence, fences
from site_builder.article.unfit import UnfitError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# Headings and rows of the table that an address means; None where it is not to be had.
Table = Callable[[str], list[tuple[str, ...]] | None]

# Markdown takes these two characters out of every text, so that nobody can write this.
_STANDS_IN: Final = re.compile("\x02block:(\\d+)\x03")
_OF_MARKDOWN: Final = re.compile("[\x02\x03]")
_BEFORE_TABS_GO, _AFTER = 40, 25
_FIRST: Final = 200


def add_blocks(made: Markdown, table: Table | None) -> None:
    """Let a converter know fenced blocks; with ``table``, charts are drawn from files as well."""
    found: list[Fence] = []
    made.preprocessors.register(_Find(made, found), "find-blocks", _BEFORE_TABS_GO)
    made.preprocessors.register(_TakeOut(made, found), "take-blocks-out", _AFTER)
    made.parser.blockprocessors.register(_PutIn(made, found, table), "put-blocks-in", _FIRST)


def drawn_from(block: Drawn, table: list[tuple[str, ...]]) -> Chart:
    """A chart with the data of a table.

    Raises:
        UnfitError: They cannot be drawn; its line is the table's own.
    """
    headings, *rows = ((number, list(row)) for number, row in enumerate(table, 1))
    return numbers(block.chart, headings, rows)


class _Find(Preprocessor):
    """Notes the blocks while tabs, as spreadsheets copy them, still stand between cells."""

    def __init__(self, made: Markdown, found: list[Fence]) -> None:
        super().__init__(made)
        self._found = found

    def run(self, lines: list[str]) -> list[str]:
        # What marks places in Markdown's own trees may come from nobody else.
        self._found[:] = fences([_OF_MARKDOWN.sub("", line) for line in lines])
        return lines


class _TakeOut(_Find):
    """Puts a mark in the place of each block; no line was added or taken away before."""

    def run(self, lines: list[str]) -> list[str]:
        kept, place = list[str](), 0
        for number, fence in enumerate(self._found):
            kept += [*lines[place : fence.start], "", f"\x02block:{number}\x03", ""]
            place = fence.end
        return [*kept, *lines[place:]]


class _PutIn(BlockProcessor):
    """Puts each block in the place of its mark."""

    def __init__(self, made: Markdown, found: list[Fence], table: Table | None) -> None:
        super().__init__(made.parser)
        self._found = found
        self._table = table

    def test(self, _parent: Element, block: str) -> bool:
        return _STANDS_IN.fullmatch(block.strip("\n")) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        mark = _STANDS_IN.fullmatch(blocks.pop(0).strip("\n"))
        if mark is None:
            return False
        parent.append(self._shown(self._found[int(mark[1])]))
        return True

    def _shown(self, fence: Fence) -> Element:
        try:
            block = read_block(fence) if fence.word in KNOWN else None
            if isinstance(block, Drawn) and block.file and self._table is not None:
                found = self._table(block.file)
                if found is not None:
                    return chart_of(block.words, drawn_from(block, found))
        except UnfitError:
            block = None
        return as_written(fence.lines) if block is None else element_of(block)
