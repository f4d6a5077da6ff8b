"""Workbooks made for tests, as offices make them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def book(
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "名单",
    change: Callable[[Workbook, Worksheet], object] | None = None,
) -> bytes:
    """One sheet of rows, then whatever ``change`` does to it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(workbook, sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
