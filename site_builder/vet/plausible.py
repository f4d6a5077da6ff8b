"""What may be written and is hardly meant: a sum in another unit, a day of another year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Problem, Severity
from site_builder.i18n import Message, _
from site_builder.vet.context import Context, problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from site_builder.model.record import Facts, Record
    from site_builder.store.content import ContentStore

_DECIDED: Final = {"listing": "decision.decided_on", "case": "document.issued_on"}
# Yuan for each worker: less is hardly worth a listing, and mostly 万元; more is nobody's wages.
_LEAST: Final = 50
_MOST: Final = 1_000_000


def implausible_amount(values: Mapping[str, Any]) -> Message | None:
    """That the wages a record tells of are hardly meant in yuan; None: they may be."""
    arrears = values.get("arrears") or {}
    if arrears.get("amount") is None:
        return None
    amount, workers = Decimal(arrears["amount"]), arrears.get("workers")
    # A regime may withhold the sum: it is not said here either.
    if amount < _LEAST * (workers or 1):
        return _(
            "expected at least {least} yuan for each worker, found less: look whether it is in"
            " yuan or in ten thousand yuan (万元)",
            least=_LEAST,
        )
    if workers and amount > _MOST * workers:
        return _(
            "expected at most {most} yuan for each worker, found more: look whether it is in yuan"
            " or in ten thousand yuan (万元)",
            most=f"{_MOST:,}",
        )
    return None


def amount_is_plausible(record: Record, _context: Context) -> Iterator[Problem]:
    """The wages owed are such as so many workers may be owed."""
    message = implausible_amount(record.values)
    if message is not None:
        yield problem_of(
            record, "implausible-amount", "arrears.amount", message, severity=Severity.WARNING
        )


def decided_later(facts: Facts, today: date) -> Message | None:
    """That a decision is of a day to come; None: it is not, or was written ahead on purpose.

    On purpose is whatever says on which day it is published: two days are rarely both mistyped.
    """
    decided_on = next(iter(facts.starts.values()), today)
    if decided_on <= today or facts.published_on is not None:
        return None
    return _(
        "expected a decision of {today} or before, found {day}: look at the year",
        today=today,
        day=decided_on,
    )


def decided_ahead(store: ContentStore, today: date) -> Iterator[Problem]:
    """The records whose decision is of a day to come, seen from ``today``."""
    for record in store.decided_after(today):
        if (message := decided_later(record.facts, today)) is not None:
            field = _DECIDED[record.kind]
            yield problem_of(record, "decided-later", field, message, severity=Severity.WARNING)
