"""``digest``: how it is called, and where it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Ran, run
from tests.office import Office, article, listing, tree


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "单位 公示")
    made.signed("listings/a.yml", [listing(1)])
    return made


def _digest(office: Office, *words: object) -> Ran:
    where = ("--site", office.folders.site, "--as-of", "2028-03-01", "--lang", "en")
    return run("digest", *words, *where)


def test_it_goes_to_standard_output_and_writes_nothing(office: Office) -> None:
    before = tree(office.folders.site)
    ran = _digest(office)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("测试区根治欠薪信息公开: digest of 2028-03-01\n")
    assert "t-0001  last day 2028-03-01 (24:00): term ended" in ran.out
    assert tree(office.folders.site) == before


@pytest.mark.parametrize(
    ("embargo", "as_of", "said"),
    [
        ("2028-03-01T09:00", "2028-03-01", "shown from 2028-03-01T09:00"),
        ("2028-03-01T09:00", "2028-03-01T08:59", "shown from 2028-03-01T09:00"),
        ("2028-03-01T09:00", "2028-03-01T09:00", None),
        ("2028-03-08T23:59", "2028-03-01", "shown from 2028-03-08T23:59"),
        ("2028-03-09", "2028-03-01", None),
        ("2028-03-03", "2028-03-01", "shown from 2028-03-03"),
    ],
)
def test_embargoed_article_enters_at_its_minute(
    office: Office, embargo: str, as_of: str, said: str | None
) -> None:
    office.signed("typical-cases/tc-1.md", article(id="tc-1", embargo_until=embargo))
    ran = run("digest", "--site", office.folders.site, "--as-of", as_of, "--lang", "en")
    told = [line.split("tc-1  ")[1] for line in ran.out.splitlines() if "  shown" in line]
    assert told == ([f"{said}  typical case"] if said else [])


def test_it_goes_to_a_file_in_one_step(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "早 报.html"
    file.write_text("昨天", "utf-8")
    assert _digest(office, "--format", "html", "--to", file) == Ran(0, "", "")
    assert file.read_text("utf-8") == _digest(office, "--format", "html").out


@pytest.mark.parametrize("inner", ["content/listings", "output", "output/site", ".site-builder"])
def test_never_among_the_content_nor_where_the_public_reads(office: Office, inner: str) -> None:
    office.build("2028-03-01")
    before = tree(office.folders.site)
    found = _digest(office, "--to", office.folders.site / inner / "digest.html")
    assert found.code == 2
    assert found.err.startswith("expected a folder outside ")
    assert tree(office.folders.site) == before


def test_a_folder_that_is_not_there_is_made(office: Office, tmp_path: Path) -> None:
    ran = _digest(office, "--to", tmp_path / "none" / "a.txt")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "none" / "a.txt").read_text("utf-8") == _digest(office).out


def test_a_file_that_is_open_elsewhere_exits_1(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    ran = _digest(office, "--to", tmp_path / "a.txt")
    assert ran.code == 1
    assert "open in another program" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["单位 公示"]


@pytest.mark.parametrize(
    "words",
    [("--days", "0"), ("--days", "367"), ("--days", "x"), ("--format", "pdf"), ("more",)],
)
def test_wrong_usage_exits_2(office: Office, words: tuple[str, ...]) -> None:
    ran = _digest(office, *words)
    assert (ran.code, ran.out) == (2, "")


def test_without_a_site_it_is_wrong_usage(tmp_path: Path) -> None:
    assert run("digest", "--site", tmp_path / "none", "--lang", "en").code == 2
