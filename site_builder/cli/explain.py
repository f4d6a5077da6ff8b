"""``explain``: why a record is, or is not, public."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from site_builder.cli.common import Call, common, help_text, needs_site
from site_builder.cli.office import prepared, subject_of
from site_builder.disclose import Explanation, disclose_alone, due_said, explain
from site_builder.disclose.explain_law import Step
from site_builder.i18n import _
from site_builder.model.course import ENDED
from site_builder.model.digest import public_digest
from site_builder.model.record import Kind, State
from site_builder.publish import latest_stay, read_ledger
from site_builder.render.words import in_groups
from site_builder.store.private import scratch_folder
from site_builder.words import in_words, word_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose import Subject, Subjects
    from site_builder.i18n import Message
    from site_builder.model.moment import Moment

_WITH_SLIP: Final = frozenset({Kind.LISTING, Kind.CASE})


@click.command
@click.argument("record_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@common
def command(call: Call, *, record_id: str, as_json: bool) -> int:
    """Explain one record."""
    needs_site(call)
    with prepared(call) as found:
        subject = subject_of(found, record_id)
        explanation = explain(subject, call.as_of)
        faults = [
            Step(_("finding {code}", code=problem.code), problem.place, problem.message)
            for problem in found.problems
            if problem.record == record_id
        ]
        on_slip = [*_told_by_slip(subject, found.subjects, call.as_of)]
    steps = (*explanation.steps, *faults, *on_slip, *_told_by_ledger(call, record_id))
    explanation = replace(explanation, steps=steps)
    if as_json:
        click.echo(json.dumps(explanation.as_json(call.language), ensure_ascii=False, indent=2))
    else:
        for line in _lines(explanation, call):
            click.echo(line)
    return 0


def _told_by_ledger(call: Call, record_id: str) -> Iterator[Step]:
    """When readers began to see the record, and ceased to, as far as the ledger at hand tells."""
    try:
        stay = latest_stay(read_ledger(call.folders.output), record_id)
    except OSError:
        return
    if stay is None:
        return
    told = _("on the site since {at}", at=stay.entered_at)
    if stay.left_at is not None:
        told = _("on the site from {at} to {left_at}", at=stay.entered_at, left_at=stay.left_at)
    yield Step(_("ledger of releases"), "", told)


def _told_by_slip(subject: Subject, subjects: Subjects, as_of: Moment) -> Iterator[Step]:
    """The checksum that the record's page and its slip bear at that moment."""
    if subject.record.kind not in _WITH_SLIP or subject.course.state(as_of) is not State.IN_FORCE:
        return
    listing = subjects.get(subject.record.values.get("listing") or "")
    linked = () if listing is None else (listing,)
    with scratch_folder() as folder:
        [shown], corpus, _leaks = disclose_alone(
            (subject,), subjects, as_of, folder / "explain.sqlite", linked
        )
        corpus.close()
    told = _("{digest}, on its page and slip", digest=in_groups(public_digest(shown)))
    yield Step(_("Checksum (SHA-256)"), "", told)


def _standing(found: Explanation) -> Message:
    if found.last_day is None:
        return _("{id}: {state} on {day}", id=found.id, state=found.state, day=found.as_of)
    return _(
        "{id}: {state} on {day}; last day {last_day} (24:00)",
        id=found.id,
        state=found.state,
        day=found.as_of,
        last_day=found.last_day,
    )


def _lines(found: Explanation, call: Call) -> Iterator[str]:
    language = call.language
    yield in_words(_standing(found), language)
    for step in found.steps:
        parts = (
            in_words(step.rule, language),
            word_said(step.citation, language),
            in_words(step.outcome, language),
        )
        yield "  " + "  ".join(part for part in parts if part)
    early = found.early_removal
    if found.state in ENDED:
        pass  # what has ended is applied for no more
    elif early.barred_by:
        kinds = ", ".join(word_said(kind, language) for kind in early.barred_by)
        yield "  " + _("early removal is barred by {events}", events=kinds).text(language)
    elif early.may_apply_from:
        yield "  " + _(
            "early removal may be applied for from {day}", day=early.may_apply_from
        ).text(language)
    for due in found.deadlines:
        yield f"  {due_said(due).text(language)}  {due.rule.citation}"
    for field in found.fields:
        told = f"  {field.name:<28} {field.shown.value:<9} {field.audience.value:<8}"
        yield f"{told} {field.citation}".rstrip()
