"""Which records belong to one decision, where one party's removal takes all of them along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.model.record import EventKind, Kind
from site_builder.model.text import fold_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.model.record import Event, Record
    from site_builder.store.content import ContentStore, Vetted

# All parties of a decision leave together (令45 第十四条), and come back if that was an error.
_REMOVAL = frozenset({EventKind.REMOVED_EARLY, EventKind.ENTERED_IN_ERROR})


class Decisions:
    """The removals of a store's listings, by organ and folded document number."""

    def __init__(self, store: ContentStore, organ_of: Callable[[str | None], str | None]) -> None:
        """Read every record that a removal concerns; ``organ_of`` says which body is meant."""
        self._organ_of = organ_of
        self._removed: dict[tuple[str, str], list[tuple[str, tuple[Event, ...]]]] = {}
        for found in store.removals():
            key = self._key(found.record)
            events = tuple(event for event in found.events if event.kind in _REMOVAL)
            if key and any(event.kind is EventKind.REMOVED_EARLY for event in events):
                self._removed.setdefault(key, []).append((found.record.id, events))

    def others(self, found: Vetted) -> tuple[tuple[Event, ...], ...]:
        """The removals, and corrections of them, of each other party of a record's decision."""
        key = self._key(found.record) if self._removed else None
        others = self._removed.get(key, ()) if key else ()
        return tuple(events for name, events in others if name != found.record.id)

    def _key(self, record: Record) -> tuple[str, str] | None:
        number = record.facts.number
        if record.kind is not Kind.LISTING or not number:
            return None
        organ = self._organ_of(record.facts.organ)
        return (organ, fold_number(number)) if organ else None
