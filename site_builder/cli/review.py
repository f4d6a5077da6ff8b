"""``review``: the sheet that the chief signs on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    Call,
    OneOf,
    common,
    help_text,
    kept_apart,
    needs_site,
    say_problems,
)
from site_builder.i18n import _
from site_builder.signing import as_json, as_text, desk, in_short, write_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.i18n import Language
    from site_builder.signing import Sheet

_PRINTED: dict[str, Callable[[Sheet, Language], str]] = {"text": as_text, "json": as_json}
_FILES = ("html", "docx")


@click.command
@click.argument("paths", nargs=-1, metavar="[PATH[#ID]]...")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    help=help_text("the folder that the sheets are written into"),
)
@click.option(
    "--format",
    "form",
    type=OneOf([*_FILES, *_PRINTED]),
    help=help_text("only this: a file, or all of it printed here"),
)
@common
def command(call: Call, *, paths: tuple[str, ...], to: Path | None, form: str | None) -> int:
    """Print the sheet."""
    needs_site(call)
    folder = kept_apart(call, to or call.folders.site)
    with desk(call.folders, paths, call.as_of.day) as laid_out:
        sheet = laid_out.sheet()
    say_problems(sheet.refused, call.language)
    if form in _PRINTED:
        click.echo(_PRINTED[form](sheet, call.language))
    elif not sheet.entries:
        click.echo(_("nothing waits for a sign-off").text(call.language))
    else:
        written = write_sheets(sheet, folder, [form] if form else _FILES)
        click.echo(in_short(sheet, call.language))
        for file in written:
            call.say(_("written: {file}", file=file))
    return 1 if sheet.refused else 0
