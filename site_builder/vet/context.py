"""What a check may look at, and how it says what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem, Severity
from site_builder.firewall.finding import NEVER_ONLY_WARNED
from site_builder.model.record import Kind
from site_builder.model.regime import Audience, Show
from site_builder.vet.cleared import Cleared

if TYPE_CHECKING:
    from datetime import date

    from site_builder.firewall.finding import Sort
    from site_builder.i18n import Message
    from site_builder.model.record import Record
    from site_builder.model.regime import FieldRule, Regime
    from site_builder.model.site import Site
    from site_builder.store.content import ContentStore
    from site_builder.store.public import Chrome
    from site_builder.vet.references import References

_INDEX: Final = re.compile(r"\[\d+\]")
# News, pages and statistics need no regime: all of them shows.
_RULED: Final = frozenset({Kind.LISTING, Kind.CASE})


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at besides the record.

    ``numbers`` are the digits that channels and bodies give out; ``may_stand`` collects the
    stretches that were found, and yet keep nothing from the public, each with its record's id;
    ``cleared`` knows the records in which there was nothing.

    ``site`` is None where no ``site.yml`` can be used. ``drafts`` are settings that
    are not validly signed. ``unread`` are records that stand, though their file can't be
    read to its end tonight. In a preview, records stand ``as_if_signed_on`` a day.
    """

    chrome: Chrome
    references: References
    store: ContentStore
    site: Site | None
    drafts: Collection[str] = ()
    unread: Mapping[str, Kind] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    may_stand: list[tuple[str, str]] = field(default_factory=list)
    cleared: Cleared = field(default_factory=lambda: Cleared(None))
    as_if_signed_on: date | None = None

    def blocks(self, sort: Sort) -> bool:
        """Whether a finding of this sort keeps its record from the public here."""
        only_warned = self.site is not None and sort.value in self.site.only_warn
        return sort in NEVER_ONLY_WARNED or not only_warned

    def rule(self, record: Record, field_name: str) -> FieldRule | None:
        """What the record's regime says of a field, whatever stands in it."""
        regime = self.regime(record)
        return regime.fields.get(_INDEX.sub("", field_name)) if regime else None

    def may_show(self, record: Record, field_name: str) -> bool:
        """Whether a field may show at all, on whatever day and in whatever part.

        What a notice of withdrawal tells of events is looked into by ``told_events``.
        """
        if field_name.startswith(("events", "withdrawn")):
            return False
        if record.kind not in _RULED or self.regime(record) is None:
            return True
        rule = self.rule(record, field_name)
        if rule is None or rule.audience is not Audience.PUBLIC:
            return False
        shown = {rule.show, rule.before if rule.from_stage else Show.WITHHELD}
        return shown != {Show.WITHHELD}

    def shows_whole(self, record: Record, field_name: str) -> bool:
        """Whether a field shows in full, also of a human being, and at every stage."""
        rule = self.rule(record, field_name)
        if rule is None or rule.audience is not Audience.PUBLIC or rule.from_stage:
            return False
        return rule.show is Show.FULL

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
