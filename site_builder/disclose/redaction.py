"""Ways to show a value in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.model.regime import Show
from site_builder.model.site import GIVEN_NAME
from site_builder.model.surnames import surname_of
from site_builder.model.text import fold, has_han

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT_AT_EACH_END = 4


def redact(value: str, show: Show, field: str, given: str = GIVEN_NAME) -> str | None:
    """``value`` as far as ``show`` lets the public see it; None: not at all.

    法释〔2016〕19号 第九条: the surname stays, one of two characters too, and ``given`` stands
    for the given name (欧阳某). Of a name without a surname the first character stays (格某),
    of one in other letters the first letter and nothing else.
    """
    match show:
        case Show.FULL:
            return value
        case Show.SURNAME:
            if not has_han(value):
                return value[:1]
            return f"{surname_of(value) or value[:1]}{given}"
        case Show.MASKED:
            if field.endswith("name") or len(value) <= 2 * _KEPT_AT_EACH_END:
                return value[:1] + "×" * (len(value) - 1)
            middle = "×" * (len(value) - 2 * _KEPT_AT_EACH_END)
            return value[:_KEPT_AT_EACH_END] + middle + value[-_KEPT_AT_EACH_END:]
        case Show.WITHHELD:
            return None


def surnames_alone(names: Iterable[str], given: str = GIVEN_NAME) -> dict[str, str]:
    """What shows of each of the ``names`` of one record's people by the surname alone.

    Numerals tell apart those who would be alike (张某1, 张某2), in the order of ``names``;
    two spellings of one name are one person.
    """
    known = list(names)
    shown = {name: redact(name, Show.SURNAME, "name", given) or "" for name in known}
    alike: dict[str, list[str]] = {}
    for name in known:
        people = alike.setdefault(shown[name], [])
        if fold(name) not in people:
            people.append(fold(name))
    return {
        name: f"{text}{alike[text].index(fold(name)) + 1}" if len(alike[text]) > 1 else text
        for name, text in shown.items()
    }
