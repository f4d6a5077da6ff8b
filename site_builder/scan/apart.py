"""Runs a scan in a process of its own, whose memory no province fills and whose crash is told."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import PublishError, of_system, reason_of
from site_builder.forked import give_back
from site_builder.i18n import _
from site_builder.scan.task import Task

if TYPE_CHECKING:
    from site_builder.scan.scanner import Leak
    from site_builder.scan.task import Search, Searched

_CHILD = "site_builder.scan"


def scan(search: Search, scratch: Path, searched: Searched | None = None) -> list[Leak]:
    """The leaks of the files, by path and record.

    ``scratch`` is a folder of its owner's alone, for what passes between the processes.
    What is ``searched`` need not be again, and is told what may stand for the next time.

    Raises:
        PublishError: Not everything was looked into, so nothing is known of the files.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="scan-", dir=scratch) as folder:
        task = Task(Path(folder) / "task.sqlite")
        try:
            task.prepare(search, searched)
            _run(task, Path(folder) / "task.sqlite")
            if searched is not None:
                task.teach(searched)
            return task.leaks()
        finally:
            task.close()


def _run(task: Task, file: Path) -> None:
    # The program and its libraries come from where ours did, and nothing from where we stand.
    paths = (os.path.abspath(path) for path in sys.path)  # noqa: PTH100 - "" is where we stand
    give_back()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    try:
        code = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-P", "-m", _CHILD, str(file)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
    except OSError as error:
        reason = reason_of(error)
        message = _("the search for withheld values could not begin: {reason}", reason=reason)
        raise PublishError(message) from error
    fault = task.fault()
    if code or fault is not None:
        message = _(
            "the search for withheld values broke off: {reason}",
            reason=of_system(fault or str(code)),
        )
        raise PublishError(message)
