"""The models agree with the fields that can be shown, and editors are told the same."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from site_builder.kinds import KINDS, SETTINGS
from site_builder.kinds.faults import _model_in
from site_builder.load import json_schema, schema_kinds
from site_builder.load.entries import Entry
from site_builder.load.markdown_file import read_markdown
from site_builder.load.yaml_core import read_yaml
from site_builder.model.fields import FIELDS, LISTS, STEPS, TOLD_BY_EVENTS
from site_builder.model.record import Kind
from site_builder.resources import _PACKAGE, pack_folder

# What a record is kept and judged by, but which no page shows as a field.
UNSHOWN = {
    Kind.LISTING: {"id", "regime", "events", "procedure", "also_published"},
    Kind.CASE: {"id", "regime", "events", "procedure", "also_published"},
    Kind.TYPICAL_CASE: {"id", "regime", "embargo_until", "review_on", "withdrawn"},
    Kind.NEWS: {"id", "embargo_until", "withdrawn"},
    Kind.PAGE: {"id"},
    Kind.STATISTIC: {"id"},
}
SAMPLE = _PACKAGE / "_sample" / "content"


def _leaves(model: type[BaseModel], prefix: str = "") -> set[str]:
    found = set()
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        found |= _leaves(inner, f"{prefix}{name}.") if inner else {f"{prefix}{name}"}
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_can_be_shown_or_is_left_out_on_purpose(kind: Kind) -> None:
    leaves = {
        # The stages of a case, and corrections, show as a whole.
        leaf.split(".")[0] if leaf.split(".")[0] in STEPS else leaf
        for leaf in _leaves(KINDS[kind].model)
        if leaf.split(".")[0] not in UNSHOWN[kind] and not leaf.endswith(".is_minor")
    }
    assert leaves == set(FIELDS[kind]) - TOLD_BY_EVENTS


def test_every_kind_with_fields_has_a_model() -> None:
    assert set(FIELDS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_lists_in_their_models(kind: Kind) -> None:
    schema = json_schema(kind)
    for path in LISTS & set(FIELDS[kind]):
        place: dict[str, Any] = schema
        for part in path.split("."):
            place = _resolved(schema, place)["properties"][part]
        assert place["type"] == "array"


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").rpartition("/")[2]
    return schema["$defs"][name] if name else part


def _flaws(schema: dict[str, Any], part: Any, value: object, place: str) -> list[str]:
    """What a validator of draft 2020-12 would find, of the few words that ours use."""
    part = _resolved(schema, part)
    if "anyOf" in part:
        ways = [_flaws(schema, way, value, place) for way in part["anyOf"]]
        return [] if [] in ways else ways[0]
    if "const" in part or "enum" in part:
        allowed = part.get("enum", [part.get("const")])
        return [] if value in allowed else [f"{place}: {value!r} is none of {allowed}"]
    types = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "boolean": bool,
        "null": type(None),
    }
    if not isinstance(value, types[part["type"]]):
        return [f"{place}: {value!r} is no {part['type']}"]
    if isinstance(value, list):
        return [flaw for item in value for flaw in _flaws(schema, part["items"], item, place)]
    if not isinstance(value, dict):
        return []
    known = part.get("properties", {})
    others = part.get("additionalProperties", True)
    missing = [f"{place}: no {name}" for name in part.get("required", ()) if name not in value]
    return missing + [
        flaw
        for key, item in value.items()
        for flaw in (
            _flaws(schema, known[key], item, f"{place}.{key}")
            if key in known
            else _flaws(schema, others, item, f"{place}.{key}")
            if isinstance(others, dict)
            else [f"{place}: {key} is unknown"]
        )
    ]


CALENDAR = b"""\
year: 2027
holidays: [2027-01-01]
workdays: [2027-01-03]
source: \xe9\x80\x9a\xe7\x9f\xa5
"""


def _samples(kind: str) -> list[Entry]:
    if kind == "calendar":
        return list(read_yaml(CALENDAR, "2027.yml").entries)
    spec = SETTINGS[kind] if kind in SETTINGS else KINDS[Kind(kind)]
    place = pack_folder() if kind == "regime" else SAMPLE / spec.folder
    entries: list[Entry] = []
    for path in [place] if place.is_file() else sorted(place.iterdir()):
        read = read_markdown if path.suffix == ".md" else read_yaml
        entries += read(path.read_bytes(), path.name).entries
    return entries


@pytest.mark.parametrize("kind", schema_kinds())
def test_a_schema_accepts_the_sample_records(kind: str) -> None:
    schema, samples = json_schema(kind), _samples(kind)
    assert samples
    assert [flaw for entry in samples for flaw in _flaws(schema, schema, entry.values, kind)] == []


@pytest.mark.parametrize("kind", schema_kinds())
def test_a_schema_is_one_of_draft_2020_12(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (schema["type"], schema["additionalProperties"]) == ("object", False)
    words = {"type", "properties", "required", "items", "anyOf", "$ref", "$defs", "enum", "const"}
    words |= {"title", "description", "default", "examples", "format", "pattern", "$schema"}
    words |= {"additionalProperties", "minLength", "maxLength", "maxItems", "minimum", "maximum"}
    assert _keywords(schema) <= words


def _keywords(part: Any) -> set[str]:
    if not isinstance(part, dict):
        return set()
    found = set(part)
    for key in ("properties", "$defs"):
        found |= {word for inner in part.get(key, {}).values() for word in _keywords(inner)}
    for inner in [part.get("items"), part.get("additionalProperties"), *part.get("anyOf", ())]:
        found |= _keywords(inner)
    return found


def test_a_schema_refuses_what_the_model_refuses() -> None:
    schema = json_schema("listing")
    values = yaml.safe_load("{id: 3, regime: x, employer: {nme: y}, decision: {}, extra: 1}")
    assert _flaws(schema, schema, values, "listing") == [
        "listing.id: 3 is no string",
        "listing.employer: no name",
        "listing.employer: nme is unknown",
        "listing.decision: no number",
        "listing.decision: no organ",
        "listing.decision: no decided_on",
        "listing: extra is unknown",
    ]


def test_front_matter_has_no_body() -> None:
    assert "body" not in json_schema("news")["properties"]
