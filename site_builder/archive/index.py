"""The archive's index on disk: brought up to date by what differs, and asked.

It is read by pickle, so that whoever could write it could run what he likes: it lies in
the state folder, which is its owner's alone, and is not opened where others may write.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from whoosh import index as whoosh_index
from whoosh.query import Or, Term

from site_builder.archive.fields import FORMAT, SCHEMA, code_terms, shortened
from site_builder.errors import SiteBuilderError
from site_builder.i18n import _
from site_builder.model.variants import looked_up
from site_builder.store.lock import locked
from site_builder.store.private import keep_private

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from site_builder.archive.ask import Asked
    from site_builder.archive.document import Document
    from site_builder.model.moment import Moment

_FOLDER: Final = f"archive-{FORMAT}"
_LOCK: Final = "archive.lock"
_STAMP: Final = "stamp.json"
_FACETS: Final = ("kind", "state", "organ", "region", "year")
_MEMORY_MIB: Final = 128
_WRITE_LOCK: Final = "MAIN_WRITELOCK"
_UNREADABLE: Final = _("the archive cannot be read; run the command again")


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found, as the archive shows it."""

    id: str
    shown: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """How many records answer, the first of them, how all divide, and what bodies are called."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    organs: dict[str, str]


class Archive:
    """The index of one site."""

    def __init__(self, state: Path) -> None:
        """Know where it lies; ``state`` is the site's state folder."""
        self._state = state
        self._folder = state / _FOLDER

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Nobody else changes the index meanwhile."""
        self._state.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (
            keep_private(self._state / _LOCK).open("r+b") as held,
            locked(held.fileno(), wait=True),
        ):
            yield

    def is_of(self, stamp: str, moment: Moment) -> bool:
        """Whether the index is whole, and of the content and day that ``stamp`` stands for.

        And of a moment at which each embargo is over, or not yet, as when it was learned.
        """
        kept = self._kept()
        if kept is None or kept["stamp"] != stamp:
            return False
        now = str(moment)
        return all((each <= kept["moment"]) is (each <= now) for each in kept["embargoes"])

    def learn(
        self,
        documents: Iterable[Document],
        stamp: str,
        moment: Moment,
        advance: Callable[[int], None],
    ) -> tuple[int, int]:
        """Bring the index up to date; how many records it learned anew, and forgot."""
        index, known = self._learned()
        # From here on, until all of it is written, nobody takes the index for whole.
        (self._folder / _STAMP).unlink(missing_ok=True)
        is_first, learned, embargoes = not known, 0, set[str]()
        with index.writer(limitmb=_MEMORY_MIB) as writer:
            for document in documents:
                before = known.pop(document.id, None)
                advance(1)
                if document.embargo.startswith(moment.day.isoformat()):
                    embargoes.add(document.embargo)
                if before == document.digest:
                    continue
                learned += 1
                if is_first:
                    writer.add_document(**_fields(document))
                else:
                    writer.update_document(**_fields(document))
            for gone in known:
                writer.delete_by_term("id", gone)
        # Where groups are people's own, whatever is made may be written by the group.
        for file in self._folder.iterdir():
            keep_private(file)
        # As they are written, moments sort as they follow each other.
        told = {"moment": str(moment), "embargoes": sorted(embargoes)}
        kept = {"stamp": stamp, **told, "files": self._sizes()}
        keep_private(self._folder / _STAMP).write_text(json.dumps(kept), "utf-8")
        return learned, len(known)

    def find(self, what: Asked, limit: int) -> Found:
        """The records that answer, best first.

        Raises:
            SiteBuilderError: The index cannot be read.
        """
        with self._whole() as index, index.searcher() as searcher:
            docs = searcher.docs_for_query(what.query)
            shown = [searcher.stored_fields(number)["shown"] for number in docs]
            results = searcher.search(what.query, limit=limit)
            hits = tuple(Hit(hit["id"], dict(hit["shown"])) for hit in results)
        organs = {record["organ"]: record["organ_name"] for record in shown}
        return Found(len(shown), hits, _facets(shown), organs)

    def like(self, words: str, limit: int) -> list[str]:
        """Names that share most with what was looked for, for who misspelt one."""
        pairs = [looked_up(words)[at : at + 2] for at in range(len(looked_up(words)) - 1)]
        if not pairs:
            return []
        with self._whole() as index, index.searcher() as searcher:
            results = searcher.search(Or([Term("name", pair) for pair in pairs]), limit=limit * 4)
            names = dict.fromkeys(hit["shown"]["title"] for hit in results)
        return [name for name in names if name][:limit]

    @contextmanager
    def _whole(self) -> Iterator[Any]:
        """The index, to be asked; one that fails is taken for whole no more.

        Raises:
            SiteBuilderError: It cannot be read.
        """
        if self._kept() is None:
            raise SiteBuilderError(_UNREADABLE)
        try:
            yield whoosh_index.open_dir(str(self._folder))
        except Exception as error:
            (self._folder / _STAMP).unlink(missing_ok=True)
            raise SiteBuilderError(_UNREADABLE) from error

    def _learned(self) -> tuple[Any, dict[str, str]]:
        """The index with the digest of each record in it; a new one, if none can be read."""
        if self._kept() is not None:
            with suppress(Exception):  # whatever a damaged file brings about
                index = whoosh_index.open_dir(str(self._folder))
                with index.searcher() as searcher:
                    fields = searcher.reader().all_stored_fields()
                    return index, {each["id"]: each["digest"] for each in fields}
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700)
        return whoosh_index.create_in(str(self._folder), SCHEMA), {}

    def _kept(self) -> dict[str, Any] | None:
        """What was kept of an index that is as it was left, by the one who asks; else None."""
        if not self._folder.is_dir() or not _is_own(self._folder):
            return None
        try:
            kept: dict[str, Any] = json.loads((self._folder / _STAMP).read_text("utf-8"))
            return kept if kept["files"] == self._sizes() else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _sizes(self) -> dict[str, int]:
        own = {_STAMP, _WRITE_LOCK}
        return {f.name: f.stat().st_size for f in self._folder.iterdir() if f.name not in own}


def _is_own(folder: Path) -> bool:
    """Whether nobody but its owner, who asks, can have written what lies in a folder."""
    if not hasattr(os, "getuid"):
        return True
    for each in (folder, *folder.iterdir()):
        found = each.lstat()
        is_open = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if stat.S_ISLNK(found.st_mode) or found.st_uid != os.getuid() or is_open:
            return False
    return True


def _facets(shown: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {name: {} for name in _FACETS}
    for record in shown:
        for name, values in counted.items():
            value = record[name]
            if value:
                values[value] = values.get(value, 0) + 1
    return {name: dict(sorted(values.items())) for name, values in counted.items()}


def _fields(document: Document) -> dict[str, Any]:
    names = [looked_up(name) for name in document.names]
    numbers = [looked_up(number) for number in document.numbers]
    cores = [looked_up(core) for core in document.cores]
    return {
        "id": document.id,
        "digest": document.digest,
        "shown": {
            "kind": document.kind,
            "state": document.state,
            "title": document.names[0] if document.names else "",
            "code": document.codes[0] if document.codes else "",
            "number": document.numbers[0] if document.numbers else "",
            "organ": document.organ,
            "organ_name": document.organ_name,
            "region": document.region,
            "starts": document.starts,
            "ends": document.ends,
            "year": document.year,
            "path": document.path,
            "line": document.line,
        },
        "kind": document.kind,
        "state": document.state,
        "organ": _lines(map(looked_up, (document.organ, document.organ_name))),
        "region": _lines(document.regions),
        "starts": document.starts,
        "ends": document.ends,
        "year": document.year,
        "exact": _lines(_forms(names)),
        "core": _lines(cores),
        "name": _lines(_forms(names)),
        "code": _lines(
            sorted({term for code in document.codes for term in code_terms(looked_up(code))})
        ),
        "number": _lines(numbers),
        "title": _lines(_forms([looked_up(title) for title in document.titles])),
        "person": _lines(map(looked_up, document.people)),
        "text": _lines(map(looked_up, document.texts)),
    }


def _forms(names: list[str]) -> list[str]:
    return list(dict.fromkeys((*names, *map(shortened, names))))


def _lines(values: Iterable[str]) -> str:
    return "\n".join(filter(None, values))
