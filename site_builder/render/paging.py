"""Lists of records, fifty rows a page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from site_builder.i18n import _, say
from site_builder.model.record import Kind
from site_builder.render.head import COLUMNS, Crumb, Head, column_crumb, home_crumb
from site_builder.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.render.edition import Edition
    from site_builder.store.public import Facet

PAGE_ROWS = 50


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


def paged(edition: Edition, chosen: Selection) -> Iterator[Sheet]:
    """The pages of a list; without records one page says so."""
    joined = edition.corpus.digests(
        chosen.kind, facet=chosen.facet, value=chosen.value, order=chosen.order
    )
    digests = joined.split(",") if joined else []
    pages = max(1, math.ceil(len(digests) / PAGE_ROWS))
    for page in range(1, pages + 1):
        shown = digests[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
        around = repr(chosen) if page == 1 else chosen.name
        yield Sheet(
            path=chosen.folder + page_name(page),
            reads=(edition.organs_digest, around, str(len(digests)), *shown),
            context=partial(_page, edition, chosen, page, len(digests)),
            section=chosen.section,
            dated=chosen.is_whole and page == 1,
        )


def page_name(page: int) -> str:
    """The file of a list's page: the first is its folder's own."""
    return "index.html" if page == 1 else f"page-{page}.html"


def _page(edition: Edition, chosen: Selection, page: int, total: int) -> dict[str, Any]:
    return {
        "head": _head(chosen, page),
        "selection": chosen,
        "column": COLUMNS[chosen.section],
        "records": list(_records(edition, chosen, page)),
        "organ_name": edition.chrome.organ_name,
        "total": total,
        "page": page,
        "pages": max(1, math.ceil(total / PAGE_ROWS)),
        "page_name": page_name,
    }


def _records(edition: Edition, chosen: Selection, page: int) -> Iterator[PublicRecord]:
    return edition.corpus.records(
        chosen.kind,
        facet=chosen.facet,
        value=chosen.value,
        order=chosen.order,
        limit=PAGE_ROWS,
        offset=(page - 1) * PAGE_ROWS,
    )


def _head(chosen: Selection, page: int) -> Head:
    column = COLUMNS[chosen.section]
    name = say(column.name)
    title = say(_("{column}: {part}", column=name, part=chosen.name)) if chosen.name else name
    if page > 1:
        title = say(_("{title} (page {page})", title=title, page=page))
    steps = () if chosen.is_whole else (column_crumb(chosen.section), *chosen.around)
    here = Crumb(text=chosen.name or name)
    return Head(title=title, column=column, crumbs=(home_crumb(), *steps, here))
