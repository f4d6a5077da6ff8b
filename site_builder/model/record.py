"""Records as the vetting office knows them, in the field's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from site_builder.model.moment import Moment
    from site_builder.model.waiver import Waiver


class Kind(StrEnum):
    """The kinds of record; the same words in CLI, report, ``data-kind`` and addresses."""

    LISTING = "listing"
    CASE = "case"
    TYPICAL_CASE = "typical-case"
    NEWS = "news"
    PAGE = "page"
    STATISTIC = "statistic"


class State(StrEnum):
    """Where a record stands at a moment, the first that holds winning."""

    HELD = "held"
    SEALED = "sealed"
    UNVETTED = "unvetted"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    REMOVED_EARLY = "removed_early"
    EXPIRED = "expired"
    SCHEDULED = "scheduled"
    SHIELDED = "shielded"
    SUSPENDED = "suspended"
    IN_FORCE = "in_force"


class EventKind(StrEnum):
    """What can happen to a listing or case after its decision."""

    REMOVED_EARLY = "removed_early"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    SHIELDED = "shielded"
    PERSON_HIDDEN = "person_hidden"
    CHANGED = "changed"
    CONFIRMED_UNLAWFUL = "confirmed_unlawful"
    CONFIRMED_VOID = "confirmed_void"
    REPAIRED = "repaired"
    RESUMED = "resumed"
    UNSHIELDED = "unshielded"
    RESTORED = "restored"
    ENTERED_IN_ERROR = "entered_in_error"
    RENAMED = "renamed"
    AMENDED = "amended"
    RENEWED = "renewed"
    REMEDIED = "remedied"
    NEW_VIOLATION = "new_violation"
    CRIMINAL_PROCEEDINGS = "criminal_proceedings"
    CONVICTED = "convicted"
    PROCEEDINGS_ENDED = "proceedings_ended"
    CONTESTED = "contested"
    CONTEST_ENDED = "contest_ended"
    OBJECTION_RECEIVED = "objection_received"
    OBJECTION_ANSWERED = "objection_answered"
    REMOVAL_APPLIED = "removal_applied"
    REMOVAL_REFUSED = "removal_refused"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_ANSWERED = "correction_answered"
    RECALLED = "recalled"


REVOKING = frozenset(
    {
        EventKind.REVOKED,
        EventKind.CHANGED,
        EventKind.CONFIRMED_UNLAWFUL,
        EventKind.CONFIRMED_VOID,
    }
)
REMOVING = frozenset({EventKind.REMOVED_EARLY, EventKind.REPAIRED})

# Hiding needs one person, showing needs two: these act at once and stand outside the digest.
ONLY_HIDING = frozenset(
    {*REVOKING, *REMOVING, EventKind.SUSPENDED, EventKind.SHIELDED, EventKind.PERSON_HIDDEN}
)
# That another site took its copy down changes nothing that anybody signed, nor what shows here.
UNSIGNED = frozenset({*ONLY_HIDING, EventKind.RECALLED})
# What ends a thing, and what must have begun it.
BEGUN_BY = {
    EventKind.RESUMED: frozenset({EventKind.SUSPENDED}),
    EventKind.UNSHIELDED: frozenset({EventKind.SHIELDED}),
    EventKind.RESTORED: REMOVING,
    EventKind.CONTEST_ENDED: frozenset({EventKind.CONTESTED}),
    EventKind.PROCEEDINGS_ENDED: frozenset({EventKind.CRIMINAL_PROCEEDINGS}),
    EventKind.OBJECTION_ANSWERED: frozenset({EventKind.OBJECTION_RECEIVED}),
    EventKind.REMOVAL_REFUSED: frozenset({EventKind.REMOVAL_APPLIED}),
    EventKind.CORRECTION_ANSWERED: frozenset({EventKind.CORRECTION_REQUESTED}),
}
# What may well have happened before the decision.
MAY_COME_BEFORE = frozenset(
    {
        EventKind.REMEDIED,
        EventKind.CRIMINAL_PROCEEDINGS,
        EventKind.PROCEEDINGS_ENDED,
        EventKind.CONVICTED,
        EventKind.OBJECTION_RECEIVED,
        EventKind.OBJECTION_ANSWERED,
        EventKind.RENAMED,
        EventKind.CONTESTED,
        EventKind.CONTEST_ENDED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a record; it acts from 0:00 of its day.

    ``channel`` is another place that published the record and has taken it down.
    """

    kind: EventKind
    on: date
    document: str | None = None
    organ: str | None = None
    reason: str | None = None
    name: str | None = None
    field: str | None = None
    superseded_by: str | None = None
    channel: str | None = None
    undoes: tuple[EventKind, date] | None = None

    @property
    def only_hides(self) -> bool:
        """Whether it acts at once, on one person's word."""
        return self.kind in ONLY_HIDING

    @property
    def acts_unsigned(self) -> bool:
        """Whether one person's word is enough for it."""
        return self.kind in UNSIGNED

    @property
    def identity(self) -> tuple[EventKind, date, str | None]:
        """What makes two mentions the same event."""
        return (self.kind, self.on, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another place that the office had a record published at: since when, and where."""

    channel: str
    url: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that an article shows or offers, besides its pixels, as the law looks at it.

    ``path`` is the file's under ``content/``, its name a text of its own; ``written`` the
    address that the article gives it, on ``line`` of the article's file. ``texts`` are what
    the file says: a table's cells, a PDF's pages, fields and bookmarks, and what a picture
    or a PDF tells of itself. None of it is published but a table's cells and a PDF's pages.
    Of a chart whose data stand in the article, ``path`` is the article's and ``written`` empty.
    """

    path: str
    line: int
    written: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the law and the lists need of a record, whatever its kind.

    ``starts`` holds the days a clock may start with, by their field names; ``procedure``
    those before the decision, which only deadlines look at. ``code`` is the party's
    credit code, by which alone two records are of one party.
    ``identifying`` are the texts by which a reader could tell whom the record is
    about: names, codes, persons, document numbers. ``files`` are those that an article
    shows or offers, with the SHA-256 that its sign-off covers; ``attached`` what they say.
    """

    title: str
    regime: str | None = None
    organ: str | None = None
    region: str | None = None
    number: str | None = None
    starts: Mapping[str, date] = field(default_factory=dict)
    code: str | None = None
    published_on: date | None = None
    embargo_until: Moment | None = None
    withdrawn_on: date | None = None
    events: tuple[Event, ...] = ()
    procedure: Mapping[str, date] = field(default_factory=dict)
    also_published: tuple[Elsewhere, ...] = ()
    identifying: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the fields of a record stand in its file.

    ``lines`` are those that differ from the record's own. Of a record in a table, the
    sheet's name (None for a CSV), and for each field its cell and its heading;
    ``ends_on`` is the last day that the table claims, which nobody signs.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    sheet: str | None = None
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ends_on: date | None = None

    def cell_of(self, field_name: str) -> tuple[str | None, str]:
        """The cell of a field and its heading; the field's own name where it has no cell."""
        place = nearest_in(self.cells, field_name)
        return self.cells[place] if place else (None, field_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as written: its values, what the law needs of them, and where it stands.

    ``values`` is the JSON form after headings and formats are mapped and before
    defaults; ``digest`` is what a sign-off covers.
    """

    id: str
    kind: Kind
    path: str
    line: int
    values: Mapping[str, Any]
    facts: Facts
    digest: str
    body: str = ""
    places: Places = field(default_factory=Places)

    @property
    def sheet(self) -> str | None:
        """The sheet of a workbook that it stands on."""
        return self.places.sheet

    @property
    def cell(self) -> str | None:
        """The cell of a table that holds its id."""
        return self.places.cell_of("id")[0]

    def line_of(self, field_name: str) -> int:
        """The line of a field, or of the nearest thing around it."""
        return line_in(self.places.lines, field_name) or self.line


def line_in(lines: Mapping[str, int], field_name: str) -> int | None:
    """The line of a field (``events[0].on``), or of what it lies in; None if neither is known."""
    return lines.get(nearest_in(lines, field_name))


def nearest_in(known: Container[str], field_name: str) -> str:
    """A field, or what it lies in, whichever is known; empty if neither is."""
    while field_name and field_name not in known:
        field_name = field_name[: max(field_name.rfind("."), field_name.rfind("["), 0)]
    return field_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Who drafted, who approved, when, under which document, exactly which values.

    ``waivers`` are findings in these values that both let pass.
    """

    id: str
    kind: str
    drafter: str
    approver: str
    document: str
    on: date
    first_on: date
    sha256: str
    waivers: tuple[Waiver, ...] = ()
