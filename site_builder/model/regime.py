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


class Audience(StrEnum):
    """Whom a field is for: everybody, the parties of its record, or the office alone."""

    PUBLIC = "public"
    PARTIES = "parties"
    INTERNAL = "internal"


class Certainty(StrEnum):
    """How sure it is that the law says so.

    Seen in the text of the instrument, or in a part of it; reported by several
    secondary sources, or by one; or only remembered, and then a site must turn the
    rule on by its name.
    """

    SEEN = "seen"
    SEEN_IN_PART = "seen_in_part"
    REPORTED_TWICE = "reported_twice"
    REPORTED = "reported"
    FROM_MEMORY = "from_memory"


class What(StrEnum):
    """What an office must do in time."""

    PUBLISH = "publish"
    REMOVE = "remove"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    ANSWER_OBJECTION = "answer_objection"
    DECIDE_REMOVAL = "decide_removal"
    CORRECT = "correct"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """What one article lets the public see of one field.

    ``natural_persons`` says so for records about a human being, where it differs. What is
    for another ``audience`` than the public is withheld whatever ``show`` says. With
    ``from_stage`` the rule holds once a case has reached that stage; until then the field
    shows as ``before`` says, or not at all.
    """

    show: Show
    citation: str
    roles: tuple[str, ...] = ()
    natural_persons: Show | None = None
    audience: Audience = Audience.PUBLIC
    from_stage: str | None = None
    before: Show = Show.WITHHELD


@dataclass(frozen=True, slots=True)
class EarlierTerm:
    """A term that a site named before, and the last day that a release was made by it."""

    term: Term
    through: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """From which day a regime counts, and how long it shows a record.

    ``term`` is None where the regime has none; ``term_from_site`` where the
    site must name one. ``published`` is False where the regime forbids it. Where it is
    not ``automatic``, what was not remedied in time, or repeated, goes on for
    ``renewed``; ``listed_again`` is the term of a party that had left such a list before.
    By ``earlier`` terms releases have let records end, which a longer one shows no more.
    """

    starts_with: str
    term: Term | None
    term_from_site: bool = False
    automatic: bool = True
    renewed: Term | None = None
    listed_again: Term | None = None
    published: bool = True
    citation: str = ""
    certainty: Certainty | None = None
    earlier: tuple[EarlierTerm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyRemoval:
    """When a party may apply to leave early, and what bars it.

    ``wait_from`` is a kind of event, or the day from which the clock counts. ``wait`` is
    None where it is laid down elsewhere.
    """

    wait: Term | None
    wait_from: str
    barred_by: tuple[str, ...]
    citation: str
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """What follows when a decision falls: the article, and whether the public is told why.

    ``notice_types`` are the types of case whose withdrawal is made known with its
    reason (行政处罚法 第四十八条).
    """

    citation: str
    notice_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What an office must do, and within which time after which day or event.

    ``after`` is the name of a day, a kind of event, or ``ended``: the last day of a term,
    or the day of the event that ended it. After ``revoked`` means after any event that
    takes the decision away (行政处罚法 第四十八条).
    """

    what: What
    after: str
    citation: str
    working_days: int | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One legal basis; a field it does not name is never published.

    ``title`` is the instrument's own; the name may tell one of its classes from another.
    Rules from memory that the site did not turn on are not here. ``also_judged_by`` are
    regimes whose earlier end wins (立法法 第一百零四条); ``elsewhere`` those by which other
    sites count the same decision, and which move nothing here.
    """

    id: str
    name: str
    title: str
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
    revocation: Revocation | None = None
    elsewhere: tuple[str, ...] = ()

    def is_in_force(self, day: date) -> bool:
        """Whether the regime is law on ``day``."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)
