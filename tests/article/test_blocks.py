"""What fenced blocks say, and what is wrong with them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from site_builder.article import Drawn, Found, UnfitError, blocks
from site_builder.article.blocks import Figures, Timeline
from site_builder.article.outline import headings, skipped


def found(text: str) -> list[Found]:
    return list(blocks(text.split("\n")))


def block(text: str) -> object:
    (only,) = found(text)
    assert not isinstance(only.block, UnfitError), only.block
    return only.block


def fault(text: str) -> tuple[str, int | None]:
    (only,) = found(text)
    assert isinstance(only.block, UnfitError)
    return only.block.code, only.block.line


def test_key_figures_are_words_and_values_with_either_colon() -> None:
    said = block("```figures\ntitle: 结果\n补发: 66万余元\n惠及：3200余名\n```")
    assert isinstance(said, Figures)
    assert said.words.title == "结果"
    assert said.figures == (("补发", "66万余元"), ("惠及", "3200余名"))


def test_a_day_of_a_timeline_reads_as_people_say_it() -> None:
    said = block("```timeline\n2022年: 进场\n2023-01: 上网追逃\n2023-01-11 04:30: 抓获\n```")
    assert isinstance(said, Timeline)
    assert [when for when, _text in said.steps] == ["2022年", "2023年1月", "2023-01-11 04:30"]


@pytest.mark.parametrize("mark", [",", "\t", "，"])
def test_a_table_is_taken_as_spreadsheets_copy_it(mark: str) -> None:
    rows = ["月份,受理,办结", "1月,1200,—", "2月,98.5,3"]
    text = "\n".join(row.replace(",", mark) for row in rows)
    said = block(f"```chart\ntype: line\ntitle: 各月\nunit: 件\n\n{text}\n```")
    assert isinstance(said, Drawn)
    assert said.chart.series == ("受理", "办结")
    assert [point.values for point in said.chart.points] == [
        (Decimal(1200), None),
        (Decimal("98.5"), Decimal(3)),
    ]


def test_a_number_may_part_its_thousands() -> None:
    said = block("```chart\ntitle: 各月\n1月: 1,200\n```")
    assert isinstance(said, Drawn)
    assert said.chart.points[0].values == (Decimal(1200),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```chart\ntitle: x\n```", ("chart-without-data", 0)),
        ("```chart\ntitle: x\n月,数\n1月,\n```", ("chart-without-data", 2)),
        ("```chart\ntitle: x\n1月: 三\n```", ("bad-block", 2)),
        ("```chart\ntitle: x\n1月: -3\n```", ("bad-block", 2)),
        ("```chart\n1月: 3\n```", ("bad-block", 0)),
        ("```chart\ntitle: x\ntype: pie\n1月: 3\n```", ("bad-block", 2)),
        ("```chart\ntitle: x\ntype: line\n1月: 3\n```", ("bad-block", 0)),
        ("```chart\ntitle: x\n月,数\n1月,3,4\n```", ("bad-block", 3)),
        ("```chart\ntitle: x\n月,a,b,c,d,e\n1,1,1,1,1,1\n```", ("bad-block", 2)),
        ("```chart\ntitle: x\ndata: a.csv\n1月: 3\n```", ("bad-block", 3)),
        ("```chart\ntitle: x\n[甲](listing:a-1): 3\n```", ("bad-block", 2)),
        ("```figures\n补发\n```", ("bad-block", 1)),
        ("```figures\n```", ("bad-block", 0)),
        ("```figures\nunti: 元\n```", None),
        ("```figures\ntitel: x\n补发: 3\n```", ("bad-block", 1)),
        ("```figures\ntitle: x\ntitle: y\n补发: 3\n```", ("bad-block", 2)),
        ("```figures\n补发: [甲](listing:a-1)\n```", ("bad-block", 1)),
        ("```timeline\n2023-02-30: 没有这一天\n```", ("bad-block", 1)),
        ("```timeline\n2023-02: 后\n2023-01-31: 前\n```", ("bad-block", 2)),
        ("```timeline\n2023-02-01: 没有结束", ("bad-block", 0)),
        ("```timelines\n2023-02-01: x\n```", ("unknown-block", 0)),
        ("> ```figures", ("bad-block", 0)),
        ("···figures", ("bad-block", 0)),
    ],
)
def test_whatever_is_wrong_is_told_with_its_line(
    text: str, expected: tuple[str, int] | None
) -> None:
    if expected is None:
        block(text)
    else:
        assert fault(text) == expected


def test_code_of_another_language_is_no_block() -> None:
    assert found("```python\nx: 1\n```\n\n```\ny: 1\n```") == []


def test_a_title_within_code_is_no_heading() -> None:
    lines = ["# a", "", "```", "# b", "```", "", "c", "---", "", "#### d"]
    assert list(headings(lines)) == [(0, 1), (6, 2), (9, 4)]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [([2, 3, 2], []), ([2, 4], [(1, 4, 3)]), ([3, 2], [(0, 3, 2)]), ([3, 3, 4], []), ([], [])],
)
def test_a_heading_that_skips_a_level_is_told(
    levels: list[int], expected: list[tuple[int, int, int]]
) -> None:
    assert list(skipped([f"{'#' * level} 标题" for level in levels])) == expected


@pytest.mark.parametrize("line", ["```" + " " * 30_000 + "x y", "a" + " " * 30_000, "`" * 30_000])
def test_no_line_takes_long(line: str) -> None:
    assert len(found(f"```figures\n{line}\n```\n{line}")) <= 2
