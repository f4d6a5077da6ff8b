"""Work shared among processes that inherit what it needs, and copy as little of it as can be.

What starts processes is imported by who starts some: it is a sixth of what a process that starts
none takes to begin, as the scan of a small site.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")
_AT_A_TIME = 1000
# Several runs a process, so that none waits long for the last; of less than so many files, one.
_RUNS_EACH, _WORTH_A_RUN = 8, 100
# So many bytes weigh as much as one more file.
_BYTES = 100_000
_inherited: list[Callable[[Any], Any]] = []


def can_fork() -> bool:
    """Whether the system has forks; where it has none (Windows), one process does all."""
    return hasattr(os, "fork")


def run_by_run(
    work: Callable[[Sequence[str]], _Result],
    paths: Sequence[str],
    *,
    jobs: int = 1,
    folder: Path | None = None,
) -> Iterator[_Result]:
    """What ``work`` makes of each run of ``paths``, in their order.

    Of files in a ``folder``, a large one is a run of its own, so that other processes have the
    others meanwhile.
    """
    if jobs == 1 or not can_fork():
        yield from map(work, _runs(paths, jobs=1))
        return
    runs = list(_runs(paths, jobs=jobs, folder=folder))
    if len(runs) == 1:
        yield work(runs[0])
    elif runs:
        give_back()
        yield from shared(partial(_tidily, work), runs, jobs=jobs)


def elsewhere(
    work: Callable[[Callable[[int], None]], _Result],
    progress: Callable[[int], None],
    *,
    jobs: int = 1,
) -> _Result:
    """What ``work`` comes to, done by a process of its own where there are several.

    Who makes very many small things and lets them go stays larger than he was; with this process
    all of that is gone. ``work`` is given what it tells its ``progress`` to.

    Raises:
        BrokenProcessPool: It came to no end.
    """
    if jobs == 1 or not can_fork():
        return work(progress)
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    give_back()
    context = get_context("fork")
    receiving, sending = context.Pipe()
    process = context.Process(target=_tell, args=(work, receiving, sending))
    with _frozen():
        process.start()
    sending.close()
    try:
        while isinstance(told := receiving.recv(), int):
            progress(told)
    except EOFError:
        raise BrokenProcessPool from None
    finally:
        receiving.close()
        process.terminate()
        process.join()
    if isinstance(told, Exception):
        raise told
    result: _Result = told[0]
    return result


def shared(
    work: Callable[[_Part], _Result], parts: Sequence[_Part], *, jobs: int, at_a_time: int = 1
) -> Iterator[_Result]:
    """What ``work`` makes of each part, in their order, by processes that are forked for it.

    What ``work`` refers to takes hundreds of MiB and cannot be sent.
    """
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    theirs, ours = os.pipe()
    begin = _inherit, (work, theirs, ours)
    try:
        with _frozen(), ProcessPoolExecutor(jobs, get_context("fork"), *begin) as pool:
            yield from pool.map(_work, parts, chunksize=at_a_time)
    finally:
        os.close(theirs)
        os.close(ours)


@contextmanager
def _frozen() -> Iterator[None]:
    """What is there now is not copied for a process that is forked.

    A collection of garbage writes to all that it looks at, so none looks at what was there before;
    nor does any in such a process, whatever it forks in turn.
    """
    is_ours = not gc.get_freeze_count()
    gc.freeze()
    try:
        yield
    finally:
        if is_ours:
            gc.unfreeze()


def give_back() -> None:
    """Let the system have what was freed: the C library keeps a third of what a province took.

    Where it cannot be asked to (other systems, other libraries) nothing happens.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _runs(
    paths: Sequence[str], *, jobs: int, folder: Path | None = None
) -> Iterator[Sequence[str]]:
    """Runs that weigh about the same; for one process, as long as they may be."""
    weights = [1 if folder is None else 1 + _size(folder / path) // _BYTES for path in paths]
    share = sum(weights) if jobs == 1 else max(sum(weights) // (jobs * _RUNS_EACH), _WORTH_A_RUN)
    start = weight = 0
    for at, own in enumerate(weights):
        if at > start and (at - start == _AT_A_TIME or weight + own > share):
            yield paths[start:at]
            start, weight = at, 0
        weight += own
    if paths:
        yield paths[start:]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        # Whoever reads it will tell.
        return 0


def _inherit(work: Callable[[Any], Any], ours: int, parents: int) -> None:
    """Begin as a process that is given parts of ``work``."""
    _inherited[:] = [work]
    os.close(parents)
    _end_with_parent(ours)


def _end_with_parent(pipe: int) -> None:
    """Let this process end when a pipe's other end closes, which its parent alone holds.

    Left alone it would wait for more work for ever, and hold the lock that it inherited: no later
    build could begin. The parent ends it by a signal that it makes its own sense of.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_after, args=(pipe,), daemon=True).start()


def _end_after(pipe: int) -> None:
    os.read(pipe, 1)
    os._exit(1)


def _tidily(work: Callable[[_Part], _Result], part: _Part) -> _Result:
    """One part; before the next begins, what it needed is given back."""
    try:
        return work(part)
    finally:
        give_back()


def _tell(
    work: Callable[[Callable[[int], None]], Any], asker: Connection, sending: Connection
) -> None:
    """Do it, and tell whoever asked what it came to."""
    asker.close()
    _end_with_parent(sending.fileno())
    try:
        sending.send((work(sending.send),))
    except Exception as error:  # noqa: BLE001 - whoever asked is told
        # What cannot be sent would be printed with what was being read.
        with suppress(Exception):
            sending.send(error)
    except KeyboardInterrupt:
        pass  # whoever asked was interrupted too


def _work(part: Any) -> Any:
    return _inherited[0](part)
