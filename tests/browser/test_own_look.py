"""A site with colours and an emblem of its own, no template touched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import complaints
from tests.office import SITE, Office, listing

GREEN, PALE = "#0b5d3b", "#7fd1a8"
LINE = "(one) => getComputedStyle(one).borderTopColor"
EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office") / "site")
    office.signed("listings/a.yml", [listing(1)])
    theme = {"light": {"seal": GREEN, "link": GREEN}, "dark": {"seal": PALE}}
    office.write("site.yml", {**SITE, "theme": theme})
    emblem = office.content.parent / "templates/static/emblem.svg"
    emblem.parent.mkdir(parents=True)
    emblem.write_text(EMBLEM, "utf-8")
    office.build("2025-06-01")
    return office


def test_the_sites_own_colours_and_emblem_show_in_both_schemes_and_offend_nobody(
    page: Page, office: Office, served: Callable[..., str], console_errors: list[str]
) -> None:
    page.clock.set_fixed_time("2025-06-01T12:00:00+08:00")
    page.goto(f"{served(office.site)}listings/t-0001.html")
    header = page.locator(".site-header")
    assert header.evaluate(LINE) == "rgb(11, 93, 59)"
    page.emulate_media(color_scheme="dark")
    assert header.evaluate(LINE) == "rgb(127, 209, 168)"
    emblem = page.locator(".site-header__emblem")
    expect(emblem).to_be_visible()
    assert emblem.evaluate("(one) => one.complete && one.naturalWidth > 0")
    assert complaints(page) == []
    assert console_errors == []


def test_a_colour_changes_every_page_and_back_again(office: Office) -> None:
    before = (office.site / "index.html").read_bytes()
    office.write("site.yml", SITE)
    office.build("2025-06-01")
    assert (office.site / "index.html").read_bytes() != before
    sheet = next((office.site / "assets").glob("site-*.css")).read_text("utf-8")
    assert GREEN not in sheet
