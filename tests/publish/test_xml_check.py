"""Sitemaps and feeds keep to their formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.publish import xml_check
from site_builder.publish.xml_check import feed_faults, has_code, sitemap_faults
from tests.publish.serving import FEED

if TYPE_CHECKING:
    from pathlib import Path

URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
LOC = "<loc>https://example.gov.cn/</loc>"
ORDER = "expected <loc> first in each entry of a sitemap, then what may follow, in order"
ADDRESS = "expected absolute addresses of up to 2,048 characters in a sitemap"
ROOT = "expected <urlset> or <sitemapindex> of sitemaps.org"
WORD = "expected a word that sitemaps know in <changefreq>"
DATE = "expected a W3C date in <lastmod>"
OTHERS = "expected <{}> alone in a sitemap of this sort"


def of_sitemap(folder: Path, text: str) -> list[str]:
    (folder / "x.xml").write_text(text, "utf-8")
    return [message.text("en") for message in sitemap_faults(folder / "x.xml")]


@pytest.mark.parametrize(
    "entry",
    [
        LOC,
        f"{LOC}<lastmod>2025-03-01</lastmod>",
        f"{LOC}<lastmod>2025-03</lastmod>",
        f"{LOC}<lastmod>2024</lastmod>",
        f"{LOC}<lastmod>2024-02-29T09:00+08:00</lastmod>",
        f"{LOC}<lastmod>2025-03-01T09:00:00.5Z</lastmod>",
        f"{LOC}<lastmod>2025-03-01</lastmod><changefreq>daily</changefreq><priority>0.5</priority>",
        f"{LOC}<priority>1.0</priority>",
        f"<loc>https://example.gov.cn/{'a' * 2025}</loc>",
    ],
)
def test_an_entry_may_say_what_the_schema_knows(tmp_path: Path, entry: str) -> None:
    assert of_sitemap(tmp_path, URLSET.format(f"<url>{entry}</url>")) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("", ORDER),
        ("<lastmod>2025-03-01</lastmod>", ORDER),
        (f"<lastmod>2025-03-01</lastmod>{LOC}", ORDER),
        (f"{LOC}{LOC}", ORDER),
        (f"{LOC}<title>x</title>", ORDER),
        (f"{LOC}<priority>0.5</priority><changefreq>daily</changefreq>", ORDER),
        ("<loc></loc>", ADDRESS),
        ("<loc>listings/nm-1.html</loc>", ADDRESS),
        ("<loc>https://example.gov.cn/甲.html</loc>", None),
        ("<loc>https://example.gov.cn/a b</loc>", ADDRESS),
        (f"<loc>https://example.gov.cn/{'a' * 2026}</loc>", ADDRESS),
        (f"{LOC}<lastmod>2025-02-29</lastmod>", DATE),
        (f"{LOC}<lastmod>2025-3-1</lastmod>", DATE),
        (f"{LOC}<lastmod>2025-03-01T09:00</lastmod>", DATE),
        (f"{LOC}<lastmod>2025-03-01T24:00Z</lastmod>", DATE),
        (f"{LOC}<lastmod>yesterday</lastmod>", DATE),
        (
            f"{LOC}<changefreq>often</changefreq>",
            "expected a word that sitemaps know in <changefreq>",
        ),
        (f"{LOC}<priority>1.1</priority>", "expected a number from 0 to 1 in <priority>"),
    ],
)
def test_an_entry_that_breaks_the_schema_is_a_fault(
    tmp_path: Path, entry: str, expected: str | None
) -> None:
    found = of_sitemap(tmp_path, URLSET.format(f"<url>{entry}</url>"))
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INDEX.format(f"<sitemap>{LOC}<lastmod>2025-03-01</lastmod></sitemap>"), []),
        (INDEX.format(f"<sitemap>{LOC}<priority>1</priority></sitemap>"), [ORDER]),
        (INDEX.format(f"<url>{LOC}</url>"), [OTHERS.format("sitemap")]),
        (URLSET.format(f"<sitemap>{LOC}</sitemap>"), [OTHERS.format("url")]),
        (f"<urlset><url>{LOC}</url></urlset>", [ROOT]),
        (URLSET.format(""), ["expected 1 to 50,000 addresses in a sitemap, found 0"]),
        (
            URLSET.format(f"<url>{LOC}</url>" * 50_001),
            ["expected 1 to 50,000 addresses in a sitemap, found 50001"],
        ),
        (URLSET.format(f"<url>{LOC}</url>" * 50_000), []),
        (URLSET.format("<url><loc>x</loc></url>" * 3), [ADDRESS]),
    ],
)
def test_a_sitemap_holds_up_to_50_000_entries_of_one_sort(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    found = of_sitemap(tmp_path, text)
    assert sorted(found) == sorted(expected)


def test_a_sitemap_is_at_most_50_mb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = URLSET.format(f"<url>{LOC}</url>")
    monkeypatch.setattr(xml_check, "_MOST_BYTES", len(text))
    assert of_sitemap(tmp_path, text) == []
    assert of_sitemap(tmp_path, f"{text}\n") == ["expected a sitemap of at most 50 MB"]


# Feeds

ENTRY = (
    "<entry><id>https://example.gov.cn/a</id><title>甲</title>"
    '<updated>2025-03-01T00:00:00+08:00</updated><link href="https://example.gov.cn/a"/></entry>'
)
STONE = (
    '<deleted-entry xmlns="http://purl.org/atompub/tombstones/1.0" ref="https://example.gov.cn/a"'
    ' when="2025-03-01T00:00:00+08:00"/>'
)
TIME = "expected a time with its zone (RFC 3339) in <updated>"


def of_feed(folder: Path, text: str) -> list[str]:
    (folder / "feed.atom").write_text(text, "utf-8")
    return [message.text("en") for message in feed_faults(folder / "feed.atom", "feed.atom")]


def one(name: str) -> str:
    return f"expected one <{name}> in a feed and in each entry"


@pytest.mark.parametrize(
    "content",
    ["", ENTRY, STONE, ENTRY.replace("<link", "<link rel='alternate'"), ENTRY * 2],
)
def test_a_feed_with_what_every_feed_has_is_sound(tmp_path: Path, content: str) -> None:
    assert of_feed(tmp_path, FEED.format(content)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<title>甲</title>", "", one("title")),
        ("<title>甲</title>", "<title>甲</title><title>乙</title>", one("title")),
        ("<id>https://example.gov.cn/a</id>", "<id>a</id>", "expected an absolute address in <id>"),
        ("<updated>2025-03-01T00:00:00+08:00", "<updated>2025-03-01", TIME),
        ("<updated>2025-03-01T00:00:00+08:00", "<updated>2025-03-01T00:00:00", TIME),
        ("<updated>2025-03-01T00", "<updated>2025-02-29T00", TIME),
        (
            "<link",
            '<link rel="self"',
            "expected a link or the content itself in each entry of a feed",
        ),
        (
            ' when="2025-03-01T00:00:00+08:00"',
            "",
            "expected the address and the time of each entry that is gone",
        ),
    ],
)
def test_an_entry_without_what_every_one_has_is_a_fault(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    content = ENTRY + STONE
    assert old in content
    assert of_feed(tmp_path, FEED.format(content.replace(old, new))) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("feed", "rss", "expected <feed> of Atom"),
        ("2005/Atom", "2005/Other", "expected <feed> of Atom"),
        ("<title>名单</title>", "", one("title")),
        ("author>", "contributor>", "expected an author of the feed, or of each entry"),
        (
            "<author>",
            '<link rel="self" href="https://example.gov.cn/qxmd/data/other.atom"/><author>',
            "expected the feed of this address, found another",
        ),
    ],
)
def test_a_feed_without_what_every_one_has_is_a_fault(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert of_feed(tmp_path, FEED.format(ENTRY).replace(old, new)) == [expected]


# Pictures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><path d="M0 0"/></svg>', False),
        ("<svg><script>go()</script></svg>", True),
        ('<svg onload="go()"/>', True),
        ('<svg><image href="https://cdn.example/x.png"/></svg>', True),
        (
            '<svg xmlns:x="http://www.w3.org/1999/xlink"><use x:href="https://cdn.example/"/></svg>',
            True,
        ),
        ('<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>', True),
    ],
)
def test_a_picture_does_nothing_and_asks_for_nothing(
    tmp_path: Path, text: str, expected: object
) -> None:
    (tmp_path / "x.svg").write_text(text, "utf-8")
    assert has_code(tmp_path / "x.svg") is expected
