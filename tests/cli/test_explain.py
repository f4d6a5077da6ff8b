"""``explain``: the state of a record in the contract's words, and every field of its JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.model.record import State
from site_builder.publish import read_ledger
from tests.command import run
from tests.office import Office, article, case, listing

if TYPE_CHECKING:
    from pathlib import Path

# Each state with what a listing must hold to be in it on 2025-06-01.
EVENTS = {
    "in_force": [],
    "removed_early": [{"kind": "removed_early", "on": "2025-06-01"}],
    "revoked": [{"kind": "revoked", "on": "2025-06-01"}],
    "suspended": [{"kind": "suspended", "on": "2025-06-01"}],
    "shielded": [{"kind": "shielded", "on": "2025-06-01"}],
}
WRITTEN = "\udcd6\udcd0"  # 中 in GBK, as it comes where UTF-8 is expected
SLIP = "校验码（SHA-256）"
SEALED = {
    "id": "sealed-here",
    "name": "不公开的制度",
    "applies_to": ["listing"],
    "field_of_law": "human_resources",
    "clock": {
        "starts_with": "decided_on",
        "term": {"years": 3},
        "publish": "never",
        "citation": "第一条",
    },
    "fields": {"employer.name": {"show": "full", "citation": "第一条"}},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A site with one record in each state, by its state's name."""
    made = Office(tmp_path_factory.mktemp("office") / "site")
    made.signed("regimes/sealed-here.yml", SEALED)
    records = [
        listing(number, id=state.replace("_", "-"), events=events)
        for number, (state, events) in enumerate(EVENTS.items())
    ]
    records += [
        listing(20, id="expired", decided_on="2022-05-31"),
        listing(21, id="scheduled", decided_on="2025-06-02"),
        listing(22, id="held"),
        listing(23, id="sealed", regime="sealed-here"),
    ]
    made.signed("listings/a.yml", records)
    made.write("listings/drafts.yml", [listing(24, id="unvetted")])
    made.signed(
        "typical-cases/withdrawn.md",
        article(id="withdrawn", withdrawn={"on": "2025-06-01", "reason": "当事人申请"}),
    )
    held = {"id": "held", "reason": "inquiry", "by": "值班员", "on": "2025-06-01"}
    made.write("holds.yml", [held])
    return made


def _explain(office: Office, name: str, as_of: str = "2025-06-01") -> dict[str, Any]:
    ran = run("explain", name, "--json", "--site", office.folders.site, "--as-of", as_of)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_told(office: Office, state: State) -> None:
    found = _explain(office, state.value.replace("_", "-"))
    assert (found["state"], found["public"]) == (state.value, state is State.IN_FORCE)


def test_the_json_has_the_fields_of_the_contract(office: Office) -> None:
    found = _explain(office, "in-force")
    assert list(found) == [
        "id",
        "kind",
        "as_of",
        "state",
        "public",
        "regime",
        "starts_on",
        "last_day",
        "hidden_from",
        "next_change_on",
        "early_removal",
        "deadlines",
        "steps",
        "fields",
    ]
    assert list(found["early_removal"]) == ["allowed", "may_apply_from", "barred_by"]
    assert {tuple(step) for step in found["steps"]} == {("rule", "citation", "outcome")}
    assert {tuple(field) for field in found["fields"]} == {
        ("name", "shown", "citation", "audience")
    }
    assert {field["shown"] for field in found["fields"]} <= {
        "full",
        "surname",
        "masked",
        "withheld",
    }


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("2028-03-01", "in_force"), ("2028-03-01T23:59", "in_force"), ("2028-03-02", "expired")],
)
def test_a_term_of_three_years_ends_with_its_last_day(
    office: Office, as_of: str, state: str
) -> None:
    found = _explain(office, "in-force", as_of)
    assert (found["state"], found["last_day"], found["hidden_from"]) == (
        state,
        "2028-03-01",
        "2028-03-02",
    )


def test_a_term_from_29_february_ends_on_the_last_day_of_february(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.signed("listings/a.yml", [listing(1, decided_on="2024-02-29")])
    assert _explain(office, "t-0001")["last_day"] == "2027-02-28"


def test_a_slip_is_checked_by_the_day_of_its_data(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.signed("listings/a.yml", [listing(1)])
    office.signed("cases/a.yml", [case(1, listing="t-0001")], on="2026-05-07")
    pages = {"t-0001": "listings/t-0001.html", "tc-0001": "cases/2026/tc-0001.html"}
    for day, shown in (("2026-06-01", {"t-0001", "tc-0001"}), ("2028-03-02", set())):
        office.build(day)
        for name, page in pages.items():
            steps = _explain(office, name, day)["steps"]
            told = [s["outcome"] for s in steps if s["rule"] == SLIP]
            on_page = re.findall(r"(?:[0-9a-f]{8} ){7}[0-9a-f]{8}", office.page(page))
            assert [words.partition("，")[0] for words in told] == on_page
            assert bool(told) is (name in shown)


def test_the_ledger_at_hand_tells_since_when_a_record_is_down(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    assert [step["rule"] for step in _explain(office, "t-0001")["steps"]][-1] == SLIP
    office.build("2028-03-01")
    office.build("2028-03-02")
    begun, down = (entry.at for entry in read_ledger(office.folders.output))
    for name, told in (
        ("t-0001", f"on the site from {begun} to {down}"),
        ("t-0002", f"on the site since {begun}"),
    ):
        ran = run("explain", name, "--site", office.folders.site, "--lang", "en")
        assert f"  ledger of releases  {told}\n" in ran.out
    (office.folders.output / "ledger.jsonl").unlink()
    (office.folders.output / "ledger.jsonl").mkdir()
    assert [step["rule"] for step in _explain(office, "t-0001")["steps"]][-1] == SLIP


def test_an_unknown_id_is_wrong_usage_and_names_the_nearest(office: Office) -> None:
    ran = run("explain", "in-forse", "--site", office.folders.site, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "no record 'in-forse'; did you mean 'in-force'?\n"


def test_an_id_in_another_encoding_is_wrong_usage_too(office: Office) -> None:
    for words in (
        ("explain", WRITTEN),
        ("letter", WRITTEN),
        ("press", WRITTEN, "--form", "text"),
        ("event", WRITTEN, "revoked", "--on", "2025-05-01"),
        ("new", "news", "--id", WRITTEN),
    ):
        ran = run(*words, "--site", office.folders.site, "--lang", "en")
        assert (ran.code, ran.out) == (2, "")
        assert "no record" in ran.err or "expected an id" in ran.err


def test_nothing_is_written(office: Office) -> None:
    before = sorted(office.folders.site.rglob("*"))
    run("explain", "in-force", "--site", office.folders.site)
    assert sorted(office.folders.site.rglob("*")) == before


def test_in_chinese_states_and_events_have_their_chinese_names(office: Office) -> None:
    words = ("--site", office.folders.site, "--lang", "zh", "--as-of", "2025-06-02")
    for name in ("in-force", "removed-early", "suspended", "held", "unvetted"):
        said = run("explain", name, *words).out.partition(" full ")[0]
        assert not {"in_force", "removed_early", "suspended", "held", "unvetted"} & set(
            said.replace("；", " ").split()
        )
    assert "的状态是“提前移出”" in run("explain", "removed-early", *words).out


def test_what_bars_a_removal_is_told_in_place_of_the_day(tmp_path: Path) -> None:
    made = Office(tmp_path / "site")
    events = [{"kind": kind, "on": "2025-03-05"} for kind in ("remedied", "convicted")]
    made.signed("listings/a.yml", [listing(1, events=events)])
    words = ("--site", made.folders.site, "--lang", "en", "--as-of", "2026-06-02")
    said = run("explain", "t-0001", *words).out
    assert "barred since an event 'convicted'" in said
    assert "removal may be applied for from" not in said
    assert "条  may be applied for from" not in said


def test_nobody_is_told_when_to_apply_for_the_end_of_what_has_ended(office: Office) -> None:
    words = ("--site", office.folders.site, "--lang", "en", "--as-of", "2026-06-02")
    assert "  early removal may be" not in run("explain", "revoked", *words).out
