"""A chart as HTML: bars within the cells of its table, or lines above it.

The table says everything; what is drawn is for those who see it, and hidden from the others.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

if TYPE_CHECKING:
    from site_builder.article.chart import Chart

_TENTH: Final = Decimal("0.1")
_WIDTH, _HEIGHT = 100, 40
_STEPS: Final = tuple(map(Decimal, ("1", "1.5", "2", "3", "4", "5", "6", "8", "10")))
_DRAWN: Final = {"preserveAspectRatio": "none", "aria-hidden": "true", "focusable": "false"}
_STEADY: Final = {"vector-effect": "non-scaling-stroke"}
_NO_NUMBER: Final = "—"


def bars(chart: Chart) -> Element:
    """A table with a bar below each number."""
    return _table(chart, has_bars=chart.most > 0)


def lines(chart: Chart) -> list[Element]:
    """Lines of points from left to right, what each of them counts, and the table."""
    legend = [_legend(chart)] if len(chart.series) > 1 else []
    return [*legend, _plot(chart), _table(chart, has_bars=False)]


def _table(chart: Chart, *, has_bars: bool) -> Element:
    table = Element("table", {"class": "chart__table"})
    head = SubElement(SubElement(table, "thead"), "tr")
    for heading in chart.headings:
        _said(head, "th", heading, {"scope": "col"})
    body = SubElement(table, "tbody")
    for point in chart.points:
        row = SubElement(body, "tr")
        _said(row, "th", point.label, {"scope": "row"})
        for text, value in zip(point.texts, point.values, strict=True):
            cell = _said(row, "td", _NO_NUMBER if value is None else text, {"class": "chart__cell"})
            if has_bars and value is not None:
                cell.append(_bar(value, chart.most))
    return table


def _bar(value: Decimal, most: Decimal) -> Element:
    size = {"viewBox": "0 0 100 4", "width": "100", "height": "4"}
    drawn = Element("svg", {"class": "chart__bar", **size, **_DRAWN})
    width = (_WIDTH * value / most).quantize(_TENTH)
    SubElement(drawn, "rect", {"width": str(width), "height": "4", "fill": "currentColor"})
    return drawn


def _plot(chart: Chart) -> Element:
    top = _top(chart.most)
    plot = Element("div", {"class": "chart__plot", "aria-hidden": "true"})
    scale = SubElement(plot, "div", {"class": "chart__scale"})
    for mark in (top, Decimal(0)):
        _said(scale, "p", f"{mark:,f}", {"class": "chart__mark"})
    plot.append(_drawing(chart, top))
    ends = SubElement(plot, "div", {"class": "chart__ends"})
    for label in _some([point.label for point in chart.points]):
        _said(ends, "p", label, {"class": "chart__mark"})
    return plot


def _drawing(chart: Chart, top: Decimal) -> Element:
    size = {"viewBox": f"-2 -2 {_WIDTH + 4} {_HEIGHT + 4}", "width": "100", "height": "40"}
    drawn = Element("svg", {"class": "chart__lines", **size, **_DRAWN})
    for share in (0, 1, 2):
        height = str(_HEIGHT * share // 2)
        ends = {"x1": "0", "x2": str(_WIDTH), "y1": height, "y2": height}
        SubElement(drawn, "line", {"class": "chart__grid", **ends, **_STEADY})
    for number, _heading in enumerate(chart.series):
        _line(drawn, chart, number, top)
    return drawn


def _line(drawn: Element, chart: Chart, number: int, top: Decimal) -> None:
    """One line, parted where a number is missing, with a dot for each that is there."""
    step = Decimal(_WIDTH) / (len(chart.points) - 1)
    places = [
        None if (value := point.values[number]) is None else _place(index * step, value, top)
        for index, point in enumerate(chart.points)
    ]
    name = f"chart__line chart__line--{number + 1}"
    for is_missing, part in groupby(places, key=lambda place: place is None):
        found = [] if is_missing else [place for place in part if place is not None]
        if len(found) > 1:
            points = " ".join(f"{x},{y}" for x, y in found)
            SubElement(drawn, "polyline", {"class": name, "points": points, **_STEADY})
        for x, y in found:
            dot = {"class": f"chart__dot chart__dot--{number + 1}", "d": f"M{x} {y}h0"}
            SubElement(drawn, "path", {**dot, **_STEADY})


def _place(x: Decimal, value: Decimal, top: Decimal) -> tuple[Decimal, Decimal]:
    return x.quantize(_TENTH), (_HEIGHT - _HEIGHT * value / top).quantize(_TENTH)


def _legend(chart: Chart) -> Element:
    legend = Element("ul", {"class": "chart__legend", "aria-hidden": "true"})
    for number, name in enumerate(chart.series, 1):
        entry = SubElement(legend, "li", {"class": "chart__key"})
        size = {"viewBox": "0 0 24 8", "width": "24", "height": "8"}
        sample = SubElement(entry, "svg", {"class": "chart__sample", **size, **_DRAWN})
        ends = {"x1": "0", "x2": "24", "y1": "4", "y2": "4"}
        SubElement(sample, "line", {"class": f"chart__line chart__line--{number}", **ends})
        sample.tail = AtomicString(name)
    return legend


def _top(most: Decimal) -> Decimal:
    """The least round number that none of the points is above."""
    if not most:
        return Decimal(1)
    unit = Decimal(1).scaleb(most.adjusted())
    top = next(unit * step for step in _STEPS if unit * step >= most)
    return top.quantize(Decimal(1)) if top == top.to_integral_value() else top.normalize()


def _some(labels: list[str]) -> list[str]:
    """The labels that have room: at both ends, and in the middle where a point is there."""
    first, *between, last = labels
    half, has_middle = divmod(len(between), 2)
    return [first, *([between[half]] if has_middle else []), last]


def _said(parent: Element, tag: str, text: str, attributes: dict[str, str]) -> Element:
    made = SubElement(parent, tag, attributes)
    made.text = AtomicString(text)
    return made
