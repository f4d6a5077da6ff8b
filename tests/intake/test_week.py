"""A week of an office: edits, sorts, typos put right, deletions, and imports in between."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.intake import ENDED, KEEP
from site_builder.model.record import Kind
from site_builder.store.files import OpenElsewhereError
from tests.intake.clerk import CODES, HEADINGS, Clerk, codes, row, said


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def _values(clerk: Clerk, name: str) -> dict[str, Any]:
    return next(record for record in clerk.records() if record["id"] == name)


def test_the_same_file_again_changes_nothing(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2, 列入日期="不详"), row(3)])
    first = clerk.take_in(path)
    before = clerk.state()
    again = clerk.take_in(path)
    assert (again.is_clean, again.written) == (first.is_clean, [])
    assert (len(again.plan.unchanged), len(again.plan.open)) == (2, 1)
    assert clerk.state() == before


def test_a_week_of_edits_keeps_every_id(clerk: Clerk) -> None:
    lines = [row(number) for number in range(1, 8)]
    clerk.take_in(clerk.table(lines))
    monday = clerk.named()
    by_number = {record["decision"]["number"]: record["id"] for record in clerk.records()}

    # Tuesday: sorted the other way round, counters and all.
    lines.reverse()
    for index, line in enumerate(lines, start=1):
        line["序号"] = index
    outcome = clerk.take_in(clerk.table(lines))
    assert (outcome.is_clean, len(outcome.plan.unchanged), outcome.written) == (True, 7, [])

    # Wednesday: one typo in each part of a key, each in another row; a code is added.
    lines[0]["决定书文号"] = "测人社列字〔2025〕77号"
    lines[1]["列入日期"] = "2025/4/9"
    lines[2]["单位名称"] = lines[2]["单位名称"].replace("建筑", "建设")
    lines[3]["统一社会信用代码"] = CODES[0]
    lines[4]["拖欠金额"] = "3.5万元"
    outcome = clerk.take_in(clerk.table(lines))
    assert outcome.is_clean
    assert (len(outcome.plan.changed), len(outcome.plan.unchanged)) == (5, 2)
    assert sorted(clerk.named().values()) == sorted(monday.values())
    assert {change.path for taken in outcome.plan.changed for change in taken.changes} == {
        "decision.number",
        "decision.decided_on",
        "employer.name",
        "employer.credit_code",
        "arrears.amount",
    }
    assert _values(clerk, by_number["测人社列字〔2025〕7号"])["decision"]["number"].endswith("77号")

    # Thursday: the code was wrong, too; a new row; saved under a new name.
    lines[3]["统一社会信用代码"] = CODES[1]
    lines.append(row(8))
    outcome = clerk.take_in(clerk.table(lines, "名单(1).xlsx"))
    assert (len(outcome.plan.new), len(outcome.plan.changed)) == (1, 1)
    assert set(monday.values()) < set(clerk.named().values())

    # Friday: a row is gone.
    gone = by_number["测人社列字〔2025〕1号"]
    del lines[6]
    outcome = clerk.take_in(clerk.table(lines, "名单(1).xlsx"), missing=ENDED)
    assert (outcome.is_clean, outcome.gone.ids) == (True, [gone])
    assert _values(clerk, gone)["events"] == [
        {"kind": "removed_early", "on": "2025-06-01", "reason": "清单中已删除"}
    ]
    assert len(clerk.records()) == 8


def test_only_the_changed_line_of_the_file_changes(clerk: Clerk) -> None:
    lines = [row(number) for number in range(1, 6)]
    clerk.take_in(clerk.table(lines))
    before = (clerk.folder / "import.jsonl").read_bytes().splitlines()
    lines[2]["列入事由"] = "拖欠工资"
    clerk.take_in(clerk.table(lines))
    after = (clerk.folder / "import.jsonl").read_bytes().splitlines()
    assert [one == other for one, other in zip(before, after, strict=True)] == [
        True,
        True,
        False,
        True,
        True,
    ]


def test_parties_of_one_decision_are_told_apart(clerk: Clerk) -> None:
    shared = {"决定书文号": "测人社列字〔2025〕1号", "列入日期": "2025-03-01"}
    lines = [row(number, **shared) for number in range(1, 4)]
    clerk.take_in(clerk.table(lines))
    ids = clerk.named()
    # One goes and another party comes: nobody inherits an id.
    changed = [lines[0], lines[2], row(9, **shared)]
    outcome = clerk.take_in(clerk.table(changed), missing=KEEP)
    assert outcome.gone.ids == [ids[lines[1]["单位名称"]]]
    assert [taken.row.number for taken in outcome.plan.new] == [4]
    assert {name: clerk.named()[name] for name in ids} == ids


def test_two_rows_that_may_both_be_one_record_are_not_guessed(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1)]))
    known = clerk.records()[0]["id"]
    lines = [row(1, 决定书文号="测〔2025〕8号"), row(1, 决定书文号="测〔2025〕9号")]
    outcome = clerk.take_in(clerk.table(lines))
    assert len(outcome.plan.new) == 2
    assert outcome.gone.ids == [known]


def test_what_others_wrote_stays_and_an_emptied_cell_empties(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1)]))
    path = clerk.folder / "import.jsonl"
    record = json.loads(path.read_text("utf-8"))
    record["published_on"] = "2025-03-05"
    record["events"] = [{"kind": "remedied", "on": "2025-04-01"}]
    record["persons"].append({"name": "测试人乙", "role": "principal"})
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    clerk.take_in(clerk.table([row(1, 拖欠金额=None, 法定代表人="测试人丙")]))
    after = clerk.records()[0]
    assert "arrears" not in after
    assert after["published_on"] == "2025-03-05"
    assert after["events"] == [{"kind": "remedied", "on": "2025-04-01"}]
    assert [person["name"] for person in after["persons"]] == ["测试人丙", "测试人乙"]


def test_an_event_of_the_sheet_moves_with_it_and_one_of_the_office_stays(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1, 移出日期="2025-10-01")]))
    path = clerk.folder / "import.jsonl"
    record = json.loads(path.read_text("utf-8"))
    record["events"].append({"kind": "suspended", "on": "2025-05-01"})
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    clerk.take_in(clerk.table([row(1, 移出日期="2025-10-08")]))
    assert clerk.records()[0]["events"] == [
        {"kind": "removed_early", "on": "2025-10-08"},
        {"kind": "suspended", "on": "2025-05-01"},
    ]
    clerk.take_in(clerk.table([row(1)]))
    assert clerk.records()[0]["events"][0] == {"kind": "removed_early", "on": "2025-10-08"}


def test_missing_rows_without_an_answer_are_a_problem_and_stay(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1), row(2)]))
    path = clerk.table([row(1)])
    for _time in range(2):
        outcome = clerk.take_in(path)
        assert codes(outcome) == ["missing-rows"]
        assert not outcome.is_clean
    before = clerk.state()
    clerk.take_in(path)
    assert clerk.state() == before
    assert not [record for record in clerk.records() if "events" in record]


def test_a_kept_record_is_not_asked_about_again_until_it_has_been_there(clerk: Clerk) -> None:
    both, one = [row(1), row(2)], [row(1)]
    clerk.take_in(clerk.table(both))
    assert clerk.take_in(clerk.table(one), missing=KEEP).is_clean
    outcome = clerk.take_in(clerk.table(one))
    assert (outcome.is_clean, len(outcome.gone.kept), outcome.written) == (True, 1, [])
    assert clerk.take_in(clerk.table(both)).is_clean
    assert codes(clerk.take_in(clerk.table(one))) == ["missing-rows"]


def test_the_list_under_a_new_name_still_misses_its_rows(clerk: Clerk) -> None:
    lines = [row(number) for number in range(1, 5)]
    clerk.take_in(clerk.table(lines))
    renamed = clerk.table(lines[:2], "名单-新.xlsx")
    for _time in range(2):
        assert len(clerk.take_in(renamed).gone.ids) == 2
    other = clerk.table([lines[3]], "另一张.xlsx")
    assert clerk.take_in(other).is_clean


def test_a_removal_says_who_goes_along_and_a_row_that_comes_back_takes_it_out(
    clerk: Clerk,
) -> None:
    shared = {"决定书文号": "测人社列字〔2025〕1号", "列入日期": "2025-03-01"}
    lines = [row(number, **shared) for number in (1, 2)]
    clerk.take_in(clerk.table(lines))
    ids = clerk.named()
    first, second = (ids[line["单位名称"]] for line in lines)
    outcome = clerk.take_in(clerk.table(lines[:1]), missing=ENDED)
    assert outcome.gone.along == {second: [first]}
    outcome = clerk.take_in(clerk.table(lines))
    assert outcome.plan.back == [second]
    assert not [record for record in clerk.records() if "events" in record]


def test_a_refused_row_of_a_known_record_is_not_missing(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1), row(2)]))
    before = clerk.records()
    outcome = clerk.take_in(clerk.table([row(1), row(2, 列入日期="三月")]))
    assert [code for code, _cell, _message in said(outcome)] == ["bad-date"]
    assert outcome.gone.ids == []
    assert clerk.records() == before


@pytest.mark.parametrize(
    "changes", [{}, {"统一社会信用代码": 9.15e17}, {"单位名称": "测试区别名公司"}]
)
def test_a_party_whose_row_is_returned_is_not_missing(
    clerk: Clerk, changes: dict[str, Any]
) -> None:
    lines = [row(4), row(1), row(2, 统一社会信用代码=CODES[1]), row(3)]
    clerk.take_in(clerk.table(lines))
    before, ids = clerk.records(), clerk.named()
    # Two parts of the key are other than they were, so that nobody knows the row again.
    lines[2] |= {"决定书文号": "测人社列字〔2025〕3020号", "列入日期": "25.3.1", **changes}
    path = clerk.table(lines[:3], "名单-新.xlsx")
    outcome = clerk.take_in(path, missing=ENDED)
    assert "bad-date" in codes(outcome)
    assert outcome.gone.ids == [ids[row(3)["单位名称"]]]
    assert clerk.records()[:3] == before[:3]
    # Once the row is gone from the table too, the question is asked.
    outcome = clerk.take_in(clerk.table(lines[:2], "名单-新.xlsx"))
    assert ids[row(2)["单位名称"]] in outcome.gone.ids


def test_ids_outlive_a_lost_ids_file(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2)])
    clerk.take_in(path)
    ids = clerk.named()
    (clerk.folder / "import.ids").unlink()
    outcome = clerk.take_in(path)
    assert (len(outcome.plan.unchanged), clerk.named()) == (2, ids)


def test_a_kill_between_the_writes_draws_no_second_ids(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = clerk.table([row(1), row(2)])

    def stopped(file: Path, target: Path) -> Path:
        if target.name == "import.jsonl":
            raise KeyboardInterrupt
        return replace(file, target)

    replace = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            clerk.take_in(path)
    drawn = (clerk.folder / "import.ids").read_text("utf-8")
    assert not (clerk.folder / "import.jsonl").exists()
    clerk.take_in(path)
    assert (clerk.folder / "import.ids").read_text("utf-8") == drawn
    assert sorted(clerk.named().values()) == sorted(
        json.loads(line)["id"] for line in drawn.splitlines()
    )
    assert not list(clerk.folder.glob(".*"))


def test_a_file_that_another_program_holds_open_is_said_and_nothing_lost(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.take_in(clerk.table([row(1, 列入日期="不详")]))
    before = clerk.state()
    opened = Path.open

    def locked(path: Path, mode: str = "r", **others: Any) -> Any:
        if path.name == "待处理.xlsx" and "+" in mode:
            raise PermissionError(13, "held", str(path))
        return opened(path, mode, **others)

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(OpenElsewhereError, match="close it there"):
        clerk.take_in(clerk.table([row(1), row(2)]))
    monkeypatch.undo()
    assert clerk.state() == before


def test_cases_are_imported_and_end_repaired(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path, Kind.CASE)
    headings = (
        "行政相对人名称,行政处罚决定书文号,处罚决定日期,处罚机关,罚款金额（万元）,处罚类别,证件号码"
    )
    lines = [
        f"测试区{name}公司,测人社罚字〔2025〕{name}号,2025-03-01,hrss,2,罚款,1" for name in "12"
    ]
    clerk.take_in(clerk.csv("\n".join([headings, *lines])))
    record = clerk.records()[0]
    assert (record["type"], record["penalty"]) == (
        "administrative_penalty",
        {"type": "罚款", "fine": "20000.00"},
    )
    assert record["id"].startswith("c-")
    outcome = clerk.take_in(clerk.csv("\n".join([headings, lines[0]])), missing=ENDED)
    assert outcome.is_clean
    assert clerk.records()[1]["events"][0]["kind"] == "repaired"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sorting_and_saving_anew_keep_every_id(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    clerk = Clerk(tmp_path_factory.mktemp("week"))
    parties = data.draw(st.lists(st.integers(1, 40), min_size=1, max_size=8, unique=True))
    numbers = data.draw(st.lists(st.integers(1, 3), min_size=len(parties), max_size=len(parties)))
    lines = [
        row(party, 决定书文号=f"测〔2025〕{number}号", 列入日期=f"2025-03-0{number}")
        for party, number in zip(parties, numbers, strict=True)
    ]
    clerk.take_in(clerk.table(lines))
    ids = clerk.named()
    assert len(set(ids.values())) == len(parties)
    shuffled = data.draw(st.permutations(lines))
    columns = data.draw(st.permutations(HEADINGS))
    name = data.draw(st.sampled_from(["名单.xlsx", "名单 副本.xlsx"]))
    outcome = clerk.take_in(clerk.table(shuffled, name, headings=columns))
    assert (outcome.is_clean, len(outcome.plan.unchanged)) == (True, len(parties))
    assert clerk.named() == ids


def test_what_we_supposed_does_not_undo_what_the_office_put_right(clerk: Clerk) -> None:
    path = clerk.table([row(1)])
    clerk.take_in(path)
    records = clerk.folder / "import.jsonl"
    text = records.read_text("utf-8")
    records.write_text(text.replace("arrears-list-2022", "arrears-blacklist-2017"), "utf-8")
    outcome = clerk.take_in(path)
    assert (len(outcome.plan.unchanged), outcome.written) == (1, [])
    chart = clerk.map(
        "columns: {单位名称: employer.name, 决定书文号: decision.number, 决定机关: decision.organ,"
        " 列入日期: decision.decided_on}\nconstants: {regime: arrears-list-2022}\n"
    )
    assert len(clerk.take_in(path, map=chart).plan.changed) == 1
    assert clerk.records()[0]["regime"] == "arrears-list-2022"
    assert clerk.records()[0]["persons"]


def test_a_line_of_the_records_that_cannot_be_read_stops_the_import(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2)])
    clerk.take_in(path)
    records = clerk.folder / "import.jsonl"
    records.write_text(records.read_text("utf-8") + '{"id": "l-\n', "utf-8")
    before = clerk.state()
    outcome = clerk.take_in(path)
    assert codes(outcome) == ["bad-json"]
    assert clerk.state() == before


def test_records_saved_by_windows_stay_as_they_are(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2)])
    clerk.take_in(path)
    records = clerk.folder / "import.jsonl"
    records.write_bytes(b"\xef\xbb\xbf" + records.read_bytes().replace(b"\n", b"\r\n"))
    before = clerk.state()
    assert clerk.take_in(path).is_clean
    assert clerk.state() == before


@pytest.mark.parametrize("done", [0, 1, 2])
def test_a_kill_before_an_event_has_moved_does_not_double_it(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    clerk.take_in(clerk.table([row(1, 移出日期="2025-10-01")]))
    path = clerk.table([row(1, 移出日期="2025-10-08"), row(2)])
    replace = Path.replace
    seen: list[Path] = []

    def stopped(file: Path, target: Path) -> Path:
        seen.append(target)
        if len(seen) > done:
            raise KeyboardInterrupt
        return replace(file, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            clerk.take_in(path)
    assert clerk.take_in(path).is_clean
    assert [record.get("events") for record in clerk.records()] == [
        [{"kind": "removed_early", "on": "2025-10-08"}],
        None,
    ]
    assert len((clerk.folder / "import.ids").read_text("utf-8").splitlines()) == 2


def test_what_somebody_wrote_meanwhile_is_not_overwritten(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1), row(2)]))
    records = clerk.folder / "import.jsonl"

    def answer(_gone: object) -> str:
        records.write_text(records.read_text("utf-8").replace("测试人1", "测试人乙"), "utf-8")
        return ENDED

    with pytest.raises(Exception, match="was changed meanwhile"):
        clerk.take_in(clerk.table([row(1)]), ask=answer)
    assert "清单中已删除" not in records.read_text("utf-8")
    assert "测试人乙" in records.read_text("utf-8")


def test_a_file_of_more_than_is_held_at_once_is_not_read(clerk: Clerk) -> None:
    path = clerk.csv("单位名称,决定书文号\n")
    os.truncate(path, (512 << 20) + 1)
    [problem] = clerk.take_in(path).problems
    assert (problem.code, problem.path) == ("table-too-large", "名单.csv")
