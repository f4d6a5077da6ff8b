"""A site that is a column of a portal: the portal's head, foot and codes, as two people signed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.report import Outcome
from tests.command import run
from tests.office import SITE, Office, codes, listing, tree

PORTAL = {
    "site_name": "测试县人民政府",
    "site_domain": "www.example.gov.cn",
    "id_code": "1501230001",
    "header": "portal/header.html",
    "footer": "portal/footer.html",
}
HEADER = '<div class="top"><a href="/">测试县人民政府</a></div>'
FOOTER = "<p>网站标识码：1501230001 蒙ICP备12345678号</p>"
DAY = "2025-06-01"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1)])
    made.write("portal/header.html", HEADER)
    made.write("portal/footer.html", FOOTER)
    made.write("site.yml", {**SITE, "portal": PORTAL})
    return made


def _tags(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="(Site\w+)" content="([^"]*)">', page))


def test_until_two_people_sign_it_a_portal_counts_as_not_written(office: Office) -> None:
    report = office.build(DAY)
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, ["never-signed"])
    assert [problem.field for problem in report.problems] == ["portal"]
    assert "data-portal" not in office.page("index.html")
    assert _tags(office.page("index.html"))["SiteIDCode"] == "1501020001"


def test_every_page_stands_between_the_portals_head_and_foot_under_its_codes(
    office: Office,
) -> None:
    office.approve("site.yml")
    assert codes(office.build(DAY)) == []
    pages = [path for path in tree(office.site) if path.endswith(".html") and path != "gone.html"]
    for path in pages:
        page = office.page(path)
        head, own, foot = (page.find(f"测试县人民政府{word}") for word in ("页头", "", "页脚"))
        assert 0 < head < page.index("<main") < page.index('class="site-footer"') < foot, path
        assert own > 0
        assert '<a href="https://www.example.gov.cn/" rel="external noopener">' in page
        assert _tags(page) == {
            "SiteName": "测试县人民政府",
            "SiteDomain": "www.example.gov.cn",
            "SiteIDCode": "1501230001",
        }
        # Codes of its own a column has none.
        assert "1501020001" not in page
    assert _tags(office.page("gone.html"))["SiteIDCode"] == "1501230001"
    assert run("verify", "--site", office.folders.site, "--as-of", DAY).code == 0


def test_a_changed_fragment_is_what_was_signed_until_it_is_signed_anew(office: Office) -> None:
    office.approve("site.yml")
    office.build(DAY)
    before = office.page("index.html")
    office.write("portal/footer.html", "<p>改过的页脚</p>")
    report = office.build(DAY)
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["changed-after-sign-off"])
    assert office.page("index.html") == before
    office.approve("site.yml")
    assert codes(office.build(DAY)) == []
    assert "改过的页脚" in office.page("listings/index.html")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<html><body>整页", "expected a part of a page, found a whole one"),
        ("<div></div>", "expected words that a reader sees, found none"),
        ("<p>示例".encode("gb18030"), "expected text in UTF-8"),
        ("<p>" + "字" * 70_000, "expected at most 200000 bytes"),
    ],
)
def test_a_fragment_that_is_none_leaves_the_last_good_one_standing(
    office: Office, content: str | bytes, message: str
) -> None:
    office.approve("site.yml")
    office.build(DAY)
    before = office.page("index.html")
    office.write("portal/header.html", content)
    report = office.build(DAY)
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["bad-fragment"])
    assert [problem.path for problem in report.problems] == ["content/portal/header.html"]
    assert str(report.problems[0].message).startswith(message)
    assert office.page("index.html") == before


def test_a_fragment_that_is_gone_leaves_the_last_good_one_standing(office: Office) -> None:
    office.approve("site.yml")
    office.build(DAY)
    (office.content / "portal/footer.html").unlink()
    assert codes(office.build(DAY)) == ["unreadable-file"]
    assert "12345678" in office.page("index.html")


def test_to_leave_a_portal_needs_nobody(office: Office) -> None:
    office.approve("site.yml")
    office.build(DAY)
    office.write("site.yml", SITE)
    assert codes(office.build(DAY)) == []
    assert "data-portal" not in office.page("index.html")
    assert _tags(office.page("index.html"))["SiteIDCode"] == "1501020001"


def test_somebodys_mobile_telephone_keeps_a_fragment_back(office: Office) -> None:
    office.write("portal/footer.html", f"{FOOTER}<p>网站负责人 13800138000</p>")
    office.approve("site.yml")
    report = office.build(DAY)
    assert codes(report) == ["personal-data"]
    assert "data-portal" not in office.page("index.html")


def test_what_was_left_out_of_a_fragment_is_a_warning_with_its_line(office: Office) -> None:
    office.write("portal/header.html", f"{HEADER}\n<script src='/a.js'></script>")
    ran = run("check", "--site", office.folders.site, "--as-of", DAY, "--lang", "en")
    assert ran.code == 0
    assert "content/portal/header.html:2: <script> is left out: menus and notices" in ran.out


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("header", "../secret.html", "expected a file like portal/header.html"),
        ("site_domain", "https://www.example.gov.cn/", "expected a domain like www.example"),
    ],
)
def test_a_portal_names_its_own_files_and_a_domain(
    office: Office, name: str, value: str, message: str
) -> None:
    office.write("site.yml", {**SITE, "portal": {**PORTAL, name: value}})
    ran = run("check", "--site", office.folders.site, "--as-of", DAY, "--lang", "en")
    assert ran.code == 1
    assert f"portal.{name}: {message}" in ran.out
