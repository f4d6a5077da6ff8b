"""``build``: a verified release in ``output/site/``."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from site_builder.build import Options, build
from site_builder.cli.common import Call, common, help_text, needs_site, say, say_problems
from site_builder.i18n import Message, _
from site_builder.report import Outcome, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@click.command
@click.option("--full", is_flag=True, help=help_text("make every file anew"))
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, help=help_text("how many processes render")
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help=help_text("write the report here too"),
)
@click.option(
    "--accept-vanished",
    type=click.IntRange(1),
    help=help_text("the number of vanished records to hide"),
)
@common
def command(
    call: Call, *, full: bool, jobs: int, report: Path | None, accept_vanished: int | None
) -> int:
    """Publish the site."""
    needs_site(call)
    options = Options(as_of=call.as_of, full=full, jobs=jobs, accept_vanished=accept_vanished)
    with _progress(call) as progress:
        told = build(call.folders, options, progress)
    code = told.outcome.exit_code
    if not _write_reports(told, call, report):
        code = code or 1
    say_problems(told.problems, call.language)
    call.say(_summary(told))
    return code


def _write_reports(told: Report, call: Call, named: Path | None) -> bool:
    """Write the report wherever it belongs; whether it could be."""
    text = told.text(call.language)
    is_named_written = named is None or _is_written(named, text, call)
    # Output that could not be written to has been said already.
    is_silent = told.outcome is Outcome.NOT_PUBLISHED
    own = call.folders.output / "report.json"
    return _is_written(own, text, call, is_silent=is_silent) and is_named_written


def _is_written(file: Path, text: str, call: Call, *, is_silent: bool = False) -> bool:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        if not is_silent:
            message = _("could not write {name}: {reason}", name=file, reason=error.strerror)
            say(message.text(call.language))
        return False
    return True


def _summary(told: Report) -> Message:
    in_force = sum(states.get("in_force", 0) for states in told.records.values())
    sentences = {
        Outcome.PUBLISHED: _(
            "published as of {day}: {shown} records shown, {withheld} withheld;"
            " {written} files written, {removed} removed",
            day=told.as_of,
            shown=in_force,
            withheld=len(told.withheld),
            written=told.written,
            removed=told.removed,
        ),
        Outcome.UNCHANGED: _(
            "nothing changed as of {day}: {shown} records shown", day=told.as_of, shown=in_force
        ),
        Outcome.PARTIAL: _(
            "published in part as of {day}: {shown} records shown, {withheld} withheld;"
            " see the problems above",
            day=told.as_of,
            shown=in_force,
            withheld=len(told.withheld),
        ),
        Outcome.NOT_PUBLISHED: _(
            "NOT published: the live site stands as it was"
            " and may show what should be gone by {day}",
            day=told.as_of,
        ),
    }
    return sentences[told.outcome]


@contextmanager
def _progress(call: Call) -> Iterator[Callable[[str, int], None]]:
    console = Console(stderr=True)
    if call.is_quiet or not console.is_terminal:
        yield lambda _stage, _count: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, object] = {}

        def show(stage: str, count: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=None)
            bar.advance(tasks[stage], count)  # type: ignore[arg-type]

        yield show
