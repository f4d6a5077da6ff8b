"""Columns as editors count them."""

from __future__ import annotations

from site_builder.model.stretch import Stretch, stretch_of


def test_a_stretch_has_the_line_below_the_first_and_columns_from_one() -> None:
    text = "甲乙\n电话13800000000。"
    assert stretch_of(text, 5, 16) == Stretch(1, 3, 14)
    assert stretch_of(text, 0, 2) == Stretch(0, 1, 3)


def test_a_rare_character_counts_twice_as_in_utf_16() -> None:
    assert stretch_of("𠮷某丁", 1, 2) == Stretch(0, 3, 4)
    assert stretch_of("某𠮷丁", 1, 2) == Stretch(0, 2, 4)


def test_a_stretch_over_two_lines_has_no_last_column() -> None:
    assert stretch_of("甲\n乙", 0, 3) == Stretch(0, 1, None)
