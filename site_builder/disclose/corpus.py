"""Disclosure: from every record as it stands to the public corpus of one moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from site_builder.disclose.answered import Answered
from site_builder.disclose.ended import gone_of
from site_builder.disclose.public_record import public_record
from site_builder.disclose.recent import recent_changes
from site_builder.disclose.telling import leak, tells
from site_builder.model.moment import ONE_DAY, Moment
from site_builder.model.public import PublicRecord, Validity
from site_builder.model.record import Kind, State
from site_builder.progress import nobody
from site_builder.store.public import PublicCorpus

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.errors import Problem
    from site_builder.model.public import Gone, PublicChange
    from site_builder.store.answers import Answers

_LINKED_TO = (Kind.LISTING, Kind.CASE)
_ENTERING = frozenset(_LINKED_TO)
_BATCH = 500


@dataclass(slots=True)
class Disclosed:
    """The public corpus, and what only the report and the verification are told.

    ``states`` counts records by kind and state; ``withheld`` are those not in force;
    ``problems`` are about those whose own text tells what they, or the notices of their
    withdrawal, may not show. ``answers`` are what need not be asked again.
    """

    corpus: PublicCorpus
    answers: Answers | None = None
    states: dict[str, dict[str, int]] = field(default_factory=dict)
    withheld: dict[str, State] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def count(self, record_id: str, kind: Kind, state: State) -> None:
        """Remember the state in which a record is."""
        states = self.states.setdefault(kind, {})
        states[state.value] = states.get(state.value, 0) + 1
        if state is not State.IN_FORCE:
            self.withheld[record_id] = state


def disclose(
    subjects: Subjects,
    as_of: Moment,
    store: Path,
    without: frozenset[str] = frozenset(),
    advance: Callable[[int], None] = nobody,
    *,
    answers: Answers | None = None,
    troubled: frozenset[str] = frozenset(),
) -> Disclosed:
    """Fill a public corpus with what may be seen at ``as_of``.

    ``without`` are records whose own content was found to leak; they stay out.
    ``advance`` is told of every record that was judged. Where ``answers`` of an earlier night
    are given, ``store`` is the corpus of that night: what of both holds is taken over. They
    know nothing of ``troubled`` records, in which something was found.
    """
    disclosed = Disclosed(PublicCorpus(store, subjects.chrome), answers)
    tally = _Tally(as_of)
    answered = None
    if answers is not None:
        answered = Answered(answers, subjects, as_of, without=without, troubled=troubled)
        answered.begin(disclosed.corpus)
    # Listings first, then cases: what links to them names them only while they are in force.
    for kind in (*_LINKED_TO, *(kind for kind in Kind if kind not in _LINKED_TO)):
        every = _Telling(disclosed, subjects, as_of, without, answered)
        for record_id, state in answered.carried(kind, disclosed.corpus) if answered else ():
            disclosed.count(record_id, kind, state)
            advance(1)
        for subject in answered.asked(kind) if answered else subjects.all(kind):
            tally.count(subject)
            every.tell(subject)
            advance(1)
        every.fill()
    if answers is not None:
        tally.count_all(*answers.next_moments())
    disclosed.corpus.index()
    disclosed.corpus.fill_validity(tally.validity(subjects.chrome.site.fresh_days))
    return disclosed


def disclose_again(disclosed: Disclosed, subject: Subject, subjects: Subjects) -> bool:
    """Let an article of a corpus show as it is written now.

    False where it does not show at the corpus's moment, or was held back: then all is to be
    disclosed anew.
    """
    corpus, as_of = disclosed.corpus, disclosed.corpus.validity.as_of
    was_held_back = any(each.record == subject.record.id for each in disclosed.problems)
    if was_held_back or subject.course.state(as_of) is not State.IN_FORCE:
        return False
    record = public_record(subject, as_of, corpus)
    if tells(subject, record, subjects):
        return False
    corpus.put(record)
    return True


class _Telling:
    """Sorts the records of one kind into what shows, what ended and what changed of late."""

    def __init__(
        self,
        disclosed: Disclosed,
        subjects: Subjects,
        as_of: Moment,
        without: frozenset[str],
        answered: Answered | None,
    ) -> None:
        self._answered = answered
        self._disclosed = disclosed
        self._subjects = subjects
        self._as_of = as_of
        self._without = without
        self._public: list[PublicRecord] = []
        self._gone: list[Gone] = []
        self._changes: list[PublicChange] = []
        self._told = 0

    def tell(self, subject: Subject) -> None:
        """What may be seen of one record, or of its having been there."""
        record = subject.record
        state, public = subject.course.state(self._as_of), None
        if state is State.IN_FORCE:
            public = self._shown(subject)
            if public is None:
                # It never showed like this, so there is nothing to tell of it either.
                self._disclosed.count(record.id, record.kind, State.UNVETTED)
                return
            self._public.append(public)
        self._disclosed.count(record.id, record.kind, state)
        gone, problems = gone_of(subject, state, self._as_of, self._subjects)
        self._gone += [gone] if gone else []
        self._disclosed.problems += problems
        self._changes += recent_changes(subject, self._as_of)
        if self._answered is not None and not problems:
            self._answered.note(subject, state, public)
        self._told += 1
        if self._told % _BATCH == 0:
            self.fill()

    def _shown(self, subject: Subject) -> PublicRecord | None:
        """What shows of a record in force; None if its own text tells what it may not show."""
        if subject.record.id in self._without:
            return None
        public = public_record(subject, self._as_of, self._disclosed.corpus)
        if tells(subject, public, self._subjects):
            self._disclosed.problems.append(leak(subject.record))
            return None
        return public

    def fill(self) -> None:
        """Hand what was found over to the corpus."""
        corpus = self._disclosed.corpus
        corpus.fill(self._public)
        corpus.fill_gone(self._gone)
        corpus.fill_changes(self._changes)
        self._public, self._gone, self._changes = [], [], []
        if self._answered is not None:
            self._answered.fill(corpus)


class _Tally:
    """The next moments at which anything changes."""

    def __init__(self, as_of: Moment) -> None:
        self._as_of = as_of
        self._next_change: Moment | None = None
        self._next_entry: Moment | None = None

    def count(self, subject: Subject) -> None:
        if change := subject.course.next_change(self._as_of):
            self._next_change = min(change, self._next_change or change)
        if change is None or subject.record.kind not in _ENTERING:
            return
        if entry := subject.course.next_entry(self._as_of):
            self._next_entry = min(entry, self._next_entry or entry)

    def count_all(self, change: Moment | None, entry: Moment | None) -> None:
        """Take the first moments of records that need not be asked again into account."""
        self._next_change = min(filter(None, (change, self._next_change)), default=None)
        self._next_entry = min(filter(None, (entry, self._next_entry)), default=None)

    def validity(self, fresh_days: int) -> Validity:
        day = self._as_of.day
        until = day + min(timedelta(days=fresh_days), date.max - day)
        if self._next_entry:
            until = max(min(until, self._next_entry.day - ONE_DAY), day)
        return Validity(as_of=self._as_of, valid_until=until, next_change_at=self._next_change)
