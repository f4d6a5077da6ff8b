"""Text on each ground it stands on, by the contrast that WCAG 2.2 AA asks for."""

import re

import pytest

from site_builder.model.contrast import PAIRS, contrast, too_close
from site_builder.render.colours import colour_rules
from site_builder.resources import shipped_colours

SHIPPED = shipped_colours()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colours_stand_out(scheme: str, front: str, ground: str, least: float) -> None:
    assert contrast(SHIPPED[scheme][front], SHIPPED[scheme][ground]) >= least


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_what_is_too_pale_is_named_with_its_ground() -> None:
    (front, ground, least, found), *_others = too_close({**SHIPPED["light"], "link": "#8ab4f8"})
    assert (front, ground, least) == ("link", "ground", 4.5)
    assert found < 4.5


def test_a_site_without_colours_of_its_own_adds_nothing() -> None:
    assert colour_rules({}) == colour_rules({"light": {}, "dark": {}}) == ""


def test_a_colour_for_light_leaves_the_dark_one_as_it_was() -> None:
    light, dark = colour_rules({"light": {"seal": "#005b3c"}}).split("@media screen and")
    assert "--colour-seal: #005b3c" in light
    assert f"--colour-seal: {SHIPPED['dark']['seal']}" in dark


def test_paper_stays_black_and_white() -> None:
    rules = colour_rules({"light": {"seal": "#005b3c"}, "dark": {"seal": "#7fd1a8"}})
    assert all("screen" in media for media in re.findall("@media ([^{]*)", rules))
