"""Many drafts in one file: each look reads all of it, so there are few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.errors import Problem
from site_builder.firewall import Finding, Sort
from site_builder.i18n import _
from site_builder.kinds import KINDS
from site_builder.load.yaml_core import read_yaml
from site_builder.mend import draft
from site_builder.mend.draft import YamlDraft
from site_builder.model.record import Kind
from tests.mend.mending import LISTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.load.entries import Reading

MANY = 80
STUBBORN = 77
FEW = 50
NUMBER = "13800000000"
# A value that says the number with an escape, so that nobody sees where it is written.
ESCAPED = f'"电话{NUMBER[:-1]}\\x30"'


def _record(number: int, reason: str, day: str = "2025-03-01") -> str:
    text = LISTING.replace("t-0001", f"t-{number:04}").replace("2025-03-01", day)
    lines = text.replace("拖欠：工资，逾期“未付”", reason).splitlines()
    return "\n".join(f"{'  ' if at else '- '}{line}" for at, line in enumerate(lines))


def _find(text: str) -> Iterator[Finding]:
    start = text.find(NUMBER)
    if start >= 0:
        end = start + len(NUMBER)
        yield Finding(sort=Sort.PHONE, start=start, end=end, replacement="（略）", is_safe=True)


def _told(number: int) -> Problem:
    return Problem(
        code="personal-data",
        path="content/a.yml",
        message=_("expected content, found an empty file"),
        record=f"t-{number:04}",
        waiver="personal-data@decision.reason:2-13",
        replacement="（略）",
    )


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a text was read."""
    found: list[int] = []

    def read(data: bytes, path: str) -> Reading:
        found.append(len(data))
        return read_yaml(data, path)

    monkeypatch.setattr(draft, "read_yaml", read)
    return found


def test_findings_of_many_records_are_put_right_with_few_looks(looks: list[int]) -> None:
    reasons = [ESCAPED if at == STUBBORN else f"电话{NUMBER}" for at in range(MANY)]
    text = "\n".join(_record(at, reason) for at, reason in enumerate(reasons))
    mending = YamlDraft(text.split("\n"), "content/a.yml", KINDS[Kind.LISTING], set())
    mending.mend([_told(at) for at in range(MANY)], _find)
    assert "\n".join(mending.texts) == text.replace(NUMBER, "（略）")
    assert len(looks) < FEW


def test_days_of_many_records_are_mended_with_few_looks(looks: list[int]) -> None:
    days = ["2025/3/1" if at != STUBBORN else '"2025/3\\\n    /1"' for at in range(MANY)]
    text = "\n".join(_record(at, "拖欠", day) for at, day in enumerate(days))
    mending = YamlDraft(text.split("\n"), "content/a.yml", KINDS[Kind.LISTING], set())
    mending.mend([], _find)
    assert "\n".join(mending.texts) == text.replace("2025/3/1", "2025-03-01")
    assert len(mending.left) == 1
    assert len(looks) < FEW
