"""Which part of a name is its surname, and which names have none."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from pathlib import Path

import pytest

from site_builder.model.mongolian import is_mongolian
from site_builder.model.surnames import surname_of, surnames

SHARED = Path(__file__).parents[3] / "shared/data/cn-persons"


def names(table: str) -> list[str]:
    if not (SHARED / table).exists():
        pytest.skip(f"{table} lies in ../shared, which is not here")
    with (SHARED / table).open(encoding="utf-8") as lines:
        return [row["name"] for row in csv.DictReader(lines)]


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("张伟", "张"),
        ("欧阳修", "欧阳"),
        ("欧阳娜娜", "欧阳"),
        ("司马光", "司马"),
        ("呼延建平", "呼延"),
        ("纳兰明", "纳兰"),
        ("公孙", "公"),  # of two characters: the given name is one of them
        ("张欧阳", "张"),
        ("付强", "付"),
        ("肖峰", "肖"),
        ("闫妮", "闫"),
        ("代小权", "代"),
        ("邱明", "邱"),
        ("包国庆", "包"),  # a Mongol in the Han way
    ],
)
def test_surname_stands_first_and_compound_ones_stay_whole(name: str, surname: str) -> None:
    assert surname_of(name) == surname


@pytest.mark.parametrize(
    "name",
    ["格日勒图", "高娃", "苏日娜", "买买提·艾力", "阿迪力•吾买尔", "约翰逊斯通", "John", "张", ""],
)
def test_names_without_a_surname_have_none(name: str) -> None:
    assert surname_of(name) == ""


def test_common_names_begin_with_a_known_surname() -> None:
    # The others are Tibetan or Yi, or begin with a surname that is a usual word (买, 掌).
    known = [name for name in names("common-names.csv") if surname_of(name)]
    assert len(known) / len(names("common-names.csv")) > 0.995


def test_mongolian_names_are_told_from_han_ones() -> None:
    missed = [name for name in names("mongolian-names.csv") if not is_mongolian(name)]
    assert missed == ["呼延建平"]  # a Han name that the table holds by its length


def test_common_han_names_are_not_taken_for_mongolian_ones() -> None:
    han = names("common-names.csv")
    false_alarms = [name for name in han if is_mongolian(name)]
    assert len(false_alarms) <= len(han) / 1000


@pytest.mark.parametrize(
    "name",
    [
        "巴特尔",
        "乌云其木格",
        "那日苏",
        "斯琴高娃",
        "白音仓",
        "阿拉坦仓",
        "布和朝鲁",
        "钢巴特尔",
        "包巴特尔",
    ],
)
def test_names_made_of_mongolian_words_are_mongolian(name: str) -> None:
    assert is_mongolian(name)


@pytest.mark.parametrize(
    "name", ["苏德明", "高丽娜", "孟克勤", "布衣", "图门江边", "金花", "", "图"]
)
def test_a_word_within_a_han_name_makes_it_no_mongolian_one(name: str) -> None:
    assert not is_mongolian(name)


def test_an_endless_name_is_judged_at_once() -> None:
    begun = time.perf_counter()
    for name in ("巴特尔" * 50_000 + "张", "乌云" * 50_000, "王" * 100_000):
        assert not is_mongolian(name)
        assert surname_of(name) == ""
    assert time.perf_counter() - begun < 1


def test_surnames_are_read_when_first_asked_for() -> None:
    command = "import sys, site_builder.model.surnames; sys.exit('faker' in sys.modules)"
    subprocess.run([sys.executable, "-c", command], check=True)
    assert {"王", "欧阳", "付", "令狐"} <= surnames()
