"""The workflows that `init` writes do things in the order that keeps readers safe."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.workflows import FOLDER, NAMES, command, index, run_step, step, steps, workflow

SHANGHAI = timezone(timedelta(hours=8))
CALLERS = ("nightly", "rollback", "takedown")
REASONS = [
    "personal-data",
    "court-order",
    "mistaken-identity",
    "factual-error",
    "dispute",
    "other",
]
GIVEN = {"IDS": "t-0001", "REASON": "court-order", "BY": "值班员甲", "BACK": "1"}


def test_it_runs_just_after_midnight_in_shanghai_and_again_in_the_morning() -> None:
    times = []
    for entry in workflow("nightly")[True]["schedule"]:
        minute, hour = map(int, entry["cron"].split()[:2])
        moment = datetime(2026, 11, 21, hour, minute, tzinfo=timezone.utc).astimezone(SHANGHAI)  # noqa: UP017
        times.append((moment.hour, moment.minute))
    assert times[0][0] == 0
    assert 0 < times[0][1] <= 15
    assert 5 <= times[1][0] <= 9


def test_the_state_is_kept_between_runs_whatever_happens() -> None:
    restore, save = index("cache/restore"), index("cache/save")
    assert restore < index("Build") < save
    assert steps()[save]["if"] == "always()"
    for number in (restore, save):
        assert steps()[number]["with"]["path"].split() == [".site-builder", "output"]


def test_only_what_may_not_show_holds_a_deploy_back() -> None:
    deploy = step("Deploy")["if"]
    assert deploy == step("Verify what is served")["if"]
    assert "steps.build.outputs.code != '3'" in deploy
    # Not 2, nor nothing: then there is no release to deploy.
    assert """contains(fromJSON('["0", "1"]'), steps.verify.outputs.code)""" in deploy


def test_it_verifies_what_is_served_then_alarms_then_fails() -> None:
    names = ["Deploy", "Verify what is served", "Alarm", "Fail where a person must act"]
    places = [index(name) for name in names]
    assert places == sorted(places)
    assert "code == '3'" in steps()[places[2]]["if"]


def test_a_run_that_fails_or_is_stopped_alarms() -> None:
    alarm = step("Alarm")["if"]
    assert "failure()" in alarm
    assert "cancelled()" in alarm
    assert "steps.hold.outcome == 'failure'" in alarm


# Buttons


@pytest.mark.parametrize("name", CALLERS)
def test_every_way_to_publish_is_the_same_but_for_the_order(name: str) -> None:
    [job] = workflow(name)["jobs"].values()
    assert job["uses"] == "./.github/workflows/publish.yml"
    assert job["with"]["order"] == {"nightly": "build"}.get(name, name)
    known = workflow("publish")[True]["workflow_call"]
    assert set(job["with"]) <= set(known["inputs"])
    assert set(job["secrets"]) == set(known["secrets"])


def test_no_two_publications_run_at_once_and_none_that_waits_is_dropped() -> None:
    for name in CALLERS:
        assert workflow(name)["concurrency"] == {
            "group": "publish",
            "cancel-in-progress": False,
            "queue": "max",
        }
    # The called one would wait for its caller, and so for ever.
    assert "concurrency" not in workflow("publish")
    assert "concurrency" not in workflow("publish")["jobs"]["publish"]


def test_only_the_takedown_may_write_to_the_repository() -> None:
    rights = {name: workflow(name)["permissions"]["contents"] for name in CALLERS}
    assert rights == {"nightly": "read", "rollback": "read", "takedown": "write"}
    # A called workflow has the rights of its caller, unless it names its own.
    assert "permissions" not in workflow("publish")


def test_the_takedown_asks_for_ids_a_reason_of_the_closed_list_and_a_name() -> None:
    asked = workflow("takedown")[True]["workflow_dispatch"]["inputs"]
    assert list(asked) == ["ids", "reason", "by"]
    assert all(one["required"] for one in asked.values())
    assert asked["reason"]["options"] == REASONS
    assert all(reason in asked["reason"]["description"] for reason in REASONS)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_typed_is_ever_part_of_a_script(name: str) -> None:
    for job in workflow(name)["jobs"].values():
        for one in job.get("steps", []):
            assert "${{" not in one.get("run", "")
            assert "${{ inputs" not in str(one.get("name", ""))
    text = (FOLDER / f"{name}.yml").read_text("utf-8")
    assert "github.event.inputs" not in text


def test_the_hold_is_kept_before_the_deploy_and_never_in_its_way() -> None:
    hold = step("Keep the hold")
    assert index("Build") < index("Keep the hold") < index("Deploy")
    assert hold["continue-on-error"] is True
    assert "steps.hold.outcome == 'failure'" in step("Fail where a person must act")["if"]


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A site-builder that writes down what it was asked, one argument a line, and does as told."""
    script = """#!/bin/bash
printf '%s\\n' "$@" -- >> "$ASKED"
codes=($CODES)
asked=$(grep -c '^\\(build\\|takedown\\|rollback\\)$' "$ASKED")
exit "${codes[$((asked - 1))]:-0}"
"""
    return command(tmp_path / "tools", "site-builder", script)


def ordered(
    tmp_path: Path, tools: Path, *, codes: str = "0", **changes: str
) -> tuple[int, str, list[list[str]]]:
    """The step's exit code, its output and what the program was asked."""
    given = {**GIVEN, **changes}
    asked, output = tmp_path / "asked", tmp_path / "github"
    asked.write_text("", "utf-8")
    output.write_text("", "utf-8")
    where = {"ASKED": str(asked), "GITHUB_OUTPUT": str(output), "CODES": codes}
    found = run_step("Build", tmp_path, {**given, **where}, tools)
    calls = asked.read_text("utf-8").removesuffix("--\n")
    lines = re.split(r"(?m)^--\n(?=build|takedown|rollback)", calls) if calls else []
    return found.returncode, output.read_text("utf-8"), [line.splitlines() for line in lines]


def test_the_nightly_order_is_to_build(tmp_path: Path, tools: Path) -> None:
    assert ordered(tmp_path, tools, ORDER="build", codes="1") == (
        0,
        "code=1\n",
        [["build", "--jobs", "2", "--report", "report.json"]],
    )


@pytest.mark.parametrize(
    "ids", ["t-0001 t-0002", "t-0001，t-0002", "t-0001,\nt-0002", "t-0001、 t-0002 "]
)
def test_a_takedown_takes_all_ids_that_were_typed(tmp_path: Path, tools: Path, ids: str) -> None:
    assert ordered(tmp_path, tools, ORDER="takedown", IDS=ids, BY="甲 $(id) 'x'") == (
        0,
        "code=0\n",
        [
            [
                "takedown",
                "--reason=court-order",
                "--by=甲 $(id) 'x'",
                "--",
                "t-0001",
                "t-0002",
            ]
        ],
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"IDS": ""},
        {"IDS": " ， "},
        {"IDS": "T-0001"},
        {"IDS": "t-0001 *"},
        {"IDS": "t-0001 $(touch${IFS}made)"},
        {"IDS": "t-0001; touch made"},
        {"IDS": "t-0001 `touch made`"},
        {"IDS": "测试有限公司"},
        {"IDS": "x" * 65},
        {"REASON": "because"},
        {"REASON": ""},
        {"REASON": "other --lift"},
        {"BY": ""},
        {"BY": " \n"},
    ],
    ids=str,
)
def test_a_takedown_that_cannot_be_meant_is_refused_before_anything_is_done(
    tmp_path: Path, tools: Path, changes: dict[str, str]
) -> None:
    code, output, asked = ordered(tmp_path, tools, ORDER="takedown", **changes)
    assert (code, output, asked) == (2, "", [])
    assert not (tmp_path / "made").exists()


def test_without_a_release_to_take_it_out_of_the_site_is_built_without_it(
    tmp_path: Path, tools: Path
) -> None:
    code, output, asked = ordered(tmp_path, tools, ORDER="takedown", codes="3 1")
    assert (code, output) == (0, "code=1\n")
    assert [call[0] for call in asked] == ["takedown", "build"]


@pytest.mark.parametrize("order", ["build", "takedown", "rollback"])
def test_an_order_that_was_wrong_usage_fails_the_run(
    tmp_path: Path, tools: Path, order: str
) -> None:
    code, output, _asked = ordered(tmp_path, tools, ORDER=order, codes="2")
    assert (code, output) == (2, "")


def test_a_rollback_goes_back_by_the_number_that_was_chosen(tmp_path: Path, tools: Path) -> None:
    assert ordered(tmp_path, tools, ORDER="rollback", BACK="3", codes="3") == (
        0,
        "code=3\n",
        [["rollback", "3"]],
    )
    for back in ("0", "6", "1 2", "$(touch made)", ""):
        code, _output, asked = ordered(tmp_path, tools, ORDER="rollback", BACK=back)
        assert (code, asked) == (2, [])


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.com")
    found = subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return found.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone of a repository, with a hold that was just written."""
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "-q", "--bare", "-b", "main")
    first = tmp_path / "first"
    git(tmp_path, "clone", "-q", str(origin), str(first))
    (first / "content").mkdir()
    (first / "content" / "site.yml").write_text("a\n", "utf-8")
    git(first, "add", ".")
    git(first, "commit", "-q", "-m", "one")
    git(first, "push", "-q", "origin", "HEAD:main")
    git(tmp_path, "clone", "-q", str(origin), str(tmp_path / "checkout"))
    (tmp_path / "checkout" / "content" / "holds.yml").write_text("- id: t-0001\n", "utf-8")
    (tmp_path / "checkout" / "report.json").write_text("{}", "utf-8")
    return tmp_path / "checkout"


def test_the_hold_reaches_the_repository_though_somebody_pushed_meanwhile(checkout: Path) -> None:
    first, origin = checkout.with_name("first"), checkout.with_name("origin")
    (first / "content" / "site.yml").write_text("b\n", "utf-8")
    git(first, "commit", "-q", "-a", "-m", "two")
    git(first, "push", "-q", "origin", "HEAD:main")
    kept = run_step("Keep the hold", checkout, {"GITHUB_REF_NAME": "main"})
    assert kept.returncode == 0, kept.stderr
    assert git(origin, "show", "main:content/holds.yml") == "- id: t-0001\n"
    assert git(origin, "show", "main:content/site.yml") == "b\n"
    assert git(origin, "ls-tree", "-r", "--name-only", "main").split() == [
        "content/holds.yml",
        "content/site.yml",
    ]


def test_a_hold_that_was_there_already_needs_no_commit(checkout: Path) -> None:
    for _time in range(2):
        assert run_step("Keep the hold", checkout, {"GITHUB_REF_NAME": "main"}).returncode == 0
    assert git(checkout.with_name("origin"), "rev-list", "--count", "main") == "2\n"


def test_a_repository_that_takes_no_push_fails_the_step(checkout: Path) -> None:
    hook = checkout.with_name("origin") / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    assert run_step("Keep the hold", checkout, {"GITHUB_REF_NAME": "main"}).returncode != 0
