"""The office's archive, brought up to date with the content before it is asked."""

from __future__ import annotations

import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from site_builder.archive import Archive, document
from site_builder.model.artifact import fingerprint
from site_builder.prepare import reading
from site_builder.resources import program_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from site_builder.folders import Folders
    from site_builder.model.moment import Moment

# Where the last good versions lie, which stand in for what is faulty.
_REMEMBERED: Final = ("good.sqlite", "good.sqlite-wal")


@contextmanager
def archive_of(folders: Folders, as_of: Moment) -> Iterator[tuple[Archive, tuple[int, int] | None]]:
    """The archive as of a moment, for nobody else meanwhile; how many it learned and forgot.

    It learns what differs: nothing (None), where neither the content nor the day is another, and
    no embargo ended in between.

    Raises:
        ContentError: There is no site that can stand.
    """
    archive = Archive(folders.state)
    with archive.in_use():
        remembered = (folders.state / name for name in _REMEMBERED)
        files = seen((folders.content, *remembered))
        now = fingerprint(program_digest(), str(as_of.day), repr(files).encode(errors="replace"))
        if archive.is_of(now, as_of):
            yield archive, None
            return
        with reading(folders, as_of) as found:
            chrome = found.vetted.chrome
            documents = (document(subject, chrome, as_of) for subject in found.subjects.all())
            learned = archive.learn(documents, now, as_of, lambda _count: None)
        yield archive, learned


def seen(places: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """The size and time of every file, by which one state of files is told from another.

    ``places`` are files, and folders with all that is in them. What editors keep beside a file
    while somebody writes it is none.
    """
    found = {}
    for place in places:
        inside: list[Path] = []
        with suppress(OSError):  # a folder that goes while it is looked into
            inside = sorted(place.rglob("*"))
        for file in (place, *inside):
            with suppress(OSError):
                about = file.stat()
                if stat.S_ISREG(about.st_mode) and not file.name.startswith((".", "~$")):
                    found[file] = (about.st_size, about.st_mtime_ns)
    return found
