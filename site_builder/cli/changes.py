"""``changes``: what enters or leaves between two days."""

from __future__ import annotations

import json

import click

from site_builder.cli.common import Call, MomentType, common, help_text, needs_site
from site_builder.cli.office import prepared
from site_builder.disclose import changes
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.model.moment import Moment


@click.command
@click.option("--from", "after", type=MomentType(), required=True, help=help_text("after this day"))
@click.option(
    "--to", "until", type=MomentType(), required=True, help=help_text("up to and with this day")
)
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@common
def command(call: Call, *, after: Moment, until: Moment, as_json: bool) -> int:
    """List changes."""
    needs_site(call)
    if until < after:
        raise UsageError(_("expected --to not before --from"))
    with prepared(call) as found:
        listed = changes(found.subjects, after.day, until.day)
    if as_json:
        rows = [
            {
                "on": change.on.isoformat(),
                "id": change.id,
                "kind": change.kind,
                "change": change.change,
                "state": change.state.value,
                "reason": change.reason,
            }
            for change in listed
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for change in listed:
            click.echo(
                f"{change.on}  {change.change:<6}  {change.kind:<12}  {change.id}  {change.reason}"
            )
    return 0
