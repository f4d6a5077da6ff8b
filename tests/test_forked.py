"""Work shared among processes: all of it, in its order, in runs of about the same weight."""

from __future__ import annotations

import os
import signal
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import forked
from site_builder.forked import elsewhere, run_by_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

needs_forks = pytest.mark.skipif(not forked.can_fork(), reason="the system has no forks")


@given(st.integers(0, 2500), st.integers(1, 5))
def test_runs_are_all_of_it_in_its_order(count: int, jobs: int) -> None:
    paths = [f"{number}" for number in range(count)]
    runs = list(forked._runs(paths, jobs=jobs))
    assert [path for run in runs for path in run] == paths
    assert all(0 < len(run) <= 1000 for run in runs)


@needs_forks
def test_several_processes_do_what_one_does() -> None:
    paths = [f"{number}" for number in range(950)]
    alone, shared = list(run_by_run(_joined, paths)), list(run_by_run(_joined, paths, jobs=2))
    assert ",".join(alone) == ",".join(shared) == ",".join(paths)
    assert len(alone) == 1
    assert len(shared) == 10


@needs_forks
def test_a_large_file_keeps_no_other_waiting(tmp_path: Path) -> None:
    paths = [f"{number:04}" for number in range(400)]
    for path in paths:
        (tmp_path / path).write_bytes(b"x")
    (tmp_path / paths[150]).write_bytes(bytes(40_000_000))
    # One that went missing is for its reader to tell.
    (tmp_path / paths[399]).unlink()
    runs = list(run_by_run(list, paths, jobs=2, folder=tmp_path))
    assert [paths[150]] in runs
    assert [path for run in runs for path in run] == paths


@needs_forks
def test_another_process_makes_what_this_one_would() -> None:
    def made() -> Iterator[tuple[int, bool]]:
        yield from ((number, os.getpid() == own) for number in range(1000))

    own = os.getpid()
    assert list(elsewhere(made)) == [(number, True) for number in range(1000)]
    assert list(elsewhere(made, jobs=2)) == [(number, False) for number in range(1000)]


@needs_forks
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_elsewhere_goes_wrong_here(jobs: int) -> None:
    def made() -> Iterator[int]:
        yield 1
        raise LookupError("second")

    taken = elsewhere(made, jobs=jobs)
    assert next(taken) == 1
    with pytest.raises(LookupError, match="second"):
        next(taken)


@needs_forks
def test_a_process_that_was_killed_is_not_taken_for_one_that_is_done() -> None:
    def made() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    taken = elsewhere(made, jobs=2)
    assert next(taken) == 1
    with pytest.raises(BrokenProcessPool):
        next(taken)


@needs_forks
def test_nothing_goes_on_that_nobody_asks_for() -> None:
    def made() -> Iterator[int]:
        while True:
            yield os.getpid()

    taken = elsewhere(made, jobs=2)
    process = next(taken)
    taken.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def _joined(run: Sequence[str]) -> str:
    return ",".join(run)
