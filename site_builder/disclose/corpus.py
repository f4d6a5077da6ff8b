"""Disclosure: from every record as it stands to the public corpus of one moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from site_builder.disclose.early_end import early_end
from site_builder.disclose.ended import gone_of
from site_builder.disclose.links import settle_links
from site_builder.disclose.policy import shown_name, shown_values, shows_body
from site_builder.disclose.recent import recent_changes
from site_builder.disclose.telling import leak, tells
from site_builder.model.artifact import fingerprint
from site_builder.model.moment import ONE_DAY, Moment
from site_builder.model.public import PublicRecord, Validity
from site_builder.model.record import Kind, State
from site_builder.model.text import first_letter
from site_builder.progress import nobody
from site_builder.store.public import PublicCorpus

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.errors import Problem
    from site_builder.model.public import Gone, PublicChange
    from site_builder.model.regime import Regime

_LINKED_TO = (Kind.LISTING, Kind.CASE)
_ENTERING = frozenset(_LINKED_TO)
_NAMES = ("employer.name", "party.name")
_BATCH = 500


@dataclass(slots=True)
class Disclosed:
    """The public corpus, and what only the report and the verification are told.

    ``states`` counts records by kind and state; ``withheld`` are those not in force;
    ``problems`` are about those whose own text tells what they, or the notices of their
    withdrawal, may not show.
    """

    corpus: PublicCorpus
    states: dict[str, dict[str, int]] = field(default_factory=dict)
    withheld: dict[str, State] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def count(self, subject: Subject, state: State) -> None:
        """Remember the state in which a record is."""
        states = self.states.setdefault(subject.record.kind, {})
        states[state.value] = states.get(state.value, 0) + 1
        if state is not State.IN_FORCE:
            self.withheld[subject.record.id] = state


def disclose(
    subjects: Subjects,
    as_of: Moment,
    store: Path,
    without: frozenset[str] = frozenset(),
    advance: Callable[[int], None] = nobody,
) -> Disclosed:
    """Fill a public corpus with what may be seen at ``as_of``.

    ``without`` are records whose own content was found to leak; they stay out.
    ``advance`` is told of every record that was judged.
    """
    disclosed = Disclosed(PublicCorpus(store, subjects.chrome))
    tally = _Tally(as_of)
    # Listings first, then cases: what links to them names them only while they are in force.
    for kind in (*_LINKED_TO, *(kind for kind in Kind if kind not in _LINKED_TO)):
        every = _Telling(disclosed, subjects, as_of, without)
        for subject in subjects.all(kind):
            tally.count(subject)
            every.tell(subject)
            advance(1)
        every.fill()
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
        self, disclosed: Disclosed, subjects: Subjects, as_of: Moment, without: frozenset[str]
    ) -> None:
        self._disclosed = disclosed
        self._subjects = subjects
        self._as_of = as_of
        self._without = without
        self._public: list[PublicRecord] = []
        self._gone: list[Gone] = []
        self._changes: list[PublicChange] = []

    def tell(self, subject: Subject) -> None:
        """What may be seen of one record, or of its having been there."""
        state = subject.course.state(self._as_of)
        if state is State.IN_FORCE and not self._is_shown(subject):
            # It never showed like this, so there is nothing to tell of it either.
            self._disclosed.count(subject, State.UNVETTED)
            return
        self._disclosed.count(subject, state)
        gone, problems = gone_of(subject, state, self._as_of, self._subjects)
        self._gone += [gone] if gone else []
        self._disclosed.problems += problems
        self._changes += recent_changes(subject, self._as_of)
        if len(self._public) + len(self._changes) >= _BATCH:
            self.fill()

    def _is_shown(self, subject: Subject) -> bool:
        """Take a record in force over, unless its own text tells what it may not show."""
        if subject.record.id in self._without:
            return False
        record = public_record(subject, self._as_of, self._disclosed.corpus)
        if tells(subject, record, self._subjects):
            self._disclosed.problems.append(leak(subject.record))
            return False
        self._public.append(record)
        return True

    def fill(self) -> None:
        """Hand what was found over to the corpus."""
        corpus = self._disclosed.corpus
        corpus.fill(self._public)
        corpus.fill_gone(self._gone)
        corpus.fill_changes(self._changes)
        self._public, self._gone, self._changes = [], [], []


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

    def validity(self, fresh_days: int) -> Validity:
        day = self._as_of.day
        until = day + min(timedelta(days=fresh_days), date.max - day)
        if self._next_entry:
            until = max(min(until, self._next_entry.day - ONE_DAY), day)
        return Validity(as_of=self._as_of, valid_until=until, next_change_at=self._next_change)


def public_record(subject: Subject, as_of: Moment, listed: PublicCorpus) -> PublicRecord:
    """What the public may see of a record in force."""
    record, course, day = subject.record, subject.course, as_of.day
    values = shown_values(subject, day)
    _settle_references(record.kind, values, listed)
    hidden_from = course.hidden_from(as_of)
    starts_on = course.start_on(day)
    title = _title(values)
    ending = course.ending(day)
    body = settle_links(record.body, _is_listed(listed)) if shows_body(subject, day) else ""
    published_on = subject.published_on
    current_name = shown_name(subject, day)
    leaves = early_end(subject, values, day)
    public = PublicRecord(
        id=record.id,
        kind=record.kind,
        path=subject.path,
        title=title,
        values=values,
        starts_on=starts_on,
        last_day=hidden_from - ONE_DAY if hidden_from else None,
        hidden_from=hidden_from,
        published_on=published_on,
        organ=_shown_value(values, "decision.organ", "document.organ", "organ"),
        region=_shown_value(values, "employer.region", "party.region", "occurred_in", "region"),
        regime=record.facts.regime,
        ends_under=ending.regime,
        citation=ending.citation,
        early_end=leaves,
        letter=first_letter(current_name or _shown_value(values, *_NAMES) or ""),
        current_name=current_name,
        body=body,
        files=record.facts.files if body else (),
        links=tuple(
            (each.written, each.path) for each in record.facts.attached if body and each.written
        ),
        digest="",
    )
    return replace(public, digest=digest_of(public, subject.regime))


def digest_of(record: PublicRecord, regime: Regime | None) -> str:
    """A digest of all that is shown of a record, and of the law that it stands under."""
    parts = {
        "values": record.values,
        "body": record.body,
        "hidden_from": str(record.hidden_from),
        "starts_on": str(record.starts_on),
        "published_on": str(record.published_on),
        "path": record.path,
        "current_name": record.current_name,
        "regime": [record.ends_under, record.citation, regime.digest if regime else None],
        "early_end": [str(record.early_end.may_apply_from), record.early_end.is_barred],
        "files": record.files,
        "links": record.links,
    }
    return fingerprint(record.id, json.dumps(parts, ensure_ascii=False, sort_keys=True))


def _settle_references(kind: Kind, values: dict[str, Any], listed: PublicCorpus) -> None:
    """Leave of a record's links to others those that lead to a public page."""
    if kind is Kind.CASE and values["listing"] is not None:
        values["listing"] = values["listing"] if _is_listed(listed)(values["listing"]) else None
    if kind is Kind.TYPICAL_CASE:
        found = (listed.get(name) for name in values["cases"])
        values["cases"] = [case.id for case in found if case and case.kind is Kind.CASE]
    if kind is Kind.NEWS:
        found = (listed.get(name) for name in values["typical_cases"])
        values["typical_cases"] = [
            case.id for case in found if case and case.kind is Kind.TYPICAL_CASE
        ]


def _is_listed(listed: PublicCorpus) -> Callable[[str], bool]:
    def is_listed(record_id: str) -> bool:
        found = listed.get(record_id)
        return found is not None and found.kind is Kind.LISTING

    return is_listed


def _shown_value(values: Mapping[str, Any], *paths: str) -> str | None:
    """The first of ``paths`` that the record's kind has, as far as it shows."""
    for path in paths:
        group, _dot, leaf = path.rpartition(".")
        found = values.get(group, {}) if group else values
        if leaf in found:
            return None if found[leaf] is None else str(found[leaf])
    return None


def _title(values: Mapping[str, Any]) -> str:
    """What a record is called; a document that may not name its party, by title or number."""
    names = (*_NAMES, "document.title", "document.number", "title", "label")
    return next((name for path in names if (name := _shown_value(values, path))), "")
