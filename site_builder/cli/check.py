"""``check``: every problem of the content at once, with nothing written unless asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.cli.common import Call, OneOf, common, help_text, needs_site
from site_builder.cli.mending import mended
from site_builder.cli.office import prepared
from site_builder.cli.problem_forms import FORMS
from site_builder.clock import now
from site_builder.disclose import disclose
from site_builder.errors import ContentError, Problem, has_errors
from site_builder.i18n import _
from site_builder.kept import earlier
from site_builder.render.theme import Theme
from site_builder.store.private import scratch_folder
from site_builder.vet import decided_ahead

if TYPE_CHECKING:
    from site_builder.prepare import Prepared


@click.command
@click.option(
    "--format",
    "form",
    type=OneOf(list(FORMS)),
    default="text",
    help=help_text("how problems are printed"),
)
@click.option(
    "--fix",
    "is_fixing",
    is_flag=True,
    help=help_text("first mend slips and safe findings in what nobody has signed yet"),
)
@common
def command(call: Call, *, form: str, is_fixing: bool) -> int:
    """Check the content."""
    needs_site(call)
    problems = mended(call, lambda: _problems(call)) if is_fixing else _problems(call)
    problems += Theme(call.folders.templates).problems()
    problems.sort(key=_order)
    text = FORMS[form](problems, call.language)
    if text:
        click.echo(text)
    call.say(_("{count} problems", count=len(problems)))
    return 1 if has_errors(problems) else 0


def _problems(call: Call) -> list[Problem]:
    try:
        with prepared(call) as found:
            # What is asked about a day gone by was no day to come for those who wrote since.
            today = max(call.as_of.day, now().day)
            ahead = decided_ahead(found.vetted.store, today)
            return [*found.problems, *ahead, *_leaks(found, call)]
    except ContentError as error:
        return list(error.problems)


def _leaks(found: Prepared, call: Call) -> list[Problem]:
    """Records that a build would take out, for their own text tells what may not show."""
    with scratch_folder() as folder:
        # What the last release showed of records, and what still holds of it, is not asked again.
        answers, corpus = None, folder / "public.sqlite"
        if found.memory is not None:
            before = earlier(call.folders, found.memory, folder, is_believed=True)
            answers, corpus = before.again(folder, 0)
        disclosed = disclose(
            found.subjects,
            call.as_of,
            corpus,
            answers=answers,
            troubled=found.troubled,
        )
        disclosed.corpus.close()
        if answers is not None:
            answers.close()
    return disclosed.problems


def _order(problem: Problem) -> tuple[str, str, int, str]:
    return problem.path, problem.sheet or "", problem.line or 0, problem.field or ""
