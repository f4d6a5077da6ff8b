"""Work on many files, shared among processes that inherit what it needs."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Result = TypeVar("_Result")
_AT_A_TIME = 1000
_inherited: list[Callable[[Sequence[str]], Any]] = []


def can_fork() -> bool:
    """Whether the system has forks; where it has none (Windows), one process does all."""
    return hasattr(os, "fork")


def run_by_run(
    work: Callable[[Sequence[str]], _Result], paths: Sequence[str], *, jobs: int = 1
) -> Iterator[_Result]:
    """What ``work`` makes of each run of ``paths``, in their order."""
    runs = [paths[start : start + _AT_A_TIME] for start in range(0, len(paths), _AT_A_TIME)]
    if jobs > 1 and len(runs) > 1 and can_fork():
        # Forked, for what `work` refers to takes hundreds of MiB and cannot be sent.
        with ProcessPoolExecutor(jobs, get_context("fork"), _inherit, (work,)) as pool:
            yield from pool.map(_work, runs)
    else:
        yield from map(work, runs)


def _inherit(work: Callable[[Sequence[str]], Any]) -> None:
    _inherited[:] = [work]


def _work(run: Sequence[str]) -> Any:
    return _inherited[0](run)
