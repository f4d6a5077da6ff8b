"""Key figures: a table for each source, and bars where figures can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.render.edition import Sheet
from site_builder.render.head import COLUMNS, Crumb, Head, home_crumb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.render.edition import Edition

_SECTION = "statistics"
# Beyond this the smallest bar of a chart is a hair that tells nothing.
_FARTHEST_APART = 50
_FEWEST_BARS = 3
# After the number and before the unit; the others stand before the number.
_BEHIND = "余"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One figure of a chart; ``width`` in hundredths of the longest."""

    label: str
    text: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures of one unit, year and region, longest first."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one source says."""

    name: str
    title: str
    date: str
    records: tuple[PublicRecord, ...]
    charts: tuple[Chart, ...]


def index(edition: Edition) -> Iterator[Sheet]:
    """The page of all figures, with the day."""
    yield Sheet(
        path=COLUMNS[_SECTION].path,
        reads=(edition.organs_digest, edition.corpus.digests(Kind.STATISTIC)),
        context=partial(_page, edition),
        section=_SECTION,
        dated=True,
    )


def text(record: PublicRecord) -> str:
    """A figure as its source words it: 约24万人, 3950余万元."""
    values = record.values
    number, unit, qualifier = values["value"], values["unit"] or "", values["qualifier"] or ""
    before, behind = ("", qualifier) if qualifier == _BEHIND else (qualifier, "")
    return f"{before}{number}{behind}{unit}"


def _page(edition: Edition) -> dict[str, Any]:
    column = COLUMNS[_SECTION]
    name = column.name.text("zh")
    return {
        "head": Head(title=name, column=column, crumbs=(home_crumb(), Crumb(text=name))),
        "column": column,
        "sources": list(_sources(edition.corpus.records(Kind.STATISTIC))),
        "organ_name": edition.chrome.organ_name,
        "text": text,
    }


def _sources(records: Iterable[PublicRecord]) -> Iterator[Source]:
    newest_first = sorted(records, key=_source_key, reverse=True)
    for (date, title, name), found in groupby(newest_first, key=_source_key):
        told = tuple(sorted(found, key=lambda record: record.id))
        yield Source(name=name, title=title, date=date, records=told, charts=tuple(_charts(told)))


def _source_key(record: PublicRecord) -> tuple[str, str, str]:
    source = record.values["source"] or {}
    return (source.get("date") or "", source.get("title") or "", source.get("name") or "")


def _charts(records: tuple[PublicRecord, ...]) -> Iterator[Chart]:
    for (unit, year, _region), found in groupby(sorted(records, key=_alike), key=_alike):
        figures = [(Decimal(r.values["value"]), r) for r in found]
        largest = max(amount for amount, _record in figures)
        smallest = min(amount for amount, _record in figures)
        if len(figures) >= _FEWEST_BARS and 0 < largest <= smallest * _FARTHEST_APART:
            title = _("{year}, in {unit}", year=year, unit=unit).text("zh")
            yield Chart(title=title, bars=tuple(_bars(figures, largest)))


def _alike(record: PublicRecord) -> tuple[str, int, str]:
    values = record.values
    return (values["unit"] or "", values["year"] or 0, record.region or "")


def _bars(figures: list[tuple[Decimal, PublicRecord]], largest: Decimal) -> Iterator[Bar]:
    for amount, record in sorted(figures, key=lambda figure: (-figure[0], figure[1].id)):
        width = (100 * amount / largest).quantize(Decimal("0.1"))
        yield Bar(label=record.title, text=text(record), width=str(width))
