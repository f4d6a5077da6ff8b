"""The demo site as its readers use it: on a small phone, without scripts, from an old copy."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from site_builder.resources import theme_folder
from site_builder.search.brief import told
from tests.browser.page_types import page_types
from tests.office import Office

NOON = "2026-11-21T12:00:00+08:00"
PHONE: ViewportSize = {"width": 360, "height": 740}
Serve = Callable[..., str]


@pytest.fixture(scope="module")
def rows(demo: Path) -> list[dict[str, Any]]:
    """What the search index of the demo holds."""
    shards = json.loads((demo / "search/entry.json").read_text("utf-8"))["shards"]
    found = []
    for shard in shards:
        for firm in json.loads((demo / "search" / shard["file"]).read_text("utf-8"))["rows"]:
            brief: dict[str, Any] = {}
            for written in firm:
                brief |= written
                shown = {key: value for key, value in brief.items() if value is not None}
                found.append(told(shown) | shown.get("x", {}))
    return found


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(NOON)


@pytest.fixture
def page_without_script(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        yield context.new_page()


def look_up(page: Page, text: str) -> None:
    page.locator("form[role=search] input[name=q]").fill(text)
    page.keyboard.press("Enter")


def answered(page: Page) -> None:
    expect(page.locator("[data-search][data-state=done]")).to_be_attached()


def test_worker_finds_the_employer_by_part_of_its_name(
    page: Page, demo: Path, rows: list[dict[str, Any]], served: Serve
) -> None:
    wanted = next(row for row in rows if row["kind"] == "listing" and len(row["title"]) > 12)
    page.goto(served(demo))
    look_up(page, wanted["title"][4:9])
    answered(page)
    page.locator(f"[data-result][data-id={wanted['id']}] a").click()
    expect(page.locator("article[data-record]")).to_have_attribute("data-id", wanted["id"])
    expect(page.locator("h1")).to_have_text(wanted["title"])


def test_every_name_of_the_demo_is_found_by_its_parts(
    page: Page, demo: Path, rows: list[dict[str, Any]], served: Serve
) -> None:
    source = theme_folder() / "static" / "js"

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(path=source / name, content_type="text/javascript")

    # The site has one script of them all; here the matcher alone is asked.
    page.route("**/modules/*.mjs", answer)
    page.goto(f"{served(demo)}search/")
    missed = page.evaluate(
        """async (rows) => {
          const { answers } = await import(new URL("../modules/query.mjs", location.href))
          const missed = []
          for (const row of rows) {
            for (let from = 0; from < row.title.length - 1; from++) {
              for (let to = from + 2; to <= row.title.length; to++) {
                const q = row.title.slice(from, to)
                if (row.is_person && !row.names.includes(q)) continue
                if ((q.match(/[\\p{L}\\p{N}]/gu) || []).length < 2) continue
                if (!answers([row], q, "2026-11-21").length) missed.push(q)
              }
            }
          }
          return missed
        }""",
        rows,
    )
    assert missed == []


def test_without_script_three_links_lead_from_home_to_a_listing(
    page_without_script: Page, demo: Path, served: Serve
) -> None:
    page = page_without_script
    page.goto(served(demo))
    expect(page.get_by_role("search")).to_be_hidden()
    page.locator("main").get_by_role("link", name="赤峰市").first.click()
    page.locator("[data-record] a").first.click()
    expect(page.locator("article[data-kind=listing]")).to_be_visible()


def test_without_script_a_place_is_picked_for_its_numbers_and_its_lists(
    page_without_script: Page, demo: Path, served: Serve
) -> None:
    page = page_without_script
    page.goto(served(demo))
    place = page.locator("details", has=page.get_by_text("赤峰市", exact=True))
    place.locator("summary").click()
    dial = place.get_by_role("link", name="拨打0476-12333")
    expect(dial).to_have_attribute("href", "tel:047612333")
    place.get_by_role("link", name="名单：宁城县").click()
    expect(page.locator("h1")).to_contain_text("宁城县")


def test_home_says_what_is_new_and_what_ends_next(
    page: Page, demo: Path, rows: list[dict[str, Any]], served: Serve
) -> None:
    listings = [row for row in rows if row["kind"] == "listing"]
    page.goto(served(demo))
    facts = page.locator(".hero__fact").all_inner_texts()
    ends = sorted(row["last_day"] for row in listings if row["last_day"])
    year, month, day = map(int, ends[0].split("-"))
    assert str(len(listings)) in facts[0]
    assert f"{year}年{month}月{day}日" in facts[2]
    assert f"{ends.count(ends[0])}条" in facts[2]
    page.locator(".hero__fact a").nth(1).click()
    expect(page.locator("tr[data-record]")).to_have_count(int(re.findall(r"\d+", facts[1])[-1]))


def test_no_page_complains_or_asks_another_site(
    page: Page, demo: Path, served: Serve, console_errors: list[str], requested: list[str]
) -> None:
    address = served(demo)
    for path in page_types(demo):
        page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert console_errors == []
    assert {one for one in requested if not one.startswith(address)} == set()


def test_site_works_under_any_prefix(page: Page, demo: Path, served: Serve) -> None:
    page.goto(served(demo, "/a/deep/place/"))
    look_up(page, "建筑")
    answered(page)
    page.locator("[data-result] a").first.click()
    expect(page.locator("article[data-record]")).to_be_visible()


def test_name_said_in_short_leads_to_the_whole_name(
    page: Page, demo: Path, rows: list[dict[str, Any]], served: Serve
) -> None:
    wanted = next(row for row in rows if row["title"].endswith("建筑工程有限公司"))
    page.goto(f"{served(demo)}search/#q={wanted['title'].replace('建筑工程有限', '')}")
    answered(page)
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "0")
    page.locator("[data-similar-list]").get_by_role("link", name=wanted["title"]).click()
    expect(page.locator("[data-result]").first).to_have_attribute("data-id", wanted["id"])


def test_nothing_typed_is_sent(page: Page, demo: Path, served: Serve, requested: list[str]) -> None:
    address = served(demo)
    page.goto(f"{address}search/?q=dianming")
    answered(page)
    expect(page).to_have_url(f"{address}search/#q=dianming")
    look_up(page, "erming")
    answered(page)
    sent = [one.partition("#")[0] for one in requested[1:]]
    assert [one for one in sent if re.search("ming", one)] == []


def test_result_count_is_announced(page: Page, demo: Path, served: Serve) -> None:
    page.goto(f"{served(demo)}search/#q=建筑")
    answered(page)
    total = page.locator("[data-search]").get_attribute("data-total")
    expect(page.locator("[data-summary][role=status]")).to_contain_text(f"{total}条")


def test_while_somebody_types_nothing_counts_as_answered(
    page: Page, demo: Path, served: Serve
) -> None:
    page.goto(f"{served(demo)}search/#q=建筑")
    answered(page)
    states = page.evaluate(
        """() => {
          const input = document.querySelector("[name=q]")
          input.value = "建筑工"
          input.dispatchEvent(new InputEvent("input"))
          return document.querySelector("[data-search]").dataset.state
        }"""
    )
    assert states == "loading"
    answered(page)
    expect(page.locator("[data-summary]")).to_contain_text("建筑工")


def test_unfinished_pinyin_is_not_looked_up(page: Page, demo: Path, served: Serve) -> None:
    page.goto(f"{served(demo)}search/#q=建筑")
    answered(page)
    page.evaluate(
        """() => {
          const input = document.querySelector("[name=q]")
          input.value = "jian'zhu"
          input.dispatchEvent(new InputEvent("input", { isComposing: true }))
        }"""
    )
    page.wait_for_timeout(300)
    expect(page.locator("[data-summary]")).to_contain_text("建筑")


def test_unknown_choices_in_an_address_are_left_out(page: Page, demo: Path, served: Serve) -> None:
    page.goto(f"{served(demo)}search/#q=建筑&kind=toString&region=__proto__")
    answered(page)
    expect(page.locator("[name=kind]")).to_have_value("")
    assert page.locator("[data-result]").count() > 0


@pytest.mark.parametrize(
    "text",
    [
        "建" * 10_000,
        "😀👨‍👩‍👧" * 1000,
        "\\ud800\\udc00\\ud800",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "(a+)+$|.*|[",
        "%E4%ZZ%",
        "ﷺ" * 10_000,
        "{count} {query} $& $1 __proto__ constructor",
    ],
    ids=["long", "emoji", "surrogates", "html", "regex", "percent", "expanding", "places"],
)
def test_hostile_text_is_answered_within_a_second(
    page: Page, demo: Path, served: Serve, console_errors: list[str], text: str
) -> None:
    page.goto(f"{served(demo)}search/#q=建筑")
    answered(page)
    took = page.evaluate(
        """async (written) => {
          const text = written.startsWith("\\\\u") ? JSON.parse(`"${written}"`) : written
          const root = document.querySelector("[data-search]")
          const input = document.querySelector("[name=q]")
          const ask = async (q) => {
            const begun = performance.now()
            input.value = q
            input.form.requestSubmit()
            while (root.dataset.state === "loading") await new Promise((go) => setTimeout(go, 5))
            return performance.now() - begun
          }
          // What else the machine does at that moment is not the text's doing.
          const took = []
          for (let time = 0; time < 3; time++) {
            await ask("建筑")
            took.push(await ask(text))
          }
          return Math.min(...took)
        }""",
        text,
    )
    assert took < 1000
    expect(page.locator("[data-search]")).to_have_attribute("data-state", re.compile("done|idle"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert console_errors == []


def test_old_copy_replaces_what_has_ended(
    page: Page, demo: Path, rows: list[dict[str, Any]], served: Serve
) -> None:
    address = served(demo)
    ending = min(
        (row for row in rows if row["hidden_from"]),
        key=lambda row: (row["hidden_from"], row["id"]),
    )
    page.clock.set_fixed_time(f"{ending['hidden_from']}T00:00:00+08:00")
    for path in (ending["path"], "listings/", f"listings/region/{ending['region']}/"):
        page.goto(address + path)
        shown = page.locator(f"[data-id={ending['id']}]")
        expect(shown.first).to_contain_text("公示期已届满")
        expect(page.locator("body")).not_to_contain_text(ending["title"])
    page.goto(f"{address}search/#q={ending['title']}")
    answered(page)
    expect(page.locator("[data-result]")).to_have_count(0)


def test_hit_that_ends_while_the_tab_is_open_is_replaced(
    page: Page, demo: Path, rows: list[dict[str, Any]], served: Serve
) -> None:
    listing = min(
        (row for row in rows if row["kind"] == "listing"), key=lambda row: row["hidden_from"]
    )
    page.goto(f"{served(demo)}search/#q={listing['title']}")
    answered(page)
    expect(page.locator("[data-results]")).to_contain_text(listing["title"])
    page.clock.set_fixed_time(f"{listing['hidden_from']}T00:00:00+08:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-results]")).not_to_contain_text(listing["title"])
    expect(page.locator("[data-results]")).to_contain_text("公示期已届满")


def test_what_ends_while_somebody_looks_at_it_is_replaced(
    page: Page, demo: Path, rows: list[dict[str, Any]], served: Serve
) -> None:
    ending = min(rows, key=lambda row: row["hidden_from"] or "9")
    title, begins = ending["title"], datetime.fromisoformat(f"{ending['hidden_from']}T00:00+08:00")
    page.clock.install(time=begins - timedelta(seconds=30))
    page.goto(served(demo) + ending["path"])
    expect(page.locator("article[data-record]")).to_contain_text(title)
    page.clock.fast_forward(90_000)
    expect(page.locator("body")).not_to_contain_text(title)
    expect(page.locator("main")).to_contain_text("公示期已届满")


@pytest.mark.parametrize("path", ["", "listings/region/150000/", "statistics/"])
def test_every_page_says_when_the_release_is_too_old(
    page: Page, demo: Path, served: Serve, path: str
) -> None:
    address = served(demo)
    page.goto(address + path, wait_until="networkidle")
    expect(page.locator("[data-stale-note]")).to_be_hidden()
    page.clock.set_fixed_time("2026-11-25T00:00:00+08:00")
    page.goto(address + path)
    expect(page.locator("[data-stale-note]")).to_be_visible()


def test_listing_says_what_it_is_on_the_first_screen(page: Page, demo: Path, served: Serve) -> None:
    address = served(demo)
    for path in sorted(demo.glob("listings/nm-2025-*.html"))[:6]:
        page.goto(f"{address}listings/{path.name}")
        if page.locator("article[data-record]").count():
            box = page.locator(".record__plain").bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 740, path.name


def test_paid_listing_says_so_on_the_first_screen_and_hands_out_the_forms(
    page: Page, demo: Path, served: Serve
) -> None:
    page.goto(f"{served(demo)}listings/nm-2024-0103.html")
    box = page.locator(".record__paid").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    links = page.locator("a[download]")
    assert links.count() == len(list((demo / "forms").iterdir()))
    for link in links.all():
        with page.expect_download() as started:
            link.click()
        assert zipfile.is_zipfile(started.value.path())
        assert started.value.suggested_filename.endswith(".docx")


def test_site_without_records_says_so_everywhere(
    page: Page, tmp_path: Path, served: Serve, console_errors: list[str]
) -> None:
    office = Office(tmp_path)
    office.build("2026-11-21")
    address = served(office.site)
    for path, said in (
        ("", "当前无在列主体"),
        ("listings/", "当前无在列主体"),
        ("typical-cases/", "本栏目暂无内容"),
        ("news/", "本栏目暂无内容"),
        ("statistics/", "本栏目暂无内容"),
    ):
        page.goto(address + path)
        expect(page.locator("main")).to_contain_text(said)
    page.goto(f"{address}search/#q=建筑")
    answered(page)
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "0")
    assert console_errors == []


def test_the_page_of_open_data_leads_to_the_downloads_and_to_what_machines_read(
    served: Serve, demo: Path, page: Page
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{served(demo)}data/index.html")
    described = page.locator("link[title='schema.org']").get_attribute("href")
    answer = page.request.get(f"{served(demo)}data/{described}")
    assert [each["identifier"] for each in answer.json()["dataset"]] == [
        "listings",
        "cases",
        "changes",
    ]
    assert complaints == []
    page.locator("main summary").first.click()
    expect(page.get_by_text("do_not_use_from", exact=True).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with page.expect_download() as caught:
        page.get_by_role("link", name="listings.xlsx").click()
    assert zipfile.is_zipfile(caught.value.path())
