"""Lines of a sheet that are no rows: totals, headings over parts, who filled in the table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from site_builder.intake.keys import KEY_FIELDS
from site_builder.intake.row import text_of
from site_builder.tables.cells import is_blank
from site_builder.tables.values import Unclear, read_day

if TYPE_CHECKING:
    from site_builder.model.record import Kind
    from site_builder.tables.cells import CellValue, Row
    from site_builder.tables.headings import Column

_TOTAL: Final = re.compile(r"(合计|小计|总计|共计|累计|本页[合小]计)([(:\d共].*)?")
_NUMBER: Final = re.compile(r"\d+号")
_FOOTER: Final = re.compile(
    r"(填表|制表|审核|复核|经办|填报|审批|单位负责人|单位\(?盖章|联系人|联系电话|备注|说明|注)[^:]{0,8}:.*"
)
# What stands alone in its line: 一、新城区（2户）, 以下空白.
_ALONE: Final = re.compile(
    r"[(]?[一二三四五六七八九十]{1,3}[)、.].*|[(]?以下(空白|无正文|无内容)[)]?"
)
_FIRST_CELLS: Final = 3
_AS_WIDE: Final = 3  # no record says one thing in as many columns


def is_no_row(line: Row, columns: Iterable[Column], kind: Kind) -> bool:
    """Whether a line adds up others, stands over some, or says who filled in the table.

    What gives the number or the day of a decision is a row, however its reason begins.
    """
    told = [value for value in line.values if not is_blank(value)]
    texts = [_compact(value) for value in told]
    distinct = list(dict.fromkeys(texts))
    if any(_TOTAL.fullmatch(text) for text in distinct[:_FIRST_CELLS]):
        return not _gives_decision(line, columns, kind)
    if len(distinct) == 1 and (len(texts) >= _AS_WIDE or _ALONE.fullmatch(distinct[0])):
        return True
    # A footer stands alone in its line, or beside others of its sort.
    return bool(distinct) and bool(_FOOTER.fullmatch(distinct[0])) and _is_sparse(distinct)


def _gives_decision(line: Row, columns: Iterable[Column], kind: Kind) -> bool:
    """Whether a line gives the number or the day of a decision: no line of totals does."""
    at = KEY_FIELDS[kind]
    for column in columns:
        value = line.value(column.index)
        if column.field == at.number and _NUMBER.search(_compact(value)):
            return True
        if column.field == at.date and _is_day(value, column.format):
            return True
    return False


def _is_day(value: CellValue, form: str | None) -> bool:
    try:
        return not is_blank(value) and bool(read_day(value, form))
    except Unclear:
        return False


def _is_sparse(texts: list[str]) -> bool:
    footers = sum(":" in text for text in texts)
    return len(texts) <= 2 * footers


def _compact(value: CellValue) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text_of(value)))
