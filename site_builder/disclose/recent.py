"""What entered and left of late, as far as the public may be told.

Whoever took a record over must learn that it left, and nothing that tells whom it was
about. It all follows from the content, so that any machine tells the same.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from site_builder.disclose.changes import changes_of
from site_builder.disclose.ended import basis
from site_builder.disclose.policy import shown_values
from site_builder.disclose.rules import is_natural_person
from site_builder.model.course import ENDED
from site_builder.model.public import PublicChange, may_be_human
from site_builder.model.record import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose.subject import Subject
    from site_builder.model.moment import Moment

WINDOW = timedelta(days=90)
# What feeds hold. Pages and figures end by no clock, and have nobody to protect.
FED = frozenset({Kind.LISTING, Kind.CASE, Kind.TYPICAL_CASE, Kind.NEWS})
# Nobody is told why a record left that did not end by law.
WITHHELD = "withheld"


def recent_changes(subject: Subject, as_of: Moment) -> Iterator[PublicChange]:
    """What a record did within the 90 days up to ``as_of``, by day.

    Nothing of a human being: feeds and downloads, which others keep, never held them; unless
    the site lets downloads hold them, for then others must learn that they left.
    """
    if subject.record.kind not in FED:
        return
    after = as_of.day - min(WINDOW, as_of.day - date.min)
    told = list(changes_of(subject, after, as_of.day))
    if not told or _is_untold(subject, as_of.day):
        return
    is_public = subject.course.state(as_of) is State.IN_FORCE
    ends = [*(change.on for change in told[1:]), subject.course.hidden_from(as_of)]
    for change, end in zip(told, ends, strict=True):
        has_entered = change.change == "enters"
        has_ended = change.state in ENDED
        yield PublicChange(
            id=change.id,
            kind=subject.record.kind,
            path=subject.path,
            on=change.on,
            change=change.change,
            reason=change.state.value if has_entered or has_ended else WITHHELD,
            citation=basis(subject, change.state, change.on) if has_ended else "",
            do_not_use_from=end if has_entered else change.on,
            is_public=is_public,
        )


def _is_untold(subject: Subject, day: date) -> bool:
    if subject.site.natural_persons_in_data is not None:
        return False
    return is_natural_person(subject.record) or may_be_human(shown_values(subject, day))
