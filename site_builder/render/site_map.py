"""The site map that people read: every part of the site, and the ways into its lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.i18n import _, say
from site_builder.model.record import Kind
from site_builder.render.head import COLUMNS, SECTIONS, Crumb, Head, home_crumb
from site_builder.render.lists import CASES, LISTINGS
from site_builder.render.notice_board import has_boards
from site_builder.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.render.edition import Edition
    from site_builder.render.paging import Group

_PARTS = (Kind.LISTING, Kind.CASE, Kind.TYPICAL_CASE, Kind.NEWS, Kind.STATISTIC)


def site_map(edition: Edition) -> Iterator[Sheet]:
    """The site map; it tells no numbers, so that it seldom changes."""
    yield Sheet(
        path="sitemap.html",
        reads=(
            *(repr((kind, _ways(edition, kind))) for kind in _PARTS),
            repr(has_boards(edition)),
        ),
        context=partial(_site_map, edition),
    )


def _site_map(edition: Edition) -> dict[str, Any]:
    title = say(_("Site map"))
    parts = [(COLUMNS[SECTIONS[kind]], _groups(edition, kind)) for kind in _PARTS]
    return {
        "head": Head(title=title, crumbs=(home_crumb(), Crumb(text=title))),
        "parts": parts,
        "languages": {page.id: page.language for page in edition.translated},
        "has_boards": has_boards(edition),
    }


def _groups(edition: Edition, kind: Kind) -> tuple[Group, ...]:
    lists = {each.kind: each for each in (LISTINGS, CASES)}
    return lists[kind].browse(edition) if kind in lists else ()


def _ways(edition: Edition, kind: Kind) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """What a part's groups say, without how many records they lead to."""
    return [
        (group.title, [(link.text, link.path) for link in group.links])
        for group in _groups(edition, kind)
    ]
