"""Scripts and styles ask for nothing that came after Chromium 80, where old telephones stopped."""

from __future__ import annotations

import re

import pytest

from site_builder.render.assets import Assets
from site_builder.render.theme import Theme

# What came later, with the Chromium that brought it, and a line that asks for it.
SCRIPT = {
    r"\.replaceAll\(": (85, 'a.replaceAll("b", "c")'),
    r"\|\|=|&&=|\?\?=": (85, "a ??= 1"),
    r"\bPromise\.any\b": (85, "Promise.any([])"),
    r"\.replaceChildren\(": (86, "a.replaceChildren()"),
    r"\bIntl\.Segmenter\b": (87, "new Intl.Segmenter()"),
    r"\.at\(": (92, "a.at(-1)"),
    r"\brandomUUID\(": (92, "crypto.randomUUID()"),
    r"\bObject\.hasOwn\(": (93, "Object.hasOwn(a, b)"),
    r"\.findLast(Index)?\(": (97, "a.findLast(Boolean)"),
    r"\bstructuredClone\(": (98, "structuredClone(a)"),
    r"\.to(Sorted|Reversed|Spliced)\(": (110, "a.toSorted()"),
    r"\b(Object|Map)\.groupBy\(": (117, "Object.groupBy(a, b)"),
    r"\bstatic\s*\{": (94, "class A { static { } }"),
}
STYLE = {
    r"(?<!-)\b(margin|padding|inset)-(inline|block)\s*:": (87, "margin-inline: 0"),
    r"\binset(-[a-z-]+)?\s*:": (87, "inset: 0"),
    r"\bborder-(inline|block)(-(width|style|color))?\s*:": (87, "border-block: 0"),
    r"\bborder-(start|end)-(start|end)-radius": (89, "border-start-start-radius: 0"),
    r":is\(|:where\(": (88, "a:is(b) { }"),
    r"\baspect-ratio\s*:": (88, "aspect-ratio: 1"),
    r"\baccent-color\s*:": (93, "accent-color: red"),
    r"@layer\b|@container\b": (99, "@layer a { }"),
    r"\d(svh|lvh|dvh|dvw|svb|lvb|dvb|vb|vi)\b": (108, "height: 100dvh"),
    r"\bcolor-mix\(|\boklch\(": (111, "color: color-mix(in srgb, red, blue)"),
}
_FLEX = re.compile(r"\{[^{}]*display:\s*(?:inline-)?flex[^{}]*\}")
# Between the boxes of a row of their own, only since Chromium 84.
_GAP = re.compile(r"(?<![\w-])(row-|column-)?gap\s*:")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """The scripts and the style sheet of the shipped theme, as they are published."""
    return {
        artifact.path: artifact.make().decode()
        for artifact in Assets(Theme(None)).artifacts()
        if artifact.path.endswith((".js", ".css"))
    }


def asked(patterns: dict[str, tuple[int, str]], text: str) -> set[str]:
    return {pattern for pattern in patterns if re.search(pattern, text)}


def test_what_is_published_asks_for_nothing_newer(made: dict[str, str]) -> None:
    scripts = "\n".join(text for path, text in made.items() if path.endswith(".js"))
    styles = "\n".join(text for path, text in made.items() if path.endswith(".css"))
    assert len(scripts) > 10_000
    assert len(styles) > 10_000
    assert asked(SCRIPT, scripts) == set()
    assert asked(STYLE, styles) == set()
    assert [rule for rule in _FLEX.findall(styles) if _GAP.search(rule)] == []


@pytest.mark.parametrize("patterns", [SCRIPT, STYLE], ids=["script", "style"])
def test_each_of_them_would_be_noticed(patterns: dict[str, tuple[int, str]]) -> None:
    missed = [p for p, (_since, line) in patterns.items() if p not in asked(patterns, line)]
    assert missed == []
