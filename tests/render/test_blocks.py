"""Key figures, timelines and charts as a page shows them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from site_builder.model.public import PublicRecord
from tests.render.helpers import a_listing, elements, words
from tests.render.test_markdown import shown

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' style='x",
    "</figure></main><h1>x</h1>",
    "&lt;b&gt;",
    "[x](javascript:alert(1))",
    "\x02block:0\x03",
    "klzzwxh:0000",
]
BLOCKS = {
    "figures": "```figures\ntitle: {}\n{}: {}\nnote: {}\nsource: {}\n```",
    "timeline": "```timeline\ntitle: {}\n{}: {}\nnote: {}\nsource: {}\n```",
    "bar": "```chart\ntitle: {}\nunit: {}\nx,{}\n{},3\nnote: {}\n```",
    "line": "```chart\ntype: line\ntitle: {}\nx,{},b\n{},3,4\n{},5,6\nsource: {}\n```",
}


def page(text: str, listing: PublicRecord | None = None) -> str:
    html = shown(text, listing=listing)
    return f"<!doctype html><html lang=zh><head><title>x</title></head><body>{html}</body></html>"


def one(text: str, tag: str) -> Element:
    (found,) = elements(page(text), tag)
    return found


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("sort", BLOCKS)
def test_nothing_that_is_written_in_any_field_becomes_markup(sort: str, hostile: str) -> None:
    html = page(BLOCKS[sort].format(*[hostile] * 5))
    tags = {element.tag for element in next(elements(html, "body")).iter()}
    assert not tags & {"script", "img", "h1", "b", "main"}
    names = {name for element in next(elements(html, "body")).iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on")}
    assert "style" not in names
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)


def test_a_bar_chart_is_a_table_whose_cells_have_bars() -> None:
    html = page("```chart\ntitle: 各类信息\nunit: 万份\n处罚: 9\n受理: 4.5\n立案: —\n```")
    assert words(next(elements(html, "figcaption"))) == "各类信息（单位：万份）"
    assert [words(row) for row in elements(html, "tr")] == [
        "项目 数值",
        "处罚 9",
        "受理 4.5",
        "立案 —",
    ]
    assert [bar.get("width") for bar in elements(html, f"{SVG}rect")] == ["100.0", "50.0"]
    assert [th.get("scope") for th in elements(html, "th")] == ["col", "col", "row", "row", "row"]


def test_a_line_chart_hides_its_drawing_from_who_hears_its_table() -> None:
    html = page("```chart\ntype: line\ntitle: 各月\n月,受理,办结\n1,10,\n2,20,5\n3,15,6\n```")
    hidden = [e for e in next(elements(html, "figure")) if e.get("aria-hidden") == "true"]
    assert [element.tag for element in hidden] == ["ul", "div"]
    lines = [line.get("points") for line in elements(html, f"{SVG}polyline")]
    assert lines == ["0.0,20.0 50.0,0.0 100.0,10.0", "50.0,30.0 100.0,28.0"]
    assert [words(row) for row in elements(html, "tr")][1] == "1 10 —"


def test_a_timeline_links_to_a_listing_while_it_is_in_force() -> None:
    text = "```timeline\n2025-03-01: [某厂](listing:nm-2026-0001)被列入名单\n```"
    linked = page(text, a_listing(1))
    assert 'data-hidden-from="2029-03-02"' in linked
    assert "某厂" not in page(text)
    assert "某公司被列入名单" in words(one(text, "ol"))


def test_a_chart_draws_on_a_file_that_was_signed() -> None:
    html = page("```chart\ntitle: 各县\ndata: table.csv\n```")
    assert [words(th) for th in elements(html, "th")][:2] == ["县", "人数"]
    assert shown("```chart\ntitle: 各县\ndata: other.csv\n```") == "<p>各县</p>"


def test_a_block_that_is_none_shows_as_written() -> None:
    assert shown("```figures\n没有冒号\n```") == "<pre><code>没有冒号\n</code></pre>"


def test_a_picture_with_a_caption_is_a_figure() -> None:
    html = page('![工地](images/site.png "春节前的<i>工地")')
    figure = next(elements(html, "figure"))
    assert [child.tag for child in figure] == ["img", "figcaption"]
    assert words(figure) == "春节前的<i>工地"
    assert figure[0].get("title") is None


def test_a_note_leads_there_and_back_in_words() -> None:
    html = page("减轻处罚[^1]。\n\n[^1]: 刑法第二百七十六条之一。")
    there, back = elements(html, "a")
    ids = {element.get("id") for element in next(elements(html, "body")).iter()}
    assert {there.get("href", "")[1:], back.get("href", "")[1:]} <= ids
    assert there.get("aria-label") == "注释1"
    assert back.get("aria-label") == "回到正文中注释1的位置"
    assert words(one("x[^1]\n\n[^1]: y", "h2")) == "注释"
