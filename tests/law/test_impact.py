"""Adopting new law: what it would move is told beforehand, and nothing moves unseen."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.resources import pack_folder
from tests.command import run
from tests.law.explained import an_event, asked, case, holding, listing, ordered, problems
from tests.office import Office, codes, tree

if TYPE_CHECKING:
    from pathlib import Path

ON = "2027-06-01"


def the_list(**clock: Any) -> dict[str, Any]:
    """The shipped rule on the list, with another clock."""
    text = (pack_folder() / "arrears-list-2022.yml").read_text("utf-8")
    regime: dict[str, Any] = yaml.safe_load(text.replace("2022-01-01", "'2022-01-01'"))
    regime["clock"] |= clock
    return regime


def in_folder(folder: Path, *regimes: dict[str, Any]) -> Path:
    """A folder that holds these regimes."""
    folder.mkdir(parents=True)
    for regime in regimes:
        text = yaml.safe_dump(regime, allow_unicode=True, sort_keys=False)
        (folder / f"{regime['id']}.yml").write_text(text, "utf-8")
    return folder


def told(office: Office, folder: Path, *more: str) -> list[dict[str, Any]]:
    ran = ordered(office, "impact", "--regimes", str(folder), "--on", ON, "--json", *more)
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_every_record_whose_end_state_or_fields_would_move_is_told(tmp_path: Path) -> None:
    removed = [an_event("removed_early", "2026-03-01")]
    office = holding(
        tmp_path,
        listing(1),
        listing(2, decided_on="2026-03-01"),
        listing(3, events=removed),
        case(1),
    )
    regime = the_list(term={"years": 2})
    regime["fields"]["decision.reason"]["show"] = "withheld"
    before = tree(office.folders.site)
    found = told(office, in_folder(tmp_path / "law", regime))
    fields = [{"name": "decision.reason", "now": "full", "then": "withheld"}]
    assert [(each["id"], each["state"], each["last_day"], each["fields"]) for each in found] == [
        (
            "t-0001",
            {"now": "in_force", "then": "expired"},
            {"now": "2028-03-01", "then": "2027-03-01"},
            fields,
        ),
        (
            "t-0002",
            {"now": "in_force", "then": "in_force"},
            {"now": "2029-03-01", "then": "2028-03-01"},
            fields,
        ),
        (
            "t-0003",
            {"now": "removed_early", "then": "removed_early"},
            {"now": "2026-02-28", "then": "2026-02-28"},
            fields,
        ),
    ]
    assert tree(office.folders.site) == before


def test_law_that_is_the_same_moves_nothing(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    ran = ordered(office, "impact", "--regimes", str(pack_folder()), "--on", ON)
    assert (ran.code, ran.out) == (0, "")


def test_a_record_that_the_new_law_would_not_take_is_told(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    regime = the_list()
    regime["in_force"] = {"from": "2025-04-01"}
    found = told(office, in_folder(tmp_path / "law", regime))
    assert [(each["id"], each["state"]) for each in found] == [
        ("t-0001", {"now": "in_force", "then": "unvetted"})
    ]


def test_text_says_what_moves_in_one_line_a_record(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    folder = in_folder(tmp_path / "law", the_list(term={"years": 2}))
    ran = ordered(office, "impact", "--regimes", str(folder), "--on", ON)
    assert ran.out == (
        "t-0001  listing  last day 2028-03-01 → 2027-03-01; state in_force → expired\n"
    )
    assert ran.err == "1 records would move on 2027-06-01 under arrears-list-2022\n"


def test_a_faulty_regime_is_told_with_the_nearest_key(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    regime = the_list()
    regime["clock"]["automatc"] = True
    ran = ordered(office, "impact", "--regimes", str(in_folder(tmp_path / "law", regime)))
    assert ran.code == 1
    assert "did you mean 'automatic'?" in ran.out


def test_a_folder_without_regimes_is_told(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    (tmp_path / "none").mkdir()
    ran = ordered(office, "impact", "--regimes", str(tmp_path / "none"))
    assert (ran.code, ran.out) == (
        1,
        "none: expected regimes in files ending in .yml, found none\n",
    )


# An upgrade of the product that moves an end


def upgraded(folder: Path, monkeypatch: pytest.MonkeyPatch, regime: dict[str, Any]) -> None:
    """Let the product ship another pack: a rule in place of its older self."""
    shipped = {path.name: path.read_text("utf-8") for path in pack_folder().glob("*.yml")}
    newer = in_folder(folder, regime)
    for name, text in shipped.items():
        if name != f"{regime['id']}.yml":
            (newer / name).write_text(text, "utf-8")
    for module in ("prepare", "signing.desk"):
        found = importlib.import_module(f"site_builder.{module}")
        monkeypatch.setattr(found, "pack_folder", lambda: newer)


def sign(office: Office, target: str) -> int:
    people = ("--drafter", "经办人", "--approver", "审签人", "--document", "签2号")
    return ordered(office, "approve", target, *people, "--on", "2027-06-01").code


@pytest.mark.parametrize(
    ("years", "last_day"), [(2, "2027-03-01"), (5, "2028-03-01")], ids=["shorter", "longer"]
)
def test_an_upgrade_that_moves_an_end_is_told_and_the_earlier_end_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int, last_day: str
) -> None:
    office = holding(tmp_path, listing(1), listing(2))
    office.build("2026-06-01")
    upgraded(tmp_path / "pack", monkeypatch, the_list(term={"years": years}))
    assert problems(office) == [("law-changed", "warning", "arrears-list-2022")]
    assert asked(office, "t-0001", "2026-06-02")["last_day"] == last_day
    report = office.build("2026-06-02")
    assert (codes(report), report.outcome.value != "partial") == (["law-changed"], True)
    # It goes on being said, night after night, until two people have signed.
    assert codes(office.build("2026-06-03")) == ["law-changed"]


def test_a_signed_upgrade_counts_and_is_told_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = holding(tmp_path, listing(1))
    office.build("2026-06-01")
    upgraded(tmp_path / "pack", monkeypatch, the_list(term={"years": 5}))
    assert sign(office, "pack#arrears-list-2022") == 0
    assert codes(office.build("2026-06-02")) == []
    assert asked(office, "t-0001", "2026-06-02")["last_day"] == "2030-03-01"


def test_an_upgrade_that_moves_no_end_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = holding(tmp_path, listing(1))
    office.build("2026-06-01")
    upgraded(tmp_path / "pack", monkeypatch, the_list(citation="第十一条第一款"))
    assert problems(office) == []
    assert codes(office.build("2026-06-02")) == []


def test_an_upgrade_of_a_rule_that_only_judges_too_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = case(1, regime="credit-repair-2023", issued_on="2025-06-01")
    office = holding(tmp_path, record)
    office.build("2026-03-01")
    text = (pack_folder() / "credit-general-2026.yml").read_text("utf-8")
    shorter = yaml.safe_load(text.replace("2026-04-01", "'2026-04-01'"))
    shorter["clock"]["term"] = {"months": 11}
    upgraded(tmp_path / "pack", monkeypatch, shorter)
    assert problems(office, "2026-03-02") == [("law-changed", "warning", "credit-general-2026")]


def test_in_chinese_the_outlook_has_no_english_words(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    shipped = (pack_folder() / "arrears-list-2022.yml").read_text("utf-8")
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "a.yml").write_text(shipped.replace("term: {years: 3}", "term: {years: 2}"), "utf-8")
    words = ("--site", office.folders.site, "--lang", "zh", "--as-of", "2027-06-01")
    said = run("impact", "--regimes", folder, *words).out
    assert said == "t-0001  列入记录  截止日 2028-03-01 → 2027-03-01; 状态 公示中 → 期满\n"
