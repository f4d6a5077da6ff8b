"""A search page that was opened before the site was published anew."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.office import Office, listing

ON_THE_DAY = "2025-06-01T12:00:00+08:00"
Serve = Callable[..., str]


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(ON_THE_DAY)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose site shows one listing."""
    made = Office(tmp_path)
    made.signed("listings/a.yml", [listing(1)])
    made.build()
    return made


def shards(office: Office) -> list[str]:
    return [shard["file"] for shard in json.loads(office.page("search/entry.json"))["shards"]]


def between_entry_and_shards(page: Page, change: Callable[[], None]) -> None:
    """Let ``change`` happen right after the page's first look at the entry file."""

    first = iter((change,))

    def answer(route: Route) -> None:
        asked = route.fetch()
        next(first, lambda: None)()
        route.fulfill(response=asked)

    # For good: a request that is made just as a route ends is told to nobody.
    page.route("**/search/entry.json", answer)


def asked_for(requested: list[str], part: str) -> list[str]:
    return [address.rpartition("/")[2] for address in requested if part in address]


def search(page: Page, text: str, state: str) -> None:
    page.get_by_role("search").get_by_role("textbox").fill(text)
    expect(page.locator(f"[data-search][data-state={state}]")).to_be_attached()


def test_search_answers_from_the_new_release_when_its_shards_went_with_the_old(
    page: Page, office: Office, served: Serve, requested: list[str]
) -> None:
    [old] = shards(office)

    def publish() -> None:
        office.signed("listings/b.yml", [listing(2)])
        assert office.build().outcome == "published"

    page.goto(f"{served(office.site)}search/index.html")
    between_entry_and_shards(page, publish)
    search(page, "2号建筑劳务", "done")
    expect(page.locator("[data-result]")).to_have_attribute("data-id", "t-0002")
    [new] = shards(office)
    assert asked_for(requested, "/search/shard-") == [old, new]
    assert asked_for(requested, "/search/entry") == ["entry.json"] * 2


def test_record_that_went_with_the_old_release_is_not_found_on_the_page_still_open(
    page: Page, office: Office, served: Serve
) -> None:
    def take_down() -> None:
        event = {"kind": "revoked", "on": "2025-06-01"}
        office.write("listings/a.yml", [listing(1, events=[event])])
        office.build()

    page.goto(f"{served(office.site)}search/index.html")
    between_entry_and_shards(page, take_down)
    search(page, "1号建筑劳务", "done")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "0")


@pytest.mark.parametrize("fault", ["missing", "cut short", "garbled"])
def test_where_the_shard_stays_faulty_the_entry_is_read_again_once_and_nothing_is_claimed(
    page: Page, office: Office, served: Serve, requested: list[str], fault: str
) -> None:
    [name] = shards(office)
    shard = office.site / "search" / name
    if fault == "missing":
        shard.unlink()
    else:
        shard.write_bytes(shard.read_bytes()[:200] if fault == "cut short" else b'{"rows": 1}')
    # By its address: who touches the box has the index read ahead, a look of its own if it fails.
    page.goto(f"{served(office.site)}search/index.html#q=没有这一家")
    expect(page.locator("[data-search][data-state=error]")).to_be_attached()
    expect(page.locator("[data-summary]")).to_contain_text("未能查证")
    expect(page.locator("[data-search]")).not_to_contain_text("0条")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "")
    assert asked_for(requested, "/search/entry") == ["entry.json"] * 2
    assert asked_for(requested, "/search/shard-") == [name] * 2


def test_what_is_typed_while_the_index_is_on_its_way_asks_for_nothing_twice(
    page: Page, office: Office, served: Serve, requested: list[str]
) -> None:
    def type_on() -> None:
        page.get_by_role("search").get_by_role("textbox").fill("1号建筑")
        page.get_by_role("search").get_by_role("textbox").press("Enter")

    page.goto(f"{served(office.site)}search/index.html")
    between_entry_and_shards(page, type_on)
    search(page, "1号", "done")
    expect(page.locator("[data-summary]")).to_contain_text("1号建筑")
    # The summary repeats what was typed before the shards are there.
    expect(page.locator("[data-results]")).to_contain_text("1号建筑")
    assert asked_for(requested, "/search/entry") == ["entry.json"]
    assert asked_for(requested, "/search/shard-") == shards(office)
