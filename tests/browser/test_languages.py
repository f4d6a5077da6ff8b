"""Pages in the languages of those who read no Chinese, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import complaints
from tests.browser.test_print import printed
from tests.office import Office, listing

COLUMN = "ᠴᠠᠯᠢᠩ ᠬᠥᠯᠥᠰᠦ ᠠᠪᠤᠭ᠎ᠠ ᠦᠭᠡᠢ ᠪᠣᠯ 12333 ᠳ᠋ᠤ ᠤᠲᠠᠰᠤᠳᠠᠭᠠᠷᠠᠢ᠃ "
# More than fit on one sheet of paper.
COLUMNS = 60
PAGES = {
    "mn-Mong": ("ᠴᠠᠯᠢᠩ ᠬᠥᠯᠥᠰᠦ", f"## ᠤᠲᠠᠰᠤ\n\n{COLUMN * COLUMNS}\n\n- {COLUMN}\n- {COLUMN}\n"),
    "ug-Arab": (
        "ئىش ھەققىڭىز بېرىلمىدىمۇ؟",
        "## تېلېفون\n\n12333 گە تېلېفون قىلىڭ.\n\n- ئەمگەك توختامى\n- ئىش كۈنى\n\n> ئەسكەرتىش\n",
    ),
    "en": ("Not paid your wages?", "## Call\n\nDial 12333.\n"),
}
# Which way its lines run and which way it reads, of the text itself.
RUNS = "(e) => [getComputedStyle(e).writingMode, getComputedStyle(e).direction]"
WIDE = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(tmp_path_factory.mktemp("office") / "site")
    office.signed("listings/a.yml", [listing(1)])
    line = {"id": "line", "name": "热线", "phone": "12333", "languages": ["zh", "mn-Mong", "ug"]}
    office.signed("channels.yml", [{**line, "regions": ["150102"]}])
    for tag, (title, body) in PAGES.items():
        name = tag.lower()
        front = f"id: in-{name}\ntitle: {title}\norgan: hrss\npublished_on: 2025-03-01\n"
        office.signed(f"pages/in-{name}.md", f"---\n{front}language: {tag}\n---\n\n{body}")
    report = office.build("2025-06-01")
    assert [problem.message for problem in report.problems] == []
    return office.site


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time("2025-06-01T12:00:00+08:00")


@pytest.mark.parametrize(
    ("tag", "runs"),
    [
        ("mn-Mong", ["vertical-lr", "ltr"]),
        ("ug-Arab", ["horizontal-tb", "rtl"]),
        ("en", ["horizontal-tb", "ltr"]),
    ],
)
def test_a_page_runs_as_its_script_does(
    page: Page, site: Path, served: Callable[..., str], tag: str, runs: list[str]
) -> None:
    page.goto(f"{served(site)}in-{tag.lower()}.html")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    title, body = page.locator("h1"), page.locator(".prose h2")
    assert title.inner_text() == PAGES[tag][0]
    for part in (title, body, page.locator(".breadcrumbs bdi")):
        assert part.evaluate("(e) => e.closest('[lang]').lang") == tag
    assert [part.evaluate(RUNS) for part in (title, body)] == [runs, runs]
    assert complaints(page) == []
    for width in (320, 1280):
        for look in ("", "#elder"):
            page.set_viewport_size({"width": width, "height": 640})
            page.goto(f"{served(site)}in-{tag.lower()}.html{look}")
            assert page.evaluate(WIDE) <= width


def test_columns_are_reached_by_keyboard_and_lose_no_word_on_paper(
    page: Page, site: Path, served: Callable[..., str]
) -> None:
    page.goto(f"{served(site)}in-mn-mong.html")
    region = page.get_by_role("region", name=PAGES["mn-Mong"][0])
    page.locator("#main").focus()
    for _link in page.locator(".breadcrumbs a").all():
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(region).to_be_focused()
    page.keyboard.press("ArrowRight")
    # Polled without eval, which the page's policy forbids.
    expect(page.locator(".columns-scroll")).not_to_have_js_property("scrollLeft", 0)
    sheets = printed(page, format="A4")
    assert len(sheets) > 1
    assert sum(sheet.count("12333") for sheet in sheets) == COLUMNS + 2


def test_who_reads_no_chinese_finds_the_way(
    page: Page, site: Path, served: Callable[..., str]
) -> None:
    for path in ("", "listings/t-0001.html"):
        page.goto(served(site) + path)
        links = page.locator(".other-languages__link")
        assert links.evaluate_all("(all) => all.map((a) => [a.lang, a.dir, a.textContent])") == [
            ["en", "ltr", PAGES["en"][0]],
            ["mn-Mong", "ltr", PAGES["mn-Mong"][0]],
            ["ug-Arab", "rtl", PAGES["ug-Arab"][0]],
        ]
        spoken = page.locator(".channels__languages").first
        assert " ".join(spoken.inner_text().split()) == (
            "服务语言： 中文 蒙古语（蒙古文） ᠮᠣᠩᠭᠣᠯ 维吾尔语 ئۇيغۇرچە"
        )
        assert spoken.locator("bdi").evaluate_all("(all) => all.map((e) => e.lang)") == [
            "mn-Mong",
            "ug",
        ]
    links.last.click()
    expect(page.locator("h1")).to_have_text(PAGES["ug-Arab"][0])


@pytest.mark.parametrize("typed", ["ᠬᠥᠯᠥᠰᠦ", "ھەققىڭىز", "paid your"])
def test_a_word_of_their_titles_finds_them(
    page: Page, site: Path, served: Callable[..., str], typed: str
) -> None:
    page.goto(f"{served(site)}search/#q={typed}")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()


@pytest.mark.parametrize("typed", ["ᠤᠲᠠᠰᠤᠳᠠᠭᠠᠷᠠᠢ", "ئەسكەرتىش"])
def test_a_word_of_their_texts_finds_them(
    page: Page, site: Path, served: Callable[..., str], typed: str
) -> None:
    page.goto(f"{served(site)}search/#q={typed}")
    page.get_by_text("在事实、理由和文章全文里也查一查").click()
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()


def test_hit_in_a_script_from_right_to_left_runs_so(
    page: Page, site: Path, served: Callable[..., str]
) -> None:
    page.goto(f"{served(site)}search/#q=تېلېفون")
    page.get_by_text("在事实、理由和文章全文里也查一查").click()
    snippet = page.locator("[data-field=snippet]")
    expect(snippet).to_contain_text("12333")
    # The parts of it in the order of the text, each further left; what was typed stands in a mark.
    places = snippet.evaluate(
        """(snippet) => [...snippet.childNodes].map((part) => {
          const range = document.createRange()
          range.selectNodeContents(part)
          return part.textContent && range.getBoundingClientRect().right
        }).filter(Boolean)"""
    )
    assert len(places) > 1
    assert places == sorted(places, reverse=True)
