"""What a record says of itself: its names, codes and persons, and each of its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from site_builder.disclose.rules import kept_from_public
from site_builder.model.record import Kind
from site_builder.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose.subject import Subject
    from site_builder.model.public import PublicRecord


def withheld_of(subject: Subject, public: PublicRecord | None) -> tuple[str, ...]:
    """The identifying values of a record that its public self does not show."""
    shown = {*structured(public), public.title} if public else set()
    known = dict.fromkeys((*subject.record.facts.identifying, *kept_from_public(subject)))
    return tuple(text for text in known if text not in shown)


def structured(record: PublicRecord) -> Iterator[str]:
    """The names, codes, persons and numbers that a public record shows."""
    values = record.values
    if record.kind is Kind.CASE:
        party, document = values["party"], values["document"]
        codes = (party["credit_code"], party["registration_number"], document["number"])
        found = [party["name"], party["legal_representative"], *codes]
        yield from (text for text in found if text)
    if record.kind is not Kind.LISTING:
        return
    employer, decision = values["employer"], values["decision"]
    found = [
        record.current_name,
        employer["name"],
        *employer["former_names"],
        employer["credit_code"],
        employer["registration_number"],
        decision["number"],
        values["project"]["name"],
        *(person["name"] for person in values["persons"]),
    ]
    yield from (text for text in found if text)


def texts(record: PublicRecord) -> list[str]:
    """Every text of a public record, folded."""
    return [fold(text) for text in written(record)]


def written(record: PublicRecord) -> list[str]:
    """Every text of a public record."""
    return [record.title, record.body, record.current_name or "", *leaves(record.values)]


def leaves(value: Any) -> Iterator[str]:
    """Every text among a record's values."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, str):
        yield value
