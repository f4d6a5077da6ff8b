"""What the scan's own process does: it looks for every record in the files that are new to it.

Files that earlier scans looked into, and that hold the same bytes still, are searched
for new records alone: those that were not looked for then, or of which less is shown
lawfully now.
"""

from __future__ import annotations

import hashlib
import os
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.forked import run_by_run
from site_builder.scan.patterns import Patterns
from site_builder.scan.scanner import NOBODYS, Leak, Scanner, folded_by_path
from site_builder.scan.stamps import stamp
from site_builder.scan.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.scan.task import Task

_Lawful = dict[str, list[bytes]]


class ChangedUnderScanError(Exception):
    """Somebody wrote to the files while they were looked into."""


class OrphanedError(Exception):
    """Whoever asked for the scan is gone."""


def search(task: Task, scratch: Path) -> None:
    """Do the whole task; ``scratch`` is a folder for what is needed meanwhile."""
    parent = os.getppid()
    name, jobs = task.setting()
    folder, lawful = Path(name), folded_by_path(task.lawful())
    texts = Texts(folder, scratch if task.has_many_batches else None)

    def look(scanner: Scanner, paths: Sequence[str], patterns: Patterns | None = None) -> None:
        work = partial(_leaks, scanner, patterns, texts, lawful)
        for found in run_by_run(work, paths, jobs=jobs):
            task.add(found)
            if os.getppid() != parent:
                raise OrphanedError

    def marks() -> Iterator[tuple[str, str]]:
        files = task.stamped()
        work = partial(_marks, folder, task.lawful(), files)
        return chain.from_iterable(run_by_run(work, list(files), jobs=jobs))

    task.mark(marks())
    patterns: Patterns | None = Patterns(task.shown())
    for numbers, records in task.batches(only_new=False):
        scanner = Scanner(records, task.shown())
        task.excuse(zip(numbers, scanner.excused(), strict=True))
        look(scanner, task.paths(known=False), patterns)
        patterns = None
    if patterns is not None:
        look(Scanner(()), task.paths(known=False), patterns)
    task.renew()
    if known := task.paths(known=True):
        for _numbers, records in task.batches(only_new=True):
            look(Scanner(records, task.shown()), known)
    if task.has_changed(marks()):
        raise ChangedUnderScanError
    task.end()


def _leaks(
    scanner: Scanner,
    patterns: Patterns | None,
    texts: Texts,
    lawful: _Lawful,
    paths: Sequence[str],
) -> set[Leak]:
    found = set()
    for path, read in texts.of(paths):
        watched = _Watched(read, patterns)
        found |= scanner.leaks(texts.folder, path, watched, lawful.get(path, ()))
        if watched.shows_a_number:
            found.add(Leak(path, NOBODYS))
    return found


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
