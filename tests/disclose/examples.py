"""Records in a real store, and what disclosure makes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from site_builder.disclose import Subject, Subjects, disclose
from site_builder.model.digest import digest_of
from site_builder.model.record import Facts, Kind, Record
from site_builder.store.content import ContentStore
from site_builder.store.public import Chrome
from site_builder.vet.references import References
from tests.model.examples import CITY, PUBLISHER, a_site, an_event, at, day, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from site_builder.disclose import Disclosed
    from site_builder.model.public import Gone, PublicRecord
    from site_builder.model.record import Event
    from site_builder.model.regime import Regime
    from site_builder.model.site import Site
    from site_builder.model.working_days import CalendarYear

LIST_REGIME = "arrears-list-2022"
PERSON = {"name": "张三", "role": "legal_representative"}
ORGANS = {organ.id: organ for organ in (PUBLISHER, CITY)}
EMPLOYER = {
    "name": "内蒙古示例建筑工程有限公司",
    "party_kind": "enterprise",
    "credit_code": "91150102MA0AAAAA1X",
    "region": "150102",
}
DECISION = {
    "number": "示人社列字〔2025〕12号",
    "organ": CITY.id,
    "decided_on": "2025-03-01",
    "reason": "拖欠工资，逾期未支付",
}


def a_listing(
    record_id: str = "nm-2025-0012",
    *events: Event,
    regime: str = LIST_REGIME,
    persons: Iterable[Mapping[str, str]] = (PERSON,),
    published_on: str | None = None,
    employer: Mapping[str, Any] | None = None,
    **more: Any,
) -> Record:
    """A listing as written; ``decision`` values go by their own names, groups whole."""
    decision = {name: more.pop(name, value) for name, value in DECISION.items()}
    employed = {**EMPLOYER, **(employer or {})}
    named = list(persons)
    values = {
        "regime": regime,
        "employer": employed,
        "persons": named,
        "decision": decision,
        "published_on": published_on,
        **more,
    }
    texts = (
        employed["name"],
        *employed.get("former_names", ()),
        employed.get("credit_code"),
        decision["number"],
        *(person["name"] for person in named),
        *(event.name for event in events),
    )
    facts = Facts(
        title=employed["name"],
        regime=regime,
        organ=decision["organ"],
        region=employed["region"],
        number=decision["number"],
        starts={"decided_on": day(decision["decided_on"])},
        published_on=day(published_on) if published_on else None,
        events=events,
        identifying=tuple(dict.fromkeys(text for text in texts if text)),
    )
    return a_record(Kind.LISTING, record_id, values, facts)


def an_article(
    record_id: str = "tc-2025-road",
    body: str = "",
    *,
    kind: Kind = Kind.TYPICAL_CASE,
    published_on: str = "2025-04-01",
    embargo_until: str | None = None,
    withdrawn_on: str | None = None,
    **more: Any,
) -> Record:
    """A typical case, or news, or a page."""
    is_case = kind is Kind.TYPICAL_CASE
    values = {
        "title": "拿回过年钱",
        "organ": CITY.id,
        "published_on": published_on,
        **({"regime": "typical-case", "occurred_in": "152922"} if is_case else {}),
        **more,
    }
    facts = Facts(
        title=values["title"],
        regime="typical-case" if is_case else None,
        organ=values["organ"],
        region="152922" if is_case else None,
        starts={"published_on": day(published_on)},
        published_on=day(published_on),
        embargo_until=at(embargo_until) if embargo_until else None,
        withdrawn_on=day(withdrawn_on) if withdrawn_on else None,
        identifying=(values["title"],),
    )
    return a_record(kind, record_id, values, facts, body)


def a_statistic(record_id: str = "st-2024-cases", year: int = 2024) -> Record:
    """A key figure."""
    values = {
        "label": "查处案件",
        "value": "120",
        "unit": "件",
        "year": year,
        "region": "150000",
        "source": {"name": "示例公报", "title": "年度公报", "date": f"{year + 1}-01-20"},
    }
    source_day = day(f"{year + 1}-01-20")
    facts = Facts(title="查处案件", region="150000", starts={"published_on": source_day})
    return a_record(Kind.STATISTIC, record_id, values, facts)


def a_record(
    kind: Kind, record_id: str, values: Mapping[str, Any], facts: Facts, body: str = ""
) -> Record:
    """A record whose values come as the stage before hands them on, without nulls."""
    written = {"id": record_id, **{key: v for key, v in values.items() if v not in (None, [])}}
    return Record(
        id=record_id,
        kind=kind,
        path=f"content/{kind}.yml",
        line=1,
        values=written,
        facts=facts,
        digest=digest_of(written, body),
        body=body,
    )


def subjects(
    folder: Path,
    *records: Record,
    drafts: Iterable[str] = (),
    held: Mapping[str, date] | None = None,
    first_on: str | None = "2025-03-02",
    regimes: Iterable[Regime] = (),
    site: Site | None = None,
    calendars: Mapping[int, CalendarYear | None] | None = None,
) -> Subjects:
    """The records in a store, all signed off but ``drafts``."""
    store = ContentStore(folder / f"content-{len(list(folder.iterdir()))}.sqlite")
    store.add(records)
    signed_on = day(first_on) if first_on else None
    unsigned = set(drafts)
    store.mark((r.id, signed_on, (), False) for r in records if r.id not in unsigned)
    known = {**shipped(), **{regime.id: regime for regime in regimes}}
    chrome = Chrome(site=site or a_site(), organs=ORGANS, channels=(), regimes=known)
    return Subjects(store, chrome, References(ORGANS), dict(held or {}), calendars=calendars)


def subject(folder: Path, record: Record, **more: Any) -> Subject:
    """One record with the law it falls under."""
    found = subjects(folder, record, **more).get(record.id)
    assert found is not None
    return found


def disclosed(folder: Path, as_of: str, *records: Record, **more: Any) -> Disclosed:
    """What may be seen of the records at a moment."""
    return release(subjects(folder, *records, **more), folder, as_of)


def release(found: Subjects, folder: Path, as_of: str, without: Iterable[str] = ()) -> Disclosed:
    """What may be seen of ``found`` at a moment."""
    store = folder / f"public-{len(list(folder.iterdir()))}.sqlite"
    return disclose(found, at(as_of), store, frozenset(without))


def shown(found: Disclosed, record_id: str = "nm-2025-0012") -> PublicRecord:
    """A public record; the test fails where it is not public."""
    record = found.corpus.get(record_id)
    assert record is not None
    return record


def gone(found: Disclosed) -> list[Gone]:
    """The addresses of records that have ended."""
    return list(found.corpus.gone())


def ruled(field: str, **rule: Any) -> Regime:
    """The list regime with another rule for one field; without a rule, the field unnamed."""
    regime = shipped()[LIST_REGIME]
    fields = {name: known for name, known in regime.fields.items() if name != field}
    if rule:
        fields[field] = replace(regime.fields[field], **rule)
    return replace(regime, id="test-regime", fields=fields)


__all__ = [
    "CITY",
    "LIST_REGIME",
    "PERSON",
    "PUBLISHER",
    "a_listing",
    "a_record",
    "a_site",
    "a_statistic",
    "an_article",
    "an_event",
    "at",
    "day",
    "disclosed",
    "gone",
    "release",
    "ruled",
    "shipped",
    "shown",
    "subject",
    "subjects",
]
