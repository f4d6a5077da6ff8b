"""How the office names events, and lists them."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from site_builder.i18n import _, translate
from site_builder.model.record import EventKind
from site_builder.tables.vocabulary import EVENTS_IN_CHINESE
from site_builder.words import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.i18n import Message


def event_named(word: str) -> EventKind | None:
    """The kind of event that is meant by its English word or one of the office's own."""
    plain = word.strip().lower().replace("-", "_")
    if plain in set(EventKind):
        return EventKind(plain)
    spoken = {translate(name.msgid, "zh"): kind for kind, name in EVENTS.items()}
    for words in EVENTS_IN_CHINESE.values():
        for kind, names in words.items():
            spoken |= {name: EventKind(kind) for name in names if name not in spoken}
    return spoken.get(word.strip())


def event_choices() -> str:
    """Every kind of event by its English word and what the office calls it."""
    return ", ".join(f"{kind}（{translate(name.msgid, 'zh')}）" for kind, name in EVENTS.items())


def listed(events: Iterable[EventKind]) -> Message:
    """Several events in one breath."""
    return reduce(lambda one, other: _("{one}, {other}", one=one, other=other), _names(events))


def _names(events: Iterable[EventKind]) -> list[Message]:
    return [EVENTS[kind] for kind in events]
