"""What comes out of a printer."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.page_types import a_case_page, a_listing_page, first

A3 = (1191, 842)  # in points, landscape
MANY = """() => {
  const [list] = document.querySelectorAll(".board__channels")
  while (list.children.length < 12) list.append(list.firstElementChild.cloneNode(true))
  document.querySelector(".board").classList.add("board--dense")
}"""
COLOURS = """() => [...document.querySelectorAll("body *")].map((one) => {
  const { color, backgroundColor, borderColor } = getComputedStyle(one)
  return [one.className, color, backgroundColor, borderColor].join(" ")
})"""
# The headings that nothing stands under, and what cannot be opened on paper.
IDLE = """() => {
  const main = document.querySelector("main")
  const shown = (one) => one.getClientRects().length > 0
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  const parts = []
  while (walker.nextNode()) {
    const { parentElement: one, data } = walker.currentNode
    if (data.trim() && shown(one)) parts.push(one.closest("h2, h3, h4") || "text")
  }
  const level = (part) => (part === undefined ? 0 : part === "text" ? 9 : Number(part.tagName[1]))
  const idle = parts.filter((part, at) => {
    const next = parts[at + 1]
    return part !== "text" && part !== next && level(next) <= level(part)
  })
  const closed = [...main.querySelectorAll("details:not([open])")].filter(shown)
  return [...idle, ...closed].map((one) => one.textContent.trim().slice(0, 20))
}"""
LISTS = ("", "listings/", "cases/", "statistics/", "data/", "search/#q=建筑", "sitemap.html")
SHOWN = "() => document.querySelector('[data-batch-results]')?.removeAttribute('hidden')"
NOON = "2026-11-22T12:00:00+08:00"
Serve = Callable[..., str]


def printed(page: Page, **how: object) -> list[str]:
    """The text of each sheet, without the spaces and the radicals that a PDF puts anywhere."""
    reader = PdfReader(BytesIO(page.pdf(**how)))  # type: ignore[arg-type]
    texts = (normalize("NFKC", sheet.extract_text()) for sheet in reader.pages)
    return [re.sub(r"\s", "", text) for text in texts]


def test_a_listing_is_a_slip_on_one_sheet_with_both_days_and_the_checksum(
    page: Page, demo: Path, served: Serve
) -> None:
    path = a_listing_page(demo)
    page.clock.set_fixed_time(NOON)
    page.goto(served(demo) + path, wait_until="networkidle")
    first, *others = printed(page, format="A4")
    shown = page.locator("[data-record-slip] .code").last.inner_text().replace(" ", "")
    assert re.fullmatch("[0-9a-f]{64}", shown)
    for told in (shown, f"https://example.gov.cn/qxmd/{path}", "在名单上"):
        assert told in first
    assert "打印日期2026年11月22日" in first
    assert "数据截至2026年11月21日" in first
    assert "拨打12333" in "".join((first, *others))


@pytest.mark.parametrize("a_page", [a_listing_page, a_case_page])
def test_the_code_on_paper_is_drawn_whole_and_on_no_screen(
    page: Page, demo: Path, served: Serve, a_page: Callable[[Path], str]
) -> None:
    page.goto(served(demo) + a_page(demo))
    code = page.locator("[data-record-slip] svg")
    assert not code.is_visible()
    page.emulate_media(media="print")
    box = code.bounding_box()
    assert box is not None
    assert box["width"] == box["height"] > 100


def test_without_a_script_the_days_are_left_to_be_written(
    browser: Browser, demo: Path, served: Serve
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served(demo) + a_listing_page(demo))
        assert page.get_by_role("button", name="打印凭条").is_hidden()
        page.emulate_media(media="print")
        box = page.locator("[data-slip-today]").bounding_box()
        assert box is not None
        assert box["width"] > 100


def test_what_has_ended_is_printed_no_more(page: Page, demo: Path, served: Serve) -> None:
    page.clock.set_fixed_time(NOON)
    page.goto(served(demo) + a_listing_page(demo))
    name = page.locator("h1").inner_text()
    page.clock.set_fixed_time("2031-01-01T00:00:00+08:00")
    assert name not in "".join(printed(page, format="A4"))


@pytest.mark.parametrize("path", [a_listing_page, a_case_page, lambda _demo: "check/"])
def test_paper_is_the_same_whatever_colours_the_screen_has(
    page: Page, demo: Path, served: Serve, path: Callable[[Path], str]
) -> None:
    page.goto(served(demo) + path(demo))
    page.evaluate(SHOWN)
    page.emulate_media(media="print", color_scheme="light")
    light = page.evaluate(COLOURS)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(COLOURS) == light


def test_many_names_are_a_table_on_every_sheet_of_a4(page: Page, demo: Path, served: Serve) -> None:
    page.clock.set_fixed_time(NOON)
    page.goto(f"{served(demo)}check/")
    page.locator("textarea").fill("\n".join(f"某某{number}建筑有限公司" for number in range(80)))
    page.locator("[data-batch] button[type=submit]").click()
    expect(page.locator("[data-batch-row]")).to_have_count(80)
    sheets = printed(page, format="A4")
    told = [sheet for sheet in sheets if "某某" in sheet]
    assert 1 < len(told) <= len(sheets) <= 4
    assert [sheet for sheet in told if "您写的内容" not in sheet] == []
    assert "SHA-256" in told[0]
    # How to fill the box is of no use on paper.
    assert "制表符" not in told[0]


@pytest.mark.parametrize(
    "path",
    [
        *(a_listing_page, a_case_page, lambda demo: first(demo, "typical-cases/tc-*.html")),
        *(lambda _demo, path=path: path for path in LISTS),
    ],
)
def test_no_heading_is_printed_over_nothing_and_nothing_that_only_a_touch_opens(
    page: Page, demo: Path, served: Serve, path: Callable[[Path], str]
) -> None:
    page.clock.set_fixed_time(NOON)
    page.goto(served(demo) + path(demo))
    if "#" in page.url:
        expect(page.locator("[data-search][data-state=done]")).to_be_attached()
    page.emulate_media(media="print")
    assert page.evaluate(IDLE) == []


@pytest.mark.parametrize("prepare", ["() => {}", MANY], ids=["as it is", "of many channels"])
def test_a_board_prints_as_exactly_one_sheet_of_a3(
    page: Page, demo: Path, served: Serve, prepare: str
) -> None:
    # On a copy that is out of date there is a note more, but not on paper.
    page.clock.set_fixed_time("2027-01-01T12:00:00+08:00")
    page.goto(served(demo) + first(demo, "notice-board/1501*.html"))
    expect(page.locator("[data-stale-note]")).to_be_visible()
    page.evaluate(prepare)
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    (sheet,) = reader.pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A3
    text = re.sub(r"\s", "", normalize("NFKC", sheet.extract_text()))
    for told in ("0471-12333", "12345", "全国根治欠薪线索反映平台", "施工总承包单位", "qxmd/"):
        assert told in text
    assert "首页" not in text


def test_a_worker_finds_the_board_of_his_place_from_how_to_complain(
    page: Page, demo: Path, served: Serve
) -> None:
    page.goto(f"{served(demo)}report.html")
    page.get_by_role("link", name="工地维权告示牌").click()
    page.get_by_role("link", name="赤峰市").click()
    expect(page.get_by_role("link", name="0476-12333")).to_have_attribute("href", "tel:047612333")
