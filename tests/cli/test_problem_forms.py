"""A finding as text, JSON, GitHub annotation and SARIF: with its article and what to do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.cli.problem_forms import FORMS
from site_builder.cli.rules import has_rule
from site_builder.errors import Problem, Severity
from site_builder.i18n import _

FINDING = Problem(
    code="personal-data",
    message=_("expected content, found an empty file"),
    path="content/typical-cases/案例.md",
    line=12,
    column=3,
    end_column=14,
    field="body",
    record="tc-1",
    citation="个人信息保护法 第二十八条",
    replacement="（电话略）",
    waiver="personal-data@body:120-131",
)
PLACE = "content/typical-cases/案例.md#tc-1"
FIRST = "content/typical-cases/案例.md:12: body: expected content, found an empty file"
DOCUMENTED = Path(__file__).parent.parent.parent / "docs" / "problems.md"


def _sarif(*problems: Problem) -> dict[str, Any]:
    (run,) = json.loads(FORMS["sarif"](problems, "en"))["runs"]
    assert isinstance(run, dict)
    return run


def test_text_says_on_lines_of_their_own_what_to_do() -> None:
    assert FORMS["text"]([FINDING], "en").splitlines() == [
        FIRST,
        "    by 个人信息保护法 第二十八条",
        "    instead: （电话略）",
        (
            f"    a false alarm? site-builder approve {PLACE} --drafter A --approver B --document T"
            f" --waive {FINDING.waiver}=REASON (several findings: one --waive each, in one command)"
        ),
    ]


def test_text_is_chinese_for_who_reads_chinese() -> None:
    assert FORMS["text"]([FINDING], "zh").splitlines()[1:] == [
        "    依据：个人信息保护法 第二十八条",
        "    建议改为：（电话略）",
        (
            f"    确属误报的，审签时写明：site-builder approve {PLACE}"
            " --drafter 经办人 --approver 审签人 --document 文号"
            f" --waive {FINDING.waiver}=理由"
            "（有几项，在同一条命令里各写一个 --waive）"
        ),
    ]


def test_an_empty_replacement_means_to_leave_it_out() -> None:
    said = FORMS["text"]([replace(FINDING, replacement="")], "en")
    assert "    instead: nothing, leave it out" in said.splitlines()


def test_a_problem_without_more_is_one_line() -> None:
    plain = Problem(code="empty-file", message=FINDING.message, path="content/a.yml")
    assert FORMS["text"]([plain], "en") == ("content/a.yml: expected content, found an empty file")


def test_what_was_let_pass_says_why_and_is_no_error() -> None:
    waived = replace(FINDING, waived="是公开的值班电话")
    assert not waived.is_error
    said = FORMS["text"]([waived], "en").splitlines()
    assert said[-1] == "    let pass by a sign-off: 是公开的值班电话"
    assert not any("false alarm" in line for line in said)
    assert FORMS["github"]([waived], "en").startswith("::notice file=")
    (result,) = _sarif(waived)["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "是公开的值班电话"}
    ]


def test_json_has_more_keys_only_where_there_is_more_to_say() -> None:
    (full,) = json.loads(FORMS["json"]([FINDING], "en"))
    assert (full["column"], full["end_column"], full["waiver"]) == (3, 14, FINDING.waiver)
    plain = replace(
        FINDING, citation=None, replacement=None, waiver=None, column=None, end_column=None
    )
    (found,) = json.loads(FORMS["json"]([plain], "en"))
    assert len(found) == 9


def test_an_annotation_points_at_the_words() -> None:
    said = FORMS["github"]([FINDING], "en")
    assert said.startswith(
        "::error file=content/typical-cases/案例.md,line=12,col=3,endColumn=14,title=personal-data"
        "::body: expected content, found an empty file%0Aby 个人信息保护法"
    )
    assert "\n" not in said


def test_sarif_has_the_region_and_the_fix() -> None:
    run = _sarif(FINDING)
    (result,) = run["results"]
    region = {"startLine": 12, "startColumn": 3, "endColumn": 14}
    (location,) = result["locations"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert location["physicalLocation"]["region"] == region
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == location["physicalLocation"]["artifactLocation"]
    assert change["replacements"] == [
        {"deletedRegion": region, "insertedContent": {"text": "（电话略）"}}
    ]


def test_sarif_offers_no_fix_where_the_words_cannot_be_pointed_at() -> None:
    for unplaced in (
        replace(FINDING, column=None, end_column=None),
        replace(FINDING, end_column=None),
        replace(FINDING, sheet="名单", cell="B2"),
        replace(FINDING, replacement=None),
    ):
        (result,) = _sarif(unplaced)["results"]
        assert "fixes" not in result


def test_each_code_is_a_rule_once_with_its_meaning_and_level() -> None:
    warning = Problem(
        code="end-differs", message=FINDING.message, path="a", severity=Severity.WARNING
    )
    run = _sarif(FINDING, warning, replace(FINDING, line=13))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["end-differs", "personal-data"]
    levels = [rule["defaultConfiguration"]["level"] for rule in rules]
    assert levels == ["warning", "error"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [
        each["ruleId"] for each in run["results"]
    ]


def test_every_code_that_content_can_have_has_a_rule_of_its_own() -> None:
    text = DOCUMENTED.read_text("utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    wanted = {"A file", "A table", "A record", "A calendar", "`check --fix`"}
    told = [part for part in parts if part.split("\n", 1)[0] in wanted]
    assert len(told) == len(wanted)
    cells = (line.split("|")[1] for part in told for line in part.splitlines() if "| `" in line)
    codes = {code for cell in cells for code in re.findall(r"`([a-z-]+)`", cell)}
    assert len(codes) > 60
    assert sorted(code for code in codes if not has_rule(code)) == []
