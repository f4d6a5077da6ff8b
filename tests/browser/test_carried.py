"""The preview that is handed on, unpacked and opened on a telephone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from site_builder.model.moment import Moment
from site_builder.preview.carried import carried
from tests.office import article
from tests.press.pieces import BODY, DAY, office

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

MARK = "预览稿　未经审签　不得外传"


@pytest.fixture
def unpacked(tmp_path: Path) -> str:
    made = office(tmp_path / "site")
    made.write("typical-cases/b.md", article(BODY, id="tc-2", title="新写的一件事"))
    found = carried(made.folders, Moment.parse(DAY))
    with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
        archive.extractall(tmp_path / "预览 稿")
    return (tmp_path / "预览 稿/index.html").as_uri()


def test_it_opens_from_the_telephone_itself(
    unpacked: str, page: Page, console_errors: list[str], requested: list[str]
) -> None:
    page.goto(unpacked)
    page.get_by_role("link", name="新写的一件事").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("新写的一件事")
    expect(page.locator(".preview-mark").first).to_contain_text(MARK)
    assert page.locator("article img").first.evaluate("(e) => e.naturalWidth") > 0
    assert (
        page.locator(".prose table").first.evaluate("(e) => getComputedStyle(e).borderCollapse")
        == "collapse"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="首页").first.click()
    expect(page).to_have_url(unpacked.replace("index.html", "site/index.html"))
    page.get_by_role("link", name="查询", exact=True).click()
    expect(page.locator("main")).to_contain_text("查询需要启用脚本")
    assert console_errors == []
    assert all(address.startswith("file:") for address in requested)


def test_every_sheet_of_its_print_is_marked(unpacked: str, page: Page) -> None:
    page.goto(unpacked.replace("index.html", "site/typical-cases/tc-2.html"))
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(sheets) > 1
    assert all("不得外传" in sheet.extract_text() for sheet in sheets)


def test_it_is_whole_without_scripts_and_its_mark_takes_no_touch(
    unpacked: str, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(unpacked)
        page.get_by_role("link", name="打开网站首页").click()
        expect(page.locator(".preview-across")).to_be_visible()
        page.get_by_role("link", name="名单", exact=True).click()
        expect(page.locator("[data-record][data-id=t-0001]").first).to_be_visible()
