"""Which map an import goes by, and whether its constants can be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.errors import Problem, UsageError, quoted
from site_builder.i18n import _
from site_builder.intake.keys import KEY_FIELDS
from site_builder.intake.map_file import SHIPPED, FieldMap, read_map, shipped_kind, shipped_map
from site_builder.intake.reading import Reader
from site_builder.intake.row import Row
from site_builder.model.record import Kind
from site_builder.tables.headings import field_of
from site_builder.tables.values import Unclear
from site_builder.tables.vocabulary import DEFAULT_REGIME, FIELDS_IN_CHINESE

if TYPE_CHECKING:
    from site_builder.intake.site import SiteView


def map_named(name: str, kind: Kind) -> tuple[FieldMap, list[Problem]]:
    """A map file, or the shipped map of this name.

    Raises:
        UsageError: There is none, or it is for records of another kind.
    """
    path = Path(name)
    if name in SHIPPED and not path.exists():
        if shipped_kind(name) is not kind:
            message = _(
                "map '{name}' is for records of kind '{kind}'", name=name, kind=shipped_kind(name)
            )
            raise UsageError(message)
        return shipped_map(name), []
    if not path.is_file():
        message = _(
            "no map file {name}; the maps that come along are {maps}",
            name=quoted(name),
            maps=", ".join(SHIPPED),
        )
        raise UsageError(message)
    return read_map(path, kind)


def reader_for(kind: Kind, fields: FieldMap, site: SiteView) -> tuple[Reader, list[Problem]]:
    """What reads the rows of a map, its constants read already; or what is wrong with these."""
    plain = Reader(kind, site.references, site.regimes)
    constants: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in fields.constants.items():
        path = field_of(name, kind) or name
        try:
            constants[path] = plain.constant(path, value)
        except Unclear as unclear:
            problems.append(fields.problem(unclear.code, unclear.message, "constants", name))
    default = {"regime": DEFAULT_REGIME[kind]} if kind in DEFAULT_REGIME else {}
    if fields.shipped:
        # What a map of ours supposes must not undo what the office has put right since.
        default, constants = {**default, **constants}, {}
    return Reader(kind, site.references, site.regimes, constants, default), problems


def incomplete(rows: Iterable[Row], reader: Reader) -> list[Problem]:
    """What no column of a sheet gives, though every record needs it.

    Its rows can't be taken and there is no cell to fill in, so they are only seen.
    """
    at = KEY_FIELDS[reader.kind]
    needed = ["regime", *(["type"] if reader.kind is Kind.CASE else [])]
    needed += [at.name, at.number, at.organ, at.date]
    by_table: dict[tuple[str, str, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        if not row.is_only_seen:
            fields = tuple(column.field for column, _value in row.cells)
            by_table.setdefault((row.source, row.sheet, fields), []).append(row)
    problems: list[Problem] = []
    sheets = Counter((source, sheet) for source, sheet, _fields in by_table)
    for (source, sheet, _fields), found in by_table.items():
        given = {*reader.constants, *reader.defaults, *(c.field for c, _value in found[0].cells)}
        lacking = [path for path in needed if path not in given]
        said = [_lacking(source, sheet, path, reader.kind) for path in lacking]
        if sheets[source, sheet] > 1:
            said = [replace(problem, cell=found[0].cell(None)) for problem in said]
        problems += said
        for row in found if lacking else ():
            row.is_only_seen = True
    return problems


def _lacking(source: str, sheet: str, path: str, kind: Kind) -> Problem:
    message = _(
        "no column {heading} ({field}): add one, or say it for all rows under 'constants' in a map",
        heading=quoted(FIELDS_IN_CHINESE[kind][path][0]),
        field=path,
    )
    return Problem(code="missing-column", path=source, sheet=sheet or None, message=message)
