"""Numbers that lead to one person: identity cards, bank cards, telephones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import phonenumbers
from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_10

from site_builder.firewall.finding import Finding, Sort
from site_builder.firewall.runs import Run, runs
from site_builder.firewall.stretches import Taken

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain
    from site_builder.firewall.runs import Group

_ID, _OLD_ID = 18, 15
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_FIRST_LIKELY, _LAST_LIKELY = 1915, 2020
_OF_LATE = 2011
_INSTEAD: Final = "×××"
_MOBILE: Final = re.compile(r"(?:0086|86|0)?(1[3-9]\d{9})")
_LANDLINE: Final = re.compile(
    r"(?:(?:0086|86)0?|0)(?P<number>(?:10|2\d|[3-9]\d\d)[1-9]\d{6,7})(?:\d{1,5})?"
)
_LOCAL: Final = re.compile(r"[2-8]\d{6,7}")
_CARD: Final = re.compile(r"(?:62|4\d|5[0-9]|3[0-9]|6[0-9]|9[0-9])\d{13,17}")
# Behind one of these a number is an account, whatever its check digit says; a body's is none.
_ACCOUNT: Final = re.compile(r"(?:卡号码?|[账帐]号|[账帐]户(?:号码?)?|银行卡)[^\n，。；\d]{0,8}$")
_OF_A_BODY: Final = re.compile(
    r"(?:对公|公户|专户|专用[账帐]户|保证金|监管|财政|国库|罚没|罚款|非税)[^\n。；]{0,12}$"
)
_SHORTEST_ACCOUNT, _LONGEST_ACCOUNT = 12, 22
# What says that the digits behind it are a telephone, a firm's number, or a person's.
_CALLED: Final = re.compile(
    r"(?:电话|固话|座机|致电|拨打|热线|联系方式|手机|传真|tel|phone)[^\n，。；]{0,6}$",
    re.IGNORECASE,
)
# A line that is there to be called, and so an office's.
_HOTLINE: Final = re.compile(
    r"(?:投诉|举报|监督|咨询|维权|服务|值班|受理|信访)(?:电话|热线)[：:为是\s]{0,3}$"
)
_HEADED: Final = re.compile(r"\|[^|\n]{0,8}(?:电话|座机|联系方式|手机|拨打|致电)[^|\n]{0,8}\|")
_OF_A_FIRM: Final = re.compile(r"(?:注册号|信用代码|执照|工商|税号|机构代码)[^\n，。；]{0,8}$")
# What numbers things, not people.
_NUMBERED: Final = re.compile(
    r"(?:编号|单号|文号|合同号|合同编号|发票号码?|案号|流水号|订单号|受理号|证书号|凭证号|序列号|批号|许可证号?|备案号|票号)[为是：:第\s]{0,3}$|第\s?$"
)
_AMOUNT: Final = re.compile(r"(?:\.\d+)?\s*(?:余|多)?[万亿]?(?:元|块|吨|平方米|米|千瓦|%|％|人次)")
# How the codes of public bodies, associations and firms begin, where they are all digits.
_BODIES: Final = frozenset({"11", "12", "13", "19", "31", "51", "52", "53", "59", "91", "92", "93"})
_BEFORE, _TABLE = 16, 120


def numbers(text: Plain, allowed: Collection[str] = ()) -> Iterator[Finding]:
    """Each number of ``text`` that leads to a person; ``allowed`` are digits that may stand."""
    taken = Taken(len(text.chars))
    for run in runs(text):
        for sort, start, end in _found(run, text, allowed, taken):
            first, last = text.span(start, end)
            is_safe = sort is not Sort.PHONE or _MOBILE.search(run.digits) is not None
            yield Finding(sort=sort, start=first, end=last, replacement=_INSTEAD, is_safe=is_safe)


def _found(
    run: Run, text: Plain, allowed: Collection[str], taken: Taken
) -> Iterator[tuple[Sort, int, int]]:
    for sort, find in (
        (Sort.ID_NUMBER, _ids),
        (Sort.BANK_CARD, _cards),
        (Sort.ID_NUMBER, _old_ids),
        (Sort.PHONE, _landlines),
        (Sort.PHONE, _mobiles),
        (Sort.PHONE, _local_numbers),
    ):
        for start, end, is_allowed in find(run.without(taken), text, allowed):
            if taken.any_of(start, end):
                continue
            taken.take(start, end)
            if not is_allowed:
                yield sort, start, end


def _ids(run: Run, text: Plain, allowed: Collection[str]) -> Iterator[tuple[int, int, bool]]:
    """Numbers of 18 characters whose check is right and that hold a real day, in any place."""
    at = 0
    while at <= len(run.digits) - _ID:
        digits = run.digits[at : at + _ID]
        is_id = "X" not in digits[:-1] and (_is_id(digits) or _is_mistyped_id(run, at))
        if is_id and not _is_of_a_thing(digits, text, run.places[at]):
            # A body's own code may pass for a person's; where it is known, it is no person's.
            yield run.places[at], run.places[at + _ID - 1] + 1, digits in allowed
            at += _ID
        else:
            at += 1


def _is_id(digits: str) -> bool:
    if not _is_day(digits[6:14], _FIRST_YEAR, _LAST_YEAR):
        return False
    return ric.calc_check_digit(digits) == digits[-1]


def _is_of_a_thing(digits: str, text: Plain, at: int) -> bool:
    """Whether it numbers a permit of late: who was born then builds nothing yet."""
    return int(digits[6:10]) >= _OF_LATE and _NUMBERED.search(_before(text, at)) is not None


def _is_mistyped_id(run: Run, at: int) -> bool:
    """Whether a number that stands alone looks like one in all but its check digit."""
    digits = run.digits[at : at + _ID]
    is_alone = len(run.digits) == _ID
    return (
        is_alone
        and digits[0] in "12345678"
        and _is_day(digits[6:14], _FIRST_LIKELY, _LAST_LIKELY)
        and not uscc.is_valid(digits)
    )


def _old_ids(run: Run, text: Plain, allowed: Collection[str]) -> Iterator[tuple[int, int, bool]]:
    """Numbers of 15 digits that hold a day, and are no firm's registration number."""
    for group in run.windows(_OLD_ID, _OLD_ID):
        digits = group.digits
        if _is_day(f"19{digits[6:12]}", 1900, 1999):
            of_a_firm = _OF_A_FIRM.search(_before(text, group.start)) is not None
            yield group.start, group.end, of_a_firm or digits in allowed


def _is_day(written: str, first: int, last: int) -> bool:
    try:
        day = date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    except ValueError:
        return False
    return first <= day.year <= last


def _cards(run: Run, text: Plain, allowed: Collection[str]) -> Iterator[tuple[int, int, bool]]:
    for group in _longest_first(run.windows(_SHORTEST_ACCOUNT, _LONGEST_ACCOUNT)):
        digits = group.digits
        if _is_glued(text, group) or not (_is_card(digits) or _is_account(text, group)):
            continue
        is_firms = digits[:2] in _BODIES and uscc.is_valid(digits)
        is_old_number = len(digits) == _OLD_ID and mod_11_10.is_valid(digits)
        yield group.start, group.end, is_firms or is_old_number or digits in allowed


def _is_card(digits: str) -> bool:
    if not _CARD.fullmatch(digits) or not luhn.is_valid(digits):
        return False
    return len(digits) > _OLD_ID or digits[:2] in {"34", "37"}


def _is_account(text: Plain, group: Group) -> bool:
    """Whether digits are called somebody's account, as mistyped ones are too."""
    before = _before(text, group.start)
    return _ACCOUNT.search(before) is not None and not _OF_A_BODY.search(before)


def _mobiles(run: Run, text: Plain, allowed: Collection[str]) -> Iterator[tuple[int, int, bool]]:
    for group in run.windows(11, 15):
        found = _MOBILE.fullmatch(group.digits)
        if found is None or _is_amount(text, group):
            continue
        if _NUMBERED.search(_before(text, group.start)):
            continue
        # Letters may stand in front of it (wx138…), not behind.
        if text.chars[group.end : group.end + 1].isascii() and _is_word(text, group.end):
            continue
        yield group.start, group.end, found[1] in allowed


def _landlines(run: Run, text: Plain, allowed: Collection[str]) -> Iterator[tuple[int, int, bool]]:
    for group in _longest_first(run.windows(10, 17)):
        found = _LANDLINE.fullmatch(group.digits)
        if found is None or _is_glued(text, group):
            continue
        if _NUMBERED.search(_before(text, group.start)):
            continue
        if _is_fixed_line(found["number"]):
            may_stand = _is_hotline(run, text, group) or _is_allowed(found["number"], allowed)
            # What seems an extension of it may be the beginning of somebody's mobile.
            if not may_stand or found.end("number") == found.end():
                yield group.start, group.end, may_stand


def _local_numbers(
    run: Run, text: Plain, allowed: Collection[str]
) -> Iterator[tuple[int, int, bool]]:
    for group in _longest_first(run.windows(7, 8)):
        if not run.begins(group) or not _LOCAL.fullmatch(group.digits):
            continue
        if _is_called(text, group.start):
            may_stand = _is_hotline(run, text, group) or _is_allowed(group.digits, allowed)
            yield group.start, group.end, may_stand


def _is_hotline(run: Run, text: Plain, group: Group) -> bool:
    """Whether a number that stands alone is an office's line, there to be called."""
    return run.digits == group.digits and _HOTLINE.search(_before(text, group.start)) is not None


def _longest_first(groups: Iterator[Group]) -> list[Group]:
    """A part of a number may pass for one too: then the whole was meant."""
    return sorted(groups, key=lambda group: -len(group.digits))


def _is_called(text: Plain, at: int) -> bool:
    """Whether a telephone is announced before the digits, or above them in a table."""
    before = text.chars[max(at - _TABLE, 0) : at]
    is_in_table = before.rstrip(" ").endswith("|")
    return _CALLED.search(before) is not None or (
        is_in_table and _HEADED.search(before) is not None
    )


def _is_fixed_line(national: str) -> bool:
    """Whether digits begin with an area code of China's, whoever has the number behind it."""
    area = 2 if national[0] in "12" else 3
    likely = (f"{national[:area]}{number}" for number in ("62345678", "6234567", "8234567"))
    return any(
        phonenumbers.is_valid_number(
            phonenumbers.PhoneNumber(country_code=86, national_number=int(number))
        )
        for number in (national, *likely)
    )


def _is_allowed(digits: str, allowed: Collection[str]) -> bool:
    return any(known.endswith(digits) for known in allowed)


def _is_amount(text: Plain, group: Group) -> bool:
    is_one = group.end - group.start == len(group.digits)
    return is_one and _AMOUNT.match(text.chars, group.end) is not None


def _is_glued(text: Plain, group: Group) -> bool:
    """Whether the digits are part of a longer code, with letters."""
    return _is_word(text, group.start - 1) or _is_word(text, group.end)


def _is_word(text: Plain, at: int) -> bool:
    char = text.chars[at : at + 1] if at >= 0 else ""
    return char.isascii() and char.isalnum()


def _before(text: Plain, at: int) -> str:
    return text.chars[max(at - _BEFORE, 0) : at]
