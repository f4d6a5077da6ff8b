"""The end of a record under each law that it is judged by, and what may end it earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from site_builder.i18n import Message, _
from site_builder.model.early_removal import early_removal, may_apply_from
from site_builder.model.ending import Ending, judge_under, start_under
from site_builder.model.record import Kind
from site_builder.model.regime import Certainty
from site_builder.words import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose.subject import Subject
    from site_builder.model.regime import Regime

_LEAVE_EARLY = frozenset({Kind.LISTING, Kind.CASE})
_THE_KINDER_WINS = "立法法 第一百零四条"


@dataclass(frozen=True, slots=True)
class Step:
    """One rule, its article, and what came of it."""

    rule: Message
    citation: str
    outcome: Message

    @classmethod
    def by_law(
        cls, rule: Message, citation: str, outcome: Message, certainty: Certainty | None
    ) -> Step:
        """A rule of law, which says so itself where nobody has seen its whole text."""
        if certainty is not None and certainty is not Certainty.SEEN:
            rule = _("{rule}, {certainty}", rule=rule, certainty=CERTAINTIES[certainty])
        return cls(rule, citation, outcome)


def law_steps(subject: Subject, day: date) -> Iterator[Step]:
    """What each regime says of the record's end, its own first, and which decides."""
    course, own = subject.course, subject.regime
    if own is None:
        return
    endings, start = course.endings(day), course.start_on(day)
    for ending in endings:
        regime = subject.regimes.get(ending.regime or "", own)
        name = f"{regime.name} ({regime.id})"
        rule = (
            _("term under {regime}", regime=name)
            if regime.id == own.id
            else _("judged by {regime} too", regime=name)
        )
        counted_from = start if regime.id == own.id else start_under(regime, subject.record.facts)
        yield Step.by_law(
            rule, ending.citation, _end(counted_from or start, ending), regime.clock.certainty
        )
    deciding = course.ending(day)
    if deciding.regime != own.id:
        yield Step(
            _("the earlier end wins"),
            _THE_KINDER_WINS,
            _("{last_day}, under {regime}", last_day=deciding.last_day, regime=deciding.regime),
        )
    if subject.record.kind in _LEAVE_EARLY:
        yield _early_removal(subject, own, day)
    for name in own.elsewhere:
        if name in subject.regimes:
            yield from _counted_elsewhere(subject, subject.regimes[name], day)


def _end(start: date, ending: Ending) -> Message:
    if ending.seals and ending.last_day == date.min:
        return _("may not be shown to anybody")
    if ending.seals:
        return _("may not be shown to anybody from {day} on", day=ending.hidden_from)
    if ending.last_day is None:
        return _("from {start}, without a known end", start=start)
    if ending.is_past:
        return _(
            "ended on {last_day}, by the term that site.yml named then; a longer one shows it again"
            " only once two people sign it anew",
            last_day=ending.last_day,
        )
    if ending.is_renewed:
        return _(
            "from {start} (not counted), renewed, through {last_day}, 24:00",
            start=start,
            last_day=ending.last_day,
        )
    return _(
        "from {start} (not counted) through {last_day}, 24:00",
        start=start,
        last_day=ending.last_day,
    )


def _early_removal(subject: Subject, regime: Regime, day: date) -> Step:
    rule = regime.early_removal
    if rule is None:
        return Step(_("early removal"), regime.clock.citation, _("the regime knows none"))
    start, live = subject.course.start_on(day), subject.course.live_events(day)
    standing = early_removal(regime, start, live, day)
    first = standing.may_apply_from
    outcome = (
        _("barred since an event '{kind}'", kind=standing.barred_by[0])
        if standing.barred_by
        else _("may be applied for from {day}", day=first)
        if first
        else _("its waiting time is laid down elsewhere")
        if rule.wait is None
        else _("its waiting time has not begun")
    )
    return Step.by_law(_("early removal"), rule.citation, outcome, rule.certainty)


def _counted_elsewhere(subject: Subject, regime: Regime, day: date) -> Iterator[Step]:
    """What another site counts, which follows its own rules: it moves nothing here."""
    course = subject.course
    start, live = course.start_on(day), course.live_events(day)
    terms = subject.site.terms
    ending = judge_under(regime, {}, terms, subject.record.facts)(start, live)[0]
    name = f"{regime.name} ({regime.id})"
    yield Step.by_law(
        _("other sites count by {regime}", regime=name),
        ending.citation,
        _end(start, ending),
        regime.clock.certainty,
    )
    first = may_apply_from(regime, start, live)
    if regime.early_removal and first:
        yield Step.by_law(
            _("other sites count by {regime}", regime=name),
            regime.early_removal.citation,
            _("repair may be applied for from {day}", day=first),
            regime.early_removal.certainty,
        )
