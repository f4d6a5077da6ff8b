"""A public corpus without records that were taken down by hand, and all that names them."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.disclose.links import settle_links
from site_builder.disclose.public_record import digest_of
from site_builder.disclose.recent import FED, WITHHELD
from site_builder.model.public import Gone, PublicChange
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from site_builder.model.public import PublicRecord
    from site_builder.store.public import PublicCorpus

_ARTICLES = (Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
# By which an article names others: the cases that it is drawn from, those that it publishes.
_NAMED = frozenset({"cases", "typical_cases"})


def take_down(corpus: PublicCorpus, record_id: str, on: date) -> bool:
    """Leave a record out of a public corpus, as a hold from the day ``on`` would.

    What links to it no longer does, articles call the firm 某公司, and the list of changes
    tells that it left, unless it never told of it. Of one that had ended, what stood at its old
    address goes. Whether the corpus told anything of it.
    """
    record, told = corpus.get(record_id), list(corpus.changes(record_id))
    known = record or next(corpus.gone(record_id), None)
    if known is None:
        return False
    naming = list(_naming(corpus, record)) if record is not None else []
    corpus.take_out(record_id)
    for other in naming:
        rest = _without(other, record_id)
        regime = corpus.chrome.regimes.get(rest.regime or "")
        corpus.put(replace(rest, digest=digest_of(rest, regime)))
    tells_of_all = corpus.chrome.site.natural_persons_in_data is not None
    may_be_told = bool(told) if record is None else tells_of_all or not record.is_natural_person
    if known.kind in FED and may_be_told:
        corpus.fill_changes(_until_held(told, known, on))
    return True


def _naming(corpus: PublicCorpus, record: PublicRecord) -> Iterator[PublicRecord]:
    """The records whose own fields or words lead to this one."""
    yield from corpus.records(Kind.CASE, facet="listing", value=record.id)
    for other in chain.from_iterable(map(corpus.records, _ARTICLES)):
        if record.id in other.body or any(
            record.id in other.values.get(name, ()) for name in _NAMED
        ):
            yield other


def _without(record: PublicRecord, taken: str) -> PublicRecord:
    values = dict(record.values)
    if values.get("listing") == taken:
        values["listing"] = None
    for name in _NAMED.intersection(values):
        values[name] = [each for each in values[name] if each != taken]
    return replace(
        record,
        values=values,
        body=settle_links(record.body, lambda name: name != taken),
    )


def _until_held(
    told: Sequence[PublicChange], known: PublicRecord | Gone, on: date
) -> Iterator[PublicChange]:
    """What a record did before the day ``on``, and that it left then, if it was there before.

    ``told`` is what it did by now, the newest first. One that entered on that day never did.
    """
    earlier = [replace(change, is_public=False) for change in told if change.on < on]
    since = [change.change for change in told if change.on >= on]
    was_there = since[-1] == "leaves" if since else not isinstance(known, Gone)
    if not was_there:
        yield from earlier
        return
    yield _left(known, on)
    yield from (replace(change, do_not_use_from=on) for change in earlier[:1])
    yield from earlier[1:]


def _left(record: PublicRecord | Gone, on: date) -> PublicChange:
    return PublicChange(
        id=record.id,
        kind=record.kind,
        path=record.path,
        on=on,
        change="leaves",
        reason=WITHHELD,
        citation="",
        do_not_use_from=on,
        is_public=False,
    )
