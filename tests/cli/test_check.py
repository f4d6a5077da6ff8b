"""``check``: its exit codes, its four formats, and that it writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import Ran, run
from tests.office import Office, case, listing, tree
from tests.tables.books import book

FAULT = "regime: no regime 'arears-list-2022'; did you mean 'arrears-list-2022'?"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def _check(office: Office, *options: str) -> Ran:
    where = ("--site", office.folders.site, "--as-of", "2026-10-31", "--lang", "en")
    return run("check", *where, *options)


def test_sound_content_exits_0_and_prints_nothing(office: Office) -> None:
    assert _check(office) == Ran(0, "", "0 problems\n")


def test_what_a_build_found_clean_is_not_looked_into_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.build("2026-10-31")

    def refuse(*_given: object) -> None:
        pytest.fail("looked into it again")

    monkeypatch.setattr("site_builder.vet.firewall.findings", refuse)
    monkeypatch.setattr("site_builder.disclose.corpus.public_record", refuse)
    before = tree(office.folders.site)
    assert _check(office) == Ran(0, "", "0 problems\n")
    assert tree(office.folders.site) == before


def test_a_warning_alone_exits_0(office: Office) -> None:
    removed = {"kind": "removed_early", "on": "2025-05-01"}
    office.signed("listings/a.yml", [listing(1, events=[removed])])
    found = _check(office)
    assert found.code == 0
    assert found.out.startswith("content/listings/a.yml:15: events[0].on: removed on 2025-05-01")


def test_a_decision_of_a_day_to_come_is_a_warning_unless_it_was_written_ahead(
    office: Office,
) -> None:
    ahead = listing(2, decided_on="2206-03-01", published_on="2206-03-02")
    office.signed("listings/a.yml", [listing(1, decided_on="2206-03-01"), ahead])
    found = _check(office)
    assert (found.code, len(found.out.splitlines())) == (0, 1)
    assert found.out.startswith("content/listings/a.yml:12: decision.decided_on: expected a")
    assert found.out.endswith(" or before, found 2206-03-01: look at the year\n")


def test_from_november_on_a_missing_calendar_is_a_warning(office: Office) -> None:
    found = _check(office, "--as-of", "2026-11-01")
    assert (found.code, found.err) == (0, "1 problems\n")
    assert found.out.startswith("content/calendars: expected the holidays and make-up days of 2027")
    office.write("calendars/2027.yml", {"year": 2027, "holidays": ["2027-01-01"]})
    assert _check(office, "--as-of", "2026-11-01") == Ran(0, "", "0 problems\n")


def test_an_error_exits_1(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, regime="arears-list-2022")])
    assert _check(office) == Ran(1, f"content/listings/a.yml:2: {FAULT}\n", "1 problems\n")


def test_a_text_that_tells_a_withheld_name_is_told_without_it(office: Office) -> None:
    person = {"party_kind": "natural_person"}
    told = case(1, name="王小明", party=person, basis="经查，王小明拖欠工资。")
    office.signed("cases/a.jsonl", [told, case(2)], on="2026-05-06")
    found = _check(office, "--as-of", "2026-06-01")
    assert found.code == 1
    assert found.out.startswith("content/cases/a.jsonl:1: expected a text that fits")
    assert "王小明" not in found.out


def test_quiet_says_only_what_is_wrong(office: Office) -> None:
    assert _check(office, "--quiet") == Ran(0, "", "")


def test_every_problem_of_every_file_comes_at_once_and_in_order(office: Office) -> None:
    office.write("listings/b.yml", [listing(1, regime="x-1")])
    office.write("listings/a.yml", [listing(2, regime="x-2"), listing(3, persons="某人")])
    office.write("news/a.md", "没有编号。\n")
    office.write("site.yml", "name: 只有名称\n")
    places = [line.split(": ")[:2] for line in _check(office).out.splitlines()]
    assert places == [
        ["content/listings/a.yml:2", "regime"],
        ["content/listings/a.yml:19", "persons"],
        ["content/listings/b.yml:2", "regime"],
        [
            "content/news/a.md:1",
            "expected --- on the first line, then the front matter, found neither",
        ],
        ["content/site.yml:1", "base_url"],
        ["content/site.yml:1", "field_of_law"],
        ["content/site.yml:1", "government"],
        ["content/site.yml:1", "publisher"],
    ]


def test_json_is_the_objects_of_the_contract(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, regime="arears-list-2022")])
    assert json.loads(_check(office, "--format", "json").out) == [
        {
            "code": "unknown-regime",
            "severity": "error",
            "path": "content/listings/a.yml",
            "line": 2,
            "sheet": None,
            "cell": None,
            "field": "regime",
            "record": "t-0001",
            "message": FAULT.removeprefix("regime: "),
        }
    ]


def test_json_of_nothing_is_an_empty_list(office: Office) -> None:
    assert json.loads(_check(office, "--format", "json").out) == []


def test_github_gets_a_command_a_problem(office: Office) -> None:
    office.write("listings/a.yml", [listing(1, regime="arears-list-2022")])
    assert _check(office, "--format", "github").out == (
        f"::error file=content/listings/a.yml,line=2,title=unknown-regime::{FAULT}\n"
    )


def test_github_is_not_taken_in_by_what_a_file_is_called(office: Office) -> None:
    office.write("listings/100%,a::b\n.txt", "x")
    assert _check(office, "--format", "github").out == (
        "::error file=content/listings/100%25%2Ca%3A%3Ab�.txt,title=unknown-format::"
        "expected a file ending in .yml, .jsonl, .csv, .xlsx in this folder\n"
    )


def test_sarif_holds_each_problem_with_its_place(office: Office) -> None:
    office.write("listings/记录.yml", [listing(1, regime="arears-list-2022")])
    log = json.loads(_check(office, "--format", "sarif").out)
    (one_run,) = log["runs"]
    (rule,) = one_run["tool"]["driver"]["rules"]
    assert (log["version"], rule["id"]) == ("2.1.0", "unknown-regime")
    assert one_run["results"] == [
        {
            "ruleId": "unknown-regime",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": f"content/listings/记录.yml:2: {FAULT}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "content/listings/%E8%AE%B0%E5%BD%95.yml"},
                        "region": {"startLine": 2},
                    }
                }
            ],
        }
    ]


def test_sarif_of_nothing_has_no_results(office: Office) -> None:
    (one_run,) = json.loads(_check(office, "--format", "sarif").out)["runs"]
    assert one_run["results"] == []


def test_nothing_is_written(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    before = tree(office.folders.site)
    _check(office)
    assert tree(office.folders.site) == before


def test_a_file_whose_name_is_no_utf_8_is_named_and_stored_all_the_same(office: Office) -> None:
    folder = office.content / "listings"
    folder.mkdir()
    Path(str(folder), b"\xc3\xfb\xb5\xa5.yml".decode("utf-8", "surrogateescape")).write_text(
        "id: T-1\nregime: x\n", "utf-8"
    )
    found = _check(office)
    assert found.code == 1
    assert found.out.splitlines()[0] == (
        "content/listings/\\xc3\\xfb\\xb5\\xa5.yml:1: decision: expected a value, found nothing:"
        " without it the term cannot be counted"
    )


def test_links_in_a_circle_are_told(office: Office) -> None:
    folder = office.content / "listings"
    folder.mkdir()
    (folder / "a.yml").symlink_to("b.yml")
    (folder / "b.yml").symlink_to("a.yml")
    assert _check(office).out.splitlines() == [
        "content/listings/a.yml: expected a file, found a link to a folder or to nothing",
        "content/listings/b.yml: expected a file, found a link to a folder or to nothing",
    ]


def test_a_site_file_that_leads_out_is_not_read(office: Office, tmp_path: Path) -> None:
    (office.content / "site.yml").rename(tmp_path / "elsewhere.yml")
    (office.content / "site.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert _check(office).out == (
        "content/site.yml: expected a file inside the content folder,"
        " found a link that leads out of it\n"
    )


def test_a_broken_template_is_a_problem_of_the_site(office: Office) -> None:
    folder = office.folders.site / "templates" / "pages"
    folder.mkdir(parents=True)
    (folder / "home.html").write_text("{% if %}", "utf-8")
    found = _check(office)
    assert found.code == 1
    assert found.out.startswith("templates/pages/home.html:1: ")


def test_a_cell_of_a_workbook_is_named_where_a_line_would_be_none(office: Office) -> None:
    row = ["t-0001", "甲公司", "2025-03-32", "1号", "hrss"]
    office.write(
        "listings/a.xlsx", book([["编号", "单位名称", "列入日期", "决定书文号", "决定机关"], row])
    )
    words = "名单!C2: 列入日期: expected a day of the calendar, found '2025-03-32'"
    assert _check(office).out == f"content/listings/a.xlsx:{words}\n"
    assert _check(office, "--format", "github").out == (
        f"::error file=content/listings/a.xlsx,title=bad-date::{words}\n"
    )
    (problem,) = json.loads(_check(office, "--format", "json").out)
    place = {name: problem[name] for name in ("line", "sheet", "cell", "field", "record")}
    assert place == {
        "line": 2,
        "sheet": "名单",
        "cell": "C2",
        "field": "列入日期",
        "record": "t-0001",
    }
    log = json.loads(_check(office, "--format", "sarif").out)
    (location,) = log["runs"][0]["results"][0]["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "名单!C2"}]
    assert "region" not in location["physicalLocation"]


def test_a_cell_of_a_csv_has_its_line_too(office: Office) -> None:
    office.write(
        "listings/a.csv", "编号,单位名称,列入日期,决定书文号,决定机关\nt-1,甲,x,1号,hrss\n"
    )
    words = "C2: 列入日期: expected a day like 2025-03-01, found text of 1 characters"
    assert _check(office).out == f"content/listings/a.csv:{words}\n"
    assert _check(office, "--format", "github").out == (
        f"::error file=content/listings/a.csv,line=2,title=bad-date::{words}\n"
    )
