"""Keeps the preview up to date with the files, and tells whoever waits for a change."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from itertools import count
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from site_builder.archived import archive_of, seen
from site_builder.preview.rehearsal import Rehearsal
from site_builder.progress import Stages
from site_builder.store.private import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from site_builder.archive import Archive
    from site_builder.folders import Folders
    from site_builder.model.moment import Moment

    # The day, and every file with its size and time.
    _Look: TypeAlias = tuple[date, dict[Path, tuple[int, int]]]

T = TypeVar("T")

_LOOK_EVERY: Final = 0.1
_SETTLES_IN: Final = 0.03
# Looking at very many files must leave the machine to whoever writes them.
_REST: Final = 4


class Desk:
    """The rehearsal of the newest content, asked by many and made by one thread."""

    def __init__(
        self, folders: Folders, now: Callable[[], Moment], stages: Stages | None = None
    ) -> None:
        """Read the content for the first time; ``now`` is the moment that it is shown at."""
        self.now = now
        self._folders = folders
        self._open = ExitStack()
        self._scratch = self._open.enter_context(scratch_folder())
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")
        self._seen = self._look()
        self._numbers = count(time.time_ns())
        self._rehearsal = self._worker.submit(self._rehearsed, stages).result()
        self._changed = Condition()
        self._stop = Event()
        self._watcher = Thread(target=self._watch, name="watching", daemon=True)
        self._watcher.start()

    def ask(self, question: Callable[[Rehearsal], T]) -> T:
        """What the newest rehearsal answers; waits while one is being made."""
        return self._worker.submit(lambda: question(self._rehearsal)).result()

    def ask_archive(self, question: Callable[[Archive], T]) -> T:
        """What the office's archive answers, as the content really stands."""

        def asked() -> T:
            with archive_of(self._folders, self.now()) as (archive, _learned):
                return question(archive)

        return self._worker.submit(asked).result()

    def number_after(self, known: int | None, seconds: float) -> int:
        """The number of the newest rehearsal, as soon as it is not ``known``, or after a while."""

        def is_over() -> bool:
            return self._rehearsal.number != known or self.is_closed

        with self._changed:
            self._changed.wait_for(is_over, seconds)
            return self._rehearsal.number

    @property
    def is_closed(self) -> bool:
        """Whether nobody is to wait any more."""
        return self._stop.is_set()

    def close(self) -> None:
        """Stop looking at the files, and forget what was read of them."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        self._watcher.join()
        self._worker.submit(self._rehearsal.close).result()
        self._worker.shutdown()
        self._open.close()

    def _watch(self) -> None:
        rest = _LOOK_EVERY
        while not self._stop.wait(rest):
            began = time.monotonic()
            found = self._look()
            rest = max(_LOOK_EVERY, _REST * (time.monotonic() - began))
            if found != self._seen:
                found = self._settled(found)
                (day, files), (day_before, before) = found, self._seen
                changed = {file for file, _about in files.items() ^ before.items()}
                self._seen = found
                renew = partial(self._renew, changed, is_another_day=day != day_before)
                # Whatever fails is told to who asks next; the next change is read all the same.
                with suppress(Exception):
                    self._worker.submit(renew).result()
                with self._changed:
                    self._changed.notify_all()

    def _renew(self, files: set[Path], *, is_another_day: bool) -> None:
        """Read what changed: an article by itself, or else everything."""
        if len(files) == 1 and not is_another_day:
            (file,) = files
            with suppress(Exception):  # what is half done is done anew
                if self._rehearsal.follow(file, next(self._numbers)):
                    return
        self._rehearsal.close()
        self._rehearsal = self._rehearsed()

    def _rehearsed(self, stages: Stages | None = None) -> Rehearsal:
        number = next(self._numbers)
        scratch = self._scratch / str(number)
        scratch.mkdir()
        # What lines gave once need not be found out again.
        for file in self._scratch.glob("*/parsed.sqlite"):
            file.replace(scratch / file.name)
        for folder in self._scratch.iterdir():
            if folder.is_dir() and folder != scratch:
                shutil.rmtree(folder, ignore_errors=True)
        return Rehearsal(self._folders, self.now(), number, scratch, stages or Stages(None, {}))

    def _settled(self, found: _Look) -> _Look:
        """What is there once nobody is writing: many programs empty a file before they fill it."""
        while not self._stop.wait(_SETTLES_IN):
            before, found = found, self._look()
            if found == before:
                break
        return found

    def _look(self) -> _Look:
        """What tells whether a preview would look otherwise: the day, and the files."""
        templates = self._folders.templates
        folders = (self._folders.content, *([templates] if templates else []))
        return self.now().day, seen(folders)
