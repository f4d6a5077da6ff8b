"""A site whose list is large keeps every promise: what ended, or was taken down, is nowhere."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.report import Outcome
from site_builder.store import public
from tests.command import run
from tests.office import Office, case, codes, listing, tree

MANY = 60


@pytest.fixture(autouse=True)
def _every_list_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "LARGE", 0)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A site of listings that end in 2028, but for one that ends a year later."""
    made = Office(tmp_path / "site")
    others = [listing(number) for number in range(1, MANY)]
    longer = listing(MANY, decided_on="2026-03-01", published_on="2026-03-05")
    made.signed("listings/a.yml", [*others, longer], on="2026-03-06")
    made.signed("cases/c.yml", [case(1)], on="2026-06-01")
    return made


def index(office: Office) -> Iterator[Path]:
    yield from (office.site / "search").rglob("*.json")


def test_built_site_holds_to_its_promises(office: Office) -> None:
    report = office.build("2026-06-02")
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    assert {path.parent.name for path in index(office)} > {"names", "codes", "rows", "sounds"}
    ran = run("verify", "--site", office.folders.site, "--as-of", "2026-06-02", "--lang", "en")
    assert (ran.code, ran.out) == (0, ""), ran.err


def test_ended_listings_leave_every_file_of_the_index(office: Office) -> None:
    office.build("2026-06-02")
    assert any('"t-0007"' in path.read_text("utf-8") for path in index(office))
    report = office.build("2028-03-02")
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    left = " ".join(path.read_text("utf-8") for path in index(office))
    assert {f'"t-{number:04}"' in left for number in range(1, MANY)} == {False}
    assert f'"t-{MANY:04}"' in left
    # Of what is gone not even a piece is left: one firm's names are all that there is.
    pages = [json.loads(path.read_bytes()) for path in (office.site / "search/names").iterdir()]
    assert sum(bool(page["pieces"]) for page in pages) > 0
    assert "云垦" not in "".join(page["pieces"] for page in pages)


def test_same_content_makes_the_same_bytes_whatever_was_before(
    office: Office, tmp_path: Path
) -> None:
    office.build("2026-06-02")
    office.build("2026-06-10")
    other = Office(tmp_path / "other")
    other.signed(
        "listings/a.yml",
        [
            listing(MANY, decided_on="2026-03-01", published_on="2026-03-05"),
            *(listing(number) for number in reversed(range(1, MANY))),
        ],
        on="2026-03-06",
    )
    other.signed("cases/c.yml", [case(1)], on="2026-06-01")
    other.build("2026-06-10")
    assert tree(other.site / "search") == tree(office.site / "search")


def test_what_is_taken_down_is_nowhere(office: Office) -> None:
    office.build("2026-06-02")
    site = ("--site", office.folders.site, "--as-of", "2026-06-02", "--lang", "en")
    who = ("--reason", "court-order", "--by", "值班员")
    ran = run("takedown", "t-0008", *who, *site)
    assert ran.code == 0, ran.err
    assert not any('"t-0008"' in path.read_text("utf-8") for path in index(office))
    assert "云垦" in "".join(path.read_text("utf-8") for path in index(office))
