"""Lists of records, on pages that a night leaves as they are where nothing came or went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Literal

from site_builder.i18n import _, say, speech
from site_builder.model.record import Kind
from site_builder.render.cuts import cuts
from site_builder.render.head import COLUMNS, Crumb, Head, column_crumb, home_crumb
from site_builder.render.sheet import Sheet
from site_builder.render.words import month
from site_builder.spelled import day_in_words, days_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.render.edition import Edition
    from site_builder.store.public import Facet, Row

# The first page of a list leads to so many others, and past them to the first of each month.
_LINKS = 500
_INDEX = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One way into a list, and how many records it leads to; no path where it has no page."""

    text: str
    path: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Ways into a list of one sort."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records one list shows, where it stands and what it is called.

    ``name`` is empty for a whole kind; ``around`` are the lists around this one.
    """

    kind: Kind
    section: str
    folder: str
    name: str = ""
    facet: Facet | None = None
    value: str | None = None
    order: Literal["starts_on", "published_on"] = "starts_on"
    around: tuple[Crumb, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it shows every record of its kind, and with them the day."""
        return self.facet is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list: its file, its rows, and the files beside it.

    It is the ``nth`` of those that begin on the same day.
    """

    file: str
    nth: int
    rows: Sequence[Row]
    newer: str | None = None
    older: str | None = None

    @property
    def is_first(self) -> bool:
        """Whether the list opens with it."""
        return self.newer is None

    @property
    def begins_on(self) -> str:
        """The day on which it begins, in words that tell it from others of that day."""
        day = day_in_words(date.fromisoformat(self.rows[0].day), speech())
        return day if self.nth == 1 else say(_("{day} ({nth})", day=day, nth=self.nth))

    @property
    def days(self) -> str:
        """The days of its rows in words, likewise; empty without rows."""
        if not self.rows:
            return ""
        last, first = (date.fromisoformat(row.day) for row in (self.rows[0], self.rows[-1]))
        return self.begins_on if first == last else days_in_words(first, last, speech())


def paged(edition: Edition, chosen: Selection) -> Iterator[Sheet]:
    """The pages of a list; without records one page says so."""
    rows = list(
        edition.corpus.rows(chosen.kind, facet=chosen.facet, value=chosen.value, order=chosen.order)
    )
    pages = _pages(rows)
    opening = replace(chosen, groups=(*chosen.groups, *_by_day(chosen.folder, pages)))
    for page in pages:
        shown = opening if page.is_first else replace(chosen, groups=())
        yield Sheet(
            path=chosen.folder + page.file,
            reads=(
                edition.organs_digest,
                repr((shown, len(rows))) if page.is_first else shown.name,
                page.newer,
                page.older,
                *(row.day for row in (*page.rows[:1], *page.rows[-1:])),
                *(row.digest for row in page.rows),
            ),
            context=partial(_context, edition, shown, page, len(rows)),
            section=chosen.section,
            dated=chosen.is_whole and page.is_first,
        )


def _pages(rows: Sequence[Row]) -> list[Page]:
    edges = [0, *cuts([row.id for row in rows]), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(edges)]
    seen, names = Counter[str](), [(_INDEX, 1)]
    for part in parts[1:]:
        begins_on = part[0].day
        seen[begins_on] += 1
        nth = seen[begins_on]
        names.append((f"page-{begins_on}{f'-{nth}' if nth > 1 else ''}.html", nth))
    files = [None, *(file for file, _nth in names), None]
    return [
        Page(file=file, nth=nth, rows=part, newer=files[n], older=files[n + 2])
        for n, ((file, nth), part) in enumerate(zip(names, parts, strict=True))
    ]


def _by_day(folder: str, pages: Sequence[Page]) -> Iterator[Group]:
    """The ways from the first page of a list to the others; none where it is the only one."""
    others = pages[1:]
    if len(others) > _LINKS:
        months = groupby(others, key=lambda page: page.rows[0].day[:7])
        links = [_link(folder, month(name), list(some)) for name, some in months]
    else:
        links = [_link(folder, page.begins_on, [page]) for page in others]
    if links:
        yield Group(title=say(_("By day")), links=tuple(links))


def _link(folder: str, text: str, pages: Sequence[Page]) -> Link:
    count = sum(len(page.rows) for page in pages)
    return Link(text=text, path=folder + pages[0].file, count=count)


def _context(edition: Edition, chosen: Selection, page: Page, total: int) -> dict[str, Any]:
    return {
        "head": _head(chosen, page),
        "selection": chosen,
        "column": COLUMNS[chosen.section],
        "records": list(edition.corpus.these([row.id for row in page.rows])),
        "organ_name": edition.chrome.organ_name,
        "total": total,
        "page": page,
    }


def _head(chosen: Selection, page: Page) -> Head:
    column = COLUMNS[chosen.section]
    name = say(column.name)
    title = say(_("{column}: {part}", column=name, part=chosen.name)) if chosen.name else name
    if not page.is_first:
        title = say(_("{title} ({days})", title=title, days=page.days))
    steps = () if chosen.is_whole else (column_crumb(chosen.section), *chosen.around)
    here = Crumb(text=chosen.name or name)
    return Head(title=title, column=column, crumbs=(home_crumb(), *steps, here))
