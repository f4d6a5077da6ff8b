"""What may be told of a record that ended: its old address, the day, the law and article."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from site_builder.disclose.notice import notice_of
from site_builder.model.course import ENDED
from site_builder.model.public import Gone
from site_builder.model.record import Kind, State

if TYPE_CHECKING:
    from datetime import date

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.errors import Problem
    from site_builder.model.moment import Moment

GONE_PAGES_STAND = timedelta(days=365)


def gone_of(
    subject: Subject, state: State, as_of: Moment, subjects: Subjects
) -> tuple[Gone | None, list[Problem]]:
    """The address of a record that ended within the last year, if it was ever shown.

    And what is wrong with the words of a notice that stands there.
    """
    record = subject.record
    if state not in ENDED or record.kind is Kind.STATISTIC:
        return None, []
    ended = subject.course.hidden_from(as_of)
    if ended is None:
        return None, []
    notice, problems = notice_of(subject, state, as_of.day, subjects)
    # A case may have been hidden for long when its document fell.
    if as_of.day - max(ended, notice.on if notice else ended) >= GONE_PAGES_STAND:
        return None, []
    gone = Gone(
        id=record.id,
        kind=record.kind,
        path=subject.path,
        state=state,
        hidden_from=ended,
        citation=basis(subject, state, as_of.day),
        notice=notice,
    )
    return gone, problems


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
    return f"《{regime.title}》{article}" if article and not names_its_law else article
