"""The map file: which heading of a sheet means which field."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from site_builder.errors import Problem, Severity, quoted
from site_builder.i18n import Message, _
from site_builder.kinds.faults import no_field
from site_builder.load.yaml_core import read_value
from site_builder.model.record import Kind
from site_builder.tables.headings import field_of, fields_of, plain_heading
from site_builder.tables.vocabulary import UNITS

Place = tuple[str | int, ...]

SHIPPED: Final = ("hr-list", "penalty-exchange")
_KEYS: Final = ("kind", "columns", "constants", "drop", "formats")
_TABS: Final = re.compile(r"^\t+", re.MULTILINE)
_DAYS: Final = ("decided_on", "issued_on", "published_on", "ends_on", ".on")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap:
    """What the headings of a sheet mean.

    ``columns`` gives the field path of a heading, ``constants`` what stands where no cell
    says otherwise; ``drop`` are headings whose cells are never looked at. ``formats`` gives
    the ``strptime`` pattern of a heading's days, perhaps with `` +1 day``, or the unit of its
    amounts. ``lines`` tells where in its file a thing stands. A ``shipped`` map knows headings
    that a sheet may well be without.
    """

    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    formats: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[Place, int] = field(default_factory=dict)
    shipped: bool = False

    @property
    def headings(self) -> set[str]:
        """Every heading that it names, in plain width."""
        return {plain_heading(name) for name in (*self.columns, *self.drop)}

    def problem(self, code: str, message: Message, *place: str) -> Problem:
        """A problem of the map itself, on the line of the place that it is about."""
        line = self.lines.get(place) or self.lines.get(place[:1])
        return Problem(code=code, message=message, path=self.name, line=line)

    def missing(self, found: Iterable[str]) -> list[Problem]:
        """The headings that the sheets do not have, each with the nearest that they do.

        One whose cells are dropped is only warned of: they are not read anyway.
        """
        there = {plain_heading(name): name for name in found}
        free = [name for plain, name in there.items() if plain not in self.headings]
        places = [("columns", name) for name in self.columns]
        places += [("drop", name) for name in sorted(self.drop)]
        return [
            replace(
                self.problem("unknown-heading", _no_heading(name, free), key, name),
                severity=Severity.WARNING if key == "drop" else Severity.ERROR,
            )
            for key, name in places
            if plain_heading(name) not in there
        ]


def _no_heading(name: str, free: list[str]) -> Message:
    near = difflib.get_close_matches(name, free, n=1, cutoff=0.5)
    if near:
        return _(
            "no heading {found} in the sheet; did you mean {near}?",
            found=quoted(name),
            near=quoted(near[0]),
        )
    return _("no heading {found} in the sheet", found=quoted(name))


def shipped_map(name: str) -> FieldMap:
    """One of the maps that come with the product."""
    data = (files("site_builder") / "_maps" / f"{name}.yml").read_bytes()
    values, lines, _problems = read_value(data, name)
    return _made(values, lines, name, shipped=True)


def shipped_kind(name: str) -> Kind:
    """The kind of record that a shipped map is for."""
    data = (files("site_builder") / "_maps" / f"{name}.yml").read_bytes()
    return Kind(read_value(data, name)[0]["kind"])


def read_map(path: Path, kind: Kind) -> tuple[FieldMap, list[Problem]]:
    """A map file for records of a kind, and everything that is wrong with it."""
    data = path.read_bytes()
    if path.suffix.lower() == ".json":
        # JSON is YAML but for tabs at the beginning of a line.
        text = data.decode("utf-8", "surrogateescape")
        data = _TABS.sub("  ", text).encode("utf-8", "surrogateescape")
    values, lines, problems = read_value(data, path.name)
    if problems:
        return FieldMap(name=path.name), list(problems)
    faults = list(_faults(values, kind))
    if not faults:
        return _made(values, lines, path.name), []
    unmade = FieldMap(name=path.name, lines=lines)
    return unmade, [unmade.problem(code, message, *place) for place, code, message in faults]


def _made(
    values: Mapping[str, Any], lines: Mapping[Place, int], name: str, *, shipped: bool = False
) -> FieldMap:
    return FieldMap(
        name=name,
        columns=values.get("columns") or {},
        constants=values.get("constants") or {},
        drop=frozenset(values.get("drop") or ()),
        formats=values.get("formats") or {},
        lines=lines,
        shipped=shipped,
    )


def _faults(values: Any, kind: Kind) -> Iterator[tuple[tuple[str, ...], str, Message]]:
    """What is wrong with a map: at which place, under which code."""
    if not isinstance(values, dict):
        yield (), "bad-value", _("expected keys with values, found something else")
        return
    for key in values:
        if key not in _KEYS:
            yield (key,), "unknown-field", no_field(key, _KEYS)
    if values.get("kind") not in {None, kind}:
        found = quoted(values["kind"])
        message = _("this map is for records of kind {found}, not '{kind}'", found=found, kind=kind)
        yield ("kind",), "unknown-value", message
    for key in ("columns", "constants", "formats"):
        if not isinstance(values.get(key) or {}, dict):
            yield (key,), "bad-value", _("expected keys with values, found something else")
            return
    drop = values.get("drop") or []
    if not isinstance(drop, list) or not all(isinstance(name, str) for name in drop):
        yield ("drop",), "bad-value", _("expected a list of headings, found something else")
        return
    yield from _field_faults(values, kind)
    yield from _format_faults(values)


def _field_faults(
    values: Mapping[str, Any], kind: Kind
) -> Iterator[tuple[tuple[str, ...], str, Message]]:
    known = fields_of(kind)
    columns = values.get("columns") or {}
    if not columns:
        yield ("columns",), "missing-field", _("expected headings with their fields, found none")
    for heading, path in columns.items():
        if not isinstance(path, str) or field_of(path, kind) is None:
            yield ("columns", heading), "unknown-field", no_field(str(path), known)
        elif field_of(path, kind) == "id":
            message = _("ids are drawn by the import: leave this column out")
            yield ("columns", heading), "bad-value", message
        elif heading in (values.get("drop") or ()):
            message = _("heading {found} is both taken over and dropped", found=quoted(heading))
            yield ("columns", heading), "bad-value", message
    for path, value in (values.get("constants") or {}).items():
        if field_of(path, kind) is None:
            yield ("constants", path), "unknown-field", no_field(path, known)
        elif not isinstance(value, (str, int)) or isinstance(value, bool):
            message = _("expected text or a number, found something else")
            yield ("constants", path), "bad-value", message


def _format_faults(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, Message]]:
    columns = values.get("columns") or {}
    for heading, form in (values.get("formats") or {}).items():
        if heading not in columns:
            yield ("formats", heading), "unknown-heading", _no_heading(heading, list(columns))
        elif not isinstance(form, str) or (form not in UNITS and "%" not in form):
            message = _(
                "expected a pattern like '%d/%m/%Y' or one of {units}, found {found}",
                units="元, 万元, 亿元",
                found=quoted(form),
            )
            yield ("formats", heading), "bad-value", message
