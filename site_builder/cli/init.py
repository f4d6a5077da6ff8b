"""``init``: a small site that builds at once."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import click

from site_builder import __version__
from site_builder.cli.common import Call, common
from site_builder.errors import UsageError
from site_builder.folders import Folders
from site_builder.i18n import _
from site_builder.signing import Signature, sign

_SIGNED = (
    "site.yml",
    "organs.yml",
    "channels.yml",
    "listings",
    "cases",
    "typical-cases",
    "news",
    "pages",
    "statistics",
)

# What the builder makes and keeps, and the sheets that wait for a signature on paper.
_IGNORED = "/output/\n/.site-builder/\n/审签单-*\n/告知书*\n/待处理.xlsx\n"


@click.command
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@common
def command(call: Call, *, folder: Path) -> int:
    """Make a site."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(
            _("expected a new or an empty folder, found files in {folder}", folder=folder)
        )
    with as_file(files("site_builder") / "_sample") as sample:
        shutil.copytree(sample, folder, dirs_exist_ok=True)
    workflow = folder / ".github" / "workflows" / "publish.yml"
    text = workflow.read_text("utf-8").replace("@VERSION@", __version__)
    workflow.write_text(text, "utf-8", newline="\n")
    (folder / ".gitignore").write_text(_IGNORED, "utf-8", newline="\n")
    signature = Signature(
        drafter="示例经办人",
        approver="示例审签人",
        document="示例签批〔2025〕1号",
        on=call.as_of.day,
    )
    sign(Folders.of(folder), [f"content/{name}" for name in _SIGNED], signature)
    call.say(_("a site in {folder}; next: site-builder build --site {folder}", folder=folder))
    return 0
