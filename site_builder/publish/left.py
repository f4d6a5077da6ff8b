"""Which records left a release of late, as the release itself tells those who keep copies."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.publish.addresses import record_at, record_page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANGES: Final = "data/changes.json"
GONE_URLS: Final = "gone-urls.txt"


@dataclass(frozen=True, slots=True)
class Left:
    """A record that is no longer shown: where its page stood, and its first day off the site.

    ``on`` is None where the release does not tell the day.
    """

    path: str
    record: str
    on: date | None = None


def left_by_changes(data: bytes) -> list[Left]:
    """What left within the 90 days of ``data/changes.json``, and has not come back since.

    Raises:
        ValueError: It is no such file.
    """
    try:
        rows = json.loads(data)["changes"]
        newest = {row["id"]: row for row in reversed(rows)}
        return [
            Left(path, row["id"], date.fromisoformat(row["on"]))
            for row in newest.values()
            if row["change"] == "leaves" and (path := record_page_of(row["page"]))
        ]
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError(CHANGES) from None


def left_by_addresses(data: bytes) -> Iterator[Left]:
    """What left within the year of ``gone-urls.txt``, whatever the day."""
    for address in data.decode("utf-8", "replace").splitlines():
        path = record_page_of(address)
        record = record_at(path) if path else None
        if path and record:
            yield Left(path, record)
