"""Where a sheet's headings stand: below its title, in one line or two, and others below."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from site_builder.tables.cells import is_blank
from site_builder.tables.headings import field_of, plain_heading
from site_builder.tables.values import read_text
from site_builder.tables.vocabulary import UNITS

if TYPE_CHECKING:
    from site_builder.model.record import Kind
    from site_builder.tables.cells import CellValue, Row, Sheet

_LOOKED_AT: Final = 30
_LEAST_KNOWN: Final = 2  # headings that begin a table further down
_LONGEST: Final = 60
# Below a group's heading these say nothing alone: 总包单位 / 名称 is not the employer's.
_PARTS: Final = frozenset(
    {"名称", "姓名", "日期", "时间", "文号", "机关", "编号", "类型", "类别", "地区", "标题", "依据"}
)
# What a group's heading ends in without saying more: 欠薪情况 / 金额.
_GROUP_END: Final = re.compile("(基本)?(情况|信息|资料)$")
# What a line of its own above headings is: 二、移出名单, 附件2, 单位：元.
_TITLE: Final = re.compile(
    r"名单|情况|汇总|统计|附件|附表|续表|批次?[)）]?$|[表册]$|单\s*位\s*[:：]|^[（(]?[一二三四五六七八九十]+[)）、.．]"
)
# 单位：万元 beside a title, but not 填报单位：元江县某局.
_UNIT: Final = re.compile(r"单\s*位\s*[:：]\s*(?:人民币\s*)?(亿元|万\s*元|元)(?![\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of a sheet: each with its column counted from 0, and the rows they take.

    ``index`` is that of the last heading row among ``Sheet.rows``, ``number`` its number.
    A heading over two lines comes as one text. ``unit`` is how many yuan one is where a
    line above the headings says so (单位：万元), for columns that name no unit of their own.
    """

    index: int
    number: int
    headings: tuple[tuple[int, str], ...]
    lines: int = 1
    unit: Decimal | None = None


def layout_of(sheet: Sheet, kind: Kind, names: Collection[str] = ()) -> Layout | None:
    """The headings of a sheet; None where no row has any that is known.

    ``names`` are headings besides those of the kind, as a map file gives them.
    """
    finder = _Finder(sheet, kind, names)
    rows = sheet.rows[:_LOOKED_AT]
    best: tuple[int, Layout] | None = None
    for index, row in enumerate(rows):
        for found in (finder.one_line(index, row), finder.two_lines(index)):
            if found is not None and (best is None or _rank(found) > _rank(best)):
                best = found
    if best is None:
        return None
    score, layout = best
    # One known word may stand in any title; alone it is a heading only at the top.
    if score == 1 and layout.index > 0:
        return None
    return replace(layout, unit=_unit_above(rows[: layout.index + 1 - layout.lines]))


def tables_of(sheet: Sheet, kind: Kind, names: Collection[str] = ()) -> list[tuple[Sheet, Layout]]:
    """The tables that stand below each other on a sheet, each with its own headings.

    Who came and who left are often told on one sheet, or sums in 万元 above others in 元: what
    stands below other headings is no row of the first table. Empty where no row has any
    heading that is known.
    """
    found: list[tuple[Sheet, Layout]] = []
    for part in _parts(sheet, _Finder(sheet, kind, names)):
        layout = layout_of(part, kind, names)
        if layout is not None:
            # A unit above the first table is the sheet's, till another is named.
            unit = layout.unit or (found[-1][1].unit if found else None)
            found.append((part, replace(layout, unit=unit)))
    return found


def _parts(sheet: Sheet, finder: _Finder) -> Iterator[Sheet]:
    """The sheet, cut where headings begin that are others than those above."""
    rows: list[Row] = []
    standing: Layout | None = None
    index = 0
    while index < len(sheet.rows):
        layout = finder.begun(index)
        if layout is None:
            rows.append(sheet.rows[index])
            index += 1
            continue
        heads = sheet.rows[index : layout.index + 1]
        is_first = standing is None or standing.number + 1 == heads[0].number
        titles = 0 if is_first else _titles(rows)
        above = rows[len(rows) - titles :]
        if is_first:
            rows += heads
        elif standing is not None and layout.headings == standing.headings:
            rows = rows[: len(rows) - titles]  # the next page
        else:
            yield replace(sheet, rows=rows[: len(rows) - titles])
            rows = above + heads
        standing, index = layout, layout.index + 1
    yield replace(sheet, rows=rows)


def _titles(rows: list[Row]) -> int:
    """How many of the last lines say one thing alone, as a title does."""
    count = 0
    while count < len(rows) and _is_title(rows[-1 - count]):
        count += 1
    return count


def _is_title(row: Row) -> bool:
    told = [value for value in row.values if not is_blank(value)]
    if len(set(map(str, told))) != 1 or not isinstance(told[0], str):
        return False
    return len(told) > 1 or bool(_TITLE.search(told[0].strip()))


def _rank(found: tuple[int, Layout]) -> tuple[int, int]:
    """The more headings are known the better; a second line of them is no record."""
    return found[0], found[1].lines


def _unit_above(titles: Iterable[Row]) -> Decimal | None:
    """The unit that the lines above the headings give for the whole sheet."""
    texts = (value for row in titles for value in row.values if isinstance(value, str))
    found = next((match for match in map(_UNIT.search, texts) if match), None)
    return None if found is None else Decimal(UNITS["".join(found[1].split())])


class _Finder:
    def __init__(self, sheet: Sheet, kind: Kind, names: Collection[str]) -> None:
        self._sheet = sheet
        self._kind = kind
        self._names = frozenset(map(plain_heading, names))

    def begun(self, index: int) -> Layout | None:
        """The headings that begin in a row, where most of what it says is known as such."""
        row = self._sheet.rows[index]
        if not self._may_begin(row):
            return None
        found = [self.one_line(index, row), self.two_lines(index)]
        best = max((each for each in found if each is not None), key=_rank, default=None)
        if best is None:
            return None
        score, layout = best
        is_known = score >= _LEAST_KNOWN and 2 * score > len(set(dict(layout.headings).values()))
        return layout if is_known else None

    def _may_begin(self, row: Row) -> bool:
        """Whether a row says nothing but texts, of which none counts, dates or is long."""
        return all(
            isinstance(value, str) and len(value) <= _LONGEST and not value[:1].isdigit()
            for value in row.values
            if value is not None
        )

    def one_line(self, index: int, row: Row) -> tuple[int, Layout] | None:
        headings = _texts(row)
        score = self._score(headings)
        if not score:
            return None
        return score, Layout(index, row.number, tuple(sorted(headings.items())))

    def two_lines(self, index: int) -> tuple[int, Layout] | None:
        """The headings of a row and the one below it, where both hold some."""
        rows = self._sheet.rows
        if index + 1 >= len(rows) or rows[index + 1].number != rows[index].number + 1:
            return None
        upper, lower = _texts(rows[index]), _texts(rows[index + 1])
        headings = {
            column: self._joined(upper, lower, column) for column in sorted({*upper, *lower})
        }
        score = self._score(headings)
        is_joined = any(text != upper.get(column) for column, text in lower.items())
        # The upper row must do its part: it may be a title, or the last row of a page.
        if score <= self._score(lower) or not is_joined or not self._is_head(lower, headings):
            return None
        layout = Layout(index + 1, rows[index + 1].number, tuple(headings.items()), lines=2)
        return score, layout

    def _score(self, headings: dict[int, str]) -> int:
        return len({text for text in headings.values() if self._is_known(text)})

    def _is_head(self, lower: dict[int, str], headings: dict[int, str]) -> bool:
        """Whether the lower row belongs to the headings: most of its texts do their part."""
        known = sum(self._is_known(headings[column]) for column in lower)
        return 2 * known >= len(lower)

    def _joined(self, upper: dict[int, str], lower: dict[int, str], column: int) -> str:
        top, bottom = upper.get(column, ""), lower.get(column, "")
        if not bottom or top == bottom:
            return top
        # Without merged cells a group's heading stands over its first column alone.
        group = top or _left_of(upper, column, lower)
        for said in (group, _GROUP_END.sub("", plain_heading(group))):
            if self._is_known(said + bottom):
                return said + bottom
        if self._is_known(bottom) and (not group or plain_heading(bottom) not in _PARTS):
            return bottom
        return top + bottom

    def _is_known(self, text: str) -> bool:
        return plain_heading(text) in self._names or field_of(text, self._kind) is not None


def _left_of(upper: dict[int, str], column: int, lower: dict[int, str]) -> str:
    """The heading of the group that a column without one of its own may belong to."""
    for left in range(column - 1, -1, -1):
        if left not in lower:
            return ""
        if left in upper:
            return upper[left]
    return ""


def _texts(row: Row) -> dict[int, str]:
    """The headings in a row: texts, by their columns."""
    return {
        column: read_text(value)
        for column, value in enumerate(row.values)
        if not is_blank(value) and _may_be_heading(value)
    }


def _may_be_heading(value: CellValue) -> bool:
    return isinstance(value, str)


def is_repeated(row: Row, layout: Layout) -> bool:
    """Whether a row says the headings once more, as lists do that run over several pages."""
    known = dict(layout.headings)
    if row.value(layout.headings[0][0]) != layout.headings[0][1]:
        return False
    texts = _texts(row)
    return (
        bool(texts)
        and len(texts) > 1
        and all(
            plain_heading(text) == plain_heading(known.get(column, ""))
            for column, text in texts.items()
        )
    )
