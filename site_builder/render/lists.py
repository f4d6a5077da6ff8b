"""The lists that lead to the records of one kind: all, by type, region, letter, body, month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.i18n import _, say
from site_builder.model.record import Kind
from site_builder.render.head import SECTIONS, Crumb
from site_builder.render.paging import Group, Link, Selection, paged
from site_builder.render.words import case_types, month, segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.i18n import Message
    from site_builder.render.edition import Edition
    from site_builder.render.places import Place
    from site_builder.render.sheet import Sheet
    from site_builder.store.public import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of one kind of record; each method is a sort of page.

    ``by_body`` and ``by_start`` are what its lists by body and by month are called.
    """

    kind: Kind
    by_body: Message
    by_start: Message

    def index(self, edition: Edition) -> Iterator[Sheet]:
        """The whole list; its first page shows the day."""
        yield from self._paged(edition, self._folder, groups=self.browse(edition))

    def by_region(self, edition: Edition) -> Iterator[Sheet]:
        """The list of each region, which holds those of the regions inside."""
        places = edition.places(self.kind)
        for place in places.all.values():
            around = places.around(place.code)[:-1]
            yield from self._paged(
                edition,
                place.folder,
                name=place.name,
                facet=place.facet,
                value=place.code,
                around=tuple(Crumb(text=p.name, path=f"{p.folder}index.html") for p in around),
                groups=_groups((_("By region"), _to_places(places.inside(place.code)))),
            )

    def by_organ(self, edition: Edition) -> Iterator[Sheet]:
        """The list of each body that decided."""
        return self._by(edition, "organ")

    def by_letter(self, edition: Edition) -> Iterator[Sheet]:
        """The list of each first letter of the parties' trade names."""
        return self._by(edition, "letter")

    def by_month(self, edition: Edition) -> Iterator[Sheet]:
        """The list of each month in which records began."""
        return self._by(edition, "month")

    def by_type(self, edition: Edition) -> Iterator[Sheet]:
        """The list of each type of record."""
        return self._by(edition, "type")

    def browse(self, edition: Edition) -> tuple[Group, ...]:
        """Every way into the list: by type, region, first letter, body and month."""
        places, home = edition.places(self.kind), edition.home_region
        regions = chain(_to_places(places.within(home)), _to_elsewhere(places.elsewhere(home)))
        months = tuple(self._to(edition, "month"))
        return _groups(
            (_("By type"), self._to(edition, "type")),
            (_("By region"), regions),
            (_("By first letter"), self._to(edition, "letter")),
            (self.by_body, self._to(edition, "organ")),
            (self.by_start, reversed(months)),
        )

    def types(self, edition: Edition) -> tuple[Group, ...]:
        """The way into the list by type; none where nothing is public."""
        return _groups((_("By type"), self._to(edition, "type")))

    @property
    def _folder(self) -> str:
        return f"{SECTIONS[self.kind]}/"

    def _by(self, edition: Edition, facet: Facet) -> Iterator[Sheet]:
        for value, name, _count in self._values(edition, facet):
            folder = self._folder_of(facet, value)
            yield from self._paged(edition, folder, name=name, facet=facet, value=value)

    def _to(self, edition: Edition, facet: Facet) -> Iterator[Link]:
        for value, name, count in self._values(edition, facet):
            yield Link(text=name, path=f"{self._folder_of(facet, value)}index.html", count=count)

    def _values(self, edition: Edition, facet: Facet) -> Iterator[tuple[str, str, int]]:
        """Each value that has a list, what it is called, and how many records it holds."""
        counts = dict(edition.corpus.facet(self.kind, facet))
        names = _names(edition, facet, counts)
        return ((value, name, counts[value]) for value, name in names.items() if value in counts)

    def _folder_of(self, facet: Facet, value: str) -> str:
        part = value if facet == "month" else f"{facet}/{segment(value)}"
        return f"{self._folder}{part}/"

    def _paged(
        self,
        edition: Edition,
        folder: str,
        *,
        name: str = "",
        facet: Facet | None = None,
        value: str | None = None,
        around: tuple[Crumb, ...] = (),
        groups: tuple[Group, ...] = (),
    ) -> Iterator[Sheet]:
        chosen = Selection(
            kind=self.kind,
            section=SECTIONS[self.kind],
            folder=folder,
            name=name,
            facet=facet,
            value=value,
            around=around,
            groups=groups,
        )
        return paged(edition, chosen)


LISTINGS = Lists(kind=Kind.LISTING, by_body=_("By deciding body"), by_start=_("By month"))
CASES = Lists(kind=Kind.CASE, by_body=_("By issuing body"), by_start=_("By month of issue"))


def _names(edition: Edition, facet: Facet, values: Iterable[str]) -> Mapping[str, str]:
    """What the values of a facet are called; bodies and types in an order of their own."""
    match facet:
        case "organ":
            return {organ.id: organ.name for organ in edition.chrome.organs.values()}
        case "type":
            return case_types()
        case "letter":
            return {letter: _letter_name(letter) for letter in values}
        case "month":
            return {value: month(value) for value in values}
        case _:
            raise ValueError(facet)


def _letter_name(letter: str) -> str:
    return letter if letter != "#" else say(_("Others"))


def _to_places(places: Iterable[Place]) -> Iterator[Link]:
    for place in places:
        yield Link(text=place.name, path=f"{place.folder}index.html", count=place.count)


def _to_elsewhere(places: Iterable[Place]) -> Iterator[Link]:
    for link in _to_places(places):
        yield replace(link, text=say(_("Elsewhere: {place}", place=link.text)))


def _groups(*groups: tuple[Message, Iterable[Link]]) -> tuple[Group, ...]:
    found = (Group(title=say(title), links=tuple(links)) for title, links in groups)
    return tuple(group for group in found if group.links)
