"""Work shared among processes: all of it, in its order, in runs of about the same weight."""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import forked
from site_builder.errors import RenderError
from site_builder.forked import elsewhere, run_by_run
from site_builder.i18n import _
from site_builder.progress import nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
def test_a_process_that_was_killed_is_not_taken_for_one_that_is_done() -> None:
    def work(_progress: Callable[[int], None]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(BrokenProcessPool):
        elsewhere(work, nobody, jobs=2)


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


@pytest.mark.skipif(sys.platform != "linux", reason="no other system can be asked to")
def test_who_is_killed_leaves_nobody_behind_who_holds_his_locks(tmp_path: Path) -> None:
    told = tmp_path / "pid"

    def work(_progress: Callable[[int], None]) -> None:
        told.with_suffix(".tmp").write_text(f"{os.getpid()}")
        told.with_suffix(".tmp").replace(told)
        time.sleep(60)

    asker = get_context("fork").Process(target=elsewhere, args=(work, nobody), kwargs={"jobs": 2})
    asker.start()
    until(told.exists)
    asker.kill()
    asker.join()
    until(lambda: not is_there(int(told.read_text())))


def is_there(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # one that nobody has asked after is no more than a number


def until(is_so: Callable[[], bool]) -> None:
    for _attempt in range(200):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it never came")


def _joined(run: Sequence[str]) -> str:
    return ",".join(run)
