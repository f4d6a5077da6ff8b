"""Photographs of the press office on a page: as large as the screen needs, and no larger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_weight import MOST
from tests.office import Office, article
from tests.search.slow_network import SlowServer
from tests.shown import photograph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

PAGE = "typical-cases/tc-1.html"
BODY = "![第一张](a.jpg)\n\n" + "一段文字。\n\n" * 40 + '![第二张](b.jpg "图注")\n'
LARGEST = 100_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(tmp_path_factory.mktemp("site"))
    office.write("typical-cases/a.jpg", photograph(2400, 1800))
    office.write("typical-cases/b.jpg", photograph(2000, 1500, orientation=6))
    office.signed("typical-cases/a.md", article(BODY))
    assert office.build().outcome == "published"
    return office.site


def loaded(picture: Locator) -> str:
    """Where the browser took a picture from, once it shows."""
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    picture.evaluate("(image) => image.decode()")
    return str(picture.evaluate("(image) => new URL(image.currentSrc).pathname"))


def told(picture: Locator) -> list[str]:
    """The addresses of a picture's copies, the smallest first."""
    parts = (picture.get_attribute("srcset") or "").split(", ")
    return [part.split()[0].removeprefix("..") for part in parts]


@pytest.mark.parametrize(("width", "density", "copy"), [(360, 2, 0), (360, 3, 1), (1280, 2, 2)])
def test_each_screen_loads_the_copy_that_it_can_show(
    browser: Browser, site: Path, width: int, density: int, copy: int
) -> None:
    viewport: ViewportSize = {"width": width, "height": 740}
    with (
        SlowServer(site) as server,
        browser.new_context(viewport=viewport, device_scale_factor=density) as context,
    ):
        page = context.new_page()
        page.goto(server.address + PAGE)
        for picture in page.locator(".prose img").all():
            assert loaded(picture) == told(picture)[copy]
            assert picture.evaluate("(image) => image.clientWidth") <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_with_photographs_is_light_on_a_telephone(page: Page, site: Path) -> None:
    with SlowServer(site) as server:
        page.goto(server.address + PAGE)
        pictures = page.locator(".prose img").all()
        for picture in pictures:
            loaded(picture)
        sent = dict(server.sent)
        drawn = [size for path, size in sent.items() if "/img-" in path]
        assert len(drawn) == len(pictures)
        assert max(drawn) <= LARGEST
        assert sum(sent.values()) - sum(drawn) <= MOST


def test_text_does_not_jump_when_a_picture_comes(page: Page, site: Path) -> None:
    with SlowServer(site) as server:
        page.route("**/*.jpg", lambda _route: None)  # none ever comes
        page.goto(server.address + PAGE, wait_until="domcontentloaded")
        box = page.locator(".prose img").first.bounding_box()
        assert box is not None
        assert abs(box["width"] / box["height"] - 4 / 3) < 0.02
