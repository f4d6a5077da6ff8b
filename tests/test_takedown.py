"""A record is gone from the live release in one step, and held until two people lift it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from site_builder.errors import PublishError, RenderError
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.publish import ledger
from site_builder.report import Outcome
from tests.command import Ran, run
from tests.office import SITE, Office, article, case, codes, ids, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

WHO = ("--reason", "mistaken-identity", "--by", "值班员")
LIFT = ("--lift", "--drafter", "经办人", "--approver", "审签人", "--document", "复查1号")
NAME = "测试区云垦4号建筑劳务有限公司"


class Killed(BaseException):
    """The process is gone."""


def die(*_given: object, **_named: object) -> None:
    raise Killed


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A site in which much leads to one listing."""
    made = Office(tmp_path / "site")
    listings = [listing(number) for number in range(1, 9)]
    listings[3] |= {"employer": {"name": NAME, "region": "150102"}}
    made.signed("listings/a.yml", listings)
    made.signed("cases/c.yml", [case(1, listing="t-0004"), case(2)])
    words = f"同年，[{NAME}](listing:t-0004)付清工资。"
    made.signed("typical-cases/tc-1.md", article(words, cases=["tc-0001"]))
    made.build()
    made.build("2026-06-01")
    assert made.files_with(NAME)
    return made


def take_down(office: Office, *ids: str, options: tuple[str, ...] = WHO) -> Ran:
    site = ("--site", office.folders.site, "--as-of", "2026-06-01", "--lang", "en")
    return run("takedown", *ids, *options, *site)


def test_a_takedown_of_a_later_day_than_the_release_is_verified_as_taken_down(
    office: Office,
) -> None:
    where = ("--site", office.folders.site, "--lang", "en")
    assert run("takedown", "t-0004", *WHO, *where, "--as-of", "2026-06-03").code == 0
    ran = run("verify", *where)
    assert (ran.code, ran.out) == (0, "")
    # What it showed may not stand anywhere.
    (office.site / "about.txt").write_text(NAME, "utf-8")
    assert run("verify", "--all", *where).code == 3


def test_a_release_is_not_broken_by_what_is_held_from_a_later_day(office: Office) -> None:
    office.write("holds.yml", "- {id: t-0004, reason: 争议, by: 甲, on: 2026-06-03}")
    ran = run("verify", "--site", office.folders.site, "--lang", "en")
    assert (ran.code, ran.out) == (0, "")


def everywhere(office: Office, text: str) -> list[str]:
    """The files of either tree that hold ``text``."""
    root = office.folders.output
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    )


def test_a_record_leaves_every_file_of_both_trees_with_the_content_unreadable(
    office: Office,
) -> None:
    office.content.rename(office.content.with_name("elsewhere"))
    ran = take_down(office, "t-0004")
    assert (ran.code, ran.out) == (1, "")
    assert "content/holds.yml: the hold could not be written" in ran.err
    assert "1 of 1 taken out of the live release" in ran.err
    assert everywhere(office, NAME) == []
    assert "t-0004" not in office.shown() | office.listed()
    assert not (office.site / "listings" / "t-0004.html").exists()
    assert "某公司" in office.page("typical-cases/tc-1.html")
    assert "t-0004" not in office.page("cases/2026/tc-0001.html")


def test_the_release_is_sound_and_no_other_record_is_touched(office: Office) -> None:
    before = tree(office.site)
    assert take_down(office, "t-0004").code == 0
    assert office.shown() == {f"t-000{n}" for n in (1, 2, 3, 5, 6, 7, 8)} | {
        "tc-0001",
        "tc-0002",
        "tc-1",
    }
    after = tree(office.site)
    assert before["listings/t-0001.html"] == after["listings/t-0001.html"]
    assert run("verify", "--site", office.folders.site, "--all", "--lang", "en").code == 0


def test_to_take_down_twice_changes_nothing(office: Office) -> None:
    take_down(office, "t-0004")
    once = tree(office.site)
    assert take_down(office, "t-0004").code == 0
    assert tree(office.site) == once


def test_the_release_is_what_a_build_of_the_same_moment_makes_of_the_hold(office: Office) -> None:
    take_down(office, "t-0004")
    taken = tree(office.site)
    report = office.build("2026-06-01")
    assert (report.outcome, report.written, report.removed) == (Outcome.UNCHANGED, 0, 0)
    assert tree(office.site) == taken
    assert report.records["listing"]["held"] == 1


def test_a_record_that_left_a_release_of_an_earlier_day_is_held_from_that_day(
    office: Office,
) -> None:
    ran = run("takedown", "t-0004", *WHO, "--site", office.folders.site, "--as-of", "2026-06-02")
    taken = tree(office.site)
    report = office.build("2026-06-01")
    assert (ran.code, report.outcome, tree(office.site)) == (0, Outcome.UNCHANGED, taken)
    assert (office.content / "holds.yml").read_text("utf-8").endswith("on: 2026-06-01}\n")
    later = office.build("2026-06-02")
    assert (codes(later), "t-0004" in office.shown()) == ([], False)


def test_a_release_of_a_day_to_come_holds_nobody_later(office: Office) -> None:
    office.build("2026-06-03")
    assert take_down(office, "t-0004").code == 0
    assert (office.content / "holds.yml").read_text("utf-8").endswith("on: 2026-06-01}\n")


def test_the_hold_is_written_where_people_read_it(office: Office) -> None:
    office.write(
        "holds.yml", "# kept by hand\n- {id: t-0001, reason: 争议, by: 甲, on: 2026-05-01}"
    )
    office.build("2026-06-01")
    take_down(office, "t-0004", "tc-0002")
    assert (office.content / "holds.yml").read_text("utf-8").splitlines() == [
        "# kept by hand",
        "- {id: t-0001, reason: 争议, by: 甲, on: 2026-05-01}",
        '- {id: t-0004, reason: "mistaken-identity", by: "值班员", on: 2026-06-01}',
        '- {id: tc-0002, reason: "mistaken-identity", by: "值班员", on: 2026-06-01}',
    ]


def test_the_list_of_changes_tells_that_it_left_and_nothing_else(office: Office) -> None:
    take_down(office, "t-0004")
    changes = json.loads(office.page("data/changes.json"))["changes"]
    (told,) = (each for each in changes if each["id"] == "t-0004" and each["change"] == "leaves")
    assert (told["reason"], told["do_not_use_from"]) == ("withheld", "2026-06-01")


def test_the_ledger_tells_who_was_struck_without_asking_every_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_shown_in", die)
    assert take_down(office, "t-0001").code == 0
    entries = ledger.read_ledger(office.folders.output)
    assert [entry.left for entry in entries] == [(), (), ("t-0001",), ()]
    assert not any(entry.is_recovered for entry in entries)
    assert ledger.replayed(entries) == office.shown()


def test_a_hold_stands_until_two_people_lift_it(office: Office) -> None:
    take_down(office, "t-0004")
    (office.content / "holds.yml").unlink()
    report = office.build("2026-06-02")
    assert (codes(report), report.outcome) == (["hold-gone"], Outcome.PARTIAL)
    assert office.files_with(NAME) == []
    lifted = take_down(office, "t-0004", options=LIFT)
    assert lifted.code == 0, lifted.err
    assert office.build("2026-06-02").outcome is Outcome.PUBLISHED
    assert "t-0004" in office.shown()


def test_lifting_takes_one_line_out_and_needs_two_people(office: Office) -> None:
    take_down(office, "t-0003", "t-0004")
    alone = tuple("经办人" if word == "审签人" else word for word in LIFT)
    assert take_down(office, "t-0004", options=alone).code == 1
    assert take_down(office, "t-0004", options=LIFT).code == 0
    assert "t-0003" in (office.content / "holds.yml").read_text("utf-8")
    office.build("2026-06-01")
    assert {"t-0004"} == office.shown() & {"t-0003", "t-0004"}


@pytest.mark.parametrize(
    "written",
    [
        "[{one},\n {two}]\n",
        "[{one}, {two}]\n",
        (
            "- {{id: t-0004, reason: &why 争议, by: 甲, on: 2026-05-01}}\n"
            "- {{id: t-0003, reason: *why, by: 甲, on: 2026-05-01}}\n"
        ),
    ],
)
def test_to_lift_one_hold_lifts_no_other_however_they_are_written(
    office: Office, written: str
) -> None:
    one, two = (
        f"{{id: {name}, reason: 争议, by: 甲, on: 2026-05-01}}" for name in ("t-0003", "t-0004")
    )
    file = office.write("holds.yml", written.format(one=one, two=two))
    before = file.read_bytes()
    ran = take_down(office, "t-0004", options=LIFT)
    assert ran.code == 1
    assert "content/holds.yml" in ran.err
    assert file.read_bytes() == before
    office.build("2026-06-01")
    assert not {"t-0003", "t-0004"} & office.shown()


def test_an_order_to_lift_can_be_repeated_once_the_holds_are_mended(office: Office) -> None:
    take_down(office, "t-0004")
    file = office.content / "holds.yml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}- {{id: t-0003, reason: 争议, by: 甲, on: 2026-5-1}}\n", "utf-8")
    assert "mend it first" in take_down(office, "t-0004", options=LIFT).err
    file.write_text(text, "utf-8")
    assert take_down(office, "t-0004", options=LIFT).code == 0


def test_who_lifts_a_hold_sees_what_changed_since_its_sign_off(office: Office) -> None:
    take_down(office, "t-0003", "t-0004")
    file = office.content / "listings/a.yml"
    file.write_text(file.read_text("utf-8").replace("〔2025〕4号", "〔2025〕44号"), "utf-8")
    assert take_down(office, "t-0003", options=LIFT).out == ""
    lifted = take_down(office, "t-0004", options=LIFT)
    assert lifted.code == 0
    assert "decision.number: 测人社列字〔2025〕4号 → 测人社列字〔2025〕44号" in lifted.out


def test_what_is_said_of_other_holds_stays_where_it_is(office: Office) -> None:
    hold = "- {{id: {}, reason: 争议, by: 甲, on: 2026-05-01}}\r\n"
    said = "# 待法院\u2028裁定\r\n", "# 其余\r\n"
    text = (
        f"{said[0]}{hold.format('t-0003')}{hold.format('t-0004')}{said[1]}{hold.format('t-0005')}"
    )
    file = office.write("holds.yml", text.encode())
    assert take_down(office, "t-0004", options=LIFT).code == 0
    assert file.read_bytes().decode() == text.replace(hold.format("t-0004"), "")


def test_a_hold_of_a_later_day_does_not_stand_for_one_of_today(office: Office) -> None:
    file = office.write("holds.yml", "- {id: t-0004, reason: 争议, by: 甲, on: 2026-12-01}\n")
    assert take_down(office, "t-0004").code == 0
    assert file.read_text("utf-8").endswith('by: "值班员", on: 2026-06-01}\n')
    report = office.build("2026-06-02")
    assert (codes(report), "t-0004" in office.shown()) == ([], False)


def test_a_build_that_was_told_of_a_mistyped_id_takes_nothing_down(office: Office) -> None:
    ran = take_down(office, "t-004")
    assert (ran.code, ran.err.strip()) == (2, "no record 't-004'; did you mean 't-0004'?")
    assert not (office.content / "holds.yml").exists()
    assert take_down(office, "../t-0004").code == 2


def test_who_writes_a_number_in_place_of_an_id_is_told_where_ids_stand(office: Office) -> None:
    ran = take_down(office, "测人社列字〔2025〕4号")
    said = "no record by the id '测人社列字〔2025〕4号': ids stand in the addresses of pages, and"
    assert (ran.code, ran.err.startswith(said)) == (2, True)
    assert not (office.content / "holds.yml").exists()


def test_who_knows_no_class_of_reasons_is_told_what_each_means(office: Office) -> None:
    ran = take_down(office, "t-0004", options=("--reason", "认错人", "--by", "甲"))
    assert "mistaken-identity (somebody else was meant), " in ran.err


@pytest.mark.parametrize("is_signed", [True, False])
def test_a_record_that_no_release_has_shown_yet_is_held_too(
    office: Office, *, is_signed: bool
) -> None:
    write = office.signed if is_signed else office.write
    write("listings/b.yml", [listing(9)])
    ran = take_down(office, "t-0009")
    assert (ran.code, "0 of 1 taken out" in ran.err) == (0, True)
    if not is_signed:
        office.signed("listings/b.yml", [listing(9)])
    report = office.build("2026-06-02")
    assert (codes(report), report.outcome) == ([], Outcome.PUBLISHED)
    assert "t-0009" not in office.shown()
    # The record that was there before is not said to be gone, and a typing error is one still.
    assert "t-0004" in office.shown()
    assert take_down(office, "t-0019").code == 2


def test_an_id_that_only_unreadable_content_may_know_is_no_record(office: Office) -> None:
    office.write("site.yml", "{")
    ran = take_down(office, "t-0009")
    assert (ran.code, ran.err.startswith("no record 't-0009'")) == (2, True)


@pytest.mark.parametrize(
    "options",
    [(), ("--by", "甲"), ("--reason", "恨", "--by", "甲"), (*WHO, "--lift"), LIFT[:3]],
)
def test_a_reason_of_the_list_and_a_name_are_needed(office: Office, options: tuple[str]) -> None:
    assert take_down(office, "t-0004", options=options).code == 2


def test_without_what_is_kept_of_the_release_the_site_is_built(office: Office) -> None:
    shutil.rmtree(office.folders.state)
    ran = take_down(office, "t-0004")
    assert "the whole site is built instead" in ran.err
    assert office.files_with(NAME) == []
    assert "t-0001" in office.shown()


@pytest.mark.parametrize("lost", ["public.sqlite", "good.sqlite"])
def test_what_is_damaged_of_the_release_is_never_published(office: Office, lost: str) -> None:
    file = office.folders.state / lost
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(bytes(data))
    take_down(office, "t-0004")
    assert office.files_with(NAME) == []
    office.build("2026-06-01", full=True)
    assert office.files_with(NAME) == []


def test_where_nothing_can_be_published_somebody_is_woken(office: Office) -> None:
    shutil.rmtree(office.folders.state)
    shutil.rmtree(office.content)
    office.content.mkdir()
    ran = take_down(office, "t-0004")
    assert ran.code == 3
    assert "NOT taken down: the live release may still show t-0004" in ran.err


def test_an_order_that_could_be_recorded_nowhere_is_to_be_given_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full_database(*_given: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("site_builder.office.holds.write_whole", full)
    monkeypatch.setattr("site_builder.takedown.Memory.honour", full_database)
    ran = take_down(office, "t-0004")
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == (
        "NOT taken down, and nothing was recorded: No space left on device. The live release may"
        " still show t-0004, and so will later builds: give the order again once that is mended"
    )
    assert "they are held" not in ran.err
    monkeypatch.undo()
    assert take_down(office, "t-0004").code == 0
    assert office.files_with(NAME) == []


@pytest.mark.parametrize("full", ["content", "state"])
def test_an_order_that_was_recorded_in_one_place_holds(
    office: Office, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    def fails(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    where = {"content": "office.holds.write_whole", "state": "takedown.Memory.honour"}[full]
    monkeypatch.setattr(f"site_builder.{where}", fails)
    ran = take_down(office, "t-0004")
    assert "nothing was recorded" not in ran.err
    monkeypatch.undo()
    office.build("2026-06-02")
    assert office.files_with(NAME) == []


def test_on_a_machine_without_a_release_the_next_build_leaves_it_out(office: Office) -> None:
    shutil.rmtree(office.folders.output)
    assert take_down(office, "t-0004").code == 0
    office.build("2026-06-01")
    assert office.files_with(NAME) == []


def test_a_takedown_that_was_cut_short_is_finished_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.takedown.mirror", die)
    with pytest.raises(Killed):
        take_down(office, "t-0004")
    monkeypatch.undo()
    assert office.files_with(NAME) == []
    assert take_down(office, "t-0004").code == 0
    assert everywhere(office, NAME) == []


def test_it_is_gone_before_anything_is_made_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.takedown.stage", die)
    with pytest.raises(Killed):
        take_down(office, "t-0004")
    monkeypatch.undo()
    assert office.files_with(NAME) == office.files_with("t-0004") == []
    assert ids((1, 2, 3, 5, 6, 7, 8)) <= office.shown()
    assert "t-0001" in office.page("index.html")
    site = office.folders.site
    assert run("verify", "--site", site, "--as-of", "2026-06-01", "--lang", "en").code in {0, 1}
    assert take_down(office, "t-0004").code == 0
    assert office.listed() == ids((1, 2, 3, 5, 6, 7, 8))


def test_a_takedown_after_one_that_was_cut_short_needs_no_content(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.takedown.stage", die)
    for name in ("t-0004", "t-0005"):
        with pytest.raises(Killed):
            take_down(office, name)
    monkeypatch.undo()
    shutil.rmtree(office.content / "listings")
    assert take_down(office, "t-0004", "t-0005").code == 0
    assert office.listed() == ids((1, 2, 3, 6, 7, 8))


def test_two_records_of_one_firm_leave_only_what_the_other_lawfully_shows(
    tmp_path: Path,
) -> None:
    made = Office(tmp_path)
    made.signed("listings/a.yml", [listing(1, name=NAME), listing(2, name=NAME)])
    made.build("2026-06-01")
    assert take_down(made, "t-0001").code == 0
    assert "listings/t-0002.html" in made.files_with(NAME)
    assert made.files_with("测人社列字〔2025〕1号") == []


def test_a_template_of_the_site_stays_as_the_release_has_it(office: Office) -> None:
    folder = office.folders.site / "templates" / "components"
    folder.mkdir(parents=True)
    (folder / "footer.html").write_text("<footer>本站页脚</footer>\n", "utf-8")
    office.build("2026-06-01")
    (folder / "footer.html").write_text("<footer>{{ broken", "utf-8")
    assert take_down(office, "t-0004").code == 0
    assert "本站页脚" in office.page("listings/t-0001.html")


def test_what_is_known_of_the_files_is_never_needed(office: Office) -> None:
    file = office.folders.state / "trees.sqlite"
    for harm in (b"", b"SQLite format 3\0" + b"\xff" * 5000):
        office.build("2026-06-01")
        file.write_bytes(harm)
        take_down(office, "t-0004")
        assert office.files_with(NAME) == []
        assert take_down(office, "t-0004", options=LIFT).code in {0, 1}


def test_a_template_that_no_longer_works_falls_back_on_a_build(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RenderError(_("interrupted"), "pages/home.html", 7)

    monkeypatch.setattr("site_builder.takedown.stage", broken)
    ran = take_down(office, "t-0004")
    assert (ran.code, "the whole site is built instead" in ran.err) == (0, True)
    assert office.files_with(NAME) == []


def test_a_wrong_clock_builds_nothing_where_a_build_would_be_needed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(office.site)
    shutil.rmtree(office.folders.state)
    a_year_ahead = Moment.parse("2027-06-01T10:00")
    monkeypatch.setattr("site_builder.cli.common.clock.now", lambda: a_year_ahead)
    ran = run("takedown", "t-0004", *WHO, "--site", office.folders.site, "--lang", "en")
    assert (ran.code, "NOT taken down" in ran.err) == (3, True)
    assert tree(office.site) == before


def test_what_cannot_be_struck_is_made_anew_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise PublishError(_("interrupted"))

    monkeypatch.setattr("site_builder.takedown.strike", full)
    assert take_down(office, "t-0004").code == 0
    assert office.files_with(NAME) == []


@pytest.mark.parametrize("entered_on", ["2026-05-20", "2026-06-01"])
def test_what_entered_of_late_or_this_very_day_leaves_as_a_build_has_it(
    office: Office, entered_on: str
) -> None:
    entered = listing(9, published_on=entered_on)
    suspended = {"kind": "suspended", "on": "2026-04-10"}
    back = {"kind": "resumed", "on": entered_on}
    returned = listing(10, document="测人社列字〔2025〕10号", events=[suspended, back])
    office.signed("listings/b.yml", [entered, returned])
    office.build("2026-06-01")
    ran = take_down(office, "t-0009", "t-0010")
    assert (ran.code, "2 of 2 taken out of the live release" in ran.err) == (0, True)
    taken = tree(office.site)
    assert office.build("2026-06-01").outcome is Outcome.UNCHANGED
    assert tree(office.site) == taken
    changes = json.loads(office.page("data/changes.json"))["changes"]
    ends = {each["do_not_use_from"] for each in changes if each["id"] in {"t-0009", "t-0010"}}
    assert ends == {"2026-04-10", *(["2026-06-01"] if entered_on < "2026-06-01" else [])}


def test_what_the_firewall_keeps_back_of_the_site_stays_back(office: Office) -> None:
    contact, government = "值班手机13800138000", SITE["government"]
    assert isinstance(government, dict)
    office.write("site.yml", {**SITE, "government": {**government, "contact": contact}})
    assert "personal-data" in codes(office.build("2026-06-01"))
    assert take_down(office, "t-0004").code == 0
    assert everywhere(office, contact) == []
    taken = tree(office.site)
    office.build("2026-06-01")
    assert tree(office.site) == taken


def test_an_article_that_bears_the_title_of_another_leaves_that_one_where_it_is(
    office: Office,
) -> None:
    office.signed("typical-cases/tc-2.md", article(id="tc-2"))
    office.build("2026-06-01")
    ran = take_down(office, "tc-1")
    assert (ran.code, "1 of 1 taken out of the live release" in ran.err) == (0, True)
    assert {"tc-2"} == {"tc-1", "tc-2"} & office.shown()


def test_news_publish_a_case_no_more_that_was_taken_down(office: Office) -> None:
    front = "id: nw-1\ntitle: 发布\norgan: hrss\npublished_on: 2025-05-01\ntypical_cases: [tc-1]\n"
    office.signed("news/nw-1.md", f"---\n{front}---\n\n导语。\n")
    office.build("2026-06-01")
    assert "tc-1" in office.page("news/nw-1.html")
    assert take_down(office, "tc-1").code == 0
    assert "tc-1" not in office.page("news/nw-1.html")
    assert office.build("2026-06-01").outcome is Outcome.UNCHANGED


def test_the_notice_of_a_case_that_fell_goes_too(office: Office) -> None:
    events = [{"kind": "revoked", "on": "2026-05-20", "reason": "主要证据不足"}]
    fallen = case(3, party={"name": "测试区另名劳务有限公司"}, events=events)
    number = fallen["document"]["number"]
    office.signed("cases/d.yml", [fallen])
    office.build("2026-06-01")
    assert office.files_with(number) == ["cases/2026/tc-0003.html"]
    assert take_down(office, "tc-0003").code == 0
    assert everywhere(office, number) == []
    assert office.build("2026-06-01").outcome is Outcome.UNCHANGED
