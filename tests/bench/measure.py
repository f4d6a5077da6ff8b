"""A command's wall time, processor time and peak memory, with all its children."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_EVERY_SECONDS = 0.1
MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took: seconds by the clock and of the processors, MiB at its peak."""

    wall: float
    cpu: float
    peak_mib: float
    exit_code: int


def run(command: Sequence[str], cwd: Path, log: Path) -> Cost:
    """Run a command to its end; what it says goes to ``log``.

    Memory is the sum of the proportional set sizes of its processes, looked at ten times a
    second: what several share counts once.
    """
    began = time.monotonic()
    with log.open("wb") as out, subprocess.Popen(command, cwd=cwd, stdout=out, stderr=out) as child:
        peak = 0
        cpu: dict[int, float] = {}
        while child.poll() is None:
            peak = max(peak, _look(child.pid, cpu))
            time.sleep(_EVERY_SECONDS)
    return Cost(
        wall=time.monotonic() - began,
        cpu=sum(cpu.values()),
        peak_mib=peak / MIB,
        exit_code=child.returncode,
    )


def _look(pid: int, cpu: dict[int, float]) -> int:
    """The memory of a process and all below it now; their processor time goes into ``cpu``."""
    found = 0
    try:
        family = [(top := psutil.Process(pid)), *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for process in family:
        try:
            with process.oneshot():
                found += process.memory_full_info().pss
                times = process.cpu_times()
                cpu[process.pid] = times.user + times.system
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found
