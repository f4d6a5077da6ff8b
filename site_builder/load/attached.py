"""The files that an article shows or offers: each of the content folder, and what it says."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from site_builder.article import (
    MOST_MIB,
    OTHER_PICTURES,
    PDF,
    PICTURES,
    TABLE,
    Link,
    Looked,
    UnfitError,
    links,
    look,
    recipe,
    to_be_saved_anew,
)
from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.load.article_body import Body
from site_builder.load.files import label, unreadable
from site_builder.load.text import MIB, bad_character
from site_builder.model.record import Attached

if TYPE_CHECKING:
    from site_builder.load.entries import Entry
    from site_builder.store.memory import Memory

# Where files stand that are offered, or shown as tables: beside articles, and never where
# records are, of which nobody may show what was not disclosed.
_BESIDE_ARTICLES: Final = frozenset({"typical-cases", "news", "pages"})
_BY_NAME: Final = re.compile(r"!\[[^\[\]\n]*\]\[")
_SEGMENTS: Final = re.compile(r"[/\\]")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):|//|\\\\", re.IGNORECASE)
_LEADING_OUT: Final = frozenset({"http", "https", "mailto", "tel", "listing"})
# What a release has that no article brought: its pages, its folders, its downloads and feeds.
_OF_THE_SITE: Final = frozenset({"", ".html", ".atom"})
_DOWNLOADS: Final = frozenset({"data", "forms"})

Fault = tuple[str, Message]


class Shown(NamedTuple):
    """The digest of each file by its path in ``content``, what they say, and what is wrong."""

    files: dict[str, str]
    attached: tuple[Attached, ...]
    problems: list[Problem]


class _Place(NamedTuple):
    """Where an article stands: its folder, its label, and the record's id if that is known."""

    folder: Path
    path: str
    record: str | None


@dataclass(slots=True)
class Shelf:
    """The files that articles show, each looked into once; ``linked`` are all that are meant."""

    content: Path
    memory: Memory | None
    fresh: list[tuple[bytes, str]] = field(default_factory=list)
    linked: set[Path] = field(default_factory=set)

    def shown(self, folder: Path, entry: Entry, path: str, record: str | None) -> Shown:
        """The files that one article shows or offers."""
        body = Body(entry, path, record)
        found = Shown({}, (), list(body.problems()))
        attached: list[Attached] = []
        place = _Place(folder, path, record)
        try:
            placed = list(_placed(entry))
        except UnfitError as error:
            problem = _problem(error.code, error.message, entry.body_line, place)
            return found._replace(problems=[*found.problems, problem])
        for line, link in placed:
            file = _file(self.content, folder, link)
            if isinstance(file, Path) and link is not None:
                self.linked.add(file)
                looked = self._looked(file, line, place, found)
                if looked is not None:
                    name = file.relative_to(self.content.resolve()).as_posix()
                    attached.append(
                        Attached(path=name, line=line, written=link.written, texts=looked.texts)
                    )
                    found.problems.extend(body.of_file(self.content, file, line, link, looked))
            elif isinstance(file, tuple):
                code, message = file
                found.problems.append(_problem(code, message, line, place))
        return found._replace(attached=(*attached, *body.attached()))

    def _looked(self, file: Path, line: int, place: _Place, found: Shown) -> Looked | None:
        """What a file says; None once it is told why it may not be shown."""
        try:
            with file.open("rb") as stream:
                data = stream.read(MOST_MIB * MIB + 1)
        except OSError as error:
            found.problems.append(unreadable(place.path, error))
            return None
        digest = hashlib.sha256(data).hexdigest()
        try:
            looked = self._known(file, digest) or self._look(file, digest, data)
        except UnfitError as error:
            problem = _problem(error.code, error.message, line, place)
            if error.line is not None:
                problem = replace(problem, path=label(self.content, file), line=error.line)
            found.problems.append(problem)
            return None
        found.files[file.relative_to(self.content.resolve()).as_posix()] = digest
        return looked

    def _look(self, file: Path, digest: str, data: bytes) -> Looked:
        if len(data) > MOST_MIB * MIB:
            message = _("expected a file of at most {limit} MiB", limit=MOST_MIB)
            raise UnfitError(_CODES[file.suffix.lower()], message)
        looked = look(file.name, data)
        if file.suffix.lower() == TABLE:
            for text in looked.texts:
                if message_of := bad_character(text):
                    raise UnfitError("bad-table", message_of)
        if self.memory is not None:
            self.fresh.append((_key(file, digest), json.dumps(astuple(looked))))
        return looked

    def _known(self, file: Path, digest: str) -> Looked | None:
        known = self.memory.parsed(_key(file, digest)) if self.memory is not None else None
        if known is None:
            return None
        texts, weight, is_moving = json.loads(known)
        return Looked(tuple(texts), weight, is_moving)


_CODES: Final = {
    **dict.fromkeys(PICTURES, "bad-picture"),
    TABLE: "bad-table",
    PDF: "bad-attachment",
}


def _key(file: Path, digest: str) -> bytes:
    """What a look into a file is remembered by: its bytes, what they were taken for, and how."""
    known = f"{file.suffix.lower()} {digest} {recipe()}"
    return hashlib.blake2b(known.encode(), digest_size=16).digest()


def _problem(code: str, message: Message, line: int, place: _Place) -> Problem:
    return Problem(
        code=code, path=place.path, line=line, field="body", record=place.record, message=message
    )


def _placed(entry: Entry) -> Iterator[tuple[int, Link | None]]:
    """What the article shows or leads to, each with its line; None for a picture by name."""
    lines = entry.body.split("\n")
    for number, text in enumerate(lines, entry.body_line):
        if _BY_NAME.search(text):
            yield number, None
    start = 0
    for link in links(entry.body):
        if link.is_shown and _BY_NAME.search(entry.body) and not _is_inline(link, entry.body):
            continue  # told above
        # As a whole, or its end alone, for some characters may be written otherwise.
        spelt = {link.written, _SEGMENTS.split(link.written)[-1]} - {""} or {"]("}
        for begin in (start, 0):
            at = next((n for n in range(begin, len(lines)) if _is_in(spelt, lines[n])), None)
            if at is not None:
                start = at
                break
        yield entry.body_line + start, link


def _is_inline(link: Link, body: str) -> bool:
    return any(f"]({mark}{link.written}" in body for mark in ("", "<", " ", " <"))


def _is_in(spelt: set[str], text: str) -> bool:
    return any(word in text for word in spelt)


def _file(content: Path, folder: Path, link: Link | None) -> Path | Fault | None:
    """The file that a link shows or offers; why it may not; None if it is no file's."""
    if link is None:
        return "bad-picture", _("expected a picture written as ![words](path)")
    if (scheme := _SCHEME.match(link.written)) is not None:
        return _address(link, (scheme[1] or "").lower())
    path = unquote(link.written.partition("#")[0])
    if not link.is_shown and _is_of_the_site(content, folder, path.partition("?")[0]):
        return None
    return _inside(content, folder, path, link)


def _address(link: Link, scheme: str) -> Fault | None:
    if link.is_shown:
        message = _("expected a picture inside the content folder, found an address")
        return "foreign-picture", message
    if scheme in _LEADING_OUT:
        return None
    if scheme == "file" or len(scheme) < len("C:"):  # a drive of Windows, or a machine's name
        return "outside-content", _("expected a file inside the content folder")
    message = _("expected a link that begins with https://, http://, mailto: or tel:")
    return "bad-link", message


def _is_of_the_site(content: Path, folder: Path, path: str) -> bool:
    """Whether a link leads to what the release has by itself, as seen from the article's page."""
    if "\\" in path:
        return False
    kind = folder.relative_to(content).parts[0]
    # The site's own pages stand at its root.
    target = posixpath.normpath(posixpath.join("" if kind == "pages" else kind, path))
    if target.startswith(("/", "../")) or target == "..":
        return False
    top, _slash, _rest = target.partition("/")
    return PurePosixPath(path).suffix.lower() in _OF_THE_SITE or top in _DOWNLOADS


def _inside(content: Path, folder: Path, path: str, link: Link) -> Path | Fault:
    what = _kind_of(path, link)
    try:
        place = (folder / path).resolve()
        is_inside = place.is_relative_to(content.resolve())
        is_file = is_inside and place.is_file()
    except (OSError, RuntimeError, ValueError):  # no path at all: too long, or in a circle
        is_inside, is_file = True, False
    if not is_inside:
        return "outside-content", what.inside
    if is_file and what is _PICTURE and place.suffix.lower() in OTHER_PICTURES:
        return "bad-picture", to_be_saved_anew(place.suffix.lower())
    if not is_file or place.suffix.lower() not in what.suffixes:
        return what.missing, what.found_none
    top = place.relative_to(content.resolve()).parts[0]
    if what is not _PICTURE and top not in _BESIDE_ARTICLES:
        return "outside-content", _("expected a file beside the articles: in news, typical-cases …")
    if what is _TABLE and not link.stands_alone:
        return "bad-table", _("expected a table in a paragraph of its own")
    return place


@dataclass(frozen=True, slots=True)
class _What:
    """A sort of file, and how it is missed."""

    suffixes: frozenset[str]
    missing: str
    inside: Message
    found_none: Message


_PICTURE: Final = _What(
    PICTURES,
    "missing-picture",
    _("expected a picture inside the content folder"),
    _("expected a picture (png, jpg, webp, gif) at this path, found none"),
)
_TABLE: Final = _What(
    frozenset({TABLE}),
    "missing-table",
    _("expected a table inside the content folder"),
    _("expected a table (csv) at this path, found none"),
)
_OFFERED: Final = _What(
    frozenset({PDF}),
    "missing-attachment",
    _("expected a file inside the content folder"),
    _("expected a PDF or a page of the site (.html) at this path, found none"),
)


def _kind_of(path: str, link: Link) -> _What:
    if not link.is_shown:
        return _OFFERED
    return _TABLE if path.lower().endswith(TABLE) else _PICTURE
