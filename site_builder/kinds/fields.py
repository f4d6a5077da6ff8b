"""The types of fields: each reads what a person writes, or says what it expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError
from stdnum.iso7064 import mod_11_10

from site_builder.errors import described, is_telling_id, quoted
from site_builder.i18n import Message, _
from site_builder.kinds.faults import fault
from site_builder.kinds.seen import DIGITS, OF_CODES, OF_IDS, taken_for, unseen_character
from site_builder.model.moment import Moment

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAYLIKE: Final = re.compile(r"[\d年月日号时分./:T -]{1,24}", re.ASCII)
_AMOUNT: Final = re.compile(r"\d{1,14}(\.\d{1,2})?", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,14}(\.\d{1,6})?", re.ASCII)
# Spreadsheets hand on every number with a point: 12.0 is 12.
_WHOLE: Final = re.compile(r"(\d{1,9})(?:\.0{1,6})?", re.ASCII)
_OLD_NUMBER: Final = re.compile(r"\d{15}", re.ASCII)
_ID: Final = re.compile(r"[a-z0-9-]{3,64}", re.ASCII)
_RESERVED_ID: Final = re.compile(
    r"index|page-.*|region.*|letter.*|organ.*|\d{4}(-\d{2})?", re.ASCII
)
# Neither a name in front of the host, which hides where it leads, nor what browsers mend.
_ADDRESS: Final = re.compile(r"https?://[^\s/?#@\\<>\"]+([/?#][^\s\\<>\"]*)?")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2999
_LONGEST_ADDRESS: Final = 500
_LONGEST_WORDS: Final = 500


def id_in(values: Mapping[str, Any]) -> str | None:
    """The id among ``values``, however sloppily written; None if it cannot be told."""
    written = values.get("id")
    if isinstance(written, bool) or not isinstance(written, (str, int)):
        return None
    name = str(written).strip().lower()
    return name if _ID.fullmatch(name) and not is_telling_id(name) else None


def _text(value: object) -> str:
    text = _written(value)
    _all_seen(text, is_name=False)
    return text


def _written(value: object) -> str:
    # YAML reads an unquoted code or number as a number; its digits are what was meant.
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise fault("bad-value", _("expected text, found {found}", found=described(value)))
    return value


def _all_seen(text: str, *, is_name: bool) -> None:
    if message := unseen_character(text, is_name=is_name):
        raise fault("bad-character", message)


def _words(value: object) -> str:
    text = _written(value)
    if not text:
        raise fault("missing-field", _("expected a value, found nothing"))
    if text.isprintable() and not text.isspace():
        _all_seen(text, is_name=True)
        return text
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise fault("bad-value", _("expected text, found only spaces"))
    if len(text.splitlines()) > 1 or text[-1:] in "\r\n":
        raise fault("bad-value", _("expected text on one line, found several lines"))
    _all_seen(text, is_name=True)
    return text


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not _DAY.fullmatch(text):
        raise fault(
            "bad-date", _("expected a day like 2025-03-01, found {found}", found=_when(value))
        )
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = _("expected a day of the calendar, found {found}", found=_when(value))
        raise fault("bad-date", message) from None
    return _in_range(day, value)


def _in_range(day: date, value: object) -> date:
    if _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return day
    message = _(
        "expected a year from {first} to {last}, found {found}",
        first=_FIRST_YEAR,
        last=_LAST_YEAR,
        found=_when(value),
    )
    raise fault("bad-date", message)


def _when(value: object) -> Message:
    """A found day in quotes, however it is written; whatever is no day, by kind and length."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    is_daylike = isinstance(text, str) and _DAYLIKE.fullmatch(text) and text.strip()
    return quoted(text) if is_daylike else described(value)


def _moment(value: object) -> str:
    try:
        moment = Moment.parse(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None:
        message = _(
            "expected a day like 2025-03-01 or a minute like 2025-03-01T09:00, found {found}",
            found=_when(value),
        )
        raise fault("bad-date", message)
    _in_range(moment.day, value)
    return str(moment)


def _decimal(pattern: re.Pattern[str], example: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        if not pattern.fullmatch(text):
            message = _(
                "expected a number like {example}, found {found}",
                example=example,
                found=described(value),
            )
            raise fault("bad-number", message)
        return text

    return read


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        found = _WHOLE.fullmatch(text)
        if found and least <= int(found[1]) <= most:
            return int(found[1])
        message = _(
            "expected a whole number from {least} to {most}, found {found}",
            least=least,
            most=most,
            found=described(value),
        )
        raise fault("bad-number", message)

    return read


def _credit_code(value: object) -> str:
    text = _written(value)
    try:
        if uscc.validate(text) == text:
            return text
    except NumberError:
        pass
    if said := taken_for(text, OF_CODES, _("0-9 and A-Z without I, O, S, V and Z")):
        raise fault("bad-credit-code", said)
    message = _(
        "expected a unified social credit code of 18 characters with a right check character,"
        " found {found}",
        found=described(text),
    )
    raise fault("bad-credit-code", message)


def _registration_number(value: object) -> str:
    text = _written(value)
    try:
        if _OLD_NUMBER.fullmatch(text):
            return str(mod_11_10.validate(text))
    except NumberError:
        pass
    if said := taken_for(text, DIGITS, _("0-9")):
        raise fault("bad-registration-number", said)
    message = _(
        "expected an old registration number of 15 digits with a right check digit, found {found}",
        found=described(text),
    )
    raise fault("bad-registration-number", message)


def _name(value: object) -> str:
    text = _written(value)
    if not _ID.fullmatch(text):
        if said := taken_for(text, OF_IDS, _("a-z, 0-9 and -"), frozenset()):
            raise fault("bad-id", said)
        message = _(
            "expected 3 to 64 characters of a-z, 0-9 and -, found {found}", found=quoted(text)
        )
        raise fault("bad-id", message)
    return text


def _id(value: object) -> str:
    text = _name(value)
    if is_telling_id(text):
        message = _(
            "expected an id that tells nobody, found one that holds a citizen's, a telephone's or"
            " a card's number"
        )
        raise fault("bad-id", message)
    if _RESERVED_ID.fullmatch(text):
        message = _(
            "expected an id that is not index, page-…, region…, letter…, organ… or a year,"
            " found {found}",
            found=quoted(text),
        )
        raise fault("bad-id", message)
    return text


def _address(value: object) -> str:
    text = _written(value)
    is_seen = unseen_character(text, is_name=True) is None and text.isprintable()
    if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST_ADDRESS or not is_seen:
        message = _(
            "expected an address like https://example.gov.cn/, found {found}", found=described(text)
        )
        raise fault("bad-url", message)
    return text


def _sha256(value: object) -> str:
    text = _written(value)
    if not _SHA256.fullmatch(text):
        message = _("expected 64 characters of 0-9 and a-f, found {found}", found=described(text))
        raise fault("bad-value", message)
    return text


def _hint(**schema: Any) -> Any:
    """What editors are told of a field, beyond its type."""
    return Field(json_schema_extra=schema)


Text = Annotated[str, Field(max_length=20_000), BeforeValidator(_text)]
# Who reads the body asks of its characters line by line.
Body = Annotated[str, Field(max_length=400_000), BeforeValidator(_written)]
Words = Annotated[str, Field(min_length=1, max_length=_LONGEST_WORDS), BeforeValidator(_words)]
# Names among them are looked for in each text of their record, so there is an end to them.
Several = Annotated[tuple[Words, ...], Field(max_length=500)]
Day = Annotated[date, BeforeValidator(_day)]
Minute = Annotated[str, BeforeValidator(_moment), _hint(examples=["2025-03-01T09:00"])]
Amount = Annotated[
    str, BeforeValidator(_decimal(_AMOUNT, "186200.00")), _hint(pattern=f"^{_AMOUNT.pattern}$")
]
Number = Annotated[
    str, BeforeValidator(_decimal(_NUMBER, "3.8")), _hint(pattern=f"^{_NUMBER.pattern}$")
]
Count = Annotated[int, BeforeValidator(_whole(0, 999_999_999)), _hint(minimum=0)]
Year = Annotated[int, BeforeValidator(_whole(_FIRST_YEAR, _LAST_YEAR)), _hint(minimum=_FIRST_YEAR)]
Years = Annotated[int, BeforeValidator(_whole(0, 100)), _hint(minimum=0, maximum=100)]
Months = Annotated[int, BeforeValidator(_whole(0, 1200)), _hint(minimum=0, maximum=1200)]
Days = Annotated[int, BeforeValidator(_whole(0, 36500)), _hint(minimum=0, maximum=36500)]
FreshDays = Annotated[int, BeforeValidator(_whole(0, 31)), _hint(minimum=0, maximum=31)]
CreditCode = Annotated[str, BeforeValidator(_credit_code), _hint(pattern="^[0-9A-Z]{18}$")]
RegistrationNumber = Annotated[
    str, BeforeValidator(_registration_number), _hint(pattern=f"^{_OLD_NUMBER.pattern}$")
]
Id = Annotated[str, BeforeValidator(_id), _hint(pattern=f"^{_ID.pattern}$")]
Name = Annotated[str, BeforeValidator(_name), _hint(pattern=f"^{_ID.pattern}$")]
Address = Annotated[str, BeforeValidator(_address), _hint(pattern="^https?://")]
Digest = Annotated[str, BeforeValidator(_sha256), _hint(pattern=f"^{_SHA256.pattern}$")]
