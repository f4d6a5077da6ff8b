"""How a record ended, in the words of a letter: the event, the law and the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _
from site_builder.model.record import REMOVING, REVOKING, Event, EventKind, State
from site_builder.model.regime import What
from site_builder.signing.labels import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.disclose import Subject
    from site_builder.i18n import Message
    from site_builder.model.moment import Moment
    from site_builder.model.regime import Regime

_ARTICLE: Final = re.compile("第[〇零一二三四五六七八九十百]+条")
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
    return f"《{regime.title}》（{regime.document}）" if regime.document else f"《{regime.title}》"


def article(regime: Regime, citation: str) -> str:
    """An article of a regime; of another law, as the citation says; a rule in plain words."""
    if citation.startswith("第"):
        return law(regime) + citation
    if _ARTICLE.search(citation):
        return citation
    words = "；".join(part for part in (regime.document, citation) if part)
    return f"《{regime.title}》（{words}）" if words else f"《{regime.title}》"


def articles_on(what: What, regime: Regime | None) -> list[str]:
    """The articles by which an office must do something in time, as the regime cites them."""
    rules = regime.deadlines if regime else ()
    return [rule.citation for rule in rules if rule.what is what and _ARTICLE.search(rule.citation)]


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
            last_day = course.ending(as_of.day).last_day
            # Removed when it had ended already: nothing was left to end.
            return None if last_day is not None and removal.on > last_day else removal
    return None


def _expired(subject: Subject, regimes: Mapping[str, Regime], day: date) -> Iterator[Message]:
    ending = subject.course.ending(day)
    own, judge = subject.regime, regimes.get(ending.regime or "")
    if own is None or judge is None or ending.last_day is None:
        return
    last_day = in_chinese(ending.last_day)
    if judge.clock.term_from_site:
        yield _(
            "{law} gives no period to go by here; the one set by the publisher ended on"
            " {last_day} at 24:00.",
            law=law(judge),
            last_day=last_day,
        )
    else:
        basis = article(judge, ending.citation)
        yield _("By {law}, the period ended on {last_day} at 24:00.", law=basis, last_day=last_day)
    if judge.id != own.id:
        yield _("{law} governs it too; of the two periods, the earlier end counts.", law=law(own))
    else:
        start = in_chinese(subject.course.start_on(day))
        yield _("It was counted from {start}, that day not included.", start=start)


def _ended_by(event: Event, subject: Subject, you: str) -> Iterator[Message]:
    yield _happened(event, you)
    if event not in subject.course.events:
        yield _("All parties of a decision leave together: another one's removal led here.")
    if event.document:
        yield _("Document: {document}.", document=one_line(event.document))
    if event.reason:
        yield _("Reason: {reason}.", reason=one_line(event.reason).rstrip("。."))
    if basis := _basis(event, subject):
        yield _("Basis: {law}.", law=basis)


def _happened(event: Event, you: str) -> Message:
    day = in_chinese(event.on)
    match event.kind:
        case EventKind.REMOVED_EARLY:
            return _("{you} left the list early on {day}.", you=you, day=day)
        case EventKind.REPAIRED:
            return _("Publication ended on {day} after credit repair.", day=day)
        case EventKind.CHANGED:
            return _("The decision was changed on {day}.", day=day)
        case EventKind.CONFIRMED_UNLAWFUL:
            return _("The decision was confirmed as unlawful on {day}.", day=day)
        case EventKind.CONFIRMED_VOID:
            return _("The decision was confirmed as void on {day}.", day=day)
    return _("The decision was revoked on {day}.", day=day)


def _basis(event: Event, subject: Subject) -> str:
    """The law and articles by which an event ends publication; empty where none is named."""
    regime = subject.regime
    if regime is None:
        return ""
    if event.kind in REMOVING:
        rule = regime.early_removal
        decided = articles_on(What.DECIDE_REMOVAL, regime)
        return article(regime, "、".join([rule.citation, *decided])) if rule else ""
    falls = regime.revocation
    is_meant = falls is not None and (
        not falls.notice_types or subject.record.values.get("type") in falls.notice_types
    )
    return article(regime, falls.citation) if falls is not None and is_meant else ""
