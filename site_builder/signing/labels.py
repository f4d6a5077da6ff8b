"""What fields, kinds and states are called on a sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from site_builder.i18n import Message, _
from site_builder.model.record import Kind, State
from site_builder.words import (
    CASE_TYPES,
    EVENTS,
    KINDS,
    LEVELS,
    PARTY_KINDS,
    ROLES,
    STAGES,
    STATES,
)

if TYPE_CHECKING:
    from site_builder.i18n import Language

_FIELDS: Final = {
    "aliases": _("Other names"),
    "also_published": _("Also published at"),
    "also_published.channel": _("Also published at"),
    "also_published.on": _("Also published on"),
    "also_published.url": _("Also published at (address)"),
    "arrears.amount": _("Wages owed"),
    "arrears.workers": _("Workers concerned"),
    "basis": _("Legal basis"),
    "body": _("Text"),
    "cases": _("Linked cases"),
    "contested_on": _("Reconsideration or lawsuit since"),
    "current_name": _("Present name"),
    "corrections": _("Corrections"),
    "decision.basis": _("Legal basis"),
    "decision.decided_on": _("Decided on"),
    "decision.number": _("Decision number"),
    "decision.organ": _("Deciding body"),
    "decision.reason": _("Reason"),
    "document.issued_on": _("Issued on"),
    "document.number": _("Document number"),
    "document.organ": _("Issuing body"),
    "document.title": _("Title of the document"),
    "embargo_until": _("Not before"),
    "employer.credit_code": _("Unified social credit code"),
    "employer.former_names": _("Former names"),
    "employer.name": _("Employer"),
    "employer.party_kind": _("Sort of employer"),
    "employer.region": _("Region"),
    "employer.registration_number": _("Registration number"),
    "events": _("Events"),
    "facts": _("Facts"),
    "files": _("Pictures, tables and PDFs"),
    "hours": _("Hours"),
    "id": _("Id"),
    "label": _("What is counted"),
    "language": _("Language"),
    "languages": _("Languages"),
    "level": _("Level"),
    "listing": _("Listing"),
    "name": _("Name"),
    "natural_persons_in_data": _("Natural persons in open data all the same, because"),
    "note": _("Note"),
    "only_warn": _("Findings that only warn, and keep nothing from the public"),
    "occurred_in": _("Place"),
    "organ": _("Body"),
    "outcome": _("Outcome"),
    "parent": _("Superior body"),
    "party.credit_code": _("Unified social credit code"),
    "party.legal_representative": _("Legal representative"),
    "party.name": _("Party"),
    "party.party_kind": _("Sort of party"),
    "party.region": _("Region"),
    "party.registration_number": _("Registration number"),
    "penalty.fine": _("Fine"),
    "penalty.type": _("Sort of penalty"),
    "persons": _("Persons"),
    "persons.name": _("Names of persons"),
    "persons.role": _("Roles of persons"),
    "phone": _("Telephone"),
    "procedure.notice_served_on": _("Notice served on"),
    "procedure.payment_due_on": _("Payment was due on"),
    "project.contractor": _("Main contractor"),
    "project.name": _("Project"),
    "published_on": _("First published on"),
    "qualifier": _("Qualifier"),
    "regime": _("Regime"),
    "region": _("Region"),
    "regions": _("Regions"),
    "remedied_on": _("Wages paid on"),
    "republished_by": _("Also published by"),
    "review_on": _("To be reviewed on"),
    "source.date": _("Day of the source"),
    "source.name": _("Source"),
    "source.title": _("Title of the source"),
    "stages": _("Stages"),
    "summary": _("Summary"),
    "tags": _("Topics"),
    "title": _("Title"),
    "type": _("Sort of case"),
    "typical_cases": _("Typical cases"),
    "unit": _("Unit"),
    "url": _("Web address"),
    "value": _("Figure"),
    "year": _("Year"),
}
_SETTINGS: Final = {
    "organ": _("Body"),
    "channel": _("Complaint channel"),
    "regime": _("Regime"),
    "site": _("What site.yml loosens"),
    "portal": _("The portal around every page"),
    "catalog": _("The sentences of a language"),
}
# What site.yml states of each regime of another field of law.
_GROUNDS: Final = "grounds."
# The words of each closed list, by the last part of the field that holds one.
_WORDS: Final[dict[str, Mapping[Any, Message]]] = {
    "kind": EVENTS,
    "level": LEVELS,
    "party_kind": PARTY_KINDS,
    "role": ROLES,
    "stage": STAGES,
    "type": CASE_TYPES,
}


def said(name: str, value: Any, language: Language) -> str:
    """A field's value as people say it: words of closed lists in their own language."""
    if isinstance(value, Mapping):
        parts = (said(key, item, language) for key, item in value.items())
        return " ".join(part for part in parts if part)
    if isinstance(value, list | tuple):
        return "；".join(said(name, item, language) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    word = _WORDS.get(name.rpartition(".")[2], {}).get(str(value))
    return word.text(language) if word else visible(str(value))


def visible(text: str) -> str:
    """``text`` with what turns or hides its characters named: nobody signs what he cannot see."""
    if text.isprintable():
        return text
    return "".join(
        f"⟨U+{ord(char):04X}⟩" if unicodedata.category(char) == "Cf" else char for char in text
    )


def field_label(name: str, language: Language) -> str:
    """What a field is called; one without a name goes by its key."""
    if name.startswith(_GROUNDS):
        regime = name.removeprefix(_GROUNDS)
        return _("Shown though of another field of law: {regime}", regime=regime).text(language)
    label = _FIELDS.get(name)
    return label.text(language) if label else name


def kind_label(kind: str) -> Message:
    """What a kind of record or setting is called."""
    return _SETTINGS[kind] if kind in _SETTINGS else KINDS[Kind(kind)]


def state_label(state: State) -> Message:
    """How a record will stand once it is signed."""
    if state is State.UNVETTED:
        return _("not public: its term cannot be counted")
    return STATES[state]
