"""What is to be imported, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem, has_errors
from site_builder.intake.missing import Gone
from site_builder.intake.pending import FILE_NAME
from site_builder.intake.plan import Plan
from site_builder.intake.sheets import Counted
from site_builder.kinds import KINDS
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.model.moment import Moment

ENDED: Final = "ended"
KEEP: Final = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be imported, and how.

    ``missing`` says what missing rows mean, ``ended`` or ``keep``; else ``ask`` is asked,
    who may not know. ``is_dry`` writes nothing.
    """

    folders: Folders
    file: Path
    kind: Kind
    as_of: Moment
    map: str | None = None
    sheet: str | None = None
    missing: str | None = None
    keeps_ended: bool = False
    is_dry: bool = False
    ask: Callable[[Gone], str | None] = lambda _gone: None

    @property
    def records(self) -> Path:
        """The file of imported records."""
        return self.folders.content / KINDS[self.kind].folder / "import.jsonl"

    @property
    def ids(self) -> Path:
        """The file of their ids."""
        return self.records.with_suffix(".ids")

    @property
    def pending(self) -> Path:
        """The file of what waits for the office."""
        return self.folders.site / FILE_NAME

    def label(self, path: Path) -> str:
        """A file of the site as problems write it."""
        return path.relative_to(self.folders.site).as_posix()


@dataclass(slots=True)
class Outcome:
    """What came of an import; ``written`` are the files that changed.

    ``is_read`` says that its rows could be looked at. ``untouched`` rows of ``待处理.xlsx``
    still wait as they did; ``answer`` is what missing rows mean, None where nobody said.
    """

    plan: Plan = field(default_factory=Plan)
    counted: Counted = field(default_factory=Counted)
    gone: Gone = field(default_factory=Gone)
    answer: str | None = None
    untouched: int = 0
    is_read: bool = False
    problems: list[Problem] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether every row was taken and nothing is left to be said."""
        return not (
            self.plan.open
            or self.untouched
            or (self.gone.ids and self.answer is None)
            or has_errors([*self.problems, *self.counted.problems])
        )
