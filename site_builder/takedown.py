"""Records out of the live release in seconds, by what is kept of it: no content is read.

The hold comes first, so that no later build shows them. Then what shows them is struck from
the release as it stands. Then the release is made again from its own public corpus, less what
was taken down, and put in force; the other tree is brought to the same state; last, every file
is looked into for what was taken down, as it is written. The next build searches for every
other way of writing it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from site_builder.artifacts import artifacts
from site_builder.disclose import lawful_values, shown_texts, structured, take_down
from site_builder.errors import (
    LeakError,
    Problem,
    PublishError,
    SiteBuilderError,
    UnrecordedError,
)
from site_builder.i18n import _, speaking
from site_builder.kept import keep_corpus, kept_corpus, note_struck
from site_builder.model.record import Kind
from site_builder.office.holds import write_holds
from site_builder.progress import nobody
from site_builder.publish import (
    Trees,
    Withheld,
    changed_behind_us,
    keep_ledger,
    leak_problem,
    look_plainly_into,
    manifest_digest,
    mirror,
    only_one,
    stage,
    strike,
    switch,
    verify_release,
)
from site_builder.remember import PICTURES, PUBLIC_IDS
from site_builder.render.pages import gone_pages
from site_builder.resources import program_digest
from site_builder.store.corpus import Hold
from site_builder.store.good import Honoured
from site_builder.store.memory import Memory
from site_builder.taken_out import TakenOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from site_builder.folders import Folders
    from site_builder.publish import Leak
    from site_builder.render.theme import Theme
    from site_builder.store.public import PublicCorpus

_ROUNDS = 3
JOBS: Final = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who takes which records down, why (a class of reasons), from which day."""

    ids: tuple[str, ...]
    reason: str
    by: str
    on: date


@dataclass(slots=True)
class TakenDown:
    """What came of it.

    ``left`` are the records that the release showed and no longer does. Not ``is_known``: what
    is kept of the release is lost, or of another program, so that only a build can leave them
    out. ``is_proven`` says that no file of the release shows them.
    """

    left: list[str] = field(default_factory=list)
    is_known: bool = True
    is_proven: bool = False
    problems: list[Problem] = field(default_factory=list)


def has_page(folders: Folders, record_id: str) -> bool:
    """Whether a record has a page of its own in the live release."""
    site, page = folders.output / "site", f"{record_id}.html"
    folder = (site / name / page for name in ("listings", "typical-cases", "news", "."))
    return any(path.is_file() for path in folder) or any(site.glob(f"cases/*/{page}"))


def takedown(
    folders: Folders, order: Order, struck: Callable[[int], None] = lambda _files: None
) -> TakenDown:
    """Hold records, and take them out of the live release if there is one.

    ``struck`` is told as soon as no file shows them any more, and of how many that is; what
    follows makes lists, downloads and search whole again.

    Raises:
        UnrecordedError: The hold could be written neither in the content nor in the state.
        PublishError: The release could not be made again; the hold stands.
    """
    is_recorded = False
    try:
        with only_one(folders.state, wait=True):
            problem = _write_holds(folders, order)
            is_recorded = problem is None
            before = manifest_digest(folders.output)
            is_struck = before is not None and _strike(folders, order, before, struck)
            memory = Memory(folders.state)
            scratch = folders.scratch
            shutil.rmtree(scratch, ignore_errors=True)
            try:
                _honour(memory, order)
                is_recorded = True
                told = keep_ledger(folders.output, before=before, struck=order.ids)
                done = _Takedown(folders, order, memory, is_struck=is_struck).run()
            finally:
                memory.close()
                shutil.rmtree(scratch, ignore_errors=True)
    except (SiteBuilderError, OSError, sqlite3.Error) as error:
        if is_recorded:
            raise
        raise UnrecordedError(_("nothing was recorded")) from error
    done.problems = list(dict.fromkeys([*told, *done.problems, *([problem] if problem else [])]))
    return done


def _write_holds(folders: Folders, order: Order) -> Problem | None:
    holds = [Hold(name, order.reason, order.by, order.on) for name in order.ids]
    return write_holds(folders.content, holds)


def _honour(memory: Memory, order: Order) -> None:
    """Remember the holds too, for the content may be what cannot be written."""
    signed = {name: found.sign_off for name in order.ids if (found := memory.good(name))}
    memory.honour(Honoured(name, None, order.on, signed.get(name, "")) for name in order.ids)


def _strike(folders: Folders, order: Order, before: str, struck: Callable[[int], None]) -> bool:
    """Whether files were struck; then they are to be made whole again."""
    try:
        trees = Trees(folders.output, folders.state, program_digest(), in_haste=True)
        try:
            files = strike(trees, order.ids)
        finally:
            trees.close()
    except (PublishError, OSError, sqlite3.Error):
        # What is made anew below may still be possible, and says what is wrong where it is not.
        return False
    if files:
        note_struck(folders, before)
        struck(len(files))
    return bool(files)


class _Takedown:
    """One run, with the state folder to itself."""

    def __init__(self, folders: Folders, order: Order, memory: Memory, *, is_struck: bool) -> None:
        self._folders = folders
        self._order = order
        self._memory = memory
        self._scratch = folders.scratch
        self._is_struck = is_struck
        self._done = TakenDown()

    def run(self) -> TakenDown:
        if not (self._folders.output / "site").exists():
            self._done.is_proven = True
            return self._done
        kept = kept_corpus(self._folders, self._memory, self._scratch)
        if kept is None:
            self._done.is_known = False
            return self._done
        corpus, theme = kept
        try:
            with speaking(corpus.chrome.speech):
                self._take_down(corpus, theme)
        finally:
            corpus.close()
        return self._done

    def _take_down(self, corpus: PublicCorpus, theme: Theme) -> None:
        secrets = {name: self._values(corpus, name) for name in self._order.ids}
        self._done.left += [name for name in self._order.ids if corpus.get(name) is not None]
        told = [take_down(corpus, name, self._order.on) for name in self._order.ids]
        taken = TakenOut()
        for _round in range(_ROUNDS):
            if any(told) or self._is_struck or taken != TakenOut():
                self._put_in_force(corpus, theme, taken)
            leaks = self._leaks(corpus, secrets)
            self._done.is_proven = not leaks
            if not leaks:
                break
            taken = taken.after({leak.path: () for leak in leaks})
        else:
            raise LeakError(_("a withheld value stays in the release; it was not put in force"))
        keep_corpus(self._folders, self._memory, corpus, is_own_theme=theme.is_own)

    def _values(self, corpus: PublicCorpus, record_id: str) -> tuple[str, ...]:
        good, public = self._memory.good(record_id), corpus.get(record_id)
        known = good.record.facts.identifying if good else ()
        return tuple(dict.fromkeys((*known, *(structured(public) if public else ()))))

    def _put_in_force(self, corpus: PublicCorpus, theme: Theme, taken: TakenOut) -> None:
        """Let readers see the release without them, and let the other tree hold no more."""
        output, ids = self._folders.output, corpus.ids()
        trees = self._trees()
        try:
            made = partial(self._make, corpus, theme, taken, trees)
            problems = made()
            if changed_behind_us(problems):
                trees.reconcile()
                problems = made()
            self._say((*problems, *keep_ledger(output)))
            switch(output, trees.folder(trees.idle))
        finally:
            trees.close()
        self._say(keep_ledger(output, ids))
        self._memory.remember_file(PUBLIC_IDS, "\n".join(sorted(ids)).encode())
        trees = self._trees()
        try:
            mirror(trees)
        finally:
            trees.close()

    def _make(
        self, corpus: PublicCorpus, theme: Theme, taken: TakenOut, trees: Trees
    ) -> tuple[Problem, ...]:
        """The release in the idle tree, and what is wrong with its shape."""
        files = artifacts(corpus, theme, self._picture)
        left = taken.left(files, partial(gone_pages, corpus, theme, self._picture))
        stage(left, trees, nobody, jobs=JOBS)
        return verify_release(
            trees.folder(trees.idle),
            public_ids=corpus.ids(),
            secrets=None,
            as_of=corpus.validity.as_of.day,
            jobs=JOBS,
            looked=trees.looked(trees.idle),
        ).problems

    def _leaks(self, corpus: PublicCorpus, secrets: dict[str, tuple[str, ...]]) -> list[Leak]:
        """Every file of the live release that still shows one of them."""
        found = look_plainly_into(self._live(), _withheld(secrets), jobs=JOBS)
        if not found:
            return []
        # Others may show the same name; to ask all of them takes longer than to look.
        shown = list(chain(shown_texts(corpus), corpus.chrome.speech.words()))
        rest = {
            name: tuple(v for v in values if not any(v in text for text in shown))
            for name, values in secrets.items()
        }
        for name, good in [(name, self._memory.good(name)) for name in rest]:
            # Two articles may bear one title; then the public one shows it.
            if good is not None and good.record.kind not in {Kind.LISTING, Kind.CASE}:
                rest[name] = tuple(v for v in rest[name] if not corpus.has_title(v))
        lawful = lawful_values(corpus)
        leaks = [
            leak
            for leak in look_plainly_into(self._live(), _withheld(rest), jobs=JOBS)
            if not lawful.get(leak.path, frozenset()) & set(rest[leak.record])
        ]
        self._say(map(leak_problem, leaks))
        return leaks

    def _live(self) -> Path:
        trees = self._trees()
        try:
            if trees.live is None:
                raise PublishError(_("no release is in force"))
            return trees.folder(trees.live)
        finally:
            trees.close()

    def _trees(self) -> Trees:
        return Trees(self._folders.output, self._folders.state, program_digest())

    def _picture(self, _path: str, sha256: str) -> bytes | None:
        return self._memory.file(f"{PICTURES}{sha256}")

    def _say(self, problems: Iterable[Problem]) -> None:
        self._done.problems += problems


def _withheld(secrets: dict[str, tuple[str, ...]]) -> list[Withheld]:
    return [Withheld(name, values) for name, values in secrets.items()]
