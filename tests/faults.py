"""Stops a build at its N-th change of the disk: killed on the spot, or told that the disk fails.

Python tells of every open, rename, link, removal and folder before it happens, whoever
asks for it; what SQLite does to its files is told here by connection, before each script,
commit and close. A file is also written in two halves, with a step between. Nothing on
the disk changes between two steps, so that before one is after the one before it.
"""

from __future__ import annotations

import builtins
import errno
import gc
import io
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unittest import mock

from site_builder.scan import lines
from site_builder.scan.__main__ import main as scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS = {
    "os.link": 2,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.rename": 2,
    "os.rmdir": 1,
    "os.symlink": 2,
    "os.truncate": 1,
    "os.chmod": 1,
}
# As SQLite says it: its words, and the name of its error.
_OF_SQLITE = {
    errno.ENOSPC: ("database or disk is full", "SQLITE_FULL"),
    errno.EIO: ("disk I/O error", "SQLITE_IOERR"),
    errno.EROFS: ("attempt to write a readonly database", "SQLITE_READONLY"),
    errno.EACCES: ("unable to open database file", "SQLITE_CANTOPEN"),
}


@dataclass(frozen=True)
class Step:
    """One change of the disk that is about to happen, and the file or folder that it makes."""

    number: int
    what: str
    path: Path


class _Watch:
    """Counts the changes below one folder, and tells of each before it happens."""

    def __init__(self, folder: Path, act: Callable[[Step], None], *, reads: bool) -> None:
        self.folder = os.fspath(folder.absolute())
        self.reads = reads
        self._act = act
        self._number = 0
        self._is_acting = False
        self._process = os.getpid()

    def step(self, what: str, path: str) -> None:
        is_below = path.startswith(self.folder + os.sep)
        if not is_below or self._is_acting or os.getpid() != self._process:
            return
        self._is_acting = True
        try:
            self._number += 1
            self._act(Step(self._number, what, Path(path)))
        finally:
            self._is_acting = False


_watch: _Watch | None = None
_hooked: list[bool] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """What Python calls before whatever it does; it can never be taken away again."""
    if _watch is None:
        return
    if event == "open":
        path, _mode, flags = arguments
        if isinstance(path, str) and (_watch.reads or flags & _WRITING):
            _watch.step("open" if flags & _WRITING else "read", os.path.abspath(path))  # noqa: PTH100
    elif event in _PATHS:
        count = _PATHS[event]
        path = _absolute(arguments[count - 1], arguments[-1])
        if not _is_idle(event, path):
            _watch.step(event.removeprefix("os."), path)


def _is_idle(event: str, path: str) -> bool:
    """Whether the disk stays as it is: the folder is there already, the file gone."""
    there = os.path.lexists(path)
    return there if event == "os.mkdir" else event in {"os.remove", "os.rmdir"} and not there


def _absolute(path: Any, folder: Any) -> str:
    if isinstance(path, int):
        return os.readlink(f"/proc/self/fd/{path}")  # noqa: PTH115 - a descriptor is no path
    is_open = isinstance(folder, int) and folder >= 0
    beside = os.readlink(f"/proc/self/fd/{folder}") if is_open else ""  # noqa: PTH115
    return os.path.abspath(os.path.join(beside, os.fsdecode(path)))  # noqa: PTH100, PTH118


def _tell(what: str, path: str) -> None:
    if _watch is not None:
        _watch.step(what, path)


class _InHalves(io.FileIO):
    """A file whose every piece is written in two, with a step between."""

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        first = super().write(view[: len(view) // 2])
        _tell("write", os.path.abspath(os.fspath(self.name)))  # noqa: PTH100
        return (first or 0) + (super().write(view[len(view) // 2 :]) or 0)


_open = io.open


def _open_in_halves(file: Any, mode: str = "r", *options: Any, **named: Any) -> Any:
    if not set(mode) & set("wax+") or not isinstance(file, str | Path):
        return _open(file, mode, *options, **named)
    given = dict(zip(("buffering", "encoding", "errors", "newline"), options, strict=False)) | named
    raw = _InHalves(os.fspath(file), mode.replace("b", "").replace("t", ""))
    buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
    if "b" in mode:
        return buffered
    encoding, errors, newline = map(given.get, ("encoding", "errors", "newline"))
    return io.TextIOWrapper(buffered, encoding, errors, newline)


class _Watched(sqlite3.Connection):
    """A connection that tells before it changes its files."""

    def __init__(self, database: Any, *options: Any, **named: Any) -> None:
        self._path = os.path.abspath(os.fspath(database))  # noqa: PTH100
        super().__init__(database, *options, **named)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> Literal[False]:
        if kind is None:
            self._about_to("commit")
        return super().__exit__(kind, error, trace)

    def commit(self) -> None:
        self._about_to("commit")
        super().commit()

    def executescript(self, script: str, /) -> sqlite3.Cursor:
        _tell("script", self._path)
        return super().executescript(script)

    def close(self) -> None:
        _tell("close", self._path)
        super().close()

    def _about_to(self, what: str) -> None:
        if not self.in_transaction:
            return
        try:
            _tell(what, self._path)
        except sqlite3.Error:
            self.rollback()  # as SQLite's own connection does when it cannot commit
            raise


def _connect(database: Any, *options: Any, **named: Any) -> sqlite3.Connection:
    _tell("connect", os.path.abspath(os.fspath(database)))  # noqa: PTH100
    return _Watched(database, *options, **named)


@contextmanager
def watched(folder: Path, act: Callable[[Step], None], *, reads: bool = False) -> Iterator[None]:
    """Call ``act`` before every change below a folder, and with ``reads`` before every reading.

    What it raises, the change raises.
    """
    global _watch  # noqa: PLW0603 - a hook has no other way to know
    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_hook)
    opened = [mock.patch.object(module, "open", _open_in_halves) for module in (builtins, io)]
    with opened[0], opened[1], mock.patch.object(sqlite3, "connect", _connect):
        _watch = _Watch(folder, act, reads=reads)
        try:
            yield
        finally:
            _watch = None


def steps(build: Callable[[], object], folder: Path) -> list[Step]:
    """Every change that a build makes below a folder, in order."""
    found: list[Step] = []
    with watched(folder, found.append):
        build()
    return found


def killed(
    build: Callable[[], object],
    folder: Path,
    number: int,
    matters: Callable[[Step], bool] = lambda _step: True,
) -> Step | None:
    """Do a build in a process that is killed at one step of those that matter.

    The step; None where it never came.
    """
    telling, told = os.pipe()
    gc.freeze()  # so that the child need not copy what it never touches
    process = os.fork()
    if process == 0:
        _die_at(build, folder, number, matters, told)
    os.close(told)
    with os.fdopen(telling) as stream:
        found, what, path = [*stream.read().split(" ", 2), "", ""][:3]
    _pid, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Step(int(found), what, Path(path))
    assert os.WEXITSTATUS(status) == 0
    return None


def _die_at(
    build: Callable[[], object],
    folder: Path,
    number: int,
    matters: Callable[[Step], bool],
    told: int,
) -> None:
    left = number

    def act(step: Step) -> None:
        nonlocal left
        left -= matters(step)
        if not left:
            os.write(told, f"{step.number} {step.what} {step.path}".encode())
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        with watched(folder, act):
            build()
        code = 0
    finally:
        os._exit(code)


def failing(number: int, reason: int, happened: list[Step]) -> Callable[[Step], None]:
    """What lets one step fail, and tells of it in ``happened``: ENOSPC, EIO, EROFS, EACCES."""

    def act(step: Step) -> None:
        if step.number == number:
            happened.append(step)
            raise _error(step, reason)

    return act


def _error(step: Step, reason: int) -> Exception:
    if step.what in {"connect", "script", "commit", "close"}:
        words, name = _OF_SQLITE[reason]
        error = sqlite3.OperationalError(words)
        error.sqlite_errorname = name
        error.sqlite_errorcode = getattr(sqlite3, name)
        return error
    if step.what == "write":  # the system does not know any more what the file is called
        return OSError(reason, os.strerror(reason))
    return OSError(reason, os.strerror(reason), os.fspath(step.path))


_run = subprocess.run


def _scan_here(command: Any, **options: Any) -> Any:
    if "site_builder.scan" not in command:
        return _run(command, **options)
    try:
        return subprocess.CompletedProcess(command, scan(command[-1]))
    except (OSError, sqlite3.Error):  # a process of its own would have ended
        return subprocess.CompletedProcess(command, 1)


@contextmanager
def scanned_here() -> Iterator[None]:
    """Search for withheld values in this process: no start of Python, and watched too."""
    # The style sheets and scripts of every site are the same, and take longest to fold.
    remembering = mock.patch.object(lines, "_REMEMBERED", 1 << 20)
    with mock.patch.object(subprocess, "run", _scan_here), remembering:
        yield
