"""What the files for programs must hold to: as-of, shards, downloads, feeds, sitemaps."""

from __future__ import annotations

import csv
import json
import posixpath
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.publish.page_check import RECORD_PAGE
from site_builder.scan.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from site_builder.publish.ground import Ground

AS_OF = "as-of.json"
GONE_URLS = "gone-urls.txt"
ENTRY = "search/entry.json"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\+08:00)?)?")
# A record names itself, and a case its listing.
_NAMING = ("id", "listing")
_ID = re.compile(rb'"(?:id|listing)"\s*:\s*"([^"\\]{1,100})"')
# A string that is an address; what a longer text says of one shows nobody.
_RECORD_ADDRESS = re.compile(
    rb'"[\w:/.~%-]{0,500}(?:listings|cases/\d{4}|typical-cases|news)/'
    rb'(?!index\.|page-|region|letter|organ|\d{4}\.)([a-z0-9-]{3,64})\.html(?:#[^"]*)?"'
)
_RECORD_PAGE_AT_END = re.compile(rf"^https?://[^\s?#]*/(?:{RECORD_PAGE.pattern})$")
_SHARD = re.compile(r"[A-Za-z0-9._/-]+\.[a-z]{2,5}")
_SITEMAP = re.compile(r"^Sitemap:\s*(\S*/)sitemap\.xml\s*$", re.MULTILINE)
_PLACES = frozenset({"loc", "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"})
_LINKS = frozenset({"link", "{http://www.w3.org/2005/Atom}link"})
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_OWN_LINKS = frozenset({"alternate", "self"})
# Whoever follows the changes must learn which records left.
_CHANGES = "data/changes."


class DataCheck:
    """Checks the files that are no pages, one by one."""

    def __init__(self, site: Path, ground: Ground) -> None:
        """Know where the files lie, and what they may lean on."""
        self._site = site
        self._ground = ground

    def file(self, path: str) -> Iterator[Problem]:
        """What is wrong with one file, as far as its kind is known."""
        if path == AS_OF:
            yield from _as_of(self._site / path)
        elif path == GONE_URLS:
            lines = (self._site / path).read_text("utf-8", "replace").splitlines()
            yield from self._gone(path, lines)
        elif path.endswith((".atom", ".xml")):
            yield from self._addresses(path)
        elif path.endswith((".json", ".jsonl")) and path.startswith(("data/", "search/")):
            yield from self._json(path)
        elif path.endswith(".csv") and path.startswith("data/"):
            yield from self._public(path, self._csv_ids(path))

    def _json(self, path: str) -> Iterator[Problem]:
        if path == ENTRY:
            yield from self._shards(path)
        found = (
            name.decode("utf-8", "replace")
            for piece in pieces(self._site, path)
            for name in _ID.findall(piece) + _RECORD_ADDRESS.findall(piece)
        )
        yield from self._public(path, found)

    def _csv_ids(self, path: str) -> Iterator[str]:
        with (self._site / path).open(encoding="utf-8-sig", errors="replace", newline="") as table:
            rows = csv.reader(table)
            columns = next(rows, [])
            places = [columns.index(name) for name in _NAMING if name in columns]
            for row in rows:
                cells = (row[at] for at in places if len(row) > at and row[at])
                # An id may begin like a formula, and such cells begin with a mark.
                yield from (cell.removeprefix("'") for cell in cells)

    def _public(self, path: str, found: Iterator[str]) -> Iterator[Problem]:
        if path.startswith(_CHANGES):
            return
        for record in sorted({name for name in found if not self._ground.is_public(name)}):
            message = _("shows a record that is not public")
            yield _problem("not-public", path, message, record)

    def _shards(self, path: str) -> Iterator[Problem]:
        try:
            entry = json.loads((self._site / path).read_bytes())
        except ValueError:
            yield _problem("malformed", path, _("expected JSON"))
            return
        for name in sorted(set(filter(_SHARD.fullmatch, _texts(entry)))):
            near = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            if not self._ground.has_file(near) and not self._ground.has_file(name):
                message = _("names the shard {name}, which is not there", name=name)
                yield _problem("dead-link", path, message)

    def _addresses(self, path: str) -> Iterator[Problem]:
        try:
            found = sorted(set(_xml_addresses(self._site / path)))
            buried = sorted(set(_tombstones(self._site / path)))
        except ET.ParseError:
            yield _problem("malformed", path, _("expected well-formed XML"))
            return
        base = self._base(found)
        paths = [_path(base, address) for address in found]
        for target in paths:
            if target is None or not self._ground.has_file(target.partition("#")[0]):
                message = _("expected addresses of files of this site only")
                yield _problem("dead-link", path, message)
        records = (RECORD_PAGE.fullmatch(target) for target in paths if target)
        yield from self._public(path, (m[1] or m[2] for m in records if m))
        yield from self._gone(path, buried)

    def _gone(self, path: str, addresses: Iterable[str]) -> Iterator[Problem]:
        """Others are asked to forget these: pages of records, and of none that is public."""
        base = self._named_base() or ""
        for address in addresses:
            record = _RECORD_PAGE_AT_END.search(unquote(address))
            if record is None or not address.startswith(base):
                yield _problem(
                    "malformed", path, _("expected addresses of this site's records only")
                )
            elif self._ground.is_public_now(record[1]):
                message = _("asks others to forget a record that is public")
                yield _problem("malformed", path, message, record[1])

    def _base(self, addresses: list[str]) -> str:
        # Without a name for it, the site's own address is the shortest of its addresses.
        shortest = min(addresses, key=len, default="")
        return self._named_base() or shortest.rpartition("/")[0] + "/"

    def _named_base(self) -> str | None:
        """The site's own address, as robots are told it."""
        self._ground.lean_on_another()
        robots = self._site / "robots.txt"
        named = _SITEMAP.search(robots.read_text("utf-8", "replace")) if robots.exists() else None
        return named[1] if named else None


def _as_of(file: Path) -> Iterator[Problem]:
    fields = read_as_of(file.read_bytes())
    if fields is None:
        message = _("expected format, as_of, valid_until, next_change_at and version")
        yield _problem("malformed", AS_OF, message)
    elif fields[1] < fields[0]:
        message = _("expected valid_until not to come before the day of as_of")
        yield _problem("malformed", AS_OF, message)


def read_as_of(data: bytes) -> tuple[date, date] | None:
    """The day of ``as_of`` and the last good day; None if it is no such file."""
    try:
        match json.loads(data):
            case {"format": int(), "as_of": str(as_of), "valid_until": str(until), **rest}:
                changes = rest.get("next_change_at", "")
                is_whole = changes is None or _is_moment(changes)
                is_whole = is_whole and isinstance(rest.get("version"), str)
                return (_day(as_of), _day(until)) if is_whole else None
    except ValueError:
        pass
    return None


def _is_moment(text: object) -> bool:
    return isinstance(text, str) and _MOMENT.fullmatch(text) is not None


def _day(text: str) -> date:
    if not _is_moment(text):
        raise ValueError(text)
    return datetime.fromisoformat(text).date()


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for item in value.values():
                yield from _texts(item)


def _xml_addresses(file: Path) -> Iterator[str]:
    with file.open("rb") as stream:
        # Our own output, and expat caps how far entities may unfold.
        for _event, element in ET.iterparse(stream):  # noqa: S314
            if element.tag in _PLACES and element.text:
                yield element.text.strip()
            elif element.tag in _LINKS and element.get("rel", "alternate") in _OWN_LINKS:
                yield element.get("href", "")
            element.clear()


def _tombstones(file: Path) -> Iterator[str]:
    if file.suffix == ".atom":
        with file.open("rb") as stream:
            for _event, element in ET.iterparse(stream):  # noqa: S314 - as above
                if element.tag == _TOMBSTONE:
                    yield element.get("ref", "")
                element.clear()


def _path(base: str, address: str) -> str | None:
    """The path of the file, and the place in it, at an absolute address."""
    if not address.startswith(base):
        return None
    rest, mark, place = address.removeprefix(base).partition("#")
    path = unquote(rest)
    return ("index.html" if not path else f"{path}index.html" if path.endswith("/") else path) + (
        mark + place
    )


def _problem(code: str, path: str, message: Message, record: str | None = None) -> Problem:
    return Problem(code=code, path=path, message=message, record=record)
