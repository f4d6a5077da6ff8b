"""The corpus that ``load`` hands to ``vet``: everything the content folder says tonight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from site_builder.model.record import line_in

if TYPE_CHECKING:
    from datetime import date

    from site_builder.errors import Problem
    from site_builder.model.record import Event, Kind, Record
    from site_builder.model.working_days import CalendarYear
    from site_builder.store.content import ContentStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A body, channel or regime as written; ``shipped`` with the product or the site's own."""

    kind: str
    id: str
    path: str
    line: int
    values: Mapping[str, Any]
    digest: str
    shipped: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)
    # Settings are kept in no tables.
    sheet: ClassVar[str | None] = None
    cell: ClassVar[str | None] = None

    def line_of(self, field_name: str) -> int:
        """The line of a field, or of the nearest thing around it."""
        return line_in(self.lines, field_name) or self.line


@dataclass(frozen=True, slots=True)
class Faulty:
    """A record that cannot be used as written: what it still says that only hides.

    ``identifying`` are the texts that must not get out with it; by ``number`` and
    ``organ`` a removal takes the other parties of its decision. In a table, it stands
    on ``sheet``, its id in ``cell`` under ``heading``. ``draft`` is what could be read of it,
    for who looks into its texts; without a digest where its values are not those of its kind.
    """

    id: str
    kind: Kind
    path: str
    line: int
    hides: tuple[Event, ...] = ()
    withdrawn_on: date | None = None
    identifying: tuple[str, ...] = ()
    number: str | None = None
    organ: str | None = None
    sheet: str | None = None
    cell: str | None = None
    heading: str = "id"
    draft: Record | None = None

    @classmethod
    def of(cls, record: Record) -> Faulty:
        """What stays of a record that may not stand as it is written."""
        facts = record.facts
        cell, heading = record.places.cell_of("id")
        return cls(
            record.id,
            record.kind,
            record.path,
            record.line,
            hides=tuple(event for event in facts.events if event.only_hides),
            withdrawn_on=facts.withdrawn_on,
            identifying=facts.identifying,
            number=facts.number,
            organ=facts.organ,
            sheet=record.sheet,
            cell=cell,
            heading=heading,
        )


@dataclass(frozen=True, slots=True)
class Hold:
    """One record taken down by hand, from which day."""

    id: str
    reason: str
    by: str
    on: date
    line: int = 1


@dataclass(frozen=True, slots=True)
class WrittenYear:
    """A year whose calendar the site writes; ``found`` is None where it can't be used.

    ``line`` is None where only the file's name tells of the year.
    """

    year: int
    path: str
    line: int | None
    found: CalendarYear | None


@dataclass(slots=True)
class Corpus:
    """Everything the content folder says tonight, and what could not be read of it.

    ``unread`` are the files that could not be read to their end, and the folders that
    could not be read at all.
    """

    store: ContentStore
    site_data: bytes | None
    settings: dict[str, list[Setting]] = field(default_factory=dict)
    holds: list[Hold] = field(default_factory=list)
    calendars: list[WrittenYear] = field(default_factory=list)
    faulty: dict[str, Faulty] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
