"""Bulletins: what a month or a year came to, from the records themselves, naming nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.words import CASE_TYPES
from tests.command import Ran, run
from tests.office import NAMES, ORGANS, Office, article, case, listing

PERSON = "测试张三"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed(
        "organs.yml",
        [
            {**ORGANS[0], "level": "prefecture", "region": "150100"},
            {"id": "other", "name": "别县：人社局,二", "level": "county", "region": "150121"},
        ],
    )
    arrears = {"amount": "186200.00", "workers": 14}
    made.signed(
        "listings/a.yml",
        [
            listing(1, decided_on="2026-05-03", arrears=arrears),
            listing(2, decided_on="2026-05-31"),
            listing(3, decided_on="2026-06-01"),
            listing(4, decided_on="2023-05-10"),
            listing(
                5,
                decided_on="2026-01-10",
                events=[{"kind": "removed_early", "on": "2026-05-20"}],
            ),
        ],
        on="2026-06-01",
    )
    human = {"party_kind": "natural_person"}
    owed = {"amount": "80000.00", "workers": 6}
    made.signed(
        "cases/a.yml",
        [
            case(
                1, issued_on="2026-05-01", arrears=owed, penalty={"type": "罚款", "fine": "20000"}
            ),
            case(2, issued_on="2026-05-31", type="payment_order", party={"region": "150121"}),
            case(3, issued_on="2026-05-06", name=PERSON, party=human),
            case(4, issued_on="2026-04-30"),
            case(5, issued_on="2026-05-06", published_on="2026-12-01", party={"region": "150121"}),
        ],
        on="2026-06-01",
    )
    made.write("cases/b.yml", [case(6, issued_on="2026-05-06")])
    told = article(cases=["tc-0001"], published_on="2026-06-02")
    made.signed("typical-cases/a.md", told, on="2026-06-02")
    return made


def new(office: Office, *options: str, as_of: str = "2026-06-10") -> Ran:
    where = ("--site", office.folders.site, "--as-of", as_of, "--lang", "en")
    return run("new", "bulletin", *options, *where)


def body(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return Path(ran.out.strip()).read_text("utf-8").split("---\n", 2)[2]


def test_a_month_is_counted_from_its_first_to_its_last_day(office: Office) -> None:
    text = body(new(office, "--month", "2026-05"))
    for line in (
        "2026年5月新列入: 2条",
        "2026年5月移出: 2条",
        "5月31日在列: 2条",
        "新列入涉及的欠薪: 18.62万元",
        "新列入涉及的劳动者: 14人",
        "移出的2条中，公示期满1条，提前移出1条，其他0条。",
        "2026年5月作出决定: 4件",
        "涉及欠薪: 8.00万元",
        "罚款: 2.00万元",
        "note: 有3件没有写明欠薪金额，没有计入",
        "行政处罚: 3",
        f"{CASE_TYPES['payment_order'].text('zh')}: 1",
    ):
        assert line in text.splitlines(), line


@pytest.mark.parametrize(
    ("hidden", "again"), [("suspended", "resumed"), ("removed_early", "restored")]
)
def test_what_comes_back_is_not_listed_anew(office: Office, hidden: str, again: str) -> None:
    events = [{"kind": hidden, "on": "2026-04-10"}, {"kind": again, "on": "2026-05-08"}]
    arrears = {"amount": "99000.00", "workers": 9}
    back = listing(6, decided_on="2026-01-10", events=events, arrears=arrears)
    office.signed("listings/b.yml", [back], on="2026-06-01")
    lines = body(new(office, "--month", "2026-05")).splitlines()
    assert "2026年5月新列入: 2条" in lines
    assert "新列入涉及的欠薪: 18.62万元" in lines
    assert "5月31日在列: 3条" in lines


def test_the_share_that_was_publicised_puts_who_publicised_least_first(office: Office) -> None:
    text = body(new(office, "--month", "2026-05"))
    assert "4件案件，2026年6月10日以前在本站公开过的有3件，占75.0%；写成典型案例的有1件。" in text
    assert "另有1件还没有审签，没有计入。" in text
    assert "地区,案件,公开\n土默特左旗,2,1\n新城区,2,2\n" in text
    assert "土默特左旗: 50.0\n新城区: 100.0\n" in text


def test_a_year_has_its_months(office: Office) -> None:
    text = body(new(office, "--year", "2026", as_of="2027-01-01"))
    assert "\n4月,0,0\n5月,2,2\n6月,1,0\n" in text
    assert "\n4月,1,1\n5月,4,4\n6月,0,0\n" in text


def test_it_names_no_firm_and_no_person(office: Office) -> None:
    text = body(new(office, "--month", "2026-05"))
    assert [name for name in (*NAMES, PERSON, "测试人") if name in text] == []


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--month", "2026-06"),
        ("--month", "2026"),
        ("--year", "2026-05"),
        ("--month", "2026-13"),
        ("--month", "2026-05", "--year", "2026"),
    ],
)
def test_what_is_no_period_that_is_over_is_refused(
    office: Office, options: tuple[str, ...]
) -> None:
    ran = new(office, *options)
    assert ran.code == 2
    assert not (office.content / "news").exists()


def test_it_is_a_draft_whose_numbers_stay_and_which_two_people_sign(office: Office) -> None:
    name = Path(new(office, "--month", "2026-05").out.strip()).name
    office.build("2026-06-10")
    assert "bulletin-2026-05" not in office.shown()
    office.approve(f"news/{name}", on="2026-06-10")
    report = office.build("2026-06-10")
    assert [p.code for p in report.problems if p.record == "bulletin-2026-05"] == []
    page = office.page("news/bulletin-2026-05.html")
    assert "18.62万元" in page
    office.signed("listings/b.yml", [listing(7, decided_on="2026-05-09")], on="2026-06-10")
    office.build("2026-06-11")
    assert office.page("news/bulletin-2026-05.html") == page
    assert new(office, "--month", "2026-05").code == 2
