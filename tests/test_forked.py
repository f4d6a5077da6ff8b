"""Work shared among processes: all of it, in its order, in runs of about the same weight."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import forked
from site_builder.errors import RenderError
from site_builder.forked import elsewhere, run_by_run, shared
from site_builder.i18n import _
from site_builder.progress import nobody
from site_builder.publish import only_one

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_A_BUILD: Final = """
import os, sys, time
from pathlib import Path
from site_builder.forked import elsewhere, shared
from site_builder.publish import only_one

def work(part):
    os.write(1, part.encode() + b"\\n")
    time.sleep(60 if part == "long" else 0)

def share(progress):
    return list(shared(work, ["short", "long"], jobs=2))

with only_one(Path(sys.argv[1])):
    elsewhere(share, print, jobs=int(sys.argv[2]))
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
    alone, several = list(run_by_run(_joined, paths)), list(run_by_run(_joined, paths, jobs=2))
    assert ",".join(alone) == ",".join(several) == ",".join(paths)
    assert len(alone) == 1
    assert len(several) == 10


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
def test_another_process_does_what_this_one_would() -> None:
    def work(progress: Callable[[int], None]) -> bool:
        progress(2)
        progress(3)
        return os.getpid() == own

    own, told = os.getpid(), list[int]()
    assert elsewhere(work, told.append) is True
    assert elsewhere(work, told.append, jobs=2) is False
    assert told == [2, 3, 2, 3]


@needs_forks
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_elsewhere_goes_wrong_here(jobs: int) -> None:
    def work(_progress: Callable[[int], None]) -> None:
        raise RenderError(_("is there, but is not listed"), "base.html", 7)

    with pytest.raises(RenderError) as caught:
        elsewhere(work, nobody, jobs=jobs)
    assert (caught.value.template, caught.value.line) == ("base.html", 7)


@needs_forks
def test_what_cannot_be_told_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    def work(_progress: Callable[[int], None]) -> None:
        raise RuntimeError("in confidence", lambda: None)

    with pytest.raises(BrokenProcessPool):
        elsewhere(work, nobody, jobs=2)
    assert capfd.readouterr() == ("", "")


@needs_forks
def test_a_process_that_was_killed_is_not_taken_for_one_that_is_done() -> None:
    def work(progress: Callable[[int], None]) -> None:
        progress(os.getpid())
        list(shared(time.sleep, [0, 60], jobs=2))

    with pytest.raises(BrokenProcessPool):
        elsewhere(work, lambda process: os.kill(process, signal.SIGKILL), jobs=2)


@needs_forks
def test_nothing_goes_on_that_nobody_waits_for() -> None:
    def work(progress: Callable[[int], None]) -> None:
        progress(os.getpid())
        time.sleep(60)

    processes = []

    def give_up(process: int) -> None:
        processes.append(process)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        elsewhere(work, give_up, jobs=2)
    with pytest.raises(ProcessLookupError):
        os.kill(processes[0], 0)


@needs_forks
@pytest.mark.parametrize("deep", [1, 2])
def test_no_process_outlives_the_build_that_forked_it(tmp_path: Path, deep: int) -> None:
    command = [sys.executable, "-c", _A_BUILD, str(tmp_path), str(deep)]
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
