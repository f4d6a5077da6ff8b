"""Key figures: a table for each source, and bars where figures can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from site_builder.i18n import _, say
from site_builder.model.artifact import fingerprint
from site_builder.model.record import Kind
from site_builder.render.head import COLUMNS, Crumb, Head, home_crumb
from site_builder.render.sheet import Sheet
from site_builder.store.public import digests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.render.edition import Edition

Value = TypeVar("Value")
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
    """Figures of one unit, year, region and body, longest first."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one source says."""

    anchor: str
    name: str
    title: str
    date: str
    records: tuple[PublicRecord, ...]
    charts: tuple[Chart, ...]

    @property
    def year(self) -> int | None:
        """The year of all its figures; None where they differ or have none."""
        return _common(record.values["year"] for record in self.records)

    @property
    def region(self) -> str | None:
        """The region of all its figures."""
        return _common(record.region for record in self.records)

    @property
    def organ(self) -> str | None:
        """The body that reports all its figures."""
        return _common(record.organ for record in self.records)


def index(edition: Edition) -> Iterator[Sheet]:
    """The page of all figures, with the day."""
    yield Sheet(
        path=COLUMNS[_SECTION].path,
        reads=(edition.organs_digest, digests(edition.corpus.rows(Kind.STATISTIC))),
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
    name = say(column.name)
    return {
        "head": Head(title=name, column=column, crumbs=(home_crumb(), Crumb(text=name))),
        "column": column,
        "sources": sources(edition),
        "organ_name": edition.chrome.organ_name,
        "text": text,
    }


def sources(edition: Edition) -> list[Source]:
    """Every source with its figures, the newest first."""
    records = edition.corpus.records(Kind.STATISTIC)
    newest_first = sorted(records, key=_source_key, reverse=True)
    return [
        _source(edition, key, tuple(sorted(found, key=lambda record: record.id)))
        for key, found in groupby(newest_first, key=_source_key)
    ]


def _source(edition: Edition, key: tuple[str, str, str], told: tuple[PublicRecord, ...]) -> Source:
    date, title, name = key
    return Source(
        # An underscore, which no record's id has.
        anchor=f"source_{fingerprint(*key)[:8]}",
        name=name,
        title=title,
        date=date,
        records=told,
        charts=tuple(_charts(edition, told)),
    )


def _common(values: Iterable[Value]) -> Value | None:
    first, *others = set(values)
    return None if others else first


def _source_key(record: PublicRecord) -> tuple[str, str, str]:
    source = record.values["source"] or {}
    return (source.get("date") or "", source.get("title") or "", source.get("name") or "")


def _charts(edition: Edition, records: tuple[PublicRecord, ...]) -> Iterator[Chart]:
    for (unit, year, organ, _region), found in groupby(sorted(records, key=_alike), key=_alike):
        figures = [(Decimal(r.values["value"]), r) for r in found]
        largest = max(amount for amount, _record in figures)
        smallest = min(amount for amount, _record in figures)
        if len(figures) >= _FEWEST_BARS and 0 < largest <= smallest * _FARTHEST_APART:
            body = edition.chrome.organ_name(organ)
            title = say(_("{body}, {year}, in {unit}", body=body, year=year or "", unit=unit))
            yield Chart(title=title, bars=tuple(_bars(figures, largest)))


def _alike(record: PublicRecord) -> tuple[str, int, str, str]:
    values = record.values
    return (values["unit"] or "", values["year"] or 0, record.organ or "", record.region or "")


def _bars(figures: list[tuple[Decimal, PublicRecord]], largest: Decimal) -> Iterator[Bar]:
    for amount, record in sorted(figures, key=lambda figure: (-figure[0], figure[1].id)):
        width = (100 * amount / largest).quantize(Decimal("0.1"))
        yield Bar(label=record.title, text=text(record), width=str(width))
