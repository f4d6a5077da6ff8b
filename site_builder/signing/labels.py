"""What fields, kinds and states are called on a sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from site_builder.i18n import Message, _
from site_builder.model.record import State

if TYPE_CHECKING:
    from site_builder.i18n import Language

_FIELDS: Final = {
    "aliases": _("Other names"),
    "arrears.amount": _("Wages owed"),
    "arrears.workers": _("Workers concerned"),
    "basis": _("Legal basis"),
    "body": _("Text"),
    "cases": _("Linked cases"),
    "current_name": _("Present name"),
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
    "files": _("Pictures"),
    "hours": _("Hours"),
    "id": _("Id"),
    "label": _("What is counted"),
    "level": _("Level"),
    "listing": _("Listing"),
    "name": _("Name"),
    "note": _("Note"),
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
    "project.contractor": _("Main contractor"),
    "project.name": _("Project"),
    "published_on": _("First published on"),
    "qualifier": _("Qualifier"),
    "regime": _("Regime"),
    "region": _("Region"),
    "regions": _("Regions"),
    "review_on": _("To be reviewed on"),
    "source.date": _("Day of the source"),
    "source.name": _("Source"),
    "source.title": _("Title of the source"),
    "stages": _("Stages"),
    "tags": _("Topics"),
    "title": _("Title"),
    "type": _("Sort of case"),
    "unit": _("Unit"),
    "url": _("Web address"),
    "value": _("Figure"),
    "year": _("Year"),
}
_KINDS: Final = {
    "listing": _("Listing"),
    "case": _("Case"),
    "typical-case": _("Typical case"),
    "news": _("News"),
    "page": _("Page"),
    "statistic": _("Figure"),
    "organ": _("Body"),
    "channel": _("Complaint channel"),
    "regime": _("Regime"),
}
_STATES: Final = {
    State.HELD: _("taken down by hand: not public"),
    State.SEALED: _("the regime forbids publication: not public"),
    State.UNVETTED: _("not public: its term cannot be counted"),
    State.WITHDRAWN: _("withdrawn: not public"),
    State.REVOKED: _("revoked: not public"),
    State.REMOVED_EARLY: _("removed early: not public"),
    State.EXPIRED: _("its term has ended: not public"),
    State.SCHEDULED: _("not public yet"),
    State.SHIELDED: _("shielded by a reorganisation: not public"),
    State.SUSPENDED: _("suspended: not public"),
    State.IN_FORCE: _("public"),
}

# Words of closed lists, as people say them.
_WORDS: Final = {
    "legal_representative": _("Legal representative"),
    "principal": _("Principal"),
    "responsible_manager": _("Manager directly responsible"),
    "responsible_person": _("Person directly responsible"),
    "enterprise": _("Enterprise"),
    "sole_trader": _("Sole trader"),
    "institution": _("Public institution"),
    "organisation": _("Other organisation"),
    "natural_person": _("Natural person"),
    "national": _("national"),
    "province": _("of a province"),
    "prefecture": _("of a prefecture"),
    "county": _("of a county"),
    "grassroots": _("at the grass roots"),
    "payment_order": _("order to pay"),
    "administrative_penalty": _("administrative penalty"),
    "major_violation": _("major violation"),
    "criminal_case": _("criminal case"),
    "judgment": _("judgment"),
    "administrative_decision": _("administrative decision"),
    "transferred": _("handed over to the police"),
    "filed": _("filed by the police"),
    "not_filed": _("not filed by the police"),
    "sent_for_prosecution": _("sent for prosecution"),
    "prosecuted": _("prosecuted"),
    "not_prosecuted": _("not prosecuted"),
    "first_instance": _("judged at first instance"),
    "effective": _("judgment in force"),
    "paid": _("wages paid"),
    "removed_early": _("removed early"),
    "revoked": _("revoked"),
    "suspended": _("suspended"),
    "shielded": _("shielded by a reorganisation"),
    "person_hidden": _("a person hidden"),
    "changed": _("changed by another decision"),
    "confirmed_unlawful": _("confirmed to be unlawful"),
    "confirmed_void": _("confirmed to be void"),
    "repaired": _("credit repaired"),
    "resumed": _("resumed"),
    "unshielded": _("no longer shielded"),
    "restored": _("restored after fraud"),
    "entered_in_error": _("entered in error"),
    "renamed": _("renamed"),
    "amended": _("amended"),
    "renewed": _("renewed"),
    "remedied": _("remedied"),
    "new_violation": _("a new violation"),
    "criminal_proceedings": _("criminal proceedings"),
    "convicted": _("convicted"),
}
_CODED: Final = frozenset({"kind", "level", "party_kind", "role", "stage", "type"})


def said(name: str, value: Any, language: Language) -> str:
    """A field's value as people say it: words of closed lists in their own language."""
    if isinstance(value, Mapping):
        parts = (said(key, item, language) for key, item in value.items())
        return " ".join(part for part in parts if part)
    if isinstance(value, list | tuple):
        return "；".join(said(name, item, language) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    word = _WORDS.get(str(value)) if name.rpartition(".")[2] in _CODED else None
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
    label = _FIELDS.get(name)
    return label.text(language) if label else name


def kind_label(kind: str) -> Message:
    """What a kind of record or setting is called."""
    return _KINDS[kind]


def state_label(state: State) -> Message:
    """A state, and whether the public sees anything in it."""
    return _STATES[state]
