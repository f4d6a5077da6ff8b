"""A cell as its column's field wants it: which reader reads which field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from site_builder.tables.cells import CellValue
from site_builder.tables.headings import ENDS_ON, ROLES, Column
from site_builder.tables.names import read_decision, read_party, spelt_out
from site_builder.tables.values import (
    is_placeholder,
    read_amount,
    read_code,
    read_count,
    read_day,
    read_text,
)
from site_builder.tables.vocabulary import CLOSED_LISTS

_DAYS: Final = frozenset(
    {
        "decided_on",
        "issued_on",
        "published_on",
        "payment_due_on",
        "notice_served_on",
        "on",
        ENDS_ON,
    }
)
_AMOUNTS: Final = frozenset({"amount", "fine"})
_LONG: Final = frozenset({"reason", "basis", "facts", "outcome"})
_SPELT_OUT: Final = frozenset({*_LONG, "id", "title"})
_SEVERAL: Final = frozenset({*ROLES, "former_names", "republished_by", "also_published"})
_BETWEEN_PERSONS: Final = re.compile("[、；;，,/\n]")
_BETWEEN_NAMES: Final = re.compile("[、；;\n]")


def read_field(column: Column, value: CellValue) -> Any:
    """What a cell says of its column's field; None where it says nothing.

    Several names in a cell, of persons or former ones, come as a list.

    Raises:
        Unclear: The cell does not say what the field needs.
    """
    leaf = column.field.rpartition(".")[2]
    value = spelt_out(value)
    if is_placeholder(value) and (leaf not in _SPELT_OUT or not read_text(value)):
        return None
    if leaf in _DAYS:
        return read_day(value, column.format)
    if leaf in _AMOUNTS:
        return read_amount(value, column.unit)
    if column.field in _OF_ONE:
        _OF_ONE[column.field](value)  # what was signed is the cell as it stands
    read = _READERS.get(leaf)
    return read(value) if read else _words(column.field, leaf, value)


def _read_undone(value: CellValue) -> dict[str, str] | str:
    """The event that another undoes, written ``removed_early:2026-01-05``."""
    text = read_text(value)
    kind, colon, day = unicodedata.normalize("NFKC", text).partition(":")
    return {"kind": kind.strip(), "on": read_day(day.strip())} if colon else text


_READERS: Final[dict[str, Callable[[CellValue], Any]]] = {
    "workers": read_count,
    "credit_code": read_code,
    "registration_number": read_code,
    "event": _read_undone,
}
_OF_ONE: Final[dict[str, Callable[[CellValue], str]]] = {
    "employer.name": read_party,
    "party.name": read_party,
    "decision.number": read_decision,
}


def _words(field: str, leaf: str, value: CellValue) -> Any:
    text = read_text(value, is_long=leaf in _LONG)
    if leaf in _SEVERAL and field != "party.legal_representative":
        between = _BETWEEN_PERSONS if leaf in ROLES else _BETWEEN_NAMES
        parts = between.split(read_text(value, is_long=True))
        names = [name for part in parts if (name := part.strip())]
        return [{"channel": name} for name in names] if leaf == "also_published" else names
    # The penalty's own sort (penalty.type) is the office's word, no closed list.
    return CLOSED_LISTS.get(field if leaf == "type" else leaf, {}).get(text, text)
