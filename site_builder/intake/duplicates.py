"""Rows of one sheet that are about the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from site_builder.i18n import _
from site_builder.intake.keys import Key
from site_builder.intake.row import Doubt, Row
from site_builder.model.record import Kind


def merge(rows: Iterable[Row], kind: Kind) -> list[tuple[Row, Row]]:
    """Put together the rows of which all four parts of the key agree: (first, second).

    Of each field the first value that is given counts, lists are joined. A second row
    that says otherwise is asked about, unless the office has said that it counts.
    """
    first_of: dict[tuple[object, ...], list[Row]] = {}
    merged: list[tuple[Row, Row]] = []
    for row in rows:
        key = Key.of(kind, row.fields)
        near = first_of.setdefault(key.decision, [])
        first = next((each for each in near if Key.of(kind, each.fields).agrees(key)), None)
        if first is None:
            near.append(row)
            continue
        path = next(
            (p for p, value in row.fields.items() if _differs(first.fields.get(p), value)), None
        )
        if path is not None and not row.takes:
            row.doubts.append(_contradiction(first, row, path))
            continue
        _join(first, row)
        merged.append((first, row))
    return merged


def _differs(one: Any, other: Any) -> bool:
    if one in (None, "", []) or other in (None, "", []) or isinstance(one, list):
        return False
    return bool(one != other)


def _join(first: Row, second: Row) -> None:
    for path, value in second.fields.items():
        known = first.fields.get(path)
        if isinstance(known, list) and isinstance(value, list):
            first.fields[path] = list(dict.fromkeys([*known, *value]))
        elif known in (None, "", []) or (second.takes and value not in (None, "", [])):
            first.fields[path] = value
    first.merged.append(second)


def _contradiction(first: Row, row: Row, path: str) -> Doubt:
    columns = row.columns_of(path)
    message = _(
        "row {row} is about the same and says otherwise here: which of them counts?",
        row=first.label if first.sheet != row.sheet else str(first.number),
    )
    return Doubt(
        "rows-disagree", message, columns[0] if columns else None, asks=True, can_be_taken=True
    )
