"""The dictionary of open data: its files, what their columns mean, and on what terms."""

from __future__ import annotations

from site_builder.dictionary.column import TYPES, Column, Type
from site_builder.dictionary.sets import (
    CASES,
    CATALOG,
    CHANGES,
    DATA_SETS,
    DESCRIBED,
    LISTINGS,
    MOST_ROWS,
    RETENTION_DAYS,
    SCHEMA_VERSION,
    TABLES,
    DataSet,
    Form,
    files_of,
)

__all__ = [
    "CASES",
    "CATALOG",
    "CHANGES",
    "DATA_SETS",
    "DESCRIBED",
    "LISTINGS",
    "MOST_ROWS",
    "RETENTION_DAYS",
    "SCHEMA_VERSION",
    "TABLES",
    "TYPES",
    "Column",
    "DataSet",
    "Form",
    "Type",
    "files_of",
]
