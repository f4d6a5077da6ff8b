"""When a record was first published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from site_builder.model.moment import Moment

if TYPE_CHECKING:
    from site_builder.disclose.subject import Subject


def published_on(subject: Subject) -> Moment:
    """The first publication: as written, else the later of start and first sign-off."""
    facts = subject.record.facts
    first_on = subject.found.first_on or date.min
    published = Moment.start_of(facts.published_on or max(subject.course.start, first_on))
    return max(published, facts.embargo_until or published)
