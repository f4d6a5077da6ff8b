"""``import``: somebody's spreadsheet to records, with a word on every row."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from site_builder.cli.common import Call, OneOf, common, help_text, needs_site, say, say_problems
from site_builder.errors import UsageError, fit_to_print
from site_builder.i18n import Message, _
from site_builder.intake import (
    ENDED,
    KEEP,
    KEY_FIELDS,
    PENDING_FILE,
    Gone,
    Order,
    Outcome,
    Row,
    take_in,
)
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from site_builder.i18n import Language

_NAMED: Final = 20


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--kind", required=True, type=OneOf(["listing", "case"]), help=help_text("what its rows are")
)
@click.option(
    "--map", "map_name", help=help_text("a map file, or the name of one that comes along")
)
@click.option("--sheet", help=help_text("read this sheet alone"))
@click.option(
    "--missing", type=OneOf([ENDED, KEEP]), help=help_text("what it means that rows are gone")
)
@click.option("--keep-ended", is_flag=True, help=help_text("keep rows whose term has ended, too"))
@click.option("--dry-run", is_flag=True, help=help_text("say what would be done, write nothing"))
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@common
def command(
    call: Call,
    *,
    file: Path,
    kind: str,
    map_name: str | None,
    sheet: str | None,
    missing: str | None,
    keep_ended: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import a table."""
    needs_site(call)
    _needs_table(file)
    order = Order(
        folders=call.folders,
        file=file,
        kind=Kind(kind),
        as_of=call.as_of,
        map=map_name,
        sheet=sheet,
        missing=missing,
        keeps_ended=keep_ended,
        is_dry=dry_run,
        ask=lambda gone: _ask(gone, call.language),
    )
    outcome = take_in(order)
    if as_json:
        click.echo(
            json.dumps(_as_json(order, outcome, call.language), ensure_ascii=False, indent=2)
        )
    else:
        for line in _lines(order, outcome, call.language):
            click.echo(line)
    say_problems(outcome.counted.problems, call.language)
    say_problems(outcome.plan.warnings, call.language)
    for row in outcome.plan.open:
        say_problems(row.problems(), call.language)
    say_problems(outcome.problems, call.language)
    for message in _summary(order, outcome):
        call.say(message)
    return 0 if outcome.is_clean else 1


def _needs_table(file: Path) -> None:
    name = fit_to_print(file.name)
    if file.name.startswith("~$"):
        raise UsageError(
            _("{name} only says that Excel has the table open: name the table itself", name=name)
        )
    if file.is_dir():
        raise UsageError(_("expected a table, found the folder {name}", name=name))
    if not file.is_file():
        raise UsageError(_("no file {name}", name=name))


def _ask(gone: Gone, language: Language) -> str | None:
    """Ask on a terminal, once for all, what missing rows mean; nobody answers elsewhere."""
    if not sys.stdin.isatty():
        return None
    for name in gone.ids[:_NAMED]:
        say(f"  {name}  {gone.titles[name]}")
    for message in _along(gone):
        say(message.text(language))
    question = _(
        "{count} records are no longer in this list. Have they ended, or do they stand?",
        count=len(gone.ids),
    )
    answer: str = click.prompt(question.text(language), type=click.Choice([ENDED, KEEP]), err=True)
    return answer


def _along(gone: Gone) -> Iterator[Message]:
    """Who leaves with records that end: the other parties of their decisions."""
    for name, others in gone.along.items():
        yield _(
            "with {id} leave the other parties of its decision: {ids}",
            id=name,
            ids=", ".join(others),
        )


def _place(row: Row) -> str:
    return f"{fit_to_print(row.source)}:{row.label}"


def _is_on_screen() -> bool:
    """Whether a person reads along: a screen keeps nothing, a log outlives the site."""
    return sys.stdout.isatty()


def _day_cell(row: Row, kind: Kind) -> str:
    """The cell of the day that a row's term counts from."""
    return row.cell(next(iter(row.columns_of(KEY_FIELDS[kind].date)), None))


def _lines(order: Order, outcome: Outcome, language: Language) -> Iterator[str]:
    """What is new, changed, missing and left out as ended, a line each, with tabs between."""
    plan, gone, is_on_screen = outcome.plan, outcome.gone, _is_on_screen()
    for taken in plan.new:
        yield f"new\t{taken.id}\t{_place(taken.row)}"
    for taken in plan.changed:
        yield f"changed\t{taken.id}\t{_place(taken.row)}"
        for change in taken.changes:
            before, after = (
                said.text(language) for said in change.as_text(is_on_screen=is_on_screen)
            )
            cell = taken.row.cell(change.column) if change.column else ""
            heading = fit_to_print(change.column.heading) if change.column else change.path
            yield f"\t{cell}\t{heading}\t{before} → {after}"
    for name in gone.ids:
        title = f"\t{gone.titles[name]}" if is_on_screen else ""
        yield f"missing\t{name}\t{outcome.answer or '?'}{title}"
    for name in gone.kept:
        yield f"missing\t{name}\t{KEEP}"
    for row in plan.ended:
        yield f"ended\t{_place(row)}\t{_day_cell(row, order.kind)}"


def _as_json(order: Order, outcome: Outcome, language: Language) -> dict[str, Any]:
    plan, gone = outcome.plan, outcome.gone
    return {
        "new": [{"id": taken.id, "place": _place(taken.row)} for taken in plan.new],
        "changed": [
            {
                "id": taken.id,
                "place": _place(taken.row),
                "cells": [
                    {
                        "cell": taken.row.cell(change.column) if change.column else None,
                        "heading": change.column.heading if change.column else None,
                        "field": change.path,
                    }
                    for change in taken.changes
                ],
            }
            for taken in plan.changed
        ],
        "unchanged": plan.unchanged,
        "missing": [
            {"id": name, "means": outcome.answer, "along": gone.along.get(name, [])}
            for name in gone.ids
        ],
        "kept": gone.kept,
        "already_there": [other.id for _row, other in plan.already],
        "ended": len(plan.ended),
        "ended_rows": [
            {"place": _place(row), "cell": _day_cell(row, order.kind)} for row in plan.ended
        ],
        "merged": len(plan.merged),
        "left_out": len(plan.left_out),
        "refused": sum(not row.asks for row in plan.open),
        "questions": sum(row.asks for row in plan.open) + outcome.untouched,
        "problems": [
            problem.as_json(language)
            for problem in (
                *outcome.counted.problems,
                *plan.warnings,
                *(problem for row in plan.open for problem in row.problems()),
                *outcome.problems,
            )
        ],
    }


def _summary(order: Order, outcome: Outcome) -> Iterator[Message]:
    plan, counted = outcome.plan, outcome.counted
    if not outcome.is_read:
        yield _("nothing was imported")
        return
    if counted.dropped:
        yield _("never read: {headings}", headings=_named(counted.dropped))
    if counted.ignored:
        yield _("not taken over: {headings}", headings=_named(counted.ignored))
    if counted.strays:
        yield _("columns without a heading, not taken over: {names}", names=_named(counted.strays))
    if counted.totals:
        yield _("{count} lines of totals and notes passed over", count=counted.totals)
    for first, second in plan.merged:
        yield _(
            "row {second} is the same as row {first}: merged",
            first=first.label,
            second=second.label,
        )
    for row, other in plan.already:
        yield _(
            "row {row} is already there: {id} in {path}",
            row=row.label,
            id=other.id,
            path=other.path,
        )
    for name in plan.back:
        yield _("{id} is in the list again; two people must sign before it shows", id=name)
    if outcome.answer == ENDED:
        yield from _along(outcome.gone)
    yield from _counts(outcome)
    yield from _next(order, outcome)


def _named(headings: dict[str, None]) -> str:
    return ", ".join(map(fit_to_print, headings))


def _counts(outcome: Outcome) -> Iterator[Message]:
    plan = outcome.plan
    yield _(
        "{new} new, {changed} changed, {unchanged} unchanged, {missing} missing, {ended} ended and"
        " not kept, {refused} refused, {questions} questions, {merged} merged, {already} already"
        " there, {left_out} left out",
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=len(plan.unchanged),
        missing=len(outcome.gone.ids),
        ended=len(plan.ended),
        refused=sum(not row.asks for row in plan.open),
        questions=sum(row.asks for row in plan.open) + outcome.untouched,
        merged=len(plan.merged),
        already=len(plan.already),
        left_out=len(plan.left_out),
    )


def _next(order: Order, outcome: Outcome) -> Iterator[Message]:
    if order.is_dry:
        yield _("nothing was written")
        return
    if not outcome.written:
        yield _("nothing changed")
        return
    is_settled = PENDING_FILE in outcome.written and not order.pending.exists()
    files = [name for name in outcome.written if not (is_settled and name == PENDING_FILE)]
    if files:
        yield _("written: {files}", files=", ".join(files))
    if is_settled:
        yield _("nothing waits in {name} any more: the file is removed", name=PENDING_FILE)
    if PENDING_FILE in outcome.written and (outcome.plan.open or outcome.untouched):
        yield _("fill in {file}, save and close it, and repeat the import", file=PENDING_FILE)
    if outcome.plan.new or outcome.plan.changed:
        yield _(
            "next: site-builder review {file}, then site-builder approve {file}",
            file=order.label(order.records),
        )
