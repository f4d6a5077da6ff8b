"""A finding that two people let pass, for it is a false alarm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_KEY: Final = re.compile(r"[a-z-]{3,40}@[^@\n]{1,300}:\d{1,7}-\d{1,7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Which finding, why it is none, and who says so.

    ``finding`` is its code and exact place: ``personal-data@body:120-131``, from which to
    which character of the field. It stands in a sign-off, and ends with it when the text
    changes.
    """

    finding: str
    reason: str
    by: str


def finding_key(code: str, field: str, start: int, end: int) -> str:
    """How a sign-off names a finding."""
    return f"{code}@{field}:{start}-{end}"


def is_finding_key(written: str) -> bool:
    """Whether ``written`` may name a finding."""
    return _KEY.fullmatch(written) is not None
