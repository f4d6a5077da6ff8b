"""The fields of each kind, as regimes name them; what is not here cannot be shown.

``LISTS`` are fields that hold several values, ``PEOPLE`` the list of persons, which is
ruled person by person through ``persons.name``; ``STEPS`` show as a whole.
"""

from __future__ import annotations

from typing import Any

from site_builder.model.record import Kind

FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.LISTING: (
        "employer.name",
        "employer.party_kind",
        "employer.credit_code",
        "employer.registration_number",
        "employer.former_names",
        "employer.region",
        "persons.name",
        "persons.role",
        "decision.number",
        "decision.organ",
        "decision.decided_on",
        "decision.reason",
        "decision.basis",
        "arrears.amount",
        "arrears.workers",
        "project.name",
        "project.contractor",
        "published_on",
        "republished_by",
        "contested_on",
        "remedied_on",
    ),
    Kind.CASE: (
        "type",
        "party.name",
        "party.party_kind",
        "party.credit_code",
        "party.registration_number",
        "party.region",
        "party.legal_representative",
        "document.number",
        "document.organ",
        "document.issued_on",
        "document.title",
        "facts",
        "basis",
        "outcome",
        "penalty.type",
        "penalty.fine",
        "arrears.amount",
        "arrears.workers",
        "stages",
        "listing",
        "published_on",
        "republished_by",
        "contested_on",
    ),
    Kind.TYPICAL_CASE: (
        "title",
        "organ",
        "occurred_in",
        "published_on",
        "tags",
        "source.name",
        "source.title",
        "source.date",
        "summary",
        "corrections",
        "cases",
        "body",
    ),
    Kind.NEWS: (
        "title",
        "organ",
        "published_on",
        "tags",
        "source.name",
        "source.title",
        "source.date",
        "summary",
        "corrections",
        "typical_cases",
        "body",
    ),
    Kind.PAGE: ("title", "organ", "published_on", "language", "corrections", "body"),
    Kind.STATISTIC: (
        "label",
        "value",
        "unit",
        "year",
        "region",
        "organ",
        "source.name",
        "source.title",
        "source.date",
        "qualifier",
        "note",
    ),
}
# What events tell, not a field that somebody writes: the day of the latest that stands.
TOLD_BY_EVENTS = frozenset({"contested_on", "remedied_on"})
LISTS = frozenset(
    [
        *("employer.former_names", "republished_by", "tags", "cases", "typical_cases"),
        *("stages", "corrections"),
    ]
)
PEOPLE = "persons"
STAGES = "stages"
CORRECTIONS = "corrections"
# Lists of what happened on its day, which show as a whole.
STEPS = frozenset({STAGES, CORRECTIONS})


def empty_values(kind: Kind) -> dict[str, Any]:
    """Every field of ``kind``, none of them shown."""
    values: dict[str, Any] = {}
    for path in FIELDS[kind]:
        group, _, leaf = path.rpartition(".")
        if path == "body":
            continue
        if group == PEOPLE:
            values[PEOPLE] = []
        elif group:
            values.setdefault(group, {})[leaf] = [] if path in LISTS else None
        else:
            values[leaf] = [] if path in LISTS else None
    return values
