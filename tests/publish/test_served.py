"""A site is read back as its readers get it, from a server on this machine."""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
from datetime import date
from http.client import RemoteDisconnected
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from site_builder.publish.asking import Served
from site_builder.publish.served import check_served
from tests.publish.serving import AS_OF, Server, page, serving

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def a_site(folder: Path, others: Mapping[str, str] | None = None, *, parts: int = 0) -> Path:
    """A site of a few files with their manifest."""
    files = {
        "index.html": page("首页"),
        "search/index.html": page("查询"),
        "as-of.json": json.dumps(AS_OF),
    } | dict(others or {})
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    listed = {
        path: {
            "bytes": len(content.encode()),
            "sha256": hashlib.sha256(content.encode()).hexdigest(),
        }
        for path, content in files.items()
    }
    manifest: dict[str, object] = {"format": 1, "files": listed}
    if parts:
        (folder / "part.json").write_text(json.dumps(manifest), "utf-8")
        manifest = {"format": 1, "parts": ["part.json"]}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def problems(server: Server, *, sample: int = 50) -> list[str]:
    """Code, path and message of each problem."""
    found = check_served(server.url, sample=sample).problems
    return [f"{problem.code} {problem.text('en')}" for problem in found]


@pytest.mark.parametrize("parts", [0, 1])
def test_site_served_as_released_has_no_problem(tmp_path: Path, parts: int) -> None:
    with serving(a_site(tmp_path, {"listings/甲 1.html": page("甲")}, parts=parts)) as server:
        assert problems(server) == []
        assert {line.split()[0] for line in server.asked} == {"GET"}


def test_address_may_lack_its_last_slash(tmp_path: Path) -> None:
    with serving(a_site(tmp_path)) as server:
        assert check_served(server.url.rstrip("/")).problems == ()


def test_sample_is_spread_evenly_and_always_the_same(tmp_path: Path) -> None:
    pages = {f"listings/{number:02}.html": page("甲") for number in range(20)}
    with serving(a_site(tmp_path, pages)) as server:
        check_served(server.url, sample=4)
        expected = [f"GET listings/{number:02}.html" for number in (0, 5, 10, 15)]
        assert [line for line in server.asked if "listings" in line] == expected
        assert "GET index.html" in server.asked


def test_sample_of_nothing_still_asks_for_what_everybody_sees(tmp_path: Path) -> None:
    with serving(a_site(tmp_path, {"listings/1.html": page("甲")})) as server:
        check_served(server.url, sample=0)
        expected = ["manifest.json", "index.html", "search/index.html", "as-of.json"]
        assert server.asked == [f"GET {path}" for path in expected]


@pytest.mark.parametrize("content", ["首頁", "首", "首页首页"])
def test_file_served_otherwise_is_a_problem(tmp_path: Path, content: str) -> None:
    (a_site(tmp_path) / "index.html").write_text(content, "utf-8")
    with serving(tmp_path) as server:
        assert problems(server) == ["bad-hash index.html: is not the file that is listed"]


def test_file_that_is_not_served_is_a_problem(tmp_path: Path) -> None:
    (a_site(tmp_path) / "search/index.html").unlink()
    (tmp_path / "search").rmdir()
    with serving(tmp_path) as server:
        expected = "unreachable search/index.html: expected status 200, found 404"
        assert problems(server) == [expected]


def test_as_of_of_another_shape_is_a_problem(tmp_path: Path) -> None:
    with serving(a_site(tmp_path, {"as-of.json": "{}"})) as server:
        message = "expected format, as_of, valid_until, next_change_at and version"
        assert problems(server) == [f"malformed as-of.json: {message}"]


def test_manifest_that_is_not_served_is_a_problem(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        expected = "unreachable manifest.json: expected status 200, found 404"
        assert problems(server) == [expected]


def test_manifest_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("<html>", "utf-8")
    with serving(tmp_path) as server:
        assert problems(server) == ["bad-manifest manifest.json: expected the list of all files"]


def test_manifest_without_the_home_page_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": 1, "files": {}}', "utf-8")
    with serving(tmp_path) as server:
        assert problems(server) == [
            "missing-file index.html: every release has this file",
            "missing-file as-of.json: every release has this file",
        ]


def test_server_that_does_not_answer_is_a_problem(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        gone = server
    assert problems(gone) == ["unreachable manifest.json: the server gave no whole answer"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/",
        "example.gov.cn",
        "https://",
        "https:///qxmd/",
        "https://example.gov.cn/?q=1",
        "https://example.gov.cn/#a",
        "https://me:secret@example.gov.cn/",
        "https://example.gov.cn:x/",
        "https://example .gov.cn/",
        "https://[x/",
    ],
)
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        check_served(url)


def test_redirect_to_another_host_is_not_followed(tmp_path: Path) -> None:
    with serving(a_site(tmp_path)) as other:
        moved = {"/qxmd/index.html": f"{other.url}index.html"}
        with serving(tmp_path, moved=moved) as server:
            expected = "unreachable index.html: expected status 200, found 301"
            assert problems(server) == [expected]
        assert other.asked == []


def test_redirect_on_the_same_host_is_followed(tmp_path: Path) -> None:
    moved = {"/qxmd/index.html": "/qxmd/search/../index.html?x"}
    with serving(a_site(tmp_path), moved=moved) as server:
        assert problems(server) == []


def test_weaker_policy_in_the_header_is_a_problem(tmp_path: Path) -> None:
    policy = {"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"}
    message = "expected a content security policy that allows this site alone"
    with serving(a_site(tmp_path), headers=policy) as server:
        assert problems(server) == [
            f"unsafe-page index.html: {message}",
            f"unsafe-page search/index.html: {message}",
        ]


def test_strict_policy_in_the_header_is_no_problem(tmp_path: Path) -> None:
    policy = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
    with serving(a_site(tmp_path), headers=policy) as server:
        assert problems(server) == []


# What the pages of the sample show

HOOKS = 'data-record data-id="nm-1" data-kind="listing"'


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        (
            "listings/nm-1.html",
            page(f'<p {HOOKS} data-hidden-from="2025-03-01">甲</p>'),
            "ended listings/nm-1.html: shows a record that ended: hidden from 2025-03-01",
        ),
        (
            "about.html",
            page("<script>go()</script>"),
            "unsafe-page about.html: expected no script in the page itself",
        ),
        (
            "about.html",
            page("<div><p>x</div></p>"),
            "malformed about.html: expected every element closed where it was opened, found <p>",
        ),
        (
            "about.html",
            page('<a href="nowhere.html">x</a>'),
            "dead-link about.html: expected a link to a file of this site, found nowhere.html",
        ),
        (
            "about.html",
            page('<a href="index.html#x">x</a>'),
            "dead-link about.html: expected a link to a file of this site, found index.html#x",
        ),
        ("data/listings.json", "{", "malformed data/listings.json: expected JSON"),
        ("feed.atom", "<feed>", "malformed feed.atom: expected well-formed XML"),
    ],
)
def test_released_file_that_breaks_a_promise_is_a_problem(
    tmp_path: Path, path: str, content: str, expected: str
) -> None:
    with serving(a_site(tmp_path, {path: content})) as server:
        assert problems(server) == [expected]


def test_a_link_to_a_listed_file_outside_the_sample_is_sound(tmp_path: Path) -> None:
    others = {"about.html": page('<a href="z.html#top">x</a>'), "z.html": page()}
    with serving(a_site(tmp_path, others)) as server:
        assert problems(server, sample=1) == []
        assert "GET z.html" not in server.asked


def test_an_old_page_at_a_listed_address_is_told_to_show_what_ended(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"listings/nm-1.html": page("不再公示")})
    old = page(f'<p {HOOKS} data-hidden-from="2025-03-01">甲')
    (site / "listings/nm-1.html").write_text(old, "utf-8")
    with serving(site) as server:
        assert problems(server) == [
            "bad-hash listings/nm-1.html: is not the file that is listed",
            "ended listings/nm-1.html: shows a record that ended: hidden from 2025-03-01",
        ]


def test_the_day_asked_about_may_be_another_than_the_release_s(tmp_path: Path) -> None:
    content = page(f'<p {HOOKS} data-hidden-from="2025-03-05">甲</p>')
    site = a_site(tmp_path, {"listings/nm-1.html": content})
    with serving(site) as server:
        assert problems(server) == []
        found = check_served(server.url, as_of=date(2025, 3, 5)).problems
        assert [problem.code for problem in found] == ["ended"]


# What ended

GONE = page("不再公示").replace("<head>", '<head><meta name="robots" content="noindex">')
SHOWN = page('<p data-record data-id="nm-9" data-kind="listing" data-hidden-from="">甲</p>')


def left(number: int, on: str = "2025-02-20", change: str = "leaves") -> dict[str, str]:
    """A row of the list of changes."""
    name = f"nm-{number}"
    page = f"https://example.gov.cn/qxmd/listings/{name}.html"
    return {"on": on, "id": name, "change": change, "page": page}


def ended_site(folder: Path, rows: list[dict[str, str]], **others: str) -> Path:
    """A site that tells what left it."""
    changes = json.dumps({"format": 1, "changes": rows})
    return a_site(folder, {"data/changes.json": changes, **others})


def asked_for(site: Path) -> list[str]:
    """The addresses of listings that were asked for."""
    with serving(site) as server:
        assert problems(server) == []
        return [line.removeprefix("GET ") for line in server.asked if "listings" in line]


@pytest.mark.parametrize(
    ("on", "is_asked"),
    [
        ("2025-01-30", False),
        ("2025-01-31", True),
        ("2025-03-01", True),
        ("2025-03-02", False),
    ],
)
def test_what_ended_within_30_days_is_asked_for(
    tmp_path: Path,
    on: str,
    is_asked: bool,  # noqa: FBT001
) -> None:
    found = asked_for(ended_site(tmp_path, [left(9, on)]))
    assert found == (["listings/nm-9.html"] if is_asked else [])


def test_what_came_back_did_not_end(tmp_path: Path) -> None:
    rows = [left(9, "2025-02-21", "enters"), left(9), left(8)]
    assert asked_for(ended_site(tmp_path, rows)) == ["listings/nm-8.html"]


def test_what_ended_on_a_day_that_nobody_tells_is_asked_for_too(tmp_path: Path) -> None:
    lines = "".join(f"https://example.gov.cn/qxmd/listings/nm-{number}.html\n" for number in (7, 9))
    site = ended_site(tmp_path, [left(9, "2025-01-02")], **{"gone-urls.txt": lines})
    assert asked_for(site) == ["listings/nm-7.html"]


def test_of_much_that_ended_a_part_is_asked_for_and_its_number_told(tmp_path: Path) -> None:
    site = ended_site(tmp_path, [left(number) for number in range(10, 90)])
    with serving(site) as server:
        found = check_served(server.url, ended=4)
        assert (found.ended, found.known_ended, found.problems) == (4, 80, ())
        asked = [line for line in server.asked if "listings" in line]
        assert asked == [f"GET listings/nm-{number}.html" for number in (10, 30, 50, 70)]


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (410, "", None),
        (410, GONE, None),
        (404, "nothing here", None),
        (200, GONE, None),
        (200, page("首页"), "expected 410 or the page for what is gone, found another page"),
        (500, "", "expected 410 or the page for what is gone, found 500"),
        (403, "", "expected 410 or the page for what is gone, found 403"),
        (200, SHOWN, "ended, and its address still shows a record"),
        (404, SHOWN, "ended, and its address still shows a record"),
        (410, SHOWN, "ended, and its address still shows a record"),
        (200, SHOWN.replace("nm-9", "nm-8"), "ended, and its address still shows a record"),
        (200, GONE + '<b data-id="nm-9">', "ended, and its address still shows a record"),
    ],
)
def test_an_address_that_ended_is_gone(
    tmp_path: Path, status: int, content: str, expected: str | None
) -> None:
    site = ended_site(tmp_path, [left(9)])
    answers = {"/qxmd/listings/nm-9.html": (status, content)}
    with serving(site, answers=answers) as server:
        found = check_served(server.url).problems
    assert [problem.text("en") for problem in found] == (
        [f"listings/nm-9.html: {expected}"] if expected else []
    )


@pytest.mark.parametrize(
    ("content", "is_told_gone", "expected"),
    [
        (GONE, False, None),
        (GONE, True, None),
        ("Gone", True, None),
        ("Gone", False, "unreachable {}: expected status 200, found 410"),
        (SHOWN, True, "unreachable {}: expected status 200, found 410"),
    ],
)
def test_a_listed_page_for_what_is_gone_may_come_with_410(
    tmp_path: Path,
    content: str,
    is_told_gone: bool,  # noqa: FBT001
    expected: str | None,
) -> None:
    path = "listings/nm-7.html"
    gone = f"https://example.gov.cn/qxmd/{path}\n" if is_told_gone else ""
    site = a_site(tmp_path, {path: GONE, "gone-urls.txt": gone})
    with serving(site, answers={f"/qxmd/{path}": (410, content)}) as server:
        found = check_served(server.url, ended=0).problems
    told = [f"{problem.code} {problem.text('en')}" for problem in found]
    assert told == ([expected.format(path)] if expected else [])


def test_a_file_that_is_no_record_s_page_does_not_come_with_410(tmp_path: Path) -> None:
    with serving(a_site(tmp_path), answers={"/qxmd/index.html": (410, GONE)}) as server:
        assert problems(server) == ["unreachable index.html: expected status 200, found 410"]


def test_a_list_of_changes_that_is_none_is_a_problem(tmp_path: Path) -> None:
    with serving(a_site(tmp_path, {"data/changes.json": "[]"})) as server:
        message = "expected a list of what entered and left"
        assert problems(server) == [f"malformed data/changes.json: {message}"]


# Servers of every sort


def test_a_server_that_never_ends_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.publish.asking._ALL_SECONDS", -1)
    with serving(a_site(tmp_path)) as server:
        expected = "unreachable manifest.json: the server did not answer in time"
        assert problems(server) == [expected]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (URLError(socket.gaierror(-2, "x")), "the server's name is not known"),
        (URLError(TimeoutError()), "the server did not answer in time"),
        (TimeoutError(), "the server did not answer in time"),
        (
            URLError(ssl.SSLCertVerificationError(1, "x")),
            "the server's certificate is not accepted",
        ),
        (RemoteDisconnected("x"), "the server gave no whole answer"),
    ],
)
def test_why_nothing_came_is_told(
    monkeypatch: pytest.MonkeyPatch, error: Exception, expected: str
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr("urllib.request.OpenerDirector.open", fail)
    [problem] = check_served("https://example.gov.cn/").problems
    assert problem.text("en") == f"manifest.json: {expected}"


def test_an_answer_that_breaks_off_is_no_file(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    answers = {"/qxmd/manifest.json": (200, '{"format": 1, "files": {}}')}
    with serving(site, headers={"Content-Length": "9999"}, answers=answers) as server:
        expected = "unreachable manifest.json: the server gave no whole answer"
        assert problems(server) == [expected]


def test_an_address_in_chinese_is_asked_for_in_ascii() -> None:
    assert Served("https://示例.政务/欠薪").base == (
        "https://xn--fsq092h.xn--zfr164b/%E6%AC%A0%E8%96%AA/"
    )
    assert Served("http://[::1]:8000").base == "http://[::1]:8000/"
