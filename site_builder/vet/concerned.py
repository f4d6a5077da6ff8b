"""Whom a record is about, and which of their names and numbers it may tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.record import Kind
from site_builder.model.regime import Show
from site_builder.model.text import trade_name, without_legal_form

if TYPE_CHECKING:
    from site_builder.model.record import Record
    from site_builder.store.public import Chrome
    from site_builder.vet.context import Context

# There, or by a reference ([words][a], and [a]: listing:ID).
_LISTING_LINK: Final = re.compile(r"\blisting:([a-z0-9-]+)")
_NO_DIGIT: Final = re.compile(r"\D")
_BETWEEN: Final = re.compile(r"[、,，;；/\s]+|转|或")
_PARTIES: Final = ("employer", "party")
_CODES: Final = ("credit_code", "registration_number")
_LEAST_DIGITS: Final = 5
_TELLING: Final = 3


def digits_of(written: str) -> Iterator[str]:
    """The digits of each number in a text, as a channel writes its telephones."""
    for part in _BETWEEN.split(written):
        digits = _NO_DIGIT.sub("", part)
        if len(digits) >= _LEAST_DIGITS:
            yield digits


def given_out(chrome: Chrome) -> frozenset[str]:
    """The digits of every telephone that the site's channels and bodies give out."""
    written = [
        *(channel.phone for channel in chrome.channels),
        *(organ.phone for organ in chrome.organs.values()),
    ]
    return frozenset(digits for phone in written if phone for digits in digits_of(phone))


def allowed_numbers(record: Record) -> frozenset[str]:
    """The codes of a record's own party, which look like a person's numbers now and then."""
    party = _party(record.values)
    return frozenset(str(party[name]) for name in _CODES if party.get(name))


def shown_names(record: Record, context: Context) -> tuple[str, ...]:
    """The names that a record itself shows whole, of firms and of persons."""
    values, party = record.values, _party(record.values)
    found = [
        name
        for name in (party.get("name"), *party.get("former_names", ()))
        if name and (not _is_natural(party) or _shows_humans(record, context))
    ]
    project = values.get("project") or {}
    found += [project[key] for key in ("name", "contractor") if project.get(key)]
    if party.get("legal_representative") and context.shows_whole(
        record, "party.legal_representative"
    ):
        found.append(party["legal_representative"])
    regime = context.regime(record)
    rule = regime.fields.get("persons.name") if regime else None
    if rule is not None and rule.show is Show.FULL:
        found += [
            person["name"]
            for person in values.get("persons", ())
            if not rule.roles or person["role"] in rule.roles
        ]
    return tuple(found)


def known_persons(record: Record, context: Context) -> tuple[str, ...]:
    """The full names of the human beings that a record, and those it is linked to, name."""
    found = dict.fromkeys(_persons(record.values))
    for name in _linked(record):
        linked = context.store.get(name)
        if linked is not None:
            found |= dict.fromkeys(_persons(linked.record.values))
            listing = linked.record.values.get("listing")
            beyond = context.store.get(listing) if listing else None
            if beyond is not None:
                found |= dict.fromkeys(_persons(beyond.record.values))
    return tuple(found)


def known_firms(record: Record, context: Context) -> tuple[str, ...]:
    """What tells the firms of the cases that a story is drawn from: names, codes, numbers."""
    found: dict[str, None] = {}
    for name in record.values.get("cases", ()):
        case = context.store.get(name)
        party = _party(case.record.values) if case else {}
        if case is None or _is_natural(party) or not party.get("name"):
            continue
        short = without_legal_form(trade_name(party["name"]))
        told = (party["name"], *(party[code] for code in _CODES if code in party))
        found |= dict.fromkeys((*told, case.record.facts.number or party["name"]))
        if len(short) >= _TELLING:
            found[short] = None
    return tuple(found)


def _linked(record: Record) -> Iterator[str]:
    yield from record.values.get("cases", ())
    if record.values.get("listing"):
        yield record.values["listing"]
    if record.kind in {Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE}:
        yield from _LISTING_LINK.findall(record.body)


def _persons(values: Mapping[str, Any]) -> Iterator[str]:
    party = _party(values)
    if _is_natural(party) and party.get("name"):
        yield party["name"]
    if party.get("legal_representative"):
        yield party["legal_representative"]
    for person in values.get("persons", ()):
        yield person["name"]


def _party(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((values[name] for name in _PARTIES if values.get(name)), {})


def _is_natural(party: Mapping[str, Any]) -> bool:
    return party.get("party_kind") == "natural_person"


def _shows_humans(record: Record, context: Context) -> bool:
    """Whether a party that is a human being shows by its whole name."""
    field = "employer.name" if record.kind is Kind.LISTING else "party.name"
    rule = context.rule(record, field)
    is_whole = rule is not None and rule.natural_persons in {None, Show.FULL}
    return is_whole and context.shows_whole(record, field)
