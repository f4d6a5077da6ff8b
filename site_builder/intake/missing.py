"""Records whose row is gone from their list: a record may not just vanish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from site_builder.errors import fit_to_print
from site_builder.intake.keys import KEY_FIELDS, Key
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

    ``unsettled`` are no longer there as they were, but a row of the same party waits for the
    office: nobody can tell yet that it is not theirs. ``titles`` are party and number of ``ids``,
    for a screen alone. ``along`` are the other parties of a
    decision, which leave with the one that ends.
    """

    ids: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    along: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRows:
    """Finds the records that a file no longer has, and settles what that means."""

    ids: IdsFile
    imported: Imported
    site: SiteView
    kind: Kind
    as_of: Moment

    def find(self, source: str, held: set[str], returned: Iterable[Key]) -> Gone:
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
        waits = {part for key in returned for part in _party(key)}
        for name, drawn in standing.items():
            if drawn.source not in meant or name in held:
                continue
            if waits & {*_party(drawn.key), *_party(self._key(name))}:
                gone.unsettled.append(name)
            else:
                (gone.kept if drawn.is_kept else gone.ids).append(name)
        gone.along = self._along(gone.ids)
        gone.titles = {name: self._title(name) for name in gone.ids}
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

    def leave(self, plan: Plan, names: Iterable[str], source: str) -> None:
        """Let records that are not there stand until somebody says what it means."""
        for name in names:
            plan.drawn[name] = replace(self.ids.drawn[name], source=source)

    def _has_ended(self, name: str) -> bool:
        return self.site.has_ended(self.kind, self.imported.values[name], self.as_of)

    def _title(self, name: str) -> str:
        at, values = KEY_FIELDS[self.kind], flat(self.imported.values[name])
        said = (values[part] for part in (at.name, at.number) if values.get(part))
        return "  ".join(fit_to_print(str(each)) for each in said)

    def _key(self, name: str) -> Key:
        return Key.of(self.kind, flat(self.imported.values[name]))

    def _along(self, names: Iterable[str]) -> dict[str, list[str]]:
        """The other parties of the decisions of listings that are to end (令45 第十四条)."""
        if self.kind is not Kind.LISTING:
            return {}
        keys = {name: self._key(name) for name in self.imported.values}
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


def _party(key: Key) -> Iterator[tuple[str, str]]:
    """What a party may be known by, as far as it could be read."""
    if key.code:
        yield "code", key.code
    if key.name:
        yield "name", key.name


def _resaved(standing: Mapping[str, Drawn], held: set[str]) -> set[str]:
    """The sources of which at least half of what stands is in the file."""
    counts: dict[str, list[bool]] = {}
    for name, drawn in standing.items():
        counts.setdefault(drawn.source, []).append(name in held)
    return {source for source, found in counts.items() if sum(found) * 2 >= len(found)}
