"""Puts a verified release in force, in one step."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from site_builder.errors import PublishError
from site_builder.i18n import _
from site_builder.publish.trees import RELEASES

if TYPE_CHECKING:
    from pathlib import Path

_SITE = "site"
_SERVER = "server"
# Through the link beside it, so that both turn in one step.
_SERVER_BESIDE_SITE = f"{_SITE}/../{_SERVER}"


def switch(output: Path, release: Path) -> None:
    """Point ``site`` at ``release``; ``server`` follows it.

    Raises:
        PublishError: The link could not be put in place; readers see the old release.
    """
    try:
        server = output / _SERVER
        if not server.is_symlink() or os.fspath(server.readlink()) != _SERVER_BESIDE_SITE:
            _point(output, _SERVER, _SERVER_BESIDE_SITE)
        _point(output, _SITE, os.path.relpath(release / _SITE, output))
    except OSError as error:
        raise PublishError(
            _("could not put the release in force: {reason}", reason=error.strerror)
        ) from error


def _point(output: Path, name: str, target: str) -> None:
    link, following = output / name, output / f"{name}.next"
    following.unlink(missing_ok=True)  # left behind by a run that was cut short
    following.symlink_to(target, target_is_directory=True)
    if link.is_dir() and not link.is_symlink():
        # A copy made by following links has folders here; they cannot be replaced in one step.
        copied = output / RELEASES / f"{name}.discarded"
        shutil.rmtree(copied, ignore_errors=True)
        link.replace(copied)
    following.replace(link)
