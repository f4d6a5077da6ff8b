"""A small site of one department, and records as `disclose` hands them on."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from site_builder.model.artifact import Promise, fingerprint
from site_builder.model.moment import Moment
from site_builder.model.public import (
    EarlyEnd,
    Gone,
    PublicChange,
    PublicRecord,
    Validity,
    page_path,
)
from site_builder.model.record import Kind, State
from site_builder.model.site import Government, Level, Organ, Site
from site_builder.store.public import Chrome, PublicCorpus
from tests.promised import standing

BASE_URL = "https://example.gov.cn/qxmd/"
ORGAN = Organ(id="nm-hhht-hrss", name="呼和浩特市人力资源和社会保障局", level=Level.PREFECTURE)
PUBLISHER = Organ(id="nm-hrss", name="内蒙古自治区人力资源和社会保障厅", level=Level.PROVINCE)
GOVERNMENT = Government(site_name="示例", site_domain="example.gov.cn", id_code="1500000001")
LISTING: Mapping[str, Mapping[str, Any]] = {
    "employer": {
        "name": "内蒙古示例建筑工程有限公司",
        "party_kind": "enterprise",
        "credit_code": "91150102MA0AAAAA1X",
        "registration_number": None,
        "former_names": [],
        "region": "150102",
    },
    "decision": {
        "number": "示人社列字〔2025〕12号",
        "organ": "nm-hhht-hrss",
        "decided_on": "2025-03-01",
        "reason": None,
        "basis": None,
    },
    "arrears": {"amount": "186200.00", "workers": 14},
    "project": {"name": None, "contractor": None},
}
NOTHING_SINCE: Mapping[str, Any] = {"republished_by": [], "contested_on": None, "remedied_on": None}
# How many years records of a kind show, and by which article.
_TERMS = {Kind.LISTING: (3, "第十一条"), Kind.CASE: (1, "第四条")}
CASE: Mapping[str, Any] = {
    "type": "administrative_penalty",
    "party": {
        "name": "内蒙古示例建筑工程有限公司",
        "party_kind": "enterprise",
        "credit_code": "91150102MA0AAAAA1X",
        "registration_number": None,
        "region": "150102",
        "legal_representative": None,
    },
    "document": {
        "number": "示人社罚字〔2025〕1号",
        "organ": "nm-hhht-hrss",
        "issued_on": "2025-03-01",
        "title": "行政处罚决定书",
    },
    "facts": "拖欠工资。",
    "basis": None,
    "outcome": None,
    "penalty": {"type": "罚款", "fine": "20000.00"},
    "arrears": {"amount": None, "workers": 6},
    "stages": [],
    "listing": None,
    "published_on": None,
    "republished_by": [],
    "contested_on": None,
}


def a_listing(
    record_id: str = "nm-2025-0012",
    *,
    persons: Iterable[tuple[str, str | None]] = (),
    published_on: str = "2025-03-05",
    current_name: str | None = None,
    became: Mapping[str, Any] | None = None,
    **changed: Mapping[str, Any],
) -> PublicRecord:
    """A listing in force; `changed` overrides values, group by group.

    `became` overrides what happened to it after its decision.
    """
    groups = {name: {**values, **changed.get(name, {})} for name, values in LISTING.items()}
    named = [{"name": name, "role": role} for name, role in persons]
    return a_record(
        Kind.LISTING,
        record_id,
        groups["employer"]["name"],
        published_on,
        {**groups, **NOTHING_SINCE, **(became or {}), "persons": named, "published_on": None},
        current_name=current_name,
    )


def a_case(
    record_id: str = "cf-2025-0001", *, published_on: str = "2025-03-05", **changed: Any
) -> PublicRecord:
    """A case in force; `changed` overrides values, whole or group by group."""
    values = {
        name: {**value, **changed.pop(name, {})} if isinstance(value, dict) else value
        for name, value in CASE.items()
    }
    name = values["party"]["name"]
    return a_record(Kind.CASE, record_id, name, published_on, {**values, **changed})


def an_article(
    record_id: str, title: str, published_on: str, kind: Kind = Kind.NEWS
) -> PublicRecord:
    """A news article, or another kind's."""
    return a_record(kind, record_id, title, published_on, {"title": title})


def a_record(
    kind: Kind,
    record_id: str,
    title: str,
    published_on: str,
    values: Mapping[str, Any],
    *,
    current_name: str | None = None,
) -> PublicRecord:
    years, citation = _TERMS.get(kind, (None, ""))
    starts_on = date(2025, 3, 1)
    return PublicRecord(
        id=record_id,
        kind=kind,
        path=page_path(kind, record_id, starts_on),
        title=title,
        values=values,
        starts_on=starts_on,
        last_day=date(2025 + years, 3, 1) if years else None,
        hidden_from=date(2025 + years, 3, 2) if years else None,
        published_on=Moment(datetime.fromisoformat(published_on)),
        organ=ORGAN.id,
        region="150102" if years else None,
        regime=None,
        ends_under=None,
        citation=citation,
        early_end=EarlyEnd(),
        letter="S",
        current_name=current_name,
        body="",
        files=(),
        digest=fingerprint(repr((kind, record_id, title, published_on, values))),
    )


def a_gone(record_id: str) -> Gone:
    """A listing that ended on 1 March 2025."""
    return Gone(
        id=record_id,
        kind=Kind.LISTING,
        path=f"listings/{record_id}.html",
        state=State.EXPIRED,
        hidden_from=date(2025, 3, 1),
        citation="第十一条",
    )


def a_leaving(record_id: str = "nm-gone", on: str = "2025-03-01", **changed: Any) -> PublicChange:
    """A listing that left at its end; `changed` overrides what is told of it."""
    known: dict[str, Any] = {
        "id": record_id,
        "kind": Kind.LISTING,
        "path": f"listings/{record_id}.html",
        "on": date.fromisoformat(on),
        "change": "leaves",
        "reason": "expired",
        "citation": "《暂行办法》第十一条",
        "do_not_use_from": date.fromisoformat(on),
        "is_public": False,
    }
    return PublicChange(**{**known, **changed})


def an_entry(record_id: str, on: str = "2025-03-01", **changed: Any) -> PublicChange:
    """A listing that entered, and shows until 1 March 2028."""
    entered = {"change": "enters", "reason": "in_force", "citation": "", "is_public": True}
    return a_leaving(record_id, on, **{**entered, "do_not_use_from": date(2028, 3, 2), **changed})


def a_corpus(
    folder: Path,
    records: Iterable[PublicRecord] = (),
    gone: Iterable[Gone] = (),
    *,
    changes: Iterable[PublicChange] = (),
    base_url: str = BASE_URL,
    as_of: str = "2025-03-10",
) -> PublicCorpus:
    """The public records of a small site at one moment."""
    site = Site(
        name="示例自治区根治欠薪信息公开",
        base_url=base_url,
        publisher=PUBLISHER.id,
        field_of_law=("human_resources",),
        government=GOVERNMENT,
    )
    organs = {organ.id: organ for organ in (ORGAN, PUBLISHER)}
    chrome = Chrome(site=site, organs=organs, channels=(), regimes={})
    corpus = PublicCorpus(folder / f"{len(list(folder.iterdir()))}.sqlite", chrome)
    corpus.validity = Validity(
        as_of=Moment.parse(as_of),
        valid_until=date(2025, 3, 13),
        next_change_at=Moment.parse("2025-03-20"),
    )
    corpus.fill(records)
    corpus.fill_gone(gone)
    corpus.fill_changes(changes)
    return corpus


def made(artifacts: Iterable[Promise]) -> dict[str, bytes]:
    """What the artifacts make, by their paths; last those that tell of others."""
    return {artifact.path: artifact.make() for artifact in standing(artifacts)}
