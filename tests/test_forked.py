"""Work shared among processes: all of it, in its order, in runs of about the same weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import forked
from site_builder.forked import run_by_run

if TYPE_CHECKING:
    from collections.abc import Sequence
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


def _joined(run: Sequence[str]) -> str:
    return ",".join(run)
