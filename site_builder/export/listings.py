"""The listings as a table: which of them a download may hold, and its columns."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypedDict

from site_builder.export.address import address
from site_builder.model.artifact import fingerprint
from site_builder.model.record import Kind
from site_builder.model.regions import full_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Chrome, PublicCorpus

Cell = str | int | list[str] | None


# Machines keep these names: a column may be added, in front of the last two, but not renamed.
class Row(TypedDict):
    """One listing, a value for each column of the table; None where nothing is public."""

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
    published_on: str
    regime: str | None
    regime_name: str | None
    citation: str | None
    page: str
    starts_on: str
    last_day: str | None
    do_not_use_from: str | None


COLUMNS = tuple(Row.__annotations__)


def is_natural_person(record: PublicRecord) -> bool:
    """Whether the record is about a human being, or might be.

    Where the kind of party is not public, only an organisation's number tells.
    """
    party = record.values.get("employer") or record.values.get("party")
    if party is None:
        return False
    if party["party_kind"] is None:
        return not (party.get("credit_code") or party.get("registration_number"))
    return bool(party["party_kind"] == "natural_person")


def rows(corpus: PublicCorpus) -> Iterator[Row]:
    """The listings of organisations, newest first."""
    for record in corpus.records(Kind.LISTING):
        if not is_natural_person(record):
            yield _row(record, corpus.chrome)


def table_fingerprint(corpus: PublicCorpus) -> str:
    """A digest of everything that the table shows."""
    chrome = corpus.chrome
    names = {
        "organs": {organ.id: organ.name for organ in chrome.organs.values()},
        "regimes": {regime.id: regime.name for regime in chrome.regimes.values()},
        "regions": {code: full_name(code) for code, _ in corpus.facet(Kind.LISTING, "region")},
    }
    return fingerprint(
        chrome.site.base_url,
        json.dumps(names, sort_keys=True),
        hashlib.sha256(corpus.digests(Kind.LISTING).encode()).digest(),
    )


def _row(record: PublicRecord, chrome: Chrome) -> Row:
    employer, decision = record.values["employer"], record.values["decision"]
    arrears, project = record.values["arrears"], record.values["project"]
    persons = record.values["persons"]
    regime = chrome.regimes.get(record.regime) if record.regime else None
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
        "published_on": str(record.published_on),
        "regime": record.regime,
        "regime_name": regime.name if regime else None,
        "citation": record.citation or None,
        "page": address(chrome.site.base_url, record.path),
        "starts_on": record.starts_on.isoformat(),
        "last_day": record.last_day.isoformat() if record.last_day else None,
        "do_not_use_from": record.hidden_from.isoformat() if record.hidden_from else None,
    }


def _named(persons: list[dict[str, str | None]] | None, role: str | None) -> list[str] | None:
    names = (person["name"] for person in persons or () if person["role"] == role)
    return [name for name in names if name] or None
