"""The course of a record: in which state it is at any moment, and why.

Pure rules: nothing here reads a clock or a file. A record shows from its start day
through 24:00 of its last day (民法典 201 to 203); an event acts from 0:00 of its day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from site_builder.model.ending import Ending, Judge, earliest
from site_builder.model.moment import Moment, day_after
from site_builder.model.record import REMOVING, REVOKING, Event, EventKind, State

if TYPE_CHECKING:
    from collections.abc import Iterable

ENDED = frozenset({State.EXPIRED, State.REMOVED_EARLY, State.REVOKED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What decides a record's state: its days, its events and the law it falls under.

    ``judge`` gives the ends of a term that starts on a day. ``parties`` are the events
    of the other listings by the same decision, whose removals are this one's too
    (令45 第十四条). ``held_from`` is the day it was taken down by hand.
    """

    start: date
    judge: Judge
    events: tuple[Event, ...] = ()
    parties: tuple[tuple[Event, ...], ...] = ()
    published_on: date | None = None
    embargo_until: Moment | None = None
    withdrawn_on: date | None = None
    held_from: date | None = None
    is_vetted: bool = True
    is_sealed: bool = False
    # What follows from all this, once found: a province asks a dozen times of each record.
    _ends: dict[tuple[Event, ...], tuple[Ending, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _changes: dict[bool, list[tuple[Moment, State]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def state(self, moment: Moment) -> State:
        """The first state of the closed list that holds at ``moment``."""
        if self.held_from is not None and self.held_from <= moment.day:
            return State.HELD
        if self.is_sealed or self._is_sealed_by_another(moment.day):
            return State.SEALED
        if not self.is_vetted:
            return State.UNVETTED
        return self.state_by_law(moment)

    def state_by_law(self, moment: Moment) -> State:
        """The state at ``moment`` as if the record were vetted, public and not held."""
        day = moment.day
        live = self.live_events(day)
        return self._ended(day, live) or self._not_shown(moment, live) or State.IN_FORCE

    def _is_sealed_by_another(self, day: date) -> bool:
        """Whether a regime that also judges it forbids showing it, from its day of force on."""
        return any(
            ending.seals and ending.last_day is not None and ending.last_day < day
            for ending in self.endings(day)
        )

    def _ended(self, day: date, live: tuple[Event, ...]) -> State | None:
        if self.withdrawn_on is not None and self.withdrawn_on <= day:
            return State.WITHDRAWN
        if any(event.kind in REVOKING for event in live):
            return State.REVOKED
        if _stands(live, REMOVING, EventKind.RESTORED):
            return State.REMOVED_EARLY
        last_day = self.ending(day).last_day
        return State.EXPIRED if last_day is not None and last_day < day else None

    def _not_shown(self, moment: Moment, live: tuple[Event, ...]) -> State | None:
        first_day = max(self._start(live), self.published_on or date.min)
        if first_day > moment.day or (self.embargo_until or moment) > moment:
            return State.SCHEDULED
        if _stands(live, {EventKind.SHIELDED}, EventKind.UNSHIELDED):
            return State.SHIELDED
        if _stands(live, {EventKind.SUSPENDED}, EventKind.RESUMED):
            return State.SUSPENDED
        return None

    def all_events(self) -> tuple[Event, ...]:
        """Its own events and the other parties' removals, in the order of their days."""
        removals = (e for events in self.parties for e in events if _is_removal(e))
        return tuple(sorted((*self.events, *removals), key=lambda event: event.on))

    def live_events(self, day: date) -> tuple[Event, ...]:
        """The events that have happened by ``day`` and were not entered in error."""
        if not self.events and not self.parties:
            return ()
        live = events_live(self.events, day)
        removals = [
            e for events in self.parties for e in events_live(events, day) if _is_removal(e)
        ]
        return tuple(sorted((*live, *removals), key=lambda event: event.on))

    def start_on(self, day: date) -> date:
        """The day from which the term counts, as seen on ``day``.

        令45 第十五条: a listing restored after fraud starts anew.
        """
        return self._start(self.live_events(day))

    def endings(self, day: date) -> tuple[Ending, ...]:
        """The end of its term as seen on ``day``, under its regime and each that also judges."""
        live = self.live_events(day)
        if live not in self._ends:
            self._ends[live] = self.judge(self._start(live), live)
        return self._ends[live]

    def ending(self, day: date) -> Ending:
        """The end of its term as seen on ``day``: the earliest decides."""
        return earliest(self.endings(day))

    def _start(self, live: tuple[Event, ...]) -> date:
        removed = [event.on for event in live if event.kind in REMOVING]
        restored = [
            e.on for e in live if e.kind is EventKind.RESTORED and any(r <= e.on for r in removed)
        ]
        return max(restored, default=self.start)

    def boundaries(self) -> list[Moment]:
        """Every moment at which the state may change, in order."""
        every = [e for events in (self.events, *self.parties) for e in events]
        days = {self.start, *(event.on for event in every)}
        days |= {day for day in (self.published_on, self.withdrawn_on, self.held_from) if day}
        # What has happened decides the end, and it changes on the days of events alone.
        ends = {e.last_day for day in {date.min, *days} for e in self.endings(day)}
        days |= {after for end in ends if end is not None and (after := day_after(end))}
        moments = {Moment.start_of(day) for day in days}
        if self.embargo_until:
            moments.add(self.embargo_until)
        return sorted(moments)

    def changes(self, *, by_law: bool = False) -> list[tuple[Moment, State]]:
        """The states in their order, each with the moment from which it holds."""
        if by_law not in self._changes:
            at = self.state_by_law if by_law else self.state
            found: list[tuple[Moment, State]] = []
            for moment in self.boundaries():
                state = at(moment)
                if not found or found[-1][1] is not state:
                    found.append((moment, state))
            self._changes[by_law] = found
        return self._changes[by_law]

    def shown(self, *, by_law: bool = False) -> list[tuple[Moment, Moment | None]]:
        """The stretches during which it is in force: from, and up to but without."""
        stretches: list[tuple[Moment, Moment | None]] = []
        changes = self.changes(by_law=by_law)
        for index, (moment, state) in enumerate(changes):
            if state is State.IN_FORCE:
                end = changes[index + 1][0] if index + 1 < len(changes) else None
                stretches.append((moment, end))
        return stretches

    def next_change(self, moment: Moment) -> Moment | None:
        """When it next enters or leaves after ``moment``; None where nothing is known."""
        is_public = self.state(moment) is State.IN_FORCE
        later = (
            at
            for at, state in self.changes()
            if at > moment and (state is State.IN_FORCE) is not is_public
        )
        return next(later, None)

    def next_entry(self, moment: Moment) -> Moment | None:
        """When it next enters after ``moment``; None where nothing is known."""
        return next((begin for begin, _end in self.shown() if begin > moment), None)

    def hidden_from(self, moment: Moment) -> date | None:
        """The day from which it may not show, as known at ``moment``; None: no end known.

        Of a record in force, the day its stretch ends; of one that has ended, the
        day it did; of one to come, the end of its next stretch.
        """
        is_public = self.state(moment) is State.IN_FORCE
        stretches = self.shown(by_law=not is_public)
        if self.state_by_law(moment) not in ENDED:
            ahead = [end for _begin, end in stretches if end is None or end > moment]
            if ahead:
                return ahead[0].day if ahead[0] else None
            last_day = self.ending(moment.day).last_day
            return day_after(last_day) if last_day else None
        behind = [end for _begin, end in stretches if end is not None and end <= moment]
        return behind[-1].day if behind else None


def _is_removal(event: Event) -> bool:
    return event.kind is EventKind.REMOVED_EARLY


def events_live(events: Iterable[Event], day: date) -> tuple[Event, ...]:
    """The events that have happened by ``day``, without those entered in error."""
    happened = sorted((e for e in events if e.on <= day), key=lambda event: event.on)
    void: set[tuple[EventKind, date] | None] = set()
    # The latest first: an entry in error may itself have been entered in error.
    for event in reversed(happened):
        if event.kind is EventKind.ENTERED_IN_ERROR and (event.kind, event.on) not in void:
            void.add(event.undoes)
    return tuple(event for event in happened if (event.kind, event.on) not in void)


def _stands(
    events: tuple[Event, ...], begins: frozenset[EventKind] | set[EventKind], ends: EventKind
) -> bool:
    """Whether the last event that begins a thing has none on its day or later that ends it."""
    begun = max((event.on for event in events if event.kind in begins), default=None)
    ended = max((event.on for event in events if event.kind is ends), default=None)
    return begun is not None and (ended is None or ended < begun)
