"""A preview in a browser: it follows the files as they are saved."""

from __future__ import annotations

import time
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from site_builder.model.moment import Moment
from site_builder.preview import HOST, Answers, Desk, bound
from tests.office import Office, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

NOW = Moment.parse("2025-06-01")
PAGE = "typical-cases/tc-1.html"
SOON_MS = 20_000
# Scrolls to the end, and tells whether all of it is there to be seen.
AT_THE_END = """() => {
  scrollTo(0, document.documentElement.scrollHeight)
  const bottomOf = (name) => document.querySelector(name).getBoundingClientRect().bottom
  const bar = document.querySelector("aside.preview-bar").getBoundingClientRect()
  return bottomOf(".site-footer") <= bar.top + 1 && bar.bottom <= innerHeight
}"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "site")
    office.signed("typical-cases/a.md", article(), on="2025-04-02")
    return office


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    desk = Desk(office.folders, lambda: NOW)
    server = bound(Answers(desk, "zh"), 0)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{HOST}:{server.port}/"
    desk.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_follows_the_file_that_is_saved(
    office: Office, address: str, page: Page, console_errors: list[str], requested: list[str]
) -> None:
    page.goto(address + PAGE)
    bar = page.locator("aside.preview-bar")
    expect(bar).to_contain_text("已于2025-04-02签批：签1号")
    office.write("typical-cases/a.md", article("刚刚保存的一段。"))
    expect(page.locator("main")).to_contain_text("刚刚保存的一段。", timeout=SOON_MS)
    expect(bar).to_contain_text("2025-04-02")
    expect(bar.locator("[data-standing=changed]")).to_be_visible()
    assert console_errors == []
    assert all(url.startswith(address) for url in requested)


def test_the_bar_hides_nothing_that_cannot_be_scrolled_to(address: str, page: Page) -> None:
    page.goto(address + PAGE)
    # Polled without eval, which a page's policy may forbid.
    deadline = time.monotonic() + SOON_MS / 1000
    while not page.evaluate(AT_THE_END):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_who_looks_when_the_preview_has_ended_is_told(office: Office, page: Page) -> None:
    desk = Desk(office.folders, lambda: NOW)
    server = bound(Answers(desk, "zh"), 0)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    page.goto(f"http://{HOST}:{server.port}/{PAGE}")
    expect(page.locator("[data-preview-gone]")).to_be_hidden()
    desk.close()
    server.shutdown()
    thread.join()
    server.server_close()
    expect(page.locator("[data-preview-gone]")).to_be_visible(timeout=SOON_MS)


def test_the_archive_answers_who_types_and_presses_enter(
    office: Office, address: str, page: Page, console_errors: list[str]
) -> None:
    office.build(str(NOW))
    page.goto(f"{address}@/archive")
    # `autofocus` takes hold a moment after the page is there; keys typed before it go nowhere.
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("调解")
    page.keyboard.press("Enter")
    expect(page.locator("[data-result]")).to_have_count(1)
    page.get_by_role("link", name="工地调解拿回工资").click()
    expect(page).to_have_url(address + PAGE)
    assert console_errors == []
