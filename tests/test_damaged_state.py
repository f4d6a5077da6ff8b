"""Whatever becomes of the state folder, no build trusts what it holds, and none breaks on it.

The bytes are those of a clean build, with the last good versions that are left: one
record is broken on every other night, and is there or is not.
"""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.faults import scanned_here
from tests.test_failing_disk import UNSAID, build_by_command
from tests.three_nights import DAYS, ThreeNights, leftovers, release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.office import Office

    Harm = Callable[[Path, Path], None]

FILES = ("answers.sqlite", "good.sqlite", "parsed.sqlite", "public.sqlite", "trees.sqlite")


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeNights]:
    with scanned_here():
        yield ThreeNights(tmp_path_factory.mktemp("nights"))


def _deleted(file: Path, _older: Path) -> None:
    file.unlink()


def _older(file: Path, older: Path) -> None:
    shutil.copyfile(older / file.name, file)


def _another(file: Path, _older: Path) -> None:
    others = [name for name in FILES if name != file.name]
    shutil.copyfile(file.with_name(others[0]), file)


def _a_folder(file: Path, _older: Path) -> None:
    file.unlink()
    (file / "inside").mkdir(parents=True)


def _garbage(file: Path, _older: Path) -> None:
    file.write_bytes("测试区不是数据库".encode() * 1000)


def _garbage_in_the_log(file: Path, _older: Path) -> None:
    file.with_name(f"{file.name}-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(5000))
    file.with_name(f"{file.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9" + bytes(5000))


def _cut(part: float) -> Harm:
    def cut(file: Path, _older: Path) -> None:
        data = file.read_bytes()
        file.write_bytes(data[: int(part) if part > 1 else int(part * len(data))])

    return cut


def _bits(chance: random.Random) -> Harm:
    def flip(file: Path, _older: Path) -> None:
        data = bytearray(file.read_bytes())
        # The first bytes say what the rest is, and one flip in twenty is to hit them.
        place = chance.randrange(100 if chance.random() < 0.05 else len(data))
        data[place] ^= 1 << chance.randrange(8)
        file.write_bytes(data)

    return flip


def _harms(name: str, *, bench: bool) -> list[Harm]:
    chance = random.Random(name)  # noqa: S311 - no secret
    kinds = [_deleted, _older, _another, _a_folder, _garbage, _garbage_in_the_log]
    cuts = [_cut(part) for part in (0, 50, 100, 4096, 0.5, 0.999)]
    return [*kinds, *cuts, *(_bits(chance) for _ in range(300 if bench else 24))]


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_costs_time_or_what_was_last_good_and_nothing_else(
    nights: ThreeNights, tmp_path: Path, name: str, *, bench: bool
) -> None:
    office = nights.office(tmp_path / "site")
    older = tmp_path / "older"
    shutil.copytree(office.folders.state, older)
    # The nights on which nothing, and on which something, stands as it last was, in turn.
    _night(nights, office, 2)
    before = 2
    for number, harm in enumerate(_harms(name, bench=bench)):
        night = 1 if before != 1 else 2 * (number % 2)
        harm(office.folders.state / name, older)
        told = (number, harm.__name__)
        allowed = [nights.expected[night].release]
        if name == "good.sqlite":
            allowed.append(nights.forgotten[night].release)
        _night(nights, office, night)
        assert release(office) in allowed, told
        assert leftovers(office) == set(), told
        before = night


@pytest.mark.parametrize("night", range(len(DAYS)))
def test_a_state_folder_that_is_lost_leaves_what_the_content_says(
    nights: ThreeNights, tmp_path: Path, night: int
) -> None:
    office = nights.office(tmp_path / "site", (night + 2) % len(DAYS))
    shutil.rmtree(office.folders.state)
    _night(nights, office, night)
    assert release(office) == nights.forgotten[night].release
    assert leftovers(office) == set()


def _night(nights: ThreeNights, office: Office, night: int) -> None:
    nights.turn(office, night)
    ran = build_by_command(office, night)
    assert ran.code in {0, 1}, ran.err
    assert not UNSAID.search(ran.err), ran.err
