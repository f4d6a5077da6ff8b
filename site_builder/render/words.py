"""How days, sums and places are written out: the filters of the templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup

from site_builder.i18n import Message, _, translate
from site_builder.model.regions import full_name
from site_builder.model.tongue import Tongue, tongue
from site_builder.words import CASE_TYPES, EVENTS, PARTY_KINDS, ROLES, STAGES

if TYPE_CHECKING:
    from site_builder.model.moment import Term
    from site_builder.model.public import PublicRecord
    from site_builder.model.record import EventKind

_LOCALE = "zh_Hans_CN"


@lru_cache(maxsize=65536)
def day(value: date | str) -> Markup:
    """A day as people write it, in an element that machines read."""
    known = date.fromisoformat(value) if isinstance(value, str) else value
    text = format_date(known, "long", locale=_LOCALE)
    return Markup('<time datetime="{}">{}</time>').format(known.isoformat(), text)


@lru_cache(maxsize=65536)
def month(value: str) -> str:
    """``YYYY-MM`` as people write it."""
    return format_skeleton("yMMM", date.fromisoformat(f"{value}-01"), locale=_LOCALE)


@lru_cache(maxsize=65536)
def yuan(value: str) -> str:
    """A sum of money, its thousands marked, without empty decimals."""
    amount = Decimal(value)
    places = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    digits = format_decimal(amount, format=places, locale=_LOCALE)
    return translate("{amount} yuan", "zh").format(amount=digits)


def number(value: int) -> str:
    """A number, its thousands marked."""
    return f"{value:,}"


@lru_cache(maxsize=65536)
def place(code: str) -> str:
    """A region's name behind those around it; its code where it has no name."""
    return full_name(code) or code


def role(value: str) -> str:
    """What a person is to the employer."""
    return ROLES[value].text("zh")


def party_kind(value: str) -> str:
    """What sort of employer it is."""
    return PARTY_KINDS[value].text("zh")


def title(record: PublicRecord) -> str:
    """What a record is called; one that shows no name, number or title, by its type or id."""
    sort = record.values.get("type")
    return record.title or (case_type(sort) if sort else record.id)


def case_types() -> dict[str, str]:
    """What each type of case is called."""
    return {value: case_type(value) for value in CASE_TYPES}


def case_type(value: str) -> str:
    """What a type of case is called."""
    return CASE_TYPES[value].text("zh")


def stage(value: str) -> str:
    """What a stage of a case is called."""
    return STAGES[value].text("zh")


def event(value: EventKind) -> str:
    """What happened to a record."""
    return EVENTS[value].text("zh")


def span(term: Term) -> str:
    """A length of time; empty for none."""
    parts = (
        _("{n} years", n=term.years) if term.years else None,
        _("{n} months", n=term.months) if term.months else None,
        _("{n} days", n=term.days) if term.days else None,
    )
    return "".join(part.text("zh") for part in parts if part)


def tel(value: str) -> str:
    """A telephone number as an address that a phone dials."""
    return "tel:" + "".join(c for c in value if c.isascii() and (c.isdigit() or c in "+*#"))


def in_groups(digest: str) -> str:
    """A digest in groups of eight, which people can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def segment(value: str) -> str:
    """A facet's value as a folder of the site: ``#`` is no letter of an address."""
    return quote("other" if value == "#" else value, safe="")


def say(message: Message) -> str:
    """A sentence of the catalog, in the language of the site."""
    return message.text("zh")


def language(tag: str) -> Tongue:
    """A language by its tag; one that nobody knows goes by its tag."""
    return tongue(tag) or Tongue(tag=tag, script=None, chinese=tag, own=None)


FILTERS: dict[str, Callable[[Any], object]] = {
    "day": day,
    "month": month,
    "yuan": yuan,
    "number": number,
    "place": place,
    "role": role,
    "say": say,
    "language": language,
    "party_kind": party_kind,
    "called": title,
    "case_type": case_type,
    "stage": stage,
    "event": event,
    "span": span,
    "tel": tel,
    "segment": segment,
}
