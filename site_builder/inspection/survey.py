"""What is gathered of a whole release while its pages go by, none of them kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from site_builder.inspection.page import Sort

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from site_builder.inspection.page import Page
    from site_builder.model.moment import Moment

# Where links lead that were asked for before; pages of one folder share most of theirs.
_REMEMBERED: Final = 50_000
_HOSTS: Final = 500
_WEB: Final = frozenset({"http", "https"})
_OUTSIDE: Final = _WEB | {"tel", "mailto"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Over which release, and for which moment, an inspection is rehearsed.

    ``made`` is the moment that the release was made for, ``valid_until`` its last good day.
    ``first_shown`` is the day on which each record first stood on the site, by the ledger.
    """

    site: Path
    moment: Moment
    made: Moment
    valid_until: date
    first_shown: Mapping[str, date]


@dataclass(slots=True)
class Column:
    """One part of the site, as its pages' tags name it.

    ``items`` are those on its first page, None where none was seen; ``details`` the pages of
    its own. ``newest`` is the latest day on which one was published.
    """

    type: str
    path: str = ""
    items: int | None = None
    text: str = ""
    details: int = 0
    newest: date | None = None
    newest_listed: date | None = None

    @property
    def updated_on(self) -> date | None:
        """The last day with something new; items without pages tell theirs in the list."""
        return self.newest if self.details else self.newest_listed


@dataclass(slots=True)
class Survey:
    """What the pages of a release told, put together."""

    asked: Asked
    pages: int = 0
    columns: dict[str, Column] = field(default_factory=dict)
    hosts: dict[str, int] = field(default_factory=dict)
    schemes: set[str] = field(default_factory=set)
    home: Page | None = None
    home_newest: date | None = None
    _home_links: frozenset[str] = frozenset()
    _known: dict[str, bool] = field(default_factory=dict)

    def add(self, page: Page) -> None:
        """Note what is needed of one page; the home page comes first."""
        self.pages += 1
        if page.sort is Sort.HOME:
            self.home = page
            self._home_links = frozenset(filter(None, map(page.target, page.links)))
        for address in page.links:
            # A page names its own address, which leads to nobody else.
            if not address.endswith(f"/{page.path}"):
                self._outside(address)
        name = page.tags.get("ColumnName")
        if name and page.sort in {Sort.LIST, Sort.DETAIL}:
            column = self.columns.setdefault(name, Column(page.tags.get("ColumnType", "")))
            self._column(column, page)

    def leads_somewhere(self, path: str) -> bool:
        """Whether a file stands at an address under the site's root, or the index of a folder."""
        if (known := self._known.get(path)) is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            place = self.asked.site / path
            known = place.is_file() or (place / "index.html").is_file()
            self._known[path] = known
        return known

    def _outside(self, address: str) -> None:
        scheme, colon, rest = address.partition(":")
        if not colon or scheme not in _OUTSIDE:
            return
        self.schemes.add(scheme)
        host = rest.removeprefix("//").partition("/")[0] if scheme in _WEB else ""
        if host and (host in self.hosts or len(self.hosts) < _HOSTS):
            self.hosts[host] = self.hosts.get(host, 0) + 1

    def _column(self, column: Column, page: Page) -> None:
        today = self.asked.moment.day
        if page.is_column:
            column.path, column.items = page.path, len(set(page.items))
            column.text = "" if column.items else page.seen_text()
            days = (day for day in page.days_shown() if day <= today)
            column.newest_listed = max(days, default=None)
        elif page.sort is Sort.DETAIL:
            column.details += 1
            published = page.published.date() if page.published else None
            if published is None or published > today:
                return
            column.newest = max(column.newest or published, published)
            # The site's own pages, at its root, are no news.
            if "/" in page.path and page.path in self._home_links:
                self.home_newest = max(self.home_newest or published, published)
