"""The READMEs are true: what they show is run, and prints what they say."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _steps(text: str) -> list[tuple[str, list[str]]]:
    steps: list[tuple[str, list[str]]] = []
    for line in "\n".join(BLOCK.findall(text)).splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif line:
            steps[-1][1].append(line)
    return steps


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_commands_of_a_readme_print_what_it_shows(name: str, tmp_path: Path) -> None:
    steps = _steps((ROOT / name).read_text("utf-8"))
    assert [
        command.split()[1] for command, _output in steps if command.startswith("site-builder")
    ] == [
        "init",
        "build",
        "verify",
        "explain",
        "changes",
        "import",
        "review",
        "approve",
        "event",
        "digest",
        "inspect",
        "takedown",
        "search",
        "press",
    ]
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    for command, output in steps:
        if command == "pip install .":
            continue  # tests/test_wheel.py does
        run = subprocess.run(
            [sys.executable, "-m", "site_builder", *shlex.split(command)[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        # A row of the example is refused, and a site of samples alone is stale, as the text says.
        is_refused = command.split()[1] in {"import", "inspect"}
        assert run.returncode == (1 if is_refused else 0), run.stderr
        # An ellipsis stands for any lines, or for the rest of one.
        pattern = "\n".join(re.escape(line).replace("…", ".*") for line in output)
        if output:
            assert re.fullmatch(pattern, run.stdout.rstrip("\n"), re.DOTALL), run.stdout


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_only_tasks_that_exist(name: str) -> None:
    tasks = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)[` ]", (ROOT / name).read_text("utf-8")))
    assert named <= tasks


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_links_to_files_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
