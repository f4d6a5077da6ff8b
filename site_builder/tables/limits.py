"""How large a table may be, so that no file can exhaust the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from site_builder.i18n import Message, _

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_UNPACKED_MIB: Final = 512
# Of all cells of a table: a text that a thousand of a workbook's share is read a thousand times.
MOST_CHARACTERS: Final = 100_000_000


def too_large() -> Message:
    """That a sheet holds more than is read."""
    return _(
        "expected at most {rows} rows and {columns} columns, found more: divide the table",
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
    )


def too_heavy() -> Message:
    """That a file, or what is packed in it, is more than is held at once."""
    return _("expected at most {limit} MiB once unpacked, found more", limit=MOST_UNPACKED_MIB)


def too_long() -> Message:
    """That the texts of all cells are more than is read."""
    return _(
        "expected at most {limit} million characters in all cells, found more: divide the table",
        limit=MOST_CHARACTERS // 1_000_000,
    )


class TooLargeError(Exception):
    """A sheet has a value beyond the limits."""

    def __init__(self, message: Message) -> None:
        """Say which limit."""
        super().__init__(message.text("en"))
        self.message = message


@dataclass(slots=True)
class Room:
    """How much more of a workbook may be read, all its sheets together."""

    cells: int = MOST_ROWS * MOST_COLUMNS
    characters: int = MOST_CHARACTERS

    def take(self, rows: int, columns: int, characters: int) -> None:
        """Room for a sheet, whose every cell up to the last is read."""
        self.cells -= rows * columns
        self.characters -= characters
        if self.cells < 0:
            raise TooLargeError(too_large())
        if self.characters < 0:
            raise TooLargeError(too_long())
