"""Field by audience by stage: what may not be public is in no public record, on no day."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.disclose import assessment_missing, withheld_values
from site_builder.disclose.policy import field_report, shown_values
from site_builder.disclose.public_record import public_record
from site_builder.disclose.rules import is_personal, rule_of
from site_builder.model.fields import FIELDS, LISTS, PEOPLE
from site_builder.model.moment import Moment
from site_builder.model.record import Kind
from site_builder.model.regime import Audience, FieldRule, Regime, Show
from site_builder.model.site import ImpactAssessment, Site
from site_builder.model.stages import WAY
from site_builder.search.row import row
from site_builder.store.public import Chrome, PublicCorpus
from tests.disclose import examples
from tests.disclose.examples import a_listing, a_site, at, day, disclosed, shipped, shown, subject
from tests.disclose.test_cases import WORKER_BOSS, a_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.record import Record

PARTY = {
    "name": "密甲建筑有限公司",
    "credit_code": "91150102MA0AAAA1X7",
    "registration_number": "150102000000007",
    "region": "150102",
    "legal_representative": "欧阳密乙",
}
FULL: dict[str, Any] = {
    "party": PARTY,
    "facts": "密事实",
    "basis": "密依据",
    "outcome": "密结果",
    "penalty": {"type": "密罚类", "fine": "31717.17"},
    "arrears": {"amount": "81818.18", "workers": 7373},
    "stages": [
        {"stage": "filed", "on": "2026-05-10"},
        {"stage": "prosecuted", "on": "2026-05-20"},
        {"stage": "effective", "on": "2026-05-30"},
    ],
}
STAGED = FieldRule(show=Show.FULL, citation="第九条", from_stage="effective")


def ruled(kind: Kind, rules: dict[str, FieldRule]) -> Regime:
    """A regime whose fields are these; the others show in full."""
    own = "credit-general-2026" if kind is Kind.CASE else "arrears-list-2022"
    open_rules = {path: FieldRule(show=Show.FULL, citation="一") for path in FIELDS[kind]}
    return replace(shipped()[own], id="test-regime", fields={**open_rules, **rules})


def case_values(folder: Path, rules: dict[str, FieldRule], on: str, **changes: Any) -> Any:
    record = a_case(regime="test-regime", **{**FULL, **changes})
    found = subject(folder, record, regimes=[ruled(Kind.CASE, rules)])
    return shown_values(found, day(on))


def leaf(values: Any, path: str) -> Any:
    for part in path.split("."):
        values = values[part]
    return values


@pytest.mark.parametrize("audience", [Audience.PARTIES, Audience.INTERNAL])
@pytest.mark.parametrize("path", [p for p in FIELDS[Kind.CASE] if p != "contested_on"])
def test_what_is_for_others_is_never_public_whatever_show_says(
    tmp_path: Path, path: str, audience: Audience
) -> None:
    rule = FieldRule(
        show=Show.FULL,
        citation="一",
        natural_persons=Show.FULL,
        audience=audience,
        from_stage="filed",
        before=Show.SURNAME,
    )
    assert leaf(case_values(tmp_path, {path: rule}, "2026-06-01"), path) in (None, [])
    assert leaf(case_values(tmp_path, {path: rule}, "2026-05-06"), path) in (None, [])


def test_a_rule_holds_from_the_day_of_its_stage(tmp_path: Path) -> None:
    rules = {"party.name": STAGED, "facts": STAGED}
    rules["party.legal_representative"] = replace(STAGED, before=Show.SURNAME)
    found = {
        on: (party["name"], party["legal_representative"], values["facts"])
        for on in ("2026-05-29", "2026-05-30")
        for values in [case_values(tmp_path, rules, on)]
        for party in [values["party"]]
    }
    assert found == {
        "2026-05-29": (None, "欧阳某", None),
        "2026-05-30": (PARTY["name"], PARTY["legal_representative"], "密事实"),
    }
    assert case_values(tmp_path, rules, "2026-06-01", stages=[])["facts"] is None


def test_a_stage_never_shows_more_than_the_rule_itself(tmp_path: Path) -> None:
    rule = FieldRule(
        show=Show.FULL,
        natural_persons=Show.WITHHELD,
        citation="一",
        from_stage="effective",
        before=Show.SURNAME,
    )
    party = {**WORKER_BOSS, "credit_code": None}
    for on in ("2026-05-29", "2026-05-30"):
        values = case_values(tmp_path, {"party.name": rule}, on, party=party)
        assert values["party"]["name"] is None


def test_the_report_says_whom_a_field_is_for(tmp_path: Path) -> None:
    rules = {"facts": FieldRule(show=Show.FULL, citation="一", audience=Audience.PARTIES)}
    record = a_case(regime="test-regime", procedure={"payment_due_on": "2026-01-01"}, **FULL)
    found = field_report(
        subject(tmp_path, record, regimes=[ruled(Kind.CASE, rules)]), day("2026-06-01")
    )
    told = {each.name: (each.shown, each.audience) for each in found}
    assert told["facts"] == (Show.WITHHELD, Audience.PARTIES)
    assert told["basis"] == (Show.FULL, Audience.PUBLIC)
    assert told["procedure.payment_due_on"] == (Show.WITHHELD, Audience.INTERNAL)


RULES = st.builds(
    FieldRule,
    show=st.sampled_from(Show),
    citation=st.just("第一条"),
    natural_persons=st.none() | st.sampled_from(Show),
    audience=st.sampled_from(Audience),
    from_stage=st.none() | st.sampled_from((*WAY, "not_filed", "not_prosecuted", "paid")),
    before=st.sampled_from([Show.SURNAME, Show.MASKED, Show.WITHHELD]),
)
STAGES = st.lists(
    st.fixed_dictionaries(
        {
            "stage": st.sampled_from(WAY),
            "on": st.dates(date(2026, 5, 1), date(2026, 7, 1)).map(str),
        }
    ),
    max_size=4,
)


def written(record: Record, path: str) -> list[str]:
    """The values of a field as texts, as somebody wrote them."""
    value: Any = record.values
    for part in path.split("."):
        value = (
            [item.get(part) for item in value] if isinstance(value, list) else value.get(part, {})
        )
    return [str(item) for item in (value if isinstance(value, list) else [value]) if item]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
    elif value is not None:
        yield str(value)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_no_withheld_value_is_in_a_public_record_under_any_rules_on_any_day(
    data: st.DataObject,
) -> None:
    kind = data.draw(st.sampled_from([Kind.CASE, Kind.LISTING]))
    rules = {path: data.draw(RULES) for path in FIELDS[kind] if data.draw(st.booleans())}
    on = data.draw(st.dates(date(2026, 5, 6), date(2026, 7, 1)))
    is_person = data.draw(st.booleans())
    site = replace(
        a_site(),
        impact_assessment=ImpactAssessment("评1号", date(2026, 6, 1)),
    )
    kind_of_party = {"party_kind": "natural_person"} if is_person else {}
    if kind is Kind.CASE:
        party = {**PARTY, **kind_of_party}
        steps = sorted(data.draw(STAGES), key=lambda step: str(step["on"]))
        record = a_case(regime="test-regime", **{**FULL, "party": party})
        record = replace(record, values={**record.values, "stages": steps})
    else:
        record = a_listing(
            regime="test-regime",
            persons=[{"name": "欧阳密乙", "role": "principal"}],
            employer={"name": "密甲建筑有限公司", "former_names": ["密旧名公司"], **kind_of_party},
            project={"name": "密花园", "contractor": "密总包公司"},
        )
    regime = replace(ruled(kind, {}), fields=rules)
    with tempfile.TemporaryDirectory() as folder:
        found = subject(Path(folder), record, regimes=[regime], site=site, first_on="2025-03-02")
        corpus = PublicCorpus(Path(folder) / "public.sqlite", found_chrome(site, regime))
        public = public_record(found, Moment.start_of(on), corpus)
        hit = row(public, corpus.chrome)
        corpus.close()
    seen = {*texts(public.values), public.title, public.current_name, *texts(hit)}
    for path in FIELDS[kind]:
        rule = rule_of(found, path, on)
        is_open = rule.audience is Audience.PUBLIC and path in rules
        if is_personal(record, path) and not site.is_assessed(on):
            is_open = False
        if path in LISTS or path in {"republished_by", "type", "party.party_kind"}:
            continue
        if not is_open or rule.show is Show.WITHHELD:
            others = [
                p for p in FIELDS[kind] if p != path and rule_of(found, p, on).show is Show.FULL
            ]
            shown_elsewhere = {text for other in others for text in written(record, other)}
            for text in written(record, path):
                assert text not in seen or text in shown_elsewhere, (path, text)


def found_chrome(site: Site, regime: Regime) -> Chrome:
    return Chrome(site=site, organs=examples.ORGANS, channels=(), regimes={regime.id: regime})


# The impact assessment


def people_shown(folder: Path, site: Site, on: str) -> list[str]:
    case = a_case(party={**PARTY})
    person = a_case("cs-2026-0002", party=WORKER_BOSS)
    found = disclosed(folder, on, case, person, a_listing(), site=site)
    records = [shown(found, name) for name in ("cs-2026-0001", "cs-2026-0002", "nm-2025-0012")]
    values = [record.values for record in records]
    return [
        text
        for text in (
            values[0]["party"]["legal_representative"],
            values[1]["party"]["name"],
            *(person["name"] for person in values[2][PEOPLE]),
        )
        if text
    ]


def test_without_an_impact_assessment_nobody_is_named(tmp_path: Path) -> None:
    assert people_shown(tmp_path, a_site(), "2026-06-01") == ["欧阳密乙", "示某", "张三"]
    bare = replace(a_site(), impact_assessment=None)
    assert people_shown(tmp_path, bare, "2026-06-01") == []
    later = replace(a_site(), impact_assessment=ImpactAssessment("评1号", day("2026-06-01")))
    assert people_shown(tmp_path, later, "2026-05-31") == []
    assert people_shown(tmp_path, later, "2026-06-01") != []


def test_a_missing_assessment_is_told_once_if_somebody_would_show(tmp_path: Path) -> None:
    bare = replace(a_site(), impact_assessment=None)
    listed = [a_listing("nm-1"), a_listing("nm-2")]

    def said(site: Site, *records: Record) -> list[tuple[str, str, str | None]]:
        found = examples.subjects(tmp_path, *records, site=site)
        problems = assessment_missing(found, at("2025-06-01"))
        return [(problem.code, problem.path, problem.field) for problem in problems]

    assert said(bare, *listed) == [("assessment-missing", "content/site.yml", "impact_assessment")]
    assert said(a_site(), *listed) == said(bare, a_listing(persons=())) == []
    ended = a_listing("nm-1", examples.an_event("revoked", "2025-05-01"))
    assert said(bare, ended) == []


def test_the_scan_knows_names_that_are_for_others_and_those_of_people(tmp_path: Path) -> None:
    rule = FieldRule(show=Show.FULL, citation="一", audience=Audience.PARTIES)
    regime = ruled(Kind.LISTING, {"project.contractor": rule, "persons.name": rule})
    record = a_listing(regime="test-regime", project={"name": "花园", "contractor": "密总包公司"})
    found = examples.subjects(tmp_path, record, regimes=[regime])
    release = examples.release(found, tmp_path, "2025-06-01")
    values = dict(withheld_values(found, release, []))
    assert set(values[record.id]) == {"张三", "密总包公司"}


def test_a_text_that_names_whom_a_rule_keeps_for_others_takes_its_record_out(
    tmp_path: Path,
) -> None:
    rule = FieldRule(show=Show.FULL, citation="一", audience=Audience.INTERNAL)
    regime = ruled(Kind.LISTING, {"project.contractor": rule})
    record = a_listing(
        regime="test-regime",
        project={"contractor": "密总包公司"},
        reason="总承包单位密总包公司拖欠工资",
    )
    found = disclosed(tmp_path, "2025-06-01", record, regimes=[regime])
    assert [problem.code for problem in found.problems] == ["leak"]
    assert found.corpus.get(record.id) is None


def test_who_shows_in_part_until_a_stage_is_not_searched_for(tmp_path: Path) -> None:
    rule = replace(STAGED, before=Show.SURNAME)
    regime = ruled(Kind.CASE, {"party.legal_representative": rule})
    record = a_case(regime="test-regime", **FULL)
    people = []
    for on in ("2026-05-29", "2026-05-30"):
        found = disclosed(tmp_path, on, record, regimes=[regime])
        hit = row(shown(found, record.id), found.corpus.chrome)
        people.append((hit.get("people"), hit.get("persons")))
    assert people == [(None, None), (["欧阳密乙"], ["欧阳密乙"])]


def test_the_days_of_a_stage_move_what_shows_and_its_digest(tmp_path: Path) -> None:
    regime = ruled(Kind.CASE, {"party.name": STAGED})
    record = a_case(regime="test-regime", **FULL)
    digests = [
        shown(
            disclosed(
                tmp_path, str(day("2026-05-30") + timedelta(days=n)), record, regimes=[regime]
            ),
            record.id,
        ).digest
        for n in (-1, 0, 1)
    ]
    assert digests[0] != digests[1] == digests[2]
