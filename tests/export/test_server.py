"""The configuration as text, and as nginx really reads it."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from site_builder.export.server import server_files
from site_builder.model.site import CSP
from tests.export.examples import BASE_URL, a_corpus, a_gone, made
from tests.nginx import serving_by_nginx

POLICY = f"{CSP}; frame-ancestors 'none'"
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
YEAR = "public, max-age=31536000, immutable"
PAGES = {
    "index.html": "home",
    "404.html": "not found",
    "gone.html": "gone",
    "listings/index.html": "listings",
    "listings/nm-here.html": "here",
    "listings/nm-gone.html": "ended on a day",
    "assets/theme.0123456789ab.css": "body {}",
    "assets/fold.0123456789ab.mjs": "export {}",
    "search/entry.json": "{}",
    "search/index.html": "search",
    "search/names/0123456789abcdef.json": "{}",
    "as-of.json": "{}",
    "feed.atom": "<feed/>",
    "data/listings.csv": "id",
}


def written(folder: Path, base_url: str = BASE_URL) -> dict[str, str]:
    corpus = a_corpus(folder, gone=[a_gone("nm-gone"), a_gone("nm-" + "x" * 61)], base_url=base_url)
    return {path: data.decode() for path, data in made(server_files(corpus)).items()}


def test_no_placeholder_is_left(tmp_path: Path) -> None:
    for path, text in written(tmp_path).items():
        for name in ("BASE", "BASE_PATTERN", "GONE", "HEADERS", "NOTE", "RECORD", "WITHOUT_SLASH"):
            assert f"%{name}%" not in text, path


@pytest.mark.parametrize("name", ["nginx.conf", "htaccess", "_headers"])
def test_every_server_sends_the_policy_of_the_pages(tmp_path: Path, name: str) -> None:
    assert POLICY in written(tmp_path)[f"server/{name}"]


def test_gone_map_holds_the_old_addresses(tmp_path: Path) -> None:
    lines = written(tmp_path)["server/gone.map"].splitlines()[1:]
    long = "nm-" + "x" * 61
    assert lines == ['"/qxmd/listings/nm-gone.html" 1;', f'"/qxmd/listings/{long}.html" 1;']


def test_static_hosts_answer_410_with_the_page_that_stands_there(tmp_path: Path) -> None:
    lines = written(tmp_path)["server/_redirects"].splitlines()
    assert "/qxmd/listings/nm-gone.html /qxmd/listings/nm-gone.html 410!" in lines
    assert lines[-1] == "/qxmd/* /qxmd/404.html 404"


@pytest.mark.parametrize(
    ("path", "is_gone"),
    [
        ("listings/nm-1.html", True),
        ("cases/2019/cf-1.html", True),
        ("typical-cases/tc-1.html", True),
        ("news/nw-1.html", True),
        ("news/page-2026-03-01-2.html", False),
        ("cases/2019/index.html", False),
        ("cases/type/judgment/index.html", False),
        ("about.html", False),
    ],
)
def test_what_ended_long_ago_is_gone_whatever_its_kind(
    tmp_path: Path,
    path: str,
    is_gone: bool,  # noqa: FBT001
) -> None:
    rules = re.findall(r'(?m)^RewriteRule "(\S+)" - \[E=', written(tmp_path)["server/htaccess"])
    assert bool(re.search(rules[-1], path)) is is_gone


def test_headers_of_static_hosts(tmp_path: Path) -> None:
    assert written(tmp_path)["server/_headers"].split("\n", 2)[2] == (
        f"/qxmd/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: no-referrer\n\n"
        f"/qxmd/assets/*\n  Cache-Control: {YEAR}\n\n"
        "/qxmd/as-of.json\n  Cache-Control: no-store\n\n"
        "/qxmd/search/entry.json\n  Cache-Control: no-store\n"
    )


def test_at_the_top_of_a_domain_nothing_is_redirected_to_it(tmp_path: Path) -> None:
    files = written(tmp_path, "https://example.gov.cn/")
    assert 'location ^~ "/" {' in files["server/nginx.conf"]
    assert "return 301" not in files["server/nginx.conf"]
    assert "robots.txt" not in files["server/README.txt"]


def test_readme_is_chinese_and_names_every_file(tmp_path: Path) -> None:
    files = written(tmp_path)
    readme = files.pop("server/README.txt")
    assert readme.startswith("示例自治区根治欠薪信息公开：网站服务器配置说明\n")
    assert [path for path in files if path.removeprefix("server/") not in readme] == []


def test_fingerprint_changes_with_the_gone_records_only_where_they_stand(tmp_path: Path) -> None:
    before = server_files(a_corpus(tmp_path))
    after = server_files(a_corpus(tmp_path, gone=[a_gone("nm-gone")]))
    changed = [
        one.path
        for one, two in zip(before, after, strict=True)
        if one.fingerprint != two.fingerprint
    ]
    assert changed == ["server/gone.map", "server/htaccess", "server/_redirects"]


@pytest.fixture(scope="module", params=[BASE_URL, "https://example.gov.cn/"], ids=["path", "top"])
def nginx(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, str]]:
    """The port of an nginx that serves a site, and the path under which it does."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "store").mkdir()
    files = {f"site/{path}": text for path, text in PAGES.items()}
    for path, text in {**files, **written(folder / "store", request.param)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    with serving_by_nginx(folder, folder) as server:
        yield server.port, "/qxmd/" if request.param == BASE_URL else "/"


def get(nginx: tuple[int, str], path: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", nginx[0], timeout=5)
    connection.request("GET", nginx[1] + path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("", 200, "home"),
        ("listings/", 200, "listings"),
        ("listings/nm-here.html", 200, "here"),
        ("listings/nm-gone.html", 410, "ended on a day"),
        ("listings/nm-long-gone.html", 410, "gone"),
        ("cases/2019/cf-long-gone.html", 410, "gone"),
        ("typical-cases/tc-long-gone.html", 410, "gone"),
        ("news/nw-long-gone.html", 410, "gone"),
        ("news/page-9.html", 404, "not found"),
        ("listings/page-9.html", 404, "not found"),
        ("nowhere.html", 404, "not found"),
        ("assets/nowhere.0123456789ab.css", 404, "not found"),
    ],
)
def test_nginx_answers(nginx: tuple[int, str], path: str, status: int, body: str) -> None:
    response, text = get(nginx, path)
    assert (response.status, text) == (status, body)
    assert {name: response.headers.get_all(name) for name in SECURITY} == {
        name: [value] for name, value in SECURITY.items()
    }


@pytest.mark.parametrize(
    ("path", "cached"),
    [
        ("", "no-cache"),
        ("listings/nm-here.html", "no-cache"),
        ("listings/nm-gone.html", "no-cache"),
        ("listings/nm-long-gone.html", "no-cache"),
        ("nowhere.html", "no-cache"),
        ("assets/nowhere.0123456789ab.css", "no-cache"),
        ("data/listings.csv", "no-cache"),
        ("search/", "no-cache"),
        ("assets/theme.0123456789ab.css", YEAR),
        ("search/names/0123456789abcdef.json", YEAR),
        ("search/entry.json", "no-store"),
        ("as-of.json", "no-store"),
    ],
)
def test_nginx_says_how_long_to_keep(nginx: tuple[int, str], path: str, cached: str) -> None:
    response, _ = get(nginx, path)
    assert response.headers.get_all("Cache-Control") == [cached]


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("", "text/html; charset=utf-8"),
        ("listings/nm-gone.html", "text/html; charset=utf-8"),
        ("assets/fold.0123456789ab.mjs", "text/javascript; charset=utf-8"),
        ("data/listings.csv", "text/csv; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("as-of.json", "application/json"),
    ],
)
def test_nginx_names_the_type(nginx: tuple[int, str], path: str, type_: str) -> None:
    response, _ = get(nginx, path)
    assert response.headers["Content-Type"] == type_


def test_nginx_sends_readers_without_the_slash_on_by_path_alone(nginx: tuple[int, str]) -> None:
    response, _ = get(nginx, "listings")
    assert (response.status, response.headers["Location"]) == (301, f"{nginx[1]}listings/")
