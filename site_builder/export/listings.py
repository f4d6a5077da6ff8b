"""The listings as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from site_builder import dictionary
from site_builder.export.tables import LastColumns, Table, last_columns
from site_builder.model.record import Kind
from site_builder.model.regions import full_name

if TYPE_CHECKING:
    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Chrome


class _Own(TypedDict):
    """What is a listing's own; None where nothing is public."""

    id: str
    name: str | None
    party_kind: str | None
    credit_code: str | None
    registration_number: str | None
    former_names: list[str] | None
    current_name: str | None
    region: str | None
    region_name: str | None
    legal_representative: list[str] | None
    principal: list[str] | None
    responsible_manager: list[str] | None
    responsible_person: list[str] | None
    other_person: list[str] | None
    decision_number: str | None
    organ: str | None
    organ_name: str | None
    decided_on: str | None
    reason: str | None
    basis: str | None
    amount: str | None
    workers: int | None
    project_name: str | None
    contractor: str | None
    remedied_on: str | None


class ListingRow(_Own, LastColumns):
    """One listing, a value for each column of the table."""


def _row(record: PublicRecord, chrome: Chrome) -> ListingRow:
    employer, decision = record.values["employer"], record.values["decision"]
    arrears, project = record.values["arrears"], record.values["project"]
    persons = record.values["persons"]
    return {
        "id": record.id,
        "name": employer["name"],
        "party_kind": employer["party_kind"],
        "credit_code": employer["credit_code"],
        "registration_number": employer["registration_number"],
        "former_names": employer["former_names"] or None,
        "current_name": record.current_name,
        "region": record.region,
        "region_name": full_name(record.region) if record.region else None,
        "legal_representative": _named(persons, "legal_representative"),
        "principal": _named(persons, "principal"),
        "responsible_manager": _named(persons, "responsible_manager"),
        "responsible_person": _named(persons, "responsible_person"),
        "other_person": _named(persons, None),
        "decision_number": decision["number"],
        "organ": record.organ,
        "organ_name": chrome.organ_name(record.organ) or None,
        "decided_on": decision["decided_on"],
        "reason": decision["reason"],
        "basis": decision["basis"],
        "amount": arrears["amount"],
        "workers": arrears["workers"],
        "project_name": project["name"],
        "contractor": project["contractor"],
        "remedied_on": record.values["remedied_on"],
        **last_columns(record, chrome),
    }


def _named(persons: list[dict[str, str | None]] | None, role: str | None) -> list[str] | None:
    names = (person["name"] for person in persons or () if person["role"] == role)
    return [name for name in names if name] or None


LISTINGS = Table(data_set=dictionary.LISTINGS, kind=Kind.LISTING, row=_row)
