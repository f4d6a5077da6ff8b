"""The scan's own process: what it is told, what it tells, and what its end means."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.errors import PublishError
from site_builder.scan import apart
from site_builder.scan.scanner import Leak, Withheld
from tests.scan.nights import Remembered, a_search

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.apart

NAME = "内蒙古示例建筑工程有限公司"
RECORD = Withheld("a-1", (NAME,))


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release of one file that shows the name."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "1.html").write_text(NAME, "utf-8")
    return folder


def test_what_another_process_finds_is_told(release: Path, tmp_path: Path) -> None:
    known = Remembered()
    scratch = tmp_path / "scratch"
    assert apart.scan(a_search(release, [RECORD]), scratch, known) == [Leak("1.html", "a-1")]
    assert list(scratch.iterdir()) == []
    assert (known.marks, len(known.found)) == ({}, 1)


def test_program_is_found_whatever_lies_where_we_stand(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("html.py", "json.py", "site_builder.py"):
        (tmp_path / name).write_text("raise SystemExit('not this one')", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert apart.scan(a_search(release, [RECORD]), tmp_path) == [Leak("1.html", "a-1")]


def test_no_value_stands_on_the_command_line_or_in_a_file_for_others(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, seen = subprocess.run, list[Any]()

    def watched(command: list[str], **options: Any) -> Any:
        folder = os.path.dirname(command[-1])  # noqa: PTH120 - as it is told
        seen.append((command, options["env"], os.stat(folder).st_mode & 0o077))  # noqa: PTH116
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", watched)
    apart.scan(a_search(release, [RECORD]), tmp_path / "scratch")
    ((command, environment, others),) = seen
    assert NAME not in "".join([*command, *environment.values()])
    assert others == 0


def test_a_fault_is_told_as_the_system_says_it_and_names_no_file(
    release: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wanted = a_search(release, [RECORD])
    (release / "1.html").unlink()
    known = Remembered()
    with pytest.raises(PublishError) as raised:
        apart.scan(wanted, tmp_path / "scratch", known)
    expected = "the search for withheld values broke off: No such file or directory"
    assert raised.value.message.text("en") == expected
    assert known == Remembered()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("code", [0, 1, -9])
def test_process_that_ends_without_a_word_verifies_nothing(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    ended = subprocess.CompletedProcess[bytes]([], code)
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: ended)
    with pytest.raises(PublishError):
        apart.scan(a_search(release, [RECORD]), tmp_path / "scratch")


def test_process_that_cannot_begin_verifies_nothing(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nowhere"))
    with pytest.raises(PublishError):
        apart.scan(a_search(release, [RECORD]), tmp_path / "scratch")
