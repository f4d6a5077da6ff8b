"""What an import would do: which rows are new, changed, known, doubtful, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from site_builder.errors import Problem, Severity, quoted
from site_builder.i18n import Message, _
from site_builder.intake.changes import Change, changes_between
from site_builder.intake.duplicates import merge
from site_builder.intake.ids import Drawn, IdsFile, draw_id
from site_builder.intake.keys import KEY_FIELDS, Key, Known
from site_builder.intake.reading import ENDS_ON, UNDRAWN, doubts_of, kept
from site_builder.intake.record import event_days, flat, merged, without_removal
from site_builder.intake.row import Doubt, Row
from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.model.record import Kind
from site_builder.vet import decided_later, implausible_amount

if TYPE_CHECKING:
    from site_builder.intake.listed import Imported
    from site_builder.intake.site import Other, SiteView
    from site_builder.model.moment import Moment


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that became a record, or changed one: where, and what changed in which cells."""

    id: str
    row: Row
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Plan:
    """Everything an import would do, and why it leaves the rest.

    ``held`` are the records that rows were known again as; ``returned`` the keys of rows that
    are not taken and were not known again.
    """

    new: list[Taken] = field(default_factory=list)
    changed: list[Taken] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    already: list[tuple[Row, Other]] = field(default_factory=list)
    ended: list[Row] = field(default_factory=list)
    merged: list[tuple[Row, Row]] = field(default_factory=list)
    open: list[Row] = field(default_factory=list)
    left_out: list[Row] = field(default_factory=list)
    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    drawn: dict[str, Drawn] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    returned: list[Key] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


class Planner:
    """Knows the records of earlier imports and the site around them."""

    def __init__(
        self,
        kind: Kind,
        site: SiteView,
        ids: IdsFile,
        imported: Imported,
        as_of: Moment,
        *,
        keeps_ended: bool,
    ) -> None:
        self.kind = kind
        self.site = site
        self.ids = ids
        self.imported = imported
        self.as_of = as_of
        self.keeps_ended = keeps_ended
        self._used = {*site.taken, *ids.drawn, *imported.values}
        self._others: dict[tuple[str, str, str], list[Other]] = {}
        for other in site.others:
            self._others.setdefault(other.key.decision, []).append(other)

    def plan(self, rows: Iterable[Row]) -> Plan:
        """Say what becomes of each row."""
        plan = Plan()
        rows = list(rows)
        plan.left_out = [row for row in rows if row.takes is False]
        plan.merged = merge([row for row in rows if row.is_sound], self.kind)
        into = {id(second) for _first, second in plan.merged}
        left = [row for row in rows if row.takes is not False and id(row) not in into]
        # A row that can be taken comes first where two would be the same record.
        left.sort(key=lambda row: not row.is_sound)
        keys = {index: Key.of(self.kind, row.fields) for index, row in enumerate(left)}
        found = Known(self._known()).find(keys)
        plan.held = set(found.values())
        for index, row in enumerate(left):
            if row.is_sound:
                self._take(plan, row, keys[index], found.get(index))
            elif index in found and not row.is_only_seen:
                drawn = self._drawn(found[index])
                plan.drawn[drawn.id] = replace(drawn, source=row.source)
            if index not in found and not row.is_sound:
                plan.returned.append(keys[index])
        # In the order of the sheet.
        plan.open = [row for row in rows if row.doubts and row.takes is not False]
        plan.open = [row for row in plan.open if not row.is_only_seen]
        return plan

    def _known(self) -> dict[str, list[Key]]:
        keys: dict[str, list[Key]] = {}
        elsewhere = {other.id for other in self.site.others}
        for name, drawn in self.ids.drawn.items():
            if name not in elsewhere:
                keys.setdefault(name, []).append(drawn.key)
        for name, values in self.imported.values.items():
            keys.setdefault(name, []).append(Key.of(self.kind, flat(values)))
        return keys

    def _drawn(self, name: str) -> Drawn:
        known = self.ids.drawn.get(name)
        if known is not None:
            return known
        values = self.imported.values[name]
        return Drawn(id=name, key=Key.of(self.kind, flat(values)), source="")

    def _take(self, plan: Plan, row: Row, key: Key, known: str | None) -> None:
        standing = self.imported.values.get(known) if known else None
        if standing is None and self._is_elsewhere(plan, row, key):
            return
        drawn = self._drawn(known) if known else None
        before = without_removal(self.kind, standing or {})
        parsed = self._record(row, known, before, drawn)
        if parsed is None:
            return
        self._compare_ends(plan, row, parsed)
        if standing is None and not self.keeps_ended and self._has_ended(parsed):
            plan.ended.append(row)
            return
        self._doubt(plan, row, parsed)
        name = known or self._new_id()
        record = {**parsed.values, "id": name}
        given = {**(drawn.events if drawn else {}), **event_days(row.fields)}
        plan.drawn[name] = Drawn(id=name, key=key, source=row.source, events=given)
        if standing is None:
            plan.new.append(Taken(name, row))
            plan.records[name] = record
        else:
            self._compare(plan, row, standing, before, record)

    def _compare(
        self,
        plan: Plan,
        row: Row,
        standing: Mapping[str, Any],
        before: Mapping[str, Any],
        record: Mapping[str, Any],
    ) -> None:
        name = str(record["id"])
        if before != standing:
            plan.back.append(name)
        old = before if before == record else self._canonical(before)
        if old == record and before == standing:
            plan.unchanged.append(name)
            return
        plan.records[name] = record
        plan.changed.append(Taken(name, row, tuple(changes_between(old, record, row))))

    def _canonical(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A record as it was written by hand, in the form that an import writes."""
        known = parse(KINDS[self.kind], values)
        return known.values if isinstance(known, Parsed) else values

    def _record(
        self, row: Row, known: str | None, before: Mapping[str, Any], drawn: Drawn | None
    ) -> Parsed | None:
        start = dict(before) or {"id": known or UNDRAWN}
        given = drawn.events if drawn else {}
        values = merged(start, kept(row.fields), row.owned, given)
        parsed = parse(KINDS[self.kind], values)
        if isinstance(parsed, Parsed):
            return parsed
        row.doubts += doubts_of(parsed, values, row)
        return None

    def _new_id(self) -> str:
        name = draw_id(self.kind, self._used)
        self._used.add(name)
        return name

    def _is_elsewhere(self, plan: Plan, row: Row, key: Key) -> bool:
        """Whether the record stands in another file of the site, or the office is asked so."""
        near = self._others.get(key.decision, ())
        other = next((each for each in near if each.key.agrees(key)), None)
        if other is None or row.takes:
            return False
        values = merged(other.values, kept(row.fields), row.owned, {})
        parsed = parse(KINDS[self.kind], values)
        if isinstance(parsed, Parsed) and parsed.values == other.values:
            plan.already.append((row, other))
            return True
        differing = next(iter(changes_between(other.values, values, row)), None)
        message = _(
            "record {id} in {path} says otherwise: put it right there, or say if this is another",
            id=quoted(other.id),
            path=f"{other.path}:{other.line}",
        )
        column = differing.column if differing else None
        row.doubts.append(Doubt("already-there", message, column, asks=True, can_be_taken=True))
        return True

    def _has_ended(self, parsed: Parsed) -> bool:
        last_day = self.site.last_day(parsed.facts, self.as_of.day)
        return last_day is not None and last_day < self.as_of.day

    def _compare_ends(self, plan: Plan, row: Row, parsed: Parsed) -> None:
        said = row.fields.get(ENDS_ON)
        last_day = self.site.last_day(parsed.facts, self.as_of.day)
        if not said or last_day is None or date.fromisoformat(said) == last_day:
            return
        message = _(
            "expected {day}, which the term gives, found '{found}'", day=last_day, found=said
        )
        plan.warnings.append(_warning("end-differs", row, ENDS_ON, message))

    def _doubt(self, plan: Plan, row: Row, parsed: Parsed) -> None:
        """Say what may be written and is hardly meant; the row is taken all the same."""
        if (message := implausible_amount(parsed.values)) is not None:
            plan.warnings.append(_warning("implausible-amount", row, "arrears.amount", message))
        if (message := decided_later(parsed.facts, self.as_of.day)) is not None:
            path = KEY_FIELDS[self.kind].date
            plan.warnings.append(_warning("decided-later", row, path, message))


def _warning(code: str, row: Row, path: str, message: Message) -> Problem:
    """A warning of a row, at the cell that gives a field."""
    column = next(iter(row.columns_of(path)), None)
    return Problem(
        code=code,
        path=row.source,
        sheet=row.sheet or None,
        cell=row.cell(column),
        field=column.heading if column else path,
        message=message,
        severity=Severity.WARNING,
    )
