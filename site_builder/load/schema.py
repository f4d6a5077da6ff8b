"""The JSON Schema of a kind, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from site_builder.kinds import KINDS, SETTINGS
from site_builder.kinds.calendar import CalendarValues
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from site_builder.kinds.base import Values


_CALENDAR: Final = "calendar"


def schema_kinds() -> tuple[str, ...]:
    """The kinds that have a schema."""
    return (*(kind.value for kind in KINDS), *SETTINGS, _CALENDAR)


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one record of ``kind``, as written; of an article, its front matter."""
    schema = _model(kind).model_json_schema(by_alias=True, mode="validation")
    schema["properties"].pop("body", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _model(kind: str) -> type[Values]:
    if kind == _CALENDAR:
        return CalendarValues
    return SETTINGS[kind].model if kind in SETTINGS else KINDS[Kind(kind)].model
