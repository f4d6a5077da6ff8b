"""What is newly withheld is looked for in texts that were kept: no unchanged file is read again."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan import task, texts
from site_builder.scan.kept_texts import Packing
from site_builder.scan.lines import words
from site_builder.scan.scanner import Withheld
from site_builder.scan.search import ChangedUnderScanError
from tests.scan.nights import Remembered, a_search, scan_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME, OTHER = "内蒙古示例建筑工程有限公司", "测试区远穗建筑劳务有限公司"
A, B = Withheld("a-1", (NAME, "张三")), Withheld("b-1", (OTHER, "李四"))
PAGE = "<!doctype html>\n<html lang=zh-CN>\n<p>公示至2027年3月1日</p>\n<p>{}</p>\n</html>"


class Site:
    """A folder of files, searched night after night, and what is kept of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "release"
        self.folder.mkdir()
        self.file = folder / "state" / "folded.sqlite"
        self._scratch = folder / "scratch"
        self._searched = Remembered(self.file)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(PAGE.format(text), "utf-8")

    def leaks(self, *withheld: Withheld) -> list[tuple[str, str]]:
        found = scan_here(a_search(self.folder, withheld), self._scratch, self._searched)
        return [(leak.path, leak.record) for leak in found]

    def kept(self) -> dict[str, str]:
        with sqlite3.connect(self.file) as connection:
            rows = connection.execute("SELECT path, mark FROM kept").fetchall()
        return {path.decode(): mark for path, mark in rows}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(task, "WORTH_KEEPING", 1)
    made = Site(tmp_path)
    for number in range(6):
        made.write(f"{number}.html", f"公开{number}")
    made.write("other.html", f"{OTHER[:4]}<b>{OTHER[4:]}</b>")
    assert made.leaks(A) == []
    return made


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are folded, in order."""
    paths: list[str] = []
    fold = texts.folded_texts

    def spy(folder: Path, path: str) -> Iterator[bytes]:
        paths.append(path)
        return fold(folder, path)

    monkeypatch.setattr(texts, "folded_texts", spy)
    return paths


def test_no_unchanged_file_is_folded_for_what_is_newly_withheld(
    site: Site, folded: list[str]
) -> None:
    assert site.leaks(A, B) == [("other.html", "b-1")]
    assert folded == []


def test_a_changed_file_is_folded_and_kept_anew(site: Site, folded: list[str]) -> None:
    before = site.kept()
    site.write("1.html", "另一件")
    (site.folder / "2.html").unlink()
    assert site.leaks(A) == []
    assert folded == ["1.html"]
    assert site.kept().keys() == before.keys() - {"2.html"}
    site.write("3.html", OTHER)
    assert site.leaks(A, B) == [("3.html", "b-1"), ("other.html", "b-1")]
    assert folded == ["1.html", "3.html"]


def test_a_long_text_is_not_kept_and_folded_for_what_is_newly_withheld(
    site: Site, monkeypatch: pytest.MonkeyPatch, folded: list[str]
) -> None:
    monkeypatch.setattr(texts, "_MOST_KEPT", 1000)
    site.write("1.html", f"{'公开的话' * 200}{OTHER}")
    assert site.leaks(A) == []
    assert "1.html" not in site.kept()
    assert site.leaks(A, B) == [("1.html", "b-1"), ("other.html", "b-1")]
    assert folded == ["1.html", "1.html"]


def test_few_files_are_not_kept(
    site: Site, monkeypatch: pytest.MonkeyPatch, folded: list[str]
) -> None:
    monkeypatch.setattr(task, "WORTH_KEEPING", 100)
    assert site.leaks(A, B) == [("other.html", "b-1")]
    assert len(folded) == 7


def _deleted(file: Path) -> None:
    file.unlink()


def _garbage(file: Path) -> None:
    file.write_bytes("不是数据库".encode() * 900)


def _halved(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _emptied(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM kept WHERE path = CAST('other.html' AS BLOB)")


def _by_another_program(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE folding SET code = 'another'")


def _exchanged(file: Path) -> None:
    """The text of one file in another's place."""
    with sqlite3.connect(file) as connection:
        connection.execute(
            "UPDATE kept SET (packed, seal) = (SELECT packed, seal FROM kept"
            " WHERE path = CAST('1.html' AS BLOB)) WHERE path = CAST('other.html' AS BLOB)"
        )


def _of_other_sorts(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE kept SET packed = 7, seal = 7")


@pytest.mark.parametrize(
    "harm",
    [
        _deleted,
        _garbage,
        _halved,
        _emptied,
        _by_another_program,
        _exchanged,
        _of_other_sorts,
    ],
)
def test_what_is_not_well_kept_is_folded(
    site: Site, folded: list[str], harm: Callable[[Path], None]
) -> None:
    harm(site.file)
    assert site.leaks(A, B) == [("other.html", "b-1")]
    assert "other.html" in folded


@pytest.mark.parametrize("seed", range(12))
def test_a_bit_that_a_disk_turned_hides_nothing(site: Site, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    data = bytearray(site.file.read_bytes())
    for _ in range(40):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    site.file.write_bytes(data)
    assert site.leaks(A, B) == [("other.html", "b-1")]


def test_a_scan_that_broke_off_keeps_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = site.kept()
    site.write("1.html", "另一件")
    fold = texts.folded_texts

    def changing(folder: Path, path: str) -> Iterator[bytes]:
        site.write("1.html", OTHER)
        return fold(folder, path)

    monkeypatch.setattr(texts, "folded_texts", changing)
    with pytest.raises(ChangedUnderScanError):
        site.leaks(A)
    assert site.kept() == before
    monkeypatch.setattr(texts, "folded_texts", fold)
    assert site.leaks(A, B) == [("1.html", "b-1"), ("other.html", "b-1")]


@pytest.mark.parametrize(
    "what", ["DELETE FROM folding", "INSERT OR REPLACE", "SELECT path, mark FROM kept"]
)
def test_where_nothing_can_be_kept_all_is_found(
    site: Site, folded: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    for number in range(6):
        site.write(f"{number}.html", "全都改了")
    connect = sqlite3.connect

    class Full(sqlite3.Connection):
        """A connection to a disk that is full when it comes to one of the steps."""

        def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
            if sql.startswith(what):
                raise sqlite3.OperationalError("database or disk is full")
            return super().execute(sql, *given)

        def executemany(self, sql: str, *given: Any) -> sqlite3.Cursor:
            if sql.startswith(what):
                raise sqlite3.OperationalError("database or disk is full")
            return super().executemany(sql, *given)

    with monkeypatch.context() as during:
        during.setattr(sqlite3, "connect", partial(connect, factory=Full))
        assert site.leaks(A) == []
    assert not site.file.exists()
    folded.clear()
    assert site.leaks(A, B) == [("other.html", "b-1")]
    assert len(folded) == 7


TEXTS = st.lists(
    st.text(st.sampled_from("张三丰李四 <>&;\n甲乙丙a1"), max_size=40).map(str.encode), max_size=4
)


@given(sample=st.binary(min_size=1, max_size=400), given_texts=TEXTS, times=st.integers(1, 40))
def test_texts_come_back_as_they_were(sample: bytes, given_texts: list[bytes], times: int) -> None:
    packing = Packing(sample)
    found = [words(text * times) for text in given_texts]
    assert list(Packing(sample).texts(b"".join(map(packing.packed, found)))) == found


PIECES = st.sampled_from(
    [
        *(NAME[:3], NAME[3:], OTHER, "张三", "张", "三", " ", "\n", "\n<p>", "</p>", "<b>", "&lt;"),
        *("&#24352;", "%E5%BC%A0", '<a title="', '">', "\\u5f20", "李四", "b-1", "文", "。"),
    ]
)


@given(written=st.lists(st.lists(PIECES, max_size=12).map("".join), min_size=1, max_size=5))
def test_kept_texts_show_what_the_files_show(written: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "WORTH_KEEPING", 1)
        site = Site(Path(folder))
        for number, text in enumerate(written):
            site.write(f"{number}.html", text)
        site.leaks()
        quickly = site.leaks(A, B)
        wanted = a_search(site.folder, (A, B))
        assert quickly == [
            (leak.path, leak.record) for leak in scan_here(wanted, Path(folder) / "all")
        ]
