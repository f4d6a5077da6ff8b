"""Cells that name one thing: a party, a decision; and cells that only point at another."""

from __future__ import annotations

import re
from typing import Final

from site_builder.i18n import _
from site_builder.model.text import without_legal_form
from site_builder.tables.cells import CellValue
from site_builder.tables.values import Unclear, read_number, read_text

# What points at the cell above: a row that is sorted or deleted changes which one that is.
_AS_ABOVE: Final = frozenset({"同上", "同前", "同左", "〃", "″", '"', "“", "”", "''"})
_LONGEST_NAMES: Final = 10_000
_BETWEEN_PARTIES: Final = re.compile(r"[、；;\n]")
_SEVERAL: Final = re.compile(
    r"(?:[^\W\d]*〔[0-9]{4}〕第?[0-9]+号[、,;/和及与]*){2,}"
    r"|[^\W\d]*〔[0-9]{4}〕(?:第?[0-9]+号?[、,;/和及与]+)+第?[0-9]+号"
)
# A line broken by hand within Chinese words, which know no blanks.
_BREAK: Final = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\n\s*(?=[^\x00-\x7f])")


def spelt_out(value: CellValue) -> CellValue:
    """A cell's value, unless it says no more than that it is what stands above.

    Raises:
        Unclear: It does.
    """
    if isinstance(value, str) and value.strip() in _AS_ABOVE:
        message = _("expected what is meant, in full; found a sign for what stands above")
        raise Unclear("bad-value", message)
    return value


def read_decision(value: CellValue) -> str:
    """The number of one decision, in one spelling.

    Raises:
        Unclear: It is no text, says that there is no number, or gives those of several.
    """
    number = read_number(value)
    if not any(char.isnumeric() for char in number):
        message = _("expected the number of a decision, found words without any digit")
        raise Unclear("bad-value", message)
    if _SEVERAL.fullmatch(number):
        message = _("expected the number of one decision, found several: a row for each")
        raise Unclear("bad-value", message)
    return number


def read_party(value: CellValue) -> str:
    """The name of one party, in one line.

    Raises:
        Unclear: It is no text, or the names of several firms.
    """
    text = read_text(value, is_long=True)
    # What is longer is no name, as its kind will say.
    named = _BETWEEN_PARTIES.split(text) if len(text) <= _LONGEST_NAMES else ()
    parts = [part for each in named if (part := each.strip())]
    if sum(without_legal_form(part) != part for part in parts) > 1:
        message = _("expected the name of one party, found several: a row for each")
        raise Unclear("bad-value", message)
    return read_text(_BREAK.sub("", text))
