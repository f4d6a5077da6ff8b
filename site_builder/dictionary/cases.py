"""The columns of ``data/cases.*``."""

from __future__ import annotations

from typing import Final

from site_builder.dictionary.column import Column, Type
from site_builder.dictionary.shared import ID, LAST, ORGAN_NAME, REGION_NAME, WORKERS
from site_builder.i18n import _
from site_builder.words import CASE_TYPES, PARTY_KINDS

CASE_COLUMNS: Final = (
    ID,
    Column(
        "type",
        Type.WORD,
        _("Sort of case"),
        _("What sort of document or case it is"),
        "type",
        words=CASE_TYPES,
    ),
    Column("name", Type.TEXT, _("Party"), _("The party's name, as far as it shows"), "party.name"),
    Column(
        "party_kind",
        Type.WORD,
        _("Sort of party"),
        _("What sort of party it is"),
        "party.party_kind",
        words=PARTY_KINDS,
    ),
    Column(
        "credit_code",
        Type.TEXT,
        _("Unified social credit code"),
        _("18 characters (GB 32100); it alone tells firms of one name apart"),
        "party.credit_code",
    ),
    Column(
        "registration_number",
        Type.TEXT,
        _("Registration number"),
        _("The old number of 15 digits"),
        "party.registration_number",
    ),
    Column(
        "region",
        Type.TEXT,
        _("Region"),
        _("Code of the region (GB/T 2260), six digits"),
        "party.region",
    ),
    REGION_NAME,
    Column(
        "legal_representative",
        Type.TEXT,
        _("Legal representative"),
        _("The party's, as far as it shows"),
        "party.legal_representative",
    ),
    Column(
        "document_number",
        Type.TEXT,
        _("Document number"),
        _("Number of the document, as far as it shows"),
        "document.number",
    ),
    Column(
        "document_title",
        Type.TEXT,
        _("Title of the document"),
        _("What the document is called"),
        "document.title",
    ),
    Column(
        "organ", Type.TEXT, _("Issuing body"), _("Id of the body that issued it"), "document.organ"
    ),
    ORGAN_NAME,
    Column("issued_on", Type.DAY, _("Issued on"), _("Day of the document"), "document.issued_on"),
    Column("facts", Type.TEXT, _("Facts"), _("What was found to have happened"), "facts"),
    Column(
        "basis", Type.TEXT, _("Legal basis"), _("The articles that the document rests on"), "basis"
    ),
    Column("outcome", Type.TEXT, _("Outcome"), _("What was decided"), "outcome"),
    Column(
        "penalty_type",
        Type.TEXT,
        _("Sort of penalty"),
        _("As the document names it"),
        "penalty.type",
    ),
    Column(
        "fine",
        Type.AMOUNT,
        _("Fine"),
        _("The fine that was imposed"),
        "penalty.fine",
        unit=_("yuan"),
    ),
    Column(
        "amount",
        Type.AMOUNT,
        _("Wages owed"),
        _("The wages that the document is about"),
        "arrears.amount",
        unit=_("yuan"),
    ),
    WORKERS,
    Column(
        "stages",
        Type.LIST,
        _("Stages"),
        _("Each stage with its day and the id of the body, a blank between them"),
        "stages",
    ),
    Column("listing", Type.TEXT, _("Listing"), _("Id of the listing that it led to"), "listing"),
    *LAST,
)
