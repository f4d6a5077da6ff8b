"""Records that no readable file holds any more, though nothing ended them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from site_builder.errors import Problem, Severity
from site_builder.i18n import _
from site_builder.model.record import Kind, State
from site_builder.store.content import Vetted
from site_builder.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.moment import Moment
    from site_builder.store.good import Good, Honoured

_FEW = 5
_SHARE = 0.02
_NEITHER_EVENT_NOR_END = frozenset({State.IN_FORCE, State.SCHEDULED})


@dataclass(slots=True)
class Missing:
    """What becomes of missing records: those hidden, those that stand, and what to say."""

    hidden: list[Subject] = field(default_factory=list)
    standing: list[Vetted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def judge_missing(
    subjects: Subjects,
    missing: Sequence[Good],
    known: Mapping[str, int],
    as_of: Moment,
    accepted: int | None,
    *,
    honoured: Mapping[str, Sequence[Honoured]] = MappingProxyType({}),
) -> Missing:
    """Hide missing records and say so; but let them stand where too many go at once.

    More than the greater of five and 2 % of a kind stand as they were, until
    somebody accepts their number. What has ended anyway, or was hidden when it was
    last there, goes in silence.
    """
    judged = Missing()
    by_kind: dict[str, list[tuple[Good, Subject]]] = {}
    for good in missing:
        hidings = honoured.get(good.record.id, ())
        own = {event.identity for event in good.record.facts.events}
        events = (hiding.event for hiding in hidings if hiding.event is not None)
        hides = tuple(event for event in events if event.identity not in own)
        subject = subjects.subject(Vetted(good.record, True, False, good.first_on, hides))  # noqa: FBT003
        # A hold, or an article's withdrawal.
        is_hidden = any(hiding.event is None and hiding.on <= as_of.day for hiding in hidings)
        if not is_hidden and subject.course.state(as_of) in _NEITHER_EVENT_NOR_END:
            by_kind.setdefault(good.record.kind, []).append((good, subject))
        else:
            judged.hidden.append(subject)
    total = sum(map(len, by_kind.values()))
    for kind, gone in sorted(by_kind.items()):
        is_accepted = accepted in {len(gone), total}
        if len(gone) > max(_FEW, known.get(kind, 0) * _SHARE) and not is_accepted:
            judged.standing += [subject.found for _good, subject in gone]
            judged.problems.append(_too_many(kind, len(gone)))
        else:
            judged.hidden += [subject for _good, subject in gone]
            severity = Severity.WARNING if is_accepted else Severity.ERROR
            judged.problems += [_vanished(good, severity) for good, _subject in gone]
    return judged


def _too_many(kind: str, count: int) -> Problem:
    message = _(
        "{count} records of kind '{kind}' are gone without event or end;"
        " they stand as they were until --accept-vanished {count}",
        count=count,
        kind=KINDS[Kind(kind)],
    )
    return Problem(code="vanished", path="content", message=message)


def _vanished(good: Good, severity: Severity) -> Problem:
    message = _(
        "'{id}' is gone from this file without event or end; it is hidden", id=good.record.id
    )
    return Problem(
        code="vanished",
        path=good.record.path,
        record=good.record.id,
        message=message,
        severity=severity,
    )
