"""How large a table may be, so that no file can exhaust the machine."""

from __future__ import annotations

from typing import Final

from site_builder.i18n import Message, _

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_UNPACKED_MIB: Final = 512


def too_large() -> Message:
    """That a sheet holds more than is read."""
    return _(
        "expected at most {rows} rows and {columns} columns, found more: divide the table",
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
    )
