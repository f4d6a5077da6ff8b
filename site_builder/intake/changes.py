"""What an import changes in a record, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from site_builder.errors import described, fit_to_print, quoted
from site_builder.i18n import Message, _
from site_builder.intake.record import flat
from site_builder.intake.row import Row
from site_builder.tables.headings import Column

# What may be said of a change in full: days, ids, words of closed lists and amounts.
_SAYABLE: Final = ("_on", ".on", ".amount", ".fine", ".workers", ".organ", ".region", ".party_kind")
# What a screen may show besides, which keeps nothing: what the record is published for.
_ON_SCREEN: Final = ("employer.name", "party.name", "decision.number", "document.number")
_WHOLE: Final = frozenset({"type", "regime", "listing"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record, before and after, and the column that says so."""

    path: str
    before: Any
    after: Any
    column: Column | None

    def as_text(self, *, is_on_screen: bool = False) -> tuple[Message, Message]:
        """Before and after, in full or by kind and length."""
        is_whole = is_on_screen and self.path in _ON_SCREEN
        return self._said(self.before, is_whole), self._said(self.after, is_whole)

    def _said(self, value: Any, is_whole: bool) -> Message:  # noqa: FBT001 - of its own alone
        if value is None:
            return _("nothing")
        if is_whole:
            return _("'{value}'", value=fit_to_print(str(value)))
        if self.path in _WHOLE or self.path.endswith(_SAYABLE):
            return quoted(value)
        return described(value)


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], row: Row
) -> Iterator[Change]:
    """The fields in which two versions of a record differ, as far as they stand in columns."""
    old, new = _all(before), _all(after)
    for path in dict.fromkeys((*old, *new)):
        if old.get(path) != new.get(path):
            columns = row.columns_of(path)
            yield Change(path, old.get(path), new.get(path), columns[0] if columns else None)


def _all(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every field by the path that a heading would have."""
    found = flat(values)
    found.pop("id", None)
    for person in values.get("persons", ()):
        found.setdefault(person["role"], []).append(person["name"])
    for head, name in (("events", "kind"), ("stages", "stage")):
        for step in values.get(head, ()):
            for leaf, value in step.items():
                if leaf != name:
                    found[f"{head}.{step[name]}.{leaf}"] = value
    return found
