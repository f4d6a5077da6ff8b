"""A picker of places that takes no script: the numbers and the lists of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.model.record import Kind
from site_builder.model.regions import lineage
from site_builder.render.notice_board import FOLDER
from site_builder.render.paging import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.site import Channel
    from site_builder.render.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A place to pick: its own channels, its board or none, and the lists in it, by county."""

    name: str
    channels: tuple[Channel, ...]
    board: str | None
    lists: tuple[Link, ...]


def places_to_pick(edition: Edition) -> tuple[Picked, ...]:
    """The places directly inside the publisher's region that have numbers or lists."""
    home = edition.home_region
    places = edition.places(Kind.LISTING)
    listed = {place.code for place in places.within(home)} if home else set()
    own = edition.own_channels()
    codes = sorted({*listed, *own} - {home})
    return tuple(
        Picked(
            name=edition.place_name(code),
            channels=own.get(code, ()),
            board=f"{FOLDER}{code}.html" if code in own else None,
            lists=tuple(_lists(edition, code)),
        )
        for code in codes
    )


def _lists(edition: Edition, code: str) -> Iterator[Link]:
    places = edition.places(Kind.LISTING)
    inside = (places.all[code], *places.inside(code)) if code in places.all else ()
    around = edition.place_name(code)
    for place in inside:
        name = edition.place_name(place.code)
        # What lies in the place need not repeat its name, but the place itself must.
        text = name.removeprefix(around) if len(lineage(place.code)) > len(lineage(code)) else name
        yield Link(text=text, path=f"{place.folder}index.html", count=place.count)
