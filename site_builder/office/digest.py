"""The office's morning: what leaves, what enters, what waits, what was held back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder.disclose import changes, due_said, owed
from site_builder.i18n import _
from site_builder.model.moment import ONE_DAY, Moment, day_after
from site_builder.model.record import EventKind, Kind, State
from site_builder.office.digest_last_build import last_build
from site_builder.office.digest_names import Names
from site_builder.office.digest_parts import Digest, Line, Section
from site_builder.office.digest_recall import to_recall
from site_builder.office.digest_waiting import waiting
from site_builder.words import EVENTS, KINDS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from site_builder.disclose import Change, Owed, Subjects
    from site_builder.folders import Folders
    from site_builder.i18n import Message
    from site_builder.prepare import Prepared


def digest(
    prepared: Prepared, folders: Folders, as_of: Moment, days: int, *, ids_only: bool = False
) -> Digest:
    """Tell what an office should know at ``as_of``, with changes of the next ``days``.

    ``ids_only`` leaves records without names and without anybody's own words.
    """
    store = prepared.vetted.store
    names = Names((found.record for found in store.records()), ids_only=ids_only)
    until = _later(as_of.day, days)
    # What enters in the course of a day is among the changes of the day after.
    ahead = changes(prepared.subjects, as_of.day, _later(until, 1))
    tomorrow = day_after(as_of.day)
    leaving = [change for change in ahead if change.change == "leaves" and change.on <= until]
    told = _Changes(prepared.subjects, names)
    sections = [
        Section.of(
            _("Leaves tomorrow, on {day}", day=tomorrow),
            _("nothing leaves tomorrow"),
            told.lines(change for change in leaving if change.on == tomorrow),
        ),
        Section.of(
            _("Leaves after that, through {day}", day=until),
            _("nothing else leaves by then"),
            told.lines(change for change in leaving if change.on != tomorrow),
        ),
        Section.of(
            _("Enters, through {day}", day=until),
            _("nothing enters by then"),
            told.entering((change for change in ahead if change.change == "enters"), as_of, until),
        ),
        Section.of(
            _("Late, or due through {day}", day=until),
            _("nothing is late, nor due by then"),
            told.dues(owed(prepared.subjects, as_of, days)),
        ),
        Section.of(
            _("Waits for sign-off"),
            _("nothing waits for sign-off"),
            waiting(prepared, folders.content, names),
        ),
        Section.of(
            _("Held back by the last build"),
            _("the last build held nothing back"),
            last_build(folders.output / "report.json", as_of, names, store),
        ),
        Section.of(
            _("Ended here, still shown elsewhere"),
            _("no other place still shows what has ended"),
            to_recall(prepared.subjects, as_of, names),
        ),
        Section.of(
            _("Taken down by hand"),
            _("nothing is taken down by hand"),
            _held(prepared, names),
        ),
    ]
    return Digest(prepared.vetted.chrome.site.name, as_of, days, tuple(sections))


def _later(day: date, days: int) -> date:
    return day + min(ONE_DAY * days, type(day).max - day)


@dataclass(frozen=True, slots=True)
class _Changes:
    """Says changes as lines."""

    subjects: Subjects
    names: Names

    def lines(self, found: Iterable[Change]) -> Iterator[Line]:
        for change in found:
            yield self._line(change, change.on)

    def entering(self, found: Iterable[Change], as_of: Moment, until: date) -> Iterator[Line]:
        """Those that are still to come, an embargoed one with its minute."""
        for change in found:
            begin = self._begin(change)
            if as_of < begin and begin.day <= until:
                yield self._line(change, begin)

    def _begin(self, change: Change) -> Moment:
        """When a record enters that has entered by the midnight of a change."""
        midnight, subject = Moment.start_of(change.on), self.subjects.get(change.id)
        begins = [begin for begin, _end in subject.course.shown()] if subject else []
        return max((begin for begin in begins if begin <= midnight), default=midnight)

    def _line(self, change: Change, on: date | Moment) -> Line:
        subject = self.subjects.get(change.id)
        name = self.names.of(subject.record) if subject else None
        line = Line(self._said(change, on), change.id, name)
        return replace(line, details=() if self.names.ids_only else (self._kind(change),))

    def dues(self, found: Iterable[Owed]) -> Iterator[Line]:
        for each in found:
            subject = self.subjects.get(each.id)
            name = self.names.of(subject.record) if subject else None
            basis = (KINDS[Kind(each.kind)], each.due.rule.citation)
            details = () if self.names.ids_only else basis
            yield Line(due_said(each.due), each.id, name, details)

    def _kind(self, change: Change) -> Message:
        subject = self.subjects.get(change.id)
        return KINDS[subject.record.kind] if subject else _("record")

    def _said(self, change: Change, on: date | Moment) -> Message:
        why = self._why(change)
        if change.change == "leaves":
            return _("last day {day} (24:00): {why}", day=change.on - ONE_DAY, why=why)
        if change.reason in set(EventKind):
            return _("shown from {day}: {why}", day=on, why=why)
        return _("shown from {day}", day=on)

    def _why(self, change: Change) -> Message:
        if change.reason in set(EventKind):
            return EVENTS[EventKind(change.reason)]
        state = STATES[change.state]
        if change.state is not State.EXPIRED:
            return state
        subject = self.subjects.get(change.id)
        regime = subject.regime if subject else None
        document = (regime.document or regime.name) if regime else ""
        article = " ".join(part for part in (document, change.reason) if part)
        return _("{state} ({article})", state=state, article=article)


def _held(prepared: Prepared, names: Names) -> Iterator[Line]:
    store = prepared.vetted.store
    for name, since in sorted(prepared.vetted.held.items()):
        found = store.get(name)
        title = names.of(found.record) if found else None
        yield Line(_("since {day}", day=since), name, title)
