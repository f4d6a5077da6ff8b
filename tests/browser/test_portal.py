"""A site between a portal's head and foot, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import complaints
from tests.office import SITE, Office, listing

PORTAL = {
    "site_name": "测试县人民政府",
    "site_domain": "www.example.gov.cn",
    "id_code": "1501230001",
}
HEADER = """<div style="width:1200px"><p class="name">测试县人民政府</p><ul>
<li><a href="/zwgk/">政务公开</a></li>
<li><a href="/hdjl/" onclick="x()">互动交流</a></li></ul></div>"""
FOOTER = (
    '<p>网站标识码：1501230001</p><p><a href="https://beian.miit.gov.cn/">蒙ICP备12345678号</a></p>'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(tmp_path_factory.mktemp("office") / "site")
    office.signed("listings/a.yml", [listing(1)])
    office.write("portal/header.html", HEADER)
    office.write("portal/footer.html", FOOTER)
    files = {"header": "portal/header.html", "footer": "portal/footer.html"}
    office.write("site.yml", {**SITE, "portal": {**PORTAL, **files}})
    office.approve("site.yml")
    office.build("2025-06-01")
    return office.site


def test_a_portals_head_and_foot_fit_a_phone_and_offend_nobody(
    page: Page, site: Path, served: Callable[..., str]
) -> None:
    page.clock.set_fixed_time("2025-06-01T12:00:00+08:00")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served(site)}listings/t-0001.html")
    assert complaints(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("[data-portal=header]").bounding_box()["y"] < 100  # type: ignore[index]
    assert [address for address in asked if "127.0.0.1" not in address] == []
