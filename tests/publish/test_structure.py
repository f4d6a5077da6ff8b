"""One fault in a release at a time, and what is said of it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from site_builder.publish.structure import check_structure
from tests.publish.serving import AS_OF, FEED, SITEMAP, facts, page, write_manifest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

DAY = date(2025, 3, 1)
IDS = frozenset({"nm-1", "st-1"})
RECORD = 'data-record data-id="nm-1" data-kind="listing"'


def a_site(folder: Path, **changes: str | None) -> Path:
    """A small sound site; keywords name a file in it and what it holds instead."""
    base = "https://example.gov.cn/qxmd/"
    loc = f"<url><loc>{base}</loc></url><url><loc>{base}listings/nm-1.html</loc></url>"
    link = f'<link rel="self" href="{base}feed.atom"/><link href="{base}listings/nm-1.html"/>'
    files: dict[str, str | None] = {
        "index.html": page(
            '<a href="listings/">名单</a> <a href="statistics/index.html#st-1">数</a>'
        ),
        "404.html": page('<a href="/qxmd/index.html">首页</a>'),
        "listings/index.html": page(f'<ul><li {RECORD} data-hidden-from="">甲</li></ul>'),
        "listings/nm-1.html": page(f'<p {RECORD} data-hidden-from="2025-03-02"></p>'),
        "listings/gone-1.html": page('<a href="../index.html">首页</a> <a href="#top">顶</a>'),
        "statistics/index.html": page('<p id="st-1">数</p>'),
        "assets/site.css": 'a { background: url("icon.svg") }',
        "assets/icon.svg": "<svg/>",
        "data/listings.json": '{"format": 1, "records": [{"id": "nm-1"}]}',
        "data/listings.csv": "\ufeffid,name\r\nnm-1,甲\r\n",
        "search/entry.json": '{"format": 1, "shards": ["a.json"]}',
        "search/a.json": '[{"id": "nm-1"}]',
        "robots.txt": f"User-agent: *\nSitemap: {base}sitemap.xml\n",
        "sitemap.xml": f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{loc}</urlset>',
        "feed.atom": FEED.format(link),
        "as-of.json": json.dumps(AS_OF),
    }
    for path, content in (files | changes).items():
        if content is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, "utf-8", newline="")
    write_manifest(folder)
    return folder


def problems(
    site: Path, *, ids: Collection[str] | None = IDS, as_of: date | None = DAY
) -> list[str]:
    """Code, path and message of each problem."""
    found = check_structure(site, ids, as_of)
    return [f"{problem.code} {problem.text('en')}" for problem in found]


def faults(folder: Path, path: str, content: str | None) -> list[str]:
    """The problems of a site in which one file is otherwise."""
    return problems(a_site(folder, **{path: content}))


def test_sound_site_has_no_problem(tmp_path: Path) -> None:
    assert problems(a_site(tmp_path)) == []


def test_ids_and_days_are_not_asked_about_unless_given(tmp_path: Path) -> None:
    assert problems(a_site(tmp_path), ids=None, as_of=None) == []


# Manifest


def test_missing_manifest_is_a_problem(tmp_path: Path) -> None:
    a_site(tmp_path)
    (tmp_path / "manifest.json").unlink()
    expected = "bad-manifest manifest.json: expected a file that lists all others"
    assert problems(tmp_path) == [expected]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"files": {}}',
        '{"format": 2, "files": {}}',
        '{"format": 1}',
        '{"format": 1, "files": {"index.html": {"bytes": "1", "sha256": "0"}}}',
        '{"format": 1, "files": {"../index.html": {"bytes": 1, "sha256": "%s"}}}' % ("0" * 64),
        '{"format": 1, "files": {"index.html": {"bytes": -1, "sha256": "%s"}}}' % ("0" * 64),
        '{"format": 1, "files": {"index.html": {"bytes": 9%s' % ("0" * 20)
        + ', "sha256": "%s"}}}' % ("0" * 64),
        '{"format": 1, "parts": ["../x.json"]}',
        '{"format": 1, "parts": 3}',
    ],
)
def test_manifest_of_another_shape_is_a_problem(tmp_path: Path, content: str) -> None:
    a_site(tmp_path)
    (tmp_path / "manifest.json").write_text(content)
    assert problems(tmp_path) == ["bad-manifest manifest.json: expected the list of all files"]


def in_parts(site: Path, *, digests: bool) -> Path:
    """The same site, its manifest cut in two."""
    listed = json.loads((site / "manifest.json").read_bytes())["files"]
    (site / "manifest").mkdir()
    for number in (0, 1):
        part = {path: listed[path] for path in sorted(listed)[number::2]}
        content = json.dumps({"format": 1, "files": part})
        (site / f"manifest/{number}.json").write_text(content)
    names = ["manifest/0.json", "manifest/1.json"]
    parts = {name: facts(site / name) for name in names} if digests else names
    (site / "manifest.json").write_text(json.dumps({"format": 1, "parts": parts}))
    return site


@pytest.mark.parametrize("digests", [True, False])
def test_manifest_may_be_in_parts(tmp_path: Path, *, digests: bool) -> None:
    assert problems(in_parts(a_site(tmp_path), digests=digests)) == []


def test_part_that_is_missing_is_named(tmp_path: Path) -> None:
    site = in_parts(a_site(tmp_path), digests=True)
    (site / "manifest/1.json").unlink()
    expected = "bad-manifest manifest/1.json: expected a file that lists all others"
    assert problems(site) == [expected]


def test_part_that_was_changed_is_named(tmp_path: Path) -> None:
    site = in_parts(a_site(tmp_path), digests=True)
    with (site / "manifest/1.json").open("a") as part:
        part.write("\n")
    assert problems(site) == ["bad-hash manifest/1.json: is not the file that is listed"]


def test_listed_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    (site / "data/listings.csv").unlink()
    assert problems(site) == ["missing-file data/listings.csv: is listed, but is not there"]


def test_file_that_is_not_listed_is_a_problem(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    (site / "data/.listings.csv.next").touch()
    expected = "unlisted-file data/.listings.csv.next: is there, but is not listed"
    assert problems(site) == [expected]


def test_folder_without_listed_files_is_a_problem_and_so_is_a_link_to_one(tmp_path: Path) -> None:
    site, elsewhere = a_site(tmp_path / "site"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_text("a", "utf-8")
    (site / "data" / "old" / "empty").mkdir(parents=True)
    (site / "linked").symlink_to(elsewhere)
    assert problems(site) == [
        f"unlisted-file {name}: is there, but is not listed"
        for name in ("data/old", "data/old/empty", "linked")
    ]


@pytest.mark.parametrize("content", ["User-agent: !\n", ""])
def test_file_with_other_bytes_is_a_problem(tmp_path: Path, content: str) -> None:
    site = a_site(tmp_path)
    old = (site / "robots.txt").read_text()
    (site / "robots.txt").write_text(old.replace("User-agent: *\n", content))
    assert problems(site) == ["bad-hash robots.txt: is not the file that is listed"]


@pytest.mark.parametrize("path", ["index.html", "as-of.json"])
def test_release_without_a_needed_file_is_a_problem(tmp_path: Path, path: str) -> None:
    found = faults(tmp_path, path, None)
    assert f"missing-file {path}: every release has this file" in found


# as-of.json


@pytest.mark.parametrize(
    "change",
    [
        {"format": "1"},
        {"as_of": "2025-02-30"},
        {"as_of": "today"},
        {"valid_until": None},
        {"next_change_at": 5},
        {"version": 1},
    ],
)
def test_as_of_of_another_shape_is_a_problem(tmp_path: Path, change: dict[str, object]) -> None:
    message = "expected format, as_of, valid_until, next_change_at and version"
    content = json.dumps(AS_OF | change)
    assert faults(tmp_path, "as-of.json", content) == [f"malformed as-of.json: {message}"]


@pytest.mark.parametrize("content", ["", "[]", "{}"])
def test_as_of_that_is_no_object_is_a_problem(tmp_path: Path, content: str) -> None:
    message = "expected format, as_of, valid_until, next_change_at and version"
    assert faults(tmp_path, "as-of.json", content) == [f"malformed as-of.json: {message}"]


def test_validity_that_ends_before_it_begins_is_a_problem(tmp_path: Path) -> None:
    content = json.dumps(AS_OF | {"as_of": "2025-03-05T09:00"})
    message = "expected valid_until not to come before the day of as_of"
    assert faults(tmp_path, "as-of.json", content) == [f"malformed as-of.json: {message}"]


# Pages


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (page(start="<html>"), 'expected <html lang="zh-CN">, or another tag'),
        (page(start='<html lang="zh">'), 'expected <html lang="zh-CN">, or another tag'),
        (page()[16:], "expected a whole page, from doctype to </html>"),
        (page()[:-9], "expected a whole page, from doctype to </html>"),
        (page("1 < 2"), "expected every < to begin a tag"),
        (page('<p title="x>甲</p>'), "expected every < to begin a tag"),
        (page(f'<p {RECORD} data-hidden-from="x"></p>'), "expected a day in data-hidden-from"),
    ],
)
def test_page_that_is_no_whole_page_is_a_problem(
    tmp_path: Path, content: str, message: str
) -> None:
    assert f"malformed index.html: {message}" in faults(tmp_path, "index.html", content)


def test_page_that_is_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    (site / "index.html").write_bytes(page("名单").encode("gb18030"))
    write_manifest(site)
    assert problems(site) == ["malformed index.html: expected UTF-8"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<script>go()</script>", "expected no script in the page itself"),
        ("<style>p {}</style>", "expected no <style>"),
        ('<base target="x">', "expected no <base>"),
        ('<p style="color: red"></p>', "expected no attribute style"),
        ('<p ONCLICK="go()"></p>', "expected no attribute onclick"),
        ('<img src="assets/icon.svg"onerror="go()">', "expected no attribute onerror"),
        ('<meta http-equiv="refresh" content="0">', "expected no page that moves on by itself"),
        ('<img src="https://cdn.example/x.png">', "expected only addresses of this site"),
        ('<img src="//cdn.example/x.png">', "expected only addresses of this site"),
        ('<img src="data:image/png;base64,x">', "expected only addresses of this site"),
        (
            '<img srcset="assets/icon.svg, http://x.example/ 2x">',
            "expected only addresses of this site",
        ),
        (
            '<link rel="stylesheet" href="https://cdn.example/x.css">',
            "expected only addresses of this site",
        ),
        (
            '<link rel="preconnect" href="https://cdn.example/">',
            "expected only addresses of this site",
        ),
        ('<form action="https://x.example/"></form>', "expected only addresses of this site"),
        ('<svg><use href="https://x.example/"/></svg>', "expected only addresses of this site"),
        ('<a href="javascript:go()"></a>', "expected only addresses of this site"),
        ('<a href="&#106;avascript:go()"></a>', "expected only addresses of this site"),
    ],
)
def test_page_with_code_or_files_of_others_is_a_problem(
    tmp_path: Path, body: str, message: str
) -> None:
    assert faults(tmp_path, "index.html", page(body)) == [f"unsafe-page index.html: {message}"]


@pytest.mark.parametrize(
    "body",
    [
        '<script src="assets/icon.svg" defer></script>',
        '<script type="application/json">{}</script>',
        '<a href="https://www.gov.cn/">中国政府网</a>',
        '<a href="tel:12333">12333</a>',
        '<link rel="canonical" href="https://example.gov.cn/qxmd/">',
        '<a href="listings/nm-1.html?x#top">甲</a>',
        '<a href="listings">名单</a>',
        '<a href="./#q=甲">查询</a>',
        "<!-- <b -->",
    ],
)
def test_page_may_hold_what_the_promises_allow(tmp_path: Path, body: str) -> None:
    assert faults(tmp_path, "index.html", page(body)) == []


@pytest.mark.parametrize(
    "policy",
    [
        "script-src 'self'",
        "default-src 'self' 'unsafe-inline'",
        "default-src 'self'; script-src 'unsafe-eval'",
        "default-src *",
        "default-src 'self' https://cdn.example",
    ],
)
def test_page_with_a_weak_policy_is_a_problem(tmp_path: Path, policy: str) -> None:
    message = "expected a content security policy that allows this site alone"
    content = page(policy=policy)
    assert faults(tmp_path, "404.html", content) == [f"unsafe-page 404.html: {message}"]


def test_page_without_a_policy_is_a_problem(tmp_path: Path) -> None:
    message = "expected a content security policy"
    content = page(policy="")
    assert faults(tmp_path, "404.html", content) == [f"unsafe-page 404.html: {message}"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("nowhere.html", ", found nowhere.html"),
        ("listings/nm-1.html/", ", found listings/nm-1.html/"),
        ("../index.html", ", found ../index.html"),
        ("/index.html", ", found /index.html"),
        ("#nowhere", ", found #nowhere"),
        ("listings/nm-1.html#nowhere", ", found listings/nm-1.html#nowhere"),
        ("某某公司.html", ""),
        ("http://[x", ""),
    ],
)
def test_link_that_leads_nowhere_is_a_problem(tmp_path: Path, address: str, shown: str) -> None:
    found = faults(tmp_path, "index.html", page(f'<a href="{address}">甲</a>'))
    assert found == [f"dead-link index.html: expected a link to a file of this site{shown}"]


def test_each_folder_is_asked_about_the_same_link(tmp_path: Path) -> None:
    link = page('<a href="listings/index.html">名单</a>')
    site = a_site(tmp_path, **{"index.html": link, "listings/gone-1.html": link})
    expected = "expected a link to a file of this site, found listings/index.html"
    assert problems(site) == [f"dead-link listings/gone-1.html: {expected}"]


def test_each_page_is_asked_for_its_own_places(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        **{
            "listings/a.html": page('<a href="#x">x</a><p id="x"></p>'),
            "listings/b.html": page('<a href="#x">x</a>'),
        },
    )
    expected = "dead-link listings/b.html: expected a link to a file of this site, found #x"
    assert problems(site) == [expected]


@pytest.mark.parametrize("rule", ['p { background: url("x.png") }', "@import 'x.css';"])
def test_style_sheet_that_names_a_missing_file_is_a_problem(tmp_path: Path, rule: str) -> None:
    [found] = faults(tmp_path, "assets/site.css", rule)
    assert found.startswith("dead-link assets/site.css: expected a link to a file of this site")


def test_style_sheet_that_asks_another_site_is_a_problem(tmp_path: Path) -> None:
    content = "@import url(https://cdn.example/x.css);"
    expected = "unsafe-page assets/site.css: expected only addresses of this site"
    assert faults(tmp_path, "assets/site.css", content) == [expected]


# Where a page stands

OTHERS_PAGE = "expected the page of this address, found another's"


@pytest.mark.parametrize(
    ("path", "address", "is_own"),
    [
        ("about.html", "https://example.gov.cn/qxmd/about.html", True),
        ("about.html", "https://example.gov.cn/qxmd/other.html", False),
        ("about.html", "https://example.gov.cn/qxmd/not-about.html", False),
        ("listings/index.html", "https://example.gov.cn/qxmd/listings/index.html", True),
        ("listings/index.html", "https://example.gov.cn/qxmd/listings/", True),
        ("listings/index.html", "https://example.gov.cn/qxmd/cases/", False),
        ("关于.html", "https://example.gov.cn/%E5%85%B3%E4%BA%8E.html", True),
    ],
)
def test_page_stands_where_it_says(
    tmp_path: Path,
    path: str,
    address: str,
    is_own: bool,  # noqa: FBT001
) -> None:
    content = page(f'<link rel="canonical" href="{address}">')
    found = faults(tmp_path, path, content)
    assert found == ([] if is_own else [f"malformed {path}: {OTHERS_PAGE}"])


def test_pages_that_changed_places_are_both_told(tmp_path: Path) -> None:
    def about(name: str) -> str:
        address = f"https://example.gov.cn/qxmd/{name}.html"
        return page(f'<link rel="canonical" href="{address}">')

    site = a_site(tmp_path, **{"a.html": about("b"), "b.html": about("a"), "c.html": about("c")})
    assert problems(site) == [f"malformed {name}.html: {OTHERS_PAGE}" for name in "ab"]


def test_page_of_a_record_shows_that_record(tmp_path: Path) -> None:
    other = RECORD.replace("nm-1", "nm-2")
    site = a_site(
        tmp_path,
        **{
            "listings/nm-1.html": page(f'<p {RECORD} data-hidden-from=""></p>' * 2),
            "listings/nm-2.html": page(f'<p {RECORD} data-hidden-from=""></p>'),
            "cases/2025/nm-3.html": page(f'<p {other} data-hidden-from=""></p>'),
        },
    )
    message = "expected the record of this address, found another"
    assert problems(site, ids=None) == [
        f"malformed cases/2025/nm-3.html: {message}",
        f"malformed listings/nm-2.html: {message}",
    ]


@pytest.mark.parametrize(
    ("body", "element"), [("<p>甲", "p"), ("<b><i>甲</b></i>", "i"), ("甲</div>", "div")]
)
def test_element_that_is_not_closed_where_it_was_opened_is_a_problem(
    tmp_path: Path, body: str, element: str
) -> None:
    message = f"expected every element closed where it was opened, found <{element}>"
    assert faults(tmp_path, "about.html", page(body)) == [f"malformed about.html: {message}"]


NO_SCRIPT = "dead-link assets/a.js: imports a script that is not there"
NAMED = "assets/x-{}.{}"
SVG = "<svg/>"


@pytest.mark.parametrize(("content", "end"), [(SVG, "svg"), ("a {}", "css"), ("export {}", "js")])
@pytest.mark.parametrize("is_own", [True, False])
def test_file_named_for_its_content_holds_it(
    tmp_path: Path,
    content: str,
    end: str,
    is_own: bool,  # noqa: FBT001
) -> None:
    named_for = content if is_own else f"{content} "
    path = NAMED.format(hashlib.sha256(named_for.encode()).hexdigest()[:16], end)
    expected = [] if is_own else [f"malformed {path}: expected the content that its name tells"]
    assert faults(tmp_path, path, content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            'import { a } from "./b.js"\n',
            ["dead-link assets/a.js: imports a script that is not there"],
        ),
        ("import './icon.svg'\n", []),
        ('const x = await import("../assets/icon.svg")', []),
        ('// copied from "the press"', []),
    ],
)
def test_script_imports_what_is_there(tmp_path: Path, content: str, expected: list[str]) -> None:
    assert faults(tmp_path, "assets/a.js", content) == expected


def test_picture_with_code_is_a_problem(tmp_path: Path) -> None:
    expected = "unsafe-page assets/icon.svg: expected a picture without code or other files"
    content = "<svg><script>go()</script></svg>"
    assert faults(tmp_path, "assets/icon.svg", content) == [expected]


# Data


@pytest.mark.parametrize(
    "path", ["data/listings.json", "data/catalog.json", "search/a.json", "forms/x.json", "x.jsonl"]
)
def test_json_that_is_none_is_a_problem(tmp_path: Path, path: str) -> None:
    assert faults(tmp_path, path, '{"format": 1') == [f"malformed {path}: expected JSON"]


@pytest.mark.parametrize("ids", [IDS, None])
def test_table_that_is_cut_off_is_a_problem(tmp_path: Path, ids: Collection[str] | None) -> None:
    site = a_site(tmp_path, **{"data/listings.csv": "id,name\r\nnm-1"})
    expected = "expected a row of headings, and a cell for each in every row"
    assert problems(site, ids=ids) == [f"malformed data/listings.csv: {expected}"]


def test_form_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    expected = "malformed forms/x.docx: expected a document that can be opened"
    assert faults(tmp_path, "forms/x.docx", "PK") == [expected]


@pytest.mark.parametrize("content", ["", "User-agent: *\n", None])
def test_robots_are_told_where_the_sitemap_is(tmp_path: Path, content: str | None) -> None:
    expected = "dead-link robots.txt: expected the address of the sitemap"
    site = a_site(
        tmp_path, **({"sitemap.xml": None} if content is None else {"robots.txt": content})
    )
    assert problems(site) == [expected]


def test_sitemap_and_feed_are_held_to_their_formats(tmp_path: Path) -> None:
    site = a_site(tmp_path, **{"sitemap-1.xml": "<urlset/>", "data/changes.atom": "<feed/>"})
    assert problems(site) == [
        "malformed data/changes.atom: expected <feed> of Atom",
        "malformed sitemap-1.xml: expected <urlset> or <sitemapindex> of sitemaps.org",
        "malformed sitemap-1.xml: expected 1 to 50,000 addresses in a sitemap, found 0",
    ]


@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="gb18030"?>', '<?xml encoding="x"?>']
)
def test_xml_that_nobody_can_read_is_a_problem(tmp_path: Path, head: str) -> None:
    expected = "malformed sitemap.xml: expected well-formed XML"
    assert faults(tmp_path, "sitemap.xml", f"{head}<urlset/>") == [expected]


# What the release itself says is gone


def left(name: str, change: str = "leaves", on: str = "2025-02-20") -> dict[str, str]:
    """A row of the list of changes."""
    address = f"https://example.gov.cn/qxmd/listings/{name}.html"
    return {"on": on, "id": name, "change": change, "page": address}


STILL = "ended listings/nm-9.html: shows a record that left, as this site itself says"
NINE = page(f'<p {RECORD.replace("nm-1", "nm-9")} data-hidden-from=""></p>')


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("gone-urls.txt", "https://example.gov.cn/qxmd/listings/nm-9.html\n", [STILL]),
        ("gone-urls.txt", "https://example.gov.cn/qxmd/listings/gone-1.html\n", []),
        ("data/changes.json", json.dumps({"changes": [left("nm-9")]}), [STILL]),
        ("data/changes.json", json.dumps({"changes": [left("gone-1"), left("nm-8")]}), []),
        (
            "data/changes.json",
            json.dumps({"changes": [left("nm-9", "enters", "2025-02-21"), left("nm-9")]}),
            [],
        ),
        (
            "data/changes.json",
            '{"changes": 1}',
            ["malformed data/changes.json: expected a list of what entered and left"],
        ),
    ],
)
def test_without_ids_a_page_of_what_the_release_itself_says_left_is_a_problem(
    tmp_path: Path, path: str, content: str, expected: list[str]
) -> None:
    site = a_site(tmp_path, **{"listings/nm-9.html": NINE, path: content})
    assert problems(site, ids=None) == expected


def test_a_page_that_both_lists_say_left_is_told_once(tmp_path: Path) -> None:
    lists = {
        "data/changes.json": json.dumps({"changes": [left("nm-9")]}),
        "gone-urls.txt": "https://example.gov.cn/qxmd/listings/nm-9.html\n",
    }
    site = a_site(tmp_path, **{"listings/nm-9.html": NINE, **lists})
    assert problems(site, ids=None) == [STILL]


# Records


def test_page_that_shows_a_record_that_is_not_public_is_a_problem(tmp_path: Path) -> None:
    content = page(f'<p {RECORD.replace("nm-1", "nm-2")} data-hidden-from=""></p>')
    expected = "not-public listings/index.html: shows a record that is not public"
    assert faults(tmp_path, "listings/index.html", content) == [expected]


def test_problem_with_a_record_names_it(tmp_path: Path) -> None:
    content = page('<p data-result data-id="nm-2"></p>')
    site = a_site(tmp_path, **{"index.html": content})
    assert [problem.record for problem in check_structure(site, IDS, DAY)] == ["nm-2"]


def test_link_to_a_record_that_is_not_public_is_a_problem(tmp_path: Path) -> None:
    content = page('<a href="gone-1.html">乙</a>')
    expected = "not-public listings/index.html: links to a record that is not public"
    assert faults(tmp_path, "listings/index.html", content) == [expected]


@pytest.mark.parametrize(
    ("hidden_from", "expected"),
    [
        ("2025-02-28", ["shows a record that ended: hidden from 2025-02-28"]),
        ("2025-03-01", ["shows a record that ended: hidden from 2025-03-01"]),
        ("2025-03-02", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("as_of", [DAY, None])
def test_record_shows_until_the_eve_of_hidden_from(
    tmp_path: Path, as_of: date | None, hidden_from: str, expected: list[str]
) -> None:
    content = page(f'<p {RECORD} data-hidden-from="{hidden_from}"></p>')
    site = a_site(tmp_path, **{"listings/nm-1.html": content})
    found = problems(site, as_of=as_of)
    assert found == [f"ended listings/nm-1.html: {message}" for message in expected]


@pytest.mark.parametrize(
    "hooks",
    [
        'data-record data-kind="listing" data-hidden-from=""',
        'data-record data-id="nm-1" data-hidden-from=""',
        'data-record data-id="nm-1" data-kind="listing"',
        'data-record data-id="nm-1" data-kind="blacklist" data-hidden-from=""',
    ],
)
def test_record_without_all_its_hooks_is_a_problem(tmp_path: Path, hooks: str) -> None:
    site = a_site(tmp_path, **{"index.html": page(f"<p {hooks}></p>")})
    message = "expected data-id, data-kind and data-hidden-from beside data-record"
    assert problems(site, ids=None) == [f"malformed index.html: {message}"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/listings.json", '{"records": [{"id": "nm-1"},\n{"id":"nm-2"}]}'),
        ("data/listings.jsonl", '{"id": "nm-2"}\n'),
        ("data/listings.csv", "\ufeffname,id\r\n甲,nm-2\r\n"),
        ("data/cases.json", '{"records": [{"id": "nm-1", "listing": "nm-2"}]}'),
        ("data/cases.csv", "\ufeffid,listing\r\nnm-1,nm-2\r\n"),
        ("data/cases.csv", "\ufeffid,listing\r\nnm-2,\r\n"),
        ("search/a.json", '[{"id": "nm-2"}]'),
        ("search/a.json", '["listings/nm-2.html"]'),
        ("search/a.json", '["cases/2025/nm-2.html"]'),
    ],
)
def test_data_of_a_record_that_is_not_public_is_a_problem(
    tmp_path: Path, path: str, content: str
) -> None:
    expected = f"not-public {path}: shows a record that is not public"
    assert faults(tmp_path, path, content) == [expected]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/cases.json", '{"id": "nm-1", "facts": "详见https://a.cn/listings/nm-2.html所列"}'),
        ("search/a.json", '[{"id": "nm-1", "title": "(cases/2026/nm-2.html)"}]'),
        ("data/cases.json", '{"id": "nm-1", "facts": "\\"id\\": \\"nm-2\\""}'),
    ],
)
def test_a_text_that_speaks_of_an_address_shows_no_record(
    tmp_path: Path, path: str, content: str
) -> None:
    assert faults(tmp_path, path, content) == []


def test_an_id_may_begin_like_a_formula(tmp_path: Path) -> None:
    site = a_site(tmp_path, **{"data/cases.csv": "\ufeffid,listing\r\n'-nm-1,\r\n"})
    assert problems(site, ids={*IDS, "-nm-1"}) == []


def test_changes_may_name_records_that_left(tmp_path: Path) -> None:
    assert faults(tmp_path, "data/changes.json", '[{"id": "nm-2", "change": "leaves"}]') == []


def test_missing_shard_is_a_problem(tmp_path: Path) -> None:
    expected = "dead-link search/entry.json: names the shard a.json, which is not there"
    assert faults(tmp_path, "search/a.json", None) == [expected]


def test_entry_that_is_no_json_is_a_problem(tmp_path: Path) -> None:
    assert faults(tmp_path, "search/entry.json", "{") == [
        "malformed search/entry.json: expected JSON"
    ]


# Feeds and sitemaps


@pytest.mark.parametrize("path", ["feed.atom", "sitemap.xml"])
def test_broken_xml_is_a_problem(tmp_path: Path, path: str) -> None:
    expected = f"malformed {path}: expected well-formed XML"
    assert faults(tmp_path, path, "<feed><title>A & B</title></feed>") == [expected]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("feed.atom", FEED.format('<link href="{}"/>')),
        ("sitemap.xml", SITEMAP.format("<loc>{}</loc>")),
    ],
)
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("listings/", []),
        ("listings/x.txt", ["dead-link {}: expected addresses of files of this site only"]),
        ("listings/gone-1.html", ["not-public {}: shows a record that is not public"]),
        ("statistics/index.html#st-2", ["not-public {}: shows a record that is not public"]),
    ],
)
def test_address_in_a_feed_is_that_of_a_public_file(
    tmp_path: Path, path: str, form: str, address: str, expected: list[str]
) -> None:
    content = form.format(f"https://example.gov.cn/qxmd/{address}")
    assert faults(tmp_path, path, content) == [line.format(path) for line in expected]


def test_address_of_another_site_in_the_sitemap_is_a_problem(tmp_path: Path) -> None:
    content = SITEMAP.format("<loc>https://other.example/</loc>")
    expected = "dead-link sitemap.xml: expected addresses of files of this site only"
    assert faults(tmp_path, "sitemap.xml", content) == [expected]


def test_addresses_are_judged_without_robots_too(tmp_path: Path) -> None:
    assert faults(tmp_path, "robots.txt", None) == []


# What others are asked to forget

GONE_URL = "https://example.gov.cn/qxmd/listings/gone-1.html"
MALFORMED = "malformed {}: expected addresses of this site's records only"
PUBLIC = "malformed {}: asks others to forget a record that is public"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("gone-urls.txt", "{}\n"),
        (
            "feed.atom",
            FEED.format(
                '<deleted-entry xmlns="http://purl.org/atompub/tombstones/1.0" ref="{}"'
                ' when="2025-02-01T00:00:00+08:00"/>'
            ),
        ),
    ],
)
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (GONE_URL, None),
        (GONE_URL.replace("gone-1", "long-gone"), None),
        (GONE_URL.replace("listings", "cases/2025"), None),
        (GONE_URL.replace("gone-1", "nm-1"), PUBLIC),
        (GONE_URL.replace("listings/gone-1", "index"), MALFORMED),
        (GONE_URL.replace("gone-1", "index"), MALFORMED),
        (GONE_URL.replace("example", "other"), MALFORMED),
        ("listings/gone-1.html", MALFORMED),
        (f"{GONE_URL} 内蒙古示例", MALFORMED),
    ],
)
def test_others_are_asked_to_forget_records_of_this_site_that_are_not_public(
    tmp_path: Path, path: str, form: str, address: str, expected: str | None
) -> None:
    found = faults(tmp_path, path, form.format(address))
    assert found == ([expected.format(path)] if expected else [])


def test_where_nothing_is_to_be_forgotten_the_list_is_empty(tmp_path: Path) -> None:
    assert faults(tmp_path, "gone-urls.txt", "") == []
