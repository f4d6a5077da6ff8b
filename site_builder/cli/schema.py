"""``schema``: the JSON Schema of a kind, for editors."""

from __future__ import annotations

import json

import click

from site_builder.cli.common import Call, OneOf, common
from site_builder.load import json_schema, schema_kinds


@click.command
@click.argument("kind", metavar="KIND", type=OneOf(schema_kinds()))
@common
def command(call: Call, *, kind: str) -> int:  # noqa: ARG001 - common to all commands
    """Print a schema."""
    click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
    return 0
