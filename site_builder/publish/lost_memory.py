"""Says so when what earlier builds remembered is gone, though they published here.

Without its memory a build has no last good versions, and knows of no hiding whose line was
deleted: a record may show again on one person's word. Nobody can tell which, so somebody
must look. Where nothing was ever published (a fresh machine), there is nothing to miss.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.publish.ledger import read_ledger, replayed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from site_builder.publish.ledger import Entry
    from site_builder.store.memory import Memory

# Problems after which nobody knows whether a hiding was forgotten.
UNKNOWN_HIDINGS: Final = frozenset({"memory-lost", "memory-damaged"})


def lost_memory(output: Path, memory: Memory) -> Iterator[Problem]:
    """The problem of an empty memory beside a release, or the ledger of one."""
    if memory.is_empty and (os.path.lexists(output / "site") or _ledger(output)):
        message = _(
            "expected what earlier builds remembered, found none of it in {folder}, though they"
            " published here: last good versions and honoured hidings are lost, and the content"
            " alone decides; look whether it still holds every event and hold that hides",
            folder=memory.folder.name,
        )
        yield Problem(code="memory-lost", message=message)


def damaged_memory(memory: Memory) -> Iterator[Problem]:
    """The problem of a memory of which entries are not what was written."""
    if memory.is_damaged:
        message = _(
            "expected what earlier builds remembered, found damaged entries in {folder}: they are"
            " forgotten, last good versions or honoured hidings among them; look whether the"
            " content still holds every event and hold that hides",
            folder=memory.folder.name,
        )
        yield Problem(code="memory-damaged", message=message)


def shown_again(output: Path, ids: Collection[str]) -> Iterator[Problem]:
    """A problem for each of ``ids`` that left the site once and returns without its memory."""
    entries = _ledger(output)
    left = {name for entry in entries for name in entry.left} - replayed(entries)
    for name in sorted(left & set(ids)):
        message = _(
            "shows again: it had left the site, and what hid it then is no longer known; if it may"
            " not show, write the event or the hold anew"
        )
        yield Problem(code="shown-again", record=name, message=message)


def last_shown(output: Path) -> set[str]:
    """The records that the last release showed, by its ledger; none without one."""
    return replayed(_ledger(output))


def _ledger(output: Path) -> list[Entry]:
    try:
        return read_ledger(output)
    except OSError:
        return []
