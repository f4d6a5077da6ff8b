"""What a release let end by a term of ``site.yml`` is shown again by two people alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.resources import pack_folder
from tests.law.explained import asked, case, holding, problems
from tests.office import codes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.office import Office

REGIME = "ogi-2019"
# Issued on 2025-05-06: ended on 2026-05-06 by a term of one year.
ENDED = case(1, regime=REGIME, issued_on="2025-05-06")
RUNNING = case(2, regime=REGIME, issued_on="2025-12-01")
ONE_YEAR, THREE_YEARS = {REGIME: {"years": 1}}, {REGIME: {"years": 3}}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that has let a case end by a term of one year."""
    made = holding(tmp_path, ENDED, RUNNING, terms=ONE_YEAR)
    made.build("2026-05-06")
    assert made.shown() == {"tc-0001", "tc-0002"}
    made.build("2026-05-07")
    assert made.shown() == {"tc-0002"}
    return made


def shown(office: Office, day: str, **site: Any) -> set[str]:
    if site:
        office.set_up(**site)
    office.build(day)
    return office.shown()


def last_day(office: Office, record: str, day: str) -> str:
    found: str = asked(office, record, day)["last_day"]
    return found


def test_a_longer_term_shows_nothing_again_that_had_ended(office: Office) -> None:
    office.set_up(terms=THREE_YEARS)
    [(code, severity, _record)] = problems(office, "2026-05-08")
    assert (code, severity) == ("term-longer", "warning")
    report = office.build("2026-05-08")
    assert (codes(report), report.withheld) == (["term-longer"], [("tc-0001", "expired")])
    assert office.files_with(ENDED["party"]["name"]) == []
    assert last_day(office, "tc-0001", "2026-05-08") == "2026-05-06"
    # What was still shown goes on by the longer term.
    assert last_day(office, "tc-0002", "2026-05-08") == "2028-12-01"


def test_it_is_said_on_the_first_night_and_holds_on_all(office: Office) -> None:
    office.set_up(terms=THREE_YEARS)
    assert codes(office.build("2026-05-08")) == ["term-longer"]
    assert codes(office.build("2026-05-09")) == codes(office.build("2026-05-10", full=True)) == []
    assert office.shown() == {"tc-0002"}
    steps = asked(office, "tc-0001", "2026-05-10")["steps"]
    assert any("once two people sign it anew" in step["outcome"] for step in steps)


def test_who_signs_it_anew_shows_it_again(office: Office) -> None:
    office.set_up(terms=THREE_YEARS)
    office.build("2026-05-08")
    # A sign-off of before its end is no answer to that end.
    office.approve("cases/all.jsonl#tc-0001", on="2026-05-06")
    assert shown(office, "2026-05-09") == {"tc-0002"}
    office.approve("cases/all.jsonl#tc-0001", on="2026-05-09")
    assert shown(office, "2026-05-09T12:00") == {"tc-0001", "tc-0002"}
    assert last_day(office, "tc-0001", "2026-05-10") == "2028-05-06"


def test_a_term_that_was_away_in_between_shows_nothing_again(office: Office) -> None:
    assert shown(office, "2026-05-08", terms={}) == set()
    assert shown(office, "2026-05-09", terms=THREE_YEARS) == {"tc-0002"}


def test_each_term_that_stood_counts(office: Office) -> None:
    two = {REGIME: {"months": 18}}
    assert shown(office, "2026-06-03", terms=two) == {"tc-0002"}
    assert shown(office, "2027-06-02") == set()
    assert shown(office, "2027-06-03", terms=THREE_YEARS) == set()
    assert last_day(office, "tc-0002", "2027-06-03") == "2027-06-01"


def test_a_shorter_term_counts_at_once_and_says_nothing(office: Office) -> None:
    office.set_up(terms={REGIME: {"months": 3}})
    assert codes(office.build("2026-05-08")) == []
    assert office.shown() == set()


def test_the_day_before_its_end_is_told_as_it_was(office: Office) -> None:
    office.set_up(terms=THREE_YEARS)
    office.build("2026-05-08")
    assert asked(office, "tc-0001", "2026-05-06")["state"] == "in_force"
    assert asked(office, "tc-0001", "2026-05-07")["state"] == "expired"


def test_a_rollback_to_a_longer_term_shows_nothing_again(tmp_path: Path) -> None:
    office = holding(tmp_path, ENDED, RUNNING, terms=THREE_YEARS)
    office.build("2026-05-06")
    assert shown(office, "2026-05-07", terms=ONE_YEAR) == {"tc-0002"}
    assert shown(office, "2026-05-08") == {"tc-0002"}
    office.build("2026-05-08", rollback=1)
    assert office.shown() == {"tc-0002"}


def test_a_regime_with_a_term_of_its_own_is_the_word_of_two_people(office: Office) -> None:
    text = (pack_folder() / f"{REGIME}.yml").read_text("utf-8")
    own = yaml.safe_load(text.replace("2019-05-15", "'2019-05-15'"))
    own["clock"]["term"] = {"years": 3}
    office.signed(f"regimes/{REGIME}.yml", own, on="2026-05-08")
    assert shown(office, "2026-05-08", terms={}) == {"tc-0001", "tc-0002"}


def test_a_longer_rule_that_the_site_turns_on_shows_nothing_again(tmp_path: Path) -> None:
    record = case(1, regime="credit-repair-2023", issued_on="2024-05-06")
    office = holding(tmp_path, record, terms={"credit-repair-2023": {"years": 1}})
    assert shown(office, "2025-05-06") == {"tc-0001"}
    assert shown(office, "2025-05-08") == set()
    turned_on = ["credit-repair-2023.clock"]
    assert shown(office, "2025-05-09", terms={}, from_memory=turned_on) == set()
    assert last_day(office, "tc-0001", "2025-05-09") == "2025-05-06"


def test_without_what_is_remembered_the_site_alone_decides(office: Office) -> None:
    for file in office.folders.state.glob("good.sqlite*"):
        file.unlink()
    office.set_up(terms=THREE_YEARS)
    report = office.build("2026-05-08")
    assert {"memory-lost", "shown-again"} <= set(codes(report))
    assert office.shown() == {"tc-0001", "tc-0002"}
