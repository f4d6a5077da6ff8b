"""``build``: a verified release in ``output/site/``."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.build import build
from site_builder.cli.build_preview import alone, preview
from site_builder.cli.build_summary import details, sentence
from site_builder.cli.common import (
    Call,
    Whole,
    apart,
    common,
    help_text,
    needs_site,
    say,
    say_problems,
)
from site_builder.cli.progress import shown
from site_builder.errors import reason_of
from site_builder.i18n import _
from site_builder.options import Options
from site_builder.report import Outcome, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def publishing(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of whatever publishes."""
    report = click.Path(path_type=Path, dir_okay=False)
    jobs = help_text("how many processes render")
    function = click.option("--report", type=report, help=help_text("write the report here too"))(
        function
    )
    return click.option("--jobs", type=Whole(1, 64), default=1, help=jobs)(function)


@click.command
@click.option("--full", is_flag=True, help=help_text("make every file anew"))
@publishing
@click.option(
    "--accept-vanished",
    type=Whole(1),
    help=help_text("the number of vanished records to hide"),
)
@click.option(
    "--preview",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=help_text("publish nothing: put the site, drafts too, into one marked file there"),
)
@common
def command(
    call: Call,
    *,
    full: bool,
    jobs: int,
    report: Path | None,
    accept_vanished: int | None,
    folder: Path | None,
) -> int:
    """Publish the site."""
    if folder is not None:
        alone(full=full, report=report, accept_vanished=accept_vanished)
        return preview(call, folder)
    # Where readers are served already, no site is an alarm, and no slip of whoever calls.
    if not os.path.lexists(call.folders.output / "site"):
        needs_site(call)
    options = Options(
        as_of=call.as_of,
        is_dated=call.is_dated,
        full=full,
        jobs=jobs,
        accept_vanished=accept_vanished,
    )
    return published(call, options, report)


def published(call: Call, options: Options, report: Path | None) -> int:
    """Build, tell all about it, and write the reports; the exit code.

    Raises:
        UsageError: The report would write over content, the state or a release.
    """
    folders = call.folders
    if report is not None:
        apart("--report", report, (*folders.written, folders.state, *folders.released))
    with _ended_as_by_hand(), shown(call) as watcher:
        told = build(call.folders, options, watcher)
    code = told.outcome.exit_code
    if not _write_reports(told, call, report):
        code = code or 1
    say_problems(told.problems, call.language)
    for line in (*details(told), sentence(told)):
        call.say(line)
    return code


@contextmanager
def _ended_as_by_hand() -> Iterator[None]:
    """Let what a service manager or ``timeout`` ends tell so, as it does on Ctrl-C."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
            message = _("could not write {name}: {reason}", name=file, reason=reason_of(error))
            say(message.text(call.language))
        return False
    return True
