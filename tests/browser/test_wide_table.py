"""A wide table of an article on a telephone: it scrolls, and what stands in it can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.office import Office, article
from tests.search.slow_network import SlowServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "typical-cases/tc-1.html"
WORDS = "经责令限期支付后仍未支付，已依法移送处理"
TABLE = f"""|旗县区|受理日期|涉及金额（元）|人数|办结日期|处理结果|
|--|--|--:|--:|--|--|
|示例区|2025-03-01|1,186,200.00|14|2025-04-01|{WORDS}|
|测试区|2025-03-02|86,200.00|3|2025-04-02|{WORDS}|"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(tmp_path_factory.mktemp("site"))
    office.signed("typical-cases/a.md", article(TABLE))
    assert office.build().outcome == "published"
    return office.site


def test_no_cell_of_a_wide_table_is_one_character_wide(browser: Browser, site: Path) -> None:
    with (
        SlowServer(site) as server,
        browser.new_context(viewport={"width": 360, "height": 740}) as context,
    ):
        page = context.new_page()
        page.goto(server.address + PAGE)
        rows = page.locator(".prose tbody tr").all()
        heights = [row.evaluate("(row) => row.getBoundingClientRect().height") for row in rows]
        frame = page.locator(".prose .table-scroll")
        assert len(heights) == 2
        assert max(heights) < 180
        assert frame.evaluate("(frame) => frame.scrollWidth > frame.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        # A number that is broken stands on two lines of its cell.
        lines = page.locator(".prose td").evaluate_all(
            "(cells) => cells.map((cell) => { const range = document.createRange();"
            " range.selectNodeContents(cell); return range.getClientRects().length; })"
        )
        assert [count for number, count in enumerate(lines, 1) if number % 6] == [1] * 10
