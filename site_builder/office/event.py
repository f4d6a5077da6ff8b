"""What an order to record an event comes to, on every record that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.disclose import Explanation, Subjects, explain
from site_builder.errors import Problem, Severity, UsageError
from site_builder.i18n import Message, _
from site_builder.model.moment import Moment
from site_builder.model.record import REVOKING, EventKind
from site_builder.office.event_order import twin
from site_builder.office.event_refusals import refusal, undoable, undone_on, unusual
from site_builder.office.event_targets import targets
from site_builder.office.written import Shelf
from site_builder.store.content import Vetted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.disclose import Subject
    from site_builder.model.record import Event, Record
    from site_builder.office.event_order import Order
    from site_builder.office.event_targets import Targets
    from site_builder.office.written import Written
    from site_builder.prepare import Prepared


class Status(StrEnum):
    """What an order comes to on one record."""

    NEW = "new"
    STANDING = "standing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What an order comes to on one record, and what follows from it.

    ``after`` is as of the event's day, or of the moment asked about if that is later;
    of an event that needs a sign-off, as if it had one. ``made_known_by`` is the article
    by which the public is told of the event and its reason.
    """

    record: Record
    order: Order
    written: Written
    status: Status
    before: Explanation
    after: Explanation | None = None
    refused: Message | None = None
    warning: Message | None = None
    acts_unsigned: bool = True
    made_known_by: str = ""

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def place(self) -> str:
        """Where the record stands: its file, and the line or the cell of its id."""
        where = self.problem("", _("record")).place
        return f"{self.written.path}:{where}" if where else self.written.path

    def problem(self, code: str, message: Message, severity: Severity = Severity.ERROR) -> Problem:
        """A problem of this record, where it stands."""
        own = self.written.record
        return Problem(
            code=code,
            path=self.written.path,
            line=self.written.line,
            sheet=own.sheet if own else None,
            cell=own.cell if own else None,
            record=self.id,
            message=message,
            severity=severity,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What an order comes to; nothing of it is to be done where it is refused."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the order cannot be carried out."""
        return any(problem.is_error for problem in self.problems)

    @property
    def new(self) -> tuple[Step, ...]:
        """The records that the event is to be written on."""
        return () if self.is_refused else tuple(s for s in self.steps if s.status is Status.NEW)


def plan(prepared: Prepared, content: Path, wanted: str, order: Order, as_of: Moment) -> Plan:
    """Work out what ``order`` comes to on every record that ``wanted`` means.

    The store of ``prepared`` is its own scratch and holds the events afterwards.

    Raises:
        UsageError: It is not clear which records or which event are meant.
    """
    vetted, shelf = prepared.vetted, Shelf(content)
    meant = targets(vetted, wanted, order.kind)
    asked = [_Asked(found, shelf.find(found)) for found in meant.found]
    before = [explain(prepared.subjects.subject(each.found), as_of) for each in asked]
    written = _keep(prepared, [each.as_signed() for each in asked])
    order = _with_undone(order, [each.base(written) for each in asked if each.is_meant(meant)])
    steps = [
        each.step(order, each.base(written), then) for each, then in zip(asked, before, strict=True)
    ]
    after = _keep(prepared, [each.after(s) for each, s in zip(asked, steps, strict=True)])
    moment = max(as_of, Moment.start_of(order.on))
    steps = [_followed(step, after, moment) for step in steps]
    return Plan(tuple(steps), tuple(_problems(steps, meant.named)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A record that an order is about: as it stands, and as it is written."""

    found: Vetted
    written: Written

    def is_meant(self, meant: Targets) -> bool:
        return meant.named in {None, self.found.record.id}

    def as_signed(self) -> Vetted:
        """The record as it is written, as if two people had signed it."""
        record = self.written.record or self.found.record
        own = {event.identity for event in record.facts.events}
        hides = tuple(event for event in self.found.hides if event.identity not in own)
        return replace(self.found, record=record, is_vetted=True, stands_in=False, hides=hides)

    def base(self, written: Subjects) -> Subject:
        return written.subject(self.as_signed())

    def step(self, order: Order, base: Subject, before: Explanation) -> Step:
        record = base.record
        order = order.for_record(record)
        ordered = order.event(record.kind)
        status, refused, warning = Status.NEW, None, None
        if isinstance(ordered, Message):
            refused = ordered
        elif twin(self._live(base), ordered):
            status = Status.STANDING
        else:
            refused = refusal(order, ordered, base)
            warning = None if refused else unusual(order, base)
        return Step(
            record=record,
            order=order,
            written=self.written,
            status=Status.REFUSED if refused else status,
            before=before,
            refused=refused,
            warning=warning,
            acts_unsigned=isinstance(ordered, Message) or ordered.acts_unsigned,
            made_known_by=_made_known_by(order, base),
        )

    def _live(self, base: Subject) -> tuple[Event, ...]:
        """Its own events as they are written, without those entered in error."""
        written = self.written.record
        own = written.facts.events if written else self.found.events
        return replace(base.course, events=own, parties=()).live_events(date.max)

    def after(self, step: Step) -> Vetted:
        """The record as it stands with the event: what needs a sign-off, as if it had one."""
        base = self.found if step.acts_unsigned else self.as_signed()
        ordered = step.order.event(base.record.kind)
        if step.status is not Status.NEW or isinstance(ordered, Message):
            return base
        facts = base.record.facts
        record = replace(base.record, facts=replace(facts, events=(*facts.events, ordered)))
        return replace(base, record=record)


def _made_known_by(order: Order, subject: Subject) -> str:
    """The article by which the withdrawal of a penalty is published (行政处罚法 第四十八条)."""
    rule = subject.regime.revocation if subject.regime else None
    is_told = rule is not None and subject.record.values.get("type") in rule.notice_types
    return rule.citation if rule is not None and is_told and order.kind in REVOKING else ""


def _with_undone(order: Order, meant: list[Subject]) -> Order:
    """The order with the one event that it can undo, if it does not say which."""
    if order.kind is not EventKind.ENTERED_IN_ERROR or order.undoes is not None:
        return order
    choices = sorted({event for subject in meant for event in undoable(subject)})
    if not choices:  # the same order again: it undid the one there was
        choices = sorted({event for subject in meant for event in undone_on(subject, order.on)})
    if len(choices) == 1:
        return replace(order, undoes=choices[0])
    if not choices:
        raise UsageError(_("expected an event to undo, found none in this record"))
    shown = ", ".join(f"{kind}:{on}" for kind, on in choices)
    raise UsageError(_("expected --undoes with one of {choices}", choices=shown))


def _keep(prepared: Prepared, found: list[Vetted]) -> Subjects:
    """The subjects of the scratch store with these, so that each party's events reach the rest."""
    vetted, store = prepared.vetted, prepared.vetted.store
    store.add(each.record for each in found)
    store.mark(
        (each.record.id, each.first_on, each.hides, each.stands_in)
        for each in found
        if each.is_vetted
    )
    for each in found:
        if not each.is_vetted:
            store.hide(each.record.id, each.hides)
    return Subjects(
        store, vetted.chrome, vetted.references, vetted.held, calendars=vetted.calendars.years
    )


def _followed(step: Step, subjects: Subjects, moment: Moment) -> Step:
    subject = subjects.get(step.id) if step.status is Status.NEW else None
    return step if subject is None else replace(step, after=explain(subject, moment))


def _problems(steps: list[Step], named: str | None) -> Iterator[Problem]:
    """Refusals: of the one that was named, or of all; of another party alone, a warning."""
    is_about_people = any(step.order.kind is EventKind.PERSON_HIDDEN for step in steps)
    possible = [step for step in steps if step.status is not Status.REFUSED]
    for step in steps:
        if step.refused is not None:
            if is_about_people and possible:
                continue
            is_error = not possible or step.id == named
            severity = Severity.ERROR if is_error else Severity.WARNING
            yield step.problem("impossible-event", step.refused, severity)
        if step.warning is not None:
            yield step.problem("removed-before-wait", step.warning, Severity.WARNING)
