"""Orders that the law or the record rules out, and removals that somebody should look at.

What stands on a day is asked of the record's course, never worked out here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.disclose import explain
from site_builder.i18n import _
from site_builder.model.course import Course
from site_builder.model.ending import Ending
from site_builder.model.moment import Moment
from site_builder.model.record import (
    BEGUN_BY,
    MAY_COME_BEFORE,
    REMOVING,
    REVOKING,
    EventKind,
    State,
)
from site_builder.office.event_order import named_person, twin
from site_builder.office.words import listed
from site_builder.words import EVENTS

if TYPE_CHECKING:
    from site_builder.disclose import Subject
    from site_builder.i18n import Message
    from site_builder.model.record import Event
    from site_builder.office.event_order import Order

_ENDLESS: Final = (Ending(None, None, ""),)


def refusal(order: Order, ordered: Event, subject: Subject) -> Message | None:
    """Why this cannot have happened to the record as it is written; None if it can."""
    decided = min(subject.record.facts.starts.values(), default=date.min)
    if order.on < decided and order.kind not in MAY_COME_BEFORE:
        return _(
            "expected a day not before the decision of {decided}, found '{found}'",
            decided=decided,
            found=order.on,
        )
    known = twin(subject.course.events, ordered)
    if known is not None and known not in _own(subject.course).live_events(date.max):
        return _(
            "the event '{kind}' of {day} was entered in error; to bring it back, undo that"
            " correction, or record it for another day",
            kind=EVENTS[order.kind],
            day=order.on,
        )
    rule = _RULES.get(order.kind)
    return rule(order, subject) if rule else None


def unusual(order: Order, subject: Subject) -> Message | None:
    """Why somebody should look at a removal that is honoured all the same."""
    if order.kind not in REMOVING:
        return None
    early = explain(subject, Moment.start_of(order.on)).early_removal
    if early.barred_by:
        kinds = listed(early.barred_by)
        return _("removed on {day}, though {events} bars it", day=order.on, events=kinds)
    if subject.regime is None or subject.regime.early_removal is None:
        return _("removed on {day} under a regime without early removal", day=order.on)
    if early.may_apply_from is None:
        return _("removed on {day} without the event that its waiting time runs from", day=order.on)
    if order.on < early.may_apply_from:
        return _(
            "removed on {day}, before it could be applied for from {first}",
            day=order.on,
            first=early.may_apply_from,
        )
    return None


def undoable(subject: Subject) -> list[tuple[EventKind, date]]:
    """The events of a record itself that an entry in error may undo."""
    live = _own(subject.course).live_events(date.max)
    found = ((e.kind, e.on) for e in live if e.kind is not EventKind.ENTERED_IN_ERROR)
    return list(dict.fromkeys(found))


def undone_on(subject: Subject, day: date) -> set[tuple[EventKind, date]]:
    """The events of a record itself that a correction of this day has undone."""
    live = _own(subject.course).live_events(date.max)
    return {event.undoes for event in live if event.on == day and event.undoes is not None}


def _removal(order: Order, subject: Subject) -> Message | None:
    course, day = subject.course, order.on
    state = course.state_by_law(Moment.start_of(day))
    if state is State.EXPIRED:
        ending = course.ending(day)
        return _(
            "its term ended on {last_day} (24:00), so there is nothing to remove ({citation})",
            last_day=ending.last_day,
            citation=ending.citation,
        )
    if state is State.REVOKED:
        return _("it was revoked by {day}, so there is nothing to remove", day=day)
    if state is State.REMOVED_EARLY:
        removed = max(event.on for event in course.live_events(day) if event.kind in REMOVING)
        # Another party's removal of this very day is this one's too, and is now written down.
        return None if removed == day else _("it was removed on {day} already", day=removed)
    return None


def _revocation(order: Order, subject: Subject) -> Message | None:
    live = _own(subject.course).live_events(order.on)
    same = (event for event in live if event.kind is order.kind and event.on != order.on)
    known = next(same, None)
    if known is None:
        return None
    return _("the event '{kind}' of {day} stands already", kind=EVENTS[known.kind], day=known.on)


def _resumption(order: Order, subject: Subject) -> Message | None:
    if _stands(subject.course, order, State.SUSPENDED, EventKind.SUSPENDED, EventKind.RESUMED):
        return None
    return _("no suspension stands on {day} that could end", day=order.on)


def _unshielding(order: Order, subject: Subject) -> Message | None:
    if _stands(subject.course, order, State.SHIELDED, EventKind.SHIELDED, EventKind.UNSHIELDED):
        return None
    return _("no shielding stands on {day} that could end", day=order.on)


def _restoration(order: Order, subject: Subject) -> Message | None:
    removal = (*REMOVING, EventKind.RESTORED)
    if _stands(subject.course, order, State.REMOVED_EARLY, *removal):
        return None
    return _(
        "no early removal stands on {day} that could be taken back (令45 第十五条)", day=order.on
    )


def _stands(course: Course, order: Order, state: State, *kinds: EventKind) -> bool:
    """Whether ``state`` holds on the order's day by these events, whatever else holds too."""
    wanted = {*kinds, EventKind.ENTERED_IN_ERROR}
    alone = Course(
        start=date.min,
        judge=lambda _start, _live: _ENDLESS,
        events=tuple(event for event in course.events if event.kind in wanted),
        parties=course.parties if EventKind.REMOVED_EARLY in wanted else (),
    )
    return alone.state_by_law(Moment.start_of(order.on)) is state


def _remedy(_order: Order, subject: Subject) -> Message | None:
    """Wages are paid once; after a restoration for fraud, perhaps in earnest (令45 第十五条)."""
    live = _own(subject.course).live_events(date.max)
    restored = max((e.on for e in live if e.kind is EventKind.RESTORED), default=date.min)
    known = next((e for e in live if e.kind is EventKind.REMEDIED and e.on >= restored), None)
    if known is None:
        return None
    return _(
        "the event '{kind}' of {day} stands already (令45 第十二条)",
        kind=EVENTS[known.kind],
        day=known.on,
    )


def _answer(order: Order, subject: Subject) -> Message | None:
    """What ends a contest or answers a request needs one that is open."""
    live = _own(subject.course).live_events(order.on)
    begun = max((e.on for e in live if e.kind in BEGUN_BY[order.kind]), default=None)
    ended = max((e.on for e in live if e.kind is order.kind), default=date.min)
    if begun is not None and ended < begun:
        return None
    return _(
        "nothing stands on {day} that an event '{kind}' could end{article}",
        day=order.on,
        kind=EVENTS[order.kind],
        article="",
    )


def _recall(order: Order, subject: Subject) -> Message | None:
    places = [place.channel for place in subject.record.facts.also_published]
    if order.channel in places:
        return None
    if not places:
        return _("the record names no other place under 'also_published'")
    return _("expected one of {choices}", choices=", ".join(places))


def _correction(order: Order, subject: Subject) -> Message | None:
    if order.undoes is None:
        return _("expected the event that was entered in error")
    kind, on = order.undoes
    own = _own(subject.course)
    if any((event.kind, event.on) == order.undoes for event in own.live_events(date.max)):
        return None
    if any((event.kind, event.on) == order.undoes for event in own.events):
        return _(
            "the event '{kind}' of {day} was entered in error already", kind=EVENTS[kind], day=on
        )
    return _("no event '{kind}' of {day} in this record", kind=EVENTS[kind], day=on)


def _renewal(_order: Order, subject: Subject) -> Message | None:
    regime = subject.regime
    if regime is not None and not regime.clock.automatic:
        return None
    name = regime.id if regime else "–"
    citation = regime.clock.citation if regime else ""
    return _(
        "the regime '{regime}' knows no renewal: its term ends by itself ({citation})",
        regime=name,
        citation=citation,
    )


def _person(order: Order, subject: Subject) -> Message | None:
    if named_person(subject.record, order.name or "") is not None:
        return None
    return _("no person of this name in the record")


def _own(course: Course) -> Course:
    """The course without what other parties of its decision add."""
    return replace(course, parties=())


_RULES: Final[dict[EventKind, Callable[[Order, Subject], Message | None]]] = {
    **dict.fromkeys(REMOVING, _removal),
    **dict.fromkeys(REVOKING, _revocation),
    EventKind.RESUMED: _resumption,
    EventKind.UNSHIELDED: _unshielding,
    EventKind.RESTORED: _restoration,
    EventKind.REMEDIED: _remedy,
    EventKind.ENTERED_IN_ERROR: _correction,
    EventKind.RENEWED: _renewal,
    EventKind.CONTEST_ENDED: _answer,
    EventKind.PROCEEDINGS_ENDED: _answer,
    EventKind.OBJECTION_ANSWERED: _answer,
    EventKind.REMOVAL_REFUSED: _answer,
    EventKind.CORRECTION_ANSWERED: _answer,
    EventKind.RECALLED: _recall,
    EventKind.PERSON_HIDDEN: _person,
}
