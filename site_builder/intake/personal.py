"""What no list may carry on: identity numbers and mobile phones among what is taken over."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from stdnum.cn import uscc

from site_builder.intake.row import text_of
from site_builder.tables.cells import CellValue

# Region, day of birth of somebody old enough to work, serial and check: without the check,
# for a number that was mistyped is personal too.
_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19\d\d|200\d|201[0-2])"
    r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])",
    re.ASCII,
)
_MOBILE: Final = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)", re.ASCII)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def is_personal(value: CellValue) -> bool:
    """Whether a cell holds the number of somebody's identity card or mobile phone."""
    text = unicodedata.normalize("NFKC", text_of(value))
    if _MOBILE.search(text):
        return True
    return any(not _is_credit_code(found[0]) for found in _IDENTITY.finditer(text))


def _is_credit_code(text: str) -> bool:
    """A body's code may happen to look like a person's: the check characters tell."""
    return bool(uscc.is_valid(text)) and text[-1] != _check_of(text)


def _check_of(text: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECKS[total % len(_CHECKS)]
