"""A night's scan: all of it where files changed, what is newly withheld everywhere."""

from __future__ import annotations

import errno
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.scan import search, task, texts
from site_builder.scan.lines import words
from site_builder.scan.scanner import NOBODYS, Leak, Scanner, Withheld
from site_builder.scan.stamps import stamp
from tests.scan.nights import Remembered, a_search, scan_here
from tests.scan.test_patterns import IDENTITY, MOBILE

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME, OTHER = "内蒙古示例建筑工程有限公司", "测试区远穗建筑劳务有限公司"
A, B = Withheld("a-1", (NAME, "张三")), Withheld("b-1", (OTHER, "李四"))


class Night:
    """A folder of files, searched again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "release"
        self.folder.mkdir()
        self.scratch = folder / "scratch"
        self.known = Remembered()

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def leaks(
        self,
        *withheld: Withheld,
        shown: Iterable[str] = (),
        lawful: dict[str, list[str]] | None = None,
    ) -> list[tuple[str, str]]:
        wanted = a_search(self.folder, withheld, shown, lawful)
        return [(leak.path, leak.record) for leak in scan_here(wanted, self.scratch, self.known)]


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night(tmp_path)


@pytest.fixture
def looked_into(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are looked into, in order."""
    paths: list[str] = []
    leaks = Scanner.leaks

    def spy(self: Scanner, folder: Path, path: str, *rest: Any) -> set[Leak]:
        paths.append(path)
        return leaks(self, folder, path, *rest)

    monkeypatch.setattr(Scanner, "leaks", spy)
    return paths


def test_a_night_on_which_nothing_changed_looks_into_no_file(
    night: Night, looked_into: list[str]
) -> None:
    night.write("1.html", "公开")
    assert night.leaks(A) == []
    assert looked_into == ["1.html"]
    assert night.leaks(A) == []
    assert looked_into == ["1.html"]


def test_a_changed_file_is_looked_into_alone(night: Night, looked_into: list[str]) -> None:
    night.write("1.html", "公开")
    night.write("2.html", "公开")
    night.leaks(A)
    looked_into.clear()
    night.write("2.html", NAME)
    assert night.leaks(A) == [("2.html", "a-1")]
    assert looked_into == ["2.html"]


def test_what_is_newly_withheld_is_found_in_an_unchanged_file(night: Night) -> None:
    night.write("1.html", f"{NAME} {OTHER}")
    assert night.leaks() == []
    night.write("1.html", OTHER)
    assert night.leaks(A) == []
    assert night.leaks(A, B) == [("1.html", "b-1")]


def test_a_file_that_leaks_never_counts_as_searched(night: Night) -> None:
    night.write("1.html", NAME)
    assert night.leaks(A) == night.leaks(A) == [("1.html", "a-1")]


def test_what_was_shown_lawfully_and_is_no_longer_is_newly_withheld(night: Night) -> None:
    night.write("1.html", NAME)
    assert night.leaks(A, shown=[NAME]) == []
    assert night.leaks(A, shown=[]) == [("1.html", "a-1")]


def test_somebodys_number_that_was_shown_lawfully_and_is_no_longer_is_found(night: Night) -> None:
    night.write("1.html", f"联系电话：{MOBILE}")
    night.write("2.html", IDENTITY)
    assert night.leaks(A, shown=[IDENTITY, MOBILE]) == []
    assert night.leaks(A, shown=[MOBILE]) == [("2.html", NOBODYS)]
    assert night.leaks(A, shown=[]) == [("1.html", NOBODYS), ("2.html", NOBODYS)]


def test_numbers_that_may_stand_as_before_have_no_file_looked_into(
    night: Night, looked_into: list[str]
) -> None:
    night.write("1.html", IDENTITY)
    night.leaks(A, shown=[IDENTITY, OTHER])
    looked_into.clear()
    # Another number may stand besides, and a text that is no number may not any more.
    assert night.leaks(A, shown=[IDENTITY, MOBILE]) == []
    assert looked_into == []


def test_a_short_value_is_found_once_another_of_its_record_is_withheld_too(night: Night) -> None:
    night.write("1.html", "张三、王五")
    assert night.leaks(Withheld("a-1", ("张三",))) == []
    assert night.leaks(Withheld("a-1", ("张三", "王五"))) == [("1.html", "a-1")]


def test_a_record_that_was_public_in_between_is_new_again(night: Night) -> None:
    night.write("1.html", "公开")
    night.leaks(A)
    night.write("1.html", NAME)
    assert night.leaks(B) == []
    assert night.leaks(A, B) == [("1.html", "a-1")]


def test_what_one_file_may_show_no_other_may(night: Night) -> None:
    night.write("notice.html", NAME)
    night.write("other.html", NAME)
    lawful = {"notice.html": [NAME]}
    assert night.leaks(A, lawful=lawful) == [("other.html", "a-1")]


def test_what_a_file_might_show_and_may_not_any_more_is_found(night: Night) -> None:
    night.write("notice.html", NAME)
    assert night.leaks(A, lawful={"notice.html": [NAME]}) == []
    assert night.leaks(A) == [("notice.html", "a-1")]


def test_a_short_value_beside_what_a_file_may_show_is_a_hit(night: Night) -> None:
    night.write("notice.html", f"{NAME} 张三")
    assert night.leaks(A, lawful={"notice.html": [NAME]}) == [("notice.html", "a-1")]


def test_files_that_change_while_they_are_looked_into_are_not_verified(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    night.write("1.html", "公开")
    leaks = Scanner.leaks

    def write(self: Scanner, folder: Path, path: str, *rest: Any) -> set[Leak]:
        night.write("1.html", NAME)
        return leaks(self, folder, path, *rest)

    monkeypatch.setattr(Scanner, "leaks", write)
    with pytest.raises(search.ChangedUnderScanError):
        night.leaks(A)
    assert night.known == Remembered()


def test_no_automaton_holds_more_than_its_share(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task, "RECORDS_AT_A_TIME", 7)
    monkeypatch.setattr(task, "VALUES_AT_A_TIME", 20)
    held: list[tuple[int, int]] = []
    learn = Scanner._learn_all

    def count(self: Scanner, records: list[Withheld]) -> None:
        held.append((len(records), sum(len(record.values) for record in records)))
        learn(self, records)

    monkeypatch.setattr(Scanner, "_learn_all", count)
    records = [Withheld(f"r-{n}", (f"测试区第{n}号公司",) * (n % 5 + 1)) for n in range(100)]
    night.write("1.html", "".join(record.values[0] for record in records))
    assert len(night.leaks(*records)) == 100
    assert sum(records for records, _ in held) == 100
    assert max(records for records, _ in held) <= 7
    assert max(values for _, values in held) < 20 + 5


def test_files_are_folded_once_for_all_batches(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task, "RECORDS_AT_A_TIME", 2)
    folded: list[bytes] = []

    def fold(data: bytes) -> bytes:
        folded.append(data)
        return words(data)

    monkeypatch.setattr(texts, "words", fold)
    records = [Withheld(f"r-{n}", (f"测试区第{n}号公司",)) for n in range(9)]
    for record in records:
        night.write(f"{record.id}.html", f"公开 {record.values[0]}")
    assert night.leaks(*records) == [(f"{record.id}.html", record.id) for record in records]
    assert len(folded) == 2 * len(records)  # each file's path, and what it holds


def test_files_are_folded_for_each_batch_where_the_disk_is_full(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task, "RECORDS_AT_A_TIME", 1)

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(texts, "_write", full)
    night.write("1.html", f"{NAME} {OTHER}")
    assert night.leaks(A, B) == [("1.html", "a-1"), ("1.html", "b-1")]


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    folder.mkdir()
    for number in range(1500):
        text = NAME if number % 500 == 7 else "公开"
        (folder / f"{number}.html").write_text(text, "utf-8")
    found = scan_here(a_search(folder, [A], jobs=2), tmp_path / "scratch")
    assert [leak.path for leak in found] == ["1007.html", "507.html", "7.html"]
    assert scan_here(a_search(folder, [A]), tmp_path / "scratch") == found


# Long, lone and faint values, one of them in two spellings.
VALUES = [NAME, "张三", "张 三", "150102"]
TEXTS = st.lists(st.sampled_from([*VALUES, "r-1", IDENTITY]), max_size=3)
SHOWN = st.lists(st.sampled_from([*VALUES, IDENTITY]), max_size=3)
FEW = st.lists(st.sampled_from(VALUES), max_size=3)
# Each night one thing is other than before.
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.sampled_from(["a", "b"]), TEXTS),
        st.tuples(st.just("record"), st.sampled_from(["r-1", "r-2"]), FEW),
        st.tuples(st.just("shown"), st.just(""), SHOWN),
        st.tuples(st.just("lawful"), st.sampled_from(["a", "b"]), FEW),
    ),
    min_size=3,
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(changes=CHANGES, at_a_time=st.integers(1, 3))
def test_night_after_night_finds_exactly_what_a_scan_of_everything_finds(
    changes: list[tuple[str, str, list[str]]], at_a_time: int
) -> None:
    shown = {"": [*VALUES, IDENTITY]}
    state = {"record": {"r-1": VALUES, "r-2": [NAME]}, "shown": shown, "lawful": {}}
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        night = Night(Path(place))
        night.write("a", " ".join([*VALUES, IDENTITY]))
        for what, name, found in changes:
            if what == "file":
                night.write(name, " ".join(found))
            else:
                state[what][name] = found
            withheld = [Withheld(name, tuple(values)) for name, values in state["record"].items()]
            wanted = a_search(night.folder, withheld, state["shown"].get("", []), state["lawful"])
            everything = scan_here(wanted, night.scratch)
            patch.setattr(task, "RECORDS_AT_A_TIME", at_a_time)
            assert scan_here(wanted, night.scratch, night.known) == everything
            patch.undo()


def test_a_file_that_nobody_wrote_to_since_is_taken_for_what_is_known_of_it(
    night: Night, looked_into: list[str]
) -> None:
    night.write("1.html", "公开")
    night.leaks(A)
    looked_into.clear()
    (file,) = night.folder.iterdir()
    digest = night.known.marks["1.html"]
    file.write_text(NAME, "utf-8")
    known = [("1.html", stamp(file), digest)]
    wanted = replace(a_search(night.folder, [A]), known=known)
    assert scan_here(wanted, night.scratch, night.known) == []
    assert looked_into == []
    file.write_text(NAME, "utf-8")
    assert scan_here(wanted, night.scratch, night.known) == [Leak("1.html", "a-1")]
