"""How days and numbers are written in a language: as CLDR knows it, else as its catalog says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval

from site_builder.i18n import Speech, _

if TYPE_CHECKING:
    from datetime import date

_CHINESE: Final = Locale.parse("zh_Hans_CN")
# What CLDR says of a month for which it has no name.
_NO_MONTH: Final = re.compile(r"M\d")


def day_in_words(value: date, spoken: Speech) -> str:
    """A day as people write it who speak a language."""
    locale = locale_of(spoken)
    if locale is not None:
        return format_date(value, "long", locale=locale)
    parts = {"year": value.year, "month": value.month, "day": value.day}
    return _("{year}-{month}-{day}", **parts).text(spoken)


def days_in_words(first: date, last: date, spoken: Speech) -> str:
    """From one day to a later one, as people write it who speak a language."""
    locale = locale_of(spoken)
    if locale is not None:
        return format_interval(first, last, "yMMMd", locale=locale)
    since, until = (day_in_words(day, spoken) for day in (first, last))
    return _("{first} to {last}", first=since, last=until).text(spoken)


@lru_cache(maxsize=64)
def locale_of(spoken: Speech) -> Locale | None:
    """How days and numbers are written in a language; None where CLDR knows no month of it."""
    if spoken.is_chinese:
        return _CHINESE
    try:
        locale = Locale.parse(spoken.tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    return None if _NO_MONTH.match(locale.months["format"]["wide"][1]) else locale


def number_locale(spoken: Speech) -> Locale:
    """How numbers are written in a language; where nobody told, as in Chinese."""
    return locale_of(spoken) or _CHINESE
