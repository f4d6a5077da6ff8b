"""Real data beside this checkout, which is read from there and is no part of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared/data"


def shared(name: str) -> list[dict[str, str]]:
    """The rows of a table; the test is skipped where it is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} lies in ../shared, which is not here")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
