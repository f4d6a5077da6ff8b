"""The rows of the public corpus: what the store keeps of a record, an end and a change."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.moment import Moment
from site_builder.model.public import EarlyEnd, Gone, Notice, PublicChange, PublicRecord, Validity
from site_builder.model.record import EventKind, Kind, State
from site_builder.model.regions import prefecture, province

if TYPE_CHECKING:
    from sqlite3 import Row

# Records and what is made of them are longer than half a page of a table without rowids, where
# they would take two.
PUBLIC: Final = """
CREATE TABLE IF NOT EXISTS record (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
    organ TEXT, region TEXT, prefecture TEXT, province TEXT,
    letter TEXT NOT NULL, month TEXT NOT NULL, type TEXT, listing TEXT,
    starts_on TEXT NOT NULL, published_on TEXT NOT NULL, hidden_from TEXT,
    digest TEXT NOT NULL, data TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS gone (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, state TEXT NOT NULL,
    hidden_from TEXT NOT NULL, citation TEXT NOT NULL, notice TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS change (
    id TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL, day TEXT NOT NULL,
    change TEXT NOT NULL, reason TEXT NOT NULL, citation TEXT NOT NULL,
    do_not_use_from TEXT, is_public INTEGER NOT NULL, PRIMARY KEY (day, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (
    what TEXT NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, reads TEXT NOT NULL,
    data TEXT NOT NULL, PRIMARY KEY (what, id)
);
CREATE TABLE IF NOT EXISTS validity (
    only INTEGER PRIMARY KEY, as_of TEXT NOT NULL, valid_until TEXT NOT NULL, next_change_at TEXT
);
"""


def record_row(record: PublicRecord) -> tuple[str | None, ...]:
    """A public record as the store keeps it."""
    region = record.region
    return (
        record.id,
        record.kind,
        record.path,
        record.title,
        record.organ,
        region,
        prefecture(region) if region else None,
        province(region) if region else None,
        record.letter,
        record.month,
        record.values.get("type"),
        record.values.get("listing"),
        record.starts_on.isoformat(),
        record.published_on.at.isoformat(),
        _text(record.hidden_from),
        record.digest,
        json.dumps(_as_json(record), ensure_ascii=False, separators=(",", ":")),
    )


def _as_json(record: PublicRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "kind": record.kind,
        "path": record.path,
        "title": record.title,
        "values": record.values,
        "starts_on": record.starts_on.isoformat(),
        "last_day": _text(record.last_day),
        "hidden_from": _text(record.hidden_from),
        "published_on": record.published_on.at.isoformat(),
        "organ": record.organ,
        "region": record.region,
        "regime": record.regime,
        "ends_under": record.ends_under,
        "citation": record.citation,
        "early_end": (_text(record.early_end.may_apply_from), record.early_end.is_barred),
        "letter": record.letter,
        "current_name": record.current_name,
        "body": record.body,
        "files": record.files,
        "links": record.links,
        "digest": record.digest,
    }


def record_from(data: str) -> PublicRecord:
    """The public record that ``record_row`` kept."""
    found = json.loads(data)
    may_apply_from, is_barred = found["early_end"]
    return PublicRecord(
        **{
            **found,
            "kind": Kind(found["kind"]),
            "starts_on": date.fromisoformat(found["starts_on"]),
            "last_day": _day(found["last_day"]),
            "hidden_from": _day(found["hidden_from"]),
            "published_on": Moment(datetime.fromisoformat(found["published_on"])),
            "early_end": EarlyEnd(_day(may_apply_from), is_barred),
            "files": tuple((path, sha) for path, sha in found["files"]),
            "links": tuple((written, path) for written, path in found["links"]),
        }
    )


def gone_row(gone: Gone) -> tuple[str | None, ...]:
    """An end as the store keeps it."""
    day = gone.hidden_from.isoformat()
    told = json.dumps(asdict(gone.notice), default=str) if gone.notice else None
    return (gone.id, gone.kind, gone.path, gone.state, day, gone.citation, told)


def gone_from(row: Row) -> Gone:
    """The end that ``gone_row`` kept."""
    return Gone(
        id=row["id"],
        kind=Kind(row["kind"]),
        path=row["path"],
        state=State(row["state"]),
        hidden_from=date.fromisoformat(row["hidden_from"]),
        citation=row["citation"],
        notice=_notice(row["notice"]),
    )


def _notice(data: str | None) -> Notice | None:
    if data is None:
        return None
    found = json.loads(data)
    known = {"event": EventKind(found["event"]), "on": date.fromisoformat(found["on"])}
    return Notice(**{**found, **known})


def change_row(change: PublicChange) -> tuple[str | bool | None, ...]:
    """A change as the store keeps it."""
    return (
        change.id,
        change.kind,
        change.path,
        change.on.isoformat(),
        change.change,
        change.reason,
        change.citation,
        _text(change.do_not_use_from),
        change.is_public,
    )


def change_from(row: Row) -> PublicChange:
    """The change that ``change_row`` kept."""
    return PublicChange(
        id=row["id"],
        kind=Kind(row["kind"]),
        path=row["path"],
        on=date.fromisoformat(row["day"]),
        change=row["change"],
        reason=row["reason"],
        citation=row["citation"],
        do_not_use_from=_day(row["do_not_use_from"]),
        is_public=bool(row["is_public"]),
    )


def validity_row(validity: Validity) -> tuple[str | None, ...]:
    """For which moment a corpus is, as the store keeps it."""
    change = validity.next_change_at
    as_of, until = validity.as_of.at.isoformat(), validity.valid_until.isoformat()
    return (as_of, until, change.at.isoformat() if change else None)


def validity_from(row: Row) -> Validity:
    """What ``validity_row`` kept."""
    change = row["next_change_at"]
    return Validity(
        as_of=Moment(datetime.fromisoformat(row["as_of"])),
        valid_until=date.fromisoformat(row["valid_until"]),
        next_change_at=Moment(datetime.fromisoformat(change)) if change else None,
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
