"""The members of each change in ``data/changes.json``."""

from __future__ import annotations

from typing import Final

from site_builder.dictionary.column import Column, Type
from site_builder.dictionary.shared import DO_NOT_USE_FROM, LAST_DAY
from site_builder.i18n import _
from site_builder.model.record import Kind, State
from site_builder.words import CHANGES, KINDS, STATES

_FED: Final = (Kind.LISTING, Kind.CASE, Kind.TYPICAL_CASE, Kind.NEWS)
_REASONS: Final = (
    State.IN_FORCE,
    State.EXPIRED,
    State.REMOVED_EARLY,
    State.REVOKED,
    State.WITHDRAWN,
)

CHANGE_COLUMNS: Final = (
    Column(
        "on", Type.DAY, _("On"), _("The day of the change, from its first minute"), is_always=True
    ),
    Column("id", Type.TEXT, _("Id"), _("The record's, as in the tables"), is_always=True),
    Column(
        "kind",
        Type.WORD,
        _("Kind"),
        _("What kind of record it is"),
        is_always=True,
        words={kind.value: KINDS[kind] for kind in _FED},
    ),
    Column(
        "change",
        Type.WORD,
        _("Change"),
        _("Whether it entered or left"),
        is_always=True,
        words=CHANGES,
    ),
    Column(
        "reason",
        Type.WORD,
        _("Class of the reason"),
        _("How it stands since, where that is an end by law; of any other way to leave no more"),
        is_always=True,
        words={
            **{state.value: STATES[state] for state in _REASONS},
            "withheld": _("no longer shown"),
        },
    ),
    Column("citation", Type.TEXT, _("Article on the end"), _("The article that it left by")),
    Column("page", Type.ADDRESS, _("Page"), _("Where it stands, or stood"), is_always=True),
    LAST_DAY,
    DO_NOT_USE_FROM,
)
