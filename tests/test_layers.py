"""Who may import whom: so that no page is ever handed an undisclosed field."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "site_builder"

EVERYBODY = {
    "dictionary",
    "errors",
    "forms",
    "i18n",
    "model",
    "packed",
    "progress",
    "resources",
    "spelled",
    "word_file",
    "words",
}
STAGES = {"load", "vet", "disclose", "render", "search", "export", "publish"}
MAY_IMPORT = {
    "dictionary": {"dictionary", "i18n", "model", "words"},
    "errors": {"i18n"},
    "forms": set(),
    "i18n": set(),
    "packed": set(),
    "progress": set(),
    "resources": set(),
    "spelled": {"i18n"},
    "word_file": {"packed"},
    "words": {"i18n", "model"},
    "folders": set(),
    "forked": set(),
    "pdf_reader": set(),
    "model": {"model"},
    "clock": {"model"},
    "report": {"errors", "i18n", "model"},
    "store": EVERYBODY | {"store"},
    "firewall": EVERYBODY | {"firewall"},
    "kinds": EVERYBODY | {"kinds"},
    "article": EVERYBODY | {"article", "pdf_reader", "tables"},
    "tables": EVERYBODY | {"tables", "kinds"},
    "load": EVERYBODY | {"article", "load", "kinds", "store", "tables"},
    **{stage: EVERYBODY | {stage, "store"} for stage in ("disclose", "export")},
    "search": EVERYBODY | {"forked", "search", "store"},
    "render": EVERYBODY | {"article", "render", "store"},
    "vet": EVERYBODY | {"firewall", "forked", "store", "vet"},
    "scan": EVERYBODY | {"forked", "pdf_reader", "scan", "store"},
    "publish": EVERYBODY | {"forked", "publish", "scan", "store"},
    "inspection": EVERYBODY | {"inspection"},
    "intake": EVERYBODY
    | {"firewall", "folders", "intake", "kinds", "load", "store", "tables", "vet"},
    "signing": EVERYBODY | {"disclose", "folders", "load", "prepare", "signing", "store", "vet"},
    "office": EVERYBODY
    | {
        "disclose",
        "folders",
        "kinds",
        "load",
        "office",
        "prepare",
        "signing",
        "store",
        "tables",
        "vet",
    },
    "mend": EVERYBODY | {"firewall", "kinds", "load", "mend", "office", "store", "vet"},
    "archive": EVERYBODY | {"archive", "disclose", "store"},
    "archived": {"archive", "folders", "model", "prepare", "resources"},
    "prepare": EVERYBODY | {"folders", "store", "load", "vet", "disclose"},
    "remember": EVERYBODY | {"disclose", "prepare", "store", "vet"},
    "standing_themes": {"errors", "i18n", "remember", "render", "store"},
    "taken_out": {"disclose", "errors", "i18n", "model", "prepare", "publish"},
    "artifacts": EVERYBODY | {"export", "render", "search", "store"},
    "kept": EVERYBODY | {"folders", "prepare", "publish", "remember", "render", "store"},
    "options": {"model"},
    "last_build": {"errors", "folders", "i18n", "model", "publish", "report", "resources", "scan"}
    | {"store"},
    "build": {"folders", "last_build", "options", "pipeline", "progress", "publish", "remember"}
    | {"report", "store"},
    "pipeline": EVERYBODY
    | STAGES
    | {"artifacts", "folders", "forked", "kept", "options", "prepare", "remember", "report"}
    | {"standing_themes", "store", "taken_out"},
    "takedown": EVERYBODY
    | {"artifacts", "disclose", "folders", "kept", "office", "publish", "remember", "render"}
    | {"store", "taken_out"},
    "preview": EVERYBODY
    | {"archive", "archived", "disclose", "export", "folders", "load", "prepare", "preview"}
    | {"render", "search", "store", "vet"},
    "press": EVERYBODY | {"article", "disclose", "prepare", "press", "render", "store"},
    "cli": EVERYBODY
    | STAGES
    | {
        "archive",
        "archived",
        "build",
        "prepare",
        "preview",
        "cli",
        "clock",
        "firewall",
        "folders",
        "inspection",
        "intake",
        "kept",
        "mend",
        "office",
        "options",
        "press",
    }
    | {"report", "signing", "store", "takedown"},
    "__main__": {"cli"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(path: Path) -> set[str]:
    """The layers that a module imports, type checking aside or not."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names = (
                [f"{module}.{alias.name}" for alias in node.names]
                if module == "site_builder"
                else [module]
            )
        found |= {name.split(".")[1] for name in names if name.startswith("site_builder.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        assert _imported(path) == set()
    else:
        assert _imported(path) <= MAY_IMPORT[_layer(path)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_has_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_only_one_module_asks_what_time_it_is() -> None:
    asking = ("datetime.now", "date.today", "time.time(", "utcnow")
    found = [
        path.name for path in MODULES if any(words in path.read_text("utf-8") for words in asking)
    ]
    assert found == ["clock.py"]
