"""What a build says at its end: counts, times, and what became of it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from site_builder.cli.progress import STAGES
from site_builder.i18n import Message, _
from site_builder.model.record import Kind, State
from site_builder.report import Outcome, peak_memory_mib
from site_builder.words import KINDS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.report import Report


def details(told: Report) -> Iterator[Message]:
    """The counts and times of a release that is in force; of another there are none."""
    if told.outcome is Outcome.NOT_PUBLISHED:
        return
    for kind, states in told.records.items():
        counts = (
            _("{count} {state}", count=count, state=STATES[State(state)])
            for state, count in states.items()
        )
        yield _("{kind}: {counts}", kind=KINDS[Kind(kind)], counts=_joined(counts))
    yield _(
        "records: {new} came, {gone} went; files: {written} written, {removed} removed,"
        " {same} unchanged",
        new=len(told.entered),
        gone=len(told.left),
        written=told.written,
        removed=told.removed,
        same=told.unchanged,
    )
    stages = (
        _("{stage} {seconds} s", stage=STAGES[stage], seconds=f"{seconds:.1f}")
        for stage, seconds in told.seconds.items()
    )
    whole = f"{sum(told.seconds.values()):.1f}"
    yield _("time: {stages}; in all {seconds} s", stages=_joined(stages), seconds=whole)
    memory = peak_memory_mib()
    if memory is not None:
        yield _("most memory: {memory} MiB", memory=f"{memory:.0f}")


def _joined(parts: Iterable[Message]) -> Message:
    return reduce(lambda before, part: _("{before}, {part}", before=before, part=part), parts)


def sentence(told: Report) -> Message:
    """What became of the build."""
    in_force = sum(states.get("in_force", 0) for states in told.records.values())
    sentences = {
        Outcome.PUBLISHED: _(
            "published as of {day}: {shown} records shown, {withheld} withheld;"
            " {written} files written, {removed} removed",
            day=told.as_of,
            shown=in_force,
            withheld=len(told.withheld),
            written=told.written,
            removed=told.removed,
        ),
        Outcome.UNCHANGED: _(
            "nothing changed as of {day}: {shown} records shown", day=told.as_of, shown=in_force
        ),
        Outcome.PARTIAL: _(
            "published in part as of {day}: {shown} records shown, {withheld} withheld;"
            " see the problems above",
            day=told.as_of,
            shown=in_force,
            withheld=len(told.withheld),
        ),
        Outcome.NOT_PUBLISHED: _(
            "NOT published: the live site stands as it was"
            " and may show what should be gone by {day}",
            day=told.as_of,
        ),
    }
    return sentences[told.outcome]
