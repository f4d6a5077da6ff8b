"""The columns of ``data/listings.*``."""

from __future__ import annotations

from typing import Final

from site_builder.dictionary.column import Column, Type
from site_builder.dictionary.shared import ID, LAST, ORGAN_NAME, REGION_NAME, WORKERS
from site_builder.i18n import _
from site_builder.words import PARTY_KINDS, ROLES

_PERSONS: Final = "persons.name"

LISTING_COLUMNS: Final = (
    ID,
    Column(
        "name",
        Type.TEXT,
        _("Employer"),
        _("The employer's name as the decision gives it"),
        "employer.name",
    ),
    Column(
        "party_kind",
        Type.WORD,
        _("Sort of employer"),
        _("What sort of employer it is"),
        "employer.party_kind",
        words=PARTY_KINDS,
    ),
    Column(
        "credit_code",
        Type.TEXT,
        _("Unified social credit code"),
        _("18 characters (GB 32100); it alone tells firms of one name apart"),
        "employer.credit_code",
    ),
    Column(
        "registration_number",
        Type.TEXT,
        _("Registration number"),
        _("The old number of 15 digits"),
        "employer.registration_number",
    ),
    Column(
        "former_names",
        Type.LIST,
        _("Former names"),
        _("Names that the employer bore before the decision"),
        "employer.former_names",
    ),
    Column(
        "current_name",
        Type.TEXT,
        _("Present name"),
        _("The name since the decision, where it changed"),
        "employer.name",
    ),
    Column(
        "region",
        Type.TEXT,
        _("Region"),
        _("Code of the region (GB/T 2260), six digits"),
        "employer.region",
    ),
    REGION_NAME,
    *(
        Column(role, Type.LIST, label, _("As named in the decision"), _PERSONS)
        for role, label in ROLES.items()
    ),
    Column(
        "other_person",
        Type.LIST,
        _("Other person"),
        _("Named in the decision, in a role that is not shown"),
        _PERSONS,
    ),
    Column(
        "decision_number",
        Type.TEXT,
        _("Decision number"),
        _("Number of the decision; one decision may list several employers"),
        "decision.number",
    ),
    Column(
        "organ", Type.TEXT, _("Deciding body"), _("Id of the body that decided"), "decision.organ"
    ),
    ORGAN_NAME,
    Column(
        "decided_on",
        Type.DAY,
        _("Decided on"),
        _("Day of the decision to list"),
        "decision.decided_on",
    ),
    Column("reason", Type.TEXT, _("Reason"), _("Why it was listed, as decided"), "decision.reason"),
    Column(
        "basis",
        Type.TEXT,
        _("Legal basis"),
        _("The articles that the decision rests on"),
        "decision.basis",
    ),
    Column(
        "amount",
        Type.AMOUNT,
        _("Wages owed"),
        _("The wages that were owed when it was decided"),
        "arrears.amount",
        unit=_("yuan"),
    ),
    WORKERS,
    Column(
        "project_name",
        Type.TEXT,
        _("Project"),
        _("The building site, as workers know it"),
        "project.name",
    ),
    Column(
        "contractor",
        Type.TEXT,
        _("Main contractor"),
        _("The main contractor of that building site"),
        "project.contractor",
    ),
    Column(
        "remedied_on",
        Type.DAY,
        _("Wages paid on"),
        _("When all wages had been paid; the listing goes on until its last day all the same"),
        "remedied_on",
    ),
    *LAST,
)
