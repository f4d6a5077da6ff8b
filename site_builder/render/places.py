"""The regions that have a list: a league's holds its banners' records too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.model.regions import is_place, lineage, region_name
from site_builder.render.head import SECTIONS

if TYPE_CHECKING:
    from site_builder.model.record import Kind
    from site_builder.store.public import Facet, PublicCorpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region with its number of records, those of the regions inside included.

    ``folder`` is where its list stands.
    """

    code: str
    name: str
    count: int
    folder: str

    @property
    def facet(self) -> Facet:
        """By which of a record's codes it belongs here."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "region"


class Places:
    """Every region with records of some kinds, and which lies in which."""

    def __init__(self, corpus: PublicCorpus, *kinds: Kind) -> None:
        """Count nothing yet; the lists are those of the first kind."""
        self._corpus = corpus
        self._kinds = kinds

    @cached_property
    def all(self) -> dict[str, Place]:
        """The regions by code."""
        counts: dict[str, int] = {}
        for kind in self._kinds:
            for code, count in self._counts(kind).items():
                counts[code] = counts.get(code, 0) + count
        return {code: self._place(code, count) for code, count in sorted(counts.items())}

    def around(self, code: str) -> tuple[Place, ...]:
        """The regions with a list around ``code``, the province first, itself last."""
        return tuple(self.all[outer] for outer in lineage(code) if outer in self.all)

    def inside(self, code: str) -> tuple[Place, ...]:
        """The regions with a list directly inside ``code``."""
        return self._directly_in(code)

    def within(self, home: str | None) -> tuple[Place, ...]:
        """The regions by which the list divides inside ``home``: a province's leagues.

        ``home`` itself comes first if some record lies in none of them. Without
        records around ``home``, the provinces.
        """
        around = self.around(home) if home else ()
        if not around:
            return self._directly_in(None)
        inside = self.inside(around[-1].code)
        is_all = sum(place.count for place in inside) == around[-1].count
        return inside if is_all else (around[-1], *inside)

    def elsewhere(self, home: str | None) -> tuple[Place, ...]:
        """The regions by which the rest of the list divides, the nearest first."""
        around = [place.code for place in self.around(home)] if home else []
        outer = [*reversed(around[:-1]), None] if around else []
        siblings = (place for parent in outer for place in self._directly_in(parent))
        return tuple(place for place in siblings if place.code not in around)

    def to_choose(self, home: str | None) -> tuple[Place, ...]:
        """The regions of ``within`` and ``elsewhere``, each province before its prefectures."""
        shown = (*self.within(home), *self.elsewhere(home))
        return tuple(dict.fromkeys(chain.from_iterable(map(self._with_prefectures, shown))))

    def _with_prefectures(self, place: Place) -> tuple[Place, ...]:
        if place.facet != "province":
            return (place,)
        return (place, *(inner for inner in self.inside(place.code) if inner.facet == "prefecture"))

    def _counts(self, kind: Kind) -> dict[str, int]:
        facets: tuple[Facet, ...] = ("region", "prefecture", "province")
        # Of a code that is both, the wider counts: a league's own records are among its banners'.
        return {
            code: count
            for facet in facets
            for code, count in self._corpus.facet(kind, facet)
            if is_place(code)
        }

    def _place(self, code: str, count: int) -> Place:
        folder = f"{SECTIONS[self._kinds[0]]}/region/{code}/"
        return Place(code=code, name=region_name(code) or code, count=count, folder=folder)

    def _directly_in(self, code: str | None) -> tuple[Place, ...]:
        return tuple(p for p in self.all.values() if self._parent(p.code) == code)

    def _parent(self, code: str) -> str | None:
        outer = self.around(code)[:-1]
        return outer[-1].code if outer else None
