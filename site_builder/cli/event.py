"""``event``: record what happened to a record, and say what follows."""

from __future__ import annotations

import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import click

from site_builder.cli.common import (
    Call,
    MomentType,
    common,
    help_text,
    moment_in,
    needs_site,
    needs_words,
    say,
    say_problems,
    stderr_language,
)
from site_builder.cli.office import prepared
from site_builder.errors import UsageError, quoted
from site_builder.i18n import _
from site_builder.model.record import EventKind
from site_builder.office.event import Plan, plan
from site_builder.office.event_follows import approve_command, follows, heading
from site_builder.office.event_order import Order
from site_builder.office.event_write import write
from site_builder.office.words import event_choices, event_named

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.moment import Moment

_NAMED: Final = 20
# What an option belongs to; the others go with any event.
_OPTIONS: Final = {
    "name": frozenset({EventKind.PERSON_HIDDEN, EventKind.RENAMED}),
    "field": frozenset({EventKind.AMENDED}),
    "superseded_by": frozenset({EventKind.CHANGED}),
    "channel": frozenset({EventKind.RECALLED}),
    "undoes": frozenset({EventKind.ENTERED_IN_ERROR}),
}
_NEEDED: Final = {
    EventKind.PERSON_HIDDEN: "name",
    EventKind.RENAMED: "name",
    EventKind.AMENDED: "field",
    EventKind.RECALLED: "channel",
}


class EventWord(click.ParamType[EventKind]):
    """A kind of event, by its English word or the office's Chinese one."""

    name = "KIND"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> EventKind:
        """The kind, or wrong usage that names the list."""
        found = value if isinstance(value, EventKind) else event_named(value)
        if found is None:
            message = _(
                "expected one of {choices}, found {found}",
                choices=event_choices(),
                found=quoted(value),
            )
            self.fail(message.text(stderr_language()), param, ctx)
        return found


class Undone(click.ParamType[tuple[EventKind, "date"]]):
    """An event that was entered in error: ``KIND:DAY``."""

    name = "KIND:DAY"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[EventKind, date]:
        """The kind and the day, or wrong usage."""
        if isinstance(value, tuple):
            return value
        word, _colon, day = value.rpartition(":")
        kind = event_named(word)
        try:
            on = moment_in(day).day
        except ValueError:
            kind = None
        if kind is None:
            message = _(
                "expected an event and its day like removed_early:2026-01-05, found {found}",
                found=quoted(value),
            )
            self.fail(message.text(stderr_language()), param, ctx)
        return kind, on


@click.command
@click.argument("wanted", metavar="ID|NUMBER")
@click.argument("kind", type=EventWord())
@click.option("--on", type=MomentType(), required=True, help=help_text("from which day it acts"))
@click.option("--document", help=help_text("the document that says so"))
@click.option("--organ", help=help_text("the body that decided it"))
@click.option("--reason", help=help_text("why"))
@click.option("--name", help=help_text("the person to hide, or the new name"))
@click.option("--field", help=help_text("the field that was amended"))
@click.option("--superseded-by", help=help_text("the document that takes its place"))
@click.option("--channel", help=help_text("the other place that took it down"))
@click.option("--undoes", type=Undone(), help=help_text("the event that was entered in error"))
@click.option("--dry-run", is_flag=True, help=help_text("only say what would follow"))
@click.option("--yes", is_flag=True, help=help_text("do not ask"))
@common
def command(
    call: Call,
    *,
    wanted: str,
    kind: EventKind,
    on: Moment,
    dry_run: bool,
    yes: bool,
    **said: Any,
) -> int:
    """Record an event."""
    needs_site(call)
    order = _order(kind, on.day, said)
    with prepared(call) as found:
        planned = plan(found, call.folders.content, wanted, order, call.as_of)
        _tell(planned, call)
        if planned.is_refused:
            return 1
        if dry_run or not planned.new:
            return 0
        if not yes and not _is_agreed(call, planned):
            call.say(_("nothing was recorded"))
            return 1
        return _record(planned, call)


def _order(kind: EventKind, on: date, said: dict[str, Any]) -> Order:
    given = {name: value for name, value in said.items() if value is not None}
    for name, value in given.items():
        option = f"--{name.replace('_', '-')}"
        if kind not in _OPTIONS.get(name, frozenset(EventKind)):
            raise UsageError(_("{option} does not go with '{kind}'", option=option, kind=kind))
        if isinstance(value, str):
            needs_words(option, value)
    needed = _NEEDED.get(kind)
    if needed and needed not in given:
        raise UsageError(_("expected {option} with '{kind}'", option=f"--{needed}", kind=kind))
    known = {field.name for field in fields(Order)}
    return Order(kind=kind, on=on, **{name: given[name] for name in given.keys() & known})


def _tell(planned: Plan, call: Call) -> None:
    """What follows, on standard output; what is wrong, on standard error."""
    for step in () if planned.is_refused else planned.steps:
        click.echo(heading(step).text(call.language))
        for sentence in follows(step):
            click.echo(f"  {sentence.text(call.language)}")
    if signing := approve_command(planned.new):
        click.echo(_("to have it signed: {command}", command=signing).text(call.language))
    told = (p for p in planned.problems if p.is_error or p.code == "removed-before-wait")
    say_problems(told, call.language)


def _is_agreed(call: Call, planned: Plan) -> bool:
    """Whether a person agrees; where nobody sits at a terminal, the order itself is the word."""
    if sys.stdin is None or not sys.stdin.isatty():
        return True
    # On a terminal alone, which keeps nothing: so that she sees whom it is about.
    for step in planned.new[:_NAMED]:
        say(f"  {step.id}  {step.record.facts.title}")
    question = _("record it on {count} records?", count=len(planned.new))
    return click.confirm(question.text(call.language), err=True)


def _record(planned: Plan, call: Call) -> int:
    problems, by_hand = write(call.folders.content, planned.new)
    say_problems(problems, call.language)
    for line in by_hand:
        where = _(
            "to be added by hand to the events of {record}, {place}",
            record=line.record,
            place=line.place,
        )
        say(where.text(call.language))
        click.echo(line.text)
    if problems:
        return 1
    call.say(
        _(
            "recorded on {count} records in {files} files; the next build acts on it",
            count=len(planned.new),
            files=len({step.written.path for step in planned.new}),
        )
    )
    return 0
