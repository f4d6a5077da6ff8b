"""What an office owes on its records: by which day, since when it is late, or when it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from site_builder.model.course import ENDED
from site_builder.model.due import Due, due
from site_builder.model.elsewhere import recalls, still_published
from site_builder.model.moment import Moment, day_after
from site_builder.model.record import REMOVING, REVOKING, EventKind, State
from site_builder.model.regime import What

if TYPE_CHECKING:
    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.record import Elsewhere
    from site_builder.model.regime import Deadline

_ENDED: Final = "ended"
_REMOVALS: Final = frozenset({What.REMOVE, What.WITHDRAW})
# The events by which an office has done what it owed.
_ANSWERS: Final = {
    What.ANSWER_OBJECTION: frozenset({EventKind.OBJECTION_ANSWERED}),
    What.DECIDE_REMOVAL: REMOVING | {EventKind.REMOVAL_REFUSED},
    What.CORRECT: frozenset({EventKind.CORRECTION_ANSWERED, EventKind.AMENDED}),
}
_EVENTS: Final = frozenset(EventKind)
_TAKEN_AWAY: Final = frozenset({_ENDED, *REVOKING})
_OWED_WHILE: Final = frozenset({State.IN_FORCE, State.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Owed:
    """A deadline and the record that it concerns."""

    id: str
    kind: str
    due: Due


def owed(subjects: Subjects, as_of: Moment, within: int) -> list[Owed]:
    """What is late at ``as_of`` or due ``within`` so many days, soonest first.

    What is unknown for want of a calendar stands at the end.
    """
    day = as_of.day
    until = day + min(timedelta(days=within), date.max - day)
    found = [
        Owed(subject.record.id, subject.record.kind, each)
        for subject in subjects.all()
        if subject.regime is not None and subject.regime.deadlines
        for each in deadlines(subject, as_of)
        if _is_asked_for(each, day, until)
    ]
    return sorted(found, key=lambda each: (each.due.on or date.max, each.id, each.due.rule.what))


def _is_asked_for(found: Due, day: date, until: date) -> bool:
    if found.is_met:
        return False
    return found.begun_on <= day if found.on is None else found.on <= until


def deadlines(subject: Subject, as_of: Moment) -> tuple[Due, ...]:
    """Every deadline that runs on a record at ``as_of``, has run, or is sure to begin."""
    rules = subject.regime.deadlines if subject.regime else ()
    office = _Office(subject, as_of)
    return tuple(found for rule in rules for found in office.dues(rule))


@dataclass(frozen=True, slots=True)
class _End:
    """The day that a record ends on, as the law counts from it, and the day it is gone."""

    on: date
    gone_on: date


class _Office:
    """What the office that keeps one record had to do, and has done, by a moment."""

    def __init__(self, subject: Subject, as_of: Moment) -> None:
        self._subject = subject
        self._course = subject.course
        self._as_of = as_of
        self._day = as_of.day
        self._live = subject.course.live_events(as_of.day)

    def dues(self, rule: Deadline) -> Iterator[Due]:
        for begun_on in self._begun(rule.after):
            met_on = self._met_on(rule, begun_on)
            if met_on is None and not self._is_owed(rule, begun_on):
                continue
            yield due(
                rule,
                begun_on,
                met_on,
                self._day,
                self._subject.working_days(),
                places=self._places if self._is_removal(rule) else (),
            )

    # From when it counts

    def _begun(self, after: str) -> Iterator[date]:
        if after == _ENDED:
            if self._end is not None:
                yield self._end.on
        elif after == EventKind.REVOKED:
            days = [event.on for event in self._live if event.kind in REVOKING]
            yield from sorted(days)[:1]
        elif after in _EVENTS:
            yield from sorted({event.on for event in self._live if event.kind == after})
        elif (day := self._days.get(after)) is not None:
            yield day

    @cached_property
    def _days(self) -> Mapping[str, date]:
        """The days that a record names, by their names."""
        facts = self._subject.record.facts
        found = {**facts.starts, **facts.procedure}
        if facts.published_on is not None:
            found["published_on"] = facts.published_on
        review = self._subject.record.values.get("review_on")
        return {**found, "review_on": date.fromisoformat(review)} if review else found

    @cached_property
    def _end(self) -> _End | None:
        """The first end of the record, come or foreseen; None where none is known."""
        restored = [event.on for event in self._live if event.kind is EventKind.RESTORED]
        days = [
            event.on
            for event in self._live
            if event.kind in REVOKING
            or (event.kind in REMOVING and not any(event.on <= day for day in restored))
        ]
        withdrawn = self._course.withdrawn_on
        ends = [_End(day, day) for day in (*days, withdrawn) if day and day <= self._day]
        last_day = self._course.ending(self._day).last_day
        if last_day is not None and last_day != date.min:
            ends.append(_End(last_day, day_after(last_day) or last_day))
        return min(ends, key=lambda end: end.gone_on, default=None)

    # When it was done

    def _met_on(self, rule: Deadline, begun_on: date) -> date | None:
        if self._is_removal(rule):
            return self._gone_on(begun_on)
        if rule.what in _ANSWERS:
            kinds = _ANSWERS[rule.what]
            days = (e.on for e in self._live if e.kind in kinds and begun_on <= e.on)
            return next(days, None)
        done: dict[What, Callable[[], date | None]] = {
            What.PUBLISH: self._shown_on,
            What.DECIDE: self._decided_on,
            What.REVIEW: lambda: self._course.withdrawn_on,
        }
        day = done[rule.what]()
        return day if day is not None and day <= self._day else None

    def _is_removal(self, rule: Deadline) -> bool:
        """Whether it is done by taking the record down: also a correction once it is revoked."""
        return rule.what in _REMOVALS or rule.after in _TAKEN_AWAY

    def _gone_on(self, begun_on: date) -> date | None:
        """The day from which the record is nowhere shown any more, neither here nor elsewhere."""
        end = self._end
        if end is None or self._day < end.gone_on or self._places:
            return None
        recalled = recalls(self._course, self._subject.record.facts, self._day)
        return max(begun_on, end.gone_on, *recalled.values())

    @cached_property
    def _places(self) -> tuple[Elsewhere, ...]:
        """The other places that still show the record, as far as the office knows."""
        return still_published(self._course, self._subject.record.facts, self._day)

    def _shown_on(self) -> date | None:
        """The day of its first publication; None where it has never been public yet."""
        first = self._subject.published_on
        if not self._course.is_vetted or first > self._as_of:
            return None
        if self._course.state_by_law(first) is State.IN_FORCE:
            return first.day
        for begun, ended in self._course.shown(by_law=True):
            if ended is None or first < ended:
                return max(begun, first).day
        return None

    def _decided_on(self) -> date | None:
        return self._days.get("decided_on") or self._days.get("issued_on")

    # Whether it is owed at all

    def _is_owed(self, rule: Deadline, begun_on: date) -> bool:
        """Whether what was not done still has to be, or will have to be for sure."""
        course, as_of = self._course, self._as_of
        if rule.what is What.REVIEW:
            return course.state(as_of) in {State.IN_FORCE, State.HELD}
        if self._is_removal(rule):
            return course.is_vetted or self._by_law in ENDED
        if self._day < begun_on or self._by_law in ENDED:
            return False
        if rule.what is What.PUBLISH:
            is_free = course.state(as_of) not in {State.HELD, State.SEALED}
            return is_free and self._by_law in _OWED_WHILE
        return True

    @cached_property
    def _by_law(self) -> State:
        return self._course.state_by_law(self._as_of)
