"""What is made known of a penalty that was withdrawn: which, by whom, since when, and why.

行政处罚法 第四十八条 has the reason published. It is told in one file alone, the gone page
at the old address, and never with the party, its code, a person or the facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.disclose.policy import shown_values
from site_builder.disclose.telling import called, holds
from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.model.public import Notice
from site_builder.model.record import REVOKING, Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.record import Event, Record
    from site_builder.store.public import PublicCorpus

_ID = re.compile(r"[a-z0-9-]{3,64}")


def notice_of(
    subject: Subject, state: State, day: date, subjects: Subjects
) -> tuple[Notice | None, list[Problem]]:
    """The notice of a case whose revocation must be made known; what tells too much is left out.

    Each thing that is left out is a problem.
    """
    event = _fallen_by(subject, state, day)
    if event is None:
        return None, []
    words = _Words(subject, tuple(_telling(subject.record, subjects)))
    document = shown_values(subject, day)["document"]
    place = _place_of(subject.record, event)
    replacing = _replacing(event, subjects)
    notice = Notice(
        event=event.kind,
        on=event.on,
        number=words.fit("document.number", document["number"]),
        issued_on=document["issued_on"],
        organ=document["organ"],
        reason=words.fit(f"{place}.reason", event.reason),
        replaced_by=(
            words.fit(f"{place}.superseded_by", event.superseded_by) if not replacing else None
        ),
        replacing_case=replacing[0] if len(replacing) == 1 else None,
    )
    return notice, words.problems


def lawful_values(corpus: PublicCorpus) -> dict[str, frozenset[str]]:
    """The document numbers that notices show, each by the one file that may hold it."""
    return {
        f"site/{gone.path}": frozenset({gone.notice.number})
        for gone in corpus.gone()
        if gone.notice is not None and gone.notice.number
    }


def _fallen_by(subject: Subject, state: State, day: date) -> Event | None:
    """The event whose reason must be made known; None where no law asks for it."""
    record, regime = subject.record, subject.regime
    if record.kind is not Kind.CASE or state is not State.REVOKED or regime is None:
        return None
    if regime.revocation is None or record.values["type"] not in regime.revocation.notice_types:
        return None
    fallen = [event for event in subject.course.live_events(day) if event.kind in REVOKING]
    return fallen[-1] if fallen else None


def _telling(record: Record, subjects: Subjects) -> Iterator[str]:
    """What would tell whom a case is about, in full or in part: all but its document's number."""
    listing = subjects.get(record.values.get("listing", ""))
    for found in (record, *((listing.record,) if listing else ())):
        for text in found.facts.identifying:
            if text != found.facts.number:
                yield from (text, *called(text))


def _replacing(event: Event, subjects: Subjects) -> tuple[str, ...]:
    """The ids of the records that an event's new document is, or may be; empty for a text."""
    written = event.superseded_by
    if not written:
        return ()
    if subjects.store.has(written) or _ID.fullmatch(written):
        return (written,)
    return tuple(subjects.store.numbered(written))


def _place_of(record: Record, event: Event) -> str:
    events = record.facts.events
    # A hiding that stands though its line is gone has no place of its own.
    return f"events[{events.index(event)}]" if event in events else "events"


@dataclass(slots=True)
class _Words:
    """Lets texts into a notice, unless they tell whom it is about."""

    subject: Subject
    telling: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def fit(self, name: str, text: str | None) -> str | None:
        """``text`` as it may stand in the notice; None where it may not."""
        if not text or not holds(text, self.telling):
            return text or None
        record = self.subject.record
        cell, heading = record.places.cell_of(name)
        message = _(
            "expected a text without a name, code or person of the record, for the notice of its"
            " withdrawal; it is left out of the notice"
        )
        self.problems.append(
            Problem(
                code="leak",
                path=record.path,
                line=record.line_of(name),
                sheet=record.sheet,
                cell=cell,
                field=heading,
                record=record.id,
                message=message,
            )
        )
        return None
