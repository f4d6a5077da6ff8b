"""Press forms in a browser: on paper, and pasted into an editor."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.model.record import Kind
from site_builder.prepare import reading
from site_builder.press import piece_of, printed, wechat
from site_builder.render.theme import Theme
from tests.office import article
from tests.press.pieces import BODY, DAY, office

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from site_builder.press import Piece

ROOT = Path(__file__).parents[2]
THEME = Theme(None)
MARK = "未经审签，不得发布"


def pieces(site: Path, as_of: str) -> list[Piece]:
    folders, moment = Folders.of(site), Moment.parse(as_of)
    with reading(folders, moment, as_if_signed=True) as found:
        return [
            piece_of(found, subject, moment, content=folders.content, with_names=False)
            for subject in found.subjects.all(Kind.TYPICAL_CASE)
        ]


def on_paper(page: Page, html: bytes) -> list[str]:
    """The words of each page of the PDF that Chromium prints."""
    page.set_content(html.decode())
    read = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert all(abs(float(each.mediabox.height) - 842) < 1 for each in read.pages)
    return [each.extract_text() for each in read.pages]


def test_a_usual_typical_case_is_one_page_of_a4(page: Page) -> None:
    found = pieces(ROOT, "2026-11-21")
    assert len(found) >= 10
    for each in found:
        assert len(on_paper(page, printed(each, THEME, "测试"))) == 1, each.id


def test_a_draft_says_so_at_head_and_foot_of_every_page(
    tmp_path: Path, page: Page, requested: list[str]
) -> None:
    made = office(tmp_path)
    made.write("typical-cases/a.md", article(BODY + "\n工人领到了工资。\n" * 60))
    (draft,) = pieces(tmp_path, DAY)
    sheets = on_paper(page, printed(draft, THEME, "测试"))
    assert len(sheets) > 1
    assert [text.count(MARK) for text in sheets] == [2] * len(sheets)
    assert [address for address in requested if not address.startswith("data:")] == []


def test_what_is_pasted_keeps_its_styles(tmp_path: Path, page: Page) -> None:
    (given,) = pieces(office(tmp_path / "site").folders.site, DAY)
    file = tmp_path / "article.html"
    file.write_bytes(wechat(given, THEME).page)
    page.goto(file.as_uri())
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    page.set_content('<div contenteditable id="editor" style="min-height:2em"></div>')
    page.locator("#editor").click()
    page.keyboard.press("Control+V")
    heading = page.locator("#editor h2").first
    assert heading.inner_text() == "基本案情"
    style = heading.evaluate("(e) => [e.style.fontSize, e.style.borderLeftWidth, e.className]")
    assert style == ["18px", "4px", ""]
    cell = page.locator("#editor td", has_text="12,000")
    assert cell.evaluate("(e) => e.style.textAlign") == "right"
    assert page.locator("#editor").get_by_text("01-工人代表领到工资.png").count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_neither_form_is_wider_than_its_screen(tmp_path: Path, page: Page, width: int) -> None:
    (given,) = pieces(office(tmp_path).folders.site, DAY)
    page.set_viewport_size({"width": width, "height": 740})
    for html in (wechat(given, THEME).page, printed(given, THEME, "测试")):
        page.set_content(html.decode())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
