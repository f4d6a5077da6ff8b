"""What a build tells those who run it: the report, its outcome and its exit code."""

from __future__ import annotations

import importlib
import json
import sqlite3
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.errors import (
    ClockError,
    ContentError,
    Problem,
    PublishError,
    RenderError,
    fit_to_print,
    has_errors,
    place_of,
    reason_of,
)
from site_builder.i18n import _

if TYPE_CHECKING:
    from site_builder.i18n import Language, Message
    from site_builder.model.moment import Moment


class Outcome(StrEnum):
    """What became of a build."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    NOT_PUBLISHED = "not_published"

    @property
    def exit_code(self) -> int:
        """0 done, 1 with errors, 3 the live release may show what should be gone."""
        return {Outcome.PARTIAL: 1, Outcome.NOT_PUBLISHED: 3}.get(self, 0)


@dataclass(slots=True)
class Report:
    """Everything a build has to say, filled in as it goes.

    ``is_in_force`` says that readers see this release, whatever happens from now on.
    """

    as_of: Moment
    outcome: Outcome = Outcome.NOT_PUBLISHED
    is_in_force: bool = False
    records: dict[str, dict[str, int]] = field(default_factory=dict)
    withheld: list[tuple[str, str]] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    next_change_at: Moment | None = None
    written: int = 0
    removed: int = 0
    unchanged: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def conclude(self, *, is_unchanged: bool) -> None:
        """Settle the outcome of a release that is in force."""
        if has_errors(self.problems):
            self.outcome = Outcome.PARTIAL
        else:
            self.outcome = Outcome.UNCHANGED if is_unchanged else Outcome.PUBLISHED

    def add(self, error: RenderError) -> None:
        """Say that a template is broken."""
        self.problems.append(error.problem)

    def blame_templates(self) -> None:
        """Say that the templates themselves show what must not show."""
        message = _(
            "expected templates that name no record themselves; a withheld value stands on pages"
            " that every release has, so the templates stand as they last were, or as they are"
            " shipped"
        )
        self.problems.append(Problem(code="broken-template", path="templates", message=message))

    def fail(self, error: BaseException) -> None:
        """Say why nothing was published, or what was left undone once readers saw the release."""
        self.outcome = Outcome.PARTIAL if self.is_in_force else Outcome.NOT_PUBLISHED
        match error:
            case ContentError(problems=problems) if problems:
                self.problems += problems
            case ContentError():
                self.problems.append(Problem(code="no-site", message=error.message))
            case ClockError():
                self.problems.append(Problem(code="clock-refused", message=error.message))
            case RenderError():
                self.add(error)
            case PublishError():
                self._stop(error.message)
            case KeyboardInterrupt():
                self._stop(_("interrupted"))
            case OSError():
                name, reason = fit_to_print(place_of(error).name), reason_of(error)
                self._stop(_("could not use {name}: {reason}", name=name, reason=reason))
            case sqlite3.Error():
                reason = reason_of(error)
                self._stop(_("could not use the state folder: {reason}", reason=reason))
            case _:
                self._stop(_fault(error))

    def _stop(self, message: Message) -> None:
        if self.is_in_force:
            message = _("the release is in force, but was not all put away: {fault}", fault=message)
            self.problems.append(Problem(code="left-undone", message=message))
            return
        self.problems.append(Problem(code="not-published", message=message))

    def as_json(self, language: Language) -> dict[str, Any]:
        """The contract's JSON object."""
        return {
            "as_of": str(self.as_of),
            "outcome": self.outcome.value,
            "records": self.records,
            "withheld": [{"id": name, "state": state} for name, state in self.withheld],
            "entered": self.entered,
            "left": self.left,
            "problems": [problem.as_json(language) for problem in self.problems],
            "next_change_at": self.next_change_at.timestamp if self.next_change_at else None,
            "files": {
                "written": self.written,
                "removed": self.removed,
                "unchanged": self.unchanged,
            },
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            "peak_memory_mib": peak_memory_mib(),
        }

    def text(self, language: Language) -> str:
        """The JSON as it is written to a file."""
        return json.dumps(self.as_json(language), ensure_ascii=False, indent=2) + "\n"


def peak_memory_mib() -> float | None:
    """The most memory that this process, or its largest worker, has held.

    None where the system does not tell (Windows).
    """
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return None
    most: int = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def _fault(error: BaseException) -> Message:
    """A fault of the program by its kind and place; its words may quote what a record says."""
    kind = type(error).__name__
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return _("the program failed: {kind}", kind=kind)
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    return _("the program failed: {kind} at {place}", kind=kind, place=place)
