"""An earlier content stands again, and nothing that ended since comes back with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.report import Outcome
from tests.command import Ran, run
from tests.office import Office, article, codes, ids, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.report import Report

DAY = "2026-06-01"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(number) for number in range(1, 7)])
    made.signed("typical-cases/tc-1.md", article("旧的正文。"))
    made.build(DAY)
    return made


def roll_back(office: Office, ago: int = 1, day: str = DAY) -> Report:
    return office.build(day, rollback=ago)


def ran(office: Office, *more: object) -> Ran:
    site = ("--site", office.folders.site, "--as-of", DAY, "--lang", "en", "--quiet")
    return run("rollback", *more, *site)


def verified(office: Office, *more: object) -> Ran:
    where = ("--site", office.folders.site, "--as-of", DAY, "--lang", "en")
    return run("verify", *more, *where)


def test_the_content_before_stands_again_byte_for_byte(office: Office) -> None:
    before = tree(office.site)
    changed = [listing(number, name=f"改错了的{number}号公司") for number in range(1, 8)]
    office.signed("listings/a.yml", changed, on="2026-05-30")
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.build(DAY)
    assert "改错了的1号公司" in office.page("listings/t-0001.html")
    report = roll_back(office)
    assert report.outcome is Outcome.PUBLISHED
    assert tree(office.site) == before
    assert "t-0007" in {name for name, _state in report.withheld}
    assert verified(office, "--all").code == 0


def test_a_release_of_an_earlier_content_is_verified_as_that(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.write("listings/a.yml", [listing(number) for number in range(2, 7)])
    office.build(DAY)
    assert "t-0001" not in office.shown()
    roll_back(office)
    assert "t-0001" in office.shown()
    ran = verified(office)
    assert (ran.code, ran.out) == (0, "")
    # What tonight's content hides is gone from that release too, or it is told.
    hidden = listing(2, events=[{"kind": "revoked", "on": "2026-05-20"}])
    office.write("listings/a.yml", [hidden, *(listing(number) for number in range(3, 7))])
    assert verified(office).code == 3
    office.build(DAY)
    assert verified(office).code == 0


def test_each_of_the_last_five_contents_can_be_had_again(office: Office) -> None:
    for number in range(1, 8):
        office.signed("typical-cases/tc-1.md", article(f"第{number}版正文。"), on="2026-05-30")
        office.build(DAY)
    for _same_content in range(3):
        office.build(DAY)
    assert ran(office, 6).code == 2
    roll_back(office, 5)
    assert "第2版正文" in office.page("typical-cases/tc-1.html")


def test_a_rollback_can_be_rolled_back(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.build(DAY)
    new = tree(office.site)
    roll_back(office)
    assert "旧的正文" in office.page("typical-cases/tc-1.html")
    roll_back(office)
    assert tree(office.site) == new


def test_the_next_build_publishes_the_folder_again(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.build(DAY)
    new = tree(office.site)
    roll_back(office)
    assert office.build(DAY).outcome is Outcome.PUBLISHED
    assert tree(office.site) == new


@pytest.mark.parametrize("kind", ["removed_early", "revoked", "suspended"])
def test_what_was_hidden_since_does_not_come_back(office: Office, kind: str) -> None:
    hidden = listing(1, events=[{"kind": kind, "on": "2026-05-20"}])
    office.write("listings/a.yml", [hidden, *(listing(number) for number in range(2, 7))])
    office.build(DAY)
    roll_back(office)
    assert office.shown() & ids(range(1, 7)) == ids(range(2, 7))
    assert office.files_with("测试区远穗1号建筑劳务有限公司") == []


def test_what_tonights_content_hides_for_the_first_time_does_not_come_back(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.build(DAY)
    hidden = listing(1, events=[{"kind": "revoked", "on": "2026-05-20"}])
    office.write("listings/a.yml", [hidden, *(listing(number) for number in range(2, 7))])
    office.write("holds.yml", [{"id": "t-0002", "reason": "争议", "by": "甲", "on": "2026-05-20"}])
    roll_back(office)
    assert office.shown() & ids(range(1, 7)) == ids(range(3, 7))


def test_what_ended_since_does_not_come_back(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.build(DAY)
    roll_back(office, day="2028-03-02")
    assert not office.shown() & ids(range(1, 7))


def test_a_held_record_does_not_come_back_though_the_content_is_gone(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.write("holds.yml", [{"id": "t-0002", "reason": "争议", "by": "甲", "on": "2026-05-20"}])
    office.build(DAY)
    office.content.rename(office.content.with_name("elsewhere"))
    report = roll_back(office)
    assert report.outcome is not Outcome.NOT_PUBLISHED, codes(report)
    assert office.shown() & ids(range(1, 7)) == ids((1, 3, 4, 5, 6))
    assert "旧的正文" in office.page("typical-cases/tc-1.html")


def test_templates_and_settings_of_that_content_stand_again(office: Office) -> None:
    before = tree(office.site)
    folder = office.folders.site / "templates" / "components"
    folder.mkdir(parents=True)
    (folder / "footer.html").write_text("<footer>本站页脚</footer>\n", "utf-8")
    organs = (office.content / "organs.yml").read_text("utf-8")
    office.signed("organs.yml", organs.replace("12333", "12345"), on="2026-05-30")
    site = (office.content / "site.yml").read_text("utf-8")
    office.write("site.yml", site.replace("测试区根治欠薪信息公开", "另一个站名"))
    office.build(DAY)
    assert "本站页脚" in office.page("index.html")
    roll_back(office)
    assert tree(office.site) == before


def test_a_rollback_that_cannot_be_published_leaves_what_is_remembered(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.build(DAY)
    new = tree(office.site)

    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("site_builder.pipeline.switch", fail)
    assert roll_back(office).outcome is Outcome.NOT_PUBLISHED
    monkeypatch.undo()
    assert tree(office.site) == new
    office.write("typical-cases/tc-1.md", b"\xff\xfe broken")
    office.build(DAY)
    assert "新的正文" in office.page("typical-cases/tc-1.html")


def test_the_command_says_what_comes_next_and_which_contents_are_kept(office: Office) -> None:
    none = ran(office)
    assert (none.code, "no earlier good content is kept" in none.err) == (2, True)
    office.signed("typical-cases/tc-1.md", article("新的正文。"), on="2026-05-30")
    office.build("2026-06-02")
    wrong = ran(office, 4)
    assert (wrong.code, wrong.err.strip()) == (2, f"expected one of the kept contents (1: {DAY})")
    again = ran(office, "--as-of", "2026-06-03")
    assert again.code == 0
    assert "the next build publishes the folder 'content' as it is then" in again.err
