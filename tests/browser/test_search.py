"""Looking an employer up, as a reader does it on a phone."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from site_builder.export.as_of import stamp
from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from site_builder.render.words import case_type
from site_builder.search import search_index
from tests.promised import standing
from tests.render.helpers import STAGES, a_case, a_corpus, a_listing, an_article, no_pictures

ON_THE_DAY = "2026-11-21T12:00:00+08:00"
PAST_ITS_DAY = "2026-11-25T00:30:00+08:00"
NAME = "内蒙古示例1建筑有限公司"
RECORDS = (
    *(a_listing(number) for number in range(1, 31)),
    a_listing(31, name="包头市另一家劳务有限公司", region="150202"),
    an_article(Kind.NEWS, "nw-one", title="示例专项行动"),
)

Serve = Callable[..., str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with listings and news, made once."""
    return a_site(tmp_path_factory.mktemp("built"), *RECORDS)


@pytest.fixture
def site(tmp_path: Path, built: Path) -> Path:
    """A copy of it, that a test may spoil."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


def a_site(folder: Path, *records: PublicRecord) -> Path:
    corpus = a_corpus(folder, *records)
    found = chain(pages(corpus, Theme(None), no_pictures), search_index(corpus), stamp(corpus))
    for artifact in standing(found):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.make())
    return folder / "site"


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(ON_THE_DAY)


def looked_up(page: Page, address: str, typed: str, state: str = "done") -> None:
    """Open the search page and type there."""
    page.goto(f"{address}search/index.html")
    page.get_by_role("search").get_by_role("textbox").fill(typed)
    expect(page.locator(f"[data-search][data-state={state}]")).to_be_attached()


def ids(page: Page) -> list[str | None]:
    found: list[str | None] = page.locator("[data-result]").evaluate_all(
        "(hits) => hits.map((hit) => hit.dataset.id ?? null)"
    )
    return found


def test_reader_goes_from_home_to_a_record(
    page: Page, site: Path, served: Serve, console_errors: list[str]
) -> None:
    page.goto(served(site))
    page.locator("form[role=search] input[name=q]").fill("示例7建筑")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    page.get_by_role("link", name="内蒙古示例7建筑有限公司").click()
    expect(page.locator("article[data-record]")).to_have_attribute("data-id", "nm-2026-0007")
    assert console_errors == []


def test_nothing_typed_is_part_of_a_request(
    page: Page, site: Path, served: Serve, requested: list[str]
) -> None:
    page.goto(served(site))
    page.locator("form[role=search] input[name=q]").fill("secret")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"search/index\.html#q=secret$"))
    expect(page.locator("[data-search][data-state=done]")).to_be_attached()
    page.locator("[name=q]").fill("示例7")
    expect(page.locator("[data-search][data-total='1']")).to_be_attached()
    sent = [address.partition("#")[0] for address in requested]
    assert len(sent) > 4
    assert not [one for one in sent if "secret" in one or quote("示例") in one or "?" in one]


def test_hit_shows_what_tells_one_employer_from_another(
    page: Page, site: Path, served: Serve
) -> None:
    looked_up(page, served(site), NAME)
    hit = page.locator("[data-result]").first
    for text in (
        NAME,
        "91150102MA0AAA0001",
        "呼和浩特市新城区",
        "示人社列字〔2026〕1号",
        "呼和浩特市人力资源和社会保障局",
        "旧名建筑有限公司",
        "2029年3月1日",
    ):
        expect(hit).to_contain_text(text)
    expect(hit).to_have_attribute("data-kind", "listing")
    expect(hit).to_have_attribute("data-hidden-from", "2029-03-02")
    expect(hit.locator("[data-namesakes]")).to_be_hidden()


def test_hits_come_twenty_at_a_time(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "建筑有限公司")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "31")
    assert len(ids(page)) == 20
    page.locator("[data-more]").click()
    assert len(ids(page)) == 31
    expect(page.locator("[data-result]").nth(20).locator("a")).to_be_focused()
    expect(page.locator("[data-more]")).to_be_hidden()


def test_what_a_screen_holds_shows_before_the_rest(page: Page, site: Path, served: Serve) -> None:
    page.goto(f"{served(site)}search/index.html")
    page.evaluate(
        """() => {
            window.counts = []
            const hits = document.querySelector("[data-results]").children
            const count = () => window.counts.push(hits.length)
            new MutationObserver(count).observe(document, {childList: true, subtree: true})
        }"""
    )
    page.get_by_role("textbox").fill("建筑有限公司")
    expect(page.locator("[data-search]")).to_have_attribute("data-state", "done")
    shown = page.evaluate("window.counts.filter(Boolean)")
    assert shown[0] == 6
    assert shown[-1] == 20


def test_all_firms_of_an_answer_that_few_share_show_at_once(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    firms = [f"内蒙古共名{one}建筑有限公司" for one in "甲乙丙丁戊己庚辛壬"]
    records = []
    for number, name in enumerate(chain.from_iterable([name] * 3 for name in firms)):
        one = a_listing(number, name=name)
        own = {**one.values["employer"], "credit_code": f"91150102MA0AAA1{number // 3:03}"}
        records.append(replace(one, values={**one.values, "employer": own}))
    looked_up(page, served(a_site(tmp_path, *records)), "共名")
    shown = page.locator("[data-result] .hit__link").all_inner_texts()
    assert len(shown) == 27
    assert set(shown) == set(firms)
    expect(page.locator("[data-more]")).to_be_hidden()


def test_nothing_found_names_what_was_asked_and_where_to_ask(
    page: Page, site: Path, served: Serve
) -> None:
    looked_up(page, served(site), "没有这一家")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "0")
    summary = page.get_by_role("status").filter(has_text="没有这一家")
    expect(summary).to_contain_text("0条")
    expect(summary).to_contain_text("2026年11月21日")
    expect(page.locator("[data-meaning]")).to_contain_text("12333")


def test_nothing_found_in_a_place_names_the_place(page: Page, site: Path, served: Serve) -> None:
    page.goto(f"{served(site)}search/#q=另一家&kind=listing&region=150100")
    expect(page.locator("[data-summary]")).to_contain_text("呼和浩特市的列入记录")


def test_past_its_day_a_release_could_not_check(page: Page, site: Path, served: Serve) -> None:
    page.clock.set_fixed_time(PAST_ITS_DAY)
    looked_up(page, served(site), "没有这一家")
    expect(page.locator("[data-summary]")).to_contain_text("未能查证")
    expect(page.locator("[data-summary]")).not_to_contain_text("0条")


def test_past_its_day_hits_show_under_a_warning(page: Page, site: Path, served: Serve) -> None:
    page.clock.set_fixed_time(PAST_ITS_DAY)
    looked_up(page, served(site), NAME)
    expect(page.locator("[data-summary]")).to_contain_text("可能已经过时")
    assert ids(page) == ["nm-2026-0001"]


def test_listing_that_has_ended_since_is_no_hit(page: Page, site: Path, served: Serve) -> None:
    page.clock.set_fixed_time("2029-03-02T00:00:00+08:00")
    looked_up(page, served(site), NAME)
    assert ids(page) == []


def test_missing_shard_could_not_be_checked(page: Page, site: Path, served: Serve) -> None:
    entry = json.loads((site / "search" / "entry.json").read_text())
    (site / "search" / entry["shards"][0]["file"]).unlink()
    looked_up(page, served(site), "没有这一家", "error")
    expect(page.locator("[data-summary]")).to_contain_text("未能查证")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "")


def test_shard_cut_short_could_not_be_checked(page: Page, site: Path, served: Serve) -> None:
    entry = json.loads((site / "search" / "entry.json").read_text())
    shard = site / "search" / entry["shards"][0]["file"]
    shard.write_bytes(shard.read_bytes()[:400])
    looked_up(page, served(site), NAME, "error")
    expect(page.locator("[data-summary]")).to_contain_text("未能查证")


def test_index_of_another_format_asks_to_load_the_page_again(
    page: Page, site: Path, served: Serve
) -> None:
    (site / "search" / "entry.json").write_text('{"format": 2}')
    looked_up(page, served(site), NAME, "error")
    expect(page.locator("[data-summary]")).to_contain_text("请刷新页面")


def test_nothing_found_gives_the_number_of_the_place(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "没有这家")
    numbers = page.locator("[data-meaning] [data-local]:visible")
    expect(page.locator("[data-meaning]")).to_be_visible()
    expect(numbers).to_have_count(0)
    page.locator("select[name=region]").select_option("150200")
    expect(numbers).to_have_text("包头热线 0472-12333")
    expect(numbers.get_by_role("link")).to_have_attribute("href", "tel:047212333")
    page.locator("select[name=region]").select_option("")
    expect(numbers).to_have_count(0)
    # The place may be part of what was typed.
    page.locator("[name=q]").fill("包头没有这家公司")
    expect(numbers).to_have_text("包头热线 0472-12333")
    # Of a county in it too.
    page.goto("about:blank")
    page.goto(f"{served(site)}search/index.html#q=没有这家&region=150202")
    expect(numbers).to_have_text("包头热线 0472-12333")


def test_without_the_day_nothing_found_could_not_be_checked(
    page: Page, site: Path, served: Serve
) -> None:
    (site / "as-of.json").unlink()
    looked_up(page, served(site), "没有这一家")
    expect(page.locator("[data-summary]")).to_contain_text("未能查证")


def test_index_that_comes_back_is_read_at_the_next_search(
    page: Page, site: Path, served: Serve
) -> None:
    entry = site / "search" / "entry.json"
    kept = entry.read_bytes()
    entry.unlink()
    looked_up(page, served(site), NAME, "error")
    entry.write_bytes(kept)
    page.keyboard.press("Enter")
    expect(page.locator("[data-search][data-total='1']")).to_be_attached()


def test_natural_person_is_found_by_the_whole_name_with_a_warning(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    listing = a_listing(name="赵某某")
    employer = {**listing.values["employer"], "party_kind": "natural_person", "former_names": []}
    person = replace(listing, values={**listing.values, "employer": employer})
    looked_up(page, served(a_site(tmp_path, person)), "赵某")
    assert ids(page) == []
    page.locator("[name=q]").fill("赵某某")
    expect(page.locator("[data-namesakes]")).to_have_text(
        "同名者众，须以决定书和机关答复为准。呼和浩特市人力资源和社会保障局，核实电话 0471-12333"
    )


def test_case_is_found_among_listings_and_says_of_which_type_it_is(
    page: Page, tmp_path: Path, served: Serve, console_errors: list[str]
) -> None:
    case = a_case(1, type="payment_order")
    looked_up(page, served(a_site(tmp_path, a_listing(1), case)), NAME)
    assert ids(page) == ["nm-2026-0001", "cf-2026-0001"]
    hit = page.locator("[data-result][data-kind=case]")
    expect(hit.locator("[data-field=kind]")).to_contain_text(case_type("payment_order"))
    page.locator("[name=kind]").select_option("case")
    expect(page.locator("[data-search][data-total='1']")).to_be_attached()
    hit.get_by_role("link").click()
    expect(page.locator("article[data-kind=case]")).to_have_attribute("data-id", "cf-2026-0001")
    assert console_errors == []


def test_timeline_of_a_case_fits_a_phone_and_shows_without_a_script(
    browser: Browser, tmp_path: Path, served: Serve
) -> None:
    address = served(a_site(tmp_path, a_case(1, stages=STAGES)))
    with browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto(f"{address}cases/2026/cf-2026-0001.html")
        steps = page.locator("ol.timeline > li")
        expect(steps).to_have_count(3)
        expect(steps.nth(2)).to_contain_text("2026年2月25日")
        boxes = [box for step in steps.all() if (box := step.bounding_box())]
        assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
        assert all(box["x"] + box["width"] <= 360 for box in boxes)


def test_address_can_be_shared(page: Page, site: Path, served: Serve) -> None:
    page.goto(
        f"{served(site)}search/#q=%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8&kind=listing&region=150200"
    )
    expect(page.locator("[data-search][data-total='1']")).to_be_attached()
    assert ids(page) == ["nm-2026-0031"]
    expect(page.locator("[name=q]")).to_have_value("有限公司")
    expect(page.locator("[name=kind]")).to_have_value("listing")
    expect(page.locator("[name=region] option:checked")).to_have_text("包头市（1）")


def named(folder: Path, *names: str) -> Path:
    """A site of firms that are called so."""
    return a_site(folder, *(a_listing(at, name=name) for at, name in enumerate(names, 1)))


@pytest.mark.parametrize("typed", ["新达", "xinda", "Xīn Dá", "xin1 da2", "xd", "欣大建筑"])
def test_name_is_found_as_it_was_heard(
    page: Page, tmp_path: Path, served: Serve, console_errors: list[str], typed: str
) -> None:
    site = named(tmp_path, "内蒙古鑫达建筑有限公司", "包头市海蓝劳务有限公司")
    looked_up(page, served(site), typed)
    assert ids(page) == ["nm-2026-0001"]
    expect(page.locator("[data-result] [data-field=heard]")).to_have_text("同音")
    expect(page.locator("[data-summary]")).to_contain_text("同音 1 条")
    assert console_errors == []


def test_what_is_written_so_comes_before_what_sounds_so(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    site = named(tmp_path, "内蒙古鑫达建筑有限公司", "包头市新达劳务有限公司")
    looked_up(page, served(site), "新达")
    assert ids(page) == ["nm-2026-0002", "nm-2026-0001"]
    # What sounds alike is no answer where something is written so.
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "1")
    expect(page.locator("[data-summary]")).to_contain_text("另有同音 1 条")
    expect(page.locator("[data-field=heard]:visible")).to_have_count(1)


def test_traditional_characters_find_simplified_ones_and_are_said_to(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    site = named(tmp_path, "内蒙古鑫达建筑有限公司", "香港興業建築有限公司")
    address = served(site)
    for typed, found in (("鑫達", 1), ("兴业建筑", 2), ("興業建築", 2)):
        looked_up(page, address, typed)
        assert ids(page) == [f"nm-2026-000{found}"]
    expect(page.locator("[data-summary]")).to_contain_text("按“兴业建筑”查")
    expect(page.locator("[data-result] a")).to_have_text("香港興業建築有限公司")


def test_index_is_on_its_way_before_anything_is_typed(
    page: Page, site: Path, served: Serve, requested: list[str]
) -> None:
    page.goto(f"{served(site)}search/index.html")
    assert not [one for one in requested if "shard-" in one]
    with page.expect_response(re.compile("search/shard-")):
        page.locator("[name=q]").focus()
    page.locator("[name=q]").fill("示例7建筑")
    expect(page.locator("[data-search][data-total='1']")).to_be_attached()
    assert len([one for one in requested if "shard-" in one]) == 1


@pytest.mark.parametrize(("table", "typed"), [("variants", "鑫達"), ("sounds", "新达")])
def test_missing_table_is_never_taken_for_no_match(
    page: Page, tmp_path: Path, served: Serve, table: str, typed: str
) -> None:
    site = named(tmp_path, "内蒙古鑫达建筑有限公司")
    next(site.glob(f"search/{table}-*.json")).unlink()
    looked_up(page, served(site), typed, state="error")
    expect(page.locator("[data-summary]")).to_contain_text(f"“{typed}”未能查证")
    assert ids(page) == []


def test_only_the_newest_of_overlapping_searches_is_answered(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    site = named(tmp_path, "内蒙古鑫达建筑有限公司", "香港兴业建筑有限公司")
    held: list[Route] = []
    page.route("**/search/variants-*.json", lambda route: held.append(route))  # noqa: PLW0108 - it sets an attribute
    with page.expect_request("**/search/variants-*.json"):
        looked_up(page, served(site), "鑫達", state="loading")
    page.locator("[name=q]").fill("兴业建筑")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    with page.expect_response("**/search/variants-*.json"):
        held[0].continue_()
    page.wait_for_timeout(100)
    assert ids(page) == ["nm-2026-0002"]
    expect(page.locator("[data-search]")).to_have_attribute("data-state", "done")


def test_missing_script_is_never_taken_for_no_match(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    site = named(tmp_path, "内蒙古鑫达建筑有限公司")
    (script,) = site.glob("assets/characters-*.js")
    content = script.read_bytes()
    script.unlink()
    looked_up(page, served(site), "新达", state="error")
    expect(page.locator("[data-summary]")).to_contain_text("“新达”未能查证")
    # Who asks again is answered once it is there.
    script.write_bytes(content)
    page.locator("[name=q]").press("Enter")
    expect(page.locator("[data-search][data-state=done]")).to_be_attached()
    assert ids(page) == ["nm-2026-0001"]


@pytest.mark.parametrize(
    "address_and_script",
    [("", "lead"), ("search/", "search"), ("search/", "answering"), ("check/", "check")],
)
@pytest.mark.parametrize("fault", ["missing", "cut off"])
def test_page_says_in_words_that_its_script_cannot_be_had(
    page: Page, site: Path, served: Serve, address_and_script: tuple[str, str], fault: str
) -> None:
    address, script = address_and_script
    (file,) = site.glob(f"assets/{script}-*.js")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    if fault == "missing":
        file.unlink()
    page.goto(f"{served(site)}{address}index.html")
    told = page.locator(".no-form")
    expect(told).to_be_visible()
    expect(told.get_by_role("link", name="12333")).to_have_attribute("href", "tel:12333")
    expect(page.locator("main form")).to_be_hidden()


@pytest.mark.parametrize("address", ["", "search/", "check/"])
def test_page_with_its_script_says_nothing_of_it(
    page: Page, site: Path, served: Serve, address: str
) -> None:
    page.goto(f"{served(site)}{address}index.html")
    expect(page.locator("main form")).to_be_visible()
    expect(page.locator(".no-form")).to_have_css("display", "none")


def test_missing_sounds_keep_no_hit_back(page: Page, tmp_path: Path, served: Serve) -> None:
    site = named(tmp_path, "内蒙古鑫达建筑有限公司")
    next(site.glob("search/sounds-*.json")).unlink()
    looked_up(page, served(site), "鑫达")
    assert ids(page) == ["nm-2026-0001"]


def test_tables_are_fetched_only_when_a_query_needs_them(
    page: Page, site: Path, served: Serve, requested: list[str]
) -> None:
    looked_up(page, served(site), "91150102MA0AAA0007")
    assert ids(page) == ["nm-2026-0007"]
    assert not [one for one in requested if re.search("search/(sounds|variants)-", one)]
    looked_up(page, served(site), "示例7建筑")
    assert not [one for one in requested if "search/variants-" in one]


def test_slip_of_the_hand_is_asked_about(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "包头市另一家劳条有限公司")
    assert ids(page) == []
    (offered,) = page.locator("[data-similar-list] a").all()
    offered.click()
    expect(page.locator("[data-result]")).to_have_attribute("data-id", "nm-2026-0031")


def test_choices_say_how_many_each_would_find(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "公司")
    expect(page.locator("[name=region]")).to_contain_text("包头市（1）")
    expect(page.locator("[name=organ]")).to_contain_text("呼和浩特市人力资源和社会保障局（31）")
    page.locator("[name=year]").select_option("2026")
    expect(page).to_have_url(re.compile("year=2026"))
    page.locator("[name=region]").select_option("150200")
    expect(page.locator("[data-search][data-state=done]")).to_have_attribute("data-total", "1")
    expect(page.locator("[name=organ]")).to_contain_text("呼和浩特市人力资源和社会保障局（1）")
    page.reload()
    expect(page.locator("[data-search][data-total='1']")).to_be_attached()
    expect(page.locator("[name=year]")).to_have_value("2026")


def test_places_to_choose_are_the_readers_own_first_and_each_once(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    regions = ("150102", "150202", "110105", "130802", "130102")
    firms = [a_listing(number, region=region) for number, region in enumerate(regions, 1)]
    looked_up(page, served(a_site(tmp_path, *firms)), "建筑")
    options = page.locator("[name=region] option")
    assert options.all_inner_texts() == [
        "全部（5）",
        *("呼和浩特市（1）", "包头市（1）"),
        *("北京市（1）", "河北省（2）", "河北省石家庄市（1）", "河北省承德市（1）"),
    ]
    # A county that an address names stands among the places around it.
    page.goto(page.url + "&region=150102")
    expect(options.nth(2)).to_have_text("呼和浩特市新城区（1）")
    expect(options).to_have_count(8)


def test_full_texts_are_looked_into_when_a_reader_asks(
    page: Page, tmp_path: Path, served: Serve, requested: list[str]
) -> None:
    case = a_case(1, title="内蒙古鑫达建筑有限公司")
    texts = {"facts": "经查，<b>拖欠</b>23名工人工资，逾期未支付。"}
    case = replace(case, values={**case.values, **texts})
    article = an_article(
        Kind.NEWS, "nw-two", title="专项行动", body="走访**二十三**家[工地](x.html)。"
    )
    site = a_site(tmp_path, case, article, a_listing(1))
    looked_up(page, served(site), "23名工人")
    assert ids(page) == []
    assert not [one for one in requested if "search/texts-" in one]
    page.locator("[data-full]").click()
    expect(page.locator("[data-result]")).to_have_attribute("data-id", case.id)
    expect(page.locator("[data-summary]")).to_contain_text("全文 1 条")
    expect(page.locator("[data-result] mark")).to_have_text("23名工人")
    expect(page.locator("[data-field=snippet]")).to_contain_text("经查，<b>拖欠</b>23名工人工资")
    assert page.url.endswith("&full=1")
    page.go_back()
    expect(page.locator("[data-search][data-state=done][data-total='0']")).to_be_attached()
    page.go_forward()
    expect(page.locator("[data-result]")).to_have_attribute("data-id", case.id)
    # Another query begins with the names again.
    page.locator("[name=q]").fill("二十三家工地")
    expect(page.locator("[data-search][data-state=done][data-total='0']")).to_be_attached()
    page.locator("[data-full]").click()
    expect(page.locator("[data-result]")).to_have_attribute("data-id", "nw-two")


def test_missing_texts_are_never_taken_for_no_match(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    site = a_site(tmp_path, a_listing(1))
    next(site.glob("search/texts-*.json")).unlink()
    looked_up(page, served(site), "逾期未支付")
    page.locator("[data-full]").click()
    expect(page.locator("[data-search][data-state=error]")).to_be_attached()
    # A new release has them again, and whoever asks once more is answered from it.
    a_site(tmp_path / "next", a_listing(1), a_listing(2))
    shutil.copytree(tmp_path / "next" / "site" / "search", site / "search", dirs_exist_ok=True)
    # Releases are a day apart, and a server tells by the second whether a file has changed.
    os.utime(site / "search/entry.json", (tomorrow := time.time() + 86_400, tomorrow))
    page.locator("[name=q]").fill("拖欠工资")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search][data-state=done]")).to_be_attached()
    page.locator("[data-full]").click()
    expect(page.locator("[data-result]")).to_have_count(2)


def test_texts_of_an_old_release_never_say_that_there_is_nothing(
    page: Page, site: Path, served: Serve
) -> None:
    page.clock.set_fixed_time(PAST_ITS_DAY)
    looked_up(page, served(site), "没有这样的话")
    page.locator("[data-full]").click()
    expect(page.locator("[data-search][data-state=done][data-total='']")).to_be_attached()
    expect(page.locator("[data-summary]")).not_to_contain_text("全文")


def test_arrows_lead_through_the_hits_and_escape_back(
    page: Page, site: Path, served: Serve
) -> None:
    looked_up(page, served(site), "建筑有限公司")
    links = page.locator("[data-result] .hit__link")
    page.locator("[name=q]").press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=q]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("[name=q]")).to_be_focused()
    expect(page.locator("[name=q]")).to_have_value("建筑有限公司")
    # From what is folded in a hit to the hits beside that one.
    folded = page.locator("[data-same] summary").nth(3)
    for key, at in (("ArrowDown", 4), ("ArrowUp", 2)):
        folded.focus()
        page.keyboard.press(key)
        expect(links.nth(at)).to_be_focused()


def test_hit_says_how_to_tell_whether_it_is_the_same_firm(
    page: Page, tmp_path: Path, served: Serve
) -> None:
    branch = "内蒙古鑫达建筑有限公司包头分公司"
    site = named(tmp_path, "内蒙古鑫达建筑有限公司", "内蒙古鑫达建筑甲公司", branch)
    looked_up(page, served(site), "鑫达建筑")
    assert ids(page) == ["nm-2026-0001", "nm-2026-0003", "nm-2026-0002"]
    expect(page.locator("[data-result]").nth(1)).to_contain_text("分支机构")
    first = page.locator("[data-result]").first
    first.get_by_text("怎样确认是同一家单位").click()
    expect(first.locator("[data-same]")).to_contain_text("代码相同才是同一家")


@pytest.mark.parametrize(
    "typed",
    [
        "长" * 10_000, "🙂🙂🙂", "\u202e鑫达", "\x01\x02建筑", "(.*)+$", "[", "\\", " " * 5000,
        "<script>alert(1)</script>", "a" * 200, "\ufeff\u200b", "%00", "__proto__", "constructor",
    ],
)  # fmt: skip
def test_anything_typed_has_an_answer_or_a_kind_sentence(
    page: Page, site: Path, served: Serve, console_errors: list[str], typed: str
) -> None:
    page.goto(f"{served(site)}search/index.html")
    page.locator("[name=q]").fill(typed)
    expect(
        page.locator("[data-search][data-state=done], [data-search][data-state=idle]")
    ).to_be_attached()
    page.evaluate("location.hash = '#q=%ED%A0%BD%E5%BB%BA'")  # half of a pair of surrogates
    expect(page.locator("[data-search][data-state=done]")).to_be_attached()
    assert console_errors == []


def test_firms_of_one_name_are_told_apart(page: Page, tmp_path: Path, served: Serve) -> None:
    name = "内蒙古鑫达建筑有限公司"
    site = named(tmp_path, name, name, "包头市海蓝劳务有限公司")
    looked_up(page, served(site), name)
    expect(page.locator("[data-banner]")).to_contain_text("有 2 家不同的单位")
    looked_up(page, served(site), "海蓝")
    expect(page.locator("[data-banner]")).to_be_hidden()


def test_question_mark_becomes_part_of_the_hash(page: Page, site: Path, served: Serve) -> None:
    page.goto(f"{served(site)}search/?q=%E7%A4%BA%E4%BE%8B7&from=elsewhere")
    expect(page.locator("[data-search][data-total='1']")).to_be_attached()
    assert page.url.endswith("/qxmd/search/#q=%E7%A4%BA%E4%BE%8B7")


def test_way_back_leads_through_the_searches(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "示例7")
    page.keyboard.press("Enter")
    page.locator("[name=q]").fill("另一家")
    expect(page.locator("[data-result]")).to_have_attribute("data-id", "nm-2026-0031")
    page.go_back()
    expect(page.locator("[name=q]")).to_have_value("示例7")
    expect(page.locator("[data-result]")).to_have_attribute("data-id", "nm-2026-0007")
    page.go_forward()
    expect(page.locator("[data-result]")).to_have_attribute("data-id", "nm-2026-0031")


def test_escape_and_the_button_clear_the_box(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), NAME)
    page.keyboard.press("Escape")
    expect(page.locator("[data-search]")).to_have_attribute("data-state", "idle")
    page.locator("[name=q]").fill(NAME)
    page.locator("[data-clear]").click()
    expect(page.locator("[name=q]")).to_have_value("")
    expect(page.locator("[name=q]")).to_be_focused()
    assert ids(page) == []


def test_what_is_typed_never_becomes_markup(
    page: Page, site: Path, served: Serve, console_errors: list[str]
) -> None:
    looked_up(page, served(site), "<img src=x onerror=alert(1)>{day}")
    expect(page.locator("[data-summary]")).to_contain_text("<img src=x onerror=alert(1)>{day}")
    assert console_errors == []


def test_everything_to_press_is_large_enough_and_fits_a_small_phone(
    page: Page, site: Path, served: Serve
) -> None:
    looked_up(page, served(site), "建筑有限公司")
    pressed = page.locator(
        "form[role=search] :is(input, button, select), [data-result] a, [data-more]"
    )
    boxes = [box for one in pressed.all() if (box := one.bounding_box())]
    assert len(boxes) > 20
    assert [box for box in boxes if box["height"] < 44] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
