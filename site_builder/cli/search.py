"""``search``: the office's archive, every record in any state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from site_builder.archive import HELP, Found, asked
from site_builder.archived import archive_of
from site_builder.cli.common import Call, Whole, common, help_text, needs_site
from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.model.regions import full_name
from site_builder.words import KINDS, word_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from site_builder.archive import Hit
    from site_builder.i18n import Message

_FIRST: Final = 20
_MOST: Final = 10_000
_NEAR: Final = 5
_COMMON: Final = 8


@click.command(epilog=help_text("fields:") + " " + ", ".join(HELP))
@click.argument("query", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@click.option(
    "--limit",
    type=Whole(1, _MOST),
    default=_FIRST,
    help=help_text("how many records to show"),
)
@common
def command(call: Call, *, query: tuple[str, ...], as_json: bool, limit: int) -> int:
    """Look into the archive."""
    needs_site(call)
    what = asked(" ".join(query))
    with archive_of(call.folders, call.as_of) as (archive, learned):
        if learned:
            anew, gone = learned
            call.say(
                _("archive: {learned} learned, {forgotten} forgotten", learned=anew, forgotten=gone)
            )
        found = archive.find(what, limit)
        near = [] if found.total else archive.like(what.text, _NEAR)
    if as_json:
        click.echo(json.dumps(_as_json(what.text, found, near), ensure_ascii=False, indent=2))
        return 0
    for hit in found.hits:
        click.echo(_line(hit, call))
    if near:
        call.say(_("did you mean: {names}", names=", ".join(near)))
    call.say(_("{total} found, {shown} shown", total=found.total, shown=len(found.hits)))
    for line in _counted(found, call):
        call.say(line)
    return 0


def _as_json(text: str, found: Found, near: list[str]) -> dict[str, Any]:
    hits = [{"id": hit.id, **hit.shown} for hit in found.hits]
    return {"query": text, "total": found.total, "hits": hits, "facets": found.facets, "near": near}


def _counted(found: Found, call: Call) -> Iterator[Message]:
    """How the answers divide, where they do: the commonest first."""
    said: dict[str, tuple[Message, Callable[[str], str]]] = {
        "kind": (_("Kind"), lambda kind: KINDS[Kind(kind)].text(call.language)),
        "state": (_("State"), lambda state: word_said(state, call.language)),
        "organ": (_("Body"), lambda organ: found.organs[organ] or organ),
        "region": (_("Place"), full_name),
        "year": (_("Year"), str),
    }
    for name, (title, words) in said.items():
        common = sorted(found.facets[name].items(), key=lambda each: (-each[1], each[0]))[:_COMMON]
        if len(common) > 1:
            counts = ", ".join(f"{words(value)} {count}" for value, count in common)
            yield _("{what}: {counts}", what=title, counts=counts)


def _line(hit: Hit, call: Call) -> str:
    return "  ".join(filter(None, _parts(hit, call)))


def _parts(hit: Hit, call: Call) -> Iterator[str]:
    shown = hit.shown
    yield hit.id
    yield KINDS[Kind(shown["kind"])].text(call.language)
    yield word_said(shown["state"], call.language)
    yield shown["title"]
    yield shown["code"]
    yield shown["number"]
    yield shown["organ_name"]
    if shown["ends"]:
        yield _("last day {day}", day=shown["ends"]).text(call.language)
    yield f"{shown['path']}:{shown['line']}"
