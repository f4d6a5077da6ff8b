"""A publication does not depend on whoever listens to it, and says so when somebody ends it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.folders import Folders
from tests.command import run
from tests.office import Office, listing

if TYPE_CHECKING:
    from collections.abc import Callable

FULL = Path("/dev/full")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1), listing(2)])
    return made


def _command(office: Office) -> list[str]:
    where = ("--site", str(office.folders.site), "--as-of", "2026-06-01", "--lang", "en")
    return [sys.executable, "-m", "site_builder", "build", *where]


def _outcome(office: Office) -> str:
    return str(json.loads((office.folders.output / "report.json").read_bytes())["outcome"])


def _closed(*numbers: int) -> Callable[[], None]:
    def close() -> None:
        for number in numbers:
            os.close(number)

    return close


@pytest.mark.parametrize("numbers", [(2,), (1,), (0, 1, 2)])
def test_closed_streams_stop_no_build(office: Office, numbers: tuple[int, ...]) -> None:
    done = subprocess.run(_command(office), preexec_fn=_closed(*numbers), check=False)
    assert (done.returncode, _outcome(office)) == (0, "published")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no full device")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_log_on_a_full_disk_stops_no_build(office: Office, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with FULL.open("w") as log:
        done = subprocess.run(_command(office), stderr=log, env=environment, check=False)
    assert (done.returncode, _outcome(office)) == (0, "published")


def test_a_terminal_that_closes_stops_no_build(office: Office) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(_command(office), stderr=theirs, env=environment) as running:
        os.close(theirs)
        assert os.read(ours, 1)
        os.close(ours)
    assert (running.returncode, _outcome(office)) == (0, "published")


def test_what_a_service_manager_ends_is_told_as_what_a_person_interrupts(office: Office) -> None:
    with subprocess.Popen(_command(office), stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline()
        running.send_signal(signal.SIGTERM)
        said = running.stderr.read()
    assert (running.returncode, _outcome(office)) == (3, "not_published")
    assert "interrupted" in said.splitlines()
    assert not os.path.lexists(office.folders.output / "site")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("build",), 3),
        (("rollback",), 3),
        (("takedown", "a-record", "--reason", "other", "--by", "甲"), 3),
        (("build", "--preview", "there"), 1),
        (("check",), 1),
    ],
)
@pytest.mark.parametrize("error", [PermissionError(13, "no", "x"), RuntimeError("no")])
def test_what_publishes_and_cannot_begin_wakes_somebody(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], code: int, error: Exception
) -> None:
    def fail(*_given: Any) -> None:
        raise error

    monkeypatch.setattr(Folders, "of", fail)
    assert run(*command).code == code
