"""What an earlier night found of records, and until when what is found tonight holds.

Nearly every record shows tonight what it showed last night. Only those are asked again that
changed, that lean on one that did, or for which one of their days has come.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from site_builder.disclose.ended import GONE_PAGES_STAND
from site_builder.disclose.own_texts import leaves, structured, withheld_of
from site_builder.disclose.recent import WINDOW
from site_builder.model.moment import ONE_DAY, Moment
from site_builder.model.record import Kind, State
from site_builder.store.answers import Answer
from site_builder.store.settings_digest import settings_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.public import PublicRecord
    from site_builder.store.answers import Answers
    from site_builder.store.public import PublicCorpus

# Of the other kinds there are few, and articles lean on all that they link to.
_ANSWERED: Final = (Kind.LISTING, Kind.CASE)
_UNDER, _AS_OF = "disclosed_under", "disclosed_as_of"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
# What counts from a day on: the day itself, and whatever begins when it is over.
_AFTER: Final = (timedelta(0), ONE_DAY, WINDOW, GONE_PAGES_STAND)


class Answered:
    """The answers of an earlier night as far as they hold tonight, and tonight's own.

    ``troubled`` are records in which something was found: these are asked every night.
    """

    def __init__(
        self,
        answers: Answers,
        subjects: Subjects,
        as_of: Moment,
        *,
        without: Collection[str],
        troubled: Collection[str],
    ) -> None:
        self._answers = answers
        self._subjects = subjects
        self._as_of = as_of
        self._left_out = {*without, *subjects.held, *troubled}
        self._days = sorted(_days_of_settings(subjects))
        self._fresh: list[Answer] = []

    def begin(self, corpus: PublicCorpus) -> None:
        """Leave of a corpus and of the answers what holds tonight."""
        answers, content = self._answers, self._subjects.store.path
        under = settings_digest(self._subjects.chrome, self._subjects.calendars)
        tonight = str(self._as_of)
        is_believed = answers.given(_UNDER) == under and "" < answers.given(_AS_OF) <= tonight
        answers.carry(content, corpus.path, self._as_of, self._left_out, is_believed=is_believed)
        answers.give(**{_UNDER: under, _AS_OF: tonight})

    def carried(self, kind: Kind, corpus: PublicCorpus) -> Iterator[tuple[str, State]]:
        """The records of a kind that the corpus holds as it should already, with their states.

        To be asked once the corpus holds all listings: cases lean on these.
        """
        if kind is Kind.CASE:
            self._answers.drop_unlinked(self._subjects.store.path, corpus.path)
        yield from self._answers.states(kind)

    def asked(self, kind: Kind) -> Iterator[Subject]:
        """The records of a kind of which nothing is known that holds, by id."""
        names = self._answers.unanswered(self._subjects.store.path, kind)
        yield from filter(None, map(self._subjects.get, names))

    def note(self, subject: Subject, state: State, public: PublicRecord | None) -> None:
        """Remember what was found of a record in which nothing is wrong."""
        record, course = subject.record, subject.course
        if (
            record.kind not in _ANSWERED
            or record.id in self._left_out
            or subject.found.events
            or course.parties
            or record.body
            or not course.is_vetted
        ):
            return
        as_of = self._as_of
        self._fresh.append(
            Answer(
                id=record.id,
                state=state,
                until=self._until(subject),
                next_change=course.next_change(as_of),
                next_entry=course.next_entry(as_of),
                withheld=withheld_of(subject, public),
                shown=tuple(structured(public)) if public else (),
            )
        )

    def fill(self, corpus: PublicCorpus) -> None:
        """Keep what was found, once the corpus holds it."""
        self._answers.learn(self._subjects.store.path, corpus.path, self._fresh)
        self._fresh = []

    def _until(self, subject: Subject) -> Moment | None:
        """The first moment after this one at which any day counts that has to do with it."""
        as_of, course = self._as_of, subject.course
        found = [moment for moment in course.boundaries() if moment > as_of]
        days = {moment.day for moment in course.boundaries()}
        days.update(_days_in(subject.record.values), self._days)
        for day in days:
            for after in _AFTER:
                if date.max - day > after and day + after > as_of.day:
                    found.append(Moment.start_of(day + after))
                    break
        return min(found, default=None)


def _days_of_settings(subjects: Subjects) -> Iterator[date]:
    assessed = subjects.chrome.site.impact_assessment
    if assessed is not None:
        yield assessed.on
    for regime in subjects.chrome.regimes.values():
        yield from filter(None, (regime.in_force_from, regime.in_force_to))


def _days_in(value: Any) -> Iterator[date]:
    """Every day that a record's values tell."""
    for text in filter(_DAY.fullmatch, leaves(value)):
        with suppress(ValueError):  # some text that is no day
            yield date.fromisoformat(text)
