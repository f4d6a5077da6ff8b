"""What is to stand in a cell of somebody's table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fill:
    """What is to stand in a blank cell: rows count from 1, columns from 0."""

    sheet: str
    row: int
    column: int
    text: str
    is_day: bool = False
    is_heading: bool = False
