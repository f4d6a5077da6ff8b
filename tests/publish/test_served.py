"""A site is read back as its readers get it, from a server on this machine."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from site_builder.publish.served import check_served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

AS_OF = (
    '{"format": 1, "as_of": "2025-03-01", "valid_until": "2025-03-04", '
    '"next_change_at": null, "version": "0.1.0"}'
)


@dataclass
class Server:
    """Where the site is served, and what it was asked for."""

    url: str
    asked: list[str] = field(default_factory=list)


def a_site(folder: Path, others: Mapping[str, str] | None = None, *, parts: int = 0) -> Path:
    """A site of a few files with their manifest."""
    files = {"index.html": "首页", "search/index.html": "查询", "as-of.json": AS_OF} | dict(
        others or {}
    )
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


@contextmanager
def serving(
    folder: Path,
    headers: Mapping[str, str] | None = None,
    moved: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """The folder under /qxmd/ on the loopback, some paths moved elsewhere."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path.removeprefix('/qxmd/')}")
            if (target := (moved or {}).get(self.path)) is not None:
                self.send_response(301)
                self.send_header("Location", target)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.path = self.path.removeprefix("/qxmd")
            super().do_GET()

        def end_headers(self) -> None:
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{server.server_port}/qxmd/", asked)
        finally:
            server.shutdown()
            thread.join()


def problems(server: Server, *, sample: int = 50) -> list[str]:
    """Code, path and message of each problem."""
    found = check_served(server.url, sample=sample)
    return [f"{problem.code} {problem.text('en')}" for problem in found]


@pytest.mark.parametrize("parts", [0, 1])
def test_site_served_as_released_has_no_problem(tmp_path: Path, parts: int) -> None:
    with serving(a_site(tmp_path, {"listings/甲 1.html": "甲"}, parts=parts)) as server:
        assert problems(server) == []
        assert {line.split()[0] for line in server.asked} == {"GET"}


def test_address_may_lack_its_last_slash(tmp_path: Path) -> None:
    with serving(a_site(tmp_path)) as server:
        assert check_served(server.url.rstrip("/")) == []


def test_sample_is_spread_evenly_and_always_the_same(tmp_path: Path) -> None:
    pages = {f"listings/{number:02}.html": "甲" for number in range(20)}
    with serving(a_site(tmp_path, pages)) as server:
        check_served(server.url, sample=4)
        expected = [f"GET listings/{number:02}.html" for number in (0, 5, 10, 15)]
        assert [line for line in server.asked if "listings" in line] == expected
        assert "GET index.html" in server.asked


def test_sample_of_nothing_still_asks_for_what_everybody_sees(tmp_path: Path) -> None:
    with serving(a_site(tmp_path, {"listings/1.html": "甲"})) as server:
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


@pytest.mark.parametrize("url", ["file:///etc/", "example.gov.cn"])
def test_only_the_web_is_asked(url: str) -> None:
    [problem] = check_served(url)
    assert problem.text("en") == f"{url}: expected an address that begins with http"


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
