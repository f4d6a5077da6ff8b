"""A release held to its promises before anybody reads it: its shape, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder.errors import Problem, has_errors
from site_builder.i18n import _
from site_builder.publish.pieces import files_under
from site_builder.publish.scan import Leak, Scanner
from site_builder.publish.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from pathlib import Path

    from site_builder.publish.scan import Withheld

_SITE = "site"
_PARTS = (_SITE, "server")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a release; each leak stands among the problems too."""

    problems: tuple[Problem, ...]
    leaks: tuple[Leak, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the release keeps every promise that was looked into."""
        return not has_errors(self.problems) and not self.leaks


def verify_release(
    release: Path,
    *,
    public_ids: Collection[str] | None,
    withheld: Iterable[Withheld] | None,
    shown: Iterable[str],
    as_of: date | None,
    jobs: int = 1,
) -> Verdict:
    """Read ``site/`` and ``server/`` back and judge them.

    Without ``withheld`` no value is looked for; ``check_structure`` says what goes
    unasked without ``public_ids`` or ``as_of``.
    """
    structure = check_structure(release / _SITE, public_ids, as_of, jobs=jobs)
    leaks = [] if withheld is None else _leaks(release, Scanner(withheld, shown), jobs)
    problems = [replace(problem, path=f"{_SITE}/{problem.path}") for problem in structure]
    return Verdict((*problems, *map(_problem, leaks)), tuple(leaks))


def _leaks(release: Path, scanner: Scanner, jobs: int) -> list[Leak]:
    paths = (f"{part}/{path}" for part in _PARTS for path in files_under(release / part))
    return scanner.scan(release, paths, jobs=jobs)


def _problem(leak: Leak) -> Problem:
    message = _("shows a value of {record}, which is not public", record=leak.record)
    return Problem(code="leak", path=leak.path, record=leak.record, message=message)
