"""Spreadsheets of any office: cells, what their headings mean, and what the cells say."""

from site_builder.tables.cells import CellValue, Row, Sheet, address, is_blank
from site_builder.tables.fields import read_field
from site_builder.tables.headings import (
    Column,
    column_of,
    field_of,
    fields_of,
    nearest_heading,
    unit_of,
)
from site_builder.tables.layout import Layout, layout_of, tables_of
from site_builder.tables.reading import OTHER_SUFFIXES, SUFFIXES, other_format, read_tables
from site_builder.tables.values import (
    Unclear,
    read_amount,
    read_code,
    read_count,
    read_day,
    read_number,
    read_text,
)

__all__ = [
    "OTHER_SUFFIXES",
    "SUFFIXES",
    "CellValue",
    "Column",
    "Layout",
    "Row",
    "Sheet",
    "Unclear",
    "address",
    "column_of",
    "field_of",
    "fields_of",
    "is_blank",
    "layout_of",
    "nearest_heading",
    "other_format",
    "read_amount",
    "read_code",
    "read_count",
    "read_day",
    "read_field",
    "read_number",
    "read_tables",
    "read_text",
    "tables_of",
    "unit_of",
]
