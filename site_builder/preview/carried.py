"""The site as it would be if all of it were signed, in one file for those who decide."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from site_builder.disclose import Naming, disclose
from site_builder.disclose.telling import leak
from site_builder.i18n import speaking, translate
from site_builder.model.artifact import Artifact
from site_builder.model.record import Kind, State
from site_builder.prepare import reading
from site_builder.preview.marking import ROBOTS, STYLE, marked
from site_builder.render.pages import pages
from site_builder.render.picture import pictures_in
from site_builder.render.theme import Theme
from site_builder.render.words import day as day_said
from site_builder.store.private import scratch_folder
from site_builder.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.disclose import Disclosed
    from site_builder.errors import Problem
    from site_builder.folders import Folders
    from site_builder.model.moment import Moment
    from site_builder.prepare import Prepared

# A telephone unpacks so many pages; of a larger site go those that somebody is to sign, all that
# is written in sentences, and the first page of each part.
WHOLE: Final = 500
_SITE: Final = "site/"
_ARTICLES: Final = (Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
_NOT_A_PLACE: Final = frozenset({"site/404.html", "site/gone.html"})
_FIRST_PAGES: Final = 2  # as deep as site/listings/index.html
_MOST: Final = 200
_COVER: Final = "index.html"
_COVER_TEMPLATE: Final = "preview/carried.html"
_COVER_STYLE: Final = "preview/carried.css"
_PDF: Final = ".pdf"
# The day from which a ZIP archive can tell days.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A preview that can be handed on: the bytes of a ZIP archive, and what is to be told of it.

    ``left_out`` are articles in which something was found that may not go out; ``coming``
    those that are not public yet at its moment.
    """

    data: bytes
    pages: int
    is_whole: bool
    unsigned: int
    left_out: tuple[str, ...]
    coming: tuple[str, ...]
    problems: tuple[Problem, ...]


def carried(folders: Folders, as_of: Moment) -> Carried:
    """The preview of a moment; content and state are read, never written.

    Raises:
        ContentError: No site can stand.
        RenderError: The theme is broken.
    """
    with reading(folders, as_of, as_if_signed=True) as found, scratch_folder() as scratch:
        unfit = _unfit(found)
        disclosed = disclose(found.subjects, as_of, scratch / "first.sqlite", frozenset(unfit))
        try:
            naming = tuple(_naming_the_ended(found, disclosed))
            if naming:
                disclosed.corpus.close()
                without = frozenset((*unfit, *(each.record or "" for each in naming)))
                disclosed = disclose(found.subjects, as_of, scratch / "second.sqlite", without)
            found.problems += naming
            return _Carrying(folders, found, disclosed, _unfit(found)).whole()
        finally:
            disclosed.corpus.close()


def _unfit(found: Prepared) -> tuple[str, ...]:
    """The articles in which something was found that may not go out."""
    told = {problem.record for problem in found.problems if problem.is_error and problem.record}
    subjects = ((name, found.subjects.get(name)) for name in sorted(told))
    return tuple(name for name, each in subjects if each and each.record.kind in _ARTICLES)


def _naming_the_ended(found: Prepared, disclosed: Disclosed) -> Iterator[Problem]:
    """The articles that tell of what is not in force: no release would show them either."""
    corpus, naming = disclosed.corpus, Naming(found.subjects)
    for record in chain.from_iterable(map(corpus.records, _ARTICLES)):
        subject = found.subjects.get(record.id)
        if subject is not None and naming.named(record, corpus.validity.as_of)[1]:
            yield leak(subject.record)


class _Carrying:
    """Puts one preview together."""

    def __init__(
        self, folders: Folders, found: Prepared, disclosed: Disclosed, unfit: tuple[str, ...]
    ) -> None:
        self._found = found
        self._disclosed = disclosed
        self._unfit = unfit
        corpus = disclosed.corpus
        theme = Theme(folders.templates)
        promised = pages(corpus, theme, pictures_in(folders.content))
        self._speech = corpus.chrome.speech
        with speaking(self._speech):
            # No download goes with it, so that the page which tells of them has nothing to tell.
            self._files = {each.path: each for each in promised if isinstance(each, Artifact)}
        own = [name for name in self._files if name.endswith(".html")]
        self._is_whole = len(own) <= WHOLE
        self._mark = translate("Preview, not signed off, not to be passed on", "zh")
        self._day = str(day_said(corpus.validity.as_of.day).striptags())

    def whole(self) -> Carried:
        """The archive, and what is to be told."""
        chosen = {path for path in self._files if self._is_chosen(path)}
        names = {path: _name(path) for path in self._files if path in chosen or _drawn(path)}
        entries: dict[str, bytes] = {}
        used: set[str] = set()
        for path in sorted(chosen):
            html = self._made(path).decode()
            entries[path], uses = marked(path, html, names, self._mark, self._day)
            used |= uses
        for path in used - chosen:
            entries[names[path]] = self._made(path)
        entries |= self._cover()
        disclosed = self._disclosed
        coming = sorted(n for n, state in disclosed.withheld.items() if state is State.SCHEDULED)
        return Carried(
            data=_archive(entries),
            pages=len(chosen),
            is_whole=self._is_whole,
            unsigned=len(list(self._waiting())),
            left_out=self._unfit,
            coming=tuple(coming),
            problems=(*self._found.problems, *disclosed.problems),
        )

    def _made(self, path: str) -> bytes:
        with speaking(self._speech):
            return self._files[path].make()

    def _is_chosen(self, path: str) -> bool:
        """Whether a page goes with it."""
        if not path.endswith(".html") or path in _NOT_A_PLACE:
            return False
        depth = path.count("/")
        is_first = depth == 1 or (depth == _FIRST_PAGES and path.endswith(f"/{_COVER}"))
        return self._is_whole or is_first or path in self._telling

    @cached_property
    def _telling(self) -> set[str]:
        """The pages that somebody is to sign, and all that is written in sentences."""
        corpus = self._disclosed.corpus
        unsigned = (corpus.get(name) for name in self._found.vetted.unsigned)
        articles = chain.from_iterable(map(corpus.records, _ARTICLES))
        return {f"{_SITE}{each.path}" for each in chain(unsigned, articles) if each}

    def _cover(self) -> dict[str, bytes]:
        """The page that one opens first: what is to be signed, and the way into the site."""
        shipped = Theme(None)
        waiting = list(self._waiting())
        given: dict[str, Any] = {
            "robots": ROBOTS,
            "mark": self._mark,
            "day": self._day,
            "called": self._found.vetted.chrome.site.name,
            "home": f"{_SITE}{_COVER}",
            "waiting": waiting[:_MOST],
            "more": max(len(waiting) - _MOST, 0),
            "left_out": list(self._left_out()),
            "is_whole": self._is_whole,
            "style": STYLE,
        }
        page = shipped.render(_COVER_TEMPLATE, given)
        return {_COVER: page.encode(), STYLE: shipped.text(_COVER_STYLE).encode()}

    def _waiting(self) -> Iterator[dict[str, Any]]:
        """What is to be signed and stands in the preview, by what its page calls it."""
        for name, problem in sorted(self._found.vetted.unsigned.items()):
            record = self._disclosed.corpus.get(name)
            if record is not None:
                is_new = problem.code == "never-signed"
                page = f"{_SITE}{record.path}"
                yield {**_row(record.title or name, record.kind), "page": page, "is_new": is_new}

    def _left_out(self) -> Iterator[dict[str, Any]]:
        """The articles that are not in it; by their ids, where the title may be what tells."""
        errors = (problem for problem in self._found.problems if problem.is_error)
        telling = {problem.record for problem in errors if problem.field in {"title", None}}
        for name in self._unfit:
            subject = self._found.subjects.get(name)
            if subject is not None:
                title = name if name in telling else subject.record.facts.title
                yield _row(title, subject.record.kind)


def _row(title: str, kind: Kind) -> dict[str, Any]:
    return {"title": title, "kind": KINDS[kind].text("zh")}


def _drawn(path: str) -> bool:
    """Whether a file may be drawn on by a page, or offered."""
    return path.startswith(f"{_SITE}assets/")


def _name(path: str) -> str:
    """What a file is called in the archive: nobody can mark a PDF, so its name says it."""
    folder, _slash, name = path.rpartition("/")
    return f"{folder}/unsigned-preview-{name}" if path.endswith(_PDF) else path


def _archive(entries: Mapping[str, bytes]) -> bytes:
    """The entries as a ZIP archive: the same entries, the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(entries):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # the same on Linux and Windows
            archive.writestr(part, entries[name])
    return made.getvalue()
