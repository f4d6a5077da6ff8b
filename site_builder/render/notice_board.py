"""Boards for building sites, to print on A3: where a worker of a region turns to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.i18n import Message, _, say
from site_builder.render.head import Crumb, Head, home_crumb
from site_builder.render.sheet import Sheet
from site_builder.render.words import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.render.edition import Edition

FOLDER = "notice-board/"
# What is read from afar, until there is too much of it for one sheet.
_LARGE = 6
# What only the building site knows, for its people to fill in. No law is cited for them: what a
# board must hold is for the bodies on the spot to say.
_BLANKS: tuple[Message, ...] = (
    _("Name of the project"),
    _("Developer"),
    _("General contractor"),
    _("Subcontractors"),
    _("Person in charge of wages, telephone"),
    _("Body in charge of the trade, telephone"),
    _("Labour inspection, telephone"),
    _("Local minimum wage"),
    _("Pay day of each month"),
)


def has_boards(edition: Edition) -> bool:
    """Whether there is anything to put on a board."""
    return bool(edition.chrome.board_regions())


def index(edition: Edition) -> Iterator[Sheet]:
    """The page that leads to the board of each region."""
    regions = edition.chrome.board_regions()
    if regions:
        yield Sheet(
            path=f"{FOLDER}index.html",
            reads=(repr(regions),),
            context=lambda: {
                "head": _head(say(_("Boards for building sites"))),
                "boards": [(f"{code}.html", edition.place_name(code)) for code in regions],
            },
        )


def boards(edition: Edition) -> Iterator[Sheet]:
    """The board of each region that has channels of its own, and of the publisher's."""
    for code in edition.chrome.board_regions():
        yield Sheet(
            path=f"{FOLDER}{code}.html",
            reads=(edition.surroundings_digest,),
            context=partial(_board, edition, code),
        )


def _board(edition: Edition, code: str) -> dict[str, Any]:
    title = say(_("Board for building sites: {place}", place=place(code)))
    crumb = Crumb(text=say(_("Boards for building sites")), path=f"{FOLDER}index.html")
    channels = edition.channels(code)
    return {
        "head": _head(title, crumb),
        "place": place(code),
        "channels": channels,
        "is_dense": len(channels) > _LARGE,
        "blanks": _BLANKS,
        "publisher": edition.chrome.organ_name(edition.chrome.site.publisher),
        "address": edition.address(""),
        "qr": edition.qr(""),
    }


def _head(title: str, *crumbs: Crumb) -> Head:
    return Head(title=title, crumbs=(home_crumb(), *crumbs, Crumb(text=title)))
