"""What the index holds of a record: what a hit shows, and folded texts to find it by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from site_builder.model.record import Kind
from site_builder.model.regions import full_name, prefecture
from site_builder.model.text import fold, trade_name, without_legal_form

if TYPE_CHECKING:
    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Chrome


def row(record: PublicRecord, chrome: Chrome) -> dict[str, Any]:
    """One hit to be; everything in it is public."""
    found: dict[str, Any] = {
        "id": record.id,
        "kind": record.kind.value,
        "title": record.title,
        "path": record.path,
        "region": record.region,
        "place": full_name(record.region) if record.region else None,
        "area": full_name(prefecture(record.region)) if record.region else None,
        "organ": chrome.organ_name(record.organ),
        "hidden_from": record.hidden_from.isoformat() if record.hidden_from else "",
        "last_day": record.last_day.isoformat() if record.last_day else "",
        "names": [fold(record.title)],
    }
    if record.kind is Kind.LISTING:
        found |= _listing(record)
    return {key: value for key, value in found.items() if value not in (None, [], ())}


def _listing(record: PublicRecord) -> dict[str, Any]:
    values = record.values
    employer, decision = values["employer"], values["decision"]
    names = [record.title, record.current_name, *employer["former_names"]]
    codes = [employer["credit_code"], employer["registration_number"]]
    return {
        "code": employer["credit_code"] or employer["registration_number"],
        "number": decision["number"],
        "names": [fold(name) for name in names if name],
        # What is left of a name without its place and its legal form: what people call the firm.
        "cores": [fold(without_legal_form(trade_name(name))) for name in names if name],
        "codes": [fold(code) for code in codes if code],
        "numbers": [fold(decision["number"])] if decision["number"] else [],
        "projects": [fold(values["project"]["name"])] if values["project"]["name"] else [],
        "people": [fold(person["name"]) for person in values["persons"]],
        "is_person": True if employer["party_kind"] == "natural_person" else None,
    }
