"""What stands at an ended record's old address: that it ended, and nothing else.

Of a penalty that was withdrawn, also what the law has made known of it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.i18n import _, say
from site_builder.model.moment import ONE_DAY
from site_builder.model.record import EventKind, Kind, State
from site_builder.render.head import Crumb, Head, home_crumb
from site_builder.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.i18n import Message
    from site_builder.model.public import Gone, PublicRecord
    from site_builder.render.edition import Edition

_ENDED = {
    State.EXPIRED: _("The listing period has ended"),
    State.REMOVED_EARLY: _("Removed early"),
    State.REVOKED: _("Revoked"),
    State.WITHDRAWN: _("This article was withdrawn"),
}
# What takes a case off early is credit repair (令36), not removal from a list.
_REPAIRED = _("Taken off after credit repair")
# How a document fell that a notice is about.
_FELL = {
    EventKind.REVOKED: _("Revoked"),
    EventKind.CHANGED: _("Changed by a new document"),
    EventKind.CONFIRMED_UNLAWFUL: _("Confirmed as unlawful"),
    EventKind.CONFIRMED_VOID: _("Confirmed as void"),
}
_NO_LONGER_SHOWN = _("No longer published")
_NOT_FOUND = _("There is no such page")


def tombstones(edition: Edition) -> Iterator[Sheet]:
    """A page at the address of each record that ended within the last year."""
    for gone in edition.corpus.gone():
        if "#" in gone.path:
            continue  # a figure stood among others, on a page that is still there
        yield Sheet(
            path=gone.path,
            reads=(
                gone.state,
                gone.hidden_from.isoformat(),
                gone.citation,
                *_told(edition, gone),
            ),
            context=partial(_tombstone, edition, gone),
        )


def _told(edition: Edition, gone: Gone) -> Iterator[str | None]:
    """What a page with a notice shows besides."""
    if gone.notice is not None:
        replacing = _replacing(edition, gone)
        yield repr(gone.notice)
        yield edition.chrome.organ_name(gone.notice.organ)
        yield replacing.path if replacing else None


def _replacing(edition: Edition, gone: Gone) -> PublicRecord | None:
    """The case that took the place of one that was changed, while it is public."""
    name = gone.notice.replacing_case if gone.notice else None
    found = edition.corpus.get(name) if name else None
    return found if found is not None and found.kind is Kind.CASE else None


def generic(_edition: Edition) -> Iterator[Sheet]:
    """The page for everything that ended longer ago; it stands by itself, at any depth."""
    yield Sheet(path="gone.html", reads=(), context=partial(_plain, _NO_LONGER_SHOWN))


def not_found(_edition: Edition) -> Iterator[Sheet]:
    """The page for addresses at which nothing ever stood."""
    yield Sheet(path="404.html", reads=(), context=partial(_plain, _NOT_FOUND))


def _tombstone(edition: Edition, gone: Gone) -> dict[str, Any]:
    state = gone.state.value if gone.state in _ENDED else None
    notice = gone.notice
    return {
        **_plain(_title(gone)),
        "state": "repaired" if _is_repaired(gone) else state,
        "ended_on": gone.hidden_from,
        "last_day": gone.hidden_from - ONE_DAY,
        "citation": gone.citation,
        "notice": notice,
        "organ": edition.chrome.organ_name(notice.organ) if notice else "",
        "replacing": _replacing(edition, gone),
    }


def _title(gone: Gone) -> Message:
    if gone.notice is not None:
        return _FELL[gone.notice.event]
    return _REPAIRED if _is_repaired(gone) else _ENDED.get(gone.state, _NO_LONGER_SHOWN)


def _is_repaired(gone: Gone) -> bool:
    return gone.kind is Kind.CASE and gone.state is State.REMOVED_EARLY


def _plain(title: Message) -> dict[str, Any]:
    text = say(title)
    return {
        "head": Head(title=text, crumbs=(home_crumb(), Crumb(text=text)), robots="noindex"),
        "state": None,
        "ended_on": None,
        "last_day": None,
        "citation": "",
        "notice": None,
    }
