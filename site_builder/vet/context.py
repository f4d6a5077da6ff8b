"""What a check may look at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.errors import Problem, Severity
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from site_builder.i18n import Message
    from site_builder.model.record import Record
    from site_builder.model.regime import Regime
    from site_builder.model.site import Site
    from site_builder.store.content import ContentStore
    from site_builder.store.public import Chrome
    from site_builder.vet.references import References


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at besides the record.

    ``site`` is None where no ``site.yml`` can be used. ``drafts`` are settings that
    are not validly signed. ``unread`` are records that stand, though their file can't be
    read to its end tonight.
    """

    chrome: Chrome
    references: References
    store: ContentStore
    site: Site | None
    drafts: Collection[str] = ()
    unread: Mapping[str, Kind] = field(default_factory=dict)

    def kind_of(self, name: str) -> Kind | None:
        """The kind of the record with this id; None if there is none."""
        found = self.store.get(name)
        return found.record.kind if found else self.unread.get(name)

    def regime(self, record: Record) -> Regime | None:
        """The regime that a record names, if there is one."""
        return self.chrome.regimes.get(record.facts.regime or "")


Check = Callable[["Record", Context], Iterator[Problem]]


def problem_of(
    record: Record,
    code: str,
    field: str,
    message: Message,
    *,
    severity: Severity = Severity.ERROR,
    line: int | None = None,
) -> Problem:
    """What is wrong with a field of a record, and where it stands."""
    cell, heading = record.places.cell_of(field)
    return Problem(
        code=code,
        message=message,
        path=record.path,
        line=line or record.line_of(field),
        sheet=record.sheet,
        cell=cell,
        field=heading,
        record=record.id,
        severity=severity,
    )
