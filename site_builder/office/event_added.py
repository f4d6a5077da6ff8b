"""What a record says once an event is added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.record import Kind


def with_event(values: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any] | None:
    """A record as written, with one event more; None where its events are no list."""
    known = values.get("events")
    known = [] if known is None or known == "" else known
    return {**values, "events": [*known, dict(event)]} if isinstance(known, list) else None


def is_added(
    kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any], event: Mapping[str, Any]
) -> bool:
    """Whether ``after`` is ``before`` with the event, and as good a record."""
    if after != with_event(before, event):
        return False
    spec = KINDS[kind]
    return isinstance(parse(spec, after), Parsed) or not isinstance(parse(spec, before), Parsed)
