"""The HTML of every sort of page, as the Nu Html Checker of the W3C judges it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.browser.page_types import page_types

CHECKER = Path(__file__).parents[2] / ".tools/vnu.jar"
# To the checker files have no origin, so that nothing is of the page's own.
AS_A_FILE = "Resource violates Content Security Policy"


def test_the_nu_checker_finds_nothing(demo: Path) -> None:
    if not CHECKER.exists():
        pytest.skip("the Nu Html Checker is missing: scripts/nu-checker.sh could not fetch it")
    files = [path if path.endswith(".html") else f"{path}index.html" for path in page_types(demo)]
    command = ["java", "-jar", str(CHECKER), "--format", "json", *files]
    told = json.loads(subprocess.run(command, cwd=demo, capture_output=True, check=False).stderr)
    found = [
        f"{one['url'].rpartition('/site/')[2]}: {one['message']}"
        for one in told["messages"]
        if AS_A_FILE not in one["message"]
    ]
    assert found == []
