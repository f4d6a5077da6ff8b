"""What is kept between builds, and what is not trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.store import memory
from site_builder.store.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

KEY = b"the hash of a line"


def _parsed(folder: Path) -> str | None:
    kept = Memory(folder)
    found = kept.parsed(KEY)
    kept.close()
    return found


def test_a_parsed_line_is_remembered_until_the_program_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Memory(tmp_path)
    first.remember_parsed([(KEY, "what it gave")])
    first.close()
    assert _parsed(tmp_path) == "what it gave"
    monkeypatch.setattr(memory, "code_digest", lambda: "0123456789abcdef")
    assert _parsed(tmp_path) is None


def test_the_state_folder_is_its_owners_alone(tmp_path: Path) -> None:
    Memory(tmp_path / "state").close()
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
