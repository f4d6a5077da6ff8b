"""The firewall's look into records, shared among processes before any of them is judged.

It takes ten times as long as everything else that vetting asks, and what it passes once it
passes for good (``Cleared``): so the records are judged one after the other all the same.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from site_builder.forked import run_by_run
from site_builder.vet.cleared import Cleared
from site_builder.vet.firewall import firewall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.vet.context import Context


def clear_ahead(context: Context, jobs: int) -> None:
    """Find the records in which the firewall finds nothing, where several processes may look."""
    if jobs < 2 or not context.cleared.is_kept:  # noqa: PLR2004 - alone there is nothing to share
        return
    names = context.store.names(but_same=True)
    for keys in run_by_run(partial(_clean, context), names, jobs=jobs):
        for key in keys:
            context.cleared.learn(key)
    context.cleared.keep()


def _clean(context: Context, names: Sequence[str]) -> list[bytes]:
    fresh = _Fresh(context.cleared)
    looking = replace(context, cleared=fresh)
    for found in filter(None, map(context.store.get, names)):
        next(firewall(found.record, looking), None)
    return fresh.keys


class _Fresh(Cleared):
    """What one process passed; another one keeps it."""

    def __init__(self, known: Cleared) -> None:
        super().__init__(None)
        self._known = known
        self.keys: list[bytes] = []

    def knows(self, key: bytes) -> bool:
        return self._known.knows(key)

    def learn(self, key: bytes) -> None:
        self.keys.append(key)
