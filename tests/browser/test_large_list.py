"""Looking an employer up in lists that are read in pages, as a reader does it on a phone.

A longer list may be read whole besides, where somebody wants more than the best; a large one never.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder.search import large as search_large
from site_builder.store import public
from tests.browser.test_check import checked, matches
from tests.browser.test_search import NAME, ON_THE_DAY, a_site, ids, looked_up
from tests.render.helpers import a_case, a_listing

Serve = Callable[..., str]
WHOLE = re.compile("/search/(shard|texts)-")
# How many times a page reads the options of a box.
COUNTED = """
  const { get } = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "options")
  window.timesRead = 0
  Object.defineProperty(HTMLSelectElement.prototype, "options", {
    get() {
      window.timesRead++
      return get.call(this)
    },
  })
"""
# The limit that each list is above.
LIMITS = {"longer": "SMALL", "large": "LARGE"}


def a_list(folder: Path, size: str) -> Path:
    """A site whose list is taken for one of this size."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(public, LIMITS[size], 0)
        # Nearly every firm in a block of its own: as in a large list, more hold it than are read.
        for name in ("_IN_A_BLOCK", "_OF_ONE_TRADE"):
            patched.setattr(search_large, name, 0.05)
        listings = (a_listing(number) for number in range(1, 61))
        other = a_listing(61, name="包头市鑫达劳务有限责任公司", region="150202")
        many = (a_listing(n, name=f"赤峰市甲{n}集团", region="150402") for n in range(62, 330))
        return a_site(folder, *listings, other, *many, a_case(7))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A list of each size."""
    return {size: a_list(tmp_path_factory.mktemp(size), size) for size in LIMITS}


@pytest.fixture(params=LIMITS)
def site(tmp_path: Path, built: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    """A copy of one of them, that a test may spoil."""
    return Path(shutil.copytree(built[request.param], tmp_path / "copy"))


large = pytest.mark.parametrize("site", ["large"], indirect=True)
longer = pytest.mark.parametrize("site", ["longer"], indirect=True)


@pytest.fixture(autouse=True)
def _day(page: Page) -> None:
    page.clock.set_fixed_time(ON_THE_DAY)


def test_few_files_answer_and_nothing_typed_is_part_of_a_request(
    page: Page, site: Path, served: Serve, requested: list[str], console_errors: list[str]
) -> None:
    looked_up(page, served(site), "示例7建筑")
    assert ids(page) == ["nm-2026-0007", "cf-2026-0007"]
    expect(page.locator("select[name=kind] option[value=case]")).to_have_text(re.compile("1"))
    rows = [address for address in requested if "/search/rows/" in address]
    assert 0 < len(rows) < 4
    assert not list(filter(WHOLE.search, requested))
    assert not any("%E7" in address or "示例" in address for address in requested)
    assert console_errors == []


@large
def test_of_very_many_the_best_are_shown_and_all_are_counted(
    page: Page, site: Path, served: Serve
) -> None:
    looked_up(page, served(site), "建筑")
    root = page.locator("[data-search]")
    # The former names of all of them have it.
    expect(root).to_have_attribute("data-total", "330")
    expect(root.locator("[data-summary]")).to_contain_text("多输入几个字或输入代码")
    assert 10 <= len(ids(page)) < 62
    # All others come some at a time, those that are there staying where they are.
    more = page.locator("[data-more]")
    while more.is_visible():
        before = ids(page)
        more.click()
        expect(page.locator("[data-result] .hit__link").nth(len(before))).to_be_focused()
        assert ids(page)[: len(before)] == before
    assert len(set(ids(page))) == 330


@large
def test_among_very_many_kind_and_place_can_be_chosen(
    page: Page, site: Path, served: Serve, requested: list[str], console_errors: list[str]
) -> None:
    looked_up(page, served(site), "建筑")
    root = page.locator("[data-search]")
    region = page.locator("select[name=region]")
    assert not any("/choices-" in address for address in requested)
    region.focus()
    expect(region.locator("option[value='150200']")).to_have_text("包头市（1）")
    expect(root).to_have_attribute("data-total", "330")
    region.select_option("150200")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    assert ids(page) == ["nm-2026-0061"]
    assert "region=150200" in page.url
    region.select_option("150400")
    expect(page.locator("[data-search][data-state=done][data-total='268']")).to_be_attached()
    expect(page.locator("select[name=kind] option[value=case]")).to_have_text("案件公开（0）")
    more = page.locator("[data-more]")
    while more.is_visible():
        before = len(ids(page))
        more.click()
        expect(page.locator("[data-result] .hit__link").nth(before)).to_be_focused()
    assert len(set(ids(page))) == 268
    page.go_back()
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    # What was fetched ahead and not asked for yet is told, and is no fault.
    assert [error for error in console_errors if "preload" not in error] == []


@pytest.mark.parametrize("site", LIMITS, indirect=True)
def test_a_choice_among_many_reads_what_there_is_to_choose_only_a_few_times(
    page: Page, site: Path, served: Serve
) -> None:
    page.add_init_script(COUNTED)
    looked_up(page, served(site), "赤峰市")
    before = page.evaluate("window.timesRead")
    page.locator("select[name=kind]").select_option("listing")
    expect(page.locator("select[name=kind] option[value=listing]")).to_have_text("列入记录（268）")
    expect(page.locator("[data-search][data-state=done]")).to_be_attached()
    assert page.evaluate("window.timesRead") - before < 100


@large
def test_an_address_with_a_choice_among_very_many(page: Page, site: Path, served: Serve) -> None:
    page.goto(f"{served(site)}search/index.html#q=建筑&kind=case")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    assert ids(page) == ["cf-2026-0007"]


@large
def test_choices_that_cannot_be_read_are_never_taken_for_none(
    page: Page, site: Path, served: Serve
) -> None:
    for file in (site / "search").glob("choices-*.json"):
        file.unlink()
    looked_up(page, served(site), "建筑")
    page.locator("select[name=region]").select_option("150200")
    expect(page.locator("[data-search][data-state=error]")).to_be_attached()
    expect(page.locator("[data-summary]")).to_contain_text("未能查证")


def test_behind_the_best_of_many_stand_all_others(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "示例")
    root = page.locator("[data-search]")
    expect(root).to_have_attribute("data-total", "61")
    assert 10 <= len(ids(page)) < 20
    more = page.locator("[data-more]")
    while more.is_visible():
        before = len(ids(page))
        more.click()
        expect(page.locator("[data-result] .hit__link").nth(before)).to_be_focused()
    assert len(set(ids(page))) == 61
    expect(root.locator("[data-summary]")).not_to_contain_text("多输入几个字")


def test_many_can_be_chosen_from(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "示例")
    kind = page.locator("select[name=kind]")
    expect(kind).to_be_enabled()
    kind.focus()
    expect(kind.locator("option[value=listing]")).to_have_text(re.compile("60"))
    kind.select_option("case")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    assert ids(page) == ["cf-2026-0007"]
    assert "kind=case" in page.url
    page.go_back()
    expect(page.locator("[data-search][data-state=done][data-total='61']")).to_be_attached()


def test_address_with_a_choice_shows_all_of_it(page: Page, site: Path, served: Serve) -> None:
    page.goto(f"{served(site)}search/index.html#q=示例&kind=case")
    expect(page.locator("[data-search][data-state=done][data-total='1']")).to_be_attached()
    assert ids(page) == ["cf-2026-0007"]


def test_several_words_are_found_in_any_order(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "劳务 包头")
    assert ids(page) == ["nm-2026-0061"]
    looked_up(page, served(site), "包头 鑫")
    assert ids(page) == ["nm-2026-0061"]
    looked_up(page, served(site), "劳务 包头 甲")
    expect(page.locator("[data-search][data-total='0']")).to_be_attached()


@longer
def test_words_that_very_many_hold_are_looked_for_in_all_rows(
    page: Page, site: Path, served: Serve
) -> None:
    looked_up(page, served(site), "建筑 公司")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "330")


@large
def test_words_that_very_many_hold_are_never_taken_for_no_match(
    page: Page, site: Path, served: Serve
) -> None:
    looked_up(page, served(site), "建筑 公司", state="error")
    expect(page.locator("[data-summary]")).to_contain_text("未能查证：含有这些词的太多")


@longer
def test_texts_of_all_records_are_looked_through(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "毫不相干")
    expect(page.locator("[data-full]")).to_contain_text("事实")
    looked_up(page, served(site), "拖欠")
    page.locator("[data-full]").click()
    expect(page.locator("[data-field=snippet] mark").first).to_have_text("拖欠")


@longer
@pytest.mark.parametrize("lost", ["cut", "gone"])
def test_rows_that_cannot_be_read_are_never_taken_for_none(
    page: Page, site: Path, served: Serve, lost: str
) -> None:
    for path in site.glob("search/shard-*.json"):
        if lost == "gone":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-20])
    page.goto(f"{served(site)}search/index.html#q=示例&kind=case")
    expect(page.locator("[data-search][data-state=error]")).to_be_attached()
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("A0061", "nm-2026-0061"),
        ("xindalaowu", "nm-2026-0061"),
        ("新达劳务", "nm-2026-0061"),
        ("鑫達勞務", "nm-2026-0061"),
        ("示人社列字〔2026〕61号", "nm-2026-0061"),
    ],
)
def test_name_is_found_by_code_sound_and_number(
    page: Page, site: Path, served: Serve, typed: str, expected: str
) -> None:
    looked_up(page, served(site), typed)
    assert expected in ids(page)


def test_slip_is_asked_about(page: Page, site: Path, served: Serve) -> None:
    looked_up(page, served(site), "包头市鑫这劳务")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "0")
    similar = page.locator("[data-similar-list]")
    expect(similar).to_contain_text("包头市鑫达劳务有限责任公司")


@pytest.mark.parametrize("folder", ["names", "rows"])
@pytest.mark.parametrize("spoil", ["", "{}", '{"format":4'])
def test_spoilt_page_is_never_taken_for_no_match(
    page: Page, site: Path, served: Serve, folder: str, spoil: str
) -> None:
    for path in (site / "search" / folder).iterdir():
        path.write_text(spoil, "utf-8")
    looked_up(page, served(site), "示例7建筑", state="error")
    expect(page.locator("[data-search]")).to_have_attribute("data-total", "")


def test_page_with_a_piece_lost_is_never_taken_for_no_match(
    page: Page, site: Path, served: Serve
) -> None:
    for path in (site / "search/names").iterdir():
        text = path.read_text("utf-8")
        path.write_text(text.replace("例", "列"), "utf-8")
    looked_up(page, served(site), "示例7建筑", state="error")


def test_many_names_are_looked_up_by_their_sums(
    page: Page, site: Path, served: Serve, requested: list[str]
) -> None:
    lines = [NAME, "91150102MA0AAA0002", "旧名建筑有限公司", "包头市鑫达劳务有限公司", "不在名单"]
    checked(page, served(site), *lines)
    assert matches(page) == ["name", "code", "former_name", "name", "none"]
    assert sum("/search/check-" in address for address in requested) == 1
    assert not any("/search/names/" in address for address in requested)


def test_near_names_that_cannot_be_read_leave_what_was_found(
    page: Page, site: Path, served: Serve
) -> None:
    checked(page, served(site), NAME, "内蒙古示例7建筑有限公祠")
    told = page.locator("[data-summary]").inner_text()
    page.context.set_offline(True)
    page.locator("[data-near]").click()
    expect(page.locator("[data-summary]")).not_to_have_text(told)
    expect(page.locator("[data-summary]")).to_contain_text(told)
    assert matches(page) == ["name", "none"]
    page.context.set_offline(False)
    page.locator("[data-near]").click()
    expect(page.locator("[data-match=near]")).to_have_count(1)
