"""The columns that the tables of records share: whose record it is, and until when it stands."""

from __future__ import annotations

from typing import Final

from site_builder.dictionary.column import Column, Type
from site_builder.i18n import _

ID: Final = Column(
    "id",
    Type.TEXT,
    _("Id"),
    _("Names the record for ever and tells nothing of anybody; the key between releases"),
    is_always=True,
)
LAST_DAY: Final = Column(
    "last_day",
    Type.DAY,
    _("Last day"),
    _("The last day on which it is shown, until midnight; empty: no end is known"),
)
DO_NOT_USE_FROM: Final = Column(
    "do_not_use_from",
    Type.DAY,
    _("Not to be used from"),
    _("From the first minute of this day it may not be shown, passed on or used any more"),
)
PAGE: Final = Column("page", Type.ADDRESS, _("Page"), _("The record on this site"), is_always=True)
LAST: Final = (
    Column(
        "contested_on",
        Type.DAY,
        _("Reconsideration or lawsuit since"),
        _("Since when reconsideration or a lawsuit about the decision is pending; else empty"),
        "contested_on",
    ),
    Column(
        "republished_by",
        Type.LIST,
        _("Also published by"),
        _("The other public bodies that publish the same decision"),
        "republished_by",
    ),
    Column(
        "published_on",
        Type.MOMENT,
        _("First published on"),
        _("When it was first published; later changes do not move it"),
        "published_on",
        is_always=True,
    ),
    Column("regime", Type.TEXT, _("Regime"), _("The id of the law that it is published under")),
    Column("regime_name", Type.TEXT, _("Name of the regime"), _("That law, by its name")),
    Column("citation", Type.TEXT, _("Article on the end"), _("The article that sets the last day")),
    PAGE,
    Column(
        "starts_on",
        Type.DAY,
        _("Starts on"),
        _("The day from which it is shown; the term counts from the day after"),
        is_always=True,
    ),
    LAST_DAY,
    DO_NOT_USE_FROM,
)
WORKERS: Final = Column(
    "workers",
    Type.WHOLE,
    _("Workers concerned"),
    _("How many workers were owed wages"),
    "arrears.workers",
    unit=_("persons"),
)
REGION_NAME: Final = Column(
    "region_name", Type.TEXT, _("Name of the region"), _("That region, by its full name")
)
ORGAN_NAME: Final = Column(
    "organ_name", Type.TEXT, _("Name of the body"), _("That body, by its name")
)
