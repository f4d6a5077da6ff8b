"""A legal basis as data: its clock, early removal, deadlines and public fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.moment import Term


class Show(StrEnum):
    """How much of a field the public sees."""

    FULL = "full"
    SURNAME = "surname"
    MASKED = "masked"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """What one article lets the public see of one field.

    ``natural_persons`` says so for records about a human being, where it differs.
    """

    show: Show
    citation: str
    roles: tuple[str, ...] = ()
    natural_persons: Show | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """From which day a regime counts, and how long it shows a record.

    ``term`` is None where the regime has none; ``term_from_site`` where the
    site must name one. ``published`` is False where the regime forbids it.
    """

    starts_with: str
    term: Term | None
    term_from_site: bool = False
    automatic: bool = True
    published: bool = True
    citation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyRemoval:
    """When a party may apply to leave early, and what bars it.

    ``wait_from`` is a kind of event, or the day from which the clock counts.
    """

    wait: Term
    wait_from: str
    barred_by: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What an office must do, and within which time after which event."""

    what: str
    after: str
    citation: str
    working_days: int | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One legal basis; a field it does not name is never published."""

    id: str
    name: str
    document: str
    in_force_from: date | None
    in_force_to: date | None
    applies_to: tuple[str, ...]
    field_of_law: str | None
    clock: Clock
    early_removal: EarlyRemoval | None
    also_judged_by: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    fields: dict[str, FieldRule]
    digest: str

    def is_in_force(self, day: date) -> bool:
        """Whether the regime is law on ``day``."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)
