"""Files that no office meant to send: a sentence each, nothing written, no traceback."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from site_builder.model.record import Kind
from tests.intake.clerk import Clerk

HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile"
pytestmark = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared data is not here")


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return Clerk(tmp_path_factory.mktemp("hostile"))


def _refuses(clerk: Clerk, path: Path) -> None:
    before = clerk.state()
    for kind in (Kind.LISTING, Kind.CASE):
        outcome = clerk.take_in(path, kind=kind)
        assert not outcome.is_clean
        assert all(str(problem.message) for problem in outcome.problems)
    assert clerk.state() == before


@pytest.mark.parametrize("path", sorted((HOSTILE / "xlsx").glob("*.xlsx")), ids=lambda p: p.name)
def test_odd_workbooks(clerk: Clerk, path: Path) -> None:
    _refuses(clerk, path)


def test_odd_csv_files(clerk: Clerk) -> None:
    for line in (HOSTILE / "csv-spectrum.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        path = clerk.desk / f"{case['name']}.csv"
        path.write_bytes(base64.b64decode(case["csv_base64"]))
        _refuses(clerk, path)


def test_payloads_in_cells_stay_text(clerk: Clerk) -> None:
    payloads = (HOSTILE / "csv-injection.txt").read_text("utf-8").splitlines()
    quoted = ['"' + text.replace('"', '""') + '"' for text in payloads if text.strip()]
    lines = [f"{text},{number}号,hrss,2025-03-01" for number, text in enumerate(quoted)]
    path = clerk.csv("\n".join(["单位名称,决定书文号,决定机关,列入日期", *lines]) + "\n")
    clerk.take_in(path)
    names = set(clerk.named())
    assert names == {text.strip() for text in payloads if text.strip()}
