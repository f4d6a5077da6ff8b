"""Looking many employers up at once, as an officer does it."""

import csv
import hashlib
import io
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.test_search import ON_THE_DAY, PAST_ITS_DAY, a_site
from tests.render.helpers import a_case, a_listing

LISTED = "内蒙古示例1建筑有限公司"
CODE = "91150102MA0AAA0002"
Serve = Callable[..., str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    listings = (a_listing(number) for number in range(1, 31))
    return a_site(tmp_path_factory.mktemp("check"), *listings, a_case(1))


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(ON_THE_DAY)


def checked(page: Page, address: str, *lines: str, state: str = "done") -> None:
    page.goto(f"{address}check/index.html")
    page.locator("[data-batch] textarea").fill("\n".join(lines))
    page.locator("[data-batch] button[type=submit]").click()
    expect(page.locator(f"[data-batch][data-state={state}]")).to_be_attached()


def choose(page: Page, name: str, data: bytes) -> None:
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=data)
    page.locator("[data-batch] [type=file]").set_input_files(file)


def matches(page: Page) -> list[str | None]:
    return [row.get_attribute("data-match") for row in page.locator("[data-batch-row]").all()]


def test_only_a_code_identifies(
    page: Page, site: Path, served: Serve, console_errors: list[str]
) -> None:
    checked(page, served(site), LISTED, CODE, "旧名建筑有限公司", "不在名单的公司")
    assert matches(page) == ["name", "code", "former_name", "none"]
    rows = page.locator("[data-batch-row]")
    expect(rows.nth(0)).to_contain_text("待核实")
    expect(rows.nth(0)).to_contain_text("核实电话 0471-12333")
    expect(rows.nth(1)).to_contain_text("在公示中：代码一致")
    expect(rows.nth(1)).not_to_contain_text("待核实")
    expect(rows.nth(2)).to_contain_text("待核实：与曾用名或现名一致")
    expect(rows.nth(3)).to_contain_text("未查到")
    expect(page.locator("[data-summary]")).to_contain_text("共查4行（截至2026年11月21日）")
    hit = rows.nth(1).locator("[data-record]").first
    expect(hit).to_have_attribute("data-hidden-from", "2029-03-02")
    rows.nth(1).get_by_role("link").first.click()
    expect(page.locator("article[data-record]")).to_have_attribute("data-id", "nm-2026-0002")
    assert [one for one in console_errors if "manifest.json" not in one and "404" not in one] == []


def test_pasted_lines_are_read_as_people_write_them_and_none_goes_missing(
    page: Page, site: Path, served: Serve
) -> None:
    lines = [
        f"1、{LISTED}",
        f"内蒙古示例2建筑有限公司（{CODE}）",
        f"招标代理中心,{LISTED}",
        f"甲某\t{LISTED}",
    ]
    checked(page, served(site), "序号,投标单位名称,联系人", *lines, "360")
    assert matches(page) == ["name", "code", "none", "name", "name", "none"]
    rows = page.locator("[data-batch-row]")
    numbers = [text.strip() for text in rows.locator("[data-field=number]").all_text_contents()]
    assert numbers == ["1", "2", "3", "3", "4", "5"]
    expect(rows.nth(0).locator("[data-field=text]")).to_have_text(f"1、{LISTED}")
    expect(rows.nth(0).locator("[data-field=looked]")).to_contain_text(LISTED)
    expect(rows.nth(4).locator("[data-field=others]")).to_contain_text("甲某")
    summary = page.locator("[data-summary]")
    expect(summary).to_contain_text("共查5行")
    expect(summary).to_contain_text("序号,投标单位名称,联系人")


def test_nothing_of_it_leaves_the_device(
    page: Page, site: Path, served: Serve, requested: list[str]
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.post_data or ''}"))
    checked(page, served(site), LISTED, CODE, "秘密的公司")
    page.locator("[data-near]").click()
    expect(page.locator("[data-near]")).to_be_hidden()
    with page.expect_download():
        page.locator("[data-download]").click()
    assert len(requested) > 5
    assert set(sent) == {"GET "}
    for secret in ("秘密", "建筑", CODE):
        assert not [one for one in requested if secret in one or quote(secret) in one]
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0, 0, "",
    ]  # fmt: skip


def test_near_names_come_only_when_they_are_asked_for(
    page: Page, site: Path, served: Serve
) -> None:
    checked(page, served(site), "内蒙古示例7建筑有限公祠", "毫不相干")
    assert matches(page) == ["none", "none"]
    page.locator("[data-near]").click()
    expect(page.locator("[data-match=near]")).to_have_count(1)
    expect(page.locator("[data-match=near]")).to_contain_text("待核实：名称或代码相近")
    expect(page.locator("[data-match=near] a").first).to_have_text("内蒙古示例7建筑有限公司")


def test_that_no_name_is_near_is_said_but_not_past_the_day_of_the_release(
    page: Page, site: Path, served: Serve
) -> None:
    address = served(site)
    for day, said in ((ON_THE_DAY, 1), (PAST_ITS_DAY, 0)):
        page.clock.set_fixed_time(day)
        checked(page, address, "毫不相干")
        sentence = page.locator("[data-batch]").get_attribute("data-label-near-none")
        assert sentence
        page.locator("[data-near]").click()
        expect(page.locator("[data-near]")).to_be_hidden()
        expect(page.locator("[data-summary]").filter(has_text=sentence)).to_have_count(said)


@pytest.mark.parametrize(
    ("line", "focused"),
    [("内蒙古示例7建筑有限公祠", "[data-match=near] a"), ("毫不相干", "[data-print]")],
)
def test_who_asks_for_near_names_by_keyboard_stays_where_the_answers_are(
    page: Page, site: Path, served: Serve, line: str, focused: str
) -> None:
    checked(page, served(site), line)
    page.locator("[data-near]").press("Enter")
    expect(page.locator("[data-near]")).to_be_hidden()
    expect(page.locator(focused).first).to_be_focused()


def test_file_is_read_here_whatever_a_spreadsheet_wrote(
    page: Page, site: Path, served: Serve
) -> None:
    page.goto(f"{served(site)}check/index.html")
    table = f"序号,企业名称,代码\r\n1,{LISTED},\r\n2,,{CODE}\r\n"
    big_endian = ("\ufeff" + table).encode("utf-16-be")
    for data in (*map(table.encode, ("utf-8-sig", "gb18030", "utf-16")), big_endian):
        choose(page, "a.csv", data)
        expect(page.locator("[data-batch] textarea")).to_have_value(re.compile(LISTED))
        page.locator("[data-batch] button[type=submit]").click()
        expect(page.locator("[data-batch-row]")).to_have_count(2)
        assert matches(page) == ["name", "code"]
        page.locator("[data-batch] textarea").fill("")


def test_file_that_is_no_text_is_told_until_another_is_chosen(
    page: Page, site: Path, served: Serve
) -> None:
    checked(page, served(site), LISTED)
    choose(page, "a.xlsx", b"PK\x03\x04\x00\x00")
    expect(page.locator("[data-summary]")).to_contain_text("先把表格另存为CSV")
    expect(page.locator("[data-batch-row]")).not_to_be_visible()
    choose(page, "a.csv", CODE.encode())
    expect(page.locator("[data-batch] textarea")).to_have_value(CODE)
    expect(page.locator("[data-batch][data-state=idle]")).to_be_attached()
    expect(page.locator("[data-summary]")).not_to_contain_text("先把表格另存为CSV")


def test_only_the_newest_of_overlapping_look_ups_is_answered(
    page: Page, site: Path, served: Serve
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/manifest.json", hold, times=1)
    with page.expect_request("**/manifest.json"):
        checked(page, served(site), LISTED, CODE, state="loading")
    page.locator("[data-batch] textarea").fill("毫不相干")
    page.locator("[data-batch] button[type=submit]").click()
    expect(page.locator("[data-batch-row]")).to_have_count(1)
    with page.expect_response("**/manifest.json"):
        held[0].continue_()
    page.wait_for_timeout(300)
    assert matches(page) == ["none"]
    expect(page.locator("[data-summary]")).to_contain_text("共查1行")


def test_table_to_keep_tells_the_day_and_the_release(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    site = a_site(tmp_path, a_listing(1))
    (site / "manifest.json").write_bytes(b"the release")
    checked(page, served(site), "=1+1公司", LISTED)
    digest = hashlib.sha256(b"the release").hexdigest()
    expect(page.locator("[data-slip]")).to_contain_text(digest)
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    assert download.value.suggested_filename == "名单查询-2026-11-21.csv"
    text = Path(download.value.path()).read_text("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), strict=True)
    assert [row[1] for row in rows] == ["'=1+1公司", LISTED]
    assert [row[head.index("结果")] for row in rows] == ["未查到", "待核实：名称一致"]
    assert {row[head.index("名单截至")] for row in rows} == {"2026-11-21"}
    assert {row[head.index("清单SHA-256")] for row in rows} == {digest}


def test_past_its_day_a_release_says_of_nobody_that_he_is_not_listed(
    page: Page, site: Path, served: Serve
) -> None:
    page.clock.set_fixed_time(PAST_ITS_DAY)
    checked(page, served(site), CODE, "不在名单的公司")
    assert matches(page) == ["code", "none"]
    expect(page.locator("[data-match=none]")).to_contain_text("未能查证")
    expect(page.locator("[data-match=none]")).not_to_contain_text("未查到")


def test_what_ends_while_the_page_stays_open_is_neither_shown_printed_nor_saved_as_standing(
    page: Page, site: Path, served: Serve
) -> None:
    page.clock.set_fixed_time("2029-03-01T23:59:00+08:00")
    checked(page, served(site), CODE, "不在名单的公司")
    assert matches(page) == ["code", "none"]
    page.clock.set_fixed_time("2029-03-02T00:01:00+08:00")
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    assert "在公示中" not in Path(download.value.path()).read_text("utf-8-sig")
    expect(page.locator("[data-batch-results]")).not_to_contain_text("在公示中")
    expect(page.locator("[data-slip]")).to_contain_text("2029-03-02")
    assert matches(page) == ["none", "none"]


@pytest.mark.parametrize("event", ["visibilitychange", "beforeprint"])
def test_day_that_ends_is_noticed_when_somebody_looks_or_prints(
    page: Page, site: Path, served: Serve, event: str
) -> None:
    page.clock.set_fixed_time("2029-03-01T23:59:00+08:00")
    checked(page, served(site), CODE)
    page.clock.set_fixed_time("2029-03-02T00:01:00+08:00")
    heard_by = "window" if event == "beforeprint" else "document"
    page.evaluate(f"{heard_by}.dispatchEvent(new Event('{event}'))")
    expect(page.locator("[data-batch-results]")).not_to_contain_text("在公示中")
    expect(page.locator("[data-summary]")).to_contain_text("共查1行")


def test_slip_bears_the_digest_of_the_release_that_was_looked_up_in(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    site = a_site(tmp_path / "old", a_listing(1))
    new = a_site(tmp_path / "new", a_listing(1), a_listing(2))
    for release in (site, new):
        (release / "manifest.json").write_bytes(release.parent.name.encode())
    checked(page, served(site), CODE)
    assert matches(page) == ["none"]
    later = time.time() + 60
    for file in new.rglob("*"):
        # A server tells by the second whether a file is another.
        os.utime(file, (later, later))
    shutil.copytree(new, site, dirs_exist_ok=True)
    page.locator("[data-batch] button[type=submit]").click()
    expect(page.locator("[data-slip]")).to_contain_text(hashlib.sha256(b"new").hexdigest())
    assert matches(page) == ["code"]


def test_missing_shard_is_never_taken_for_nobody(page: Page, tmp_path: Path, served: Serve) -> None:
    site = a_site(tmp_path, a_listing(1))
    next(site.glob("search/shard-*.json")).unlink()
    checked(page, served(site), LISTED, state="error")
    expect(page.locator("[data-summary]")).to_contain_text("未能查证")
    assert matches(page) == []


def test_five_thousand_lines_and_no_more(page: Page, site: Path, served: Serve) -> None:
    page.goto(f"{served(site)}check/index.html")
    lines = [*(f"第{number}号建筑有限公司" for number in range(4998)), LISTED, CODE]
    choose(page, "a.txt", "\n".join(lines).encode())
    expect(page.locator("[data-batch] textarea")).to_have_value(re.compile(CODE))
    page.locator("[data-batch] button[type=submit]").click()
    expect(page.locator("[data-batch-row]")).to_have_count(5000)
    found = page.locator("[data-batch-row]:not([data-match=none])")
    assert [row.get_attribute("data-match") for row in found.all()] == ["name", "code"]
    choose(page, "a.txt", "\n".join([*lines, "多出一家公司"]).encode())
    expect(page.locator("[data-batch] textarea")).to_have_value(re.compile("多出一家公司"))
    page.locator("[data-batch] button[type=submit]").click()
    expect(page.locator("[data-summary]")).to_contain_text("一次最多查5000行，这里有5001行")


def test_page_fits_a_small_phone_and_prints_without_its_form(
    page: Page, site: Path, served: Serve
) -> None:
    checked(page, served(site), LISTED, CODE, "一" * 300)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    pressed = page.locator("[data-batch] :is(button, textarea, input):visible")
    boxes = [box for one in pressed.all() if (box := one.bounding_box())]
    assert len(boxes) > 4
    assert [box for box in boxes if box["height"] < 44] == []
    page.emulate_media(media="print")
    expect(page.locator("[data-batch] form")).to_be_hidden()
    expect(page.locator("[data-batch-row]").first).to_be_visible()
    expect(page.locator("[data-slip]")).to_be_visible()
