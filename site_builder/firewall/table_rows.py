"""Tables in Markdown: what a heading says of a cell, and what stands in several cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_RULE: Final = re.compile(r"[ \t>]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)*[ \t]*:?-{2,}:?[ \t]*\|?[ \t]*")
_CELL: Final = re.compile(r"[^|\n]+")


def told_cells(text: str) -> Iterator[tuple[str, int, int]]:
    """Each cell behind its heading (``电话：6923456``), where it begins, and how long that is."""
    for headings, row, at in _rows(text):
        for number, cell in enumerate(_CELL.finditer(row)):
            if number < len(headings) and cell[0].strip():
                lead = f"{headings[number]}："
                yield lead + cell[0], at + cell.start(), len(lead)


def joined_rows(text: str) -> Iterator[tuple[str, int]]:
    """Each row with blanks for its bars, and where it begins: 150102 | 19870512 | 3455."""
    for _headings, row, at in _rows(text):
        yield row.replace("|", " "), at


def _rows(text: str) -> Iterator[tuple[list[str], str, int]]:
    before, headings, at = "", [], 0
    for line in text.split("\n"):
        if "|" in line and _RULE.fullmatch(line):
            headings = [cell[0].strip() for cell in _CELL.finditer(before)]
        elif headings and "|" in line:
            yield headings, line, at
        else:
            headings = []
        before = line
        at += len(line) + 1
