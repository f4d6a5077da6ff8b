"""A page for each listing: who, by which decision, why, since and until when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.model.record import Kind
from site_builder.render.head import SECTIONS
from site_builder.render.parties import about
from site_builder.render.sheet import Sheet
from site_builder.store.public import digests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.render.edition import Edition


def details(edition: Edition) -> Iterator[Sheet]:
    """The page of each listing in force."""
    corpus = edition.corpus
    with_cases = {listing for listing, _count in corpus.facet(Kind.CASE, "listing")}
    for listing in corpus.summaries(Kind.LISTING):
        cases = ""
        if listing.id in with_cases:
            cases = digests(corpus.rows(Kind.CASE, facet="listing", value=listing.id))
        yield Sheet(
            path=listing.path,
            reads=(listing.digest, edition.surroundings_digest, cases),
            context=partial(_detail, edition, listing.id),
            section=SECTIONS[Kind.LISTING],
        )


def _detail(edition: Edition, record_id: str) -> dict[str, Any]:
    record = edition.found(record_id)
    cases = edition.corpus.records(Kind.CASE, facet="listing", value=record_id)
    return {**about(edition, record), "listing": record.values, "cases": list(cases)}
