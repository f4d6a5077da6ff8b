"""What enters or leaves between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from site_builder.model.moment import Moment, day_after
from site_builder.model.record import REMOVING, REVOKING, EventKind, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose.subject import Subject, Subjects

# The events that bring a state about.
_BRINGS = {
    State.REVOKED: REVOKING,
    State.REMOVED_EARLY: REMOVING,
    State.SHIELDED: {EventKind.SHIELDED},
    State.SUSPENDED: {EventKind.SUSPENDED},
    State.IN_FORCE: {
        EventKind.RESUMED,
        EventKind.UNSHIELDED,
        EventKind.RESTORED,
        EventKind.ENTERED_IN_ERROR,
    },
}


@dataclass(frozen=True, slots=True)
class Change:
    """A record that enters or leaves; the state it has from then on, and why."""

    on: date
    id: str
    kind: str
    change: Literal["enters", "leaves"]
    state: State
    reason: str


def changes(subjects: Subjects, after: date, until: date) -> list[Change]:
    """Every change with ``after`` < its day <= ``until``, by day, then by id.

    Each day is asked about at its 00:00, as a build of that day would be: an
    embargo that ends at nine counts from the day after.
    """
    found = (change for subject in subjects.all() for change in changes_of(subject, after, until))
    return sorted(found, key=lambda change: (change.on, change.id))


def changes_of(subject: Subject, after: date, until: date) -> Iterator[Change]:
    """The changes of one record, by day."""
    course = subject.course
    every = {day for moment in course.boundaries() if (day := _first_midnight(moment))}
    days = sorted(day for day in every if after < day <= until)
    was_public = bool(days) and course.state(Moment.start_of(after)) is State.IN_FORCE
    for day in days:
        state = course.state(Moment.start_of(day))
        is_public = state is State.IN_FORCE
        if is_public is not was_public:
            word: Literal["enters", "leaves"] = "enters" if is_public else "leaves"
            yield Change(
                day,
                subject.record.id,
                subject.record.kind,
                word,
                state,
                reason(subject, state, day),
            )
        was_public = is_public


def _first_midnight(moment: Moment) -> date | None:
    return moment.day if moment == Moment.start_of(moment.day) else day_after(moment.day)


def reason(subject: Subject, state: State, day: date) -> str:
    """The article or event behind a state, in the law's or the record's own words."""
    course = subject.course
    if state is State.EXPIRED:
        return course.ending(day).citation
    brings = _BRINGS.get(state, ())
    acting = [e for e in course.live_events(day) if e.on == day and e.kind in brings]
    return acting[-1].kind.value if acting else state.value
