"""Puts a verified release in force, in one step.

The disk has the whole release before its link is turned, and the link before anybody is told:
a power cut then leaves no link to half-written files, and brings back nothing that was said to
be gone.
"""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.errors import PublishError, reason_of
from site_builder.i18n import _
from site_builder.publish.disk import exchange, settle
from site_builder.publish.leftovers import LINKS, discard, following, is_folder, room_for
from site_builder.publish.trees import RELEASES

_SERVER, _SITE = LINKS
# Through the link beside it, so that both turn in one step.
_SERVER_BESIDE_SITE = f"{_SITE}/../{_SERVER}"


def switch(output: Path, release: Path) -> None:
    """Point ``site`` at ``release``; ``server`` follows it.

    Raises:
        PublishError: The link could not be put in place; readers see the old release.
    """
    turns = [(_SERVER, _SERVER_BESIDE_SITE), (_SITE, os.path.relpath(release / _SITE, output))]
    if is_folder(output / _SITE):
        turns.reverse()  # beside a copied site, the server's link would lead to itself
    try:
        settle(release)
        for name, target in turns:
            if name == _SITE or not _leads_to(output / name, target):
                _point(output, name, target)
        settle(output)
    except OSError as error:
        name = Path(os.fsdecode(error.filename2 or error.filename or _SITE)).name
        message = _(
            "could not put the release in force: {reason} ({name})",
            reason=reason_of(error),
            name=name,
        )
        raise PublishError(message) from error


def _point(output: Path, name: str, target: str) -> None:
    link, releases = output / name, output / RELEASES
    new = following(link)
    discard(new, releases)
    new.symlink_to(target, target_is_directory=True)
    # A copy made by following links has folders here, and nothing may be renamed onto those.
    if not is_folder(link):
        new.replace(link)
    elif exchange(new, link):
        discard(new, releases)
    else:
        _replace_in_two_steps(link, new, releases)


def _replace_in_two_steps(link: Path, new: Path, releases: Path) -> None:
    """For disks that cannot swap two names: a run that is killed in between leaves no site."""
    copied = room_for(link.name, releases)
    link.replace(copied)
    try:
        new.replace(link)
    except OSError:
        copied.replace(link)
        raise


def _leads_to(link: Path, target: str) -> bool:
    return link.is_symlink() and os.fspath(link.readlink()) == target
