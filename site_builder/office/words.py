"""The office's words for states, kinds and events."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _, translate
from site_builder.model.record import EventKind, Kind, State
from site_builder.tables.vocabulary import EVENTS_IN_CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.i18n import Message

STATES: Final[dict[State, Message]] = {
    State.IN_FORCE: _("in force"),
    State.SCHEDULED: _("still to come"),
    State.EXPIRED: _("term ended"),
    State.REMOVED_EARLY: _("removed early"),
    State.REVOKED: _("revoked"),
    State.SUSPENDED: _("suspended"),
    State.SHIELDED: _("shielded"),
    State.SEALED: _("sealed"),
    State.WITHDRAWN: _("withdrawn"),
    State.HELD: _("taken down by hand"),
    State.UNVETTED: _("without a valid sign-off"),
}
KINDS: Final[dict[Kind, Message]] = {
    Kind.LISTING: _("listing"),
    Kind.CASE: _("case"),
    Kind.TYPICAL_CASE: _("typical case"),
    Kind.NEWS: _("news item"),
    Kind.PAGE: _("page"),
    Kind.STATISTIC: _("key figure"),
}
EVENTS: Final[dict[EventKind, Message]] = {
    EventKind.REMOVED_EARLY: _("removal"),
    EventKind.REVOKED: _("revocation"),
    EventKind.SUSPENDED: _("suspension"),
    EventKind.SHIELDED: _("shielding"),
    EventKind.PERSON_HIDDEN: _("hiding of a person"),
    EventKind.CHANGED: _("change by a new document"),
    EventKind.CONFIRMED_UNLAWFUL: _("confirmation as unlawful"),
    EventKind.CONFIRMED_VOID: _("confirmation as void"),
    EventKind.REPAIRED: _("credit repair"),
    EventKind.RESUMED: _("resumption"),
    EventKind.UNSHIELDED: _("end of shielding"),
    EventKind.RESTORED: _("restoration"),
    EventKind.ENTERED_IN_ERROR: _("correction of an entry"),
    EventKind.RENAMED: _("change of name"),
    EventKind.AMENDED: _("amendment"),
    EventKind.RENEWED: _("renewal"),
    EventKind.REMEDIED: _("remedy"),
    EventKind.NEW_VIOLATION: _("new violation"),
    EventKind.CRIMINAL_PROCEEDINGS: _("criminal proceedings"),
    EventKind.CONVICTED: _("conviction"),
}


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


def listed(events: Iterable[EventKind]) -> Message:
    """Several events in one breath."""
    return reduce(lambda one, other: _("{one}, {other}", one=one, other=other), _names(events))


def _names(events: Iterable[EventKind]) -> list[Message]:
    return [EVENTS[kind] for kind in events]
