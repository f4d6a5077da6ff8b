"""The lists that lead to listings: all, by region, body, first letter and month."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.render.head import Crumb
from site_builder.render.paging import Group, Link, Selection, paged
from site_builder.render.words import month, segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.i18n import Message
    from site_builder.render.edition import Edition, Sheet
    from site_builder.render.places import Place
    from site_builder.store.public import Facet

_FOLDER = "listings/"
_SECTION = "listings"


def index(edition: Edition) -> Iterator[Sheet]:
    """The whole list; its first page shows the day."""
    yield from paged(
        edition,
        Selection(kind=Kind.LISTING, section=_SECTION, folder=_FOLDER, groups=browse(edition)),
    )


def by_region(edition: Edition) -> Iterator[Sheet]:
    """The list of each region, which holds those of the regions inside."""
    for place in edition.places.all.values():
        around = edition.places.around(place.code)[:-1]
        yield from paged(
            edition,
            Selection(
                kind=Kind.LISTING,
                section=_SECTION,
                folder=place.folder,
                name=place.name,
                facet=place.facet,
                value=place.code,
                around=tuple(Crumb(text=p.name, path=f"{p.folder}index.html") for p in around),
                groups=_groups((_("By region"), _to_places(edition.places.inside(place.code)))),
            ),
        )


def by_organ(edition: Edition) -> Iterator[Sheet]:
    """The list of each body that decided."""
    for organ, name, _count in _organs(edition):
        yield from _of_facet(edition, "organ", organ, name)


def by_letter(edition: Edition) -> Iterator[Sheet]:
    """The list of each first letter of the employers' trade names."""
    for letter, _count in edition.corpus.facet(Kind.LISTING, "letter"):
        yield from _of_facet(edition, "letter", letter, letter_name(letter))


def by_month(edition: Edition) -> Iterator[Sheet]:
    """The list of each month in which listings began."""
    for value, _count in edition.corpus.facet(Kind.LISTING, "month"):
        yield from _of_facet(edition, "month", value, month(value))


def browse(edition: Edition) -> tuple[Group, ...]:
    """Every way into the list: by region, first letter, body and month."""
    corpus, places, home = edition.corpus, edition.places, edition.home_region
    letters = corpus.facet(Kind.LISTING, "letter")
    months = reversed(corpus.facet(Kind.LISTING, "month"))
    return _groups(
        (_("By region"), chain(_to_places(places.within(home)), _to_elsewhere(edition))),
        (_("By first letter"), (_to("letter", v, letter_name(v), n) for v, n in letters)),
        (_("By deciding body"), (_to("organ", v, name, n) for v, name, n in _organs(edition))),
        (_("By month"), (_to("month", v, month(v), n) for v, n in months)),
    )


def letter_name(letter: str) -> str:
    """What a first letter's list is called."""
    return letter if letter != "#" else _("Others").text("zh")


def _of_facet(edition: Edition, facet: Facet, value: str, name: str) -> Iterator[Sheet]:
    return paged(
        edition,
        Selection(
            kind=Kind.LISTING,
            section=_SECTION,
            folder=_folder(facet, value),
            name=name,
            facet=facet,
            value=value,
        ),
    )


def _organs(edition: Edition) -> Iterator[tuple[str, str, int]]:
    """The bodies that have a list, in the order of the site's own list of bodies."""
    counts = dict(edition.corpus.facet(Kind.LISTING, "organ"))
    for organ in edition.chrome.organs.values():
        if organ.id in counts:
            yield organ.id, organ.name, counts[organ.id]


def _folder(facet: Facet, value: str) -> str:
    return f"{_FOLDER}{value}/" if facet == "month" else f"{_FOLDER}{facet}/{segment(value)}/"


def _to(facet: Facet, value: str, text: str, count: int) -> Link:
    return Link(text=text, path=f"{_folder(facet, value)}index.html", count=count)


def _to_places(places: Iterable[Place]) -> Iterator[Link]:
    for place in places:
        yield Link(text=place.name, path=f"{place.folder}index.html", count=place.count)


def _to_elsewhere(edition: Edition) -> Iterator[Link]:
    for link in _to_places(edition.places.elsewhere(edition.home_region)):
        yield replace(link, text=_("Elsewhere: {place}", place=link.text).text("zh"))


def _groups(*groups: tuple[Message, Iterable[Link]]) -> tuple[Group, ...]:
    found = (Group(title=title.text("zh"), links=tuple(links)) for title, links in groups)
    return tuple(group for group in found if group.links)
