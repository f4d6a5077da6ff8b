"""``feed.atom``: what was published last, and what may no longer be used."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

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
    words,
)
from site_builder.export.xml import document, element
from site_builder.i18n import _, joined, say, speech
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.model.record import Kind
from site_builder.spelled import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.i18n import Message
    from site_builder.model.public import PublicChange, PublicRecord
    from site_builder.store.public import Chrome, PublicCorpus

_PATH = "feed.atom"
_LENGTH = 30


def feed(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The newest listings, cases, typical cases and news, by the day of their publication.

    And a tombstone (RFC 6721) for each that left within the last 90 days, whether the
    feed held it last or long ago.
    """
    chrome = corpus.chrome
    parts = (part for r in _newest(corpus) for part in (r.digest, chrome.organ_name(r.organ)))
    left = (part for change in _left(corpus) for part in known_of(change))
    site = chrome.site
    publisher = chrome.organ_name(site.publisher)
    known = fingerprint(site.base_url, site.name, publisher, *parts, None, *left)
    yield Artifact(f"site/{_PATH}", known, partial(_feed, corpus))


def _left(corpus: PublicCorpus) -> Iterator[PublicChange]:
    return (change for change in standing_changes(corpus) if change.change == "leaves")


def _newest(corpus: PublicCorpus) -> list[PublicRecord]:
    # Feeds are kept by others for ever, so a natural person is in none, as in no download.
    found = [
        record
        for kind in KINDS
        for record in islice(
            (r for r in corpus.records(kind, order="published_on") if not r.is_natural_person),
            _LENGTH,
        )
    ]
    found.sort(key=lambda record: record.id)
    found.sort(key=lambda record: record.published_on, reverse=True)
    return found[:_LENGTH]


def _feed(corpus: PublicCorpus) -> bytes:
    chrome, newest = corpus.chrome, _newest(corpus)
    left = list(_left(corpus))
    days = [record.updated_on.timestamp for record in newest]
    days += [midnight(change.on) for change in left[:1]]
    root = feed_root(chrome, _PATH, chrome.site.name, max(days, default=NEVER))
    taken: set[str] = set()
    for record in newest:
        _entry(root, record, chrome, taken)
    for change in left:
        tombstone(root, change, chrome)
    return document(root)


def _entry(feed: ET.Element, record: PublicRecord, chrome: Chrome, taken: set[str]) -> None:
    page = address(chrome.site.base_url, record.path)
    entry = element(feed, "entry")
    element(entry, "id", page)
    words(entry, "title", _title(record))
    element(entry, "updated", told_apart(record.updated_on.timestamp, record.id, taken))
    element(entry, "published", record.published_on.timestamp)
    element(entry, "link", None, {"rel": "alternate", "type": "text/html", "href": page})
    label = say(KINDS[record.kind])
    element(entry, "category", None, {"term": record.kind.value, "label": label})
    summary = joined(say(sentence) for sentence in _summary(record, chrome))
    if summary:
        words(entry, "summary", summary)


def _title(record: PublicRecord) -> str:
    name = record.title or record.id
    match record.kind:
        case Kind.LISTING:
            return say(_("Listed: {name}", name=name))
        case Kind.CASE:
            return say(_("Case: {name}", name=name))
    return name


def _summary(record: PublicRecord, chrome: Chrome) -> Iterator[Message]:
    """Whoever keeps the entry of a listing or case learns from it until when."""
    if organ := chrome.organ_name(record.organ):
        decided = record.kind in {Kind.LISTING, Kind.CASE}
        yield (
            _("Decided by {organ}.", organ=organ)
            if decided
            else _("Published by {organ}.", organ=organ)
        )
    if record.last_day is not None:
        day = day_in_words(record.last_day, speech())
        yield _("Not to be shown or used after {day}.", day=day)
