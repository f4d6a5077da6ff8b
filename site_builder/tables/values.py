"""What a cell says, by the sort of field it stands in; never a guess."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final

from site_builder.errors import described, quoted
from site_builder.i18n import Message, _
from site_builder.tables.cells import FIRST_DAY, CellValue, Since1904

_FIRST_YEAR: Final = 1949  # a smaller number that Excel shows as a day is no day
_LAST_YEAR: Final = 2999
# The serial days of 1990 to 2119: what is smaller may be a month (20253), what is larger too.
_SERIALS: Final = range(32_874, 80_001)
_ONE_DAY: Final = dt.timedelta(days=1)
_HALF_A_SECOND: Final = dt.timedelta(milliseconds=500)
_TIME: Final = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_PARTED: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]", re.ASCII)
_SOLID: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?", re.ASCII)
_SPOKEN: Final = re.compile(
    r"([〇零○◯Oo0一二三四五六七八九]{4})年([元一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,4})[日号]"
)
_DIGITS: Final = {
    char: str(index) for index, char in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("零○◯Oo0", "0")
_NEXT_DAY: Final = re.compile(r"\s*\+\s*(\d{1,3})\s*days?$", re.ASCII)
_DAYLIKE: Final = re.compile(r"[\d年月日号〇一二三四五六七八九十./: T+至到或-]{1,24}")
_AMOUNT: Final = re.compile(
    r"(?:人民币|rmb|cny|[¥￥])?\s*(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?\s*(亿元|亿|万元|万|元)?[整正]?",
    re.IGNORECASE | re.ASCII,
)
_UNITS: Final = {"元": 1, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
# What an answer is to be counted in, and how it then looks.
_ASKED_IN: Final[dict[int | Decimal, tuple[Message, str]]] = {
    1: (_("yuan"), "186200.00"),
    10_000: (_("ten thousand yuan"), "18.62"),
    100_000_000: (_("hundred million yuan"), "1.25"),
}
_VAGUE: Final = re.compile("[约近余多超过以上下不足左右至~～]|以内")
_COUNT: Final = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?\s*[人名位个]?", re.ASCII)
_SCIENTIFIC: Final = re.compile(r"\d(\.\d+)?e\+?\d+", re.IGNORECASE | re.ASCII)
_YEAR_IN_BRACKETS: Final = re.compile(r"[\[(【〔〖［（](\d{4})[\])】〕〗］）]", re.ASCII)
_OF_A_COURT: Final = re.compile(r"〔(\d{4})〕(?=[^\W\d_]\d)")
_BREAK: Final = re.compile(r"(?<![ \t])[ \t]*+\n\s*+")
_CENT: Final = Decimal("0.01")
_MOST: Final = Decimal(10) ** 14
_PLACEHOLDERS: Final = frozenset({"-", "--", "---", "/", "\\", "无", "暂无"})
_LONGEST_PLACEHOLDER: Final = 8  # with the spaces around it
_DASHES: Final = str.maketrans("—–－―─‐‑−", "--------")


class Unclear(ValueError):  # noqa: N818 (it is no error of ours: the cell is unclear)
    """A cell does not say what its column needs: a problem's code, and the sentence for it."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message


def is_placeholder(value: CellValue) -> bool:
    """Whether a cell says that there is nothing to say: blank, a dash, 无."""
    if value is None:
        return True
    if not isinstance(value, str) or len(value) > _LONGEST_PLACEHOLDER:
        return isinstance(value, str) and value.isspace()
    text = unicodedata.normalize("NFKC", value.translate(_DASHES)).strip()
    return not text or text in _PLACEHOLDERS


def read_day(value: CellValue, pattern: str | None = None) -> str:
    """A day as ``2025-03-01``, from a date cell, a serial day or text.

    ``pattern`` is for ``strptime`` and may end in ``+1 day``: its source gives the last
    day shown where the day after is wanted.

    Raises:
        Unclear: It is no day of the calendar, or does not say which one.
    """
    later = _NEXT_DAY.search(pattern) if pattern else None
    day = _day(value, pattern[: later.start()] if pattern and later else pattern)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        message = _(
            "expected a year from {first} to {last}, found {found}",
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
            found=quoted(day.isoformat()),
        )
        raise Unclear("bad-date", message)
    if later:
        day += int(later[1]) * _ONE_DAY
    return day.isoformat()


def _day(value: CellValue, pattern: str | None) -> dt.date:
    if isinstance(value, dt.datetime):
        # A serial day is a fraction: one second before midnight is the next day's.
        return (value + _HALF_A_SECOND).date()
    if isinstance(value, dt.date):
        return value
    text = _plain(value)
    if pattern and (isinstance(value, str) or text.isdigit()):
        return _by_pattern(text, pattern)
    found = _parts(text)
    if found is None:
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            first_day = Since1904.FIRST_DAY if isinstance(value, Since1904) else FIRST_DAY
            day = first_day + int(float(text)) * _ONE_DAY
            if (day - FIRST_DAY).days in _SERIALS:
                return day
        message = _("expected a day like 2025-03-01, found {found}", found=_when(value, text))
        raise Unclear("bad-date", message)
    try:
        return dt.date(*found)
    except ValueError:
        message = _("expected a day of the calendar, found {found}", found=_when(value, text))
        raise Unclear("bad-date", message) from None


def _by_pattern(text: str, pattern: str) -> dt.date:
    try:
        found = dt.datetime.strptime(text, pattern)  # noqa: DTZ007 (a day, not a moment)
    except (ValueError, re.error):  # a pattern that names one part twice
        message = _(
            "expected a day of the form {pattern}, found {found}",
            pattern=quoted(pattern),
            found=_when(text, text),
        )
        raise Unclear("bad-date", message) from None
    return found.date()


def _parts(text: str) -> tuple[int, int, int] | None:
    if found := _PARTED.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    compact = text.replace(" ", "")
    if found := _CHINESE.fullmatch(compact) or _SOLID.fullmatch(compact):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _SPOKEN.fullmatch(compact):
        year = int("".join(_DIGITS[char] for char in found[1]))
        return year, _spoken(found[2]), _spoken(found[3])
    return None


def _spoken(text: str) -> int:
    """十二, 二十, 三十一, 廿八 as numbers; 元 is the first month."""
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_DIGITS[text]) if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


def _when(value: CellValue, text: str) -> Message:
    return quoted(text) if text and _DAYLIKE.fullmatch(text) else _described(value)


def read_amount(value: CellValue, unit: Decimal | None = None) -> str:
    """Yuan as ``186200.00``; ``unit`` is the heading's, which a unit in the cell overrides.

    Raises:
        Unclear: It is no amount, not an exact one, or less than nothing.
    """
    text = _plain(value)
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise Unclear("bad-number", _amount_asked(text, unit, _described(value)))
    number = Decimal(found[1].replace(",", "") + (found[2] or ""))
    yuan = number * (_UNITS[found[3]] if found[3] else unit or 1)
    try:
        exact = yuan.quantize(_CENT)
    except InvalidOperation:
        exact = _MOST
    if exact >= _MOST:
        raise Unclear("bad-number", _("expected an amount below 100 trillion yuan, found more"))
    if exact != yuan:
        raise Unclear("bad-number", _("expected an amount in whole fen, found a part of one"))
    return str(exact)


def _amount_asked(text: str, unit: Decimal | None, found: Message) -> Message:
    """What an amount should look like: in the column's own unit, in which the answer is read."""
    name, example = _ASKED_IN.get(unit or 1, _ASKED_IN[1])
    if _VAGUE.search(text) and any(map(str.isdigit, text)):
        return _(
            "expected an exact amount in {unit}, like {example}, found {found}",
            unit=name,
            example=example,
            found=found,
        )
    return _(
        "expected an amount in {unit}, like {example}, found {found}",
        unit=name,
        example=example,
        found=found,
    )


def read_count(value: CellValue) -> int:
    """How many people: 14, 14人, 14名.

    Raises:
        Unclear: It is no whole number.
    """
    text = _plain(value)
    found = _COUNT.fullmatch(text)
    if found is None or len(found[1]) > len("999,999,999"):
        message = _("expected a whole number like 14, found {found}", found=_described(value))
        raise Unclear("bad-number", message)
    return int(found[1].replace(",", ""))


def read_code(value: CellValue) -> str:
    """A code as text, without spaces and width, in capitals.

    Raises:
        Unclear: Excel made a number of it, so that digits may be lost.
    """
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    text = re.sub(r"\s+", "", _plain(value)).lstrip("'").upper()
    if is_number or _SCIENTIFIC.fullmatch(text):
        message = _("expected a code as text, found a number: format the cell as text, write anew")
        raise Unclear("bad-code", message)
    if not isinstance(value, str):
        raise Unclear(
            "bad-code", _("expected a code as text, found {found}", found=_described(value))
        )
    return text


def read_number(value: CellValue) -> str:
    """A document's number in one spelling: width and spaces folded, ``〔2025〕`` for the year.

    A court's number keeps its round brackets: （2024）内0102民初12号.

    Raises:
        Unclear: It is no text.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", read_text(value)))
    text = _YEAR_IN_BRACKETS.sub(r"〔\1〕", text)
    return _OF_A_COURT.sub(r"（\1）", text) if text.startswith("〔") else text


def read_text(value: CellValue, *, is_long: bool = False) -> str:
    """What a cell says, in words; only in a long text do line breaks stay.

    Raises:
        Unclear: It is true or false, which no text is.
    """
    if isinstance(value, bool):
        raise Unclear("bad-value", _("expected text, found {found}", found=_described(value)))
    text = _written(value).strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if is_long or "\n" not in text else _BREAK.sub(" ", text)


def _plain(value: CellValue) -> str:
    """What a cell says in plain width: text folded, numbers as their digits."""
    return unicodedata.normalize("NFKC", read_text(value)).strip()


def _written(value: CellValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        # Excel keeps 15 digits and shows no more.
        return format(Decimal(format(value, ".15g")), "f")
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return "" if value is None else str(value)


def _described(value: CellValue) -> Message:
    if isinstance(value, float):
        return _("a number")
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return _("a day or time")
    return described(value)
