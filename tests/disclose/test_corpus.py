from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.model.moment import Term
from site_builder.model.record import Kind, State
from site_builder.model.regime import Clock
from tests.disclose.examples import (
    LIST_REGIME,
    a_listing,
    a_site,
    a_statistic,
    an_article,
    an_event,
    at,
    day,
    disclosed,
    gone,
    release,
    ruled,
    shipped,
    shown,
    subject,
    subjects,
)

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.disclose import Disclosed
    from site_builder.model.record import Record


def public_ids(folder: Path, as_of: str, *records: Record, **more: Any) -> set[str]:
    return disclosed(folder, as_of, *records, **more).corpus.ids()


# What is public


@pytest.mark.parametrize(
    ("as_of", "is_public"),
    [
        ("2024-02-28", False),
        ("2024-02-29", True),
        ("2024-03-01", True),
        ("2027-02-27", True),
        ("2027-02-28", True),
        ("2027-02-28T23:59", True),
        ("2027-03-01", False),
    ],
)
def test_a_listing_is_public_from_its_decision_through_its_last_day(
    tmp_path: Path,
    as_of: str,
    is_public: bool,  # noqa: FBT001
) -> None:
    record = a_listing(decided_on="2024-02-29")
    assert ("nm-2025-0012" in public_ids(tmp_path, as_of, record)) is is_public


def test_states_are_counted_by_kind_and_what_is_not_public_is_named(tmp_path: Path) -> None:
    sealed = replace(
        ruled("published_on"),
        clock=Clock(
            starts_with="decided_on", term=None, published=False, citation="第一百三十六条"
        ),
    )
    records = [
        a_listing("nm-force-1", number="1号"),
        a_listing("nm-force-2", number="2号"),
        a_listing("nm-draft", number="3号"),
        a_listing("nm-held", number="4号"),
        a_listing("nm-sealed", number="5号", regime="test-regime"),
        a_listing("nm-removed", an_event("removed_early", "2025-05-01"), number="6号"),
        a_listing("nm-revoked", an_event("revoked", "2025-05-01"), number="7号"),
        a_listing("nm-stay", an_event("suspended", "2025-05-01"), number="8号"),
        a_listing("nm-shield", an_event("shielded", "2025-05-01"), number="9号"),
        a_listing("nm-old", number="10号", decided_on="2022-01-04"),
        a_listing("nm-coming", number="11号", published_on="2025-07-01"),
        an_article("tc-back", withdrawn_on="2025-05-01"),
        a_statistic(),
    ]
    more: dict[str, Any] = {
        "drafts": ["nm-draft"],
        "held": {"nm-held": day("2025-05-01")},
        "regimes": [sealed],
    }
    found = disclosed(tmp_path, "2025-06-01", *records, **more)
    listings = {state.value: 1 for state in State if state not in {State.IN_FORCE, State.WITHDRAWN}}
    assert found.states == {
        "listing": {**listings, "in_force": 2},
        "typical-case": {"withdrawn": 1},
        "statistic": {"in_force": 1},
    }
    assert found.withheld == {
        "nm-draft": State.UNVETTED,
        "nm-held": State.HELD,
        "nm-sealed": State.SEALED,
        "nm-removed": State.REMOVED_EARLY,
        "nm-revoked": State.REVOKED,
        "nm-stay": State.SUSPENDED,
        "nm-shield": State.SHIELDED,
        "nm-old": State.EXPIRED,
        "nm-coming": State.SCHEDULED,
        "tc-back": State.WITHDRAWN,
    }
    assert found.corpus.ids() == {"nm-force-1", "nm-force-2", "st-2024-cases"}


def test_a_record_whose_own_text_leaked_stays_out_and_is_counted(tmp_path: Path) -> None:
    found = subjects(tmp_path, a_listing("nm-1"), a_listing("nm-2"))
    without = release(found, tmp_path, "2025-06-01", without=["nm-1"])
    assert without.corpus.ids() == {"nm-2"}
    assert without.withheld == {"nm-1": State.UNVETTED}


def test_more_records_than_fit_in_one_go_are_all_there(tmp_path: Path) -> None:
    records = [a_listing(f"nm-{n:05}", number=f"{n}号") for n in range(1203)]
    found = disclosed(tmp_path, "2025-06-01", *records)
    assert found.corpus.ids() == {record.id for record in records}
    assert found.states == {"listing": {"in_force": 1203}}


@pytest.mark.parametrize("regime", ["unknown", "no-term"])
def test_a_record_whose_end_nobody_can_count_shows_nowhere(tmp_path: Path, regime: str) -> None:
    clock = Clock(starts_with="decided_on", term=None, term_from_site=True)
    no_term = replace(ruled("published_on"), id="no-term", clock=clock)
    found = disclosed(tmp_path, "2025-06-01", a_listing(regime=regime), regimes=[no_term])
    assert found.withheld == {"nm-2025-0012": State.UNVETTED}


def test_a_term_that_the_site_names_is_counted(tmp_path: Path) -> None:
    clock = Clock(starts_with="decided_on", term=None, term_from_site=True)
    open_term = replace(ruled("published_on"), clock=clock)
    site = a_site(terms={"test-regime": Term(years=1)})
    record = a_listing(regime="test-regime")
    found = disclosed(tmp_path, "2025-06-01", record, regimes=[open_term], site=site)
    assert shown(found).last_day == day("2026-03-01")


def test_a_record_without_its_first_day_shows_nowhere(tmp_path: Path) -> None:
    record = a_listing()
    undated = replace(record, facts=replace(record.facts, starts={}))
    assert disclosed(tmp_path, "2025-06-01", undated).withheld == {"nm-2025-0012": State.UNVETTED}


# All parties of a decision leave together (令45 第十四条)

REMOVED = an_event("removed_early", "2026-01-05")


@pytest.mark.parametrize(
    "number",
    [
        "示人社列字〔2025〕12号",
        "示人社列字[2025]12号",
        "示人社列字（2025）12号",
        "示人社列字(2025)12号",
        "示人社列字【2025】12号",
        "示人社列字﹝2025﹞12号",
        "示人社列字［２０２５］１２号",
        "示人社列字〔2025〕 12号",
        "示人社列字〔2025〕\u200b12号",
    ],
)
def test_one_removal_takes_every_listing_of_its_decision(tmp_path: Path, number: str) -> None:
    parties = [a_listing("nm-1", REMOVED), a_listing("nm-2", number=number)]
    assert public_ids(tmp_path, "2026-01-04", *parties) == {"nm-1", "nm-2"}
    found = disclosed(tmp_path, "2026-01-05", *parties)
    assert found.withheld == {"nm-1": State.REMOVED_EARLY, "nm-2": State.REMOVED_EARLY}
    assert {each.id for each in gone(found)} == {"nm-1", "nm-2"}


@pytest.mark.parametrize(
    "other",
    [
        {"number": "示人社列字〔2025〕13号"},
        {"number": "示人社列字〔2025〕1-2号"},
        {"number": "示人社列字〔20251〕2号"},
        {"organ": "nm-hrss"},
    ],
)
def test_another_number_or_body_is_another_decision(tmp_path: Path, other: dict[str, Any]) -> None:
    records = [a_listing("nm-1", REMOVED), a_listing("nm-2", **other)]
    assert public_ids(tmp_path, "2026-01-05", *records) == {"nm-2"}


def test_a_body_is_the_same_by_its_name_and_by_its_id(tmp_path: Path) -> None:
    records = [a_listing("nm-1", REMOVED), a_listing("nm-2", organ="市人社局")]
    assert public_ids(tmp_path, "2026-01-05", *records) == set()


def test_of_a_decision_by_a_body_that_nobody_knows_each_listing_goes_alone(tmp_path: Path) -> None:
    records = [a_listing("nm-1", REMOVED, organ="别处"), a_listing("nm-2", organ="别处")]
    assert public_ids(tmp_path, "2026-01-05", *records) == {"nm-2"}


@pytest.mark.parametrize("kind", ["revoked", "suspended", "shielded"])
def test_other_hiding_events_are_each_partys_own(tmp_path: Path, kind: str) -> None:
    records = [a_listing("nm-1", an_event(kind, "2026-01-05")), a_listing("nm-2")]
    assert public_ids(tmp_path, "2026-01-05", *records) == {"nm-2"}


def test_a_removal_entered_in_error_takes_the_others_only_until_then(tmp_path: Path) -> None:
    undone = an_event("entered_in_error", "2026-02-01", undoes=("removed_early", "2026-01-05"))
    records = [a_listing("nm-1", REMOVED, undone), a_listing("nm-2")]
    by_day = {
        as_of: public_ids(tmp_path, as_of, *records) for as_of in ("2026-01-31", "2026-02-01")
    }
    assert by_day == {"2026-01-31": set(), "2026-02-01": {"nm-1", "nm-2"}}


def test_of_two_removals_one_in_error_leaves_the_other(tmp_path: Path) -> None:
    undone = an_event("entered_in_error", "2026-02-01", undoes=("removed_early", "2026-01-05"))
    records = [a_listing("nm-1", REMOVED, undone), a_listing("nm-2", REMOVED), a_listing("nm-3")]
    assert public_ids(tmp_path, "2026-03-01", *records) == set()


def test_only_the_party_that_was_restored_shows_again(tmp_path: Path) -> None:
    restored = an_event("restored", "2026-06-01")
    records = [a_listing("nm-1", REMOVED, restored), a_listing("nm-2")]
    assert public_ids(tmp_path, "2026-06-01", *records) == {"nm-1"}


def test_a_drafts_removal_takes_the_others_too(tmp_path: Path) -> None:
    records = [a_listing("nm-1", REMOVED), a_listing("nm-2")]
    assert public_ids(tmp_path, "2026-01-05", *records, drafts=["nm-1"]) == set()


def test_a_removal_that_stands_besides_the_record_takes_the_others_too(tmp_path: Path) -> None:
    found = subjects(tmp_path, a_listing("nm-1"), a_listing("nm-2"))
    found.store.hide("nm-1", [REMOVED])
    anew = type(found)(found.store, found.chrome, found._references, {})
    assert release(anew, tmp_path, "2026-01-05").corpus.ids() == set()


# The days of a public record


def test_a_public_record_says_its_days_and_its_law(tmp_path: Path) -> None:
    public = shown(disclosed(tmp_path, "2025-06-01", a_listing(decided_on="2024-02-29")))
    assert (public.starts_on, public.last_day, public.hidden_from) == (
        day("2024-02-29"),
        day("2027-02-28"),
        day("2027-03-01"),
    )
    assert (public.regime, public.citation) == (LIST_REGIME, "第十一条")
    assert (public.path, public.month) == ("listings/nm-2025-0012.html", "2024-02")


def test_a_restored_listing_keeps_its_address_and_first_publication(tmp_path: Path) -> None:
    record = a_listing("nm-2025-0012", REMOVED, an_event("restored", "2026-06-01"))
    public = shown(disclosed(tmp_path, "2026-06-01", record))
    assert (public.starts_on, public.last_day) == (day("2026-06-01"), day("2029-06-01"))
    assert (public.path, str(public.published_on)) == ("listings/nm-2025-0012.html", "2025-03-02")


def test_what_has_no_known_end_has_no_last_day(tmp_path: Path) -> None:
    public = shown(disclosed(tmp_path, "2040-01-01", an_article("tc-1")), "tc-1")
    assert (public.last_day, public.hidden_from) == (None, None)


def test_an_end_that_is_already_written_is_told(tmp_path: Path) -> None:
    public = shown(disclosed(tmp_path, "2025-06-01", a_listing("nm-2025-0012", REMOVED)))
    assert (public.last_day, public.hidden_from) == (day("2026-01-04"), day("2026-01-05"))


@pytest.mark.parametrize(
    ("written", "first_on", "published_on"),
    [
        ("2025-03-05", "2025-04-01", "2025-03-05"),
        (None, "2025-03-04", "2025-03-04"),
        (None, "2025-02-20", "2025-03-01"),
        (None, None, "2025-03-01"),
    ],
)
def test_the_first_publication_is_as_written_or_the_later_of_start_and_first_sign_off(
    tmp_path: Path, written: str | None, first_on: str | None, published_on: str
) -> None:
    record = a_listing(published_on=written)
    public = shown(disclosed(tmp_path, "2025-06-01", record, first_on=first_on))
    assert str(public.published_on) == published_on


@pytest.mark.parametrize(
    ("embargo", "published_on"),
    [
        (None, "2025-04-01"),
        ("2025-04-01T09:00", "2025-04-01T09:00"),
        ("2025-04-02T09:00", "2025-04-02T09:00"),
        ("2025-03-31T09:00", "2025-04-01"),
    ],
)
def test_an_article_is_published_on_its_day_or_at_the_embargos_minute(
    tmp_path: Path, embargo: str | None, published_on: str
) -> None:
    article = an_article("tc-1", embargo_until=embargo)
    public = shown(disclosed(tmp_path, "2025-06-01", article), "tc-1")
    assert str(public.published_on) == published_on


def test_a_listing_stands_under_its_trade_names_letter(tmp_path: Path) -> None:
    renamed = an_event("renamed", "2025-05-01", name="内蒙古长城建筑有限公司")
    letters = [
        shown(disclosed(tmp_path, as_of, a_listing("nm-2025-0012", renamed))).letter
        for as_of in ("2025-04-30", "2025-05-01")
    ]
    assert letters == ["S", "C"]


@pytest.mark.parametrize(
    ("record", "path"),
    [
        (a_listing("nm-1"), "listings/nm-1.html"),
        (an_article("tc-1"), "typical-cases/tc-1.html"),
        (an_article("nw-1", kind=Kind.NEWS), "news/nw-1.html"),
        (an_article("about", kind=Kind.PAGE), "about.html"),
        (a_statistic("st-1"), "statistics/index.html#st-1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_has_its_address(tmp_path: Path, record: Record, path: str) -> None:
    assert shown(disclosed(tmp_path, "2025-06-01", record), record.id).path == path


# The digest


def digest(folder: Path, as_of: str, *events: Any, **more: Any) -> str:
    return shown(disclosed(folder, as_of, a_listing("nm-2025-0012", *events, **more))).digest


def test_a_new_day_alone_changes_no_digest(tmp_path: Path) -> None:
    assert digest(tmp_path, "2025-06-01") == digest(tmp_path, "2025-06-02")


@pytest.mark.parametrize(
    "event",
    [
        an_event("removed_early", "2026-01-05"),
        an_event("person_hidden", "2025-05-01", name="张三"),
        an_event("renamed", "2025-05-01", name="新名公司"),
    ],
    ids=lambda event: event.kind,
)
def test_what_an_event_changes_changes_the_digest(tmp_path: Path, event: Any) -> None:
    assert digest(tmp_path, "2025-06-01") != digest(tmp_path, "2025-06-01", event)


@pytest.mark.parametrize("value", [{"reason": "其他"}, {"employer": {"region": "150103"}}])
def test_what_shows_is_in_the_digest(tmp_path: Path, value: dict[str, Any]) -> None:
    assert digest(tmp_path, "2025-06-01") != digest(tmp_path, "2025-06-01", **value)


def test_what_does_not_show_is_not_in_the_digest(tmp_path: Path) -> None:
    hidden = {"project": {"contractor": "总包公司"}}
    assert digest(tmp_path, "2025-06-01") == digest(tmp_path, "2025-06-01", **hidden)


def test_a_change_of_the_regime_is_in_the_digest(tmp_path: Path) -> None:
    regime = replace(shipped()[LIST_REGIME], digest="other")
    changed = disclosed(tmp_path, "2025-06-01", a_listing(), regimes=[regime])
    assert digest(tmp_path, "2025-06-01") != shown(changed).digest


# How long the release is right


def validity(folder: Path, as_of: str, *records: Record, **more: Any) -> tuple[str, str | None]:
    found = disclosed(folder, as_of, *records, **more).corpus.validity
    assert found.as_of == at(as_of)
    change = found.next_change_at
    return str(found.valid_until), None if change is None else str(change)


def test_without_changes_a_release_is_right_for_its_fresh_days(tmp_path: Path) -> None:
    article = an_article("tc-1")
    assert validity(tmp_path, "2025-06-01T09:30", article) == ("2025-06-04", None)
    week = a_site(fresh_days=7)
    assert validity(tmp_path, "2025-06-01", article, site=week) == ("2025-06-08", None)


@pytest.mark.parametrize(
    ("decided_on", "valid_until"),
    [
        ("2025-06-02", "2025-06-01"),
        ("2025-06-03", "2025-06-02"),
        ("2025-06-04", "2025-06-03"),
        ("2025-06-05", "2025-06-04"),
        ("2025-06-06", "2025-06-04"),
    ],
)
def test_it_is_right_until_the_eve_of_the_next_listing(
    tmp_path: Path, decided_on: str, valid_until: str
) -> None:
    found = validity(tmp_path, "2025-06-01", a_listing(decided_on=decided_on))
    assert found == (valid_until, decided_on)


def test_a_listing_that_leaves_and_comes_back_enters_then(tmp_path: Path) -> None:
    stay = [an_event("suspended", "2025-06-02"), an_event("resumed", "2025-06-03")]
    assert validity(tmp_path, "2025-06-01", a_listing("nm-1", *stay)) == (
        "2025-06-02",
        "2025-06-02",
    )


def test_a_release_is_right_on_its_own_day_whatever_enters_later_on_it(tmp_path: Path) -> None:
    record = a_listing("nm-1")
    facts = replace(record.facts, embargo_until=at("2025-06-01T09:00"))
    found = validity(tmp_path, "2025-06-01", replace(record, facts=facts))
    assert found == ("2025-06-01", "2025-06-01T09:00")


def test_ends_shorten_nothing_but_are_the_next_change(tmp_path: Path) -> None:
    ends = a_listing("nm-1", an_event("revoked", "2025-06-02"))
    assert validity(tmp_path, "2025-06-01", ends) == ("2025-06-04", "2025-06-02")


@pytest.mark.parametrize("as_of", ["2025-06-01", "2025-06-01T08:59"])
def test_embargoes_shorten_nothing_but_are_the_next_change(tmp_path: Path, as_of: str) -> None:
    article = an_article("tc-1", embargo_until="2025-06-01T09:00")
    assert validity(tmp_path, as_of, article) == ("2025-06-04", "2025-06-01T09:00")


@pytest.mark.parametrize("held", [True, False])
def test_what_will_not_enter_shortens_nothing(tmp_path: Path, *, held: bool) -> None:
    record = a_listing(decided_on="2025-06-02")
    more: dict[str, Any] = (
        {"held": {record.id: day("2025-05-01")}} if held else {"drafts": [record.id]}
    )
    assert validity(tmp_path, "2025-06-01", record, **more) == ("2025-06-04", None)


def test_the_next_change_is_the_earliest_of_all(tmp_path: Path) -> None:
    records = [
        a_listing("nm-1", number="1号", decided_on="2022-07-01"),
        a_listing("nm-2", number="2号", decided_on="2025-08-01"),
        an_article("tc-1", embargo_until="2025-06-20T09:00"),
    ]
    assert validity(tmp_path, "2025-06-01", *records) == ("2025-06-04", "2025-06-20T09:00")
    assert validity(tmp_path, "2025-06-20T09:00", *records) == ("2025-06-23", "2025-07-02")


def test_the_calendars_last_days_are_right_to_their_end(tmp_path: Path) -> None:
    assert validity(tmp_path, "9999-12-30", an_article("tc-1")) == ("9999-12-31", None)


# Addresses of what has gone


def ended_listing(*events: Any, **more: Any) -> Record:
    return a_listing("nm-2025-0012", *events, **more)


def gone_ids(found: Disclosed) -> set[str]:
    return {each.id for each in gone(found)}


@pytest.mark.parametrize(
    ("as_of", "is_told"),
    [
        ("2026-01-04", False),
        ("2026-01-05", True),
        ("2026-12-31", True),
        ("2027-01-04", True),
        ("2027-01-05", False),
    ],
)
def test_an_ended_records_address_stands_for_365_days(
    tmp_path: Path,
    as_of: str,
    is_told: bool,  # noqa: FBT001
) -> None:
    found = disclosed(tmp_path, as_of, ended_listing(REMOVED))
    assert gone_ids(found) == ({"nm-2025-0012"} if is_told else set())


@pytest.mark.parametrize(
    ("record", "state", "hidden_from", "basis"),
    [
        (ended_listing(decided_on="2022-05-01"), State.EXPIRED, "2025-05-02", "第十一条"),
        (
            ended_listing(an_event("removed_early", "2025-05-20")),
            State.REMOVED_EARLY,
            "2025-05-20",
            "第十二条、第十三条",
        ),
        (ended_listing(an_event("revoked", "2025-05-20")), State.REVOKED, "2025-05-20", "第十六条"),
        (an_article("tc-1", withdrawn_on="2025-05-20"), State.WITHDRAWN, "2025-05-20", ""),
    ],
    ids=lambda value: value.value if isinstance(value, State) else "",
)
def test_a_gone_entry_says_since_when_and_why_and_no_more(
    tmp_path: Path, record: Record, state: State, hidden_from: str, basis: str
) -> None:
    [entry] = gone(disclosed(tmp_path, "2025-06-01", record))
    assert (entry.id, entry.kind, entry.state) == (record.id, record.kind, state)
    assert entry.hidden_from == day(hidden_from)
    law = "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》"
    assert entry.citation == (f"{law}{basis}" if basis else "")
    assert {entry.path} == {
        f"{'listings' if record.kind == 'listing' else 'typical-cases'}/{record.id}.html"
    }


@pytest.mark.parametrize(
    "record",
    [
        ended_listing(an_event("revoked", "2025-02-01")),
        ended_listing(an_event("removed_early", "2025-03-01")),
        ended_listing(an_event("revoked", "2025-05-01"), published_on="2025-05-01"),
        ended_listing(an_event("suspended", "2025-03-01"), an_event("revoked", "2025-05-01")),
        an_article("tc-1", embargo_until="2025-05-02", withdrawn_on="2025-05-01"),
        an_article("tc-1", withdrawn_on="2025-04-01"),
    ],
)
def test_of_what_was_never_shown_nothing_is_gone(tmp_path: Path, record: Record) -> None:
    assert gone(disclosed(tmp_path, "2025-06-01", record)) == []


@pytest.mark.parametrize("kind", ["suspended", "shielded"])
def test_what_may_come_back_is_not_gone(tmp_path: Path, kind: str) -> None:
    record = ended_listing(an_event(kind, "2025-05-01"))
    assert gone(disclosed(tmp_path, "2025-06-01", record)) == []


def test_a_draft_or_held_record_tells_nothing(tmp_path: Path) -> None:
    record = ended_listing(an_event("removed_early", "2025-05-01"))
    held = {record.id: day("2025-05-10")}
    assert gone(disclosed(tmp_path, "2025-06-01", record, drafts=[record.id])) == []
    assert gone(disclosed(tmp_path, "2025-06-01", record, held=held)) == []


def test_a_figure_has_no_page_to_be_gone(tmp_path: Path) -> None:
    record = a_statistic()
    taken = replace(record, facts=replace(record.facts, withdrawn_on=day("2025-05-01")))
    assert gone(disclosed(tmp_path, "2025-06-01", taken)) == []


def test_the_same_content_and_moment_give_the_same_corpus(tmp_path: Path) -> None:
    records = [a_listing(f"nm-{n}", number=f"{n}号") for n in range(5)]
    one = disclosed(tmp_path, "2025-06-01", *records, an_article("tc-1", "正文"))
    other = disclosed(tmp_path, "2025-06-01", an_article("tc-1", "正文"), *reversed(records))
    for kind in Kind:
        assert list(one.corpus.records(kind)) == list(other.corpus.records(kind))


def test_a_subject_knows_its_law_and_what_its_names_stand_for(tmp_path: Path) -> None:
    found = subject(tmp_path, a_listing(organ="市人社局"))
    assert (found.organ, found.region) == ("nm-hhht-hrss", "150102")
    assert found.regime is shipped()[LIST_REGIME]
    assert found.record.id == "nm-2025-0012"
