"""``deadlines``: what it prints, in both languages, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.command import Ran, run
from tests.office import Office, listing, tree

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with a draft that is late to publish, and one term that ends."""
    made = Office(tmp_path / "site")
    made.signed(
        "listings/a.yml",
        [
            listing(
                1,
                decided_on="2023-11-21",
                published_on="2023-11-22",
                also_published=[{"channel": "信用中国", "url": "https://example.gov.cn/xy"}],
            )
        ],
    )
    made.write("listings/drafts.yml", [listing(2, decided_on="2026-10-20")])
    return made


def _deadlines(office: Office, as_of: str, *words: str, language: str = "en") -> Ran:
    where = ("--site", office.folders.site, "--as-of", as_of, "--lang", language)
    return run("deadlines", *words, *where)


def test_what_is_late_stands_first_and_exits_1(office: Office) -> None:
    ran = _deadlines(office, "2026-11-24")
    assert ran == Ran(
        1,
        "2026-11-17  t-0002  listing  publication: was due by 2026-11-17, late by 5 working days"
        "  政府信息公开条例第二十六条\n"
        "2026-12-04  t-0001  listing  removal everywhere: by 2026-12-04  第十七条  信用中国\n",
        "1 late, 1 due within 30 days, 0 unknown\n",
    )


def test_the_same_in_chinese(office: Office) -> None:
    late = "公开：应于 2026-11-17 前完成，已超期 5 个工作日"
    to_do = "移出（含其他网站）：2026-12-04 前（含当日）"
    assert _deadlines(office, "2026-11-24", "--quiet", language="zh") == Ran(
        1,
        f"2026-11-17  t-0002  列入记录  {late}  政府信息公开条例第二十六条\n"
        f"2026-12-04  t-0001  列入记录  {to_do}  第十七条  信用中国\n",
        "",
    )


def test_nothing_late_exits_0(office: Office) -> None:
    assert _deadlines(office, "2026-11-17").code == 0
    assert _deadlines(office, "2026-11-18").code == 1


def test_the_days_ahead_are_counted(office: Office) -> None:
    assert _deadlines(office, "2026-11-17", "--within", "16").out.count("\n") == 1
    assert _deadlines(office, "2026-11-17", "--within", "17").out.count("\n") == 2


def test_json_has_one_object_a_deadline(office: Office) -> None:
    rows = json.loads(_deadlines(office, "2026-11-24", "--json").out)
    assert [(row["id"], row["late"], row["late_by"]) for row in rows] == [
        ("t-0002", True, 5),
        ("t-0001", False, None),
    ]
    assert rows[1] == {
        "id": "t-0001",
        "kind": "listing",
        "what": "remove",
        "on": "2026-12-04",
        "citation": "第十七条",
        "state": "open",
        "late": False,
        "late_by": None,
        "begun_on": "2026-11-21",
        "met_on": None,
        "places": [{"channel": "信用中国", "url": "https://example.gov.cn/xy"}],
    }


def test_what_is_unknown_is_listed_and_does_not_make_it_late(office: Office) -> None:
    office.write("listings/drafts.yml", [listing(2, decided_on="2026-12-20")])
    office.signed("listings/a.yml", [listing(3)])
    ran = _deadlines(office, "2026-12-31")
    assert ran == Ran(
        0,
        "----------  t-0002  listing  publication: counts from 2026-12-20; its last day is unknown,"
        " for a calendar is missing  政府信息公开条例第二十六条\n",
        "0 late, 0 due within 30 days, 1 unknown\n",
    )
    office.write("calendars/2027.yml", {"year": 2027, "holidays": ["2027-01-01"]})
    assert _deadlines(office, "2026-12-31").out.startswith("2027-01-18  t-0002")


def test_a_place_ticked_off_needs_no_sign_off(office: Office) -> None:
    recalled = {"kind": "recalled", "on": "2026-12-01", "channel": "信用中国"}
    (record,) = [listing(1, decided_on="2023-11-21", published_on="2023-11-22")]
    record["also_published"] = [{"channel": "信用中国", "url": "https://example.gov.cn/xy"}]
    office.write("listings/a.yml", [{**record, "events": [recalled]}])
    office.write("listings/drafts.yml", [])
    assert _deadlines(office, "2026-12-01") == Ran(
        0, "", "0 late, 0 due within 30 days, 0 unknown\n"
    )


def test_a_fresh_site_owes_nothing_on_its_first_day(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert run("init", site, "--as-of", "2026-11-21", "--lang", "en").code == 0
    ran = run("deadlines", "--site", site, "--as-of", "2026-11-21", "--lang", "en", "--json")
    assert (ran.code, ran.out) == (0, "[]\n")


def test_it_writes_nothing(office: Office) -> None:
    before = tree(office.folders.site)
    _deadlines(office, "2026-11-24")
    assert tree(office.folders.site) == before


@pytest.mark.parametrize("words", [("--within", "-1"), ("--within", "x"), ("more",)])
def test_wrong_usage_exits_2(office: Office, words: tuple[str, ...]) -> None:
    assert _deadlines(office, "2026-11-24", *words).code == 2
