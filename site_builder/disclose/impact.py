"""What another state of the law would move: ends, states and fields, record by record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from site_builder.disclose.policy import field_report
from site_builder.model.moment import ONE_DAY
from site_builder.model.record import State
from site_builder.model.regime import Show

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.moment import Moment
    from site_builder.model.regime import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a record stands under one state of the law at a moment."""

    state: State
    last_day: date | None
    fields: Mapping[str, Show]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """A record that another state of the law would move: how it stands, and how it would."""

    id: str
    kind: str
    regime: str | None
    now: Standing
    then: Standing

    @property
    def moved_fields(self) -> list[tuple[str, Show, Show]]:
        """The fields of which more or less would show: name, now, then."""
        return [
            (name, shown, self.then.fields.get(name, Show.WITHHELD))
            for name, shown in self.now.fields.items()
            if self.then.fields.get(name, Show.WITHHELD) is not shown
        ]


def impact(
    now: Subjects, then: Subjects, moment: Moment, refused: Collection[str] = ()
) -> Iterator[Impact]:
    """Every record whose end, state or fields differ between two states of the law.

    ``refused`` are records that the other law would not take at all.
    """
    for before, after in zip(now.all(), then.all(), strict=True):
        record = before.record
        found = Impact(
            id=record.id,
            kind=record.kind,
            regime=record.facts.regime,
            now=_standing(before, moment),
            then=_standing(after, moment, is_refused=record.id in refused),
        )
        if found.now != found.then:
            yield found


def _standing(subject: Subject, moment: Moment, *, is_refused: bool = False) -> Standing:
    course = subject.course
    if is_refused:
        course = replace(course, is_vetted=False)
    hidden_from = course.hidden_from(moment)
    return Standing(
        state=course.state(moment),
        last_day=hidden_from - ONE_DAY if hidden_from else None,
        fields={field.name: field.shown for field in field_report(subject, moment.day)},
    )


def moved_ends(subjects: Subjects, before: Mapping[str, Regime]) -> dict[str, list[str]]:
    """By regime, the records whose term ended otherwise under what it was ``before``."""
    moved: dict[str, list[str]] = {}
    standing = subjects.under({**subjects.chrome.regimes, **before})
    for subject in subjects.all():
        if subject.regime is None:
            continue
        # What judges too counts as well, so that a change there is told of this record.
        judges = {subject.regime.id, *subject.regime.also_judged_by} & before.keys()
        if not judges:
            continue
        was = standing.subject(subject.found).course.ending(date.max)
        if was.last_day != subject.course.ending(date.max).last_day:
            for judge in judges:
                moved.setdefault(judge, []).append(subject.record.id)
    return moved
