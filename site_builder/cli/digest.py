"""``digest``: the office's morning, as text, as a page or as a letter."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from site_builder.cli.common import Call, OneOf, Whole, common, help_text, kept_apart, needs_site
from site_builder.cli.office import prepared
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.load.settings import Notify, read_notify
from site_builder.office.digest import digest
from site_builder.office.digest_notify import notify
from site_builder.office.digest_text import FORMS
from site_builder.prepare import SITE_FILE
from site_builder.store.files import write_whole

_DAYS: Final = 7
_MOST_DAYS: Final = 366


@click.command
@click.option("--days", type=Whole(1, _MOST_DAYS), help=help_text("how many days to look ahead"))
@click.option(
    "--format", "form", type=OneOf(list(FORMS)), default="text", help=help_text("how it is written")
)
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    help=help_text("write it to this file"),
)
@click.option(
    "--notify",
    "is_notifying",
    is_flag=True,
    help=help_text("hand it to the command under 'notify' in site.yml"),
)
@common
def command(call: Call, *, days: int | None, form: str, to: Path | None, is_notifying: bool) -> int:
    """Tell what an office should know this morning."""
    needs_site(call)
    if to is not None:
        kept_apart(call, to)
    with prepared(call) as found:
        told = _notified(found.site_data) if is_notifying else None
        ahead = days or (told.days if told else None) or _DAYS
        write = FORMS[form]
        if to is not None or told is None:
            text = write(digest(found, call.folders, call.as_of, ahead), call.language)
            _hand_over(text, form, to)
        if told is not None:
            made = digest(found, call.folders, call.as_of, ahead, ids_only=told.ids_only)
            notify(told.command, write(made, call.language), call.folders.site)
    return 0


def _notified(site_data: bytes) -> Notify:
    found = read_notify(site_data, SITE_FILE)
    if found is None:
        raise UsageError(_("expected 'notify: {{command: …}}' in content/site.yml, found none"))
    return found


def _hand_over(text: str, form: str, to: Path | None) -> None:
    if to is None:
        click.echo(text, nl=False)
        return
    # Mail goes with CRLF, as the standard says; everything else with LF.
    data = (text.replace("\n", "\r\n") if form == "eml" else text).encode()
    write_whole(to, data)
