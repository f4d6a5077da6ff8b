"""Why a record is, or is not, public at a moment: rule by rule, field by field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from site_builder.disclose.changes import reason
from site_builder.disclose.deadlines import deadlines
from site_builder.disclose.explain_law import Step, law_steps
from site_builder.disclose.policy import field_report
from site_builder.i18n import Message, _
from site_builder.model.course import ENDED
from site_builder.model.early_removal import early_removal
from site_builder.model.moment import ONE_DAY, Moment
from site_builder.model.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.disclose.policy import ShownField
    from site_builder.disclose.subject import Subject
    from site_builder.i18n import Language
    from site_builder.model.course import Course
    from site_builder.model.due import Due
    from site_builder.model.early_removal import EarlyRemovalStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that decides whether and how a record shows."""

    id: str
    kind: str
    as_of: Moment
    state: State
    regime: str | None
    starts_on: date | None
    hidden_from: date | None
    next_change_on: date | None
    early_removal: EarlyRemovalStanding
    deadlines: tuple[Due, ...]
    steps: tuple[Step, ...]
    fields: tuple[ShownField, ...]

    @property
    def last_day(self) -> date | None:
        """The last day shown; None where no end is known."""
        return self.hidden_from - ONE_DAY if self.hidden_from else None

    def as_json(self, language: Language) -> dict[str, Any]:
        """The contract's JSON object."""
        early = self.early_removal
        return {
            "id": self.id,
            "kind": self.kind,
            "as_of": str(self.as_of),
            "state": self.state.value,
            "public": self.state is State.IN_FORCE,
            "regime": self.regime,
            "starts_on": _text(self.starts_on),
            "last_day": _text(self.last_day),
            "hidden_from": _text(self.hidden_from),
            "next_change_on": _text(self.next_change_on),
            "early_removal": {
                "allowed": early.is_allowed,
                "may_apply_from": _text(early.may_apply_from),
                "barred_by": [kind.value for kind in early.barred_by],
            },
            "deadlines": [
                {
                    "what": due.rule.what.value,
                    "on": _text(due.on),
                    "citation": due.rule.citation,
                    "state": due.state.value,
                    "met_on": _text(due.met_on),
                }
                for due in self.deadlines
            ],
            "steps": [
                {
                    "rule": step.rule.text(language),
                    "citation": step.citation,
                    "outcome": step.outcome.text(language),
                }
                for step in self.steps
            ],
            "fields": [
                {
                    "name": field.name,
                    "shown": field.shown.value,
                    "citation": field.citation,
                    "audience": field.audience.value,
                }
                for field in self.fields
            ],
        }


def explain(subject: Subject, as_of: Moment) -> Explanation:
    """Say why ``subject`` is, or is not, public at ``as_of``."""
    course, record = subject.course, subject.record
    is_dated = course.start.year < 9999  # noqa: PLR2004 - the year of a start that is not known
    next_change = course.next_change(as_of)
    start, live = course.start_on(as_of.day), course.live_events(as_of.day)
    early = early_removal(subject.regime, start, live, as_of.day)
    if course.state_by_law(as_of) in ENDED:
        early = replace(early, is_allowed=False)
    return Explanation(
        id=record.id,
        kind=record.kind,
        as_of=as_of,
        state=course.state(as_of),
        regime=record.facts.regime,
        starts_on=start if is_dated else None,
        hidden_from=course.hidden_from(as_of),
        next_change_on=next_change.day if next_change else None,
        early_removal=early,
        deadlines=deadlines(subject, as_of),
        steps=tuple(_steps(subject, as_of)),
        fields=tuple(field_report(subject, as_of.day)),
    )


def _steps(subject: Subject, as_of: Moment) -> Iterator[Step]:
    course, day = subject.course, as_of.day
    yield Step(_("sign-off"), "", _vetting(subject))
    if course.held_from is not None and course.held_from <= day:
        yield Step(_("hold"), "", _("taken down by hand on {day}", day=course.held_from))
    yield from law_steps(subject, day)
    yield from _to_come(course, as_of)
    for event in course.all_events():
        live = event in course.live_events(day)
        happened = (
            _("acts")
            if live
            else _("entered in error")
            if event.on <= day
            else _("has not happened yet")
        )
        yield Step(
            _("event '{kind}' of {day}", kind=event.kind, day=event.on),
            event.document or "",
            happened,
        )
    state = course.state(as_of)
    yield Step(
        _("state"),
        reason(subject, state, day),
        _("{state} on {day}", state=state, day=as_of),
    )


def _to_come(course: Course, as_of: Moment) -> Iterator[Step]:
    """Before which day or minute nothing of it may show, while that is to come."""
    published = Moment.start_of(course.published_on) if course.published_on else as_of
    if as_of < (first := max(published, course.embargo_until or as_of)):
        yield Step(_("Not before"), "", _("shown from {day}", day=first))


def _vetting(subject: Subject) -> Message:
    found = subject.found
    if not found.is_vetted:
        return _("no valid sign-off covers it")
    if found.stands_in:
        return _("tonight's version is faulty; the last good one stands")
    return _("signed off by two people")


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
