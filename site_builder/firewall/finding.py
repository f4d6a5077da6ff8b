"""What the firewall finds in a text: never the words themselves, but where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Sort(StrEnum):
    """What sort of thing a finding is; a site names them to have them only warned of."""

    ID_NUMBER = "id-number"
    BANK_CARD = "bank-card"
    PHONE = "phone"
    PASSPORT = "passport"
    PLATE = "plate"
    E_MAIL = "e-mail"
    WECHAT = "wechat"
    QQ = "qq"
    ADDRESS = "address"
    BIRTH_DATE = "birth-date"
    HEALTH = "health"
    FULL_NAME = "full-name"
    FIRM_NAME = "firm-name"
    MINOR = "minor"
    GUILT = "presumes-guilt"
    PLACEHOLDER = "placeholder"
    RE_IDENTIFIABLE = "re-identifiable"


_CODED: Final = frozenset(
    {
        Sort.FULL_NAME,
        Sort.FIRM_NAME,
        Sort.MINOR,
        Sort.GUILT,
        Sort.PLACEHOLDER,
        Sort.RE_IDENTIFIABLE,
    }
)
# What no site may let pass with a warning (个人信息保护法 28, 未成年人保护法 103).
NEVER_ONLY_WARNED: Final = frozenset({Sort.ID_NUMBER, Sort.BANK_CARD, Sort.MINOR})
# Numbers and accounts, which lead to one person wherever they stand.
NUMBERS: Final = frozenset(
    {
        Sort.ID_NUMBER,
        Sort.BANK_CARD,
        Sort.PHONE,
        Sort.PASSPORT,
        Sort.PLATE,
        Sort.E_MAIL,
        Sort.WECHAT,
        Sort.QQ,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A stretch of a text, ``start`` to ``end`` in characters, that may not be published.

    ``replacement`` is what may stand there instead; ``is_safe`` that it may be put there
    without asking, for it says no less of what is public.
    """

    sort: Sort
    start: int
    end: int
    replacement: str | None = None
    is_safe: bool = False

    @property
    def code(self) -> str:
        """The code of its problem: ``personal-data``, or the sort's own."""
        return self.sort.value if self.sort in _CODED else "personal-data"
