"""The wheel carries theme and regime pack, and works from any folder without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, as an installer would lay them out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*command, "-q", "-w", str(folder), str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_carries_what_the_checkout_has(unpacked: Path) -> None:
    for shipped, source in (
        ("templates", ROOT / "templates"),
        ("regimes", ROOT / "content" / "regimes"),
    ):
        names = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
        there = unpacked / "site_builder" / "_data" / shipped
        assert {path.relative_to(there) for path in there.rglob("*") if path.is_file()} == names


def test_a_site_made_and_built_by_the_wheel_is_sound(unpacked: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", "site_builder", *arguments]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)

    where = "import site_builder.resources as r; print(r.theme_folder()); print(r.pack_folder())"
    found = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert all(line.startswith(str(unpacked)) for line in found.stdout.split())
    run("init", "a site")
    run("build", "--site", "a site", "--as-of", "2026-11-21")
    run("verify", "--site", "a site")
    assert (
        tmp_path / "a site" / "output" / "site" / "listings" / "sample-2025-0001.html"
    ).is_file()


def test_a_site_without_its_samples_builds_too(unpacked: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-m", "site_builder"]
    subprocess.run(
        [*command, "init", "s"], cwd=tmp_path, env=environment, check=True, capture_output=True
    )
    for path in (tmp_path / "s" / "content").glob("*/*"):
        if path.parent.name != "sign-offs":
            path.unlink()
    built = subprocess.run(
        [*command, "build", "--site", "s"], cwd=tmp_path, env=environment, check=False
    )
    assert built.returncode == 0
