"""Texts made so that a night never ends: twice as long takes twice as long, not four times."""

from __future__ import annotations

import time

import pytest

from site_builder.firewall import Look, findings

_LENGTH = 30_000
_SECONDS = 4.0


@pytest.mark.parametrize(
    "unit",
    [
        "李",
        "市张",
        "张三 ",
        "犯罪",
        "1一",
        "13812345678 ",
        "110105194912310021，",
        "0.",
        " ",
        "\t",
        "-",
    ],
)
@pytest.mark.parametrize("end", ["", "|x", "\n| 甲 |"])
def test_a_text_of_one_thing_again_and_again_is_soon_looked_into(unit: str, end: str) -> None:
    text = unit * (_LENGTH // len(unit)) + end
    begun = time.process_time()
    findings(text, Look(is_markdown=True))
    assert time.process_time() - begun < _SECONDS


def test_a_line_of_blanks_below_a_tables_head_is_soon_looked_into() -> None:
    blanks = " " * _LENGTH
    begun = time.process_time()
    findings(f"|姓名|\n{blanks}|x\n{blanks}|", Look(is_markdown=True))
    assert time.process_time() - begun < _SECONDS
