"""What the public sees of a case, and what leads to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import explain, shown_texts, withheld_values
from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.model.moment import Term
from site_builder.model.record import Kind, Record, State
from site_builder.model.regime import FieldRule, Regime, Show
from tests.disclose.examples import (
    CITY,
    a_listing,
    a_record,
    a_site,
    an_article,
    an_event,
    at,
    day,
    disclosed,
    gone,
    release,
    shipped,
    shown,
    subject,
    subjects,
)

if TYPE_CHECKING:
    from pathlib import Path

PARTY = {"name": "内蒙古示例建筑工程有限公司", "region": "150102"}
WORKER_BOSS = {
    "name": "示小例",
    "party_kind": "natural_person",
    "region": "150102",
    "credit_code": "91150102MA0AAAA1X7",
}
TERMS = {"ogi-2019": Term(years=3), "spp-case-info-2021": Term(years=3)}


def ruled(path: str, **rule: Any) -> Regime:
    """The general regime with another rule for one field."""
    regime = shipped()["credit-general-2026"]
    fields = {**regime.fields, path: replace(regime.fields[path], **rule)}
    return replace(regime, id="test-regime", fields=fields)


def a_case(record_id: str = "cs-2026-0001", **changes: Any) -> Record:
    """A penalty of 2026-05-06; ``issued_on``, ``number`` and ``title`` go into its document."""
    document = {
        "number": changes.pop("number", "示人社监罚字〔2026〕7号"),
        "organ": CITY.id,
        "issued_on": changes.pop("issued_on", "2026-05-06"),
        "title": changes.pop("title", "行政处罚决定书"),
    }
    values = {
        "id": record_id,
        "type": "administrative_penalty",
        "regime": "credit-general-2026",
        "party": PARTY,
        "document": document,
        **changes,
    }
    parsed = parse(KINDS[Kind.CASE], values)
    assert isinstance(parsed, Parsed), parsed
    return a_record(Kind.CASE, record_id, parsed.values, parsed.facts)


@pytest.mark.parametrize(
    ("regime", "issued_on", "last_day", "may_apply_from"),
    [
        ("credit-minor-2026", "2026-05-06", "2026-08-06", "2026-05-07"),
        ("credit-general-2026", "2026-11-30", "2027-11-30", "2027-03-01"),
        ("credit-severe-2026", "2026-04-01", "2029-04-01", "2027-04-02"),
        ("credit-severe-2026", "2028-02-29", "2031-02-28", "2029-03-01"),
        ("ogi-2019", "2026-05-06", "2029-05-06", None),
    ],
)
def test_a_case_ends_and_may_be_repaired_as_its_regime_says(
    tmp_path: Path, regime: str, issued_on: str, last_day: str, may_apply_from: str | None
) -> None:
    record = a_case(regime=regime, issued_on=issued_on)
    found = explain(subject(tmp_path, record, site=a_site(terms=TERMS)), at(issued_on)).as_json(
        "en"
    )
    assert (found["starts_on"], found["last_day"]) == (issued_on, last_day)
    assert found["early_removal"]["may_apply_from"] == may_apply_from


def test_without_a_term_of_the_site_nobody_knows_its_end_so_it_is_not_shown(tmp_path: Path) -> None:
    found = disclosed(tmp_path, "2026-06-01", a_case(regime="ogi-2019"))
    assert found.withheld == {"cs-2026-0001": State.UNVETTED}


def test_its_address_bears_the_year_of_its_document(tmp_path: Path) -> None:
    record = a_case(issued_on="2026-05-06", published_on="2027-01-05")
    found = disclosed(tmp_path, "2027-02-01", record, site=a_site(terms=TERMS))
    assert shown(found, record.id).path == "cases/2026/cs-2026-0001.html"


def test_what_its_regime_names_shows(tmp_path: Path) -> None:
    stages = [
        {"stage": "payment_order", "on": "2026-03-01", "organ": CITY.name},
        {"stage": "paid", "on": "2026-05-20"},
    ]
    record = a_case(stages=stages, arrears={"amount": "80000.00", "workers": 6}, facts="拖欠工资")
    public = shown(disclosed(tmp_path, "2026-06-01", record), record.id)
    assert (public.title, public.organ, public.region) == (PARTY["name"], CITY.id, "150102")
    assert public.values["party"]["party_kind"] == "enterprise"
    assert public.values["stages"] == [
        {"stage": "payment_order", "on": "2026-03-01", "organ": CITY.id},
        {"stage": "paid", "on": "2026-05-20", "organ": None},
    ]
    assert (public.values["facts"], public.values["penalty"]["fine"]) == ("拖欠工资", None)


def test_a_stage_of_a_later_day_has_not_happened_yet(tmp_path: Path) -> None:
    record = a_case(stages=[{"stage": "filed", "on": "2026-06-02"}])
    found = {
        day: shown(disclosed(tmp_path, day, record), record.id).values["stages"]
        for day in ("2026-06-01", "2026-06-02")
    }
    assert [len(stages) for stages in found.values()] == [0, 1]


def test_a_human_being_shows_by_surname_alone(tmp_path: Path) -> None:
    record = a_case(party=WORKER_BOSS, title="示小例拒不支付劳动报酬案")
    found = disclosed(tmp_path, "2026-06-01", record)
    public = shown(found, record.id)
    assert (public.title, public.values["document"]["title"]) == ("示某", None)
    assert public.values["party"]["credit_code"] is None
    assert "示小例" not in set(shown_texts(found.corpus))
    withheld = dict(withheld_values(subjects(tmp_path, record), found, []))
    assert set(withheld[record.id]) == {"示小例", "91150102MA0AAAA1X7"}


def test_a_case_without_a_shown_party_is_called_by_its_document(tmp_path: Path) -> None:
    known = shipped()["credit-general-2026"]
    fields = {name: rule for name, rule in known.fields.items() if name != "party.name"}
    regime = replace(known, id="test-regime", fields=fields)
    record = a_case(regime="test-regime")
    found = disclosed(tmp_path, "2026-06-01", record, regimes=[regime])
    public = shown(found, record.id)
    assert (public.title, public.letter) == ("行政处罚决定书", "#")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("document.issued_on", None),
        ("penalty.fine", None),
        ("arrears.amount", None),
        ("listing", None),
        ("stages", []),
        ("document.number", "示人社监××××××6〕7号"),
    ],
)
def test_a_mask_hides_what_has_no_parts_altogether(tmp_path: Path, path: str, value: Any) -> None:
    regime = ruled(path, show=Show.MASKED)
    record = a_case(
        regime=regime.id,
        number="示人社监罚字〔2026〕7号",
        listing="nm-2025-0012",
        penalty={"fine": "20000.00"},
        arrears={"amount": "80000.00"},
        stages=[{"stage": "filed", "on": "2026-05-20"}],
    )
    found: Any = shown(
        disclosed(tmp_path, "2026-06-01", a_listing(), record, regimes=[regime]), record.id
    ).values
    for part in path.split("."):
        found = found[part]
    assert found == value


def test_a_human_being_of_no_stated_kind_does_not_pass_for_a_firm(tmp_path: Path) -> None:
    fields = {
        "party.name": FieldRule(show=Show.FULL, natural_persons=Show.SURNAME, citation=""),
        "party.credit_code": FieldRule(show=Show.FULL, citation=""),
    }
    regime = replace(shipped()["credit-general-2026"], id="test-regime", fields=fields)
    person = a_case(regime=regime.id, party=WORKER_BOSS)
    firm = a_case(
        "cs-2026-0002", regime=regime.id, party={**WORKER_BOSS, "party_kind": "enterprise"}
    )
    found = disclosed(tmp_path, "2026-06-01", person, firm, regimes=[regime])
    assert shown(found, person.id).is_natural_person
    assert not shown(found, firm.id).is_natural_person


@pytest.mark.parametrize(("as_of", "linked"), [("2026-06-01", True), ("2028-03-02", False)])
def test_it_links_to_its_listing_while_that_is_public(
    tmp_path: Path,
    as_of: str,
    linked: bool,  # noqa: FBT001
) -> None:
    record = a_case(listing="nm-2025-0012", regime="credit-severe-2026")
    listing = a_listing()
    found = disclosed(tmp_path, as_of, listing, record)
    assert shown(found, record.id).values["listing"] == ("nm-2025-0012" if linked else None)
    cases = [r.id for r in found.corpus.records(Kind.CASE, facet="listing", value="nm-2025-0012")]
    assert cases == ([record.id] if linked else [])


def test_an_article_links_to_its_cases_while_they_are_public(tmp_path: Path) -> None:
    article = an_article(cases=["cs-2026-0001", "cs-2026-0002", "nm-2025-0012"])
    records = [article, a_listing(), a_case(), a_case("cs-2026-0002", number="2号")]
    found = subjects(tmp_path, *records, drafts=["cs-2026-0002"])
    public = shown(release(found, tmp_path, "2026-06-01"), article.id)
    assert public.values["cases"] == ["cs-2026-0001"]


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("changed", State.REVOKED),
        ("revoked", State.REVOKED),
        ("confirmed_unlawful", State.REVOKED),
        ("confirmed_void", State.REVOKED),
        ("repaired", State.REMOVED_EARLY),
        ("suspended", State.SUSPENDED),
        ("shielded", State.SHIELDED),
    ],
)
def test_what_hides_a_case_hides_it_on_its_day(tmp_path: Path, kind: str, state: State) -> None:
    record = a_case(events=[{"kind": kind, "on": "2026-09-01"}])
    assert disclosed(tmp_path, "2026-08-31", record).withheld == {}
    assert disclosed(tmp_path, "2026-09-01", record).withheld == {record.id: state}


def test_an_ended_case_leaves_its_address_and_nothing_else(tmp_path: Path) -> None:
    record = a_case(events=[{"kind": "repaired", "on": "2026-09-01"}])
    found = disclosed(tmp_path, "2026-09-10", record)
    (left,) = gone(found)
    assert (left.path, left.hidden_from) == ("cases/2026/cs-2026-0001.html", day("2026-09-01"))
    assert left.citation.startswith("《信用修复管理办法")


def test_a_removal_of_a_listing_takes_no_case_of_the_same_number_along(tmp_path: Path) -> None:
    listing = a_listing("nm-2025-0012", an_event("removed_early", "2026-05-20"))
    case = a_case(number="示人社列字〔2025〕12号")
    found = disclosed(tmp_path, "2026-06-01", listing, case)
    assert found.withheld == {"nm-2025-0012": State.REMOVED_EARLY}


def test_of_an_employer_that_left_the_list_a_case_still_lawfully_shows_the_name(
    tmp_path: Path,
) -> None:
    listing, case = a_listing(), a_case(regime="credit-severe-2026")
    found = disclosed(tmp_path, "2028-03-02", listing, case)
    assert found.withheld == {"nm-2025-0012": State.EXPIRED}
    assert PARTY["name"] in set(shown_texts(found.corpus))


def test_a_later_start_is_scheduled(tmp_path: Path) -> None:
    assert disclosed(tmp_path, "2026-05-05", a_case()).withheld == {"cs-2026-0001": State.SCHEDULED}
