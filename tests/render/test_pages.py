import hashlib
import posixpath
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from site_builder.dictionary import CATALOG, files_of
from site_builder.forms import all_forms
from site_builder.model.record import Kind, State
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from tests.promised import standing
from tests.render.helpers import (
    DAY,
    a_corpus,
    a_gone,
    a_listing,
    a_statistic,
    an_article,
    elements,
    everything,
    metas,
    no_pictures,
    rendered,
    tree,
    words,
)
from tests.shown import png

DATED = {
    "index.html",
    "search/index.html",
    "check/index.html",
    "listings/index.html",
    "cases/index.html",
    "typical-cases/index.html",
    "news/index.html",
    "statistics/index.html",
}
SVG_RECT = "{http://www.w3.org/2000/svg}rect"
SITE_TAGS = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN_TAGS = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE_TAGS = {"ArticleTitle", "PubDate", "ContentSource"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("site")
    return rendered(everything(folder))


def one(page: str, tag: str, **attributes: str) -> Element:
    (found,) = (e for e in elements(page, tag) if attributes.items() <= e.attrib.items())
    return found


def only_page(folder: Path, path: str, *records: Any) -> str:
    return rendered(a_corpus(folder, *records))[path]


def fingerprints(folder: Path, day: date) -> dict[str, str]:
    return {
        a.path: a.fingerprint
        for a in standing(pages(everything(folder, day), Theme(None), no_pictures))
    }


def test_every_page_is_html_that_no_browser_has_to_mend(site: dict[str, str]) -> None:
    for page in site.values():
        tree(page)


def test_every_page_has_one_heading_of_the_first_level(site: dict[str, str]) -> None:
    assert {path for path, page in site.items() if len(list(elements(page, "h1"))) != 1} == set()


def test_no_two_pages_have_one_title(tmp_path: Path) -> None:
    twice = [a_listing(number, name="内蒙古同名建筑有限公司") for number in (1, 2)]
    titles = [words(one(p, "title")) for p in rendered(a_corpus(tmp_path, *twice)).values()]
    assert len(titles) == len(set(titles))


def test_every_link_leads_to_a_page_form_or_download_of_the_release(site: dict[str, str]) -> None:
    there = {*site, *(form.path for form in all_forms()), *files_of(), CATALOG}
    there |= {"manifest.json", "feed.atom", "sitemap.xml"}
    for path, page in site.items():
        for link in elements(page, "a"):
            address = link.get("href", "").partition("#")[0]
            if address and not re.match(r"(https?|tel):", address):
                assert _target(path, address) in there, (path, address)


def _target(path: str, address: str) -> str:
    if path == "404.html":
        return address.removeprefix("/qxmd/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def test_links_are_relative_but_where_the_address_cannot_be_foreseen(site: dict[str, str]) -> None:
    rooted = {path for path, page in site.items() if re.search(r'(href|src)="/', page)}
    assert rooted == {"404.html"}


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(site: dict[str, str]) -> None:
    for page in site.values():
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
        assert all(script.get("src") and not script.text for script in elements(page, "script"))
        loaded = [e.get("src") or "" for tag in ("script", "img") for e in elements(page, tag)]
        assert not [address for address in loaded if ":" in address]


def test_the_day_stands_on_home_search_and_each_kinds_index_alone(site: dict[str, str]) -> None:
    dated = {path for path, page in site.items() if "as-of" in metas(page)}
    assert dated == DATED
    assert {path for path, page in site.items() if "2026年11月21日" in page} - DATED == set()
    assert metas(site["index.html"])["valid-until"] == "2026-11-24"


def test_pages_without_the_day_say_where_to_ask_for_it(site: dict[str, str]) -> None:
    assert one(site["listings/nm-2026-0001.html"], "html").get("data-as-of") == "../as-of.json"
    assert one(site["404.html"], "html").get("data-as-of") == "/qxmd/as-of.json"
    assert one(site["index.html"], "html").get("data-as-of") is None


def test_a_new_day_alone_remakes_only_the_pages_that_show_it(tmp_path: Path) -> None:
    before = fingerprints(tmp_path, DAY)
    after = fingerprints(tmp_path, date(2026, 11, 22))
    changed = {path.removeprefix("site/") for path in after if before[path] != after[path]}
    assert changed == DATED


def test_a_changed_component_remakes_exactly_what_uses_it(tmp_path: Path) -> None:
    corpus = everything(tmp_path)
    (tmp_path / "components").mkdir()
    (tmp_path / "components" / "bar_chart.html").write_text(
        "{% macro bar_chart(chart) %}{% endmacro %}", "utf-8"
    )
    before = {a.path: a.fingerprint for a in standing(pages(corpus, Theme(None), no_pictures))}
    after = {a.path: a.fingerprint for a in standing(pages(corpus, Theme(tmp_path), no_pictures))}
    assert {p for p in after if before[p] != after[p]} == {"site/statistics/index.html"}


def test_government_tags_are_three_then_seven_then_ten(site: dict[str, str]) -> None:
    def tags(path: str) -> set[str]:
        return metas(site[path]).keys() & (SITE_TAGS | COLUMN_TAGS | ARTICLE_TAGS)

    assert tags("index.html") == SITE_TAGS
    assert tags("listings/page-2026-03-01.html") == SITE_TAGS | COLUMN_TAGS
    assert tags("listings/nm-2026-0001.html") == SITE_TAGS | COLUMN_TAGS | ARTICLE_TAGS
    assert tags("report.html") == SITE_TAGS | COLUMN_TAGS | ARTICLE_TAGS


def test_no_meta_tag_is_empty(site: dict[str, str]) -> None:
    assert {path for path, page in site.items() if "" in metas(page).values()} == set()


def test_the_publication_day_is_the_first_one(site: dict[str, str]) -> None:
    assert metas(site["listings/nm-2026-0001.html"])["PubDate"] == "2026-03-05 00:00"


def test_a_listings_page_carries_its_hooks_on_one_element(site: dict[str, str]) -> None:
    shown = one(site["listings/nm-2026-0001.html"], "article")
    hooks = {name: value for name, value in shown.items() if name.startswith("data-")}
    assert hooks == {
        "data-record": "",
        "data-id": "nm-2026-0001",
        "data-kind": "listing",
        "data-hidden-from": "2029-03-02",
    }


def test_a_listings_page_says_who_why_and_until_when(site: dict[str, str]) -> None:
    said = words(one(site["listings/nm-2026-0001.html"], "article"))
    for expected in (
        "内蒙古示例1建筑有限公司",
        "旧名建筑有限公司",
        "91150102MA0AAA0001",
        "法定代表人 张三".replace(" ", ""),
        "示人社列字〔2026〕1号",
        "186,200元",
        "14人",
        "公示至2029年3月1日",
        "第十一条",
        "满6个月",
    ):
        assert expected in said


def test_outside_its_element_only_machines_are_told_the_name(site: dict[str, str]) -> None:
    page = site["listings/nm-2026-0001.html"]
    rest = re.sub(r"<article.*?</article>|<head>.*?</head>", "", page, flags=re.DOTALL)
    assert "示例1建筑" not in rest
    assert "91150102MA0AAA0001" not in rest


def test_complaints_go_to_the_listings_own_place_first(site: dict[str, str]) -> None:
    page = site["listings/nm-2026-0001.html"]
    calls = [a.get("href") for a in elements(page, "a") if a.get("href", "").startswith("tel:")]
    assert calls[:2] == ["tel:047112333", "tel:12333"]
    assert "tel:047212333" not in calls


def test_where_a_site_names_no_channel_the_national_number_dials(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, a_listing(1))
    corpus.chrome = replace(corpus.chrome, channels=())
    site = rendered(corpus)
    for path in ("index.html", "search/index.html", "listings/nm-2026-0001.html"):
        # What stands where a script cannot be had says it besides.
        page = re.sub(r'<p class="no-form">.*?</p>', "", site[path], flags=re.DOTALL)
        called = [a for a in elements(page, "a") if a.get("href") == "tel:12333"]
        assert [words(a) for a in called] == ["拨打12333"], path


def test_a_listing_of_which_little_is_public_still_has_its_page(tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "employer": {
            "name": "某厂",
            "party_kind": None,
            "credit_code": None,
            "registration_number": None,
            "former_names": [],
            "region": None,
        },
        "persons": [],
        "decision": dict.fromkeys(("number", "organ", "decided_on", "reason", "basis")),
        "arrears": {"amount": None, "workers": None},
        "project": {"name": None, "contractor": None},
        "published_on": None,
        "republished_by": [],
        "contested_on": None,
        "remedied_on": None,
    }
    bare = a_listing(
        1, name="某厂", values=values, organ=None, region=None, regime=None, hidden_from=None
    )
    page = only_page(tmp_path, "listings/nm-2026-0001.html", bare)
    assert words(one(page, "h1")) == "某厂"
    assert "None" not in page
    assert one(page, "article").get("data-hidden-from") == ""


def test_search_engines_forget_a_listing_on_its_day(site: dict[str, str]) -> None:
    assert metas(site["listings/nm-2026-0001.html"])["robots"] == (
        "unavailable_after: 2029-03-02T00:00:00+08:00"
    )


def test_search_engines_never_learn_of_a_natural_person(tmp_path: Path) -> None:
    person = a_listing(1)
    person.values["employer"]["party_kind"] = "natural_person"
    page = only_page(tmp_path, "listings/nm-2026-0001.html", person)
    assert metas(page)["robots"] == "noindex, unavailable_after: 2029-03-02T00:00:00+08:00"
    assert "canonical" not in page


def test_nor_of_a_party_that_might_be_a_natural_person(tmp_path: Path) -> None:
    unknown = a_listing(1)
    unknown.values["employer"].update(party_kind=None, credit_code=None, registration_number=None)
    page = only_page(tmp_path, "listings/nm-2026-0001.html", unknown)
    assert str(metas(page)["robots"]).startswith("noindex, ")


def test_a_region_holds_the_listings_of_the_regions_inside(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, a_listing(1, region="150102"), a_listing(2, region="150100"))
    found = rendered(corpus)
    shown = {
        code: [e.get("data-id") for e in elements(found[_region(code)], "tr") if e.get("data-id")]
        for code in ("150000", "150100", "150102")
    }
    both = ["nm-2026-0001", "nm-2026-0002"]
    assert shown == {"150000": both, "150100": both, "150102": ["nm-2026-0001"]}


def _region(code: str) -> str:
    return f"listings/region/{code}/index.html"


def test_the_list_divides_by_the_regions_inside_the_publishers(tmp_path: Path) -> None:
    regions = ("150102", "150100", "150203", "130802", "110105")
    corpus = a_corpus(
        tmp_path, *(a_listing(n, region=region) for n, region in enumerate(regions, 1))
    )
    (group,) = (e for e in elements(rendered(corpus)["index.html"], "section") if _is_region(e))
    assert [words(link) for link in group.iter("a")] == [
        "呼和浩特市 2",
        "包头市 1",
        "其他：北京市 1",
        "其他：河北省 1",
    ]


def test_a_listing_of_the_whole_region_leads_to_the_regions_own_list(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, a_listing(1, region="150000"), a_listing(2, region="150102"))
    (group,) = (e for e in elements(rendered(corpus)["index.html"], "section") if _is_region(e))
    assert [words(link) for link in group.iter("a")] == ["内蒙古自治区 2", "呼和浩特市 1"]


def _is_region(section: Element) -> bool:
    return section.get("class") == "browse" and words(section).startswith("按地区")


def test_the_search_page_offers_the_same_regions_and_other_provinces_prefectures(
    tmp_path: Path,
) -> None:
    corpus = a_corpus(tmp_path, a_listing(1), a_listing(2, region="130802"))
    options = [
        (option.get("value"), option.text)
        for option in elements(rendered(corpus)["search/index.html"], "option")
        if option.get("value", "").isdigit()
    ]
    assert options == [("150100", "呼和浩特市"), ("130000", "河北省"), ("130800", "河北省承德市")]


def test_a_code_that_groups_districts_has_no_list(tmp_path: Path) -> None:
    found = rendered(a_corpus(tmp_path, a_listing(1, region="110105")))
    regions = {path for path in found if path.startswith("listings/region/")}
    assert regions == {_region("110000"), _region("110105")}


def test_lists_stand_in_folders_by_organ_letter_and_month(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, a_listing(1), a_listing(2, letter="#"))
    assert {
        "listings/organ/nm-hhht-hrss/index.html",
        "listings/letter/S/index.html",
        "listings/letter/other/index.html",
        "listings/2026-03/index.html",
    } <= rendered(corpus).keys()


def test_an_empty_kind_says_so_as_of_the_day(tmp_path: Path) -> None:
    found = rendered(a_corpus(tmp_path))
    assert "截至2026年11月21日，当前无在列主体。" in words(
        one(found["listings/index.html"], "main")
    )
    assert found.keys() >= DATED


def test_the_generic_gone_page_has_no_link_that_a_depth_could_break(site: dict[str, str]) -> None:
    page = site["gone.html"]
    drawn = [
        e.get("href") or e.get("src")
        for tag in ("a", "link", "script", "img")
        for e in elements(page, tag)
    ]
    assert [address for address in drawn if not str(address).startswith("https://")] == []
    assert "https://example.gov.cn/qxmd/" in words(one(page, "main"))
    assert "1500000001" in words(one(page, "footer"))


def test_who_asks_for_a_page_that_a_list_no_longer_has_finds_its_first(
    site: dict[str, str],
) -> None:
    def onward(page: str) -> set[str | None]:
        links = elements(site[page], "a")
        return {link.get("href") for link in links if link.get("class") == "more-link"}

    assert {"/qxmd/listings/index.html", "/qxmd/cases/index.html"} <= onward("404.html")
    assert onward("listings/nm-2023-0001.html") == {"../index.html", "../search/index.html"}


def test_a_gone_page_tells_only_that_it_ended(site: dict[str, str]) -> None:
    page = site["listings/nm-2023-0001.html"]
    assert "公示至2026年9月30日，公示期已届满" in words(one(page, "main"))
    assert "data-record" not in page
    assert metas(page)["robots"] == "noindex"
    assert "nm-2023-0001" not in page


def test_a_figure_that_ended_leaves_no_page_of_its_own(tmp_path: Path) -> None:
    gone = replace(a_gone(), kind=Kind.STATISTIC, path="statistics/index.html#st-1")
    assert not [path for path in rendered(a_corpus(tmp_path, gone=(gone,))) if "#" in path]


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (State.EXPIRED, "公示期已届满"),
        (State.REMOVED_EARLY, "已提前移出"),
        (State.REVOKED, "已撤销"),
        (State.WITHDRAWN, "本文已撤回"),
        (State.HELD, "已不再公示"),
        (State.SUSPENDED, "已不再公示"),
    ],
)
def test_a_gone_page_is_neutral(tmp_path: Path, state: State, title: str) -> None:
    corpus = a_corpus(tmp_path, gone=(a_gone(state),))
    page = rendered(corpus)["listings/nm-2023-0001.html"]
    assert words(one(page, "h1")) == title


def test_a_typical_case_says_where_it_happened_and_who_tells_it(site: dict[str, str]) -> None:
    said = words(one(site["typical-cases/tc-one.html"], "article"))
    assert "阿拉善右旗" in said
    assert "自治区人力资源和社会保障厅" in said


def test_an_article_is_remade_when_a_listing_it_names_changes(tmp_path: Path) -> None:
    article = an_article(Kind.NEWS, "nw-1", "[某厂](listing:nm-2026-0001)")
    before, after = (
        {
            a.path: a.fingerprint
            for a in standing(
                pages(a_corpus(tmp_path / name, article, listing), Theme(None), no_pictures)
            )
        }["site/news/nw-1.html"]
        for name, listing in (("a", a_listing(1)), ("b", a_listing(1, hidden_from=DAY)))
    )
    assert before != after


def test_an_article_is_remade_when_its_picture_goes(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(png()).hexdigest()
    article = an_article(Kind.NEWS, "nw-1", "![工地](site.png)", files=(("news/site.png", sha256),))
    corpus = a_corpus(tmp_path, article)
    before, after = (
        {artifact.path: artifact for artifact in standing(pages(corpus, Theme(None), picture))}
        for picture in (lambda _path, _sha256: png(), no_pictures)
    )
    page = "site/news/nw-1.html"
    assert before[page].fingerprint != after[page].fingerprint
    assert "<img" in before[page].make().decode()
    assert words(one(after[page].make().decode(), "article")).count("工地") == 1
    (gone,) = before.keys() - after.keys()
    assert re.fullmatch(r"site/assets/img-[0-9a-f]{20}\.png", gone)
    assert sha256[:16] not in gone


def test_figures_are_a_table_and_bars_of_the_same_numbers(site: dict[str, str]) -> None:
    page = site["statistics/index.html"]
    rows = {e.get("id"): words(e) for e in elements(page, "tr") if "data-record" in e.attrib}
    assert [rows[f"st-{n}"].split()[1] for n in (5, 12, 30)] == ["5人", "12人", "30人"]
    assert [bar.get("width") for bar in elements(page, SVG_RECT)] == ["100.0", "40.0", "16.7"]


def test_what_all_figures_of_a_source_share_is_said_once(tmp_path: Path) -> None:
    figures = [a_statistic(f"st-{value}", value) for value in ("1", "3")]
    page = only_page(tmp_path, "statistics/index.html", *figures)
    assert [words(head) for head in elements(page, "th") if head.get("scope") == "col"] == [
        "指标",
        "数值",
    ]
    said = words(one(page, "p", **{"class": "figures__source"}))
    for fact in ("来源：发布会", "2025年12月1日", "地区：内蒙古自治区", "年份：2025"):
        assert fact in said


def test_what_figures_of_a_source_differ_in_has_a_column(tmp_path: Path) -> None:
    figures = [a_statistic("st-1"), a_statistic("st-2", year=2024)]
    page = only_page(tmp_path, "statistics/index.html", *figures)
    assert "年份" in [words(head) for head in elements(page, "th") if head.get("scope") == "col"]


def test_home_leads_to_each_source_of_figures(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, a_statistic("st-1"))
    found = rendered(corpus)
    (link,) = (
        e for e in elements(found["index.html"], "a") if e.get("class") == "source-list__link"
    )
    anchor = (link.get("href") or "").partition("#")[2]
    assert one(found["statistics/index.html"], "section", id=anchor) is not None


def test_figures_too_far_apart_have_no_bars(tmp_path: Path) -> None:
    figures = [a_statistic(f"st-{value}", value) for value in ("1", "30", "5000")]
    page = only_page(tmp_path, "statistics/index.html", *figures)
    assert list(elements(page, SVG_RECT)) == []


@pytest.mark.parametrize(("qualifier", "shown"), [("余", "24余万人"), ("约", "约24万人")])
def test_a_figure_is_worded_as_its_source_words_it(
    tmp_path: Path, qualifier: str, shown: str
) -> None:
    figure = a_statistic("st-1", "24", qualifier=qualifier, unit="万人")
    assert shown in only_page(tmp_path, "statistics/index.html", figure)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first = rendered(everything(tmp_path / "one"))
    second = rendered(everything(tmp_path / "two"))
    assert first == second
