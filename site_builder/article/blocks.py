"""Key figures, timelines and charts: what a fenced block of an article says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from site_builder.article.chart import LABEL, NUMBER, Chart, numbers, table_in
from site_builder.article.fences import Fence, fences
from site_builder.article.unfit import UnfitError
from site_builder.errors import quoted
from site_builder.i18n import Message, _
from site_builder.model.nearest import nearest_word

MOST_FIGURES: Final = 12
MOST_STEPS: Final = 60
_LONGEST: Final = {"value": 30, "label": 80, "when": 40, "text": 1000, "title": 100, "note": 300}
_COMMON: Final = frozenset({"title", "source", "note"})
_OF_CHARTS: Final = frozenset({"type", "unit", "data"})
_MINUTE: Final = r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}"
_LINE: Final = re.compile(rf"(?P<key>{_MINUTE}|[^:：]+)[:：](?P<value>.*)")
_KEY: Final = re.compile(r"[A-Za-z_]{3,12}")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_LINK: Final = re.compile(r"\]\s?[(\[]|\blisting:")
# Where a fence does nothing, or what an input method writes for one.
_MISPLACED: Final = re.compile(r"(?:[ \t>]+`{3,}|[ \t>]*[·｀~～]{3,})[ \t]*([a-z]+)[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands around the data of a block; empty where nothing was written."""

    title: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures: what each counts, and how much it is."""

    words: Words
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, step by step; its texts are Markdown."""

    words: Words
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart; ``file`` is where its table lies, as written, and ``chart`` then has none yet."""

    words: Words
    chart: Chart
    file: str = ""


Block = Figures | Timeline | Drawn


class Found(NamedTuple):
    """A block, or why it is none, with the place of its opening line."""

    start: int
    block: Block | UnfitError


class _Line(NamedTuple):
    number: int
    key: str
    value: str


def read_block(fence: Fence) -> Block:
    """What a block of a known word says.

    Raises:
        UnfitError: It cannot be shown; its line is the place among the article's.
    """
    if not fence.is_closed:
        message = _("expected a line ``` that ends the block, found none")
        raise UnfitError("bad-block", message, fence.start)
    return _READERS[fence.word](fence)


def blocks(lines: Sequence[str]) -> Iterator[Found]:
    """Every block of an article; whatever looks like one and is none is told."""
    place = 0
    for fence in fences(lines):
        yield from _misplaced(lines, place, fence.start)
        place = fence.end
        if fence.word in KNOWN:
            try:
                yield Found(fence.start, read_block(fence))
            except UnfitError as error:
                yield Found(fence.start, error)
        elif near := nearest_word(fence.word, KNOWN):
            message = _(
                "no block {found}; did you mean '{near}'?", found=quoted(fence.word), near=near
            )
            yield Found(fence.start, UnfitError("unknown-block", message, fence.start))
    yield from _misplaced(lines, place, len(lines))


def _misplaced(lines: Sequence[str], start: int, end: int) -> Iterator[Found]:
    for place in range(start, end):
        found = _MISPLACED.fullmatch(lines[place])
        if found is not None and found[1] in KNOWN:
            message = _("expected a block to begin with ``` at the beginning of the line")
            yield Found(place, UnfitError("bad-block", message, place))


def _figures(fence: Fence) -> Figures:
    words, data = _divided(fence, _COMMON)
    figures = []
    for line in data:
        _plain(line.number, line.key, "label")
        _plain(line.number, line.value, "value")
        figures.append((line.key, line.value))
    _counted(fence, len(figures), MOST_FIGURES)
    return Figures(_words(words), tuple(figures))


def _timeline(fence: Fence) -> Timeline:
    words, data = _divided(fence, _COMMON)
    latest, steps = "", []
    for line in data:
        _plain(line.number, line.key, "when")
        _short(line.number, line.value, "text")
        day = _DAY.match(line.key)
        if day is not None and line.key[: len(latest)] < latest[: len(line.key)]:
            message = _("expected the days in their order, found an earlier one below")
            raise UnfitError("bad-block", message, line.number)
        latest = day[0] if day is not None else latest
        steps.append((_said(line), line.value))
    _counted(fence, len(steps), MOST_STEPS)
    return Timeline(_words(words), tuple(steps))


def _said(line: _Line) -> str:
    """A day or a month as people say it; anything else as written."""
    found = _DAY.fullmatch(line.key)
    if found is None:
        return line.key
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    try:
        date(year, month, day)
    except ValueError:
        message = _("expected a day of the calendar, found {found}", found=quoted(line.key))
        raise UnfitError("bad-block", message, line.number) from None
    return f"{year}年{month}月{day}日" if found[3] else f"{year}年{month}月"


def _chart(fence: Fence) -> Drawn:
    lines = list(fence.numbered())
    known = _COMMON | _OF_CHARTS
    head = [line for number, text in lines if (line := _as_line(number, text)).key in known]
    rest = [(number, text) for number, text in lines if _as_line(number, text).key not in known]
    given = _given(head)
    sort = given.pop("type", None)
    kind = sort.value.lower() if sort else "bar"
    if sort is not None and kind not in {"bar", "line"}:
        message = _("expected 'bar' or 'line', found something else")
        raise UnfitError("bad-block", message, sort.number)
    unit, file = given.pop("unit", None), given.pop("data", None)
    words = _words(given)
    if not words.title:
        raise UnfitError("bad-block", _("expected a title, found none"), fence.start)
    if file is not None and rest:
        message = _("expected the data in the file or in the block, found both")
        raise UnfitError("bad-block", message, rest[0][0])
    chart = Chart(kind=kind, unit=unit.value if unit else "")
    if file is not None:
        return Drawn(words, chart, file.value)
    if not rest:
        message = _("expected data, a line for each bar or point, found none")
        raise UnfitError("chart-without-data", message, fence.start)
    for number, text in rest:
        _plain(number, text, "text")
    if table := table_in(rest):
        return Drawn(words, numbers(chart, *table))
    pairs = [_pair(number, text, known) for number, text in rest]
    headings = [_text(LABEL), _text(NUMBER)]
    rows = [(line.number, [line.key, line.value]) for line in pairs]
    return Drawn(words, numbers(chart, (fence.start, headings), rows))


def _text(message: Message) -> str:
    return message.text("zh")


def _divided(fence: Fence, known: frozenset[str]) -> tuple[dict[str, _Line], list[_Line]]:
    """The lines of a block that say something about it, and those of its data."""
    lines = [_pair(number, text, known) for number, text in fence.numbered()]
    given = _given(line for line in lines if line.key in known)
    return given, [line for line in lines if line.key not in known]


def _given(lines: Iterator[_Line] | list[_Line]) -> dict[str, _Line]:
    given: dict[str, _Line] = {}
    for line in lines:
        if line.key in given:
            message = _("expected '{key}' once, found it twice", key=line.key)
            raise UnfitError("bad-block", message, line.number)
        _plain(line.number, line.value, "title" if line.key == "title" else "note")
        given[line.key] = line
    return given


def _as_line(number: int, text: str) -> _Line:
    found = _LINE.fullmatch(text)
    if found is None:
        return _Line(number, "", "")
    return _Line(number, found["key"].strip(), found["value"].strip())


def _pair(number: int, text: str, known: frozenset[str]) -> _Line:
    line = _as_line(number, text)
    if not line.key or not line.value:
        message = _("expected a line like 'words: value', found another")
        raise UnfitError("bad-block", message, number)
    if line.key not in known and _KEY.fullmatch(line.key):
        near = nearest_word(line.key.lower(), known)
        if near is not None:
            found = quoted(line.key)
            message = _("no field {found} here; did you mean '{near}'?", found=found, near=near)
            raise UnfitError("bad-block", message, number)
    return line


def _words(given: Mapping[str, _Line]) -> Words:
    return Words(**{key: line.value for key, line in given.items()})


def _plain(number: int, text: str, what: str) -> None:
    """Hold words to being words alone: a link in them would not lead anywhere."""
    if _LINK.search(text):
        message = _("expected words without a link; only what a timeline tells may have one")
        raise UnfitError("bad-block", message, number)
    _short(number, text, what)


def _short(number: int, text: str, what: str) -> None:
    limit = _LONGEST[what]
    if len(text) > limit:
        message = _("expected at most {limit} characters here, found more", limit=limit)
        raise UnfitError("bad-block", message, number)


def _counted(fence: Fence, count: int, most: int) -> None:
    if not 0 < count <= most:
        message = _(
            "expected from 1 to {most} lines like 'words: value', found {count}",
            most=most,
            count=count,
        )
        raise UnfitError("bad-block", message, fence.start)


_READERS: Final[Mapping[str, Callable[[Fence], Block]]] = {
    "figures": _figures,
    "timeline": _timeline,
    "chart": _chart,
}
KNOWN: Final = frozenset(_READERS)
