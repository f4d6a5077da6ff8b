"""The workflows that `init` writes, and their steps run as GitHub runs them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent.parent / "site_builder" / "_sample" / ".github" / "workflows"
NAMES = ("nightly", "publish", "rollback", "takedown")


def workflow(name: str) -> dict[Any, Any]:
    """A workflow, read as YAML 1.1, which takes the key `on` for true."""
    loaded: dict[Any, Any] = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    return loaded


def steps() -> list[dict[str, Any]]:
    """What each publication does, in order."""
    found: list[dict[str, Any]] = workflow("publish")["jobs"]["publish"]["steps"]
    return found


def index(word: str) -> int:
    """The place of the step whose name, or action, has this word in it."""
    return next(
        number
        for number, step in enumerate(steps())
        if word in step.get("name", "") or word in step.get("uses", "")
    )


def step(word: str) -> dict[str, Any]:
    """The step whose name, or action, has this word in it."""
    return steps()[index(word)]


def run_step(
    word: str, folder: Path, environment: Mapping[str, str], tools: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a step's script in a folder as GitHub does; ``tools`` holds commands that come first."""
    assert step(word)["shell"] == "bash"
    path = f"{tools}{os.pathsep}{os.environ['PATH']}" if tools else os.environ["PATH"]
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(word)["run"]],
        cwd=folder,
        env={"PATH": path, "HOME": str(home), "RUNNER_TEMP": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def command(tools: Path, name: str, script: str) -> Path:
    """A command that stands in for a real one."""
    tools.mkdir(exist_ok=True)
    (tools / name).write_text(script, "utf-8")
    (tools / name).chmod(0o755)
    return tools
