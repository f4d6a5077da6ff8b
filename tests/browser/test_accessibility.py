"""Every sort of page as those meet it who see badly, press badly, or have a keyboard alone.

axe-core judges (WCAG 2.2 AA and its best practices); what it can't see is asked in the browser.
"""

import re
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.page_types import (
    PARTS,
    a_case_page,
    a_gone_page,
    a_listing_page,
    first,
    page_types,
    with_part,
)

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
NOON = "2026-11-21T12:00:00+08:00"
WIDTHS: tuple[ViewportSize, ...] = ({"width": 360, "height": 740}, {"width": 1280, "height": 800})
LOOKS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
)
SORTS: dict[str, Callable[[Path], str]] = {
    "home": lambda _demo: "",
    "listings": lambda _demo: "listings/",
    "listings of a region": lambda demo: first(demo, "listings/region/*/index.html"),
    "listing": a_listing_page,
    "ended listing": a_gone_page,
    "cases": lambda _demo: "cases/",
    "case": a_case_page,
    "typical cases": lambda _demo: "typical-cases/",
    "typical case": lambda demo: first(demo, "typical-cases/tc-*.html"),
    "news": lambda _demo: "news/",
    "news article": lambda demo: first(demo, "news/nw-*.html"),
    **{f"article with a {name}": partial(with_part, part=part) for part, name in PARTS.items()},
    "guide": lambda _demo: "report.html",
    "site map": lambda _demo: "sitemap.html",
    "open data": lambda _demo: "data/",
    "board for a building site": lambda demo: first(demo, "notice-board/1*.html"),
    "figures": lambda _demo: "statistics/",
    "hits": lambda _demo: "search/#q=建筑",
    "no hits": lambda _demo: "search/#q=没有这家公司",
    "nowhere": lambda _demo: "404.html",
    "gone": lambda _demo: "gone.html",
}
PRESSED = "a[href], button, select, summary, input, textarea, [tabindex='0']"
# WCAG 2.5.8 leaves out links within a sentence: their height is the line's.
SMALL = """([pressed, least]) => [...document.querySelectorAll(pressed)]
  .filter((one) => one.checkVisibility() && !one.matches(".skip-link"))
  .filter((one) => getComputedStyle(one).display !== "inline"
    || one.parentElement.textContent.trim() === one.textContent.trim())
  .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < least || box.width < least)
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
REACHABLE = """(pressed) => [...document.querySelectorAll(pressed)]
  .filter((one) => one.checkVisibility() && !one.disabled)
  .map((one, at) => { one.dataset.stop = at; return String(at) })"""
FOCUSED = """() => {
  const one = document.activeElement
  const seen = getComputedStyle(one).outlineStyle !== "none" || one.matches("main")
  return one === document.body ? null : [one.dataset.stop || "", seen, one.outerHTML.slice(0, 80)]
}"""
WIDE = "document.documentElement.scrollWidth"
LARGE = "parseFloat(getComputedStyle(document.body).fontSize)"
Serve = Callable[..., str]


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(NOON)


def opened(page: Page, address: str) -> None:
    """Open a page, and what a look-up in its address answers."""
    page.goto(address)
    if "#q=" in address:
        expect(page.locator("[data-search][data-state=done]")).to_be_attached()


def complaints(page: Page) -> list[str]:
    """What axe finds on a page, in each width and look."""
    page.evaluate(f"{AXE};undefined")
    found = []
    for width in WIDTHS:
        page.set_viewport_size(width)
        for look in LOOKS:
            page.emulate_media(**look)
            told = page.evaluate("axe.run({ resultTypes: ['violations'] })")
            found += [
                f"{width['width']} px, {look}: {one['id']}: {one['nodes'][0]['html'][:160]}"
                for one in told["violations"]
            ]
    return found


@pytest.mark.parametrize("sort", SORTS)
def test_axe_finds_nothing(page: Page, demo: Path, served: Serve, sort: str) -> None:
    opened(page, served(demo) + SORTS[sort](demo))
    assert complaints(page) == []


def test_axe_finds_nothing_in_many_answers(page: Page, demo: Path, served: Serve) -> None:
    page.goto(f"{served(demo)}check/index.html")
    page.locator("[data-batch] textarea").fill("示例建筑工程有限公司\n91150102MA0AAA0002\n没有的")
    page.locator("[data-batch] button[type=submit]").click()
    expect(page.locator("[data-batch][data-state=done]")).to_be_attached()
    assert complaints(page) == []


def test_nothing_moves_sideways_and_all_that_is_pressed_fits_a_finger(
    page: Page, demo: Path, served: Serve
) -> None:
    address = served(demo)
    found: dict[str, list[str]] = {}
    for path in [*page_types(demo), "search/#q=建筑"]:
        opened(page, address + path)
        for width in (1280, 768, 320):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate(WIDE) == width, path
        if path == "gone.html":
            continue  # has no style of its own
        small = page.evaluate(SMALL, [PRESSED, 43.5])
        found |= {path: small} if small else {}
    assert found == {}


def test_headings_descend_by_one_from_the_only_first(page: Page, demo: Path, served: Serve) -> None:
    address, found = served(demo), {}
    for path in page_types(demo):
        page.goto(address + path)
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => +h.tagName[1])"
        )
        steps = pairwise(levels)
        if levels[0] != 1 or levels.count(1) != 1 or any(to > of + 1 for of, to in steps):
            found[path] = levels
    assert found == {}


@pytest.mark.parametrize("path", ["", "listings/", "search/#q=建筑", "report.html"])
def test_the_tab_key_reaches_everything_and_shows_where_it_is(
    page: Page, demo: Path, served: Serve, path: str
) -> None:
    opened(page, served(demo) + path)
    wanted = set(page.evaluate(REACHABLE, PRESSED))
    reached, unseen = set(), []
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused:
            reached.add(focused[0])
            unseen += [] if focused[1] else [focused[2]]
    assert wanted - reached == set()
    assert unseen == []


def test_keyboard_reaches_the_content_first(page: Page, demo: Path, served: Serve) -> None:
    page.goto(served(demo))
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("form[role=search] input[name=q]")).to_be_focused()


def test_keyboard_alone_looks_up_narrows_and_opens(page: Page, demo: Path, served: Serve) -> None:
    page.goto(served(demo))
    to(page, "form[role=search] input[name=q]")
    page.keyboard.type("建筑")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search][data-state=done]")).to_be_attached()
    every = int(page.locator("[data-search]").get_attribute("data-total") or 0)
    to(page, "select[name=kind]")
    page.keyboard.press("ArrowDown")
    total = page.locator("[data-search][data-state=done]")
    expect(total).not_to_have_attribute("data-total", str(every))
    to(page, "[data-result] a")
    page.keyboard.press("Enter")
    expect(page.locator("article[data-kind=listing]")).to_be_visible()


def test_keyboard_alone_checks_many(page: Page, demo: Path, served: Serve) -> None:
    page.goto(f"{served(demo)}check/index.html")
    to(page, "[data-batch] textarea")
    page.keyboard.type("建筑\n没有的")
    to(page, "[data-batch] button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-batch-row]")).to_have_count(2)
    to(page, "[data-download]")
    with page.expect_download():
        page.keyboard.press("Enter")


def test_keyboard_alone_walks_the_menu_and_opens_what_is_folded(
    page: Page, demo: Path, served: Serve
) -> None:
    page.goto(served(demo))
    to(page, "nav a[href='listings/index.html']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("listings/index.html$"))
    to(page, "main summary")
    page.keyboard.press("Enter")
    expect(page.locator("main details").first).to_have_attribute("open", "")


def to(page: Page, selector: str) -> None:
    """Press Tab until the first of what a selector names has the focus."""
    wanted = page.locator(selector).first
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"the Tab key never came to {selector}")


def test_large_text_takes_no_script_and_fits_a_small_phone(
    browser: Browser, demo: Path, served: Serve
) -> None:
    address, found = served(demo), {}
    with browser.new_context(viewport=WIDTHS[0], java_script_enabled=False) as context:
        page = context.new_page()
        for path in page_types(demo):
            if path in {"gone.html", "search/", "check/"}:
                continue  # without a style, or of no use without a script
            page.goto(address + path)
            page.get_by_role("link", name="大字版").click()
            small = page.evaluate(SMALL, [PRESSED, 59.5])
            if page.evaluate(LARGE) < 22 or page.evaluate(WIDE) > 360 or small:
                found[path] = small
    assert found == {}


def test_large_text_stays_on_from_page_to_page_without_a_cookie(
    page: Page, demo: Path, served: Serve
) -> None:
    page.goto(served(demo))
    to(page, "[data-elder-on]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-elder-off]")).to_be_focused()
    page.get_by_role("link", name="名单", exact=True).click()
    assert page.evaluate(LARGE) >= 22
    assert page.context.cookies() == []
    assert complaints(page) == []
    page.get_by_role("link", name="标准版").click()
    page.reload()
    assert page.evaluate(LARGE) == 17


def test_large_text_chosen_on_a_later_page_is_on_where_the_way_back_leads(
    page: Page, demo: Path, served: Serve
) -> None:
    address = served(demo)
    page.goto(address)
    later = page.context.new_page()
    later.goto(f"{address}search/")
    for switch, size in (("大字版", 22), ("标准版", 17)):
        later.get_by_role("link", name=switch).click()
        # What a browser tells a page that it kept as it was left.
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        assert page.evaluate(LARGE) == size


def test_large_text_can_be_sent_as_an_address_and_left_again(
    page: Page, demo: Path, served: Serve
) -> None:
    page.goto(f"{served(demo)}listings/index.html#elder")
    assert page.evaluate(LARGE) >= 22
    page.get_by_role("link", name="标准版").click()
    assert page.evaluate(LARGE) == 17
