"""How a build shows itself: bars on a terminal, plain lines anywhere else, nothing if quiet."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from site_builder.cli.common import Call
    from site_builder.i18n import Language
    from site_builder.progress import Watcher

STAGES: Final[dict[str, Message]] = {
    "compare": _("compare with the last build"),
    "load": _("read the content"),
    "vet": _("check it"),
    "disclose": _("disclose"),
    "render": _("make the files"),
    "verify": _("verify them"),
    "switch": _("put in force"),
}
_RECORDS: Final = frozenset({"load", "vet", "disclose"})


@contextmanager
def shown(call: Call) -> Iterator[Watcher | None]:
    """Whoever shows the stages of a build as this call wants them."""
    console = Console(stderr=True)
    if call.is_quiet:
        yield None
    # Some services ask for colours in their logs; a bar would fill them with control characters.
    elif sys.stderr.isatty() and not console.is_dumb_terminal:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[count]}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            yield _Bars(progress, call.language)
    else:
        yield _Lines(call)


class _Lines:
    """A line where a stage begins, and one where it ends."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def begin(self, stage: str, total: int | None) -> None:  # noqa: ARG002 - lines show no share
        self._call.say(_("{stage} …", stage=STAGES[stage]))

    def go_on(self, done: int) -> None:
        pass

    def end(self, stage: str, done: int, seconds: float) -> None:
        self._call.say(_ended(stage, done, seconds))


def _ended(stage: str, done: int, seconds: float) -> Message:
    what, took = STAGES[stage], f"{seconds:.1f}"
    if stage in _RECORDS:
        return _("{stage}: {count} records, {seconds} s", stage=what, count=done, seconds=took)
    if done:
        return _("{stage}: {count} files, {seconds} s", stage=what, count=done, seconds=took)
    return _("{stage}: {seconds} s", stage=what, seconds=took)


class _Bars:
    """A bar a stage; one that has more to do than was thought goes on without a share."""

    def __init__(self, progress: Progress, language: Language) -> None:
        self._progress = progress
        self._language = language
        self._tasks: dict[str, TaskID] = {}
        self._task: TaskID | None = None
        self._total: int | None = None

    def begin(self, stage: str, total: int | None) -> None:
        self._total = total
        self._task = self._tasks.get(stage)
        if self._task is None:
            label = STAGES[stage].text(self._language)
            self._task = self._tasks[stage] = self._progress.add_task(label, total=None, count="")
        self._show(0)
        self._progress.refresh()

    def go_on(self, done: int) -> None:
        self._show(done)

    def end(self, stage: str, done: int, seconds: float) -> None:  # noqa: ARG002 - it shows both
        self._total = max(done, 1)
        self._show(self._total)
        self._progress.refresh()

    def _show(self, done: int) -> None:
        if self._task is None:
            return
        is_known = self._total is not None and done <= self._total
        count = f"{done}/{self._total}" if is_known else str(done)
        self._progress.update(
            self._task, completed=done, total=self._total if is_known else None, count=count
        )
