"""What the scan's own process does: it looks for every record in the files that are new to it.

Files that earlier scans looked into, and that hold the same bytes still, are searched
for new records alone: those that were not looked for then, or of which less is shown
lawfully now; and for somebody's numbers, where one may stand no longer that could then.
What was folded of them then is kept, and they are not read again.
"""

from __future__ import annotations

import hashlib
import os
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.forked import run_by_run
from site_builder.scan.kept_texts import KeptTexts
from site_builder.scan.patterns import Patterns
from site_builder.scan.scanner import NOBODYS, Leak, Scanner, folded_by_path
from site_builder.scan.stamps import stamp
from site_builder.scan.texts import Texts, folded_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.scan.kept_texts import Folded
    from site_builder.scan.task import Task

_Lawful = dict[str, list[bytes]]


class ChangedUnderScanError(Exception):
    """Somebody wrote to the files while they were looked into."""


class OrphanedError(Exception):
    """Whoever asked for the scan is gone."""


def search(task: Task, scratch: Path) -> None:
    """Do the whole task; ``scratch`` is a folder for what is needed meanwhile."""
    kept = KeptTexts.opened(*place) if (place := task.kept_at()) else None
    try:
        _Scan(task, scratch, kept).run()
    finally:
        if kept is not None:
            kept.close()


class _Scan:
    """One scan, with what all of its steps need."""

    def __init__(self, task: Task, scratch: Path, kept: KeptTexts | None) -> None:
        self._parent = os.getppid()
        self._task = task
        name, self._jobs = task.setting()
        self._folder = Path(name)
        self._lawful = folded_by_path(task.lawful())
        self._scratch = scratch if task.has_many_batches else None
        self._kept = kept
        self._patterns = Patterns(task.shown())

    def run(self) -> None:
        """Search all files; nothing is said to be done, or kept, if one changed meanwhile."""
        self._task.mark(self._marks())
        known = self._task.marked(known=True)
        unknown = self._task.marked(known=False)
        self._prepare_to_keep(sorted(unknown), len(known))
        self._search_unknown(unknown)
        self._task.renew()
        self._task.let_stand(self._patterns.excused())
        self._search_known(known)
        if self._task.has_changed(self._marks()):
            raise ChangedUnderScanError
        if self._kept is not None:
            self._kept.commit({**known, **unknown})
        self._task.end()

    def _prepare_to_keep(self, unknown: Sequence[str], known: int) -> None:
        """Begin anew where most texts are to be folded anyway, or there are none."""
        if self._kept is None or not unknown:
            return
        if self._kept.packing is None or len(unknown) > known:
            pages = [path for path in unknown if path.endswith(".html")] or unknown
            sample = folded_texts(self._folder, pages[len(pages) // 2])
            self._kept.start_over(max(sample, key=len))

    def _search_unknown(self, files: Mapping[str, str]) -> None:
        texts = Texts(self._folder, self._scratch, self._kept)
        texts.expect(files, believing=False)
        patterns: Patterns | None = self._patterns
        for numbers, records in self._task.batches(only_new=False):
            scanner = Scanner(records, self._task.shown())
            self._task.excuse(zip(numbers, scanner.excused(), strict=True))
            self._look(scanner, texts, list(files), patterns)
            patterns = None
        if patterns is not None:
            self._look(Scanner(()), texts, list(files), patterns)

    def _search_known(self, files: Mapping[str, str]) -> None:
        texts = Texts(self._folder, None if self._kept else self._scratch, self._kept)
        texts.expect(files, believing=True)
        patterns = self._patterns if files and self._task.lets_fewer_stand else None
        for _numbers, records in self._task.batches(only_new=True) if files else ():
            self._look(Scanner(records, self._task.shown()), texts, list(files), patterns)
            patterns = None
        if patterns is not None:
            self._look(Scanner(()), texts, list(files), patterns)

    def _look(
        self,
        scanner: Scanner,
        texts: Texts,
        paths: Sequence[str],
        patterns: Patterns | None = None,
    ) -> None:
        work = partial(_leaks, scanner, patterns, texts, self._lawful)
        for found, folded in run_by_run(work, paths, jobs=self._jobs, folder=self._folder):
            self._task.add(found)
            if self._kept is not None:
                self._kept.add(folded)
            if os.getppid() != self._parent:
                raise OrphanedError

    def _marks(self) -> Iterator[tuple[str, str]]:
        files = self._task.stamped()
        work = partial(_marks, self._folder, self._task.lawful(), files)
        return chain.from_iterable(run_by_run(work, list(files), jobs=self._jobs))


def _leaks(
    scanner: Scanner,
    patterns: Patterns | None,
    texts: Texts,
    lawful: _Lawful,
    paths: Sequence[str],
) -> tuple[set[Leak], list[Folded]]:
    """The leaks of some files, and what of them was folded."""
    found = set()
    for path, read in texts.of(paths):
        watched = _Watched(read, patterns)
        found |= scanner.leaks(texts.folder, path, watched, lawful.get(path, ()))
        if watched.shows_a_number:
            found.add(Leak(path, NOBODYS))
    return found, texts.take_folded()


class _Watched:
    """Texts on their way to a scanner, looked into for somebody's numbers as they pass."""

    def __init__(self, texts: Iterable[bytes], patterns: Patterns | None) -> None:
        self._texts = texts
        self._patterns = patterns
        self.shows_a_number = False

    def __iter__(self) -> Iterator[bytes]:
        for text in self._texts:
            if self._patterns is not None and not self.shows_a_number:
                self.shows_a_number = self._patterns.stand_in((text,))
            yield text


def _marks(
    folder: Path,
    lawful: Mapping[str, list[str]],
    stamped: Mapping[str, tuple[str | None, str | None]],
    paths: Sequence[str],
) -> list[tuple[str, str]]:
    """What each file holds, and what may stand in it."""
    found = []
    for path in paths:
        mark = _sha256(folder / path, *stamped[path])
        if path in lawful:
            allowed = "".join(f"\0{text}" for text in lawful[path])
            mark = hashlib.sha256(f"{mark}{allowed}".encode()).hexdigest()
        found.append((path, mark))
    return found


def _sha256(file: Path, known_stamp: str | None, known: str | None) -> str:
    """The digest of a file's bytes, which are read only if somebody may have written to it."""
    if known and known_stamp and stamp(file) == known_stamp:
        return known
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
