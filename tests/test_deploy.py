"""A deploy that dies at any moment leaves whole pages and no hole, and the next one heals it."""

from __future__ import annotations

import json
import re
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from site_builder.resources import theme_folder
from tests.office import Office, listing, tree
from tests.workflows import command, run_step

if TYPE_CHECKING:
    from pathlib import Path

RSYNC = shutil.which("rsync")
pytestmark = pytest.mark.skipif(RSYNC is None, reason="rsync is not installed")
CALLS = 6
# What is loaded with a page, not gone to from it.
LOADED = re.compile(r'(?:<link rel="stylesheet" href|<script[^>]* src|<img[^>]* src)="([^"]+)"')
ENDED = "listings/t-0001.html"
GONE = "listings/2025-03/index.html"
# Runs rsync, and kills it once it has told of so many files; from then on nothing else runs.
# The shell finds a Python whose path holds a blank; to Python, its line is a text.
KILLER = f"""#!/bin/sh
'''exec' "{sys.executable}" -IS "$0" "$@"
' '''
import os, pathlib, signal, subprocess, sys
calls = pathlib.Path(os.environ["CALLS"])
number = len(calls.read_text().splitlines()) + 1
calls.open("a").write(f"{{number}}\\n")
last, after = int(os.environ["LAST"]), int(os.environ["AFTER"])
words = [{str(RSYNC)!r}, "--outbuf=L", "--out-format=%o %n", *sys.argv[1:]]
with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True) as run:
    with open(os.environ["TOLD"], "a") as told:
        for count, line in enumerate(run.stdout):
            told.write(f"{{number}} {{line}}")
            if number == last and count + 1 == after:
                os.killpg(run.pid, signal.SIGKILL)
    code = run.wait()
sys.exit(137 if number == last else code)
"""


class Site(NamedTuple):
    """A checkout with two releases, and a server's folder."""

    folder: Path
    old: dict[str, bytes]
    new: dict[str, bytes]

    @property
    def server(self) -> Path:
        """What the web server serves."""
        return self.folder / "www"

    def on_server(self) -> dict[str, bytes]:
        """What is there, whole or half."""
        return tree(self.server)

    def holds(self, release: str) -> None:
        """Let the server have one release, and nothing else."""
        shutil.rmtree(self.server, ignore_errors=True)
        shutil.copytree(self.folder / release, self.server)

    def deploy(self, release: str, *, last: int = 0, after: int = 0) -> list[str]:
        """Deploy; if ``last`` is given, die in that call of rsync. What rsync told of, in order."""
        link = self.folder / "output" / "site"
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(self.folder / release)
        told = self.folder / "told"
        told.write_text("", "utf-8")
        (self.folder / "calls").write_text("", "utf-8")
        environment = {
            "CALLS": str(self.folder / "calls"),
            "TOLD": str(told),
            "LAST": str(last),
            "AFTER": str(after),
            "DEPLOY_TARGET": f"{self.server}/",
            "DEPLOY_KEY": "",
            "DEPLOY_HOST_KEY": "",
        }
        tools = command(self.folder / "tools", "rsync", KILLER)
        found = run_step("Deploy", self.folder, environment, tools)
        assert found.returncode == (137 if last else 0), found.stderr
        return told.read_text("utf-8").splitlines()

    def calls(self) -> int:
        """How often the last deploy called rsync."""
        return len((self.folder / "calls").read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Two releases: between them records end, come and go, and the theme changes."""
    folder = tmp_path_factory.mktemp("deploy")
    office = Office(folder / "office")
    ending = listing(1, decided_on="2025-03-01")
    staying = [listing(n, decided_on="2027-06-01") for n in range(2, 9)]
    office.signed("listings/a.yml", [ending, *staying], on="2027-06-02")
    office.build("2028-03-01")
    old = tree(office.site)
    shutil.copytree(office.site.resolve(), folder / "old")
    office.signed("listings/b.yml", [listing(20, decided_on="2028-02-01")], on="2028-02-02")
    style = theme_folder() / "static" / "css" / "base.css"
    own = office.folders.site / "templates" / "static" / "css" / "base.css"
    own.parent.mkdir(parents=True)
    own.write_text(style.read_text("utf-8") + "\nhr { color: red; }\n", "utf-8")
    office.build("2028-03-02")
    shutil.copytree(office.site.resolve(), folder / "new")
    return Site(folder, old, tree(office.site))


def holes(site: Site) -> list[str]:
    """What a reader would stumble over: half files, missing ones, what a page or index lacks."""
    there = {path: data for path, data in site.on_server().items() if "/." not in f"/{path}"}
    both = site.old.keys() & site.new.keys()
    found = [f"{path} is not there" for path in sorted(both - there.keys())]
    for path, data in there.items():
        if data not in (site.old.get(path), site.new.get(path)):
            found.append(f"{path} is of no release")
        elif path.endswith(".html"):
            for link in LOADED.findall(data.decode()):
                base = site.server if link.startswith("/qx/") else (site.server / path).parent
                if not (base / link.removeprefix("/qx/")).is_file():
                    found.append(f"{path} lacks {link}")
    shards = json.loads(there["search/entry.json"])["shards"]
    found += [s["file"] for s in shards if f"search/{s['file']}" not in there]
    return found


def test_the_releases_differ_in_all_that_a_deploy_has_to_care_for(site: Site) -> None:
    changed = {
        path for path in site.old.keys() & site.new.keys() if site.old[path] != site.new[path]
    }
    gone, come = site.old.keys() - site.new.keys(), site.new.keys() - site.old.keys()
    assert {ENDED, "index.html", "as-of.json", "manifest.json", "search/entry.json"} <= changed
    assert GONE in gone
    assert {"listings/t-0020.html"} <= come
    for part in ("assets/", "search/shard-"):
        assert any(path.startswith(part) for path in gone)
        assert any(path.startswith(part) for path in come)
    assert all(LOADED.search(site.old[path].decode()) for path in ("index.html", ENDED))


def test_afterwards_the_server_has_the_release_and_nothing_else(site: Site) -> None:
    site.holds("old")
    site.deploy("new")
    assert site.calls() == CALLS
    assert site.on_server() == site.new
    site.deploy("old")
    assert site.on_server() == site.old


def test_a_new_server_gets_the_whole_site(site: Site) -> None:
    shutil.rmtree(site.server, ignore_errors=True)
    site.deploy("new")
    assert site.on_server() == site.new


@pytest.mark.parametrize("last", range(1, CALLS + 1))
def test_killed_at_any_moment_it_leaves_no_hole_and_the_next_deploy_heals(
    site: Site, last: int
) -> None:
    for after in (0, 2, 21):
        site.holds("old")
        site.deploy("new", last=last, after=after)
        assert holes(site) == []
        # Who compares the list of files with the files sees that this is not one release.
        is_whole = site.on_server() == site.new
        manifest = site.on_server()["manifest.json"]
        assert manifest == site.old["manifest.json"] or is_whole
        site.deploy("new" if after % 2 else "old")
        assert site.on_server() == (site.new if after % 2 else site.old)


def test_what_has_gone_goes_before_what_only_changed(site: Site) -> None:
    site.holds("old")
    told = site.deploy("new")
    place = {line: number for number, line in reversed(list(enumerate(told)))}

    def first(pattern: str) -> int:
        return min(number for line, number in place.items() if re.fullmatch(pattern, line))

    def final(pattern: str) -> int:
        return max(number for line, number in place.items() if re.fullmatch(pattern, line))

    # Of the search index, rsync tells without the folder's name.
    other_pages = first(r"4 send (index|gone|listings/t-000[2-9])\.html")
    assert final(r". send (assets/.+|search/shard-.+)") < place["2 send entry.json"]
    assert place["2 send entry.json"] < first(r"2 del\. shard-.+") < other_pages
    assert place[f"3 send {ENDED}"] < other_pages
    assert place[f"4 del. {GONE}"] < other_pages
    assert final(r". send .+\.html") < first(r". del\. assets/.+") < place["6 send manifest.json"]
    assert final(r". send .+\.html") < place["5 send as-of.json"] < place["6 send manifest.json"]
    assert place["6 send manifest.json"] == len(told) - 1


@pytest.mark.parametrize("path", ["search/entry.json", "index.html", "404.html"])
def test_another_order_would_be_found_out(site: Site, path: str) -> None:
    site.holds("old")
    (site.server / path).write_bytes(site.new[path])
    assert holes(site)


def test_half_a_page_and_a_missing_one_would_be_found_out(site: Site) -> None:
    site.holds("old")
    (site.server / "listings/t-0002.html").unlink()
    (site.server / "listings/t-0003.html").write_bytes(site.new["listings/t-0003.html"][:-9])
    assert holes(site) == [
        "listings/t-0002.html is not there",
        "listings/t-0003.html is of no release",
    ]


def test_without_a_target_nothing_is_touched(site: Site) -> None:
    found = run_step("Deploy", site.folder, {"DEPLOY_KEY": "", "DEPLOY_HOST_KEY": ""})
    assert found.returncode != 0
    assert "DEPLOY_TARGET" in found.stderr
