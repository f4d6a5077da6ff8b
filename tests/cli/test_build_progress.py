"""A build shows itself: bars on a terminal, plain lines elsewhere, nothing if it is quiet."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.command import run
from tests.office import Office, case, listing

if TYPE_CHECKING:
    from pathlib import Path

STAGES = [
    "compare with the last build",
    "read the content",
    "check it",
    "disclose",
    "make the files",
    "verify them",
    "put in force",
]
A_TIME = r"\d+\.\d s"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1), listing(2)])
    made.signed("cases/a.yml", [case(1)])
    made.write("listings/draft.yml", [listing(3)])
    return made


def _command(office: Office, *arguments: str, day: str = "2026-06-01") -> list[str]:
    where = ("--site", str(office.folders.site), "--as-of", day, "--lang", "en")
    return [sys.executable, "-m", "site_builder", "build", *where, *arguments]


def _on_a_terminal(command: list[str], **environment: str) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", "COLUMNS": "120", **environment}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=settings) as running:
        os.close(theirs)
        data = b""
        while True:
            try:
                read = os.read(ours, 65536)
            except OSError:  # as Linux says that nobody writes any more
                break
            if not read:
                break
            data += read
    os.close(ours)
    assert running.returncode == 0
    return data.decode()


def test_a_terminal_shows_a_bar_for_each_stage_and_then_the_summary(office: Office) -> None:
    seen = _on_a_terminal(_command(office))
    for stage in STAGES:
        assert re.search(rf"{stage} .*━", seen), stage
    assert "4/4" in seen
    assert "\x1b[" in seen
    assert "published as of 2026-06-01: 3 records shown, 1 withheld" in seen
    after = seen.rpartition("\x1b[")[2]
    assert "time: compare with the last build" in after
    for line in (f"{stage} …" for stage in STAGES):
        assert line not in seen


def test_a_later_build_on_a_terminal_knows_how_much_there_is_to_do(office: Office) -> None:
    _on_a_terminal(_command(office))
    seen = _on_a_terminal(_command(office, day="2026-06-02"))
    assert "0/3" in seen
    assert re.search(r"0/\d\d", seen)


def test_a_terminal_that_can_only_print_gets_lines(office: Office) -> None:
    seen = _on_a_terminal(_command(office), TERM="dumb")
    assert "\x1b" not in seen
    assert "make the files …" in seen


@pytest.mark.parametrize("colours", [{}, {"FORCE_COLOR": "1"}, {"TTY_COMPATIBLE": "1"}])
def test_a_pipe_gets_a_line_where_a_stage_begins_and_one_where_it_ends(
    office: Office, colours: dict[str, str]
) -> None:
    ran = subprocess.run(
        _command(office), capture_output=True, check=True, env={**os.environ, **colours}
    )
    assert ran.stdout == b""
    lines = ran.stderr.decode().splitlines()
    assert all(line.isprintable() for line in lines)
    stages = [line for line in lines if line.startswith(tuple(STAGES))]
    assert [line.partition(":")[0] for line in stages] == [
        told for stage in STAGES for told in (f"{stage} …", stage)
    ]
    ends = stages[1::2]
    assert all(re.fullmatch(rf"{STAGES[n]}: 4 records, {A_TIME}", ends[n]) for n in (1, 2, 3))
    assert all(re.fullmatch(rf"{STAGES[n]}: \d\d files, {A_TIME}", ends[n]) for n in (4, 5))
    assert all(re.fullmatch(rf"{STAGES[n]}: {A_TIME}", ends[n]) for n in (0, 6))


def test_the_summary_counts_records_files_and_seconds(office: Office) -> None:
    said = run(*_command(office)[3:]).err.splitlines()[-6:]
    patterns = [
        "case: 1 in force",
        "listing: 2 in force, 1 without a valid sign-off",
        r"records: 3 came, 0 went; files: \d\d written, 0 removed, 0 unchanged",
        rf"time: compare with the last build {A_TIME}, .*put in force {A_TIME}; in all {A_TIME}",
        r"most memory: \d+ MiB",
        "published as of 2026-06-01: 3 records shown, 1 withheld; .*",
    ]
    for pattern, line in zip(patterns, said, strict=True):
        assert re.fullmatch(pattern, line)


def test_a_quiet_build_says_nothing_but_problems(office: Office) -> None:
    assert _on_a_terminal(_command(office, "--quiet")) == ""
    office.write("listings/b.yml", [{**listing(4), "regime": "no-such-regime"}])
    ran = run(*_command(office, "--quiet")[3:])
    assert ran.code == 1
    (line,) = ran.err.splitlines()
    assert line.startswith("content/listings/b.yml:2: regime: ")


def test_a_build_that_publishes_nothing_has_nothing_to_sum_up(office: Office) -> None:
    office.write("site.yml", "{{ broken")
    ran = run(*_command(office)[3:])
    assert ran.code == 3
    assert "most memory" not in ran.err
    assert ran.err.splitlines()[-1].startswith("NOT published: ")
