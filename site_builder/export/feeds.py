"""What the Atom feeds share: their head, words and moments, and tombstones for what left.

They are clean by the rules of the W3C feed validator; tombstones are those of RFC 6721.
"""

from __future__ import annotations

import hashlib
import html
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from site_builder.export.address import address
from site_builder.export.xml import element
from site_builder.i18n import _, speech
from site_builder.model.moment import Moment
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.model.public import PublicChange
    from site_builder.store.public import Chrome, PublicCorpus

_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
KINDS = {
    Kind.LISTING: _("Listings"),
    Kind.CASE: _("Cases"),
    Kind.TYPICAL_CASE: _("Typical cases"),
    Kind.NEWS: _("News"),
}
# A feed must have a day; an empty one must not take the build's. One before 1990 is taken for
# a slip.
NEVER = "2000-01-01T00:00:00+08:00"
_ZONE = "+08:00"
_APART = 10**6
# What the name of a person, which no type can declare, may not hold: signs that begin markup.
_WIDE = str.maketrans("<&", "＜＆")


def feed_root(chrome: Chrome, path: str, title: str, updated: str) -> ET.Element:
    """A feed without entries; ``path`` is its own, under the site's root."""
    home, here = address(chrome.site.base_url, ""), address(chrome.site.base_url, path)
    is_main = "/" not in path
    # ElementTree's own default_namespace refuses attributes without one.
    root = ET.Element("feed", {"xmlns": _ATOM, "xmlns:at": _TOMBSTONES, "xml:lang": speech().lang})
    element(root, "id", home if is_main else here)
    words(root, "title", title)
    element(root, "updated", updated)
    author = element(root, "author")
    name = chrome.organ_name(chrome.site.publisher) or chrome.site.name
    element(author, "name", name.translate(_WIDE))
    element(root, "link", None, {"rel": "self", "type": "application/atom+xml", "href": here})
    element(root, "link", None, {"rel": "alternate", "type": "text/html", "href": home})
    return root


def words(parent: ET.Element, name: str, text: str) -> None:
    """A title or a summary; one that readers could take for markup says that it is none.

    They are told that it is HTML, in which the signs stand for themselves.
    """
    if "<" in text or "&" in text:
        element(parent, name, html.escape(text, quote=False), {"type": "html"})
    else:
        element(parent, name, text)


def told_apart(moment: str, record_id: str, taken: set[str]) -> str:
    """A moment with a fraction of a second that is the record's own, and none of the ``taken``.

    Most records are known by their day alone, and readers cannot order entries of one moment.
    A record keeps its fraction whatever else enters or leaves, but for one that shares it.
    """
    digest = hashlib.blake2b(record_id.encode(), digest_size=8).digest()
    fraction = int.from_bytes(digest, "big") % _APART
    while (found := f"{moment.removesuffix(_ZONE)}.{fraction:06}{_ZONE}") in taken:
        fraction = (fraction + 1) % _APART
    taken.add(found)
    return found


def tombstone(root: ET.Element, change: PublicChange, chrome: Chrome) -> None:
    """Tell of a record that left its address, the day, and the class of the reason."""
    known = {"ref": address(chrome.site.base_url, change.path), "when": midnight(change.on)}
    deleted = element(root, "at:deleted-entry", None, known)
    element(deleted, "at:comment", change.reason, {"xml:lang": "en"})


def standing_changes(corpus: PublicCorpus) -> Iterator[PublicChange]:
    """Of each record its newest change, as far as that is how it stands today."""
    seen: set[str] = set()
    for change in corpus.changes():
        if change.id not in seen and change.is_public is (change.change == "enters"):
            yield change
        seen.add(change.id)


def known_of(change: PublicChange) -> tuple[str | None, ...]:
    """All that a file can tell of a change, for its fingerprint."""
    end = change.do_not_use_from
    return (
        change.id,
        change.path,
        change.on.isoformat(),
        change.change,
        change.reason,
        change.citation,
        end.isoformat() if end else None,
        str(change.is_public),
    )


def midnight(day: date) -> str:
    """The first moment of ``day`` in Asia/Shanghai, as feeds write it."""
    return Moment.start_of(day).timestamp
