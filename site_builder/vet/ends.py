"""The last day that a table claims, held against the one that the law gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.errors import Problem, Severity
from site_builder.i18n import _
from site_builder.model.ending import earliest, judge_under, start_under
from site_builder.model.moment import ONE_DAY
from site_builder.model.record import REMOVING, REVOKING

if TYPE_CHECKING:
    from site_builder.model.record import Record
    from site_builder.vet.context import Context


def end_as_claimed(record: Record, context: Context) -> Iterator[Problem]:
    """公示截止期 is the last day shown, or the eve of its removal; it is never relied on."""
    claimed, facts = record.places.ends_on, record.facts
    regime = context.regime(record)
    if claimed is None or regime is None:
        return
    start = start_under(regime, facts)
    if start is None:
        return
    terms = context.site.terms if context.site else {}
    judge = judge_under(regime, context.chrome.regimes, terms, facts)
    last_day = earliest(judge(start, facts.events)).last_day
    ended = {event.on - ONE_DAY for event in facts.events if event.kind in REMOVING | REVOKING}
    if claimed == last_day or claimed in ended:
        return
    message = (
        _("expected {day}, which the term gives, found '{found}'", day=last_day, found=claimed)
        if last_day
        else _("expected no last day, for the term has none, found '{found}'", found=claimed)
    )
    cell, heading = record.places.cell_of("ends_on")
    yield Problem(
        code="end-differs",
        message=message,
        path=record.path,
        line=record.line,
        sheet=record.sheet,
        cell=cell,
        field=heading,
        record=record.id,
        severity=Severity.WARNING,
    )
