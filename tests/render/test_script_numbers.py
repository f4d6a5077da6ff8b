"""Numbers stand in scripts where modules call them by name."""

import subprocess

import pytest

from site_builder.render.script_numbers import with_numbers
from site_builder.render.scripts import Scripts


def script(**modules: str) -> str:
    """What becomes of the module called one, with all that it imports."""
    made: dict[str, str] = {}

    def add(name: str, source: str) -> str:
        made[name] = source
        return name

    Scripts({f"js/{name}.mjs": source for name, source in modules.items()}).put_together(add)
    return made["js/one.mjs"]


def run_in_node(source: str) -> str:
    """What a script prints."""
    ran = subprocess.run(["node", "-e", source], capture_output=True, check=True, text=True)
    return ran.stdout


def test_number_stands_where_its_name_stood() -> None:
    one = (
        'import { MOST, ask } from "./two.mjs"\nconst HALF = 2\n'
        "console.log(MOST / HALF, HALF - -MOST, ask())\n"
    )
    two = "export const MOST = 20 * 60\nconst NONE = -1\nexport const ask = () => 5 -NONE\n"
    found = script(one=one, two=two)
    assert run_in_node(found) == "600 1202 6\n"
    assert "1200" in found
    assert "=1200" not in found


@pytest.mark.parametrize(
    "use",
    [
        'console.log("MOST")',
        "console.log(`MOST`)",
        "console.log(Object.keys({ MOST })[0])",
        "console.log(Object.keys({ MOST: 1 })[0])",
    ],
)
def test_words_and_names_of_parts_stay(use: str) -> None:
    assert run_in_node(script(one=f"const MOST = 7\n{use}\n")) == "MOST\n"


def test_number_that_another_name_is_given_to_stays_its_own() -> None:
    one = 'import { MOST as LEAST } from "./two.mjs"\nconsole.log(LEAST)\n'
    assert run_in_node(script(one=one, two="export const MOST = 7\n")) == "7\n"


def test_numbers_of_one_name_are_each_modules_own() -> None:
    found = with_numbers({"a.mjs": "const MOST = 1\nf(MOST)\n", "b.mjs": "g(MOST)\n"})
    assert found == {"a.mjs": "f(1)\n", "b.mjs": "g(MOST)\n"}
