"""Every problem code that the program can tell is documented."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOLD = re.compile(
    r'code="([a-z-]+)"'
    r'|(?:fault|_problem|_fault|_refusal|refuse|Flaw|UnfitError)\(\s*(?:record,\s*|path,\s*|self\._?path,\s*)?"([a-z]+-[a-z-]+)"'
)


def _codes() -> set[str]:
    sources = (path.read_text("utf-8") for path in (ROOT / "site_builder").rglob("*.py"))
    return {one or other for text in sources for one, other in TOLD.findall(text)}


def test_every_code_stands_in_the_documentation() -> None:
    documented = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs" / "problems.md").read_text("utf-8")))
    codes = _codes()
    assert len(codes) > 50
    assert sorted(codes - documented) == []
