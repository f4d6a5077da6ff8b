"""A machine's clock held against the release in force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from site_builder.errors import ClockError
from site_builder.model.moment import Moment
from site_builder.publish.clock_guard import check_clock, latest_moment

if TYPE_CHECKING:
    from pathlib import Path


def _serve(output: Path, as_of: object) -> None:
    (output / "site").mkdir(parents=True, exist_ok=True)
    (output / "site" / "as-of.json").write_text(json.dumps({"as_of": as_of}), "utf-8")


def _tell(output: Path, *moments: str) -> None:
    line = {"format": 1, "at": "", "manifest_sha256": "", "entered": [], "left": []}
    output.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps({**line, "as_of": moment}) + "\n" for moment in moments)
    (output / "ledger.jsonl").write_text(text, "utf-8")


def _is_believed(output: Path, now: str) -> bool:
    try:
        check_clock(output, Moment.parse(now))
    except ClockError:
        return False
    return True


@pytest.mark.parametrize(
    ("now", "is_believed"),
    [
        ("2025-05-31T23:59", False),
        ("2025-06-01T00:04", False),
        ("2025-06-01T00:05", True),
        ("2025-06-01T00:06", True),
        ("2025-07-11T00:05", True),
        ("2025-07-11T00:06", False),
        ("2026-06-01T00:05", False),
        ("1970-01-01T08:00", False),
    ],
)
def test_a_clock_is_believed_from_the_live_moment_until_forty_days_later(
    tmp_path: Path, now: str, *, is_believed: bool
) -> None:
    _serve(tmp_path, "2025-06-01T00:05")
    assert _is_believed(tmp_path, now) is is_believed


def test_the_refusal_names_both_moments_and_the_way_out(tmp_path: Path) -> None:
    _serve(tmp_path, "2025-06-01")
    for now in ("2024-06-01T00:05", "2026-06-01T00:05"):
        with pytest.raises(ClockError) as refused:
            check_clock(tmp_path, Moment.parse(now))
        for words in (now, "2025-06-01,", "--as-of DAY"):
            assert words in str(refused.value)


def test_where_nothing_was_published_any_clock_will_do(tmp_path: Path) -> None:
    assert _is_believed(tmp_path / "never made", "1970-01-01")
    _tell(tmp_path)
    assert _is_believed(tmp_path, "2099-01-01")


@pytest.mark.parametrize("written", [None, 20250601, "yesterday", "2025-02-30", ["2025-06-01"]])
def test_the_ledger_tells_where_the_release_does_not(tmp_path: Path, written: object) -> None:
    _tell(tmp_path, "2025-06-02", "2025-06-01T00:05", "no moment")
    assert str(latest_moment(tmp_path)) == "2025-06-01T00:05"
    _serve(tmp_path, written)
    assert str(latest_moment(tmp_path)) == "2025-06-01T00:05"


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"as_of": "2025-06-01"'])
def test_what_cannot_be_read_tells_nothing(tmp_path: Path, data: bytes) -> None:
    _serve(tmp_path, "2025-06-01")
    (tmp_path / "site" / "as-of.json").write_bytes(data)
    (tmp_path / "ledger.jsonl").mkdir()
    assert latest_moment(tmp_path) is None
