"""How much a telephone loads: as sent, with gzip, everything that a page asks for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.page_types import a_case_page, first
from tests.search.slow_network import SlowServer

MOST = 60_000


def the_heaviest_listing(demo: Path) -> str:
    pages = demo.glob("listings/nm-*.html")
    return max(pages, key=lambda page: page.stat().st_size).relative_to(demo).as_posix()


@pytest.mark.parametrize(
    "a_page",
    [
        lambda _demo: "index.html",
        the_heaviest_listing,
        a_case_page,
        lambda demo: first(demo, "typical-cases/tc-*.html"),
        lambda _demo: "search/index.html",
    ],
    ids=["home", "listing", "case", "typical case", "search"],
)
def test_a_page_and_all_that_it_asks_for_is_light(
    page: Page, demo: Path, a_page: Callable[[Path], str]
) -> None:
    with SlowServer(demo) as server:
        page.goto(server.address + a_page(demo), wait_until="networkidle")
        assert {path for path, _size in server.sent} >= {a_page(demo)}
        assert sum(size for _path, size in server.sent) <= MOST
