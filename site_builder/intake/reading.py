"""What the cells of a row say of the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import quoted
from site_builder.i18n import Message, _
from site_builder.intake.personal import is_personal
from site_builder.intake.places import region_of
from site_builder.intake.record import ROLES, merged
from site_builder.intake.row import Doubt, Row
from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.load.text import bad_character
from site_builder.model.record import Kind
from site_builder.tables.cells import CellValue
from site_builder.tables.headings import Column
from site_builder.tables.names import read_decision, read_party, spelt_out
from site_builder.tables.values import (
    Unclear,
    is_placeholder,
    read_amount,
    read_code,
    read_count,
    read_day,
    read_number,
    read_text,
)
from site_builder.tables.vocabulary import CLOSED_LISTS
from site_builder.vet.regimes import unknown_regime

if TYPE_CHECKING:
    from site_builder.kinds.faults import Fault, Place
    from site_builder.vet.references import References

ENDS_ON: Final = "ends_on"
UNDRAWN: Final = "x-undrawn"  # stands in for an id while a row is held to its kind
_LONG: Final = frozenset({"decision.reason", "decision.basis", "facts", "basis", "outcome"})
_NOT_GIVEN: Final = frozenset({"missing-field", "clock-cannot-start"})
_PERSONAL: Final = _(
    "expected nothing personal, found an identity number or a mobile phone: write it without"
)
_NAMES: Final = re.compile(r"[、；;,，/\n]+")
_ONLY_LATER: Final = re.compile(r"\+\s*\d+\s*days?$")
# Where a whole part of a record is missing, the fields that it begins with.
_FIRST_OF: Final[dict[str, tuple[str, ...]]] = {
    "employer": ("employer.name",),
    "party": ("party.name",),
    "decision": ("decision.decided_on",),
    "document": ("document.issued_on",),
}
_DAYS: Final = frozenset(
    {
        "on",
        "decided_on",
        "issued_on",
        "published_on",
        "payment_due_on",
        "notice_served_on",
        ENDS_ON,
    }
)
_AMOUNTS: Final = frozenset({"amount", "fine"})
_ORGANS: Final = frozenset({"decision.organ", "document.organ"})


def _names(value: CellValue) -> list[str]:
    text = read_text(value, is_long=True)
    return [name for name in map(str.strip, _NAMES.split(text)) if name]


def _places(value: CellValue) -> list[dict[str, str]]:
    return [{"channel": name} for name in _names(value)]


_CODES: Final = {"credit_code": read_code, "registration_number": read_code}
_READERS: Final[dict[str, Callable[[CellValue], Any]]] = {
    "arrears.workers": read_count,
    "employer.name": read_party,
    "party.name": read_party,
    "decision.number": read_decision,
    "document.number": read_number,
    "employer.former_names": _names,
    "republished_by": _names,
    "also_published": _places,
    **dict.fromkeys(ROLES, _names),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows for one kind, with the bodies and regimes of the site.

    ``constants`` stand where no cell says otherwise; ``defaults`` too, but only in records
    that are new.
    """

    kind: Kind
    references: References
    regimes: Collection[str]
    constants: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        """Fill in what a row says and every doubt about it."""
        told: dict[str, list[tuple[Column, CellValue]]] = {}
        for column, value in row.valued():
            told.setdefault(column.field, []).append((column, value))
        row.owned = tuple(path for path in (*told, *self.constants) if path != ENDS_ON)
        row.fields = {**self.defaults, **self.constants}
        for path, cells in told.items():
            value = self._field(row, path, cells)
            if value is not None or path not in row.fields:
                row.fields[path] = value
        self._hold_to_kind(row)

    def constant(self, path: str, value: CellValue) -> Any:
        """A constant of a map, read as a cell would be.

        Raises:
            Unclear: It does not say what its field needs.
        """
        if path.endswith(".region"):
            return region_of([value])
        return self._value(Column("", 0, path), value)

    def _field(self, row: Row, path: str, cells: Iterable[tuple[Column, CellValue]]) -> Any:
        said = [(column, value) for column, value in cells if not is_placeholder(value)]
        if path.endswith(".region"):
            return self._region(row, said)
        found: list[tuple[Column, Any]] = []
        for column, value in said:
            try:
                found.append((column, self._value(column, _readable(value))))
            except Unclear as unclear:
                asks = unclear.code == "unknown-organ"
                row.doubts.append(Doubt(unclear.code, unclear.message, column, asks=asks))
        for column, value in found[1:]:
            if value != found[0][1] and not row.takes:
                row.doubts.append(_disagreement(found[0][0], column))
        return found[0][1] if found else None

    def _region(self, row: Row, said: list[tuple[Column, CellValue]]) -> str | None:
        if not said:
            return None
        try:
            return region_of([value for _column, value in said])
        except Unclear as unclear:
            row.doubts.append(Doubt(unclear.code, unclear.message, said[-1][0], asks=True))
            return None

    def _value(self, column: Column, value: CellValue) -> Any:
        path = column.field
        leaf = path.rpartition(".")[2]
        if path in _ORGANS or (leaf == "organ" and path.startswith("stages.")):
            return self._organ(value)
        if leaf in _DAYS:
            return _day(value, column.format)
        if leaf in _AMOUNTS:
            return read_amount(value, column.unit)
        if read := _READERS.get(path) or _CODES.get(leaf):
            return read(value)
        text = read_text(value, is_long=path in _LONG)
        if path == "regime" and text not in self.regimes:
            raise Unclear("unknown-regime", unknown_regime(text, self.regimes))
        is_closed = leaf in CLOSED_LISTS and path != "penalty.type"
        return _of_list(CLOSED_LISTS[leaf], text) if is_closed else text

    def _organ(self, value: CellValue) -> str:
        found = self.references.organ(read_party(value))
        if isinstance(found, Message):
            raise Unclear("unknown-organ", found)
        return found

    def _hold_to_kind(self, row: Row) -> None:
        values = merged({"id": UNDRAWN}, kept(row.fields), row.owned, {})
        parsed = parse(KINDS[self.kind], values)
        if isinstance(parsed, Parsed):
            return
        # Of a cell that could not be read its own doubt says enough.
        unread = {doubt.column.field for doubt in row.doubts if doubt.column}
        faults = [f for f in parsed if not unread & set(_paths(f[0], values))]
        row.doubts += doubts_of(faults, values, row)


def doubts_of(faults: Iterable[Fault], values: Mapping[str, Any], row: Row) -> Iterator[Doubt]:
    """What is wrong with a row's values, at the columns that it comes from."""
    for place, code, message in faults:
        paths = _paths(place, values)
        columns = [column for path in paths for column in row.columns_of(path)]
        if not columns and code in _NOT_GIVEN:
            yield Doubt(code, _without_column(paths[-1], code))
        else:
            yield Doubt(code, message, columns[0] if columns else None)


def kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a record keeps: without the end, which is recomputed."""
    return {path: value for path, value in fields.items() if path != ENDS_ON}


def _readable(value: CellValue) -> CellValue:
    """A cell's value, unless it holds what no page can show, or none may, or nothing itself.

    Raises:
        Unclear: It does.
    """
    spelt_out(value)
    if is_personal(value):
        raise Unclear("personal-data", _PERSONAL)
    fault = bad_character(value) if isinstance(value, str) else None
    if fault is not None:
        raise Unclear("bad-character", fault)
    return value


def _of_list(words: Mapping[str, str], text: str) -> str:
    """The word of a closed list; what is English is left to the kind.

    Raises:
        Unclear: An office has no such word.
    """
    if text in words or text.isascii():
        return words.get(text, text)
    first: dict[str, str] = {}  # one word for each is enough to choose from
    for word, value in words.items():
        first.setdefault(value, word)
    choices = "、".join(first.values())
    message = _("expected one of {choices}, found {found}", choices=choices, found=quoted(text))
    raise Unclear("bad-value", message)


def _day(value: CellValue, form: str | None) -> str:
    try:
        return read_day(value, form)
    except Unclear:
        if form is None or not isinstance(value, str):
            raise
        # What the office filled in may be written as offices write days.
        later = _ONLY_LATER.search(form)
        try:
            return read_day(value, f" {later[0]}" if later else None)
        except Unclear:
            pass
        raise


def _disagreement(first: Column, other: Column) -> Doubt:
    message = _(
        "{heading} and {other} say different things: put one of them right",
        heading=quoted(first.heading),
        other=quoted(other.heading),
    )
    return Doubt("cells-disagree", message, other, asks=True, can_be_taken=True)


def _without_column(path: str, code: str) -> Message:
    if code == "clock-cannot-start":
        return _(
            "no column gives {field}: without it the term cannot be counted", field=quoted(path)
        )
    return _("no column gives {field}", field=quoted(path))


def _paths(place: Place, values: Mapping[str, Any]) -> list[str]:
    """The field paths that a fault of a record may come from, the likeliest first."""
    head = str(place[0])
    if head in {"events", "stages"} and len(place) > 1:
        step = values[head][place[1]]
        name = step.get("kind") or step.get("stage")
        leaf = str(place[2]) if len(place) > 2 else "on"  # noqa: PLR2004 - events, 0, on
        return [f"{head}.{name}.{leaf}", f"{head}.{name}.on"]
    if head == "persons" and len(place) > 1:
        return [str(values[head][place[1]].get("role"))]
    path = ".".join(str(part) for part in place if not isinstance(part, int))
    return [path, *_FIRST_OF.get(path, ())]
