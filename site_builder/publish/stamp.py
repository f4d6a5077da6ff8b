"""``as-of.json`` read back: for which moment a release was made, and how long it may be used."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\+08:00)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The moment of a release, its last good day, and when something changes next if known.

    All in Asia/Shanghai.
    """

    as_of: datetime
    valid_until: date
    next_change_at: datetime | None


def read_stamp(data: bytes) -> Stamp | None:
    """What ``as-of.json`` says; None if these bytes are no such file."""
    try:
        match json.loads(data):
            case {
                "format": int(),
                "as_of": str(as_of),
                "valid_until": str(until),
                "next_change_at": str() | None as change,
                "version": str(),
            }:
                following = None if change is None else _moment(change)
                return Stamp(_moment(as_of), _moment(until).date(), following)
    except (ValueError, RecursionError):
        pass
    return None


def _moment(text: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text).replace(tzinfo=None)
