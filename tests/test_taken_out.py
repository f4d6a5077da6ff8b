"""What leaks is taken out of the release, file by file, and the rest is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.errors import PublishError
from site_builder.publish import verify_release
from site_builder.report import Outcome
from site_builder.resources import theme_folder
from site_builder.taken_out import TakenOut
from tests.office import SITE, Office, article, codes, ids, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

# Ends on 2028-03-01, while its neighbour stays.
pytestmark = pytest.mark.apart

ENDING = "测试区远穗1号建筑劳务有限公司"
BEFORE, LAST_DAY, AFTER = "2028-02-28", "2028-03-01", "2028-03-02"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    return made


def _own(office: Office, name: str, words: str = ENDING) -> None:
    """A template of the site's own that says ``words`` at the end of what it is about."""
    shipped = (theme_folder() / name).read_text("utf-8")
    path = office.folders.site / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before, _, after = shipped.rpartition("{% endblock %}")
    path.write_text(f"{before}<p>{words}</p>\n{{% endblock %}}{after}", "utf-8")


def test_page_that_a_template_makes_leak_answers_as_gone_pages_do(office: Office) -> None:
    office.build(LAST_DAY)
    office.build(AFTER)
    _own(office, "pages/listing.html")
    report = office.build(AFTER)
    assert report.outcome is Outcome.PARTIAL
    found = [(p.code, p.path, p.record) for p in report.problems]
    assert found == [("leak", "site/listings/t-0002.html", "t-0001")]
    assert office.page("listings/t-0002.html") == office.page("gone.html")
    assert office.files_with("远穗1号") == []
    assert office.listed() == ids([2])
    assert all("远穗" not in problem.text("zh") for problem in report.problems)


def test_name_that_is_newly_withheld_is_found_on_pages_that_did_not_change(
    office: Office,
) -> None:
    _own(office, "pages/listing.html")
    for day in (BEFORE, "2028-02-29", LAST_DAY):
        assert office.build(day).outcome is Outcome.PUBLISHED
    assert ENDING in office.page("listings/t-0002.html")
    report = office.build(AFTER)
    assert codes(report) == ["leak"]
    assert office.page("listings/t-0002.html") == office.page("gone.html")
    assert office.files_with("远穗1号") == []


def test_search_keeps_a_name_that_is_withheld_in_simplified_characters_alone(
    tmp_path: Path,
) -> None:
    traditional, simplified = "测试区云垦裝飾工程有限公司", "测试区云垦装饰工程有限公司"
    office = Office(tmp_path / "site")
    records = [listing(1, name=simplified), listing(2, name=traditional, decided_on="2025-05-01")]
    office.signed("listings/a.jsonl", [*records, listing(3, decided_on="2025-05-01")])
    for day in (BEFORE, AFTER):
        report = office.build(day)
        assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    # The index has the name of the one that shows in simplified characters besides.
    (rows,) = office.files_with(simplified)
    assert rows.startswith("search/shard-0-")
    assert traditional in office.page(rows)
    # And none once that is gone too.
    report = office.build("2028-05-02")
    assert (report.outcome, office.files_with("云垦")) == (Outcome.PUBLISHED, [])


def test_release_is_the_same_after_any_history(office: Office) -> None:
    _own(office, "pages/listing.html")
    office.build(LAST_DAY)
    office.build(AFTER)
    made = tree(office.site.resolve())
    assert office.build(AFTER, full=True).outcome is Outcome.PARTIAL
    assert tree(office.site.resolve()) == made
    assert office.build(AFTER, jobs=2).outcome is Outcome.PARTIAL
    assert tree(office.site.resolve()) == made


def test_build_killed_before_its_scan_is_scanned_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.build(LAST_DAY)
    office.build(AFTER)
    _own(office, "pages/listing.html")

    def die(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("site_builder.pipeline.verify_release", die)
    assert office.build(AFTER).outcome is Outcome.NOT_PUBLISHED
    monkeypatch.undo()
    assert codes(office.build(AFTER)) == ["leak"]
    assert office.files_with("远穗1号") == []


def test_scan_that_breaks_off_leaves_the_live_site_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.build(LAST_DAY)
    before = tree(office.site.resolve())
    monkeypatch.setattr("site_builder.scan.apart._CHILD", "site_builder.no_such_module")
    report = office.build(AFTER)
    assert (report.outcome, codes(report)) == (Outcome.NOT_PUBLISHED, ["not-published"])
    assert tree(office.site.resolve()) == before
    monkeypatch.undo()
    assert office.build(AFTER).outcome is Outcome.PUBLISHED
    assert office.files_with("远穗1号") == []


@pytest.mark.parametrize("name", ["pages/home.html", "pages/page.html", "pages/search.html"])
def test_home_page_that_a_template_makes_leak_is_made_by_the_shipped_theme(
    office: Office, name: str
) -> None:
    _own(office, "pages/home.html")
    _own(office, name)
    assert office.build(LAST_DAY).outcome is Outcome.PUBLISHED
    assert ENDING in office.page("index.html")
    report = office.build(AFTER)
    assert report.outcome is Outcome.PARTIAL
    assert set(codes(report)) == {"broken-template", "leak"}
    assert office.files_with("远穗1号") == []
    assert office.shown() == ids([2])
    made = tree(office.site.resolve())
    office.build(AFTER, full=True)
    assert tree(office.site.resolve()) == made


def test_home_page_that_a_template_makes_leak_is_made_as_it_last_was(office: Office) -> None:
    _own(office, "pages/home.html", "自己的首页")
    office.build(LAST_DAY)
    _own(office, "pages/home.html")
    assert office.build(AFTER).outcome is Outcome.PARTIAL
    assert "自己的首页" in office.page("index.html")
    assert office.files_with("远穗1号") == []


def test_home_page_that_no_theme_makes_clean_is_not_published(office: Office) -> None:
    # The name of the site itself says it, in words that no theme can leave out.
    office.build(LAST_DAY)
    before = tree(office.site.resolve())
    government = {"site_name": "人社局", "site_domain": "example.gov.cn", "id_code": "1"}
    office.write("site.yml", {**SITE, "government": {**government, "contact": ENDING}})
    report = office.build(AFTER)
    assert report.outcome is Outcome.NOT_PUBLISHED
    assert set(codes(report)) == {"leak", "not-published"}
    assert tree(office.site.resolve()) == before


def test_file_that_is_no_page_is_left_out_and_links_to_it_hold_nothing_back(
    office: Office,
) -> None:
    office.build(LAST_DAY)
    sheet = office.folders.site / "templates" / "static" / "css" / "tokens.css"
    sheet.parent.mkdir(parents=True)
    shipped = (theme_folder() / "static" / "css" / "tokens.css").read_text("utf-8")
    sheet.write_text(f"{shipped}/* {ENDING} */\n", "utf-8")
    report = office.build(AFTER)
    assert report.outcome is Outcome.PARTIAL
    assert set(codes(report)) == {"leak", "dead-link"}
    assert list(office.site.glob("assets/**/tokens-*.css")) == []
    assert office.files_with("远穗1号") == []
    assert office.listed() == ids([2])


def test_gone_page_that_leaks_itself_is_left_out(office: Office) -> None:
    _own(office, "pages/listing.html")
    folder = office.folders.site / "templates" / "pages"
    shipped = (theme_folder() / "pages" / "gone_anywhere.html").read_text("utf-8")
    (folder / "gone_anywhere.html").write_text(
        shipped.replace("</main>", f"<p>{ENDING}</p></main>"), "utf-8"
    )
    assert office.build(LAST_DAY).outcome is Outcome.PUBLISHED
    report = office.build(AFTER)
    assert report.outcome is Outcome.PARTIAL
    assert not (office.site / "gone.html").exists()
    assert not (office.site / "listings" / "t-0002.html").exists()
    assert office.files_with("远穗1号") == []


SOON = "示例区集中兑付一百二十名工人工资"


@pytest.mark.parametrize(
    "written", ["[示例区集中](https://www.example.gov.cn/x.html)兑付", "**示例区**集中兑付"]
)
def test_article_that_says_in_parts_what_is_withheld_leaves_every_list(
    office: Office, written: str
) -> None:
    embargoed = article(id="tc-9", title=SOON, embargo_until="2028-12-20T09:00")
    office.signed("typical-cases/tc-9.md", embargoed)
    office.signed("typical-cases/tc-8.md", article(id="tc-8", title="另一起"))
    telling = SOON.replace("示例区集中兑付", written)
    office.signed("typical-cases/tc-1.md", article(f"好。{telling}，群众满意。"))
    report = office.build(LAST_DAY)
    assert report.outcome is Outcome.PARTIAL
    assert set(codes(report)) == {"leak"}
    assert office.page("typical-cases/tc-1.html") == office.page("gone.html")
    assert [path for path in office.files_with("tc-1") if path != "manifest.json"] == []
    assert "另一起" in office.page("typical-cases/index.html")
    assert verify_release(
        office.site.resolve().parent, public_ids=None, secrets=None, as_of=None
    ).is_clean


def test_records_to_blame_are_taken_out_before_any_file() -> None:
    page, table = "site/a.html", "site/data/b.csv"
    taken = TakenOut().after({page: {"tc-1"}, table: set()})
    assert taken == _taken(records=["tc-1"], struck=[page], absent=[table])
    taken = taken.after({page: {"tc-1"}})
    assert taken == _taken(records=["tc-1"], struck=[page], blocked=[page], absent=[table])
    taken = taken.after({page: set()})
    assert taken.absent == {page, table}


def _taken(**parts: list[str]) -> TakenOut:
    return TakenOut(**{name: frozenset(found) for name, found in parts.items()})


@pytest.mark.parametrize("path", ["site/index.html", "site/as-of.json"])
def test_file_that_every_release_needs_is_never_taken_out(path: str) -> None:
    taken = TakenOut().after({path: {"tc-1"}})
    with pytest.raises(PublishError):
        taken.after({path: {"tc-1"}})
