"""``letter``: the notice to a party that its record is no longer shown."""

from __future__ import annotations

from pathlib import Path

import click

from site_builder.cli.common import Call, common, help_text, kept_apart, needs_site
from site_builder.cli.office import prepared, subject_of
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.office.letter import letter
from site_builder.office.letter_forms import as_docx, as_html, as_text
from site_builder.store.files import write_whole

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command
@click.argument("record_id", metavar="ID")
@click.option("--docx", type=_FILE, help=help_text("write it to this Word file"))
@click.option("--html", type=_FILE, help=help_text("write it to this HTML file, for printing"))
@common
def command(call: Call, *, record_id: str, docx: Path | None, html: Path | None) -> int:
    """Write to the party of one record."""
    needs_site(call)
    for option, file in (("--docx", docx), ("--html", html)):
        if file is not None:
            kept_apart(call, file, option)
    with prepared(call) as found:
        written = letter(subject_of(found, record_id), found.vetted.chrome, call.as_of)
    if docx is None and html is None:
        click.echo(as_text(written), nl=False)
    for file, data in ((docx, as_docx), (html, as_html)):
        if file is not None:
            _write(file, data(written))
            call.say(_("written: {file}", file=file))
    return 0


def _write(file: Path, data: bytes) -> None:
    """Write a letter; never over another one, whose blanks may be filled in.

    Raises:
        UsageError: Something else is there.
    """
    if file.exists() and file.read_bytes() != data:
        raise UsageError(_("{file} is there already: name another file, or delete it", file=file))
    write_whole(file, data)
