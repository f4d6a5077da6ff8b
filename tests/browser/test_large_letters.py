"""Pages on a telephone whose owner had its letters made twice as large."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import chromium
from tests.browser.page_types import a_case_page, a_listing_page, page_types

WIDTHS = (360, 320)
ROOM = (
    "(all) => all.map((one) => one.clientWidth - 2 * parseFloat(getComputedStyle(one).paddingLeft))"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium("--blink-settings=defaultFontSize=32,defaultFixedFontSize=32") as opened:
        yield opened


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_sideways(
    page: Page, demo: Path, served: Callable[..., str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    address = served(demo)
    found: dict[str, int] = {}
    for path in page_types(demo):
        page.goto(address + path)
        needed = page.evaluate("document.documentElement.scrollWidth")
        # What servers give anywhere has no style, and an address that is as long as it is.
        found |= {path: needed} if needed > width and path != "gone.html" else {}
    assert found == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_what_clears_the_box_stands_in_it(
    page: Page, demo: Path, served: Callable[..., str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(served(demo) + "search/#q=建筑")
    clear = page.locator("[data-clear]")
    expect(clear).to_be_visible()
    box, button = page.locator("[name=q]").bounding_box(), clear.bounding_box()
    assert box
    assert button
    assert box["x"] <= button["x"]
    assert button["x"] + button["width"] <= box["x"] + box["width"]
    assert box["y"] <= button["y"]
    assert button["y"] + button["height"] <= box["y"] + box["height"]


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (lambda _demo: "", ".search-form__input"),
        (lambda _demo: "search/", ".search-form__input"),
        (lambda _demo: "search/", ".search-form__select"),
        (a_listing_page, ".facts__value"),
        (a_case_page, ".facts__value"),
    ],
)
def test_what_is_typed_and_what_is_told_has_room(
    page: Page, demo: Path, served: Callable[..., str], path: Callable[[Path], str], part: str
) -> None:
    page.goto(served(demo) + path(demo))
    rooms = page.locator(part).evaluate_all(ROOM)
    assert rooms
    # Three characters at least.
    assert min(rooms) > 100
