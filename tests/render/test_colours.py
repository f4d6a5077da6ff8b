"""Text on each ground it stands on, by the contrast that WCAG 2.2 AA asks for."""

import re

import pytest

from site_builder.resources import theme_folder

TOKENS = (theme_folder() / "static/css/tokens.css").read_text("utf-8")
LIGHT, _, REST = TOKENS.partition("@media (prefers-color-scheme: dark)")
SCHEMES = {"light": LIGHT, "dark": REST.partition("@media")[0]}
GROUNDS = ("ground", "surface", "sunken")
TEXTS = ("text", "text-muted", "link", "link-hover", "seal")
PAIRS = [
    *((text, ground, 4.5) for text in TEXTS for ground in GROUNDS),
    ("action-text", "action", 4.5),
    ("seal", "seal-ground", 4.5),
    ("warning-text", "warning-ground", 4.5),
    ("line-strong", "surface", 3.0),
    ("focus", "ground", 3.0),
    ("bar", "bar-ground", 3.0),
    *((f"series-{number}", "surface", 3.0) for number in (2, 3, 4)),
    ("bar", "surface", 3.0),
]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colours_stand_out(scheme: str, front: str, ground: str, least: float) -> None:
    colours = dict(re.findall(r"--colour-([\w-]+): (#\w{6})", SCHEMES[scheme]))
    dark, light = sorted((luminance(colours[front]), luminance(colours[ground])))
    assert (light + 0.05) / (dark + 0.05) >= least
