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
    employer, decision = record.values["employer"], record.values["decision"]
    others = [name for name in (record.current_name, *employer["former_names"]) if name]
    names = list(dict.fromkeys((record.title, *others)))
    shown = {
        "code": employer["credit_code"] or employer["registration_number"],
        "number": decision["number"],
        "others": names[1:],
        "names": [fold(name) for name in names],
    }
    # Many people share a name: a person is found by the whole name and by nothing else.
    if employer["party_kind"] == "natural_person":
        return {**shown, "is_person": True}
    codes = [employer["credit_code"], employer["registration_number"]]
    project = record.values["project"]["name"]
    persons = [person["name"] for person in record.values["persons"] if person["name"]]
    return {
        **shown,
        # What is left of a name without its place and its legal form: what people call the firm.
        "cores": [fold(without_legal_form(trade_name(name))) for name in names],
        "codes": [fold(code) for code in codes if code],
        "numbers": [fold(decision["number"])] if decision["number"] else [],
        "project": project,
        "projects": [fold(project)] if project else [],
        "persons": persons,
        "people": [fold(person) for person in persons],
    }
