"""What may be told of a record that ended: its old address, the day, the law and article."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from site_builder.model.course import ENDED
from site_builder.model.public import Gone
from site_builder.model.record import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.disclose.subject import Subject
    from site_builder.model.moment import Moment

_GONE_PAGES_STAND = timedelta(days=365)


def gone_of(subject: Subject, state: State, as_of: Moment) -> Iterator[Gone]:
    """The address of a record that ended within the last year, if it was ever shown."""
    record = subject.record
    if state not in ENDED or record.kind is Kind.STATISTIC:
        return
    ended = subject.course.hidden_from(as_of)
    if ended is not None and as_of.day - ended < _GONE_PAGES_STAND:
        yield Gone(
            id=record.id,
            kind=record.kind,
            path=subject.path,
            state=state,
            hidden_from=ended,
            citation=basis(subject, state, as_of.day),
        )


def basis(subject: Subject, state: State, day: date) -> str:
    """The law and article by which a record ended; empty where its regime names none."""
    regime, article = subject.regime, ""
    if regime is None:
        return ""
    if state is State.EXPIRED:
        # 立法法 104: it may be another regime than its own that ends it first.
        ending = subject.course.ending(day)
        regime, article = subject.regimes.get(ending.regime or "", regime), ending.citation
    elif state is State.REMOVED_EARLY and regime.early_removal:
        article = regime.early_removal.citation
    elif state is State.REVOKED and regime.revocation:
        article = regime.revocation.citation
    names_its_law = (
        article.find("第") > 0
    )  # 行政处罚法第四十八条, which is no article of the regime
    return f"《{regime.name}》{article}" if article and not names_its_law else article
