"""What the index holds of a record: what a hit shows, and folded texts to find it by."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from site_builder.model.record import Kind
from site_builder.model.regime import Show
from site_builder.model.regions import full_name, prefecture
from site_builder.model.stages import has_reached
from site_builder.model.text import trade_name, without_legal_form
from site_builder.model.variants import looked_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.model.public import PublicRecord
    from site_builder.model.regime import FieldRule
    from site_builder.store.public import Chrome

# What of a record is read word by word, if a reader asks for that.
_TEXTS = {
    Kind.LISTING: (("decision", "reason"), ("decision", "basis")),
    Kind.CASE: (("facts",), ("basis",), ("outcome",)),
}
# A picture or a link of Markdown, and what sets its words apart.
_LINKED = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`#>|]+|^[ \t]*[-+][ \t]+|\\(?=[^\w\s])", re.MULTILINE)
# Key figures, timelines and charts: their words are read, what tells how to draw them is not.
_BLOCK = re.compile(r"^`{3,}[a-z]*[ \t]*\n(.*?)^`{3,}[ \t]*$", re.MULTILINE | re.DOTALL)
_HOW = re.compile(
    r"^(?:type|data)[ \t]*[:：].*\n?|^(?:title|unit|note|source)[ \t]*[:：][ \t]*", re.MULTILINE
)
_NOTE = re.compile(r"\[\^[^\]\n]*\]:?[ \t]*")

# By what a record is found, and the field that it stands in.
_SEARCHED = {
    Kind.LISTING: {
        "names": "employer.name",
        "cores": "employer.name",
        "codes": "employer.credit_code",
        "numbers": "decision.number",
        "projects": "project.name",
        "people": "persons.name",
        "persons": "persons.name",
    },
    Kind.CASE: {
        "names": "party.name",
        "cores": "party.name",
        "codes": "party.credit_code",
        "numbers": "document.number",
        "documents": "document.title",
        "people": "party.legal_representative",
        "persons": "party.legal_representative",
    },
}


def row(record: PublicRecord, chrome: Chrome) -> dict[str, Any]:
    """One hit to be; everything in it is public."""
    found: dict[str, Any] = {
        "id": record.id,
        "kind": record.kind.value,
        "title": record.title or record.id,
        "path": record.path,
        "region": record.region,
        "place": full_name(record.region) if record.region else None,
        "area": full_name(prefecture(record.region)) if record.region else None,
        "organ": chrome.organ_name(record.organ),
        "phone": chrome.organ_phone(record.organ),
        "body": record.organ,
        "year": record.month[:4],
        "hidden_from": record.hidden_from.isoformat() if record.hidden_from else "",
        "last_day": record.last_day.isoformat() if record.last_day else "",
        "names": [looked_up(record.title)] if record.title else [],
    }
    if record.kind is Kind.LISTING:
        found |= _listing(record)
    elif record.kind is Kind.CASE:
        found |= _case(record)
    # A surname with 某 is no whole name: nobody is found by what shows in part.
    for key, path in _SEARCHED.get(record.kind, {}).items():
        if not _shows_whole(record, chrome, path):
            found[key] = []
    # The browser takes names for granted.
    return {k: value for k, value in found.items() if k == "names" or value not in (None, [], ())}


def texts_of(record: PublicRecord) -> list[str]:
    """What a record tells in sentences, as a reader sees it; nothing of a natural person's."""
    if record.is_natural_person:
        return []
    body = _BLOCK.sub(lambda block: _HOW.sub("", block[1]), record.body)
    found = [_MARKS.sub("", _LINKED.sub(r"\1", _NOTE.sub("", body)))]
    found += [note["text"] for note in record.values.get("corrections") or ()]
    found.append(record.values.get("summary") or "")
    for *groups, name in _TEXTS.get(record.kind, ()):
        value = record.values
        for group in groups:
            value = value[group]
        found.append(value[name] or "")
    return [text for text in found if text.strip()]


def _shows_whole(record: PublicRecord, chrome: Chrome, path: str) -> bool:
    """Whether the law shows a field of this record unabridged, as far as it shows it."""
    regime = chrome.regimes.get(record.regime) if record.regime else None
    rule = regime.fields.get(path) if regime else None
    if rule is None:
        return True
    persons = rule.natural_persons if record.is_natural_person else None
    return (persons or rule.show) is Show.FULL and _holds(rule, record)


def _holds(rule: FieldRule, record: PublicRecord) -> bool:
    """Whether what shows of a field can be no part of it, shown until a stage is reached."""
    if rule.from_stage is None or rule.before is Show.WITHHELD:
        return True
    return has_reached(record.values.get("stages", ()), rule.from_stage, date.max)


def _listing(record: PublicRecord) -> dict[str, Any]:
    employer, values = record.values["employer"], record.values
    others = [name for name in (record.current_name, *employer["former_names"]) if name]
    names = list(dict.fromkeys((record.title, *others)))
    shown = _party(record, employer, names, values["decision"]["number"])
    if "is_person" in shown:
        return shown
    project = values["project"]["name"]
    persons = [person["name"] for person in values["persons"]]
    return {
        **shown,
        **_people(persons),
        "project": project,
        "projects": [looked_up(project)] if project else [],
    }


def _case(record: PublicRecord) -> dict[str, Any]:
    party, document = record.values["party"], record.values["document"]
    names = [record.title] if party["name"] else []
    shown = {
        "type": record.values["type"],
        **_party(record, party, names, document["number"]),
    }
    if "is_person" in shown:
        return shown
    title = document["title"]
    return {
        **shown,
        **_people([party["legal_representative"]]),
        "documents": [looked_up(title)] if title else [],
    }


def _party(
    record: PublicRecord, party: Mapping[str, Any], names: list[str], number: str | None
) -> dict[str, Any]:
    """A party with its document's number: what a hit shows, and what it is found by."""
    codes = [party["credit_code"], party["registration_number"]]
    shown = {
        "code": codes[0] or codes[1],
        "number": number,
        "others": names[1:],
        "names": [looked_up(name) for name in names],
    }
    # Many people share a name: a person is found by the whole name and by nothing else.
    if record.is_natural_person:
        return {**shown, "is_person": True}
    return {
        **shown,
        "cores": [_core(name) for name in names],
        "codes": [looked_up(code) for code in codes if code],
        "numbers": [looked_up(number)] if number else [],
    }


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    """What is left of a name without its place and its legal form: what people call the firm."""
    return looked_up(without_legal_form(trade_name(name)))


def _people(names: Iterable[str | None]) -> dict[str, list[str]]:
    persons = [name for name in names if name]
    return {"persons": persons, "people": [looked_up(name) for name in persons]}
