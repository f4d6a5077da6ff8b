"""Tables in Markdown: what a heading says of a cell, and what stands in several cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from site_builder.firewall.name_marks import GIVEN, NEVER_GIVEN
from site_builder.model.surnames import surnames

# Possessive, for a line may be nothing but blanks, and very long.
_DASHES: Final = r"[ \t]*+:?-{2,}+:?[ \t]*+"
_RULE: Final = re.compile(rf"[ \t>]*+\|?{_DASHES}(?:\|{_DASHES})*+\|?[ \t]*+")
_CELL: Final = re.compile(r"[^|\n]+")
_SURNAME, _GIVEN = re.compile("姓氏?"), re.compile("名字?")
_HAN: Final = re.compile("[一-鿿]{1,2}")
_WHOLE: Final = 2  # characters of a given name that tell it from a word without headings


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


def parted_names(text: str) -> Iterator[tuple[int, int]]:
    """Where a surname stands in one cell and its given name in the next."""
    for headings, row, at in _rows(text):
        cells = list(enumerate(_CELL.finditer(row)))
        for (number, first), (_next, second) in pairwise(cells):
            surname, given = first[0].strip(), second[0].strip()
            if surname not in surnames() or not _HAN.fullmatch(given) or NEVER_GIVEN & {*given}:
                continue
            over = [heading.strip() for heading in headings[number : number + 2]]
            is_said = bool(
                len(over) > 1 and _SURNAME.fullmatch(over[0]) and _GIVEN.fullmatch(over[1])
            )
            if is_said or (len(given) == _WHOLE and GIVEN.issuperset(given)):
                start = first.start() + first[0].index(surname)
                yield at + start, at + second.start() + second[0].index(given) + len(given)


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
