"""The shipped law: every rule has its article and its certainty, and what is [M] is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.load import read_regimes
from site_builder.resources import pack_folder
from site_builder.vet import regime_of, regime_problems
from site_builder.vet.regime_values import _rules, rules_from_memory
from tests.law.explained import an_office, asked, case, holding, listing, problems

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.model.regime import Regime
    from site_builder.store.corpus import Setting

PACK: dict[str, Setting] = {setting.id: setting for setting in read_regimes(pack_folder())[0]}
FROM_MEMORY = [
    "credit-repair-2023.clock",
    "credit-repair-2023.deadlines.remove",
    "credit-repair-2023.early_removal",
    "major-violation-2017.deadlines.correct",
    "spc-judgments-2016.deadlines.publish",
]
WITHOUT_TERM = {
    "credit-repair-2023",
    "major-violation-2017",
    "ogi-2019",
    "penalty-law-2021",
    "spc-judgments-2016",
    "spp-case-info-2021",
}


def regime(name: str, *turned_on: str) -> Regime:
    return regime_of(PACK[name].values, PACK[name].digest, turned_on)


def test_the_pack_reads_without_a_problem() -> None:
    _settings, found = read_regimes(pack_folder())
    assert [*found, *(p for each in PACK.values() for p in regime_problems(each, PACK))] == []


@pytest.mark.parametrize("name", PACK)
def test_every_rule_has_its_article_and_its_certainty(name: str) -> None:
    values = PACK[name].values
    for rule, written in _rules(values):
        if not rule.endswith(".in_force"):
            assert written.get("citation"), rule
        assert written.get("certainty") or values.get("certainty"), rule


def test_what_is_known_from_memory_alone_is_named_and_off() -> None:
    found = [rule for each in PACK.values() for rule in rules_from_memory(each.values)]
    assert sorted(found) == FROM_MEMORY
    assert regime("credit-repair-2023").early_removal is None
    assert [each.what for each in regime("credit-repair-2023").deadlines] == [
        "publish",
        "withdraw",
    ]
    turned_on = regime("credit-repair-2023", *FROM_MEMORY)
    assert turned_on.early_removal is not None
    assert [each.what for each in turned_on.deadlines] == ["publish", "withdraw", "remove"]


@pytest.mark.parametrize("name", PACK)
def test_a_law_without_a_term_of_its_own_needs_one_from_the_site(name: str) -> None:
    assert regime(name).clock.term_from_site is (name in WITHOUT_TERM)


def test_a_site_without_a_term_holds_its_records_back(tmp_path: Path) -> None:
    office = an_office(tmp_path, terms={})
    office.signed("cases/all.jsonl", [case(1, regime="penalty-law-2021")])
    assert ("clock-cannot-start", "error", "tc-0001") in problems(office)


GROUNDED = ("samr-penalty-2021", "spp-case-info-2021", "spc-judgments-2016")
GROUNDS = dict.fromkeys(GROUNDED, "联席会议议定")
TERMS = {name: {"years": 2} for name in WITHOUT_TERM}


@pytest.mark.parametrize(
    ("name", "day", "last_day", "apply_from"),
    [
        ("arrears-list-2022", "2025-03-01", "2028-03-01", None),
        ("nm-credit-2021", "2022-03-01", "2025-03-01", None),
        ("credit-minor-2026", "2026-05-31", "2026-08-31", "2026-06-01"),
        ("credit-general-2026", "2026-05-31", "2027-05-31", "2026-09-01"),
        ("credit-severe-2026", "2026-05-31", "2029-05-31", "2027-06-01"),
        # 令36, in force from 2026-04-01, is the kinder law for what the older one still showed.
        ("credit-repair-2023", "2025-03-31", "2026-03-31", None),
        ("credit-repair-2023", "2025-06-30", "2026-06-30", None),
        ("credit-site-2019-general", "2020-02-29", "2021-02-28", "2020-05-30"),
        ("credit-site-2019-severe", "2020-08-31", "2023-08-31", "2021-03-01"),
        ("credit-site-2019-special", "2020-02-29", "2023-02-28", None),
        ("samr-penalty-2021", "2024-02-29", "2027-02-28", None),
        ("penalty-law-2021", "2024-02-29", "2026-02-28", None),
        ("major-violation-2017", "2024-02-29", "2026-02-28", None),
        ("ogi-2019", "2024-02-29", "2026-02-28", None),
        ("spp-case-info-2021", "2024-02-29", "2026-02-28", None),
        ("spc-judgments-2016", "2024-02-29", "2026-02-28", None),
    ],
)
def test_each_law_gives_its_last_day(
    tmp_path: Path, name: str, day: str, last_day: str, apply_from: str | None
) -> None:
    is_list = "listing" in PACK[name].values["applies_to"]
    record: dict[str, Any] = (
        listing(1, regime=name, decided_on=day)
        if is_list
        else case(1, regime=name, issued_on=day, published_on=day)
    )
    office = holding(tmp_path, record, terms=TERMS, grounds=GROUNDS)
    told = asked(office, record["id"], last_day)
    assert (told["state"], told["last_day"]) == ("in_force", last_day)
    assert told["early_removal"]["may_apply_from"] == apply_from


def test_a_site_may_override_a_shipped_law(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    text = (pack_folder() / "arrears-list-2022.yml").read_text("utf-8")
    own = yaml.safe_load(text.replace("2022-01-01", "'2022-01-01'"))
    own["clock"]["term"] = {"years": 1}
    office.signed("regimes/arrears-list-2022.yml", own)
    office.signed("listings/all.jsonl", [listing(1)])
    assert asked(office, "t-0001", "2026-03-01")["last_day"] == "2026-03-01"
