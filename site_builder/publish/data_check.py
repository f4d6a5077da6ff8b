"""What the files for programs must hold to: as-of, shards, downloads, feeds, sitemaps."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.publish.addresses import digest_in_name, record_at, record_page_of, shows_record
from site_builder.publish.json_check import is_json, is_json_lines, texts_of
from site_builder.publish.left import CHANGES, GONE_URLS, left_by_addresses, left_by_changes
from site_builder.publish.stamp import read_stamp
from site_builder.publish.table_check import cells_of, is_packed, table_faults
from site_builder.publish.xml_check import SITEMAP, feed_faults, has_code, sitemap_faults
from site_builder.scan.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from site_builder.publish.ground import Ground
    from site_builder.publish.left import Left

AS_OF = "as-of.json"
ROBOTS = "robots.txt"
ENTRY = "search/entry.json"
# A record names itself, and a case its listing.
_NAMING = ("id", "listing")
_ID = re.compile(rb'"(?:id|listing)"\s*:\s*"([^"\\]{1,100})"')
# A string that is an address; what a longer text says of one shows nobody.
_RECORD_ADDRESS = re.compile(
    rb'"[\w:/.~%-]{0,500}(?:listings|cases/\d{4}|typical-cases|news)/'
    rb'(?!index\.|page-|region|letter|organ|\d{4}\.)([a-z0-9-]{3,64})\.html(?:#[^"]*)?"'
)
# A cell of a workbook that is the address of a record.
_IN_SHEET = re.compile(
    rb">[\w:/.~%-]{0,500}(?:listings|cases/\d{4})/"
    rb"(?!index\.|page-|region|letter|organ|\d{4}\.)([a-z0-9-]{3,64})\.html<"
)
_SHARD = re.compile(r"[A-Za-z0-9._/-]+\.[a-z]{2,5}")
_IMPORTED = re.compile(rb"""(?:\bfrom|\bimport)[ (]*["'](\.{1,2}/[\w./-]+)["']""", re.ASCII)
_SITEMAP = re.compile(r"^Sitemap:\s*(\S*/)sitemap\.xml\s*$", re.MULTILINE)
_PLACES = frozenset({"loc", "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"})
_LINKS = frozenset({"link", "{http://www.w3.org/2005/Atom}link"})
# Python tells of some encodings otherwise.
_NO_XML = (ET.ParseError, LookupError, ValueError)
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
        if (told := digest_in_name(path)) and not _has_digest(self._site / path, told):
            yield _problem("malformed", path, _("expected the content that its name tells"))
        if path == AS_OF:
            yield from _as_of(self._site / path)
        elif path == GONE_URLS:
            data = (self._site / path).read_bytes()
            yield from self._gone(path, data.decode("utf-8", "replace").splitlines())
            yield from self._still_shown(left_by_addresses(data))
        elif path == ROBOTS:
            yield from self._robots()
        elif path.startswith("data/") and path.endswith(".csv"):
            yield from self._csv(path)
        elif (check := self._CHECKS.get(path.rpartition(".")[2])) is not None:
            yield from check(self, path)

    def _json(self, path: str) -> Iterator[Problem]:
        is_sound = is_json_lines if path.endswith(".jsonl") else is_json
        if not is_sound(self._site / path):
            yield _problem("malformed", path, _("expected JSON"))
        elif path == ENTRY:
            yield from self._shards(path)
        elif path == CHANGES:
            yield from self._left(path)
        if path.startswith(("data/", "search/")):
            found = (
                name.decode("utf-8", "replace")
                for piece in pieces(self._site, path)
                for name in _ID.findall(piece) + _RECORD_ADDRESS.findall(piece)
            )
            yield from self._public(path, found)

    def _csv(self, path: str) -> Iterator[Problem]:
        table = self._site / path
        for message in table_faults(table):
            yield _problem("malformed", path, message)
        # An id may begin like a formula, and such cells begin with a mark.
        yield from self._public(path, (cell.removeprefix("'") for cell in cells_of(table, _NAMING)))

    def _public(self, path: str, found: Iterator[str]) -> Iterator[Problem]:
        if path.startswith(_CHANGES):
            return
        for record in sorted({name for name in found if not self._ground.is_public(name)}):
            message = _("shows a record that is not public")
            yield _problem("not-public", path, message, record)

    def _shards(self, path: str) -> Iterator[Problem]:
        entry = json.loads((self._site / path).read_bytes())
        for name in sorted(set(filter(_SHARD.fullmatch, texts_of(entry)))):
            near = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            if not self._ground.has_file(near) and not self._ground.has_file(name):
                message = _("names the shard {name}, which is not there", name=name)
                yield _problem("dead-link", path, message)

    def _script(self, path: str) -> Iterator[Problem]:
        for name in _IMPORTED.findall((self._site / path).read_bytes()):
            near = posixpath.join(posixpath.dirname(path), name.decode())
            if not self._ground.has_file(posixpath.normpath(near)):
                message = _("imports a script that is not there")
                yield _problem("dead-link", path, message)

    def _robots(self) -> Iterator[Problem]:
        if self._named_base() is None or not self._ground.has_file("sitemap.xml"):
            yield _problem("dead-link", ROBOTS, _("expected the address of the sitemap"))

    def _xml(self, path: str) -> Iterator[Problem]:
        try:
            for message in _format_faults(self._site, path):
                yield _problem("malformed", path, message)
            found = sorted(set(_xml_addresses(self._site / path)))
            buried = sorted(set(_tombstones(self._site / path)))
        except _NO_XML:
            yield _problem("malformed", path, _("expected well-formed XML"))
            return
        if path.endswith(".svg") and has_code(self._site / path):
            yield _problem("unsafe-page", path, _("expected a picture without code or other files"))
        yield from self._addresses(path, found)
        yield from self._gone(path, buried)

    def _addresses(self, path: str, found: list[str]) -> Iterator[Problem]:
        base = self._base(found)
        paths = [_path(base, address) for address in found]
        for target in paths:
            if target is None or not self._ground.has_file(target.partition("#")[0]):
                message = _("expected addresses of files of this site only")
                yield _problem("dead-link", path, message)
        records = (record_at(target) for target in paths if target)
        yield from self._public(path, filter(None, records))

    def _gone(self, path: str, addresses: Iterable[str]) -> Iterator[Problem]:
        """Others are asked to forget these: pages of records, and of none that is public."""
        base = self._named_base() or ""
        for address in addresses:
            page = record_page_of(address)
            record = record_at(page) if page else None
            if record is None or not address.startswith(base):
                yield _problem(
                    "malformed", path, _("expected addresses of this site's records only")
                )
            elif self._ground.is_public_now(record):
                message = _("asks others to forget a record that is public")
                yield _problem("malformed", path, message, record)

    def _left(self, path: str) -> Iterator[Problem]:
        if not self._ground.knows_public:
            try:
                left = left_by_changes((self._site / path).read_bytes())
            except ValueError:
                yield _problem("malformed", path, _("expected a list of what entered and left"))
            else:
                listed = self._site / GONE_URLS
                told = left_by_addresses(listed.read_bytes()) if listed.is_file() else ()
                known = {gone.path for gone in told}
                yield from self._still_shown(gone for gone in left if gone.path not in known)

    def _still_shown(self, left: Iterable[Left]) -> Iterator[Problem]:
        """Where nobody says what is public, the release itself says what no longer is."""
        if self._ground.knows_public:
            return
        for gone in left:
            page = self._site / gone.path
            if page.is_file() and shows_record(page.read_bytes(), gone.record):
                message = _("shows a record that left, as this site itself says")
                yield _problem("ended", gone.path, message, gone.record)

    def _base(self, addresses: list[str]) -> str:
        # Without a name for it, the site's own address is the shortest of its addresses.
        shortest = min(addresses, key=len, default="")
        return self._named_base() or shortest.rpartition("/")[0] + "/"

    def _named_base(self) -> str | None:
        """The site's own address, as robots are told it."""
        self._ground.lean_on_another()
        robots = self._site / ROBOTS
        named = _SITEMAP.search(robots.read_text("utf-8", "replace")) if robots.exists() else None
        return named[1] if named else None

    def _packed(self, path: str) -> Iterator[Problem]:
        if not is_packed(self._site / path):
            yield _problem("malformed", path, _("expected a document that can be opened"))
        elif path.startswith("data/"):
            found = (
                name.decode()
                for piece in pieces(self._site, path)
                for name in _IN_SHEET.findall(piece)
            )
            yield from self._public(path, found)

    _CHECKS: ClassVar[Mapping[str, Callable[[DataCheck, str], Iterator[Problem]]]] = {
        "atom": _xml,
        "docx": _packed,
        "js": _script,
        "json": _json,
        "jsonl": _json,
        "jsonld": _json,
        "svg": _xml,
        "xlsx": _packed,
        "xml": _xml,
    }


def _has_digest(file: Path, start: str) -> bool:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest().startswith(start)


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
    stamp = read_stamp(data)
    return (stamp.as_of.date(), stamp.valid_until) if stamp else None


def _format_faults(site: Path, path: str) -> Iterator[Message]:
    if SITEMAP.fullmatch(path):
        yield from sitemap_faults(site / path)
    elif path.endswith(".atom"):
        yield from feed_faults(site / path, path)


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
