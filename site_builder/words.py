"""What people call the words of closed lists: on pages, on paper and in messages alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.i18n import Message, _
from site_builder.model.record import EventKind, Kind, State
from site_builder.model.regime import Certainty, What

if TYPE_CHECKING:
    from site_builder.i18n import Language

STATES: Final[dict[State, Message]] = {
    State.IN_FORCE: _("in force"),
    State.SCHEDULED: _("still to come"),
    State.EXPIRED: _("term ended"),
    State.REMOVED_EARLY: _("removed early"),
    State.REVOKED: _("revoked"),
    State.SUSPENDED: _("suspended"),
    State.SHIELDED: _("shielded"),
    State.SEALED: _("sealed"),
    State.WITHDRAWN: _("withdrawn"),
    State.HELD: _("taken down by hand"),
    State.UNVETTED: _("without a valid sign-off"),
}
KINDS: Final[dict[Kind, Message]] = {
    Kind.LISTING: _("listing"),
    Kind.CASE: _("case"),
    Kind.TYPICAL_CASE: _("typical case"),
    Kind.NEWS: _("news item"),
    Kind.PAGE: _("page"),
    Kind.STATISTIC: _("key figure"),
}
EVENTS: Final[dict[EventKind, Message]] = {
    EventKind.REMOVED_EARLY: _("removal"),
    EventKind.REVOKED: _("revocation"),
    EventKind.SUSPENDED: _("suspension"),
    EventKind.SHIELDED: _("shielding"),
    EventKind.PERSON_HIDDEN: _("hiding of a person"),
    EventKind.CHANGED: _("change by a new document"),
    EventKind.CONFIRMED_UNLAWFUL: _("confirmation as unlawful"),
    EventKind.CONFIRMED_VOID: _("confirmation as void"),
    EventKind.REPAIRED: _("credit repair"),
    EventKind.RESUMED: _("resumption"),
    EventKind.UNSHIELDED: _("end of shielding"),
    EventKind.RESTORED: _("restoration"),
    EventKind.ENTERED_IN_ERROR: _("correction of an entry"),
    EventKind.RENAMED: _("change of name"),
    EventKind.AMENDED: _("amendment"),
    EventKind.RENEWED: _("renewal"),
    EventKind.REMEDIED: _("remedy"),
    EventKind.NEW_VIOLATION: _("new violation"),
    EventKind.CRIMINAL_PROCEEDINGS: _("criminal proceedings"),
    EventKind.CONVICTED: _("conviction"),
    EventKind.PROCEEDINGS_ENDED: _("end of criminal proceedings"),
    EventKind.CONTESTED: _("reconsideration or lawsuit"),
    EventKind.CONTEST_ENDED: _("end of reconsideration or lawsuit"),
    EventKind.OBJECTION_RECEIVED: _("objection"),
    EventKind.OBJECTION_ANSWERED: _("answer to an objection"),
    EventKind.REMOVAL_APPLIED: _("application for removal"),
    EventKind.REMOVAL_REFUSED: _("refusal of removal"),
    EventKind.CORRECTION_REQUESTED: _("request for correction"),
    EventKind.CORRECTION_ANSWERED: _("answer to a request for correction"),
    EventKind.RECALLED: _("taking down at another place"),
}
WHATS: Final[dict[What, Message]] = {
    What.PUBLISH: _("publication"),
    What.REMOVE: _("removal everywhere"),
    What.WITHDRAW: _("withdrawal with its reason"),
    What.DECIDE: _("decision to list"),
    What.ANSWER_OBJECTION: _("answer to an objection"),
    What.DECIDE_REMOVAL: _("decision on early removal"),
    What.CORRECT: _("correction"),
    What.REVIEW: _("review whether to keep it"),
}
# How a record's place in the lists changes, in the contract's words.
CHANGES: Final[dict[str, Message]] = {"enters": _("enters"), "leaves": _("leaves")}
ROLES: Final[dict[str, Message]] = {
    "legal_representative": _("Legal representative"),
    "principal": _("Principal"),
    "responsible_manager": _("Manager directly responsible"),
    "responsible_person": _("Person directly responsible"),
}
PARTY_KINDS: Final[dict[str, Message]] = {
    "enterprise": _("Enterprise"),
    "sole_trader": _("Sole trader"),
    "institution": _("Public institution"),
    "organisation": _("Other organisation"),
    "natural_person": _("Natural person"),
}
# Types and stages stand in the order in which a case goes through them.
CASE_TYPES: Final[dict[str, Message]] = {
    "payment_order": _("Order to pay"),
    "administrative_penalty": _("Administrative penalty"),
    "major_violation": _("Major violation of labour law"),
    "criminal_case": _("Criminal case"),
    "judgment": _("Judgment"),
}
STAGES: Final[dict[str, Message]] = {
    "payment_order": _("Ordered to pay"),
    "administrative_decision": _("Administrative decision or penalty"),
    "transferred": _("Handed to the police"),
    "filed": _("Case filed"),
    "not_filed": _("Case not filed"),
    "sent_for_prosecution": _("Sent to the prosecutor"),
    "prosecuted": _("Prosecuted"),
    "not_prosecuted": _("Not prosecuted"),
    "first_instance": _("Judgment of first instance"),
    "effective": _("Judgment in effect"),
    "paid": _("Wages paid"),
}
# How sure a rule is, where its text was not seen.
CERTAINTIES: Final[dict[Certainty, Message]] = {
    Certainty.SEEN: _("seen in the text"),
    Certainty.SEEN_IN_PART: _("seen in part of the text"),
    Certainty.REPORTED_TWICE: _("reported by several sources"),
    Certainty.REPORTED: _("reported by one source"),
    Certainty.FROM_MEMORY: _("known from memory alone"),
}
LEVELS: Final[dict[str, Message]] = {
    "national": _("national"),
    "province": _("of a province"),
    "prefecture": _("of a prefecture"),
    "county": _("of a county"),
    "grassroots": _("at the grass roots"),
}


def word_said(word: str, language: Language) -> str:
    """A state or event as people call it; English, and what is neither, as it stands."""
    if language == "en" or (word not in EVENTS and word not in STATES):
        return word
    said = EVENTS[EventKind(word)] if word in EVENTS else STATES[State(word)]
    return said.text(language)


def in_words(message: Message, language: Language) -> str:
    """A sentence with its states and events as people call them."""
    params = (
        (name, _param_said(name, value, language) if isinstance(value, str) else value)
        for name, value in message.params
    )
    return Message(message.msgid, tuple(params)).text(language)


def _param_said(name: str, value: str, language: Language) -> str:
    # Some states are called by the word of the event that brings them about.
    if name == "state" and language != "en":
        return STATES[State(value)].text(language)
    return word_said(value, language)
