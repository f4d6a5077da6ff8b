"""What no file may show whoever's it is: the numbers of identity cards, bank cards and mobiles.

The second net, of its own make: it reads what stands in the finished files, and asks
neither the records nor the firewall that they came through.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from site_builder.scan.lines import words
from site_builder.scan.pieces import pieces

if TYPE_CHECKING:
    from pathlib import Path

# In folded texts every mark between digits is a single space.
_ALONE, _END = rb"(?<![0-9a-z])", rb"(?![0-9a-z])"
_IDENTITY: Final = re.compile(_ALONE + rb"(\d{6}) ?(\d{8}) ?(\d{3}) ?([\dx])" + _END)
_CARD: Final = re.compile(
    _ALONE + rb"(62\d{14,17}|62\d\d(?: \d{4}){3}(?: \d{1,3})?|62\d{4} \d{10,13})" + _END
)
_MOBILE: Final = re.compile(
    "(?:电话|手机|联系方式|微信|拨打|致电)[^0-9]{0,12}".encode()
    + rb"(?:(?:00)?86 ?)?(1[3-9]\d ?\d{4} ?\d{4})"
    + _END
)
_IS_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
# All of these have eleven digits or more, so such runs are looked for first; with one digit for
# all, a search that begins with it is three times as fast.
_ONE_DIGIT: Final = bytes(
    ord("0") if chr(code).isdecimal() else code for code in range(128)
) + bytes(range(128, 256))
_DIGITS: Final = re.compile(b" ?".join([b"0"] * 11) + b"(?: ?0)*")
# What may follow a run, and how much may lead up to it.
_BEYOND, _BEFORE = 3, 36
_RUN: Final = re.compile(rb"\d[\d ]{9,24}[\dx]?")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10x98765432"
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# How the codes of bodies begin that are all digits.
_BODIES: Final = ("11", "12", "13", "19", "31", "51", "52", "53", "59", "91", "92", "93")


class Patterns:
    """What to look for in folded texts, and which numbers may stand all the same."""

    def __init__(self, shown: Iterable[bytes] = (), *, with_mobiles: bool = True) -> None:
        """Excuse the numbers in ``shown`` texts, folded as a ``Scanner`` reads them."""
        self._excused = {
            number.replace(b" ", b"").decode()
            for text in shown
            for run in _RUN.findall(text)
            for number in (run, *run.split(b" "))
        }
        self._with_mobiles = with_mobiles

    def excused(self) -> list[bytes]:
        """Digests of the numbers that would be somebody's, if they were not excused."""
        return sorted(
            hashlib.blake2b(number.encode(), digest_size=16).digest()
            for number in self._excused
            if self._is_somebodys(number)
        )

    def stand_in(self, texts: Iterable[bytes]) -> bool:
        """Whether any text shows somebody's number."""
        return any(self._stand_in(text) for text in texts)

    def _stand_in(self, text: bytes) -> bool:
        return any(
            self._stands_at(text, run.start(), run.end() + _BEYOND)
            for run in _DIGITS.finditer(text.translate(_ONE_DIGIT))
        )

    def _stands_at(self, text: bytes, start: int, end: int) -> bool:
        """Whether a number that begins and ends there is somebody's."""
        for match in _IDENTITY.finditer(text, start, end):
            number = b"".join(match.groups()).decode()
            if is_identity(number) and number not in self._excused:
                return True
        for match in _CARD.finditer(text, start, end):
            number = match[1].replace(b" ", b"").decode()
            if is_card(number) and number not in self._excused:
                return True
        if not self._with_mobiles:
            return False
        announced = _MOBILE.finditer(text, max(start - _BEFORE, 0), end)
        found = (match[1].replace(b" ", b"").decode() for match in announced)
        return any(number not in self._excused for number in found)

    def _is_somebodys(self, number: str) -> bool:
        """Whether a number alone passes for that of an identity card, bank card or mobile."""
        told = number.encode()
        if _IDENTITY.fullmatch(told) and is_identity(number):
            return True
        if _CARD.fullmatch(told) and is_card(number):
            return True
        return self._with_mobiles and _IS_MOBILE.fullmatch(number) is not None


def files_with_numbers(folder: Path, paths: Sequence[str]) -> list[str]:
    """The files that show a number of somebody's identity or bank card, by their paths."""
    patterns = Patterns(with_mobiles=False)
    return [path for path in paths if patterns.stand_in(map(words, pieces(folder, path)))]


def is_identity(number: str) -> bool:
    """Whether 18 characters hold a day and the right check character, and are no body's code."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (
        _FIRST_YEAR <= year <= _LAST_YEAR
        and 1 <= month <= len(_MONTHS)
        and 1 <= day <= _MONTHS[month - 1]
    ):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % len(_CHECKS)] == number[-1]


def is_card(number: str) -> bool:
    """Whether digits pass for a bank card (Luhn), and are no body's code."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[1::2])  # noqa: PLR2004 - 5 × 2 is 10
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0 and not number.startswith(_BODIES)
