"""Scans night after night, in this process: what the tests share."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from site_builder.scan.search import search
from site_builder.scan.task import Search, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from site_builder.scan.scanner import Leak, Withheld

_numbers = count()


@dataclass
class Remembered:
    """What a tree's facts would remember."""

    place: Path | None = None
    marks: dict[str, str] = field(default_factory=dict)
    found: dict[bytes, bytes | None] = field(default_factory=dict)

    def files(self) -> Iterable[tuple[str, str]]:
        return self.marks.items()

    def records(self) -> Iterable[tuple[bytes, bytes | None]]:
        return self.found.items()

    def kept(self) -> tuple[Path, str] | None:
        return (self.place, "code") if self.place else None

    def learn(
        self, files: Iterable[tuple[str, str]], records: Iterable[tuple[bytes, bytes | None]]
    ) -> None:
        self.marks, self.found = dict(files), dict(records)


def a_search(
    folder: Path,
    withheld: Sequence[Withheld],
    shown: Iterable[str] = (),
    lawful: Mapping[str, Iterable[str]] | None = None,
    jobs: int = 1,
) -> Search:
    """A search of all files of a folder."""
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    allowed = {path: frozenset(texts) for path, texts in (lawful or {}).items()}
    return Search(
        folder=folder, paths=paths, withheld=withheld, shown=shown, lawful=allowed, jobs=jobs
    )


def scan_here(wanted: Search, scratch: Path, searched: Remembered | None = None) -> list[Leak]:
    """What ``apart.scan`` does, without a process of its own."""
    place = scratch / str(next(_numbers))
    place.mkdir(parents=True)
    task = Task(place / "task.sqlite")
    try:
        task.prepare(wanted, searched)
        search(task, place)
        assert task.fault() is None
        if searched is not None:
            task.teach(searched)
        return task.leaks()
    finally:
        task.close()
