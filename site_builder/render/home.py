"""The home page and the pages to look up: where readers begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.i18n import _, say
from site_builder.model.moment import ONE_DAY
from site_builder.model.record import Kind
from site_builder.render import figures
from site_builder.render.head import SECTIONS, Crumb, Head, home_crumb
from site_builder.render.lists import CASES, LISTINGS
from site_builder.render.place_picker import places_to_pick
from site_builder.render.sheet import Sheet
from site_builder.render.words import case_types, place
from site_builder.store.public import LOOKED_UP, digests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.render.edition import Edition

_CHANNELS = 3
_NEWEST_LISTINGS, _NEWEST_CASES, _NEWEST_ARTICLES, _SOURCES = 6, 5, 5, 5
_DUTIES = frozenset({"about", "notice", "privacy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What changes: how many this month listed, how many end next, and when."""

    this_month: int
    month_path: str | None
    next_last_day: date | None
    next_ends: int


def home(edition: Edition) -> Iterator[Sheet]:
    """The home page, with the day."""
    corpus = edition.corpus
    yield Sheet(
        path="index.html",
        reads=(
            edition.surroundings_digest,
            repr((LISTINGS.browse(edition), CASES.types(edition))),
            repr((places_to_pick(edition), _fresh(edition))),
            digests(corpus.rows(Kind.LISTING, limit=_NEWEST_LISTINGS)),
            digests(corpus.rows(Kind.CASE, limit=_NEWEST_CASES)),
            digests(corpus.rows(Kind.TYPICAL_CASE, order="published_on", limit=_NEWEST_ARTICLES)),
            digests(corpus.rows(Kind.NEWS, order="published_on", limit=_NEWEST_ARTICLES)),
            digests(corpus.rows(Kind.STATISTIC)),
        ),
        context=partial(_home, edition),
        section="home",
        dated=True,
    )


def search(edition: Edition) -> Iterator[Sheet]:
    """The search page, with the day."""
    title = say(_("Look up"))
    head = Head(title=title, crumbs=(home_crumb(), Crumb(text=title)))
    home = edition.home_region
    around = place(home) if home else ""
    codes = [one.code for one in edition.places(*LOOKED_UP).to_choose(home)]
    places = [(code, place(code).removeprefix(around) or place(code)) for code in codes]
    sizes = {"is_small": edition.corpus.is_small, "is_large": edition.corpus.is_large}
    yield Sheet(
        path="search/index.html",
        reads=(repr(places), around, repr(sizes), edition.surroundings_digest),
        context=lambda: {
            "head": head,
            "places": places,
            **sizes,
            "channels": edition.channels(home)[:_CHANNELS],
            "own_channels": edition.own_channels(),
            "around": around,
            "case_types": list(case_types().values()),
        },
        section="search",
        dated=True,
    )


def check(edition: Edition) -> Iterator[Sheet]:
    """The page that looks up many names at once, with the day."""
    is_small = edition.corpus.is_small
    title = say(_("Look up many at once"))
    crumbs = (home_crumb(), Crumb(text=say(_("Look up")), path="search/index.html"))
    yield Sheet(
        path="check/index.html",
        reads=(str(is_small),),
        context=lambda: {
            "head": Head(title=title, crumbs=(*crumbs, Crumb(text=title))),
            "is_small": is_small,
        },
        section="search",
        dated=True,
    )


def _home(edition: Edition) -> dict[str, Any]:
    corpus = edition.corpus
    # Pages in other languages have a line of their own.
    elsewhere = _DUTIES | {page.id for page in edition.translated}
    newest = partial(corpus.records, order="published_on", limit=_NEWEST_ARTICLES)
    return {
        "head": Head(title=edition.chrome.site.name),
        "total": corpus.count(Kind.LISTING),
        "groups": LISTINGS.browse(edition),
        "listings": list(corpus.records(Kind.LISTING, limit=_NEWEST_LISTINGS)),
        "case_groups": CASES.types(edition),
        "cases": list(corpus.records(Kind.CASE, limit=_NEWEST_CASES)),
        "typical_cases": list(newest(Kind.TYPICAL_CASE)),
        "news": list(newest(Kind.NEWS)),
        "sources": figures.sources(edition)[:_SOURCES],
        "organ_name": edition.chrome.organ_name,
        "channels": edition.channels(edition.home_region),
        "places": places_to_pick(edition),
        "fresh": _fresh(edition),
        "help": {page: title for page, title in edition.guides.items() if page not in elsewhere},
    }


def _fresh(edition: Edition) -> Fresh:
    corpus = edition.corpus
    month = corpus.validity.as_of.day.isoformat()[:7]
    this_month = corpus.count(Kind.LISTING, facet="month", value=month)
    # The first day off the site of those that leave it next.
    hidden_from, ends = next(iter(corpus.facet(Kind.LISTING, "hidden_from")), (None, 0))
    return Fresh(
        this_month=this_month,
        month_path=f"{SECTIONS[Kind.LISTING]}/{month}/index.html" if this_month else None,
        next_last_day=date.fromisoformat(hidden_from) - ONE_DAY if hidden_from else None,
        next_ends=ends,
    )
