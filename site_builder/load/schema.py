"""The JSON Schema of a kind, for editors."""

from __future__ import annotations

from typing import Any

from site_builder.kinds import KINDS, SETTINGS
from site_builder.model.record import Kind


def schema_kinds() -> tuple[str, ...]:
    """The kinds that have a schema."""
    return (*(kind.value for kind in KINDS), *SETTINGS)


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one record of ``kind``, as written; of an article, its front matter."""
    spec = SETTINGS[kind] if kind in SETTINGS else KINDS[Kind(kind)]
    schema = spec.model.model_json_schema(by_alias=True, mode="validation")
    schema["properties"].pop("body", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
