"""Typical cases that news publish together, and corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.model.record import Kind
from site_builder.render.batches import first_paragraph
from tests.render.helpers import a_corpus, a_listing, an_article, elements, rendered, words

if TYPE_CHECKING:
    from pathlib import Path

GROUP = ["tc-two", "tc-one", "tc-gone"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("group")
    begins = "## 基本案情\n\n[某厂](listing:nm-2026-0001)欠薪[^1]。\n\n[^1]: 注。"
    notes = [
        {"on": "2026-04-01", "text": "人数应为14人。"},
        {"on": "2026-05-01", "text": "县名有误<b>。"},
    ]
    return rendered(
        a_corpus(
            folder,
            a_listing(1),
            an_article(Kind.TYPICAL_CASE, "tc-one", summary="一句话摘要。"),
            an_article(Kind.TYPICAL_CASE, "tc-two", begins),
            an_article(Kind.NEWS, "nw-one", "导语。", typical_cases=GROUP, corrections=notes),
        )
    )


def test_news_show_their_cases_in_order_with_what_they_tell(pages: dict[str, str]) -> None:
    news = pages["news/nw-one.html"]
    (listed,) = (ol for ol in elements(news, "ol") if ol.get("class") == "case-group__members")
    assert [item.get("data-id") for item in listed] == ["tc-two", "tc-one"]
    assert "某厂欠薪。" in words(listed[0])
    assert "一句话摘要。" in words(listed[1])


def test_a_listing_named_in_the_beginning_of_a_case_is_guarded_there_too(
    pages: dict[str, str],
) -> None:
    (link,) = (a for a in elements(pages["news/nw-one.html"], "a") if a.get("data-instead"))
    assert link.get("href") == "../listings/nm-2026-0001.html"


def test_a_link_in_the_beginning_of_a_case_leads_where_it_leads_from_the_case(
    tmp_path: Path,
) -> None:
    ways = {
        "tc-one.html": "../typical-cases/tc-one.html",
        "../listings/": "../listings/",
        "#a": "../typical-cases/tc-two.html#a",
        "/x.html": "/x.html",
        "https://example.gov.cn/x.html#a": "https://example.gov.cn/x.html#a",
        "mailto:a@example.gov.cn": "mailto:a@example.gov.cn",
    }
    text = "见" + "".join(f"[此]({way})" for way in ways)
    told = an_article(Kind.TYPICAL_CASE, "tc-two", text)
    news = an_article(Kind.NEWS, "nw-one", "导语。", typical_cases=["tc-two"])
    found = rendered(a_corpus(tmp_path, told, news))
    for page, wanted in (
        ("news/nw-one.html", list(ways.values())),
        ("typical-cases/tc-two.html", list(ways)),
    ):
        links = [a.get("href") for a in elements(found[page], "a") if words(a) == "此"]
        assert links == wanted


def test_each_case_leads_back_to_what_it_was_published_with(pages: dict[str, str]) -> None:
    for name in ("tc-one", "tc-two"):
        links = [a.get("href") for a in elements(pages[f"typical-cases/{name}.html"], "a")]
        assert "../news/nw-one.html" in links


def test_corrections_stand_above_the_text_the_newest_first(pages: dict[str, str]) -> None:
    notes = [
        li
        for li in elements(pages["news/nw-one.html"], "li")
        if li.get("class") == "corrections__note"
    ]
    assert [words(note) for note in notes] == [
        "2026年5月1日 县名有误<b>。",
        "2026年4月1日 人数应为14人。",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## 题\n\n第一段[^1]。\n\n第二段。", "第一段。"),
        ("```figures\na: b\n```\n\n段。", "段。"),
        ("- 项\n\n![x](y.png)\n\n段。", "段。"),
        ("## 题", ""),
    ],
)
def test_the_beginning_is_the_first_paragraph(body: str, expected: str) -> None:
    assert first_paragraph(body) == expected
