"""The home page and the search page: where readers begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.i18n import translate
from site_builder.model.record import Kind
from site_builder.render import figures
from site_builder.render.edition import Sheet
from site_builder.render.head import Crumb, Head, home_crumb
from site_builder.render.lists import browse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.render.edition import Edition

_NEWEST_LISTINGS, _NEWEST_CASES, _NEWEST_NEWS, _FIGURES = 10, 6, 5, 4
_DUTIES = frozenset({"about", "notice", "privacy"})


def home(edition: Edition) -> Iterator[Sheet]:
    """The home page, with the day."""
    corpus = edition.corpus
    yield Sheet(
        path="index.html",
        reads=(
            edition.surroundings_digest,
            repr(browse(edition)),
            corpus.digests(Kind.LISTING, limit=_NEWEST_LISTINGS),
            corpus.digests(Kind.TYPICAL_CASE, order="published_on", limit=_NEWEST_CASES),
            corpus.digests(Kind.NEWS, order="published_on", limit=_NEWEST_NEWS),
            ",".join(record.digest for record in _figures(edition)),
        ),
        context=partial(_home, edition),
        section="home",
        dated=True,
    )


def search(_edition: Edition) -> Iterator[Sheet]:
    """The search page, with the day."""
    title = translate("Look up", "zh")
    head = Head(title=title, crumbs=(home_crumb(), Crumb(text=title)))
    yield Sheet(
        path="search/index.html",
        reads=(),
        context=lambda: {"head": head},
        section="search",
        dated=True,
    )


def _home(edition: Edition) -> dict[str, Any]:
    corpus = edition.corpus
    groups = browse(edition)
    return {
        "head": Head(title=edition.chrome.site.name),
        "total": corpus.count(Kind.LISTING),
        "groups": groups,
        "listings": list(corpus.records(Kind.LISTING, limit=_NEWEST_LISTINGS)),
        "cases": list(corpus.records(Kind.TYPICAL_CASE, order="published_on", limit=_NEWEST_CASES)),
        "news": list(corpus.records(Kind.NEWS, order="published_on", limit=_NEWEST_NEWS)),
        "figures": _figures(edition),
        "figure_text": figures.text,
        "organ_name": edition.chrome.organ_name,
        "channels": edition.channels(edition.home_region),
        "local_channels": edition.local_channels(),
        "help": {page: title for page, title in edition.guides.items() if page not in _DUTIES},
    }


def _figures(edition: Edition) -> list[PublicRecord]:
    """The newest figures of the publisher's own region, or of any."""
    own = edition.corpus.records(
        Kind.STATISTIC, facet="region", value=edition.home_region, limit=_FIGURES
    )
    return list(own) or list(edition.corpus.records(Kind.STATISTIC, limit=_FIGURES))
