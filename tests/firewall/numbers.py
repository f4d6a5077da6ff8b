"""Invented numbers that pass every check a real one passes, for the tests of the firewall."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from stdnum import luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2, mod_11_10

_AREAS: Final = ("010", "021", "022", "024", "028", "029", "0311", "0431", "0551")
_AREAS_OF_SEVEN: Final = ("0351", "0310", "0482", "0483", *(f"047{last}" for last in range(10)))
_CARD_PREFIXES: Final = ("4367", "4563", "5309", "5264", "3568", "6013", "9558", "9400", "6011")
_LETTERED: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def digits(rng: Random, count: int) -> str:
    """``count`` digits, any of them."""
    return "".join(rng.choices("0123456789", k=count))


def born_on(rng: Random, first: int = 1800, last: int = 2026) -> date:
    """A day of one of the years."""
    start = date(first, 1, 1)
    return start + timedelta(days=rng.randrange((date(last, 12, 31) - start).days + 1))


def id_number(rng: Random) -> str:
    """A citizen's 18 characters: any region, a day of three centuries, its check character."""
    body = digits(rng, 6) + f"{born_on(rng):%Y%m%d}" + digits(rng, 3)
    return body + mod_11_2.calc_check_digit(body)


def old_id_number(rng: Random) -> str:
    """A citizen's 15 digits, as they were until 2004."""
    return digits(rng, 6) + f"{born_on(rng, 1900, 1999):%y%m%d}" + digits(rng, 3)


def mobile(rng: Random) -> str:
    """Eleven digits from 13 to 19."""
    return "1" + rng.choice("3456789") + digits(rng, 9)


def landline(rng: Random) -> tuple[str, str]:
    """An area code with its zero, and a number of as many digits as the area has."""
    is_large = rng.random() < 0.4
    area = rng.choice(_AREAS if is_large else _AREAS_OF_SEVEN)
    return area, rng.choice("2345678") + digits(rng, 7 if is_large else 6)


def card(rng: Random) -> str:
    """A bank card's 16 to 19 digits: UnionPay's 62 for the most part."""
    union_pay = rng.random() < 0.7
    length = rng.choice((16, 16, 17, 18, 19, 19)) if union_pay else 16
    prefix = "62" if union_pay else rng.choice(_CARD_PREFIXES)
    body = prefix + digits(rng, length - len(prefix) - 1)
    return body + luhn.calc_check_digit(body)


def credit_code(rng: Random) -> str:
    """A unified social credit code with letters in it."""
    region = str(rng.choice((150102, 150203, 150602, 110105, 320106, 410103, 610113)))
    body = rng.choice(("91", "92", "93", "52")) + region
    body += "MA" + "".join(rng.choices(_LETTERED, k=7))
    return body + uscc.calc_check_digit(body)


def credit_code_of_digits(rng: Random) -> str:
    """A unified social credit code in which no letter happens to stand."""
    while True:
        body = rng.choice(("91", "92", "93")) + "150" + digits(rng, 12)
        if (code := body + uscc.calc_check_digit(body)).isdigit():
            return code


def registration_number(rng: Random) -> str:
    """A trade register's 15 digits, as they were until 2015."""
    region = str(rng.choice((150100, 150200, 150600, 110000, 320100, 410100)))
    body = region + digits(rng, 8)
    return body + mod_11_10.calc_check_digit(body)
