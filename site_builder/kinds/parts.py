"""What listings and cases have in common."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool

from site_builder.i18n import _
from site_builder.kinds.base import Values
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import Address, Amount, Count, Day, Words
from site_builder.model.record import Elsewhere

PartyKind = Literal["enterprise", "sole_trader", "institution", "organisation", "natural_person"]


def _not_a_minor(value: bool) -> bool:  # noqa: FBT001 - what a validator is given
    if value:
        message = _(
            "nothing that tells who a minor is may be published (未成年人保护法 第一百零三条)"
        )
        raise fault("minor", message)
    return value


# Asked of whoever enters a person; true holds the record back.
NotAMinor = Annotated[StrictBool, AfterValidator(_not_a_minor)]


class Arrears(Values):
    """What is owed: yuan, and to how many workers."""

    amount: Amount | None = None
    workers: Count | None = None


class AlsoPublished(Values):
    """Another place that the office had the record published at."""

    channel: Words
    url: Address | None = None
    on: Day | None = None


AlsoPublishedList = Annotated[tuple[AlsoPublished, ...], Field(max_length=100)]
Republished = Annotated[tuple[Words, ...], Field(max_length=100)]


class Procedure(Values):
    """The days before a decision that its deadlines run from; never shown to the public."""

    payment_due_on: Day | None = None
    notice_served_on: Day | None = None


def elsewhere(places: tuple[AlsoPublished, ...]) -> tuple[Elsewhere, ...]:
    """The other places in the model's words."""
    return tuple(Elsewhere(channel=p.channel, url=p.url, on=p.on) for p in places)


def procedure_days(procedure: Procedure | None) -> dict[str, date]:
    """The days of a procedure that are known, by their names."""
    days = procedure.model_dump() if procedure else {}
    return {name: day for name, day in days.items() if day is not None}
