"""``data/schema/*.json``: what the JSON of each data set looks like, as JSON Schema.

A row of a table as JSON lines has it is ``#/$defs/row``. Columns may be added behind the point
of the version, so nobody is told that there is no other.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from site_builder.dictionary import DATA_SETS, RETENTION_DAYS, SCHEMA_VERSION, Type
from site_builder.export.address import address
from site_builder.export.json import FORMAT
from site_builder.i18n import say
from site_builder.model.artifact import Artifact, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.dictionary import Column, DataSet
    from site_builder.store.public import PublicCorpus

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DAY: Final = r"\d{4}-\d{2}-\d{2}"
_LOOKS: Final[Mapping[Type, Mapping[str, Any]]] = {
    Type.TEXT: {"type": "string", "minLength": 1},
    Type.LIST: {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    Type.WORD: {"type": "string"},
    Type.DAY: {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    Type.MOMENT: {"type": "string", "pattern": rf"^{_DAY}(T\d{{2}}:\d{{2}})?$"},
    Type.AMOUNT: {"type": "string", "pattern": r"^\d{1,14}(\.\d{1,2})?$"},
    Type.WHOLE: {"type": "integer", "minimum": 0},
    Type.ADDRESS: {"type": "string", "format": "uri", "pattern": "^https?://"},
}


def schemas(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The schema of each data set."""
    base = corpus.chrome.site.base_url
    for data_set in DATA_SETS:
        text = json.dumps(schema(data_set, base), ensure_ascii=False, indent=1) + "\n"
        make = partial(str.encode, text)
        yield Artifact(f"site/{data_set.schema}", fingerprint(text), make)


def schema(data_set: DataSet, base_url: str) -> dict[str, Any]:
    """The schema of a data set's JSON."""
    rows = "changes" if data_set.kind is None else "records"
    told = {"format": {"const": FORMAT}, "schema_version": {"const": SCHEMA_VERSION}}
    if data_set.kind is None:
        told["retention_days"] = {"const": RETENTION_DAYS}
        told["resync_from"] = {"type": "array", "items": dict(_LOOKS[Type.ADDRESS])}
    told[rows] = {"type": "array", "items": {"$ref": "#/$defs/row"}}
    return {
        "$schema": _DIALECT,
        "$id": address(base_url, data_set.schema),
        "title": say(data_set.title),
        "description": say(data_set.description),
        "type": "object",
        "properties": told,
        "required": list(told),
        "$defs": {"row": _row(data_set)},
    }


def _row(data_set: DataSet) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: _value(column) for column in data_set.columns},
        "required": [column.name for column in data_set.columns],
    }


def _value(column: Column) -> dict[str, Any]:
    looks = dict(_LOOKS[column.type])
    if column.words:
        looks["enum"] = [*column.words, *([] if column.is_always else [None])]
    if not column.is_always:
        looks["type"] = [looks["type"], "null"]
    unit = f"（{column.unit.text('zh')}）" if column.unit else ""
    return {
        "title": f"{column.label.text('zh')}{unit}",
        "description": say(column.meaning),
        **looks,
    }
