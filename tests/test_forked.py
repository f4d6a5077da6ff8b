"""Work shared among processes: all of it, in its order, in runs of about the same weight."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import forked
from site_builder.forked import run_by_run
from site_builder.publish import only_one

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_A_BUILD: Final = """
import sys, time
from pathlib import Path
from site_builder.forked import shared
from site_builder.publish import only_one

def work(part):
    print(part, flush=True)
    time.sleep(600 if part == "long" else 0)

with only_one(Path(sys.argv[1])):
    list(shared(work, ["short", "long"], jobs=2))
"""

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
def test_no_process_outlives_the_build_that_forked_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _A_BUILD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert {running.stdout.readline(), running.stdout.readline()} == {b"short\n", b"long\n"}
        running.kill()
        # What they print to stays open for as long as one of them lives.
        running.communicate(timeout=20)
    with only_one(tmp_path):
        pass


def _joined(run: Sequence[str]) -> str:
    return ",".join(run)
