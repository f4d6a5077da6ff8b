"""How days, sums and places are written out: the filters of the templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup

from site_builder.i18n import Message, Speech, _, joined, say, speech
from site_builder.model.regions import full_name
from site_builder.model.tongue import Tongue, tongue
from site_builder.spelled import day_in_words, locale_of, number_locale
from site_builder.words import CASE_TYPES, EVENTS, PARTY_KINDS, ROLES, STAGES

if TYPE_CHECKING:
    from site_builder.model.moment import Term
    from site_builder.model.public import PublicRecord
    from site_builder.model.record import EventKind


def day(value: date | str) -> Markup:
    """A day as people write it, in an element that machines read."""
    return _day(value, speech())


@lru_cache(maxsize=65536)
def _day(value: date | str, spoken: Speech) -> Markup:
    known = date.fromisoformat(value) if isinstance(value, str) else value
    return Markup('<time datetime="{}">{}</time>').format(
        known.isoformat(), day_in_words(known, spoken)
    )


def month(value: str) -> str:
    """``YYYY-MM`` as people write it."""
    return _month(value, speech())


@lru_cache(maxsize=65536)
def _month(value: str, spoken: Speech) -> str:
    first, locale = date.fromisoformat(f"{value}-01"), locale_of(spoken)
    if locale is not None:
        return format_skeleton("yMMM", first, locale=locale)
    return _("{year}-{month}", year=first.year, month=first.month).text(spoken)


def yuan(value: str) -> str:
    """A sum of money, its thousands marked, without empty decimals."""
    return _yuan(value, speech())


@lru_cache(maxsize=65536)
def _yuan(value: str, spoken: Speech) -> str:
    amount = Decimal(value)
    places = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    digits = format_decimal(amount, format=places, locale=number_locale(spoken))
    return _("{amount} yuan", amount=digits).text(spoken)


def number(value: int) -> str:
    """A number, its thousands marked."""
    spoken = speech()
    if spoken.is_shipped:
        return f"{value:,}"
    return format_decimal(value, locale=number_locale(spoken))


@lru_cache(maxsize=65536)
def place(code: str) -> str:
    """A region's name behind those around it; its code where it has no name."""
    return full_name(code) or code


def role(value: str) -> str:
    """What a person is to the employer."""
    return say(ROLES[value])


def party_kind(value: str) -> str:
    """What sort of employer it is."""
    return say(PARTY_KINDS[value])


def title(record: PublicRecord) -> str:
    """What a record is called; one that shows no name, number or title, by its type or id."""
    sort = record.values.get("type")
    return record.title or (case_type(sort) if sort else record.id)


def case_types() -> dict[str, str]:
    """What each type of case is called."""
    return {value: case_type(value) for value in CASE_TYPES}


def case_type(value: str) -> str:
    """What a type of case is called."""
    return say(CASE_TYPES[value])


def stage(value: str) -> str:
    """What a stage of a case is called."""
    return say(STAGES[value])


def event(value: EventKind) -> str:
    """What happened to a record."""
    return say(EVENTS[value])


def span(term: Term) -> str:
    """A length of time; empty for none."""
    spoken = speech()
    parts = (
        (term.years, "year", _("{n} years", n=term.years)),
        (term.months, "month", _("{n} months", n=term.months)),
        (term.days, "day", _("{n} days", n=term.days)),
    )
    if spoken.tag == "en":  # which says one year, and two years
        said = [format_unit(n, f"duration-{unit}", locale="en") for n, unit, _said in parts if n]
    else:
        said = [message.text(spoken) for n, _unit, message in parts if n]
    return joined(said)


def tel(value: str) -> str:
    """A telephone number as an address that a phone dials."""
    return "tel:" + "".join(c for c in value if c.isascii() and (c.isdigit() or c in "+*#"))


def in_groups(digest: str) -> str:
    """A digest in groups of eight, which people can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def segment(value: str) -> str:
    """A facet's value as a folder of the site: ``#`` is no letter of an address."""
    return quote("other" if value == "#" else value, safe="")


def in_chinese(message: Message) -> str:
    """A sentence for programs that know Chinese alone."""
    return message.text("zh")


def language_name(tag: str) -> str:
    """What a language is called in that of the site; by its own name where nobody knows."""
    known, spoken = language(tag), speech()
    if spoken.is_chinese:
        return known.chinese
    locale = locale_of(spoken)
    found = None if locale is None else _display_name(known.tag, locale)
    return found or known.own or known.chinese


def _display_name(tag: str, locale: Locale) -> str | None:
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale)
    except (UnknownLocaleError, ValueError):
        return None


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
    "language_name": language_name,
    "in_chinese": in_chinese,
    "party_kind": party_kind,
    "called": title,
    "case_type": case_type,
    "stage": stage,
    "event": event,
    "span": span,
    "tel": tel,
    "segment": segment,
}
