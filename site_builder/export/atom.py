"""``feed.atom``: what was published last."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from babel.dates import format_date

from site_builder.export.address import address
from site_builder.export.xml import document, element
from site_builder.i18n import _
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.i18n import Message
    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Chrome, PublicCorpus

_ATOM = "http://www.w3.org/2005/Atom"
_PATH = "feed.atom"
_LENGTH = 30
_KINDS = {
    Kind.LISTING: _("Listings"),
    Kind.CASE: _("Cases"),
    Kind.TYPICAL_CASE: _("Typical cases"),
    Kind.NEWS: _("News"),
}
# A feed must have a day; an empty one must not take the build's.
_NEVER = "1970-01-01T00:00:00+08:00"


def feed(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The newest listings, cases, typical cases and news, by the day of their publication."""
    chrome = corpus.chrome
    newest = _newest(corpus)
    parts = (part for record in newest for part in (record.digest, chrome.organ_name(record.organ)))
    site = chrome.site
    known = fingerprint(site.base_url, site.name, chrome.organ_name(site.publisher), *parts)
    yield Artifact(f"site/{_PATH}", known, partial(_feed, corpus))


def _newest(corpus: PublicCorpus) -> list[PublicRecord]:
    # Feeds are kept by others for ever, so a natural person is in none, as in no download.
    found = [
        record
        for kind in _KINDS
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
    home, here = address(chrome.site.base_url, ""), address(chrome.site.base_url, _PATH)
    # ElementTree's own default_namespace refuses attributes without one.
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    element(feed, "id", home)
    element(feed, "title", chrome.site.name)
    element(feed, "updated", newest[0].published_on.timestamp if newest else _NEVER)
    author = element(feed, "author")
    element(author, "name", chrome.organ_name(chrome.site.publisher) or chrome.site.name)
    element(feed, "link", None, {"rel": "self", "type": "application/atom+xml", "href": here})
    element(feed, "link", None, {"rel": "alternate", "type": "text/html", "href": home})
    for record in newest:
        _entry(feed, record, chrome)
    return document(feed)


def _entry(feed: ET.Element, record: PublicRecord, chrome: Chrome) -> None:
    page = address(chrome.site.base_url, record.path)
    entry = element(feed, "entry")
    element(entry, "id", page)
    element(entry, "title", _title(record))
    element(entry, "updated", record.published_on.timestamp)
    element(entry, "published", record.published_on.timestamp)
    element(entry, "link", None, {"rel": "alternate", "type": "text/html", "href": page})
    label = _KINDS[record.kind].text("zh")
    element(entry, "category", None, {"term": record.kind.value, "label": label})
    summary = "".join(sentence.text("zh") for sentence in _summary(record, chrome))
    if summary:
        element(entry, "summary", summary)


def _title(record: PublicRecord) -> str:
    name = record.title or record.id
    match record.kind:
        case Kind.LISTING:
            return _("Listed: {name}", name=name).text("zh")
        case Kind.CASE:
            return _("Case: {name}", name=name).text("zh")
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
        day = format_date(record.last_day, "long", locale="zh_CN")
        yield _("Not to be shown or used after {day}.", day=day)
