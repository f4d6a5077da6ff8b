"""One decision on one party that stands in two records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from site_builder.errors import Severity, place_in
from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.model.text import fold, fold_number
from site_builder.vet.context import problem_of

if TYPE_CHECKING:
    from site_builder.errors import Problem
    from site_builder.model.record import Record
    from site_builder.store.content import ContentStore


def same_decision_twice(
    store: ContentStore, organ_of: Callable[[str | None], str | None]
) -> Iterator[Problem]:
    """Each record that repeats another: one shows, the other's body goes into it.

    By body, number and party: a decision may well list several parties.
    """
    for kind in (Kind.LISTING, Kind.CASE):
        first: dict[tuple[str, str, str], Record] = {}
        for found in store.repeated_numbers(kind):
            record, facts = found.record, found.record.facts
            organ = organ_of(facts.organ) or facts.organ or ""
            party = facts.code or fold(facts.title)
            key = (organ, fold_number(facts.number or ""), party)
            earlier = first.setdefault(key, record)
            if earlier is not record and party:
                yield _repeated(record, earlier)


def _repeated(record: Record, earlier: Record) -> Problem:
    message = _(
        "the same decision on the same party stands as '{id}' at {path}:{line} too; expected one"
        " record, with other bodies that publish it under 'republished_by'",
        id=earlier.id,
        path=earlier.path,
        line=place_in(earlier.line, earlier.sheet, earlier.cell),
    )
    return problem_of(record, "same-decision-twice", "id", message, severity=Severity.WARNING)
