"""The language that a site speaks to its readers: every label of the release is in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_builder.i18n import for_readers, words
from site_builder.model.moment import Moment
from site_builder.prepare import reading
from site_builder.report import Outcome
from tests.catalogs import bracketed, translate
from tests.command import run
from tests.office import SITE, Office, article, case, codes, listing, tree

DAY = "2026-06-01"
HAN = re.compile("[\u4e00-\u9fff]")
# What tells its language itself, with what is in it.
TOLD = re.compile(r'<(\w+)[^<>]*\slang="zh(?:-CN)?"[^<>]*>.*?</\1>', re.DOTALL)
PROSE = re.compile(r'<div class="prose".*?</article>', re.DOTALL)
TEXT = re.compile(r">([^<]+)<")
# Sentences that nothing is put into, long enough not to be part of a name.
LABELS = {said for said in words("zh") if HAN.search(said) and len(said) > 3 and "{" not in said}


def office_of(folder: Path, **site: str) -> Office:
    """A site with every sort of page."""
    office = Office(folder)
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2024-01-02")])
    office.signed("cases/a.yml", [case(1), case(2, type="payment_order", stages=STAGES)])
    office.signed("typical-cases/tc-1.md", article(source={"name": "来源"}, tags=["调解"]))
    for part, name, title in (("news", "nw-1", "清欠行动"), ("pages", "report", "如何投诉")):
        front = f"id: {name}\ntitle: {title}\norgan: hrss\npublished_on: 2025-03-01\n"
        office.signed(f"{part}/{name}.md", f"---\n{front}---\n\n拨打12333。\n")
    office.signed("channels.yml", [CHANNEL])
    office.signed("statistics/a.yml", [{**FIGURE, "id": f"fg-{n}", "value": n} for n in (1, 2)])
    office.write("site.yml", {**SITE, **site})
    return office


CHANNEL = {
    "id": "line",
    "name": "劳动保障热线",
    "phone": "12333",
    "regions": ["150102"],
    "languages": ["zh", "mn-Mong"],
}
FIGURE = {
    "label": "立案",
    "unit": "件",
    "year": 2024,
    "region": "150102",
    "organ": "hrss",
    "source": {"name": "来源", "title": "某年数据", "date": "2025-02-01"},
}
STAGES = [{"stage": "payment_order", "on": "2026-05-06", "organ": "hrss"}]


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = office_of(tmp_path_factory.mktemp("english") / "site", language="en")
    report = office.build(DAY)
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    return office


def test_every_page_is_in_english_but_for_what_records_say(english: Office) -> None:
    pages = sorted(path for path in tree(english.site) if path.endswith(".html"))
    assert len(pages) > 25
    for path in pages:
        page = english.page(path)
        assert '<html lang="en" dir="ltr"' in page, path
        body = page[page.index("<body") :]
        assert not [text for text in TEXT.findall(TOLD.sub("", body)) if HAN.search(text)], path
        said = {text.strip() for text in TEXT.findall(PROSE.sub("", body))}
        assert not said & LABELS, path
    listed = english.page("listings/t-0001.html")
    assert '<time datetime="2028-03-01">March 1, 2028</time>' in listed
    assert "6 months after all wages were paid" in listed


def test_scripts_leave_days_of_english_pages_as_machines_write_them(english: Office) -> None:
    for path in ("search/index.html", "check/index.html", "listings/t-0001.html"):
        assert 'data-label-day=""' in english.page(path), path


def test_files_for_programs_are_titled_in_english(english: Office) -> None:
    feed = english.page("feed.atom")
    assert 'xml:lang="en"' in feed
    assert "Listed: 测试区" in feed
    assert "Not to be shown or used after March 1, 2028." in feed
    schema = json.loads(english.page("data/schema/listings.json"))
    assert schema["title"] == "Dishonest-employer list for wage arrears"
    catalog = english.page("data/catalog.jsonld")
    assert '"@language": "en"' in catalog
    assert '"@language": "zh-CN"' not in catalog


def test_what_inspectors_programs_read_stays_chinese(english: Office) -> None:
    assert '<meta name="ColumnType" content="公示公告">' in english.page("listings/index.html")


def test_another_language_makes_every_page_anew_and_the_same_one_none(tmp_path: Path) -> None:
    office = office_of(tmp_path / "site")
    office.build(DAY)
    chinese = tree(office.site)
    office.set_up(language="en")
    report = office.build(DAY)
    pages = {path for path in chinese if path.endswith(".html")}
    assert report.written >= len(pages)
    english = tree(office.site)
    assert not [path for path in pages if english[path] == chinese[path]]
    assert not office.build(DAY, full=False).written
    office.set_up(language="zh-Hans")
    office.build(DAY)
    assert tree(office.site) == chinese


def test_a_takedown_speaks_as_the_site_does(tmp_path: Path) -> None:
    office = office_of(tmp_path / "site", language="ug")
    translate(office, "ug", bracketed)
    office.approve("locale/ug.po")
    office.build(DAY)
    order = ("takedown", "t-0001", "--reason", "court-order", "--by", "值班员")
    assert run(*order, "--site", office.content.parent).code == 0
    page = office.page("listings/index.html")
    assert '<html lang="ug" dir="rtl"' in page
    assert bracketed("Listings in force: %(n)s") % {"n": 1} in page
    assert "t-0001" not in page


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_of(tmp_path / "site", language="ug")


def test_a_language_of_the_sites_own_is_spoken_once_two_people_signed_it(office: Office) -> None:
    translate(office, "ug", bracketed, but=["News"])
    report = office.build(DAY)
    assert (report.outcome, codes(report)) == (
        Outcome.PUBLISHED,
        ["never-signed", "untranslated"],
    )
    assert '<html lang="zh-CN"' in office.page("index.html")
    office.approve("locale/ug.po")
    assert codes(office.build(DAY)) == ["untranslated"]
    home = office.page("index.html")
    assert '<html lang="ug" dir="rtl"' in home
    assert f">{bracketed('Look up')}</a>" in home
    lacking = for_readers()["News"]
    assert f'><bdi lang="zh-CN">{lacking}</bdi></a>' in home  # which says so
    assert 'xml:lang="ug"' in office.page("feed.atom")


def test_a_catalog_that_changed_or_broke_stands_as_it_was_signed(office: Office) -> None:
    file = translate(office, "ug", bracketed)
    office.approve("locale/ug.po")
    office.build(DAY)
    before = office.page("index.html")
    text = file.read_text("utf-8")
    for changed, code in (
        (text.replace(bracketed("Look up"), "⟦Buy⟧"), "changed-after-sign-off"),
        (text.replace(bracketed("Look up"), "⟦<b>⟧"), "bad-catalog"),
    ):
        file.write_text(changed, "utf-8")
        report = office.build(DAY, full=True)
        assert (report.outcome, codes(report)) == (Outcome.PARTIAL, [code])
        assert office.page("index.html") == before


def test_a_language_without_a_catalog_is_an_error_at_its_line(office: Office) -> None:
    report = office.build(DAY)
    (problem,) = report.problems
    assert (problem.code, problem.path, problem.field) == (
        "bad-catalog",
        "content/site.yml",
        "language",
    )
    line = (office.content / "site.yml").read_text("utf-8").splitlines()[(problem.line or 0) - 1]
    assert line == "language: ug"
    assert '<html lang="zh-CN"' in office.page("index.html")


def test_numbers_of_a_person_in_a_catalog_keep_it_back(office: Office) -> None:
    translate(office, "ug", lambda said: f"{said} 13912345678" if said == "Home" else said)
    office.approve("locale/ug.po")
    report = office.build(DAY)
    assert codes(report) == ["personal-data"]
    assert not office.files_with("13912345678")


def test_the_language_holds_for_whoever_looks_before_it_is_signed(office: Office) -> None:
    translate(office, "ug", bracketed)
    with reading(office.folders, Moment.parse(DAY), as_if_signed=True) as found:
        assert found.vetted.chrome.speech.tag == "ug"
    with reading(office.folders, Moment.parse(DAY)) as found:
        assert found.vetted.chrome.speech.is_chinese
