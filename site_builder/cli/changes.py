"""``changes``: what enters or leaves between two days."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import Call, MomentType, common, help_text, needs_site
from site_builder.cli.office import prepared
from site_builder.disclose import changes
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.model.record import Kind
from site_builder.words import CHANGES, KINDS, word_said

if TYPE_CHECKING:
    from site_builder.disclose import Change
    from site_builder.i18n import Language


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
            click.echo(_line(change, call.language))
    return 0


def _line(change: Change, language: Language) -> str:
    word, kind = (
        message.text(language) for message in (CHANGES[change.change], KINDS[Kind(change.kind)])
    )
    reason = word_said(change.reason, language)
    return f"{change.on}  {word:<6}  {kind:<12}  {change.id}  {reason}"
