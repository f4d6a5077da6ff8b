"""``sitemap.xml``: every address that a search engine may list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from site_builder.export.address import address
from site_builder.export.pieces import gathered
from site_builder.export.xml import document, element, in_parts
from site_builder.model.artifact import Artifact, fingerprint, fingerprint_of, in_pieces
from site_builder.model.record import Kind
from site_builder.model.regions import is_place
from site_builder.store.made import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Facet, PublicCorpus

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LIMIT = 50_000
_LISTS = (
    "index.html",
    "listings/index.html",
    "cases/index.html",
    "typical-cases/index.html",
    "news/index.html",
    "statistics/index.html",
    "search/index.html",
    "check/index.html",
    "sitemap.html",
    "data/index.html",
)
_LISTED = {Kind.LISTING: "listings", Kind.CASE: "cases"}
# A statistic has no page of its own.
_TOLD = "address"
_PAGED = (Kind.LISTING, Kind.CASE, Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)


def sitemaps(corpus: PublicCorpus) -> Iterator[Artifact]:
    """One sitemap; above 50,000 addresses an index of several."""
    Made(corpus, _TOLD).complete(_PAGED, "", _told)
    parts = list(_parts(corpus))
    if len(parts) == 1:
        yield parts[0].artifact(corpus, "sitemap.xml")
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    known = fingerprint(corpus.chrome.site.base_url, *names)
    yield Artifact("site/sitemap.xml", known, partial(_index, corpus, names))
    for part, name in zip(parts, names, strict=True):
        yield part.artifact(corpus, name)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some list pages, of each kind some records as (kind, offset, how many), and their digest."""

    lists: tuple[str, ...]
    slices: tuple[tuple[Kind, int, int], ...]
    digest: str

    def artifact(self, corpus: PublicCorpus, name: str) -> Artifact:
        known = fingerprint(corpus.chrome.site.base_url, *self.lists, self.digest)
        return in_pieces(f"site/{name}", known, partial(_urls, corpus, self))


def _parts(corpus: PublicCorpus) -> Iterator[_Part]:
    """Counts before natural persons are left out, so that no part need be read to find the next."""
    lists = tuple(_list_pages(corpus))
    counts = {kind: corpus.count(kind) for kind in _PAGED}
    digests = (row.digest for kind in _PAGED for row in corpus.rows(kind))
    total = len(lists) + sum(counts.values())
    for start in range(0, total, _LIMIT):
        end, before = start + _LIMIT, len(lists)
        slices = []
        for kind, count in counts.items():
            first, stop = max(start - before, 0), min(end - before, count)
            if first < stop:
                slices.append((kind, first, stop - first))
            before += count
        known = fingerprint_of(islice(digests, sum(count for _, _, count in slices)))
        yield _Part(lists[start:end], tuple(slices), known)


def _list_pages(corpus: PublicCorpus) -> Iterator[str]:
    yield from _LISTS
    for kind, folder in _LISTED.items():
        for part in _parts_of_list(corpus, kind):
            yield f"{folder}/{part}/index.html"
    if regions := corpus.chrome.board_regions():
        yield "notice-board/index.html"
        yield from (f"notice-board/{code}.html" for code in regions)


def _parts_of_list(corpus: PublicCorpus, kind: Kind) -> Iterator[str]:
    for type_, _ in corpus.facet(kind, "type"):
        yield f"type/{type_}"
    for code in sorted(_regions(corpus, kind)):
        yield f"region/{code}"
    for organ, _ in corpus.facet(kind, "organ"):
        if organ in corpus.chrome.organs:
            yield f"organ/{organ}"
    for letter, _ in corpus.facet(kind, "letter"):
        yield f"letter/{'other' if letter == '#' else letter}"
    for month, _ in corpus.facet(kind, "month"):
        yield month


def _regions(corpus: PublicCorpus, kind: Kind) -> set[str]:
    """The regions with a record in them, without codes like 110100, which only group districts."""
    facets: tuple[Facet, ...] = ("province", "prefecture", "region")
    codes = {code for facet in facets for code, _ in corpus.facet(kind, facet)}
    return set(filter(is_place, codes))


def _urls(corpus: PublicCorpus, part: _Part) -> Iterator[bytes]:
    root = ET.Element("urlset", {"xmlns": _NAMESPACE})
    return gathered(in_parts(root, _each_url(corpus, part)))


def _each_url(corpus: PublicCorpus, part: _Part) -> Iterator[ET.Element]:
    base_url = corpus.chrome.site.base_url
    for path in part.lists:
        url = ET.Element("url")
        element(url, "loc", address(base_url, path))
        yield url
    for kind, offset, limit in part.slices:
        told = Made(corpus, _TOLD).of(kind, order="starts_on")
        for path, day in map(str.split, filter(None, islice(told, offset, offset + limit))):
            url = ET.Element("url")
            element(url, "loc", address(base_url, path))
            element(url, "lastmod", day)
            yield url


def _told(record: PublicRecord) -> str:
    """A record's address and its newest day; nothing of a natural person's."""
    return "" if record.is_natural_person else f"{record.path} {record.updated_on.day.isoformat()}"


def _index(corpus: PublicCorpus, names: list[str]) -> bytes:
    root = ET.Element("sitemapindex", {"xmlns": _NAMESPACE})
    for name in names:
        element(element(root, "sitemap"), "loc", address(corpus.chrome.site.base_url, name))
    return document(root)
