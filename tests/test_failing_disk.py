"""A disk that is full, read-only, forbidden or broken: a clear message, and the live site whole."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from itertools import count, cycle, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command import Ran, run
from tests.faults import Step, failing, scanned_here, watched
from tests.three_nights import DAYS, ThreeNights, leftovers, release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.office import Office

REASONS = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO)
SHARES = len(REASONS)
# SQLite has words of its own for what may not be written to or opened; and the search
# for values, which has nothing but a file of SQLite's to tell its reason in, may have none.
_OTHERWISE = (os.strerror(errno.EROFS), "SQLITE_CANTOPEN", "broke off: 1")
# What no message may hold: what records say, and how the program fell.
UNSAID = re.compile("Traceback|the program failed|公司|测试人|测人社")


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeNights]:
    with scanned_here():
        yield ThreeNights(tmp_path_factory.mktemp("nights"))


def build_by_command(office: Office, night: int) -> Ran:
    where = ("--site", office.folders.site, "--as-of", DAYS[night])
    return run("build", *where, "--lang", "en")


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_step_fails_is_told_and_the_live_site_is_whole(
    nights: ThreeNights, tmp_path: Path, share: int, *, bench: bool
) -> None:
    office = nights.office(tmp_path / "site")
    before = 0
    for number, reason in _faults(share, bench=bench):
        night = (before + 1) % len(DAYS)
        nights.turn(office, night)
        happened: list[Step] = []
        with watched(office.folders.site, failing(number, reason, happened)):
            ran = build_by_command(office, night)
        if not happened:
            break
        _is_told(ran, nights, night, (happened[0], os.strerror(reason)))
        seen = before if ran.code == 3 else night
        assert release(office) == nights.expected[seen].release, (happened, ran)
        _recovers(nights, office, night, happened[0])
        before = night
    assert number > 100


def _faults(share: int, *, bench: bool) -> Iterator[tuple[int, int]]:
    """Steps, each with what is to be wrong there: some in turn, or all with one of the faults."""
    if bench:
        return zip(count(1), repeat(REASONS[share]), strict=False)
    return zip(count(1 + share, 3 * SHARES), cycle(REASONS), strict=False)


def _is_told(ran: Ran, nights: ThreeNights, night: int, fault: tuple[Step, str]) -> None:
    reason = fault[1]
    assert not UNSAID.search(ran.err), fault
    assert ran.code in {3, nights.expected[night].exit_code, 1}, (fault, ran)
    if ran.code == 3:
        assert ran.err.rstrip().splitlines()[-1].startswith("NOT published: "), fault
        assert any(told in ran.err for told in (reason, *_OTHERWISE)), (fault, ran.err)


def _recovers(nights: ThreeNights, office: Office, night: int, after: Step) -> None:
    ran = build_by_command(office, night)
    assert ran.code == nights.expected[night].exit_code, (after, ran)
    assert release(office) == nights.expected[night].release, after
    assert leftovers(office) == set(), after


# What stands where the builder wants to write


def test_a_template_or_picture_that_cannot_be_read_costs_the_site_its_own_theme_alone(
    nights: ThreeNights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = nights.office(tmp_path / "site")
    own = office.folders.site / "templates"
    (own / "static").mkdir(parents=True)
    (own / "static" / "mark.svg").write_bytes(b"<svg/>")
    (own / "notes.txt").write_bytes(b"of no use to any page")
    nights.build(office, 0)
    read_bytes = Path.read_bytes
    for night, name, code in ((1, "notes.txt", 0), (2, "mark.svg", 1)):

        def forbidden(file: Path, name: str = name) -> bytes:
            if file == next(own.rglob(name)):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
            return read_bytes(file)

        monkeypatch.setattr(Path, "read_bytes", forbidden)
        ran = build_by_command(office, night)
        assert (ran.code, "templates/static/mark.svg" in ran.err) == (code, code == 1)
        assert len(list((office.site / "assets").glob("mark-*.svg"))) == 1


def _made_a_folder(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        (place / "in the way").write_text("")
        return
    place.unlink(missing_ok=True)
    (place / "in the way").mkdir(parents=True)


def _made_a_file(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("in the way")


def _taken_away(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()


def _idle(office: Office) -> str:
    return "b" if office.site.resolve().parent.name == "a" else "a"


@pytest.mark.parametrize("in_the_way", [_made_a_folder, _made_a_file])
@pytest.mark.parametrize(
    "place",
    [
        "output/.releases/IDLE",
        "output/.releases/IDLE/site",
        "output/.releases/IDLE/site/index.html",
        "output/.releases/IDLE/site/listings",
        "output/.releases/IDLE/server",
        "output/.releases/IDLE.discarded",
        "output/ledger.jsonl",
        "output/report.json",
        "output/server.next",
        "output/site.next",
        ".site-builder/lock",
        ".site-builder/tonight",
        ".site-builder/tonight/content.sqlite",
        ".site-builder/good.sqlite-wal",
        ".site-builder/good.sqlite-journal",
        ".site-builder/trees.sqlite-wal",
        ".site-builder/trees.sqlite-shm",
    ],
)
def test_what_stands_in_the_way_is_told_by_name_or_put_aside(
    nights: ThreeNights, tmp_path: Path, in_the_way: Callable[[Path], None], place: str
) -> None:
    office = nights.office(tmp_path / "site")
    wanted = office.folders.site / place.replace("IDLE", _idle(office))
    nights.turn(office, 2)
    in_the_way(wanted)
    ran = build_by_command(office, 2)
    assert not UNSAID.search(ran.err), ran.err
    assert release(office) == nights.expected[0 if ran.code == 3 else 2].release, ran
    if ran.code:
        assert wanted.name in ran.err, ran.err
    if ran.code == 3:
        _taken_away(wanted)
        _recovers(nights, office, 2, Step(0, in_the_way.__name__, wanted))


@pytest.mark.parametrize("place", ["output", "output/.releases", ".site-builder"])
def test_a_file_in_place_of_a_folder_of_the_builder_is_told_by_name(
    nights: ThreeNights, tmp_path: Path, place: str
) -> None:
    office = nights.unpublished(tmp_path / "site")
    (office.folders.site / place).parent.mkdir(exist_ok=True)
    (office.folders.site / place).write_text("in the way")
    ran = build_by_command(office, 0)
    assert ran.code == 3
    assert (office.folders.site / place).name in ran.err
    assert not UNSAID.search(ran.err), ran.err
    (office.folders.site / place).unlink()
    _recovers(nights, office, 0, Step(0, "file", office.folders.site / place))


# A system that really refuses


@pytest.mark.parametrize("limit", [0, 4096, 20_000, 60_000])
def test_files_that_may_not_grow_are_told_and_the_live_site_is_whole(
    nights: ThreeNights, tmp_path: Path, limit: int
) -> None:
    office = nights.office(tmp_path / "site")
    nights.turn(office, 2)
    build_in_python = (
        "import resource, signal, sys; from site_builder.cli import main;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
        "main(sys.argv[1:])"
    )
    where = ["--site", str(office.folders.site), "--as-of", DAYS[2], "--lang", "en"]
    ran = subprocess.run(
        [sys.executable, "-c", build_in_python, "build", *where],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 3
    assert ran.stderr.rstrip().splitlines()[-1].startswith("NOT published: ")
    assert not UNSAID.search(ran.stderr), ran.stderr
    assert release(office) == nights.expected[0].release
    _recovers(nights, office, 2, Step(0, f"limit {limit}", tmp_path))


# The state folder is made its owner's again by every build.
@pytest.mark.parametrize("place", ["output", "output/.releases"])
def test_a_folder_that_may_not_be_written_to_is_told_by_name(
    nights: ThreeNights, tmp_path: Path, place: str
) -> None:
    office = nights.office(tmp_path / "site")
    nights.turn(office, 2)
    forbidden = office.folders.site / place
    forbidden.chmod(0o500)
    if os.access(forbidden, os.W_OK):
        pytest.skip("root may write wherever he likes")
    ran = build_by_command(office, 2)
    forbidden.chmod(0o700)
    assert ran.code == 3
    assert os.strerror(errno.EACCES) in ran.err
    assert release(office) == nights.expected[0].release
    _recovers(nights, office, 2, Step(0, "forbidden", forbidden))


def test_a_second_build_is_refused_and_disturbs_nothing(
    nights: ThreeNights, tmp_path: Path
) -> None:
    office = nights.office(tmp_path / "site")
    nights.turn(office, 2)
    refused: list[Ran] = []

    def begin_another(step: Step) -> None:
        if step.number % 10 == 0:
            refused.append(build_by_command(office, 2))

    with watched(office.folders.site, begin_another):
        first = nights.build(office, 2)
    assert first.outcome.exit_code == 0
    assert len(refused) > 10
    for ran in refused:
        assert ran.code == 3
        assert ran.err.startswith("another build of this site is at work\n")
    assert release(office) == nights.expected[2].release
    _recovers(nights, office, 2, Step(0, "two builds", tmp_path))
