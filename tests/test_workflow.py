"""The nightly workflow that `init` writes does things in the order that keeps readers safe."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = (
    Path(__file__).parent.parent
    / "site_builder"
    / "_sample"
    / ".github"
    / "workflows"
    / "nightly.yml"
)
SHANGHAI = timezone(timedelta(hours=8))


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


def _steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = workflow["jobs"]["publish"]["steps"]
    return steps


def _index(workflow: dict[Any, Any], word: str) -> int:
    return next(
        number
        for number, step in enumerate(_steps(workflow))
        if word in step.get("name", "") or word in step.get("uses", "")
    )


def test_it_runs_just_after_midnight_in_shanghai_and_again_in_the_morning(
    workflow: dict[Any, Any],
) -> None:
    # YAML 1.1 takes the key `on` for true.
    times = []
    for entry in workflow[True]["schedule"]:
        minute, hour = map(int, entry["cron"].split()[:2])
        moment = datetime(2026, 11, 21, hour, minute, tzinfo=timezone.utc).astimezone(SHANGHAI)  # noqa: UP017
        times.append((moment.hour, moment.minute))
    assert times[0][0] == 0
    assert 0 < times[0][1] <= 15
    assert 5 <= times[1][0] <= 9


def test_the_state_is_kept_between_runs_whatever_happens(workflow: dict[Any, Any]) -> None:
    restore, save = _index(workflow, "cache/restore"), _index(workflow, "cache/save")
    assert restore < _index(workflow, "Build") < save
    assert _steps(workflow)[save]["if"] == "always()"
    for number in (restore, save):
        assert _steps(workflow)[number]["with"]["path"].split() == [".site-builder", "output"]


def test_it_deploys_whenever_the_release_verifies_and_deletes_last(
    workflow: dict[Any, Any],
) -> None:
    deploy = _steps(workflow)[_index(workflow, "Deploy")]
    assert "steps.verify.outputs.code == '0'" in deploy["if"]
    assert "steps.build.outputs.code == '0'" not in deploy["if"]
    copies = [line for line in deploy["run"].splitlines() if line.startswith("rsync")]
    assert [("--delete" in line) for line in copies] == [False, False, False, True]


def test_it_verifies_what_is_served_then_alarms_then_fails(workflow: dict[Any, Any]) -> None:
    names = ["Deploy", "Verify what is served", "Alarm", "Fail where a person must act"]
    places = [_index(workflow, name) for name in names]
    assert places == sorted(places)
    assert "code == '3'" in _steps(workflow)[places[2]]["if"]
