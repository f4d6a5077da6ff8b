"""The office's Windows machine, as far as Linux can play it; ``docs/windows.md`` says how far."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from site_builder.forked import run_by_run
from site_builder.load.files import unreadable
from site_builder.publish import lock
from site_builder.store.lock import locked
from tests.command import run
from tests.office import Office, article, listing, tree

ROOT = Path(__file__).parent.parent
# Neither locks nor forks, users nor terminals as Linux has them; a file is opened as text in the
# console's code page; what is still open cannot be deleted.
WINDOWS = """
import os, sys, tempfile
for name in ("fcntl", "grp", "pwd", "resource", "termios", "posix_ipc"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "geteuid", "getuid", "getgid", "chown"):
    delattr(os, name)
cleanup = tempfile.TemporaryDirectory.cleanup
def careful(self):
    opened = [os.path.realpath(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")]
    held = [name for name in opened if name.startswith(os.path.realpath(self.name) + os.sep)]
    assert not held, f"still open: {held}"
    cleanup(self)
tempfile.TemporaryDirectory.cleanup = careful
tempfile.TemporaryDirectory.__exit__ = lambda self, *_error: careful(self)
from site_builder.cli import main
main()
"""
MAP = """columns:
  单位: employer.name
  文号: decision.number
  日期: decision.decided_on
constants:
  regime: arrears-list-2022
  decision.organ: hrss
  employer.region: "150102"
  decision.reason: 拖欠工资
"""


def _windows(*words: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as on a machine without what only POSIX has."""
    command = [sys.executable, "-X", "utf8=0", "-c", WINDOWS, *map(str, words)]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk", **environment}
    return subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A site at a path with a blank and Chinese in it, with a record signed and one not."""
    made = Office(tmp_path / "公示 网站")
    made.signed("listings/名单 甲.yml", [listing(1)])
    made.write("listings/名单 乙.yml", [listing(2)])
    return made


COMMANDS: dict[str, tuple[tuple[str, ...], int]] = {
    "init": (("init", "新 站"), 0),
    "check": (("check",), 0),
    "explain": (("explain", "t-0001"), 0),
    "changes": (("changes", "--from", "2025-01-01", "--to", "2029-01-01"), 0),
    "schema": (("schema", "listing"), 0),
    "review": (("review", "--to", "送 审"), 0),
    "approve": (
        (
            *("approve", "listings/名单 乙.yml", "--drafter", "经办人", "--approver", "审签人"),
            *("--document", "签〔2025〕1号", "--on", "2025-06-02"),
        ),
        0,
    ),
    "digest": (("digest",), 0),
    "event": (("event", "t-0001", "remedied", "--on", "2025-05-01"), 0),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_needs_nothing_that_only_linux_has(office: Office, name: str) -> None:
    words, code = COMMANDS[name]
    given = words if name in {"init", "schema"} else (*words, "--as-of", "2025-06-02")
    found = _windows(*given, "--state", "状态 夹", cwd=office.folders.site)
    assert (found.returncode, b"Traceback" in found.stderr) == (code, False), found.stderr.decode(
        "gbk"
    )


def test_what_was_approved_and_reviewed_there_is_in_place(office: Office) -> None:
    for name in ("review", "approve"):
        _windows(*COMMANDS[name][0], "--as-of", "2025-06-02", cwd=office.folders.site)
    sheets = sorted(file.suffix for file in (office.folders.site / "送 审").iterdir())
    assert sheets == [".docx", ".html"]
    assert office.build().outcome == "published"
    assert office.shown() == {"t-0001", "t-0002"}


def test_a_list_is_imported_there_and_waits_for_a_sign_off(office: Office) -> None:
    here = office.folders.site
    rows = "单位,文号,日期\r\n测试区泽垣建筑公司,测人社列字〔2025〕7号,2025/3/1\r\n"
    (here / "来文 表.csv").write_bytes(rows.encode("gb18030"))
    (here / "对照 表.yml").write_text(MAP, "utf-8-sig", newline="\r\n")
    words = ("import", "来文 表.csv", "--kind", "listing", "--map", "对照 表.yml")
    found = _windows(*words, "--as-of", "2025-06-02", cwd=here)
    assert (found.returncode, b"Traceback" in found.stderr) == (0, False), found.stderr.decode(
        "gbk"
    )
    found = _windows("review", "--format", "json", "--as-of", "2025-06-02", cwd=here)
    assert len(json.loads(found.stdout.decode("gbk"))["records"]) == 2


def test_a_build_needs_no_forks(office: Office) -> None:
    found = _windows("build", "--jobs", "2", "--as-of", "2025-06-02", cwd=office.folders.site)
    assert (found.returncode, b"Traceback" in found.stderr) == (0, False)


def test_a_build_that_may_make_no_links_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "A required privilege is not held by the client")

    monkeypatch.setattr(os, "symlink", refused)
    found = run("build", "--site", office.folders.site, "--lang", "en", "--as-of", "2025-06-02")
    assert found.code == 3
    assert "could not put the release in force: A required privilege" in found.err
    assert "Traceback" not in found.err


def test_work_without_forks_is_done_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    paths = [str(number) for number in range(2500)]
    assert [len(run) for run in run_by_run(list, paths, jobs=4)] == [1000, 1000, 500]


# Locks


class Msvcrt(types.ModuleType):
    """Windows' own module for locks, told by its documentation: one byte, at the position."""

    LK_LOCK, LK_NBLCK, LK_UNLCK = 1, 2, 0

    def __init__(self, *, busy: int = 0) -> None:
        super().__init__("msvcrt")
        self.busy = busy
        self.calls: list[tuple[int, int, int]] = []

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        """Lock or unlock bytes from the current position on."""
        self.calls.append((mode, os.lseek(descriptor, 0, os.SEEK_CUR), count))
        if mode != self.LK_UNLCK and self.busy:
            self.busy -= 1
            raise OSError(errno.EDEADLOCK, "Resource deadlock avoided")


@pytest.fixture
def msvcrt(monkeypatch: pytest.MonkeyPatch) -> Msvcrt:
    module = Msvcrt()
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", module)
    return module


def test_where_there_is_no_flock_a_byte_is_locked_that_no_file_reaches(
    msvcrt: Msvcrt, tmp_path: Path
) -> None:
    with (tmp_path / "lock").open("wb") as stream, locked(stream.fileno(), wait=True):
        assert [call[0] for call in msvcrt.calls] == [msvcrt.LK_LOCK]
    (_mode, locked_at, locked_bytes), (mode, freed_at, freed_bytes) = msvcrt.calls
    assert (mode, freed_at, freed_bytes) == (msvcrt.LK_UNLCK, locked_at, locked_bytes)
    assert locked_at > 1 << 30


def test_who_waits_tries_again_and_who_does_not_is_told(msvcrt: Msvcrt, tmp_path: Path) -> None:
    with (tmp_path / "lock").open("wb") as stream:
        msvcrt.busy = 2
        with locked(stream.fileno(), wait=True):
            assert len(msvcrt.calls) == 3
        msvcrt.busy = 1
        with pytest.raises(BlockingIOError), locked(stream.fileno(), wait=False):
            pytest.fail("nobody may come here")


def test_two_builds_at_once_are_told_apart_there_too(msvcrt: Msvcrt, tmp_path: Path) -> None:
    msvcrt.busy = 1
    with pytest.raises(Exception, match="another build"), lock.only_one(tmp_path):
        pytest.fail("nobody may come here")


# Code pages


@pytest.mark.parametrize("encoding", ["gbk", "cp437", "cp1252", "ascii", "gbk:strict", "utf-8"])
@pytest.mark.parametrize("words", [("check",), ("review", "--format", "text"), ("check", "--help")])
def test_no_code_page_stops_a_command(
    office: Office, encoding: str, words: tuple[str, ...]
) -> None:
    office.write("listings/乙.yml", [listing(3, name="测试区𠮷野家é公司", arears=1)])
    found = _windows(*words, cwd=office.folders.site, PYTHONIOENCODING=encoding)
    assert b"UnicodeEncodeError" not in found.stderr
    assert found.returncode in {0, 1}
    assert found.stdout


@pytest.mark.parametrize("encoding", ["gbk", "cp437", "ascii"])
@pytest.mark.parametrize(
    "words",
    [
        ("review", "--format", "json"),
        ("explain", "t-0001", "--json"),
        ("check", "--format", "json"),
    ],
)
def test_json_stays_json_in_any_code_page(
    office: Office, encoding: str, words: tuple[str, ...]
) -> None:
    name = "测试区𠮷野家é公司"
    office.write("listings/名单 乙.yml", [listing(2, name=name), listing(3, arears=1)])
    found = _windows(*words, cwd=office.folders.site, PYTHONIOENCODING=encoding)
    written = json.loads(found.stdout.decode("utf-8" if encoding == "ascii" else encoding))
    if words[0] == "review":
        assert written["site"] == "测试区根治欠薪信息公开"
        titles = [
            change["new"]
            for change in written["records"][0]["changes"]
            if change["field"] == "employer.name"
        ]
        assert titles == [name]


# Files


def _as_windows_writes(path: Path) -> None:
    data = path.read_bytes()
    if path.suffix in {".yml", ".jsonl", ".md", ".csv"}:
        plain = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        path.write_bytes(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"))


def test_notepads_ends_of_lines_and_mark_change_no_digest(office: Office) -> None:
    office.signed("listings/c.jsonl", [listing(3), listing(4)])
    office.signed("typical-cases/a.md", article("第一段。\n\n- 一\n- 二\n"))
    office.write(
        "pages/about.md",
        "---\nid: about\ntitle: 说明\norgan: hrss\npublished_on: 2025-03-02\n---\n\n正文。\n",
    )
    office.approve("pages")
    office.write(
        "holds.yml", [{"id": "t-0004", "reason": "court_order", "by": "值班员", "on": "2025-05-01"}]
    )
    plain = office.build()
    shown = office.shown()
    assert shown == {"t-0001", "t-0003", "tc-1", "about"}
    for file in office.content.rglob("*"):
        if file.is_file():
            _as_windows_writes(file)
    again = office.build()
    assert office.shown() == shown
    assert (plain.problems, again.problems) == ([], [])


def test_what_is_written_has_the_same_ends_of_lines_everywhere(office: Office) -> None:
    _windows(*COMMANDS["review"][0], cwd=office.folders.site)
    _windows(*COMMANDS["approve"][0], cwd=office.folders.site)
    written = [*(office.folders.site / "送 审").glob("*.html")]
    written += [*(office.content / "sign-offs").iterdir()]
    assert len(written) == 2
    assert not any(b"\r" in file.read_bytes() for file in written)


def test_a_file_that_another_program_holds_open_is_said_to_be() -> None:
    error = PermissionError(errno.EACCES, "sharing violation")
    error.winerror = 32  # type: ignore[attr-defined]
    assert unreadable("content/listings/a.yml", error).text("en") == (
        "content/listings/a.yml: expected a file that may be read, found it open in another"
        " program: close it"
    )


def test_a_list_that_excel_holds_open_stops_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def held(self: Path, *words: Any, **options: Any) -> Any:
        if self.name == "名单 乙.yml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *words, **options)

    monkeypatch.setattr(Path, "open", held)
    found = run("check", "--site", office.folders.site, "--lang", "en")
    assert found.code == 1
    assert found.out.startswith("content/listings/名单 乙.yml: expected a file that may be read")


# The clock


def test_without_a_zone_database_the_hour_is_still_beijings(tmp_path: Path) -> None:
    asked = (
        "import zoneinfo; assert not zoneinfo.TZPATH; from site_builder import clock;"
        "from datetime import UTC, datetime, timedelta;"
        "there = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=8);"
        "assert abs(there - clock.now().at) < timedelta(minutes=2)"
    )
    env = {**os.environ, "PYTHONTZPATH": "", "TZ": "America/New_York", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, env=env, check=True)


def test_init_writes_the_same_bytes_whatever_the_machine_ends_lines_with(tmp_path: Path) -> None:
    run("init", tmp_path / "one", "--as-of", "2025-03-06")
    _windows("init", tmp_path / "two", "--as-of", "2025-03-06", cwd=tmp_path)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
