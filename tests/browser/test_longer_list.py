"""A list of more than a telephone reads at once, and of less than it could never read."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder.store import public
from tests.browser.test_search import ON_THE_DAY, a_site, ids, looked_up
from tests.render.helpers import a_case, a_listing

Serve = Callable[..., str]
WHOLE = re.compile("/search/(shard|texts)-")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose list is taken for one that is not small."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(public, "SMALL", 0)
        listings = (a_listing(number) for number in range(1, 61))
        other = a_listing(61, name="包头市鑫达劳务有限责任公司", region="150202")
        return a_site(tmp_path_factory.mktemp("longer"), *listings, other, a_case(7))


@pytest.fixture
def site(tmp_path: Path, built: Path) -> Path:
    """A copy of it, that a test may spoil."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(ON_THE_DAY)


def test_few_files_answer_what_few_share(
    page: Page, site: Path, served: Serve, requested: list[str], console_errors: list[str]
) -> None:
    looked_up(page, served(site), "示例7建筑")
    assert ids(page) == ["nm-2026-0007", "cf-2026-0007"]
    assert not list(filter(WHOLE.search, requested))
    expect(page.locator("select[name=kind] option[value=case]")).to_have_text(re.compile("1"))
    assert console_errors == []


def test_behind_the_best_of_many_stand_all_others(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "建筑有限公司")
    root = page.locator("[data-search]")
    expect(root).to_have_attribute("data-total", "62")
    assert 10 <= len(ids(page)) < 20
    more = page.locator("[data-more]")
    while more.is_visible():
        before = len(ids(page))
        more.click()
        expect(page.locator("[data-result]").nth(before)).to_be_attached()
        expect(page.locator("[data-search][data-state=done]")).to_be_attached()
        expect(page.locator("[data-result] .hit__link").nth(before)).to_be_focused()
    assert len(set(ids(page))) == 62
    expect(root.locator("[data-summary]")).not_to_contain_text("多输入几个字")


def test_many_can_be_chosen_from(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "公司")
    place = page.locator("select[name=region]")
    expect(place).to_be_enabled()
    place.focus()
    expect(place.locator("option[value='150200']")).to_have_text(re.compile("1"))
    place.select_option("150200")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    assert ids(page) == ["nm-2026-0061"]
    assert "region=150200" in page.url
    page.go_back()
    expect(page.locator("[data-search][data-state=done][data-total='62']")).to_be_attached()


def test_address_with_a_choice_shows_all_of_it(page: Page, site: Path, served: Serve) -> None:
    page.goto(f"{served(site)}search/index.html#q=公司&kind=case")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    assert ids(page) == ["cf-2026-0007"]


def test_texts_of_all_records_are_looked_through(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "毫不相干")
    expect(page.locator("[data-full]")).to_contain_text("事实")
    looked_up(page, served(site), "拖欠")
    page.locator("[data-full]").click()
    expect(page.locator("[data-field=snippet] mark").first).to_have_text("拖欠")


@pytest.mark.parametrize("lost", ["cut", "gone"])
def test_rows_that_cannot_be_read_are_never_taken_for_none(
    page: Page, site: Path, served: Serve, lost: str
) -> None:
    for path in site.glob("search/shard-*.json"):
        if lost == "gone":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-20])
    page.goto(f"{served(site)}search/index.html#q=公司&kind=case")
    expect(page.locator("[data-search][data-state=error]")).to_be_attached()
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "")
