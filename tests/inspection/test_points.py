"""What costs points: tags, links, the foot of pages, codes, words to come, size, age."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.inspection import Outcome
from site_builder.inspection.page_looks import PAGE_LOOKS
from site_builder.inspection.remedies import REMEDIES
from site_builder.inspection.rules import all_rules
from site_builder.inspection.site_looks import SITE_LOOKS
from tests.inspection.tiny import FOOT, SITE_TAGS, Tiny, said


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path)


def test_every_rule_has_a_look_and_says_what_to_do() -> None:
    looks = {*PAGE_LOOKS, *SITE_LOOKS}
    assert {rule.look for rule in all_rules()} == looks
    lacking = {rule.id for rule in all_rules() if rule.look != "by_people"} - REMEDIES.keys()
    assert lacking == set()


def test_a_sound_release_loses_no_points(tiny: Tiny) -> None:
    tiny.column("news", "工作动态", "2026-05-30")
    tiny.on_home = ["news/news-0.html", "news/"]
    for rule in all_rules():
        expected = {Outcome.SOUND, Outcome.BY_PEOPLE}
        assert tiny.outcome(rule.id) in expected, rule.id


@pytest.mark.parametrize(
    ("path", "written", "rule", "found"),
    [
        ("index.html", "SiteIDCode", "tags-site", "the tag SiteIDCode is missing"),
        ("404.html", "SiteName", "tags-site", "the tag SiteName is missing"),
        ("news/index.html", "ColumnType", "tags-column", "the tag ColumnType is missing"),
        ("news/page-2.html", "ColumnName", "tags-column", "the tag ColumnName is missing"),
        ("news/news-0.html", "PubDate", "tags-article", "the tag PubDate is missing"),
    ],
)
def test_a_tag_counts_only_when_it_is_written_exactly_so(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, *, path: str, written: str, rule: str, found: str
) -> None:
    tiny.column("news", "工作动态", "2026-05-30")
    site = tiny.output / "site"
    (site / "news" / "page-2.html").write_bytes((site / "news" / "index.html").read_bytes())
    tiny.page("404.html")
    assert tiny.outcome(rule) is Outcome.SOUND
    if path == "index.html":  # written anew each time that a test asks
        monkeypatch.setitem(SITE_TAGS, written.lower(), SITE_TAGS[written])
        monkeypatch.delitem(SITE_TAGS, written)
    else:
        text = (site / path).read_text("utf-8")
        named = text.replace(f'name="{written}"', f'name="{written.lower()}"')
        (site / path).write_text(named, "utf-8")
    assert said(tiny.judged(rule)) == [f"{path}: {found}"]


def test_an_empty_tag_and_a_day_without_its_minute_are_faults(tiny: Tiny) -> None:
    tiny.column("news", "工作动态", "2026-05-30")
    page = tiny.output / "site" / "news" / "news-0.html"
    text = page.read_text("utf-8").replace("2026-05-30 00:00", "2026-05-30")
    page.write_text(text.replace('content="源"', 'content=" "'), "utf-8")
    assert said(tiny.judged("tags-article")) == [
        "news/news-0.html: the tag PubDate is not in the form asked for",
        "news/news-0.html: the tag ContentSource is empty",
    ]


def test_a_page_that_took_a_records_place_needs_no_tags_of_a_record(tiny: Tiny) -> None:
    tiny.page("listings/gone-1.html", "<p>公示期已届满</p>")
    assert tiny.outcome("tags-article") is Outcome.SOUND


def test_links_to_what_is_not_there_are_told_by_page(tiny: Tiny) -> None:
    tiny.page("about.html", '<a href="./">家</a><a href="no/">无</a><img src="a.png">')
    assert said(tiny.judged("dead-links")) == [
        "about.html: a link leads nowhere: no/",
        "about.html: a link leads nowhere: a.png",
    ]
    assert tiny.outcome("dead-links-home") is Outcome.SOUND
    judged = tiny.judged("dead-links-home", home='<a href="about.html#x">a</a><a href="c.html">c')
    assert said(judged) == ["index.html: a link leads nowhere: c.html"]


def test_a_text_about_links_is_no_link(tiny: Tiny) -> None:
    tiny.page("about.html", '<p>写成 &lt;a href="no.html"&gt;</p>')
    assert tiny.outcome("dead-links") is Outcome.SOUND


def test_other_sites_are_counted_and_not_asked(tiny: Tiny) -> None:
    judged = tiny.judged("outer-links")
    assert judged.outcome is Outcome.BY_PEOPLE
    assert ": 1 links to 12345.example.gov.cn, which was not asked" in said(judged)


def test_each_page_must_have_the_whole_foot(tiny: Tiny) -> None:
    tiny.page("about.html", foot=FOOT.replace("网站地图", "").replace("主办", ""))
    tiny.page("notice.html", foot=FOOT.replace("网站地图", "").replace("主办", ""))
    judged = tiny.judged("footer")
    assert said(judged) == ["about.html: the foot of the page does not name: 主办单位、网站地图"]
    assert (judged.faults, judged.found[0].times) == (2, 2)


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("1501020001", "150102000", "SiteIDCode is not in the form of such codes"),
        ("1501020001", "bm0700001", "SiteIDCode is not in the form of such codes"),
        ("example.gov.cn", "https://example.gov.cn/", "SiteDomain is not in the form"),
        ("example.gov.cn", "example.com", "SiteDomain is not in the form of such codes"),
    ],
)
def test_codes_have_their_form(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, right: str, wrong: str, found: str
) -> None:
    assert tiny.outcome("codes") is Outcome.SOUND
    name = next(name for name, value in SITE_TAGS.items() if value == right)
    monkeypatch.setitem(SITE_TAGS, name, wrong)
    assert found in said(tiny.judged("codes"))[0]


@pytest.mark.parametrize(
    ("host", "outcome"),
    [
        ("example.gov.cn", Outcome.SOUND),
        ("rsj.example.gov.cn", Outcome.SOUND),
        ("another-example.gov.cn", Outcome.POINTS),
    ],
)
def test_the_domain_is_the_one_at_which_the_site_stands(
    tiny: Tiny, host: str, outcome: Outcome
) -> None:
    home = f'<link rel="canonical" href="https://{host}/qxmd/index.html">'
    assert tiny.outcome("codes", home=home) is outcome


def test_a_ministrys_code_has_the_form_of_ministries(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SITE_TAGS, "SiteIDCode", "bm07000001")
    assert tiny.outcome("codes") is Outcome.SOUND


def test_words_to_come_count_where_a_reader_sees_them(tiny: Tiny) -> None:
    tiny.page("about.html", '<p data-hint="此处填写">测试区人社局的测试结果</p>')
    assert tiny.outcome("placeholders") is Outcome.SOUND
    tiny.page("about.html", "<p>本文为<b>测试文章</b>，Lorem ipsum</p>")
    assert said(tiny.judged("placeholders")) == [
        "about.html: words that stand in for others: 测试文章"
    ]


def test_a_home_page_that_is_long_on_the_way_is_told(tiny: Tiny) -> None:
    (tiny.output / "site").mkdir(parents=True)
    noise = "".join(f"{number * 7919 % 1000003:x}" for number in range(40000))
    (tiny.output / "site" / "big.css").write_text(noise, "ascii")
    assert tiny.outcome("page-size") is Outcome.SOUND
    assert tiny.outcome("page-size", home='<link href="big.css">') is Outcome.NOTICE


def test_a_release_is_out_of_date_the_day_after_its_last_good_one(tiny: Tiny) -> None:
    assert tiny.outcome("out-of-date", "2026-06-04") is Outcome.SOUND
    assert tiny.outcome("out-of-date", "2026-06-05") is Outcome.POINTS
