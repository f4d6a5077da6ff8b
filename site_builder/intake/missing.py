"""Records whose row is gone from their list: a record may not just vanish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from site_builder.intake.keys import Key
from site_builder.intake.record import flat, with_removal
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from site_builder.intake.ids import Drawn, IdsFile
    from site_builder.intake.listed import Imported
    from site_builder.intake.plan import Plan
    from site_builder.intake.site import SiteView
    from site_builder.model.moment import Moment


@dataclass(slots=True)
class Gone:
    """The records that a file no longer has: all of them, and those that its office knows of.

    ``along`` are the other parties of a decision, which leave with the one that ends.
    """

    ids: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    along: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRows:
    """Finds the records that a file no longer has, and settles what that means."""

    ids: IdsFile
    imported: Imported
    site: SiteView
    kind: Kind
    as_of: Moment

    def find(self, source: str, held: set[str]) -> Gone:
        """The records whose last source a file is, and that it no longer has.

        So are those of another source of which it holds at least half: somebody saved
        the list under a new name. What has ended may well be gone.
        """
        standing = {
            name: drawn
            for name, drawn in self.ids.drawn.items()
            if name in held or (name in self.imported.values and not self._has_ended(name))
        }
        meant = {source, *_resaved(standing, held)}
        gone = Gone()
        for name, drawn in standing.items():
            if drawn.source in meant and name not in held:
                (gone.kept if drawn.is_kept else gone.ids).append(name)
        gone.along = self._along(gone.ids)
        return gone

    def end(self, plan: Plan, gone: Gone) -> None:
        """Let the missing records end on the day asked about."""
        day = self.as_of.day.isoformat()
        for name in gone.ids:
            plan.records[name] = with_removal(self.kind, self.imported.values[name], day)

    def keep(self, plan: Plan, gone: Gone, source: str) -> None:
        """Let the missing records stand, and do not ask again."""
        for name in gone.ids:
            plan.drawn[name] = replace(self.ids.drawn[name], is_kept=True, source=source)

    def leave(self, plan: Plan, gone: Gone, source: str) -> None:
        """Let the missing records stand until somebody says what it means."""
        for name in gone.ids:
            plan.drawn[name] = replace(self.ids.drawn[name], source=source)

    def _has_ended(self, name: str) -> bool:
        return self.site.has_ended(self.kind, self.imported.values[name], self.as_of)

    def _along(self, names: Iterable[str]) -> dict[str, list[str]]:
        """The other parties of the decisions of listings that are to end (令45 第十四条)."""
        if self.kind is not Kind.LISTING:
            return {}
        keys = {name: Key.of(self.kind, flat(v)) for name, v in self.imported.values.items()}
        keys |= {other.id: other.key for other in self.site.others}
        parties: dict[tuple[str, str], list[str]] = {}
        for name, key in keys.items():
            parties.setdefault((key.organ, key.number), []).append(name)
        ending = set(names)
        found = {
            name: [each for each in parties[keys[name].decision[:2]] if each not in ending]
            for name in ending
        }
        return {name: others for name, others in found.items() if others}


def _resaved(standing: Mapping[str, Drawn], held: set[str]) -> set[str]:
    """The sources of which at least half of what stands is in the file."""
    counts: dict[str, list[bool]] = {}
    for name, drawn in standing.items():
        counts.setdefault(drawn.source, []).append(name in held)
    return {source for source, found in counts.items() if sum(found) * 2 >= len(found)}
