"""Puts a verified release in force, in one step."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from site_builder.errors import PublishError
from site_builder.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


def switch(output: Path, release: Path) -> None:
    """Point ``site`` at ``release``, and ``server`` just before it.

    Raises:
        PublishError: The link could not be put in place; readers see the old release.
    """
    try:
        for name in ("server", "site"):
            _point(output / name, release / name)
    except OSError as error:
        raise PublishError(
            _("could not put the release in force: {reason}", reason=error.strerror)
        ) from error


def _point(link: Path, target: Path) -> None:
    following = link.with_name(f"{link.name}.next")
    following.unlink(missing_ok=True)  # left behind by a run that was cut short
    following.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
    if link.is_dir() and not link.is_symlink():
        # A copy made by following links has folders here; they cannot be replaced in one step.
        link.replace(link.with_name(f"{link.name}.copied"))
    following.replace(link)
