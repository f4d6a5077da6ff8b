"""How a record ended, in the words of a letter: the event, the law and the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _
from site_builder.model.record import REMOVING, REVOKING, Event, EventKind, State
from site_builder.signing.labels import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.disclose import Subject
    from site_builder.i18n import Message
    from site_builder.model.moment import Moment
    from site_builder.model.regime import Regime

_EXPIRED: Final = _("Notice of the end of publication (period over)")
_TITLES: Final = {
    EventKind.REMOVED_EARLY: _("Notice of the end of publication (removed early)"),
    EventKind.REPAIRED: _("Notice of the end of publication (credit repaired)"),
    EventKind.REVOKED: _("Notice of the end of publication (decision revoked)"),
    EventKind.CHANGED: _("Notice of the end of publication (decision changed)"),
    EventKind.CONFIRMED_UNLAWFUL: _("Notice of the end of publication (decision unlawful)"),
    EventKind.CONFIRMED_VOID: _("Notice of the end of publication (decision void)"),
}


@dataclass(frozen=True, slots=True)
class End:
    """Why a record is no longer shown: the heading of a letter, and its sentences on that."""

    title: Message
    sentences: tuple[Message, ...]


def end_of(subject: Subject, regimes: Mapping[str, Regime], as_of: Moment, you: str) -> End:
    """How an ended record ended, as known ``as_of``; ``you`` is what its party is called."""
    event = _event(subject, as_of)
    if event is None:
        return End(_EXPIRED, tuple(_expired(subject, regimes, as_of.day)))
    return End(_TITLES[event.kind], tuple(_ended_by(event, subject, you)))


def law(regime: Regime) -> str:
    """A regime as a letter cites it, with its document number."""
    return f"《{regime.name}》（{regime.document}）" if regime.document else f"《{regime.name}》"


def in_chinese(day: date) -> str:
    """A day as an official letter writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def one_line(text: str) -> str:
    """Somebody's words on one line, without what turns or hides characters."""
    return visible(" ".join(text.split()))


def _event(subject: Subject, as_of: Moment) -> Event | None:
    """The event that ended the record; None where its period ran out."""
    course, live = subject.course, subject.course.live_events(as_of.day)
    match course.state_by_law(as_of):
        case State.REVOKED:
            return next(event for event in live if event.kind in REVOKING)
        case State.REMOVED_EARLY:
            restored = [event.on for event in live if event.kind is EventKind.RESTORED]
            since = max(restored, default=date.min)
            removal = next(e for e in live if e.kind in REMOVING and e.on > since)
            last_day = course.ending(course.start_on(as_of.day)).last_day
            # Removed when it had ended already: nothing was left to end.
            return None if last_day is not None and removal.on > last_day else removal
    return None


def _expired(subject: Subject, regimes: Mapping[str, Regime], day: date) -> Iterator[Message]:
    start = subject.course.start_on(day)
    ending = subject.course.ending(start)
    own, judge = subject.regime, regimes.get(ending.regime or "")
    if own is None or judge is None or ending.last_day is None:
        return
    days = {"start": in_chinese(start), "last_day": in_chinese(ending.last_day)}
    if judge.clock.term_from_site:
        yield _(
            "{law} lays down no period; the one set by the publisher, counted from {start}"
            " (that day not included), ended on {last_day} at 24:00.",
            law=law(judge),
            **days,
        )
    else:
        yield _(
            "By {law}, the period counted from {start} (that day not included) ended on"
            " {last_day} at 24:00.",
            law=law(judge) + ending.citation,
            **days,
        )
    if judge.id != own.id:
        yield _("{law} governs it too; of the two periods, the earlier end counts.", law=law(own))


def _ended_by(event: Event, subject: Subject, you: str) -> Iterator[Message]:
    document = f"（{one_line(event.document)}）" if event.document else ""
    facts = {"day": in_chinese(event.on), "document": document}
    basis = _basis(event, subject.regime)
    match event.kind:
        case EventKind.REMOVED_EARLY:
            yield _("{you} left the list early on {day}{document}.", you=you, **facts)
            if event not in subject.course.events:
                yield _("All parties of a decision leave together: another one's removal led here.")
        case EventKind.REPAIRED:
            yield _("Publication ended on {day} after credit repair{document}.", **facts)
        case EventKind.REVOKED:
            yield _("The decision was revoked on {day}{document}.", **facts)
        case EventKind.CHANGED:
            yield _("The decision was changed on {day}{document}.", **facts)
        case EventKind.CONFIRMED_UNLAWFUL:
            yield _("The decision was confirmed as unlawful on {day}{document}.", **facts)
        case EventKind.CONFIRMED_VOID:
            yield _("The decision was confirmed as void on {day}{document}.", **facts)
    if event.reason:
        yield _("Reason: {reason}.", reason=one_line(event.reason).rstrip("。."))
    if basis:
        yield _("Basis: {law}.", law=basis)


def _basis(event: Event, regime: Regime | None) -> str:
    """The law and article by which an event ends publication; empty where none is named."""
    if regime is None:
        return ""
    rule = regime.early_removal if event.kind in REMOVING else None
    return law(regime) + rule.citation if rule else ""
