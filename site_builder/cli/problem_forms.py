"""Problems as people and machines read them: text, JSON, GitHub annotations, SARIF 2.1.0."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from site_builder.cli.sarif import sarif_log
from site_builder.errors import fit_to_print
from site_builder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from site_builder.errors import Problem
    from site_builder.i18n import Language, Message

# What would end a workflow command, or one of its properties.
_DATA: Final = "%\r\n"
_PROPERTY: Final = "%\r\n:,"


def _as_text(problems: Sequence[Problem], language: Language) -> str:
    lines: list[str] = []
    for problem in problems:
        lines.append(problem.text(language))
        lines += [f"    {each.text(language)}" for each in advice(problem)]
    return "\n".join(lines)


def advice(problem: Problem) -> Iterator[Message]:
    """What an editor may do about a problem: the article, what to write, how to let it pass."""
    if problem.citation:
        yield _("by {citation}", citation=problem.citation)
    if problem.replacement:
        yield _("instead: {replacement}", replacement=fit_to_print(problem.replacement))
    elif problem.replacement is not None:
        yield _("instead: nothing, leave it out")
    if problem.waived is not None:
        yield _("let pass by a sign-off: {reason}", reason=fit_to_print(problem.waived))
    elif problem.waiver and not problem.is_error:
        yield _("it only warns here, and keeps nothing from the public")
    elif problem.waiver:
        place = f"{problem.path}#{problem.record}" if problem.record else problem.path
        yield _(
            "a false alarm? site-builder approve {place} --drafter A --approver B --document T"
            " --waive {key}=REASON (several findings: one --waive each, in one command)",
            place=place,
            key=problem.waiver,
        )


def _as_json(problems: Sequence[Problem], language: Language) -> str:
    return json.dumps(
        [problem.as_json(language) for problem in problems], ensure_ascii=False, indent=2
    )


def _as_github(problems: Sequence[Problem], language: Language) -> str:
    return "\n".join(_annotation(problem, language) for problem in problems)


def _annotation(problem: Problem, language: Language) -> str:
    # A workbook has no lines to point at: its cell goes into the words.
    has_line = problem.line is not None and not problem.sheet
    properties = {
        "file": problem.path,
        "line": problem.line if has_line else None,
        "col": problem.column if has_line else None,
        "endColumn": problem.end_column if has_line else None,
        "title": problem.code,
    }
    place = ",".join(
        f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items() if value
    )
    cell = problem.place if problem.cell or problem.sheet else ""
    text = problem.message.text(language)
    words = ": ".join(part for part in (cell, problem.field, text) if part)
    said = "\n".join([words, *(each.text(language) for each in advice(problem))])
    level = problem.severity.value if problem.waived is None else "notice"
    return f"::{level} {place}::{_escaped(said, _DATA)}"


def _escaped(text: str, characters: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in characters else char for char in text)


def _as_sarif(problems: Sequence[Problem], language: Language) -> str:
    return json.dumps(sarif_log(problems, language), ensure_ascii=False, indent=2)


FORMS: Final[dict[str, Callable[[Sequence[Problem], Language], str]]] = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_github,
    "sarif": _as_sarif,
}
