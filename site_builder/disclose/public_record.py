"""What the public may see of one record in force: its values, its days, its page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from site_builder.disclose.early_end import early_end
from site_builder.disclose.links import settle_links
from site_builder.disclose.policy import shown_name, shown_values, shows_body
from site_builder.model.artifact import fingerprint
from site_builder.model.moment import ONE_DAY
from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.model.text import first_letter

if TYPE_CHECKING:
    from site_builder.disclose.subject import Subject
    from site_builder.model.moment import Moment
    from site_builder.model.regime import Regime
    from site_builder.store.public import PublicCorpus

_NAMES: Final = ("employer.name", "party.name")


def public_record(subject: Subject, as_of: Moment, listed: PublicCorpus) -> PublicRecord:
    """What the public may see of a record in force."""
    record, course, day = subject.record, subject.course, as_of.day
    values = shown_values(subject, day)
    _settle_references(record.kind, values, listed)
    hidden_from = course.hidden_from(as_of)
    starts_on = course.start_on(day)
    title = _title(values)
    ending = course.ending(day)
    body = settle_links(record.body, _is_listed(listed)) if shows_body(subject, day) else ""
    published_on = subject.published_on
    current_name = shown_name(subject, day)
    leaves = early_end(subject, values, day)
    public = PublicRecord(
        id=record.id,
        kind=record.kind,
        path=subject.path,
        title=title,
        values=values,
        starts_on=starts_on,
        last_day=hidden_from - ONE_DAY if hidden_from else None,
        hidden_from=hidden_from,
        published_on=published_on,
        organ=_shown_value(values, "decision.organ", "document.organ", "organ"),
        region=_shown_value(values, "employer.region", "party.region", "occurred_in", "region"),
        regime=record.facts.regime,
        ends_under=ending.regime,
        citation=ending.citation,
        early_end=leaves,
        letter=first_letter(current_name or _shown_value(values, *_NAMES) or ""),
        current_name=current_name,
        body=body,
        files=record.facts.files if body else (),
        links=tuple(
            (each.written, each.path) for each in record.facts.attached if body and each.written
        ),
        digest="",
    )
    return replace(public, digest=digest_of(public, subject.regime))


def digest_of(record: PublicRecord, regime: Regime | None) -> str:
    """A digest of all that is shown of a record, and of the law that it stands under."""
    parts = {
        "values": record.values,
        "body": record.body,
        "hidden_from": str(record.hidden_from),
        "starts_on": str(record.starts_on),
        "published_on": str(record.published_on),
        "path": record.path,
        "current_name": record.current_name,
        "regime": [record.ends_under, record.citation, regime.digest if regime else None],
        "early_end": [str(record.early_end.may_apply_from), record.early_end.is_barred],
        "files": record.files,
        "links": record.links,
    }
    return fingerprint(record.id, json.dumps(parts, ensure_ascii=False, sort_keys=True))


def _settle_references(kind: Kind, values: dict[str, Any], listed: PublicCorpus) -> None:
    """Leave of a record's links to others those that lead to a public page."""
    if kind is Kind.CASE and values["listing"] is not None:
        values["listing"] = values["listing"] if _is_listed(listed)(values["listing"]) else None
    if kind is Kind.TYPICAL_CASE:
        found = (listed.get(name) for name in values["cases"])
        values["cases"] = [case.id for case in found if case and case.kind is Kind.CASE]
    if kind is Kind.NEWS:
        found = (listed.get(name) for name in values["typical_cases"])
        values["typical_cases"] = [
            case.id for case in found if case and case.kind is Kind.TYPICAL_CASE
        ]


def _is_listed(listed: PublicCorpus) -> Callable[[str], bool]:
    def is_listed(record_id: str) -> bool:
        found = listed.get(record_id)
        return found is not None and found.kind is Kind.LISTING

    return is_listed


def _shown_value(values: Mapping[str, Any], *paths: str) -> str | None:
    """The first of ``paths`` that the record's kind has, as far as it shows."""
    for path in paths:
        group, _dot, leaf = path.rpartition(".")
        found = values.get(group, {}) if group else values
        if leaf in found:
            return None if found[leaf] is None else str(found[leaf])
    return None


def _title(values: Mapping[str, Any]) -> str:
    """What a record is called; a document that may not name its party, by title or number."""
    names = (*_NAMES, "document.title", "document.number", "title", "label")
    return next((name for path in names if (name := _shown_value(values, path))), "")
