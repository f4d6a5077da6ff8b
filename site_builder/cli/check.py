"""``check``: every problem of the content at once, with nothing written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import click

from site_builder import __version__
from site_builder.cli.common import Call, OneOf, common, help_text, needs_site
from site_builder.cli.office import prepared
from site_builder.disclose import disclose
from site_builder.errors import ContentError, Problem, has_errors
from site_builder.i18n import _
from site_builder.render.theme import Theme
from site_builder.store.private import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from site_builder.i18n import Language
    from site_builder.prepare import Prepared

# What would end a workflow command, or one of its properties.
_DATA: Final = "%\r\n"
_PROPERTY: Final = "%\r\n:,"


@click.command
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "json", "github", "sarif"]),
    default="text",
    help=help_text("how problems are printed"),
)
@common
def command(call: Call, *, form: str) -> int:
    """Check the content."""
    needs_site(call)
    try:
        with prepared(call) as found:
            problems = [*found.problems, *_leaks(found, call)]
    except ContentError as error:
        problems = list(error.problems)
    problems += Theme(call.folders.templates).problems()
    problems.sort(key=_order)
    text = FORMS[form](problems, call.language)
    if text:
        click.echo(text)
    call.say(_("{count} problems", count=len(problems)))
    return 1 if has_errors(problems) else 0


def _leaks(found: Prepared, call: Call) -> list[Problem]:
    """Records that a build would take out, for their own text tells what may not show."""
    with scratch_folder() as folder:
        disclosed = disclose(found.subjects, call.as_of, folder / "public.sqlite")
        disclosed.corpus.close()
    return disclosed.problems


def _order(problem: Problem) -> tuple[str, str, int, str]:
    return problem.path, problem.sheet or "", problem.line or 0, problem.field or ""


def _as_text(problems: Sequence[Problem], language: Language) -> str:
    return "\n".join(problem.text(language) for problem in problems)


def _as_json(problems: Sequence[Problem], language: Language) -> str:
    return json.dumps(
        [problem.as_json(language) for problem in problems], ensure_ascii=False, indent=2
    )


def _as_github(problems: Sequence[Problem], language: Language) -> str:
    def annotation(problem: Problem) -> str:
        # A workbook has no lines to point at: its cell goes into the words.
        line = None if problem.sheet else problem.line
        properties = {"file": problem.path, "line": line, "title": problem.code}
        place = ",".join(
            f"{name}={_escaped(str(value), _PROPERTY)}"
            for name, value in properties.items()
            if value
        )
        cell = problem.place if problem.cell or problem.sheet else ""
        text = problem.message.text(language)
        words = ": ".join(part for part in (cell, problem.field, text) if part)
        return f"::{problem.severity.value} {place}::{_escaped(words, _DATA)}"

    return "\n".join(map(annotation, problems))


def _escaped(text: str, characters: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in characters else char for char in text)


def _as_sarif(problems: Sequence[Problem], language: Language) -> str:
    def result(problem: Problem) -> dict[str, Any]:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.path or "content")}}
        location: dict[str, Any] = {"physicalLocation": place}
        if problem.cell or problem.sheet:
            location["logicalLocations"] = [{"fullyQualifiedName": problem.place}]
        if problem.line and not problem.sheet:  # a workbook has no lines
            place["region"] = {"startLine": problem.line}
        return {
            "ruleId": problem.code,
            "level": problem.severity.value,
            "message": {"text": problem.text(language)},
            "locations": [location],
        }

    rules = [{"id": code} for code in sorted({problem.code for problem in problems})]
    driver = {"name": "site-builder", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "results": [result(problem) for problem in problems]}
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMS: dict[str, Callable[[Sequence[Problem], Language], str]] = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_github,
    "sarif": _as_sarif,
}
