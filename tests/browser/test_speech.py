"""A site that speaks invented languages, in a real browser: from the right too, and in columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.test_accessibility import complaints
from tests.catalogs import arabic, bracketed, mongolian, translate
from tests.test_speech import DAY, office_of

SPOKEN = {"qaa": bracketed, "ug": arabic, "mn-Mong": mongolian}
RUNS = {"qaa": "horizontal-tb ltr", "ug": "horizontal-tb rtl", "mn-Mong": "vertical-lr ltr"}
PAGES = (
    "index.html",
    "listings/index.html",
    "listings/t-0001.html",
    "cases/2026/tc-0002.html",
    "typical-cases/tc-1.html",
    "report.html",
    "statistics/index.html",
    "data/index.html",
    "sitemap.html",
    "check/index.html",
    "notice-board/150102.html",
)
WIDTHS: tuple[ViewportSize, ...] = ({"width": 360, "height": 740}, {"width": 1280, "height": 800})
# All that is said, in text and beside it, but for what tells another language or is for machines.
SAID = """() => {
  const body = document.body.cloneNode(true);
  const apart = "[lang], time, code, script, noscript, template, .code, [data-label='SHA-256']";
  body.querySelectorAll(apart).forEach((e) => e.remove());
  const beside = [...body.querySelectorAll("[aria-label], [data-label]")];
  return [body.textContent, ...beside.map((e) => e.ariaLabel || e.dataset.label || "")].join("\\n");
}"""
STYLE = """(e) => {
  const { writingMode, direction } = getComputedStyle(e);
  return `${writingMode} ${direction}`;
}"""
BRACKETS = re.compile("⟦[^⟦⟧]*⟧")
# Names of hashes, forms and addresses are those of every language.
NAMES = re.compile(r"https?://\S+|SHA-256|[a-z]+\.(?:csv|xlsx|jsonl?|atom)|[\w.]+\.gov\.cn")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for tag, say in SPOKEN.items():
        office = office_of(tmp_path_factory.mktemp("office") / "site", language=tag)
        translate(office, tag, say)
        office.approve(f"locale/{tag}.po")
        assert office.build(DAY).problems == []
        found[tag] = office.site
    return found


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(f"{DAY}T12:00:00+08:00")


def left_over(page: Page) -> list[str]:
    """What a page says outside of brackets."""
    said = NAMES.sub("", page.evaluate(SAID))
    while BRACKETS.search(said):
        said = BRACKETS.sub("", said)
    return re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+", said)


def test_nothing_is_left_in_another_language(
    page: Page, sites: dict[str, Path], served: Callable[..., str]
) -> None:
    base = served(sites["qaa"])
    for path in PAGES:
        page.goto(f"{base}{path}")
        assert left_over(page) == [], path


@pytest.mark.parametrize("tag", SPOKEN)
def test_every_page_runs_as_its_language_does_and_fits_the_screen(
    page: Page, sites: dict[str, Path], served: Callable[..., str], tag: str
) -> None:
    base = served(sites[tag])
    for path in PAGES:
        page.goto(f"{base}{path}")
        assert page.locator("html").get_attribute("lang") == tag
        assert page.locator("html").evaluate(STYLE) == RUNS[tag]
        for size in WIDTHS:
            page.set_viewport_size(size)
            # Columns follow each other sideways; across its lines no page is moved.
            across = "scrollHeight" if tag == "mn-Mong" else "scrollWidth"
            most = size["height"] if tag == "mn-Mong" else size["width"]
            assert page.evaluate(f"document.documentElement.{across}") <= most, path


@pytest.mark.parametrize("tag", SPOKEN)
def test_axe_finds_nothing(
    page: Page, sites: dict[str, Path], served: Callable[..., str], tag: str
) -> None:
    base = served(sites[tag])
    for size, path in zip(WIDTHS, ("index.html", "cases/2026/tc-0002.html"), strict=True):
        page.set_viewport_size(size)
        page.goto(f"{base}{path}")
        assert complaints(page) == []


@pytest.mark.parametrize("tag", SPOKEN)
def test_what_is_looked_up_is_told_in_the_language_of_the_site(
    page: Page, sites: dict[str, Path], served: Callable[..., str], tag: str
) -> None:
    page.goto(f"{served(sites[tag])}search/#q=建筑")
    expect(page.locator("[data-search]")).to_have_attribute("data-state", "done")
    assert page.locator("[data-result]").count() == 4
    name = page.locator("[data-result] a").first
    assert name.evaluate("(e) => e.closest('[lang]').lang") == "zh-CN"
    if tag == "qaa":
        expect(page.locator("[data-summary]")).to_have_text(re.compile("^⟦4 "))
    page.goto(f"{served(sites[tag])}check/")
    page.locator("textarea").fill("测试区远穗1号建筑劳务有限公司")
    page.locator("button[type=submit]").click()
    expect(page.locator("[data-batch-row] a").first).to_have_attribute("lang", "zh-CN")
