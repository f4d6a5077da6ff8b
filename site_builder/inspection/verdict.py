"""What an inspection found, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from site_builder.inspection.rules import Weight

if TYPE_CHECKING:
    from datetime import date

    from site_builder.i18n import Message
    from site_builder.inspection.rules import Rule

# Of links that lead nowhere there may be thousands; the first tell enough.
_EXAMPLES: Final = 10


class Level(StrEnum):
    """Whether what was found is a fault, will be one soon, or is as it should be.

    ``unasked`` is what files do not tell: somebody must look.
    """

    FAULT = "fault"
    NEAR = "near"
    UNASKED = "unasked"
    FINE = "fine"


class Outcome(StrEnum):
    """What comes of one indicator; ``by_people``: files do not tell."""

    VETO = "veto"
    POINTS = "points"
    NOTICE = "notice"
    NEAR = "near"
    SOUND = "sound"
    BY_PEOPLE = "by_people"


_TO_DO: Final = (Level.FAULT, Level.NEAR, Level.UNASKED)
_WITHOUT_FAULTS: Final = {
    Level.NEAR: Outcome.NEAR,
    Level.UNASKED: Outcome.BY_PEOPLE,
    Level.FINE: Outcome.SOUND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that was found: what, on which page, and from which day it counts as a fault.

    ``path`` is the first of as many pages as ``times`` says.
    """

    message: Message
    path: str = ""
    times: int = 1
    level: Level = Level.FAULT
    fault_from: date | None = None
    days_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of one rule; ``found`` are the first of each level, and ``untold`` more.

    ``faults`` counts each page with a fault.
    """

    rule: Rule
    outcome: Outcome
    found: tuple[Found, ...]
    untold: int
    faults: int
    remedy: Message | None


@dataclass(slots=True)
class Tally:
    """What one rule found so far, in as much memory however many pages there are."""

    counts: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(Level, 0))
    untold: int = 0
    first: dict[tuple[Level, Message], Found] = field(default_factory=dict)

    def add(self, found: Found) -> None:
        """Count; keep the first of those that say the same, and as many as are worth telling."""
        self.counts[found.level] += 1
        key = (found.level, found.message)
        if known := self.first.get(key):
            self.first[key] = replace(known, times=known.times + 1)
        elif sum(level is found.level for level, _message in self.first) < _EXAMPLES:
            self.first[key] = found
        else:
            self.untold += 1

    def judged(self, rule: Rule, remedy: Message | None) -> Judged:
        """What comes of it."""
        order = list(Level)
        return Judged(
            rule=rule,
            outcome=self._outcome(rule),
            found=tuple(sorted(self.first.values(), key=lambda found: order.index(found.level))),
            untold=self.untold,
            faults=self.counts[Level.FAULT],
            remedy=remedy if any(map(self.counts.get, _TO_DO)) else None,
        )

    def _outcome(self, rule: Rule) -> Outcome:
        faults = self.counts[Level.FAULT]
        if not faults:
            return _WITHOUT_FAULTS[next(filter(self.counts.get, _WITHOUT_FAULTS), Level.FINE)]
        if rule.may_veto:
            is_veto = faults >= rule.limits.get("many", 1)
            return Outcome.VETO if is_veto else Outcome(rule.limits.get("fewer", "points"))
        return Outcome.NOTICE if rule.weight is Weight.NOTICE else Outcome.POINTS
