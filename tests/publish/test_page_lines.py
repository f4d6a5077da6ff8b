"""A page looked at line by line, with what is remembered, is judged as it is as a whole."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.publish.ground import Ground
from site_builder.publish.page_check import PageCheck
from site_builder.publish.tag_check import Page, TagCheck, is_harmless

FILES = (
    "index.html",
    "404.html",
    "listings/index.html",
    "listings/nm-1.html",
    "listings/gone-1.html",
    "cases/2025/c-1.html",
    "cases/2026/c-2.html",
    "assets/site.css",
)
POLICY = "default-src 'none'; style-src 'self'"
HEAD = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
START = f'<!doctype html>\n<html lang="zh-CN">\n<head>\n{HEAD}\n</head>\n<body>\n'
ODD = (
    *("<p>", "</p>", "\n<p>", "</p>\n", "<b>", "甲", "\n", "<", ">", '"', "'", "<!-- ", " -->"),
    *('<p id="top">', '<a href="#top">顶</a>', '<a href="#none">无</a>', '<p class="a">乙</p>'),
    *('<a href="nm-1.html">', '<a href="../listings/nm-1.html">甲</a>', '<a href="index.html">'),
    *('<a href="../../listings/nm-1.html">甲</a>', '<a href="c-1.html">一</a>', "</a>"),
    *('<a href="../listings/gone-1.html">乙</a>', '<a href="https://example.gov.cn/">外</a>'),
    *('<img src="../assets/site.css">', '<img src="https://example.com/a.png">', "<p onclick=x>"),
    *('<li data-record data-id="nm-1" data-kind="listing" data-hidden-from="2028-03-02"></li>',),
    *('<li data-record data-id="nm-1" data-kind="listing" data-hidden-from="2025-03-01"></li>',),
    *('<ul data-id="nm-2"></ul>', '<a href="../index.html#there">那</a>', "<style>", "<br>"),
    *('<time datetime="2025-03-01">今</time>', '<a title="a\n<b>" href="#top">', "<svg/>"),
)
BODIES = st.lists(st.sampled_from(ODD), max_size=10).map("".join)
PAGES = st.lists(st.tuples(st.sampled_from(FILES[:-1]), BODIES), min_size=1, max_size=6)


def ground() -> Ground:
    return Ground(FILES, {"nm-1", "c-1"}, date(2026, 3, 1))


@given(pages=PAGES)
@example(pages=[("listings/nm-1.html", '<a href="nm-1.html">'), ("listings/index.html", "")])
def test_a_page_is_judged_as_a_whole(pages: list[tuple[str, str]]) -> None:
    remembering = ground()
    check = PageCheck(remembering)
    for path, body in pages * 2:
        data = f"{START}{body}\n</body>\n</html>\n".encode()
        found, leans = list(check.page(path, data)), remembering.take()
        anew = ground()
        assert found == list(PageCheck(anew)._problems(Page(path, data)))
        if not found:
            assert leans == anew.take()


NAMES = st.sampled_from(
    ("class", "d", "id", "href", "src", "style", "onclick", "data-id", "data-record", "content")
)
VALUES = st.text("甲a'=> <&;/#-.:", max_size=6)
TAGS = st.builds(
    lambda name, attributes, end: (
        (f"<{name}{''.join(f' {key}=“{value}”' for key, value in attributes)}{end}>")
        .replace("“", '"')
        .replace("”", '"')
    ),
    st.sampled_from(("p", "td", "a", "meta", "/p", "script", "base", "svg", "path", "time")),
    st.lists(st.tuples(NAMES, VALUES), max_size=3),
    st.sampled_from(("", "/", " hidden")),
)


@given(tag=TAGS)
@example(tag='<td class="a" data-label="甲">')
@example(tag='<meta name="a" content="b">')
def test_nothing_is_wrong_with_a_tag_that_is_harmless(tag: str) -> None:
    here = ground()
    found = list(TagCheck(here).tag(Page("listings/index.html", b""), tag))
    if is_harmless(tag.encode()):
        assert found == []
        assert here.take() == ground().take()
