"""The contract's promises, each tried on a whole tiny site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from site_builder.report import Outcome
from tests.office import Office, article, codes, ids, listing, tree
from tests.shown import png

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.apart

PNG = png()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def test_an_ended_listing_is_in_no_file_from_the_day_after_its_last(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-03-02")])
    office.build("2028-03-01")
    assert office.shown() == office.listed() == ids([1, 2])
    report = office.build("2028-03-02")
    assert report.left == ["t-0001"]
    assert office.listed() == ids([2])
    for text in ("远穗1号", "测人社列字〔2025〕1号", "测试人1"):
        assert office.files_with(text) == []
    assert "公示期" in office.page("listings/t-0001.html")


def test_an_unnamed_field_is_in_no_file(office: Office) -> None:
    office.signed(
        "listings/a.yml",
        [listing(1, project={"name": "测试花园", "contractor": "测试区无名总包公司"})],
    )
    office.build()
    assert office.files_with("测试花园") != []
    assert office.files_with("无名总包") == []


def test_a_draft_is_withheld_and_counted_without_a_problem(office: Office) -> None:
    office.write("listings/a.yml", [listing(1)])
    report = office.build()
    assert (report.outcome, report.withheld) == (Outcome.PUBLISHED, [("t-0001", "unvetted")])
    assert office.files_with("远穗1号") == []


def test_a_record_changed_after_its_sign_off_stands_as_signed(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.build()
    office.write("listings/a.yml", [listing(1, name="测试区另外一家建筑有限公司")])
    report = office.build()
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["changed-after-sign-off"])
    assert office.listed() == ids([1])
    assert office.files_with("远穗1号") != []
    assert office.files_with("另外一家") == []


def test_a_change_without_a_last_good_version_is_unvetted(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.write("listings/a.yml", [listing(1, name="测试区另外一家建筑有限公司")])
    report = office.build()
    assert report.withheld == [("t-0001", "unvetted")]
    assert report.outcome is Outcome.PARTIAL
    assert office.files_with("另外一家") == []


def test_a_removal_acts_at_once_on_one_persons_word(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.build()
    events = [
        {"kind": "remedied", "on": "2025-03-10"},
        {"kind": "removed_early", "on": "2025-06-01"},
    ]
    office.write("listings/a.yml", [listing(1, events=events[1:])])
    report = office.build("2025-06-01")
    assert report.withheld == [("t-0001", "removed_early")]
    assert office.listed() == set()


def test_a_removal_in_a_faulty_record_acts_too(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2)])
    office.build()
    removed = [{"kind": "removed_early", "on": "2025-06-01"}]
    office.write(
        "listings/a.yml", [listing(1, events=removed, arears={"amount": "1.00"}), listing(2)]
    )
    report = office.build("2025-06-01")
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["unknown-field"])
    assert office.listed() == ids([2])


def test_a_misspelt_removal_does_not_pass_for_still_listed(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2)])
    office.build()
    office.write(
        "listings/a.yml",
        [listing(1, events=[{"kind": "removed_erly", "on": "2025/6/1"}]), listing(2)],
    )
    office.build("2025-06-01")
    assert office.listed() == ids([2])


def test_what_ends_tonight_goes_though_its_file_is_broken(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.signed("listings/b.yml", [listing(2, decided_on="2025-05-01")])
    office.build("2028-03-01")
    office.write("listings/a.yml", "- id: [broken")
    office.write("listings/b.yml", "\x00")
    report = office.build("2028-03-02")
    assert report.outcome is Outcome.PARTIAL
    assert office.listed() == ids([2])
    assert office.files_with("远穗1号") == []


def test_a_broken_site_file_stands_as_its_last_good_self(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    office.build("2028-03-01")
    for name in ("site.yml", "organs.yml"):
        office.write(name, "{{ broken")
    report = office.build("2028-03-02")
    assert report.outcome is Outcome.PARTIAL
    assert office.listed() == ids([2])
    assert "测试区根治欠薪信息公开" in office.page("index.html")


def test_a_broken_template_stands_as_its_last_good_self(office: Office) -> None:
    templates = office.folders.site / "templates" / "components"
    templates.mkdir(parents=True)
    mark = "{% macro footer(site, root, pages) %}<p>自己的页脚</p>{% endmacro %}"
    (templates / "local.html").write_text(mark, "utf-8")
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    office.build("2028-03-01")
    (templates / "local.html").write_text("{% if %}", "utf-8")
    report = office.build("2028-03-02")
    assert codes(report) == ["broken-template"]
    assert office.listed() == ids([2])


def test_without_any_site_nothing_is_published(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.write("site.yml", "{{ broken")
    report = office.build()
    assert report.outcome is Outcome.NOT_PUBLISHED
    assert report.outcome.exit_code == 3
    assert not office.site.exists()


def test_a_record_gone_without_event_is_hidden_and_reported(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2)])
    office.build()
    office.write("listings/a.yml", [listing(2)])
    report = office.build()
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["vanished"])
    assert office.listed() == ids([2])
    assert office.files_with("远穗1号") == []
    assert office.build().outcome is Outcome.UNCHANGED


def test_too_many_gone_at_once_stand_until_their_number_is_accepted(office: Office) -> None:
    office.signed("listings/a.yml", [listing(number) for number in range(1, 10)])
    office.build()
    office.write("listings/a.yml", [listing(1)])
    report = office.build()
    assert office.listed() == ids(range(1, 10))
    assert [problem.message.text("en") for problem in report.problems] == [
        (
            "8 records of kind 'listing' are gone without event or end;"
            " they stand as they were until --accept-vanished 8"
        )
    ]
    assert office.build(accept_vanished=7).outcome is Outcome.PARTIAL
    assert office.build(accept_vanished=8).outcome is Outcome.PUBLISHED
    assert office.listed() == ids([1])


def test_an_honoured_removal_stays_until_a_newer_sign_off(office: Office) -> None:
    office.signed(
        "listings/a.yml", [listing(1, events=[{"kind": "removed_early", "on": "2025-05-01"}])]
    )
    office.build()
    office.write("listings/a.yml", [listing(1)])
    report = office.build()
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["hiding-event-gone"])
    assert office.listed() == set()
    office.approve("listings/a.yml#t-0001", on="2025-05-20")
    assert office.build().outcome is Outcome.PUBLISHED
    assert office.listed() == ids([1])


def test_an_honoured_hold_stays_until_a_newer_sign_off(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2)])
    office.write(
        "holds.yml", [{"id": "t-0001", "reason": "inquiry", "by": "值班员", "on": "2025-05-01"}]
    )
    assert office.build().withheld == [("t-0001", "held")]
    (office.content / "holds.yml").unlink()
    report = office.build()
    assert (codes(report), office.listed()) == (["hold-gone"], ids([2]))


def test_an_honoured_withdrawal_stays_until_a_newer_sign_off(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article(id="tc-1"))
    office.build()
    withdrawn = {"on": "2025-06-02", "reason": "来源文书被撤销"}
    office.write("typical-cases/tc-1.md", article(id="tc-1", withdrawn=withdrawn))
    assert (office.build("2025-06-02").outcome, office.shown()) == (Outcome.PUBLISHED, set())
    office.write("typical-cases/tc-1.md", article(id="tc-1"))
    for day in ("2025-06-03", "2025-06-04"):
        report = office.build(day)
        assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["hiding-event-gone"])
        assert (office.shown(), office.files_with("双方达成一致")) == (set(), [])
    office.approve("typical-cases/tc-1.md#tc-1", on="2025-06-05")
    assert office.build("2025-06-05").outcome is Outcome.PUBLISHED
    assert office.shown() == {"tc-1"}


def test_one_removal_takes_all_parties_of_the_decision(office: Office) -> None:
    removed = [{"kind": "removed_early", "on": "2025-05-01"}]
    parties = [
        listing(1, document="测人社列字〔2025〕7号", events=removed),
        listing(2, document="测人社列字[2025]７号"),
        listing(3),
    ]
    office.signed("listings/a.yml", parties)
    office.build()
    assert office.listed() == ids([3])


def test_an_article_names_a_listed_employer_only_while_it_is_listed(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.signed(
        "typical-cases/tc-1.md", article("[远穗1号公司](listing:t-0001)欠薪。", id="tc-1")
    )
    office.build("2028-03-01")
    assert "远穗1号公司" in office.page("typical-cases/tc-1.html")
    office.build("2028-03-02")
    page = office.page("typical-cases/tc-1.html")
    assert "远穗1号公司" not in page
    assert "某公司欠薪" in page


def test_a_leak_takes_out_the_article_and_not_the_release(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    office.set_up(only_warn=["firm-name"])
    text = "测试区远穗1号建筑劳务有限公司拖欠工资。"
    office.signed("typical-cases/tc-1.md", article(text, id="tc-1"))
    office.signed("typical-cases/tc-2.md", article(id="tc-2"))
    office.build("2028-03-01")
    assert "远穗1号" in office.page("typical-cases/tc-1.html")
    report = office.build("2028-03-02")
    assert report.outcome is Outcome.PARTIAL
    assert "leak" in codes(report)
    assert all("远穗" not in problem.text("zh") for problem in report.problems)
    assert office.files_with("远穗1号") == []
    assert "tc-2" in office.shown()


def test_an_embargo_ends_at_its_minute(office: Office) -> None:
    office.signed(
        "news/n-1.md",
        article(id="n-1", embargo_until="2025-06-01T09:00")
        .replace("regime: typical-case\n", "")
        .replace("occurred_in: '150102'\n", ""),
    )
    office.build("2025-06-01T08:59")
    assert "n-1" not in office.shown()
    report = office.build("2025-06-01T09:00")
    assert report.entered == ["n-1"]
    assert 'content="2025-06-01 09:00"' in office.page("news/n-1.html")


def test_the_release_says_until_when_it_may_be_relied_on(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-06-03")])
    office.build("2025-06-01")
    found = json.loads(office.page("as-of.json"))
    assert (found["as_of"], found["valid_until"]) == ("2025-06-01", "2025-06-02")


def test_a_failed_switch_leaves_the_live_site_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    office.build("2028-03-01")
    before = tree(office.site.resolve())

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", "site.next")

    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)
    report = office.build("2028-03-02")
    assert report.outcome is Outcome.NOT_PUBLISHED
    assert tree(office.site.resolve()) == before
    monkeypatch.undo()
    assert office.build("2028-03-02").outcome is Outcome.PUBLISHED
    assert office.listed() == ids([2])


def test_an_output_that_cannot_be_written_is_said_and_exits_3(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.folders.output.write_text("a file in the way", "utf-8")
    report = office.build()
    assert report.outcome.exit_code == 3
    assert [problem.code for problem in report.problems] == ["not-published"]


def test_a_night_without_changes_touches_nothing(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.build()
    before = {path: path.stat().st_mtime_ns for path in office.site.rglob("*")}
    report = office.build()
    assert (report.outcome, report.written, report.removed) == (Outcome.UNCHANGED, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in office.site.rglob("*")} == before


def test_a_new_day_alone_rewrites_only_the_files_that_carry_the_day(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.signed("typical-cases/tc-1.md", article())
    office.build("2025-06-01")
    before = tree(office.site.resolve())
    office.build("2025-06-02")
    after = tree(office.site.resolve())
    changed = {name for name in after if before.get(name) != after[name]}
    assert before.keys() == after.keys()
    assert changed <= {
        "as-of.json",
        "manifest.json",
        "index.html",
        "search/index.html",
        "check/index.html",
        "listings/index.html",
        "cases/index.html",
        "typical-cases/index.html",
        "news/index.html",
        "statistics/index.html",
    }


def test_an_article_stands_as_signed_with_its_picture_though_the_file_is_gone(
    office: Office,
) -> None:
    picture = office.write("typical-cases/site.png", PNG)
    office.signed("typical-cases/tc-1.md", article("![工地](site.png)"))
    office.build()
    shown = office.page("typical-cases/tc-1.html")
    (address,) = [path.name for path in office.site.rglob("img-*.png")]
    picture.unlink()
    report = office.build("2025-06-02")
    assert codes(report) == ["missing-picture"]
    assert office.page("typical-cases/tc-1.html") == shown
    assert (office.site / "assets" / address).read_bytes() == PNG


def test_a_removal_that_took_another_party_along_is_not_forgotten(office: Office) -> None:
    removed = [{"kind": "removed_early", "on": "2025-05-01"}]
    together = "测人社列字〔2025〕7号"
    first, second = listing(1, document=together, events=removed), listing(2, document=together)
    office.signed("listings/a.yml", [first, second, listing(3)])
    office.build()
    office.write("listings/a.yml", [second, listing(3)])
    report = office.build()
    assert codes(report) == ["hiding-event-gone"]
    assert office.listed() == ids([3])


@pytest.mark.parametrize(
    "left", ["", '"only words"\n', "- 1\n"], ids=["nothing", "words", "number"]
)
def test_a_file_that_holds_no_record_any_more_lets_its_records_stand(
    office: Office, left: str
) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    office.build("2028-03-01")
    office.write("listings/a.yml", left)
    report = office.build("2028-03-02")
    assert report.outcome is Outcome.PARTIAL
    assert office.listed() == ids([2])


def test_a_file_cut_off_inside_a_record_lets_those_behind_it_stand(office: Office) -> None:
    path = office.write("listings/a.yml", [listing(1), listing(2), listing(3)])
    office.approve("listings/a.yml")
    office.build()
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("decided_on", text.index("t-0002"))], "utf-8")
    assert office.build().outcome is Outcome.PARTIAL
    assert office.listed() == ids([1, 2, 3])


def test_an_older_sign_off_does_not_bring_back_what_was_removed(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)], on="2025-03-02")
    (ledger,) = (office.content / "sign-offs").iterdir()
    first = ledger.read_text("utf-8")
    removed = [{"kind": "removed_early", "on": "2025-05-01"}]
    office.write("listings/a.yml", [listing(1, events=removed)])
    office.approve("listings/a.yml#t-0001", on="2025-05-20")
    office.build()
    office.write("listings/a.yml", [listing(1)])
    ledger.write_text(first, "utf-8")
    assert codes(office.build()) == ["hiding-event-gone"]
    assert office.listed() == set()


def test_an_id_that_an_article_takes_over_is_a_listing_gone(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1), listing(2)])
    office.build()
    office.write("listings/a.yml", [listing(2)])
    office.signed("typical-cases/t-0001.md", article(id="t-0001"))
    report = office.build()
    assert codes(report) == ["vanished"]
    assert office.listed() == ids([2])
