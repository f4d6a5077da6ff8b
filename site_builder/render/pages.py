"""Every page of the website, as a promise: one line a sort of page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.model.artifact import Artifact, Closing, Promise
from site_builder.model.record import Kind
from site_builder.render import (
    articles,
    cases,
    data,
    figures,
    gone,
    home,
    listings,
    notice_board,
    site_map,
)
from site_builder.render.assets import files_shown
from site_builder.render.edition import Edition
from site_builder.render.lists import CASES, LISTINGS
from site_builder.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.model.artifact import Measure
    from site_builder.render.picture import Picture
    from site_builder.render.theme import Theme
    from site_builder.store.public import PublicCorpus


@dataclass(frozen=True, slots=True)
class PageType:
    """A sort of page: its address, its template, and what each page of it is given."""

    address: str
    template: str
    sheets: Callable[[Edition], Iterator[Sheet]]

    def may_be_at(self, path: str) -> bool:
        """Whether a page of this sort may stand at an address under the site's root."""
        return _pattern(self.address).fullmatch(path) is not None

    def made(self, edition: Edition) -> Iterator[Promise]:
        """The pages of this sort."""
        for sheet in self.sheets(edition):
            if sheet.tells_of:
                close = partial(self._closed, edition, sheet)
                yield Closing(f"site/{sheet.path}", sheet.tells_of, close)
            else:
                yield self._artifact(edition, sheet)

    def _closed(self, edition: Edition, sheet: Sheet, measures: Mapping[str, Measure]) -> Artifact:
        return self._artifact(edition, sheet.knowing(measures))

    def _artifact(self, edition: Edition, sheet: Sheet) -> Artifact:
        return Artifact(
            f"site/{sheet.path}",
            edition.fingerprint(self.template, sheet),
            partial(edition.render, self.template, sheet),
        )


PAGES = (
    PageType("index.html", "pages/home.html", home.home),
    PageType("search/index.html", "pages/search.html", home.search),
    PageType("check/index.html", "pages/check.html", home.check),
    PageType("sitemap.html", "pages/site_map.html", site_map.site_map),
    PageType("404.html", "pages/gone.html", gone.not_found),
    PageType("gone.html", "pages/gone_anywhere.html", gone.generic),
    PageType("ID's old address", "pages/gone.html", gone.tombstones),
    PageType("listings/index.html", "pages/listings.html", LISTINGS.index),
    PageType("listings/region/CODE/index.html", "pages/listings.html", LISTINGS.by_region),
    PageType("listings/organ/ID/index.html", "pages/listings.html", LISTINGS.by_organ),
    PageType("listings/letter/X/index.html", "pages/listings.html", LISTINGS.by_letter),
    PageType("listings/YYYY-MM/index.html", "pages/listings.html", LISTINGS.by_month),
    PageType("listings/ID.html", "pages/listing.html", listings.details),
    PageType("cases/index.html", "pages/cases.html", CASES.index),
    PageType("cases/type/TYPE/index.html", "pages/cases.html", CASES.by_type),
    PageType("cases/region/CODE/index.html", "pages/cases.html", CASES.by_region),
    PageType("cases/organ/ID/index.html", "pages/cases.html", CASES.by_organ),
    PageType("cases/letter/X/index.html", "pages/cases.html", CASES.by_letter),
    PageType("cases/YYYY-MM/index.html", "pages/cases.html", CASES.by_month),
    PageType("cases/YYYY/ID.html", "pages/case.html", cases.details),
    PageType("typical-cases/index.html", "pages/articles.html", articles.typical_case_index),
    PageType("typical-cases/ID.html", "pages/article.html", articles.typical_cases),
    PageType("news/index.html", "pages/articles.html", articles.news_index),
    PageType("news/ID.html", "pages/article.html", articles.news),
    PageType("SLUG.html", "pages/page.html", articles.site_pages),
    PageType("statistics/index.html", "pages/statistics.html", figures.index),
    PageType("notice-board/index.html", "pages/notice_boards.html", notice_board.index),
    PageType("notice-board/CODE.html", "pages/notice_board.html", notice_board.boards),
    PageType("data/index.html", "pages/data.html", data.index),
)
_DIFFERS = re.compile(r"[A-Z]+(?:\\-[A-Z]+)*")
_ILLUSTRATED = (Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)


def pages(corpus: PublicCorpus, theme: Theme, picture: Picture) -> Iterator[Promise]:
    """Every page of the site and every file that they draw on.

    A picture that is not to be had is left out, and its words stand in its place.

    Raises:
        RenderError: the theme is broken.
    """
    edition = Edition(corpus, theme, picture)
    yield from drawn_on(edition)
    for page in PAGES:
        yield from page.made(edition)


def drawn_on(edition: Edition) -> Iterator[Artifact]:
    """Every file that pages draw on: of the theme, and of articles."""
    yield from edition.assets.artifacts()
    articles = chain.from_iterable(edition.corpus.records(kind) for kind in _ILLUSTRATED)
    yield from files_shown(articles, edition.shown)


@cache
def _pattern(address: str) -> re.Pattern[str]:
    """What addresses of a sort look like: words in capitals stand for what differs."""
    if " " in address:
        return re.compile(r".+\.html")
    return re.compile(_DIFFERS.sub("[^/]+", re.escape(address)))


def gone_pages(
    corpus: PublicCorpus, theme: Theme, picture: Picture, paths: Iterable[str]
) -> Iterator[Artifact]:
    """The page for what ended at other addresses: of pages that were found to leak."""
    edition = Edition(corpus, theme, picture)
    (page,) = (page for page in PAGES if page.sheets is gone.generic)
    (sheet,) = gone.generic(edition)
    for path in paths:
        yield Artifact(
            path,
            edition.fingerprint(page.template, sheet),
            partial(edition.render, page.template, sheet),
        )
