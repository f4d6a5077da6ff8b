"""Problems as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from site_builder import __version__
from site_builder.cli.rules import rule_of
from site_builder.errors import Severity
from site_builder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.errors import Problem
    from site_builder.i18n import Language


def sarif_log(problems: Sequence[Problem], language: Language) -> dict[str, Any]:
    """The log of one run, with a rule for every code that occurs."""
    codes = sorted({problem.code for problem in problems})
    rules = [_rule(code, language) for code in codes]
    driver = {"name": "site-builder", "version": __version__, "rules": rules}
    results = [_result(problem, codes.index(problem.code), language) for problem in problems]
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if language == "zh" else "en",
        "columnKind": "utf16CodeUnits",
        "results": results,
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }


def _rule(code: str, language: Language) -> dict[str, Any]:
    rule = rule_of(code)
    level = Severity.WARNING if rule.is_warning else Severity.ERROR
    return {
        "id": code,
        "shortDescription": {"text": rule.wrong.text(language)},
        "help": {"text": rule.help.text(language)},
        "defaultConfiguration": {"level": level.value},
    }


def _result(problem: Problem, index: int, language: Language) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity.value,
        "message": {"text": _words(problem, language)},
        "locations": [_location(problem)],
    }
    if (fix := _fix(problem, language)) is not None:
        found["fixes"] = [fix]
    if problem.waived is not None:  # in a sign-off, beside the text
        found["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": problem.waived}
        ]
    if problem.waiver:
        found["properties"] = {"waiver": problem.waiver}
    return found


def _words(problem: Problem, language: Language) -> str:
    said = problem.text(language)
    if problem.citation:
        said += f" ({_('by {citation}', citation=problem.citation).text(language)})"
    return said


def _location(problem: Problem) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(problem)}
    location: dict[str, Any] = {"physicalLocation": place}
    if problem.cell or problem.sheet:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.place}]
    if (region := _region(problem)) is not None:
        place["region"] = region
    return location


def _artifact(problem: Problem) -> dict[str, str]:
    return {"uri": quote(problem.path or "content")}


def _region(problem: Problem) -> dict[str, int] | None:
    if not problem.line or problem.sheet:  # a workbook has no lines
        return None
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endColumn": problem.end_column if problem.column else None,
    }
    return {name: value for name, value in region.items() if value}


def _fix(problem: Problem, language: Language) -> dict[str, Any] | None:
    """The replacement, where its exact stretch of the file is known."""
    region = _region(problem)
    if problem.replacement is None or region is None or "endColumn" not in region:
        return None
    replacement = {"deletedRegion": region, "insertedContent": {"text": problem.replacement}}
    change = {"artifactLocation": _artifact(problem), "replacements": [replacement]}
    words = _("what may stand there instead")
    return {"description": {"text": words.text(language)}, "artifactChanges": [change]}
