"""``deadlines``: what is late, and what is due soon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from site_builder.cli.common import Call, Whole, common, help_text, needs_site
from site_builder.cli.office import prepared
from site_builder.disclose import Owed, due_said, owed
from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.i18n import Language, Message

_DAYS: Final = 30
_MOST_DAYS: Final = 3660


@click.command
@click.option(
    "--within",
    type=Whole(0, _MOST_DAYS),
    default=_DAYS,
    help=help_text("how many days to look ahead"),
)
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@common
def command(call: Call, *, within: int, as_json: bool) -> int:
    """List deadlines."""
    needs_site(call)
    with prepared(call) as found:
        listed = owed(found.subjects, call.as_of, within)
    if as_json:
        rows = [_row(each) for each in listed]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for each in listed:
            click.echo(_line(each, call.language))
    late = sum(each.due.is_late for each in listed)
    unknown = sum(each.due.on is None for each in listed)
    call.say(_counted(listed, late, unknown, within))
    return 1 if late else 0


def _counted(listed: Sequence[Owed], late: int, unknown: int, within: int) -> Message:
    return _(
        "{late} late, {open} due within {days} days, {unknown} unknown",
        late=late,
        open=len(listed) - late - unknown,
        days=within,
        unknown=unknown,
    )


def _row(each: Owed) -> dict[str, Any]:
    due = each.due
    return {
        "id": each.id,
        "kind": each.kind,
        "what": due.rule.what.value,
        "on": due.on.isoformat() if due.on else None,
        "citation": due.rule.citation,
        "state": due.state.value,
        "late": due.is_late,
        "late_by": due.late_by,
        "begun_on": due.begun_on.isoformat(),
        "met_on": due.met_on.isoformat() if due.met_on else None,
        "places": [{"channel": place.channel, "url": place.url} for place in due.places],
    }


def _line(each: Owed, language: Language) -> str:
    due = each.due
    day = due.on.isoformat() if due.on else "-" * len("2025-03-01")
    places = ", ".join(place.channel for place in due.places)
    said, kind = due_said(due).text(language), KINDS[Kind(each.kind)].text(language)
    parts = (day, each.id, kind, said, due.rule.citation, places)
    return "  ".join(part for part in parts if part)
