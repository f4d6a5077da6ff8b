"""What would run, lead astray or count elsewhere is told, and shows as it was written."""

from __future__ import annotations

import pytest

from tests.office import article, listing
from tests.vet.night import Nights, nights

__all__ = ["nights"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("<script>alert(1)</script>", "HTML"),
        ("示例<img src=x onerror=alert(1)>公司", "HTML"),
        ("{{ 7*7 }}公司", "a template"),
        ("${7*7}公司", "a template"),
        ("=1+1公司", "a formula"),
        ("　＝HYPERLINK(1)", "a formula"),
        ("@SUM(1)公司", "a formula"),
        ("-1+cmd|' /C calc'!A0", "a formula"),
    ],
)
def test_markup_in_a_name_is_a_warning(nights: Nights, name: str, found: str) -> None:
    nights.signed("listings/a.jsonl", [listing(1, name=name)])
    night = nights.night()
    assert night.said() == [
        (
            "content/listings/a.jsonl:1: employer.name: expected words, found what looks like"
            f" {found}: it shows as written"
        )
    ]
    assert night.state("t-0001") == "in_force"


@pytest.mark.parametrize(
    "name",
    ["甲<乙公司", "（=）公司", "-3.8", "+86 471-12345", "a{b}", "5 < 6 > 4", "A&B公司"],
)
def test_plain_words_are_none(nights: Nights, name: str) -> None:
    nights.signed("listings/a.jsonl", [listing(1, name=name)])
    assert nights.night().codes() == []


@pytest.mark.parametrize(
    "link",
    [
        "[甲](javascript:alert(1))",
        "[甲]( JavaScript&colon;alert(1))",
        "[甲](data:text/html,x)",
        "[甲][b]\n\n[b]: vbscript:x",
        "<javascript:alert(1)>",
        "[甲](https://www.gov.cn@evil.example/)",
        "<http://a:b@evil.example/>",
        "[甲](https:evil.example)",
    ],
)
def test_a_link_that_leads_nowhere_good_is_told(nights: Nights, link: str) -> None:
    nights.signed("typical-cases/a.md", article(f"正文。\n\n{link}"))
    assert "bad-link" in nights.night().codes()


@pytest.mark.parametrize(
    "link", ["[甲](//evil.example/)", "[甲](/\\\\evil.example/)", "[甲](file:///etc/passwd)"]
)
def test_a_link_out_of_the_content_is_refused(nights: Nights, link: str) -> None:
    nights.signed("typical-cases/a.md", article(f"正文。\n\n{link}"))
    assert nights.night().codes() == ["outside-content"]


@pytest.mark.parametrize(
    "link",
    [
        "[甲](https://example.gov.cn/)",
        "[甲](mailto:jc@example.gov.cn)",
        "[甲](tel:12333)",
        "[甲](index.html)",
        "[1]: 注",
    ],
)
def test_a_plain_link_is_fine(nights: Nights, link: str) -> None:
    nights.signed("typical-cases/a.md", article(f"正文。\n\n{link}"))
    assert nights.night().codes() == []


def test_html_in_an_article_is_told_with_its_line(nights: Nights) -> None:
    nights.signed("typical-cases/a.md", article("正文。\n\n<b onclick=x>甲</b>"))
    (said,) = nights.night().said()
    assert said.endswith("body: expected words, found what looks like HTML: it shows as written")
    assert ":12: " in said
