"""Key figures, timelines and charts as HTML, without style and script of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from site_builder.article.blocks import Block, Drawn, Figures, Timeline, Words
from site_builder.article.chart_tree import bars, lines
from site_builder.i18n import translate

if TYPE_CHECKING:
    from site_builder.article.chart import Chart


def element_of(block: Block) -> Element:
    """A block as one element; a chart whose data lie in a file as what stands for that file."""
    match block:
        case Figures():
            return _framed(block.words, "key-figures", _figures(block))
        case Timeline():
            return _framed(block.words, "timeline-block", _steps(block))
        case Drawn() if block.file:
            standing_in = Element("p")
            SubElement(standing_in, "img", {"src": block.file, "alt": block.words.title})
            return standing_in
        case Drawn():
            return chart_of(block.words, block.chart)


def chart_of(words: Words, chart: Chart) -> Element:
    """A chart, drawn, with its table."""
    drawn = lines(chart) if chart.kind == "line" else [bars(chart)]
    return _framed(words, "chart", *drawn, unit=chart.unit)


def as_written(lines_of: tuple[str, ...]) -> Element:
    """A block that does nothing, as it was written."""
    found = Element("pre")
    SubElement(found, "code").text = AtomicString("\n".join(lines_of))
    return found


def _figures(block: Figures) -> Element:
    listed = Element("dl", {"class": "key-figures__list"})
    for label, value in block.figures:
        pair = SubElement(listed, "div", {"class": "key-figures__figure"})
        _said(pair, "dt", "key-figures__label", label)
        _said(pair, "dd", "key-figures__value", value)
    return listed


def _steps(block: Timeline) -> Element:
    listed = Element("ol", {"class": "timeline"})
    for when, text in block.steps:
        step = SubElement(listed, "li", {"class": "timeline__step"})
        _said(step, "p", "timeline__day", when)
        # Markdown, which may link to a listing.
        SubElement(step, "p", {"class": "timeline__text"}).text = text
    return listed


def _framed(words: Words, name: str, *inside: Element, unit: str = "") -> Element:
    framed = Element("figure", {"class": name})
    if words.title:
        in_unit = translate("(unit: {unit})", "zh").format(unit=unit) if unit else ""
        _said(framed, "figcaption", "fenced__title", words.title + in_unit)
    framed.extend(inside)
    told = ((words.note, "{words}"), (words.source, translate("Source: {words}", "zh")))
    for text, pattern in told:
        if text:
            _said(framed, "p", "fenced__note", pattern.format(words=text))
    return framed


def _said(parent: Element, tag: str, name: str, text: str) -> None:
    SubElement(parent, tag, {"class": name}).text = AtomicString(text)
