"""One build of a site at a time."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from site_builder.errors import PublishError
from site_builder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_one(state: Path) -> Iterator[None]:
    """Let one build at a time use a state folder.

    Raises:
        PublishError: Another one is at work.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("w") as stream:
        try:
            # The system lets go of it however a build ends.
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(_("another build of this site is at work")) from None
        yield
