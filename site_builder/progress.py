"""What long work tells of itself as it goes: its stages, how far it is in each, how long."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Whoever watches need not be told of each of 200,000 records.
_SECONDS_BETWEEN: Final = 0.1


class Watcher(Protocol):
    """Somebody who is told how long work goes on."""

    def begin(self, stage: str, total: int | None) -> None:
        """A stage begins; ``total`` is how much there probably is to do, None if unknown."""

    def go_on(self, done: int) -> None:
        """So much of the stage is done by now."""

    def end(self, stage: str, done: int, seconds: float) -> None:
        """A stage is over, in which so much was done."""


class Stages:
    """The stages of one piece of work, each told to a watcher and timed.

    ``seconds`` is what each stage took, by name; one that came more than once, all told.
    """

    def __init__(self, watcher: Watcher | None, seconds: dict[str, float]) -> None:
        self._watcher = watcher
        self._seconds = seconds

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """Work on a stage; gives a function that is told how much more was done."""
        begun = told = time.perf_counter()
        done = 0

        def advance(count: int) -> None:
            nonlocal done, told
            done += count
            now = time.perf_counter()
            if self._watcher is not None and now - told >= _SECONDS_BETWEEN:
                told = now
                self._watcher.go_on(done)

        if self._watcher is not None:
            self._watcher.begin(name, total)
        try:
            yield advance
        finally:
            took = time.perf_counter() - begun
            self._seconds[name] = self._seconds.get(name, 0.0) + took
        if self._watcher is not None:
            self._watcher.end(name, done, took)


def nobody(_count: int) -> None:
    """Stands in for the function of a stage where nobody watches."""
