"""Who must still be told that a record has ended: the other places that published it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.i18n import _
from site_builder.model.course import ENDED
from site_builder.model.elsewhere import still_published
from site_builder.model.moment import ONE_DAY
from site_builder.office.digest_parts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose import Subjects
    from site_builder.i18n import Message
    from site_builder.model.moment import Moment
    from site_builder.model.record import Elsewhere
    from site_builder.office.digest_names import Names


def to_recall(subjects: Subjects, as_of: Moment, names: Names) -> Iterator[Line]:
    """Each place that still shows what has ended, until somebody ticks it off.

    令45 第十七条: the office that took a listing off tells the other sites.
    """
    for subject in subjects.all():
        facts = subject.record.facts
        if not facts.also_published or subject.course.state_by_law(as_of) not in ENDED:
            continue
        ended = subject.course.hidden_from(as_of)
        for place in still_published(facts, as_of.day):
            said = (
                _("another place must take it down; it ended here with {day}", day=ended - ONE_DAY)
                if ended
                else _("another place must take it down")
            )
            details = () if names.ids_only else _details(subject.record.id, place)
            yield Line(said, subject.record.id, names.of(subject.record), details)


def _details(record_id: str, place: Elsewhere) -> tuple[str | Message, ...]:
    """Whom to tell, where it stands, and how to tick it off."""
    done = _(
        "when it is done: site-builder event {id} recalled --channel {channel} --on …",
        id=record_id,
        channel=place.channel,
    )
    return (place.channel, *([place.url] if place.url else []), done)
