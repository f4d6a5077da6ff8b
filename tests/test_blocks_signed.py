"""Blocks of an article are text like the rest of it: signed, looked into, rebuilt alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Office, article, codes, listing, tree

pytestmark = pytest.mark.apart

FOLDER = "typical-cases"
CHART = "```chart\ntitle: 各月受理\n1月: {}\n2月: 98\n```"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed(f"{FOLDER}/tc-1.md", article(CHART.format(120)))
    return made


def test_a_changed_number_of_a_chart_voids_the_sign_off(office: Office) -> None:
    office.build()
    page = office.page(f"{FOLDER}/tc-1.html")
    office.write(f"{FOLDER}/tc-1.md", article(CHART.format(121)))
    assert codes(office.build("2025-06-02")) == ["changed-after-sign-off"]
    assert office.page(f"{FOLDER}/tc-1.html") == page


def test_a_changed_chart_makes_its_own_page_anew_and_no_other(office: Office) -> None:
    office.signed(
        "news/nw-1.md",
        article("消息。", id="nw-1")
        .replace("regime: typical-case\n", "")
        .replace("occurred_in: '150102'\n", ""),
    )
    office.build()
    before = tree(office.site)
    office.signed(f"{FOLDER}/tc-1.md", article(CHART.format(121)))
    assert codes(office.build()) == []
    after = tree(office.site)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    pages = {name for name in changed if name.endswith(".html")}
    assert pages == {f"{FOLDER}/tc-1.html"}


@pytest.mark.parametrize(
    "body",
    [
        "```figures\n联系电话: 13800138000\n```",
        "```timeline\n2025-03-01: 张建国到派出所报案\n```",
        '```chart\ntitle: 各月\n月,数\n"138"00138000,3\n```',
        "```chart\ntitle: 各月\n号码,a,b\n138,0013,8000\n```",
    ],
)
def test_the_firewall_looks_into_blocks(office: Office, body: str) -> None:
    office.signed(f"{FOLDER}/tc-2.md", article(body, id="tc-2"))
    report = office.build()
    assert {"personal-data", "full-name"} & set(codes(report))
    assert "tc-2" not in office.shown()


def test_a_listed_employer_leaves_a_timeline_when_its_listing_ends(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    name = listing(1)["employer"]["name"]
    body = f"```timeline\n2025-03-01: [{name}](listing:t-0001)被列入名单\n```"
    office.signed(f"{FOLDER}/tc-2.md", article(body, id="tc-2"))
    office.build()
    assert name in office.page(f"{FOLDER}/tc-2.html")
    office.build("2028-03-02")
    assert office.files_with(name) == []
    assert "某公司被列入名单" in office.page(f"{FOLDER}/tc-2.html")
