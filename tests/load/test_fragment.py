"""A portal's head and foot, made fit to stand around pages that fetch nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from site_builder.load.fragment import Fragment, fragment

DOMAIN = "www.example.gov.cn"


def fit(text: str) -> Fragment:
    found = fragment(text, DOMAIN)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "harmful",
    [
        "<script>steal()</script>",
        '<script src="https://cdn.example.com/a.js"></script>',
        "<style>body{display:none}</style>",
        '<link rel="stylesheet" href="https://www.example.gov.cn/a.css">',
        '<img src="https://www.example.gov.cn/logo.png" alt="">',
        '<iframe src="//example.com"></iframe>',
        '<svg><a xlink:href="javascript:x()"><text>x</text></a></svg>',
        '<form action="https://example.com"><input name="q"></form>',
        '<meta http-equiv="refresh" content="0;url=https://example.com">',
        '<base href="https://example.com/">',
        '<p style="background:url(https://example.com/a.png)">x</p>',
        '<p onclick="x()">x</p>',
        '<a href="javascript:x()">x</a>',
        '<a href=" JaVaScRiPt:x()">x</a>',
    ],
)
def test_what_would_run_or_be_fetched_is_left_out_and_told(harmful: str) -> None:
    found = fit(f"<p>县政府</p>\n{harmful}")
    assert "县政府" in found.html
    assert not re.search(r"script|style|src=|url\(|<(img|link|svg|form|meta|base)", found.html)
    assert not re.search(r"\son\w+=", found.html)
    assert [line for line, _message in found.left_out] == [2] * len(found.left_out)
    assert found.left_out


def test_addresses_lead_to_the_portal_from_wherever_the_site_stands() -> None:
    html = fit(
        '<a href="/zwgk/">公开</a><a href="a.html">甲</a><a href="//zwfw.gov.cn/">服务</a>'
        '<a href="https://www.gov.cn/">国</a><a href="tel:12345">电</a><a href="#top">顶</a>'
    ).html
    assert re.findall(r'href="([^"]+)"', html) == [
        "https://www.example.gov.cn/zwgk/",
        "https://www.example.gov.cn/a.html",
        "https://zwfw.gov.cn/",
        "https://www.gov.cn/",
        "tel:12345",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "java&#10;script:x()",
        "java\nscript:x()",
        "&#1;javascript:x()",
        "JAVASCRIPT&colon;x()",
        "data:text/html,x",
        "http://[no-host",
    ],
)
def test_an_address_that_browsers_would_run_or_that_is_none_leads_nowhere(address: str) -> None:
    html = fit(f'<a href="{address}">更多</a>').html
    assert html == '<a rel="external noopener">更多</a>'


def test_a_portals_names_mean_nothing_to_the_sites_own_styles_and_scripts() -> None:
    html = fit('<div id="main" class="page stale-note" data-record data-id="x" role="main">x').html
    assert html == '<div class="portal-page portal-stale-note">x</div>'


def test_landmarks_go_and_their_words_stay_without_a_complaint() -> None:
    found = fit("<header><nav><ul><li>首页</li></ul></nav></header>")
    assert found == Fragment("<ul><li>首页</li></ul>", ())


@pytest.mark.parametrize("text", ["<!DOCTYPE html><p>x", "<html><body>x", "<BODY>x"])
def test_a_whole_page_is_no_fragment(text: str) -> None:
    assert fragment(text, DOMAIN) is None


@pytest.mark.parametrize("text", ["", "<div> &nbsp;</div>", "<script>x</script>", "<!-- x -->"])
def test_a_fragment_may_come_to_nothing(text: str) -> None:
    assert fit(text).says_nothing
