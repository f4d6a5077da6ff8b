"""The cases as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from site_builder import dictionary
from site_builder.export.tables import LastColumns, Table, last_columns
from site_builder.model.record import Kind
from site_builder.model.regions import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Chrome


class _Own(TypedDict):
    """What is a case's own; None where nothing is public.

    Each of ``stages`` is what, when and by which body: ``filed 2025-04-02 nm-police``.
    """

    id: str
    type: str | None
    name: str | None
    party_kind: str | None
    credit_code: str | None
    registration_number: str | None
    region: str | None
    region_name: str | None
    legal_representative: str | None
    document_number: str | None
    document_title: str | None
    organ: str | None
    organ_name: str | None
    issued_on: str | None
    facts: str | None
    basis: str | None
    outcome: str | None
    penalty_type: str | None
    fine: str | None
    amount: str | None
    workers: int | None
    stages: list[str] | None
    listing: str | None


class CaseRow(_Own, LastColumns):
    """One case, a value for each column of the table."""


def _row(record: PublicRecord, chrome: Chrome) -> CaseRow:
    case = record.values
    party, document = case["party"], case["document"]
    return {
        "id": record.id,
        "type": case["type"],
        "name": party["name"],
        "party_kind": party["party_kind"],
        "credit_code": party["credit_code"],
        "registration_number": party["registration_number"],
        "region": record.region,
        "region_name": full_name(record.region) if record.region else None,
        "legal_representative": party["legal_representative"],
        "document_number": document["number"],
        "document_title": document["title"],
        "organ": record.organ,
        "organ_name": chrome.organ_name(record.organ) or None,
        "issued_on": document["issued_on"],
        "facts": case["facts"],
        "basis": case["basis"],
        "outcome": case["outcome"],
        "penalty_type": case["penalty"]["type"],
        "fine": case["penalty"]["fine"],
        "amount": case["arrears"]["amount"],
        "workers": case["arrears"]["workers"],
        "stages": [_stage(step) for step in case["stages"]] or None,
        "listing": case["listing"],
        **last_columns(record, chrome),
    }


def _stage(step: Mapping[str, Any]) -> str:
    return " ".join(part for part in (step["stage"], step["on"], step["organ"]) if part)


CASES = Table(data_set=dictionary.CASES, kind=Kind.CASE, row=_row)
