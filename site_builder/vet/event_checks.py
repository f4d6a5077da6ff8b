"""What must hold of the events of a record: that they can have happened, in this order.

What hides is honoured however odd it is, and told as a warning; of the others an
impossible one holds the record back (promise 4).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.errors import Severity, described, quoted
from site_builder.i18n import Message, _
from site_builder.model.course import events_live
from site_builder.model.early_removal import early_removal
from site_builder.model.record import (
    BEGUN_BY,
    MAY_COME_BEFORE,
    ONLY_HIDING,
    REMOVING,
    REVOKING,
    Event,
    EventKind,
    Kind,
)
from site_builder.model.text import fold, fold_number
from site_builder.vet.context import Context, problem_of
from site_builder.words import EVENTS

if TYPE_CHECKING:
    from site_builder.errors import Problem
    from site_builder.model.record import Record

_ARTICLES: Final = {EventKind.RESTORED: "令45 第十五条"}


def hidden_person_is_named(record: Record, _context: Context) -> Iterator[Problem]:
    """Who is to be hidden is one of the persons of the record, or nobody would be."""
    people = {fold(person["name"]) for person in record.values.get("persons", ())}
    for index, event in enumerate(record.facts.events):
        if event.kind is EventKind.PERSON_HIDDEN and fold(event.name or "") not in people:
            message = _(
                "expected the name of a person of this record, found {found}",
                found=described(event.name),
            )
            yield problem_of(record, "unknown-person", f"events[{index}].name", message)


def undone_event_is_there(record: Record, _context: Context) -> Iterator[Problem]:
    """An event that was entered in error is one of the record's."""
    there = {(event.kind, event.on) for event in record.facts.events}
    for index, event in enumerate(record.facts.events):
        if event.undoes is not None and event.undoes not in there:
            kind, on = event.undoes
            message = _("no event '{kind}' of {day} in this record", kind=kind, day=on)
            field = f"events[{index}].event"
            yield problem_of(record, "unknown-event", field, message, severity=Severity.WARNING)


def events_can_have_happened(record: Record, context: Context) -> Iterator[Problem]:
    """No event comes before its decision, and none ends what had not begun."""
    events = record.facts.events
    decided = min(record.facts.starts.values(), default=None)
    for index, event in enumerate(events):
        if decided and event.on < decided and event.kind not in MAY_COME_BEFORE:
            message = _(
                "expected a day not before the decision of {decided}, found '{found}'",
                decided=decided,
                found=event.on,
            )
            yield _contradiction(record, index, "on", message)
        elif not _has_begun(record, event, context):
            message = _(
                "nothing stands on {day} that an event '{kind}' could end{article}",
                day=event.on,
                kind=EVENTS[event.kind],
                article=_in_brackets(_ARTICLES.get(event.kind, "")),
            )
            yield _contradiction(record, index, "kind", message)


def _contradiction(record: Record, index: int, field: str, message: Message) -> Problem:
    is_hiding = record.facts.events[index].kind in ONLY_HIDING
    severity = Severity.WARNING if is_hiding else Severity.ERROR
    place = f"events[{index}].{field}"
    return problem_of(record, "contradicting-event", place, message, severity=severity)


def _in_brackets(article: str) -> str:
    return f" ({article})" if article else ""


def _has_begun(record: Record, event: Event, context: Context) -> bool:
    begins = BEGUN_BY.get(event.kind)
    if begins is None:
        return True
    if event.kind is EventKind.RESTORED:
        return _is_out(record, event, context)
    return any(each.kind in begins and each.on <= event.on for each in record.facts.events)


def _is_out(record: Record, event: Event, context: Context) -> bool:
    """Whether a removal stands that ``event`` revokes: a term starts anew by nothing less."""
    restored = [e for e in events_live(record.facts.events, date.max) if e.kind == event.kind]
    if event not in restored:
        return True
    since = max((each.on for each in restored if each.on < event.on), default=date.min)
    live = events_live(record.facts.events, event.on)
    if any(each.kind in REMOVING and since < each.on for each in live):
        return True
    return _left_with_another(record, event, since, context)


def _left_with_another(record: Record, event: Event, since: date, context: Context) -> bool:
    """Whether another party's removal took this one along (令45 第十四条)."""
    number = fold_number(record.facts.number or "")
    return any(
        each.kind is EventKind.REMOVED_EARLY and since < each.on
        for other in context.store.removals()
        if other.record.kind is Kind.LISTING
        and fold_number(other.record.facts.number or "") == number
        for each in events_live(other.events, event.on)
    )


def renewal_is_known(record: Record, context: Context) -> Iterator[Problem]:
    """Only a term that does not end by itself is renewed; one whose renewal is open is told."""
    regime = context.regime(record)
    if regime is None:
        return
    kinds = {event.kind for event in record.facts.events}
    if regime.clock.automatic:
        for index, event in enumerate(record.facts.events):
            if event.kind is EventKind.RENEWED:
                message = _(
                    "the regime '{regime}' knows no renewal: its term ends by itself ({citation})",
                    regime=regime.id,
                    citation=regime.clock.citation,
                )
                yield _contradiction(record, index, "kind", message)
    elif regime.clock.term and not kinds & {EventKind.REMEDIED, EventKind.RENEWED}:
        message = _(
            "under '{regime}' a term ends only for who has paid; expected an event 'remedied' or"
            " 'renewed', found neither ({citation})",
            regime=regime.id,
            citation=regime.clock.citation,
        )
        yield problem_of(record, "correction-unknown", "events", message, severity=Severity.WARNING)


def removal_follows_the_law(record: Record, context: Context) -> Iterator[Problem]:
    """A removal that the law does not provide for is honoured, but somebody should look at it."""
    regime = context.regime(record)
    if regime is None:
        return
    start = record.facts.starts.get(regime.clock.starts_with)
    events = record.facts.events
    for index, event in enumerate(events):
        if event.kind not in REMOVING or start is None:
            continue
        if regime.early_removal is None:
            message = _(
                "removed on {day} under a regime without early removal ({citation})",
                day=event.on,
                citation=regime.clock.citation,
            )
            yield _odd_removal(record, index, message)
            continue
        earlier = tuple(e for e in events if e.on <= event.on)
        standing = early_removal(regime, start, earlier, event.on)
        first, article = standing.may_apply_from, regime.early_removal.citation
        if standing.barred_by:
            message = _(
                "removed on {day}, though an event '{kind}' bars it ({citation})",
                day=event.on,
                kind=EVENTS[standing.barred_by[0]],
                citation=article,
            )
            yield _odd_removal(record, index, message)
        elif first is None and regime.early_removal.wait is not None:
            message = _(
                "removed on {day} without the event that its waiting time runs from", day=event.on
            )
            yield _odd_removal(record, index, message)
        elif first is not None and event.on < first:
            message = _(
                "removed on {day}, before it could be applied for from {first}",
                day=event.on,
                first=first,
            )
            yield _odd_removal(record, index, message)


def _odd_removal(record: Record, index: int, message: Message) -> Problem:
    field = f"events[{index}].on"
    return problem_of(record, "removed-before-wait", field, message, severity=Severity.WARNING)


def recalled_place_is_known(record: Record, _context: Context) -> Iterator[Problem]:
    """What took a copy down is one of the places where the record was published."""
    places = [place.channel for place in record.facts.also_published]
    for index, event in enumerate(record.facts.events):
        if event.kind is EventKind.RECALLED and event.channel not in places:
            near = difflib.get_close_matches(event.channel or "", places, n=1)
            found = quoted(event.channel or "")
            message = (
                _("no place {found} here; did you mean '{near}'?", found=found, near=near[0])
                if near
                else _("no place {found} under 'also_published'", found=found)
            )
            field = f"events[{index}].channel"
            yield problem_of(record, "unknown-place", field, message, severity=Severity.WARNING)


def withdrawal_says_why(record: Record, context: Context) -> Iterator[Problem]:
    """A penalty that falls is withdrawn with its reason, which the public is told."""
    regime = context.regime(record)
    rule = regime.revocation if regime else None
    if rule is None or record.values.get("type") not in rule.notice_types:
        return
    for index, event in enumerate(record.facts.events):
        if event.kind in REVOKING and not event.reason:
            message = _(
                "expected the reason, which is published when a penalty is withdrawn ({citation}),"
                " found none",
                citation=rule.citation,
            )
            field = f"events[{index}].reason"
            yield problem_of(record, "reason-missing", field, message, severity=Severity.WARNING)


EVENT_CHECKS: Final = (
    hidden_person_is_named,
    undone_event_is_there,
    events_can_have_happened,
    renewal_is_known,
    removal_follows_the_law,
    recalled_place_is_known,
    withdrawal_says_why,
)
