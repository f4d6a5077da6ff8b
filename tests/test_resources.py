"""What counts as the program: every file that it is shipped with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder import resources

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "changed",
    ["build.py", "locale/site_builder.po", "server_files/nginx.conf", "server_files/_headers"],
)
def test_another_file_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    file = tmp_path / changed
    file.parent.mkdir(exist_ok=True)
    file.write_text("before", "utf-8")
    before = resources.code_digest.__wrapped__()
    file.with_name("__pycache__").mkdir()
    file.with_name("__pycache__").joinpath("build.cpython-311.pyc").write_text("made", "utf-8")
    assert resources.code_digest.__wrapped__() == before
    file.write_text("after", "utf-8")
    assert resources.code_digest.__wrapped__() != before
