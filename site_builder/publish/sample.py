"""The files of a served release that are asked for: those that everybody sees, and some others."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, TypeVar

from site_builder.publish.data_check import AS_OF

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from site_builder.publish.manifest import Listed

_Item = TypeVar("_Item")
SEEN_BY_ALL: Final = (
    "index.html",
    "search/index.html",
    AS_OF,
    "listings/index.html",
    "cases/index.html",
    "typical-cases/index.html",
    "news/index.html",
    "statistics/index.html",
)
# A server may keep these to itself.
_NOT_ASKED_FOR: Final = frozenset({"404.html", "gone.html"})


def sample_of(paths: Collection[str], count: int, turn: int = 0) -> list[str]:
    """What everybody sees, and ``count`` of the others, evenly spread.

    The same each time, but for ``turn``: other turns give other files.
    """
    first = [path for path in SEEN_BY_ALL if path in paths]
    others = sorted(set(paths) - set(first) - _NOT_ASKED_FOR)
    return first + spread(others, count, turn)


def spread(items: Sequence[_Item], count: int, turn: int = 0) -> list[_Item]:
    """Up to ``count`` of ``items``, evenly spread over them."""
    count = min(max(count, 0), len(items))
    # Each stands for a run of items, and another turn takes another of the run.
    shift = turn % (len(items) // count) if count else 0
    return [items[number * len(items) // count + shift] for number in range(count)]


def is_listed(data: bytes, listed: Listed) -> bool:
    """Whether these are the bytes that the manifest lists."""
    return len(data) == listed.size and hashlib.sha256(data).hexdigest() == listed.sha256
