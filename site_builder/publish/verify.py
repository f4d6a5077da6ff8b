"""A release held to its promises before anybody reads it: its shape, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from site_builder.errors import Problem, has_errors
from site_builder.forked import run_by_run
from site_builder.i18n import _
from site_builder.progress import nobody
from site_builder.publish.structure import check_structure
from site_builder.scan.apart import scan
from site_builder.scan.patterns import Patterns, files_with_numbers
from site_builder.scan.pieces import files_under
from site_builder.scan.plainly import look_plainly
from site_builder.scan.scanner import NOBODYS, Leak, folded
from site_builder.scan.task import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from site_builder.publish.facts import LookedTree
    from site_builder.publish.ground import Looked
    from site_builder.scan.scanner import Withheld
    from site_builder.scan.task import Searched

_SITE = "site"
_PARTS = (_SITE, "server")
_CHANGED = frozenset({"bad-hash", "bad-manifest", "missing-file", "unlisted-file"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a release; each leak stands among the problems too."""

    problems: tuple[Problem, ...]
    leaks: tuple[Leak, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the release keeps every promise that was looked into."""
        return not has_errors(self.problems) and not self.leaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What the files may not show, and what of it they may.

    What a text of ``shown`` contains may stand anywhere; what one of ``lawful`` contains
    may stand in the file of that path (``site/…``) alone: a withdrawal notice (行政处罚法 48)
    names document, date, organ and reason. ``scratch`` is a folder of its owner's alone,
    in which the values lie while they are looked for. What is ``searched`` already is not
    looked into again; without it, everything is.
    """

    withheld: Iterable[Withheld]
    shown: Iterable[str]
    scratch: Path
    lawful: Mapping[str, frozenset[str]] = field(default_factory=dict)
    searched: Searched | None = None


def verify_release(
    release: Path,
    *,
    public_ids: Collection[str] | None,
    secrets: Secrets | None,
    as_of: date | None,
    for_numbers: bool = False,
    jobs: int = 1,
    looked: LookedTree | None = None,
    progress: Callable[[int], None] = nobody,
) -> Verdict:
    """Read ``site/`` and ``server/`` back and judge them.

    Without ``secrets`` no value is looked for, but ``for_numbers`` anybody's number of an
    identity or bank card; ``check_structure`` says what goes
    unasked without ``public_ids`` or ``as_of``, and tells ``progress`` of every file that it
    reads. Files that were ``looked`` into, and that nobody wrote to since, are not read again.

    Raises:
        PublishError: The search for values broke off, so there is no verdict.
    """
    structure = check_structure(
        release / _SITE,
        public_ids,
        as_of,
        jobs=jobs,
        memory=_LookedPart(looked, f"{_SITE}/") if looked else None,
        progress=progress,
    )
    leaks = [] if secrets is None else _leaks(release, secrets, jobs, looked)
    if for_numbers:
        leaks += _numbers(release, jobs)
    problems = [replace(problem, path=f"{_SITE}/{problem.path}") for problem in structure]
    return Verdict((*problems, *map(leak_problem, leaks)), tuple(leaks))


@dataclass(frozen=True, slots=True)
class _LookedPart:
    """One folder of a tree, as those know it who see nothing else."""

    tree: LookedTree
    folder: str

    def files(self) -> Iterator[Looked]:
        return self.tree.files(self.folder)

    def learn(self, files: Iterable[Looked]) -> None:
        self.tree.learn(self.folder, files)


def look_plainly_into(release: Path, wanted: Iterable[Withheld], *, jobs: int) -> list[Leak]:
    """The files of a release that hold a value just as it is written: a look of seconds."""
    return look_plainly(release, list(_files(release)), wanted, jobs=jobs)


def changed_behind_us(problems: Iterable[Problem]) -> bool:
    """Whether somebody changed the tree, or a machine went down before its disk had it all."""
    return any(problem.code in _CHANGED for problem in problems)


def _leaks(release: Path, secrets: Secrets, jobs: int, looked: LookedTree | None) -> list[Leak]:
    known = () if looked is None else looked.files("")
    search = Search(
        folder=release,
        paths=_files(release),
        withheld=secrets.withheld,
        shown=secrets.shown,
        lawful=secrets.lawful,
        known=((file.path, file.stamp, file.sha256) for file in known),
        jobs=jobs,
    )
    return scan(search, secrets.scratch, secrets.searched)


def _numbers(release: Path, jobs: int) -> list[Leak]:
    work = partial(files_with_numbers, release)
    found = run_by_run(work, sorted(_files(release)), jobs=jobs, folder=release)
    return sorted(Leak(path, NOBODYS) for some in found for path in some)


def _files(release: Path) -> Iterator[str]:
    return (f"{part}/{path}" for part in _PARTS for path in files_under(release / part))


def tells_a_number(texts: Sequence[str], may_stand: Iterable[str]) -> bool:
    """Whether any text shows somebody's number, as a scan of a release would find it."""
    return Patterns(folded(may_stand)).stand_in(folded(texts))


def leak_problem(leak: Leak) -> Problem:
    """That a file shows what it must not; never what."""
    if leak.record == NOBODYS:
        message = _(
            "shows what looks like somebody's number of an identity card, bank card or telephone"
        )
        return Problem(code="leak", path=leak.path, message=message)
    message = _("shows a value of {record}, which is not public", record=leak.record)
    return Problem(code="leak", path=leak.path, record=leak.record, message=message)
