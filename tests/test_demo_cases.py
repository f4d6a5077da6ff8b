"""The demo's cases: every type, stage and state, and nobody who exists."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from site_builder.folders import Folders
from site_builder.kinds.case import CaseType, StageName
from site_builder.model.moment import Moment
from site_builder.model.record import EventKind, Kind, State
from site_builder.model.text import trade_name
from site_builder.prepare import Prepared, prepare
from site_builder.store.content import ContentStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.disclose import Subject

ROOT = Path(__file__).parent.parent
COMPANIES = ROOT.parent / "shared" / "data" / "cn-companies" / "company-names.csv.gz"
DAY = Moment.parse("2026-11-21")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("demo")
    folders = Folders(ROOT, folder / "output", folder / "state")
    return prepare(folders, DAY, None, ContentStore(folder / "content.sqlite"))


@pytest.fixture(scope="module")
def cases(prepared: Prepared) -> list[Subject]:
    return list(prepared.subjects.all(Kind.CASE))


def _states(cases: list[Subject]) -> Counter[State]:
    return Counter(case.course.state(DAY) for case in cases)


def _happened(case: Subject) -> set[EventKind]:
    return {event.kind for event in case.record.facts.events}


def _party(case: Subject) -> Mapping[str, Any]:
    party: Mapping[str, Any] = case.record.values["party"]
    return party


def _own_words(case: Subject) -> str:
    """What the clerk wrote freely of a case."""
    return "".join(case.record.values.get(name, "") for name in ("facts", "basis", "outcome"))


def test_it_has_at_least_sixty_cases_without_a_problem(
    prepared: Prepared, cases: list[Subject]
) -> None:
    assert len(cases) >= 60
    assert [problem.code for problem in prepared.problems] == ["calendar-missing"]


def test_it_has_every_type_and_every_stage(cases: list[Subject]) -> None:
    assert {case.record.values["type"] for case in cases} == {*get_args(CaseType)}
    stages = {step["stage"] for case in cases for step in case.record.values.get("stages", ())}
    assert stages == {*get_args(StageName)}


def test_they_are_spread_over_bodies_regions_and_years(cases: list[Subject]) -> None:
    assert len({case.organ for case in cases}) >= 15
    assert len({case.region for case in cases}) >= 15
    assert {case.course.start.year for case in cases} == {2022, 2023, 2024, 2025, 2026}
    inner_mongolian = [case for case in cases if (case.region or "").startswith("15")]
    assert len(inner_mongolian) > len(cases) / 2


def test_they_stand_in_every_state(cases: list[Subject]) -> None:
    states = _states(cases)
    assert set(states) == {
        State.UNVETTED,
        State.REVOKED,
        State.REMOVED_EARLY,
        State.EXPIRED,
        State.SCHEDULED,
        State.SHIELDED,
        State.SUSPENDED,
        State.IN_FORCE,
    }
    assert states[State.IN_FORCE] > len(cases) / 2
    assert states[State.EXPIRED] >= 5


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (EventKind.CHANGED, State.REVOKED),
        (EventKind.REVOKED, State.REVOKED),
        (EventKind.CONFIRMED_UNLAWFUL, State.REVOKED),
        (EventKind.REPAIRED, State.REMOVED_EARLY),
        (EventKind.SUSPENDED, State.SUSPENDED),
        (EventKind.SHIELDED, State.SHIELDED),
        (EventKind.RESUMED, State.IN_FORCE),
        (EventKind.ENTERED_IN_ERROR, State.IN_FORCE),
    ],
)
def test_each_event_has_a_case_that_it_brought_to_its_state(
    cases: list[Subject], kind: EventKind, state: State
) -> None:
    assert any(kind in _happened(case) and case.course.state(DAY) is state for case in cases)


def test_what_changed_a_document_is_a_case_itself(cases: list[Subject]) -> None:
    public = {case.record.facts.number for case in cases if case.course.state(DAY) == "in_force"}
    newer = [
        event.superseded_by
        for case in cases
        for event in case.record.facts.events
        if event.kind is EventKind.CHANGED
    ]
    assert newer
    assert {*newer} <= public


def test_cases_of_a_listed_employer_name_it_as_the_listing_does(
    prepared: Prepared, cases: list[Subject]
) -> None:
    linked = [case for case in cases if "listing" in case.record.values]
    assert len(linked) >= 10
    for case in linked:
        listing = prepared.subjects.get(case.record.values["listing"])
        assert listing is not None, case.record.id
        employer, party = listing.record.values["employer"], _party(case)
        for field in ("name", "credit_code", "registration_number", "region"):
            assert party.get(field) == employer.get(field), case.record.id
        people = {person["name"] for person in listing.record.values.get("persons", ())}
        assert party["legal_representative"] in people, case.record.id


def test_typical_cases_lead_to_public_cases(prepared: Prepared) -> None:
    named = [
        name
        for article in prepared.subjects.all(Kind.TYPICAL_CASE)
        for name in article.record.values.get("cases", ())
    ]
    assert len(named) >= 2
    for name in named:
        case = prepared.subjects.get(name)
        assert case is not None
        assert case.course.state(DAY) is State.IN_FORCE


def test_parties_are_of_every_sort(cases: list[Subject]) -> None:
    kinds = {_party(case)["party_kind"] for case in cases}
    assert {"enterprise", "sole_trader", "organisation", "natural_person"} <= kinds
    codes = [
        ("credit_code" in _party(case), "registration_number" in _party(case))
        for case in cases
        if _party(case)["party_kind"] != "natural_person"
    ]
    assert {*codes} == {(True, False), (False, True), (False, False)}


def test_no_case_tells_a_persons_name_in_its_own_words(cases: list[Subject]) -> None:
    people = {
        name
        for case in cases
        for name in (
            _party(case).get("legal_representative"),
            _party(case)["name"] if _party(case)["party_kind"] == "natural_person" else None,
        )
        if name
    }
    assert people
    told = [(case.record.id, name) for case in cases for name in people if name in _own_words(case)]
    assert told == []


def test_document_numbers_are_told_once(prepared: Prepared) -> None:
    numbers = Counter(
        subject.record.facts.number
        for subject in prepared.subjects.all(Kind.CASE)
        if subject.record.facts.number
    )
    listed = {subject.record.facts.number for subject in prepared.subjects.all(Kind.LISTING)}
    assert max(numbers.values()) == 1
    assert not listed & numbers.keys()


def test_its_parties_exist_nowhere(cases: list[Subject]) -> None:
    if not COMPANIES.exists():
        pytest.skip("the file of real companies' names is not here")
    real = gzip.decompress(COMPANIES.read_bytes()).decode("utf-8")
    for case in cases:
        party = _party(case)
        codes = [party.get("credit_code"), party.get("registration_number")]
        names = [party["name"], party.get("legal_representative"), *codes]
        if party["party_kind"] != "natural_person":
            names.append(trade_name(party["name"])[:3])
        assert not [name for name in names if name and name in real], case.record.id
