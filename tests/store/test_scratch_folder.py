"""Folders for the meantime go, also those that somebody killed left, and nobody else's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from site_builder.store.private import scratch_folder

LONG_AGO = 0.0


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the folders lie, of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(place: Path, *, since: float | None = LONG_AGO) -> Path:
    """What a process that was killed leaves behind."""
    folder = place / "site-builder-left"
    folder.mkdir()
    (folder / "in-use").touch()
    (folder / "content.sqlite").write_bytes(b"x")
    if since is not None:
        os.utime(folder, (since, since))
    return folder


def test_it_is_there_for_its_owner_and_goes() -> None:
    with scratch_folder() as folder:
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_what_somebody_killed_left_is_removed(place: Path) -> None:
    folder = left(place)
    with scratch_folder():
        assert not folder.exists()


def test_what_was_just_begun_is_let_be(place: Path) -> None:
    folder = left(place, since=None)
    with scratch_folder():
        assert folder.exists()


def test_what_is_in_use_is_let_be() -> None:
    with scratch_folder() as folder:
        os.utime(folder, (LONG_AGO, LONG_AGO))
        with scratch_folder():
            assert folder.exists()


def test_what_bears_a_like_name_and_was_never_held_is_let_be(place: Path) -> None:
    folder = place / "site-builder-project"
    folder.mkdir()
    os.utime(folder, (LONG_AGO, LONG_AGO))
    with scratch_folder():
        assert folder.exists()
