"""``verify``: a release that was tampered with is found out, wherever it lies."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import threading
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command import Ran, run
from tests.office import Office, listing, tree
from tests.publish.serving import write_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AS_OF = "2028-03-02"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A site with one listing in force and one that ended yesterday."""
    made = Office(tmp_path_factory.mktemp("office") / "site")
    made.signed("listings/a.yml", [listing(1), listing(2, decided_on="2026-05-01")])
    made.build(AS_OF)
    return made


@pytest.fixture
def release(office: Office, tmp_path: Path) -> Path:
    """A copy of its release, to be tampered with."""
    copy = tmp_path / "copied"
    shutil.copytree(office.site.resolve().parent, copy)
    return copy / "site"


def _verify(office: Office, *arguments: object) -> Ran:
    return run("verify", *arguments, "--site", office.folders.site, "--lang", "en")


def test_a_sound_release_exits_0(office: Office) -> None:
    assert _verify(office) == Ran(0, "", f"{office.site}: 0 problems\n")


def test_a_copy_under_any_name_is_verified(office: Office, release: Path) -> None:
    elsewhere = release.rename(release.with_name("网站 副本"))
    assert _verify(office, elsewhere) == Ran(0, "", f"{elsewhere}: 0 problems\n")


def test_a_release_without_content_is_verified_as_far_as_it_goes(
    release: Path, tmp_path: Path
) -> None:
    ran = run("verify", release, "--site", tmp_path / "nowhere", "--lang", "en")
    assert ran == Ran(
        0,
        "",
        f"no content at hand: names of what has ended are not looked for\n{release}: 0 problems\n",
    )


def test_a_changed_byte_is_a_problem(office: Office, release: Path) -> None:
    page = release / "robots.txt"
    page.write_bytes(page.read_bytes() + b"\n")
    ran = _verify(office, release)
    assert (ran.code, ran.out) == (1, "site/robots.txt: is not the file that is listed\n")


def test_an_added_file_is_a_problem(office: Office, release: Path) -> None:
    (release / "data" / "more.txt").write_text("more", "utf-8")
    ran = _verify(office, release)
    assert (ran.code, ran.out) == (1, "site/data/more.txt: is there, but is not listed\n")


@pytest.mark.parametrize("name", ["robots.txt", "as-of.json", "manifest.json"])
def test_a_file_that_is_gone_is_a_problem(office: Office, release: Path, name: str) -> None:
    (release / name).unlink()
    ran = _verify(office, release)
    assert ran.code == 1
    assert f"site/{name}: " in ran.out


def test_a_name_that_has_ended_exits_3_and_is_not_repeated(office: Office, release: Path) -> None:
    page = release / "index.html"
    text = page.read_text("utf-8").replace("</main>", "<p>测试区远穗1号建筑劳务有限公司</p></main>")
    page.write_text(text, "utf-8")
    ran = _verify(office, release)
    assert ran.code == 3
    assert "site/index.html: shows a value of t-0001, which is not public\n" in ran.out
    assert "远穗" not in ran.out + ran.err


def test_a_name_that_has_ended_is_found_beside_the_site_too(office: Office, release: Path) -> None:
    (release.parent / "server" / "gone.map").write_text("测试区远穗1号建筑劳务有限公司", "utf-8")
    ran = _verify(office, release)
    assert (ran.code, ran.out) == (
        3,
        "server/gone.map: shows a value of t-0001, which is not public\n",
    )


# Without content and without the builder's memory


@pytest.fixture
def alone(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy, looked at from a folder with nothing in it."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    return release


def _alone(release: Path) -> Ran:
    ran = run("verify", release, "--lang", "en")
    assert list(Path().iterdir()) == []
    assert "no content at hand: names of what has ended are not looked for\n" in ran.err
    return ran


def test_a_copied_release_needs_no_content_and_no_memory(alone: Path) -> None:
    assert _alone(alone).code == 0


def _swap(one: Path, two: Path) -> None:
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


TAMPERED: dict[str, Callable[[Path], object]] = {
    "a page is gone": lambda site: (site / "listings/t-0002.html").unlink(),
    "a script is gone": lambda site: next((site / "assets").glob("guard-*")).unlink(),
    "a shard is gone": lambda site: next((site / "search").glob("shard-*")).unlink(),
    "a page is cut": lambda site: _put(site / "404.html", (site / "404.html").read_bytes()[:900]),
    "a table is empty": lambda site: _put(site / "data/listings.csv", b""),
    "a byte turned": lambda site: _put(
        site / "data/listings.json", (site / "data/listings.json").read_bytes().replace(b"1", b"2")
    ),
    "two pages are swapped": lambda site: _swap(site / "index.html", site / "404.html"),
    "two tables are swapped": lambda site: _swap(site / "feed.atom", site / "data/changes.atom"),
    "a page is put back": lambda site: _put(
        site / "listings/t-0009.html", (site / "listings/t-0002.html").read_bytes()
    ),
    "a file is added": lambda site: _put(site / "data/.listings.csv.next", b""),
    "a folder is added": lambda site: (site / "old").mkdir(),
    "a link leads out": lambda site: (site / "more").symlink_to("/", target_is_directory=True),
    "the list of files is gone": lambda site: (site / "manifest.json").unlink(),
    "the list of files is another": lambda site: _put(site / "manifest.json", b'{"format": 1}'),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED.keys())
def test_whatever_was_done_to_a_copied_release_is_found(
    alone: Path, tamper: Callable[[Path], object]
) -> None:
    tamper(alone)
    ran = _alone(alone)
    assert ran.code == 1
    assert ran.out


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


RELISTED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a page of what ended is put back": (
        lambda site: _put(
            site / "listings/t-0001.html",
            (site / "listings/t-0002.html").read_bytes().replace(b"t-0002", b"t-0001"),
        ),
        "listings/t-0001.html: shows a record that left, as this site itself says",
    ),
    "a page of what ended by its day": (
        lambda site: _edit(
            site / "listings/t-0002.html", 'hidden-from="2029-05-02"', 'hidden-from="2028-03-02"'
        ),
        "listings/t-0002.html: shows a record that ended: hidden from 2028-03-02",
    ),
    "two pages are swapped": (
        lambda site: _swap(site / "listings/index.html", site / "cases/index.html"),
        "listings/index.html: expected the page of this address, found another's",
    ),
    "a page is gone": (
        lambda site: (site / "listings/t-0002.html").unlink(),
        "listings/index.html: expected a link to a file of this site",
    ),
    "a page is cut": (
        lambda site: _put(site / "404.html", (site / "404.html").read_bytes()[:3000]),
        "404.html: expected a whole page, from doctype to </html>",
    ),
    "an element is open": (
        lambda site: _edit(site / "404.html", "</main>", ""),
        "404.html: expected every element closed where it was opened, found <main>",
    ),
    "a link leads nowhere": (
        lambda site: _edit(site / "index.html", "</main>", '<a href="x.html">x</a></main>'),
        "index.html: expected a link to a file of this site, found x.html",
    ),
    "a link leads to no place": (
        lambda site: _edit(site / "index.html", "</main>", '<a href="404.html#x">x</a></main>'),
        "index.html: expected a link to a file of this site, found 404.html#x",
    ),
    "a script stands in a page": (
        lambda site: _edit(site / "index.html", "</main>", "<script>go()</script></main>"),
        "index.html: expected no script in the page itself",
    ),
    "a picture comes from elsewhere": (
        lambda site: _edit(
            site / "index.html", "</main>", '<img src="https://cdn.example/x.png"></main>'
        ),
        "index.html: expected only addresses of this site",
    ),
    "a policy is weaker": (
        lambda site: _edit(
            site / "index.html", "script-src 'self'", "script-src 'self' 'unsafe-inline'"
        ),
        "index.html: expected a content security policy that allows this site alone",
    ),
    "a policy is gone": (
        lambda site: _edit(site / "index.html", "Content-Security-Policy", "x"),
        "index.html: expected a content security policy",
    ),
    "a script is another": (
        lambda site: _put(next((site / "assets").glob("guard-*")), b"go()"),
        "expected the content that its name tells",
    ),
    "a table is cut": (
        lambda site: _put(
            site / "data/listings.csv", (site / "data/listings.csv").read_bytes()[:-9]
        ),
        "data/listings.csv: expected a",
    ),
    "JSON is cut": (
        lambda site: _put(
            site / "data/listings.json", (site / "data/listings.json").read_bytes()[:-9]
        ),
        "data/listings.json: expected JSON",
    ),
    "a shard is gone": (
        lambda site: next((site / "search").glob("shard-*")).unlink(),
        "search/entry.json: names the shard",
    ),
    "a sitemap lists what is not there": (
        lambda site: _edit(site / "sitemap.xml", "listings/t-0002.html", "listings/t-0003.html"),
        "sitemap.xml: expected addresses of files of this site only",
    ),
    "a sitemap breaks its schema": (
        lambda site: _edit(site / "sitemap.xml", "<lastmod>", "<lastmod>x"),
        "sitemap.xml: expected a W3C date in <lastmod>",
    ),
    "a feed lacks its day": (
        lambda site: _edit(site / "feed.atom", "updated>", "x>"),
        "feed.atom: expected well-formed XML",
    ),
    "feeds are swapped": (
        lambda site: _swap(site / "feed.atom", site / "data/changes.atom"),
        "feed.atom: expected the feed of this address, found another",
    ),
    "the stamp is none": (
        lambda site: _edit(site / "as-of.json", '"valid_until"', '"valid"'),
        "as-of.json: expected format, as_of, valid_until, next_change_at and version",
    ),
}


@pytest.mark.parametrize(("tamper", "expected"), RELISTED.values(), ids=RELISTED.keys())
def test_whatever_was_done_and_listed_as_if_it_were_right_is_found(
    alone: Path, tamper: Callable[[Path], object], expected: str
) -> None:
    tamper(alone)
    write_manifest(alone)
    ran = _alone(alone)
    assert ran.code == (3 if "shows a record that" in expected else 1)
    assert expected in ran.out


@pytest.fixture
def trusted(tmp_path: Path) -> Office:
    """A site whose live release shows what has ended, though its state says it was searched."""
    made = Office(tmp_path / "own")
    made.signed("listings/a.yml", [listing(1), listing(2, decided_on="2026-05-01")])
    made.build(AS_OF)
    page = made.site / "robots.txt"
    page.write_bytes(page.read_bytes() + "# 测试区远穗1号建筑劳务有限公司".encode())
    mark = hashlib.sha256(page.read_bytes()).hexdigest()
    with closing(sqlite3.connect(made.folders.state / "trees.sqlite")) as facts, facts:
        facts.execute("UPDATE file SET searched = ? WHERE path = 'site/robots.txt'", (mark,))
    return made


def test_what_the_build_searched_is_not_searched_again_unless_all_is(trusted: Office) -> None:
    leak = "site/robots.txt: shows a value of t-0001, which is not public\n"
    changed = "site/robots.txt: is not the file that is listed\n"
    before = tree(trusted.folders.state)
    ran = _verify(trusted)
    assert (ran.code, ran.out) == (1, changed)
    ran = _verify(trusted, "--all")
    assert (ran.code, ran.out) == (3, changed + leak)
    assert tree(trusted.folders.state) == before


def test_a_copy_is_searched_for_everything(trusted: Office, tmp_path: Path) -> None:
    copy = tmp_path / "copied"
    shutil.copytree(trusted.site.resolve().parent, copy)
    assert _verify(trusted, copy / "site").code == 3


@pytest.mark.parametrize("damage", ["lost", "cut"])
def test_everything_is_searched_where_the_facts_are_no_more(trusted: Office, damage: str) -> None:
    facts = trusted.folders.state / "trees.sqlite"
    data = facts.read_bytes()
    for path in trusted.folders.state.glob("trees.sqlite*"):
        path.unlink()
    if damage == "cut":
        facts.write_bytes(data[: len(data) // 2])
    assert _verify(trusted).code == 3


def test_a_search_that_breaks_off_is_no_clean_release(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.scan.apart._CHILD", "site_builder.no_such_module")
    ran = _verify(office)
    assert ran.code == 1
    assert ran.err == "the search for withheld values broke off: 1\n"


def test_an_inline_script_is_a_problem(office: Office, release: Path) -> None:
    page = release / "404.html"
    text = page.read_text("utf-8").replace("</body>", "<script>alert(1)</script></body>")
    page.write_text(text, "utf-8")
    ran = _verify(office, release)
    assert ran.code == 1
    assert ran.out.count("site/404.html: ") == 2


def test_a_release_is_held_to_the_day_it_is_asked_about(office: Office) -> None:
    assert _verify(office, "--as-of", "2029-05-01").code == 0
    ran = _verify(office, "--as-of", "2029-05-02")
    assert ran.code == 3
    assert "site/listings/t-0002.html: shows a record that ended: hidden from 2029-05-02" in ran.out


def test_a_folder_that_is_no_release_is_wrong_usage(office: Office, tmp_path: Path) -> None:
    ran = _verify(office, tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"no release in {tmp_path}: expected as-of.json there\n"


@pytest.fixture
def served(release: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(release))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's word
        pass


def test_a_release_is_verified_as_served(office: Office, served: str, release: Path) -> None:
    (release / "robots.txt").write_text("User-agent: *\n", "utf-8")
    (release / "feed.atom").unlink()
    ran = _verify(office, "--url", served)
    assert ran.code == 1
    assert "robots.txt" in ran.out
    assert "feed.atom" in ran.out


@pytest.mark.parametrize("address", ["ftp://example.gov.cn/", "example.gov.cn"])
def test_an_address_of_another_sort_is_wrong_usage(office: Office, address: str) -> None:
    ran = _verify(office, "--url", address)
    assert (ran.code, ran.out) == (2, "")
