"""Sitemaps and feeds held to their formats, an element at a time.

Sitemaps: the rules of the schemas at sitemaps.org, version 0.9. Feeds: what RFC 4287 requires
of every feed and entry, and RFC 6721 of a tombstone.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITEMAP = re.compile(r"sitemap(?:-\d+)?\.xml")
_SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_MOST_ADDRESSES = 50_000
_MOST_BYTES = 50 << 20
_LONGEST_ADDRESS = 2048
_ABSOLUTE = re.compile(r"https?://[^\s/?#]+[^\s]*", re.ASCII)
_ANY_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)"
_TIME = r"T(?:[01]\d|2[0-3]):[0-5]\d"
_W3C_DATE = re.compile(
    rf"\d{{4}}(?:-\d\d(?:-\d\d(?:{_TIME}(?::[0-5]\d(?:\.\d+)?)?{_ZONE})?)?)?", re.ASCII
)
_RFC_3339 = re.compile(rf"\d{{4}}-\d\d-\d\d{_TIME}:[0-5]\d(?:\.\d+)?{_ZONE}", re.ASCII)
_PRIORITY = re.compile(r"0(?:\.\d+)?|1(?:\.0+)?", re.ASCII)
_FREQUENCIES = frozenset({"always", "hourly", "daily", "weekly", "monthly", "yearly", "never"})
_PARTS = {"urlset": "url", "sitemapindex": "sitemap"}
_IN_ORDER = {"url": ("loc", "lastmod", "changefreq", "priority"), "sitemap": ("loc", "lastmod")}
_CODE = frozenset({"script", "foreignobject", "iframe", "embed", "object"})
_ONCE = ("id", "title", "updated")


def sitemap_faults(file: Path) -> Iterator[Message]:
    """How a sitemap, or an index of sitemaps, falls short of its schema; each way once.

    Raises:
        ParseError: It is no well-formed XML.
    """
    if file.stat().st_size > _MOST_BYTES:
        yield _("expected a sitemap of at most 50 MB")
    faults: dict[Message, None] = {}
    count = 0
    for depth, element in _ended_elements(file):
        if depth == 1:
            count += 1
            faults |= dict.fromkeys(_entry_faults(element))
            element.clear()
        elif depth == 0:
            faults |= dict.fromkeys(_root_faults(element))
    yield from faults
    if not 1 <= count <= _MOST_ADDRESSES:
        yield _("expected 1 to 50,000 addresses in a sitemap, found {count}", count=count)


def _ended_elements(file: Path) -> Iterator[tuple[int, ET.Element]]:
    """Each element once it is read whole, with how deep it stands."""
    depth = 0
    with file.open("rb") as stream:
        # Our own output, and expat caps how far entities may unfold.
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314
            if event == "start":
                depth += 1
            else:
                depth -= 1
                yield depth, element


def _root_faults(root: ET.Element) -> Iterator[Message]:
    name = root.tag.removeprefix(_SITEMAPS)
    if name == root.tag or name not in _PARTS:
        yield _("expected <urlset> or <sitemapindex> of sitemaps.org")
    elif any(child.tag != _SITEMAPS + _PARTS[name] for child in root):
        yield _("expected <{name}> alone in a sitemap of this sort", name=_PARTS[name])


def _entry_faults(entry: ET.Element) -> Iterator[Message]:
    names = [child.tag.removeprefix(_SITEMAPS) for child in entry]
    order = _IN_ORDER.get(entry.tag.removeprefix(_SITEMAPS), ())
    if names[:1] != ["loc"] or names != [name for name in order if name in names]:
        yield _("expected <loc> first in each entry of a sitemap, then what may follow, in order")
    for name, child in zip(names, entry, strict=True):
        text = (child.text or "").strip()
        if name == "loc" and not (_ABSOLUTE.fullmatch(text) and len(text) <= _LONGEST_ADDRESS):
            yield _("expected absolute addresses of up to 2,048 characters in a sitemap")
        if name == "lastmod" and not _is_day(text, _W3C_DATE):
            yield _("expected a W3C date in <lastmod>")
        if name == "changefreq" and text not in _FREQUENCIES:
            yield _("expected a word that sitemaps know in <changefreq>")
        if name == "priority" and not _PRIORITY.fullmatch(text):
            yield _("expected a number from 0 to 1 in <priority>")


def feed_faults(file: Path, path: str) -> Iterator[Message]:
    """How the Atom feed at ``path`` lacks what every one must have; each way once.

    Raises:
        ParseError: It is no well-formed XML.
    """
    told: dict[Message, None] = {}
    has_authors = True
    root = None
    for depth, element in _ended_elements(file):
        if depth == 0:
            root = element
        elif element.tag == _TOMBSTONE:
            if not element.get("ref") or not _is_day(element.get("when", ""), _RFC_3339):
                told[_("expected the address and the time of each entry that is gone")] = None
        elif depth == 1 and element.tag == f"{_ATOM}entry":
            has_authors = has_authors and _has_author(element)
            told |= dict.fromkeys(_required(element))
            if not _leads_somewhere(element):
                told[_("expected a link or the content itself in each entry of a feed")] = None
            element.clear()
    if root is None or root.tag != f"{_ATOM}feed":
        yield _("expected <feed> of Atom")
        return
    faults = dict.fromkeys(_required(root))
    if not all(link.get("href", "").endswith(f"/{path}") for link in _links(root, "self")):
        faults[_("expected the feed of this address, found another")] = None
    if not has_authors and not _has_author(root):
        faults[_("expected an author of the feed, or of each entry")] = None
    yield from faults | told


def has_code(file: Path) -> bool:
    """Whether a picture in XML does something, or asks for other files.

    Raises:
        ParseError: It is no well-formed XML.
    """
    return any(
        _local(element.tag) in _CODE
        or any(_is_code(_local(name), value) for name, value in element.attrib.items())
        for _depth, element in _ended_elements(file)
    )


def _is_code(name: str, value: str) -> bool:
    return name.startswith("on") or (name in {"href", "src"} and not value.startswith("#"))


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _required(part: ET.Element) -> Iterator[Message]:
    found = Counter(child.tag.removeprefix(_ATOM) for child in part)
    for name in _ONCE:
        if found[name] != 1:
            yield _("expected one <{name}> in a feed and in each entry", name=name)
    if not _ANY_ADDRESS.fullmatch(part.findtext(f"{_ATOM}id", "").strip()):
        yield _("expected an absolute address in <id>")
    for name in ("updated", "published"):
        for moment in part.findall(f"{_ATOM}{name}"):
            if not _is_day((moment.text or "").strip(), _RFC_3339):
                yield _("expected a time with its zone (RFC 3339) in <{name}>", name=name)


def _leads_somewhere(entry: ET.Element) -> bool:
    links = entry.findall(f"{_ATOM}link")
    has_page = any(
        link.get("rel", "alternate") == "alternate" and link.get("href") for link in links
    )
    return has_page or entry.find(f"{_ATOM}content") is not None


def _links(part: ET.Element, relation: str) -> list[ET.Element]:
    links = part.findall(f"{_ATOM}link")
    return [link for link in links if link.get("rel", "alternate") == relation]


def _has_author(part: ET.Element) -> bool:
    return bool(part.findtext(f"{_ATOM}author/{_ATOM}name", "").strip())


def _is_day(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether it has this form, and its day is one of the calendar."""
    if not pattern.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[: len("2025-03-01")])
    except ValueError:
        return False
    return True
