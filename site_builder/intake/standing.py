"""What earlier imports left behind, and how it is replaced."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from site_builder.errors import Problem
from site_builder.intake.ids import IdsFile, read_ids
from site_builder.intake.listed import Imported, read_imported
from site_builder.intake.pending import Waiting, read_pending, write_pending
from site_builder.store.files import ChangedMeanwhileError, OpenElsewhereError, remove, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from site_builder.intake.order import Order


@dataclass(frozen=True, slots=True)
class Standing:
    """The ids, records and waiting rows as they stand on disk."""

    ids: IdsFile = field(default_factory=IdsFile)
    imported: Imported = field(default_factory=Imported)
    waiting: tuple[Waiting, ...] = ()
    problems: tuple[Problem, ...] = ()
    data: Mapping[Path, bytes] = field(default_factory=dict)


def read_standing(order: Order) -> Standing:
    """Read what earlier imports wrote; any problem means that it may not be written over.

    Raises:
        OpenElsewhereError: Another program does not let a file be read.
    """
    data = {path: _data(path) for path in (order.ids, order.records, order.pending)}
    ids, id_faults = read_ids(data[order.ids], order.label(order.ids))
    imported, faults = read_imported(data[order.records], order.label(order.records))
    written = data[order.pending]
    waiting, unread = read_pending(written, order.pending.name) if written else ([], [])
    return Standing(ids, imported, tuple(waiting), (*id_faults, *faults, *unread), data)


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.exists() else b""
    except PermissionError:
        raise OpenElsewhereError(path) from None


def write_standing(order: Order, before: Standing, after: Standing, records: bytes) -> list[str]:
    """Replace what changed; wherever it is cut short, the next import goes on.

    The ids come first: an id without a record harms nobody. The days of events that the
    sheet gave come last: of a record that was not written yet the old ones hold.

    Raises:
        OpenElsewhereError: Another program holds a file open.
        ChangedMeanwhileError: Somebody else wrote a file since it was read.
    """
    if after.waiting != before.waiting:
        _needs_closed(order.pending)
    for path, data in before.data.items():
        if _data(path) != data:
            raise ChangedMeanwhileError(path)
    steps = (
        (order.ids, _with_events_of(before.ids, after.ids).text().encode()),
        (order.records, records),
        (order.ids, after.ids.text().encode()),
    )
    written = [
        order.label(path)
        for path, data in steps
        if (data or path.exists()) and write_whole(path, data)
    ]
    if after.waiting != before.waiting:
        if after.waiting:
            write_whole(order.pending, write_pending(after.waiting))
        else:
            remove(order.pending)
        written.append(order.label(order.pending))
    return list(dict.fromkeys(written))


def _with_events_of(before: IdsFile, after: IdsFile) -> IdsFile:
    drawn = {
        name: replace(new, events=before.drawn[name].events) if name in before.drawn else new
        for name, new in after.drawn.items()
    }
    return replace(after, drawn=drawn)


def _needs_closed(path: Path) -> None:
    """Find out before anything is written, not after, that Excel holds a file open."""
    if not path.exists():
        return
    try:
        with path.open("r+b"):
            pass
    except PermissionError:
        raise OpenElsewhereError(path) from None
