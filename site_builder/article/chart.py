"""The data of a chart: a label for each row, and one or more numbers that belong to it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from site_builder.article.unfit import UnfitError
from site_builder.i18n import _

LABEL: Final = _("Item")
NUMBER: Final = _("Number")
MOST_ROWS: Final = 60
MOST_SERIES: Final = 4
_LONGEST: Final = 40
_FEWEST_POINTS: Final = 2
_WHOLE_OR_DECIMAL: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?", re.ASCII)
_NOTHING: Final = frozenset({"", "-", "–", "—"})
# A line of a table has one of these between its cells; 1,200 alone is a number.
_TABS: Final = "\t"
_COMMAS: Final = (",", "，")
_PAIR: Final = re.compile(r"[^,，\t:：]+[:：]")

Numbered = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Point:
    """One row of a chart: its label, and its numbers as written and as they count."""

    label: str
    texts: tuple[str, ...]
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars, or lines of points from left to right; ``headings`` are those of all columns."""

    kind: str
    unit: str
    headings: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def most(self) -> Decimal:
        """The largest of its numbers."""
        return max(value for point in self.points for value in point.values if value is not None)

    @property
    def series(self) -> tuple[str, ...]:
        """What each column of numbers counts."""
        return self.headings[1:]


def table_in(lines: Sequence[tuple[int, str]]) -> tuple[Numbered, list[Numbered]] | None:
    """Lines as a table of headings and rows; None where they are no table."""
    first = lines[0][1]
    marks = [mark for mark in (_TABS, *_COMMAS) if mark in first]
    if not marks or (marks[0] != _TABS and _PAIR.match(first)):
        return None
    found = [(number, next(csv.reader([text], delimiter=marks[0]))) for number, text in lines]
    headings, *rows = [(number, [cell.strip() for cell in cells]) for number, cells in found]
    return headings, rows


def numbers(chart: Chart, headings: Numbered, rows: Sequence[Numbered]) -> Chart:
    """A chart with its data; each row comes with the line to be named if it is wrong.

    Raises:
        UnfitError: There is nothing to draw, too much of it, or something that is no number.
    """
    line, names = headings
    if not 1 < len(names) <= MOST_SERIES + 1 or not all(names[1:]):
        message = _(
            "expected a column of labels and from 1 to {most} of numbers, each with its heading",
            most=MOST_SERIES,
        )
        raise UnfitError("bad-block", message, line)
    points = tuple(_point(number, cells, len(names)) for number, cells in rows)
    if all(value is None for point in points for value in point.values):
        message = _("expected data, a line for each bar or point, found none")
        raise UnfitError("chart-without-data", message, line)
    fewest = _FEWEST_POINTS if chart.kind == "line" else 1
    if not fewest <= len(points) <= MOST_ROWS:
        message = _("expected from {fewest} to {most} rows", fewest=fewest, most=MOST_ROWS)
        raise UnfitError("bad-block", message, line)
    return replace(chart, headings=tuple(names), points=points)


def _point(line: int, cells: Sequence[str], width: int) -> Point:
    if len(cells) != width or not cells[0] or len(cells[0]) > _LONGEST:
        message = _(
            "expected a label of at most {limit} characters and a number for each heading",
            limit=_LONGEST,
        )
        raise UnfitError("bad-block", message, line)
    return Point(cells[0], tuple(cells[1:]), tuple(_number(line, cell) for cell in cells[1:]))


def _number(line: int, text: str) -> Decimal | None:
    if text in _NOTHING:
        return None
    if not _WHOLE_OR_DECIMAL.fullmatch(text):
        message = _("expected a number like 1200 or 86.5 without its unit, found something else")
        raise UnfitError("bad-block", message, line)
    return Decimal(text.replace(",", ""))
