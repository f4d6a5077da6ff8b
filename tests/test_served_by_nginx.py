"""A release as Debian's nginx serves it with the configuration that it brings along."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.command import Ran, run
from tests.nginx import Nginx, serving_by_nginx
from tests.office import Office, article, listing
from tests.publish.serving import write_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDED = "listings/t-0001.html"
WITHHELD = "listings/t-0003.html"
SHOWN = "listings/t-0002.html"
DAY = "2028-03-20"


@dataclass(frozen=True)
class Served:
    """A site, and the nginx that serves it."""

    office: Office
    nginx: Nginx

    @property
    def url(self) -> str:
        """Where its readers find it."""
        return f"http://127.0.0.1:{self.nginx.port}/qx/"

    def status(self, path: str) -> int:
        """The status that a reader gets."""
        try:
            with urlopen(self.url + path, timeout=5) as answer:  # noqa: S310 - the loopback
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code

    def verify(self, *arguments: object) -> Ran:
        """``verify --url``, from anywhere."""
        return run("verify", "--url", self.url, *arguments, "--lang", "en")

    def watch(self, at: str = DAY) -> Ran:
        """``watch`` on the morning of a day."""
        moment = f"{at}T08:00"
        return run("watch", self.url, "--as-of", moment, "--pause", 0, "--lang", "en")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """One listing that ended by its term, one by hand, one in force, and an article."""
    office = Office(tmp_path / "site")
    records = [listing(1), listing(2, decided_on="2026-05-01"), listing(3, decided_on="2026-06-01")]
    office.signed("listings/a.yml", records)
    office.signed("typical-cases/a.md", article(published_on="2028-01-20"), on="2028-01-20")
    office.build("2028-02-29")
    office.write(
        "holds.yml", [{"id": "t-0003", "reason": "court", "by": "某人", "on": "2028-03-01"}]
    )
    office.build(f"{DAY}T00:03")
    (tmp_path / "nginx").mkdir()
    with serving_by_nginx(office.folders.output, tmp_path / "nginx") as nginx:
        yield Served(office, nginx)


def test_a_release_served_as_shipped_keeps_every_promise(served: Served) -> None:
    ran = served.verify()
    assert (ran.code, ran.out) == (0, "")
    assert "and 2 of 2 addresses that ended were asked for\n" in ran.err
    assert served.watch().code == 0


def test_what_ended_answers_410_whether_the_law_or_a_hold_took_it_down(served: Served) -> None:
    assert [served.status(path) for path in (ENDED, WITHHELD, SHOWN)] == [410, 410, 200]


def test_what_ends_on_the_next_day_is_gone_at_once_and_410_after_a_reload(served: Served) -> None:
    served.office.build("2029-05-02T00:03")
    assert served.status(SHOWN) == 200
    ran = served.verify()
    assert (ran.code, ran.out) == (0, "")
    served.nginx.reload(until=lambda: served.status(SHOWN) == 410)
    assert served.verify().code == 0
    assert served.watch("2029-05-02").code == 0


def test_a_page_that_stands_where_it_ended_is_told(served: Served) -> None:
    site = served.office.site
    old = (site / SHOWN).read_text("utf-8").replace("t-0002", "t-0003")
    (site / WITHHELD).write_text(old, "utf-8")
    assert served.status(WITHHELD) == 200
    ran = served.verify()
    assert ran.code == 3
    assert ran.out == f"{WITHHELD}: ended, and its address still shows a record\n"


@pytest.mark.parametrize("path", ["index.html", "listings/index.html", "as-of.json"])
def test_a_file_that_was_changed_is_told(served: Served, path: str) -> None:
    file = served.office.site / path
    file.write_bytes(file.read_bytes() + b" ")
    ran = served.verify()
    assert ran.code == 1
    assert f"{path}: is not the file that is listed\n" in ran.out
    ran = served.watch()
    assert ran.code == 3
    assert f"{served.url}: {path}: is not the file that is listed\n" in ran.out


def test_a_file_that_is_gone_is_told(served: Served) -> None:
    (served.office.site / "index.html").unlink()
    assert served.verify().code == 1
    assert served.watch().code == 3


def test_a_page_that_was_changed_and_listed_again_is_told(served: Served) -> None:
    home = served.office.site / "index.html"
    text = home.read_text("utf-8").replace("</main>", '<p data-id="x">甲</main>')
    home.write_text(text, "utf-8")
    write_manifest(served.office.site.resolve())
    ran = served.verify()
    assert ran.code == 1
    assert "index.html: expected every element closed where it was opened, found <p>\n" in ran.out


def test_a_night_without_a_build_is_told_in_the_morning(served: Served) -> None:
    ran = served.watch("2028-03-21")
    assert ran.code == 3
    assert "made for 2028-03-20T00:03, 31 hours ago" in ran.out


def test_a_server_that_stopped_is_told(served: Served) -> None:
    served.nginx.process.terminate()
    served.nginx.process.wait()
    assert served.watch().code == 3
    assert served.verify().code == 1


def test_every_page_sends_the_policy_that_the_pages_hold_to(served: Served) -> None:
    policy = served.office.folders.output / "server" / "nginx.conf"
    text = policy.read_text("utf-8").replace("script-src 'self'", "script-src 'self' *")
    policy.write_text(text, "utf-8")

    def is_weaker() -> bool:
        with urlopen(served.url, timeout=5) as answer:  # noqa: S310 - the loopback
            return " *" in answer.headers["Content-Security-Policy"]

    served.nginx.reload(until=is_weaker)
    ran = served.verify()
    assert ran.code == 1
    message = "expected a content security policy that allows this site alone"
    assert f"index.html: {message}\n" in ran.out


def test_json_tells_programs_of_a_sound_site(served: Served) -> None:
    moment = f"{DAY}T08:00"
    ran = run("watch", served.url, "--as-of", moment, "--json", "--pause", 0, "--lang", "en")
    assert json.loads(ran.out) == {
        "url": served.url,
        "as_of": f"{DAY}T00:03",
        "valid_until": "2028-03-23",
        "faults": [],
    }
