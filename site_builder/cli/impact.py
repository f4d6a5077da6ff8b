"""``impact``: what a new state of the law would move, before anybody adopts it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.cli.common import Call, MomentType, common, help_text, needs_site
from site_builder.cli.office import prepared
from site_builder.errors import has_errors
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.model.record import Kind
from site_builder.office.impact import outlook
from site_builder.words import KINDS, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.disclose import Impact
    from site_builder.i18n import Language, Message


@click.command
@click.option(
    "--regimes",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help=help_text("the folder of regimes to try"),
)
@click.option("--on", "on", type=MomentType(), help=help_text("the day to compare (default: now)"))
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@common
def command(call: Call, *, folder: Path, on: Moment | None, as_json: bool) -> int:
    """Say what would move."""
    needs_site(call)
    moment = on or call.as_of
    with prepared(call) as found:
        told = outlook(found, folder, moment)
    for problem in told.problems:
        click.echo(problem.text(call.language), err=as_json)
    if as_json:
        rows = [_as_json(each) for each in told.moved]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for each in told.moved:
            click.echo(_as_text(each, call.language))
    call.say(
        _(
            "{count} records would move on {day} under {regimes}",
            count=len(told.moved),
            day=moment,
            regimes=", ".join(told.regimes) or "–",
        )
    )
    return 1 if has_errors(told.problems) else 0


def _as_json(found: Impact) -> dict[str, Any]:
    now, then = found.now, found.then
    return {
        "id": found.id,
        "kind": found.kind,
        "regime": found.regime,
        "state": {"now": now.state.value, "then": then.state.value},
        "last_day": {"now": _iso(now.last_day), "then": _iso(then.last_day)},
        "fields": [
            {"name": name, "now": was.value, "then": shown.value}
            for name, was, shown in found.moved_fields
        ],
    }


def _as_text(found: Impact, language: Language) -> str:
    said = "; ".join(in_words(message, language) for message in _moves(found))
    return f"{found.id}  {KINDS[Kind(found.kind)].text(language)}  {said}"


def _moves(found: Impact) -> Iterator[Message]:
    now, then = found.now, found.then
    if now.last_day != then.last_day:
        yield _(
            "last day {now} → {then}",
            now=_iso(now.last_day) or "–",
            then=_iso(then.last_day) or "–",
        )
    if now.state is not then.state:
        yield _("state {now} → {then}", now=now.state, then=then.state)
    for name, was, shown in found.moved_fields:
        yield _("{field} {now} → {then}", field=name, now=was, then=shown)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
