"""``data/changes.json`` and ``.atom``: what entered and left within the last 90 days.

Who was away for longer takes the tables of ``resync_from`` whole, and deletes what is not in
them. For whoever keeps a copy: opaque ids, days and the class of the reason, and of nobody a
name, a code or a number, for copies of these files stay with others too.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypedDict
from xml.etree import ElementTree as ET

from site_builder.dictionary import RETENTION_DAYS, TABLES
from site_builder.export.address import address
from site_builder.export.feeds import (
    KINDS,
    NEVER,
    feed_root,
    known_of,
    midnight,
    standing_changes,
    told_apart,
    tombstone,
)
from site_builder.export.json import in_lines
from site_builder.export.pieces import gathered
from site_builder.export.tables import encode
from site_builder.export.xml import element, in_parts
from site_builder.i18n import _, say
from site_builder.model.artifact import fingerprint, fingerprint_of, in_pieces
from site_builder.model.moment import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.artifact import Artifact
    from site_builder.model.public import PublicChange
    from site_builder.store.public import Chrome, PublicCorpus

_JSON, _ATOM = "data/changes.json", "data/changes.atom"


class ChangeRow(TypedDict):
    """One change. ``reason`` is its class, ``page`` where the record stands or stood."""

    on: str
    id: str
    kind: str
    change: str
    reason: str
    citation: str | None
    page: str
    last_day: str | None
    do_not_use_from: str | None


def changes(corpus: PublicCorpus) -> Iterator[Artifact]:
    """Every change as JSON, the newest first; as Atom, how each record stands since."""
    site = corpus.chrome.site
    told = chain.from_iterable(map(known_of, corpus.changes()))
    known = fingerprint_of(chain((site.base_url,), told))
    yield in_pieces(f"site/{_JSON}", known, partial(_json, corpus))
    publisher = corpus.chrome.organ_name(site.publisher)
    known = fingerprint(known, site.name, publisher)
    yield in_pieces(f"site/{_ATOM}", known, partial(_atom, corpus))


def _json(corpus: PublicCorpus) -> Iterator[bytes]:
    rows = (encode(_row(change, corpus.chrome)) for change in corpus.changes())
    base = corpus.chrome.site.base_url
    whole = [address(base, f"data/{table.name}.json") for table in TABLES]
    told = {"retention_days": RETENTION_DAYS, "resync_from": whole}
    return in_lines("changes", rows, told)


def _row(change: PublicChange, chrome: Chrome) -> ChangeRow:
    end = change.do_not_use_from
    return {
        "on": change.on.isoformat(),
        "id": change.id,
        "kind": change.kind.value,
        "change": change.change,
        "reason": change.reason,
        "citation": change.citation or None,
        "page": address(chrome.site.base_url, change.path),
        "last_day": (end - ONE_DAY).isoformat() if end else None,
        "do_not_use_from": end.isoformat() if end else None,
    }


def _atom(corpus: PublicCorpus) -> Iterator[bytes]:
    chrome = corpus.chrome
    title = say(_("{name}: what entered and what left", name=chrome.site.name))
    newest = next(iter(standing_changes(corpus)), None)
    root = feed_root(chrome, _ATOM, title, midnight(newest.on) if newest else NEVER)
    return gathered(in_parts(root, _entries(corpus)))


def _entries(corpus: PublicCorpus) -> Iterator[ET.Element]:
    taken: set[str] = set()
    for change in standing_changes(corpus):
        alone = ET.Element("feed")
        if change.is_public:
            _entry(alone, change, corpus.chrome, taken)
        else:
            tombstone(alone, change, corpus.chrome)
        yield alone[0]


def _entry(root: ET.Element, change: PublicChange, chrome: Chrome, taken: set[str]) -> None:
    page, label = address(chrome.site.base_url, change.path), say(KINDS[change.kind])
    entry = element(root, "entry")
    element(entry, "id", page)
    element(entry, "title", say(_("Now shown: {kind} {id}", kind=label, id=change.id)))
    element(entry, "updated", told_apart(midnight(change.on), change.id, taken))
    element(entry, "link", None, {"rel": "alternate", "type": "text/html", "href": page})
    element(entry, "category", None, {"term": change.kind.value, "label": label})
